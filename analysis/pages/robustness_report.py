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
from analysis.core.number_words import WRITERS, opening
from analysis.facts import evidence, multiverse, robustness, world
from analysis.pages.blocks import Prose, Section, folded, section
from analysis.pages.inquiries import estimand, inquiry_table
from analysis.pages.words import Report
from analysis.stats.estimate import Estimate, number, percent

_EVERY_SET = _("cases in the register, under each set of choices")
_KINDS = {"supported": _("supported cases"), "not_supported": _("disputed or not supported cases")}
_CHOSEN = ("cases", "refugees_by_origin_host", "governance_country_year")
_ratio = WRITERS["ratio"]


def _heading() -> str:
    """Count the findings that hold in every analysis of both kinds of case."""
    shares = robustness.by_status(robustness.agreement())[0]
    counts = (multiverse.held(shares)["always"].sum(), shares["claim"].nunique())
    holds, every = (label(count, "word-for") for count in counts)
    return opening(label("robustness", "heading", holds=holds, all=every))


REPORT = Report(_heading, "", (
    "cases", "refugees_by_origin_host", "governance_country_year", "country_mentions", "oversight_statistics",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


def robustness_in_short() -> Section:
    """Say which conclusions hold under every choice, and which do not."""
    return section(
        Prose([label("robustness", "lead")], "lead"), Prose(texts("robustness-meaning"), "list"),
        Prose([text("robustness_caution")], "caution"),
    )  # fmt: skip


def held(data: pd.DataFrame) -> Chart:
    """Draw in which share of analyses each finding holds, as `robustness.agreement` gives it."""
    rows, counts = multiverse.held(robustness.by_status(data)[0]), data.query("exposure == 'refugees'")["analyses"]
    words = N_("{group}: {value} with supported cases, {other} with disputed or not supported ones")
    return bars_in_rows(
        rows.drop(columns="always"), unit="", words=words, name="held",
        what=_KINDS["supported"], other=_KINDS["not_supported"], write=_share,
        title=_("{others} of these {all} findings depend on the choice", others=number((~rows["always"]).sum()),
            all=number(len(rows))),
        alt=_("Bars by finding. {texts}.", texts=drawing.row_by_row(words, rows, "; ", value=_share, other=_share)),
        universe=_EVERY_SET, source=world.source(*_CHOSEN),
        note=text("robustness_held", least=number(counts.min()), most=number(counts.max())),
        subtitle=_("Share of analyses in which each of these holds, by kind of case"),
    )  # fmt: skip


def _share(value: float) -> str:
    """Write a share in whole per cent, and 100 % only where it is all."""
    return percent(1.0 if value == 1 else min(round(value, 2), 0.99))


def _ranges(
    parts: Mapping[str, Mapping[str, float]], about: About, *, axis: Axis = "ratio", line: float = 1,
    series: Mapping[str, str] = {"": ""},
) -> Chart:  # fmt: skip
    """Draw from the lowest to the highest analysis of each name; ``name|kind`` of ``series`` is one of several."""
    rows = pd.DataFrame([_range(name, part) for name, part in parts.items()])
    rows = rows.assign(series=rows["kind"].map(series))
    marks = [
        Mark("published", "least", "most", f"kind == {kind!r}", name, colour, size=7, width=5, hollow=True)
        for (kind, name), colour in zip(series.items(), ("blue", "others"), strict=False)
    ]
    words = N_("{group} {series}: {ours}, {held} agree")
    texts = drawing.row_by_row(words, rows, "; ")
    about |= {"alt": _("Our value by conclusion, and the share of analyses that agrees. {texts}.", texts=texts)}
    return rows_with_marks(
        rows.drop(columns="name"), marks, words=words, axis=axis, line=line, apart=len(series) > 1,
        written={"ours": _("our value"), "held": _("analyses that agree")}, **about,
    )  # fmt: skip


def _range(name: str, found: Mapping[str, float]) -> dict[str, Any]:
    """Name the ends of all analyses, and write our own value and how many agree."""
    group, _bar, kind = name.partition("|")
    ours = DASH if math.isnan(found["published"]) else _ratio(found["published"])
    return {"name": name, "group": group, "kind": kind, **found, "ours": ours, "held": _share(found["share"])}


def _about(name: str, title: str, subtitle: str, note: str) -> About:
    subtitle = f"{subtitle}. {text('robustness_ours')}"
    return {"name": name, "title": title, "subtitle": subtitle, "note": note, "alt": "", "universe": _EVERY_SET,
        "source": world.source(*_CHOSEN)}  # fmt: skip


def elasticity() -> Chart:
    """Draw how many times as many cases twice as many refugees come with, under every choice and without one part."""
    parts = {
        label(key, "robustness-strip"): multiverse.doubled(multiverse.span(f"elasticity_{key}"))
        for key in ("supported_refugees", "not_supported_refugees", "supported_population")
    }
    for what in ("state", "source"):
        parts[label(what, "robustness-without")] = multiverse.doubled(multiverse.span_without(what))
    title = _("Cases grow more slowly than refugee numbers in every analysis")
    if any(part["share"] < 1 for part in parts.values()):
        title = _("Cases grow more slowly than refugee numbers in most analyses")
    subtitle = _("By what factor cases grow if refugee numbers (or populations) double. At the line, cases double too")
    return _ranges(parts, _about("elasticity", title, subtitle, text("robustness_strips")), axis="number", line=2)


def ratios(near: Mapping[str, Estimate], kind: str = "supported") -> Chart:
    """Draw the ratio to the expected number under every choice; ``near``: ratios compared with neighbours, by code."""
    found = {key[6:9] for key in robustness.agreement()["comparison"] if key.startswith("ratio_")}
    codes = sorted(found, key=["TUR", "RUS", "BLR", "KAZ", "AZE", "CHN"].index)
    parts = {country_name(code): multiverse.span(f"ratio_{code}_{kind}_refugees") for code in codes}
    others = listed(f"{country_name(code)} {_ratio(near[code].value)}" for code in codes if code in near)
    alike = _("If we treat former Soviet republics as a group of their own, the ratios are: {others}.", others=others)
    title = _(
        "In every analysis of all countries, {countries} have more {cases} than expected",
        countries=listed(name for name, part in parts.items() if part["share"] == 1), cases=_KINDS[kind],
    )  # fmt: skip
    subtitle = _("Cases divided by the number expected for refugees abroad. At the line, the two numbers are equal")
    note = text("robustness_ratios", near=alike if near else "")
    return _ranges(parts, _about(f"ratios_{kind}" if not near else "ratios", title, subtitle, note))


def for_specialists(near: Mapping[str, Estimate]) -> Section:
    """Show, folded, how far each number moves under every choice; ``near`` as for `ratios`."""
    line = _("For specialists: how far each number moves")
    return folded(line, ratios(near), elasticity(), ratios({}, "not_supported"), indices(), contrast())


def indices() -> Chart:
    """Draw the ratio of cases for each index under every choice."""
    options = robustness.choices().query("choice == 'index'")["option"]
    parts = {
        f"{label(index)}|{kind}": multiverse.span(f"index_{kind}_refugees", index=index)
        for index in options for kind in _KINDS
    }  # fmt: skip
    subtitle = _("A country’s cases, compared with one governed one step worse. At the line, there is no difference")
    title = _("Whether better-governed countries have fewer cases depends on the index and on the kind of case")
    return _ranges(parts, _about("indices", title, subtitle, text("robustness_indices")), series=_KINDS)


def contrast() -> Chart:
    """Draw the ratio for supported cases divided by that for other cases, by who gave the status."""
    options = robustness.choices().query("choice == 'codes'")["option"]
    parts = {opening(label(codes)): multiverse.span("contrast_refugees", codes=codes) for codes in options}
    title = _("The link between governance and supported cases depends on who gives the status")
    subtitle = _("Ratio for supported cases divided by the ratio for other cases. At the line, there is no difference")
    return _ranges(parts, _about("contrast", title, subtitle, text("robustness_contrast")))


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


def summary(data: pd.DataFrame) -> Section:
    """Show in which share of analyses each finding holds and where it fails, as `robustness.agreement` gives it."""
    shares, fails = robustness.by_status(data)
    shown = {_("Finding"): shares["claim"], _("Cases"): shares["status"].map(lambda one: label(one or "contrast"))}
    for one in shares.columns[2:]:
        shown[_("Exposure: {exposure}", exposure=label(one))] = shares[one].map(percent)
    where = ["; ".join(f"{label(name)}: {options}" for name, options in row.items()) or DASH for row in fails]
    shown[_("Where it fails")] = pd.Series(where)
    source, note = world.source(*_CHOSEN), text("robustness_summary")
    return section(inquiry_table("robustness-table-summary", data, shown, source=source, note=note))


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
