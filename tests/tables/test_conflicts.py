"""Conflicting figures all stay; one is preferred, by a written rule."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.tables.release import load, mark_preferred
from tests.tables.conftest import setting

FILE = Path("figures.csv")
HEAD = "conflict_group,indicator,country,date_text,figure,preferred,rule,reason\n"
YES, NO = (
    "C90_x,ships,WORLD,1901,5,yes,2 the figure that adds up,two and three\n",
    "C90_x,ships,WORLD,1901,6,no,2 the figure that adds up,no parts\n",
)


@pytest.fixture
def figures():
    return pd.DataFrame(
        {
            "conflict_group": ["C90_x", "C90_x", None],
            "indicator": "ships",
            "country": "WORLD",
            "date_text": ["1901", "1901", "1902"],
            "value": ["5", "6", "7"],
            "value_text": None,
        },
        index=[2, 3, 4],
    )


def rules(tmp_path, text):
    path = tmp_path / "rules.csv"
    path.write_text(HEAD + text)
    return path


def test_preference_and_reason(tmp_path, figures):
    found = mark_preferred(figures, FILE, rules(tmp_path, YES + NO))
    assert found["preferred"].tolist() == [True, False, True]
    assert found["preferred_reason"].tolist()[:2] == [
        "2 the figure that adds up: two and three",
        "2 the figure that adds up: no parts",
    ]
    assert pd.isna(found["preferred_reason"][4])
    assert len(found) == 3


def test_figure_in_words(tmp_path, figures):
    figures.loc[3, ["value", "value_text"]] = [None, "almost half"]
    found = mark_preferred(figures, FILE, rules(tmp_path, YES + NO.replace(",6,", ",almost half,")))
    assert found["preferred"].tolist() == [True, False, True]


def test_undecided_figure(tmp_path, figures):
    with pytest.raises(InputError, match=r"C90_x\|ships\|WORLD\|1901\|6; .*at row 3"):
        mark_preferred(figures, FILE, rules(tmp_path, YES))


def test_stale_decision(tmp_path, figures):
    with pytest.raises(InputError, match=r"1901\|8, which is not in the table.*row 4"):
        mark_preferred(figures, FILE, rules(tmp_path, YES + NO + NO.replace(",6,", ",8,")))


@pytest.mark.parametrize(
    "line", [YES, NO.replace(",no,", ",perhaps,"), NO.replace("no parts", ""), NO.replace("2 the", "9 the")]
)
def test_unclear_decision(tmp_path, figures, line):
    with pytest.raises(InputError, match=r"(figure .* twice|in field '(preferred|reason|rule)').*at row 3"):
        mark_preferred(figures, FILE, rules(tmp_path, YES + line))


def test_new_conflict_in_the_shipped_table_stops_the_run(root, edit):
    edit("oversight_statistics", setting(2, "conflict_group", "C99_new"))
    with pytest.raises(InputError, match=r"C99_new.*conflict_rules.csv.*at row 2"):
        load("oversight_statistics", root)


def preferred(table, group):
    chosen = table[(table["conflict_group"] == group) & table["preferred"]]
    return chosen.set_index("indicator")["value"].to_dict()


def test_shipped_preferences():
    table = load("oversight_statistics")
    assert len(table) == 482
    assert preferred(table, "C05_ccf_2021_finalised") == {"ccf_cases_finalised": 1597}
    assert preferred(table, "C04_ndtf_2021_art2_art3") == {
        "ndtf_refused_or_cancelled_art2": 150,
        "ndtf_refused_or_cancelled_art3": 353,
    }
    kept = table[table["conflict_group"] == "C04_ndtf_2021_art2_art3"]
    assert kept.loc[~kept["preferred"], "value"].tolist() == [483]
    assert preferred(table, "C08_turkey_rejections")["red_notice_requests_rejected"] == 646
    refused = table[table["indicator"] == "turkey_red_notice_requests_refused_or_cancelled"].squeeze()
    assert (refused["value"], refused["preferred"]) == (352, False)
    assert table.loc[table["conflict_group"] == "C14_red_2020", "preferred"].tolist() == [True]
    issued = table[(table["indicator"] == "red_notices_published") & table["preferred"]]
    assert issued.loc[issued["year"] == 2015, "value"].tolist() == [11492]


def test_one_preferred_figure_of_notices_issued_in_each_year():
    table = load("oversight_statistics")
    issued = table[(table["indicator"] == "red_notices_published") & (table["country"] == "WORLD")]
    exact = issued[issued["preferred"] & (issued["unit"] == "notices")]
    assert not exact.duplicated("year").any()
