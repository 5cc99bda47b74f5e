import numpy as np
import pytest
from numpy.testing import assert_allclose

from analysis.stats.counts import with_published_error
from analysis.stats.estimate import Kind, Subject

LAW = Subject("Freedonia", "on the rule of law index", "states in 2023", "an index")
LOWER = Subject("Freedonia", "of other states score lower", "states in 2023", "an index")


def test_error_becomes_a_normal_interval():
    stated = with_published_error(-1.2, 0.15, about=LAW)
    # R: -1.2 + qnorm(c(.025, .975)) * .15
    assert_allclose((stated.low, stated.high), (-1.493994597681008, -0.906005402318992), rtol=1e-12)
    assert stated.sentence == (
        "Freedonia: -1.2 on the rule of law index (95 % interval -1.5 to -0.91). Counted: states in 2023."
    )


def test_the_level_is_that_of_the_interval():
    stated = with_published_error(0.31, 0.1, about=LAW, level=0.68)
    assert (stated.level, stated.kind) == (0.68, Kind.INDEX)
    assert "68 % interval 0.21 to 0.41" in stated.sentence


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: with_published_error(1, -0.1, about=LAW), "the standard error -0.1"),
        (lambda: with_published_error(1, np.nan, about=LAW), "the standard error nan"),
    ],
)
def test_refuses(call, message):
    with pytest.raises(ValueError, match=message):
        call()
