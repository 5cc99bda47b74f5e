"""Draws of data from a known truth: ratios, shares, events by dyad, and a small frame of dyads."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from analysis.stats.dyads import Frame, Whole
from analysis.stats.estimate import Floats


def draw_shares(
    generator: np.random.Generator, units: int, mean: float, dispersion: float, spread: Literal["gamma", "lognormal"]
) -> Floats:
    """Draw shares from a Beta (``gamma``), or from a normal of logits of like mean and variance (``lognormal``)."""
    share = generator.beta(mean / dispersion, (1 - mean) / dispersion, units)
    if spread == "gamma":
        return share
    logits = np.log(share.clip(1e-9) / (1 - share).clip(1e-9))
    return np.asarray(1 / (1 + np.exp(-generator.normal(logits.mean(), logits.std(), units))))


def draw_ratios(
    generator: np.random.Generator, dispersion: float, units: int, spread: Literal["gamma", "lognormal"]
) -> Floats:
    """Draw ratios to what is expected, with mean 1 and the dispersion as variance."""
    if spread == "gamma":
        return generator.gamma(1 / dispersion, dispersion, units)
    variance = np.log1p(dispersion)
    return np.exp(generator.normal(-variance / 2, np.sqrt(variance), units))


def draw_events(
    frame: Frame, params: Floats, spread: tuple[float, float], generator: np.random.Generator
) -> tuple[Frame, Floats]:
    """Draw events from a model; spread is the variance of the gamma factor of each sender and of each receiver."""
    ours, theirs = frame.sides(params)
    factors = [
        generator.gamma(1 / held, held, size) if held else np.ones(size)
        for held, size in zip(spread, (ours.shape[1], theirs.shape[1]), strict=True)
    ]
    means = (ours * factors[0])[:, :, None] * (theirs * factors[1])[:, None, :]
    year, sender, receiver = frame.cells.T
    true = frame.inside * np.exp(frame.design @ params)
    means[year, sender, receiver] = true * factors[0][sender] * factors[1][receiver]
    summed = np.cumsum(means.ravel())
    places = np.searchsorted(summed, generator.random(generator.poisson(summed[-1])) * summed[-1], side="right")
    return add_events(frame, np.minimum(places, len(summed) - 1))


def add_events(frame: Frame, places: Whole) -> tuple[Frame, Floats]:
    """Add a cell for each event that has none, by the number of its dyad-year; give the frame and events by cell."""
    shape = frame.senders.shape[0], frame.senders.shape[1], frame.receivers.shape[1]
    known = np.ravel_multi_index(tuple(frame.cells.T), shape)
    new = np.setdiff1d(places, known)
    cells = np.concatenate([frame.cells, np.stack(np.unravel_index(new, shape), axis=1)])
    pairs = np.vstack([frame.pairs, np.zeros((len(new), frame.pairs.shape[1]))])
    held = replace(frame, cells=cells, pairs=pairs, inside=np.append(frame.inside, np.ones(len(new))))
    every = np.concatenate([known, new])
    order = np.argsort(every)
    counts = np.bincount(order[np.searchsorted(every[order], places)], minlength=len(every)).astype(float)
    return held, counts


def small_frame(years: int, units: int, seed: int) -> Frame:
    """Frame of as many senders as receivers, a covariate of each, and one of a third of the dyads."""
    generator = np.random.default_rng(seed)
    ours, theirs = (
        generator.standard_normal((1, units, 1)) + 0.5 * generator.standard_normal((years, units, 1)) for _ in range(2)
    )
    senders = np.concatenate([np.ones((years, units, 1)), ours], axis=2)
    cells = np.stack(np.meshgrid(range(years), range(units), range(units), indexing="ij"), axis=-1).reshape(-1, 3)
    own = cells[:, 1] == cells[:, 2]
    known = generator.random((units, units))[cells[:, 1], cells[:, 2]] < 1 / 3
    kept = own | known
    pairs = generator.standard_normal((units, units))[cells[:, 1], cells[:, 2]] * ~own
    names = ("constant", "sender", "receiver", "pair")
    return Frame(senders, theirs, cells[kept], pairs[kept, None], 1.0 - own[kept], names)
