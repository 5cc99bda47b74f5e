"""Regressions on a frame of dyads, against R, statsmodels, firthmodels and hand calculation."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose

from analysis.stats.dyads import (
    Fitted,
    Frame,
    _firth,
    _two_way,
    effective_clusters,
    firth_of,
    negative_binomial,
    poisson,
    within_senders,
)
from analysis.stats.estimate import ConvergenceError
from simulations.draws import draw_events, small_frame
from simulations.rubin import rubin

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
    held = _two_way(np.array([[3.0], [-0.5]]), np.array([[1.5], [1.0]]), np.array([[1.0], [2.0], [0.5], [-1.0]]))
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
    found = _firth(design, np.array([0.0, 1, 0, 1]), np.array([20.0, 0, 4, 6]))
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


def test_a_fit_is_what_its_parts_say():
    found = Fitted(np.zeros(1), np.eye(1), np.ones((2, 2, 1)))
    assert_allclose(found.covariance, [[2 * 8 + 2 * 8 - 4 * 4 / 3]])


#: Endometrial cancer of Heinze & Schemper (2002), as the package brglm2 of R gives it: 79 patients.
ENDOMETRIAL = {
    "NV": "0000000000000000000001111100000000000000000000011110000000000000000000100011010",
    "PI": "13 16 8 34 20 5 17 10 26 17 8 7 20 10 18 16 18 8 29 12 20 38 22 7 25 15 7 28 11 19 10 10 18 14 21 11 17 "
    "25 16 19 15 33 24 48 12 19 2 22 40 5 0 21 15 29 15 12 3 20 23 12 22 42 15 13 14 19 12 13 10 12 49 6 5 17 "
    "11 21 5 19 33",
    "EH": "1.64 2.26 3.14 2.68 1.28 2.31 1.8 1.68 1.56 2.31 2.01 1.89 3.15 1.23 1.27 1.76 2 2.64 0.88 1.27 1.37 0.97 "
    "1.14 0.88 0.91 0.58 0.97 1.5 1.33 2.37 1.82 3.13 1.31 1.92 1.64 2.01 1.88 1.93 2.11 1.29 1.72 0.75 1.92 1.84 1.11 "
    "1.61 1.18 1.44 1.18 0.93 1.17 1.19 1.06 2.02 2.29 2.33 2.9 1.7 1.41 2.25 1.54 1.97 1.75 2.16 2.57 1.37 3.61 2.04 "
    "2.17 1.69 0.27 1.84 1.3 0.96 1.01 0.98 0.35 1.02 0.85",
    "HG": "0000000000000000011111111110000000000000000111111111100000000000000001111111111",
}


def endometrial() -> tuple[np.ndarray, np.ndarray]:
    """Give the design (a constant, NV, PI, EH) and the outcome of the published example of separation."""
    held = {name: [float(one) for one in (text.split() if " " in text else text)] for name, text in ENDOMETRIAL.items()}
    return np.column_stack([np.ones(79), held["NV"], held["PI"], held["EH"]]), np.array(held["HG"])


def test_firth_agrees_with_the_published_example_of_separation():
    """Heinze & Schemper (2002), endometrial cancer: NV 2.93 (1.55), PI -0.035 (0.040), EH -2.60 (0.78), where the
    plain likelihood has no finite maximum. R, brglm2 0.9.2: data(endometrial); m <- glm(HG ~ NV + PI + EH, binomial,
    endometrial, method = "brglm_fit", type = "AS_mean", epsilon = 1e-12); coef(m); sqrt(diag(vcov(m)))."""
    found = _firth(*endometrial())
    assert_allclose(found.params, [3.774559713647, 2.929273353197, -0.034751759870, -2.604163925294], rtol=1e-6)
    errors = [1.488691663436, 1.550763729453, 0.039578147348, 0.776017642502]
    assert_allclose(np.sqrt(np.diag(found.bread)), errors, rtol=1e-6)
    assert found.params[1:].round(2).tolist() == [2.93, -0.03, -2.6]


def test_clustered_errors_of_firth_agree_with_r():
    """R, the rows of `frame.rows()` with sender i and receiver j in d, e <- as.numeric(y > 0):
    m <- glm(e ~ 0 + x0 + x1 + x2 + x3, binomial, d, method = "brglm_fit", type = "AS_mean", epsilon = 1e-13);
    X <- model.matrix(m); p <- fitted(m); W <- p * (1 - p); B <- solve(t(X) %*% (W * X));
    H <- rowSums((X %*% B) * X) * W; S <- (e - p + H * (.5 - p)) * X;
    M <- function(g) { s <- rowsum(S, g); G <- nrow(s); G / (G - 1) * t(s) %*% s };
    sqrt(diag(B %*% (M(d$i) + M(d$j) - M(paste(d$i, d$j))) %*% B)); no eigenvalue is negative."""
    frame = small_frame(4, 14, 2)
    drawn, counts = draw_events(frame, np.array([-0.5, 0.3, -0.2, 0.2]), (0.8, 0.5), np.random.default_rng(8))
    found = firth_of(drawn, counts)
    assert_allclose(found.params, [-1.292838886560, 0.517406262589, -0.123511829761, 0.381513721997], rtol=1e-6)
    assert_allclose(found.errors, [0.365900644835, 0.338368456686, 0.210437912791, 0.251173830869], rtol=1e-6)


def test_the_difference_of_two_outcomes_agrees_with_sandwich_of_r():
    """R, the rows of `listed` twice in s, y of the one outcome with o = 1 and of the other with o = 0:
    m <- glm(y ~ 0 + x0 + x1 + x2 + x3 + x4 + I(o * x0) + I(o * x1) + I(o * x2) + I(o * x3) + I(o * x4), poisson, s,
    epsilon = 1e-14); v <- vcovCL(m, ~ i + j, type = "HC0", cadjust = TRUE, multi0 = FALSE)[6:10, 6:10]; e <- eigen(v);
    sqrt(diag(e$vectors %*% (pmax(e$values, 0) * t(e$vectors)))); sandwich 3.1.1."""
    frame, counts = example()
    first = np.random.default_rng(4).binomial(counts.astype(int), 0.5).astype(float)
    one, other = (poisson(frame, held, jackknife=False) for held in (first, counts - first))
    apart, errors = one.less(other)
    expected = [0.36987284836, 0.00963025441, -0.22527714127, -0.13075060401, -0.57023911607]
    assert_allclose(apart, expected, rtol=1e-6, atol=1e-9)
    assert_allclose(errors, [0.130844393034, 0.150353819189, 0.186987898965, 0.158257445784, 0.392871605889], rtol=1e-6)


def test_the_negative_binomial_agrees_with_mass_of_r():
    """R: m <- MASS::glm.nb(y ~ x + z, control = glm.control(epsilon = 1e-14)); coef(m); 1 / m$theta; errors of all
    four parameters together: sqrt(diag(solve(numDeriv::hessian(function(b) -sum(dnbinom(y, size = 1 / b[4],
    mu = exp(b[1] + b[2] * x + b[3] * z), log = TRUE)), c(coef(m), 1 / m$theta)))))."""
    counts = np.array([0, 0, 3, 1, 0, 7, 2, 0, 0, 1, 4, 0, 12, 0, 1, 2, 0, 5, 0, 0, 9, 1, 0, 3, 0, 0, 2, 6, 0, 1.0])
    design = np.column_stack([np.ones(30), np.tile([-1.2, -0.4, 0.1, 0.7, 1.5], 6), np.tile([0.0, 1], 15)])
    found = negative_binomial(design, counts, np.array([0.5, -0.5, 0.0]))
    assert found.converged
    assert_allclose(found.params, [0.657833286127, -0.652694152665, -0.046638700556], rtol=1e-4)
    assert_allclose(found.dispersion, 1.72348726360, rtol=1e-4)
    assert_allclose(found.errors, [0.391585952607, 0.344733729123, 0.566453490660], rtol=1e-4)


def test_rubin_agrees_with_mice_of_r():
    """R, mice 3.17.0: q <- c(-.31, -.22, -.4, -.27, -.35); u <- c(.012, .015, .011, .014, .013);
    a <- pool.scalar(q, u, n = 42, k = 2); c(a$qbar, a$t, a$df); a$qbar + c(-1, 1) * qt(.975, a$df) * sqrt(a$t);
    pool.scalar(q, u)$df."""
    values, variances = [-0.31, -0.22, -0.4, -0.27, -0.35], [0.012, 0.015, 0.011, 0.014, 0.013]
    found = rubin(values, variances, 40)
    assert_allclose([found.value, found.variance, found.freedom], [-0.31, 0.01882, 16.163972931052989], rtol=1e-9)
    assert_allclose(found.interval(0.95), [-0.6005817532843143, -0.0194182467156856], rtol=1e-9)
    assert_allclose(rubin(values, variances).freedom, 41.8266671390277, rtol=1e-9)


def test_within_senders_only_what_differs_between_a_senders_dyads_counts():
    """Poisson with a constant for each sender is the multinomial model: senders without an event drop out, and a
    covariate of the pair keeps the coefficient that statsmodels gives with dummies."""
    frame, counts = example()
    steady = replace(frame, senders=np.ones((YEARS, SENDERS, 1)), names=("c", "r1", "r2", "pair"))
    lone = np.where(frame.cells[:, 1] == 3, 0.0, counts)
    inner, here = within_senders(steady, lone)
    found = poisson(inner, here, jackknife=False)
    design, every, sides = listed(steady, lone)
    kept = sides[:, 0] != 3
    dummies = (sides[kept, :1] == np.delete(np.arange(SENDERS), [0, 3])).astype(float)
    fit = sm.GLM(every[kept], np.hstack([design[kept], dummies]), family=sm.families.Poisson()).fit(tol=1e-12)
    places = [inner.names.index(name) for name in ("r1", "r2", "pair")]
    assert inner.size == kept.sum()
    assert_allclose(found.params[places], fit.params[1:4], rtol=1e-7)
