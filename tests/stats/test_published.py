import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.estimate import Subject
from analysis.stats.published import with_published_ends, with_published_error, world_percentile

LAW = Subject("Freedonia", "on the rule of law index", "states in 2023", "an index")
LOWER = Subject("Freedonia", "of other states score lower", "states in 2023", "an index")


def test_error_becomes_a_normal_interval():
    stated = with_published_error(-1.2, 0.15, about=LAW)
    # R: -1.2 + qnorm(c(.025, .975)) * .15
    assert_allclose((stated.low, stated.high), (-1.493994597681008, -0.906005402318992), rtol=1e-12)
    assert stated.sentence == (
        "Freedonia: -1.2 on the rule of law index (95 % interval -1.5 to -0.91). Counted: states in 2023."
    )


def test_ends_stay_as_published():
    stated = with_published_ends(0.31, 0.25, 0.4, about=LAW, level=0.68)
    assert (stated.low, stated.value, stated.high, stated.level) == (0.25, 0.31, 0.4, 0.68)
    assert "68 % interval 0.25 to 0.40" in stated.sentence


def test_percentile_counts_ties_half():
    values = pd.Series({"A": 1.0, "B": 2.0, "C": 2.0, "D": 5.0, "E": 9.0})
    found = [world_percentile(values, unit, about=LOWER).value for unit in "ABCDE"]
    assert found == [0, 0.375, 0.375, 0.75, 1]
    assert world_percentile(values, "D", about=LOWER).sentence.startswith(
        "Freedonia: 75 % of other states score lower (among 5)."
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: with_published_error(1, -0.1, about=LAW), "the standard error -0.1"),
        (lambda: with_published_error(1, np.nan, about=LAW), "the standard error nan"),
        (lambda: with_published_ends(1, 2, 3, about=LAW, level=0.9), "hold the value"),
        (lambda: world_percentile(pd.Series({"A": 1.0}), "B", about=LOWER), "B or others without a value"),
        (lambda: world_percentile(pd.Series({"A": 1.0, "B": np.nan}), "A", about=LOWER), "a value for every unit"),
    ],
)
def test_refuses(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=30))
def test_percentiles_average_one_half(scores):
    values = pd.Series(scores, index=[f"U{place}" for place in range(len(scores))])
    found = [world_percentile(values, unit, about=LOWER).value for unit in values.index]
    assert_allclose(np.mean(found), 0.5)
