"""Draws of data from a known truth: ratios, events by dyad, and a small frame of dyads."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.stats.dyads import SIDES
from analysis.stats.estimate import Floats


def draw_ratios(
    generator: np.random.Generator, dispersion: float, units: int, spread: Literal["gamma", "lognormal"]
) -> Floats:
    """Draw ratios to what is expected, with mean 1 and the dispersion as variance."""
    if spread == "gamma":
        return generator.gamma(1 / dispersion, dispersion, units)
    variance = np.log1p(dispersion)
    return np.exp(generator.normal(-variance / 2, np.sqrt(variance), units))


def draw_events(
    frame: pd.DataFrame, mean: Floats, spread: tuple[float, float], generator: np.random.Generator
) -> NDArray[np.int_]:
    """Draw events by dyad-year; spread is the variance of the gamma factor of each sender and of each receiver."""
    for side, variance in zip(SIDES, spread, strict=True):
        codes, units = pd.factorize(frame[side])
        if variance:
            mean = mean * generator.gamma(1 / variance, variance, len(units))[codes]
    return generator.poisson(mean)


def small_frame(years: int, units: int, seed: int) -> pd.DataFrame:
    """Return dyad-years of as many senders as receivers, with a covariate of each, and one of a third of the dyads."""
    generator = np.random.default_rng(seed)
    ours, theirs = (
        generator.standard_normal((1, units)) + 0.5 * generator.standard_normal((years, units)) for _ in range(2)
    )
    pair = generator.standard_normal((units, units)) * (generator.random((units, units)) < 1 / 3)
    year, sender, receiver = np.indices((years, units, units)).reshape(3, -1)
    columns: dict[str, NDArray[Any]] = {SIDES[0]: sender, SIDES[1]: receiver, "year": year}
    columns |= {"sender": ours[year, sender], "receiver": theirs[year, receiver], "pair": pair[sender, receiver]}
    frame = pd.DataFrame(columns)
    return frame[frame[SIDES[0]] != frame[SIDES[1]]].reset_index(drop=True)
