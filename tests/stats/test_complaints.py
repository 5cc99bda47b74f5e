from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.stats.counts import _last_places, outside_bounds, total_bounds
from analysis.stats.estimate import Subject

COMPLAINTS = Subject("Freedonia", "complaints", "complaints in top-ten lists of 2010 to 2017", "invented", "complaint")
#: The published sums and the states in every list.
SUMS = {
    "RUS": 293, "USA": 150, "ARE": 127, "TUR": 119, "UKR": 116, "IND": 109, "VEN": 86, "EGY": 46, "CHN": 40, "LBY": 38,
}  # fmt: skip
ALWAYS = ("RUS", "USA", "ARE", "VEN")


def listed(counts, places):
    """Give which states stand in each year's list: those with most complaints, the first of equals before the rest."""
    inside = np.zeros(counts.shape, dtype=bool)
    for year, row in enumerate(counts):
        inside[year, np.argsort(-row, kind="stable")[:places]] = True
    return inside


def published(counts, places, told):
    """Give the sums of the states with the largest ones, and the states in every list; the latter are all told."""
    inside = listed(counts, places)
    sums = (counts * inside).sum(axis=0)
    always = [state for state in range(counts.shape[1]) if inside[:, state].all()]
    order = sorted(range(len(sums)), key=lambda state: -sums[state])
    kept = order[: max([told, *(order.index(state) + 1 for state in always)])]
    return {str(state): int(sums[state]) for state in kept if sums[state]}, [str(state) for state in always], inside


@given(st.data())
def test_the_true_total_is_within_the_bounds_of_any_lists(data):
    years, states, places = data.draw(st.integers(1, 6)), data.draw(st.integers(3, 8)), data.draw(st.integers(1, 3))
    cells = st.lists(st.integers(0, 12), min_size=states, max_size=states)
    counts = np.array(data.draw(st.lists(cells, min_size=years, max_size=years)))
    counts[:, 0] += data.draw(st.sampled_from([0, 12]))  # often, one state is in every list
    sums, always, inside = published(counts, places, data.draw(st.integers(1, states)))
    assume(always and set(always) <= set(sums))
    never = outside_bounds(sums, always, about=COMPLAINTS)
    for state in range(states):
        bounds = total_bounds(sums, always, str(state), about=COMPLAINTS)
        assert bounds.low <= counts[:, state].sum() <= bounds.high
        if not inside[:, state].any():
            assert counts[:, state].sum() <= never.high


@pytest.mark.thorough
def test_no_smaller_bound_holds_for_a_state_in_no_list():
    """All lists of two places over two years, of four states with up to three complaints: the bound is reached."""
    found = {}
    for cells in product(range(4), repeat=8):
        counts = np.array(cells).reshape(2, 4)
        inside = listed(counts, 2)
        always, outside = np.flatnonzero(inside.all(axis=0)), np.flatnonzero(~inside.any(axis=0))
        if len(always) and len(outside):
            ceiling = counts[:, always].sum(axis=0).min()
            found[ceiling] = max(found.get(ceiling, 0), counts[:, outside].sum(axis=0).max())
    assert len(found) > 5
    assert all(most == ceiling for ceiling, most in found.items())


def test_bounds_of_the_published_sums():
    # By hand: Venezuela is in every list with 86, so the tenth places sum to at most 86; Libya's 38 is the last sum.
    assert _last_places(SUMS, ALWAYS) == 86
    assert outside_bounds(SUMS, ALWAYS, about=COMPLAINTS).high == 86
    unknown = total_bounds(SUMS, ALWAYS, "BLR", about=COMPLAINTS)
    assert (unknown.low, unknown.value, unknown.high, unknown.level) == (0, 0, 124, None)
    assert unknown.kind.value == "worst-case bounds"
    in_all, in_some = (total_bounds(SUMS, ALWAYS, code, about=COMPLAINTS) for code in ("RUS", "TUR"))
    assert (in_all.low, in_all.high) == (293, 293)
    assert (in_some.low, in_some.high) == (119, 119 + 86)


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("RUS", "Freedonia: 293 complaints; the country is in every list"),
        ("TUR", "Freedonia: 119 to 205 complaints; the lower number is published"),
        ("BLR", "Freedonia: at most 124 complaints; the exact number is not published"),
    ],
)
def test_sentences_say_what_is_known(country, words):
    assert total_bounds(SUMS, ALWAYS, country, about=COMPLAINTS).sentence.startswith(words)


@pytest.mark.parametrize(
    ("sums", "always", "message"),
    [(SUMS, (), "no country in every list"), (SUMS, ("FRA",), "no sum of FRA"), ({"RUS": -1}, ("RUS",), "-1")],
)
def test_lists_that_bound_nothing_are_refused(sums, always, message):
    with pytest.raises(ValueError, match=message):
        total_bounds(sums, always, "BLR", about=COMPLAINTS)
