"""The evidence level and its firmness: by the book, by brute force, and by simulation."""

import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from analysis.core.judgement import read_evidence_rule
from analysis.stats.estimate import Subject
from analysis.stats.evidence_level import (
    _bounds_of,
    chance,
    coding_share,
    decisive,
    doubt,
    evidence_level,
    recount,
    recounted_cases,
    redraw,
    threshold_share,
    with_prior,
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
    return "complaints only" if complaints else "none found"


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
        "Freedonia: documentation of alleged misuse is rated “none found”, which does not mean that there is no "
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
            else "none found"
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

TWICE = {("supported", "A"): (25, 28), ("contested", "B"): (4, 12), ("supported", "B"): (13, 13)}
ROWS = {("supported", "A"): 3, ("contested", "B"): 2, ("supported", "B"): 1}


def by_hand(rows, twice):
    """Give the distribution by going through every outcome; an urn that learns from each draw (Pólya)."""
    found = Counter({0: 1.0})
    for code, count in rows.items():
        counting, total = twice[code]
        after = Counter()
        for outcome in product((True, False), repeat=count):
            weight, yes, no = 1.0, counting + 0.5, total - counting + 0.5
            for counts in outcome:
                weight *= (yes if counts else no) / (yes + no)
                yes, no = yes + counts, no + (not counts)
            for cases, chance_ in found.items():
                after[cases + sum(outcome)] += chance_ * weight
        found = after
    return [found[cases] for cases in range(sum(rows.values()) + 1)]


def test_recount_by_going_through_every_outcome():
    found = recount(ROWS, TWICE)
    assert found.tolist() == pytest.approx(by_hand(ROWS, TWICE), abs=1e-12)
    assert found.sum() == pytest.approx(1.0, abs=1e-12)


def test_recount_by_simulation_of_the_confusion_table_and_then_of_each_row():
    random = np.random.default_rng(20260)
    draws = np.zeros(200_000, dtype=int)
    for code, count in ROWS.items():
        counting, total = TWICE[code]
        chances = random.beta(counting + 0.5, total - counting + 0.5, size=draws.size)
        draws += random.binomial(count, chances)
    simulated = np.bincount(draws, minlength=7) / draws.size
    error = 4 * np.sqrt(0.25 / draws.size)  # four standard errors at most
    assert np.abs(recount(ROWS, TWICE) - simulated).max() < error


def test_recount_of_one_code_is_beta_binomial():
    # R: choose(3, 0:3) * beta(0:3 + 25.5, 3:0 + 3.5) / beta(25.5, 3.5)
    expected = [math.comb(3, k) * special.beta(k + 25.5, 3 - k + 3.5) / special.beta(25.5, 3.5) for k in range(4)]
    assert recount({("supported", "A"): 3}, TWICE).tolist() == pytest.approx(expected, abs=1e-12)


@given(st.integers(1, 60), st.integers(1, 40).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_recount_of_one_code_is_that_of_scipy(rows, twice):
    counting, total = twice
    wanted = stats.betabinom.pmf(np.arange(rows + 1), rows, counting + 0.5, total - counting + 0.5)
    assert recount({("supported", "A"): rows}, {("supported", "A"): twice}) == pytest.approx(wanted, rel=1e-10)


@pytest.mark.parametrize("prior", [1.0, 8.0])
def test_the_prior_of_a_recount_is_worth_so_many_readings(prior):
    law = stats.betabinom(4, 19 + prior / 2, 1 + prior / 2)
    found = recount({("supported", "A"): 4}, {("supported", "A"): (19, 20)}, prior=prior)
    assert found == pytest.approx(law.pmf(np.arange(5)))
    drawn = counted(redraw([("supported", "A")] * 4, {("supported", "A"): (19, 1)}, draws=40000, prior=prior))
    assert drawn.mean() == pytest.approx(law.mean(), abs=0.02)


def test_rows_that_are_kept_shift_the_recount():
    assert recount(ROWS, TWICE, fixed=2).tolist() == [0.0, 0.0, *recount(ROWS, TWICE).tolist()]
    assert recount({}, TWICE, fixed=1).tolist() == [0.0, 1.0]


def test_a_code_that_was_never_coded_twice_is_refused():
    with pytest.raises(ValueError, match=r"rows coded .*unsupported.*; expected one of"):
        recount({("unsupported", "X"): 1}, TWICE)


def test_probability_that_the_word_stays_is_the_sum_over_recounts_with_that_word():
    chances = recount(ROWS, TWICE)
    found = coding_share(held(4, 1), chances, RULE, about=ABOUT)
    assert found.value == pytest.approx(
        sum(chances[cases] for cases in range(7) if by_the_book(cases, 1, 0) == "substantial"), abs=1e-9
    )
    assert "coding error" in found.method
    assert found.level is None


def test_recounted_cases_are_the_median_with_a_central_interval():
    chances = np.array([0.02, 0.08, 0.2, 0.4, 0.2, 0.08, 0.02])
    found = recounted_cases(chances, 4, about=ABOUT, level=0.9)
    assert (found.low, found.value, found.high) == (1, 3, 5)  # 0.02 + 0.08 reach 5 %, all but 0.02 reach 95 %
    assert (found.kind.value, found.level) == ("coding error", 0.9)
    assert "(90 % interval 1 to 5). The register has 4." in found.sentence


@pytest.mark.parametrize("level_", [0.5, 0.8, 0.95, 0.999])
def test_the_interval_of_the_recount_holds_at_least_its_level(level_):
    random = np.random.default_rng(7)
    for _ in range(50):
        chances = random.dirichlet(np.ones(12))
        found = recounted_cases(chances, 0, about=ABOUT, level=level_)
        assert chances[int(found.low) : int(found.high) + 1].sum() >= level_ - 1e-9
        assert found.low <= found.value <= found.high


@pytest.mark.parametrize(
    ("share", "written"),
    [(1, "100 %"), (0.96, "above 95 %"), (0.95, "95 %"), (0.5, "50 %"), (0.0004, "below 5 %"), (0, "0 %")],
)
def test_what_is_nearly_certain_is_not_written_as_certain(share, written):
    assert chance(share) == written


# Single sources


def test_decisive_sources_are_those_without_which_the_word_is_another():
    without = {"A": held(1, 1), "B": held(2, 0), "C": held(2, 1), "D": held(0, 0, 1)}
    assert decisive(held(2, 1, 1), without, RULE) == {"A": "limited", "B": "limited", "D": "complaints only"}
    assert decisive(held(9, 4), {"A": held(8, 4)}, RULE) == {}


def counted(drawn):
    """How many cases count in each draw."""
    return (drawn == 0).sum(axis=1)


def test_states_drawn_together_count_each_what_recount_gives():
    """The marginals are the exact ones, and the sum varies more than that of states drawn apart."""
    twice = {("supported", "A"): (25, 28), ("contested", "B"): (4, 12)}
    rows = [{("supported", "A"): 5, ("contested", "B"): 3}, {("contested", "B"): 6}]
    codes = [code for held in rows for code, count in held.items() for _ in range(count)]
    drawn = redraw(codes, {code: (one, of - one) for code, (one, of) in twice.items()}, draws=40000, seed=5)
    states = [counted(drawn[:, :8]), counted(drawn[:, 8:])]
    for held, state in zip(rows, states, strict=True):
        exact = recount(held, twice)
        assert np.abs(np.bincount(state, minlength=len(exact)) / len(drawn) - exact).max() < 0.012
    assert counted(drawn).var() > 1.1 * (states[0].var() + states[1].var())


def test_the_mean_recount_is_that_of_r():
    """R: p <- (4 + .5) / 13; c(mean = 6 * p, var = 6 * p * (1 - p) * (13 + 6) / (13 + 1)), the Beta-binomial."""
    drawn = counted(redraw([("contested", "B")] * 6, {("contested", "B"): (4, 8)}, draws=200000, seed=7))
    assert drawn.mean() == pytest.approx(2.076923, abs=0.02)
    assert drawn.var() == pytest.approx(1.842984, rel=0.02)


def test_outcomes_share_what_does_not_count_by_the_dirichlet_posterior():
    """Counts 4, 6, 1, 1 with a prior worth one reading: half of it on the first outcome, a sixth on each other."""
    twice = {("contested", "B"): (4, 6, 1, 1)}
    drawn = redraw([("contested", "B")] * 3, twice, draws=60000, seed=3)
    shares = np.bincount(drawn.ravel().astype(int), minlength=4) / drawn.size
    posterior = np.array([4.5, 6 + 1 / 6, 1 + 1 / 6, 1 + 1 / 6])
    assert shares == pytest.approx(posterior / 13, abs=0.006)
    assert with_prior(twice["contested", "B"]) == pytest.approx(posterior)
    both = ((drawn[:, 0] == 1) & (drawn[:, 1] == 1)).mean()
    assert both == pytest.approx(stats.dirichlet(posterior).var()[1] + (posterior[1] / 13) ** 2, abs=0.01)


def test_doubt_is_one_half_where_two_codes_differ_and_small_where_they_agree():
    assert doubt(True, (25, 28)) == pytest.approx(1 - 25.5 / 29)
    assert doubt(False, (4, 12)) == pytest.approx(4.5 / 13)
    assert doubt(True, (25, 28), False) == doubt(False, (4, 12), True) == 0.5
    wrong = 3.5 / 29
    assert doubt(True, (25, 28), True) == pytest.approx(wrong**2 / (wrong**2 + (1 - wrong) ** 2))


def test_states_are_not_drawn_from_a_code_that_was_never_coded_twice():
    with pytest.raises(ValueError, match="code some of them twice"):
        redraw([("unsupported", "D")], {}, draws=5)
