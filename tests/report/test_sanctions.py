"""The report on sanctions: rounds against lists, shares against a count by hand, honesty about small numbers."""

import pandas as pd
import pytest

from analysis.report import charges, sanctions
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Table
from analysis.report.sanctions import belarus
from analysis.report.sanctions.overlap import confirmed
from analysis.report.sanctions.targets import target_shares


@pytest.fixture(scope="module")
def compared():
    return belarus.comparison()


def test_rounds_agree_with_the_lists_within_the_stated_discrepancies(compared):
    assert len(compared) > 25
    assert (compared["difference"] == 0).sum() > 25
    unexplained = compared[(compared["difference"] != 0) & (compared["reason"] == "")]
    assert unexplained.empty, unexplained.to_string()


def test_no_stated_discrepancy_has_become_stale(compared):
    told = pd.read_csv("data/hand/sanctions_discrepancies.csv")
    met = compared[compared["difference"] != 0]
    assert len(told) == len(met)


def test_every_round_stands_in_the_table_with_its_source():
    table = next(block for block in belarus.rounds() if isinstance(block, Table))
    assert len(table.shown) == len(world.release().belarus_sanctions_timeline) == 43
    assert table.shown["Source"].str.contains("http").all()


def test_target_shares_count_each_state_once():
    shares = dict(target_shares(0.95))
    assert sum(estimate.n for estimate in shares.values()) == len(world.evidence_words())
    named = set(world.release().designations["programme_country"].dropna())
    strong = world.evidence_words()
    states = strong[strong == "extensive"].index
    assert shares["Extensive"].value == pytest.approx(len(named & set(states)) / len(states))


def test_before_and_since_add_up_to_the_register_and_say_how_little_that_is():
    blocks = list(belarus.before_and_after(0.95))
    table = next(block for block in blocks if isinstance(block, Table))
    cases = world.release().cases.query("requesting_country == 'BLR' and year.notna()")
    assert table.data["n"].iloc[:2].sum() == len(cases)
    assert "too small" in " ".join(next(block for block in blocks if isinstance(block, Prose)).texts())


def test_overlap_hides_small_counts_and_bounds_them():
    rows = dict(confirmed(0.95))
    hidden = [estimate for estimate in rows.values() if estimate.spread == "worst-case bounds"]
    assert hidden
    for estimate in hidden:
        assert estimate.low == 0
        assert "fewer than three" in estimate.sentence


def test_broad_share_holds_the_strict_one_and_both_their_denominator():
    table = charges.sensitive_table()
    assert (table["strict"] <= table["broad"]).all()
    assert (table["broad"] <= table["charged"]).all()
    estimate = charges.sensitive_share("RUS", "broad", 0.95)
    assert estimate is not None
    assert estimate.value == table["broad"]["RUS"] / table["charged"]["RUS"]
    assert charges.sensitive_share("TUV", "broad", 0.95) is None


def test_offence_shares_have_the_countrys_notices_as_denominator():
    table = charges.offence_shares("RUS", 0.95)
    total = int(
        world.release().sensitive.query("requesting_country == 'RUS' and coverage == @charges.WHOLE")["notices"].sum()
    )
    assert (table["share"] * total).round().astype(int).tolist() == table["notices"].tolist()
    assert (table["low"] <= table["share"]).all()
    assert (table["share"] <= table["high"]).all()


def test_all_sections_show_something():
    sections = [sanctions.title(), sanctions.in_short(0.95), sanctions.targets(0.95), sanctions.over_time()]
    assert all(list(section) for section in [*sections, sanctions.reconciled(), sanctions.overlap(0.95)])
