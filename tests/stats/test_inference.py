"""Counts and shares under the inference of the requester, against brute force and by simulation."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import binom

from analysis.stats import counts
from analysis.stats.counts import count_law, inferred_count, inferred_share, quantiles, share_law
from analysis.stats.estimate import Subject

ABOUT = Subject("Costa Rica", "public notices", "notices public on a day", "a table", "public notice")
CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=9)


def by_enumeration(chances: list[float]) -> list[float]:
    """Add up the probability of every combination of events."""
    law = [0.0] * (len(chances) + 1)
    for happened in itertools.product([0, 1], repeat=len(chances)):
        law[sum(happened)] += math.prod(p if one else 1 - p for p, one in zip(chances, happened, strict=True))
    return law


@given(CHANCES)
def test_the_law_of_a_count_is_that_of_every_combination(chances: list[float]) -> None:
    assert_allclose(counts._law(chances), by_enumeration(chances), atol=1e-12)


def test_the_law_of_equal_chances_is_binomial() -> None:
    assert_allclose(counts._law([0.3] * 12), binom.pmf(range(13), 12, 0.3), rtol=1e-10)


def test_many_sure_rows_cost_nothing_and_stay_exact() -> None:
    law = count_law([1.0] * 3177)
    assert law.to_dict("records") == [{"count": 3177, "of": 3177, "probability": 1.0}]


@settings(deadline=None)
@given(CHANCES, CHANCES)
def test_the_law_of_a_share_holds_both_counts(part: list[float], rest: list[float]) -> None:
    law = share_law(part, rest)
    if law.empty:
        return
    whole = by_enumeration([*part, *rest])
    total = law.groupby("of")["probability"].sum()
    for of, probability in total.items():
        assert probability == pytest.approx(whole[int(str(of))] / (1 - whole[0]), abs=1e-4)
    assert (law["count"] <= law["of"]).all()


def test_an_impossible_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="expected each between 0 and 1"):
        counts._law([0.5, 1.2])


@given(CHANCES, st.sampled_from([0.5, 0.8, 0.95, 0.999]))
def test_an_interval_holds_its_median_and_at_least_its_level(chances: list[float], level: float) -> None:
    law = count_law(chances)
    median, low, high = quantiles(law["count"], law["probability"], level)
    assert low <= median <= high
    inside = law[law["count"].between(low, high)]["probability"].sum()
    assert inside >= level - 1e-9


def test_eighteen_rows_of_little_probability_are_two() -> None:
    law = count_law([0.0665] * 17 + [0.8575])
    stated = inferred_count(law, about=ABOUT)
    assert (stated.value, stated.low, stated.high, stated.level, stated.n) == (2, 0, 4, 0.95, 18)
    assert stated.kind.value == "requester inference"
    assert "2 public notices (of 18 assigned; 95 % interval 0 to 4 of the inference)" in stated.sentence


def test_without_doubt_there_is_no_interval() -> None:
    sure = inferred_count(count_law([1.0, 1.0]), about=ABOUT)
    assert (sure.value, sure.low, sure.level) == (2, None, None)
    assert "interval" not in sure.sentence


@pytest.mark.parametrize("level", [0.5, 0.9, 0.99])
def test_the_level_reaches_count_and_share(level: float) -> None:
    chances = list(np.linspace(0.05, 0.95, 40))
    count = inferred_count(count_law(chances), about=ABOUT, level=level)
    share = inferred_share(share_law(chances[::2], chances[1::2]), about=ABOUT, level=level)
    assert count.level == share.level == level
    assert f"{100 * level:g} % interval" in count.sentence and f"{100 * level:g} % interval" in share.sentence


def test_of_few_rows_no_percentage_is_stated() -> None:
    few = inferred_share(share_law([0.9, 0.8], [0.9]), about=ABOUT)
    assert "%" not in few.sentence and few.low is None


@pytest.mark.parametrize("kind", ["count", "share"])
def test_intervals_cover_truths_drawn_from_the_posteriors(kind: str) -> None:
    """Draw which rows are the state's from their chances; discrete intervals cover at least their level."""
    rng = np.random.default_rng(20230412)
    for rows in (18, 60, 400):
        part, rest = rng.beta(8, 1, rows), rng.beta(8, 1, rows)
        own, other = (rng.random((4000, rows)) < part).sum(axis=1), (rng.random((4000, rows)) < rest).sum(axis=1)
        law = count_law(part.tolist()) if kind == "count" else share_law(part.tolist(), rest.tolist())
        values = law["count"] if kind == "count" else law["count"] / law["of"]
        _, low, high = quantiles(values, law["probability"], 0.95)
        truth = own if kind == "count" else own / (own + other)
        covered = float(((truth >= low - 1e-12) & (truth <= high + 1e-12)).mean())
        assert 0.94 <= covered <= 0.995, (rows, covered)


def test_quantiles_take_outcomes_in_any_order() -> None:
    frame = pd.DataFrame({"v": [3, 1, 2, 1], "p": [0.1, 0.3, 0.4, 0.2]})
    assert quantiles(frame["v"], frame["p"], 0.5) == (1, 1, 2)
