import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.counts import refused_share, refused_share_of_percent
from analysis.stats.estimate import Subject

ALERTS = Subject("World", "of requests were refused or cancelled", "alerts of 2021", "a table")
counts = st.integers(0, 10**6)


def test_share_lies_between_both_denominators():
    stated = refused_share(1270, 23716, about=ALERTS)
    assert_allclose((stated.value, stated.low, stated.high), (1270 / 24986, 1270 / 24986, 1270 / 23716))
    assert (stated.level, stated.kind.value) == (None, "published range")
    assert stated.sentence == (
        "World: 5.1 % to 5.4 % of requests were refused or cancelled (1,270 of 24,986 if all were refused before "
        "publication; 1,270 of 23,716 if all were cancelled after it). Counted: alerts of 2021."
    )


@given(counts, st.integers(1, 10**6), st.data())
def test_any_mixture_of_refused_and_cancelled_lies_within(refused, issued, data):
    cancelled = data.draw(st.integers(0, min(refused, issued)))
    stated = refused_share(refused, issued, about=ALERTS)
    true = refused / (issued + refused - cancelled)
    assert stated.low - 1e-12 <= true <= stated.high + 1e-12


def test_published_percentage_agrees_with_the_counts_behind_it():
    from_counts = refused_share(28, 1000, about=ALERTS)
    from_percent = refused_share_of_percent(2.8, 1, about=ALERTS)
    assert_allclose(from_percent.value, from_counts.value, rtol=1e-12)
    assert from_percent.low < from_counts.low
    assert from_percent.high > from_counts.high
    # 2.75 % of issued is 0.0275 / 1.0275 of issued plus refused
    assert_allclose((from_percent.low, from_percent.high), (0.0275 / 1.0275, 0.0285))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: refused_share(5, 0, about=ALERTS), "no alert issued"),
        (lambda: refused_share(-1, 5, about=ALERTS), "whole number of 0 or more"),
        (lambda: refused_share(1.5, 5, about=ALERTS), "whole number of 0 or more"),
        (lambda: refused_share_of_percent(-2.0, 1, about=ALERTS), "finite ends that contain the value"),
    ],
)
def test_refuses(call, message):
    with pytest.raises(ValueError, match=message):
        call()
