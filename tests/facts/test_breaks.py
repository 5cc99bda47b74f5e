"""Two dates: the series counted again, where there is no fit, and simulations that repeat."""

import numpy as np
import pytest

from analysis.core.errors import InputError
from analysis.facts import breaks, world


def test_series_add_up_to_the_register():
    cases = world.release().cases
    held = breaks.series("RUS")
    own = cases[(cases["requesting_country"] == "RUS") & cases["year"].between(2001, 2025)]
    assert held["all"].sum() == len(own)
    assert (held["counting"] <= held["all"]).all()
    rest = cases[(cases["requesting_country"] != "RUS") & cases["year"].isin([2016, 2017, 2018])]
    assert held.loc[2017, "others"] == pytest.approx(len(rest) / 3)


def test_what_cannot_be_fitted_is_told_as_such():
    assert breaks.with_bend("RUS") is None
    steps = breaks.all_steps()
    assert steps[(steps["country"] == "RUS") & (steps["model"] == "step_and_bend")]["value"].isna().all()
    assert len(steps) == 2 * 2 * 3 * 2


def test_the_place_of_the_true_date_counts_other_years_alone():
    held = breaks.placebos("BLR")
    far = np.abs(np.log(held["value"]))
    expected = int((far[~held["true"]] >= far[held["true"]].iloc[0]).sum())
    found = breaks.placebo_place("BLR", held)
    assert (found.value, found.n) == (expected, len(held) - 1)
    assert f"{expected} of {len(held) - 1} other years" in found.sentence


def test_simulations_repeat_and_a_larger_step_is_seen_more_often():
    assert breaks.coverage("BLR", 10).equals(breaks.coverage("BLR", 10))
    seen = breaks.power("BLR", 40).set_index("step")["seen"]
    assert seen[10.0] > seen[2.0]


def test_intervals_hold_in_the_fitted_world():
    found = breaks.coverage("RUS", 60).set_index("world")["coverage"]
    assert found["as_fitted"] >= 0.9


def test_countries_without_a_known_date_are_refused():
    with pytest.raises(InputError, match="BLR, RUS"):
        breaks.series("FRA")
    with pytest.raises(InputError, match="others, people, none"):
        breaks.step("BLR", exposure="notices")
