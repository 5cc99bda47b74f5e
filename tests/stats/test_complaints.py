import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analysis.stats.checks import ConvergenceError
from analysis.stats.complaints import censored_counts, complaint_bounds, total_bounds
from analysis.stats.wording import Subject

COMPLAINTS = Subject("Freedonia", "complaints", "complaints in top-ten lists of 2010 to 2012", "invented", "complaint")
LISTS = pd.DataFrame(
    [
        *[(2010, "FRE", 30), (2010, "SYL", 20), (2010, "BOR", 9)],
        *[(2011, "SYL", 25), (2011, "BOR", 14), (2011, "OZZ", 7)],
        *[(2012, "FRE", 18), (2012, "SYL", 16), (2012, "OZZ", 5)],
    ],
    columns=["year", "country", "complaints"],
)
LOW = pd.Series([120, 45, 60, 12, 0, 0, 0, 0, 0, 0, 30, 0], index=[f"C{place}" for place in range(12)])
HIGH = pd.Series([120, 45, 75, 40, 11, 11, 11, 11, 11, 11, 30, 11], index=LOW.index)


@pytest.mark.parametrize(
    ("country", "low", "high", "named"), [("SYL", 61, 61, 3), ("FRE", 48, 55, 2), ("OZZ", 12, 21, 2), ("ZEN", 0, 21, 0)]
)
def test_an_unlisted_year_adds_at_most_its_last_place(country, low, high, named):
    stated = complaint_bounds(LISTS, country, about=COMPLAINTS)
    assert (stated.low, stated.value, stated.high, stated.n, stated.level) == (low, low, high, named, None)
    assert stated.spread == "worst-case bounds"


def test_sentences_say_least_and_most():
    assert (
        "at least 48 complaints (at most 55; named in 2 of 3"
        in complaint_bounds(LISTS, "FRE", about=COMPLAINTS).sentence
    )
    assert "at most 21 complaints (named in 0 of 3" in complaint_bounds(LISTS, "ZEN", about=COMPLAINTS).sentence


def test_sums_alone_give_the_same_kind_of_bounds():
    stated = total_bounds(38, 1, 8, 38, about=COMPLAINTS)
    assert (stated.low, stated.high) == (38, 38 + 7 * 38)
    assert total_bounds(0, 0, 8, 38, about=COMPLAINTS).high == 8 * 38


@pytest.mark.parametrize(
    ("total", "named", "lists", "message"),
    [(5, 9, 8, "9 of 8 lists"), (0, 2, 8, "0 complaints in 2"), (5, 0, 8, "5 complaints in 0"), (-5, 1, 8, "-5")],
)
def test_sums_that_cannot_be_are_refused(total, named, lists, message):
    with pytest.raises(ValueError, match=message):
        total_bounds(total, named, lists, 10, about=COMPLAINTS)


def test_lists_that_name_a_state_twice_are_refused():
    with pytest.raises(ValueError, match="one a year at most"):
        complaint_bounds(pd.concat([LISTS, LISTS.head(1)]), "FRE", about=COMPLAINTS)
    with pytest.raises(ValueError, match="one a year at most"):
        complaint_bounds(LISTS.head(0), "FRE", about=COMPLAINTS)


def test_censored_fit_agrees_with_r():
    """R: optim(c(3.2, 1), function(q) -sum(log(ifelse(lo == hi, dnbinom(lo, size = exp(-q[2]), mu = exp(q[1])),
    pnbinom(hi, ...) - pnbinom(lo - 1, ...)))), control = list(reltol = 1e-16)); its expectation sums k * dnbinom(k);
    standard errors are sqrt(diag(solve(H))), H extrapolated from optimHess at ndeps 1e-3 and 2e-3."""
    fit = censored_counts(LOW, HIGH)
    assert_allclose((fit.mean, fit.dispersion), (25.35443507820553, 2.82064950851496), rtol=1e-6)
    assert_allclose((fit.mean_error, fit.dispersion_error), (0.490783742811185, 0.619771285161521), rtol=1e-6)
    assert_allclose(fit.expected[["C4", "C3"]], [2.7277997230888, 23.1563632319443], rtol=1e-5)
    assert fit.expected["C0"] == 120


def test_censored_fit_finds_what_was_hidden():
    generator = np.random.default_rng(4)
    exposure = pd.Series(np.exp(generator.normal(0, 1, 400)))
    counts = stats.nbinom(1, 1 / (1 + 6 * exposure)).rvs(random_state=generator)
    seen = counts >= 8
    fit = censored_counts(pd.Series(np.where(seen, counts, 0)), pd.Series(np.where(seen, counts, 7)), exposure)
    assert abs(np.log(fit.mean / 6)) < 3 * fit.mean_error
    assert abs(np.log(fit.dispersion)) < 3 * fit.dispersion_error


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        (HIGH + 1, HIGH, "low above high"),
        (LOW * 0, HIGH, "some with an event for sure"),
        (LOW.head(4), HIGH, "5 or more"),
        (LOW - 0.5, HIGH, "whole number"),
    ],
)
def test_bounds_that_cannot_be_are_refused(low, high, message):
    with pytest.raises(ValueError, match=message):
        censored_counts(low, high)


def test_a_likelihood_without_a_maximum_is_an_error_that_names_the_model():
    same = pd.Series([10] * 8)
    with pytest.raises(ConvergenceError, match="interval-censored model"):
        censored_counts(same, same)
