"""Designations, against the shipped tables read anew with the csv module."""

from collections import Counter

import pytest

from analysis.core.errors import InputError, NoDataError
from analysis.facts import evidence, sanctions
from analysis.facts.summary import summary
from analysis.stats.estimate import Kind
from tests.recount import raw


def designations() -> list[dict[str, str]]:
    """Give the rows of designations under a programme on a country."""
    return [row for row in raw("designations_by_target_country") if row["programme_country"]]


def test_overlap_hides_small_counts_and_bounds_them():
    codes = sanctions.compare().dropna(subset="security")["country"]
    hidden = [estimate for estimate in map(sanctions.corroboration, codes) if estimate.kind is Kind.HIDDEN]
    assert hidden
    for estimate in hidden:
        assert estimate.low == 0
        assert "fewer than three" in estimate.sentence or "not published" in estimate.sentence


def test_designations_of_a_country_are_added_up_by_sender_alone():
    expected: Counter[tuple[str, str]] = Counter()
    for row in designations():
        expected[row["programme_country"], row["list"]] += int(row["designations"])
    table = sanctions.designations()
    assert table.groupby(["country", "list"])["designations"].sum().to_dict() == expected
    own = sanctions.designations("Belarus")
    assert own["designations"].sum() == sum(count for (code, _), count in expected.items() if code == "BLR")


def test_countries_that_a_programme_names_are_counted_once():
    named = {row["programme_country"] for row in designations()}
    assert summary(topic="sanctions")["sanctions.countries"].value == len(named)


def test_the_table_of_countries_holds_each_with_evidence_a_programme_or_security_charges():
    table, words = sanctions.compare("Belarus"), evidence.evidence_words()
    named = {row["programme_country"] for row in designations()} & set(words.index)
    charged = {row["requesting_country"] for row in charges()}
    assert table["country"].is_unique and table.attrs["focus"] == "BLR"
    assert set(table["country"]) == named | charged | set(words.index[~words.isin(["weak or none", "not searched"])])
    order = evidence.words_in_order()
    assert table["rating"].map(order.index).is_monotonic_increasing
    russia = table.set_index("country").loc["RUS"]
    for sender in ("UN", "EU", "UK", "US"):
        rows = [row for row in designations() if (row["programme_country"], row["list"]) == ("RUS", sender)]
        assert russia[sender] == sum(int(row["designations"]) for row in rows)
    counted = evidence.evidence_table()
    assert russia["cases"] == counted.loc["RUS", "S"]


@pytest.mark.parametrize("year", [2010, 2020])
def test_designations_since_a_year_are_all_of_them(year):
    expected = sum(int(row["designations"]) for row in designations() if row["year"] and float(row["year"]) >= year)
    assert sanctions.designations(since=year)["designations"].sum() == expected > 0


def charges() -> list[dict[str, str]]:
    """Give the requesting countries of which the number of persons with security charges is published."""
    return [
        row
        for row in raw("public_notices_corroboration")
        if row["coverage"] == "most of the list" and row["requesting_country"] not in {"", "WORLD"}
        and row["security"] != "<3"
    ]  # fmt: skip


def test_overlap_is_stated_for_each_requester_with_a_published_count():
    table = sanctions.compare().dropna(subset="security").set_index("country")
    for row in charges():
        estimate, code = sanctions.corroboration(row["requesting_country"]), row["requesting_country"]
        assert estimate.n == int(row["security"]) == table["security"][code]
        hidden = row["designated"] == "<3"
        ends = (0, 2) if hidden else (int(row["designated"]), int(row["designated"]))
        assert tuple(table.loc[code, ["designated_low", "designated_high"]]) == ends
        assert estimate.value == ends[0] / int(row["security"])
    assert set(table.index) == {row["requesting_country"] for row in charges()}
    with pytest.raises(NoDataError, match="too few security charges in public notices of Belarus"):
        sanctions.corroboration("Belarus")


def test_other_grades_change_the_rating_and_no_designation():
    published, strict = (sanctions.compare(**chosen).set_index("country") for chosen in ({}, {"grades": ["A"]}))
    assert strict["cases"].sum() < published["cases"].sum()
    both = strict.index.intersection(published.index)
    senders = ["UN", "EU", "UK", "US"]
    assert strict.loc[both, senders].equals(published.loc[both, senders])


def test_programmes_are_asked_for_by_name_or_code():
    assert sanctions.programmes("Belarus").equals(sanctions.programmes("blr"))
    with pytest.raises(InputError, match="did you mean Belarus"):
        sanctions.programmes("Belarsu")
