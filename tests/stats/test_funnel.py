import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import norm, poisson

from analysis.stats.funnel import exact_limits, funnel_of_rates, funnel_of_shares, winsorised_dispersion
from tests.stats.examples import ABOUT, SHARE, lip_cancer, series

SOME = ["D01", "D49", "D56"]
EVEN = series("8 12 9 11 10 10 30 28 31 30", "int64"), series("10 10 10 10 10 10 30 30 30 30", "float64")


def lips():
    return funnel_of_rates(*lip_cancer(), about=ABOUT, per=1.0, per_label="expected case")


def test_exact_poisson_limits_agree_with_r():
    """R: r <- qpois(p, t * E); a <- (ppois(r, t * E) - p) / (ppois(r, t * E) - ppois(r - 1, t * E)); (r - a) / E."""
    found = [exact_limits("poisson", 0.5, np.array([20.0]), p)[0] for p in (0.025, 0.975, 0.001, 0.999)]
    assert_allclose(found, [0.1887593973844201, 0.8079975336672394, 0.0610264657948067, 1.0331000417997496], rtol=1e-9)
    assert_allclose(exact_limits("poisson", 0.5, np.array([1.0]), 0.975), [1.8600259114609996], rtol=1e-9)


def test_exact_binomial_limits_agree_with_r():
    """R: the same with qbinom(p, 40, .3), pbinom(r, 40, .3)."""
    found = [exact_limits("binomial", 0.3, np.array([40.0]), p)[0] for p in (0.025, 0.975, 0.001, 0.999)]
    assert_allclose(found, [0.1509826913875897, 0.4351187495999600, 0.0801207104533385, 0.5226681926220256], rtol=1e-9)


def test_overdispersed_funnel_agrees_with_r():
    """R: t <- sum(y) / sum(E); z <- (y / E - t) / sqrt(t / E); q <- quantile(z, c(.1, .9));
    phi <- mean(pmin(pmax(z, q[1]), q[2])^2); 2 * pnorm(-abs(z / sqrt(phi))); p.adjust(..., "BH");
    t + qnorm(c(.025, .975, .001, .999)) * sqrt(phi * t / E[49])."""
    funnel = lips()
    table = funnel.table.loc[SOME]
    assert_allclose((funnel.target.value, funnel.dispersion.value), (0.999627004848937, 4.990471168122024), rtol=1e-9)
    assert_allclose(table["z"], [6.42481199336386, -6.44274753469873, -1.34139055040957], rtol=1e-9)
    assert_allclose(table["z_adjusted"], [2.87600507578059, -2.88403374774317, -0.60046053262987], rtol=1e-9)
    assert_allclose(table["p_value"], [0.00402743235444008, 0.00392616675712902, 0.54819935630589856], rtol=1e-9)
    assert_allclose(table["q_value"], [0.0679916114762608, 0.0679916114762608, 0.8964307047860501], rtol=1e-9)
    limits = funnel.table.loc["D49", ["low_95", "high_95", "low_998", "high_998"]].astype(float)
    assert_allclose(limits, [0.534816380260458, 1.464437629437416, 0.266770268866397, 1.732483740831476], rtol=1e-9)


def test_flags_say_where_a_unit_lies_and_sentences_repeat_it():
    funnel = lips()
    assert funnel.table.loc[SOME, "flag"].tolist() == ["high", "low", "inside"]
    assert funnel.estimates["D49"].sentence.endswith("It lies between the lower 95 % and 99.8 % limits of the funnel.")
    assert "more than chance, so the limits are widened" in funnel.dispersion.sentence


def test_without_overdispersion_limits_and_p_values_are_exact():
    funnel = funnel_of_rates(*EVEN, about=ABOUT, per=100.0, per_label="hundred")
    assert funnel.dispersion.value < 1
    row = funnel.table.loc["D01"]
    target = 179 / 180
    assert_allclose(row["low_95"], 100 * exact_limits("poisson", target, np.array([10.0]), 0.025)[0])
    # R: 2 * ppois(8, 10 * 179 / 180)
    assert_allclose(row["p_value"], 0.678219604199578, rtol=1e-9)
    assert (funnel.table["flag"] == "inside").all()
    assert_allclose(funnel.target.value, 100 * target)


def test_an_outlier_among_even_units_is_flagged_beyond_the_outer_limits():
    counts, exposure = EVEN
    funnel = funnel_of_rates(counts.replace({31: 75}), exposure, about=ABOUT, per=1.0, per_label="unit")
    assert funnel.table.loc["D09", "flag"] == "above"
    assert funnel.table["q_value"].idxmin() == "D09"


def test_shares_use_binomial_limits():
    parts, wholes = series("3 5 4 11 9 0", "int64"), series("10 18 11 40 30 5", "int64")
    funnel = funnel_of_shares(parts, wholes, about=SHARE)
    target = 32 / 114
    assert_allclose(funnel.target.value, target)
    assert_allclose(funnel.table.loc["D04", "high_998"], exact_limits("binomial", target, np.array([40.0]), 0.999)[0])
    assert (funnel.curves["exposure"] == funnel.curves["exposure"].round()).all()
    assert (funnel.curves[["high_95", "high_998"]].to_numpy() <= 1).all()


def test_curves_narrow_as_exposure_grows():
    for funnel in (lips(), funnel_of_rates(*EVEN, about=ABOUT, per=1.0, per_label="unit")):
        width = funnel.curves["high_998"] - funnel.curves["low_998"]
        assert width.iloc[0] > 1.4 * width.iloc[-1]
        assert (funnel.curves["high_998"] >= funnel.curves["high_95"]).all()


def test_winsorising_pulls_in_what_is_outermost():
    z = np.array([-40.0, -1, -0.5, 0, 0.2, 0.4, 0.5, 0.8, 1, 1.2, 50])
    assert winsorised_dispersion(z, 0.1) < 1
    # Of normal z-scores. R: q <- qnorm(.9); .2*q^2 + .8 - 2*q*dnorm(q)
    normal = norm.ppf((np.arange(200_000) + 0.5) / 200_000)
    assert winsorised_dispersion(normal) == pytest.approx(0.678654559, rel=1e-5)
    assert winsorised_dispersion(z, 0.0) == pytest.approx((z**2).mean())
    with pytest.raises(ValueError, match=r"below 0\.5"):
        winsorised_dispersion(z, 0.5)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda c, e: funnel_of_rates(c * 0, e, about=ABOUT, per=1, per_label="u"), "no event in any unit"),
        (lambda c, e: funnel_of_rates(c[:4], e[:4], about=ABOUT, per=1, per_label="u"), "5 or more"),
        (lambda c, e: funnel_of_shares(c, c - 1, about=SHARE), "a share above 1"),
        (lambda c, e: funnel_of_shares(c, c, about=SHARE), "every share at 0 or at 1"),
    ],
)
def test_refuses(build, message):
    with pytest.raises(ValueError, match=message):
        build(*EVEN)


@given(st.floats(0.05, 20), st.floats(0.5, 500), st.floats(0.01, 0.99))
def test_interpolated_limit_lies_within_one_count_of_the_quantile(target, exposure, probability):
    limit = exact_limits("poisson", target, np.array([exposure]), probability)[0] * exposure
    count = poisson.ppf(probability, target * exposure)
    assert count - 1 - 1e-6 <= limit <= count + 1e-6
