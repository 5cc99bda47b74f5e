"""What row-level work gives on the publishers' own files, held as one hash each; no row is kept.

``make goldens`` compares; ``make goldens UPDATE=1`` writes the hashes again after a change that is meant.
"""

import csv
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.core.files import as_csv, csv_as_text
from analysis.core.judgement import load
from analysis.persons.link import designation_persons, notice_persons
from analysis.persons.link import link as link_persons
from analysis.persons.offences import classify_column
from analysis.refresh.figures import compute
from analysis.refresh.governance import country_year, read_all

HELD = Path(__file__).with_name("goldens.json")
SANCTIONS = (
    "un_consolidated_2026-02-27.xml",
    "eu_journal_consolidated_2026-08.csv",
    "uk_sanctions_list_2026-04-28",
    "ofac_sdn_2024-07-02.csv",
    "ofac_alt_2025-12.csv",
    "ofac_sdn_history_2021-2024.csv",
)

pytestmark = pytest.mark.slow


def verb(*words: object) -> None:
    """Run one verb of the command line, which must succeed."""
    assert main([str(word) for word in words]) == 0


def clean_notices(sources: Path, to: Path) -> list[Path]:
    made = []
    for snapshot in load("notice_snapshots.yml").snapshots:
        made.append(to / f"notices_{snapshot.date}.csv")
        verb("clean", "notices", sources / "notices" / snapshot.file, "--snapshot", snapshot.date, "--output", made[-1])
    return made


def clean_sanctions(sources: Path, to: Path) -> list[Path]:
    made = to / "designations.csv"
    verb("clean", "sanctions", *(sources / "sanctions" / name for name in SANCTIONS), "--output", made)
    return [made]


def link(_: Path, to: Path) -> list[Path]:
    notices, designations = csv_as_text(sorted(to.glob("notices_*.csv"))[-1]), csv_as_text(to / "designations.csv")
    links = link_persons(notice_persons(notices), designation_persons(designations))
    pairs = [(one.notice.identifier, one.designation.source, one.designation.identifier) for one in links]
    return [_stored(to / "pairs.csv", as_csv(pd.DataFrame(pairs, columns=["notice", "list", "designation"])))]


def classify(sources: Path, to: Path) -> list[Path]:
    texts = json.loads((sources / "notices" / "2024-08_charge_texts.json").read_text(encoding="utf-8"))
    given, made = to / "charges.csv", to / "labels.csv"
    with given.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["charge"], *([text] for text in texts)])
    charges = csv_as_text(given)
    made.write_bytes(as_csv(charges.assign(offences=classify_column(charges["charge"]))))
    return [made]


def figures(sources: Path, to: Path) -> list[Path]:
    return [_stored(to / f"{name}.csv", as_csv(table)) for name, table in _figures(sources).items()]


def _figures(sources: Path) -> dict[str, pd.DataFrame]:
    return dict(compute(sources / "notices", sources / "sanctions"))


def governance(sources: Path, to: Path) -> list[Path]:
    sources_read = read_all(sources / "governance")
    tables = {"refugees": sources_read["unhcr"], "country_year": country_year(sources_read)}
    return [_stored(to / f"{name}.csv", as_csv(table)) for name, table in tables.items()]


def _stored(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


#: In the order in which one needs what another made.
WORK: tuple[Callable[[Path, Path], list[Path]], ...] = (
    clean_notices,
    clean_sanctions,
    link,
    classify,
    figures,
    governance,
)


def test_row_level_work_gives_what_it_gave(source_files: Path, tmp_path: Path) -> None:
    found = {}
    for work in WORK:
        for path in work(source_files, tmp_path):
            found[f"{work.__name__}/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    if os.environ.get("UPDATE"):
        HELD.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert found == json.loads(HELD.read_text(encoding="utf-8"))
    assert len(found) >= len(WORK) + len(load("notice_snapshots.yml").snapshots)
