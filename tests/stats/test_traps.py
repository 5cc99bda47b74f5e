"""What statsmodels does where the package must not follow it; a new release that changes one of these says so here."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from statsmodels.discrete.conditional_models import ConditionalPoisson
from statsmodels.discrete.truncated_model import HurdleCountModel
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import (
    confint_poisson,
    confint_poisson_2indep,
    power_poisson_ratio_2indep,
    test_poisson_2indep,
)

from tests.stats.examples import lip_cancer

test_poisson_2indep.__test__ = False


@pytest.mark.parametrize("method", ["midp-c", "sqrt", "wald"])
def test_intervals_of_no_event_without_width(method):
    low, high = confint_poisson(0, 10, method=method)
    assert high - low < 1e-8


@pytest.mark.parametrize("method", ["midp-c", "sqrt"])
def test_intervals_of_no_event_that_leave_out_zero(method):
    assert confint_poisson(0, 10, method=method)[0] > 0.05


@pytest.mark.parametrize("method", ["exact-c", "score", "jeffreys"])
def test_intervals_of_no_event_that_are_sound(method):
    low, high = confint_poisson(0, 10, method=method)
    assert low < 1e-4
    assert 0.2 < high < 0.4


def test_default_interval_of_a_share_of_nothing_has_no_width():
    assert proportion_confint(0, 10) == (0, 0)
    assert proportion_confint(10, 10) == (1, 1)


def test_score_interval_of_a_ratio_has_no_width_at_no_event():
    low, high = confint_poisson_2indep(0, 10, 5, 10, method="score")
    assert_allclose(low, high, rtol=1e-6)
    assert low > 0.7


def test_wald_e_test_is_far_off_on_unbalanced_exposures():
    exact = test_poisson_2indep(5, 1000.0, 2, 100.0, method="exact-cond").pvalue
    assert_allclose(exact, 0.127631199007799, rtol=1e-9)  # R: poisson.test(c(5, 2), c(1000, 100))$p.value
    assert test_poisson_2indep(5, 1000.0, 2, 100.0, method="etest-wald").pvalue > 4 * exact


def test_power_of_a_ratio_is_one_sided_against_zero_by_default():
    with np.errstate(divide="ignore"):
        assert power_poisson_ratio_2indep(8.0, 2.0, 50.0, return_results=False) == 0
    stated = power_poisson_ratio_2indep(8.0, 2.0, 50.0, value=1, alternative="two-sided", return_results=False)
    assert stated > 0.999


def grouped_counts():
    generator = np.random.default_rng(3)
    group = np.repeat(np.arange(60), 10)
    signal = generator.normal(size=60)[group]
    slope = generator.normal(0, 0.8, 60)[group]
    covariate = signal + generator.normal(0, 0.3, 600)
    return generator.poisson(np.exp(0.5 + slope * covariate)), covariate[:, None], group


def test_conditional_poisson_ignores_the_kind_of_errors_asked_for():
    counts, covariate, group = grouped_counts()
    model = ConditionalPoisson(counts, covariate, groups=group)
    plain, robust = model.fit(), model.fit(cov_type="cluster", cov_kwds={"groups": group})
    assert_allclose(plain.bse, robust.bse)


@pytest.mark.thorough
def test_dummies_with_clustered_errors_see_what_it_ignores():
    counts, covariate, group = grouped_counts()
    dummies = np.eye(60)[group]
    fit = sm.GLM(counts, np.hstack([covariate, dummies]), family=sm.families.Poisson()).fit(
        cov_type="cluster", cov_kwds={"groups": group}
    )
    assert fit.bse[0] > 2 * ConditionalPoisson(counts, covariate, groups=group).fit().bse[0]


def test_hurdle_model_refuses_robust_errors():
    counts, covariate, _ = grouped_counts()
    model = HurdleCountModel(counts, sm.add_constant(covariate))
    with pytest.raises(ValueError, match="cov_type"):
        model.fit(cov_type="HC0", disp=0)


def test_a_newton_fit_may_call_missing_numbers_convergence():
    observed, expected = lip_cancer()
    model = sm.NegativeBinomial(observed.to_numpy(), np.ones(56), exposure=expected.to_numpy())
    with np.errstate(invalid="ignore"):
        fit = model.fit(start_params=[0.0, 2.0], method="newton", disp=0, skip_hessian=True)
    assert fit.mle_retvals["converged"]
    assert not np.isfinite(fit.params).all()
