"""Coverage is counted right, and the worlds that it is simulated in are what they say."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest

from analysis.stats.dyads import fit
from analysis.stats.expectation import Fit
from simulations import coverage, draws
from simulations.coverage import FIRST, LEVEL, World, cases_on_exposure, covered

EXPOSURE = pd.Series(np.geomspace(1, 300, 30), index=[f"U{place:02d}" for place in range(30)])
FIT = Fit(0.5, 0.7, 0.4, 0.0)


def known(*held: list[bool]) -> World:
    """Give a world whose simulations hold what is given, one after the other."""
    rows = iter(held)
    return World("known", lambda _: {("one", "all"): np.array(next(rows))})


def test_coverage_is_the_share_of_all_intervals_not_the_mean_of_shares() -> None:
    (row,) = covered(known([True, False, False, False], [True]), 2, seed=1).to_dict("records")
    assert (row["coverage"], row["intervals"], row["simulations"], row["level"]) == (0.4, 5, 2, LEVEL)


def test_the_first_simulations_are_kept_apart() -> None:
    (row,) = covered(known(*[[True]] * FIRST, *[[False]] * 5), FIRST + 5, seed=1).to_dict("records")
    assert (row["first"], row["coverage"]) == (1.0, 0.5)


def test_no_simulation_is_an_error() -> None:
    with pytest.raises(IndexError):
        covered(known(), 0, seed=1)


def test_a_share_of_intervals_is_found_again() -> None:
    loaded = World("loaded", lambda generator: {("coin", "all"): generator.random(500) < 0.9})
    assert covered(loaded, 40, seed=2)["coverage"].item() == pytest.approx(0.9, abs=0.007)  # three standard errors


def test_the_first_data_sets_are_the_same_whatever_their_number() -> None:
    world = World("cases", partial(cases_on_exposure, exposure=EXPOSURE, fit=FIT))
    some, more = (covered(world, number, seed=3) for number in (FIRST, FIRST + 1))
    assert some["first"].tolist() == more["first"].tolist()
    assert some["coverage"].tolist() == some["first"].tolist()
    assert covered(world, FIRST, seed=4)["coverage"].tolist() != some["coverage"].tolist()


@pytest.mark.parametrize("spread", ["gamma", "lognormal"])
@pytest.mark.parametrize("dispersion", [0.1, 1.0])
def test_ratios_have_mean_one_and_the_dispersion_as_variance(spread, dispersion) -> None:
    drawn = draws.draw_ratios(np.random.default_rng(5), dispersion, 400_000, spread)
    assert drawn.mean() == pytest.approx(1, rel=0.01)
    assert drawn.var() == pytest.approx(dispersion, rel=0.06)
    assert (drawn > 0).all()


def test_each_world_looks_at_its_groups() -> None:
    held = cases_on_exposure(np.random.default_rng(6), EXPOSURE, FIT)
    assert {estimator for estimator, _ in held} == {
        "ratio to expectation", "rank of the ratio", "expected cases", "elasticity",
    }  # fmt: skip
    assert len(held["ratio to expectation", "all"]) == len(EXPOSURE)
    assert len(held["ratio to expectation", "smallest fifth by exposure"]) == len(EXPOSURE) / 5
    assert len(held["elasticity", "all"]) == 1


def test_units_with_an_event_are_fewer_than_all() -> None:
    rare = Fit(-2.0, 0.7, 0.4, 0.0)
    held = cases_on_exposure(np.random.default_rng(6), EXPOSURE, rare)
    assert 0 < len(held["ratio to expectation", "with an event"]) < len(EXPOSURE)


def test_intervals_hold_the_truth_where_the_model_holds() -> None:
    cases = World("cases", partial(cases_on_exposure, exposure=EXPOSURE, fit=FIT))
    found = covered(cases, 25, seed=7).set_index(["estimator", "units"])
    for estimator in ("ratio to expectation", "expected cases", "rank of the ratio"):
        assert 0.9 <= found.loc[(estimator, "all"), "coverage"] <= 0.99


def test_an_exposure_that_is_misread_costs_coverage() -> None:
    """Errors of a factor of about 4 in the exposure: what is said of it is no longer what is true."""
    cases = partial(cases_on_exposure, exposure=EXPOSURE, fit=Fit(1.0, 1.0, 0.1, 0.0))
    sound, misread = (
        covered(World("cases", partial(cases, misread=error)), 15, seed=9)
        .set_index(["estimator", "units"])
        .loc[("ratio to expectation", "all"), "coverage"]
        for error in (0.0, 1.5)
    )
    assert misread < sound - 0.1


def test_cases_that_are_found_by_what_goes_with_the_exposure_cost_the_elasticity_its_coverage() -> None:
    """A unit of which a third as much is found with each doubling: the line is that of what is found."""
    found = pd.Series(3.0 ** -np.log2(EXPOSURE), EXPOSURE.index)
    steep = partial(cases_on_exposure, exposure=EXPOSURE, fit=Fit(4.0, 0.7, 0.1, 0.0))
    alike, unlike = (
        covered(World("cases", partial(steep, found=share)), 8, seed=9).set_index("estimator")["coverage"]
        for share in (None, found)
    )
    assert unlike["elasticity"] == 0 and alike["elasticity"] > 0.5


def test_the_smallest_are_a_fifth_by_exposure() -> None:
    assert coverage._smallest(EXPOSURE.to_numpy()).sum() == 6
    assert coverage._smallest(np.ones(4)).all()


def test_intervals_of_dyads_hold_the_truth_as_often_as_they_say() -> None:
    """The world of the model; those of the register's frame stand in `interval_coverage`."""
    frame, params = draws.small_frame(6, 30, 1), {"Intercept": -3.0, "sender": 0.4, "receiver": -0.3}
    design = frame[["sender", "receiver"]].to_numpy()
    counts = np.random.default_rng(1).poisson(np.exp(params["Intercept"] + design @ [0.4, -0.3]))
    model = fit("events ~ sender + receiver", frame.assign(events=counts))
    known = replace(model, params=pd.Series(params))
    ratios = partial(coverage.ratios_of_dyads, model=known, reported=["sender", "receiver"], spread=(0.0, 0.0))
    assert covered(World("as fitted", ratios), 150, 5)["coverage"].between(0.9, 0.99).all()
