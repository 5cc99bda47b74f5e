"""What a reader takes away: data in archives, citations, the feed of changes; and the pages that explain."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd

from analysis.core.countries import name_of
from analysis.core.files import RAW
from analysis.core.hand import (
    DASH,
    UNIVERSES,
    release_note,
    released,
    rule_in_words,
    text,
    texts,
    version,
)
from analysis.core.messages import say
from analysis.facts import evidence, hosts, reliability, states, world
from analysis.pages.parts import case_name, records
from analysis.pages.words import heading, link, shown
from analysis.site import entries, overview
from analysis.site.frame import page
from analysis.stats.estimate import number, percent
from analysis.tables.library import cite, tables
from analysis.tables.shipped import raw_path, sidecar

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
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, files[name])
    return held.getvalue()


def everything() -> bytes:
    """Pack every shipped table with its sidecar, the codebook and its forms for machines."""
    kept = [path for path in sorted([*RAW.rglob("*"), *RAW.parent.glob("*.*")]) if path.is_file()]
    return archive({path.relative_to(RAW.parent).as_posix(): path.read_bytes() for path in kept})


def of_state(folder: Path, code: str) -> bytes:
    """Pack the data folder of a state's report, with a note of what it is."""
    note = f"{name_of(code)}\n\n{cite()}\n\n{text('motto')}\n"
    files = {path.name: path.read_bytes() for path in sorted((folder / "data").glob("*")) if path.is_file()}
    return archive(files | {"README.txt": note.encode()})


def citations(code: str) -> dict[str, bytes]:
    """Give how to cite a state's report, as BibTeX and as RIS, by file below the reports."""
    title, page_ = heading(world.open_place(code)), f"{code}/index.html"
    return {
        f"cite/{code}.{ending}": (cite(style=style, title=title, page=page_) + "\n").encode()
        for ending, style in _STYLES
    }


_STYLES = (("bib", "bibtex"), ("ris", "ris"))


def methods() -> bytes:
    """Render how the numbers are made: rule, grades, universes, intervals, limits."""
    rule = pd.DataFrame(rule_in_words(evidence.evidence_rule()), columns=["level", "earned"])
    held = reliability.coverage_table()
    content = {
        "rule": [{"cells": [row["level"], row["earned"]]} for row in records(rule)],
        "grades": [text("grades"), text("families")],
        "universes": [{"cells": [name.replace("_", " "), meaning]} for name, meaning in UNIVERSES.items()],
        "intervals": [text("counted"), text("exposure"), text("inferred")],
        "coverage": [
            {
                "cells": [
                    row["estimator"],
                    row["world"],
                    row["units"],
                    percent(float(str(row["coverage"]))),
                    row["verdict"],
                ]
            }
            for row in records(held)
        ],
        "tried": [text("coverage"), text("coded_twice")],
        "limits": texts("limits"),
    }
    return page("methods.html.j2", "methods.html", say("methods-title"), content)


def data(built: list[str]) -> bytes:
    """Render the page of all data: one archive, an archive a state, every table, how to cite."""
    listed = tables()
    content = {
        "all": ALL,
        "states": [(code, name_of(code)) for code in built],
        "rows": [
            {
                "cells": [
                    f"[{row['name']}](data/{row['name']}.csv)" if _is_csv(row["name"]) else row["name"],
                    row["title"],
                    number(float(str(row["rows"]))),
                    shown(sidecar(str(row["name"])).licence),
                ]
            }
            for row in records(listed)
        ],
        "columns": [say(f"column-{name}") for name in ("table", "title", "count", "licence")],
        "cite": cite(),
    }
    return page("data.html.j2", "data.html", say("data-title"), content)


def _is_csv(name: object) -> bool:
    return raw_path(str(name)).suffix == ".csv"


def raw_tables() -> dict[str, bytes]:
    """Give every shipped table as csv, by file below the reports; one that is shipped packed stands in the archive."""
    return {f"data/{path.name}": path.read_bytes() for path in sorted(RAW.rglob("*.csv"))}


def new() -> bytes:
    """Render what changed from release to release: rows that were added, cells that were corrected, each with why."""
    changes, names = world.release().cases_changes, _names()
    added = changes[changes["column"].isna()]
    cells = changes[changes["column"].notna()]
    content = {
        "lead": say("new-lead", count=len(cells), added=len(added), release=str(changes["release"].iloc[-1])),
        "added": [{"cells": [_linked(row, names), shown(row["why"])]} for row in records(added)],
        "cells": [
            {
                "cells": [
                    _linked(row, names),
                    shown(row["column"]),
                    shown(row["old"]),
                    shown(row["new"]),
                    shown(row["why"]),
                    "" if shown(row["source_url"]) == DASH else link(say("column-source"), row["source_url"]),
                ]
            }
            for row in records(cells)
        ],
        "source": world.source("cases_changes"),
    }
    return page("new.html.j2", "new.html", say("new-title"), content)


@cache
def _names() -> dict[str, str]:
    return {str(row["case_id"]): case_name(row) for row in records(world.release().cases)}


def _linked(row: Mapping[str, object], names: Mapping[str, str]) -> str:
    case_id = str(row["case_id"])
    return f"[{names[case_id]}](cases/{case_id}.html)"


def feed() -> bytes:
    """Give the changes as an Atom feed: an entry a release, and an entry a row that changed in it."""
    changes, names = world.release().cases_changes, _names()
    day = f"{released().isoformat()}T00:00:00Z"
    listed = [
        f"<entry><id>urn:red-notice-statistics:{escape(str(case_id))}:{version()}</id>"
        f"<title>{escape(names[str(case_id)])}</title><updated>{day}</updated>"
        f'<link href="cases/{escape(str(case_id))}.html"/>'
        f"<summary>{escape('; '.join(dict.fromkeys(rows['why'].dropna())))}</summary></entry>"
        for case_id, rows in changes.groupby("case_id", sort=True)
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        "<id>urn:red-notice-statistics:changes</id>"
        f"<title>{escape(say('site-name'))}: {escape(say('menu-new'))}</title>"
        f"<updated>{day}</updated><author><name>{escape(release_note().authors)}</name></author>"
        f"{''.join(listed)}</feed>\n"
    ).encode()


def about() -> bytes:
    """Render who made this, what protects people, how to have something corrected, and the licences."""
    content = {"cite": cite(), "corrections": release_note().address}
    return page("about.html.j2", "about.html", say("about-title"), content)


def files(reports: Path, built: Collection[str], failed: Collection[str]) -> dict[str, bytes]:
    """Make every file of the site.

    Parameters
    ----------
    reports : Path
        Where the reports stand; the archives of states are made of their data folders.
    built : collection of str
        Folders of the reports that stand.
    failed : collection of str
        Names of the reports whose last build failed.

    Returns
    -------
    dict of str to bytes
        By path below the reports.
    """
    codes = [str(code) for code in states.overview()["iso3"] if code in built]
    made = {"index.html": overview.home(built, failed), "compare.html": overview.compare()}
    made |= {"hosts/index.html": overview.host_list(), "cases/index.html": overview.case_list()}
    made |= {"timeline.html": overview.timeline(), "methods.html": methods(), "data.html": data(codes)}
    made |= {"new.html": new(), "about.html": about(), "feed.atom": feed(), ALL: everything(), **raw_tables()}
    made |= {f"hosts/{code}.html": entries.host_page(code) for code in hosts.hosts()}
    for row in records(world.release().cases):
        made[f"cases/{row['case_id']}.html"] = entries.case_page(row)
    for code in codes:
        made |= {f"data/{code}.zip": of_state(reports / code, code), **citations(code)}
    return {name: unlinked(held, built) if name.endswith(".html") else held for name, held in made.items()}


_TO_REPORT = re.compile(rb'<a href="(?:\.\./)*([\w-]+)/index\.html"[^>]*>(.*?)</a>', re.DOTALL)


def unlinked(page_: bytes, built: Collection[str]) -> bytes:
    """Leave the words alone of each link to a report that does not stand.

    Examples
    --------
    >>> unlinked(b'<a href="../BLR/index.html">Belarus</a>', set())
    b'Belarus'
    """
    stand = {*built, "hosts", "cases"}
    return _TO_REPORT.sub(lambda link: link[0] if link[1].decode() in stand else link[2], page_)
