"""The sections of the report on choices that would change a finding, in the order of its notebook."""

from __future__ import annotations

import pandas as pd

from analysis.core.judgement import text
from analysis.core.messages import DASH, _, label
from analysis.facts import evidence, robustness, world
from analysis.pages.blocks import Section, section
from analysis.pages.inquiries import in_short, inquiry_table
from analysis.pages.words import Report
from analysis.stats.estimate import Estimates, percent

REPORT = Report(label("robustness", "title"), "", (
    "cases", "refugees_by_origin_host", "governance_country_year", "public_notices_sensitive", "country_mentions",
    "oversight_statistics",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


_CHOSEN = ("cases", "refugees_by_origin_host", "governance_country_year")


def robustness_in_short(numbers: Estimates) -> Section:
    """State the findings, and what the World Bank's index and the experimental rule change."""
    stated = (numbers[f"robustness.{name}"] for name in ("world_bank", "criteria_rule"))
    return in_short("robustness", *stated, finding=text("robustness_finding"))


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
    return section(inquiry_table("robustness-table-choices", data, *heads, source=source, shown=shown))


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
