"""The register as an earlier release shipped it, read from the file of that release, or a refusal."""

import gzip
import hashlib
import io
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import analysis as rn
from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import RAW, ROOT
from analysis.tables import release as earlier
from analysis.tables import schemas

RELEASES = judgement.load("earlier_releases.yml")
REGISTERS = [release for release in RELEASES if release.table == "cases"]
REGISTER = "data/raw/evidence/cases.csv"
ARCHIVE = RAW / "evidence" / "releases"


def git(*words: str) -> bytes:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True)
    if done.returncode:
        pytest.skip("no history of the project here")
    return done.stdout


def file_of(release: judgement.Document) -> Path:
    return ARCHIVE / f"{release.table}-{release.version}.csv.gz"


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: f"{release.table} {release.version}")
def test_each_file_is_the_one_of_the_release_and_has_no_time_of_its_own(release: judgement.Document) -> None:
    packed = file_of(release).read_bytes()
    assert hashlib.sha256(gzip.decompress(packed)).hexdigest() == release.file_sha256
    assert packed[4:8] == b"\0\0\0\0"  # RFC 1952: the time at which it was packed


@pytest.mark.parametrize("release", REGISTERS, ids=lambda release: release.version)
def test_each_register_is_in_the_history_of_the_project(release: judgement.Document) -> None:
    commits = git("log", "--format=%H", "--", REGISTER).decode().split()
    contents = (git("show", f"{commit}:{REGISTER}") for commit in commits)
    if not any(hashlib.sha256(content).hexdigest() == release.file_sha256 for content in contents):
        pytest.skip(f"the history of the project does not reach back to release {release.version}")


def test_every_file_of_an_earlier_release_is_listed() -> None:
    assert {path.name for path in ARCHIVE.iterdir()} == {file_of(release).name for release in RELEASES}


@pytest.mark.parametrize(("version", "rows"), [("1.0.0", 250), ("2.0.0", 360), ("3.0.0", 450)])
def test_every_cell_is_that_of_the_file(version: str, rows: int) -> None:
    release = next(one for one in REGISTERS if one.version == version)
    raw = pd.read_csv(io.BytesIO(gzip.decompress(file_of(release).read_bytes())), dtype="str", keep_default_na=False)
    found = rn.load("cases", release=version)
    assert len(found) == rows and found.attrs["release"] == version
    text = found[raw.columns].astype(object).where(found[raw.columns].notna(), "")
    years = ["year", "year_notice"]
    text[years] = text[years].map(lambda year: str(int(year)) if year != "" else "")
    assert (text.astype(str).to_numpy() == raw.to_numpy()).all()


def test_what_was_corrected_later_is_as_it_was() -> None:
    then, now = rn.load("cases", release="1.0.0"), rn.load("cases", release="2.0.0")
    assert list(then.columns) == list(now.columns) == list(rn.load("cases").columns)
    assert then["held"].isna().all() and now["held"].isna().all()  # coded in release 3
    held = then.set_index("case_id")
    assert held.loc["ben-2019-koutche", "claim_status"] == "contested"
    assert held.loc["blr-2011-michalevic", "oversight_outcome"] == "unknown"  # corrected twice since
    assert held.loc["ukr-2012-avakov", "effect"] == "detained"  # corrected, and corrected back
    assert "pangea" in held.loc["chn-2017-guo", "source_2_url"]


def test_what_happened_to_the_person_is_as_release_three_had_it() -> None:
    then, now = (rn.load("cases", release=version).set_index("case_id") for version in ("3.0.0", None))
    assert (then.loc["tjk-2019-odinaev", "extradition"], now.loc["tjk-2019-odinaev", "extradition"]) == (
        "granted",
        "refused",
    )
    assert len(rn.load("cases_effects", release="3.0.0")) == 450
    changed = rn.load("cases_changes", release=None).query("release == 4")
    cells = changed[changed["column"].str.startswith("cases_effects.", na=False)]
    old = rn.load("cases_effects", release="3.0.0").set_index("case_id").astype(object)
    for cell in cells.itertuples():
        value = old.loc[cell.case_id, cell.column.partition(".")[2]]
        written = "" if pd.isna(value) else f"{value:.0f}" if isinstance(value, float) else str(value)
        assert written == ("" if pd.isna(cell.old) else cell.old), cell


def test_a_column_that_is_added_to_the_register_is_blank_in_every_earlier_release(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An outside contributor found that a new column broke the loading of releases 1 and 2."""
    shipped = schemas.schema_of("cases")
    like = shipped.columns["charge_as_reported"]  # a text that may not be blank
    more = shipped.add_columns({"lawyer": like})
    monkeypatch.setattr(schemas, "schema_of", lambda name: more if name == "cases" else schemas.find_schema(name))
    for release in REGISTERS:
        table = earlier.as_of("cases", release.version)
        assert table["lawyer"].isna().all() and table["charge_as_reported"].notna().all()


def test_the_present_release_is_refused_once_cases_were_added(monkeypatch: pytest.MonkeyPatch) -> None:
    release = earlier.shipped_release()
    assert len(rn.load("cases", release=judgement.version())) == len(release["cases"]) and earlier.added_since() == 0
    later = int(judgement.version().split(".")[0]) + 1
    new = release["cases_changes"][release["cases_changes"]["column"].isna()].tail(3).assign(release=later)
    more = {**release, "cases_changes": pd.concat([release["cases_changes"], new], ignore_index=True)}
    monkeypatch.setattr(earlier, "shipped_release", lambda: more)
    with pytest.raises(InputError, match=r"of 'cases', to which 3 cases were added.*omit the release"):
        rn.load("cases", release=judgement.version())
    assert len(rn.load("governance_country_year", release=judgement.version()))


def test_filters_work_on_an_earlier_release() -> None:
    rows = rn.load("cases", release="1.0.0", country="Belarus", until=2015)
    assert set(rows["requesting_country"]) == {"BLR"}
    assert rows["year"].max() <= 2015


@pytest.mark.parametrize(
    ("name", "release", "message"),
    [
        ("cases", "5.0.0", "expected one of '1.0.0', '2.0.0', '3.0.0', '4.0.0'"),
        ("cases_flags", "1.0.0", "got release '1.0.0' of 'cases_flags'; expected one of '4.0.0'"),
        ("caess", "1.0.0", "did you mean cases"),
    ],
)
def test_an_unknown_release_is_refused_and_the_known_ones_named(name: str, release: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        rn.load(name, release=release)


def test_a_changed_or_missing_file_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "raw"
    shutil.copytree(RAW / "evidence", root / "evidence")
    path = root / "evidence" / "releases" / "cases-1.0.0.csv.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"Belsat", b"Belsut", 1)))
    with pytest.raises(InputError, match=r"the hash of release 1\.0\.0; to fix, restore it with `git checkout"):
        earlier.as_of("cases", "1.0.0", root)
    path.unlink()
    with pytest.raises(InputError, match="got no such file"):
        earlier.as_of("cases", "1.0.0", root)
