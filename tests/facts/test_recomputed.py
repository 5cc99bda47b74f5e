"""Tables of facts beside the same counts by plain Python over the files of `data/raw`."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.facts import cases, evidence, indices, notices, sanctions
from analysis.facts.selection import PUBLISHED, Selection, select
from analysis.facts.summary import summary
from analysis.stats.estimate import Estimate, Kind

COUNTRIES = ("BLR", "CHN", "RUS", "TUR", "TUV")


def raw(name: str) -> Iterator[dict[str, str]]:
    (path,) = RAW.glob(f"*/{name}.csv")
    with Path(path).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def register(iso3: str) -> list[dict[str, str]]:
    return [row for row in raw("cases") if row["requesting_country"] == iso3]


def counts(row: dict[str, str]) -> bool:
    """Tell whether a row counts, as evidence_rule.yml says it in words."""
    instrument = row["instrument"] not in {"none_found", "interstate_wanted_list"}
    return row["claim_status"] == "supported" and row["evidence_grade"] in {"A", "B"} and instrument


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_rows_by_status_and_grade(iso3: str) -> None:
    table = cases.by_grade(cases.cases_of(Selection(iso3))).set_index("claim_status")
    expected = Counter((row["claim_status"], row["evidence_grade"]) for row in register(iso3))
    found = {(status, grade): int(table.loc[status, grade]) for status in table.index for grade in cases.GRADES}
    assert {key: count for key, count in found.items() if count} == expected
    assert table["all"].sum() == len(register(iso3))


@pytest.mark.parametrize("iso3", COUNTRIES)
@pytest.mark.parametrize("column", ["target_profile", "instrument", "host_country", "article_grounds"])
def test_rows_by_the_values_of_a_column(iso3: str, column: str) -> None:
    table = cases.breakdown(cases.cases_of(Selection(iso3)), column)
    everything = Counter(row[column] or "unknown" for row in register(iso3))
    strong = Counter(row[column] or "unknown" for row in register(iso3) if counts(row))
    assert dict(zip(table["value"], table["cases"], strict=True)) == everything
    assert {value: n for value, n in zip(table["value"], table["strong"], strict=True) if n} == strong
    assert table["cases"].is_monotonic_decreasing


@pytest.mark.parametrize("iso3", ["BLR", "RUS", "TUR"])
def test_decisions_name_each_row_once(iso3: str) -> None:
    table = cases.decisions(cases.cases_of(Selection(iso3)))
    named = [case_id for ids in table["case_ids"] for case_id in ids]
    assert sorted(named) == sorted(row["case_id"] for row in register(iso3))
    assert [len(ids) for ids in table["case_ids"]] == list(table["rows"])
    assert table["rows"].is_monotonic_decreasing


@pytest.mark.parametrize("iso3", ["BLR", "RUS", "TUR"])
def test_groups_hold_each_row_once_and_also_those_without_a_row(iso3: str) -> None:
    place = Selection(iso3)
    table = cases.by_group(place, cases.cases_of(place), "instrument")
    assert table["rows"].sum() == len(register(iso3))
    assert table["strong"].sum() == sum(map(counts, register(iso3)))
    assert set(table["group"]) == set(cases._groups("instrument").values())
    assert list(table["value"]) == pytest.approx(list(table["rows"] / len(register(iso3))), rel=1e-8)


def test_both_sentences_of_the_register_are_one() -> None:
    place = select("BLR")
    strong, rows = cases.in_short(place), cases.rows_in_short(place)
    assert strong.sentence == rows.sentence
    assert (strong.value, rows.value) == (sum(map(counts, register("BLR"))), len(register("BLR")))
    assert "no documented case requested by Tuvalu" in cases.in_short(select("TUV")).sentence


def test_a_state_without_a_case_has_nothing_beside_an_expectation() -> None:
    assert cases.beside_expectation(Selection("TUV")) == []
    stated = dict(cases.beside_expectation(Selection("BLR")))
    assert next(iter(stated)) == PUBLISHED.heading
    assert stated["Expected for refugees and asylum seekers"].value > 0


def test_every_state_with_a_case_stands_in_the_table_of_ratios_once() -> None:
    table = cases.ratios_table(0.95)
    strong = {row["requesting_country"] for row in raw("cases") if counts(row) and int(row["year"] or 0) >= 2000}
    assert set(table["iso3"]) <= strong
    assert table["iso3"].is_unique
    assert (table["rank_low"] <= table["rank"]).all() and (table["rank"] <= table["rank_high"]).all()
    assert (table["low"] <= table["value"]).all()


def test_the_words_of_all_states_add_up() -> None:
    stated, places = evidence.level_counts(), len(evidence.evidence_words())
    assert sum(int(estimate.value) for estimate in stated) == places
    assert [len(evidence.states_of(word)) for word in evidence.words_in_order()] == [e.value for e in stated]
    some = evidence.levels_table()
    assert len(some) == places - len(evidence.states_of("none found"))


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_sources_that_name_a_state(iso3: str) -> None:
    naming = [r for r in raw("country_mentions") if r["country"] == iso3 and r["wording_category"] == "named_abuser"]
    assert evidence.sources_naming(select(iso3)).value == len(naming)
    assert evidence.families_naming(select(iso3)).value <= min(4, len(naming))


@pytest.mark.parametrize("iso3", ["BLR", "TUV"])
def test_each_input_is_left_out_once(iso3: str) -> None:
    table = evidence.without_each_input(iso3)
    assert len(table) == 3
    assert table["value"].iloc[0] == sum(map(counts, register(iso3)))
    assert set(table["level_without_it"]) <= set(evidence.words_in_order())
    assert bool(evidence.firmness_tests(iso3)) == (iso3 == "BLR")


@pytest.mark.parametrize("iso3", ["BLR", "RUS", "MMR"])
def test_designations_by_programme(iso3: str) -> None:
    table = sanctions.programmes(iso3)
    rows = [row for row in raw("designations_by_programme") if row["programme_country"] == iso3]
    expected: Counter[tuple[str, str]] = Counter()
    for row in rows:
        expected[row["list"], row["programme"]] += int(row["designations"])
    assert {(r["list"], r["programme"]): r["all"] for r in table.to_dict("records")} == expected
    for row in table.to_dict("records"):
        years = [int(r["year"]) for r in rows if r["programme"] == row["programme"] and r["year"]]
        assert not years or (row["first_year"], row["last_year"]) == (min(years), max(years))


def test_the_largest_requesters_are_few() -> None:
    counted = sorted(notices.requesters(), reverse=True)
    three, effective = notices.concentration(), summary(topic="notices")["notices.effective_number"]
    assert three.value == pytest.approx(sum(counted[:3]) / sum(counted), rel=1e-12)
    shares = [count / sum(counted) for count in counted]
    assert effective.value == pytest.approx(1 / sum(share**2 for share in shares), rel=1e-9)


def test_the_first_places_have_the_highest_rates() -> None:
    table = notices.compare().set_index("country")
    assert (table["rank"].notna() == (table["notices"] > 0)).all()
    assert table["rank"].nsmallest(5).index.tolist() == notices.first_places(0.95, 5)
    ranked = table.dropna(subset="rank")
    assert ((ranked["rank_low"] <= ranked["rank"]) & (ranked["rank"] <= ranked["rank_high"])).all()
    assert all(table["rank"][code] == notices.rank(code).value for code in table["rank"].dropna().index[:9])


@pytest.mark.parametrize("share", [notices.own_national_share, notices.delisted_share, notices.sensitive_share])
def test_the_table_of_countries_has_the_shares_of_each(share: Callable[..., Estimate]) -> None:
    name, table = share.__name__.removesuffix("_share"), notices.compare().set_index("country")
    for code in ("RUS", "SLV", "ARG", "CRI", "FRA", "TUV", "BLR"):
        found = notices.known(share, code)
        row = table[[name, f"{name}_low", f"{name}_high"]].reindex([code]).iloc[0]
        if found is None:
            assert row.isna().all()
        elif found.kind is Kind.HIDDEN:
            assert row.isna().tolist() == [True, False, False] and (row.iloc[1], row.iloc[2]) == (found.low, found.high)
        else:
            assert row.tolist() == [found.value, found.low or found.value, found.high or found.value]


def test_shares_that_are_told_exactly_stand_in_falling_order() -> None:
    table = notices.sensitive_told()
    assert table["share"].is_monotonic_decreasing
    assert table["share"].between(0, 1).all() and table["median"].nunique() == 1


@pytest.mark.parametrize("iso3", ["BLR", "FRA"])
def test_the_latest_value_of_an_index_and_its_place(iso3: str) -> None:
    column = "vdem_rule_of_law"
    rows = [row for row in raw("governance_country_year") if row[column]]
    own = max((row for row in rows if row["iso3"] == iso3), key=lambda row: int(row["year"]))
    found = indices.latest(select(iso3), column, title="Rule of law", better="up")
    assert found is not None and found.value == float(own[column])
    peers = [float(row[column]) for row in rows if row["year"] == own["year"]]
    below = sum(value < float(own[column]) for value in peers) / len(peers)
    assert f"above {100 * below:.0f} % of {len(peers)} countries" in found.sentence


def test_an_index_that_does_not_cover_a_country_has_no_latest_value() -> None:
    assert indices.latest(select("TUV"), "vdem_rule_of_law", title="Rule of law", better="up") is None
    assert indices.over_time(Selection("TUV")).empty


def test_years_of_governance_are_those_of_the_file() -> None:
    table = indices.over_time(Selection("BLR"))
    rows = [r for r in raw("governance_country_year") if r["iso3"] == "BLR" and r["vdem_liberal_democracy"]]
    assert list(table["year"]) == [float(row["year"]) for row in rows]
    assert list(table["vdem_rule_of_law"]) == [float(row["vdem_rule_of_law"]) for row in rows]
    assert (table["regime"] != "").any()


def test_a_code_without_a_group_names_file_and_cure() -> None:
    rows = cases.cases_of(Selection("BLR")).assign(instrument="carrier_pigeon")
    with pytest.raises(InputError, match=r"carrier_pigeon.*case_groups.yml"):
        cases._grouped(rows, "instrument")
