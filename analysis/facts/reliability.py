"""How far the reports can be relied on: agreement of two codings, and the published tables of simulations."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.files import as_csv, digest
from analysis.core.judgement import table
from analysis.core.messages import _, label
from analysis.core.private import WORLD
from analysis.core.words import Details
from analysis.facts import world
from analysis.facts.selection import PUBLISHED, Selection
from analysis.stats.agreement import agreement, kappa
from analysis.stats.estimate import LEAST as LEAST
from analysis.stats.estimate import MOST as MOST
from analysis.stats.estimate import SIMULATED, Estimate, Kind
from analysis.stats.estimate import number as written
from analysis.tables.library import plain

__all__: list[str] = []

SECOND_CODING = "cases_second_coding"


#: Fields of the second coding.
FIELDS = ("requesting_country", "host_country", "year", "instrument", "grade", "claim_status", "effect", "outcome")
#: Rounds that are compared together. Random and chosen rounds are never pooled, nor rounds 5 and 6 (the same cases).
ROUNDS = ("145", "2378", "1", "4", "5", "6", "2", "3", "7", "8")


#: Agreement and kappa of each field in one round, or in the random or the chosen rounds together: by field and rounds.
Coded = dict[tuple[str, str], dict[str, Estimate]]


def coded_twice(level: float = 0.95, rows: pd.DataFrame | None = None) -> Coded:
    """Agreement of two readers on each field: random rounds, chosen rounds, and each round.

    A blank second code was not given and is no disagreement: the case leaves the comparison of that field. A round that
    left a field blank throughout did not code it.
    """
    table, found = world.release().second_coding if rows is None else plain(rows), Coded()
    for field, which in product(FIELDS, ROUNDS):
        coded = table[table["round"].isin([*which]) & table[f"second_{field}"].notna()]
        if set(coded["round"]) == {*which}:
            codes = coded[[f"first_{field}", f"second_{field}"]].astype(object).fillna("").astype(str)
            first, second = codes.T.to_numpy().tolist()
            noun, rounds = _("the {field}", field=label(field, "coding-field")), label(which, "coding-rounds")
            about = world.about(noun, rounds, SECOND_CODING).at(_("Register"))
            share = agreement(first, second, about=about, level=level)
            found[field, which] = {"agreement": share, "kappa": kappa(first, second, about=about, level=level)}
    return found


def agreement_table(codings: Coded) -> pd.DataFrame:
    """Return a row per field, round and statistic (``agreement`` or ``kappa``), with the fields of its `Estimate`."""
    estimates = [(field, name, one) for (field, _rounds), both in codings.items() for name, one in both.items()]
    return pd.DataFrame([{"field": field, "statistic": name} | one.as_dict() for field, name, one in estimates])


COVERAGE = "interval_coverage"


def coverage_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published table of how often intervals contained the truth, with a verdict on each."""
    return _with_verdict(world.release().coverage if rows is None else plain(rows))


def _with_verdict(rows: pd.DataFrame) -> pd.DataFrame:
    coverage = rows["coverage"].astype(float)
    words = [_("too narrow"), _("wider than needed"), _("no interval")]
    verdict = np.select([coverage < LEAST, coverage > MOST, coverage.isna()], words, _("as stated"))
    return rows.assign(short_by=(rows["level"] - rows["coverage"]).round(4), verdict=verdict)


_CODED = ("cases", "cases_readings", "cases_second_coding", "coding_error")
#: Levels, in per cent, at which the table of coding error has intervals.
LEVELS = (80, 90, 95, 99)


@cache
def coding_error() -> pd.DataFrame:
    """Return the table of coding error; no row where it was computed from other codes than those of the register."""
    table = world.release().coding_error
    return table if (table["codes"] == codes_digest()).all() else table[:0]


def codes_digest() -> str:
    """Return a hash of the codes that coding error is computed from, which differs if one of them is edited."""
    release = world.release()
    codes = release.cases[["case_id", "requesting_country", "year", "instrument", "evidence_grade", "claim_status"]]
    return digest(b"".join(map(as_csv, (codes, release.cases_readings, release.second_coding))))[:12]


def _under_models(number: str, country: str) -> pd.DataFrame:
    return coding_error().query("number == @number and country == @country")


def by_model(number: str, country: str = WORLD, level: float = 0.95) -> pd.DataFrame:
    """Return a number under each model of coding error: value, low, high and level, with the published prior."""
    return at_level(_under_models(number, country), level).query("prior == 1").set_index("model")


def at_level(rows: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return rows of the table of coding error with the ends at a level, or at the next one that it lists."""
    shown = next((one for one in LEVELS if one >= 100 * level - 1e-9), LEVELS[-1])
    columns = ["number", "country", "model", "prior", "value"]
    return rows[columns].assign(low=rows[f"low_{shown}"], high=rows[f"high_{shown}"], level=shown / 100)


def over_models(number: str, value: float, country: str = WORLD, level: float = 0.95) -> Estimate:
    """Return a number of the register with the range that it and the models of coding error span."""
    rows = at_level(_under_models(number, country), level)
    values, words = rows["value"], {"least": rows["low"].min(), "most": rows["high"].max()}
    words["level"] = f"{100 * rows['level'].iloc[0]:g} %"
    low, high = (float(end) if number == "elasticity" else round(end) for end in (values.min(), values.max()))
    words["span"] = _("{low} to {high}", low=low, high=high) if low < high else written(low)
    unit, place = label(number, "coding-unit"), "" if country == WORLD else country_name(country)
    of = "country" if place else number
    sentence = label(of, "over-models", now=value, low=low, high=high, unit=unit, place=place, **words)
    if place:  # only this sentence has an interval
        sentence = f"{sentence} {coverage('recount', level=rows['level'].iloc[0])}".rstrip()
    counted = _("cases in the register, each recoded by four models of coding error")
    about, method = world.about(unit, counted, *_CODED), _("least and greatest of four models of coding error")
    ends = (min(low, value), max(high, value))
    return about.estimate(value, sentence, method, value, ends=ends, kind=Kind.MODELS)


def with_models(estimate: Estimate, number: str) -> Estimate:
    """Add to a number of a country, in one clause, what models of coding error make of it."""
    rows = by_model(number, estimate.country, estimate.level or 0.95)
    if rows.empty or rows["level"].iloc[0] != estimate.level:  # the table has other levels
        return estimate
    models: Details = {"low": rows["value"].min(), "high": rows["value"].max(), "least": rows["low"].min(),
        "most": rows["high"].max(), "models_level": float(rows["level"].iloc[0])}  # fmt: skip
    models["coverage"] = coverage(f"{number}_recoded", level=models["models_level"])
    return replace(estimate, source=f"{estimate.source}, {world.source('coding_error')}").worded("recoded", **models)


def coverage(*estimators: str, level: float = SIMULATED) -> str:
    """Say where intervals of estimators contain the truth less, or more, often than they should; mostly blank."""
    return " ".join(one.sentence for one in shortfalls(*estimators, level=level))


VALIDATION = "estimator_validation"


def validation_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published table of bias, error and coverage of estimators, with a verdict on each."""
    table = _with_verdict(world.release().validation if rows is None else plain(rows)).drop(columns="short_by")
    return table.assign(naive=table["naive"] == "yes", hostile=table["hostile"] == "yes")


def shortfalls(*estimators: str, level: float = SIMULATED) -> list[Estimate]:
    """Describe where 95 % intervals of estimators contain the truth less, or more, often than they should, worst first.

    Of intervals of other levels nothing is known.
    """
    trials = filter(None, map(world.simulated, estimators if level == SIMULATED else ()))
    return sorted((one for one in trials if not LEAST <= one.value <= MOST), key=lambda one: one.value)


def estimators() -> pd.DataFrame:
    """Return every function of statistics, with the results of its tests or the reason why there are none."""
    listed, coverage = table("estimators.csv"), coverage_table()
    coverage["hostile"] = ~coverage["world"].str.contains("as.fitted|states_differ")  # those that were not fitted
    every = pd.concat([validation_table(), coverage])
    names = listed["tried_as"].str.split("; ").explode().rename("estimator").rename_axis("function").reset_index()
    rows = names.merge(every.assign(assumed=every["coverage"].mask(every["hostile"].astype(bool))), on="estimator")
    found = rows.groupby("function").agg(worlds=("world", "nunique"), least=("assumed", "min"), most=("assumed", "max"))
    return listed.join(found).fillna({"worlds": 0}).astype({"worlds": int, "least": float, "most": float})


def validated(selection: Selection = PUBLISHED) -> list[Estimate]:
    """Count the kinds of simulated data in which intervals of the reports, and naive methods, contain the truth."""
    table = validation_table().dropna(subset=["coverage"])
    naive, hostile = table["naive"], table["hostile"]
    universe = _("simulated data, by estimator and kind of data")
    found = []
    for kind, shown in (("fair", ~naive & ~hostile), ("hostile", ~naive & hostile), ("naive", naive)):
        holds, n = int((table.loc[shown, "coverage"] >= LEAST).sum()), int(shown.sum())
        sentence = label(kind, "validated", holds=holds, rows=n)
        estimate = world.counted(holds, _("tests of estimators"), universe, sentence, VALIDATION, n=float(n))
        found.append(estimate.named(f"reliability.{kind}", None))
    return [] if selection.country else found


SUMMARY = (validated,)
