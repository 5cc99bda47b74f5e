"""Coding error, against the exact distributions of each state and a plain count of the second coding."""

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.facts import coding, evidence


def test_confusion_is_a_plain_count() -> None:
    raw = pd.read_csv(RAW / "evidence" / "cases_second_coding.csv", dtype=str)
    held = coding.confusion("claim_status").set_index("first")
    for first in held.index:
        rows = raw[raw["first_claim_status"] == first]
        assert held.loc[first, "rows"] == len(rows)
        for second in ("supported", "contested", "unsupported"):
            assert held.loc[first, second] == (rows["second_claim_status"] == second).sum()


def test_each_state_agrees_with_its_exact_recount() -> None:
    table = coding.recounts().set_index("iso3")
    for iso3 in ("BLR", "RUS", "KAZ", "BOL"):
        exact = evidence.firmness(iso3)
        assert exact.coding is not None and exact.recounted is not None
        assert table.loc[iso3, "stays"] == pytest.approx(exact.coding.value)
        assert table.loc[iso3, "median"] == exact.recounted.value
        assert table.loc[iso3, "counted"] == evidence.evidence_table().loc[iso3, "S"]


def test_words_stay_in_the_draws_as_often_as_they_do_exactly() -> None:
    found = dict(coding.levels_again())
    drawn = coding.recounts()
    assert found["extensive"].low is not None
    assert found["extensive"].low >= (drawn["stays"][drawn["word"] == "extensive"] > 0.99).sum()


def test_levels_add_up_and_every_interval_follows_its_level() -> None:
    wide, narrow = coding.total(0.95), coding.total(0.5)
    assert wide.low is not None and wide.high is not None and narrow.low is not None and narrow.high is not None
    assert wide.low < narrow.low <= narrow.high < wide.high
    assert sum(found.n for _, found in coding.levels_again()) == 5 * len(evidence.evidence_words())


def test_pairs_hold_states_with_several_cases_in_their_order() -> None:
    held = coding.comparisons(4)
    assert (held["cases_more"] > held["cases_fewer"]).all()
    assert held["cases_fewer"].min() >= 4
    assert (coding.comparisons(4)["stays"] == held["stays"]).all()


def test_rows_worth_coding_are_told_by_id_alone_and_those_that_move_no_word_come_last() -> None:
    held = coding.worth_coding(400)
    assert list(held.columns) == ["case_id", "iso3", "counts", "coded", "chance", "word", "word_then", "steps"]
    assert ((held["steps"] > 0) <= (held["word"] != held["word_then"])).all()
    assert held["chance"].max() == 0.5
    disputed = held[held["chance"] == 0.5]
    assert (disputed["coded"] == 2).all()
    assert coding.worth().value == (held["steps"] > 0).sum()
