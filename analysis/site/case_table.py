"""The list of all cases: how many a year, then a row for each, which filters choose."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.charts.drawing import incomplete_in_words
from analysis.core.messages import DASH, _, label
from analysis.core.number_words import opening
from analysis.facts import case_register, cases, world
from analysis.facts.countries import half_in_years, over_time, overview
from analysis.facts.summary import world_numbers
from analysis.pages.parts import case_names, case_pages, records, status
from analysis.pages.words import place, shown
from analysis.site.finding import names_of
from analysis.site.frame import page
from analysis.stats.estimate import number
from analysis.tables.release import incomplete_since

#: Rows that a reader sees before asking for more.
_FIRST = 50
#: Columns by which the list can be filtered, by the name of the filter in the address, with the words of each.
_FILTERS = {
    "role": _("Role"), "asked": _("Requested by"), "host": _("Person was in"),
    "status": _("Status"), "year": _("Year"),
}  # fmt: skip


def case_list() -> bytes:
    """Render all cases, the newest first, of a year the well-documented ones; a reader asks for more than the first."""
    numbers = world_numbers()
    every, counted = numbers["cases.all"], numbers["cases.count"]
    rows = case_register.in_order(cases.rows()).sort_values(["year", "well_documented"], ascending=False, kind="stable")
    by_year, involved = over_time(), set(case_register.without_corrections(rows)["case_id"])
    content = {
        "title_of_years": half_in_years(rows, _("All countries")).sentence, "years": years(by_year),
        "most": by_year["cases"].max(), "late": incomplete_in_words(by_year["year"]),
        "since": incomplete_since(), "well": number(counted.value), "other": number(every.value - counted.value),
        "undated": _("For {count} cases, the year is not known.", count=every.value - by_year["cases"].sum()),
        "rows": [_row(row) | {"involved": row["case_id"] in involved} for row in records(rows)],
        "also": {place(code): " ".join(names_of(code, ())) for code in overview()["country"]},
        "filters": _FILTERS, "first": _FIRST, "source": world.source("cases"),
    }  # fmt: skip
    title = _("{well} of {count} recorded cases are well documented", well=counted.value, count=every.value)
    return page("cases.html.j2", "cases/index.html", title, content)


def years(by_year: pd.DataFrame) -> list[tuple[int, int, int]]:
    """Return each year with its well-documented cases and its others."""
    counts = by_year[["year", "well_documented", "cases"]].to_numpy(dtype=int)
    return [(year, well, cases_ - well) for year, well, cases_ in counts.tolist()]


def _row(row: Mapping[str, object]) -> dict[str, object]:
    """Lay out a case: what happened, who is named in public, when, who requested, and what INTERPOL decided."""
    case_id = str(row["case_id"])
    return {
        "title": case_names()[case_id], "page": case_pages()[case_id].partition("/")[2],
        "people": shown(row["public_figure_name"]).replace(DASH, "").replace("; ", ", "),
        "role": opening(label(row["target_profile"])), "asked": place(row["requesting_country"]),
        "host": place(row["host_country"]), "year": shown(row["year"]), "status": label(status(row), "case-status"),
        "kind": status(row), "decision": label(row["oversight_outcome"]).replace(DASH, _("not known")),
    }  # fmt: skip
