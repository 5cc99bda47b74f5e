"""The publishers' own files, where they are: published counts are reproduced, and nothing is left out unsaid."""

from __future__ import annotations

import csv
import datetime
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest

from analysis.core.country_names import parse_country
from analysis.persons.cleaning import Cleaned
from analysis.persons.designations import clean_designations
from analysis.persons.notice_lists import clean_notices

#: Only whoever has these files can run them.
pytestmark = pytest.mark.thorough

NOTICES = {
    "2020-01-02_site_scrape_fr.csv": 7000,
    "2023-04-12_api_search_by_issuer.psv": 6901,
    "2023-04-12_issuer_inferred.csv": 6901,
    "2023-05-16_api_search_pages.json": 6934,
    "2023-05-19_api_detail_sample.json": 93,
    "2025-05-15_site_scrape.xlsx": 6400,
    "2025-05-23_opensanctions_targets.simple.csv": 6561,
}


def notices(folder: Path, name: str) -> Cleaned:
    return clean_notices([folder / "notices" / name], datetime.date.fromisoformat(name[:10]))


def designations(folder: Path, *names: str) -> Cleaned:
    return clean_designations([folder / "sanctions" / name for name in names])


def requesters(table: pd.DataFrame) -> pd.Series:
    """Number of notices by requesting country."""
    countries = table["requesting_countries"].str.split(";").explode()
    return countries[countries != ""].value_counts()


def counts(folder: Path, snapshot: str, basis: str) -> pd.Series:
    """Published counts by country as written, with codes resolved."""
    table = pd.read_csv(folder / "notices" / "counts_by_country_and_snapshot.csv", dtype=str, keep_default_na=False)
    held = table[(table["snapshot_date"] == snapshot) & table["basis"].str.startswith(basis)]
    codes = held["country"].map(lambda name: parse_country(name, "fr", strict=False) or "")
    return held["notices"].astype(int).groupby(codes).sum().drop("", errors="ignore")


@pytest.mark.parametrize(("name", "expected"), NOTICES.items())
def test_every_notice_is_found(source_files: Path, name: str, expected: int) -> None:
    result = notices(source_files, name)
    assert len(result.table) == expected
    assert len(result.rejects) == 0
    assert not [
        sentence for sentence in result.audit.sentences() if "unknown field" in sentence or "ignored" in sentence
    ]


def test_inferred_requesters(source_files: Path) -> None:
    table = notices(source_files, "2023-04-12_issuer_inferred.csv").table
    found = requesters(table)
    assert found.head(3).to_dict() == {"RUS": 3177, "SLV": 1017, "ARG": 610}
    assert set(table["requester_basis"]) == {"inferred", "missing"}
    assert (found.sort_index() - counts(source_files, "2023-04-12", "issuing_country_inferred")).abs().sum() == 0


@pytest.mark.parametrize(
    ("name", "basis"),
    [
        ("2020-01-02_site_scrape_fr.csv", "nationality"),
        ("2023-05-16_api_search_pages.json", "nationality"),
        ("2025-05-15_site_scrape.xlsx", "nationality"),
        ("2025-05-23_opensanctions_targets.simple.csv", "country_any"),
    ],
)
def test_counts_by_nationality(source_files: Path, name: str, basis: str) -> None:
    codes = notices(source_files, name).table["nationalities"].str.split(";").explode()
    found = codes[codes != ""].value_counts().sort_index()
    assert found.to_dict() == counts(source_files, name[:10], basis).to_dict()


def test_detail_sample_states_every_requester(source_files: Path) -> None:
    table = notices(source_files, "2023-05-19_api_detail_sample.json").table
    assert set(table["requester_basis"]) == {"stated"}
    assert (table["charges"] != "").all()
    assert requesters(table)["RUS"] == 73


def rows_of(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8").replace("\x1a", "")
    return [row for row in csv.reader(io.StringIO(text)) if row and row != [""]]


@pytest.mark.parametrize("name", ["ofac_sdn_2021-05-22.csv", "ofac_sdn_2024-07-02.csv"])
def test_ofac_against_an_independent_count(source_files: Path, name: str) -> None:
    rows = rows_of(source_files / "sanctions" / name)
    result = designations(source_files, name, "ofac_alt_2025-12.csv")
    assert result.table["designation_id"].tolist() == [row[0] for row in rows]
    written = pd.Series([row[2].strip() for row in rows]).replace({"-0-": "entity", "individual": "person"})
    assert result.table["entity_type"].value_counts().to_dict() == written.value_counts().to_dict()
    dated = sum("DOB " in row[11] for row in rows)
    assert (result.table["birth_dates"] != "").sum() == dated
    assert not any("ignored" in sentence or "not known" in sentence for sentence in result.audit.sentences())


def test_ofac_history_dates_and_censors(source_files: Path) -> None:
    history = pd.read_csv(source_files / "sanctions" / "ofac_sdn_history_2021-2024.csv", dtype=str)
    wanted = history[history["removed_by_2024_07_02"] == "False"].set_index("ent_num")
    table = designations(source_files, "ofac_sdn_2024-07-02.csv", "ofac_sdn_history_2021-2024.csv").table
    held = table.set_index("designation_id")["listed_on"]
    censored = wanted["left_censored"] == "True"
    assert (held.reindex(wanted.index[censored]) == "../2021-05-22").all()
    assert (held.reindex(wanted.index[~censored]) == wanted["first_seen"][~censored]).all()


def test_eu(source_files: Path) -> None:
    result = designations(source_files, "eu_journal_consolidated_2026-08.csv")
    table = result.table
    assert len(table) == 8017
    assert table["designation_id"].is_unique
    assert (table["listed_on"] == "").sum() == 302
    assert (table["original_script_names"] != "").sum() > 4000
    assert result.audit.left_out.total() < 40


def test_uk(source_files: Path) -> None:
    result = designations(source_files, "uk_sanctions_list_2026-04-28")
    assert result.table["entity_type"].value_counts().to_dict() == {"person": 3883, "entity": 1531, "vessel": 632}
    assert (result.table["listed_on"] != "").all()
    assert not result.audit.left_out


def test_un_against_an_independent_parser(source_files: Path) -> None:
    name = "un_consolidated_2026-02-27.xml"
    root = ET.parse(source_files / "sanctions" / name).getroot()
    table = designations(source_files, name).table
    assert table["entity_type"].value_counts().to_dict() == {"person": 730, "entity": 273}
    assert table["designation_id"].tolist() == [(tag.text or "").strip() for tag in root.iter("REFERENCE_NUMBER")]
    assert table["listed_on"].tolist() == [(tag.text or "")[:10] for tag in root.iter("LISTED_ON")]
    scripts = sum(bool(element.findtext("NAME_ORIGINAL_SCRIPT")) for group in root for element in group)
    assert (table["original_script_names"] != "").sum() >= scripts
