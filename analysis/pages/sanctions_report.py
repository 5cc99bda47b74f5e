"""The sections of the report on sanctions, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.context import designations_by_year, rounds_and_cases
from analysis.core.countries import name_of
from analysis.core.hand import DASH, SENDERS, text
from analysis.facts import evidence, notices, world
from analysis.facts.sanctions import (
    COUNTED,
    FIRST_YEAR,
    PLACE,
    ROUNDS,
    UNIVERSE,
    before_and_since,
    cases_by_year,
    comparison,
    confirmed,
    designations_since,
    named_countries,
    round_steps,
    rounds_on_belarus,
    spans,
    target_shares,
    target_table,
)
from analysis.pages import words as pages_words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import citation, estimates_table, limits, link
from analysis.pages.words import shown as words_shown
from analysis.stats.estimate import number

__all__ = [
    "before_and_after",
    "how_to_cite",
    "in_short",
    "limits",
    "over_time",
    "overlap",
    "reconciled",
    "rounds",
    "sources",
    "targets",
    "title",
]


def overlap() -> Section:
    """Show, for each requesting country, how many persons with security charges are also designated."""
    rows = confirmed()
    title = "Persons with security charges in public notices who are also designated, by requesting country"
    return section(
        Prose([text("overlap_shows"), text("corroboration")]),
        estimates_table("overlap", title, rows, text("corroboration")),
    )


HEADING = "Sanctions and INTERPOL notices: what goes together and what does not"


TABLES = (
    "designations_by_target_country", "designations_by_programme", "belarus_sanctions_timeline",
    "public_notices_corroboration", "cases", "country_mentions",
)  # fmt: skip


def title() -> Section:
    """Show the heading of the report."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say in three sentences what sanctions lists tell about notices."""
    sentences = [named_countries(), target_shares()[0][1], notices.corroboration("RUS")]
    return section(
        Prose([sentence for sentence in sentences if sentence is not None], "lead"), Prose([text("motto")], "caution")
    )


def sources() -> Section:
    """Show the tables behind the report."""
    return pages_words.sources(TABLES)


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING)], "citation"))


def targets() -> Section:
    """Show how evidence of misuse and sanctions programmes go together, and the states that have both."""
    title = "Share of states that are the target of a programme, by evidence level"
    return section(
        Prose([text("sanctions"), text("together")]),
        estimates_table("target_shares", title, target_shares(), f"{text('together')} None found: {text('none')}."),
        _table(),
    )


def _table() -> Table:
    data = target_table()
    rows = pd.DataFrame(
        {
            "State": [f"[{name_of(code)}](../{code}/index.html)" for code in data["iso3"]],
            "Evidence level": data["level"],
            evidence.evidence_rule().heading: data["supported_cases"].astype(str),
            "Families that name it": data["families"].astype(str),
            **{sender: data[sender].map(number) for sender in SENDERS},
        }
    )
    source = world.source("cases", "country_mentions", "designations_by_target_country")
    title = "Documented cases, sources that name the state, and designations under programmes on it"
    note = f"{text('sanctions')} None found: {text('none')}."
    return Table("targets", title, data, rows, UNIVERSE, source, note)


def over_time() -> Section:
    """Show designations under country programmes by year and sender, all countries together."""
    source = world.source("designations_by_target_country")
    return section(
        designations_by_year(designations_since(FIRST_YEAR), "all target countries", source, text("sanctions"))
    )


def rounds() -> Section:
    """Show every round on a time axis with documented cases, and in a table with its source."""
    (first, _), (_, last) = spans()
    source = world.source("belarus_sanctions_timeline", "cases")
    chart = rounds_and_cases(round_steps(), cases_by_year(first, last), PLACE, source, text("rounds"))
    return section(chart, _rounds_table(rounds_on_belarus()))


def _rounds_table(table: pd.DataFrame) -> Table:
    rows = pd.DataFrame(
        {
            "Date": table["date"].map(words_shown),
            "Sender": table["sender"],
            "Round": table["round"].map(words_shown),
            "Persons": table["persons_added"].map(words_shown),
            "Entities": table["entities_added"].map(words_shown),
            "Basis": table["count_basis"].map(words_shown),
            "Differs from the list": table["discrepancy"].map(words_shown),
            "Source": [link("source", url) for url in table["source_url"]],
        }
    )
    title = "Rounds of sanctions on Belarus"
    source = world.source("belarus_sanctions_timeline")
    return Table("belarus_rounds", title, table, rows, ROUNDS, source, text("rounds"))


def before_and_after() -> Section:
    """Show documented cases before and since the first round, year by year, and why no ratio of the two is stated."""
    held = before_and_since()
    by_year = [_year_by_year(*span) for span in spans()]
    data = pd.DataFrame([{"period": label, **estimate.as_dict()} for label, estimate in held])
    rows = pd.DataFrame(
        {
            "Period": [label for label, _ in held],
            "Documented cases": [number(estimate.value) for _, estimate in held],
            "Years of the register": [number(estimate.n) for _, estimate in held],
            "Year by year (other years: none)": by_year,
        }
    )
    title = "Documented cases before and since the first round, year by year"
    table = Table(
        "before_and_after", title, data.assign(by_year=by_year), rows, COUNTED,
        world.source("cases", "belarus_sanctions_timeline"), text("detection"),
    )  # fmt: skip
    return section(Prose([*(estimate for _, estimate in held), text("lead_and_lag")]), table)


def _year_by_year(first: int, last: int) -> str:
    return ", ".join(f"{year}: {cases}" for year, cases in cases_by_year(first, last).itertuples(index=False))


def reconciled() -> Section:
    """Show the rounds beside the lists, with every difference and its reason."""
    data = comparison()
    rows = pd.DataFrame(
        {
            "Sender": data["sender"],
            "Year": data["year"].astype(str),
            "Kind": data["kind"],
            "Rounds": data["rounds"].map(number),
            "List": data["list"].map(number),
            "Difference": data["difference"].astype(str),
            "Why": data["reason"].where(data["reason"] != "", DASH),
        }
    )
    title = "Rounds on Belarus beside the senders' lists"
    source = world.source("belarus_sanctions_timeline", "designations_by_target_country")
    return section(Table("belarus_reconciled", title, data, rows, ROUNDS, source, text("rounds")))
