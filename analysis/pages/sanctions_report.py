"""The sections of the report on sanctions, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark, row_by_row
from analysis.charts.rows import bars_in_rows, rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import SENDERS, text
from analysis.core.messages import N_, _, label
from analysis.facts import evidence, sanctions
from analysis.facts.sanctions import UNIVERSE
from analysis.facts.selection import PUBLISHED
from analysis.pages.blocks import Figures, Number, Prose, Section, Table, section
from analysis.pages.parts import columns
from analysis.pages.words import Report, estimates_table
from analysis.stats.estimate import Estimate, Estimates, number

_TITLE = _("Three in four countries accused of misusing INTERPOL are under no UN, EU, UK or US sanctions programme")
REPORT = Report(_TITLE, "sanctions/index.html", (
    "designations_by_target_country", "designations_by_programme", "public_notices_corroboration", "cases",
    "country_mentions",
))  # fmt: skip
title, end = REPORT.title, REPORT.end
_NONE_FOUND = _("Some countries are rated “weak or none”, {none}.", none=text("none"))
#: A share of people below which we call them few.
_FEW = 1 / 20


def in_short(states: pd.DataFrame, numbers: Estimates) -> Section:
    """Say how many accused countries are under no programme, and how many of those under one are accused."""
    free, under = sanctions.under_none(sanctions.by_rating(states)), numbers["sanctions.countries"]
    says = label("under", "sanctions-figure", count=number(float(str(under.details["both"]))))
    items = [
        Number(free, label("free", "sanctions-figure"), _("of {count}", count=number(free.n))), Number(under, says),
    ]  # fmt: skip
    return section(
        Prose([text("accused")], "lead"),
        Figures("sanctions_figures", _("Sanctions and alleged misuse"), items),
        Prose([text("together")], "caution"),
    )


def targets(states: pd.DataFrame) -> Section:
    """Show how documentation of misuse and sanctions programmes go together, from `sanctions.compare`."""
    data = states[~states["rating"].isin(evidence.nothing_found()) | states[list(SENDERS)].any(axis=1)]
    rows = columns(data, "country", "level") | {PUBLISHED.heading: data["cases"].astype(str)}
    rows |= columns(data, "kinds_of_source") | {sender: data[sender].map(number) for sender in SENDERS}
    note = f"{text('sanctions')} {_NONE_FOUND}"
    return section(Table("targets", states.attrs["title"], data, rows, UNIVERSE, states.attrs["source"], note))


def listings_chart(states: pd.DataFrame) -> Chart:
    """Draw how many listings there are under programmes on each accused country, from `sanctions.compare`."""
    rated = states[~states["rating"].isin(evidence.nothing_found()) & states[list(SENDERS)].any(axis=1)]
    data = rated[["country", "rating", *SENDERS]].assign(none=0, largest=rated[list(SENDERS)].max(axis=1))
    data = data.sort_values("largest", ascending=False, kind="stable", ignore_index=True)
    rows = data.assign(group=data["country"].map(country_name), **{one: data[one].map(number) for one in SENDERS})
    words = "{group}: " + ", ".join(f"{sender} {{{sender}}}" for sender in SENDERS)
    return rows_with_marks(
        rows, [Mark(low="none", high="largest", colour="blue", width=9)], words=words, data=data, name="listings",
        written={sender: sender for sender in reversed(SENDERS)}, names_left=True,
        title=_("Among accused countries, {first} and {second} have the most listings", first=rows["group"][0],
            second=rows["group"][1]),
        alt=_("Sanctions listings by country. {texts}.", texts=row_by_row(words, rows, "; ")),
        subtitle=_("Listings on accused countries. Each bar shows the largest of the UN, EU, UK and US numbers"),
        universe=UNIVERSE, source=states.attrs["source"], note=text("sanctions"),
    )  # fmt: skip


def programmes_chart(states: pd.DataFrame) -> Chart:
    """Draw how many countries of each rating are under no sanctions programme, from `sanctions.compare`."""
    counts = sanctions.by_rating(states)
    strong = sanctions.under_none(counts[counts["group"].isin(["extensive", "substantial"])])
    found, words = sanctions.under_none(counts), N_("{group}: {value} under none, {other} under one")
    return bars_in_rows(
        counts, unit=_("countries"), words=words, what=_("under no programme"), other=_("under a programme"),
        name="sanctions_by_rating",
        title=_("{free} of the {all} countries rated “extensive” or “substantial” are under no sanctions programme",
            free=number(strong.value), all=number(strong.n)),
        alt=_("Two bars for each rating. {texts}.", texts=row_by_row(words, counts, "; ")),
        subtitle=_("Countries by how well alleged misuse is documented"),
        universe=found.counted, source=found.source, note=text("sanctions_ratings"),
    )  # fmt: skip


def _charged(states: pd.DataFrame) -> list[tuple[str, Estimate]]:
    """Return the share of people sought on security charges who are also sanctioned, by country, with its name."""
    charged = states.dropna(subset="security").sort_values(["security", "country"], ascending=[False, True])
    return [(country_name(code), sanctions.corroboration(code)) for code in charged["country"]]


def overlap_chart(states: pd.DataFrame) -> Chart:
    """Draw how many people sought on security charges are also sanctioned, by requesting country."""
    shares, words = _charged(states), N_("{group}: {count}")
    rows = pd.DataFrame([
        {"group": place, "none": 0.0, "all": 1.0, "share": one.value, "most": one.high or one.value, "n": int(one.n),
            "count": _(N_("{most} of {n}") if one.high is None else N_("at most {most} of {n}"),
                most=number(float(str(one.details["most"]))), n=number(one.n))}
        for place, one in shares
    ])  # fmt: skip
    marks = [
        Mark(low="none", high="all", colour="hair", width=9), Mark(low="none", high="share", colour="blue", width=9),
        Mark(low="share", high="most", where="share < most", colour="blue", width=9, hollow=True),
    ]  # fmt: skip
    return rows_with_marks(
        rows, marks, words=words, axis="share", written={"count": ""}, names_left=True, name="overlap_shares",
        title=label("few" if rows["most"][0] < _FEW else "neither", "sanctions-overlap", place=rows["group"][0]),
        alt=_("People sought on security charges by country. {texts}.", texts=row_by_row(words, rows, "; ")),
        subtitle=_("Share of people sought on security charges who are sanctioned; dashed: highest possible share"),
        universe=shares[0][1].counted, source=shares[0][1].source,
        note=f"{text('overlap_shows')} {text('corroboration')}",
    )  # fmt: skip


def overlap(states: pd.DataFrame) -> Section:
    """Show, for each country of `sanctions.compare`, how many people sought on security charges are also sanctioned."""
    title = _("People sought on security charges who are also sanctioned, by requesting country")
    return section(estimates_table("overlap", title, _charged(states), text("corroboration")))
