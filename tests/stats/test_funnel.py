import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import norm

from analysis.stats.funnel import _between_units, _winsorised_dispersion, funnel_of_rates
from tests.stats.examples import ABOUT, lip_cancer, series

SOME = ["D01", "D49", "D56"]
EVEN = series("8 12 9 11 10 10 30 28 31 30", "int64"), series("10 10 10 10 10 10 30 30 30 30", "float64")
WILD = series("0 0 0 0 0 40 2 1 300 3", "int64"), series("9 900 4 60 5 2 3 8 90 7", "float64")


def lips():
    return funnel_of_rates(*lip_cancer(), about=ABOUT, per=1.0, per_label="expected case")


def test_additive_overdispersion_agrees_with_r():
    """R: t <- sum(y) / sum(E); d <- sqrt(y / E) - sqrt(t); s <- 1 / (2 * sqrt(E)); k <- qnorm(.9);
    f <- function(tau) { z <- d / sqrt(s^2 + tau^2); q <- quantile(z, c(.1, .9)); mean(pmin(pmax(z, q[1]), q[2])^2)
    - (.2 * k^2 + .8 - 2 * k * dnorm(k)) }; tau <- uniroot(f, c(0, 5), tol = 1e-14)$root;
    za <- d / sqrt(s^2 + tau^2); p <- 2 * pnorm(-abs(za)); p.adjust(p, "BH");
    sqrt(t) + qnorm(c(.025, .975, .001, .999)) * sqrt(s[49]^2 + tau^2), squared where above 0."""
    funnel = lips()
    table = funnel.table.loc[SOME]
    assert_allclose((funnel.target.value, funnel.dispersion.value), (0.999627004848937, 0.487095452748537), rtol=1e-8)
    assert_allclose(table["z"], [3.63400946173615, -8.24961701926094, -2.68278110081914], rtol=1e-9)
    assert_allclose(table["z_adjusted"], [2.38140000994092, -0.89384778025635, -1.63018898860932], rtol=1e-7)
    assert_allclose(table["p_value"], [0.0172469723071153, 0.3714033407105297, 0.1030615604533396], rtol=1e-7)
    assert_allclose(table["q_value"], [0.847363492462308, 0.920090600000591, 0.883531449685771], rtol=1e-7)
    limits = funnel.table.loc["D49", ["low_95", "high_95", "low_998", "high_998"]].astype(float)
    assert_allclose(limits, [0.00155789620859106, 3.84221458702662133, 0, 6.32002368117576196], rtol=1e-6)


def test_flags_say_where_a_unit_lies_and_sentences_repeat_it():
    funnel = lips()
    assert funnel.table.loc[SOME, "flag"].tolist() == ["high", "inside", "not told"]
    assert funnel.estimates["D49"].sentence.endswith(
        "It is inside the inner limits of the funnel (1 in 20 countries would be outside them)."
    )
    assert "in addition to chance" in funnel.dispersion.sentence


def test_counts_have_no_interval():
    funnel = lips()
    assert all(held.low is held.level is None for held in (funnel.target, *funnel.estimates.values()))


def test_no_verdict_where_no_count_could_lie_below_the_limits():
    funnel = funnel_of_rates(*WILD, about=ABOUT, per=1.0, per_label="unit")
    table = funnel.table
    assert set(table["flag"]) == {"not told", "above"}
    assert (table.loc[table["flag"] == "not told", "low_95"] == 0).all()
    assert funnel.estimates["D02"].sentence.endswith(
        "It is not above the funnel. We cannot say whether it is low, because the lower limit is 0."
    )


def test_without_overdispersion_only_chance_is_left():
    funnel = funnel_of_rates(*EVEN, about=ABOUT, per=100.0, per_label="hundred")
    assert funnel.dispersion.value == 0
    assert_allclose(funnel.target.value, 100 * 179 / 180)
    assert_allclose(funnel.table["z"], funnel.table["z_adjusted"])
    # R: (sqrt(179 / 180) + qnorm(.025) / (2 * sqrt(10)))^2
    assert_allclose(funnel.table.loc["D01", "low_95"], 100 * 0.472409933375)
    assert (funnel.table["flag"] == "inside").all()


def test_an_outlier_among_even_units_is_flagged_beyond_the_outer_limits():
    counts, exposure = EVEN
    funnel = funnel_of_rates(counts.replace({31: 75}), exposure, about=ABOUT, per=1.0, per_label="unit")
    assert funnel.table.loc["D09", "flag"] == "above"
    assert funnel.table["q_value"].idxmin() == "D09"


def test_spread_between_units_is_found_again():
    generator = np.random.default_rng(3)
    error = generator.uniform(0.05, 0.5, 4000)
    found = _between_units(generator.normal(0, 0.4, 4000) + generator.normal(0, error), error)
    assert found == pytest.approx(0.4, rel=0.03)


def test_curves_narrow_as_exposure_grows():
    for funnel in (lips(), funnel_of_rates(*EVEN, about=ABOUT, per=1.0, per_label="unit")):
        width = funnel.curves["high_998"] - funnel.curves["low_998"]
        assert width.iloc[0] > 1.4 * width.iloc[-1]
        assert (funnel.curves["high_998"] >= funnel.curves["high_95"]).all()


def test_winsorising_pulls_in_what_is_outermost():
    z = np.array([-40.0, -1, -0.5, 0, 0.2, 0.4, 0.5, 0.8, 1, 1.2, 50])
    assert _winsorised_dispersion(z, 0.1) < 1
    # Of normal z-scores. R: q <- qnorm(.9); .2*q^2 + .8 - 2*q*dnorm(q)
    normal = norm.ppf((np.arange(200_000) + 0.5) / 200_000)
    assert _winsorised_dispersion(normal) == pytest.approx(0.678654559, rel=1e-5)
    assert _winsorised_dispersion(z, 0.0) == pytest.approx((z**2).mean())


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda c, e: funnel_of_rates(c * 0, e, about=ABOUT, per=1, per_label="u"), "no event in any unit"),
        (lambda c, e: funnel_of_rates(c[:4], e[:4], about=ABOUT, per=1, per_label="u"), "5 or more"),
    ],
)
def test_refuses(build, message):
    with pytest.raises(ValueError, match=message):
        build(*EVEN)
