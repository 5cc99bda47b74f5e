"""The sections of the report on what secret notices could change, in the order of its notebook."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.curves import curves
from analysis.charts.drawing import Mark
from analysis.charts.rows import rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import text
from analysis.core.messages import N_, _, label
from analysis.facts import notices, visibility, world
from analysis.facts.selection import select
from analysis.pages.blocks import Prose, Section, section
from analysis.pages.inquiries import in_short, inquiry_table
from analysis.pages.words import Report, estimates_table
from analysis.stats.estimate import Estimate, number, percent

REPORT = Report(label("visibility", "title"), "", ("public_notices_sensitive", "public_notices_exits"))
title, end = REPORT.title, REPORT.end
_SOURCE = world.source("public_notices_sensitive")


def visibility_in_short(country: str, visible: float, factor: float, *stated: Estimate) -> Section:
    """Say what a country's secret notices could be, which orders are certain, and what would reverse them."""
    kept = visibility.ordered(factor, visible)
    return in_short("visibility", notices.number_or_none(visibility.with_bounds, country, visible), kept, *stated)


def visibility_numbers(country: str, visible: Sequence[float], factor: float) -> Section:
    """Show what is known of all notices, by assumption."""
    words = {"place": select(country).name, "factor": number(factor)}
    stated = visibility.stated(country, visible, factor)
    rows = [(label(one.name.partition(".")[2], "visibility-row", **words), one) for one in stated]
    return section(
        estimates_table("visibility_numbers", label("visibility", "table-numbers"), rows),
        Prose([visibility.unattributed(), _broad_sense()], "aside"),
    )


def _broad_sense() -> Estimate:
    """Return the largest strict share, which says how the strict definition differs from the broad one of a chart."""
    median, _lowest, highest = (one for _what, one in notices.sensitive_over_states("strict")[:3])
    strict, most = (one.high or one.value for one in (median, highest))
    return highest.worded("notices.broad_sense", strict=strict, highest=most)


def bounds_chart(data: pd.DataFrame) -> Chart:
    """Draw what each country's share among all its notices may be, from `visibility.bounds` with one factor."""
    bounds, within = (data[rows] for rows in (data["factor"].isna(), data["factor"].notna()))
    drawn = bounds.drop(columns="factor").assign(
        group=bounds["country"].map(country_name), low_within=list(within["low"]), high_within=list(within["high"])
    )
    note = _("Thin lines are worst-case bounds, not confidence intervals. We assume that {visible} of each country’s "
        "notices are public. Thick lines also assume that the odds ratio between secret and public notices is at most "
        "{factor}.", visible=percent(data["visible"].iloc[0]), factor=number(within["factor"].iloc[0]))  # fmt: skip
    note = f"{_broad_sense().sentence} {note}"
    words, apart, narrower = N_("{group} {low} to {high}"), visibility.apart(bounds), visibility.apart(within)
    found = {"count": int(apart.value), "within": int(narrower.value), "pairs": int(apart.n)}
    return rows_with_marks(
        drawn,
        [
            Mark(low="low", high="high", words=_("worst-case bounds"), colour="others", width=1.6),
            Mark(low="low_within", high="high_within", words=_("with a limited odds ratio"), colour="blue", width=5),
            Mark("low", where="low == high", size=5),
        ],
        words=N_("{group}: {low} to {high}"),
        axis="share",
        write={"low": percent, "high": percent},
        name="bounds_by_state",
        title=label("within" if apart.value else "none-within", "ranges-title", **found),
        alt=_("Possible shares: {texts}.", texts=drawing.row_by_row(words, drawn, "; ", low=percent, high=percent)),
        subtitle=_("Share of all notices that state only charges sensitive under Article 3, broad definition, %"),
        universe=data.attrs["counted"], source=data.attrs["source"], note=note,
    )  # fmt: skip


def orders_chart(data: pd.DataFrame) -> Chart:
    """Draw how many pairs of countries keep their order, as `visibility.pairs_by_factor` gives it."""
    parts, least = sorted(set(data["visible"])), float(data["visible"].min())
    last = data.drop_duplicates("visible", keep="last").set_index("visible")[["kept", "factor"]].add_prefix("last_")
    ends = data.drop_duplicates("visible").set_index("visible").join(last).loc[parts].reset_index()
    known = visibility.ordered(visible=least)
    title = _("If {visible} of notices are public and the odds ratio is at most {factor}, "
        "we know the order of {kept} of {pairs} pairs of countries",
        visible=percent(least), factor=visibility.FACTOR, kept=known.value, pairs=known.n)  # fmt: skip
    message = N_(
        "If {visible} of notices are public, {kept} of {pairs} pairs have a known order at an odds ratio of {factor}, "
        "and {last_kept} at {last_factor}."
    )
    looks = (("kept", N_("{visible} public"), "-", 1.5),
        ("kept_if_one", N_("{visible} public, if suppressed counts are one"), "--", 0.9))  # fmt: skip
    return curves(
        data,
        [
            Mark(column, where=f"visible == {part}", words=_(words, visible=percent(part)), colour=colour, marker="",
                width=width, dash=dash)
            for part, colour in zip(map(float, parts), ("ink", "blue", "others"), strict=False)
            for column, words, dash, width in looks
        ],
        across="factor",
        words=N_("{visible} public, odds ratio {factor}: {kept} of {pairs}"),
        ways={"visible": percent},
        unit=_("largest odds ratio assumed, secret to public"),
        most=float(data["pairs"].max()),
        name="orders_by_factor",
        title=title,
        alt=drawing.row_by_row(message, ends, visible=percent),
        universe=data.attrs["counted"], source=_SOURCE,
        note=f"{text('orders_kept')} {_broad_sense().sentence}",
        subtitle=_("Number of pairs of countries with a known order"),
    )  # fmt: skip


def other_shares(data: pd.DataFrame) -> Section:
    """Show how many pairs keep their order with other visible shares, as `visibility.pairs_by_factor` gives it."""
    title = _("Pairs in which we know which country has the larger share, by the public share of notices")
    heads = ("visible", "within", "pairs", "kept", "kept_if_one")
    return section(inquiry_table("other_shares", data, *heads, title=title, source=_SOURCE))


def rest(data: pd.DataFrame) -> Section:
    """Show a country and all others together with nothing assumed, as `visibility.bounds` gives them."""
    rows = data[data["factor"].isna()].drop(columns="factor")
    others = {visibility.REST: _("all other countries together")}
    group = [others.get(code) or country_name(code) for code in rows["country"]]
    rows = rows.assign(group=group, share=rows["public_high"], least=rows["low"], most=rows["high"])
    counted = _(
        "all notices, assuming that {visible} of each country’s notices are public; based on {seen}",
        visible=percent(rows["visible"].iloc[0]), seen=notices.survivors(),
    )  # fmt: skip
    heads = ("group", "notices", "share", "least", "most")
    table = inquiry_table("visibility-table-rest", rows, *heads, counted=counted, source=_SOURCE)
    return section(table, Prose([_broad_sense()], "aside"))


def visible_grid(data: pd.DataFrame, country: str) -> Section:
    """Show results if a country's public share differs from that of others, as `visibility.grid` gives them."""
    rows = data.rename(columns={"visible": "visible_country", "kept": "kept_grid"})
    place = country_name(country, with_article=True)
    heads = ("visible_country", "visible_others", "reversal", "reversal_with_error", "kept_grid", "kept_with_error")
    title = _("Results if {place} keeps a different share of its notices secret than all others", place=place)
    grid = inquiry_table("visible_grid", rows, *heads, title=title)
    note = text("visibility_grid", place=place)
    return section(Prose([visibility.over_grid(data, country)]), grid, Prose([note, _broad_sense()], "aside"))


def pairs(data: pd.DataFrame) -> Section:
    """Show the pairs of countries whose order is certain among public notices, as `visibility.pairs` gives them."""
    heads = ("larger", "smaller", "factor", "factor_if_one", "visible_needed")
    known = data.dropna(subset="visible_needed")
    return section(inquiry_table("visibility-table-pairs", data, *heads, source=_SOURCE, shown=known))
