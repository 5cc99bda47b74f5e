"""The sections of the report on sanctions, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.years import bars_by_year
from analysis.core.country_names import country_name
from analysis.core.judgement import SENDERS, text
from analysis.core.messages import N_, _, label, listed
from analysis.facts import evidence, sanctions, world
from analysis.facts.sanctions import UNIVERSE
from analysis.facts.selection import PUBLISHED
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import columns
from analysis.pages.words import Report, estimates_table
from analysis.stats.estimate import Estimate, number

_TITLE = _("Three in four countries with documentation of alleged misuse are under no sanctions programme")
REPORT = Report(_TITLE, "sanctions/index.html", (
    "designations_by_target_country", "designations_by_programme", "public_notices_corroboration", "cases",
    "country_mentions",
))  # fmt: skip
title, end = REPORT.title, REPORT.end
_NONE_FOUND = _("Some countries are rated “weak or none”, {none}.", none=text("none"))


def in_short(*stated: Estimate) -> Section:
    """Say in a few sentences how sanctions and notices go together."""
    return section(Prose(list(stated), "lead"), Prose([text("together")]))


def targets(states: pd.DataFrame) -> Section:
    """Show how documentation of misuse and sanctions programmes go together, from `sanctions.compare`."""
    data = states[~states["rating"].isin(evidence.nothing_found()) | states[list(SENDERS)].any(axis=1)]
    rows = columns(data, "country", "level") | {PUBLISHED.heading: data["cases"].astype(str)}
    rows |= columns(data, "kinds_of_source") | {sender: data[sender].map(number) for sender in SENDERS}
    note = f"{text('sanctions')} {_NONE_FOUND}"
    return section(Table("targets", states.attrs["title"], data, rows, UNIVERSE, states.attrs["source"], note))


def over_time(designations: pd.DataFrame) -> Chart:
    """Draw designations by year, a panel for each sender; they are not added up, as senders list the same persons."""
    rows = designations.dropna(subset="year")
    counts, most = sanctions.by_year(rows), sanctions.peak(rows)
    years = counts.index
    shown = [sender for sender in SENDERS if counts[sender].any()]
    reached = listed(
        _("in {years} ({sender})", sender=_sender(sender), years=listed(drawing.highest(counts[sender])))
        for sender in shown
        if counts[sender].max() == most.value
    )
    bars = _("Bars for {first} to {last}, with a panel for each authority.", first=str(years[0]), last=str(years[-1]))
    each = N_("{sender}: {count} in all, most in {years}.")
    parts = [
        _(each, sender=SENDERS[one], count=counts[one].sum(), years=listed(drawing.highest(counts[one])))
        for one in shown
    ]
    return bars_by_year(
        counts.reset_index().melt("year", var_name="list", value_name="designations"),
        {sender: SENDERS[sender] for sender in shown},
        dict.fromkeys(SENDERS, "blue"),
        panel="list",
        value="designations",
        name="designations_by_year",
        title=_("All countries: new sanctions listings by one authority peaked at {count} {where}",
            count=int(most.value), where=reached),
        alt=" ".join([bars, *parts]),
        universe=label("designations", "chart-counted"),
        source=world.source("designations_by_target_country"),
        note=text("sanctions"),
        subtitle=_("Persons, entities, vessels and aircraft added to sanctions lists each year under programmes on a "
            "country, by authority"),
    )  # fmt: skip


def _sender(sender: str) -> str:
    return SENDERS[sender].partition(",")[0]


def overlap(states: pd.DataFrame) -> Section:
    """Show, for each country of `sanctions.compare`, how many people sought on security charges are also sanctioned."""
    charged = states.dropna(subset="security").sort_values(["security", "country"], ascending=[False, True])
    shares = [(country_name(code), sanctions.corroboration(code)) for code in charged["country"]]
    title = _("People sought on security charges who are also sanctioned, by requesting country")
    return section(
        Prose([text("overlap_shows")]),
        estimates_table("overlap", title, shares, text("corroboration")),
    )
