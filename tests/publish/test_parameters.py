"""What a reader chooses otherwise, through stock papermill: numbers change as plain pandas counts them in data/raw."""

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import papermill
import pytest

from analysis.core.files import NOTEBOOKS, RAW
from analysis.facts import claims
from analysis.publish.notebook import IN_PROCESS, blocks

#: Two sets of parameters: another country and level, as names; and almost everything else otherwise.
PLAIN = {"country": "türkiye", "level": 0.9}
OTHERWISE = {
    "country": "Belarus", "grades": ["A"], "statuses": ["supported", "contested"], "since": 2014, "until": 2024,
    "snapshot": "2025-05-15", "exposure": "population",
}  # fmt: skip
SETS = {"plain": PLAIN, "otherwise": OTHERWISE}
#: As parameters of tests.
EACH = ["plain", pytest.param("otherwise", marks=pytest.mark.thorough)]
CODES = {"plain": "TUR", "otherwise": "BLR"}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Run a notebook by stock papermill under the engine of the project, and give its blocks."""
    folder = tmp_path_factory.mktemp("papermill")

    @cache
    def run(notebook: str, which: str) -> list[dict[str, Any]]:
        out = folder / f"{notebook}-{which}.ipynb"
        path = NOTEBOOKS / f"{notebook}.ipynb"
        papermill.execute_notebook(path, out, SETS[which], engine_name=IN_PROCESS, progress_bar=False, cwd=NOTEBOOKS)
        return list(blocks(nbformat.read(out, as_version=4)))

    return run


def documented(notebook: str, parameter: str) -> set[str]:
    """Give the choices that the comment of a parameter lists."""
    about = papermill.inspect_notebook(str(NOTEBOOKS / f"{notebook}.ipynb"))[parameter]["help"]
    listed = re.search(r"\b(?:one|some) of: ([^;]+)", about)
    assert listed
    return {word.strip(" \"'.") for word in re.split(r",| or ", re.sub(r"\([^)]*\)", "", listed[1]))}


def test_the_choices_that_notebooks_list_are_those_that_the_library_takes() -> None:
    for name in ("country_profile", "world_overview"):
        assert documented(name, "grades") == set(raw("cases")["evidence_grade"])
        assert documented(name, "statuses") == set(raw("cases")["claim_status"])
    assert documented("country_profile", "exposure") == {"refugees", "population"}
    assert documented("claims", "verdict") == set(claims.VERDICTS)


def table(held: list[dict[str, Any]], name: str) -> pd.DataFrame:
    """Give the data of a table or chart."""
    (block,) = [block for block in held if block.get("name") == name]
    return pd.read_csv(io.StringIO(block["csv"]))


def said(held: list[dict[str, Any]]) -> str:
    return " ".join(text for block in held if block["block"] == "prose" for text in block["sentences"])


def raw(name: str) -> pd.DataFrame:
    (path,) = [path for path in Path(RAW).rglob(f"{name}.csv*") if path.suffix in {".csv", ".gz"}]
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def register(which: str, country: str) -> pd.DataFrame:
    """Give the cases of a country, of the years that were chosen."""
    chosen, rows = SETS[which], raw("cases")
    rows = rows[rows["requesting_country"] == country]
    return rows[rows["year"].between(chosen.get("since", 0), chosen.get("until", 9999)) | ("since" not in chosen)]


def counting(which: str, country: str) -> pd.DataFrame:
    """Give those that count."""
    chosen, rows = SETS[which], register(which, country)
    kept = rows["evidence_grade"].isin(chosen.get("grades", ["A", "B"]))
    kept &= rows["claim_status"].isin(chosen.get("statuses", ["supported"]))
    return rows[kept & ~rows["instrument"].isin(["none_found", "interstate_wanted_list"])]


@pytest.mark.parametrize("which", EACH)
def test_the_profile_counts_the_rows_that_were_chosen(ran: Any, which: str) -> None:
    held, code = ran("country_profile", which), CODES[which]
    rows, strong = register(which, code), counting(which, code)
    assert sorted(table(held, "cases_register")["case_id"]) == sorted(rows["case_id"])
    if len(rows) > 24:
        assert table(held, "cases_over_time")["cases"].sum() == rows["year"].notna().sum()
    else:
        assert sorted(table(held, "cases_in_time")["case_id"]) == sorted(rows["case_id"])
    assert table(held, "evidence_inputs")["value"].iloc[0] == len(strong)
    assert table(held, "cases_rates")["value"].iloc[0] == len(strong) > 0


@pytest.mark.parametrize("which", EACH)
def test_ratios_are_of_the_exposure_the_years_and_the_level_that_were_chosen(ran: Any, which: str) -> None:
    rates = table(ran("country_profile", which), "cases_rates").set_index("statistic")
    people = raw("governance_country_year").query("iso3 == @CODES[@which] and population.notna()")
    first, last = (2014, 2024) if which == "otherwise" else (2000, 2024)
    years = people[people["year"].between(first, last)]["population"].sum()
    assert rates.loc["Person-years of inhabitants", "value"] == pytest.approx(years, rel=1e-5)
    against = rates.index[rates.index.str.startswith("Times")]
    assert against[0].endswith("inhabitants" if which == "otherwise" else "asylum seekers")
    assert set(rates["level"].dropna()) == {SETS[which].get("level", 0.95)}


@pytest.mark.thorough
def test_notices_are_those_of_the_snapshot_that_was_chosen(ran: Any) -> None:
    shown = raw("public_notices_by_nationality").query("snapshot_date == '2025-05-15' and nationality == 'BLR'")
    stated = table(ran("country_profile", "otherwise"), "public_statistics")
    assert stated["value"].tolist() == [shown["notices"].sum()]
    assert "15 May 2025" in stated["counted"].iloc[0]


def test_notices_of_the_snapshot_of_reference_are_those_of_the_inference(ran: Any) -> None:
    law = raw("public_notices_inference").query("requesting_country == 'TUR' and statistic == 'requested'")
    assigned = raw("public_notices_by_requesting_country")
    assigned = assigned.query("requesting_country == 'TUR' and snapshot_date == '2023-04-12'")["notices"].sum()
    cumulated = law.sort_values("count")["probability"].cumsum().to_numpy()
    median = law.sort_values("count")["count"].to_numpy()[(cumulated >= 0.5).argmax()] if len(law) else assigned
    assert table(ran("country_profile", "plain"), "public_statistics")["value"].iloc[0] == median


@pytest.mark.parametrize("notebook", ["country_profile"])
def test_the_head_says_what_is_chosen_otherwise_and_nothing_where_nothing_is(ran: Any, notebook: str) -> None:
    head = next(block for block in ran(notebook, "otherwise")[:3] if block.get("kind") == "caution")
    (stated,) = head["estimates"]
    assert stated["sentence"].startswith("This report differs from the published one: ")
    for words in ("contested or supported, grade A, 2014 to 2024", "inhabitants", "15 May 2025"):
        assert words in stated["sentence"]
    assert stated["value"] == len(counting("otherwise", "BLR"))
    assert "not the published one" not in said(ran(notebook, "plain"))


@pytest.mark.parametrize("notebook", ["country_profile"])
def test_every_universe_of_register_rows_names_the_years_that_were_chosen(ran: Any, notebook: str) -> None:
    of_register = re.compile("register|^(?:(?:documented|recorded) )?cases")
    told = [block for block in ran(notebook, "otherwise") if of_register.search(str(block.get("universe")))]
    assert len(told) > 4
    assert [block["name"] for block in told if "2014 to 2024" not in block["universe"]] == []
    said_of = [e for block in ran(notebook, "otherwise") for e in block.get("estimates", [])]
    of_cases = [e for e in said_of if "documented cases" in e["counted"]]
    assert of_cases and [e["counted"] for e in of_cases if "2014 to 2024" not in e["counted"]] == []
