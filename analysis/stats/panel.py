"""Counts by country and year: how they move with what changes within a country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from analysis.stats.checks import ConvergenceError, Floats, checked_count, checked_level, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.wording import Subject, interval, number

Model = Literal["poisson", "negative binomial"]
MANY_COUNTRIES = 40
"""From this number of countries on, clustered errors are used; below it, a jackknife over countries."""


@dataclass(frozen=True, slots=True)
class PanelFit:
    """Rate ratios of a country-year model.

    Parameters
    ----------
    ratios : dict of str to Estimate
        For each covariate, by which factor counts change with one unit more of it within a country.
    countries : int
        Countries that inform the fit.
    left_out : tuple of str
        Countries without any event, which say nothing about changes within them.
    """

    ratios: dict[str, Estimate]
    countries: int
    left_out: tuple[str, ...]


def country_year_ratios(
    panel: pd.DataFrame,
    covariates: Sequence[str],
    *,
    about: Subject,
    model: Model = "poisson",
    years: bool = True,
    level: float = 0.95,
) -> PanelFit:
    """Fit counts by covariates with a constant for every country.

    Parameters
    ----------
    panel : pandas.DataFrame, shape (country-years, 4 + covariates)
        ``country``, ``year``, ``count``, ``exposure`` (above 0) and the covariates, one row a country-year, none
        missing.
    covariates : sequence of str
        Columns that change within countries.
    about : Subject
        Noun, universe and source; its place names all countries together.
    model : {"poisson", "negative binomial"}
        Poisson quasi-likelihood is right for the mean whatever the variance (Wooldridge 1999) and comes first; the
        negative binomial (NB2) stands beside it.
    years : bool
        Whether every year has a constant too.
    level : float
        Confidence level.

    Returns
    -------
    PanelFit
        Errors are clustered by country, or a jackknife over countries where those are fewer than 40.

    Raises
    ------
    ValueError
        If a column is missing or has missing values, a country-year is repeated, or fewer than 5 countries have
        events.
    ConvergenceError
        If the model, which is named, has no finite maximum.
    """
    kept, left_out = _checked(panel, covariates)
    names = sorted(kept["country"].unique())
    design = _design(kept, covariates, years)
    values = _coefficients(kept, design, model)[: len(covariates)]
    errors = _errors(kept, design, model, len(covariates))
    ratios = {
        name: _ratio(name, float(value), float(error), int(kept["count"].sum()), about, model, checked_level(level))
        for name, value, error in zip(covariates, values, errors, strict=True)
    }
    return PanelFit(ratios, len(names), left_out)


def _checked(panel: pd.DataFrame, covariates: Sequence[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    needed = ["country", "year", "count", "exposure", *covariates]
    missing = [name for name in needed if name not in panel or panel[name].isna().any()]
    if missing:
        raise refuse(f"missing columns or values in {missing}", "complete country-years", "drop or fill those rows")
    if panel.duplicated(["country", "year"]).any():
        raise refuse("a country-year twice", "one row each", "sum or drop the copies")
    if (panel["exposure"] <= 0).any():
        raise refuse("an exposure of 0 or less", "exposures above 0", "drop country-years nothing could happen in")
    for count in panel["count"]:
        checked_count(count)
    events = panel.groupby("country")["count"].transform("sum")
    if panel.loc[events > 0, "country"].nunique() < 5:
        raise refuse("fewer than 5 countries with events", "5 or more", "describe the countries one by one")
    return panel[events > 0].sort_values(["country", "year"]), tuple(sorted(panel.loc[events == 0, "country"].unique()))


def _design(panel: pd.DataFrame, covariates: Sequence[str], years: bool) -> Floats:
    parts = [panel[list(covariates)], pd.get_dummies(panel["country"])]
    if years:
        parts.append(pd.get_dummies(panel["year"]).iloc[:, 1:])
    design = np.hstack([part.to_numpy(dtype=float) for part in parts])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise refuse(f"covariates {list(covariates)}", "ones that change within countries and years", "leave one out")
    return design


def _coefficients(panel: pd.DataFrame, design: Floats, model: Model) -> Floats:
    return np.asarray(_fit(panel, design, model).params)


def _fit(panel: pd.DataFrame, design: Floats, model: Model, **kwargs: Any) -> Any:  # noqa: ANN401
    if model not in ("poisson", "negative binomial"):
        raise refuse(f"the model {model!r}", "'poisson' or 'negative binomial'", "choose one of the two")
    counts, exposure = panel["count"].to_numpy(dtype=float), panel["exposure"].to_numpy(dtype=float)
    fit = sm.GLM(counts, design, family=sm.families.Poisson(), exposure=exposure).fit(tol=1e-12, **kwargs)
    _check_maximum(fit, fit.converged, "poisson")
    if model == "poisson":
        return fit
    start = np.append(fit.params, 0.5)
    fit = sm.NegativeBinomial(counts, design, exposure=exposure).fit(
        start_params=start, method="bfgs", maxiter=2000, disp=0, **kwargs
    )
    _check_maximum(fit, fit.mle_retvals["converged"] and fit.params[-1] > 0, model)
    return fit


def _check_maximum(fit: Any, converged: bool, model: str) -> None:  # noqa: ANN401
    if not converged or not np.isfinite(fit.params).all() or not np.isfinite(fit.bse).all():
        raise ConvergenceError(f"the {model} model by country and year has no finite maximum; use fewer covariates")


def _errors(panel: pd.DataFrame, design: Floats, model: Model, covariates: int) -> Floats:
    countries = panel["country"].to_numpy()
    names = np.unique(countries)
    if len(names) >= MANY_COUNTRIES:
        groups = pd.factorize(countries)[0]
        fit = _fit(panel, design, model, cov_type="cluster", cov_kwds={"groups": groups})
        return np.asarray(fit.bse)[:covariates]
    without = [_left_out(panel, design, model, countries != name)[:covariates] for name in names]
    spread = np.asarray(without) - np.mean(without, axis=0)
    return np.asarray(np.sqrt((len(names) - 1) / len(names) * (spread**2).sum(axis=0)))


def _left_out(panel: pd.DataFrame, design: Floats, model: Model, kept: np.ndarray[Any, Any]) -> Floats:
    rows = design[kept]
    return _coefficients(panel[kept], rows[:, rows.any(axis=0)], model)


def _ratio(name: str, value: float, error: float, events: int, about: Subject, model: Model, level: float) -> Estimate:
    reach = stats.norm.ppf((1 + level) / 2) * error
    ratio, low, high = (float(np.exp(end)) for end in (value, value - reach, value + reach))
    claim = f"{number(ratio)} times as many {about.noun} with one unit more of {name} within a country"
    sentence = about.sentence(claim, interval(low, high, level))
    method = f"{model} regression with country constants"
    return Estimate(ratio, low, high, level, method, float(events), about.universe, sentence, about.source, "ratio")
