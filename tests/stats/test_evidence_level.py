import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clean.evidence_rule import read_evidence_rule
from analysis.stats.evidence_level import evidence_level, evidence_levels

RULE = read_evidence_rule().levels
WORDS = [level.word for level in RULE]
inputs = st.tuples(st.integers(0, 12), st.integers(0, 4), st.booleans())


def by_the_book(cases, families, complaints):
    """Say the rule of the methods once more, in other words."""
    if cases >= 4 and families >= 3:
        return "extensive"
    if (cases >= 2 and families >= 1) or families >= 3:
        return "substantial"
    return "limited" if cases or families or complaints else "none found"


@pytest.mark.parametrize("cases", range(7))
@pytest.mark.parametrize("families", range(5))
@pytest.mark.parametrize("complaints", [False, True])
def test_word_without_and_with_each_input(cases, families, complaints):
    found = evidence_level(cases, families, complaints, RULE, place="Freedonia")
    assert found.word == by_the_book(cases, families, complaints)
    assert found.without == {
        "cases": by_the_book(0, families, complaints),
        "families": by_the_book(cases, 0, complaints),
        "complaints": by_the_book(cases, families, False),
    }


def test_sentence_says_what_was_counted_and_what_nothing_means():
    assert evidence_level(0, 0, False, RULE, place="Freedonia").sentence == (
        "Freedonia: evidence level none found, which does not mean that there is none (0 supported cases of grade A or "
        "B, named by 0 of 4 families of sources, not among the ten states whose complaints were summed)."
    )
    assert "level extensive (5 supported cases" in evidence_level(5, 3, True, RULE, place="Freedonia").sentence


def test_table_holds_one_row_a_state_with_the_leave_one_out_words():
    table = pd.DataFrame(
        {"cases": [8, 0], "families": [3, 0], "complaints": [False, True], "spare": [1, 2]}, index=["FRE", "SYL"]
    )
    found = evidence_levels(table, RULE)
    assert found.loc["FRE"].tolist() == [8, 3, False, "extensive", "substantial", "limited", "extensive"]
    assert found.loc["SYL"].tolist() == [0, 0, True, "limited", "limited", "limited", "none found"]


@pytest.mark.parametrize(
    ("cases", "families", "rule", "message"),
    [
        (-1, 0, RULE, "the cases -1"),
        (1.5, 0, RULE, "the cases 1.5"),
        (1, 5, RULE, "families = 5; expected 0 to 4"),
        (1, 1, RULE[:-1], "a last level that is always earned"),
        (1, 1, (), "a last level that is always earned"),
    ],
)
def test_refuses(cases, families, rule, message):
    with pytest.raises(ValueError, match=message):
        evidence_level(cases, families, False, rule, place="Freedonia")


@given(inputs, inputs)
def test_more_evidence_never_lowers_the_word(some, more):
    both = [max(pair) for pair in zip(some, more, strict=True)]
    lower, higher = (evidence_level(*row, RULE, place="F").word for row in (some, both))
    assert WORDS.index(higher) <= WORDS.index(lower)


@given(inputs)
def test_leaving_an_input_out_never_raises_the_word(row):
    found = evidence_level(*row, RULE, place="F")
    assert all(WORDS.index(word) >= WORDS.index(found.word) for word in found.without.values())
