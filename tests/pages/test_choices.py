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


def test_countries_are_rated_by_the_grades_that_are_chosen() -> None:
    raw = pd.read_csv(RAW / "evidence" / "cases.csv").query("requesting_country == 'TUR' and evidence_grade == 'A'")
    drawn, every = (
        shown("sanctions", grades=grades)["targets"].set_index("country")["cases"] for grades in (["A"], [])
    )
    assert drawn["TUR"] < every["TUR"]
    assert drawn["TUR"] == raw["claim_status"].eq("supported").sum()


@pytest.mark.parametrize("verdict", ["contested", "unsupported"])
def test_claims_of_one_verdict_are_shown_alone(verdict: str) -> None:
    held = shown("claims", verdict=verdict)
    raw = pd.read_csv(RAW / "evidence" / "founding_claims.csv").query("verdict == @verdict")
    assert held[f"claims_{verdict}"]["claim_id"].tolist() == raw["claim_id"].tolist() != []


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
