"""Inputs of the evidence level: on invented tables, then on the shipped ones."""

import pandas as pd
import pytest

from analysis.core.errors import InputError, NoDataError
from analysis.core.files import HAND, RAW, ROOT
from analysis.core.judgement import headline_cases
from analysis.facts import evidence, world
from analysis.facts.evidence import firmness, firmness_table
from analysis.facts.evidence_inputs import TOP_TEN, inputs, naming_rows, without_each_source
from analysis.facts.selection import PUBLISHED, select
from analysis.facts.summary import summary
from analysis.stats.evidence_level import word_of
from analysis.tables.release import load_all, territories


@pytest.fixture(scope="module")
def release():
    return load_all()


def case(state, status="supported", grade="A", instrument="red_notice"):
    return {"requesting_country": state, "claim_status": status, "evidence_grade": grade, "instrument": instrument}


def mention(state, family, wording="named_abuser"):
    return {"country": state, "family": family, "wording_category": wording}


@pytest.fixture
def invented(release):
    cases = pd.DataFrame(
        [
            case("FRA"),
            case("FRA", grade="B"),
            case("FRA", grade="C"),
            case("FRA", status="contested"),
            case("FRA", instrument="none_found"),
            case("FRA", instrument="interstate_wanted_list"),
            case("DEU", status="unsupported", grade="X"),
        ]
    )
    mentions = pd.DataFrame(
        [
            mention("FRA", "ngos"),
            mention("FRA", "ngos"),
            mention("FRA", "press"),
            mention("DEU", "press", "case_mentioned"),
        ]
    )
    figures = pd.DataFrame({"indicator": [TOP_TEN, "red_notices_published"], "country": ["DEU", "WORLD"]})
    return {**release, "cases": cases, "country_mentions": mentions, "oversight_statistics": figures}


def row(table, state):
    return table.set_index("iso3").loc[state]


def test_headline_cases_leave_out_corrections(invented):
    assert headline_cases(invented["cases"]).index.tolist() == [0, 1]


def test_inputs_of_invented_tables(invented):
    found = inputs(invented)
    assert row(found, "FRA").to_dict() == {
        "S": 2,
        "F": 2,
        "K": False,
        "governments": False,
        "parliaments": False,
        "ngos": True,
        "press": True,
        "searched": True,
    }
    assert row(found, "DEU")[["S", "F", "K", "searched"]].tolist() == [0, 0, True, True]
    assert row(found, "ITA")[["S", "F", "K", "searched"]].tolist() == [0, 0, False, False]


def test_inputs_hold_every_territory_once(release):
    found = inputs(release)
    assert tuple(found["iso3"]) == territories(release)
    assert found[["S", "F"]].dtypes.astype(str).tolist() == ["Int64", "Int64"]
    assert found["F"].between(0, 4).all()


def test_shipped_inputs(release):
    found = inputs(release)
    cases = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str)
    headline = cases["claim_status"].eq("supported") & cases["evidence_grade"].isin(["A", "B"])
    headline &= ~cases["instrument"].isin(["none_found", "interstate_wanted_list"])
    wanted = cases.loc[headline, "requesting_country"].value_counts()
    assert found.set_index("iso3")["S"].to_dict() == wanted.reindex(found["iso3"], fill_value=0).to_dict()
    assert row(found, "BLR")[["F", "K"]].tolist() == [2, False]
    assert row(found, "RUS")[["F", "K"]].tolist() == [4, True]
    assert set(found.loc[found["K"], "iso3"]) == {"RUS", "USA", "ARE", "TUR", "UKR", "IND", "VEN", "EGY", "CHN", "LBY"}


def test_countries_are_compared_once_and_by_their_own_ratings():
    table = evidence.compare("Belarus")
    assert table.attrs["focus"] == "BLR" and table["country"].is_unique
    assert table.set_index("country")["rating"].to_dict() == evidence.evidence_words().to_dict()
    order = evidence.rule()["rating"].tolist()
    assert table["rating"].map(order.index).is_monotonic_increasing
    counted = pd.read_csv(RAW / "evidence" / "country_mentions.csv").query("wording_category == 'named_abuser'")
    assert evidence.sources()["source_title"].sort_values().tolist() == counted["source_title"].sort_values().tolist()
    assert table["families"].tolist() == table[["governments", "parliaments", "ngos", "press"]].sum(axis=1).tolist()


def test_a_rule_of_ones_own_changes_rating_inputs_and_comparison(tmp_path):
    text = (HAND / "evidence_rule.yml").read_text(encoding="utf-8")
    (own := tmp_path / "rule.yml").write_text(text.replace("[A, B]", "[A, B, C]"), encoding="utf-8")
    changed = evidence.compare(rule=own).set_index("country")["rating"]
    published = evidence.compare().set_index("country")["rating"][changed.index]
    assert changed[changed != published].to_dict() == {"BDI": "limited", "MAR": "limited"}
    found = evidence.rating("Burundi", rule=own)
    assert found.word == "limited" and "grade A, B or C" in found.estimate.sentence
    assert evidence.rule(own)["condition"].equals(evidence.rule()["condition"])


def test_numbers_of_a_country_and_of_the_world_have_their_own_names():
    numbers = summary("Belarus", topic="evidence")
    assert numbers["evidence.rating"].value == 10 and "substantial" in numbers["evidence.rating"].sentence
    assert {one.country for one in numbers.values()} == {"BLR"} and "evidence.countries" not in numbers
    raw = pd.read_csv(RAW / "evidence" / "country_mentions.csv")
    assert len(raw.query(numbers["evidence.sources"].query)) == numbers["evidence.sources"].value
    world = summary(topic="evidence")
    assert set(world) == {
        "evidence.countries",
        "evidence.strong",
        "evidence.main_page",
    } | {f"evidence.countries_{word.replace(' ', '_')}" for word in evidence.words_in_order()}


def test_a_rating_needs_a_country_and_takes_no_choice_of_a_model():
    with pytest.raises(NoDataError, match="no country"):
        evidence.rating()
    with pytest.raises(InputError, match="exposure='population'"):
        evidence.rating("BLR", exposure="population")


LEVELS = {
    "extensive": ["AZE", "CHN", "KAZ", "RUS", "TUR"],
    "substantial": ["BHR", "BLR", "EGY", "IRN", "RWA", "TJK", "UZB", "VEN"],
    "complaints only": ["LBY", "USA"],
}


def test_levels_of_the_release():
    words = evidence.evidence_words()
    assert {word: sorted(words.index[words == word]) for word in LEVELS} == LEVELS
    assert (words == "limited").sum() == 35
    assert set(words) == {*LEVELS, "limited", "weak or none", "not searched"} and len(words) == 228


SOURCES = {"source_1_url": "https://www.one.example/a", "source_2_url": "https://two.example/b"}


@pytest.fixture
def sourced(release):
    """Give a state with a row of grade A and one of grade B, each with two sites, and one mention."""
    cases = pd.DataFrame(
        [
            case("FRA") | SOURCES,
            case("FRA", grade="B") | SOURCES,
            case("FRA", grade="B") | SOURCES | {"source_2_url": "https://one.example/c"},
            case("DEU") | SOURCES,
        ]
    )
    mentions = pd.DataFrame(
        [mention("FRA", "press") | {"source_title": "ICIJ, 2011", "source_url": "https://icij.org"}]
    )
    figures = pd.DataFrame({"indicator": [TOP_TEN], "country": ["FRA"]})
    return {**release, "cases": cases, "country_mentions": mentions, "oversight_statistics": figures}


def test_inputs_without_each_source(sourced):
    left = without_each_source(sourced, "FRA")
    assert left == {
        "icij.org": {"cases": 3, "families": 0, "complaints": 1, "searched": 1},
        "ICIJ": {"cases": 3, "families": 0, "complaints": 1, "searched": 1},
        # A stands by its other source, B becomes C or D
        "one.example": {"cases": 1, "families": 1, "complaints": 1, "searched": 1},
        "two.example": {"cases": 2, "families": 1, "complaints": 1, "searched": 1},
        "the Commission’s lists of complaints": {"cases": 3, "families": 1, "complaints": 0, "searched": 1},
    }


def test_no_removal_of_a_source_adds_evidence(release):
    table = inputs(release).set_index("iso3")
    for iso3 in ("RUS", "BLR", "TUR", "ARE", "LBY"):
        held = dict(zip(("cases", "families", "complaints"), map(int, table.loc[iso3, ["S", "F", "K"]]), strict=True))
        for source, left in without_each_source(release, iso3).items():
            assert all(left[name] <= held[name] for name in held), source
    assert without_each_source(release, "AND") == {}


def test_firmness_of_belarus_counted_by_hand():
    # Ten cases and two families: extensive where both its bounds are met, which is where F >= 2 (one of three bounds).
    found = firmness(select("BLR"))
    assert found.thresholds.value == pytest.approx(2 / 3, abs=1e-12)
    assert found.recounted is not None
    assert found.recounted.low <= 10 <= found.recounted.high
    assert found.decisive == {}


def test_no_rating_is_higher_without_a_source():
    words = evidence.evidence_words()
    for iso3, word in words[words != "weak or none"].items():
        order = evidence.words_in_order(select(iso3))  # the highest first
        assert all(order.index(other) > order.index(word) for other in firmness(select(iso3)).decisive.values()), iso3


def test_the_methods_say_what_a_report_that_is_not_counted_would_change():
    inputs_, naming = evidence.rating("BLR").inputs, evidence.evidence_table().loc["BLR"]
    assert not naming["parliaments"]
    word = word_of({**inputs_, "families": inputs_["families"] + 1}, PUBLISHED.evidence_rule.levels)
    now = evidence.evidence_words()["BLR"]
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    assert f"the rating of Belarus would be “{word}” instead of “{now}”" in " ".join(text.split())


def test_words_that_rest_on_complaints_hang_on_the_lists():
    for iso3 in ("LBY", "USA"):
        assert firmness(select(iso3)).decisive == {"the Commission’s lists of complaints": "weak or none"}
        assert firmness(select(iso3)).thresholds.value == 1.0


@pytest.mark.thorough
def test_firmness_is_the_same_on_every_run():
    first = firmness_table().to_csv()
    evidence._firmness.cache_clear()
    firmness_table.cache_clear()
    assert firmness_table().to_csv() == first


def test_ratings_that_lean_on_one_page_are_counted_again_from_the_table_of_mentions():
    """Without the article, by the csv: 17 of 18 countries, and the ratings that fall are those of the words."""
    rows = pd.read_csv(RAW / "evidence" / "country_mentions.csv")
    families = naming_rows(world.release()["country_mentions"])
    article = rows["source_url"].str.contains("conflicting-accounts-on-interpol-abuse")
    governments = set(families.loc[families["family"] == "governments", "country"])
    others = families[~families["source_url"].isin(rows.loc[article, "source_url"])]
    alone = governments - set(others.loc[others["family"] == "governments", "country"])
    found, words = evidence.main_page(), evidence.evidence_words()
    assert (found.value, found.n) == (len(alone), len(governments)) == (17, 18)
    changed = set()
    for iso3 in alone:
        stated = evidence.firmness_tests(select(iso3))
        (own,) = (one for one in stated.values() if one.name == "evidence.without_main_page")
        left = without_each_source(world.release(), iso3)["US State Department Country Reports"]
        assert own.value == (word_of(left, PUBLISHED.evidence_rule.levels) != words[iso3])
        changed |= {iso3} if own.value else set()
    assert f"{len(changed)} countries would be rated lower" in str(found)
    assert {iso3 for iso3 in changed if words[iso3] == "extensive"} == {"AZE", "KAZ", "TUR"}
    assert all(one.name != "evidence.without_main_page" for one in evidence.firmness_tests(select("RUS")).values())


def test_what_would_raise_a_rating_is_one_more_kind_of_source_or_case_that_does() -> None:
    for code in ("BLR", "KAZ", "GEO", "SAU", "DZA", "FRA"):
        found, said = evidence.rating(code), evidence.would_raise(select(code))
        for name in ("families", "cases"):
            higher = word_of({**found.inputs, name: found.inputs[name] + 1}, PUBLISHED.evidence_rule.levels)
            assert said.get(name) == (higher if found.rests and higher != found.word else None), (code, name)
