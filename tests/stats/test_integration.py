"""What the posteriors are computed with, against closed forms, scipy and weighted quantiles of numpy."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from analysis.stats.counts import half_width, quantiles
from analysis.stats.estimate import Subject
from analysis.stats.expectation import Line
from analysis.stats.shrinkage import Posterior, central, log_probability, midpoints
from tests.stats.examples import lip_cancer

LOWER = Subject("Freedonia", "of other states score lower", "states in 2023", "an index")


@given(st.floats(-5, 5), st.floats(0.1, 9), st.integers(1, 40))
def test_middles_lie_evenly_within_their_cells(low, width, cells) -> None:
    found = midpoints(low, low + width, cells)
    assert_allclose(found, low + width * (np.arange(cells) + 0.5) / cells, rtol=1e-9, atol=1e-9)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.floats(0.1, 90), st.floats(0.05, 50))
def test_log_probability_is_that_of_scipy_but_for_a_constant_of_the_counts(counts, expected, shape) -> None:
    held, lead = np.array(counts, dtype=float), np.full(len(counts), expected)
    theirs = stats.nbinom.logpmf(held, shape, shape / (shape + lead)) - stats.nbinom.logpmf(held, 1, 0.5)
    ours = log_probability(held, lead, np.array(shape)) - log_probability(held, np.ones(len(held)), np.array(1.0))
    assert_allclose(ours, theirs, rtol=1e-7, atol=1e-7)


def test_a_posterior_of_one_point_is_that_law() -> None:
    one, law = Posterior(np.array([1.0]), np.array([[4.0]]), np.array([[6.0]])), stats.gamma(4, scale=1 / 6)
    value, low, high = (ends[0] for ends in central(one, 0.9))
    assert value == pytest.approx(law.mean())
    assert_allclose((low, high), law.ppf([0.05, 0.95]), rtol=1e-6)
    assert one.cdf(np.array([0.3]))[0] == pytest.approx(law.cdf(0.3))


def test_a_unit_without_an_event_has_a_quantile_of_nought_at_last() -> None:
    """A Gamma of shape 0.001 has half its weight below 1e-300, which counts as nought."""
    nearly = Posterior(np.array([1.0]), np.array([[0.001]]), np.array([[1.0]]))
    assert nearly.quantile(0.4)[0] == 0.0


def test_draws_of_one_unit_follow_its_law() -> None:
    one = Posterior(np.array([1.0]), np.array([[4.0]]), np.array([[6.0]]))
    assert stats.kstest(one.draws(4000, seed=3)[:, 0], stats.gamma(4, scale=1 / 6).cdf).pvalue > 0.01


def test_a_mean_outside_of_its_interval_is_refused() -> None:
    skew = Posterior(np.array([1.0]), np.array([[0.05]]), np.array([[1.0]]))
    message = r"the level 0\.1; expected one at which every interval contains its estimate.*higher level, such as 0\.9"
    with pytest.raises(ValueError, match=message):
        central(skew, 0.1)


def test_the_likelihood_of_a_line_is_that_of_scipy() -> None:
    line = Line(*lip_cancer())
    expected = np.exp(0.3 + 0.5 * line.logged)
    apart = [
        line.loglik(expected, spread)
        - stats.nbinom.logpmf(line.counts, 1 / spread**2, 1 / (1 + spread**2 * expected)).sum()
        for spread in (0.3, 1.0, 2.0)
    ]
    assert_allclose(apart, apart[0], rtol=1e-9)


def test_no_elasticity_is_more_likely_than_that_of_the_fit() -> None:
    line = Line(*lip_cancer())
    fit = line.fit()
    assert line.profile(fit.elasticity, 1) == pytest.approx(fit.loglik, abs=1e-6)
    assert all(line.profile(fit.elasticity + step, 1) < fit.loglik for step in (-0.2, -0.01, 0.01, 0.2))


def test_ends_of_what_is_expected_are_those_of_a_normal_of_the_logarithm() -> None:
    grid = Line(*lip_cancer()).grid()
    logged = np.log(grid.expected[:, 0])
    mean = np.average(logged, weights=grid.weights)
    law = NormalDist(mean, np.sqrt(np.average((logged - mean) ** 2, weights=grid.weights)))
    assert_allclose(grid.lead(0.9)[0], np.exp([mean, law.inv_cdf(0.05), law.inv_cdf(0.95)]), rtol=1e-9)


outcomes = st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 20)), min_size=1, max_size=12)


@given(outcomes, st.sampled_from([0.5, 0.8, 0.9, 0.95]))
def test_quantiles_agree_with_the_weighted_ones_of_numpy(rows, level) -> None:
    values, weights = np.array(rows, dtype=float).T
    at = [0.5, (1 - level) / 2, (1 + level) / 2]
    expanded = np.repeat(values, weights.astype(int))
    theirs = np.quantile(expanded, at, method="inverted_cdf")
    shares = np.array(at) * len(expanded)
    if np.abs(shares - np.round(shares)).min() > 1e-9:  # else either neighbour is a quantile
        assert quantiles(values, weights, level) == tuple(theirs)


@pytest.mark.parametrize("level", [0.5, 0.68, 0.95, 0.998])
def test_half_widths_are_those_of_the_standard_library(level) -> None:
    assert half_width(level) == pytest.approx(NormalDist().inv_cdf((1 + level) / 2))
