"""What a reader may choose in the notebooks on sanctions, the claims and the brief."""

import io
from typing import Any

import pandas as pd
import pytest
from papermill.exceptions import PapermillExecutionError

from analysis.core.files import NOTEBOOKS, RAW
from analysis.publish.notebook import blocks, execute


def shown(name: str, **chosen: object) -> dict[str, Any]:
    """Give the tables and charts of a notebook as data, by name."""
    held = execute(NOTEBOOKS / f"{name}.ipynb", chosen)
    return {block["name"]: pd.read_csv(io.StringIO(block["csv"])) for block in blocks(held) if "csv" in block}


@pytest.mark.parametrize("since", [2010, 2021])
def test_designations_over_time_begin_with_the_year_that_is_chosen(since: int) -> None:
    drawn = shown("sanctions", since=since)["designations_by_year"]
    raw = pd.read_csv(RAW / "sanctions" / "designations_by_target_country.csv")
    counted = raw[raw["programme_country"].notna() & (raw["year"] >= since)]
    assert drawn["year"].min() == since
    assert drawn["designations"].sum() == counted["designations"].sum() > 0


@pytest.mark.parametrize("verdict", ["contested", "unsupported"])
def test_claims_of_one_verdict_are_shown_alone(verdict: str) -> None:
    held = shown("claims", verdict=verdict)
    raw = pd.read_csv(RAW / "evidence" / "founding_claims.csv").query("verdict == @verdict")
    assert held["founding_claims"]["claim_id"].tolist() == raw["claim_id"].tolist() != []


@pytest.mark.parametrize("actor", ["INTERPOL", "Parliament"])
def test_recommendations_are_those_for_the_actor_that_is_chosen(actor: str) -> None:
    assert set(shown("brief", actor=actor)["recommendations"]["actor"]) == {actor}


@pytest.mark.parametrize(
    ("name", "chosen", "told"),
    [
        ("claims", {"verdict": "suported"}, "'suported'.*did you mean supported"),
        ("brief", {"actor": "Interpol"}, "'Interpol'.*did you mean INTERPOL"),
    ],
)
def test_a_choice_that_is_none_is_refused_with_the_nearest(name: str, chosen: dict[str, str], told: str) -> None:
    with pytest.raises(PapermillExecutionError, match=told):
        execute(NOTEBOOKS / f"{name}.ipynb", chosen)
