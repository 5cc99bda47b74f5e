"""Counts by dyad and year: Poisson and Firth regressions, errors clustered on both sides, draws of covariates.

Most dyads have no event and nothing of their own: what is expected of them is a number of the sender times a number of
the receiver. They are summed as products, never listed, so that a frame of a million dyad-years is fitted exactly in a
fraction of a second.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from typing import Any, TypeVar

import numpy as np
import scipy
from numpy.typing import NDArray
from statsmodels.discrete.discrete_model import NegativeBinomial

from analysis.stats.estimate import ConvergenceError, Floats, checked_level, refuse

__all__ = ["Frame", "firth_of", "negative_binomial", "poisson", "within_senders"]

T = TypeVar("T")
Whole = NDArray[np.int_]
#: Newton steps after which a fit has failed.
STEPS = 60
#: A coefficient further from 0 than this means that the likelihood has no finite maximum.
LARGEST = 15.0
#: Twice the log-likelihood that one more step of an optimiser would gain, where it has arrived.
ARRIVED = 1e-4
#: Where the search for the dispersion of NB2 begins, one after the other.
SPREADS = (2.0, 10.0, 0.5)
#: The furthest that one step moves a coefficient.
LONGEST = 2.0
#: The largest step at which a fit has arrived.
TIGHT = 1e-8


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
    def _places(self) -> tuple[Whole, Whole]:
        """The number of each cell's sender in its year, and of its receiver."""
        year, sender, receiver = self.cells.T
        return year * self.senders.shape[1] + sender, year * self.receivers.shape[1] + receiver

    @cached_property
    def _at_cells(self) -> tuple[Floats, Floats, Floats]:
        """The covariates of each cell's sender, of its receiver and of itself, a row a covariate."""
        year, sender, receiver = self.cells.T
        parts = self.senders[year, sender].T, self.receivers[year, receiver].T, self.pairs.T
        ours, theirs, own = (np.ascontiguousarray(part) for part in parts)
        return ours, theirs, own

    @cached_property
    def _sums(self) -> tuple[Any, Any]:
        """What sums values of cells by year and sender, and by year and receiver."""
        sizes = (covariates.shape[0] * covariates.shape[1] for covariates in self._both)
        ours, theirs = (_summing(places, size) for places, size in zip(self._places, sizes, strict=True))
        return ours, theirs

    def _by_year(self, values: Floats, side: int) -> Floats:
        """Sum values of cells by year and sender (side 0) or receiver (side 1)."""
        return np.asarray((self._sums[side] @ values).reshape(self._both[side].shape[:2]))

    @property
    def _both(self) -> tuple[Floats, Floats]:
        return self.senders, self.receivers

    @cached_property
    def _standing(self) -> NDArray[np.bool_]:
        """Which dyads are in the frame in any year."""
        years, senders, _ = self.senders.shape
        outside = np.zeros((senders, self.receivers.shape[1]))
        np.add.at(outside, tuple(self.cells[self.inside == 0, 1:].T), 1)
        return np.asarray(outside < years)

    def sides(self, params: Floats) -> tuple[Floats, Floats]:
        """Return the factor of each sender and of each receiver in each year."""
        p, q = self.senders.shape[2], self.receivers.shape[2]
        return np.exp(self.senders @ params[:p]), np.exp(self.receivers @ params[p : p + q])

    def _means(self, params: Floats) -> tuple[Floats, Floats]:
        """Return what is expected in each cell, and what the product has there instead."""
        ours, theirs = self.sides(params)
        product = ours.ravel()[self._places[0]] * theirs.ravel()[self._places[1]]
        own = params[len(params) - self.pairs.shape[1] :]
        return self.inside * product * np.exp(self.pairs @ own), product

    def expected(self, params: Floats) -> float:
        """Return how many events the frame leads to expect in all."""
        ours, theirs = self.sides(params)
        true, product = self._means(params)
        return float((ours.sum(axis=1) * theirs.sum(axis=1)).sum() + true.sum() - product.sum())

    def scores(self, counts: Floats, params: Floats) -> Floats:
        """Return the derivatives of the Poisson log-likelihood by dyad, shape (senders, receivers, coefficients)."""
        ours, theirs = self.sides(params)
        true, product = self._means(params)
        senders, receivers, pairs = self._at_cells
        left = counts - true
        weighted = [column * (left + product) for column in (*senders, *receivers)]
        weighted += [column * left for column in pairs]
        _, sender, receiver = self.cells.T
        shape = ours.shape[1], theirs.shape[1]
        by_dyad = _summing(sender * shape[1] + receiver, shape[0] * shape[1])
        summed = np.array([(by_dyad @ column).reshape(shape) for column in weighted])
        for k in range(self.senders.shape[2]):
            summed[k] -= (ours * self.senders[:, :, k]).T @ theirs
        for k in range(self.receivers.shape[2]):
            summed[self.senders.shape[2] + k] -= ours.T @ (theirs * self.receivers[:, :, k])
        return np.asarray(np.moveaxis(summed * self._standing, 0, 2))

    def newton(self, counts: Floats, params: Floats) -> tuple[float, Floats, Floats]:
        """Return the Poisson log-likelihood, its derivatives, which are the sum of the scores, and minus the second."""
        ours, theirs = self.sides(params)
        true, product = self._means(params)
        more, p, q = true - product, self.senders.shape[2], self.receivers.shape[2]
        senders, receivers = (one.reshape(one.shape[0] * one.shape[1], one.shape[2]) for one in self._both)
        gone = ours * theirs.sum(axis=1)[:, None], theirs * ours.sum(axis=1)[:, None]
        slope, information, here = [], np.zeros((len(params), len(params))), np.flatnonzero(counts > 0)
        for side, (one, place) in enumerate(((senders, slice(0, p)), (receivers, slice(p, p + q)))):
            weight = (gone[side] + self._by_year(more, side)).ravel()
            slope.append((np.bincount(self._places[side][here], counts[here], len(weight)) - weight) @ one)
            information[place, place] = (one.T * weight) @ one
        slope.append(self._at_cells[2] @ (counts - true))
        own, other = ours[:, :, None] * self.senders, theirs[:, :, None] * self.receivers
        information[:p, p : p + q] = own.sum(axis=1).T @ other.sum(axis=1)
        for k, covariate in enumerate(self._at_cells[1], p):
            information[:p, k] += self._by_year(more * covariate, 0).ravel() @ senders
        for k, covariate in enumerate(self._at_cells[2], p + q):
            weighted = true * covariate
            information[:p, k] = self._by_year(weighted, 0).ravel() @ senders
            information[p : p + q, k] = self._by_year(weighted, 1).ravel() @ receivers
            information[p + q :, k] = self._at_cells[2] @ weighted
        lower = np.tril_indices(len(params), -1)
        information[lower] = information.T[lower]
        likely = counts[here] @ np.log(true[here]) - gone[0].sum() - more.sum()
        return float(likely), np.concatenate(slope), information

    def information_by(self, params: Floats, side: int) -> Floats:
        """Return what each sender (side 0) or each receiver (side 1) adds to the information, shape (units, k, k)."""
        true, product = self._means(params)
        factors, others = self.sides(params)[side], self.sides(params)[1 - side]
        ours, theirs = self._both[side], self._both[1 - side]
        p, q = self.senders.shape[2], self.receivers.shape[2]
        own, other = (slice(0, p), slice(p, p + q))[:: 1 - 2 * side]
        found, more = np.zeros((factors.shape[1], len(params), len(params))), true - product
        weighted = others[:, :, None] * theirs
        weight = factors * others.sum(axis=1)[:, None] + self._by_year(more, side)
        found[:, own, own] = np.einsum("tik,til,ti->ikl", ours, ours, weight, optimize=True)
        found[:, own, other] = np.einsum("tik,ti,tl->ikl", ours, factors, weighted.sum(axis=1), optimize=True)
        squares = np.einsum("tjk,tjl->tkl", weighted, theirs, optimize=True)
        found[:, other, other] = np.einsum("ti,tkl->ikl", factors, squares, optimize=True)
        for k, covariate in enumerate(self._at_cells[1 - side], other.start):
            found[:, own, k] += np.einsum("tik,ti->ik", ours, self._by_year(more * covariate, side))
        for k, covariate in enumerate(self._at_cells[2], p + q):
            found[:, own, k] = np.einsum("tik,ti->ik", ours, self._by_year(true * covariate, side))
        others_and_own = np.r_[other, p + q : len(params)]
        found[:, others_and_own[:, None], others_and_own] += self._other_information(true, product, side)
        for part in (other, slice(p + q, len(params))):
            found[:, part, own] = np.swapaxes(found[:, own, part], 1, 2)
        return found

    def _other_information(self, true: Floats, product: Floats, side: int) -> Floats:
        """Sum by unit of a side what cells add by the covariates of the other side and of the dyad."""
        order, ends, covariates = self._by_side[side]
        widths, other = covariates.shape[1], covariates.shape[1] - self.pairs.shape[1]
        found = np.zeros((len(ends) - 1, widths, widths))
        weights, less = true[order], product[order]
        for unit, (first, last) in enumerate(pairwise(ends)):
            here, plain = covariates[first:last], covariates[first:last, :other]
            found[unit] = (here.T * weights[first:last]) @ here
            found[unit, :other, :other] -= (plain.T * less[first:last]) @ plain
        return found

    @cached_property
    def _by_side(self) -> tuple[tuple[Whole, Whole, Floats], tuple[Whole, Whole, Floats]]:
        """The cells by sender and by receiver: their order, where each one's begin, with what covariates besides."""
        found = []
        for side in (0, 1):
            order = np.argsort(self.cells[:, side + 1], kind="stable")
            ends = np.searchsorted(self.cells[order, side + 1], np.arange(self._both[side].shape[1] + 1))
            found.append((order, ends, np.vstack([self._at_cells[1 - side], self._at_cells[2]]).T[order]))
        return found[0], found[1]

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


def _summing(places: Whole, size: int) -> Any:  # noqa: ANN401 - scipy has no types
    """Return the matrix that sums values by the place of each."""
    many = len(places)
    return scipy.sparse.csc_array((np.ones(many), places, np.arange(many + 1)), shape=(size, many)).tocsr()


@dataclass(frozen=True, eq=False)
class Fitted:
    """The coefficients of a regression on a frame, with errors clustered on both sides."""

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
        left = [_without(information, part, own) for part, own in zip(self.parts, sums, strict=True)]
        return left[0], left[1], dyads

    @cached_property
    def covariance(self) -> Floats:
        """Covariance of the coefficients, clustered on both sides."""
        return _two_way(*self.influences, jackknife=self.parts is not None)

    @cached_property
    def errors(self) -> Floats:
        """Standard errors."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    def less(self, other: Fitted) -> tuple[Floats, Floats]:
        """Return the coefficients less those of another fit on the same dyads, and the errors of these differences."""
        apart = [mine - theirs for mine, theirs in zip(self.influences, other.influences, strict=True)]
        covariance = _two_way(*apart, jackknife=self.parts is not None)
        return self.params - other.params, np.asarray(np.sqrt(np.diag(covariance)))


#: Least share of the largest information, in units of each coefficient, at which a direction counts as known.
_KNOWN = 1e-9
#: Entries of an inverse, in the same units, below which every direction is surely known.
_SOUND = 1e6


def _without(information: Floats, parts: Floats, sums: Floats) -> Floats:
    """Return the step that leaving out each cluster takes; a coefficient that only it knows stays as it is."""
    rest = information - parts
    places = np.arange(len(information))
    own = np.diagonal(rest, axis1=1, axis2=2) < 1e-9 * np.diag(information)
    rest[:, places, places] = np.where(own, np.diag(information), rest[:, places, places])
    unit = np.sqrt(np.diag(information))
    inverse = np.stack([_inverse_of_known(one) for one in rest / np.outer(unit, unit)])
    return np.asarray((inverse @ (sums / unit)[:, :, None])[:, :, 0] / unit)


def _inverse_of_known(information: Floats) -> Floats:
    """Invert; by the slow pseudo-inverse only where some direction may not be known."""
    try:
        found = np.linalg.inv(information)
        if np.abs(found).max() < _SOUND:
            return np.asarray(found)
    except np.linalg.LinAlgError:
        pass
    return np.asarray(np.linalg.pinv(information, rcond=_KNOWN, hermitian=True))


def _two_way(senders: Floats, receivers: Floats, dyads: Floats, *, jackknife: bool = False) -> Floats:
    """Sum over clusters by sender, plus by receiver, less by dyad (Cameron, Gelbach & Miller 2011)."""
    inverse = (True, True, False) if jackknife else (False, False, False)
    parts = [_clustered(sums, turned) for sums, turned in zip((senders, receivers, dyads), inverse, strict=True)]
    total = parts[0] + parts[1] - parts[2]
    values, vectors = np.linalg.eigh(total)
    return np.asarray((vectors * values.clip(0)) @ vectors.T) if (values < 0).any() else np.asarray(total)


def _clustered(sums: Floats, jackknife: bool) -> Floats:
    groups = max(int(sums.any(axis=1).sum()), 1)
    factor = groups / max(groups - 1, 1)
    return np.asarray((1 / factor if jackknife else factor) * sums.T @ sums)


def poisson(frame: Frame, counts: Floats, start: Floats | None = None, *, jackknife: bool = True) -> Fitted:
    """Fit counts of a frame by Poisson quasi-likelihood (Gourieroux, Monfort & Trognon 1984; Santos Silva & Tenreyro).

    The coefficients, consistent where the logarithm of the mean is linear, whatever else the counts do.

    Parameters
    ----------
    counts : numpy.ndarray, shape (cells,)
        Events in each cell of the frame; there are none elsewhere.
    start : numpy.ndarray, shape (coefficients,), optional
        Where to begin.
    jackknife : bool
        Whether errors are those of a jackknife by cluster, which is needed where few clusters hold most events.

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
    params, inverse = _poisson_maximum(frame, counts, start)
    parts = (frame.information_by(params, 0), frame.information_by(params, 1)) if jackknife else None
    return Fitted(params, inverse, frame.scores(counts, params), parts)


def coefficients(frame: Frame, counts: Floats, start: Floats | None = None) -> Floats:
    """Return the coefficients of `poisson` alone, which take a fraction of the time of their errors."""
    return _poisson_maximum(frame, counts, start)[0]


def _poisson_maximum(frame: Frame, counts: Floats, start: Floats | None) -> tuple[Floats, Floats]:
    """Return the coefficients, and the inverse of the information there."""
    total = float((counts * frame.inside).sum())
    if total <= 0:
        raise refuse("no event in the frame", "one or more", "say that nothing was found")

    def at(params: Floats) -> tuple[float, Floats, Floats]:
        likely, slope, information = frame.newton(counts, params)
        inverse = _inverse(information)
        return likely, inverse @ slope, inverse

    begin = np.zeros(len(frame.names))
    begin[0] = np.log(total / frame.size)
    params, inverse = _highest(at, begin if start is None else start, "Poisson")
    if np.abs(params[1:]).max(initial=0) > LARGEST:
        raise _refuse_without_maximum("Poisson")
    return params, inverse


def _highest(at: Callable[[Floats], tuple[float, Floats, T]], params: Floats, model: str) -> tuple[Floats, T]:
    """Climb to where a likelihood is highest, by steps that are halved until they lead up."""
    likely, step, extra = at(params)
    for _ in range(STEPS):
        far = np.abs(step).max()
        if far < TIGHT:
            return params + step, extra
        scale = min(1.0, LONGEST / far)
        tried = at(params + scale * step)
        while tried[0] < likely - 1e-9 and scale > 1e-4:
            scale /= 2
            tried = at(params + scale * step)
        params, (likely, step, extra) = params + scale * step, tried
    raise _refuse_without_maximum(model)


def _refuse_without_maximum(model: str) -> ConvergenceError:
    return ConvergenceError(f"the {model} model has no finite maximum; a covariate may part all events from the rest")


def _inverse(information: Floats) -> Floats:
    try:
        return np.asarray(scipy.linalg.cho_solve(scipy.linalg.cho_factor(information), np.eye(len(information))))
    except scipy.linalg.LinAlgError as error:
        raise _refuse_without_maximum("regression") from error


def _firth(design: Floats, events: Floats, weights: Floats | None = None, start: Floats | None = None) -> Fitted:
    """Fit whether there is any event by Firth's logit (1993), which stays finite where events are rare or parted."""
    every = np.ones(len(events)) if weights is None else weights
    begin = np.zeros(design.shape[1]) if start is None else start
    params, (inverse, residual) = _highest(lambda params: _firth_parts(design, events, every, params), begin, "logit")
    return Fitted(params, inverse, (residual[:, None] * design)[:, None, :])


#: Rows of a design that are weighted together, so that they stay near the processor.
_BLOCK = 4096


def _gram(design: Floats, weights: Floats) -> Floats:
    """Return the sum over rows of the weighted products of each two covariates."""
    found = np.zeros((design.shape[1], design.shape[1]))
    for first in range(0, len(design), _BLOCK):
        here = design[first : first + _BLOCK]
        found += (here.T * weights[first : first + _BLOCK]) @ here
    return found


def _firth_parts(
    design: Floats, events: Floats, weights: Floats, params: Floats
) -> tuple[float, Floats, tuple[Floats, Floats]]:
    """Return the penalised log-likelihood, the step to take, and the inverse of the information with the residuals."""
    lead = design @ params
    chance = 1 / (1 + np.exp(-lead))
    spread = weights * chance * (1 - chance)
    inverse = _inverse(_gram(design, spread))
    blocks = (design[first : first + _BLOCK] for first in range(0, len(design), _BLOCK))
    lever = spread * np.concatenate([np.einsum("rk,rk->r", one @ inverse, one) for one in blocks])
    residual = weights * (events - chance) + lever * (0.5 - chance)
    reach = _inverse(_gram(design, spread + lever * chance * (1 - chance)))
    likely = weights @ (events * lead - np.logaddexp(0, lead)) - np.linalg.slogdet(inverse)[1] / 2
    return float(likely), reach @ (residual @ design), (inverse, residual)


def firth_of(frame: Frame, counts: Floats, start: Floats | None = None) -> Fitted:
    """Fit whether a dyad-year of a frame has any event, by `_firth`, with errors clustered on both sides.

    Parameters
    ----------
    counts : numpy.ndarray, shape (cells,)
        Events in each cell.
    start : numpy.ndarray, shape (coefficients,), optional
        Where to begin, for example the Poisson coefficients.

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
    if start is None:
        start = np.zeros(len(frame.names))
        start[0] = np.log((events.sum() + 0.5) / (len(events) - events.sum() + 0.5))
    found = _firth(design, events, start=start)
    kept = np.ones((years, senders, receivers), dtype=bool)
    kept[tuple(frame.cells[frame.inside == 0].T)] = False
    dyad = np.broadcast_to(np.arange(senders * receivers).reshape(1, senders, receivers), kept.shape)[kept]
    sums = np.array([np.bincount(dyad, column, senders * receivers) for column in found.scores[:, 0, :].T])
    return replace(found, scores=np.asarray(sums.T.reshape(senders, receivers, -1), dtype=float))


def effective_clusters(frame: Frame, counts: Floats) -> float:
    """Return how many clusters the events amount to, the smaller of the two sides (Kish's sum squared over squares)."""
    events = counts * frame.inside
    sums = [np.bincount(frame.cells[:, side], events) for side in (1, 2)]
    return float(min(one.sum() ** 2 / (one**2).sum() for one in sums))


def within_senders(frame: Frame, counts: Floats) -> tuple[Frame, Floats]:
    """Return each sender with an event a constant of its own, so that the dyads of one sender are compared alone.

    Senders without an event say nothing on what differs between their dyads, and are left out. The new constants stand
    after the other covariates of senders.

    Parameters
    ----------
    counts : numpy.ndarray, shape (cells,)
        Events in each cell.

    Examples
    --------
    >>> frame = Frame(np.ones((1, 3, 1)), np.zeros((1, 2, 0)), np.array([[0, 0, 0], [0, 2, 1]]), np.zeros((2, 0)),
    ...               np.ones(2), ("constant",))
    >>> within, _ = within_senders(frame, np.array([1.0, 2.0]))
    >>> within.names, within.size
    (('constant', 'sender_2'), 4)
    """
    kept = np.unique(frame.cells[counts > 0, 1])
    here = np.isin(frame.cells[:, 1], kept)
    cells = frame.cells[here].copy()
    cells[:, 1] = np.searchsorted(kept, cells[:, 1])
    own = np.broadcast_to(np.eye(len(kept))[None, :, 1:], (len(frame.senders), len(kept), len(kept) - 1))
    first = frame.senders.shape[2]
    names = (*frame.names[:first], *(f"sender_{place}" for place in kept[1:]), *frame.names[first:])
    senders = np.concatenate([frame.senders[:, kept], own], axis=2)
    return Frame(senders, frame.receivers, cells, frame.pairs[here], frame.inside[here], names), counts[here]


@dataclass(frozen=True)
class Negative:
    """What became of a negative binomial fit."""

    converged: bool
    params: Floats
    errors: Floats
    dispersion: float


def negative_binomial(design: Floats, counts: Floats, start: Floats, steps: int = 60) -> Negative:
    """Fit NB2 by maximum likelihood, and say whether that worked (Cameron & Trivedi 1986).

    Judged by finite errors and coefficients, and by whether a further step would still gain likelihood: with many rows
    the optimiser bfgs calls a fit converged that never left its start, since it looks at the mean slope.

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

    Examples
    --------
    >>> generator = np.random.default_rng(1)
    >>> counts = generator.poisson(generator.gamma(2.0, 1.5, 400)).astype(float)
    >>> found = negative_binomial(np.ones((400, 1)), counts, np.array([1.0]))
    >>> found.converged, round(found.dispersion, 1)
    (True, 0.5)
    """
    first = _negative_from(design, counts, np.append(start, SPREADS[0]), steps)
    others = (_negative_from(design, counts, np.append(start, spread), steps) for spread in SPREADS[1:])
    return next((one for one in chain([first], others) if one.converged), first)


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
    """An estimate from several draws of what is uncertain."""

    value: float
    variance: float
    freedom: float
    between: float

    def interval(self, level: float) -> tuple[float, float]:
        """Return the ends of the t interval."""
        reach = scipy.stats.t.ppf((1 + checked_level(level)) / 2, self.freedom) * np.sqrt(self.variance)
        return float(self.value - reach), float(self.value + reach)
