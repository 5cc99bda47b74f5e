import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.change import share_that_left
from analysis.stats.shares import clopper_pearson, clopper_pearson_share, wilson, wilson_share
from tests.stats.examples import SHARE

TIGHT = {"rtol": 1e-9, "atol": 1e-12}
parts = st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@pytest.mark.parametrize(
    ("part", "whole", "ends"),
    [
        (12, 40, (0.180748452297465, 0.454300188181449)),  # R: prop.test(12, 40, correct = FALSE)$conf.int
        (0, 12, (0, 0.242494006655241)),  # R: prop.test(0, 12, correct = FALSE)$conf.int
        (12, 12, (0.757505993344759, 1)),  # R: prop.test(12, 12, correct = FALSE)$conf.int
    ],
)
def test_wilson_agrees_with_r(part, whole, ends):
    assert_allclose(wilson(part, whole), ends, **TIGHT)


@pytest.mark.parametrize(
    ("part", "whole", "ends"),
    [
        (12, 40, (0.165627204393236, 0.465316285254123)),  # R: binom.test(12, 40)$conf.int
        (0, 12, (0, 0.264648469397051)),  # R: binom.test(0, 12)$conf.int
        (12, 12, (0.735351530602949, 1)),  # R: binom.test(12, 12)$conf.int
    ],
)
def test_clopper_pearson_agrees_with_r(part, whole, ends):
    assert_allclose(clopper_pearson(part, whole), ends, **TIGHT)


def test_share_says_itself_in_a_sentence():
    stated = wilson_share(12, 40, about=SHARE)
    assert stated.sentence == (
        "Freedonia: 30.0 % of public notices are against own nationals (12 of 40; 95 % interval 18.1 % to 45.4 %). "
        "Counted: notices public on 1 May 2023."
    )
    assert (stated.value, stated.n, stated.unit, stated.method) == (0.3, 40, "share", "Wilson")
    assert clopper_pearson_share(0, 12, about=SHARE).sentence.startswith("Freedonia: 0 % of public notices")


def test_what_left_is_what_did_not_stay():
    left = share_that_left(40, 28, about=SHARE)
    assert_allclose((left.value, left.low, left.high), (0.3, 0.180748452297465, 0.454300188181449), **TIGHT)


@pytest.mark.parametrize(
    ("part", "whole", "message"),
    [(1, 0, "denominator 0"), (5, 4, "numerator within"), (-1, 4, "0 or more"), (1.5, 4, "0 or more")],
)
def test_refuses(part, whole, message):
    with pytest.raises(ValueError, match=message):
        wilson_share(part, whole, about=SHARE)
    with pytest.raises(ValueError, match=message):
        share_that_left(whole, part, about=SHARE)


@pytest.mark.parametrize("method", [wilson, clopper_pearson])
@given(drawn=parts)
def test_interval_holds_the_share_and_mirrors(method, drawn):
    part, whole = drawn
    low, high = method(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    assert low < high
    assert_allclose(method(whole - part, whole), (1 - high, 1 - low), rtol=1e-9, atol=1e-12)


@given(parts)
def test_exact_interval_holds_wilsons_centre(drawn):
    low, high = wilson(*drawn)
    exact_low, exact_high = clopper_pearson(*drawn)
    assert exact_low <= (low + high) / 2 <= exact_high
