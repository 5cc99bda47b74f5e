"""Stock papermill runs the notebooks on how far the numbers hold with a reader's choices; their data follow."""

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.publish.test_world_parameters import executed, table

#: Two runs of each of five notebooks.
pytestmark = pytest.mark.slow

Shown = list[dict[str, Any]]


def data(shown: Shown, name: str) -> pd.DataFrame:
    """Give the rows behind a table or chart."""
    return pd.read_csv(StringIO(table(shown, name)["csv"]))


def universes(shown: Shown, begin: str) -> set[str]:
    """Give the years that the universes of tables and charts name."""
    held = [block["universe"] for block in shown if str(block.get("name", "")).startswith(begin)]
    return {years for universe in held for years in re.findall(r"\d{4} to \d{4}", universe)}


def pairs_of(count: int) -> Callable[[Shown], bool]:
    """Tell whether the states that are compared have so many well-documented cases, or more."""
    return lambda shown: bool(
        (data(shown, "coding_table_pairs")[["cases_more", "cases_fewer"]] >= count).all(axis=None)
    )


def worlds(hostile: bool) -> Callable[[Shown], bool]:
    """Tell whether hostile worlds are among those that are shown."""
    return lambda shown: bool(data(shown, "validation_table")["hostile"].any()) is hostile


def named(part: object) -> str:
    """Name a case by its notebook and choices; a function has no name that is the same twice."""
    return "" if callable(part) else str(part)


@pytest.mark.parametrize(
    ("notebook", "chosen", "holds"),
    [
        ("coding", {"least": 5, "most": 3}, pairs_of(5)),
        ("coding", {"least": 6, "level": 0.8}, pairs_of(6)),
        ("methods_validation", {"hostile": False}, worlds(False)),
        ("methods_validation", {"hostile": True}, worlds(True)),
        ("visibility", {"visible": 0.2}, lambda shown: set(data(shown, "bounds_by_state")["visible"]) == {0.2}),
        ("visibility", {"visible": 0.05}, lambda shown: set(data(shown, "bounds_by_state")["visible"]) == {0.05}),
        (
            "robustness",
            {"finding": "elasticity_supported_refugees"},
            lambda shown: (data(shown, "options").groupby("choice")["analyses"].sum() == 144).all(),
        ),
        (
            "drivers",
            {"since": 2018, "until": 2020},
            lambda shown: (
                data(shown, "drivers_rows").set_index("reason")["cases"]["in_frame"] < 304
                and universes(shown, "drivers_") == {"2018 to 2020", "2014 to 2020"}
            ),
        ),
        (
            "drivers",
            {"since": 2018, "until": 2020, "index": "requesting_vdem_rule_of_law", "controls": "period"},
            lambda shown: (
                data(shown, "drivers_ratios_table")["term"].unique().tolist()
                == ["requesting_vdem_rule_of_law", "host_wgi_rule_of_law", "host_vdem_freedom_of_expression"]
            ),
        ),
    ],
    ids=named,
)
def test_a_notebook_follows_the_choices_of_a_reader(
    tmp_path: Path, notebook: str, chosen: dict[str, object], holds: Callable[[Shown], bool]
) -> None:
    assert holds(executed(notebook, tmp_path, **chosen))
