"""The founding article's claims, against the shipped tables read anew with the csv module."""

from collections import Counter

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.core.messages import label
from analysis.facts import claims, notice_counts, notices
from analysis.facts.summary import summary
from tests.recount import raw

CLAIMS = raw("founding_claims")


def test_the_estimate_is_the_count_of_claims_that_are_borne_out() -> None:
    one = summary(topic="claims")["claims.supported"]
    counts = Counter(row["verdict"] for row in CLAIMS)
    assert set(counts) <= set(claims.VERDICTS)
    assert (one.value, one.n) == (counts["supported"], len(CLAIMS))
    assert len(pd.read_csv(RAW / "evidence" / f"{one.source}.csv").query(one.query)) == one.value
    assert (one.low, one.level, one.method) == (None, None, "complete count")
    assert f"Verdicts on the article’s {len(CLAIMS)} factual claims" in one.sentence
    for verdict in claims.VERDICTS:
        assert f"{counts[verdict]} {label(verdict)}" in one.sentence
    assert not summary("Belarus", topic="claims")


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
