"""A page a case, what each actor can do, and the pages that forward old addresses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from analysis.core import judgement
from analysis.core.country_names import country_name
from analysis.core.files import published_at
from analysis.core.judgement import Recommendation, text
from analysis.core.messages import DASH, _, label
from analysis.facts import cases, coding, world
from analysis.facts.summary import world_numbers
from analysis.pages.parts import case_name, records, sources_of, with_case_names
from analysis.pages.words import in_words, link, shown
from analysis.site.frame import Entry, page, policy, render
from analysis.stats.estimate import number
from analysis.stats.evidence_level import chance
from analysis.tables.library import cite_report, describe


def host_page(code: str) -> bytes:
    """Render the page that forwards an old address to the part of a country's page on requests to it."""
    to, title = f"{code}/index.html#to", _("Requests to {name}", name=country_name(code))
    return render("forward.html.j2", title=title, to=to, canonical=published_at(to), policy=policy()).encode()


@cache
def _advice() -> list[tuple[str, list[dict[str, str]]]]:
    """Return what each actor can do, by actor in the order of the file, each with the number that it rests on."""
    found: dict[str, list[dict[str, str]]] = {}
    for entry in judgement.entries(Recommendation):
        basis = world_numbers()[entry.statistic]
        number = basis.sentence.removeprefix(_("World") + ": ")
        advice = dict(entry, what=entry.recommendation, why=entry.reason, number=number,
            universe="" if basis.counted in basis.sentence else basis.counted)  # fmt: skip
        found.setdefault(entry.actor, []).append(advice)
    return list(found.items())


#: The addressee whose actions a page shows before one is chosen.
_FIRST = "interior"


def actions() -> bytes:
    """Render what each addressee can do, a checklist, the way to the Commission, and numbers of each country."""
    actors = [{"id": name.split()[0].lower(), "name": name, "actions": entries} for name, entries in _advice()]
    counts = cases.counted_by_host(world.release().cases).query("host_country != ''").sort_values(
        "host_country", key=world.names)  # fmt: skip
    numbers = host_columns(counts, [f"[{country_name(code)}]({code}/index.html#to)" for code in counts["host_country"]])
    content = {
        "actors": actors, "first": _FIRST, "checklist": CHECKLIST, "late": world_numbers()["oversight.complaints_late_duration"].sentence,
        "heads": list(numbers), "rows": [{"cells": row} for row in zip(*numbers.values(), strict=True)],
        "source": world.source("cases", "cases_effects"),
    }  # fmt: skip
    return page("actions.html.j2", "actions.html", _("What to do when a Red Notice arrives"), content)


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Return what each code of the register means, by column, as the codebook says it."""
    codes = describe("cases").set_index("column")["values"]
    return {
        str(column): dict(part.partition(": ")[::2] for part in str(values).split("; ") if ": " in part)
        for column, values in codes.items()
    }


#: Columns of a case in words, in their order.
_COLUMNS = (
    "public_figure_name", "requesting_country", "host_country", "instrument", "charge_as_reported",
    "oversight_outcome", "evidence_grade", "claim_status", "note",
)  # fmt: skip
#: What happened to the person, step by step; of one who was not arrested the first four are left out.
_STEPS = (
    "held_where", "held_year", "linked", "held_days", "released", "extradition", "extradition_year", "returned",
    "travel_blocked", "asylum_affected", "effect",
)  # fmt: skip


def case_page(row: Mapping[str, object]) -> bytes:
    """Render the page of a register row: the row in words, its sources, its history, its cautions, its address."""
    case_id, asked = str(row["case_id"]), str(row["requesting_country"])
    year = shown(row["year"])
    content = {
        "lead": _("Requested by {state}, {year}", state=country_name(asked),
            year=_("year not known") if year == DASH else year), "steps": _steps(row),
        "row": [
            (label(column, "case-row"), _in_words(column, row[column]))
            for column in _COLUMNS
            if column != "public_figure_name" or shown(row[column]) != DASH
        ],
        "readers": _readings()[case_id], "chances": _chances()[case_id], "sources": sources_of(dict(row)),
        "flags": [shown(row["explanation"]) for row in _by_case("cases_flags").get(case_id, [])],
        "history": [_change(change) for change in _by_case("cases_changes").get(case_id, [])],
        "address": f"{case_id}.html", "cite": cite_report(_("{name} (documented case)", name=case_name(row))),
        "more": (country_name(asked), quote(country_name(asked))),
    }  # fmt: skip
    crumbs = (Entry(_("Cases"), "cases/index.html"), Entry(country_name(asked), f"{asked}/index.html"))
    return page("case.html.j2", f"cases/{case_id}.html", case_name(row), content, crumbs)


def _steps(row: Mapping[str, object]) -> list[tuple[str, str]]:
    """What happened to the person, step by step; what no source says is unknown."""
    columns = ["held", *(_STEPS if row["held"] == "yes" else _STEPS[4:])]
    if shown(row["extradition_year"]) == DASH:
        columns.remove("extradition_year")
    steps = [(label(column, "step"), _step(column, row[column])) for column in columns]
    title, url = row["effects_source_title"], row["effects_source_url"]
    return steps + ([(_("Source"), link(title, url))] if shown(title) != DASH else [])


def _step(column: str, value: object) -> str:
    if shown(value) == DASH or (column == "held" and value == "unknown"):
        return _("not known")
    return number(float(str(value))) if column == "held_days" else _in_words(column, value)


@cache
def _readings() -> dict[str, str]:
    return dict(cases.readings().set_index("case_id")["summary"])


@cache
def _chances() -> dict[str, str]:
    """Say how probable it is that each case is well documented, by model of coding error."""
    table = coding.probabilities().set_index("case_id")[[*coding.MODELS]]
    cells = table.map(chance).itertuples()
    return {str(row[0]): text("chances", **dict(zip(coding.MODELS, row[1:], strict=True))) for row in cells}


def _in_words(column: str, value: object) -> str:
    if shown(value) == DASH:
        return DASH
    if column in ("requesting_country", "host_country", "held_where"):
        as_host = column != "requesting_country" and value in cases.hosts()
        return f"[{country_name(str(value))}](../{value}/index.html{'#to' if as_host else ''})"
    if column == "note":
        return with_case_names(value)
    if column == "public_figure_name":
        why = _("Named because they spoke publicly or are widely reported.")
        return f"{shown(value)}. {why} " + _("[Ask for a correction or removal](../about.html#corrections)")
    meaning = meanings().get(column, {}).get(str(value))
    if column in ("evidence_grade", "claim_status"):
        anchor = f"{'grade' if column == 'evidence_grade' else 'status'}-{value}"
        return _("{code}: {meaning}", code=f"[{label(value)}](../methods.html#{anchor})", meaning=str(meaning))
    if column == "charge_as_reported":
        return f"“{shown(value)}”"
    return in_words(column, value)


@cache
def _by_case(table: str) -> dict[str, list[dict[str, object]]]:
    """Return the rows of a table that belong to each row of the register."""
    rows = getattr(world.release(), table)
    return {str(case_id): records(of_case) for case_id, of_case in rows.groupby("case_id", observed=True)}


def _change(row: Mapping[str, object]) -> str:
    release = str(row["release"])
    if shown(row["column"]) == DASH:
        what = _("added in release {release}", release=release)
    else:
        column = row["column"]
        words = {side: with_case_names(in_words(column, row[side])) for side in ("old", "new")}
        sides = {side: _("nothing") if value == DASH else value for side, value in words.items()}
        what = _(
            "{column}: “{old}” became “{new}” in release {release}", column=label(column), release=release, **sides
        )
    source = "" if shown(row["source_url"]) == DASH else " " + link(_("Source"), row["source_url"])
    return _("{what}. Why: {why}.{source}", what=what, why=with_case_names(row["why"]), source=source)
