"""The named statistics of the brief, each counted again in the shipped tables with the csv module."""

import ast
import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import analysis as rn
from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.core.judgement import Recommendation, reference
from analysis.facts import cases, evidence, notice_counts, notices, oversight, published_series, summary
from analysis.facts.summary import world_numbers
from analysis.pages.brief import KNOWN
from analysis.stats.estimate import percent
from tests.recount import raw

#: What stands in the evidence rule.
CORRECTIONS = ["none_found", "interstate_wanted_list"]
#: What the brief and its recommendations state.
STATED = set(KNOWN) | {e.statistic for e in judgement.entries(Recommendation)}


def register() -> list[dict[str, str]]:
    """Give the rows of the register in which INTERPOL had a part."""
    return [row for row in raw("cases") if row["instrument"] not in CORRECTIONS]


def world_figures(indicator: str) -> dict[int, set[float]]:
    """Give the numbers that the shipped table states for the world by year."""
    found: dict[int, set[float]] = {}
    for row in raw("oversight_statistics"):
        if row["indicator"] == indicator and row["country"] == "WORLD" and row["value"]:
            found.setdefault(int(row["year"]), set()).add(float(row["value"]))
    return found


def test_a_recommendation_on_a_statistic_that_is_not_stated_is_refused() -> None:
    numbers = {name: estimate for name, estimate in world_numbers().items() if name != "oversight.refused_by_country"}
    with pytest.raises(InputError, match=r"'oversight\.refused_by_country'.*recommendations.yml"):
        summary.recommendations(numbers=numbers)


@pytest.mark.parametrize("name", sorted(STATED))
def test_each_statistic_names_its_universe_and_source(name: str) -> None:
    estimate = world_numbers()[name]
    assert estimate.name == name
    assert estimate.counted and estimate.source and estimate.sentence
    assert estimate.level is None, "every number of the brief is a complete or a published one"


CITED_IN_ACTIONS = {
    "protected_held": lambda row: criteria()[row["case_id"]] == "yes",
    "held_and_deleted": lambda row: row["oversight_outcome"] in {"deleted_by_ccf", "deleted_by_general_secretariat"},
}


def criteria() -> dict[str, str]:
    """Give by case whether the person is protected."""
    return {row["case_id"]: row["protection"] for row in raw("cases_criteria")}


@pytest.mark.parametrize("name", CITED_IN_ACTIONS)
def test_people_held_are_counted_again_for_each_action(name: str) -> None:
    effects = {row["case_id"]: row for row in raw("cases_effects")}
    rows = [(row, effects[row["case_id"]]) for row in register()]
    held = [row for row, effect in rows if effect["held"] == "yes" and effect["linked"] != "no"]
    estimate = world_numbers()[f"cases.{name}"]
    assert (estimate.value, estimate.n) == (sum(map(CITED_IN_ACTIONS[name], held)), len(held))


def test_travel_is_blocked_in_as_many_cases_as_the_effects_say() -> None:
    effects = {row["case_id"]: row["travel_blocked"] for row in raw("cases_effects")}
    estimate = world_numbers()["cases.travel_blocked"]
    blocked = [row for row in register() if effects[row["case_id"]] == "yes"]
    assert (estimate.value, estimate.n) == (len(blocked), len(register()))


def test_shares_of_the_register_leave_corrections_out() -> None:
    assert world_numbers()["cases.outcome_unknown_share"].n == len(register()) < len(raw("cases"))


def test_deletions_on_legal_grounds_stand_apart_from_those_for_want_of_an_answer() -> None:
    # The Commission's figures for 2021 as reported: 239 of 478 on legal grounds, 50 without an answer, 296 in all.
    estimate = world_numbers()["oversight.deleted_on_legal_grounds"]
    assert estimate.value == pytest.approx(239 / 478, abs=1e-12)
    for words in ("478", "239 (50 %)", "50 led to deletion because", "296 (62 %)"):
        assert words in estimate.sentence


def test_refugees_held_are_counted_among_people_held_and_no_share_of_harm_is_stated() -> None:
    protection = {row["case_id"]: row["protection"] for row in raw("cases_criteria")}
    counted = {row["case_id"] for row in register()}
    held = [
        protection.get(row["case_id"])
        for row in raw("cases_effects")
        if row["held"] == "yes" and row["linked"] != "no" and row["case_id"] in counted
    ]
    estimate = world_numbers()["cases.protected_held"]
    assert (estimate.value, estimate.n) == (held.count("yes"), len(held))
    told = ("cases.protected_held", "cases.people_held", "cases.returned")
    assert "%" not in "".join(world_numbers()[name].sentence for name in told)


def test_no_fact_counts_people_by_the_last_step_of_a_case() -> None:
    for module in (cases, evidence, notices, oversight):
        code = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        parts = [part for whole in code.body if isinstance(whole, ast.FunctionDef) for part in ast.walk(whole)]
        assert "effect" not in {part.value for part in parts if isinstance(part, ast.Constant)}
        assert "effect" not in {part.attr for part in parts if isinstance(part, ast.Attribute)}
    queries = " ".join(f"{estimate.query} {estimate.within}" for estimate in world_numbers().values())
    assert "held" in queries and not re.search(r"\beffect\b", queries)


def test_documented_cases_are_supported_and_of_grade_a_or_b() -> None:
    counted = [row for row in register() if row["claim_status"] == "supported" and row["evidence_grade"] in {"A", "B"}]
    estimate = world_numbers()["cases.count"]
    assert estimate.value == len(counted)
    assert estimate.n == len(raw("cases"))


def test_states_are_counted_by_their_word_each_once() -> None:
    words = Counter(evidence.evidence_words())
    assert world_numbers()["evidence.strong"].value == words["extensive"] + words["substantial"]
    assert world_numbers()["evidence.countries_complaints_only"].value == words["complaints only"]
    documented = sum(words[word] for word in ("extensive", "substantial", "limited"))
    assert world_numbers()["evidence.countries"].value == documented
    assert f"of {sum(words.values())} countries and territories" in world_numbers()["evidence.strong"].sentence


def test_outcomes_unknown_are_blank_or_coded_so() -> None:
    unknown = [row for row in register() if row["oversight_outcome"] in {"", "unknown"}]
    share = world_numbers()["cases.outcome_unknown_share"].value
    assert share == pytest.approx(len(unknown) / len(register()), abs=1e-12)


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("oversight.issued", "red_notices_published"),
        ("oversight.refused", "ndtf_refused_or_cancelled"),
        ("oversight.requests_to_commission", "ccf_admissible_requests"),
    ],
)
def test_the_latest_of_a_universe_is_a_number_of_its_last_year(name: str, indicator: str) -> None:
    figures = world_figures(indicator)
    estimate = world_numbers()[name]
    assert estimate.value in figures[max(figures)]
    assert str(max(figures)) in estimate.sentence


def test_refusals_of_the_fullest_year_come_from_the_same_counts() -> None:
    year = 2021
    (refused,) = world_figures(published_series.TOTAL)[year]
    (issued,) = world_figures(oversight.ISSUED_SERIES)[year]
    share = world_numbers()["oversight.refused_share"]
    assert (share.low, share.high) == pytest.approx((refused / (issued + refused), refused / issued), abs=1e-12)
    parts = [max(world_figures(oversight.GROUNDS[ground])[year]) for ground in ("art2", "art3")]
    assert world_numbers()["oversight.refused_on_articles"].value == sum(parts)


def test_no_published_figure_on_refusals_tells_the_state() -> None:
    rows = [
        row
        for row in raw("oversight_statistics")
        if row["indicator"].startswith("ndtf_refused_or_cancelled")
    ]  # fmt: skip
    told = [row for row in rows if row["country"] != "WORLD"]
    estimate = world_numbers()["oversight.refused_by_country"]
    assert estimate.value == len(told)
    assert not told
    assert estimate.sentence.startswith(f"None of the {len(rows)} published figures")


def test_conflicting_figures_are_counted_by_their_group() -> None:
    # Some rows name their group by its number alone; a correction completes the name.
    groups = {row["conflict_group"][:3] for row in raw("oversight_statistics")} - {""}
    assert world_numbers()["oversight.conflicting_figures"].value == len(groups)


def test_three_requesters_hold_the_share_that_the_table_of_notices_gives() -> None:
    day, never_asked = reference()
    laws: dict[str, list[tuple[int, float]]] = {}
    for row in raw("public_notices_inference"):
        if (row["snapshot_date"], row["statistic"]) == (day.isoformat(), "requested"):
            laws.setdefault(row["requesting_country"], []).append((int(row["count"]), float(row["probability"])))
    counts = Counter({code: median(law) for code, law in laws.items()})
    asked = {row["iso3"] for row in members()} - never_asked
    held = Counter({code: count for code, count in counts.items() if code in asked})
    top = sum(count for _, count in held.most_common(3))
    estimate = world_numbers()["notices.concentration"]
    assert estimate.n == sum(held.values())
    assert estimate.value == pytest.approx(top / sum(held.values()), abs=1e-12)
    assert percent(estimate.value) in estimate.sentence


def median(law: list[tuple[int, float]]) -> int:
    """Give the least count that is reached with a probability of one half."""
    reached = 0.0
    for count, probability in sorted(law):
        reached += probability
        if reached >= 0.5:
            return count
    raise AssertionError("a law whose probabilities add up to less than one half")


def test_the_world_adds_up_what_the_pages_of_its_countries_state() -> None:
    pages = [notice_counts.number_or_none(notices.count, row["iso3"]) for row in members()]
    total = sum(page.value for page in pages if page is not None)
    assert total == notices.count().value == world_numbers()["notices.concentration"].n
    assert total == notices.rate().n


def members() -> list[dict[str, str]]:
    """Read the members of INTERPOL without the package."""
    with (RAW.parent / "hand" / "interpol_members.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_world_states_what_a_summary_of_its_topics_does() -> None:
    topics = ["cases", "coding", "decisions", "evidence", "notices", "oversight"]
    assert world_numbers() == rn.summary(topic=topics)
    assert {name.partition(".")[0] for name in world_numbers()} == set(topics)
    assert list(rn.summary(topic=["oversight", "cases"])) == [
        name for topic in ("oversight", "cases") for name in world_numbers() if name.startswith(f"{topic}.")
    ]


def test_each_recommendation_stands_with_the_number_of_its_statistic() -> None:
    table = summary.recommendations()
    for row in table.to_dict("records"):
        assert {key: row[key] for key in ("value", "unit", "sentence")} == {
            key: world_numbers()[row["statistic"]].as_dict()[key] for key in ("value", "unit", "sentence")
        }
    assert len(table) == 28
