"""Designations and rounds, against the shipped tables read anew with the csv module."""

import csv
from collections import Counter

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.core.files import HAND, RAW
from analysis.facts import evidence, sanctions, world
from analysis.tables.library import load

#: What stands in the evidence rule: rows in which INTERPOL had no part.
CORRECTIONS = {"none_found", "interstate_wanted_list"}


def raw(table: str) -> list[dict[str, str]]:
    """Read a shipped table without the package."""
    with (RAW / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def designations() -> list[dict[str, str]]:
    """Give the rows of designations under a programme on a country."""
    return [row for row in raw("sanctions/designations_by_target_country") if row["programme_country"]]


def years_of_belarus() -> list[int]:
    """Give the year of every dated register row of Belarus in which INTERPOL had a part."""
    return [
        int(row["year"])
        for row in raw("evidence/cases")
        if row["requesting_country"] == "BLR" and row["year"] and row["instrument"] not in CORRECTIONS
    ]


def number(text: str) -> float:
    """Read a count that may be blank."""
    return float(text or 0)


@pytest.fixture(scope="module")
def compared():
    return sanctions.comparison()


def test_rounds_agree_with_the_lists_within_the_stated_discrepancies(compared):
    assert len(compared) > 25
    assert (compared["difference"] == 0).sum() > 25
    unexplained = compared[(compared["difference"] != 0) & (compared["reason"] == "")]
    assert unexplained.empty, unexplained.to_string()


def test_no_stated_discrepancy_has_become_stale(compared):
    told = pd.read_csv(HAND / "sanctions_discrepancies.csv")
    met = compared[compared["difference"] != 0]
    assert len(told) == len(met)


def test_target_shares_count_each_state_once():
    shares = dict(sanctions.target_shares())
    assert sum(estimate.n for estimate in shares.values()) == len(evidence.evidence_words())
    named = set(world.release().designations["programme_country"].dropna())
    strong = evidence.evidence_words()
    states = strong[strong == "extensive"].index
    assert shares["Extensive"].value == pytest.approx(len(named & set(states)) / len(states))


def test_overlap_hides_small_counts_and_bounds_them():
    rows = dict(sanctions.confirmed())
    hidden = [estimate for estimate in rows.values() if estimate.kind.value == "worst-case bounds"]
    assert hidden
    for estimate in hidden:
        assert estimate.low == 0
        assert "fewer than three" in estimate.sentence or "not published" in estimate.sentence


def test_designations_of_a_country_are_added_up_by_sender_alone():
    expected: Counter[tuple[str, str]] = Counter()
    for row in designations():
        expected[row["programme_country"], row["list"]] += int(row["designations"])
    counts = sanctions._by_sender()
    cells = {(code, sender): counts.loc[code, sender] for code in counts.index for sender in counts}
    assert {cell: count for cell, count in cells.items() if count} == dict(expected)


def test_countries_that_a_programme_names_are_counted_once():
    assert sanctions.named_countries().value == len({row["programme_country"] for row in designations()})


def test_the_table_of_targets_holds_each_state_with_evidence_or_a_programme():
    table, words = sanctions.target_table(), evidence.evidence_words()
    named = {row["programme_country"] for row in designations()} & set(words.index)
    assert table["iso3"].is_unique
    assert set(table["iso3"]) == named | set(words.index[words != "none found"])
    order = evidence.words_in_order()
    assert table["level"].map(order.index).is_monotonic_increasing
    russia = table.set_index("iso3").loc["RUS"]
    for sender in ("UN", "EU", "UK", "US"):
        rows = [row for row in designations() if (row["programme_country"], row["list"]) == ("RUS", sender)]
        assert russia[sender] == sum(int(row["designations"]) for row in rows)
    counted = evidence.evidence_table()
    assert russia["supported_cases"] == counted.loc["RUS", "S"]


@pytest.mark.parametrize("year", [2010, 2020])
def test_designations_since_a_year_are_all_of_them(year):
    expected = sum(int(row["designations"]) for row in designations() if row["year"] and float(row["year"]) >= year)
    assert sanctions.designations_since(year)["designations"].sum() == expected > 0


def test_each_step_is_a_dated_round_that_added_someone():
    rounds = [
        row
        for row in raw("evidence/belarus_sanctions_timeline")
        if row["date"][:1].isdigit()
        and not row["round"].startswith("Carry-over")
        and number(row["persons_added"]) + number(row["entities_added"]) > 0
    ]
    steps = sanctions.round_steps()
    expected: Counter[str] = Counter()
    for row in rounds:
        expected[row["sender"]] += int(number(row["persons_added"]) + number(row["entities_added"]))
    assert steps.groupby("sender")["added"].sum().to_dict() == dict(expected)
    assert len(steps) == len(rounds)


def test_cases_by_year_and_the_two_spans_are_counts_of_the_register():
    before, since = sanctions.spans()
    table = sanctions.cases_by_year(before[0], since[1])
    assert dict(table.itertuples(index=False)) == Counter(years_of_belarus())
    assert table["year"].is_monotonic_increasing
    assert sanctions.cases_by_year().equals(table)
    for (first, last), (label, estimate) in zip((before, since), sanctions.before_and_since(), strict=True):
        assert estimate.value == sum(first <= year <= last for year in years_of_belarus())
        assert estimate.n == last - first + 1
        assert label.endswith(f"the first round, {first} to {last}")


def test_overlap_is_stated_for_each_requester_with_a_told_count_most_first():
    rows = [
        row
        for row in raw("notices/public_notices_corroboration")
        if row["coverage"] == "most of the list" and row["requesting_country"] not in {"", "WORLD"}
        and row["security"] != "<3"
    ]  # fmt: skip
    held = sanctions.confirmed()
    counts = sorted((int(row["security"]) for row in rows), reverse=True)
    assert [estimate.n for _, estimate in held] == counts
    told = {row["requesting_country"]: row for row in rows if row["designated"] != "<3"}
    russia = dict(held)["Russia"]
    assert russia.value == int(told["RUS"]["designated"]) / int(told["RUS"]["security"])


def test_what_a_reader_loads_and_names_counts_as_what_the_release_holds():
    rounds = load("belarus_sanctions_timeline", since=2022)
    steps, whole = sanctions.round_steps(rounds), sanctions.round_steps()
    late = whole[whole["date"] >= "2022-01-01"]
    assert steps["added"].tolist() == late["added"].tolist() != []
    assert sanctions.programmes_on("Belarus").equals(sanctions.programmes_on("blr"))
    with pytest.raises(InputError, match="did you mean Belarus"):
        sanctions.programmes_on("Belarsu")
