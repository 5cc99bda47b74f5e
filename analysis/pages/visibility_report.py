"""The sections of the report on what secret notices could change, in the order of its notebook."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.rows import bars_in_rows, rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import text, texts
from analysis.core.messages import N_, _, label
from analysis.facts import charge_shares, notices, published_series, reliability, visibility, world
from analysis.facts.selection import select
from analysis.facts.summary import world_numbers
from analysis.pages.blocks import Figures, Number, Prose, Section, section
from analysis.pages.inquiries import estimand, inquiry_table
from analysis.pages.words import Report, estimates_table
from analysis.stats.estimate import Estimate, number, percent

_SOURCE = world.source("public_notices_sensitive")
#: Below so many notices, a share says little of a country; so many countries are drawn with their possible shares.
_FEW, _DRAWN = 30, 6


def _heading(country: str = "RUS") -> str:
    """Say that few notices are of the strict set and many of a country's are of the broad one, where that is so."""
    own, rest = charge_shares.by_country(country).iloc[[0, -1]].to_dict("records")
    is_rare = own["strict_high"] + rest["strict_high"] < (own["notices"] + rest["notices"]) / 10
    if is_rare and own["broad_low"] > own["notices"] / 2:
        return label("both", "visibility-heading", place=country_name(country))
    return label("visibility" if is_rare else "neither", "title")


REPORT = Report(_heading, "", ("public_notices_sensitive", "public_notices_exits"))
title, end = REPORT.title, REPORT.end


def visibility_in_short(country: str) -> Section:
    """Say what is public, and how many notices of a country list only some charges."""
    force, year = world_numbers()["oversight.in_force"], str(published_series.yearly("in_force")[-1][0])
    counted = {kind: charge_shares.counted(country, kind) for kind in ("strict", "broad")} | {"in_force": force}
    items = [
        Number(one, label(kind, "visibility-figure", place=country_name(country), year=year),
            "" if one is force else _("of {count}", count=number(one.n)))
        for kind, one in counted.items()
    ]  # fmt: skip
    return section(
        Prose([label("visibility", "lead")], "lead"),
        Figures("visibility_figures", _("What is public, in three numbers"), items),
        Prose([text("visibility_caution")], "caution"),
    )  # fmt: skip


def public_by_year() -> Chart:
    """Draw how many Red Notices were in force, and how many of them public, in years with figures on both."""
    force, public = (dict(published_series.yearly(basis)) for basis in ("in_force", "public"))
    years = sorted(force.keys() & public.keys())
    values = {name: [by_year[year].value for year in years] for name, by_year in (("value", force), ("other", public))}
    rows = pd.DataFrame({"group": list(map(str, years)), **values})
    words, near = N_("{group}: {value} in force, {other} public"), (rows["other"] / rows["value"]).between(0.08, 0.125)
    return bars_in_rows(
        rows, unit="", words=words, what=_("in force, public and secret"), other=_("on the public list"),
        name="public_by_year",
        title=_("About one Red Notice in ten is public") if near.all() else _("Red Notices in force, and public ones"),
        alt=_("Bars by year. {texts}.", texts=drawing.row_by_row(words, rows, "; ", value=number, other=number)),
        universe=_("Red Notices in force on a day of each year"), source=world.source("oversight_statistics"),
        subtitle=_("Number of Red Notices on a day of the year, as published"), note=text("visibility_public"),
    )  # fmt: skip


def two_sets(country: str) -> Chart:
    """Draw the share of public notices that list only charges of the strict and of the broad set, by country."""
    data = charge_shares.by_country(country)  # all other countries come before each of them
    data = data.iloc[[0, -1, *(data["notices"].iloc[1:-1].argsort()[::-1] + 1)]]
    names = ["country", "notices", "strict_low", "strict_high", "broad_low", "broad_high"]
    rows = pd.DataFrame([
        {"group": _with_notices(code, n, country), "kind": kind, "none": 0.0, "all": 1.0, "low": low / n,
            "high": high / n, "count": number(low) if low == high else _("{low} to {high}", low=low, high=high),
            "share": _share(low, high, n), "few": n < _FEW}
        for code, n, *ends in data[names].itertuples(index=False)
        for kind, low, high in (("strict", *ends[:2]), ("broad", *ends[2:]))
    ])  # fmt: skip
    words, several = N_("{group}, {kind}: {count}"), rows[~rows["few"]]
    strict, broad = (several.loc[several["kind"] == kind, "high"] for kind in ("strict", "broad"))
    marks = [
        mark for level, (kind, colour) in enumerate((("strict", "blue"), ("broad", "sky"))) for mark in (
            Mark(low="none", high="all", where=f"kind == {kind!r}", colour="hair", width=9, level=level),
            Mark(low="none", high="low", where=f"kind == {kind!r}", words=label(kind, "visibility-set"), colour=colour,
                width=9, level=level),
            Mark(low="low", high="high", where=f"kind == {kind!r} and low < high", words=_("count not published"),
                colour=colour, width=9, hollow=True, level=level),
        )
    ]  # fmt: skip
    is_rare = strict.max() < 0.1 and 0 < (broad > 0.25).sum() <= 3
    return rows_with_marks(
        rows, marks, words=words, axis="share", written={"count": "", "share": ""}, name="sensitive_sets", data=data,
        title=_("Notices with only charges of speech or security are rare; with terrorism, a few countries have many")
        if is_rare else _("Public notices that list only sensitive charges"),
        alt=_("Notices by country and set of charges. {texts}.", texts=drawing.row_by_row(words, rows, "; ")),
        universe=data.attrs["counted"], source=_SOURCE, note=text("visibility_sets"),
        subtitle=_("Number and share of each country’s public notices that list only charges of a set"),
    )  # fmt: skip


def _with_notices(code: str, notices: int, but: str = "") -> str:
    rest = _("All countries except {place}, including those below", place=country_name(but)) if but else ""
    place = rest if code == visibility.REST else country_name(code)
    return _("{place}: {count} notices", place=place, count=notices)


def _share(low: int, high: int, notices: int) -> str:
    """Write the share of a country's notices, where it has enough of them."""
    if notices < _FEW:
        return _("few notices")
    share = percent(round(high / notices, 2 if high >= notices / 100 else 3))
    return share if low == high else _("up to {share}", share=share)


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
    data = data.sort_values("notices", ascending=False, kind="stable")
    bounds, within = (data[rows] for rows in (data["factor"].isna(), data["factor"].notna()))
    drawn = bounds.drop(columns="factor").assign(
        group=list(map(_with_notices, bounds["country"], bounds["notices"])),
        low_within=list(within["low"]), high_within=list(within["high"]),
    )  # fmt: skip
    factor = number(within["factor"].iloc[0])
    tested = reliability.by_estimator().set_index("estimator")["coverage_broken"]
    notes = [text("visibility_limit")] if tested["bounded_odds_bounds"] < reliability.LEAST else []
    notes += [_broad_sense().sentence, text("visibility_bounds", factor=factor, count=number(len(drawn)))]
    drawn["written"] = [
        _("{low} to {high}", low=percent(round(low, 2)), high=percent(round(high, 2)))
        for low, high in zip(drawn["low_within"], drawn["high_within"], strict=True)
    ]
    words, apart, narrower = N_("{group}: {low} to {high}"), visibility.apart(bounds), visibility.apart(within)
    found = {"count": int(apart.value), "within": int(narrower.value), "pairs": int(apart.n)}
    title = _("Without an assumption, secret notices could list almost anything")
    most, shown = drawn.head(_DRAWN), label(min(_DRAWN, len(drawn)), "word-for")
    return rows_with_marks(
        most, [
            Mark(low="low", high="high", words=_("lowest and highest possible"), colour="others", width=1.6),
            Mark(low="low_within", high="high_within", colour="blue", width=5,
                words=_("within a limit: odds differ at most {factor} times", factor=factor)),
            Mark("low", where="low == high", size=5),
        ], words=words, axis="share", data=drawn, written={"written": _("within the limit")}, name="bounds_by_state",
        write={"low": percent, "high": percent},
        title=label("within", "ranges-title", **found) if apart.value else title,
        alt=_("Possible shares: {texts}.", texts=drawing.row_by_row(words, most, "; ", low=percent, high=percent)),
        subtitle=label("subtitle", "bounds", visible=percent(data["visible"].iloc[0]), drawn=shown),
        universe=data.attrs["counted"], source=data.attrs["source"], note=" ".join(notes),
    )  # fmt: skip


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
