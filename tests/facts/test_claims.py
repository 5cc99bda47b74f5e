"""The founding article's claims, against the shipped tables read anew with the csv module."""

from collections import Counter

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.facts import claims
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
