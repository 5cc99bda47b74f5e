from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import binom

from analysis.stats.counts import counted_share, hidden_share, wilson
from tests.stats.examples import SHARE

parts = st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def test_a_counted_share_says_itself_and_has_no_interval():
    stated = counted_share(12, 40, about=SHARE)
    assert stated.sentence == (
        "Freedonia: 30 % of public notices are against own nationals (12 of 40). Counted: notices public on 1 May 2023."
    )
    assert (stated.value, stated.n, stated.unit) == (0.3, 40, "share")
    assert (stated.low, stated.high, stated.level) == (None, None, None)


@pytest.mark.parametrize(("whole", "said"), [(9, "3 of 9 public notices are"), (10, "30 % of public notices are")])
def test_a_share_of_fewer_than_ten_is_said_by_its_counts(whole, said):
    sentence = counted_share(3, whole, about=SHARE).sentence
    assert sentence.startswith(f"Freedonia: {said} against own nationals")
    assert ("%" in sentence) == (whole >= 10)


def test_a_hidden_part_gives_bounds_from_nought_in_the_same_words():
    stated = hidden_share(2, 40, about=SHARE, reason="not told")
    assert (stated.value, stated.low, stated.high, stated.level) == (0, 0, 0.05, None)
    assert "at most 5 % of public notices are against own nationals (not told)" in stated.sentence
    few = hidden_share(2, 9, about=SHARE, reason="not told").sentence
    assert "at most 2 of 9 public notices are" in few
    assert "%" not in few


@pytest.mark.parametrize(
    ("part", "whole", "message"),
    [(1, 0, "denominator 0"), (5, 4, "numerator within"), (-1, 4, "0 or more"), (1.5, 4, "0 or more")],
)
@pytest.mark.parametrize("state", [counted_share, partial(hidden_share, reason="")])
def test_refuses(state, part, whole, message):
    with pytest.raises(ValueError, match=message):
        state(part, whole, about=SHARE)


@given(parts)
def test_a_counted_share_and_its_words_agree(drawn):
    part, whole = drawn
    stated = counted_share(part, whole, about=SHARE)
    assert stated.value == part / whole
    assert f"{part:,} of {whole:,}" in stated.sentence
    assert ("%" in stated.sentence) == (whole >= 10)


@pytest.mark.parametrize(
    ("part", "whole", "ends"),
    [
        (12, 40, (0.180748452297465, 0.454300188181449)),  # R: prop.test(12, 40, correct = FALSE)$conf.int
        (0, 12, (0, 0.242494006655241)),  # R: prop.test(0, 12, correct = FALSE)$conf.int
        (12, 12, (0.757505993344759, 1)),  # R: prop.test(12, 12, correct = FALSE)$conf.int
    ],
)
def test_wilson_agrees_with_r(part, whole, ends):
    assert_allclose(wilson(part, whole), ends, rtol=1e-9, atol=1e-12)


@given(drawn=parts)
def test_wilson_holds_the_share_and_mirrors(drawn):
    part, whole = drawn
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    assert low < high
    assert_allclose(wilson(whole - part, whole), (1 - high, 1 - low), rtol=1e-9, atol=1e-12)


@given(st.integers(1, 40).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), st.data())
def test_bounds_of_a_hidden_part_hold_every_part_that_is_possible(drawn, data):
    most, whole = drawn
    least = data.draw(st.integers(0, most))
    stated = hidden_share(most, whole, about=SHARE, reason="not told", least=least)
    if least == most:  # nothing is hidden
        assert stated == counted_share(most, whole, about=SHARE)
        return
    assert_allclose((stated.low, stated.high), (least / whole, most / whole))
    assert all(stated.low <= part / whole <= stated.high for part in range(least, most + 1))


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [(0, 3, "at most 7.5 %"), (2, 40, "at least 5 %"), (2, 3, "5 % to 7.5 %"), (0, 40, "at most 100 %")],
)
def test_words_of_a_hidden_part_name_the_ends_that_are_known(least, most, said):
    assert f"Freedonia: {said} of" in hidden_share(most, 40, about=SHARE, reason="", least=least).sentence


@pytest.mark.parametrize("part", [0, 1])
def test_one_row_has_a_share_without_a_percentage_and_a_wide_score_interval(part):
    stated = counted_share(part, 1, about=SHARE)
    assert (stated.value, stated.n) == (part, 1)
    assert f"{part} of 1 public notices" in stated.sentence
    low, high = wilson(part, 1)
    assert high - low == pytest.approx(0.793, abs=1e-3)  # by hand: z^2 / (1 + z^2)


@pytest.mark.parametrize("whole", [5, 20, 72])
def test_wilson_covers_on_average_what_it_says(whole):
    """The exact coverage over all counts, averaged over true shares from 2 to 98 %."""
    shares = np.linspace(0.02, 0.98, 97)
    ends = np.array([wilson(part, whole) for part in range(whole + 1)])
    inside = (ends[:, :1] <= shares) & (shares <= ends[:, 1:])
    chances = binom.pmf(np.arange(whole + 1)[:, None], whole, shares)
    assert 0.945 <= (inside * chances).sum(axis=0).mean() <= 0.965
