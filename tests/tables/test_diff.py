from __future__ import annotations

import io

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.tables.diff import compare, report

NAME = "public_notices_exits"
OLD = """requesting_country,public_first,still_public,first_date,last_date
ARG,10,5,2023-04-12,2025-05-23
BLR,3,1,2023-04-12,2025-05-23
RUS,200,150,2023-04-12,2025-05-23
"""
NEW = """requesting_country,public_first,still_public,first_date,last_date
ARG,10,6,2023-04-12,2025-05-23
IND,40,20,2023-04-12,2025-05-23
RUS,150,150,2023-04-12,2025-05-23
"""


def table(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)


def test_values_that_change_come_and_go_are_told_by_country():
    found = compare(NAME, table(OLD), table(NEW))
    told = {tuple(row) for row in found.changes[["country", "column", "old", "new", "change"]].itertuples(index=False)}
    assert ("ARG", "still_public", "5", "6", "changed") in told
    assert ("RUS", "public_first", "200", "150", "changed") in told
    assert ("BLR", "public_first", "3", "", "removed") in told
    assert ("IND", "still_public", "", "20", "added") in told
    assert len(told) == 2 + 4 + 4
    totals = found.totals.set_index("country")
    assert totals.loc["RUS", ["added", "removed", "changed"]].tolist() == [0, 0, 1]


def test_the_report_names_totals_and_values():
    found = [compare(NAME, table(OLD), table(NEW))]
    text = report(found)
    assert "  RUS: 1 changed" in text.splitlines()
    assert "  IND: 4 added" in text.splitlines()
    assert "    changed: [requesting_country ARG] still_public: 5 -> 6" in text
    assert "and 9 more values" in report(found, most=1)


def test_the_order_of_rows_is_no_difference():
    assert compare(NAME, table(OLD), table(OLD).iloc[::-1].reset_index(drop=True)).changes.empty


def test_rows_that_nothing_tells_apart_are_counted():
    one = table("requesting_country,public_first,kind\nARG,10,a\nARG,10,a\n")
    other = table("requesting_country,public_first\nARG,10\n")
    assert sorted(compare(NAME, one, other).changes["change"]) == ["changed", "removed"]


def test_a_new_column_is_a_difference():
    changes = compare(NAME, table(OLD), table(OLD).assign(later="2")).changes
    assert changes[["column", "old", "new"]].drop_duplicates().to_numpy().tolist() == [["later", "", "2"]]


def test_a_key_twice_is_refused():
    with pytest.raises(InputError, match=rf"the key 'ARG' twice.*\(in {NAME} at row 5\)"):
        compare(NAME, table(OLD), table(OLD + "ARG,1,1,2023-04-12,2025-05-23\n"))


def test_a_state_whose_further_column_told_rows_apart_is_compared():
    old = table("requesting_country,public_first,kind\nARG,10,a\nARG,10,b\n")
    new = table("requesting_country,public_first\nARG,20\n")
    found = compare(NAME, old, new).changes
    assert found["change"].value_counts().to_dict() == {"removed": 2, "added": 1}


def test_a_table_without_its_key_is_refused():
    with pytest.raises(InputError, match="no column 'requesting_country'"):
        compare(NAME, table(OLD), table("a,b\n1,2\n"))
