"""The sections of the world overview, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.comparisons import league, lorenz, rates, shares_beside_median, universes
from analysis.charts.register import cases_over_time
from analysis.core.countries import name_of
from analysis.core.hand import DASH, UNIVERSES, text
from analysis.facts import evidence, notices, world
from analysis.facts.cases import Expected, expected, outside_the_years, ratios_table, register, top_ten, with_a_case
from analysis.facts.evidence import levels
from analysis.facts.notices import (
    KINDS,
    concentration,
    first_places,
    league_table,
    public_in_short,
    requesters,
    sensitive_over_states,
    sensitive_told,
    survivors,
)
from analysis.facts.oversight import SERIES, yearly
from analysis.facts.reliability import (
    COVERAGE,
    FIELDS,
    ROUNDS,
    SECOND_CODING,
    Coded,
    coded_twice,
    coverage_table,
    shortfalls,
)
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import level_map, public_funnel, refusals_table
from analysis.pages.words import (
    citation,
    estimates_table,
    interval_of,
    limits,
    link,
    shown_share,
    shown_sources,
    sources,
    value_of,
)
from analysis.pages.words import shown as words_shown
from analysis.stats.estimate import Estimate, number, percent

__all__ = [
    "all_cases",
    "case_rates",
    "charges",
    "conflicts",
    "coverage",
    "evidence_map",
    "how_to_cite",
    "in_short",
    "limits",
    "public_rates",
    "refusals",
    "second_coding",
    "sources",
    "title",
    "what_exists",
]


HEADING = "The world: INTERPOL notices and what is documented of their misuse"


def title() -> Section:
    """Show the heading of the world overview."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say in a few sentences what is known worldwide."""
    terms = Prose([text("grades_in_short"), text("families")])
    return section(Prose([register(), public_in_short(), levels()], "lead"), _motto(), terms)


def _motto() -> Prose:
    return Prose([text("motto")], "caution")


def how_to_cite() -> Section:
    """Show how to cite the world overview."""
    return section(Prose([citation(HEADING)], "citation"))


def what_exists() -> Section:
    """Show the five universes over time, and the latest figure of each."""
    held = {basis: yearly(basis) for basis in SERIES}
    data = pd.DataFrame(
        [
            {"basis": basis, "year": year, "value": e.value, "low": e.low or e.value, "high": e.high or e.value}
            for basis, rows in held.items()
            for year, e in rows
        ]
    )
    chart = universes(data, world.source("oversight_statistics"))
    latest = [(_sentence_case(UNIVERSES[basis]), rows[-1][1]) for basis, rows in held.items() if rows]
    title = "The latest published figure of each universe"
    note = "The figures belong to different years and count different things; no ratio between them is a rate."
    return section(chart, estimates_table("universes_latest", title, latest, note))


def _sentence_case(words: str) -> str:
    return words[0].upper() + words[1:]


def conflicts() -> Section:
    """Show every group of published figures that conflict, the preferred one first, with the rule of preference."""
    table = world.release().oversight_statistics
    rows = table[table["conflict_group"].notna()].sort_values(
        ["conflict_group", "preferred", "year"], ascending=[True, False, True], kind="stable"
    )
    figures = [
        words_shown(word) if pd.isna(value) else number(float(value))
        for value, word in zip(rows["value"], rows["value_text"], strict=True)
    ]
    shown_rows = pd.DataFrame(
        {
            "Group": rows["conflict_group"].str.replace("_", " "),
            "Date": rows["date_text"].map(words_shown),
            "Figure": figures,
            "Unit": rows["unit"].map(words_shown),
            "Preferred": rows["preferred"].map({True: "yes", False: "no"}),
            "Why": rows["preferred_reason"].map(words_shown),
            "Source": [link(t, u) for t, u in zip(rows["source_title"], rows["source_url"], strict=True)],
        }
    )
    title = "Published figures that conflict; none is dropped"
    universe = "published figures of every universe, each named by its group"
    return section(Table("conflicts", title, rows, shown_rows, universe, world.source("oversight_statistics")))


def refusals() -> Section:
    """Show what is known of refusals worldwide, with both denominators and the conflicting counts."""
    return section(Prose([text("refused")]), refusals_table())


_FIRST_PLACES = 5


def evidence_map() -> Section:
    """Show the evidence level of every country on a map, and the table behind it."""
    return section(level_map(), Prose(evidence.level_counts()), _levels_table())


def _levels_table() -> Table:
    table = evidence.levels_table()
    shown_rows = pd.DataFrame(
        {
            "State": [f"[{name_of(code)}](../{code}/index.html)" for code in table["iso3"]],
            "Level": table["level"],
            evidence.evidence_rule().heading: table["S"].astype(str),
            "Families that name it": table["F"].astype(str),
            "Complaints": table["K"].map({True: "summed", False: "no sum published"}),
            "Stays, thresholds": table["stays_thresholds"].map(shown_share),
            "Stays, coding": table["stays_coding"].map(shown_share),
            "Hangs on": table["decisive_sources"].map(shown_sources),
        }
    )
    return Table(
        "evidence_levels",
        "Evidence level, its inputs and how firmly it stands, for every state of which anything was found",
        table,
        shown_rows,
        evidence.ALL_STATES,
        world.source(*evidence.CODED),
        f"{text('levels_table')} {text('firmness')}",
    )


def all_cases() -> Section:
    """Show the whole register over time."""
    rows = world.release().cases
    return section(Prose([text("detection")]), cases_over_time(rows, "all countries", world.source("cases")))


def case_rates(level: float) -> Section:
    """Show documented cases beside what exposure leads to expect: the fitted line, and each state that has a case.

    Nothing is ranked: intervals stand in alphabetical order.
    """
    held, second = expected(level), expected(level, "population")
    ratios = {name_of(code): held.model.ratios.estimates[code] for code in with_a_case(held)}
    chart = rates(
        ratios, "", name="cases_expected",
        title="Documented cases beside what the exposure leads to expect: documentation, not a league of abuse",
        unit="times the cases that refugees and asylum seekers lead to expect",
        note=f"{text('detection')} States without a case are not drawn.",
    )  # fmt: skip
    told = Prose([text("exposure"), *top_ten(level)])
    short = Prose(shortfalls("ratio to expectation", "rank of the ratio", "expected cases", "elasticity"))
    return section(told, chart, _fitted(held, second), _ratios(level), short)


def _fitted(*choices: Expected) -> Table:
    rows = [(f"Elasticity, {held.label}", held.model.elasticity) for held in choices]
    rows += [(f"Cases of other years, {held.label}", outside_the_years(held)) for held in choices]
    title = "How documented cases grow with exposure, over all states"
    return estimates_table("cases_elasticity", title, rows, text("elasticity"))


def _ratios(level: float) -> Table:
    held, second, data = expected(level), expected(level, "population"), ratios_table(level)
    first, codes = held.model, list(data["iso3"])
    shown_rows = pd.DataFrame(
        {
            "State": [f"[{name_of(code)}](../{code}/index.html)" for code in codes],
            "Cases": [number(first.ratios.estimates[code].n) for code in codes],
            "Expected": [value_of(first.expected[code]) for code in codes],
            "Ratio, refugees": [_with_interval(first.ratios.estimates, code) for code in codes],
            "Rank of it": [interval_of(held.ranks[code]) for code in codes],
            "Ratio, inhabitants": [_with_interval(second.model.ratios.estimates, code) for code in codes],
        }
    )
    return Table(
        "cases_ratios", "Every state with a case that counts, beside what its exposure leads to expect", data,
        shown_rows, held.about.universe, world.source("cases", "refugees_by_origin_host", "governance_country_year"),
        f"{text('detection')} A rank is given by its interval alone.",
    )  # fmt: skip


def _with_interval(ratios: Mapping[str, Estimate], code: str) -> str:
    if code not in ratios:
        return DASH
    return f"{value_of(ratios[code])} ({interval_of(ratios[code])})"


def public_rates(level: float) -> Section:
    """Show public notices per inhabitant: shrunken rates, ranks, the funnel, and how few states account for most."""
    about = notices.public_subject()
    return section(
        Prose([text("public")]),
        league(
            league_table(level),
            name="public_league",
            title="Public Red Notices per million inhabitants: who publishes most, not who misuses",
            unit="public notices per million",
            universe=about.universe,
            source=about.source,
            note=f"{text('public')} Shrunken by Gamma-Poisson.",
        ),
        public_funnel(level),
        _league_statistics("public", level, "Who publishes most, not who misuses: the world and the first places"),
        Prose(shortfalls("shrunken rate", "rank of the shrunken rate")),
        lorenz(
            requesters(),
            name="public_concentration",
            what="public Red Notices",
            universe=about.universe,
            source=world.source("public_notices_by_requesting_country"),
            note=text("public"),
        ),
        estimates_table("concentration", "Concentration of public notices", concentration(), text("counted")),
    )


def charges(level: float) -> Section:
    """Show how far the charges of public notices are Article 3-sensitive, by requesting country.

    The share over all notices is not given: two requesters are most of them.
    """
    rows = [row for kind in KINDS for row in sensitive_over_states(kind)]
    title = "Article 3-sensitive shares over states, and over all notices without the largest requesters"
    return section(
        Prose([text("charges"), text("never_pooled")]),
        estimates_table("sensitive_world", title, rows, text("sensitive")),
        _sensitive_chart(),
    )


def _sensitive_chart() -> Chart:
    return shares_beside_median(
        sensitive_told(),
        name="sensitive_states",
        title="Broad Article 3-sensitive share of public notices, by requesting country",
        what="requesting country",
        unit="share of public notices with a stated charge, %",
        universe=survivors(),
        source=world.source("public_notices_sensitive"),
        note=f"{text('sensitive')} States with fewer than three such notices are not "
        f"drawn; the median is what it can be at the most. {text('few')}",
    )


def _league_statistics(name: str, level: float, title: str) -> Table:
    held, first = notices.public_league(level), first_places(level, _FIRST_PLACES)
    rows = [("All together", held.funnel.target), ("Spread beyond chance", held.funnel.dispersion)]
    rows += [(f"{name_of(code)}, shrunken rate", held.shrunken.estimates[code]) for code in first]
    rows += [(f"{name_of(code)}, rank", held.ranks[code]) for code in first]
    return estimates_table(f"{name}_statistics", title, rows)


_HEADS = {"1": "Round one, drawn at random", "2": "Round two, chosen", "12": "Both"}


def second_coding(level: float) -> Section:
    """Show percent agreement and kappa of each field, by round."""
    held = coded_twice(level)
    both = {(one.field, one.rounds): one for one in held}
    lead = [both["claim_status", "12"], both["grade", "12"]]
    stated = [estimate for one in lead for estimate in (one.agreement, one.kappa)]
    return section(Prose([text("coded_twice")]), Prose(stated), _table(held))


def _table(held: list[Coded]) -> Table:
    estimates = [(one, name, getattr(one, name)) for one in held for name in ("agreement", "kappa")]
    data = pd.DataFrame([{"field": one.field, "statistic": name} | e.as_dict() for one, name, e in estimates])
    cells = {(one.field, one.rounds): one for one in held}
    shown_rows = pd.DataFrame({"Field": [name.capitalize() for name in FIELDS.values()]})
    for which, head in _HEADS.items():
        shown_rows[f"{head}: agree"] = [_agree(cells.get((field, which))) for field in FIELDS]
        shown_rows[f"{head}: kappa"] = [_kappa(cells.get((field, which))) for field in FIELDS]
    return Table(
        "second_coding", "How far two codings of the same rows agree", data, shown_rows,
        "; ".join(ROUNDS.values()), world.source(SECOND_CODING), text("kappa"),
    )  # fmt: skip


def _agree(one: Coded | None) -> str:
    return DASH if one is None else value_of(one.agreement)


def _kappa(one: Coded | None) -> str:
    if one is None:
        return DASH
    ends = interval_of(one.kappa)
    return value_of(one.kappa) if ends == DASH else f"{value_of(one.kappa)} ({ends})"


def coverage() -> Section:
    """Show how often each interval of the reports holds the truth in simulated data."""
    rows = coverage_table()
    shown = pd.DataFrame(
        {
            "Interval of": rows["estimator"],
            "Data": rows["world"],
            "States": rows["units"],
            "Nominal": rows["level"].map(percent),
            "Held the truth": rows["coverage"].map(percent),
            "Short by": [
                percent(max(0.0, short)) if verdict == "too narrow" else DASH
                for short, verdict in zip(rows["short_by"], rows["verdict"], strict=True)
            ],
            "Verdict": rows["verdict"],
        }
    )
    title = "How often intervals hold the truth in simulated data"
    return section(
        Prose([text("coverage")]),
        Table(COVERAGE, title, rows, shown, "simulated data sets of worlds fitted to the data", world.source(COVERAGE)),
    )
