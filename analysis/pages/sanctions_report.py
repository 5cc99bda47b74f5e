"""The sections of the report on sanctions, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.drawing import row_by_row
from analysis.charts.rows import bars_in_rows
from analysis.core.country_names import country_name
from analysis.core.judgement import SENDERS, text
from analysis.core.messages import N_, _
from analysis.facts import evidence, sanctions
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


def programmes_chart(states: pd.DataFrame) -> Chart:
    """Draw how many countries of each rating are under no sanctions programme, from `sanctions.compare`."""
    counts = sanctions.by_rating(states)
    found, words = sanctions.under_none(counts), N_("{group}: {value} under none, {other} under one")
    return bars_in_rows(
        counts, unit=_("countries"), words=words, what=_("under no programme"), other=_("under a programme"),
        name="sanctions_by_rating",
        title=_("{free} of {all} rated countries are under no programme of the UN, the EU, the UK or the US",
            free=number(found.value), all=number(found.n)),
        alt=_("Two bars for each rating. {texts}.", texts=row_by_row(words, counts, "; ")),
        subtitle=_("Countries by how well alleged misuse is documented"),
        universe=found.counted, source=found.source, note=text("sanctions"),
    )  # fmt: skip


def overlap(states: pd.DataFrame) -> Section:
    """Show, for each country of `sanctions.compare`, how many people sought on security charges are also sanctioned."""
    charged = states.dropna(subset="security").sort_values(["security", "country"], ascending=[False, True])
    shares = [(country_name(code), sanctions.corroboration(code)) for code in charged["country"]]
    title = _("People sought on security charges who are also sanctioned, by requesting country")
    return section(
        Prose([text("overlap_shows")]),
        estimates_table("overlap", title, shares, text("corroboration")),
    )
