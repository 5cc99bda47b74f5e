"""The sections of the report that tests the statistical methods, in the order of its notebook."""

from __future__ import annotations

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.rows import rows_with_marks
from analysis.core.judgement import text
from analysis.core.messages import N_, _, label
from analysis.facts import reliability, world
from analysis.pages.blocks import Prose, Section, folded, section
from analysis.pages.inquiries import in_short as in_short
from analysis.pages.inquiries import inquiry_table
from analysis.pages.words import Report
from analysis.stats.estimate import Estimates, percent

REPORT = Report(label("validation", "title"), "", ("estimator_validation", "interval_coverage"))
title, end = REPORT.title, REPORT.end
_SOURCE = world.source("estimator_validation")


def validation(rows: pd.DataFrame, numbers: Estimates, *, hostile: bool) -> Section:
    """Draw and show bias, error and coverage of each estimator: rows of ``estimator_validation``.

    Data that break an assumption are drawn apart from the others; rows without an interval are not drawn.
    """
    data, counted = reliability.validation_table(rows), numbers["reliability.fair"].counted
    data = data[data["hostile"] <= hostile]
    drawn = data[data["coverage"].notna()].astype({"coverage": float})
    drawn = drawn.assign(group=drawn["world"].map(label), words=drawn["estimator"].map(label))
    parts = {"validation_chart": drawn[~drawn["hostile"]], "validation_chart_hostile": drawn[drawn["hostile"]]}
    charts = []
    for (name, part), kind in zip(parts.items(), ("fair", "hostile"), strict=True):
        found = numbers[f"reliability.{kind}"]
        held = label(kind, "coverage-title", count=int(found.n), holds=int(found.value))
        charts += [_simulated_chart(part, name, held, counted)] if len(part) else []
    heads, source = ("estimator", "world", "naive", "truth", "bias", "error", "coverage", "verdict"), _SOURCE
    return section(*charts, inquiry_table("validation-table", data, *heads, counted=counted, source=source))


def coverage(simulated: pd.DataFrame) -> Section:
    """Show how often intervals contain the truth in data simulated from the fitted models, by group of countries."""
    rows = reliability.coverage_table(simulated)
    heads, source = ("estimator", "world", "units", "coverage", "verdict"), world.source(reliability.COVERAGE)
    counted = _("data sets simulated from models of the data")
    table = inquiry_table("validation-coverage", rows, *heads, counted=counted, source=source)
    return section(Prose([text("coverage")]), table)


def _simulated_chart(data: pd.DataFrame, name: str, title: str, counted: str) -> Chart:
    """Draw how often the intervals of estimators held the truth in simulated data, naive methods with open marks."""
    shares = drawing.row_by_row(N_("{words} ({group}) {coverage}"), data, "; ", coverage=percent)
    return rows_with_marks(
        data,
        [
            Mark("coverage", where="naive", words=_("naive method"),
                colour="others", marker="s", size=5.5, hollow=True),
            Mark("coverage", where="not naive and hostile", words=_("our method where an assumption fails"),
                colour="blue", marker="D", size=5.5),
            Mark("coverage", where="not naive and not hostile", words=_("our method where assumptions hold"), size=5.5),
        ],
        words=N_("{words}, {group}: {coverage}"), axis="share", line=0.95, write={"coverage": percent},
        name=name, title=title, alt=_("How often intervals contained the truth: {texts}.", texts=shares),
        universe=counted, source=_SOURCE, note=text("simulated_kinds"),
        subtitle=_("Share of intervals that contain the truth, %; the dashed line is the stated level"),
    )  # fmt: skip


def every_function() -> Section:
    """Show every function of statistics and how it was tested, or why not."""
    data = reliability.estimators()
    parts = data["function"].str.rsplit(".", n=1)
    shown = data.assign(module=parts.str[0], function=parts.str[1], worlds=data["worlds"].replace(0, float("nan")))
    table = inquiry_table(
        "validation-every", data, "module", "function", "kind", "reason", "worlds", "coverage_least", "coverage_most",
        counted=_("statistical functions of the package, and other functions that return an interval"),
        source=world.source("estimator_validation", "interval_coverage"), shown=shown,
    )  # fmt: skip
    return section(Prose([text("coverage_of_functions")]), folded(_("Every function"), table))
