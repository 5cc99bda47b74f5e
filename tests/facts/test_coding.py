"""Agreement of readers and what their errors make of the numbers of cases, counted again from the csv files."""

from collections import Counter
from functools import cache

import numpy as np
import pandas as pd
import pytest

import analysis as rn
from analysis.core.files import RAW
from analysis.facts import coding, evidence
from analysis.facts.selection import select
from analysis.stats.evidence_level import word_of

STATUSES = ["supported", "contested", "unsupported"]
SAMPLE = {"validation_a": "5", "validation_b": "6"}


@cache
def read(name: str) -> pd.DataFrame:
    return pd.read_csv(RAW / "evidence" / f"{name}.csv", dtype=str, keep_default_na=False)


def headline(status: pd.Series, grade: pd.Series, instrument: pd.Series) -> pd.Series:
    """The evidence rule once more, in other words."""
    notice = ~instrument.isin(["none_found", "interstate_wanted_list"])
    return status.eq("supported") & grade.isin(["A", "B"]) & notice


def round_of(number: str, which: str) -> pd.DataFrame:
    rows = read("cases_second_coding").query("round == @number").set_index("case_id")
    return rows.filter(like=f"{which}_").rename(columns=lambda name: name.removeprefix(f"{which}_"))


def consensus(field: str) -> tuple[pd.Series, pd.Series]:
    """Codes of the register, and those on which the two blind readers agree."""
    cases = read("cases").set_index("case_id")
    a, b = (round_of(number, "second") for number in SAMPLE.values())
    if field == "claim_status":
        now, one, two = cases["claim_status"], a["claim_status"], b["claim_status"]
    else:
        now = headline(cases["claim_status"], cases["evidence_grade"], cases["instrument"])
        one, two = (headline(codes["claim_status"], codes["grade"], codes["instrument"]) for codes in (a, b))
    two = two[one.index]
    return now, one[one == two]


def drawn_again(field: str, code: object, codes: list, seed: int = 3, draws: int = 2000) -> tuple[float, np.ndarray]:
    """Total with a code, and its bootstrap, one sampled case at a time."""
    now, true = consensus(field)
    rest, random = Counter(now.drop(true.index)), np.random.default_rng(seed)

    def total(given: list, found: list, *, drawn: bool) -> float:
        pooled = found.count(code) / len(found)
        table, value = Counter(zip(given, found, strict=True)), float((true == code).sum())
        for one in codes:
            share = (table[one, code] + pooled) / (given.count(one) + 1)
            value += random.binomial(rest[one], share) if drawn else rest[one] * share
        return value

    given, found = now[true.index].tolist(), true.tolist()
    again = []
    for _ in range(draws):
        chosen = random.integers(0, len(found), len(found))
        again.append(total([given[i] for i in chosen], [found[i] for i in chosen], drawn=True))
    return total(given, found, drawn=False), np.quantile(again, [0.025, 0.975])


@pytest.mark.parametrize(
    ("name", "field", "code", "codes"),
    [("supported", "claim_status", "supported", STATUSES), ("well_documented", "well_documented", True, [True, False])],
)
def test_the_double_sample_is_that_of_other_code(name: str, field: str, code: object, codes: list) -> None:
    found, (value, ends) = rn.summary(topic="coding")[f"coding.{name}"], drawn_again(field, code, codes)
    assert found.value == pytest.approx(value)
    assert [found.low, found.high] == pytest.approx(ends.tolist(), abs=4)


def test_the_numbers_are_those_that_the_release_states() -> None:
    numbers = {name.partition(".")[2]: one for name, one in rn.summary(topic="coding").items()}
    assert [round(numbers[name].value) for name in ("supported", "well_documented")] == [151, 131]
    prior = numbers["supported_by_prior"], numbers["well_documented_by_prior"]
    assert [(round(one.low), round(one.high)) for one in prior] == [(141, 158), (121, 138)]
    votes = ("by_all", "with_ties", "by_any")
    assert [numbers[f"supported_{vote}"].value for vote in votes] == [104, 178, 259]
    assert [numbers[f"well_documented_{vote}"].value for vote in votes] == [92, 148, 192]
    assert [(numbers[name].value, numbers[name].n) for name in ("confirmed", "raised")] == [(99, 121), (49, 237)]


def test_cases_on_which_readers_disagree_are_those_of_the_csv() -> None:
    statuses = read("cases_readings").groupby("case_id")["claim_status"].agg(["nunique", "size"])
    found = rn.summary(topic="coding")["coding.disagreed"]
    assert (found.value, found.n) == ((statuses["nunique"] > 1).sum(), (statuses["size"] > 1).sum())


def test_readings_of_the_validation_sample_enter_no_count_of_readers() -> None:
    assert not set(SAMPLE) & set(coding.READERS)
    sampled = set(round_of("5", "second").index)
    assert sampled == set(round_of("6", "second").index) and len(sampled) == 44
    assert not sampled & set(read("cases_readings").query("reader == 'blind_2'")["case_id"])


@pytest.mark.parametrize("field", ["claim_status", "well_documented"])
def test_the_sample_holds_both_codes_of_each_case(field: str) -> None:
    table, (now, true) = coding.sample(field), consensus(field)
    names = {True: "yes", False: "no"} | {status: status for status in STATUSES}
    assert len(table) == 44
    assert table["register"].to_dict() == now[table.index].map(names).to_dict()
    assert table["consensus"].dropna().to_dict() == true.map(names).to_dict()


def by_hand(one: pd.Series, two: pd.Series) -> tuple[float, float]:
    """Agreement and Cohen's kappa from the table of pairs."""
    table = pd.crosstab(one, two).pipe(lambda pairs: pairs / pairs.to_numpy().sum())
    codes = table.index.union(table.columns)
    square = table.reindex(index=codes, columns=codes, fill_value=0).to_numpy()
    agreed, chance = np.trace(square), square.sum(0) @ square.sum(1)
    return agreed, (agreed - chance) / (1 - chance)


@pytest.mark.parametrize(
    ("compared", "numbers"),
    [("round_1", "11"), ("round_4", "44"), ("blind", "56"), ("register_a", "R5"), ("register_b", "R6")],
)
@pytest.mark.parametrize("field", ["claim_status", "grade", "instrument", "effect", "outcome"])
def test_agreement_and_kappa_of_two_codings_by_hand(compared: str, numbers: str, field: str) -> None:
    columns = {"grade": "evidence_grade", "outcome": "oversight_outcome"}
    if numbers[0] == "R":
        first = read("cases").set_index("case_id")[columns.get(field, field)]
    else:
        first = round_of(numbers[0], "first" if numbers[0] == numbers[1] else "second")[field]
    second = round_of(numbers[1], "second")[field]
    second = second[second != ""]
    table = coding.agreement().query("compared == @compared and field == @field").set_index("statistic")
    assert table["value"].tolist() == pytest.approx(by_hand(first[second.index], second))
    assert set(table["n"]) == {len(second)}


def test_reliability_is_that_of_independent_code() -> None:
    """Kappa of the status and of the status by the rule, with ends of a bootstrap by other code."""
    table = coding.agreement().query("statistic == 'kappa'").set_index(["compared", "field"])
    stated = {
        ("blind", "claim_status"): (0.87, 0.64, 0.96, 44), ("blind", "status_by_rule"): (0.87, 0.65, 0.96, 44),
        ("register_a", "claim_status"): (0.78, 0.53, 0.92, 44), ("register_b", "claim_status"): (0.73, 0.47, 0.90, 44),
        ("register_blind_2", "claim_status"): (0.58, 0.50, 0.65, 406),
        ("register_blind_2", "status_by_rule"): (0.49, 0.41, 0.57, 406),
        ("register_blind_2", "instrument"): (0.78, 0.73, 0.83, 406), ("blind", "grade"): (0.71, 0.51, 0.86, 44),
    }  # fmt: skip
    for key, (value, low, high, n) in stated.items():
        row = table.loc[key]
        assert [row["value"], row["low"], row["high"]] == pytest.approx([value, low, high], abs=0.016), key
        assert row["n"] == n or key[1] == "instrument"


def test_recounts_of_countries_add_up_to_the_world() -> None:
    table = coding.recounts().set_index("country")
    cases, countries = read("cases"), table.drop("WORLD")
    now = headline(cases["claim_status"], cases["evidence_grade"], cases["instrument"])
    wanted = now.groupby(cases["requesting_country"]).sum()
    assert countries["well_documented"].sort_index().tolist() == wanted.sort_index().tolist()
    assert countries["value"].sum() == pytest.approx(table.loc["WORLD", "value"])
    assert (table["low"] <= table["value"].apply(np.ceil)).all() and (table["value"] <= table["high"] + 1).all()


@pytest.mark.thorough
def test_a_stronger_prior_draws_codes_towards_the_whole_sample() -> None:
    weak, strong = (coding.recounts(prior=prior).set_index("country") for prior in (0, 50))
    assert strong.loc["TUR", "value"] < weak.loc["TUR", "value"]
    assert strong.loc["ARG", "value"] > weak.loc["ARG", "value"]


def test_a_rating_stays_in_as_many_draws_as_its_cases_allow() -> None:
    for iso3 in ("BLR", "RUS", "KAZ"):
        own = (read("cases")["requesting_country"] == iso3).to_numpy()
        counts = (coding.coded_again("well_documented").drawn[:, own] == 0).sum(axis=1)
        rating, levels = evidence.rating(iso3), select(iso3).evidence_rule.levels
        words = [word_of({**rating.inputs, "cases": int(count)}, levels) for count in counts]
        firm = evidence.firmness(select(iso3))
        assert firm.coding is not None and firm.coding.value == words.count(rating.word) / len(words)
        assert firm.recounted is not None and firm.recounted.n == own.sum()
    assert evidence.firmness(select("TUV")).coding is None
    assert evidence.firmness(select("BLR", grades="A")).coding is None, "only the published rule was drawn"


def test_a_country_has_no_numbers_of_coding() -> None:
    assert rn.summary("Belarus", topic="coding") == {}


def test_readers_agree_least_on_the_grade() -> None:
    """The report says so, by both statistics, of the two blind readers and of the reading of all other cases."""
    for _, rows in coding.agreement().groupby(["compared", "statistic"]):
        if rows["compared"].iloc[0] in {"blind", "register_blind_2"}:
            others = rows.loc[rows["field"] != "grade", "value"]
            assert rows.set_index("field")["value"]["grade"] < others.min()
