import json

import pytest

from analysis.stats.estimate import Estimate, complete_count


def made(**changes):
    fields = {
        "value": 5.0, "low": 2.0, "high": 9.0, "level": 0.95, "method": "exact Poisson", "n": 5.0,
        "universe": "notices public on 1 May 2023", "sentence": "Freedonia: 5.", "source": "invented",
    }  # fmt: skip
    return Estimate(**(fields | changes))


def test_holds_what_states_it():
    assert json.loads(json.dumps(made(unit="notices").as_dict()))["spread"] == "sampling"


def test_complete_count_has_no_interval():
    whole = complete_count(7, universe="u", source="s", unit="notices", sentence="Seven.")
    assert (whole.value, whole.low, whole.high, whole.level) == (7.0, None, None, None)


@pytest.mark.parametrize("spread", ["published range", "worst-case bounds"])
def test_a_range_that_is_no_sampling_error_has_no_level(spread):
    assert made(spread=spread, level=None).level is None
    with pytest.raises(ValueError, match="nowhere else"):
        made(spread=spread)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": float("nan")}, "finite"),
        ({"value": float("inf")}, "finite"),
        ({"low": None}, "half an interval"),
        ({"low": None, "high": None}, "nowhere else"),
        ({"level": None}, "beside an interval that states an error"),
        ({"level": 95}, "between 0 and 1"),
        ({"low": 6.0}, "finite ends"),
        ({"high": 4.0}, "finite ends"),
        ({"low": float("nan")}, "finite ends"),
        ({"high": float("inf")}, "finite ends"),
    ],
)
def test_refuses_what_does_not_hold_together(changes, message):
    with pytest.raises(ValueError, match=message):
        made(**changes)
