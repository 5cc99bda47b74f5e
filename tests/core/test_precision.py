"""Dates of day, month and year precision."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.core.dates import add_precision, first_day, period_precision, precision
from analysis.core.errors import InputError


@pytest.mark.parametrize(
    ("text", "told", "first"),
    [("2021", "year", "2021-01-01"), ("2021-05", "month", "2021-05-01"), ("2021-05-23", "day", "2021-05-23")],
)
def test_precision_and_first_day(text, told, first):
    assert precision(text) == told
    assert first_day(text) == first


def test_blank_is_unknown():
    assert precision("") == "unknown"


@pytest.mark.parametrize("text", ["2021-00", "2021-02-29", "21", "2021-5", "May 2021", "2021-05-23T10"])
def test_no_such_date(text):
    with pytest.raises(ValueError, match=r".+"):
        precision(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2010-2017", "period"),
        ("2016-07..2019-11", "period"),
        ("2014..2018", "period"),
        ("c. 2021", "approximate"),
        ("n.d. (c. 2022)", "approximate"),
        ("2023-04-12", "day"),
        ("2019", "year"),
    ],
)
def test_period_precision(text, told):
    assert period_precision(text) == told


def test_add_keeps_the_date_and_adds_two_columns():
    table = pd.DataFrame({"seen": ["2020", None, "2020-02-29"]}, dtype="str", index=[2, 3, 4])
    found = add_precision(table, "seen", Path("x.csv"))
    assert found["seen_precision"].tolist() == ["year", "unknown", "day"]
    assert found["seen_first"].tolist() == [pd.Timestamp("2020-01-01"), pd.NaT, pd.Timestamp("2020-02-29")]
    assert found["seen"].tolist()[0] == "2020"


def test_add_names_the_row():
    table = pd.DataFrame({"seen": ["2020", "2019-02-29"]}, index=[2, 3])
    with pytest.raises(InputError, match=r"'2019-02-29' in column 'seen'.*at row 3"):
        add_precision(table, "seen", Path("x.csv"))
