from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_array_equal

from analysis.stats.expectation import expectation
from analysis.stats.shrinkage import SEED, Posterior, Shrinkage, rank_table, ranks, ranks_of
from tests.stats.examples import ABOUT, lip_cancer


def test_ranks_run_from_the_highest_down():
    # R: rank(-c(3, 9, 1, 4))
    assert_array_equal(ranks_of(np.array([[3.0, 9.0, 1.0, 4.0]]), seed=1), [[3, 1, 4, 2]])


def test_equal_units_take_their_ranks_by_lot():
    placed = ranks_of(np.zeros((4000, 5)), seed=1)
    assert np.abs(placed.mean(axis=0) - 3).max() < 0.1


@given(arrays(float, (7, 6), elements=st.floats(0, 1e6)))
def test_every_row_holds_every_rank_once_and_in_order(values):
    placed = ranks_of(values, seed=3)
    assert_array_equal(np.sort(placed, axis=1), np.tile(np.arange(1.0, 7), (7, 1)))
    by_rank = np.take_along_axis(values, np.argsort(placed, axis=1), axis=1)
    assert (np.diff(by_rank, axis=1) <= 0).all()


def test_interval_is_the_central_one_of_the_simulated_ranks():
    shrunken = expectation(*lip_cancer(), about=ABOUT, exposed="expected cases").ratios
    # each rank counted by itself: one more than the units drawn above it
    drawn = shrunken.posterior.draws(4000, seed=SEED)
    placed = (drawn[:, None, :] > drawn[:, :, None]).sum(axis=2) + 1
    stated = ranks(shrunken, about=ABOUT)["D20"]
    ordered = np.sort(placed[:, 19])
    assert (stated.low, stated.value, stated.high) == (ordered[99], ordered[1999], ordered[3899])
    assert (stated.n, stated.unit) == (56, "rank")


def test_same_seed_same_ranks_and_a_sentence():
    shrunken = expectation(*lip_cancer(), about=ABOUT, exposed="expected cases").ratios
    about = replace(ABOUT, name_of=lambda code: "Skye-Lochalsh" if code == "D01" else code)
    once, twice = (ranks(shrunken, about=about) for _ in range(2))
    assert once == twice
    first = once["D01"]
    assert first.sentence.startswith(f"Skye-Lochalsh: rank {first.value:.0f} of 56 public notices (95 % credible")
    assert rank_table(once).index[0] in {"D01", "D02"}
    assert rank_table(once)["rank"].is_monotonic_increasing


def test_units_that_nothing_sets_apart_could_have_any_rank():
    alike = Posterior(np.ones(1), np.full((1, 8), 10.0), np.full((1, 8), 10.0))
    same = Shrinkage({}, alike, pd.DataFrame(index=list("ABCDEFGH")))
    table = rank_table(ranks(same, about=ABOUT))
    assert ((table["low"] <= 1) & (table["high"] >= 8)).all()


def test_refuses_a_level_in_percent():
    with pytest.raises(ValueError, match=r"write 0\.95 for 95 %"):
        ranks(expectation(*lip_cancer(), about=ABOUT, exposed="").ratios, about=ABOUT, level=95)
