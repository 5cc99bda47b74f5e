"""Counts by dyad and year: Poisson and Firth regressions, errors clustered on both sides, draws of covariates.

Most dyads have no event and nothing of their own: what is expected of them is a number of the sender times a number of
the receiver. They are summed as products, never listed, so that a frame of a million dyad-years is fitted exactly in a
fraction of a second.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, stats
from statsmodels.discrete.discrete_model import NegativeBinomial

from analysis.stats.coverage import LEVEL, Held, Trial, Tried, World
from analysis.stats.estimate import ConvergenceError, Floats, checked_level, refuse
from analysis.stats.sensitivity import poisson_line

Whole = NDArray[np.int_]
STEPS = 60
"""Newton steps after which a fit has failed."""
LARGEST = 15.0
"""A coefficient further from 0 than this means that the likelihood has no finite maximum."""
ARRIVED = 1e-4
"""Twice the log-likelihood that one more step of an optimiser would gain, where it has arrived."""
SPREADS = (2.0, 10.0, 0.5)
"""Where the search for the dispersion of NB2 begins, one after the other."""
TIGHT = 1e-8
"""The largest step at which a fit has arrived."""


@dataclass(frozen=True, eq=False)
class Frame:
    """Every dyad and year, and what is known of its two sides and of itself.

    Parameters
    ----------
    senders : numpy.ndarray, shape (years, senders, p)
        Covariates of senders, a constant among them.
    receivers : numpy.ndarray, shape (years, receivers, q)
        Covariates of receivers.
    cells : numpy.ndarray of int, shape (cells, 3)
        Year, sender and receiver of every dyad-year that has something of its own: an event, a covariate of the dyad,
        or no place in the frame; each once.
    pairs : numpy.ndarray, shape (cells, r)
        Covariates of dyads there; they are 0 everywhere else.
    inside : numpy.ndarray, shape (cells,)
        1 where the cell belongs to the frame, 0 where it does not, such as a state with itself.
    names : tuple of str
        Names of the p + q + r coefficients.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a covariate is missing.

    Examples
    --------
    >>> frame = Frame(np.ones((1, 3, 1)), np.arange(3.0).reshape(1, 3, 1), np.array([[0, 0, 0]]),
    ...               np.zeros((1, 0)), np.zeros(1), ("constant", "receiver"))
    >>> frame.size
    8
    """

    senders: Floats
    receivers: Floats
    cells: Whole
    pairs: Floats
    inside: Floats
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        widths = self.senders.shape[2], self.receivers.shape[2], self.pairs.shape[1]
        if sum(widths) != len(self.names) or not len(self.cells) == len(self.pairs) == len(self.inside):
            raise refuse(f"{widths} covariates for {len(self.names)} names", "a name each", "name every covariate")
        if not all(np.isfinite(part).all() for part in (self.senders, self.receivers, self.pairs)):
            raise refuse("a covariate that is missing", "a number for every side and year", "fill or draw it first")

    @property
    def size(self) -> int:
        """How many dyad-years the frame holds."""
        years, senders, _ = self.senders.shape
        return int(years * senders * self.receivers.shape[1] - (self.inside == 0).sum())

    @cached_property
    def design(self) -> Floats:
        """The covariates of the cells, shape (cells, coefficients)."""
        year, sender, receiver = self.cells.T
        return np.hstack([self.senders[year, sender], self.receivers[year, receiver], self.pairs])

    @cached_property
    def _plain(self) -> Floats:
        """The same with nothing of the dyad, as the products have it."""
        return np.hstack([self.design[:, : -self.pairs.shape[1] or None], np.zeros_like(self.pairs)])

    @cached_property
    def _standing(self) -> NDArray[np.bool_]:
        """Which dyads are in the frame in any year."""
        years, senders, _ = self.senders.shape
        outside = np.zeros((senders, self.receivers.shape[1]))
        np.add.at(outside, tuple(self.cells[self.inside == 0, 1:].T), 1)
        return np.asarray(outside < years)

    def sides(self, params: Floats) -> tuple[Floats, Floats]:
        """Give the factor of each sender and of each receiver in each year."""
        p, q = self.senders.shape[2], self.receivers.shape[2]
        return np.exp(self.senders @ params[:p]), np.exp(self.receivers @ params[p : p + q])

    def _means(self, params: Floats) -> tuple[Floats, Floats]:
        """Give what is expected in each cell, and what the product has there instead."""
        return self.inside * np.exp(self.design @ params), np.exp(self._plain @ params)

    def expected(self, params: Floats) -> float:
        """Give how many events the frame leads to expect in all."""
        ours, theirs = self.sides(params)
        true, product = self._means(params)
        return float((ours.sum(axis=1) * theirs.sum(axis=1)).sum() + true.sum() - product.sum())

    def scores(self, counts: Floats, params: Floats) -> Floats:
        """Give the derivatives of the Poisson log-likelihood by dyad, shape (senders, receivers, coefficients)."""
        ours, theirs = self.sides(params)
        true, product = self._means(params)
        weighted = (counts - true)[:, None] * self.design + product[:, None] * self._plain
        _, sender, receiver = self.cells.T
        shape = ours.shape[1], theirs.shape[1]
        place = sender * shape[1] + receiver
        held = np.array([np.bincount(place, column, shape[0] * shape[1]).reshape(shape) for column in weighted.T])
        for k in range(self.senders.shape[2]):
            held[k] -= (ours * self.senders[:, :, k]).T @ theirs
        for k in range(self.receivers.shape[2]):
            held[self.senders.shape[2] + k] -= ours.T @ (theirs * self.receivers[:, :, k])
        return np.asarray(np.moveaxis(held, 0, 2) * self._standing[:, :, None])

    def newton(self, counts: Floats, params: Floats) -> tuple[Floats, Floats]:
        """Give the derivatives of the Poisson log-likelihood, which are the sum of the scores, and minus the second."""
        ours, theirs = self.sides(params)
        true, product = self._means(params)
        p, q = self.senders.shape[2], self.receivers.shape[2]
        own, other = ours[:, :, None] * self.senders, theirs[:, :, None] * self.receivers
        gone = np.zeros(len(params))
        gone[:p] = np.einsum("tik,t->k", own, theirs.sum(axis=1))
        gone[p : p + q] = np.einsum("tjk,t->k", other, ours.sum(axis=1))
        slope = (counts - true) @ self.design - gone
        plain = self.design[:, : p + q]
        slope[: p + q] += product @ plain
        held = np.zeros((len(params), len(params)))
        held[:p, :p] = np.einsum("tik,til,t->kl", own, self.senders, theirs.sum(axis=1), optimize=True)
        held[p : p + q, p : p + q] = np.einsum("tjk,tjl,t->kl", other, self.receivers, ours.sum(axis=1), optimize=True)
        held[:p, p : p + q] = own.sum(axis=1).T @ other.sum(axis=1)
        held[p : p + q, :p] = held[:p, p : p + q].T
        held[: p + q, : p + q] += plain.T @ ((true - product)[:, None] * plain)
        beside = (true[:, None] * self.pairs).T @ self.design
        held[p + q :] = beside
        held[: p + q, p + q :] = beside[:, : p + q].T
        return np.asarray(slope), held

    def information(self, params: Floats) -> Floats:
        """Give the negative second derivatives of the Poisson log-likelihood."""
        return self.newton(np.zeros(len(self.cells)), params)[1]

    def information_by(self, params: Floats, side: int) -> Floats:
        """Give what each sender (side 0) or each receiver (side 1) adds to the information, shape (units, k, k)."""
        ours, theirs = self.sides(params)
        true, product = self._means(params)
        p, q = self.senders.shape[2], self.receivers.shape[2]
        factors, held, others, theirs_held = ours, self.senders, theirs, self.receivers
        own, other = slice(0, p), slice(p, p + q)
        if side:
            factors, held, others, theirs_held, own, other = theirs, self.receivers, ours, self.senders, other, own
        found = np.zeros((factors.shape[1], len(params), len(params)))
        weighted = others[:, :, None] * theirs_held
        found[:, own, own] = np.einsum("tik,til,ti,t->ikl", held, held, factors, others.sum(axis=1), optimize=True)
        found[:, own, other] = np.einsum("tik,ti,tl->ikl", held, factors, weighted.sum(axis=1), optimize=True)
        found[:, other, own] = np.swapaxes(found[:, own, other], 1, 2)
        squares = np.einsum("tjk,tjl->tkl", weighted, theirs_held, optimize=True)
        found[:, other, other] = np.einsum("ti,tkl->ikl", factors, squares, optimize=True)
        order, ends = self._by_side[side]
        design, plain = self.design[order], self._plain[order]
        for unit, (first, last) in enumerate(pairwise(ends)):
            here = slice(first, last)
            found[unit] += design[here].T @ (true[order[here], None] * design[here])
            found[unit] -= plain[here].T @ (product[order[here], None] * plain[here])
        return found

    @cached_property
    def _by_side(self) -> tuple[tuple[Whole, Whole], tuple[Whole, Whole]]:
        """The cells in the order of their sender and of their receiver, and where each one's begin."""
        units = self.senders.shape[1], self.receivers.shape[1]
        orders = [np.argsort(self.cells[:, side + 1], kind="stable") for side in (0, 1)]
        ends = [np.searchsorted(self.cells[orders[side], side + 1], np.arange(units[side] + 1)) for side in (0, 1)]
        return (orders[0], ends[0]), (orders[1], ends[1])

    def rows(self) -> tuple[Floats, Whole]:
        """List every dyad-year: its covariates, and the place of each cell among them (-1 outside of the frame)."""
        years, senders, p = self.senders.shape
        receivers, q = self.receivers.shape[1:]
        full = np.zeros((years, senders, receivers, len(self.names)))
        full[..., :p] = self.senders[:, :, None, :]
        full[..., p : p + q] = self.receivers[:, None, :, :]
        year, sender, receiver = self.cells.T
        full[year, sender, receiver, p + q :] = self.pairs
        kept = np.ones((years, senders, receivers), dtype=bool)
        kept[year, sender, receiver] = self.inside > 0
        place = np.where(kept, kept.cumsum().reshape(kept.shape) - 1, -1)
        return full[kept], place[year, sender, receiver]


@dataclass(frozen=True, eq=False)
class Fitted:
    """The coefficients of a regression on a frame, with errors clustered on both sides.

    Parameters
    ----------
    params : numpy.ndarray, shape (coefficients,)
        Coefficients.
    bread : numpy.ndarray, shape (coefficients, coefficients)
        Inverse of the information.
    scores : numpy.ndarray, shape (senders, receivers, coefficients)
        Derivatives of the log-likelihood by dyad.
    parts : tuple of numpy.ndarray, optional
        What each sender, and what each receiver, adds to the information; with them errors are those of a jackknife.

    Examples
    --------
    >>> fitted = Fitted(np.zeros(1), np.eye(1), np.ones((2, 2, 1)))
    >>> fitted.covariance.round(3).tolist()
    [[26.667]]
    """

    params: Floats
    bread: Floats
    scores: Floats
    parts: tuple[Floats, Floats] | None = None

    @cached_property
    def influences(self) -> tuple[Floats, Floats, Floats]:
        """What each sender, each receiver and each dyad adds to the coefficients."""
        sums = self.scores.sum(axis=1), self.scores.sum(axis=0)
        dyads = self.scores.reshape(-1, len(self.params)) @ self.bread
        if self.parts is None:
            return sums[0] @ self.bread, sums[1] @ self.bread, dyads
        information = np.asarray(np.linalg.inv(self.bread), dtype=float)
        left = [_without(information, part, held) for part, held in zip(self.parts, sums, strict=True)]
        return left[0], left[1], dyads

    @cached_property
    def covariance(self) -> Floats:
        """Covariance of the coefficients, clustered on both sides."""
        return two_way(*self.influences, jackknife=self.parts is not None)

    @cached_property
    def errors(self) -> Floats:
        """Standard errors."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    def less(self, other: Fitted) -> tuple[Floats, Floats]:
        """Give the coefficients less those of another fit on the same dyads, and the errors of these differences."""
        apart = [mine - theirs for mine, theirs in zip(self.influences, other.influences, strict=True)]
        covariance = two_way(*apart, jackknife=self.parts is not None)
        return self.params - other.params, np.asarray(np.sqrt(np.diag(covariance)))


#: Least share of the largest information, in units of each coefficient, at which a direction counts as known.
_KNOWN = 1e-9


def _without(information: Floats, parts: Floats, sums: Floats) -> Floats:
    """Give the step that leaving out each cluster takes; a coefficient that only it knows stays as it is.

    Without the sender that the others' constants are held against, these and the common constant say the same thing: a
    direction of which nothing is known then, and along which no step is taken.
    """
    rest = information - parts
    places = np.arange(len(information))
    own = np.diagonal(rest, axis1=1, axis2=2) < 1e-9 * np.diag(information)
    rest[:, places, places] = np.where(own, np.diag(information), rest[:, places, places])
    unit = np.sqrt(np.diag(information))
    inverse = np.linalg.pinv(rest / np.outer(unit, unit), rcond=_KNOWN, hermitian=True)
    return np.asarray((inverse @ (sums / unit)[:, :, None])[:, :, 0] / unit)


def two_way(senders: Floats, receivers: Floats, dyads: Floats, *, jackknife: bool = False) -> Floats:
    """Sum what clusters add on two sides: by sender, plus by receiver, less by dyad (Cameron, Gelbach & Miller 2011).

    Parameters
    ----------
    senders, receivers, dyads : numpy.ndarray, shape (clusters, coefficients)
        What each cluster adds to each coefficient.
    jackknife : bool
        Whether what senders and receivers add is the step of leaving each out (CR3 of MacKinnon, Nielsen & Webb 2023),
        times (G - 1) / G for G clusters; else it is the sandwich's (CR1), times G / (G - 1). Clusters of 0 count not.

    Returns
    -------
    numpy.ndarray, shape (coefficients, coefficients)
        Without the jackknife R's ``sandwich::vcovCL`` gives the same with ``type = "HC0"``, ``cadjust = TRUE``,
        ``multi0 = FALSE`` and ``fix = TRUE``: negative eigenvalues, which the difference can have, are put to 0.

    Examples
    --------
    >>> two_way(np.array([[3.0], [-0.5]]), np.array([[1.5], [1.0]]), np.array([[1.0], [2], [0.5], [-1]])).round(3)
    array([[16.667]])
    """
    inverse = (True, True, False) if jackknife else (False, False, False)
    parts = [_clustered(sums, turned) for sums, turned in zip((senders, receivers, dyads), inverse, strict=True)]
    held = parts[0] + parts[1] - parts[2]
    values, vectors = np.linalg.eigh(held)
    return np.asarray((vectors * values.clip(0)) @ vectors.T) if (values < 0).any() else np.asarray(held)


def _clustered(sums: Floats, jackknife: bool) -> Floats:
    groups = max(int(sums.any(axis=1).sum()), 1)
    factor = groups / max(groups - 1, 1)
    return np.asarray((1 / factor if jackknife else factor) * sums.T @ sums)


def poisson(frame: Frame, counts: Floats, start: Floats | None = None, *, jackknife: bool = True) -> Fitted:
    """Fit counts of a frame by Poisson quasi-likelihood (Gourieroux, Monfort & Trognon 1984; Santos Silva & Tenreyro).

    Parameters
    ----------
    frame : Frame
        Every dyad and year, the first sender's covariate a constant.
    counts : numpy.ndarray, shape (cells,)
        Events in each cell of the frame; there are none elsewhere.
    start : numpy.ndarray, shape (coefficients,), optional
        Where to begin.
    jackknife : bool
        Whether errors are those of a jackknife by cluster, which is needed where few clusters hold most events.

    Returns
    -------
    Fitted
        The coefficients, consistent where the logarithm of the mean is linear, whatever else the counts do.

    Raises
    ------
    ConvergenceError
        If there is no finite maximum.

    Examples
    --------
    >>> cells = np.array([[0, 0, 1], [0, 1, 0]])
    >>> frame = Frame(np.ones((1, 2, 1)), np.zeros((1, 2, 0)), cells, np.array([[1.0], [0.0]]), np.ones(2), ("c", "d"))
    >>> poisson(frame, np.array([4.0, 6.0])).params.round(4).tolist()
    [0.6931, 0.6931]
    """
    total = float((counts * frame.inside).sum())
    if total <= 0:
        raise refuse("no event in the frame", "one or more", "say that nothing was found")
    params = np.zeros(len(frame.names))
    params[0] = np.log(total / frame.size)
    params = params if start is None else start.copy()
    for _ in range(STEPS):
        slope, information = frame.newton(counts, params)
        step = _inverse(information) @ slope
        params = params + step * min(1.0, 6 / np.abs(step).max())
        if np.abs(step).max() < TIGHT:
            return _arrived(frame, counts, params, jackknife)
    raise _refuse_without_maximum("Poisson")


def _arrived(frame: Frame, counts: Floats, params: Floats, jackknife: bool) -> Fitted:
    if np.abs(params[1:]).max(initial=0) > LARGEST:
        raise _refuse_without_maximum("Poisson")
    parts = (frame.information_by(params, 0), frame.information_by(params, 1)) if jackknife else None
    return Fitted(params, _inverse(frame.information(params)), frame.scores(counts, params), parts)


def _refuse_without_maximum(model: str) -> ConvergenceError:
    return ConvergenceError(f"the {model} model has no finite maximum; a covariate may part all events from the rest")


def _inverse(information: Floats) -> Floats:
    try:
        return np.asarray(linalg.cho_solve(linalg.cho_factor(information), np.eye(len(information))))
    except linalg.LinAlgError as error:
        raise _refuse_without_maximum("regression") from error


def firth(design: Floats, events: Floats, weights: Floats | None = None, start: Floats | None = None) -> Fitted:
    """Fit whether there is any event by Firth's logit, which stays finite where events are rare or parted (Firth 1993).

    Parameters
    ----------
    design : numpy.ndarray, shape (rows, coefficients)
        Covariates, the constant among them.
    events : numpy.ndarray, shape (rows,)
        1 where there is any event, else 0.
    weights : numpy.ndarray, shape (rows,), optional
        How many like rows each stands for; by default 1.
    start : numpy.ndarray, shape (coefficients,), optional
        Where to begin.

    Returns
    -------
    Fitted
        The maximum of the likelihood times the root of the determinant of the information. Its scores have the shape
        (rows, 1, coefficients): the caller sums them by cluster. Chances themselves are drawn towards one half.

    Raises
    ------
    ConvergenceError
        If there is no finite maximum.

    Examples
    --------
    >>> fitted = firth(np.array([[1.0, 0], [1, 0], [1, 1], [1, 1]]), np.array([0.0, 1, 0, 1]), np.array([9.0, 1, 4, 6]))
    >>> bool(np.isclose(fitted.params[1], np.log(6.5 / 4.5) - np.log(1.5 / 9.5)))
    True
    """
    held = np.ones(len(events)) if weights is None else weights
    params = np.zeros(design.shape[1]) if start is None else start.copy()
    likely, reach, inverse, scores = _firth_parts(design, events, held, params)
    for _ in range(STEPS):
        step = reach @ scores.sum(axis=0)
        if np.abs(step).max() < TIGHT:
            return Fitted(params, inverse, scores[:, None, :])
        scale = min(1.0, 2 / np.abs(step).max())
        tried = _firth_parts(design, events, held, params + scale * step)
        while tried[0] < likely - 1e-9 and scale > 1e-4:
            scale /= 2
            tried = _firth_parts(design, events, held, params + scale * step)
        params, (likely, reach, inverse, scores) = params + scale * step, tried
    raise _refuse_without_maximum("Firth")


def _firth_parts(
    design: Floats, events: Floats, weights: Floats, params: Floats
) -> tuple[float, Floats, Floats, Floats]:
    """Give the penalised log-likelihood, what turns scores into a step, the inverse of the information, the scores."""
    lead = design @ params
    chance = 1 / (1 + np.exp(-lead))
    spread = weights * chance * (1 - chance)
    inverse = _inverse((design.T * spread) @ design)
    lever = spread * np.einsum("rk,rk->r", design @ inverse, design)
    residual = weights * (events - chance) + lever * (0.5 - chance)
    reach = _inverse((design.T * (spread + lever * chance * (1 - chance))) @ design)
    likely = weights @ (events * lead - np.logaddexp(0, lead)) - np.linalg.slogdet(inverse)[1] / 2
    return float(likely), reach, inverse, residual[:, None] * design


def firth_of(frame: Frame, counts: Floats) -> Fitted:
    """Fit whether a dyad-year of a frame has any event, by `firth`, with errors clustered on both sides.

    Parameters
    ----------
    frame : Frame
        Every dyad and year.
    counts : numpy.ndarray, shape (cells,)
        Events in each cell.

    Returns
    -------
    Fitted
        With scores by dyad.

    Raises
    ------
    ConvergenceError
        If there is no finite maximum.

    Examples
    --------
    >>> cells = np.array([[0, 0, 1], [0, 1, 0]])
    >>> frame = Frame(np.ones((1, 2, 1)), np.zeros((1, 2, 0)), cells, np.array([[1.0], [0.0]]), np.ones(2), ("c", "d"))
    >>> firth_of(frame, np.array([1.0, 0.0])).params.round(3).tolist()
    [-1.946, 3.045]
    """
    design, place = frame.rows()
    years, senders, _ = frame.senders.shape
    receivers = frame.receivers.shape[1]
    events = np.zeros(len(design))
    here = (counts > 0) & (place >= 0)
    events[place[here]] = 1.0
    start = np.zeros(len(frame.names))
    start[0] = np.log((events.sum() + 0.5) / (len(events) - events.sum() + 0.5))
    found = firth(design, events, start=start)
    kept = np.ones((years, senders, receivers), dtype=bool)
    kept[tuple(frame.cells[frame.inside == 0].T)] = False
    dyad = np.broadcast_to(np.arange(senders * receivers).reshape(1, senders, receivers), kept.shape)[kept]
    sums = np.array([np.bincount(dyad, column, senders * receivers) for column in found.scores[:, 0, :].T])
    return replace(found, scores=np.asarray(sums.T.reshape(senders, receivers, -1), dtype=float))


def effective_clusters(frame: Frame, counts: Floats) -> float:
    """Give how many clusters the events amount to, the smaller of the two sides (Kish's sum squared over squares).

    Parameters
    ----------
    frame : Frame
        Every dyad and year.
    counts : numpy.ndarray, shape (cells,)
        Events in each cell.

    Returns
    -------
    float
        As many as there are clusters with an event if each has as many; fewer if a few hold most.

    Examples
    --------
    >>> frame = Frame(np.ones((1, 2, 1)), np.zeros((1, 2, 0)), np.array([[0, 0, 1], [0, 1, 0]]),
    ...               np.zeros((2, 0)), np.ones(2), ("c",))
    >>> effective_clusters(frame, np.array([3.0, 1.0]))
    1.6
    """
    held = counts * frame.inside
    sums = [np.bincount(frame.cells[:, side], held) for side in (1, 2)]
    return float(min(one.sum() ** 2 / (one**2).sum() for one in sums))


@dataclass(frozen=True)
class Negative:
    """What became of a negative binomial fit.

    Parameters
    ----------
    converged : bool
        Whether one more step would gain nothing, every error is finite and no coefficient runs away.
    params, errors : numpy.ndarray
        Coefficients and their model-based errors; not to be used where it did not converge.
    dispersion : float
        Alpha of NB2; the variance is mu + alpha mu^2.

    Examples
    --------
    >>> Negative(False, np.zeros(1), np.ones(1), 0.5).converged
    False
    """

    converged: bool
    params: Floats
    errors: Floats
    dispersion: float


def negative_binomial(design: Floats, counts: Floats, start: Floats, steps: int = 60) -> Negative:
    """Fit NB2 by maximum likelihood, and say whether that worked (Cameron & Trivedi 1986).

    Parameters
    ----------
    design : numpy.ndarray, shape (rows, coefficients)
        Covariates, the constant among them.
    counts : numpy.ndarray, shape (rows,)
        Events.
    start : numpy.ndarray, shape (coefficients,)
        Where to begin, for example the Poisson coefficients.
    steps : int
        How many steps the optimiser may take.

    Returns
    -------
    Negative
        Judged by finite errors and coefficients, and by whether a further step would still gain likelihood: with many
        rows the optimiser bfgs calls a fit converged that never left its start, since it looks at the mean slope.

    Examples
    --------
    >>> generator = np.random.default_rng(1)
    >>> counts = generator.poisson(generator.gamma(2.0, 1.5, 400)).astype(float)
    >>> found = negative_binomial(np.ones((400, 1)), counts, np.array([1.0]))
    >>> found.converged, round(found.dispersion, 1)
    (True, 0.5)
    """
    tried = [_negative_from(design, counts, np.append(start, spread), steps) for spread in SPREADS]
    return next((one for one in tried if one.converged), tried[0])


def _negative_from(design: Floats, counts: Floats, start: Floats, steps: int) -> Negative:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit: Any = NegativeBinomial(counts, design).fit(
            start_params=start, method="newton", maxiter=steps, tol=1e-9, disp=False, warn_convergence=False
        )
        errors, slope = np.asarray(fit.bse, dtype=float), np.asarray(fit.model.score(fit.params))
        left = float(slope @ np.asarray(fit.cov_params()) @ slope) if np.isfinite(errors).all() else np.inf
    params = np.asarray(fit.params, dtype=float)
    sound = np.isfinite(errors).all() and np.isfinite(params).all() and np.abs(params[1:-1]).max(initial=0) < LARGEST
    return Negative(left < ARRIVED and bool(sound), params[:-1], errors[:-1], float(params[-1]))


@dataclass(frozen=True)
class Combined:
    """An estimate from several draws of what is uncertain.

    Parameters
    ----------
    value, variance : float
        Mean over the draws, and its total variance.
    freedom : float
        Degrees of freedom of the t distribution.
    between : float
        The part of the variance that comes from the draws, 0 to 1.

    Examples
    --------
    >>> Combined(1.0, 0.25, 30.0, 0.1).interval(0.95)[0] < 0
    True
    """

    value: float
    variance: float
    freedom: float
    between: float

    def interval(self, level: float) -> tuple[float, float]:
        """Give the ends of the t interval."""
        reach = stats.t.ppf((1 + checked_level(level)) / 2, self.freedom) * np.sqrt(self.variance)
        return float(self.value - reach), float(self.value + reach)


def rubin(values: Sequence[float], variances: Sequence[float], freedom: float = np.inf) -> Combined:
    """Combine the estimates of several draws (Rubin 1987), with few clusters as Barnard & Rubin (1999).

    Parameters
    ----------
    values, variances : sequence of float, shape (draws,)
        The estimate of each draw, and its squared error.
    freedom : float
        Degrees of freedom that one complete draw has.

    Returns
    -------
    Combined
        Mean; mean variance plus (1 + 1 / draws) times the variance of the values.

    Raises
    ------
    ValueError
        If there are fewer than two draws, or not as many values as variances.

    Examples
    --------
    >>> round(rubin([1.0, 2.0, 3.0], [0.5, 0.5, 0.5]).variance, 4)
    1.8333
    """
    if len(values) != len(variances) or len(values) < 2:
        raise refuse(f"{len(values)} values and {len(variances)} variances", "two or more of each", "draw more often")
    many = len(values)
    spread = (1 + 1 / many) * float(np.var(values, ddof=1))
    total = float(np.mean(variances)) + spread
    part = spread / total
    return Combined(float(np.mean(values)), total, _freedom(many, part, freedom), part)


def _freedom(many: int, part: float, complete: float) -> float:
    old = (many - 1) / part**2 if part > 0 else np.inf
    if not np.isfinite(complete):
        return float(old)
    observed = (complete + 1) / (complete + 3) * complete * (1 - part)
    return float(1 / (1 / old + 1 / observed))


def world_of(
    name: str, frame: Frame, params: Floats, reported: Sequence[str], spread: tuple[float, float] = (0.0, 0.0)
) -> World:
    """Make a world of events that follow a fitted model, or one in which states differ besides, and fit it anew.

    Parameters
    ----------
    name : str
        The world in words.
    frame : Frame
        Every dyad and year.
    params : numpy.ndarray, shape (coefficients,)
        The coefficients that hold.
    reported : sequence of str
        Coefficients whose intervals are looked at.
    spread : tuple of float
        Variance of the factor, with mean 1, of each sender and of each receiver; 0 for none.

    Returns
    -------
    World
        Its intervals are those of the coefficients by `poisson`, with t of the effective clusters less 1. A data set
        on which the model has no finite maximum counts as one whose interval does not hold the truth.

    Examples
    --------
    >>> frame = Frame(np.ones((4, 9, 1)), np.zeros((4, 9, 0)), np.array([[0, 0, 0]]), np.zeros((1, 0)), np.zeros(1),
    ...               ("constant",))
    >>> from analysis.stats.coverage import covered
    >>> covered(world_of("as fitted", frame, np.array([0.5]), ["constant"]), 3, 1)["intervals"].tolist()
    [3]
    """
    places = [frame.names.index(one) for one in reported]

    def simulate(generator: np.random.Generator) -> Held:
        drawn, counts = _drawn(frame, params, spread, generator)
        try:
            found = poisson(drawn, counts, params)
        except (ConvergenceError, ValueError):
            return {(f"ratio_of_{one}", "all"): np.zeros(1, dtype=bool) for one in reported}
        reach = stats.t.ppf((1 + LEVEL) / 2, max(effective_clusters(drawn, counts) - 1, 1)) * found.errors
        held = np.abs(found.params - params) <= reach
        return {(f"ratio_of_{one}", "all"): held[[place]] for one, place in zip(reported, places, strict=True)}

    return World(name, simulate)


def _drawn(
    frame: Frame, params: Floats, spread: tuple[float, float], generator: np.random.Generator
) -> tuple[Frame, Floats]:
    """Draw events, and give a frame whose cells hold every one of them."""
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
    return _holding(frame, np.minimum(places, len(summed) - 1), means.shape)


def _holding(frame: Frame, places: Whole, shape: tuple[int, ...]) -> tuple[Frame, Floats]:
    known = np.ravel_multi_index(tuple(frame.cells.T), shape)
    new = np.setdiff1d(places, known)
    cells = np.concatenate([frame.cells, np.stack(np.unravel_index(new, shape), axis=1)])
    pairs = np.vstack([frame.pairs, np.zeros((len(new), frame.pairs.shape[1]))])
    held = replace(frame, cells=cells, pairs=pairs, inside=np.append(frame.inside, np.ones(len(new))))
    every = np.concatenate([known, new])
    order = np.argsort(every)
    counts = np.bincount(order[np.searchsorted(every[order], places)], minlength=len(every)).astype(float)
    return held, counts


def trial_of_draws(name: str, units: int, slope: float, error: float, *, around: str = "published") -> Trial:
    """Make a trial of a slope on an index with published errors, drawn and combined, the index as it stands beside it.

    Parameters
    ----------
    name : str
        The world in words.
    units : int
        How many are seen.
    slope : float
        What the logarithm of the mean rises by with one standard deviation of the true index.
    error : float
        Standard error of the index, in its standard deviations.
    around : {"published", "truth"}
        Whether the truth lies around the published value, as draws assume, or the published value around the truth,
        where draws add to what the error hides already.

    Returns
    -------
    Trial
        Poisson regression with sandwich errors; ten draws, combined by `rubin`.

    Examples
    --------
    >>> from analysis.stats.coverage import tried
    >>> tried(trial_of_draws("index", 100, 0.5, 0.3), simulations=2, seed=1)["estimator"].tolist()
    ['index_errors_drawn', 'index_as_published']
    """
    truth, reach = np.array([slope]), stats.norm.ppf((1 + LEVEL) / 2)

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        known = generator.standard_normal(units) * np.sqrt(1 - error**2)
        other = known + error * generator.standard_normal(units)
        true, published = (other, known) if around == "published" else (known, other)
        counts = generator.poisson(np.exp(slope * true)).astype(float)
        fits = [_slope(counts, published + error * generator.standard_normal(units)) for _ in range(10)]
        drawn = rubin([value for value, _ in fits], [squared for _, squared in fits])
        wide = stats.t.ppf((1 + LEVEL) / 2, drawn.freedom) * np.sqrt(drawn.variance)
        value, squared = _slope(counts, published)
        return {
            "index_errors_drawn": Tried(np.array([drawn.value]), truth, np.abs(drawn.value - truth) <= wide),
            "index_as_published": Tried(np.array([value]), truth, np.abs(value - truth) <= reach * np.sqrt(squared)),
        }

    return Trial(name, simulate, hostile=around != "published")


def _slope(counts: Floats, index: Floats) -> tuple[float, float]:
    """Give the slope of a Poisson regression on one index, and its squared sandwich error."""
    design = np.column_stack([np.ones(len(index)), index])
    mean = np.exp(design @ (params := poisson_line(counts, design)))
    bread = np.linalg.inv((design.T * mean) @ design)
    return float(params[1]), float((bread @ ((design.T * (counts - mean) ** 2) @ design) @ bread)[1, 1])
