"""What a reader loads: types that statistical programs take, the same rows as the files, names beside codes."""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from analysis.core.files import RAW
from analysis.tables.library import load, plain, tables
from analysis.tables.release import TABLES, load_all

NAMES = sorted(tables()["name"])
ATTRIBUTES = {table: attribute for attribute, table in TABLES.items()}


@pytest.mark.parametrize("name", NAMES)
def test_stata_takes_every_table_and_gives_it_back(name: str, tmp_path: Path) -> None:
    table = load(name, names=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table.to_stata(tmp_path / "table.dta", write_index=False, version=118)
    back = pd.read_stata(tmp_path / "table.dta")
    assert list(back) == list(table)
    assert len(back) == len(table)
    numbers = table.select_dtypes("float").columns
    np.testing.assert_allclose(back[numbers].to_numpy(float), table[numbers].to_numpy(float))


def test_stata_takes_rows_in_which_a_column_of_text_is_blank(tmp_path: Path) -> None:
    rows = load("cases", country="AFG", year=2021)
    assert rows["source_2_title"].notna().all() and rows["correction"].isna().all()
    rows.to_stata(tmp_path / "rows.dta", write_index=False, version=118)
    assert len(pd.read_stata(tmp_path / "rows.dta")) == len(rows) > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_loaded_table_holds_the_rows_of_the_release(name: str) -> None:
    held: pd.DataFrame = getattr(load_all(), ATTRIBUTES[name])
    pd.testing.assert_frame_equal(plain(load(name)), held.reset_index(drop=True), check_like=True)


def test_every_loaded_type_is_one_that_statistical_programs_take() -> None:
    kinds = {str(dtype) for name in NAMES for dtype in load(name).dtypes}
    assert kinds <= {"float64", "datetime64[ns]", "category", "str", "bool"}


def test_names_stand_beside_every_code_also_of_states_that_are_no_more() -> None:
    rows = load("public_notices_by_nationality", names=True)
    assert rows.loc[rows["nationality"] == "YUG", "nationality_name"].str.contains("Yugoslavia").all()
    assert rows.loc[rows["nationality"] == "BLR", "nationality_name"].unique().tolist() == ["Belarus"]
    for name in NAMES:
        table = load(name, names=True)
        for column in table.columns[table.columns.str.endswith("_name") & (table.columns != "public_figure_name")]:
            assert table[column].isna().equals(table[column.removesuffix("_name")].isna())


def test_a_formula_takes_the_logarithm_of_loaded_numbers() -> None:
    years = load("governance_country_year", since=2019, until=2019)
    fit = smf.ols("vdem_rule_of_law ~ np.log(population)", years).fit()
    raw = pd.read_csv(RAW / "governance" / "governance_country_year.csv").query("year == 2019")
    raw = raw.dropna(subset=["vdem_rule_of_law", "population"])
    slope, _ = np.polyfit(np.log(raw["population"]), raw["vdem_rule_of_law"], 1)
    assert fit.params["np.log(population)"] == pytest.approx(slope, rel=1e-9)
    assert fit.nobs == len(raw)
