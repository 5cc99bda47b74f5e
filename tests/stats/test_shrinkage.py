import numpy as np
from numpy.testing import assert_allclose

from analysis.stats.shrinkage import Posterior


def test_quantiles_of_a_mixture_agree_with_r():
    """R: uniroot(function(v) sum(w * pgamma(v, c(1, 2, 3), c(2, 2.5, 4))) - p, ..., tol = 1e-15)."""
    weights, shape = np.array([0.2, 0.5, 0.3]), np.array([[1.0], [2.0], [3.0]])
    mixed = Posterior(weights, shape, np.array([[2.0], [2.5], [4.0]]))
    assert_allclose([mixed.quantile(0.025)[0], mixed.quantile(0.975)[0]], [0.0538683943268003, 2.05095123252099])


def test_draws_follow_the_posterior():
    shape = np.array([[2.0, 9.0], [4.0, 20.0]])
    posterior = Posterior(np.array([0.3, 0.7]), shape, shape[::-1] + 3)
    drawn = posterior.draws(40_000, seed=2)
    assert_allclose(drawn.mean(axis=0), posterior.mean(), rtol=0.02)
    assert_allclose((drawn < posterior.quantile(0.1)).mean(axis=0), [0.1, 0.1], atol=0.01)
    assert_allclose(drawn, posterior.draws(40_000, seed=2))
