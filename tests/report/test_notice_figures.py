"""Figures of public notices: counted as described on invented rows, and the shipped ones computed again."""

import datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clean.notice_figures import (
    Snapshot,
    by_nationality,
    by_requesting_country,
    exits,
    own_national,
    read_snapshots,
    reference,
    snapshots,
    tables,
)
from analysis.errors import InputError
from analysis.paths import RAW

SNAPSHOT = Snapshot("a.csv", datetime.date(2023, 4, 12), "all", True, "first", False, "invented")
CODES = st.lists(st.sampled_from(["BLR", "FRA", "TUR"]), unique=True, max_size=3).map(";".join)
ROWS = st.lists(st.tuples(CODES, CODES), min_size=1, max_size=12)


def notices(*rows: tuple[str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["requesting_countries", "nationalities"]).astype("str")
    return table.assign(requester_basis=table["requesting_countries"].map(lambda c: "inferred" if c else "missing"))


def test_own_national_is_yes_no_or_unknown() -> None:
    table = notices(("BLR", "BLR"), ("BLR", "FRA;BLR"), ("BLR", "FRA"), ("BLR", ""), ("", "BLR"))
    assert own_national(table).tolist() == ["yes", "yes", "no", "unknown", "unknown"]


def test_a_notice_of_two_countries_counts_for_each() -> None:
    table = by_requesting_country(notices(("BLR;FRA", "BLR"), ("BLR", "BLR"), ("", "FRA")), SNAPSHOT)
    rows = table.set_index(["requesting_country", "own_national"])["notices"].to_dict()
    assert rows == {("BLR", "yes"): 2, ("FRA", "no"): 1, ("", "unknown"): 1}
    assert set(table["snapshot_date"]) == {"2023-04-12"}


def test_a_person_of_two_nationalities_counts_for_each() -> None:
    table = by_nationality(notices(("BLR", "BLR;FRA"), ("BLR", "")), SNAPSHOT)
    assert table.set_index("nationality")["notices"].to_dict() == {"BLR": 1, "FRA": 1, "": 1}


def test_exits_follow_the_requesting_country_and_ignore_newcomers() -> None:
    first = notices(("BLR", ""), ("BLR", ""), ("FRA", ""), ("", ""))
    last = notices(("BLR", ""), ("", ""))
    rows = exits(first, last).set_index("requesting_country").to_dict("index")
    assert rows == {
        "BLR": {"public_first": 2, "still_public": 1},
        "FRA": {"public_first": 1, "still_public": 0},
    }


@given(ROWS)
def test_counts_add_up_to_the_pairs_of_notice_and_requester(rows: list[tuple[str, str]]) -> None:
    table = notices(*rows)
    expected = sum(max(1, len(requesters.split(";"))) for requesters, _ in rows)
    assert by_requesting_country(table, SNAPSHOT)["notices"].sum() == expected


@given(ROWS)
def test_order_of_rows_does_not_matter(rows: list[tuple[str, str]]) -> None:
    one, other = (by_requesting_country(notices(*part), SNAPSHOT) for part in (rows, rows[::-1]))
    pd.testing.assert_frame_equal(one, other)


@given(ROWS)
def test_a_notice_compared_with_itself_has_left_nowhere(rows: list[tuple[str, str]]) -> None:
    table = exits(notices(*rows), notices(*rows))
    assert (table["public_first"] == table["still_public"]).all()


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"no file {snapshots()[0].file}"):
        next(read_snapshots(tmp_path))


def test_every_snapshot_says_how_it_can_mislead() -> None:
    assert len(snapshots()) >= 5
    assert all(len(snapshot.reason) > 30 for snapshot in snapshots())
    assert reference()[0] in {snapshot.date for snapshot in snapshots() if snapshot.requester}


def test_the_shipped_figures_are_computed_again_to_the_byte(source_files: Path) -> None:
    computed = tables(list(read_snapshots(source_files / "notices")))
    assert len(computed) == 3
    for name, table in computed.items():
        shipped = RAW / "notices" / f"{name}.csv"
        assert table.to_csv(index=False, lineterminator="\n").encode() == shipped.read_bytes(), name
