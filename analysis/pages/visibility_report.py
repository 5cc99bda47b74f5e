"""The sections of the report on what secret notices could change, in the order of its notebook."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.rows import bars_in_rows, rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import text, texts
from analysis.core.messages import N_, _, label, listed
from analysis.facts import charge_shares, notices, published_series, reliability, visibility, world
from analysis.facts.selection import select
from analysis.pages.blocks import Figures, Number, Prose, Section, section
from analysis.pages.inquiries import estimand, inquiry_table
from analysis.pages.words import Report, estimates_table
from analysis.stats.estimate import Estimate, number, percent

_SOURCE = world.source("public_notices_sensitive")
#: So many countries are drawn, those with most public notices first.
_DRAWN = 6


def _heading() -> str:
    """Say that one notice in ten is public and others could list almost anything, where that is so."""
    rows, certain = _by_year(), visibility.ordered(math.inf)
    is_tenth = (rows["other"] / rows["value"]).between(0.08, 0.125).all()
    return label("visibility", "heading") if is_tenth and not certain.value else label("neither", "title")


def _by_year() -> pd.DataFrame:
    """Return how many Red Notices were in force, and how many of them public, in years with figures on both."""
    force, public = (dict(published_series.yearly(basis)) for basis in ("in_force", "public"))
    years = sorted(force.keys() & public.keys())
    values = {name: [by_year[year].value for year in years] for name, by_year in (("value", force), ("other", public))}
    return pd.DataFrame({"group": list(map(str, years)), **values})


REPORT = Report(_heading, "", ("public_notices_sensitive", "public_notices_exits"))
title, end = REPORT.title, REPORT.end


def visibility_in_short(country: str) -> Section:
    """Say what is public, and how many notices of a country list only some charges."""
    force, public = (dict(published_series.yearly(basis)) for basis in ("in_force", "public"))
    year = max(force.keys() & public.keys())
    says, of = label("public", "visibility-figure", year=str(year)), N_("of {count}")
    charges = {kind: charge_shares.counted(country, kind) for kind in ("strict", "broad")}
    items = [
        Number(public[year], says, _(of, count=number(force[year].value)), behind=(force[year],)),
        *(Number(one, label(kind, "visibility-figure", place=country_name(country)), _(of, count=number(one.n)))
            for kind, one in charges.items()),
    ]  # fmt: skip
    return section(
        Prose([label("visibility", "lead")], "lead"),
        Figures("visibility_figures", _("What is public, in three numbers"), items),
        Prose([text("visibility_caution")], "caution"),
    )  # fmt: skip


def public_by_year() -> Chart:
    """Draw how many Red Notices were in force, and how many of them public."""
    rows, words = _by_year(), N_("{group}: {value} in force, {other} public")
    return bars_in_rows(
        rows, unit="", words=words, what=_("in force, public and secret"), other=_("on the public list"),
        name="public_by_year", title=label("public", "visibility-chart"),
        alt=_("Bars by year. {texts}.", texts=drawing.row_by_row(words, rows, "; ", value=number, other=number)),
        universe=_("Red Notices in force on one day of each year"), source=world.source("oversight_statistics"),
        subtitle=_("Number of Red Notices on one day of the year, as published"), note=text("visibility_public"),
    )  # fmt: skip


def two_sets() -> Chart:
    """Draw the share of public notices that list only charges of the broad set, and write the strict set next to it."""
    data = charge_shares.by_country()
    rows = pd.DataFrame([
        {"group": _with_notices(code, n), "none": 0.0, "all": 1.0, "low": low / n, "high": high / n,
            "strict": _count(fewest, most, n), "broad": _count(low, high, n)}
        for code, n, fewest, most, low, high in data.head(_DRAWN).itertuples(index=False)
    ])  # fmt: skip
    words = N_("{group}: {broad}; excluding terrorism {strict}")
    many = [country_name(code) for code, share in zip(data["country"], rows["high"], strict=False) if share > 1 / 4]
    largest_strict = (data["strict_high"] / data["notices"]).head(_DRAWN).max()
    marks = [
        Mark(low="none", high="all", colour="hair", width=9), Mark(low="none", high="low", colour="sky", width=9),
        Mark(low="low", high="high", where="low < high", colour="sky", width=9, hollow=True),
    ]  # fmt: skip
    return rows_with_marks(
        rows, marks, words=words, axis="share", name="sensitive_sets", data=data,
        written={"broad": label("broad", "visibility-head"), "strict": label("strict", "visibility-head")},
        title=_("Few notices list only charges about speech or security; if we add terrorism, many from {places} do",
            places=listed(many)) if many and largest_strict < 1 / 10 else label("neither", "title"),
        alt=_("Notices by country and set of charges. {texts}.", texts=drawing.row_by_row(words, rows, "; ")),
        universe=data.attrs["counted"], source=_SOURCE,
        note=text("visibility_sets", counted=data.attrs["counted"]),
        subtitle=label("sets", "bounds", drawn=label(_DRAWN, "word-for")),
    )  # fmt: skip


def _with_notices(code: str, notices: int) -> str:
    return _("{place}: {count} notices", place=country_name(code), count=notices)


def _count(low: int, high: int, notices: int) -> str:
    """Write a count of a country's notices and its share; of a count that is not published, the most it can be."""
    share = percent(round(high / notices, 2 if high >= notices / 100 else 3))
    words = N_("{count} ({share})") if low == high else N_("up to {count} (at most {share})")
    return _(words, count=high, share=share)


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
    notes = [text("visibility_assumed", factor=factor)]
    notes += [text("visibility_limit")] if tested["bounded_odds_bounds"] < reliability.LEAST else []
    notes += [_broad_sense().sentence, text("visibility_bounds", count=number(len(drawn)))]
    for name, ends in {"thick": ["low_within", "high_within"], "thin": ["low", "high"]}.items():
        rows = drawn[ends].round(2).itertuples(index=False)
        drawn[name] = [_("{low} to {high}", low=percent(low), high=percent(high)) for low, high in rows]
    words, most, visible = N_("{group}: {low} to {high}"), drawn.head(_DRAWN), percent(data["visible"].iloc[0])
    low, high = (percent(round(drawn[end].iloc[0], 2)) for end in ("low", "high"))
    return rows_with_marks(
        most, [
            Mark(low="low", high="high", words=_("any difference"), colour="others", width=1.6),
            Mark(low="low_within", high="high_within", colour="blue", width=5,
                words=_("at most {factor}-fold difference", factor=factor)),
            Mark("low", where="low == high", size=5),
        ], words=words, axis="share", data=drawn, name="bounds_by_state",
        written={"thick": _("at most {factor}-fold", factor=factor), "thin": _("any difference")},
        write={"low": percent, "high": percent},
        title=_("If {visible} of each country’s notices are public, {place}’s share could range from {low} to {high}",
            visible=visible, place=country_name(drawn["country"].iloc[0]), low=low, high=high),
        alt=_("Possible shares: {texts}.", texts=drawing.row_by_row(words, most, "; ", low=percent, high=percent)),
        subtitle=label("subtitle", "bounds", visible=visible, drawn=label(_DRAWN, "word-for")),
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
