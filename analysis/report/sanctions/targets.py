"""Which states sanctions programmes name, beside what is documented of them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.context import designations_by_year
from analysis.core.countries import name_of
from analysis.core.hand import SENDERS, text
from analysis.facts import evidence, world
from analysis.facts.sanctions import FIRST_YEAR, UNIVERSE, by_sender, levels_in_order, target_shares
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import estimates_table
from analysis.stats.estimate import number


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
