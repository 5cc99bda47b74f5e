"""The sections of the report on choices that would change a finding, in the order of its notebook."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import About, Chart
from analysis.charts.drawing import Mark
from analysis.charts.rows import Axis, bars_in_rows, rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import text, texts
from analysis.core.messages import DASH, N_, _, label, listed
from analysis.facts import evidence, multiverse, robustness, world
from analysis.pages.blocks import Figures, Number, Prose, Section, section
from analysis.pages.inquiries import estimand, inquiry_table
from analysis.pages.words import Report
from analysis.stats.estimate import Estimate, number, percent
from analysis.tables.release import FAMILIES

REPORT = Report(label("robustness", "title"), "", (
    "cases", "refugees_by_origin_host", "governance_country_year", "country_mentions", "oversight_statistics",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


_EVERY_SET = _("documented cases, under each set of choices")
_KINDS = {"supported": _("supported cases"), "not_supported": _("disputed or not supported")}
_CHOSEN = ("cases", "refugees_by_origin_host", "governance_country_year")


def robustness_in_short() -> Section:
    """Say which conclusions hold under every choice, which do not, and how far a few numbers move."""
    lead = Prose([label("robustness", "lead"), text("robustness_finding")], "lead")
    one, ratings = multiverse.elasticity_without_one(), multiverse.ratings_changed("governments")
    ends = {"low": _two(one.low or 0), "high": _two(one.high or 0)}
    items = [
        Number(one, label("elasticity", "robustness-figure"), remark=label("without", "robustness-figure", **ends)),
        Number(ratings, label("ratings", "robustness-figure"), _("of {count}", count=number(ratings.n))),
    ]
    return section(
        lead, Figures("robustness_figures", _("How far two numbers move"), items),
        Prose([text("robustness_caution")], "caution"),
    )  # fmt: skip


def held(data: pd.DataFrame) -> Chart:
    """Draw in which share of analyses each finding holds, as `robustness.agreement` gives it, by kind of case."""
    rows = multiverse.held(robustness.by_status(data)[0])
    weaker = (rows["value"] >= rows["other"]).all()
    words = N_("{group}: {value} of supported cases, {other} of disputed or not supported ones")
    return bars_in_rows(
        rows, unit="", words=words, what=_KINDS["supported"], other=_KINDS["not_supported"], write=_share, name="held",
        title=_("Each finding holds for supported cases at least as often as for other cases")
        if weaker else _("Which findings hold depends on the choice"),
        alt=_("Bars by finding. {texts}.", texts=drawing.row_by_row(words, rows, "; ", value=_share, other=_share)),
        universe=_EVERY_SET, source=world.source(*_CHOSEN), note=text("robustness_held"),
        subtitle=_("Share of analyses in which a finding holds, by kind of case"),
    )  # fmt: skip


def _opened(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _share(value: float) -> str:
    """Write a share in whole per cent, and 100 % only where it is all."""
    return percent(1.0 if value == 1 else min(round(value, 2), 0.99))


def _two(value: float) -> str:
    return f"{value:.2f}"


def _ranges(
    parts: Mapping[str, Mapping[str, float]], about: About, *, axis: Axis = "ratio",
    series: Mapping[str, str] = {"": ""}, neighbours: Mapping[str, float] = {},
) -> Chart:  # fmt: skip
    """Draw from the lowest to the highest analysis of each name; ``name|kind`` of ``series`` is one of several."""
    rows = pd.DataFrame([_range(name, part) for name, part in parts.items()])
    rows = rows.assign(series=rows["kind"].map(series), near=rows["name"].map(neighbours))
    marks = [
        Mark("published", "least", "most", f"kind == {kind!r}", name, colour, size=7, width=5, hollow=True)
        for (kind, name), colour in zip(series.items(), ("blue", "others"), strict=False)
    ]
    if neighbours:
        marks.insert(1, Mark("near", where="near.notna()", colour="blue", marker="^", size=6, hollow=True))
    words = N_("{group} {series}: {written}")
    about |= {"alt": _("Our value by conclusion, and the share of analyses that agrees. {texts}.",
        texts=drawing.row_by_row(words, rows, "; "))}  # fmt: skip
    return rows_with_marks(
        rows.drop(columns="name"), marks, words=words, axis=axis, line=1,
        apart=len(series) > 1, written="written", head=_("our value · analyses that agree"), steps=len(series),
        **about,
    )  # fmt: skip


def _range(name: str, found: Mapping[str, float]) -> dict[str, Any]:
    """Name the ends of all analyses, and write our own value and how many agree."""
    group, _bar, kind = name.partition("|")
    held = _share(found["share"])
    ours = "" if math.isnan(found["published"]) else _two(found["published"])
    written = _("{ours} · {held}", ours=ours, held=held) if ours else held
    return {"name": name, "group": group, "kind": kind, **found, "written": written}


def _about(name: str, title: str, subtitle: str, note: str) -> About:
    return {"name": name, "title": title, "subtitle": subtitle, "note": note, "alt": "", "universe": _EVERY_SET,
        "source": world.source(*_CHOSEN)}  # fmt: skip


def elasticity() -> Chart:
    """Draw the elasticity of cases under every choice, and without one country or source."""
    parts = {
        label(key, "robustness-strip"): multiverse.span(f"elasticity_{key}")
        for key in ("supported_refugees", "not_supported_refugees", "supported_population")
    }
    parts |= {label(what, "robustness-without"): multiverse.span_without(what) for what in ("state", "source")}
    every = all(part["share"] == 1 for part in parts.values())
    title = (
        _("Cases grow more slowly than refugee numbers under every choice")
        if every
        else _("Cases grow more slowly than refugee numbers under most choices")
    )
    subtitle = _("Elasticity: at the line, twice as many refugees come with twice as many cases")
    return _ranges(parts, _about("elasticity", title, subtitle, text("robustness_strips")), axis="number")


def ratios(near: Mapping[str, Estimate]) -> Chart:
    """Draw the ratio to the expected number under every choice; ``near``: ratios compared with neighbours, by code."""
    codes = [key[6:9] for key in robustness.agreement()["comparison"] if key.startswith("ratio_")]
    codes = sorted(dict.fromkeys(codes), key=["TUR", "RUS", "BLR", "KAZ", "AZE", "CHN"].index)
    parts = {
        f"{country_name(code)}|{kind}": multiverse.span(f"ratio_{code}_{kind}_refugees")
        for code in codes
        for kind in _KINDS
    }
    neighbours = {f"{country_name(code)}|supported": near[code].value for code in codes if code in near}
    always = [code for code in codes if all(parts[f"{country_name(code)}|{kind}"]["share"] == 1 for kind in _KINDS)]
    title = _(
        "In every analysis {countries} have more cases of both kinds than expected for all countries",
        countries=listed(map(country_name, always)),
    )
    subtitle = _("Cases divided by the number expected for refugees abroad, on a logarithmic scale")
    return _ranges(parts, _about("ratios", title, subtitle, text("robustness_ratios")), series=_KINDS,
        neighbours=neighbours)  # fmt: skip


def indices() -> Chart:
    """Draw the ratio of cases for each index under every choice."""
    options = robustness.choices().query("choice == 'index'")["option"]
    parts = {
        f"{label(index)}|{kind}": multiverse.span(f"index_{kind}_refugees", index=index)
        for index in options for kind in _KINDS
    }  # fmt: skip
    subtitle = _("Ratio of cases for a country one standard deviation better governed, on a logarithmic scale")
    title = _("The result for governance depends on the index and on the status")
    return _ranges(parts, _about("indices", title, subtitle, text("robustness_indices")), series=_KINDS)


def contrast() -> Chart:
    """Draw the ratio for supported cases divided by that for other cases, by who gave the status."""
    options = robustness.choices().query("choice == 'codes'")["option"]
    parts = {_opened(label(codes)): multiverse.span("contrast_refugees", codes=codes) for codes in options}
    found = [part["published"] for part in parts.values()]
    title = _("The gap between supported and other cases is smallest under the written rule")
    if max(found) != found[-1]:
        title = _("The gap between supported and other cases depends on who gives the status")
    subtitle = _("Ratio for supported cases divided by the ratio for other cases, on a logarithmic scale")
    return _ranges(parts, _about("contrast", title, subtitle, text("robustness_contrast")))


def ratings() -> Chart:
    """Draw how many ratings change without one kind of evidence."""
    rows = multiverse.ratings_without()
    rows = rows.assign(group=[label(name, "robustness-without") for name in rows["left_out"]])
    words, one = N_("{group}: {value} change, {other} stay"), multiverse.ratings_changed("governments")
    return bars_in_rows(
        rows, unit="", words=words, what=_("rating changes"), other=_("rating stays"), name="ratings",
        title=_("Without the cases {cases} of {all} ratings change; without one other kind of source, at most {most}",
            cases=number(rows.loc[rows["left_out"] == "cases", "value"].iloc[0]),
            most=number(max(rows.loc[rows["left_out"].isin(FAMILIES), "value"])), all=number(one.n)),
        alt=_("Bars by what is excluded. {texts}.", texts=drawing.row_by_row(words, rows, "; ")),
        universe=one.counted, source=one.source, note=text("robustness_ratings"), subtitle=_("Number of countries"),
    )  # fmt: skip


def not_shown() -> Section:
    """List what trying choices does not show."""
    return section(Prose([_("What this does not show")], "heading"), Prose(texts("robustness-open"), "list"))


def summary(data: pd.DataFrame) -> Section:
    """Show in which share of analyses each finding holds and where it fails, as `robustness.agreement` gives it."""
    shares, fails = robustness.by_status(data)
    shown = {_("Finding"): shares["claim"], _("Cases"): shares["status"].map(lambda one: label(one or "contrast"))}
    for one in shares.columns[2:]:
        shown[_("Exposure: {exposure}", exposure=label(one))] = shares[one].map(percent)
    where = ["; ".join(f"{label(name)}: {options}" for name, options in row.items()) or DASH for row in fails]
    shown[_("Where it fails")] = pd.Series(where)
    note = _(
        "The last column names each option with which the finding fails in more than half of the analyses. Some people "
        "are sought by several countries. The tables hold only counts, so we could not test other ways to count them."
    )
    return section(inquiry_table("robustness-table-summary", data, shown, source=world.source(*_CHOSEN), note=note))


def choices(data: pd.DataFrame) -> Section:
    """Show the choices and their options, as `robustness.choices` gives them."""
    shown = data.assign(published=data["published"].map({True: _("yes"), False: _("no")}))
    heads, source = ("choice", "option", "published"), world.source(*_CHOSEN)
    return section(
        estimand("robustness"), inquiry_table("robustness-table-choices", data, *heads, source=source, shown=shown)
    )


def options(data: pd.DataFrame) -> Section:
    """Show option by option in how many analyses a finding holds, as `robustness.agreement` gives it."""
    title = _("How often this finding holds, by option: {claim}", claim=data.attrs["title"])
    heads, source = ("choice", "option", "analyses", "agree", "middle"), world.source(*_CHOSEN)
    return section(inquiry_table("options", data, *heads, source=source, title=title))


def left_out(data: pd.DataFrame) -> Section:
    """Show numbers and ratings with something left out, as `robustness.leave_out` gives them."""
    ends, columns = robustness.ends(data), ["left_out", "states", "value", "share", "weaker"]
    counted, source = data.attrs["counted"], world.source(*_CHOSEN[:2])
    return section(
        inquiry_table("robustness-table-left", ends, *ends.columns, counted=counted, source=source),
        inquiry_table(
            "robustness-table-levels", data.loc[data["number"] == "ratings", columns],
            "left_out", "states", "keep", "share_agree", "weaker", counted=evidence.INPUTS,
            source=world.source("cases", "country_mentions", "oversight_statistics"),
        ),
    )  # fmt: skip
