import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from scipy import stats

from analysis.stats.estimate import ConvergenceError
from analysis.stats.expectation import Line, expectation, log_linear
from tests.stats.examples import ABOUT, lip_cancer


def fitted(level=0.95):
    return expectation(*lip_cancer(), about=ABOUT, exposed="expected cases", level=level)


def test_line_and_dispersion_agree_with_r():
    """R: m <- MASS::glm.nb(y ~ log(E)); coef(m); 1 / m$theta; 2 * (logLik(m) - logLik(glm.nb(y ~ offset(log(E))))),
    both with control = glm.control(epsilon = 1e-14, maxit = 200)."""
    found = fitted()
    expected = (1.2810464805172637, 0.4840995173582911, 0.3606156888750613)
    assert_allclose((found.fit.constant, found.fit.elasticity, found.fit.dispersion), expected, rtol=1e-6)
    against_one = 2 * (found.fit.loglik - Line(*lip_cancer()).profile(1.0, 1))
    assert_allclose(against_one, 16.87144793603915, rtol=1e-6)


def test_profile_interval_of_the_elasticity_agrees_with_r():
    """R: f <- function(b) 2 * (logLik(m) - logLik(glm.nb(y ~ offset(b * log(E))))) - qchisq(.95, 1), by uniroot on both
    sides: the dispersion is fitted again at each b, which confint(m) does not do."""
    slope = fitted().elasticity
    assert_allclose((slope.value, slope.low, slope.high), (0.484099517, 0.267375659330, 0.709909669064), rtol=1e-5)


def test_fit_agrees_with_statsmodels():
    counts, exposure = lip_cancer()
    model = sm.NegativeBinomial(counts.to_numpy(), sm.add_constant(np.log(exposure.to_numpy())))
    reference = model.fit(disp=0, maxiter=1000)
    fit = fitted().fit
    assert_allclose((fit.constant, fit.elasticity, fit.dispersion), reference.params, rtol=1e-4)


def test_ratios_agree_with_a_brute_force_integration_in_r():
    """R: weights exp(sum(dnbinom(y, 1/s^2, mu = exp(a + b * (log(E) - mean(log(E)))), log = TRUE))) on 101 points each
    of a in [1.3, 3], b in [-.3, 1.2] and s in [.25, 1.6]; sum(W * (1/s^2 + y) / (1/s^2 + mu)), uniroot of
    sum(W * pgamma(v, 1/s^2 + y, 1/s^2 + mu)) - p, and exp(sum(W * log(mu))), for districts 1, 49, 56."""
    found = fitted()
    table = found.ratios.table.loc[["D01", "D49", "D56"]]
    assert_allclose(table["value"], [1.7071277608, 0.9163284277, 0.35171880594], rtol=2e-4)
    assert_allclose(table["low"], [0.8210319776, 0.4304328193, 0.04770673272], rtol=3e-3)
    assert_allclose(table["high"], [2.9975848598, 1.6588941571, 0.91889265904], rtol=3e-3)
    lead = [found.expected[unit].value for unit in table.index]
    assert_allclose(lead, [4.2302902524, 32.0978128740, 4.78280733305], rtol=1e-3)


def test_value_is_the_mean_of_the_posterior_that_the_interval_ends_belong_to():
    found = fitted(level=0.9).ratios
    drawn = found.posterior.draws(40_000, seed=4)
    assert_allclose(drawn.mean(axis=0), found.table["value"], rtol=0.03)
    inside = (drawn >= found.table["low"].to_numpy()) & (drawn <= found.table["high"].to_numpy())
    assert_allclose(inside.mean(axis=0), 0.9, atol=0.01)


def test_units_of_exposure_change_nothing_but_the_constant():
    counts, exposure = lip_cancer()
    scaled = expectation(counts, exposure * 1000, about=ABOUT, exposed="person-years")
    assert_allclose(scaled.ratios.table["value"], fitted().ratios.table["value"], rtol=1e-6)
    assert_allclose(scaled.fit.elasticity, fitted().fit.elasticity, rtol=1e-6)


def test_chance_alone_gives_no_dispersion_and_ratios_near_one():
    generator = np.random.default_rng(5)
    exposure = pd.Series(np.exp(generator.normal(3, 1, 60)), index=[f"U{n}" for n in range(60)])
    counts = pd.Series(np.round(2 * exposure**0.5).astype(int), index=exposure.index)
    found = expectation(counts, exposure, about=ABOUT, exposed="people")
    assert found.fit.dispersion == 0
    assert_allclose(found.fit.elasticity, 0.5, atol=0.02)
    assert_allclose(found.ratios.table["value"], 1, atol=0.05)


def test_sentences_say_what_is_expected_of_whom():
    found = fitted()
    assert found.ratios.estimates["D01"].sentence.startswith(
        "D01: 1.7 times the number of public notices expected for its expected cases, pulled towards one (9 "
        "public notices, 4.2 expected; 95"
    )
    assert {e.kind.value for e in (found.elasticity, *found.expected.values())} == {"between states"}
    assert found.expected["D01"].n == 56


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c, e: (c * 0, e), "no event in any unit"),
        (lambda c, e: (c[:9], e[:9]), "10 or more"),
        (lambda c, e: (c, e * 0 + 1), "the same exposure everywhere"),
        (lambda c, e: (c, e * 0), "and an exposure above 0"),
    ],
)
def test_refuses(change, message):
    with pytest.raises(ValueError, match=message):
        expectation(*change(*lip_cancer()), about=ABOUT, exposed="people")


def test_a_level_whose_interval_leaves_the_mean_out_is_refused():
    with pytest.raises(ValueError, match="take a higher level"):
        fitted(level=0.02)


#: Given by the call of R in the test below.
R_LINE = (-0.484062732899937, 0.579406677760435, 0.414716029550512)


def test_a_poisson_line_agrees_with_r():
    """R: x <- c(0, 1, 2, 3, 4, 5); z <- c(1, -1, 0, 2, 1, -2); y <- c(1, 0, 3, 8, 9, 5);
    coef(glm(y ~ x + z, family = poisson, control = glm.control(epsilon = 1e-14)))."""
    design = np.column_stack([np.ones(6), [0.0, 1, 2, 3, 4, 5], [1.0, -1, 0, 2, 1, -2]])
    assert_allclose(log_linear(np.array([1.0, 0, 3, 8, 9, 5]), design)[0], R_LINE, rtol=1e-8)


def test_a_line_without_a_finite_maximum_is_an_error():
    with pytest.raises(ConvergenceError):
        log_linear(np.array([0.0, 0, 3, 4]), np.column_stack([np.ones(4), [0.0, 0, 1, 1]]))


def test_a_group_has_the_factor_that_statsmodels_finds():
    counts, exposure = lip_cancer()
    group = pd.Series((np.arange(len(counts)) % 3 == 0).astype(float), counts.index)
    found = expectation(counts, exposure, about=ABOUT, exposed="expected cases", group=group)
    design = np.column_stack([np.ones(len(counts)), np.log(exposure.to_numpy()), group])
    reference = sm.NegativeBinomial(counts.to_numpy(), design).fit(disp=0, maxiter=1000)
    fit = found.fit
    assert_allclose((fit.constant, fit.elasticity, fit.of_group, fit.dispersion), reference.params, rtol=1e-3)
    assert_allclose(np.log(found.factor.value), reference.params[2], rtol=1e-3)
    for end in np.log([found.factor.low, found.factor.high]):
        held = sm.NegativeBinomial(counts.to_numpy(), design[:, :2], offset=end * group.to_numpy())
        lost = 2 * (reference.llf - held.fit(disp=0, maxiter=1000).llf)
        assert_allclose(lost, stats.chi2.ppf(0.95, 1), rtol=1e-3)


def test_a_group_raises_what_is_expected_of_it_and_lowers_its_ratios():
    counts, exposure = lip_cancer()
    group = pd.Series((counts > counts.median()).astype(float), counts.index)
    plain, own = (expectation(counts, exposure, about=ABOUT, exposed="", group=one) for one in (None, group))
    assert plain.factor is None and own.factor.low > 1
    inside, outside = group.index[group == 1], group.index[group == 0]
    assert all(own.ratios.estimates[unit].value < plain.ratios.estimates[unit].value for unit in inside[:5])
    assert own.ratios.table.loc[outside, "value"].mean() > plain.ratios.table.loc[outside, "value"].mean()
    assert own.fit.loglik > plain.fit.loglik
