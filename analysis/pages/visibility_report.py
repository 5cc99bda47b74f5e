"""The sections of the report on what secret notices could change, in the order of its notebook."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.rows import rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import text, texts
from analysis.core.messages import N_, _, label
from analysis.facts import charge_shares, notices, published_series, visibility, world
from analysis.facts.selection import select
from analysis.facts.summary import world_numbers
from analysis.pages.blocks import Figures, Number, Prose, Section, folded, section
from analysis.pages.inquiries import estimand, inquiry_table
from analysis.pages.words import Report, estimates_table
from analysis.stats.estimate import Estimate, number, percent

REPORT = Report(label("visibility", "title"), "", ("public_notices_sensitive", "public_notices_exits"))
title, end = REPORT.title, REPORT.end
_SOURCE = world.source("public_notices_sensitive")


def visibility_in_short(country: str) -> Section:
    """Say what is public, and how many notices of a country list only some charges."""
    force, year = world_numbers()["oversight.in_force"], str(published_series.yearly("in_force")[-1][0])
    items = [Number(force, label("in_force", "visibility-figure", year=year))]
    for kind in ("strict", "broad"):
        one, words = charge_shares.counted(country, kind), label(kind, "visibility-figure", place=country_name(country))
        items.append(Number(one, words, _("of {count}", count=number(one.n))))
    return section(
        Prose([label("visibility", "lead")], "lead"), Prose(texts("visibility-meaning"), "list"),
        Figures("visibility_figures", _("What is public, in three numbers"), items),
        Prose([text("visibility_caution")], "caution"),
    )  # fmt: skip


def two_sets(country: str) -> Chart:
    """Draw the share of public notices that list only charges of the strict and of the broad set, by country."""
    data = charge_shares.by_country(country)
    rows = pd.DataFrame({
        "group": data["country"].map(_place),
        **{name: data[name] / data["notices"] for name in ("strict_low", "strict_high", "broad_low", "broad_high")},
        **{kind: list(map(_ends, data[f"{kind}_low"], data[f"{kind}_high"])) for kind in ("strict", "broad")},
    })  # fmt: skip
    every = data["notices"].map(number)
    rows["written"] = [_("{part} of {whole}", part=one, whole=n) for one, n in zip(rows["broad"], every, strict=True)]
    words, own = N_("{group}: {strict} · {written}"), rows["written"].iloc[0]
    place = country_name(country, with_article=True)
    return rows_with_marks(
        rows,
        [
            Mark(low="strict_low", high="strict_high", words=_("speech, security or public order (a bar is a range)"),
                colour="others", width=5),
            Mark("strict_high", where="strict_low == strict_high", colour="others", marker="s"),
            Mark("broad_high", words=_("these, terrorism or armed groups"), colour="blue"),
        ],
        words=words, axis="share", written={"written": _("with terrorism, of all notices")}, wide=True,
        name="sensitive_sets", data=data,
        title=label("title", "two-sets", own=own, place=place),
        alt=_("Notices without and with terrorism, of all. {texts}.", texts=drawing.row_by_row(words, rows, "; ")),
        universe=data.attrs["counted"], source=_SOURCE, note=text("visibility_sets"),
        subtitle=label("subtitle", "two-sets", place=place, strict=rows["strict"][0]),
    )  # fmt: skip


def _place(code: str) -> str:
    return _("All other countries") if code == visibility.REST else country_name(code)


def _ends(low: int, high: int) -> str:
    if low == 0 < high:
        return _("under {bound}", bound=high + 1)
    return number(low) if low == high else _("{low} to {high}", low=low, high=high)


def visibility_numbers(country: str, visible: Sequence[float], factor: float) -> Section:
    """Show what is known of all notices, by assumption."""
    words = {"place": select(country).name, "factor": number(factor)}
    stated = visibility.stated(country, visible, factor)
    rows = [(label(one.name.partition(".")[2], "visibility-row", **words), one) for one in stated]
    return section(
        estimand("visibility"),
        estimates_table("visibility_numbers", label("visibility", "table-numbers"), rows),
        Prose([_broad_sense(), visibility.unattributed()], "aside"),
    )


def _broad_sense() -> Estimate:
    """Return the largest strict share, which says how much of a broad share is terrorism and armed groups."""
    median, _lowest, highest = (one for _what, one in notices.sensitive_over_states("strict")[:3])
    strict, most = (one.high or one.value for one in (median, highest))
    return highest.worded("notices.broad_sense", strict=strict, highest=most)


def bounds_chart(data: pd.DataFrame) -> Chart:
    """Draw what each country's share among all its notices may be, from `visibility.bounds` with one factor."""
    data = data.sort_values("country", key=world.names, kind="stable")
    bounds, within = (data[rows] for rows in (data["factor"].isna(), data["factor"].notna()))
    drawn = bounds.drop(columns="factor").assign(
        group=bounds["country"].map(country_name), low_within=list(within["low"]), high_within=list(within["high"])
    )
    limited = _("if secret notices differ only within a limit")
    note = text("visibility_bounds", factor=within["factor"].iloc[0])
    drawn["written"] = [
        _("{low} to {high}", low=percent(round(low, 2)), high=percent(round(high, 2)))
        for low, high in zip(drawn["low_within"], drawn["high_within"], strict=True)
    ]
    words, apart, narrower = N_("{group}: {low} to {high}"), visibility.apart(bounds), visibility.apart(within)
    found = {"count": int(apart.value), "within": int(narrower.value), "pairs": int(apart.n)}
    title = _("Without an assumption, secret notices could list almost anything")
    return rows_with_marks(
        drawn,
        [
            Mark(low="low", high="high", words=_("lowest and highest possible"), colour="others", width=1.6),
            Mark(low="low_within", high="high_within", words=limited, colour="blue", width=5),
            Mark("low", where="low == high", size=5),
        ],
        words=words,
        axis="share",
        written={"written": _("within the limit")},
        write={"low": percent, "high": percent},
        name="bounds_by_state",
        title=label("within", "ranges-title", **found) if apart.value else title,
        alt=_("Possible shares: {texts}.", texts=drawing.row_by_row(words, drawn, "; ", low=percent, high=percent)),
        subtitle=label("subtitle", "bounds", visible=percent(data["visible"].iloc[0])),
        universe=data.attrs["counted"], source=data.attrs["source"], note=f"{_broad_sense().sentence} {note}",
    )  # fmt: skip


def possible(chart: Chart) -> Section:
    """Fold the chart of `bounds_chart`."""
    return folded(_("For specialists: what is possible, by country"), chart)


def not_shown() -> Section:
    """List what public notices do not show."""
    return section(Prose([_("What this does not show")], "heading"), Prose(texts("visibility-open"), "list"))


def visible_grid(data: pd.DataFrame, country: str) -> Section:
    """Show results if a country's public share differs from that of others, as `visibility.grid` gives them."""
    rows = data.rename(columns={"visible": "visible_country"})
    place = country_name(country, with_article=True)
    heads = ("visible_country", "visible_others", "reversal", "reversal_with_error", "kept", "kept_with_error")
    title = _("Results if {place} keeps a different share of its notices secret than all others", place=place)
    grid = inquiry_table("visible_grid", rows, *heads, title=title)
    note = text("visibility_grid", place=place)
    return section(Prose([visibility.over_grid(data, country)]), grid, Prose([note, _broad_sense()], "aside"))


def pairs(data: pd.DataFrame) -> Section:
    """Show the pairs of countries whose order is certain among public notices, as `visibility.pairs` gives them."""
    heads = ("larger", "smaller", "factor", "factor_if_one", "visible_needed")
    known = data.dropna(subset="visible_needed")
    return section(inquiry_table("visibility-table-pairs", data, *heads, source=_SOURCE, shown=known))
