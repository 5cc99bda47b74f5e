"""The sections of the report on sanctions, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.context import designations_by_year, rounds_and_cases
from analysis.core.countries import name_of
from analysis.core.hand import DASH, SENDERS, WHOLE, text
from analysis.core.private import HIDDEN, WORLD
from analysis.facts import evidence, notices, world
from analysis.facts.sanctions import (
    CARRY_OVER,
    COUNTED,
    FIRST_YEAR,
    PLACE,
    ROUNDS,
    UNIVERSE,
    by_sender,
    cases_of_belarus,
    comparison,
    levels_in_order,
    period,
    rounds_on_belarus,
    spans,
    target_shares,
)
from analysis.pages import words as pages_words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import citation, estimates_table, limits, link
from analysis.pages.words import shown as words_shown
from analysis.stats.estimate import Estimate, complete_count, number

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


def confirmed() -> list[tuple[str, Estimate]]:
    """State the share for every requesting country with three or more notices on security charges, most first."""
    table = world.release().corroboration
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]
    rows = rows[(rows["security"] != HIDDEN) & (rows["requesting_country"] != WORLD)]
    rows = rows.assign(security=rows["security"].astype(int))
    codes = rows.sort_values(["security", "requesting_country"], ascending=[False, True])["requesting_country"]
    stated = [(name_of(code), notices.corroboration(code)) for code in codes]
    return [(name, estimate) for name, estimate in stated if estimate is not None]


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
    russia = dict(confirmed()).get("Russia")
    sentences = [_named(), target_shares()[0][1], russia]
    return section(
        Prose([sentence for sentence in sentences if sentence is not None], "lead"), Prose([text("motto")], "caution")
    )


def _named() -> Estimate:
    count = len(by_sender())
    return complete_count(
        count,
        universe="programmes of the UN, the EU, the UK and the US on a country",
        source=world.source("designations_by_target_country"),
        unit="countries",
        sentence=f"Programmes of the UN, the EU, the UK and the US name {count} countries.",
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
    words, counts = evidence.evidence_words(), by_sender()
    inputs = evidence.evidence_table()
    shown = [
        code
        for word in levels_in_order()
        for code in words[words == word].index
        if word != "none found" or code in counts.index
    ]
    data = pd.DataFrame(
        {
            "iso3": shown,
            "level": [words[code] for code in shown],
            "supported_cases": [int(inputs["S"][code]) for code in shown],
            "families": [int(inputs["F"][code]) for code in shown],
            **{sender: [int(counts[sender].get(code, 0)) for code in shown] for sender in SENDERS},
        }
    )
    rows = pd.DataFrame(
        {
            "State": [f"[{name_of(code)}](../{code}/index.html)" for code in shown],
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
    table = world.release().designations
    rows = table[table["programme_country"].notna() & table["year"].notna() & (table["year"] >= FIRST_YEAR)]
    source = world.source("designations_by_target_country")
    return section(designations_by_year(rows, "all target countries", source, text("sanctions")))


def rounds() -> Section:
    """Show every round on a time axis with documented cases, and in a table with its source."""
    table = rounds_on_belarus()
    added = table["persons_added"].fillna(0) + table["entities_added"].fillna(0)
    real = ~table["round"].str.startswith(CARRY_OVER) & table["date_first"].notna() & (added > 0)
    steps = pd.DataFrame({"sender": table["sender"], "date": table["date_first"], "added": added.astype(int)})[real]
    cases = cases_of_belarus().groupby("year").size().rename("cases").reset_index().astype(int)
    source = world.source("belarus_sanctions_timeline", "cases")
    return section(rounds_and_cases(steps, cases, PLACE, source, text("rounds")), _rounds_table(table))


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
    held = [period(word, *span) for word, span in zip(("Before", "Since"), spans(), strict=True)]
    years = cases_of_belarus()["year"].astype(int)
    data = pd.DataFrame([{"period": label, **estimate.as_dict()} for label, estimate in held])
    by_year = [
        ", ".join(f"{year}: {count}" for year, count in years[years.between(*span)].value_counts().sort_index().items())
        for span in spans()
    ]
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
