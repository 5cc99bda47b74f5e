import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stats.counts import published_range
from analysis.stats.estimate import Subject

REFUSED = Subject("World", "alerts refused or cancelled", "alerts refused in 2021", "oversight statistics")
values = st.floats(0, 1e6)


def test_conflict_is_a_range_without_a_level():
    stated = published_range(503, [483], about=REFUSED, reason="503 is the sum of its parts")
    assert (stated.value, stated.low, stated.high, stated.level) == (503, 483, 503, None)
    assert (stated.kind.value, stated.n) == ("published range", 2)
    assert stated.sentence == (
        "World: 503 alerts refused or cancelled (published elsewhere as 483; 503 is the sum of its parts). "
        "Counted: alerts refused in 2021."
    )


@pytest.mark.parametrize("others", [[], [503], [503, 503]])
def test_sources_that_agree_have_no_range(others):
    stated = published_range(503, others, about=REFUSED)
    assert (stated.low, stated.high, stated.n) == (None, None, 1 + len(others))
    assert "elsewhere" not in stated.sentence


@pytest.mark.parametrize("missing", [math.nan, math.inf])
def test_refuses_a_value_that_was_not_read(missing):
    with pytest.raises(ValueError, match="published numbers only"):
        published_range(503, [missing], about=REFUSED)


@given(values, st.lists(values, max_size=5))
def test_range_holds_every_published_value(preferred, others):
    stated = published_range(preferred, others, about=REFUSED)
    if stated.low is not None:
        assert all(stated.low <= value <= stated.high for value in [preferred, *others])
        assert {stated.low, stated.high} <= {preferred, *others}
