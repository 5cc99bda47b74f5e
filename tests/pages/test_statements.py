"""Each number in the title of a chart, and each word such as most or highest, recomputed from the chart's own data."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unittest import mock

import pandas as pd
import pytest

from analysis.charts.chart import Chart
from analysis.core.country_names import country_name
from analysis.core.files import RAW, ROOT
from analysis.core.judgement import text
from analysis.facts import notices, oversight, published_series, world
from analysis.pages import oversight_report
from analysis.pages.blocks import Section, Table, csv_text
from tests.page import NUMBER

NOTEBOOKS = ROOT / "notebooks"
#: Reports on all countries, and those that take longest.
EXECUTED = ("oversight", "decisions", "sanctions", "brief", "claims", "visibility", "coding", "methods_validation")
LONG = ("world_overview", "drivers", "robustness")
#: Digits that name a scale or an article.
NAMES = re.compile(
    r"Articles? \d+(?: and \d+)?|\(V-Dem, 0 to 1\)|\(World Bank, [^)]*\)|\(1 least, 5 most\)|\b1 in 500\b"
)
SENDERS = {"UN": "United Nations", "EU": "European Union", "UK": "United Kingdom", "US": "United States"}


@dataclass(frozen=True)
class Drawn:
    """A chart or table as its reader gets it: words, and the rows of its data file."""

    where: str
    name: str
    title: str
    subtitle: str
    alt: str
    data: pd.DataFrame
    is_chart: bool = True


def executed(notebook: str, **parameters: object) -> Iterator[Drawn]:
    """Run the cells of a notebook in this process and give the charts and tables that they show."""
    shown: list[object] = []
    cells = json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    names: dict[str, Any] = {}
    with mock.patch("analysis.pages.showing.show", lambda *things: shown.extend(things)):
        for number, cell in enumerate(code):
            exec(cell, names)
            if number == 0:
                names.update(parameters)
    for thing in shown:
        for block in thing if isinstance(thing, Section) else (thing,):
            if isinstance(block, Chart | Table):
                words = (getattr(block, key, "") for key in ("name", "title", "subtitle", "alt"))
                yield Drawn(f"{notebook} {parameters}", *words, read(csv_text(block.data)), isinstance(block, Chart))


def read(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text))


def percent(share: float) -> str:
    written = f"{100 * share:.1f}"
    return f"{written if written == '100.0' and share < 1 else written.removesuffix('.0')} %"


def tied(values: pd.Series) -> list[str]:
    """Give every label of the highest value, in order."""
    return [str(label) for label in values.index[values == values.max()]]


def of_cases(data: pd.DataFrame) -> list[str]:
    """How many cases are in which run of years, the shortest and fullest with half of all; no number if several are."""
    counts = data.groupby("year")["cases"].sum()
    totals = {
        (last - first, first, last): counts.loc[first:last].sum() for first in counts.index for last in counts.index
    }
    halves = sorted(
        (run[0], -total, *run[1:]) for run, total in totals.items() if run[0] >= 0 and 2 * total >= counts.sum()
    )
    (span, total, first, last), *others = halves
    if [one for one in others if one[:2] == (span, total)]:
        return [": documented cases by year"]
    years = f"{first} to {last}" if span else f"{first}"
    return [f": {-total} of {counts.sum()} cases with a known year date from {years}"]


def of_arrests(data: pd.DataFrame) -> list[str]:
    counts = data.set_index("step")["value"]
    return [f"In {counts['refused']} of {counts.sum()} cases with an arrest"]


def of_refusals(data: pd.DataFrame) -> list[str]:
    """The two requesting countries whose requests were refused most often; the data are pairs of countries."""
    counts = data.groupby("requesting_country")["count"].sum().nlargest(3)
    (first, second), (most, next_most, third) = map(country_name, counts.index[:2]), counts
    assert most > next_most > third
    return [f"{most} refusals are in cases requested by {first}", f"{next_most} in cases requested by {second}"]


def of_map(data: pd.DataFrame) -> list[str]:
    return [f"for {(~data['word'].isin(['complaints only', 'weak or none', 'not searched'])).sum()} of {len(data)}"]


def of_rates(data: pd.DataFrame) -> list[str]:
    rates = 1e6 * data.set_index("iso3")["notices"] / data.set_index("iso3")["inhabitants"]
    return [*map(country_name, tied(rates)), f"{rates.max():.0f} per million"]


def of_sanctions(data: pd.DataFrame) -> list[str]:
    strong = data[data["group"].isin(["extensive", "substantial"])]
    return [f"{strong['value'].sum()} of the {strong[['value', 'other']].to_numpy().sum()}"]


def of_listings(data: pd.DataFrame) -> list[str]:
    counts = data.set_index("country")[["UN", "EU", "UK", "US"]].max(axis=1).nlargest(3)
    assert counts.is_unique
    return list(map(country_name, counts.index[:2]))


def of_concentration(data: pd.DataFrame) -> list[str]:
    first = tied(data.set_index("iso3")["count"])
    return [*map(country_name, first), percent(data["count"].max() / data["count"].sum())]


def of_grounds(data: pd.DataFrame) -> list[str]:
    by_ground = data.set_index("part")["alerts"]
    return [f"{by_ground['other']:,} of {by_ground.sum():,} refusals", f"In {data['year'].iloc[0]}"]


def of_quarters(data: pd.DataFrame) -> list[str]:
    shares = data["value"] / (data["value"] + data["other"])
    assert (shares.diff().dropna() < 0).all()
    return ["The more democratic the requesting country, the smaller the share of well-documented cases"]


def of_drivers(data: pd.DataFrame) -> list[str]:
    first = data[data["group"] == data["group"].iloc[0]].set_index("series")
    assert first["high"]["Well documented"] < 1 and first["low"]["Other cases"] < 1 < first["high"]["Other cases"]
    return [f"{100 - 100 * first['value']['Well documented']:.0f} % fewer well-documented cases", "no clear difference"]


def of_readings(data: pd.DataFrame) -> list[str]:
    counts = data[data["measure"] == "well_documented"]["value"].round().astype(int).tolist()
    now, _estimate, every, _ties, _some = counts
    return [f"{now} cases are well documented if most readers must agree", f"{every} if all must"]


def of_fields(data: pd.DataFrame) -> list[str]:
    assert set(data["field"]) == {"instrument", "outcome", "effect"} and data["value"].min() > 0.8  # kappa
    return ["agree on the type of notice, INTERPOL’s decision and the last known step"]


def of_criteria(data: pd.DataFrame) -> list[str]:
    agree = data.set_index("criterion")["agree"]
    assert agree[["interpol_part", "decided_by_interpol"]].min() == agree.max() and agree.idxmin() == "grave_charge"
    return ["on what INTERPOL did", "less on how to judge a charge"]


def of_status_again(data: pd.DataFrame) -> list[str]:
    one, other = data["first"], data["second"]
    apart = data.loc[(one == "supported") & (other == "unsupported") | (one == "unsupported") & (other == "supported")]
    assert apart["cases"].sum() == 0
    return ["No case of the sample is supported for one reader and not supported for the other"]


def of_same_codes(data: pd.DataFrame) -> list[str]:
    """Counted again from the csv: cases to which each reader gave the status, or the grade, of the register."""
    cases, again = (pd.read_csv(RAW / "evidence" / f"{name}.csv") for name in ("cases", "cases_second_coding"))
    read = [again[again["round"] == one].set_index("case_id") for one in (5, 6)]
    register = cases.set_index("case_id").loc[read[0].index]
    for shown, first, second in (("value", "claim_status", "claim_status"), ("other", "evidence_grade", "grade")):
        a, b = (one[f"second_{second}"].reindex(register.index) for one in read)
        pairs = [(a, b), (register[first], a), (register[first], b)]
        assert data[shown].tolist() == [(one == two).sum() for one, two in pairs]
    assert all(data[shown].iloc[0] > data[shown].iloc[1:].max() for shown in ("value", "other"))
    return ["agree with each other more often than with our register"]


def of_course(data: pd.DataFrame) -> list[str]:
    """Refusals in cases in which the same country had granted extradition before."""
    refused = data[data["step"].isin(["refused", "on_rights"]) & (data["final"] == "yes")]["case_id"]
    granted = data[data["step"].eq("granted") & data["final"].ne("yes")]["case_id"]
    assert refused.is_unique and data["case_id"].nunique() >= 3
    again = len(set(refused) & set(granted))
    return [f"{again} refusals came after"] if again > 1 else []


def of_days_held(data: pd.DataFrame) -> list[str]:
    """Counted again from the csv, by the days themselves."""
    effects, cases = (pd.read_csv(RAW / "evidence" / f"{name}.csv") for name in ("cases_effects", "cases"))
    rows = effects.merge(cases[["case_id", "instrument"]], on="case_id").query("held == 'yes' and linked != 'no'")
    days = rows.loc[~rows["instrument"].isin(["none_found", "interstate_wanted_list"]), "held_days"].dropna()
    counts = [sum(low < day <= high for day in days) for low, high in pairwise([-1, 7, 30, 91, 365, 1e9])]
    assert data["value"].tolist() == counts
    return [f"In {(days > 91).sum()} of {len(days)} cases", f"the median is {days.median():.0f} days"]


def of_ratings(data: pd.DataFrame) -> list[str]:
    changed, all_of_them = data.set_index("left_out")["value"], data.loc[0, ["value", "other"]].sum()
    assert changed["cases"] == changed.max()
    return [f"{changed['cases']:.0f} of {all_of_them:.0f} ratings change", f"say, {changed['governments']:.0f} change"]


def of_bounds(data: pd.DataFrame) -> list[str]:
    (visible,), first = data["visible"].unique(), data.loc[data["notices"].idxmax()]
    ends = f"{country_name(first['country'])}’s share could range from {first['low']:.0%} to {first['high']:.0%}"
    return [f"if {percent(visible)} of notices are public", ends.replace("%", " %")]


def of_simulations(data: pd.DataFrame) -> list[str]:
    """All tests of our methods, of which the chart draws the lowest coverage by method and kind."""
    tests = pd.read_csv(RAW / "methods" / "estimator_validation.csv").query("naive == 'no'").dropna(subset="coverage")
    kinds = [tests[tests["hostile"] == kind] for kind in ("no", "yes")]
    for kind, column in zip(kinds, ("coverage", "coverage_broken"), strict=True):
        lowest = kind.groupby(kind["estimator"].str.replace(" ", "-"))["coverage"].min()
        drawn = data.set_index(data["estimator"].str.replace(" ", "-"))[column].dropna()
        assert drawn.sort_index().to_dict() == pytest.approx(lowest.to_dict())
    return [f"as few as {100 * data['coverage_broken'].min():.0f} % of the ranges"]


def of_issued(data: pd.DataFrame) -> list[str]:
    levels = data[~data["bound"]].set_index("year")["value"].sort_index()
    return [f"issued {levels.iloc[-1]:,.0f} Red Notices in {levels.index[-1]}"]


def of_refused(data: pd.DataFrame) -> list[str]:
    last = data.loc[data["year"].idxmax()]
    return [f"{last['value']:,.0f} requests", f"in {last['year']}"]


def of_complaints(data: pd.DataFrame) -> list[str]:
    levels = data[data["indicator"] == "ccf_admissible_requests"].set_index("year")["value"]
    last = levels.index.max()
    return [f"{levels[last]:,.0f} requests admissible in {last}"]


def of_outcomes(data: pd.DataFrame) -> list[str]:
    legal = data.loc[data["outcome"].str.contains("on legal grounds"), "complaints"].item()
    return [f"{legal} complaints led", f"In {data['year'].iloc[0]}"]


def of_published(data: pd.DataFrame) -> list[str]:
    counts = data.set_index("outcome")["value"]
    return [f"In {counts['not_compliant']} of {counts.sum()} published decisions"]


def of_interpol(data: pd.DataFrame) -> list[str]:
    cases = data.set_index("decision")["cases"]
    known = [f"Of {cases.sum()} requests", f"blocked {cases['stopped']}"]
    return [*known, f"for {cases['unknown']}, we do not know"]


def of_first_two(data: pd.DataFrame) -> list[str]:
    """The two countries with most, and their numbers; the third has fewer."""
    values = data.set_index("iso3")["value"].nlargest(3)
    assert values.iloc[1] > values.iloc[2]
    return [word for code, value in values.head(2).items() for word in (country_name(str(code)), str(value))]


def of_grounds_of_refusals(data: pd.DataFrame) -> list[str]:
    """The two grounds with most refusals, apart from other and unknown ones."""
    counts = data.set_index("ground")["refused"]
    first = counts.drop(["other", "not_stated"]).nlargest(3)
    assert first.iloc[1] > first.iloc[2]
    named = [f"{ground.replace('_', ' ')} ({count})" for ground, count in first.head(2).items()]
    return [named[0].capitalize(), named[1]]


#: Chart -> what its title must say, recomputed from its data file; without a number in its title it needs no entry.
RECOMPUTED: dict[str, Callable[[pd.DataFrame], list[str]]] = {
    "cases_over_time": of_cases,
    "known_cases": of_cases,
    "arrested": of_arrests,
    "issued": of_issued,
    "refused": of_refused,
    "complaints": of_complaints,
    "outcomes": of_outcomes,
    "published_decisions": of_published,
    "interpol_decided": of_interpol,
    "requesting": of_first_two,
    "refusing": of_first_two,
    "grounds_of_refusals": of_grounds_of_refusals,
    "requests_refused": of_refusals,
    "evidence_map": of_map,
    "public_rates": of_rates,
    "sanctions_by_rating": of_sanctions,
    "listings": of_listings,
    "public_concentration": of_concentration,
    "grounds": of_grounds,
    "drivers_quarters": of_quarters,
    "drivers_ratios": of_drivers,
    "status_blind": of_status_again,
    "same_codes": of_same_codes,
    "counts_by_reading": of_readings,
    "fields_chart": of_fields,
    "criteria_chart": of_criteria,
    "ratings": of_ratings,
    "course": of_course,
    "days_held": of_days_held,
    "bounds_by_state": of_bounds,
    "validation_tests": of_simulations,
}


def faults(chart: Drawn) -> list[str]:
    """Say what the words of a chart state and its data do not."""
    if not chart.is_chart:
        return []
    words = NAMES.sub("", f"{chart.title} {chart.subtitle}")
    written = NUMBER.findall(words)
    if chart.name not in RECOMPUTED:
        if not written and not re.search(r"\b(?:one|no) (?:case|public)", words):
            return []
        return [f"{chart.where}, {chart.name}: a number in {chart.title!r} that no function of RECOMPUTED gives"]
    expected = RECOMPUTED[chart.name](chart.data)
    missing = [word for word in expected if word not in words]
    strange = sorted(set(written) - set(NUMBER.findall(" ".join(expected))))
    return (
        [f"{chart.where}, {chart.name}: {chart.title!r} lacks {missing} or adds {strange}"]
        if missing or strange
        else []
    )


def superlatives(chart: Drawn) -> list[str]:
    """Say which most and highest of a title or an alternative text the data do not bear out, ties among them."""
    data, found = chart.data, []
    if stated := re.search(r"Most cases of any kind: (.+?)\.", chart.alt):
        found.append((stated[1], tied(data.groupby("year")["cases"].sum())))
    for sender, years in re.findall(r"([A-Z][a-z]+ [A-Z][a-z]+)[^:.]*: [\d,]+ in all, most in (.+?)\.", chart.alt):
        code = next(code for code, name in SENDERS.items() if name == sender)
        found.append((years, tied(data[data["list"] == code].set_index("year")["designations"])))
    if stated := re.search(r"largest first: (.+?) \d", chart.alt):
        found.append((stated[1], list(map(country_name, tied(data.set_index("iso3")["value"])))))
    return [
        f"{chart.where}, {chart.name}: {words!r}, and the data give {labels}"
        for words, labels in found
        if re.split(r", | and (?=\d)", words) != labels
    ]


@pytest.mark.parametrize("notebook", [*EXECUTED, *(pytest.param(name, marks=pytest.mark.thorough) for name in LONG)])
def test_titles_and_superlatives_of_reports_on_all_countries_are_true(notebook: str) -> None:
    charts = list(executed(notebook))
    assert charts
    assert [fault for chart in charts for fault in [*faults(chart), *superlatives(chart)]] == []


GROUPS = 12


#: The first group is read in every run; others, of which two more, in the thorough ones, and all in `make test-all`.
MARKS = {0: (), 1: pytest.mark.thorough, 2: pytest.mark.thorough}


@pytest.mark.parametrize(
    "group", [pytest.param(group, marks=MARKS.get(group, pytest.mark.slow)) for group in range(GROUPS)]
)
def test_titles_and_superlatives_of_every_country_are_true(group: int) -> None:
    charts = [
        chart
        for iso3 in sorted(world.known_territories())[group::GROUPS]
        for chart in executed("country_profile", country=iso3)
    ]
    assert {chart.name for chart in charts} >= {"hosts_of", "hosted", "measures"}
    assert [fault for chart in charts for fault in [*faults(chart), *superlatives(chart)]] == []


@pytest.mark.parametrize(
    ("title", "alt"),
    [
        ("Freedonia: 1 of 4 cases with a known year date from 2020", "Most cases of any kind: 2020 and 2021."),
        ("Freedonia: 2 of 3 cases with a known year date from 2020", "Most cases of any kind: 2020 and 2021."),
        ("Freedonia: documented cases by year", "Most cases of any kind: 2020."),
        (
            "Freedonia: documented cases by year in 7 states",
            "Most cases of any kind: 2020 and 2021.",
        ),
    ],
)
def test_a_false_number_and_an_untold_tie_are_found(title: str, alt: str) -> None:
    data = pd.DataFrame({"year": [2020, 2021] * 2, "group": ["strong"] * 2 + ["weak"] * 2, "cases": 1})
    chart = Drawn("invented", "cases_over_time", title, "", alt, data)
    assert faults(chart) or superlatives(chart)
    true = Drawn("", "cases_over_time", "Freedonia: documented cases by year", "", "", data)
    assert faults(true) == []


def test_a_chart_that_nobody_recomputes_is_refused() -> None:
    (fault,) = faults(Drawn("invented", "new", "7 of 9 states", "", "", pd.DataFrame()))
    assert "RECOMPUTED" in fault


def test_what_texts_say_of_most_and_of_the_last_year_is_true() -> None:
    outcomes = pd.read_csv(RAW / "evidence" / "cases.csv")["oversight_outcome"].fillna("unknown")
    assert "Most outcomes in the register are unknown" in text("limits_6")
    assert (outcomes == "unknown").mean() > 0.5
    assert "More than half of INTERPOL’s members had no notice" in text("public")
    assert (notices.public_counts() == 0).mean() > 0.5
    assert "Russia and El Salvador request most public notices" in text("never_pooled")
    counts = notices.public_counts()
    assert counts[["RUS", "SLV"]].sum() / counts.sum() > 0.5


def test_undated_figures_and_refusals_by_countries_enter_no_chart_and_no_latest_figure() -> None:
    table = world.release()["oversight_statistics"]
    assert table["year"].isna().any() and table["indicator"].str.startswith("extradition_requests_refused").any()
    invented = table.assign(year=table["year"].where(table["year"] != table["year"].max()))
    assert invented["year"].isna().sum() > table["year"].isna().sum()
    for rows in (table, invented):
        assert published_series.dated_values(rows)["year"].notna().all()
        assert all(year > 0 for basis in oversight.SERIES for year, _total in published_series.yearly(basis, rows))
    assert oversight.figures()["year"].notna().all()
    series = {*oversight.SERIES.values(), oversight.TOTAL, *oversight.GROUNDS.values(), oversight.TOGETHER}
    series |= set(oversight_report.DRAWN)
    assert not [name for name in series if name.startswith("extradition")]
