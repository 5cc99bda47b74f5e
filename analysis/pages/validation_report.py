"""The sections of the report that tests the statistical methods, in the order of its notebook."""

from __future__ import annotations

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.rows import rows_with_marks
from analysis.core.judgement import text, texts
from analysis.core.messages import N_, _, label
from analysis.facts import reliability, world
from analysis.pages.blocks import Figures, Number, Prose, Section, section
from analysis.pages.inquiries import estimand, inquiry_table
from analysis.pages.words import Report
from analysis.stats.estimate import Estimates, number, percent

REPORT = Report(label("validation", "title"), "", ("estimator_validation", "interval_coverage"))
title, end = REPORT.title, REPORT.end
_SOURCE = world.source("estimator_validation")


def in_short(numbers: Estimates) -> Section:
    """Say what was simulated, and in how many tests intervals were wide enough."""
    items = [
        Number(one, label(kind, "validation-figure"), _("of {count}", count=number(one.n)))
        for kind in ("fair", "hostile") for one in (numbers[f"reliability.{kind}"],)
    ]  # fmt: skip
    return section(
        Prose([label("validation", "lead")], "lead"),
        Figures("validation_figures", _("Tests on simulated data"), items),
        Prose([text("validation_caution")], "caution"),
    )


def validation(rows: pd.DataFrame, numbers: Estimates, *, hostile: bool) -> Section:
    """Draw the coverage in each test: rows of ``estimator_validation``; naive methods are in the table alone."""
    drawn = reliability.by_estimator(rows, hostile=hostile)
    kinds = {"fair": drawn[~drawn["hostile"]], "hostile": drawn[drawn["hostile"]]}
    return section(_simulated_chart(kind, kept, numbers) for kind, kept in kinds.items() if len(kept))


def tables(rows: pd.DataFrame, simulated: pd.DataFrame, numbers: Estimates) -> Section:
    """Show bias, error and coverage of each estimator, naive ones too, and coverage by group of countries."""
    data, source = reliability.validation_table(rows), _SOURCE
    heads = ("estimator", "world", "naive", "truth", "bias", "error", "coverage", "verdict")
    counted = numbers["reliability.fair"].counted
    table = inquiry_table("validation-table", data, *heads, counted=counted, source=source)
    return section(estimand("validation"), table, coverage(simulated))


def coverage(simulated: pd.DataFrame) -> Section:
    """Show how often intervals contain the truth in data simulated from the fitted models, by group of countries."""
    rows = reliability.coverage_table(simulated)
    heads, source = ("estimator", "world", "units", "coverage", "verdict"), world.source(reliability.COVERAGE)
    counted = _("data sets simulated from models of the data")
    table = inquiry_table("validation-coverage", rows, *heads, counted=counted, source=source)
    return section(Prose([text("coverage")]), table)


def not_shown() -> Section:
    """List what simulated data do not show."""
    return section(Prose([_("What this does not show")], "heading"), Prose(texts("validation-open"), "list"))


def _simulated_chart(kind: str, data: pd.DataFrame, numbers: Estimates) -> Chart:
    """Draw how often intervals held the truth in each test of a kind, and by how much too rarely."""
    held, names = numbers[f"reliability.{kind}"], data["estimator"].map(lambda one: label(one, "validation-axis"))
    again = data.loc[names.duplicated(keep=False), "world"].map(lambda one: label(one, "validation-again"))
    data = data.assign(group=names + again.reindex(names.index, fill_value=""), words=data["world"].map(label))
    if kind == "hostile":
        data["group"] = names + ": " + data["words"]
    data["written"] = data["coverage"].map(percent)
    shares = drawing.row_by_row(N_("{group} ({words}) {coverage}"), data, "; ", coverage=percent)
    return rows_with_marks(
        data, [
            Mark("coverage", where=f"coverage >= {reliability.LEAST}", words=_("wide enough"), colour="blue", size=5.5),
            Mark("coverage", "coverage", "level", where=f"coverage < {reliability.LEAST}", words=_("too narrow"),
                marker="s", width=4, hollow=True),
        ], words=N_("{group}, {words}: {coverage}"),
        axis="share", line=0.95, write={"coverage": percent}, written={"written": ""},
        name=f"validation_{kind}", title=label(kind, "coverage-title", count=int(held.n), holds=int(held.value)),
        alt=_("How often intervals contained the truth: {texts}.", texts=shares),
        universe=held.counted, source=_SOURCE, note=text("simulated_kinds", least=f"{100 * reliability.LEAST:.0f}"),
        subtitle=_("Share of intervals that contain the truth. The dashed line marks the promised share"),
    )  # fmt: skip
