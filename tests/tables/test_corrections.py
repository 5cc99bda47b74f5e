"""Declared corrections apply once, are visible, and fail once upstream repairs the error."""

import pandas as pd
import pytest

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.tables.release import apply_corrections, load

HEAD = "table,key,column,action,expect,new_value,reason,source,status\n"


@pytest.fixture
def rules(tmp_path):
    def write(*lines):
        path = tmp_path / f"corrections-{len(lines)}-{abs(hash(lines))}.csv"
        path.write_text(HEAD + "\n".join(lines) + "\n")
        return path

    return write


@pytest.fixture
def harbours():
    return pd.DataFrame({"port": ["Alba", "Bora"], "year": ["1901", "1902"], "ships": ["3", "4"]}, index=[2, 3])


def test_replace_changes_the_cell_and_says_so(rules, harbours):
    path = rules("harbours,port=Bora & year=1902,ships,replace,4,5,a slip of the pen,ledger,applied")
    found = apply_corrections("harbours", harbours, path)
    assert found["ships"].tolist() == ["3", "5"]
    assert found["correction"].tolist() == ["", "ships corrected, 4 to 5: a slip of the pen"]
    assert harbours["ships"].tolist() == ["3", "4"]


def test_doubt_keeps_the_cell_and_says_so(rules, harbours):
    path = rules("harbours,port=Bora,ships,doubt,4,,two were boats,ledger,open")
    found = apply_corrections("harbours", harbours, path)
    assert found["ships"].tolist() == ["3", "4"]
    assert found["correction"][3] == "ships doubted, 4: two were boats"


def test_drop_removes_the_row(rules, harbours):
    found = apply_corrections(
        "harbours", harbours, rules("harbours,port=Alba,ships,drop,3,,counted twice,ledger,applied")
    )
    assert found["port"].tolist() == ["Bora"]
    assert found.index.tolist() == [3]


def test_two_corrections_of_one_row_are_both_told(rules, harbours):
    path = rules(
        "harbours,port=Bora,ships,replace,4,5,a slip,ledger,applied",
        "harbours,port=Bora,year,doubt,1902,,faded,ledger,open",
    )
    told = apply_corrections("harbours", harbours, path)["correction"][3]
    assert told == "ships corrected, 4 to 5: a slip; year doubted, 1902: faded"


def test_other_tables_are_left_alone(rules, harbours):
    found = apply_corrections("harbours", harbours, rules("lighthouses,port=Bora,ships,drop,4,,x,y,z"))
    assert len(found) == 2
    assert (found["correction"] == "").all()


def test_guard_fails_once_repaired_upstream(rules, harbours):
    path = rules("harbours,port=Bora,ships,replace,44,4,a slip,ledger,applied")
    with pytest.raises(
        InputError, match=r"got '4'.*expected '44'.*remove the correction if the table was repaired.*row 2"
    ):
        apply_corrections("harbours", harbours, path)


@pytest.mark.parametrize(("key", "count"), [("port=Cala", 0), ("year=1901 & port=Bora", 0), ("dock=Bora", 0)])
def test_key_must_name_one_row(rules, harbours, key, count):
    with pytest.raises(InputError, match=f"got {count} rows of harbours.*exactly one"):
        apply_corrections("harbours", harbours, rules(f"harbours,{key},ships,drop,4,,x,y,z"))


def test_key_that_names_two_rows(rules, harbours):
    with pytest.raises(InputError, match="got 2 rows"):
        apply_corrections("harbours", harbours.assign(port="Alba"), rules("harbours,port=Alba,ships,drop,3,,x,y,z"))


@pytest.mark.parametrize("line", ["h,k=v,c,burn,1,,why,where,s", "h,k=v,c,drop,1,,,where,s", "h,k=v,c,drop,1,,why,,s"])
def test_incomplete_correction(rules, line):
    with pytest.raises(InputError, match=r"in field '(action|reason|source)'.*at row 2"):
        judgement.table("corrections.csv", rules(line))


def test_shipped_corrections_have_reason_and_source():
    shipped = judgement.table("corrections.csv")
    assert {"replace", "doubt", "drop"} == set(shipped["action"])
    assert shipped["source"].str.startswith("http").all()
    assert (shipped["status"] != "").all()


def test_detention_of_2011_is_repaired_in_the_table_itself():
    timeline = load("oversight_timeline")
    row = timeline[timeline["actor"] == "Poland (border guard)"].squeeze()
    assert pd.isna(row["correction"])
    assert row["date"] == "2011-12-12"
    assert row["country_concerned"] == "BLR"


def test_figures_of_a_group_that_is_not_named_in_full_join_it():
    figures = load("oversight_statistics").query("correction.str.startswith('conflict_group corrected')")
    assert sorted(figures["conflict_group"]) == ["C08_turkey_rejections"] * 2 + ["C14_red_2020"]


def test_shipped_guard_fails_once_the_statistics_are_repaired(root, edit):
    edit("oversight_statistics", lambda table: table.replace({"conflict_group": {"C14": "C14_red_2020"}}))
    with pytest.raises(InputError, match=r"got 'C14_red_2020'.*expected 'C14'.*corrections.csv at row 11"):
        load("oversight_statistics", root)
