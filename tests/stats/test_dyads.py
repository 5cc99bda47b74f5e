"""Regressions on a frame of dyads, against R, statsmodels, firthmodels and hand calculation."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose

from analysis.stats.coverage import covered
from analysis.stats.dyads import (
    Fitted,
    Frame,
    effective_clusters,
    firth,
    firth_of,
    negative_binomial,
    poisson,
    rubin,
    two_way,
    world_of,
)
from analysis.stats.estimate import ConvergenceError

YEARS, SENDERS, RECEIVERS = 4, 7, 8


def example() -> tuple[Frame, np.ndarray]:
    """Give a frame in which each sender is left out as its own receiver, and counts."""
    generator = np.random.default_rng(3)
    varied = generator.standard_normal((YEARS, SENDERS, 1))
    senders = np.concatenate([np.ones((YEARS, SENDERS, 1)), varied], axis=2)
    receivers = generator.standard_normal((YEARS, RECEIVERS, 2))
    places = [(t, i, i) for t in range(YEARS) for i in range(SENDERS)]
    places += [
        (t, i, j) for t in range(YEARS) for i in range(SENDERS) for j in range(RECEIVERS)
        if i != j and generator.random() < 0.5
    ]  # fmt: skip
    cells = np.array(places)
    inside = (cells[:, 1] != cells[:, 2]).astype(float)
    pairs = generator.standard_normal((len(cells), 1)) * inside[:, None]
    frame = Frame(senders, receivers, cells, pairs, inside, tuple("abcde"))
    return frame, generator.poisson(0.7, len(cells)) * inside


def listed(frame: Frame, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """List every dyad-year: covariates, counts, and (sender, receiver)."""
    design, place = frame.rows()
    every = np.zeros(len(design))
    every[place[place >= 0]] = counts[place >= 0]
    kept = np.ones((YEARS, SENDERS, RECEIVERS), dtype=bool)
    kept[tuple(frame.cells[frame.inside == 0].T)] = False
    return design, every, np.argwhere(kept)[:, 1:]


def test_poisson_on_the_frame_is_poisson_on_every_dyad_year():
    frame, counts = example()
    found = poisson(frame, counts)
    design, every, _ = listed(frame, counts)
    fit = sm.GLM(every, design, family=sm.families.Poisson()).fit(tol=1e-12)
    assert frame.size == len(design) == 196
    assert_allclose(found.params, fit.params, rtol=1e-8)
    assert_allclose(np.sqrt(np.diag(found.bread)), fit.bse, rtol=1e-8)
    assert_allclose(found.scores.sum(axis=(0, 1)), 0, atol=1e-8)
    assert_allclose(frame.expected(found.params), counts.sum(), rtol=1e-9)


def test_two_way_errors_agree_with_sandwich_of_r():
    """R, the rows of `listed` in d: m <- glm(y ~ 0 + x0 + x1 + x2 + x3 + x4, poisson, d, epsilon = 1e-14);
    vcovCL(m, ~ i + j, type = "HC0", cadjust = TRUE, multi0 = FALSE, fix = TRUE); sandwich 3.1.1."""
    expected = [
        [0.0002830245670, -0.001120474727, 0.0004426175388, 0.001605189699, 0.0009804497029],
        [-0.0011204747266, 0.006603697626, -0.0020323696487, -0.007275026769, -0.0011379818100],
        [0.0004426175388, -0.002032369649, 0.0102831601033, 0.004226834544, -0.0160890037400],
        [0.0016051896992, -0.007275026769, 0.0042268345435, 0.009761656693, 0.0015088040316],
        [0.0009804497029, -0.001137981810, -0.0160890037400, 0.001508804032, 0.0380759588651],
    ]
    frame, counts = example()
    found = poisson(frame, counts, jackknife=False)
    assert_allclose(found.params, [-1.08561991621, -0.07090831323, -0.24517434769, 0.17371854243, 0.20718796478])
    assert_allclose(found.covariance, expected, rtol=1e-6, atol=1e-9)


def test_the_jackknife_is_one_step_without_each_cluster():
    frame, counts = example()
    found = poisson(frame, counts)
    design, every, sides = listed(frame, counts)
    mean = np.exp(design @ found.params)
    score, whole = (every - mean)[:, None] * design, (design.T * mean) @ design
    for side in (0, 1):
        for unit in np.unique(sides[:, side]):
            here = sides[:, side] == unit
            left = whole - (design[here].T * mean[here]) @ design[here]
            assert_allclose(found.influences[side][unit], np.linalg.solve(left, score[here].sum(axis=0)), atol=1e-9)
    again = replace(found, parts=None)
    assert (found.errors > again.errors)[2:].all()


def test_two_way_is_sender_plus_receiver_less_dyad_by_hand():
    """(3^2 + 0.5^2) * 2 + (1.5^2 + 1^2) * 2 - (1 + 4 + 0.25 + 1) * 4 / 3."""
    held = two_way(np.array([[3.0], [-0.5]]), np.array([[1.5], [1.0]]), np.array([[1.0], [2.0], [0.5], [-1.0]]))
    assert_allclose(held, [[9.25 * 2 + 3.25 * 2 - 6.25 * 4 / 3]])


def test_a_difference_of_a_fit_with_itself_has_no_error():
    frame, counts = example()
    found = poisson(frame, counts)
    apart, errors = found.less(found)
    assert_allclose([*apart, *errors], 0)


def test_a_covariate_that_parts_all_events_is_refused_by_poisson_and_borne_by_firth():
    cells = np.array([[0, 0, 1], [0, 1, 0]])
    frame = Frame(
        np.ones((1, 2, 1)), np.zeros((1, 2, 0)), cells, np.array([[1.0], [0.0]]), np.ones(2), ("constant", "pair")
    )
    with pytest.raises(ConvergenceError, match="no finite maximum"):
        poisson(frame, np.array([3.0, 0.0]))
    assert np.isfinite(firth_of(frame, np.array([3.0, 0.0])).params).all()


def test_firth_adds_half_to_each_cell_of_a_table_of_two_by_two():
    """Heinze & Schemper (2002): the saturated fit is that of the table with 1/2 added to every cell."""
    design = np.array([[1.0, 0], [1, 0], [1, 1], [1, 1]])
    found = firth(design, np.array([0.0, 1, 0, 1]), np.array([20.0, 0, 4, 6]))
    assert_allclose(found.params[0], np.log(0.5 / 20.5), rtol=1e-7)
    assert_allclose(found.params[1], np.log(6.5 / 4.5) - np.log(0.5 / 20.5), rtol=1e-7)


def test_firth_agrees_with_firthmodels_and_with_a_maximum_in_r():
    """FirthLogisticRegression().fit(x1 to x4, y > 0) of firthmodels 0.8.2; in R, optim of the penalised likelihood
    sum(y * e - log1p(exp(e))) + determinant(t(X) %*% (W * X))$modulus / 2 gives the same to its tolerance."""
    found = firth_of(*example())
    assert_allclose(found.params, [-1.12594034, -0.13189168, -0.27307298, 0.05171392, 0.17218922], rtol=2e-6)


def test_rubin_by_hand():
    """Rubin (1987, 3.1): 2; 0.5 + 4 / 3 * 1; (m - 1) (1 + W / ((1 + 1 / m) B))^2 = 2 * (1 + 0.5 / (4 / 3))^2."""
    held = rubin([1.0, 2.0, 3.0], [0.5, 0.5, 0.5])
    assert_allclose([held.value, held.variance], [2, 0.5 + 4 / 3])
    assert_allclose(held.freedom, 2 * (1 + 0.5 / (4 / 3)) ** 2)


def test_rubin_with_few_clusters_agrees_with_the_formula_of_mice():
    """R: mice:::barnard.rubin(m = 3, b = 1, t = 0.5 + 4/3, dfcom = 20), which is: lambda <- (1 + 1/m) * b / t;
    dfold <- (m - 1) / lambda^2; dfobs <- (dfcom + 1) / (dfcom + 3) * dfcom * (1 - lambda);
    dfold * dfobs / (dfold + dfobs)."""
    part = (4 / 3) / (0.5 + 4 / 3)
    old, observed = 2 / part**2, 21 / 23 * 20 * (1 - part)
    assert_allclose(rubin([1.0, 2.0, 3.0], [0.5] * 3, 20).freedom, old * observed / (old + observed))
    assert rubin([1.0, 1.0], [0.5, 0.5]).freedom == np.inf
    with pytest.raises(ValueError, match="draw more often"):
        rubin([1.0], [0.5])


def test_a_negative_binomial_that_never_left_its_start_is_no_fit():
    """With many zeros the mean slope is small anywhere, so that bfgs of statsmodels calls such a start converged."""
    generator = np.random.default_rng(2)
    design = np.column_stack([np.ones(5000), generator.standard_normal(5000)])
    counts = generator.poisson(np.exp(design @ [-1.0, 0.5]) * generator.gamma(1, 1, 5000)).astype(float)
    assert not negative_binomial(design, counts, np.array([-6.0, -2.0]), steps=1).converged
    found = negative_binomial(design, counts, np.array([-1.2, 0.3]), steps=200)
    oracle = sm.NegativeBinomial(counts, design).fit(method="bfgs", start_params=[-1, 0.5, 1], disp=0, gtol=1e-8)
    assert found.converged
    assert_allclose([*found.params, found.dispersion], oracle.params, rtol=1e-4)


def test_effective_clusters_are_few_where_one_state_holds_most_events():
    cells = np.array([[0, 0, 1], [0, 1, 0], [0, 1, 2]])
    frame = Frame(np.ones((1, 2, 1)), np.zeros((1, 3, 0)), cells, np.zeros((3, 0)), np.ones(3), ("c",))
    assert effective_clusters(frame, np.array([5.0, 0.0, 5.0])) == 2
    assert effective_clusters(frame, np.array([9.0, 1.0, 0.0])) == pytest.approx(100 / 82)


def test_a_frame_with_a_missing_covariate_or_name_is_refused():
    frame, _ = example()
    with pytest.raises(ValueError, match="name every covariate"):
        replace(frame, names=("a",))
    with pytest.raises(ValueError, match="fill or draw it first"):
        replace(frame, pairs=frame.pairs * np.nan)


def test_intervals_hold_the_truth_as_often_as_they_say():
    """The world of the model; those of the register's frame stand in `interval_coverage`."""
    generator = np.random.default_rng(1)
    shape = 6, 30, 30
    senders = np.concatenate([np.ones((*shape[:2], 1)), generator.standard_normal((*shape[:2], 1))], axis=2)
    cells = np.array([(t, i, i) for t in range(shape[0]) for i in range(shape[1])])
    receivers = generator.standard_normal((shape[0], shape[2], 1))
    frame = Frame(senders, receivers, cells, np.zeros((len(cells), 0)), np.zeros(len(cells)), ("constant", "s", "r"))
    world = world_of("as fitted", frame, np.array([-3.0, 0.4, -0.3]), ["s", "r"])
    assert covered(world, 150, 5)["coverage"].between(0.9, 0.99).all()


def test_a_fit_is_what_its_parts_say():
    found = Fitted(np.zeros(1), np.eye(1), np.ones((2, 2, 1)))
    assert_allclose(found.covariance, [[2 * 8 + 2 * 8 - 4 * 4 / 3]])
