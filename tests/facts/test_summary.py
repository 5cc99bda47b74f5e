"""Every number of every country, by name; each count is counted once more from the raw csv by its own queries."""

from functools import cache

import pandas as pd
import pytest

import analysis as rn
from analysis.core.files import RAW
from analysis.facts.summary import TOPICS
from analysis.facts.world import known_territories
from analysis.stats.estimate import Kind

#: Into how many tests the countries are dealt out, for processes that share the work.
PARTS = 8


@cache
def raw(name: str, *of_case: str) -> pd.DataFrame:
    """Read a table as its publisher would: the csv, and by case the columns of other tables that it has not itself."""
    table = pd.read_csv(next(RAW.rglob(f"{name}.csv")), keep_default_na=False, na_values=[""])
    for other in map(raw, of_case):
        table = table.merge(other[[c for c in other if c == "case_id" or c not in table]], on="case_id", how="left")
    return table


def kept(rows: pd.DataFrame, query: str) -> pd.DataFrame:
    return rows.query(query, engine="python") if query else rows


def check_counts(country: str | None) -> None:
    found = rn.summary(country)
    assert found and all(name == estimate.name for name, estimate in found.items())
    assert {name.partition(".")[0] for name in found} <= set(TOPICS)
    for name, estimate in found.items():
        if estimate.kind is not Kind.COMPLETE or not (estimate.query or estimate.within):
            continue
        table, *others = estimate.source.split(", ")  # a query with a column of another table fails
        by_case = [other for other in others if other in ("cases", "cases_effects")]
        base = kept(raw(table, *by_case), estimate.within)
        clauses = estimate.within.split(" and ")
        assert len(clauses) == len(set(clauses)), name
        count = len(kept(base, estimate.query))
        if estimate.unit == "share":
            assert (estimate.value, estimate.n) == (pytest.approx(count / len(base)), len(base)), name
        else:
            assert estimate.value == count, name
            assert estimate.n in (len(base), count) or name == "cases.otherwise", name


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.thorough) for part in range(1, PARTS))])
def test_every_count_is_what_its_queries_count_in_the_csv(part: int, subtests: pytest.Subtests) -> None:
    for country in [*sorted(known_territories()), None][part::PARTS]:
        with subtests.test(country=country):
            check_counts(country)


def test_a_number_that_a_country_does_not_have_is_left_out_and_refused_alone() -> None:
    assert "cases.ratio" not in rn.summary("Taiwan")
    with pytest.raises(rn.NoDataError, match=r"exposure is unknown.*to fix, "):
        rn.cases.ratio("Taiwan")


def test_a_topic_that_does_not_exist_is_refused() -> None:
    with pytest.raises(rn.InputError, match=r"topic 'ferries'.*'cases'"):
        rn.summary(topic="ferries")


def test_the_choices_of_a_selection_reach_every_number() -> None:
    chosen = rn.select("Russia", 0.8, grades=["A"], since=2014)
    found = rn.summary(chosen)
    rows = raw("cases").query("requesting_country == 'RUS' and year >= 2014")
    assert found["cases.all"].value == len(rows)
    assert found["cases.ratio"].level == 0.8
    assert found["cases.otherwise"].n == rn.cases.count("Russia").value


@pytest.mark.thorough
def test_estimates_of_several_countries_make_one_table_with_a_key() -> None:
    table = pd.concat(rn.summary(code, level=0.8).to_frame() for code in ("BLR", "RUS", "TUR"))
    assert table.index.is_unique
    assert table.loc["cases.count", "value"].notna().all()
    assert float(table.loc[("cases.ratio", "BLR"), "level"]) == 0.8
