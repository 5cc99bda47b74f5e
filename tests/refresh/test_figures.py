from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.core.hand import OFFENCES, WHOLE, samples
from analysis.core.private import hide, span
from analysis.persons.link import Link, Person
from analysis.refresh import figures
from analysis.refresh.figures import (
    by_offence,
    by_programme,
    by_target,
    corroboration,
    read_releases,
    sensitive,
    with_offences,
)
from analysis.tables.release import load
from analysis.tables.shipped import read_raw


def notices(*rows: tuple[str, str]) -> pd.DataFrame:
    """Make notices of (requesting countries, charges)."""
    table = pd.DataFrame(rows, columns=["requesting_countries", "charges"], dtype="str")
    basis = table["requesting_countries"].map(lambda text: "stated" if text else "missing")
    return with_offences(table.assign(notice_id=[str(number) for number in table.index], requester_basis=basis))


ROWS = notices(
    ("BLR", "Terrorism"),
    ("BLR", "Terrorism; Murder"),
    ("BLR", "High treason"),
    ("BLR;RUS", "Participation in an illegal armed formation"),
    ("RUS", "art. 105"),
    ("", "Fraud"),
)


def test_a_notice_counts_for_each_offence_and_requester():
    table = by_offence(ROWS).set_index(["requesting_country", "offence"])["notices"].to_dict()
    assert table == {
        ("", "fraud_economic"): "<3",
        ("BLR", "armed_formation"): "<3",
        ("BLR", "homicide"): "<3",
        ("BLR", "state_security"): "<3",
        ("BLR", "terrorism"): "<3",
        ("RUS", "armed_formation"): "<3",
        ("RUS", "unspecified"): "<3",
    }
    thrice = by_offence(notices(*[("BLR", "Terrorism")] * 3, ("BLR;RUS", "Murder")))
    assert thrice.set_index(["requesting_country", "offence"])["notices"]["BLR", "terrorism"] == "3"


def test_sensitive_counts_need_every_stated_offence_and_leave_out_notices_without_one():
    table = sensitive(ROWS).set_index("requesting_country")
    columns = ["notices", "charged", "strict", "broad"]
    assert table.loc["BLR", columns].tolist() == ["4", "4", "<3", ">1"]  # 4 charged, 1 strict, 3 broad
    assert table.loc["RUS", columns].tolist() == ["2", "<3", "<3", "<3"]
    assert table.loc["", columns].tolist() == ["1", "<3", "<3", "<3"]
    assert table.loc["WORLD", columns].tolist() == ["5", "4", "<3", ">1"]  # one notice of two requesters counts once
    sample = sensitive(ROWS, whole_list=False).set_index("requesting_country")
    assert sample.loc["RUS", "notices"] == "<3"


def _link(notice: str, source: str) -> Link:
    nobody = ("Qorvin Maddelstrop",)
    return Link(Person(notice, nobody, "", frozenset()), Person("d", nobody, "", frozenset(), source), 1.0, "")


def test_corroboration_counts_persons_with_security_charges_once():
    links = [_link("0", "UN"), _link("0", "US"), _link("1", "US"), _link("2", "EU"), _link("5", "US"), _link("3", "US")]
    table = corroboration(ROWS, links).set_index("requesting_country")
    assert table["security"].to_dict() == {"BLR": "3", "RUS": "<3", "WORLD": "3"}
    assert table.loc["BLR", ["designated", "designated_un", "designated_eu", "designated_us"]].tolist() == [
        ">0", "<3", "<3", ">0",
    ]  # fmt: skip
    assert table.loc["RUS", "designated"] == "<3"


def test_counts_below_three_are_not_told_apart():
    shown = hide(pd.Series([0, 1, 2, 3, 40]))
    assert shown.tolist() == ["<3", "<3", "<3", "3", "40"]
    bounds = span(shown, pd.Series([100, 1, 100, 100, 100]))
    assert bounds.to_numpy().tolist() == [[0, 2], [0, 1], [0, 2], [3, 3], [40, 40]]
    with pytest.raises(InputError, match="the count 'few'"):
        span(pd.Series(["few"], dtype="str"), pd.Series([1]))


def test_a_count_that_leaves_fewer_than_three_of_its_whole_is_not_told_either():
    whole = pd.Series([10, 10, 10, 3, 2])
    shown = hide(pd.Series([7, 8, 10, 3, 2]), whole)
    assert shown.tolist() == ["7", ">7", ">7", ">0", "<3"]
    assert span(shown, whole).to_numpy().tolist() == [[7, 7], [8, 10], [8, 10], [1, 3], [0, 2]]


DESIGNATIONS = pd.DataFrame(
    [
        ("US", "BELARUS;RUSSIA-EO14024", "BLR;RUS", "person", "2022-03-01", "first_seen"),
        ("US", "BELARUS;BELARUS-EO14038", "BLR", "person", "../2021-05-22", "first_seen"),
        ("EU", "EU-BLR", "BLR", "entity", "", ""),
        ("UK", "GHR", "", "person", "2020-07-06", "stated"),
    ],
    columns=["list", "programme", "programme_country", "entity_type", "listed_on", "listed_on_basis"],
    dtype="str",
)


def test_a_designation_counts_once_for_a_state_and_once_for_each_programme():
    targets = by_target(DESIGNATIONS).set_index(["programme_country", "list", "year", "listed_on_basis"])[
        "designations"
    ]
    assert targets.to_dict() == {
        ("", "UK", "2020", "stated"): 1,
        ("BLR", "EU", "", "unknown"): 1,
        ("BLR", "US", "2022", "first_seen"): 1,
        ("BLR", "US", "", "censored"): 1,
        ("RUS", "US", "2022", "first_seen"): 1,
    }
    programmes = by_programme(DESIGNATIONS)
    assert programmes.groupby("programme")["designations"].sum()["BELARUS"] == 2
    assert set(programmes.loc[programmes["programme"] == "RUSSIA-EO14024", "programme_country"]) == {"RUS"}


def test_a_missing_release_is_named(tmp_path: Path):
    with pytest.raises(InputError, match=r"no file un_consolidated_2026-02-27.xml.*sanctions_releases.yml"):
        read_releases(tmp_path)


def test_a_sidecar_without_dates_is_refused_and_nothing_is_left(tmp_path: Path):
    name = "public_notices_exits"
    path = figures.path_of(name, tmp_path)
    path.parent.mkdir()
    path.with_suffix(".yml").write_text("sha256: x\n")
    with pytest.raises(InputError, match="0 lines `retrieved:`"):
        figures.write({name: pd.DataFrame({"a": [1]})}, tmp_path, {name: "today"})
    assert [entry.name for entry in path.parent.iterdir()] == [f"{name}.yml"]
    assert path.with_suffix(".yml").read_text() == "sha256: x\n"


def test_shipped_counts_agree_with_one_another():
    requesters, charges = load("public_notices_by_requesting_country"), load("public_notices_sensitive")
    day = requesters["snapshot_date"] == "2025-05-23"
    whole = charges[charges["coverage"] == WHOLE]
    counts = whole[whole["requesting_country"] != "WORLD"]["notices"].astype(int)
    assert requesters.loc[day, "notices"].sum() == counts.sum()
    told = charges[charges["charged"] != "<3"]
    charged = told["charged"].astype(int)
    strict, broad = span(told["strict"], charged), span(told["broad"], charged)
    assert (strict["low"] <= broad["high"]).all() and (broad["high"] <= charged).all()
    offences = load("public_notices_by_offence")
    assert set(offences["offence"]) <= set(OFFENCES)


CROSSED = {
    "public_notices_by_requesting_country": ["own_national"],
    "public_notices_by_offence": ["notices"],
    "public_notices_sensitive": ["charged", "strict", "broad"],
    "public_notices_corroboration": [
        "security",
        "designated",
        *(f"designated_{by}" for by in ("un", "eu", "uk", "us")),
    ],
}


@pytest.mark.parametrize("name", CROSSED)
def test_no_shipped_cell_tells_of_one_or_two_persons(name: str):
    shown = read_raw(name)[CROSSED[name]].to_numpy().ravel()
    assert {"0", "1", "2"}.isdisjoint(shown)
    assert "<3" in shown


def test_a_sample_is_one_attribute_more():
    table = read_raw("public_notices_sensitive")
    assert {"0", "1", "2"}.isdisjoint(table.loc[table["coverage"] != WHOLE, "notices"])


def test_the_inference_tells_no_crossed_count_that_is_hidden():
    law = load("public_notices_inference")
    hidden = load("public_notices_by_requesting_country").query("snapshot_date == '2023-04-12'")
    hidden = hidden[hidden["own_national"].fillna("<3").str.contains("[<>]")]["requesting_country"]
    assert not set(law.loc[law["statistic"] == "own_national", "requesting_country"]) & set(hidden)
    totals = law.groupby(["requesting_country", "statistic"])["probability"].sum()
    assert ((totals - 1).abs() < 1e-5).all()


def test_the_shipped_tables_are_computed_from_the_publishers_files(source_files: Path, tmp_path: Path):
    tables = figures.compute(source_files / "notices", source_files / "sanctions")
    assert set(tables) == set(figures.FOLDERS)
    for name, table in tables.items():
        assert figures.as_csv(table) == figures.path_of(name).read_bytes(), name


def test_a_sample_describes_itself_and_is_not_counted_with_the_list():
    offences = load("public_notices_by_offence")
    assert set(offences.loc[offences["snapshot_date"] == str(samples()[0].date), "coverage"]) == {samples()[0].coverage}
    requesters = load("public_notices_by_requesting_country")
    assert str(samples()[0].date) not in set(requesters["snapshot_date"])


def test_the_verb_names_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    before = figures.path_of("public_notices_exits", RAW).read_bytes()
    assert main(["figures", str(tmp_path)]) == 1
    assert "no file 2020-01-02_site_scrape_fr.csv" in capsys.readouterr().err
    assert figures.path_of("public_notices_exits", RAW).read_bytes() == before
