"""How far the reports can be relied on: agreement of two codings, and the published tables of simulations."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.judgement import table
from analysis.core.messages import _, label
from analysis.facts import world
from analysis.facts.selection import PUBLISHED, Selection
from analysis.stats.agreement import agreement as share_agreed
from analysis.stats.agreement import kappa
from analysis.stats.estimate import Estimate, Kind, percent
from analysis.tables.library import plain

__all__: list[str] = []

SECOND_CODING = "cases_second_coding"


#: Fields of the second coding.
FIELDS = ("requesting_country", "host_country", "year", "instrument", "grade", "claim_status", "effect", "outcome")
#: Rounds that are compared together. Random and chosen rounds are never pooled.
ROUNDS = ("14", "23", "1", "4", "2", "3")


@dataclass(frozen=True)
class Coded:
    """How far the codings of one field agree in one round, or in the two random or the two chosen rounds."""

    field: str
    rounds: str
    agreement: Estimate
    kappa: Estimate


def coded_twice(level: float = 0.95, rows: pd.DataFrame | None = None) -> list[Coded]:
    """Agreement of two readers on each field: random rounds (1 and 4), chosen rounds (2 and 3), and each round.

    A blank second code was not given and is no disagreement: the case leaves the comparison of that field. A round that
    left a field blank throughout did not code it.
    """
    table = world.release().second_coding if rows is None else plain(rows)
    return [
        _compare(field, which, coded, level)
        for field in FIELDS
        for which in ROUNDS
        if set((coded := table[table["round"].isin([*which]) & table[f"second_{field}"].notna()])["round"]) == {*which}
    ]


def agreement_table(fields: Sequence[Coded]) -> pd.DataFrame:
    """Return a row a field, round and statistic (``agreement`` or ``kappa``), with the fields of its `Estimate`."""
    estimates = [(one, name, getattr(one, name)) for one in fields for name in ("agreement", "kappa")]
    return pd.DataFrame([{"field": one.field, "statistic": name} | e.as_dict() for one, name, e in estimates])


def _compare(field: str, which: str, rows: pd.DataFrame, level: float) -> Coded:
    codes = rows[[f"first_{field}", f"second_{field}"]].astype(object).fillna("").astype(str)
    first, second = codes.T.to_numpy().tolist()
    noun = _("the {field}", field=label(field))
    about = world.about(noun, label(which, "coding-rounds"), SECOND_CODING).at(_("Register"))
    share = share_agreed(first, second, about=about, level=level)
    return Coded(field, which, share, kappa(first, second, about=about, level=level))


COVERAGE = "interval_coverage"


LEAST, MOST = 0.93, 0.97


def coverage_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published table of how often intervals held the truth, with a verdict on each."""
    return _with_verdict(world.release().coverage if rows is None else plain(rows))


def _with_verdict(rows: pd.DataFrame) -> pd.DataFrame:
    coverage = rows["coverage"].astype(float)
    words = [_("too narrow"), _("wider than stated"), _("no interval")]
    verdict = np.select([coverage < LEAST, coverage > MOST, coverage.isna()], words, _("as stated"))
    return rows.assign(short_by=(rows["level"] - rows["coverage"]).round(4), verdict=verdict)


def shortfalls(*estimators: str) -> list[Estimate]:
    """Describe where the intervals of estimators contain the truth less often than they should, worst first."""
    rows = coverage_table()
    rows = rows[rows["estimator"].isin(estimators) & (rows["coverage"] < LEAST)].sort_values("coverage", kind="stable")
    return [_stated(row, float(row["intervals"]), COVERAGE, row["units"]) for row in rows.to_dict("records")]


#: Group of units of the table of coverage -> how its intervals are called.
_UNITS = {
    "all": "",
    "smallest fifth by exposure": _(" of countries of the smallest fifth by exposure"),
    "with an event": _(" of countries with a case or notice"),
}


def _stated(row: Mapping[Hashable, object], count: float, table: str, units: object = "all") -> Estimate:
    """Return how often an interval held the truth in a world."""
    simulated, share = label(row["world"]), float(str(row["coverage"]))
    sentence = _(
        "In simulated data ({world}), intervals of the {estimator}{units} that should contain the truth nineteen times "
        "in twenty contained it in {share}.", world=simulated, estimator=label(row["estimator"]),
        units=_UNITS[str(units)], share=percent(share),
    )  # fmt: skip
    about = world.about("share", _("simulated data: {world}", world=simulated), table)
    return about.estimate(share, sentence, _("simulation"), count, kind=Kind.DERIVED)


VALIDATION = "estimator_validation"


def validation_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published table of bias, error and coverage of estimators, with a verdict on each."""
    table = _with_verdict(world.release().validation if rows is None else plain(rows)).drop(columns="short_by")
    return table.assign(naive=table["naive"] == "yes", hostile=table["hostile"] == "yes")


def tried_otherwise(*estimators: str) -> list[Estimate]:
    """Describe where intervals hold the truth less or more often than they say, though no assumption is broken."""
    table = validation_table()
    shown = ~table["hostile"] & table["estimator"].isin(estimators) & ~table["coverage"].between(LEAST, MOST)
    rows = table[shown & table["coverage"].notna()].to_dict("records")
    return [_stated(row, float(row["simulations"]), VALIDATION) for row in rows]


def estimators() -> pd.DataFrame:
    """Return every function of statistics, and how its estimators did in simulated data, or why they were not tried."""
    listed = table("estimators.csv")
    coverage = coverage_table()  # hostile worlds are those that were not fitted
    coverage["hostile"] = ~coverage["world"].str.contains("as.fitted|states_differ")
    every = pd.concat([validation_table(), coverage])
    found = []
    for names in listed["tried_as"].str.split("; "):
        rows = every[every["estimator"].isin(names)]
        assumed = rows.loc[~rows["hostile"].astype(bool), "coverage"].astype(float)
        found.append((rows["world"].nunique(), assumed.min(), assumed.max()))
    return listed.join(pd.DataFrame(found, columns=["worlds", "least", "most"]))


def validated(selection: Selection = PUBLISHED) -> list[Estimate]:
    """State in how many worlds the intervals of the reports hold, and in how many naive methods do."""
    table = validation_table().dropna(subset=["coverage"])
    naive, hostile = table["naive"], table["hostile"]
    universe = _("simulated data, one row for each estimator and kind of data")
    found = []
    for kind, shown in (("fair", ~naive & ~hostile), ("hostile", ~naive & hostile), ("naive", naive)):
        holds, n = int((table.loc[shown, "coverage"] >= LEAST).sum()), int(shown.sum())
        sentence = label(kind, "validated", holds=holds, rows=n)
        estimate = world.counted(holds, _("estimators in worlds"), universe, sentence, VALIDATION, n=float(n))
        found.append(estimate.named(f"reliability.{kind}", None))
    return [] if selection.country else found


SUMMARY = (validated,)
