"""The report on dyads: each number has its name beside it, and a sentence stands only where the numbers show it."""

from collections import Counter
from dataclasses import replace
from math import ceil

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.core.judgement import headline_cases, read_evidence_rule, text
from analysis.core.messages import label
from analysis.facts import drivers, quarters, world
from analysis.pages import drivers_report as page
from analysis.stats.dyads import DyadModel
from tests.reading import tables, texts

TERM = page.EXPRESSION
EVIDENCE, SCORES = RAW / "evidence", RAW / "governance/governance_country_year.csv"


def test_every_place_of_a_case_is_named_beside_its_counts() -> None:
    excluded = drivers.excluded()
    shown = tables(page.the_frame(excluded))["drivers_rows"].shown
    lost = excluded.set_index("reason")
    assert list(shown) == ["Cases", "All cases", "Well documented", "Supported", "Other cases"]
    counts = dict(zip(shown["Cases"], shown["All cases"], strict=True))
    assert counts[label("in_frame")] == str(lost.loc["in_frame", "cases"])
    assert counts[label("no_host")] == str(lost.loc["no_host", "cases"])


def test_countries_that_are_left_out_are_named() -> None:
    without = pd.DataFrame({"without": ["BEL", "BLR"], "ratio": [0.28, 0.34]})
    shown = tables(page.rests_on(without, 2001, 2025))["drivers_without"].shown
    assert set(shown["Excluded country"]) == {"Belgium", "Belarus"}


@pytest.fixture(scope="module")
def models() -> dict[str, DyadModel]:
    formulas = {name: f"{name} ~ {TERM} + any_refugees" for name in ("supported", "not_supported")}
    return drivers.fit_each(formulas, drivers.dyads(since=2018, until=2020))


@pytest.mark.parametrize(("low", "stated"), [(1.2, False), (0.8, True)])
def test_detection_is_ruled_out_only_where_no_kind_of_case_is_clearly_more_frequent(models, low, stated, monkeypatch):
    main = {"well_documented": models["supported"], "not_supported": models["not_supported"]}
    rows = drivers.ratios(main, [TERM])
    monkeypatch.setattr(drivers, "ratios", lambda *_: rows.assign(low=low))
    found = " ".join(texts(page.not_shown(main, main)))
    assert ("Our models do not show this clearly" in found) is stated


def test_a_ratio_is_stated_as_per_cent_fewer_cases_with_its_interval(models) -> None:
    one = replace(drivers.ratio(models["supported"], TERM), value=0.36, low=0.22, high=0.61)
    found = drivers.fewer(one)
    assert (found.value, found.low, found.high, found.level) == (64, 39, 78, one.level)
    assert "has 64 % fewer supported cases" in found.sentence and found.ends == "95 % interval 39 to 78"


@pytest.mark.parametrize(("high", "together", "survives"), [(0.6, 1.2, True), (1.2, 1.2, False), (0.6, 0.9, False)])
def test_a_finding_survives_only_models_in_which_the_interval_is_below_one(models, high, together, survives) -> None:
    one = drivers.ratios({"well_documented": models["supported"]}, [TERM]).assign(value=0.4, low=0.3)
    rows = [one.assign(model=model, high=high) for model in ("joint", "alone")]
    rows = pd.concat([*rows, one.assign(model="together", high=together)]).assign(outcome="well_documented")
    assert page.models_chart(rows, TERM, 2018, 2020).title.startswith("The finding holds in most") is survives


@pytest.mark.parametrize(("high", "agree"), [(1.2, True), (0.9, False)])
def test_indices_agree_only_if_the_world_banks_shows_nothing(models, high, agree) -> None:
    one = drivers.ratios({"well_documented": models["supported"]}, [TERM]).assign(value=0.4, low=0.3)
    ends = {
        "requesting_vdem_rule_of_law": 0.6,
        "requesting_vdem_liberal_democracy": 0.5,
        "requesting_wgi_rule_of_law": high,
    }
    rows = pd.concat([one.assign(term=term, high=end) for term, end in ends.items()]).assign(outcome="well_documented")
    assert page.indices_chart(rows, 2018, 2020).title.startswith("V-Dem’s indices agree") is agree


def test_cases_by_quarter_are_those_with_a_year_and_a_score() -> None:
    table, first, last = quarters.by_democracy(), quarters.of_quarter(0), quarters.of_quarter(-1)
    chart = page.by_quarter()
    assert chart.data[["value", "other"]].sum().sum() + table.attrs["undrawn"] == len(counted_cases())
    scores = (
        world.release()["governance_country_year"]
        .query("year == 2019")
        .set_index("iso3")["vdem_liberal_democracy"]
        .dropna()
    )
    lowest = scores.index[scores.rank(pct=True) <= 0.25]
    own = headline_cases(counted_cases()).query("year == 2019")
    assert 0 < own["requesting_country"].isin(lowest).sum() <= first.value
    assert first.value == chart.data["value"].iloc[0] and first.n == chart.data[["value", "other"]].iloc[0].sum()
    assert last.value == chart.data["value"].iloc[-1] and last.n == chart.data[["value", "other"]].iloc[-1].sum()


def test_bars_by_judge_are_the_counts_of_the_csv_by_readers_and_by_the_rule() -> None:
    cases = counted_cases().dropna(subset="year")
    rule = pd.read_csv(EVIDENCE / "cases_rule.csv").query("reader in ['blind_2', 'validation_a']").set_index("case_id")
    cases = cases.assign(by_rule=cases["case_id"].map(rule["status_by_rule"])).dropna(subset="by_rule")
    scores = pd.read_csv(SCORES).pivot_table(index="year", columns="iso3", values="vdem_liberal_democracy").ffill()
    found = Counter[tuple[int, str]]()
    for year, country, status in cases[["year", "requesting_country", "by_rule"]].itertuples(index=False):
        of_year = scores.reindex([min(int(year), int(scores.index.max()))]).iloc[0].dropna()
        if country in of_year:
            below, equal = (of_year < of_year[country]).sum(), (of_year == of_year[country]).sum()
            found[ceil(4 * (below + (equal + 1) / 2) / len(of_year)), status] += 1
    chart, words = page.by_judge(), [label(quarter, "drivers-quarter") for quarter in range(1, 5)]
    drawn = chart.data.set_index(["series", "group"])
    for quarter, word in enumerate(words, 1):
        ruled = drawn.loc["written rule", word]
        of_quarter = {status: count for (place, status), count in found.items() if place == quarter}
        assert (ruled["value"], ruled["cases"]) == (of_quarter["supported"], sum(of_quarter.values()))
    by_quarter = page.by_quarter().data.set_index("group")
    readers = drawn.loc["majority of readers"]
    assert readers["cases"].tolist() == (by_quarter["value"] + by_quarter["other"]).tolist()
    assert (readers["value"] >= by_quarter["value"]).all() and readers["value"].le(readers["cases"]).all()
    assert chart.title.startswith("Readers find a smaller share supported where democracy") and "20 cases" in chart.note


def test_a_step_in_liberal_democracy_is_about_the_distance_between_the_countries_that_a_tile_names() -> None:
    scores = pd.read_csv(SCORES).query("2000 < year <= 2025").set_index("iso3")["vdem_liberal_democracy"]
    own = pd.read_csv(SCORES).query("year == 2025").set_index("iso3")["vdem_liberal_democracy"]
    said = label("requesting_vdem_liberal_democracy", "drivers-remark", ends="")
    assert "About as Armenia was compared with Türkiye in 2025" in said
    assert "one standard deviation is about the difference between Armenia and Türkiye" in text("drivers_ratios")
    assert (own["ARM"] - own["TUR"]) / scores.std() == pytest.approx(1, abs=0.1)


def counted_cases() -> pd.DataFrame:
    cases = world.release()["cases"]
    return cases[~cases["instrument"].isin(read_evidence_rule().left_out)]
