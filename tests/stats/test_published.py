import numpy as np
import pytest
from numpy.testing import assert_allclose

from analysis.stats.estimate import Subject
from analysis.stats.published import _with_published_ends, with_published_error

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
    stated = _with_published_ends(0.31, 0.25, 0.4, about=LAW, level=0.68)
    assert (stated.low, stated.value, stated.high, stated.level) == (0.25, 0.31, 0.4, 0.68)
    assert "68 % interval 0.25 to 0.40" in stated.sentence


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: with_published_error(1, -0.1, about=LAW), "the standard error -0.1"),
        (lambda: with_published_error(1, np.nan, about=LAW), "the standard error nan"),
        (lambda: _with_published_ends(1, 2, 3, about=LAW, level=0.9), "hold the value"),
    ],
)
def test_refuses(call, message):
    with pytest.raises(ValueError, match=message):
        call()
