from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import RAW, as_csv
from analysis.core.hand_models import OFFENCES, WHOLE
from analysis.core.private import LEAST_WHOLE, hide, hide_total, span
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
    *[("BLR", "Terrorism")] * 4,
    ("BLR", "Terrorism; Murder"),
    *[("BLR", "High treason")] * 3,
    *[("BLR", "Murder")] * 3,
    ("BLR;RUS", "Participation in an illegal armed formation"),
    ("RUS", "art. 105"),
    ("", "Fraud"),
)


def test_a_notice_counts_for_each_offence_and_requester_with_three_or_more():
    table = by_offence(ROWS).set_index(["requesting_country", "offence"])["notices"].to_dict()
    assert table == {("BLR", "homicide"): "4", ("BLR", "state_security"): "3", ("BLR", "terrorism"): "5"}
    assert by_offence(notices(*[("BLR", "Murder")] * 4)).empty
    assert by_offence(notices(*[("BLR", "Murder")] * 5))["notices"].tolist() == [">2"]


def test_sensitive_counts_need_every_stated_offence():
    table = sensitive(ROWS).set_index("requesting_country")[["notices", "strict", "broad"]]
    assert table.to_dict("index") == {
        "BLR": {"notices": 12, "strict": "3", "broad": "8"},
        "WORLD": {"notices": 13, "strict": ">2", "broad": ">7"},  # what is shown of Belarus leaves one or two
    }
    least = notices(*[("BLR", "Murder")] * LEAST_WHOLE, *[("RUS", "Murder")] * (LEAST_WHOLE - 1))
    assert sensitive(least)["requesting_country"].tolist() == ["BLR", "WORLD"]


def _link(notice: str, source: str) -> Link:
    nobody = ("Qorvin Maddelstrop",)
    return Link(Person(notice, nobody, "", frozenset()), Person("d", nobody, "", frozenset(), source))


def test_corroboration_counts_persons_with_security_charges_once():
    links = [_link(*pair) for pair in (("0", "UN"), ("0", "US"), ("1", "US"), ("2", "US"), ("8", "US"), ("3", "EU"))]
    table = corroboration(ROWS, links).set_index("requesting_country")
    assert table["security"].to_dict() == {"BLR": "6", "WORLD": ">5"}
    assert table.loc["BLR", ["designated", "designated_un", "designated_eu", "designated_us"]].tolist() == [
        ">3",
        "<3",
        "<3",
        "3",
    ]
    assert corroboration(ROWS[1:], links)["requesting_country"].tolist() == ["BLR", "WORLD"]
    assert corroboration(ROWS[3:], links)["requesting_country"].tolist() == ["WORLD"]


def test_counts_below_three_and_rests_below_three_are_hidden():
    whole = pd.Series([100, 100, 100, 10, 10, 10, 5, 5, 4])
    shown = hide(pd.Series([0, 2, 3, 7, 8, 10, 2, 3, 3]), whole)
    assert shown.tolist() == ["<3", "<3", "3", "7", ">7", ">7", "<3", ">2", ""]
    assert span(shown, whole).to_numpy().tolist() == [
        [0, 2],
        [0, 2],
        [3, 3],
        [7, 7],
        [8, 10],
        [8, 10],
        [0, 2],
        [3, 5],
        [0, 4],
    ]
    with pytest.raises(InputError, match="the count 'few'"):
        span(pd.Series(["few"], dtype="str"), pd.Series([1]))


@pytest.mark.parametrize(
    ("total", "parts", "shown"),
    [
        (8, ["3", "5"], "8"),
        (11, ["8", *["<3"] * 3], "11"),
        (10, ["8", "<3", "<3"], ">7"),
        (2, ["<3", "<3"], "<3"),
        (20, [">7", "<3", "8"], ">17"),
        (16, [">7", "<3", "8"], ">15"),
    ],
)
def test_a_total_narrows_no_hidden_part(total: int, parts: list[str], shown: str):
    hidden = hide_total(total, pd.Series(parts), pd.Series([40] * len(parts)))
    assert hidden == shown


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
    with pytest.raises(InputError, match=r"no such file or folder.*un_consolidated_2026-02-27.xml"):
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
    requested = requesters[day & ~(requesters["notices"] < 5)]
    assert requested["notices"].sum() == counts.sum()
    strict, broad = span(charges["strict"], charges["notices"]), span(charges["broad"], charges["notices"])
    assert (strict["low"] <= broad["high"]).all() and (broad["high"] <= charges["notices"]).all()
    offences = load("public_notices_by_offence")
    assert set(offences["offence"]) <= set(OFFENCES)


CROSSED = {
    "public_notices_by_requesting_country": ["own_national"],
    "public_notices_by_offence": ["notices"],
    "public_notices_sensitive": ["notices", "strict", "broad"],
    "public_notices_corroboration": [
        "security",
        "designated",
        *(f"designated_{by}" for by in ("un", "eu", "uk", "us")),
    ],
}


@pytest.mark.parametrize("name", CROSSED)
def test_no_shipped_cell_tells_of_one_or_two_persons(name: str):
    assert {"0", "1", "2"}.isdisjoint(read_raw(name)[CROSSED[name]].to_numpy().ravel())


def test_the_inference_tells_no_crossed_count_that_is_hidden():
    law = load("public_notices_inference")
    hidden = load("public_notices_by_requesting_country").query("snapshot_date == '2023-04-12'")
    hidden = hidden[hidden["own_national"].fillna("<3").str.contains("[<>]")]["requesting_country"]
    assert not set(law.loc[law["statistic"] == "own_national", "requesting_country"]) & set(hidden)
    totals = law.groupby(["requesting_country", "statistic"])["probability"].sum()
    assert ((totals - 1).abs() < 1e-5).all()


@pytest.mark.thorough
def test_the_shipped_tables_are_computed_from_the_publishers_files(source_files: Path, tmp_path: Path):
    tables = figures.compute(source_files / "notices", source_files / "sanctions")
    assert set(tables) == {path.stem for folder in ("notices", "sanctions") for path in (RAW / folder).glob("*.csv")}
    for name, table in tables.items():
        assert as_csv(table) == figures.path_of(name).read_bytes(), name


def test_a_sample_describes_itself_and_is_not_counted_with_the_list():
    offences = load("public_notices_by_offence")
    sample = judgement.load("notice_snapshots.yml").samples[0]
    assert set(offences.loc[offences["snapshot_date"] == str(sample.date), "coverage"]) == {sample.coverage}
    requesters = load("public_notices_by_requesting_country")
    assert str(sample.date) not in set(requesters["snapshot_date"])


def test_the_verb_names_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    before = figures.path_of("public_notices_exits", RAW).read_bytes()
    assert main(["figures", str(tmp_path), str(tmp_path)]) == 1
    assert "2020-01-02_site_scrape_fr.csv" in capsys.readouterr().err
    assert figures.path_of("public_notices_exits", RAW).read_bytes() == before
