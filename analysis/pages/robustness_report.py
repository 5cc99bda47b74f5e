"""The sections of the report on choices that would change a finding, in the order of its notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.rows import bars_in_rows, rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import text, texts
from analysis.core.messages import N_, _, label, listed
from analysis.core.number_words import WRITERS, opening
from analysis.facts import evidence, multiverse, robustness, world
from analysis.pages.blocks import Figures, Number, Prose, Section, Table, section
from analysis.pages.inquiries import estimand, inquiry_table
from analysis.pages.words import Report
from analysis.stats.estimate import Estimate, number, percent

_EVERY_SET = _("cases in the register, under each set of choices")
_KINDS = {"supported": _("supported cases"), "not_supported": _("disputed or not supported cases")}
#: Status of the cases of a finding, what it is called, and the colour and line of its bar.
_BARS = (
    ("supported", _("supported cases"), "blue", 0), ("not supported", _("disputed or not supported"), "others", 1),
    ("", _("both"), "ink", 0),
)  # fmt: skip
_CHOSEN = ("cases", "refugees_by_origin_host", "governance_country_year")
_ratio = WRITERS["ratio"]


def _title() -> Estimate:
    """Name the countries with more cases than expected in every analysis, and count the findings that depend."""
    places = multiverse.findings().query("low == 1 and country != ''")["country"].map(country_name)
    return multiverse.holding("depends").worded("robustness.title", places=listed(places) or _("no country"))


REPORT = Report(_title, "", (
    "cases", "refugees_by_origin_host", "governance_country_year", "country_mentions", "oversight_statistics",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


def robustness_in_short(near: Mapping[str, Estimate]) -> Section:
    """Say what holds, what was tried, and how much depends on a choice; ``near``: ratios compared with neighbours."""
    told = {how: multiverse.holding(how) for how in ("always", "mostly", "partly")}
    told["cases"] = multiverse.ratings_changed("cases")
    items = [Number(one, label(name, "robustness-figure"), _("of {count}", count=number(one.n)))
        for name, one in told.items()]  # fmt: skip
    figures = Figures("robustness_figures", _("What depends on a choice, in numbers"), items)
    one = near["RUS"].worded("robustness.near_clear" if (near["RUS"].low or 0) > 1 else "robustness.near_open")
    return section(
        Prose([multiverse.tried()], "lead"), Prose([text("robustness_expected"), one]), figures,
        Prose([text("robustness_caution")], "caution"),
    )  # fmt: skip


def findings() -> Chart:
    """Draw in which share of its analyses each finding holds, by kind of case."""
    title = label("findings", "robustness-chart")
    return _shares(multiverse.by_kind(), "findings", title, text("robustness_findings"))


def by_index() -> Chart:
    """Draw in which share of its analyses the finding on governance holds, by index and kind of case."""
    rows, title = multiverse.by_index(), label("by-index", "robustness-chart")
    return _shares(rows.assign(group=rows["group"].map(label)), "governance", title, text("robustness_governance"))


def _shares(rows: pd.DataFrame, name: str, title: str, note: str) -> Chart:
    """Draw the least ``share`` of analyses in which each ``group`` holds, a bar for each ``status``."""
    drawn = rows.assign(none=0.0, held=list(map(_held, rows["share"], rows["share"])))
    drawn["kind"] = drawn["status"].map({status: called for status, called, *_look in _BARS})
    words = N_("{group}, {kind}: {held}")
    bars = [
        Mark(low="none", high="share", where=f"status == {status!r}", words=called, colour=colour, width=8, level=level)
        for status, called, colour, level in _BARS
    ]  # fmt: skip
    return rows_with_marks(
        drawn, bars, words=words, axis="share", line=1 / 2, sides=(_("← fails in most"), _("holds in most →")),
        written={"held": ""}, name=name, title=title, subtitle=text("robustness_shares"), data=rows,
        alt=_("Bars. {texts}.", texts=drawing.row_by_row(words, drawn, "; ")),
        universe=_EVERY_SET, source=world.source(*_CHOSEN), note=note,
    )  # fmt: skip


def _choices(names: Iterable[str]) -> str:
    """List choices on which a finding depends."""
    return listed([label(name, "robustness-turns") for name in names] or [label("none", "robustness-turns")])


def _findings() -> Table:
    """List every finding, in which share of analyses it holds, and all choices on which it depends."""
    found = multiverse.findings()
    held = list(map(_held, found["low"], found["high"]))
    shown = {_("Finding"): found["claim"].map("**{}**".format), _("Holds"): held}
    shown |= {_("Depends on"): found["turns"].map(_choices)}
    return inquiry_table("robustness-table-summary", robustness.agreement(), shown, note=text("robustness_summary"))


def _held(low: float, high: float) -> str:
    """Write in which share of analyses a finding holds: always, in a part of them, or only in less than half."""
    if low == 1:
        return _("always")
    least, most = (percent(min(round(share, 2), 0.99 if share < 1 else 1)) for share in (low, high))
    share = most if least == most else _("{low} to {high}", low=least, high=most)
    return _("in {share}", share=share) if high >= 1 / 2 else _("only in {share}", share=share)


def _strips(
    parts: Mapping[tuple[str, str], pd.DataFrame], name: str, title: str, subtitle: str, note: str,
    sides: tuple[str, str], asked: str,
) -> Chart:  # fmt: skip
    """Draw the effect of each analysis of conclusions, by their name and the kind of case, with ours as a ring."""
    tables = []
    for (group, kind), found in parts.items():
        ours, share = found.loc[found["ours"], "effect"].iloc[0], found["agrees"].mean()
        drawn = found["effect"].round(4)  # a last digit that another machine may not share is not shown
        tables.append(found.assign(effect=drawn, group=group, kind=kind, value=_ratio(ours), held=_held(share, share)))
    rows, kinds = pd.concat(tables, ignore_index=True), list(dict.fromkeys(kind for _group, kind in parts))
    marks = [
        Mark("effect", where=f"kind == {kind!r} and (ours or {strip})", words="" if strip else _KINDS.get(kind, ""),
            strip=strip, colour="edge" if kind == "not_supported" else "blue", level=level, size=8, hollow=True)
        for level, kind in enumerate(kinds) for strip in (True, False)
    ]  # fmt: skip
    words, main = N_("{group}: {value}, {held}"), rows[rows["ours"]]
    return rows_with_marks(
        rows, marks, words=words, axis="ratio", line=1, sides=sides, name=name, title=title, note=note,
        written={"value": _("our value"), "held": asked},
        alt=_("Our value by conclusion, and in how many analyses it holds. {texts}.",
            texts=drawing.row_by_row(words, main, "; ")),
        universe=_EVERY_SET, source=world.source(*_CHOSEN), subtitle=subtitle,
    )  # fmt: skip


def ratios(near: Mapping[str, Estimate]) -> Chart:
    """Draw the ratio to the expected number under every choice; ``near``: ratios compared with neighbours, by code."""
    found = multiverse.findings().query("country != ''").set_index("country")
    codes = found.index
    parts = {
        (country_name(code), kind): multiverse.analyses(f"ratio_{code}_{kind}_refugees")
        for code in codes for kind in _KINDS
    }  # fmt: skip
    others = listed(f"{country_name(code)} {_ratio(near[code].value)}" for code in codes if code in near)
    alike = _("If we treat former Soviet republics as a group of their own, the ratios are: {others}.", others=others)
    some = listed(dict.fromkeys(place for (place, _kind), found in parts.items() if not found["agrees"].all()))
    title = _("Some analyses find no more cases than expected for {countries}", countries=some or _("no country"))
    subtitle = _("Cases divided by the number expected for refugees abroad")
    return _strips(parts, "ratios", title, subtitle, text("robustness_ratios", near=alike),
        (_("← fewer cases"), _("more cases →")), _("more cases?"))  # fmt: skip


def contrast() -> Chart:
    """Draw the ratio for supported cases divided by that for other cases, by who gave the status."""
    options = robustness.choices().query("choice == 'codes'")["option"]
    parts = {(opening(label(codes)), ""): multiverse.analyses("contrast_refugees", codes=codes) for codes in options}
    title = _("The link between governance and supported cases depends on who gives the status")
    subtitle = _("Ratio for supported cases, divided by the ratio for other cases, by who gives the status")
    sides = (_("← larger gap"), _("reversed →"))
    return _strips(parts, "contrast", title, subtitle, text("robustness_contrast"), sides, _("is there a gap?"))


def ratings() -> Chart:
    """Draw how many ratings change without one kind of evidence."""
    rows, (one, most) = multiverse.ratings_without(), map(multiverse.ratings_changed, ("governments", "cases"))
    only = label(int(one.n - evidence.levels().value), "word-for")
    rows["group"] = [label(name, "robustness-without") for name in rows["left_out"]]
    words = N_("{group}: {value} ratings change, {other} stay")
    return bars_in_rows(
        rows, unit="", words=words, name="ratings",
        title=label("ratings", "robustness-chart", most=most.value, own=one.value, all=one.n),
        alt=_("Bars by what is excluded. {texts}.", texts=drawing.row_by_row(words, rows, "; ")),
        universe=one.counted, source=one.source, note=text("robustness_ratings", only=only),
        subtitle=_("Number of ratings that change, by what we exclude"),
    )  # fmt: skip


def not_shown() -> Section:
    """List what trying choices does not show."""
    return section(Prose([_("What this does not show")], "heading"), Prose(texts("robustness-open"), "list"))


def choices(data: pd.DataFrame) -> Section:
    """Show the choices and their options, as `robustness.choices` gives them."""
    shown = data.assign(published=data["published"].map({True: _("yes"), False: _("no")}))
    table = inquiry_table("robustness-table-choices", data, "choice", "option", "published", shown=shown)
    return section(estimand("robustness"), _findings(), table)


def options(data: pd.DataFrame) -> Section:
    """Show option by option in how many analyses a finding holds, as `robustness.agreement` gives it."""
    title = _("How often this finding holds, by option: {claim}", claim=data.attrs["title"])
    return section(inquiry_table("options", data, "choice", "option", "analyses", "agree", "middle", title=title))


def left_out(data: pd.DataFrame) -> Section:
    """Show the ends of each number with something left out, as `robustness.leave_out` gives them."""
    ends, source = robustness.ends(data), world.source(*_CHOSEN[:2])
    counted = data.attrs["counted"]
    return section(inquiry_table("robustness-table-left", ends, *ends.columns, counted=counted, source=source))
