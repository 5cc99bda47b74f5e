"""Judgements on groups of codes, and peers."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import HAND
from analysis.core.hand_models import CaseGroups
from analysis.facts import breakdowns, cases, world
from analysis.facts.expected import peers_of
from analysis.facts.selection import Selection

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


def test_groups_of_peers_name_known_states_and_areas_and_a_country_once() -> None:
    held = judgement.load("peers.yml").groups
    countries = [iso3 for group in held for iso3 in group.countries]
    areas = set(judgement.table("regions.csv")["subregion"])
    assert len(set(countries)) == len(countries)
    assert all(set(group.codes) | set(group.countries) <= world.known_territories() for group in held)
    assert all(set(group.subregions) <= areas and group.reason for group in held)


def test_a_democracy_of_the_area_is_no_peer_of_an_autocracy() -> None:
    assert {"TUN", "ISR"} & set(peers_of(Selection("EGY")).codes) == set()
    assert {"DZA", "SAU", "IRN"} <= set(peers_of(Selection("EGY")).codes)
    assert {"VNM", "LAO"} <= set(peers_of(Selection("CHN")).codes)


def test_peers_do_not_follow_from_the_register() -> None:
    assert any(cases.count(code).value == 0 for code in peers_of(Selection("EGY")).codes)


def test_a_country_is_no_peer_of_itself() -> None:
    assert "BLR" not in peers_of(Selection("BLR")).codes
    assert set(peers_of(Selection("BLR")).codes) == {"RUS", "KAZ", "TJK", "AZE", "UZB", "TKM", "KGZ"}


def test_a_country_without_an_entry_has_the_peers_of_its_subregion() -> None:
    chosen = peers_of(Selection("SWE"))
    area = judgement.table("regions.csv").set_index("iso3")["subregion"]
    assert chosen.name == "countries of Northern Europe"
    assert chosen.codes and {area[code] for code in chosen.codes} == {"Northern Europe"}
