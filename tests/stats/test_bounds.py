import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.bounds import share_bounds
from tests.stats.examples import SHARE

ALL = ["none", "hidden at least as high", "hidden at most as high", "odds within a factor"]
drawn = st.integers(1, 400).flatmap(lambda seen: st.tuples(st.integers(0, seen), st.just(seen), st.floats(0.001, 1)))


@pytest.mark.parametrize(
    ("assumption", "factor", "ends"),
    [
        ("none", 1, (0.03, 0.93)),  # Manski: v * p and v * p + 1 - v
        ("hidden at least as high", 1, (0.3, 0.93)),
        ("hidden at most as high", 1, (0.03, 0.3)),
        ("odds within a factor", 2, (0.03 + 0.9 * 3 / 17, 0.03 + 0.9 * 6 / 13)),  # odds 3/7 halved and doubled
    ],
)
def test_bounds_of_a_tenth_that_is_seen(assumption, factor, ends):
    stated = share_bounds(12, 40, 0.1, about=SHARE, assumption=assumption, factor=factor)
    assert_allclose((stated.low, stated.high), ends, rtol=1e-12)
    assert (stated.value, stated.level, stated.spread) == (0.3, None, "worst-case bounds")


def test_sentence_names_what_is_seen_and_assumed():
    assert share_bounds(12, 40, 0.1, about=SHARE).sentence == (
        "Freedonia: between 3.0 % and 93.0 % of public notices are against own nationals (12 of 40 among public ones, "
        "10.0 % of all are public; whatever the others are). Counted: notices public on 1 May 2023."
    )
    within = share_bounds(12, 40, 0.1, about=SHARE, assumption="odds within a factor", factor=2)
    assert "assuming the odds among the others are within 2 times either way" in within.sentence
    least = share_bounds(12, 40, 0.1, about=SHARE, assumption="hidden at least as high")
    assert "assuming the share among the others is at least as high" in least.sentence


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"visible": 0}, "above 0 and at most 1"),
        ({"visible": 1.2}, "above 0 and at most 1"),
        ({"assumption": "hope"}, "the assumption 'hope'"),
        ({"assumption": "odds within a factor", "factor": 0.5}, "1 or more"),
        ({"part": 41}, "numerator within"),
    ],
)
def test_refuses(changes, message):
    given_ = {"part": 12, "seen": 40, "visible": 0.1} | changes
    with pytest.raises(ValueError, match=message):
        share_bounds(given_.pop("part"), given_.pop("seen"), given_.pop("visible"), about=SHARE, **given_)


@given(drawn)
def test_assumptions_only_ever_narrow(case):
    worst = share_bounds(*case, about=SHARE)
    assert worst.high - worst.low == pytest.approx(1 - case[2])
    for assumption in ALL:
        narrowed = share_bounds(*case, about=SHARE, assumption=assumption, factor=3)
        assert worst.low - 1e-12 <= narrowed.low <= narrowed.value <= narrowed.high <= worst.high + 1e-12


@given(drawn)
def test_everything_seen_leaves_nothing_open(case):
    stated = share_bounds(case[0], case[1], 1.0, about=SHARE)
    assert stated.low == stated.high == stated.value
