"""Judgements on groups of codes."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import HAND
from analysis.core.hand_models import CaseGroups
from analysis.facts import breakdowns, world

COLUMNS = ("target_profile", "charge_category", "instrument")


@pytest.mark.parametrize("column", COLUMNS)
def test_each_code_of_the_register_has_a_group(column: str) -> None:
    rows = world.release()["cases"]
    assert breakdowns._grouped(rows, column).notna().all()
    assert set(breakdowns._groups(column)) >= set(rows[column].dropna())


def test_each_group_has_a_reason() -> None:
    held = yaml.safe_load((HAND / "case_groups.yml").read_text(encoding="utf-8"))
    assert set(held) == set(COLUMNS)
    assert all(entry["reason"] for entries in held.values() for entry in entries)


def test_a_code_without_a_group_is_refused() -> None:
    rows = pd.DataFrame({"instrument": pd.Series(["red_notice", "carrier_pigeon"], dtype="str")})
    with pytest.raises(InputError, match=r"carrier_pigeon.*case_groups.yml"):
        breakdowns._grouped(rows, "instrument")


def test_a_code_in_two_groups_is_refused(tmp_path: Path) -> None:
    groups = [{"group": name, "codes": ["x"], "reason": "r"} for name in ("one", "two")]
    twice = {"target_profile": [], "charge_category": [], "instrument": groups}
    (tmp_path / "groups.yml").write_text(yaml.safe_dump(twice))
    with pytest.raises(InputError, match="'x' is in two groups"):
        judgement.read(CaseGroups, tmp_path / "groups.yml")
