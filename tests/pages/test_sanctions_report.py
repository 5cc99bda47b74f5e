"""The report on sanctions: shares against a count by hand, honesty about small numbers."""

import statistics

import pytest

from analysis.core.errors import NoDataError
from analysis.core.judgement import SENDERS
from analysis.facts import charges, evidence, notices, sanctions, world
from analysis.facts.summary import summary
from analysis.pages import sanctions_report
from analysis.stats.estimate import Kind


def test_broad_share_holds_the_strict_one_and_both_their_denominator():
    table = charges.sensitive_table()
    assert (table["strict_low"] <= table["broad_high"]).all()
    assert (table["broad_high"] <= table["notices"]).all()
    estimate = notices.sensitive_share("RUS", level=0.9)
    assert estimate.value == table["broad_low"]["RUS"] / table["notices"]["RUS"]
    with pytest.raises(NoDataError, match="too few public notices of Tuvalu"):
        notices.sensitive_share("TUV")


def test_a_hidden_count_is_stated_by_its_bounds():
    estimate = notices.sensitive_share("ARG", kind="strict", level=0.9)
    assert (estimate.low, estimate.level, estimate.kind) == (0, None, Kind.HIDDEN)
    assert estimate.high == 2 / charges.sensitive_table()["notices"]["ARG"]


def test_offence_shares_have_the_countrys_notices_as_denominator():
    table = notices.by_charge("RUS")
    rows = world.release()["public_notices_sensitive"].query(
        "requesting_country == 'RUS' and coverage == 'most of the list'"
    )
    total = int(rows["notices"].iloc[0])
    assert (table["share"] * total).round().astype(int).tolist() == table["notices"].tolist()
    assert not {"low", "high"} & set(table.columns)


def test_the_mark_beside_offence_shares_is_the_median_over_states():
    table = notices.by_charge("RUS").set_index("offence")
    rows = world.release()["public_notices_by_offence"].query(
        "coverage == 'most of the list' and requesting_country.notna()"
    )
    totals = charges._notices_by_requester()
    homicides = rows[rows["offence"] == "homicide"].set_index("requesting_country")["notices"].to_dict()
    by_hand = sorted(int(homicides.get(code, "2")) / total for code, total in totals.items() if total >= 10)
    middle = len(by_hand) // 2
    expected = by_hand[middle] if len(by_hand) % 2 else (by_hand[middle - 1] + by_hand[middle]) / 2
    assert table["median"]["homicide"] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("kind", ["strict", "broad"])
def test_the_sensitive_share_is_spread_over_states_and_never_pooled_with_the_largest_two(kind):
    stated, table = dict(notices.sensitive_over_states(kind)), charges.sensitive_table()
    world_row, states = table.loc["WORLD"], table.drop(index="WORLD").query("notices >= 10")
    for word, of in (("Median", statistics.median), ("Lowest", min), ("Highest", max)):
        estimate = stated[f"{word} of {len(states)} countries, {kind} definition"]
        low, high = (of((states[f"{kind}_{end}"] / states["notices"]).tolist()) for end in ("low", "high"))
        assert (estimate.value, estimate.high if low < high else low) == pytest.approx((low, high), abs=1e-12)
    for names, codes in (("Russia", ["RUS"]), ("El Salvador", ["SLV"]), ("Russia and El Salvador", ["RUS", "SLV"])):
        left = table.loc[codes].sum()
        estimate = stated[f"All notices except those requested by {names}, {kind} definition"]
        whole = world_row["notices"] - left["notices"]
        least = max(0, world_row[f"{kind}_low"] - left[f"{kind}_high"])
        assert estimate.value == pytest.approx(least / whole, abs=1e-12)
    pooled = world_row[f"{kind}_low"] / world_row["notices"]
    assert all(estimate.value != pytest.approx(pooled, abs=1e-6) for estimate in stated.values())
    assert all(estimate.level is None for estimate in stated.values())


def test_all_sections_show_something():
    numbers = summary(topic="sanctions")
    sections = [
        sanctions_report.title(),
        sanctions_report.in_short(sanctions.compare(), numbers),
        sanctions_report.targets(sanctions.compare()),
        sanctions_report.overlap(sanctions.compare()),
    ]
    assert all(list(section) for section in sections)


def test_the_title_says_the_share_of_countries_with_evidence_that_no_programme_names():
    words, nothing = evidence.evidence_words(), ["weak or none", "not searched"]
    rated = set(words.index[~words.isin(nothing)])
    named = set(world.release()["designations_by_target_country"]["programme_country"].dropna())
    free = len(rated - named) / len(rated)
    title = "Three in four countries accused of misusing INTERPOL are under no UN, EU, UK or US sanctions programme"
    assert next(iter(sanctions_report.title())).texts()[0] == title and 0.725 < free < 0.775
    compared = sanctions.compare()
    is_free = ~compared[list(SENDERS)].gt(0).any(axis=1)
    assert is_free[~compared["rating"].isin(nothing)].mean() == pytest.approx(free)
    drawn = sanctions_report.programmes_chart(compared).data
    assert drawn["value"].sum() / drawn[["value", "other"]].to_numpy().sum() == pytest.approx(free)
    assert is_free[~compared["rating"].isin([*nothing, "complaints only"])].sum() == 37
    sentence = summary(topic="sanctions")["sanctions.countries"].sentence
    assert f"For {len(rated & named)} of these countries" in sentence


def test_each_bar_is_the_largest_number_of_listings_on_an_accused_country() -> None:
    compared = sanctions.compare()
    drawn = sanctions_report.listings_chart(compared).data.set_index("country")
    accused = set(compared["country"][~compared["rating"].isin(evidence.nothing_found())])
    listed = (
        world.release()["designations_by_target_country"].groupby(["programme_country", "list"])["designations"].sum()
    )
    largest = listed.groupby("programme_country").max()
    assert drawn["largest"].to_dict() == largest[largest.index.isin(accused)].to_dict()


def test_the_chart_of_people_sought_and_sanctioned_holds_every_published_share() -> None:
    drawn = sanctions_report.overlap_chart(sanctions.compare()).data
    table = world.release()["public_notices_corroboration"].query("coverage == 'most of the list'")
    rows = table[table["security"].str.isdecimal() & ~table["requesting_country"].isin(["WORLD"])]
    rows = rows.dropna(subset="requesting_country")
    assert sorted(drawn["n"]) == sorted(rows["security"].astype(int))
    most = (drawn["most"] * drawn["n"]).round().astype(int)
    assert most.sum() == rows["designated"].replace("<3", "2").astype(int).sum()
    assert most.sum() < drawn["n"].sum() / 20
