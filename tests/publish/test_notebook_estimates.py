"""Every number of a page as one table."""

import pandas as pd
import pytest

import analysis as rn
from analysis.core.errors import InputError


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return rn.report_estimates("Belarus")


def test_numbers_are_floats_that_stata_takes(table: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert (table[["value", "low", "high", "level"]].dtypes == "float64").all()
    path = tmp_path_factory.mktemp("stata") / "estimates.dta"
    table.to_stata(path, version=118, write_index=False)
    assert len(pd.read_stata(path)) == len(table)


def test_a_kind_with_an_interval_is_named_only_where_there_is_one(table: pd.DataFrame) -> None:
    without = [kind.value for kind in (rn.Kind.COMPLETE, rn.Kind.PUBLISHED, rn.Kind.STATED, rn.Kind.DERIVED)]
    assert set(table["kind"]) <= {kind.value for kind in rn.Kind}
    assert (table["kind"].isin(without) == table["low"].isna()).all()
    assert (table["statistic"] != "").all()


def test_a_number_is_that_of_its_fact(table: pd.DataFrame) -> None:
    row = table.set_index("statistic").loc["Times the expected number, refugees and asylum seekers"]
    assert row["value"] == pytest.approx(rn.cases.ratio("BLR").value, rel=1e-5)
    assert "pulled towards one" in row["sentence"]


def test_where_only_bounds_are_known_there_is_no_value(table: pd.DataFrame) -> None:
    bounds = table[table["kind"] == "worst-case bounds"]
    assert len(bounds) > 0 and bounds["value"].isna().all() and bounds["high"].notna().all()


@pytest.mark.parametrize(("thing", "cure"), [({"a": 1}, "say it in text"), (pd.Series([1]), "to_frame")])
def test_what_no_page_can_lay_out_is_refused_with_its_cure(thing: object, cure: str) -> None:
    with pytest.raises(InputError, match=cure):
        rn.show(thing)
