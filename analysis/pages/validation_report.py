"""The sections of the report that tests the statistical methods, in the order of its notebook."""

from __future__ import annotations

import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.rows import rows_with_marks
from analysis.core.judgement import text, texts
from analysis.core.messages import DASH, N_, _, label, listed
from analysis.facts import reliability, world
from analysis.facts.selection import PUBLISHED
from analysis.pages.blocks import Figures, Number, Prose, Section, section
from analysis.pages.inquiries import estimand, inquiry_table
from analysis.pages.words import Report
from analysis.stats.estimate import Estimates, number, percent

_SOURCE = world.source("estimator_validation")


def _heading() -> str:
    """Say that ranges are often too narrow if an assumption fails, where they are in most of these tests."""
    _fair, hostile = reliability.validated(PUBLISHED)
    return label("validation", "title" if hostile.value < hostile.n / 2 else "heading")


REPORT = Report(_heading, "", ("estimator_validation", "interval_coverage"))
title, end = REPORT.title, REPORT.end


def in_short(numbers: Estimates) -> Section:
    """Say what was simulated, and in how many tests intervals were wide enough."""
    fair, hostile = (numbers[f"reliability.{kind}"] for kind in ("fair", "hostile"))
    narrow = reliability.by_estimator().query("coverage < @reliability.LEAST")
    names = listed(f"“{label(one, 'validation-axis')}”" for one in narrow["estimator"])
    but = _("Not wide enough: {names}", names=names) if names else ""
    of = N_("of {count}")
    items = [
        Number(fair, label("fair", "validation-figure"), _(of, count=number(fair.n)), but),
        Number(hostile, label("hostile", "validation-figure"), _(of, count=number(hostile.n))),
    ]
    return section(
        Prose([label("validation", "lead")], "lead"),
        Figures("validation_figures", _("Tests on simulated data"), items),
        Prose([text("validation_caution")], "caution"),
    )


def validation(rows: pd.DataFrame, numbers: Estimates) -> Section:
    """Draw the lowest coverage of each method in ``estimator_validation``; naive methods are in the table alone."""
    data = reliability.by_estimator(rows)
    data = data.assign(group=data["estimator"].map(lambda one: label(one, "validation-axis")))
    broken, untested = data["world_broken"].fillna("none"), data["world_broken"].isna()
    data["remark"] = [label(one, "validation-broken", count=n) for one, n in zip(broken, data["tests"], strict=True)]
    is_narrow = data[["coverage", "coverage_broken"]].min(axis=1) < reliability.LEAST
    least = _whole(min(data["coverage"].min(), data["coverage_broken"].min()))
    title = _("Treat these as too narrow: in a test, as few as {least} of the ranges contained the truth", least=least)
    drawn = {
        "validation_tests": (title, data[is_narrow][::-1]),
        "validation_wide": (_("In the tests shown, these ranges were wide enough"), data[~is_narrow & ~untested]),
        "validation_untested": (_("We have not tested these with a broken assumption"), data[~is_narrow & untested]),
    }
    least, most = (number(rows["simulations"].agg(end)) for end in ("min", "max"))
    words = {"level": percent(PUBLISHED.level), "least": least, "most": most}
    notes = iter([text("simulated_kinds", **words)])  # below the first alone
    counted = numbers["reliability.fair"].counted
    return section(*(_simulated(name, *of, data, counted, next(notes, "")) for name, of in drawn.items() if len(of[1])))


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


def _simulated(name: str, title: str, drawn: pd.DataFrame, data: pd.DataFrame, counted: str, note: str) -> Chart:
    """Draw how often the ranges of some methods held the truth, with all assumptions and without one."""
    whole = {"coverage": _whole, "coverage_broken": _whole}
    words = N_("{group}: {coverage} if all assumptions hold, {coverage_broken} if one is broken")
    tested, heads = "coverage_broken.notna()", {"one_broken": _("one broken"), "all_hold": _("all hold")}
    return rows_with_marks(
        drawn.assign(all_hold=drawn["coverage"].map(_whole), one_broken=drawn["coverage_broken"].map(_whole)), [
            Mark(low="coverage_broken", high="coverage", where=tested, colour="others", width=1.2),
            Mark("coverage_broken", where=tested, words=_("one assumption broken"), marker="D", size=7, hollow=True),
            Mark("coverage", words=_("all assumptions hold"), colour="blue", size=6),
        ], words=words, axis="share", start=0.4, line=reliability.LEAST, write=whole,
        sides=(_("← too narrow"), _("{least} or more →", least=_whole(reliability.LEAST))),
        written=heads if drawn["coverage_broken"].notna().any() else {"all_hold": heads["all_hold"]},
        data=data, name=name, title=title,
        alt=_("How often ranges contained the truth. {texts}.", texts=drawing.row_by_row(words, drawn, "; ", **whole)),
        universe=counted, source=_SOURCE, note=note,
        subtitle=_("Share of ranges that contained the truth. Right of the line, ranges are wide enough"),
    )  # fmt: skip


def _whole(share: float) -> str:
    return DASH if pd.isna(share) else percent(round(share, 2))
