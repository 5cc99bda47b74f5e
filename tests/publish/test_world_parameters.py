"""Stock papermill runs the notebooks of the world and of oversight with a reader's choices; pandas counts the same."""

import io
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import papermill
import pytest

from analysis.core.files import NOTEBOOKS, RAW
from analysis.publish.notebook import IN_PROCESS, blocks

LEFT_OUT = ["none_found", "interstate_wanted_list"]


def executed(name: str, folder: Path, **chosen: object) -> list[dict[str, Any]]:
    """Run a notebook by stock papermill under the engine of the project, and give the blocks that it shows."""
    out = folder / "out.ipynb"
    path = NOTEBOOKS / f"{name}.ipynb"
    papermill.execute_notebook(path, out, chosen, engine_name=IN_PROCESS, progress_bar=False, cwd=NOTEBOOKS)
    return list(blocks(nbformat.read(out, as_version=4)))


def table(shown: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(block for block in shown if block.get("name") == name)


def published(indicator: str) -> pd.DataFrame:
    """Read the exact world figures of a series without the package."""
    rows = pd.read_csv(RAW / "evidence" / "oversight_statistics.csv")
    rows = rows[(rows["indicator"] == indicator) & (rows["country"] == "WORLD") & rows["value"].notna()]
    return rows.sort_values("year")


@pytest.mark.parametrize(
    ("since", "until"), [pytest.param(2021, 2023, marks=pytest.mark.thorough), (2021, 2024)], ids=str
)
def test_oversight_grows_between_the_last_two_years_chosen(tmp_path: Path, since: int, until: int) -> None:
    shown = executed("oversight", tmp_path, since=since, until=until)
    before, after = published("ndtf_refused_or_cancelled").query("@since <= year <= @until")["value"].tail(2)
    stated = [
        one for block in shown for one in block.get("estimates", []) if one.get("name") == "oversight.refused_growth"
    ]
    assert stated[0]["value"] == pytest.approx(after / before - 1)
    issued = published("red_notices_published").query("@since <= year <= @until")
    held = [
        row for row in table(shown, "issued_figures")["csv"].splitlines() if row.startswith("red_notices_published,")
    ]
    assert len(held) == len(issued)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("level", "grades", "since"),
    [(0.8, ["A"], 2015), (0.9, ["A", "B", "C"], 2010)],
    ids=["strict", "weaker"],
)
def test_the_world_counts_the_cases_that_were_chosen(
    tmp_path: Path, level: float, grades: list[str], since: int
) -> None:
    shown = executed("world_overview", tmp_path, level=level, since=since, grades=grades)
    rows = pd.read_csv(RAW / "evidence" / "cases.csv")
    rows = rows[rows["year"] >= since]
    counting = rows["evidence_grade"].isin(grades) & (rows["claim_status"] == "supported")
    caution = next(block for block in shown if block.get("kind") == "caution")
    assert caution["estimates"][0]["value"] == (counting & ~rows["instrument"].isin(LEFT_OUT)).sum()
    drawn = pd.read_csv(io.StringIO(table(shown, "known_cases")["csv"]))
    assert (drawn["year"].min(), drawn["cases"].sum()) == (rows["year"].min(), len(rows))
    assert f"{100 * level:g} %" in str(table(shown, "cases_elasticity")["rows"])
