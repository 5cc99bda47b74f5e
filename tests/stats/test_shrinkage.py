from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from statsmodels.discrete import discrete_model

from analysis.stats.estimate import ConvergenceError
from analysis.stats.shrinkage import Posterior, _fit_beta_binomial, _fit_negative_binomial, beta_binomial, gamma_poisson
from tests.stats.examples import ABOUT, SHARE, lip_cancer, series

PARTS, WHOLES = series("0 1 3 2 5 0 9 4 12 1 0 7", "int64"), series("4 6 9 12 11 8 20 9 30 16 3 25", "int64")


def test_fit_agrees_with_the_published_one():
    """Clayton & Kaldor (1987), section 3: nu = 1.88 and alpha = 1.32 on the same districts."""
    mean, dispersion = _fit_negative_binomial(*(column.to_numpy(float) for column in lip_cancer()))
    assert round(1 / dispersion, 2) == 1.88
    assert round(1 / (dispersion * mean), 2) == 1.32


def test_rates_agree_with_r():
    """R: Newton steps on c(sum((y - m) * r / (r + m)), sum(digamma(y + r) - digamma(r) + log(r / (r + m))
    + 1 - (y + r) / (r + m))) with m = E * mu, a = 1 / r; then the mean of
    (1/s^2 + y) / (1/(s^2 exp(lm)) + E) by the weights of the test below."""
    shrunken = gamma_poisson(*lip_cancer(), about=ABOUT)
    assert_allclose((shrunken.common, shrunken.dispersion), (1.422060012307439, 0.532059236102496), rtol=1e-7)
    found = [shrunken.estimates[unit].value for unit in ("D01", "D02", "D49", "D55", "D56")]
    assert_allclose(found, [4.06633721572, 4.08871098284, 0.331526729887, 0.331173602694, 0.586878264334], rtol=1e-4)


def test_intervals_agree_with_a_fine_integration_in_r():
    """R: weights exp(sum(dnbinom(y, 1/s^2, mu = E exp(lm), log = TRUE))) on 161 x 161 points of lm in [-.4, 1.2] and s
    in [.3, 1.5]; uniroot of sum(W * pgamma(v, 1/s^2 + y, 1/(s^2 exp(lm)) + E)) - p for districts 1, 49, 56."""
    table = gamma_poisson(*lip_cancer(), about=ABOUT).table.loc[["D01", "D49", "D56"]]
    assert_allclose(table["low"], [1.96862808403523, 0.223208439128516, 0.0492365086470191], rtol=1e-3)
    assert_allclose(table["high"], [7.02215611949678, 0.460855906270524, 1.7110192332107725], rtol=1e-3)


def test_shares_agree_with_r():
    """R: Newton steps on the two digamma equations of the beta-binomial likelihood; then, with A = m / s^2 and
    B = (1 - m) / s^2, weights exp(sum(lbeta(A + x, B + n - x) - lbeta(A, B))) on 401 x 601 points of logit m in
    [-2.6, .6] and s in [.002, 2.4], and the mean of (A + x) / (A + B + n) by them."""
    shrunken = beta_binomial(PARTS, WHOLES, about=SHARE)
    assert_allclose((shrunken.common, shrunken.dispersion), (0.265495282568745, 0.067230331800925), rtol=1e-6)
    expected = [0.191092684867, 0.231905077598, 0.297697828656, 0.218443661409, 0.358723061801]
    assert_allclose(shrunken.table["value"].to_numpy()[:5], expected, rtol=2e-3)


def test_value_and_interval_come_from_one_posterior():
    for shrunken in (gamma_poisson(*lip_cancer(), about=ABOUT), beta_binomial(PARTS, WHOLES, about=SHARE)):
        assert_allclose(shrunken.table["value"], shrunken.posterior.mean(), rtol=1e-12)
        assert_allclose(shrunken.posterior.cdf(shrunken.table["low"].to_numpy()), 0.025, atol=1e-6)
        assert_allclose(shrunken.posterior.cdf(shrunken.table["high"].to_numpy()), 0.975, atol=1e-6)
        assert {held.kind.value for held in shrunken.estimates.values()} == {"shrunken"}


def test_quantiles_of_a_mixture_agree_with_r():
    """R: uniroot(function(v) sum(w * pgamma(v, c(1, 2, 3), c(2, 2.5, 4))) - p, ..., tol = 1e-15), and pbeta."""
    weights, first = np.array([0.2, 0.5, 0.3]), np.array([[1.0], [2.0], [3.0]])
    gamma = Posterior("gamma", weights, first, np.array([[2.0], [2.5], [4.0]]))
    beta = Posterior("beta", weights, first, np.array([[5.0], [4.0], [9.0]]))
    assert_allclose([gamma.quantile(0.025)[0], gamma.quantile(0.975)[0]], [0.0538683943268003, 2.05095123252099])
    assert_allclose([beta.quantile(0.025)[0], beta.quantile(0.975)[0]], [0.0229867502253129, 0.662535212507573])


@pytest.mark.parametrize("family", ["gamma", "beta"])
def test_draws_follow_the_posterior(family):
    shape = np.array([[2.0, 9.0], [4.0, 20.0]])
    posterior = Posterior(family, np.array([0.3, 0.7]), shape, shape[::-1] + 3)
    drawn = posterior.draws(40_000, seed=2)
    assert_allclose(drawn.mean(axis=0), posterior.mean(), rtol=0.02)
    assert_allclose((drawn < posterior.quantile(0.1)).mean(axis=0), [0.1, 0.1], atol=0.01)
    assert_allclose(drawn, posterior.draws(40_000, seed=2))


def test_no_more_than_chance_is_pooled():
    counts, exposure = series("10 11 9 10 10 10", "int64"), series("1 1 1 1 1 1", "float64")
    shrunken = gamma_poisson(counts, exposure, about=ABOUT)
    assert shrunken.dispersion == 0
    assert_allclose(shrunken.table["value"], 10.0, rtol=0.03)
    assert ((shrunken.table["low"] < 9.5) & (shrunken.table["high"] > 10.5)).all()
    even = beta_binomial(series("5 5 5 5 5", "int64"), series("10 10 10 10 10", "int64"), about=SHARE)
    assert even.dispersion == 0
    assert_allclose(even.table["value"], 0.5)


def test_sentences_name_the_unit_and_what_was_seen():
    counts, expected = lip_cancer()
    about = replace(ABOUT, name_of=lambda code: "Annandale" if code == "D55" else code)
    shrunken = gamma_poisson(counts, expected, about=about, per_label="expected case")
    assert shrunken.estimates["D55"].sentence == (
        "Annandale: 0.33 public notices per expected case after shrinkage (0 public notices, 0 per expected case "
        "before it; 95 % credible interval 0.027 to 0.97). Counted: notices public on 1 May 2023."
    )
    share = beta_binomial(PARTS, WHOLES, about=SHARE).estimates["D01"]
    assert share.sentence.startswith(
        "D01: 19.1 % of public notices are against own nationals after shrinkage (0 of 4, 0 % before it; 95 % credible"
    )
    assert (share.n, share.unit, share.method) == (4, "share", "Beta-Binomial empirical Bayes")


def changed(values, **changes):
    return pd.Series(values.to_dict() | changes)


@pytest.mark.parametrize(
    ("counts", "exposure", "message"),
    [
        (PARTS * 0, WHOLES, "no event in any unit"),
        (PARTS[:4], WHOLES[:4], "5 or more"),
        (PARTS, WHOLES[:-1], "same units once in both"),
        (changed(PARTS, D03=-1), WHOLES, "-1 of .* in D03; expected a whole count"),
        (changed(PARTS, D03=1.5), WHOLES, "1.5 of .* in D03; expected a whole count"),
        (changed(PARTS, D03=np.nan), WHOLES, "nan of .* in D03; expected a whole count"),
        (PARTS, changed(WHOLES, D07=0), "of 0 in D07; expected .* and an exposure above 0"),
        (PARTS, changed(WHOLES, D07=np.nan), "of nan in D07; expected .* and an exposure above 0"),
    ],
)
def test_refuses_units_that_are_not_valid(counts, exposure, message):
    with pytest.raises(ValueError, match=message):
        gamma_poisson(counts, exposure, about=ABOUT)


def test_refuses_shares_that_are_none():
    with pytest.raises(ValueError, match=r"numerators above denominators in \['D01'\]"):
        beta_binomial(changed(PARTS, D01=5), WHOLES, about=SHARE)
    with pytest.raises(ValueError, match="no event in any unit"):
        beta_binomial(PARTS * 0, WHOLES, about=SHARE)
    with pytest.raises(ValueError, match="every share at 1"):
        beta_binomial(WHOLES, WHOLES, about=SHARE)


def test_a_failed_fit_is_an_error_that_names_the_model(monkeypatch):
    class Failing(discrete_model.NegativeBinomial):
        def fit(self, *args, **kwargs):
            result = super().fit(*args, **kwargs)
            result.mle_retvals["converged"] = False
            return result

    monkeypatch.setattr("analysis.stats.shrinkage.NegativeBinomial", Failing)
    with pytest.raises(ConvergenceError, match="negative binomial model of the counts"):
        gamma_poisson(*lip_cancer(), about=ABOUT)


def test_fit_agrees_with_statsmodels_beta_binomial_likelihood():
    from scipy.stats import betabinom

    mean, dispersion = _fit_beta_binomial(PARTS.to_numpy(float), WHOLES.to_numpy(float))

    def loglike(m, d):
        return betabinom.logpmf(PARTS, WHOLES, m / d, (1 - m) / d).sum()

    best = loglike(mean, dispersion)
    for step in (0.99, 1.01):
        assert loglike(mean * step, dispersion) < best
        assert loglike(mean, dispersion * step) < best


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.floats(0.1, 1000)), min_size=6, max_size=30), st.floats(0.01, 100))
def test_shrinkage_lies_between_raw_and_common_and_scales(rows, factor):
    counts = pd.Series([count for count, _ in rows], index=[f"U{place}" for place in range(len(rows))])
    exposure = pd.Series([base for _, base in rows], index=counts.index)
    if counts.sum() == 0:
        return
    shrunken = gamma_poisson(counts, exposure, about=ABOUT)
    table = shrunken.table
    low, high = np.minimum(table["raw"], shrunken.common), np.maximum(table["raw"], shrunken.common)
    assert ((table["value"] >= low * (1 - 1e-6)) & (table["value"] <= high * (1 + 1e-6))).all()
    again = gamma_poisson(counts, exposure * factor, about=ABOUT, per=factor)
    assert_allclose(again.table["value"], table["value"], rtol=1e-4)
