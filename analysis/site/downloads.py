"""What a reader takes away: data in archives and citations; and the pages that explain."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from analysis.core import evidence_rule, judgement
from analysis.core.country_names import country_name
from analysis.core.files import RAW, as_csv
from analysis.core.judgement import UNIVERSES, contact, release_note, released, stated, text, texts, version
from analysis.core.messages import N_, _, label, listed
from analysis.facts import agreed, cases, countries, evidence, searched, world
from analysis.facts.countries import changed, over_time, recounted
from analysis.facts.selection import select
from analysis.facts.summary import summary, world_numbers
from analysis.pages import edited
from analysis.pages.catalogue import GENERAL
from analysis.pages.parts import case_link, records, with_case_names
from analysis.pages.words import heading
from analysis.site import case_table, entries, events, finding, overview
from analysis.site.frame import cited, heading_of, page
from analysis.stats.estimate import number
from analysis.tables.library import cite, cite_report, list_tables
from analysis.tables.release import EFFECTS
from analysis.tables.shipped import published_files, raw_path, read_raw

#: The one archive of everything.
ALL = "data/red-notice-statistics.zip"
#: What a zip says of the time of each file; the same for each build of a release.
_STAMP = (1980, 1, 1, 0, 0, 0)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a zip, in the order of their names; the same bytes each time.

    Examples
    --------
    >>> archive({"a.txt": b"a"}) == archive({"a.txt": b"a"})
    True
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, files[name])
    return buffer.getvalue()


def everything() -> bytes:
    """Pack every shipped table with its sidecar, the codebook, its forms for machines, and a note of what is what."""
    files = {path.relative_to(RAW.parent).as_posix(): path.read_bytes() for path in published_files()}
    return archive(files | {"READ-ME-FIRST.txt": _note(text("archive_of_all"))})


def of_state(folder: Path, code: str) -> bytes:
    """Pack the data folder of a state's report, with a note of what it is."""
    files = {path.name: path.read_bytes() for path in sorted((folder / "data").glob("*")) if path.is_file()}
    return archive(files | {"README.txt": _note(text("archive_of_state", name=country_name(code)))})


def _note(what: str) -> bytes:
    return f"{what}\n\n{cite()}\n\n{text('motto')}\n".encode()


def citations(name: str, title: str, page_: str = "") -> dict[str, bytes]:
    """Return how to cite what has a title, and a page where one is, as BibTeX and as RIS, by file below the reports."""
    styles = {"bib": "bibtex", "ris": "ris"}
    key = name.removeprefix("cite/")
    return {
        f"{name}.{end}": f"{cite_report(title, page_, style, name=key)}\n".encode() for end, style in styles.items()
    }


def _cited_pages(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the citations of the pages that name theirs, each by its heading; cases are cited by the list of all."""
    found: dict[str, bytes] = {}
    for path, content in made.items():
        title = heading_of(content.decode()) if f"{cited(path)}.bib".encode() in content else ""
        if title and (not path.startswith("cases/") or path == "cases/index.html"):
            found |= citations(cited(path), title, path)
    return found


def charts() -> dict[str, bytes]:
    """Return the pictures of the site's own charts, the data behind each, and how to cite each."""
    found: dict[str, bytes] = {}
    for name, (drawn, table) in overview.maps().items():
        found |= {f"charts/{name}.svg": f"{drawn.svg}\n".encode(), f"data/{name}.csv": as_csv(table)}
        found |= citations(f"cite/{name}", drawn.title, f"charts/{name}.svg")
    title = _("Well-documented cases by requesting country and grade")
    found |= {"data/well-documented.csv": as_csv(overview.by_grade()), **citations("cite/well-documented", title)}
    found |= {"data/by-year.csv": as_csv(over_time()), "data/pairs.csv": as_csv(cases.pairs())}
    title = _("Is misuse growing? What the yearly figures show")
    return found | citations("cite/by-year", title)


#: Reports on how far the numbers hold, in the order in which a reader of the methods would ask.
_HOLD = ("VISIBILITY", "CODING", "ROBUSTNESS", "VALIDATION", "DRIVERS")
#: The country whose rating is explained step by step.
_EXAMPLE = "BLR"


def methods() -> bytes:
    """Render how the numbers are made: rule, grades, universes, intervals, limits; each with an anchor."""
    read, meanings = judgement.read_evidence_rule(), entries.meanings()
    place, numbers = select(_EXAMPLE), summary(_EXAMPLE, topic=("cases", "evidence"))
    again = agreed.same("blind")
    content = {
        "searched": texts("searched"), "when": text("searched_when", **searched.span_of_cases()),
        "countries": evidence.levels().worded("evidence._countries_short").sentence,
        "example": [numbers["cases.all"].sentence, numbers["evidence.sources"].sentence],
        "country": place.name, "rated": evidence.words_in_order().index(evidence.rating(place).word),
        "stable": evidence.decisive_input(place).worded("bare").sentence,
        "rule": _codes("level", dict(evidence_rule.rule_in_words(read))),
        "ways": list(evidence_rule.alternatives(read).values()),
        "grades": _codes("grade", meanings["evidence_grade"]),
        "statuses": _codes("status", meanings["claim_status"]),
        "counts": [number(world_numbers()[f"cases.{of}"].value)
            for of in ("all", "supported", "count", "contested", "unsupported")],
        "read": text("two_readers", same=number(again.value), all=number(again.n)),
        "universes": _codes("universe", UNIVERSES),
        "intervals": [text("counted"), text("exposure"), text("inferred"), text("complaint_bounds")],
        "hold": [(job.folder, job.title, label(job.folder, "asked")) for job in map(GENERAL.__getitem__, _HOLD)],
        "limits": texts("limits"),
    }  # fmt: skip
    return page("methods.html.j2", "methods.html", _("How we search for cases, judge them and rate countries"), content)


def _codes(kind: str, meanings: Mapping[str, str]) -> list[dict[str, object]]:
    """Lay out levels, grades, statuses or universes, each with its anchor on the page of methods."""
    words = {code.replace("_", " "): meaning for code, meaning in meanings.items()}
    ids = {word: f"{kind}-{word.replace(' ', '-')}" for word in words}
    return [{"id": ids[word], "cells": [label(word), meaning]} for word, meaning in words.items()]


def data(built: list[str]) -> bytes:
    """Render the page of all data: one archive, an archive a state, every table, how to cite."""
    tables = list_tables().rename(columns={"name": "table", "rows": "count"})
    content = {
        "all": ALL,
        "states": [(code, country_name(code)) for code in built],
        **overview.table(tables, ("table", "title", "count", "licence"), table=_table_link, title=str),
        "cite": cite(),
        "bibtex": cite(style="bibtex"),
    }
    return page("data.html.j2", "data.html", _("All data, for people and for programs"), content)


def _table_link(name: str) -> str:
    return f"[{name}](data/{name}.csv)" if raw_path(name).suffix == ".csv" else name


def raw_tables() -> dict[str, bytes]:
    """Return every shipped table as csv, by file below the reports; cases with what happened in them."""
    found = {f"data/{path.name}": path.read_bytes() for path in published_files() if path.suffix == ".csv"}
    effects = read_raw("cases_effects").set_index("case_id")[list(EFFECTS)].rename(columns=EFFECTS)
    return found | {"data/cases.csv": as_csv(read_raw("cases").join(effects, on="case_id"))}


#: What is shown of a new case.
_ADDED = ("case_id", "charge_as_reported", "requesting_country", "year", "evidence_grade", "claim_status")


def new() -> bytes:
    """Render what changed from release to release: rows that were added, cells that were corrected, each with why."""
    changes = world.release()["cases_changes"]
    changes = changes[changes["release"] == changes["release"].max()]
    added = world.release()["cases"].merge(changes.loc[changes["column"].isna(), "case_id"], on="case_id")
    cells, differing = changes[changes["column"].notna()], _states_changed()
    order, moved = differing["order"].index, dict[bool, list[str]]({True: [], False: []})
    for row in differing["ratings"]:
        moved[order(row["level"]) < order(row["level_before"])].append(country_name(row["iso3"]))
    ways = {N_("better documented for {countries}"): moved[True], N_("less documented for {countries}"): moved[False]}
    told = "; ".join(_(way, countries=listed(names)) for way, names in ways.items() if names)
    content = {
        "day": world.day(released()), "changed": len(cells), "source": world.source("cases_changes"),
        "added": overview.table(added, _ADDED, case_id=partial(case_link, root="")),
        **differing, "state_source": world.source("cases", "cases_changes"),
        "earlier": judgement.load("earlier_releases.yml")[-1].version, "release": version(),
    }  # fmt: skip
    title = _("Alleged misuse: {ways}", ways=told) if told else _("No rating changed")
    return page("new.html.j2", "new.html", title, content)


def _states_changed() -> dict[str, Any]:
    """Lay out which ratings and counts are others than in the release before, and the cases behind them."""
    table = changed().assign(link=lambda rows: [f"[{country_name(code)}]({code}/index.html)" for code in rows["iso3"]])
    cases_: list[dict[str, Any]] = records(recounted().sort_values("requesting_country", key=world.names))
    for row in cases_:
        row["now"] = _("now well documented") if row["counts"] else _("no longer well documented")
        row["now"], row["country"] = _("new") if row["added"] else row["now"], country_name(row["requesting_country"])
        row["link"], row["why"] = case_link(row["case_id"], ""), with_case_names(edited.reasons(row["why"][:1]), "")
    return {
        "ratings": records(table.query("level != level_before")),
        "order": evidence.words_in_order(), "recounted": cases_, "now": Counter(row["now"] for row in cases_),
        "states": [{"cells": row} for row in table[["link", *table.columns[1:-1]]].to_numpy()],
    }  # fmt: skip


def about() -> bytes:
    """Render who made this, how to have something corrected, how the data were made, and the licences."""
    numbers = world_numbers()
    words = {"authors": _("Authors"), "affiliation": _("Affiliation"), "contact": _("Contact"),
        "repository": _("Repository")}  # fmt: skip
    note = release_note()
    publisher = [(word, stated(field)) for field, word in words.items() if getattr(note, field)]
    unset = [word.lower() for field, word in words.items() if not getattr(note, field)]
    publisher += [(_("Not stated in this copy"), listed(unset))] if unset else []
    read = cases.readings()["readers"]
    content = {
        "publisher": [*publisher,
            (_("Data"), _("release {version} of {day}", version=version(), day=world.day(released())))],
        "address": address if re.search("@|//", address := contact()) else "",
        "form": "\n".join(texts("correction-form")),
        "numbers": [(number(numbers[f"cases.{of}"].value), label(of, "about", n=number(numbers[f"cases.{of}"].n)))
            for of in ("all", "supported", "count", "outcome_unknown")],
        "read": text("readers", low=read.min(), high=read.max(), most=read.mode()[0]),
        "when": text("searched_when", **searched.span_of_cases()),
        "cite": cite(),
    }  # fmt: skip
    return page("about.html.j2", "about.html", _("About this project"), content)


@dataclass(frozen=True)
class Standing:
    """What the pages around the reports are made of.

    Parameters
    ----------
    reports : Path
        Where the reports stand; the archives of states are made of their data folders.
    built : frozenset of str
        Folders of the reports that stand.
    failed : tuple of str
        Names of the reports whose last build failed.
    """

    reports: Path
    built: frozenset[str]
    failed: tuple[str, ...] = ()

    @property
    def codes(self) -> list[str]:
        """Return the codes of the states whose report stands."""
        return [str(code) for code in countries.overview()["country"] if code in self.built]


def _single(standing: Standing) -> dict[str, bytes]:
    """Make the pages that are one of a kind, and what belongs to them."""
    made = {"index.html": overview.home(standing.built, standing.failed), "timeline.html": events.timeline()}
    made |= {
        "hosts/index.html": overview.host_list(),
        "cases/index.html": case_table.case_list(),
        "search.html": finding.search(standing.built, standing.reports),
        "404.html": finding.not_found(standing.built),
        "search.js": finding.search_index(standing.built, standing.reports),
    }
    made |= {"methods.html": methods(), "data.html": data(standing.codes), "new.html": new(), "about.html": about()}
    return made | {"actions.html": entries.actions(), **charts()}


def _archives(standing: Standing) -> dict[str, bytes]:
    """Pack the data of each state, and of all, and say how each is cited."""
    made = {ALL: everything(), **raw_tables()}
    for code in standing.codes:
        made[f"data/{code}.zip"] = of_state(standing.reports / code, code)
        made |= citations(f"cite/{code}", heading(select(code)), f"{code}/index.html")
    return made


#: The parts of the site, each made without the others, the longest first.
_PARTS: dict[str, Callable[[Standing], dict[str, bytes]]] = {
    "compare": lambda _: {"compare.html": overview.compare()},
    "single": _single,
    "archives": _archives,
    "cases": lambda _: entries.case_files(),
}


def part(name: str, standing: Standing) -> dict[str, bytes]:
    """Make the files of a part of the site."""
    return _PARTS[name](standing)


def files(standing: Standing, each: Callable[..., Iterable[dict[str, bytes]]] = map) -> dict[str, bytes]:
    """Make every file of the site.

    Parameters
    ----------
    standing : Standing
        The reports, and which of them stand.
    each : callable
        Does a work for each part, as `map` does, in any order: in other processes, say.

    Returns
    -------
    dict of str to bytes
        By path below the reports.
    """
    made: dict[str, bytes] = {}
    for found in each(partial(part, standing=standing), list(_PARTS)):
        made |= found
    made |= _cited_pages(made)
    return {
        name: unlinked(content, standing.built) if name.endswith(".html") else content for name, content in made.items()
    }


_TO_REPORT = re.compile(
    rb'<a [^>]*?href="(?:\.\./)*([\w-]+)/(?:index|tables)\.html(?:#\w+)?"[^>]*>(.*?)</a>', re.DOTALL
)


def unlinked(page_: bytes, built: Collection[str]) -> bytes:
    """Leave the words alone of each link to a report that does not stand.

    Examples
    --------
    >>> unlinked(b'<a href="../BLR/index.html">Belarus</a>', set())
    b'Belarus'
    """
    stand = {*built, "hosts", "cases"}
    return _TO_REPORT.sub(lambda link: link[0] if link[1].decode() in stand else link[2], page_)
