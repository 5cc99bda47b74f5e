"""The evidence level and its firmness: by the book, by brute force, and by simulation."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core.judgement import read_evidence_rule
from analysis.stats.estimate import Subject
from analysis.stats.evidence_level import (
    _bounds_of,
    chance,
    decisive,
    evidence_level,
    threshold_share,
)

RULE = read_evidence_rule().levels
WORDS = [level.word for level in RULE]
NOUN = "supported cases of grade A or B"
ABOUT = Subject("Freedonia", "cases", "invented", "invented", "case")
inputs = st.tuples(st.integers(0, 12), st.integers(0, 4), st.booleans())


def by_the_book(cases, families, complaints):
    """Say the rule of the methods once more, in other words."""
    if cases >= 4 and families >= 3:
        return "extensive"
    if cases >= 4 or (cases >= 2 and families >= 1) or families >= 3:
        return "substantial"
    if cases or families:
        return "limited"
    return "complaints only" if complaints else "weak or none"


def level(cases, families, complaints, searched=True):
    return evidence_level(cases, families, complaints, RULE, place="Freedonia", noun=NOUN, searched=searched)


def held(cases, families, complaints=0):
    return {"cases": cases, "families": families, "complaints": complaints, "searched": 1}


@pytest.mark.parametrize("found", [(1, 0, False), (0, 1, False), (0, 0, True)])
def test_what_was_not_searched_is_said_only_where_nothing_was_found(found):
    assert level(0, 0, False, searched=False).word == "not searched"
    assert level(*found, searched=False).word == level(*found).word != "not searched"


@pytest.mark.parametrize("cases", range(7))
@pytest.mark.parametrize("families", range(5))
@pytest.mark.parametrize("complaints", [False, True])
def test_word_without_and_with_each_input(cases, families, complaints):
    found = level(cases, families, complaints)
    assert found.word == by_the_book(cases, families, complaints)
    assert found.without == {
        "cases": by_the_book(0, families, complaints),
        "families": by_the_book(cases, 0, complaints),
        "complaints": by_the_book(cases, families, False),
    }


def test_sentence_says_what_was_counted_and_what_the_word_means():
    assert level(0, 0, False).sentence == (
        "Freedonia: documentation of alleged misuse is rated “weak or none”, but there may still be "
        "misuse (0 supported cases of grade A or B, "
        "accused by 0 of four kinds of source, not in the published lists of complaints (ten countries))."
    )
    assert "“complaints only”, which does not show misuse (0 supp" in level(0, 0, True).sentence
    assert "rated “extensive” (5 supported cases" in level(5, 3, True).sentence


@given(inputs, inputs)
def test_more_evidence_never_lowers_the_word(some, more):
    both = [max(pair) for pair in zip(some, more, strict=True)]
    lower, higher = (level(*row).word for row in (some, both))
    assert WORDS.index(higher) <= WORDS.index(lower)


@given(inputs)
def test_leaving_an_input_out_never_raises_the_word(row):
    found = level(*row)
    assert all(WORDS.index(word) >= WORDS.index(found.word) for word in found.without.values())


# Thresholds


@dataclass(frozen=True)
class Plain:
    """A level of an invented rule."""

    word: str
    any_of: list[dict[str, int]] = field(default_factory=lambda: [{}])
    meaning: str = ""


#: With three bounds: 2 and 3 cases, 1 family.
SMALL = [Plain("many", [{"cases": 3, "families": 1}]), Plain("some", [{"cases": 2}]), Plain("none")]


def test_bounds_that_can_be_moved_are_those_on_cases_and_families():
    assert _bounds_of(SMALL) == [("cases", 3), ("families", 1), ("cases", 2)]
    assert _bounds_of(RULE) == [
        ("cases", 4), ("families", 3), ("cases", 4), ("cases", 2), ("families", 1), ("families", 3),
        ("cases", 1), ("families", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("cases", range(6))
@pytest.mark.parametrize("families", range(4))
def test_share_of_threshold_sets_of_a_small_rule_by_brute_force(cases, families):
    words = Counter()
    for many, family, some in product((2, 3, 4), (1, 2), (1, 2, 3)):  # a family's bound never falls to 0
        word = "many" if cases >= many and families >= family else "some" if cases >= some else "none"
        words[word] += 1
    own = "many" if cases >= 3 and families >= 1 else "some" if cases >= 2 else "none"
    found = threshold_share(held(cases, families), SMALL, about=ABOUT)
    assert found.value == pytest.approx(words[own] / 18, abs=1e-12)
    assert (found.n, found.low, found.level) == (18, None, None)


@pytest.mark.parametrize(("cases", "families", "complaints"), [(9, 2, 0), (5, 3, 0), (2, 1, 1), (1, 0, 0), (0, 0, 1)])
def test_share_of_threshold_sets_of_the_shipped_rule_by_brute_force(cases, families, complaints):
    near = {1: (1, 2), 2: (1, 2, 3), 3: (2, 3, 4), 4: (3, 4, 5)}
    stays, own = 0, by_the_book(cases, families, complaints)
    for a, b, c, d, e, f, g, h in product(near[4], near[3], near[4], near[2], near[1], near[3], near[1], near[1]):
        word = (
            "extensive" if cases >= a and families >= b
            else "substantial" if cases >= c or (cases >= d and families >= e) or families >= f
            else "limited" if cases >= g or families >= h
            else "complaints only" if complaints
            else "weak or none"
        )  # fmt: skip
        stays += word == own
    found = threshold_share(held(cases, families, complaints), RULE, about=ABOUT)
    assert found.n == 3**5 * 2**3
    assert found.value == pytest.approx(stays / found.n, abs=1e-12)


def test_a_rule_of_too_many_bounds_is_refused_before_it_is_gone_through():
    long = [Plain(f"level {i}", [{"cases": i + 2}]) for i in range(13)] + [Plain("none")]
    with pytest.raises(ValueError, match="13 bounds; expected at most 12"):
        threshold_share(held(1, 1), long, about=ABOUT)


# Coding error


@pytest.mark.parametrize(
    ("share", "written"),
    [(1, "above 95 %"), (0.96, "above 95 %"), (0.95, "95 %"), (0.5, "50 %"), (0.0004, "below 5 %"), (0, "below 5 %")],
)
def test_what_is_nearly_certain_is_not_written_as_certain(share, written):
    assert chance(share) == written


# Single sources


def test_decisive_sources_are_those_without_which_the_word_is_another():
    without = {"A": held(1, 1), "B": held(2, 0), "C": held(2, 1), "D": held(0, 0, 1)}
    assert decisive(held(2, 1, 1), without, RULE) == {"A": "limited", "B": "limited", "D": "complaints only"}
    assert decisive(held(9, 4), {"A": held(8, 4)}, RULE) == {}
