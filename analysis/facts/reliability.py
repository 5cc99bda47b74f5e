"""How far the reports can be relied on: agreement of two codings, and the published tables of simulations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.core.messages import _
from analysis.core.number_words import phrase
from analysis.facts import world
from analysis.facts.selection import Selection
from analysis.stats.estimate import Estimate
from analysis.tables.library import plain

__all__: list[str] = []

COVERAGE = "interval_coverage"
#: Between these, 95 % intervals contain the truth as often as they say.
LEAST, MOST = 0.93, 0.97


def coverage_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published table of how often intervals contained the truth, with a verdict on each."""
    return _with_verdict(world.release()["interval_coverage"] if rows is None else plain(rows))


def _with_verdict(rows: pd.DataFrame) -> pd.DataFrame:
    coverage = rows["coverage"].astype(float)
    words = [_("too narrow"), _("wider than needed"), _("no interval")]
    verdict = np.select([coverage < LEAST, coverage > MOST, coverage.isna()], words, _("as stated"))
    return rows.assign(short_by=(rows["level"] - rows["coverage"]).round(4), verdict=verdict)


VALIDATION = "estimator_validation"


def validation_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published table of bias, error and coverage of estimators, with a verdict on each."""
    table = _with_verdict(world.release()["estimator_validation"] if rows is None else plain(rows)).drop(
        columns="short_by"
    )
    return table.assign(naive=table["naive"] == "yes", hostile=table["hostile"] == "yes")


def by_estimator(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the lowest coverage of each of our estimators, the highest first.

    ``coverage`` is that of tests in which all assumptions hold, ``coverage_broken`` that of tests in which one fails;
    ``world_broken`` says which. ``tests`` is the number of tests of one kind, at the most.
    """
    table = validation_table(rows).query("coverage.notna() and not naive").astype({"coverage": float})
    lowest = table.pivot_table("coverage", "estimator", "hostile", aggfunc="min").reindex(columns=[False, True])
    found = lowest.set_axis(["coverage", "coverage_broken"], axis=1)
    found["tests"] = table.groupby(["estimator", "hostile"]).size().groupby("estimator").max()
    found["world_broken"] = table[table["hostile"]].drop_duplicates("estimator").set_index("estimator")["world"]
    order = found[["coverage", "coverage_broken"]].min(axis=1).sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index()


def validated(selection: Selection) -> list[Estimate]:
    """Count the kinds of simulated data in which intervals of the reports contain the truth."""
    table = validation_table().dropna(subset=["coverage"]).query("not naive")
    universe = phrase("reliability._counted")
    found = []
    for kind, shown in (("fair", ~table["hostile"]), ("hostile", table["hostile"])):
        holds, n = int((table.loc[shown, "coverage"] >= LEAST).sum()), int(shown.sum())
        estimate = world.counted(holds, _("tests of estimators"), universe, VALIDATION, n=float(n))
        found.append(estimate.named(f"reliability.{kind}", None))
    return [] if selection.country else found


SUMMARY = (validated,)
