"""Two dates in the register: whether documented rows changed, and whether the data could show it if they had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.countries import name_of
from analysis.core.errors import InputError
from analysis.core.hand import entries, headline_cases
from analysis.core.judgement import RegisterBreak
from analysis.core.messages import say
from analysis.core.reads import cache
from analysis.facts import world
from analysis.stats.coverage import World, covered
from analysis.stats.estimate import ConvergenceError, Estimate, Floats, Subject
from analysis.stats.interrupted import FEWEST, interruption, step_alone
from analysis.stats.sensitivity import evalue_of, smallest_detectable_ratio
from analysis.stats.trials import Trial, trial_of_power, trial_of_steps
from analysis.tables.library import plain

__all__ = [
    "Break",
    "all_steps",
    "breaks",
    "coverage",
    "detectable",
    "explained_away",
    "placebo_place",
    "placebos",
    "power",
    "series",
    "step",
    "trials",
    "with_bend",
]

FIRST, LAST = 2001, 2025
"""The years of the series."""
SEED, SIMULATIONS = 19560613, 200
"""How often a series is simulated, and from which seed."""
EXPOSURES = ("others", "people", "none")
"""What rows are held against: those of all other states, refugees and asylum seekers of the state, nothing."""
COUNTED = ("all", "counting")
FACTORS = (2.0, 3.0, 5.0, 10.0)
"""The true steps that `power` looks for."""
_TABLES = ("cases", "refugees_by_origin_host")


@dataclass(frozen=True)
class Break:
    """A date at which something is known to have happened.

    Parameters
    ----------
    iso3 : str
        The requesting country.
    year : int
        The first year after it.

    Examples
    --------
    >>> breaks()["RUS"].year
    2022
    """

    iso3: str
    year: int

    @property
    def what(self) -> str:
        """Say what happened."""
        return say(f"breaks-what-{self.iso3}")


@cache
def breaks() -> dict[str, Break]:
    """Give the dates at which something is known to have happened, by requesting country.

    Returns
    -------
    dict of str to Break
        Those of ``data/hand/register_breaks.yml``, which says why each year.

    Examples
    --------
    >>> list(breaks())
    ['BLR', 'RUS']
    """
    return {entry.iso3: Break(entry.iso3, entry.year) for entry in entries(RegisterBreak)}


def _break(country: str) -> Break:
    if country not in breaks():
        known = ", ".join(breaks())
        fix = "choose one with a known date, or add its date to data/hand/register_breaks.yml"
        raise InputError(f"the country {country!r}", f"one of {known}", fix)
    return breaks()[country]


def series(country: str, rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count the register rows of a requesting country by year, beside what they can be held against.

    Parameters
    ----------
    country : str
        ``BLR`` or ``RUS``.
    rows : DataFrame, optional
        Rows of ``load("cases")``; by default the whole register.

    Returns
    -------
    DataFrame
        By year from 2001 to 2025: ``all`` rows, ``counting`` rows (supported, grade A or B), ``others`` (mean of three
        years of the rows of all other states, which grow as the register reads more) and ``people`` (refugees and
        asylum seekers of the country). A year is that of the main known effect.

    Raises
    ------
    InputError
        If no date is known for the country.

    Examples
    --------
    >>> list(series("BLR").columns)
    ['all', 'counting', 'others', 'people']
    """
    held = world.release().cases if rows is None else plain(rows)
    own = held["requesting_country"] == _break(country).iso3
    refugees = world.release().refugees
    people = refugees[refugees["origin"] == country].groupby("year")[["refugees", "asylum_seekers"]].sum().sum(axis=1)
    counts = {"all": _yearly(held[own]), "counting": _yearly(headline_cases(held[own]))}
    others = _yearly(held[~own]).astype(float).rolling(3, center=True, min_periods=1).mean()
    return pd.DataFrame({**counts, "others": others, "people": people.reindex(range(FIRST, LAST + 1)).astype(float)})


def _yearly(rows: pd.DataFrame) -> pd.Series:
    counts = rows.dropna(subset=["year"]).astype({"year": int}).groupby("year").size()
    return counts.reindex(range(FIRST, LAST + 1), fill_value=0).astype(int)


def _about(country: str, counted: str, exposure: str) -> Subject:
    universe = say("breaks-universe", rows=say(f"breaks-rows-{counted}"), against=say(f"breaks-against-{exposure}"))
    return Subject(name_of(country), say(f"breaks-rows-{counted}"), universe, world.source(*_TABLES))


def _exposure(table: pd.DataFrame, exposure: str) -> pd.Series | None:
    if exposure not in EXPOSURES:
        raise InputError(f"the exposure {exposure!r}", f"one of {', '.join(EXPOSURES)}", "choose one of these")
    return None if exposure == "none" else table[exposure]


def step(
    country: str, counted: str = "all", exposure: str = "others", level: float = 0.95, table: pd.DataFrame | None = None
) -> Estimate | None:
    """State how many times as many rows there are from the date on as the trend leads to expect.

    Parameters
    ----------
    country : str
        ``BLR`` or ``RUS``.
    counted : str
        ``all`` rows, or those ``counting``.
    exposure : str
        ``others``, ``people`` or ``none``.
    level : float
        Level of the interval.
    table : DataFrame, optional
        As `series` gives it.

    Returns
    -------
    Estimate or None
        A rate ratio by segmented quasi-Poisson regression without a bend, with t; None where there is no fit.

    Examples
    --------
    >>> step("RUS").unit
    'ratio'
    """
    held = series(country) if table is None else table
    try:
        against, about = _exposure(held, exposure), _about(country, counted, exposure)
        return step_alone(held[counted], _break(country).year, about=about, exposure=against, level=level)[0]
    except ConvergenceError:
        return None


def with_bend(country: str, counted: str = "all", exposure: str = "others", level: float = 0.95) -> Estimate | None:
    """State the same where the trend may also bend at the date, which takes more data.

    Parameters
    ----------
    country : str
        Code of a state with a break.
    counted : str
        Which rows are counted, a column of `series`.
    exposure : str
        What counts are held against.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate or None
        The step; None where the fit has no finite maximum.

    Examples
    --------
    >>> with_bend("RUS") is None
    True
    """
    held = series(country)
    try:
        against, about = _exposure(held, exposure), _about(country, counted, exposure)
        return interruption(held[counted], _break(country).year, about=about, exposure=against, level=level).step
    except ConvergenceError:
        return None


def all_steps(level: float = 0.95) -> pd.DataFrame:
    """Give the step of each country, count, exposure and model, and say where there is none.

    Parameters
    ----------
    level : float
        Level of the intervals.

    Returns
    -------
    DataFrame
        ``country``, ``counted``, ``exposure``, ``model`` (``step`` or ``step_and_bend``), ``value``, ``low``, ``high``;
        blank where the model has no finite maximum.

    Examples
    --------
    >>> bool(all_steps()["value"].isna().any())
    True
    """
    models: dict[str, Callable[..., Estimate | None]] = {"step": step, "step_and_bend": with_bend}
    rows = []
    for country in breaks():
        for counted in COUNTED:
            for exposure in EXPOSURES:
                for model, fitted in models.items():
                    found = fitted(country, counted, exposure, level)
                    told = [np.nan] * 3 if found is None else [found.value, found.low, found.high]
                    rows.append((country, counted, exposure, model, *np.round(np.array(told, dtype=float), 3)))
    return pd.DataFrame(rows, columns=["country", "counted", "exposure", "model", "value", "low", "high"])


def placebos(country: str, counted: str = "all", exposure: str = "others", level: float = 0.95) -> pd.DataFrame:
    """Fit the same step at every other year that leaves four on each side.

    Parameters
    ----------
    country, counted, exposure, level
        As for `step`.

    Returns
    -------
    DataFrame
        ``year``, ``true`` (whether it is that of the event), ``value``, ``low``, ``high`` (blank where there is no
        fit) and ``outside`` (whether the interval leaves out 1).

    Examples
    --------
    >>> int(placebos("BLR")["true"].sum())
    1
    """
    held, about = series(country), _about(country, counted, exposure)
    rows = []
    for year in range(FIRST + FEWEST, LAST - FEWEST + 2):
        try:
            found, _ = step_alone(held[counted], year, about=about, exposure=_exposure(held, exposure), level=level)
            told = [found.value, float(found.low or 0), float(found.high or 0)]
        except ConvergenceError:
            told = [np.nan] * 3
        outside = bool(told[1] > 1 or told[2] < 1)
        rows.append((year, year == _break(country).year, *np.round(told, 3), outside))
    return pd.DataFrame(rows, columns=["year", "true", "value", "low", "high", "outside"])


def placebo_place(country: str, found: pd.DataFrame | None = None) -> Estimate:
    """State at how many other years the step is as far from 1 as at the true one, or further.

    Parameters
    ----------
    country : str
        ``BLR`` or ``RUS``.
    found : DataFrame, optional
        As `placebos` gives them.

    Returns
    -------
    Estimate
        A count of all other years with a fit, without an interval.

    Examples
    --------
    >>> placebo_place("BLR").unit
    'years'
    """
    held = placebos(country) if found is None else plain(found)
    fitted = held[held["value"].notna()]
    far, others = np.abs(np.log(fitted["value"])), fitted[~fitted["true"]]
    true = far[fitted["true"]]
    reached = int((far[others.index] >= float(true.iloc[0])).sum()) if len(true) else 0
    about = _about(country, "all", "others")
    sentence = say(
        "breaks-placebo",
        place=name_of(country),
        year=str(_break(country).year),
        reached=str(reached),
        others=str(len(others)),
        outside=str(int(others["outside"].sum())),
        none=str(len(held) - len(fitted)),
    )
    method, unit = say("breaks-method-placebo"), say("breaks-unit-years")
    n = float(len(others))
    return Estimate(float(reached), None, None, None, method, n, about.universe, sentence, about.source, unit)


@cache
def _fitted(country: str) -> tuple[Floats, Floats, float]:
    """Give what is expected each year if nothing changed, the exposure, and the dispersion."""
    held = series(country)
    time = held.index.to_numpy(dtype=float)
    about = _about(country, "all", "others")
    _, dispersion = step_alone(held["all"], _break(country).year, about=about, exposure=held["others"])
    exposure = held["others"].to_numpy(dtype=float)
    counts, params = held["all"].to_numpy(dtype=float), np.array([np.log(held["all"].sum() / exposure.sum()), 0.0])
    design = np.column_stack([np.ones(len(time)), time - time.mean()])
    for _ in range(50):
        mean = exposure * np.exp(design @ params)
        params = params + np.linalg.solve((design.T * mean) @ design, design.T @ (counts - mean))
    return exposure * np.exp(design @ params), exposure, dispersion


def _counts(mean: Floats, dispersion: float, generator: np.random.Generator) -> Floats:
    """Draw counts whose variance is the dispersion times the mean."""
    if dispersion <= 1.001:
        return generator.poisson(mean).astype(float)
    return generator.poisson(generator.gamma(mean / (dispersion - 1), dispersion - 1)).astype(float)


def _interval_of(country: str, counts: Floats, exposure: Floats) -> tuple[float, float] | None:
    """Give the ends of the interval of the step in a simulated series; None where there is no fit."""
    years = range(FIRST, LAST + 1)
    about = _about(country, "all", "others")
    try:
        drawn, against = pd.Series(counts.astype(int), years), pd.Series(exposure, years)
        found, _ = step_alone(drawn, _break(country).year, about=about, exposure=against)
    except (ConvergenceError, ValueError, np.linalg.LinAlgError):
        return None
    return float(found.low or 0), float(found.high or 0)


def _drawers(country: str) -> dict[str, Callable[[np.random.Generator], Floats]]:
    """Give ways to draw a series without a step: as fitted, and three that break what the regression assumes."""
    mean, _, dispersion = _fitted(country)
    years = np.arange(len(mean))

    def shocks(generator: np.random.Generator) -> Floats:
        """Draw shocks that last: a correlation of 0.6 from year to year and a standard deviation of 0.5."""
        found, held = np.zeros(len(mean)), 0.0
        for year in years:
            held = 0.6 * held + 0.4 * generator.standard_normal()
            found[year] = held
        return np.asarray(np.exp(found - found.mean()))

    # a trend that rises and falls again, by a factor of e from its ends to its middle
    bent = np.asarray(np.exp(0.5 - 2 * ((years - years.mean()) / len(years) * 2) ** 2 / 2))
    return {
        "as_fitted": lambda generator: _counts(mean, dispersion, generator),
        "wide_spread": lambda generator: _counts(mean, max(3.0, dispersion), generator),
        "lasting_shocks": lambda generator: _counts(mean * shocks(generator), dispersion, generator),
        "bent_trend": lambda generator: _counts(mean * bent, dispersion, generator),
    }


def _worlds(country: str) -> list[World]:
    exposure = _fitted(country)[1]

    def world_with(name: str, draw: Callable[[np.random.Generator], Floats]) -> World:
        def simulate(generator: np.random.Generator) -> dict[tuple[str, str], np.ndarray]:
            held = _interval_of(country, draw(generator), exposure)
            fit = held is not None
            inside = held is not None and held[0] <= 1 <= held[1]
            return {("step", "all"): np.array([inside] if fit else [], dtype=bool), ("fit", "all"): np.array([fit])}

        return World(name, simulate)

    return [world_with(name, draw) for name, draw in _drawers(country).items()]


#: World of `coverage` -> whether it breaks what the regression assumes; a wide spread is what quasi-Poisson is for.
_HOSTILE = {"as_fitted": False, "wide_spread": False, "lasting_shocks": True, "bent_trend": True}


def trials() -> list[Trial]:
    """Make the trials of the steps of this report, and of the power that it states.

    Returns
    -------
    list of Trial
        Of each country, the worlds of `coverage`; for Belarus also with a fall to a third.

    Examples
    --------
    >>> len(trials())
    11
    """
    found = []
    for country, known in breaks().items():
        exposure = pd.Series(_fitted(country)[1], range(FIRST, LAST + 1))
        for name, draw in _drawers(country).items():
            world_name = f"{country}_{name}"
            found.append(trial_of_steps(world_name, draw, exposure, known.year, hostile=_HOSTILE[name]))
    draw, (_, others, dispersion) = _drawers("BLR")["as_fitted"], _fitted("BLR")
    exposure = pd.Series(others, range(FIRST, LAST + 1))
    found.append(trial_of_steps("BLR_fall_to_a_third", draw, exposure, breaks()["BLR"].year, step=1 / 3))
    rate, exposures = _rate("BLR")
    ratio = smallest_detectable_ratio(rate, exposures, dispersion=dispersion)
    for name, truly in (("BLR_power", dispersion), ("BLR_power_wide_spread", 2 * dispersion)):
        found.append(trial_of_power(name, rate, exposures, ratio, dispersion, truly))
    return found


def _rate(country: str) -> tuple[float, tuple[float, float]]:
    """Give the rows before the date for each of all others', and what was exposed after it and before."""
    held = series(country)
    after = held.index >= _break(country).year
    exposures = float(held.loc[after, "others"].sum()), float(held.loc[~after, "others"].sum())
    return float(held.loc[~after, "all"].sum()) / exposures[1], exposures


def coverage(country: str, simulations: int = SIMULATIONS) -> pd.DataFrame:
    """Simulate how often the interval of a step holds 1 where there is none, in the fitted world and in hostile ones.

    Parameters
    ----------
    country : str
        ``BLR`` or ``RUS``.
    simulations : int
        How many series are drawn in each world.

    Returns
    -------
    DataFrame
        ``world``, ``coverage`` (of the intervals of series with a fit; 0.95 is what they say) and ``fitted`` (the share
        of series with a fit).

    Examples
    --------
    >>> coverage("BLR", 5)["world"].iloc[0]
    'as_fitted'
    """
    found = [covered(held, simulations, SEED).set_index("estimator")["coverage"] for held in _worlds(country)]
    names = [held.name for held in _worlds(country)]
    told = [(one["step"], one["fit"]) for one in found]
    return pd.DataFrame([(name, *one) for name, one in zip(names, told, strict=True)], columns=[
        "world", "coverage", "fitted",
    ])  # fmt: skip


def power(country: str, simulations: int = SIMULATIONS) -> pd.DataFrame:
    """Simulate how often a true step would be seen: the interval leaves out 1.

    Parameters
    ----------
    country : str
        ``BLR`` or ``RUS``.
    simulations : int
        How many series are drawn for each step.

    Returns
    -------
    DataFrame
        ``step`` (2, 3, 5 and 10 times as many, and as many times fewer), ``seen`` and ``fitted``, shares of all series.

    Examples
    --------
    >>> power("RUS", 5)["step"].tolist()
    [0.1, 0.2, 0.333, 0.5, 2.0, 3.0, 5.0, 10.0]
    """
    mean, exposure, dispersion = _fitted(country)
    after = np.arange(FIRST, LAST + 1) >= _break(country).year
    rows = []
    for factor in sorted([*FACTORS, *(1 / held for held in FACTORS)]):
        found = []
        for number in range(simulations):
            generator = np.random.default_rng([SEED, number])
            counts = _counts(mean * np.where(after, factor, 1.0), dispersion, generator)
            found.append(_interval_of(country, counts, exposure))
        fitted = [held for held in found if held is not None]
        seen = sum(held[0] > 1 or held[1] < 1 for held in fitted)
        rows.append((round(factor, 3), round(seen / simulations, 3), round(len(fitted) / simulations, 3)))
    return pd.DataFrame(rows, columns=["step", "seen", "fitted"])


def detectable(country: str) -> Estimate:
    """State the smallest rise that would be told from none four times in five, were there no trend to be known.

    Parameters
    ----------
    country : str
        ``BLR`` or ``RUS``.

    Returns
    -------
    Estimate
        A ratio without an interval. A trend that is not known, as in `step`, takes more: see `power`.

    Examples
    --------
    >>> detectable("BLR").value > 1
    True
    """
    held, (_, _, dispersion), (rate, exposures) = series(country), _fitted(country), _rate(country)
    value = round(smallest_detectable_ratio(rate, exposures, dispersion=dispersion), 2)
    about = _about(country, "all", "others")
    sentence = say("breaks-detectable", place=name_of(country), value=f"{value:.1f}")
    return Estimate(
        value, None, None, None, say("breaks-method-power"), float(held["all"].sum()), about.universe, sentence,
        about.source, "ratio",
    )  # fmt: skip


def explained_away(found: Estimate) -> Estimate:
    """State how strong something unmeasured would have to be to make a step, by the E-value.

    Parameters
    ----------
    found : Estimate
        As `step` gives it.

    Returns
    -------
    Estimate
        The E-value, with that of the end of the interval nearest to 1.

    Examples
    --------
    >>> held = step("BLR")
    >>> explained_away(held).value > 1
    True
    """
    return evalue_of(found)
