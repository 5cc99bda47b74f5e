"""What courts and authorities decided, counted again with the csv module from the shipped files alone."""

from collections import Counter

import pandas as pd
import pytest

import analysis as rn
from analysis.facts import cases, decisions
from analysis.facts.selection import Selection
from analysis.facts.summary import summary
from analysis.stats.estimate import Estimate
from tests.recount import raw

RIGHTS = {"political_motive", "persecution_or_refugee_status", "torture_or_ill_treatment", "unfair_trial"}
#: Final decisions that count, as the note on the release states them; by country with those in supported cases.
STATED = {"refused": 100, "granted_not_carried_out": 2, "handed_over": 18}
STATED_SUPPORTED = {"refused": 69, "granted_not_carried_out": 1, "handed_over": 6}
BY_COUNTRY = {
    "ESP": (13, 10), "ITA": (12, 9), "UKR": (10, 7), "POL": (10, 8), "FRA": (6, 4), "DEU": (5, 3), "BGR": (5, 5),
    "GRC": (3, 3), "CZE": (3, 3),
}  # fmt: skip
BY_REQUESTER = {"TUR": 18, "RUS": 13, "BLR": 7, "CHN": 6, "EGY": 5, "KAZ": 5}


def joined() -> list[dict[str, str]]:
    """Every decision with the columns of its case; the year of the case is ``case_year``."""
    cases = {row["case_id"]: row for row in raw("cases")}
    linked = {row["case_id"]: row["linked"] for row in raw("cases_effects")}
    of_case = ("requesting_country", "instrument", "claim_status", "evidence_grade", "oversight_outcome")
    return [
        row
        | {name: cases[row["case_id"]][name] for name in of_case}
        | {"case_year": cases[row["case_id"]]["year"], "linked": linked[row["case_id"]]}
        for row in raw("cases_decisions")
    ]


def outcome(row: dict[str, str]) -> str:
    known = {"extradition_granted": "granted_not_carried_out", "handed_over": "handed_over"}
    return known.get(row["decision"], "refused" if row["decision"] != "pending" else "")


def counted() -> list[dict[str, str]]:
    """Final decisions without corrections and without cases that are not linked to INTERPOL."""
    final = [row for row in joined() if row["final"] == "yes"]
    corrections = {"none_found", "interstate_wanted_list"}
    return [row for row in final if row["instrument"] not in corrections and row["linked"] != "no"]


def refused(**equal: str) -> list[dict[str, str]]:
    rows = [row for row in counted() if outcome(row) == "refused"]
    return [row for row in rows if all(row[name] == value for name, value in equal.items())]


def test_final_decisions_are_those_that_the_release_states() -> None:
    rows = counted()
    assert len({(row["case_id"], row["country"]) for row in rows}) == len(rows) == 120
    assert Counter(map(outcome, rows)) == STATED
    assert Counter(outcome(row) for row in rows if row["claim_status"] == "supported") == STATED_SUPPORTED
    for decision, number in STATED.items():
        found = rn.decisions.count(decision=decision)  # type: ignore[arg-type]
        assert (found.value, found.n) == (number, 120)
    supported = summary(topic="decisions")["decisions.refused_supported"]
    assert (supported.value, supported.n) == (STATED_SUPPORTED["refused"], 120)


def test_the_world_states_countries_cases_grounds_and_arrests() -> None:
    numbers, rows = summary(topic="decisions"), refused()
    grounds = [set(row["ground"].split(";")) for row in rows]
    expected = {
        "countries": len({row["country"] for row in rows} - {""}),
        "cases_refused": len({row["case_id"] for row in rows}),
        "refused_on_rights": sum(bool(ground & RIGHTS) for ground in grounds),
        "refused_without_ground": sum(ground == {"not_stated"} for ground in grounds),
        "refused_after_arrest": sum(row["order_known"] == "yes" for row in rows),
        "refused_without_arrest": sum(row["order_known"] == "no" for row in rows),
        "refused_arrest_unknown": sum(row["order_known"] == "unknown" for row in rows),
        "apart": sum(row["final"] == "yes" for row in joined()) - len(counted()),
    }
    assert expected == {
        "countries": 34, "cases_refused": 92, "refused_on_rights": 44, "refused_without_ground": 31,
        "refused_after_arrest": 82, "refused_without_arrest": 7, "refused_arrest_unknown": 11,
        "apart": 17,
    }  # fmt: skip
    assert {name: numbers[f"decisions.{name}"].value for name in expected} == expected
    assert numbers["decisions.refused"].sentence.startswith(
        "Courts and authorities in 34 countries refused to hand people over in 100 known decisions."
    )


def test_decisions_by_country_are_those_of_the_csv() -> None:
    table = rn.decisions.by_country().set_index("country")
    assert table[["refused", "granted_not_carried_out", "handed_over"]].sum().to_dict() == STATED
    assert table["decisions"].sum() == 120
    assert table.index[-1] == "" and table.loc["", "refused"] == len(refused(country="")) == 2
    for code, row in table.iterrows():
        own = refused(country=str(code))
        supported = sum(one["claim_status"] == "supported" for one in own)
        assert (row["refused"], row["refused_supported"]) == (len(own), supported)
        assert row["decisions"] == sum(one["country"] == code for one in counted())
    assert {code: tuple(table.loc[code, ["refused", "refused_supported"]]) for code in BY_COUNTRY} == BY_COUNTRY
    asked = rn.decisions.by_country(role="requesting").set_index("country")["refused"]
    assert {code: asked[code] for code in BY_REQUESTER} == BY_REQUESTER
    assert asked.to_dict() == {
        code: len(refused(requesting_country=code)) for code in {row["requesting_country"] for row in counted()}
    }


@pytest.mark.parametrize(("code", "name", "role"), [("TUR", "requests_", "requesting"), ("FRA", "", "deciding")])
def test_a_country_states_each_outcome_of_its_decisions_and_requests(code: str, name: str, role: str) -> None:
    numbers, table = summary(code, topic="decisions"), rn.decisions.by_country(role=role).set_index("country")  # type: ignore[arg-type]
    for outcome in STATED:
        assert numbers[f"decisions.{name}{outcome}"].value == table.loc[code, outcome]


@pytest.mark.parametrize("code", ["FRA", "POL", "ESP", "DNK"])
def test_refusals_stand_beside_every_country_that_requested(code: str) -> None:
    place = Selection(code)
    counts = cases.requesters(cases.rows(place, role="host"), code)
    table = decisions.with_refusals(counts, place).set_index("requesting_country")
    asked = Counter(row["requesting_country"] for row in refused(country=code))
    assert {one: number for one, number in table["refused"].items() if number} == asked
    assert table["cases"].sum() == counts["cases"].sum() and table["cases"].is_monotonic_decreasing


def test_pairs_add_up_to_both_tables_of_countries() -> None:
    pairs = decisions.pairs(Selection())
    own, asked = rn.decisions.by_country(), rn.decisions.by_country(role="requesting")
    assert pairs.groupby("country")["refused"].sum().to_dict() == dict(zip(own["country"], own["refused"], strict=True))
    by_requester = pairs.groupby("requesting_country")["refused"].sum()
    assert by_requester.to_dict() == dict(zip(asked["country"], asked["refused"], strict=True))


@pytest.mark.parametrize(("code", "role"), [(None, "deciding"), ("ESP", "deciding"), ("TUR", "requesting")])
def test_refusals_by_ground_are_those_of_the_csv(code: str | None, role: str) -> None:
    table = rn.decisions.by_ground(code, role=role)  # type: ignore[arg-type]
    column = "country" if role == "deciding" else "requesting_country"
    rows = refused(**{column: code}) if code else refused()
    expected = Counter(ground for row in rows for ground in row["ground"].split(";"))
    assert dict(zip(table["ground"], table["refused"], strict=True)) == expected
    assert table["ground"].iloc[-1] == "not_stated"
    assert table["refused"].iloc[:-1].is_monotonic_decreasing


def estimates(every: int) -> list[Estimate]:
    codes = sorted({str(code) for code in rn.countries.overview()["country"]})[::every]
    return [one for code in (None, *codes) for one in summary(code, topic="decisions").values()]


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.thorough)])
def test_each_number_with_a_query_is_recounted_from_the_csv(every: int) -> None:
    table = pd.DataFrame(joined()).astype({"sequence": int})
    checked = 0
    for one in estimates(every):
        if one.query:
            whole = table.query(one.within)
            assert (one.value, one.n) == (len(whole.query(one.query)), len(whole)), one
            checked += 1
    assert checked > 500 / every


@pytest.mark.parametrize(("since", "until"), [(2015, None), (None, 2014), (2015, 2020)])
def test_years_are_those_of_the_cases_and_can_be_recounted(since: int | None, until: int | None) -> None:
    table = pd.DataFrame(joined())
    table["case_year"] = pd.to_numeric(table["case_year"])
    found = rn.decisions.count("Poland", since=since, until=until)
    years = range(since or 0, (until or 9998) + 1)
    own = [row for row in counted() if row["country"] == "POL" and row["case_year"]]
    assert found.n == sum(int(row["case_year"]) in years for row in own) < 10
    whole = table.query(found.within)
    assert (len(whole), len(whole.query(found.query))) == (found.n, found.value)


def test_rows_are_the_final_decisions_and_say_what_is_excluded() -> None:
    table = rn.decisions.rows("France")
    own = [row for row in counted() if row["country"] == "FRA"]
    assert sorted(table["case_id"]) == sorted(row["case_id"] for row in own)
    assert set(table["final"]) == {"yes"} and table["date"].dropna().is_monotonic_decreasing
    for country in ("FRA", "DEU", "POL"):
        final = [row for row in joined() if row["final"] == "yes" and row["country"] == country]
        kept = [row for row in counted() if row["country"] == country]
        assert sum(rn.decisions.rows(country).attrs["excluded"].values()) == len(final) - len(kept)
    assert sum(rn.decisions.rows().attrs["excluded"].values()) == 17
    asked = rn.decisions.rows("TUR", role="requesting")
    assert Counter(asked["outcome"]) == Counter(outcome(row) for row in counted() if row["requesting_country"] == "TUR")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SWE", "A court or authority in Sweden refused to hand a person over in one known decision. "
         "The case is disputed."),
        ("FRA", "Courts and authorities in France refused to hand people over in 6 known decisions. "
         "4 of these decisions concern supported cases."),
        ("KEN", "In cases that may involve INTERPOL, we know of no decision by which Kenya "
         "refused to hand a person over."),
        ("TUV", "We know of no final decision on extradition by courts or authorities in Tuvalu."),
    ],
)  # fmt: skip
def test_a_sentence_reads_well_for_none_one_and_many(code: str, said: str) -> None:
    assert summary(code, topic="decisions")["decisions.refused"].sentence == said


def test_a_refusal_that_names_no_country_is_not_put_to_one() -> None:
    asked = refused(requesting_country="BLR")
    assert {row["country"] for row in asked} == {"POL", ""}
    said = summary("BLR", topic="decisions")["decisions.requests_refused"].sentence
    assert "One country" not in said and "For one of them, the source does not say which country refused." in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"role": "host"}, r"role 'host'; expected one of 'deciding', 'requesting'"),
        ({"decision": "refusal"}, r"decision 'refusal'; expected one of .*did you mean refused"),
    ],
)
def test_a_wrong_word_is_refused_with_its_cure(given: dict[str, str], said: str) -> None:
    with pytest.raises(rn.InputError, match=said):
        rn.decisions.count("FRA", **given)  # type: ignore[arg-type]


def test_no_handover_is_said_to_be_known_only_of_counted_cases_where_other_decisions_exist() -> None:
    corrections = {"none_found", "interstate_wanted_list"}
    final = [row for row in joined() if row["final"] == "yes"]
    other = {
        row["requesting_country"] for row in final if row["instrument"] in corrections or row["linked"] == "no"
    }  # fmt: skip
    for code in sorted({row["requesting_country"] for row in counted()}):
        found = summary(code)["decisions.requests_handed_over"]
        limited = found.sentence.startswith("In cases that may involve INTERPOL, we know of nobody")
        assert limited == (not found.value and code in other), code


def test_a_refusal_by_a_grant_of_asylum_is_named() -> None:
    by_asylum = {row["requesting_country"] for row in refused(decision="asylum_granted")}
    for code in BY_REQUESTER:
        assert ("granted asylum" in summary(code)["decisions.requests_refused"].sentence) == (code in by_asylum)
