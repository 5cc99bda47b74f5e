"""Tables of facts, and the same counts by plain Python over the files of `data/raw`."""

import csv
from collections import Counter
from collections.abc import Callable

import pytest

import analysis as rn
from analysis.core.errors import InputError, NoDataError
from analysis.core.files import HAND
from analysis.facts import breakdowns, case_register, evidence, notice_counts, notices, sanctions
from analysis.facts.selection import Selection, select
from analysis.stats.estimate import Estimate, Kind
from tests.recount import raw

COUNTRIES = ("BLR", "CHN", "RUS", "TUR", "TUV")


def register(iso3: str) -> list[dict[str, str]]:
    return [row for row in raw("cases") if row["requesting_country"] == iso3]


def counts(row: dict[str, str]) -> bool:
    """Tell whether a row counts, as evidence_rule.yml says it in words."""
    instrument = row["instrument"] not in {"none_found", "interstate_wanted_list"}
    return row["claim_status"] == "supported" and row["evidence_grade"] in {"A", "B"} and instrument


@pytest.mark.parametrize("iso3", COUNTRIES)
@pytest.mark.parametrize(
    "columns",
    [
        ("claim_status", "evidence_grade"), ("oversight_outcome", "article_grounds"), ("target_profile",),
        ("instrument",), ("host_country",), ("article_grounds",),
    ],
    ids=" and ".join,
)  # fmt: skip
def test_cases_by_the_values_of_columns(iso3: str, columns: tuple[str, ...]) -> None:
    table = rn.cases.count_by(rn.cases.rows(iso3), *columns)
    everything = Counter(tuple(row[column] or "unknown" for column in columns) for row in register(iso3))
    strong = Counter(tuple(row[column] or "unknown" for column in columns) for row in register(iso3) if counts(row))
    values = list(table[list(columns)].itertuples(index=False, name=None))
    assert dict(zip(values, table["cases"], strict=True)) == everything
    assert {value: n for value, n in zip(values, table["well_documented"], strict=True) if n} == strong
    assert table["cases"].is_monotonic_decreasing
    assert table["cases"].sum() == len(register(iso3))
    assert list(table["share"]) == [count / len(register(iso3)) for count in table["cases"]]


@pytest.mark.parametrize("iso3", ["BLR", "RUS", "TUR"])
def test_decisions_name_each_case_once(iso3: str) -> None:
    table = rn.cases.count_by(rn.cases.rows(iso3), "case_id", "oversight_outcome", "article_grounds")
    decided = [tuple(map(str, row)) for row in table.iloc[:, :3].itertuples(index=False)]
    raw_decided = [
        (row["case_id"], row["oversight_outcome"] or "unknown", row["article_grounds"] or "unknown")
        for row in register(iso3)
    ]
    assert sorted(decided) == sorted(raw_decided)


@pytest.mark.parametrize("iso3", ["BLR", "RUS", "TUR"])
def test_groups_hold_each_row_once(iso3: str) -> None:
    table = rn.cases.count_by(rn.cases.rows(iso3), "instrument", groups=True)
    assert table["cases"].sum() == len(register(iso3))
    assert table["well_documented"].sum() == sum(map(counts, register(iso3)))
    assert set(table["instrument"]) <= set(breakdowns._groups("instrument").values())


def test_the_register_says_all_cases_and_how_many_are_well_documented() -> None:
    numbers = rn.summary("BLR", topic="cases")
    strong, rows = sum(map(counts, register("BLR"))), len(register("BLR"))
    assert (numbers["cases.count"].value, numbers["cases.count"].n) == (strong, rows)
    assert numbers["cases.all"].value == rows
    said = numbers["cases.all"].sentence
    corrections = sum(row["instrument"] in {"none_found", "interstate_wanted_list"} for row in register("BLR"))
    assert f"{rows} documented cases requested by Belarus. " in said
    assert f"In {corrections} of the {rows} cases, we found no INTERPOL notice." in said
    assert f", and {strong} are well documented" in said
    assert "no documented case requested by Tuvalu" in rn.summary("TUV", topic="cases")["cases.all"].sentence


def test_a_country_without_a_case_is_not_compared_with_an_expected_number() -> None:
    compared = {"cases.expected", "cases.ratio", "cases.rank", "cases.person_years", "cases.count_in_years"}
    assert not compared & set(rn.summary("TUV", topic="cases"))
    numbers = rn.summary("BLR", topic="cases")
    assert compared <= set(numbers)
    assert numbers["cases.expected"].value > 0


def test_every_country_with_a_case_is_in_the_table_of_ratios_once() -> None:
    table = rn.cases.compare()
    strong = {row["requesting_country"] for row in raw("cases") if counts(row) and int(row["year"] or 0) >= 2000}
    assert set(table["country"]) <= strong
    assert table["country"].is_unique
    assert (table["rank_low"] <= table["rank"]).all() and (table["rank"] <= table["rank_high"]).all()
    assert (table["low"] <= table["value"]).all()


def test_the_words_of_all_states_add_up() -> None:
    stated, places = evidence.level_counts(), len(evidence.evidence_words())
    assert sum(int(estimate.value) for estimate in stated) == places
    assert [len(evidence.states_of(word)) for word in evidence.words_in_order()] == [e.value for e in stated]
    some = evidence.compare().query("rating not in ['weak or none', 'not searched']")
    assert len(some) == places - len(evidence.states_of("weak or none")) - len(evidence.states_of("not searched"))


def kind_of(title: str) -> str:
    """Find the kind of a source by the part of its title that data/hand/source_families.csv names."""
    with (HAND / "source_families.csv").open(encoding="utf-8", newline="") as file:
        (kind,) = {row["family"] for row in csv.DictReader(file) if row["contains"] in title}
    return kind


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_sources_that_name_a_state(iso3: str) -> None:
    naming = [r for r in raw("country_mentions") if r["country"] == iso3 and r["wording_category"] == "named_abuser"]
    stated, kinds = evidence.sources_naming(select(iso3)), {kind_of(row["source_title"]) for row in naming}
    assert stated.value == len(naming)
    assert f"They come from {evidence.kinds_of_source(len(kinds))}." in stated.sentence or len(naming) < 2
    assert evidence.families_naming(select(iso3)).value <= min(4, len(naming))


@pytest.mark.parametrize("iso3", ["BLR", "TUV"])
def test_each_input_is_left_out_once(iso3: str) -> None:
    table = evidence.without_each_input(select(iso3))
    assert len(table) == 3
    assert table["value"].iloc[0] == sum(map(counts, register(iso3)))
    assert set(table["level_without_it"]) <= set(evidence.words_in_order())
    assert bool(evidence.firmness_tests(select(iso3))) == (iso3 == "BLR")


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
    counted = sorted(notice_counts.requesters(), reverse=True)
    assert notices.concentration().value == pytest.approx(sum(counted[:3]) / sum(counted), rel=1e-12)


def test_rates_are_notices_by_inhabitants_of_the_year_of_the_snapshot() -> None:
    people = {row["iso3"]: row["population"] for row in raw("governance_country_year") if row["year"] == "2023"}
    table = notices.compare().set_index("country")
    counted = {code: notices.count(code).value for code in table.index if people[code]}
    for code, own in counted.items():
        assert table["rate"][code] == notices.rate(code).value == pytest.approx(1e6 * own / float(people[code]))
    common = 1e6 * sum(counted.values()) / sum(float(people[code]) for code in counted)
    assert notices.rate().value == pytest.approx(common) and notices.rate().low is None


@pytest.mark.parametrize("share", [notices.own_national_share, notices.delisted_share, notices.sensitive_share])
def test_the_table_of_countries_has_the_shares_of_each(share: Callable[..., Estimate]) -> None:
    name, table = share.__name__.removesuffix("_share"), notices.compare().set_index("country")
    for code in ("RUS", "SLV", "ARG", "CRI", "FRA", "TUV", "BLR"):
        found = notice_counts.number_or_none(share, code)
        row = table[[name, f"{name}_low", f"{name}_high"]].reindex([code]).iloc[0]
        if found is None:
            assert row.isna().all()
        elif found.kind is Kind.HIDDEN:
            assert row.isna().tolist() == [True, False, False] and (row.iloc[1], row.iloc[2]) == (found.low, found.high)
        else:
            assert row.tolist() == [found.value, found.low or found.value, found.high or found.value]


@pytest.mark.parametrize("iso3", ["BLR", "FRA"])
def test_the_latest_value_of_an_index_and_its_place(iso3: str) -> None:
    column = "vdem_rule_of_law"
    rows = [row for row in raw("governance_country_year") if row[column]]
    own = max((row for row in rows if row["iso3"] == iso3), key=lambda row: int(row["year"]))
    found = rn.countries.index(iso3, column)
    assert found.value == float(own[column])
    peers = [float(row[column]) for row in rows if row["year"] == own["year"]]
    below = sum(value < float(own[column]) for value in peers) / len(peers)
    assert f"above {100 * below:.0f} % of {len(peers)} countries" in found.sentence
    assert rn.summary(iso3)[f"countries.{column}"] == found


def test_an_index_that_does_not_cover_a_country_has_no_latest_value() -> None:
    with pytest.raises(NoDataError, match=r"Tuvalu and vdem_rule_of_law.*another country"):
        rn.countries.index("TUV", "vdem_rule_of_law")
    assert "countries.vdem_rule_of_law" not in rn.summary("TUV")


def test_a_code_without_a_group_names_file_and_cure() -> None:
    rows = case_register.cases_of(Selection("BLR")).assign(instrument="carrier_pigeon")
    with pytest.raises(InputError, match=r"carrier_pigeon.*case_groups.yml"):
        breakdowns._grouped(rows, "instrument")
