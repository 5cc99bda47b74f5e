"""The founding article's claims, against the shipped tables read anew with the csv module."""

from collections import Counter

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.facts import claims, notice_counts, notices
from analysis.facts.summary import summary
from tests.recount import raw

CLAIMS = raw("founding_claims")


@pytest.mark.parametrize("verdict", claims.VERDICTS)
def test_the_claims_of_each_verdict_are_counted(verdict: str) -> None:
    one = summary(topic="claims")[f"claims.{verdict}"]
    counts = Counter(row["verdict"] for row in CLAIMS)
    assert set(counts) <= set(claims.VERDICTS)
    assert (one.value, one.n) == (counts[verdict], len(CLAIMS))
    assert len(pd.read_csv(RAW / "evidence" / f"{one.source}.csv").query(one.query)) == one.value
    assert (one.low, one.level, one.method) == (None, None, "complete count")
    assert f"{counts[verdict]} of the article’s {len(CLAIMS)} factual claims" in one.sentence
    assert not summary("Belarus", topic="claims")


def test_no_source_confirms_the_two_claims_that_title_and_table_name() -> None:
    """The words “the two journalists” are written by hand: they hold while these are the claims without support."""
    unsupported = [row["claim"] for row in CLAIMS if row["verdict"] == "unsupported"]
    assert [("Red Notice" in one, "Pratasevich" in one or "Poczobut" in one) for one in unsupported] == [
        (True, True)
    ] * 2


@pytest.mark.parametrize(
    ("joined", "parts"),
    [("a; b;c", ["a", "b", "c"]), ("one", ["one"]), ("", []), (None, []), (float("nan"), [])],
)
def test_a_cell_is_split_at_its_semicolons(joined: object, parts: list[str]) -> None:
    assert claims.parts_of(joined) == parts


def test_the_public_list_holds_what_was_published_and_then_what_was_collected() -> None:
    table = notices.published_over_time("BLR")
    series = {notices.PUBLISHED_NATIONALS, notices.PUBLISHED_REQUESTS}
    published = [
        row
        for row in raw("oversight_statistics")
        if row["country"] == "BLR" and row["indicator"] in series and row["year"]
    ]
    published.sort(key=lambda row: int(row["year"]))
    assert table["date_text"].tolist()[:-1] == [row["date_text"] for row in published]
    assert table["source_url"].tolist()[:-1] == [row["source_url"] for row in published]
    last = table.iloc[-1]
    assert (last["date_text"], last["value"]) == ("2023-04-12", notice_counts.public_counts()["BLR"])
    assert last["indicator"] == notices.PUBLISHED_REQUESTS


def test_a_state_of_which_nothing_was_published_has_the_collected_count_alone() -> None:
    table = notices.published_over_time("CRI")
    assert table["value"].tolist() == [notice_counts.public_counts()["CRI"]]


def test_a_state_that_the_site_was_never_asked_for_has_no_collected_count() -> None:
    assert "TUV" not in notice_counts.public_counts().index
    assert notices.published_over_time("TUV").empty
