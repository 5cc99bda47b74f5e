"""The sections of the world overview, in the order in which the notebook shows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.comparisons import league, lorenz, rates, shares_beside_median, universes
from analysis.charts.register import cases_over_time
from analysis.charts.world_map import world_map
from analysis.core.countries import called, fold, name_of
from analysis.core.hand import DASH, UNIVERSES, text
from analysis.facts import cases, evidence, notices, world
from analysis.facts.cases import Expected, expected, register, top_ten
from analysis.facts.coding import FIELDS, ROUNDS, SOURCE, Coded, coded_twice
from analysis.facts.evidence import levels
from analysis.facts.notices import KINDS, League, public_in_short, sensitive_over_states, sensitive_states, survivors
from analysis.facts.oversight import SERIES, yearly
from analysis.facts.validation import LEAST, MOST, NAME, shortfalls
from analysis.facts.validation import table as validation_table
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.country_profile import public_funnel, refusals_table
from analysis.pages.words import (
    citation,
    estimates_table,
    firmness_table,
    interval_of,
    limits,
    link,
    shown_share,
    shown_sources,
    sources,
    value_of,
)
from analysis.pages.words import shown as words_shown
from analysis.stats.counts import effective_number, top_share
from analysis.stats.estimate import Estimate, complete_count, listed, number, percent
from analysis.stats.shrinkage import Shrinkage, rank_table

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


#: Evidence level -> colour, strongest first.
PALETTE = {
    "extensive": "#7F0000",
    "substantial": "#D7301F",
    "limited": "#FC8D59",
    "complaints only": "#6A8CAF",
    "none found": "#D9DCE0",
}


_FIRST_PLACES = 5


#: A level of more states than this is counted in the text of the map, not named.
_MOST_NAMED = 12


def evidence_map() -> Section:
    """Show the evidence level of every country on a map, and the table behind it."""
    words = evidence.evidence_words()
    counts = words.value_counts().reindex(list(PALETTE), fill_value=0)
    stated = [
        complete_count(
            int(count),
            universe="members of INTERPOL and other territories that the data name",
            source=world.source("cases", "country_mentions", "oversight_statistics"),
            unit="countries and territories",
            sentence=_level_sentence(str(word), int(count), words),
        )
        for word, count in counts.items()
    ]
    return section(level_map(), Prose(stated), _levels_table(words))


def _level_sentence(word: str, count: int, words: pd.Series[str]) -> str:
    if word == "none found":
        return f"For {count} nothing was found, {text('none')}."
    states = listed(called(str(code)) for code in words[words == word].index)
    if word == "complaints only":
        return f"For {count} nothing but complaints was found, which is no finding of misuse: {states}."
    return f"The evidence level is {word} for {count}{'' if word == 'limited' else f': {states}'}."


def level_map() -> Chart:
    """Draw the evidence level of every country on a map."""
    words, counts = evidence.evidence_words(), evidence.evidence_words().value_counts()
    parts = [f"{word}: {_on_the_map(word, words)}" for word in PALETTE if counts.get(word, 0)]
    return world_map(
        words,
        PALETTE,
        name="evidence_map",
        title="Evidence level by state, by a stated rule; complaints only is no finding of misuse",
        alt=f"World map of the evidence level. {'; '.join(parts)}.",
        universe="members of INTERPOL and other territories that the data name",
        source=world.source("cases", "country_mentions", "oversight_statistics", "cases_second_coding"),
        note=f"Pale means that nothing was found, not that there is nothing. {text('map')}",
        beside=firmness_table(),
    )


def _on_the_map(word: str, words: pd.Series[str]) -> str:
    """Name the states of a level, or count them where they are many."""
    held = words.index[words == word]
    return f"{len(held)} states and territories" if len(held) > _MOST_NAMED else listed(map(name_of, held))


def _levels_table(words: pd.Series[str]) -> Table:
    table = evidence.evidence_table().assign(level=words).join(firmness_table())
    table = table[table["level"] != "none found"]
    order = {word: place for place, word in enumerate(PALETTE)}
    table = table.reset_index().assign(
        name=lambda rows: rows["iso3"].map(name_of).map(fold), place=lambda rows: rows["level"].map(order)
    )
    table = table.sort_values(["place", "name"]).drop(columns=["place", "name"])
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
        "members of INTERPOL and other territories that the data name",
        world.source("cases", "country_mentions", "oversight_statistics", "cases_second_coding"),
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
    some = [str(code) for code, n in held.model.ratios.table["n"].items() if n]
    ratios = {name_of(code): held.model.ratios.estimates[code] for code in some}
    chart = rates(
        ratios, "", name="cases_expected",
        title="Documented cases beside what the exposure leads to expect: documentation, not a league of abuse",
        unit="times the cases that refugees and asylum seekers lead to expect",
        note=f"{text('detection')} States without a case are not drawn.",
    )  # fmt: skip
    told = Prose([text("exposure"), *top_ten(level)])
    short = Prose(shortfalls("ratio to expectation", "rank of the ratio", "expected cases", "elasticity"))
    return section(told, chart, _fitted(held, second), _ratios(held, second, some), short)


def _fitted(*choices: Expected) -> Table:
    rows = [(f"Elasticity, {held.label}", held.model.elasticity) for held in choices]
    rows += [(f"Cases of other years, {held.label}", _left_out(held)) for held in choices]
    title = "How documented cases grow with exposure, over all states"
    return estimates_table("cases_elasticity", title, rows, text("elasticity"))


def _left_out(held: Expected) -> Estimate:
    return complete_count(
        held.left_out, universe=cases.cases_subject().universe, source=held.about.source, unit="documented cases",
        sentence=f"{held.left_out} documented cases lie outside the years of the {held.label} and are left out.",
    )  # fmt: skip


def _ratios(held: Expected, second: Expected, codes: list[str]) -> Table:
    first, other = held.model, second.model
    order = sorted(codes, key=lambda code: fold(name_of(code)))
    ranked = rank_table(held.ranks).rename(columns={"low": "rank_low", "high": "rank_high"})
    hoped = pd.Series({code: estimate.value for code, estimate in first.expected.items()}, name="expected")
    by_population = other.ratios.table[["value", "low", "high"]].add_suffix("_population")
    data = first.ratios.table.join([hoped, ranked, by_population]).loc[order].rename_axis("iso3").reset_index()
    shown_rows = pd.DataFrame(
        {
            "State": [f"[{name_of(code)}](../{code}/index.html)" for code in order],
            "Cases": [number(first.ratios.estimates[code].n) for code in order],
            "Expected": [value_of(first.expected[code]) for code in order],
            "Ratio, refugees": [_with_interval(first.ratios, code) for code in order],
            "Rank of it": [interval_of(held.ranks[code]) for code in order],
            "Ratio, inhabitants": [_with_interval(other.ratios, code) for code in order],
        }
    )
    return Table(
        "cases_ratios", "Every state with a case that counts, beside what its exposure leads to expect", data,
        shown_rows, held.about.universe, world.source("cases", "refugees_by_origin_host", "governance_country_year"),
        f"{text('detection')} A rank is given by its interval alone.",
    )  # fmt: skip


def _with_interval(ratios: Shrinkage, code: str) -> str:
    if code not in ratios.estimates:
        return DASH
    return f"{value_of(ratios.estimates[code])} ({interval_of(ratios.estimates[code])})"


def public_rates(level: float) -> Section:
    """Show public notices per inhabitant: shrunken rates, ranks, the funnel, and how few states account for most."""
    held, about = notices.public_league(level), notices.public_subject()
    counts = notices.assigned_counts()
    counts = counts[counts > 0]
    return section(
        Prose([text("public")]),
        league(
            _league_table(held).query("n > 0"),
            name="public_league",
            title="Public Red Notices per million inhabitants: who publishes most, not who misuses",
            unit="public notices per million",
            universe=about.universe,
            source=about.source,
            note=f"{text('public')} Shrunken by Gamma-Poisson.",
        ),
        public_funnel(level),
        _league_statistics("public", held, "Who publishes most, not who misuses: the world and the first places"),
        Prose(shortfalls("shrunken rate", "rank of the shrunken rate")),
        lorenz(
            counts,
            name="public_concentration",
            what="public Red Notices",
            universe=about.universe,
            source=world.source("public_notices_by_requesting_country"),
            note=text("public"),
        ),
        _concentration(counts),
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
    shares = sensitive_states("broad")
    told = shares[shares["low"] == shares["high"]].sort_values("low", ascending=False, kind="stable")
    median = shares["high"].median()
    data = pd.DataFrame({"group": [name_of(code) for code in told.index], "share": told["low"], "median": median})
    return shares_beside_median(
        data.join(told["charged"]).rename_axis("iso3").reset_index(),
        name="sensitive_states",
        title="Broad Article 3-sensitive share of public notices, by requesting country",
        what="requesting country",
        unit="share of public notices with a stated charge, %",
        universe=survivors(),
        source=world.source("public_notices_sensitive"),
        note=f"{text('sensitive')} States with fewer than three such notices are not "
        f"drawn; the median is what it can be at the most. {text('few')}",
    )


def _league_table(held: League) -> pd.DataFrame:
    ranked = rank_table(held.ranks).rename(columns={"low": "rank_low", "high": "rank_high"})
    return held.shrunken.table.join(ranked).rename_axis("iso3").reset_index()


def _league_statistics(name: str, held: League, title: str) -> Table:
    rows = [("All together", held.funnel.target), ("Spread beyond chance", held.funnel.dispersion)]
    first = sorted(held.ranks, key=lambda code: (held.ranks[code].value, code))[:_FIRST_PLACES]
    rows += [(f"{name_of(code)}, shrunken rate", held.shrunken.estimates[code]) for code in first]
    rows += [(f"{name_of(code)}, rank", held.ranks[code]) for code in first]
    return estimates_table(f"{name}_statistics", title, rows)


def _concentration(counts: pd.Series[int]) -> Table:
    about = replace(notices.public_subject(), source=world.source("public_notices_by_requesting_country"))
    rows = [
        ("Share of the three largest requesters", top_share(counts, 3, about=about)),
        ("Effective number of requesters", effective_number(counts, about=about)),
    ]
    return estimates_table("concentration", "Concentration of public notices", rows, text("counted"))


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
        "; ".join(ROUNDS.values()), world.source(SOURCE), text("kappa"),
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
    rows = validation_table()
    verdict = np.select(
        [rows["coverage"] < LEAST, rows["coverage"] > MOST], ["too narrow", "wider than it says"], "holds"
    )
    shown = pd.DataFrame(
        {
            "Interval of": rows["estimator"],
            "Data": rows["world"],
            "States": rows["units"],
            "Nominal": rows["level"].map(percent),
            "Held the truth": rows["coverage"].map(percent),
            "Short by": [
                percent(max(0.0, n - c)) if c < LEAST else "–" for n, c in rows[["level", "coverage"]].to_numpy()
            ],
            "Verdict": verdict,
        }
    )
    data = rows.assign(short_by=(rows["level"] - rows["coverage"]).round(4), verdict=verdict)
    title = "How often intervals hold the truth in simulated data"
    return section(
        Prose([text("coverage")]),
        Table(NAME, title, data, shown, "simulated data sets of worlds fitted to the data", world.source(NAME)),
    )
