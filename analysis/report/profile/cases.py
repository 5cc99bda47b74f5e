"""Documented cases of a requesting country."""

from __future__ import annotations

import pandas as pd

from analysis.charts.register import cases_over_time
from analysis.core.hand import DASH, label, text
from analysis.facts import evidence, world
from analysis.facts.cases import Expected, cases_of, counted, expected, exposed, headline, headline_rows, top_ten
from analysis.facts.validation import shortfalls
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.jobs import study_job
from analysis.report.words import anchor, estimates_table, link, shown
from analysis.report.words import place as place_name
from analysis.stats.estimate import Estimate

UNIVERSE = "register of documented cases of alleged or confirmed misuse, every grade and status"
#: Fewer dated rows than this make no picture.
LEAST_DRAWN = 3
#: Column of the register -> heading of its breakdown.
BREAKDOWNS = {
    "target_profile": "Who was targeted",
    "charge_category": "Charge as the requesting state puts it",
    "instrument": "Instrument",
    "host_country": "Country concerned",
    "effect": "Effect",
    "oversight_outcome": "What INTERPOL decided",
    "article_grounds": "On which article",
}


def documented_cases(place: Place) -> Section:
    """Show a country's documented cases: grades, years, breakdowns, rates, and every row with its sources.

    Parameters
    ----------
    place : Place
        The requesting country.

    Returns
    -------
    Section
        One honest sentence where the register holds no case.
    """
    rows = cases_of(place)
    if rows.empty:
        sentence = f"The register holds no case requested by {place.called}, {text('none')}."
        return section(Prose([sentence, text("detection")]), _rates(place))
    dated = rows["year"].notna().sum() >= LEAST_DRAWN
    return section(
        _study(place),
        _grades(place, rows),
        cases_over_time(rows, place.name, world.source("cases")) if dated else None,
        _breakdown(place, rows),
        _rates(place),
        _register(place, rows),
    )


def _study(place: Place) -> Prose:
    page = f"../{study_job(place.iso3).folder}/index.html"
    return Prose([f"[The case study of {place.called}]({page}) shows them on one timeline, with who, where and how."])


def _grades(place: Place, rows: pd.DataFrame) -> Table:
    grades = ["A", "B", "C", "D", "X"]
    counts = pd.crosstab(rows["claim_status"], rows["evidence_grade"])
    counts = counts.reindex(index=["supported", "contested", "unsupported"], columns=grades, fill_value=0)
    counts["all"] = counts.sum(axis=1)
    data = counts.rename_axis("claim_status").reset_index()
    shown_rows = data.astype(str).set_axis(["Status", *(f"Grade {grade}" for grade in grades), "All"], axis=1)
    title = f"Documented cases of {place.called} by status and grade"
    return Table("cases_by_grade", title, data, shown_rows, UNIVERSE, world.source("cases"), text("grades"))


def _breakdown(place: Place, rows: pd.DataFrame) -> Table:
    parts = [_counted(rows, column) for column in BREAKDOWNS]
    data = pd.concat(parts, ignore_index=True)
    shown_rows = pd.DataFrame(
        {
            "": list(BREAKDOWNS.values()),
            evidence.evidence_rule().heading: [_counts(data, column, "strong") for column in BREAKDOWNS],
            "All rows": [_counts(data, column, "cases") for column in BREAKDOWNS],
        }
    )
    title = f"Targets, charges, instruments, hosts and outcomes: {place.name}"
    return Table("cases_breakdown", title, data, shown_rows, UNIVERSE, world.source("cases"), text("corrections"))


def _counts(data: pd.DataFrame, what: str, count: str) -> str:
    rows = data[(data["what"] == what) & (data[count] > 0)]
    return ", ".join(f"{_value(what, v)}: {n}" for v, n in zip(rows["value"], rows[count], strict=True)) or DASH


def _value(what: str, value: str) -> str:
    return place_name(value) if what == "host_country" and value != "unknown" else label(value)


def _counted(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    values = rows[column].fillna("unknown").astype(str)
    strong = headline_rows(rows)
    table = (
        pd.DataFrame({"value": values, "strong": strong.astype(int), "cases": 1}).groupby("value").sum().reset_index()
    )
    ordered = table.sort_values(["cases", "value"], ascending=[False, True])
    return ordered.assign(what=column)[["what", "value", "strong", "cases"]]


def _rates(place: Place) -> Section | None:
    if headline(place).value == 0:
        return None
    held, second = expected(place.level), expected(place.level, "population")
    if place.iso3 not in held.ranks:
        return section(Prose([text("no_exposure").format(place=place.called)]))
    rows = [(evidence.evidence_rule().heading, headline(place))]
    if (within := counted(held, place.iso3)).value != headline(place).value:
        rows.append(("Of these, in the years of the exposure", within))
    rows += _against("refugees and asylum seekers", held, place)
    rows += _against("inhabitants", second, place) if place.iso3 in second.ranks else []
    rows.append(("Rank of the ratio, refugees and asylum seekers", held.ranks[place.iso3]))
    title = f"Documented cases of {place.called} beside what its exposure leads to expect"
    note = f"{text('detection')} {text('exposure')}"
    told = [*top_ten(place.level), *shortfalls("ratio to expectation", "rank of the ratio")]
    return section(estimates_table("cases_rates", title, rows, note), Prose(told))


def _against(whom: str, held: Expected, place: Place) -> list[tuple[str, Estimate]]:
    return [
        (f"Person-years of {whom}", exposed(held, place.iso3)),
        (f"Expected from {whom}", held.model.expected[place.iso3]),
        (f"Ratio to expectation, {whom}", held.model.ratios.estimates[place.iso3]),
    ]


def _register(place: Place, rows: pd.DataFrame) -> Table:
    ordered = rows.sort_values(["year", "case_id"], na_position="last")
    columns = [
        "case_id", "year", "host_country", "instrument", "target_profile", "charge_category", "effect",
        "oversight_outcome", "article_grounds", "evidence_grade", "claim_status", "source_1_title", "source_1_url",
        "source_2_title", "source_2_url",
    ]  # fmt: skip
    shown_rows = pd.DataFrame(
        {
            "Case": ordered["case_id"],
            "Year": ordered["year"].map(shown),
            "Host": ordered["host_country"].map(place_name),
            "Instrument": ordered["instrument"].map(label),
            "Outcome": [outcome(row) for row in records(ordered)],
            "Grade, status": ordered["evidence_grade"] + ", " + ordered["claim_status"],
            "Sources": [sources_of(row) for row in records(ordered)],
        }
    )
    note = (
        f"Each row is an allegation or a decision on one; nobody in it is held guilty of anything here. {text('key')}"
    )
    title = f"Every register row of {place.called}, with its sources"
    anchors = [anchor(case_id) for case_id in ordered["case_id"]]
    return Table("cases_register", title, ordered[columns], shown_rows, UNIVERSE, world.source("cases"), note, anchors)


def records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Give register rows as dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


def outcome(row: dict[str, object]) -> str:
    """Say what came of a case: its effect, and INTERPOL's decision."""
    parts = [
        label(row[column]) for column in ("effect", "oversight_outcome") if row[column] not in {"none_known", "unknown"}
    ]
    return "; ".join(parts) or "none known"


def sources_of(row: dict[str, object]) -> str:
    """Link to the sources of a register row, and say which of them was read in a copy."""
    pairs = [(row[f"source_{i}_title"], row[f"source_{i}_url"]) for i in (1, 2)]
    linked = "; ".join(link(title, url) for title, url in pairs if shown(title) != DASH)
    copied = world.read_in_copy().get(str(row["case_id"]))
    return f"{linked} ({copied})" if copied else linked
