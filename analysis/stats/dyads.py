"""Counts by dyad and year: Poisson, Firth and negative binomial regressions, with errors clustered on both sides."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from operator import mul
from typing import Any, Literal, TypeVar

import numpy as np
import pandas as pd
import scipy
from formulaic import Formula, ModelSpec
from numpy.typing import NDArray
from statsmodels.discrete.discrete_model import NegativeBinomial

from analysis.stats.estimate import ConvergenceError, Floats, checked_level, refuse

__all__ = ["SIDES", "DyadModel", "Family", "contrast", "fit", "fit_each", "leave_one_out"]

T = TypeVar("T")
Family = Literal["poisson", "firth", "negative binomial"]
#: The columns of both sides of a dyad, on which errors are clustered.
SIDES = ("requesting_country", "host_country")
#: Newton steps after which a fit has failed, the furthest that one goes, and the largest at which a fit has arrived;
#: covariates are in units of their standard deviation.
STEPS, LONGEST, TIGHT = 60, 2.0, 1e-8
#: A step that leaves a fit as near as three decimals need.
NEAR = 1e-2
#: A coefficient further from 0 than this means that the likelihood has no finite maximum.
LARGEST = 15.0
#: Twice the log-likelihood that one more step of an optimiser would gain, where it has arrived.
ARRIVED = 1e-4
#: Where the search for the dispersion of the negative binomial begins, one after the other.
SPREADS = (2.0, 10.0, 0.5)
#: What a formula may call; formulaic runs whatever else one calls, and what is in braces, as Python.
TRANSFORMS = frozenset({"C", "bs", "center", "exp", "log", "log10", "log2", "np.log", "np.log1p", "scale"})
#: Least share of the largest information, in units of each coefficient, at which a direction counts as known.
KNOWN = 1e-9


@dataclass(frozen=True, eq=False, repr=False)
class DyadModel:
    """A regression of events by dyad and year, with errors clustered on both sides.

    Parameters
    ----------
    formula : str
        Outcome and covariates, such as ``cases ~ period + log_refugees``.
    data : DataFrame, shape (dyad-years, columns)
        The rows that were fitted.
    params : Series
        Coefficients by term, on the scale of logarithms.
    influences : tuple of DataFrame, shape (clusters, terms)
        What each cluster adds to the coefficients: by each column of clusters, then by both together.
    freedom : float
        Degrees of freedom of the intervals: effective clusters less one, on the side that has fewer.
    dispersion : float or None
        Of a negative binomial.
    """

    formula: str
    data: pd.DataFrame
    family: Family
    clusters: tuple[str, ...]
    level: float
    params: pd.Series[float]
    influences: tuple[pd.DataFrame, ...]
    freedom: float
    spec: ModelSpec
    dispersion: float | None = None

    @property
    def outcome(self) -> str:
        """The column that is modelled."""
        return self.formula.partition("~")[0].strip()

    @property
    def events(self) -> int:
        """How many events the rows hold."""
        return int(self.data[self.outcome].sum())

    @property
    def converged(self) -> bool:
        """Whether the likelihood has a finite maximum that was reached."""
        return bool(self.params.notna().all())

    @cached_property
    def vcov(self) -> pd.DataFrame:
        """Covariance of the coefficients."""
        if not self.converged:
            raise _without_maximum(self.family)
        return _covariance(self.influences, self.family != "negative binomial")

    @property
    def table(self) -> pd.DataFrame:
        """One row per term: ``term``, ``ratio`` of expected events (of odds by Firth), ``low`` and ``high``."""
        return _ratios(self.params, self.vcov, self.freedom, self.level)

    def predict(self, data: pd.DataFrame) -> pd.Series[float]:
        """Return the expected events (the chance of any by Firth) of rows with the columns of the formula."""
        if "|" in self.formula:
            raise refuse("a model with a constant for each value of a column", "one without", "fit it without `|`")
        lead = self.spec.get_model_matrix(data) @ self.params.to_numpy()
        return pd.Series(scipy.special.expit(lead) if self.family == "firth" else np.exp(lead), data.index)

    def __repr__(self) -> str:
        """Say formula, family and size."""
        return f"<{self.formula} ({self.family}): {self.events:,} events in {len(self.data):,} rows>"


def fit(
    formula: str, data: pd.DataFrame, *, clusters: Sequence[str] = SIDES, family: Family = "poisson",
    level: float = 0.95, start: DyadModel | None = None, trusted: bool = False,
) -> DyadModel:  # fmt: skip
    """Fit events by dyad and year, with errors clustered on both sides (Cameron, Gelbach & Miller 2011).

    Poisson quasi-likelihood is consistent where the logarithm of the mean is linear, whatever else the counts do
    (Gourieroux, Monfort & Trognon 1984). Firth's logit (1993) of any event stays finite where events are rare. The
    errors of both are those of a jackknife by cluster, which is needed where few clusters hold most events; the
    negative binomial (NB2, Cameron & Trivedi 1986) has sandwich errors. Intervals are of t, with one degree of freedom
    less than there are effective clusters of events.

    Parameters
    ----------
    formula : str
        Outcome and covariates; after ``|``, of Poisson alone, one column that has a constant for each of its values,
        where values without an event are left out.
    data : DataFrame, shape (dyad-years, columns)
        As `analysis.drivers.dyads` returns it, or your own: the columns of the formula and of ``clusters``, without
        blanks.
    clusters : sequence of str
        One or two columns.
    family : str
        ``poisson``, ``firth`` or ``negative binomial``.
    start : DyadModel, optional
        A model whose coefficients are near, to be faster.
    trusted : bool
        Whether you wrote the formula or read it: only then may it call other functions than transformations such as
        ``log``, ``scale`` or ``C``.

    Raises
    ------
    InputError
        If the formula runs code, or a column is missing or has blanks.
    ConvergenceError
        If the likelihood has no finite maximum.

    Examples
    --------
    >>> pairs = pd.DataFrame({"cases": [4, 6, 2, 1], "x": [1, 0, 0, 1], "a": [*"ttss"], "b": [*"uvuv"]})
    >>> fit("cases ~ x", pairs, clusters=["a", "b"]).table.round(3)["ratio"].tolist()
    [4.0, 0.625]
    """
    if family not in _FITS:
        raise refuse(f"the family {family!r}", f"one of {', '.join(_FITS)}", "choose one of these")
    if not trusted:
        _refuse_code(formula)
    both, _, effect = (part.strip() for part in formula.partition("|"))
    outcome = both.partition("~")[0].strip()
    if effect and family != "poisson":
        raise refuse(f"a constant for each {effect} with {family}", "poisson", "drop what follows `|`")
    _refuse_blanks(data, [outcome, *Formula(both).required_variables, *clusters, *([effect] if effect else [])])
    if effect:
        data = data[data.groupby(effect, observed=True)[outcome].transform("sum") > 0]
    counts = data[outcome].to_numpy(dtype=float)
    if counts.min(initial=0) < 0 or not counts.any():
        raise refuse(f"only zeros, or a negative count, in {outcome}", "counts", "choose another outcome")
    design = Formula(both.partition("~")[2]).get_model_matrix(data)
    spec, design = design.model_spec, design.drop(columns=["Intercept"] if effect else [])
    solve = partial(_poisson, groups=pd.factorize(data[effect])[0]) if effect else _FITS[family]
    values, unit = _scaled(design)
    begin = np.where(design.columns == "Intercept", np.log(counts.mean()), 0.0)
    if start is not None:
        begin = start.params.reindex(design.columns).fillna(0.0).to_numpy() * unit
    codes = _codes(data, clusters)
    params, influences, spread = solve(values, counts, begin, codes)
    sums = [np.bincount(one, counts) for one in codes[:2]]
    return DyadModel(
        formula, data, family, tuple(clusters), checked_level(level), pd.Series(params / unit, design.columns),
        tuple(pd.DataFrame(one / unit, columns=design.columns) for one in influences),
        max(float(min(one.sum() ** 2 / (one**2).sum() for one in sums)) - 1, 1.0), spec, spread,
    )  # fmt: skip


def fit_each(formulas: Mapping[str, str], data: pd.DataFrame, **options: Any) -> dict[str, DyadModel]:  # noqa: ANN401
    """Fit several formulas; one without a finite maximum is left blank, and `DyadModel.converged` says so.

    Parameters
    ----------
    formulas : mapping of str to str
        Name -> formula, as for `fit`.
    data : DataFrame, shape (dyad-years, columns)
        As for `fit`.
    **options
        As for `fit`.

    Examples
    --------
    >>> pairs = pd.DataFrame({"cases": [4, 6, 0, 0], "x": [1, 0, 0, 0], "y": [1, 1, 0, 0], "a": [*"ttss"]})
    >>> found = fit_each({"x": "cases ~ x", "y": "cases ~ y"}, pairs, clusters=["a"])
    >>> {name: model.converged for name, model in found.items()}
    {'x': True, 'y': False}
    """
    found: dict[str, DyadModel] = {}
    for name, formula in formulas.items():
        near = next((model for model in reversed(found.values()) if model.converged), None)
        try:
            found[name] = fit(formula, data, **{"start": near} | options)
        except ConvergenceError:
            found[name] = DyadModel(
                formula, data, options.get("family", "poisson"), tuple(options.get("clusters", SIDES)),
                options.get("level", 0.95), pd.Series([np.nan], ["(none)"]), (), 1.0, ModelSpec([]),
            )  # fmt: skip
    return found


def contrast(one: DyadModel, other: DyadModel, *against: DyadModel) -> pd.DataFrame:
    """Return the ratios of one model divided by those of another on the same rows, their errors clustered together.

    One row per term: ``term``, ``ratio``, ``low`` and ``high``; 1 where a covariate goes with both outcomes alike.

    Parameters
    ----------
    one, other : DyadModel
        Models of two outcomes, of one family and formula.
    *against : DyadModel
        Two more, such as models of the same outcomes by another coding: how many times the first contrast is theirs.

    Examples
    --------
    >>> pairs = pd.DataFrame({"cases": [4, 6, 2, 1], "x": [1, 0, 0, 1], "a": [*"ttss"], "b": [*"uvuv"]})
    >>> model = fit("cases ~ x", pairs, clusters=["a", "b"])
    >>> contrast(model, model)["ratio"].tolist()
    [1.0, 1.0]
    """
    several = [one, other, *against]
    if not all(model.converged for model in several):
        raise _without_maximum(one.family)
    if any(model.family != one.family or not one.data.index.equals(model.data.index) for model in several):
        raise refuse("models of different families or rows", "one family on the same rows", "fit both to one table")
    signs = (1, -1, -1, 1)[: len(several)]
    apart = [sum(map(mul, signs, parts)) for parts in zip(*(model.influences for model in several), strict=True)]
    errors = _covariance(apart, one.family != "negative binomial")
    params = sum(map(mul, signs, (model.params for model in several)))
    return _ratios(params, errors, min(model.freedom for model in several), one.level)


def leave_one_out(model: DyadModel, term: str, by: str = SIDES[0]) -> pd.DataFrame:
    """Fit a model again without each value of a column that has an event.

    ``without`` and ``ratio`` of the term, from the smallest to the largest.

    Parameters
    ----------
    model : DyadModel
        A Poisson model.
    term : str
        A term of its formula.
    by : str
        The column.

    Examples
    --------
    >>> pairs = pd.DataFrame({"cases": [4, 6, 2, 1], "x": [1, 0, 0, 1], "a": [*"ttss"], "b": [*"uvuv"]})
    >>> leave_one_out(fit("cases ~ x", pairs, clusters=["a", "b"]), "x", by="a")["ratio"].round(3).tolist()
    [0.5, 0.667]
    """
    if model.family != "poisson" or "|" in model.formula:
        raise refuse(f"{model!r}", "a Poisson model without constants", "fit one, and drop what follows `|`")
    matrix, counts = model.spec.get_model_matrix(model.data), np.asarray(model.data[model.outcome], dtype=float)
    (design, unit), place, found = _scaled(matrix), matrix.columns.get_loc(term), []
    codes, names = pd.factorize(model.data[by], sort=True, use_na_sentinel=False)
    params = np.asarray(model.params, dtype=float) * unit
    _, _, (mean, _, information) = _poisson_at(design, counts, None, 1.0, params)
    starts = params - _without_each(design, mean, counts - mean, information, codes, None)
    for one in map(int, np.flatnonzero(np.bincount(codes, counts) * names.notna())):
        rest = (codes != one).astype(float)
        params, _ = _highest(partial(_poisson_at, design, counts * rest, None, rest), starts[one], "Poisson", NEAR)
        found.append((str(names[one]), float(np.exp(params[place] / unit[place]))))
    table = pd.DataFrame(found, columns=["without", "ratio"]).round(3)
    table.attrs["source"] = model.data.attrs.get("source")
    return table.sort_values("ratio", kind="stable", ignore_index=True)


def _refuse_code(formula: str) -> None:
    """Refuse a formula that would run code: a call of anything but a transformation, an attribute, braces or quotes."""
    called = re.findall(r"((?<![\w.])[\w.]+|[\])])\s*\(", formula)
    code = [*(name for name in called if name not in TRANSFORMS), *re.findall(r"[{}`'\"\[]|__|\blambda\b", formula)]
    if code:
        expected = f"columns, and at most {', '.join(sorted(TRANSFORMS))} of them"
        raise refuse(f"a formula with {code[0]!r}, which runs as code", expected, "if you trust it, add trusted=True")


def _refuse_blanks(data: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a column that is not there or has blanks."""
    for name in dict.fromkeys(columns):
        if name not in data:
            raise refuse(f"no column {name!r}", f"one of {', '.join(map(str, data.columns))}", "correct the formula")
        if blanks := int(data[name].isna().sum()):
            cure = f"data[{name!r}] = data[{name!r}].fillna(0), or drop the rows"
            raise refuse(f"{blanks:,} blanks in {name}", "none", cure)


def _scaled(matrix: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return covariates in units of their standard deviation, and these units."""
    values = np.asfortranarray(matrix.to_numpy(dtype=float, copy=True))
    unit = np.array([column.std() or 1.0 for column in values.T])
    return np.divide(values, unit, out=values), unit


def _codes(data: pd.DataFrame, clusters: Sequence[str]) -> list[Codes]:
    """Number the clusters of each row: by each column, and by both together."""
    found = [pd.factorize(data[name]) for name in clusters]
    codes = [numbers for numbers, _ in found]
    if len(codes) == 2:
        codes.append(pd.factorize(codes[0] * len(found[1][1]) + codes[1])[0])
    return codes


Codes = NDArray[np.intp]
Fitted = tuple[Floats, list[Floats], float | None]


def _poisson(design: Floats, counts: Floats, start: Floats, codes: list[Codes], groups: Codes | None = None) -> Fitted:
    params, (mean, centred, information) = _highest(partial(_poisson_at, design, counts, groups, 1.0), start, "Poisson")
    if np.abs(params[int(groups is None) :]).max(initial=0) > LARGEST:
        raise _without_maximum("Poisson")
    residual = counts - mean
    left = [_without_each(centred, mean, residual, information, one, groups) for one in codes[:2]]
    return params, [*left, *(_sums(centred, residual, one) @ np.linalg.inv(information) for one in codes[2:])], None


def _poisson_at(
    design: Floats, counts: Floats, groups: Codes | None, weights: Floats | float, params: Floats
) -> tuple[float, Floats, tuple[Floats, Floats, Floats]]:
    """Return the log-likelihood, the step to take, and means, covariates less their means by group, and information."""
    lead = design @ params
    mean = weights * np.exp(lead)
    if groups is not None:
        own = (np.bincount(groups, counts) / np.bincount(groups, mean))[groups]
        lead, mean = lead + np.log(own), mean * own
        design = design - (_sums(design, mean, groups) / np.bincount(groups, mean)[:, None])[groups]
        design = np.asfortranarray(design)
    information = _gram(design, mean)
    step = _inverse(information) @ (design.T @ (counts - mean))
    return float(counts @ lead - mean.sum()), step, (mean, design, information)


def _firth(design: Floats, counts: Floats, start: Floats, codes: list[Codes]) -> Fitted:
    params, (spread, residual) = _highest(partial(_firth_at, design, (counts > 0).astype(float)), start, "logit")
    information = _gram(design, spread)
    left = [_without_each(design, spread, residual, information, one, None) for one in codes[:2]]
    return params, [*left, *(_sums(design, residual, one) @ _inverse(information) for one in codes[2:])], None


def _firth_at(design: Floats, events: Floats, params: Floats) -> tuple[float, Floats, tuple[Floats, Floats]]:
    """Return the penalised log-likelihood, the step to take, and the variances with the residuals."""
    lead = design @ params
    chance = scipy.special.expit(lead)
    spread = chance * (1 - chance)
    inverse = _inverse(_gram(design, spread))
    lever = spread * np.einsum("rk,rk->r", design @ inverse, design)
    residual = events - chance + lever * (0.5 - chance)
    reach = _inverse(_gram(design, spread + lever * spread))
    likely = events @ lead - np.logaddexp(0, lead).sum() - np.linalg.slogdet(inverse)[1] / 2
    return float(likely), reach @ (design.T @ residual), (spread, residual)


def _negative_binomial(design: Floats, counts: Floats, start: Floats, codes: list[Codes]) -> Fitted:
    """Fit NB2; it has arrived if its errors are finite and a further step would gain next to no likelihood.

    The optimiser alone calls a fit converged that never left its start, since it looks at the mean slope.
    """
    begin, _ = _highest(partial(_poisson_at, design, counts, None, 1.0), start, "Poisson")
    for spread in SPREADS:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: Any = NegativeBinomial(counts, design).fit(
                start_params=np.append(begin, spread), method="newton", maxiter=STEPS, tol=1e-9, disp=False,
                warn_convergence=False,
            )  # fmt: skip
            params, inverse = np.asarray(found.params), np.asarray(found.cov_params())
            slope = np.asarray(found.model.score(params))
            gain = float(slope @ inverse @ slope)
        sound = np.isfinite(found.bse).all() and np.abs(params[1:-1]).max(initial=0) < LARGEST
        if gain < ARRIVED and sound:
            mean, size = np.exp(design @ params[:-1]), 1 / params[-1]
            residual = (counts - mean) * size / (size + mean)
            digammas = scipy.special.digamma(counts + size) - scipy.special.digamma(size)
            of_spread = (np.log1p(mean / size) - digammas) * size**2 + residual * size
            sums = [np.column_stack([_sums(design, residual, one), np.bincount(one, of_spread)]) for one in codes]
            return params[:-1], [(one @ inverse)[:, :-1] for one in sums], float(params[-1])
    raise _without_maximum("negative binomial")


_FITS: Mapping[str, Callable[[Floats, Floats, Floats, list[Codes]], Fitted]] = {
    "poisson": _poisson, "firth": _firth, "negative binomial": _negative_binomial
}  # fmt: skip


def _highest(
    at: Callable[[Floats], tuple[float, Floats, T]], params: Floats, model: str, near: float = TIGHT
) -> tuple[Floats, T]:
    """Climb to where a likelihood is highest, by Newton steps that are halved until they lead up."""
    likely, step, extra = at(params)
    for _ in range(STEPS):
        far = np.abs(step).max()
        if far < near:
            return params + step, extra
        scale = min(1.0, LONGEST / far)
        tried = _tried(at, params + scale * step)
        while (tried is None or tried[0] < likely - 1e-9) and scale > 1e-4:
            scale /= 2
            tried = _tried(at, params + scale * step)
        if tried is None:
            raise _without_maximum(model)
        params, (likely, step, extra) = params + scale * step, tried
    raise _without_maximum(model)


def _tried(at: Callable[[Floats], tuple[float, Floats, T]], params: Floats) -> tuple[float, Floats, T] | None:
    """Return what is known at some coefficients; None where they are so far off that nothing can be computed."""
    with np.errstate(over="ignore", invalid="ignore"), suppress(ConvergenceError):
        return at(params)
    return None


def _without_maximum(model: str) -> ConvergenceError:
    return ConvergenceError(f"the {model} model has no finite maximum; a covariate may separate all events")


def _inverse(information: Floats) -> Floats:
    try:
        return np.asarray(scipy.linalg.cho_solve(scipy.linalg.cho_factor(information), np.eye(len(information))))
    except (scipy.linalg.LinAlgError, ValueError) as error:
        raise _without_maximum("regression") from error


def _gram(design: Floats, weights: Floats, rows: int = 4096) -> Floats:
    """Sum the weighted products of each two covariates, some rows at a time, so that they stay near the processor."""
    blocks = (slice(first, first + rows) for first in range(0, len(design), rows))
    return np.asarray(sum((design[here].T * weights[here]) @ design[here] for here in blocks))


def _sums(design: Floats, weights: Floats, codes: Codes, many: int = 0) -> Floats:
    """Sum weighted rows by cluster, shape (clusters, terms)."""
    shape = (max(many, codes.max() + 1), len(codes))
    return np.asarray(scipy.sparse.csc_array((weights, codes, np.arange(len(codes) + 1)), shape) @ design)


def _without_each(
    design: Floats, mean: Floats, residual: Floats, information: Floats, codes: Codes, groups: Codes | None
) -> Floats:
    """Return the step that leaving out each cluster takes, shape (clusters, terms)."""
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(codes.max() + 2))
    rests, scores, weight = [], [], None if groups is None else np.bincount(groups, mean)
    in_order = bool((np.diff(codes) >= 0).all())  # then rows need not be copied
    for here in (slice(first, last) if in_order else order[first:last] for first, last in pairwise(ends)):
        rows = design[here] if in_order else np.array([column[here] for column in design.T]).T
        means, left = mean[here], residual[here]
        rest, score = information - _gram(rows, means), rows.T @ left
        if groups is not None and weight is not None:  # the constants of the groups change too
            own, many = groups[here], len(weight)
            others = weight - np.bincount(own, means, many)
            sums = _sums(rows, means, own, many)
            part = sums / np.where(others > KNOWN * weight, others, weight)[:, None]
            rest -= sums.T @ part
            score = score + part.T @ np.bincount(own, left, many)
        rests.append(rest)
        scores.append(score)
    return _solved(np.array(rests), np.diag(information), np.array(scores))


def _solved(rests: Floats, whole: Floats, scores: Floats) -> Floats:
    """Solve for the step without each cluster; a direction of which the rest knows nothing is left alone."""
    unit, known = np.sqrt(whole), np.einsum("ckk->ck", rests) > KNOWN * whole
    rests = np.where(np.eye(len(whole), dtype=bool) & ~known[:, None], np.diag(whole), rests)
    inverses = np.linalg.pinv(rests / np.outer(unit, unit), rcond=KNOWN, hermitian=True)
    return np.asarray(np.einsum("ckj,cj->ck", inverses, scores / unit) / unit)


def _covariance(influences: Sequence[pd.DataFrame], jackknife: bool) -> pd.DataFrame:
    """Sum over clusters by each column, less by both (Cameron, Gelbach & Miller 2011); no variance is negative."""
    parts = [_clustered(one.to_numpy(), jackknife and place < 2) for place, one in enumerate(influences)]
    total = parts[0] if len(parts) == 1 else parts[0] + parts[1] - parts[2]
    values, vectors = np.linalg.eigh(total)
    total = (vectors * values.clip(0)) @ vectors.T if (values < 0).any() else total
    return pd.DataFrame(total, influences[0].columns, influences[0].columns)


def _clustered(sums: Floats, jackknife: bool) -> Floats:
    groups = max(len(sums), 2)
    factor = groups / (groups - 1)
    return np.asarray((1 / factor if jackknife else factor) * sums.T @ sums)


def _ratios(params: pd.Series[float], vcov: pd.DataFrame, freedom: float, level: float) -> pd.DataFrame:
    reach = scipy.stats.t.ppf((1 + level) / 2, freedom) * np.sqrt(np.diag(vcov))
    ends = {"ratio": np.exp(params), "low": np.exp(params - reach), "high": np.exp(params + reach)}
    return pd.DataFrame(ends).rename_axis("term").reset_index()
