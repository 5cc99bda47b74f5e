"""The register as an earlier release shipped it: cell by cell, or a refusal."""

import hashlib
import io
import subprocess
from dataclasses import replace

import pandas as pd
import pytest

import analysis as rn
from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import ROOT
from analysis.tables import release as earlier
from analysis.tables.shipped import read_raw

RELEASES = judgement.load("earlier_releases.yml")
FIRST = RELEASES[0]
REGISTER = "data/raw/evidence/cases.csv"


def git(*words: str) -> bytes:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True)
    if done.returncode:
        pytest.skip("no history of the project here")
    return done.stdout


def shipped(release: judgement.Document) -> pd.DataFrame:
    """The file of an earlier release in the history, found by its hash."""
    for commit in git("log", "--format=%H", "--", REGISTER).decode().split():
        content = git("show", f"{commit}:{REGISTER}")
        if hashlib.sha256(content).hexdigest() == release.file_sha256:
            return pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)
    pytest.skip(f"the history of the project does not reach back to release {release.version}")


@pytest.mark.parametrize(("release", "rows"), [(RELEASES[0], 250), (RELEASES[1], 360)], ids=["1.0.0", "2.0.0"])
def test_every_cell_is_that_of_the_file_that_was_shipped(release: judgement.Document, rows: int) -> None:
    found = earlier._rebuilt("cases", release)
    wanted = shipped(release).sort_values("case_id").reset_index(drop=True)
    assert list(found.columns) == list(wanted.columns)
    assert found.shape == (rows, 22)
    assert (found.astype("str").to_numpy() == wanted.astype("str").to_numpy()).all()
    digest = hashlib.sha256(wanted.to_csv(index=False, lineterminator="\n").encode()).hexdigest()
    assert digest == release.rows_sha256


def test_the_precision_of_the_year_is_that_of_the_first_release() -> None:
    """It follows the cautions, of which no change bears on a case of the first release and on its year."""
    commits = git("log", "--format=%H", "--reverse", "--", "data/raw/evidence/cases_flags.csv").decode().split()
    flags = pd.read_csv(io.BytesIO(git("show", f"{commits[0]}:data/raw/evidence/cases_flags.csv")), dtype="str")
    rows = rn.load("cases", release="1.0.0").set_index("case_id")
    for flag, word in (("year_approximate", "approximate"), ("year_unread", "unread")):
        flagged = set(flags.loc[flags["flag"] == flag, "case_id"])
        told = rows.index[rows["year_precision"] == word]
        assert set(told) <= flagged
        assert rows.loc[sorted(flagged - set(told)), "year_precision"].isin({"year", "approximate"}).all()


def test_what_was_corrected_later_is_as_it_was() -> None:
    then, now = rn.load("cases", release="1.0.0"), rn.load("cases", release="2.0.0")
    assert (len(then), len(now)) == (250, 360)
    assert list(then.columns) == list(now.columns)
    assert now["held"].isna().all()  # coded in release 3
    assert then.attrs["release"] == "1.0.0"
    held = then.set_index("case_id")
    assert held.loc["ben-2019-koutche", "claim_status"] == "contested"
    assert held.loc["blr-2011-michalevic", "oversight_outcome"] == "unknown"  # corrected twice since
    assert held.loc["ukr-2012-avakov", "effect"] == "detained"  # corrected, and corrected back
    assert "pangea" in held.loc["chn-2017-guo", "source_2_url"]


def test_the_present_release_is_refused_once_cases_were_added(monkeypatch: pytest.MonkeyPatch) -> None:
    release = earlier.shipped_release()
    assert len(rn.load("cases", release=judgement.version())) == len(release.cases) and earlier.added_since() == 0
    new = release.cases_changes[release.cases_changes["column"].isna()].tail(3).assign(release=4)
    more = replace(release, cases_changes=pd.concat([release.cases_changes, new], ignore_index=True))
    monkeypatch.setattr(earlier, "shipped_release", lambda: more)
    with pytest.raises(InputError, match=r"of 'cases', to which 3 cases were added.*omit the release"):
        rn.load("cases", release=judgement.version())
    assert len(rn.load("governance_country_year", release=judgement.version()))


def test_filters_work_on_an_earlier_release() -> None:
    rows = rn.load("cases", release="1.0.0", country="Belarus", until=2015)
    assert set(rows["requesting_country"]) == {"BLR"}
    assert rows["year"].max() <= 2015


@pytest.mark.parametrize(("release", "cells"), [(RELEASES[0], 383), (RELEASES[1], 275)], ids=["1.0.0", "2.0.0"])
def test_only_what_a_row_or_the_list_of_cells_tells_has_changed(release: judgement.Document, cells: int) -> None:
    then, now = earlier._rebuilt("cases", release).set_index("case_id"), read_raw("cases").set_index("case_id")
    differ = then != now.loc[then.index, then.columns]
    moved = {(key, column) for column in differ for key in differ.index[differ[column]]}
    told = read_raw("cases_changes")
    told = told[told["release"] > release.version[0]]
    pairs = {*zip(told["case_id"], told["column"], strict=True), *((cell.key, cell.column) for cell in release.cells)}
    assert len(moved) == cells
    assert moved <= pairs


@pytest.mark.parametrize(
    ("name", "release", "message"),
    [
        ("cases", "4.0.0", "expected one of '1.0.0', '2.0.0', '3.0.0'"),
        ("cases_flags", "1.0.0", "got release '1.0.0' of 'cases_flags'; expected one of '3.0.0'"),
        ("caess", "1.0.0", "did you mean cases"),
    ],
)
def test_an_unknown_release_is_refused_and_the_known_ones_named(name: str, release: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        rn.load(name, release=release)


def test_what_is_not_the_release_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = FIRST.model_copy(update={"cells": FIRST.cells[:2]})
    monkeypatch.setattr(judgement, "load", lambda name: [damaged])
    with pytest.raises(InputError, match=r"add a row to .* for each later change of a cell"):
        earlier.as_of("cases", "1.0.0")


def test_a_change_that_does_not_end_at_the_table_is_refused() -> None:
    cell = FIRST.cells[0].model_copy(update={"new": "https://example.org/"})
    with pytest.raises(InputError, match="which the change ends at"):
        earlier._rebuilt("cases", FIRST.model_copy(update={"cells": [cell]}))
