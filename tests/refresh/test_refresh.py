from __future__ import annotations

import argparse
import datetime
import hashlib
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.cli import tables as command
from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.persons.designations import extended, read_history
from analysis.refresh import figures
from analysis.refresh.live import Downloader, load_lists
from analysis.refresh.refresh import Places, Proposal, accept, propose
from analysis.tables import shipped as sources_release
from analysis.tables.release import load
from analysis.tables.shipped import read_raw, sidecar
from tests.persons import invented
from tests.refresh.site import Fault, Site

TODAY = datetime.date(2026, 6, 1)
NAMES = [live.name for live in load_lists()]
Refresh = Callable[..., Proposal]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    root = tmp_path / "raw"
    for folder in ("notices", "sanctions"):
        shutil.copytree(RAW / folder, root / folder)
    private = tmp_path / "private"
    return Places(root, private / "refresh", private / "clean", private / "history" / "ofac.csv")


@pytest.fixture
def refresh(site: Site, places: Places) -> Refresh:
    """Give a refresh from the mirror; the first one is of any size, and becomes the release."""
    site.files.update(invented.mirror())

    def run(accepted: list[str] | None = None, today: datetime.date = TODAY) -> Proposal:
        downloader = Downloader(site.address, places.clean.parent / "downloads")
        downloads = command.download_all(invented.small_lists(), downloader)
        return propose(downloads, today, places, accepted or [])

    return run


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder in which the first refresh is kept once it is made."""
    return tmp_path_factory.mktemp("first")


@pytest.fixture
def release(refresh: Refresh, places: Places, first: Path) -> dict[str, bytes]:
    """Give the tables of the first refresh, made once for all tests of a process."""
    if not (first / "raw").exists():
        accept(refresh(NAMES), places)
        shutil.copytree(places.root.parent, first, dirs_exist_ok=True)
    else:
        shutil.copytree(first, places.root.parent, dirs_exist_ok=True)
    return held(places.root)


def held(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_refresh_counts_what_the_lists_hold(refresh: Refresh, places: Places):
    accept(refresh(NAMES), places)
    notices = load("public_notices_by_requesting_country", places.root)
    ours = notices[notices["snapshot_date"] == "2026-05-01"]
    assert ours.groupby("requesting_country")["notices"].sum().to_dict() == {"ARG": 8, "BLR": 8, "IND": 8, "RUS": 16}
    assert set(ours["requester_basis"]) == {"stated"}
    assert set(notices["snapshot_date"]) == {
        "2020-01-02",
        "2023-04-12",
        "2023-05-16",
        "2025-05-15",
        "2025-05-23",
        "2026-05-01",
    }
    offences = load("public_notices_by_offence", places.root)
    ours = offences[offences["snapshot_date"] == "2026-05-01"].set_index(["requesting_country", "offence"])["notices"]
    assert ours.to_dict() == {
        ("ARG", "homicide"): ">5",
        ("BLR", "extremism_speech"): ">5",
        ("IND", "fraud_economic"): ">5",
        ("RUS", "armed_formation"): "8",
        ("RUS", "terrorism"): "8",
    }
    sensitive = load("public_notices_sensitive", places.root)
    ours = sensitive[sensitive["snapshot_date"] == "2026-05-01"].set_index("requesting_country")
    assert ours.loc["BLR", ["notices", "strict", "broad"]].tolist() == [8, ">5", ">5"]
    assert ours.loc["RUS", ["notices", "strict", "broad"]].tolist() == [16, "<3", ">13"]


def test_persons_of_both_kinds_of_lists_are_linked_and_small_counts_hidden(refresh: Refresh, places: Places):
    accept(refresh(NAMES), places)
    table = load("public_notices_corroboration", places.root)
    ours = table[table["snapshot_date"] == "2026-05-01"].set_index("requesting_country")
    assert ours.loc["RUS", "security"] == ">13"  # 16 of 16
    assert ours.loc["RUS", "designated_us"] == "8"  # numbers 0 to 19 of OFAC's list, two in five charged so
    assert ours.loc["RUS", "designated_un"] == "<3"  # numbers 0 and 4
    assert ours.loc["RUS", "designated_uk"] == "<3"


def test_sanctions_figures_and_their_dates_are_replaced(refresh: Refresh, places: Places):
    accept(refresh(NAMES), places)
    table = load("designations_by_target_country", places.root)
    assert table.groupby("list")["designations"].sum().to_dict() == {"EU": 5, "UK": 5, "UN": 5, "US": 20}
    assert set(table.loc[table["list"] == "US", "listed_on_basis"]) == {"censored"}
    assert sidecar("designations_by_programme", places.root).retrieved == (
        "EU 2026-06-01, UK 2026-06-01, UN 2026-06-01, US 2026-06-01"
    )
    assert sidecar("public_notices_sensitive", places.root).retrieved == "2023-05-19 to 2026-05-01, the snapshot dates"


def test_the_same_lists_make_no_difference(refresh: Refresh, places: Places, release: dict[str, bytes]):
    assert refresh().differences == []
    assert held(places.root) == release


def test_what_changes_is_told_by_country(refresh: Refresh, places: Places, release: dict[str, bytes], site: Site):
    site.files["un/consolidated.xml"] = invented.un(8)
    proposal = refresh()
    assert {difference.table for difference in proposal.differences} == {
        "designations_by_target_country",
        "designations_by_programme",
        "public_notices_corroboration",
    }
    told = {difference.table: difference.changes for difference in proposal.differences}
    changes = told["designations_by_target_country"]
    assert changes[["country", "column", "old", "new"]].to_numpy().tolist() == [["COD", "designations", "5", "8"]]
    changes = told["public_notices_corroboration"]  # number 5 of the UN's list is charged too, as are 0 and 4
    assert changes[["country", "column", "old", "new"]].to_numpy().tolist() == [
        ["RUS", "designated_un", "<3", "3"],
        ["WORLD", "designated_un", "<3", ">2"],
    ]
    assert held(places.root) == release


EXPORT = "interpol_red_notices/entities.ftm.json"


def put(site: Site, path: str, content: bytes, *, summed: bool) -> None:
    """Put a file on the mirror, with its checksum beside it or none."""
    site.files[path] = content
    if summed:
        site.files[f"{path}.sha256"] = hashlib.sha256(content).hexdigest().encode()


def test_a_new_snapshot_stands_beside_the_old_ones(refresh: Refresh, places: Places, release: dict, site: Site):
    put(site, EXPORT, invented.notices(35, seen="2026-05-20"), summed=True)
    accept(refresh(), places)
    table = load("public_notices_by_requesting_country", places.root)
    assert table.groupby("snapshot_date")["notices"].sum()[["2026-05-01", "2026-05-20"]].tolist() == [40, 35]
    assert table["snapshot_date"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (EXPORT, invented.notices(35)),
        ("uk/UK-Sanctions-List.csv", invented.uk(4)),
        ("eu/csvFullSanctionsList_1_1.csv", invented.eu(4)),
    ],
)
def test_a_list_that_may_be_cut_between_two_rows_must_be_accepted_by_a_person(
    refresh: Refresh, places: Places, release: dict[str, bytes], site: Site, path: str, content: bytes
):
    """Before, a list cut to 65 % was taken; nothing in these formats tells a cut one from a shorter one."""
    name = next(n for n in NAMES if path in {f.name for f in invented.one(n).variants[0].files})
    put(site, path, content, summed=False)
    with pytest.raises(InputError, match=rf"no checksum or end mark .*98% to 200%.*--accept {name}"):
        refresh()
    assert held(places.root) == release
    assert refresh([name]).differences
    put(site, path, content, summed=True)
    assert refresh().differences


def _snapshots(places: Places) -> set[str]:
    return set(read_raw("public_notices_by_requesting_country", places.root)["snapshot_date"])


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (invented.notices(40).replace(b"2026-05-01T", b"2031-01-01T", 1), r"2031-01-01, after today, in 1 of 40 rows"),
        (invented.notices(40, seen="2026-06-02"), r"2026-06-02, after today, in 40 of 40 rows"),
        (invented.notices(40).replace(b"2026-05-01T", b"2026-05-30T", 1), r"2026-05-30, in only 1 of 40 rows"),
        (invented.notices(40, seen="2026-04-30"), r"an export of 2026-04-30; expected one of 2026-05-01, the newest"),
        (invented.notices(40).replace(b"2026-05-01T", b"2026-02-30T", 1), r"last_seen 2026-02-30; expected a day"),
    ],
)
def test_a_snapshot_has_a_day_that_was_and_is_not_older_than_the_newest(
    refresh: Refresh, places: Places, release: dict[str, bytes], site: Site, content: bytes, match: str
):
    """Before, one `last_seen` in the future dated the whole snapshot by it."""
    before = _snapshots(places)
    put(site, EXPORT, content, summed=True)
    with pytest.raises(InputError, match=match):
        refresh(NAMES)
    assert _snapshots(places) == before
    assert held(places.root) == release


def test_entries_of_ofacs_list_are_dated_by_when_they_were_first_seen(
    refresh: Refresh, places: Places, release: dict[str, bytes], site: Site
):
    assert len(read_history(places.history)) == 20
    assert stat.S_IMODE(places.history.stat().st_mode) == 0o600
    site.files["ofac/SDN.CSV"] = invented.sdn(23)
    accept(refresh(today=datetime.date(2027, 2, 3)), places)
    table = load("designations_by_target_country", places.root)
    ours = table[table["list"] == "US"].set_index("listed_on_basis")
    assert ours["designations"].to_dict() == {"censored": 20, "first_seen": 3}
    assert ours.loc["first_seen", "year"] == 2027


def _release(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["designation_id", "listed_on"], dtype="str")


def test_a_history_keeps_the_first_day():
    first = extended(read_history(Path("none")), _release(("7", ""), ("12", "")), "2026-01-01")
    second = extended(first, _release(("12", ""), ("30", "")), "2026-02-01")
    assert second.to_numpy().tolist() == [
        ["7", "2026-01-01", "True"],
        ["12", "2026-01-01", "True"],
        ["30", "2026-02-01", "False"],
    ]


def test_a_history_that_comes_with_a_list_is_taken_over():
    release = _release(("1", "../2021-05-22"), ("2", "2023-04-05"), ("3", ""))
    taken = extended(read_history(Path("none")), release, "2026-01-01")
    assert taken.to_numpy().tolist() == [
        ["1", "2021-05-22", "True"],
        ["2", "2023-04-05", "False"],
        ["3", "2026-01-01", "False"],
    ]


@pytest.mark.parametrize(
    ("path", "content", "match"),
    [
        (
            "un/consolidated.xml",
            invented.un(2),
            r"2 rows for Consolidated List of the United Nations.*60% to 200% of the 5",
        ),
        ("un/consolidated.xml", invented.un(11), r"11 rows for Consolidated List.*--accept un_consolidated"),
        (
            "interpol_red_notices/entities.ftm.json",
            invented.notices(20),
            r"20 rows for INTERPOL.*of the 40 rows of the shipped",
        ),
        (
            "interpol_red_notices/entities.ftm.json",
            invented.notices(country="publisher"),
            r"notices without any requesting country",
        ),
    ],
)
def test_a_list_of_unusual_size_or_without_requesters_is_refused(
    refresh: Refresh, places: Places, release: dict[str, bytes], site: Site, path: str, content: bytes, match: str
):
    site.files[path] = content
    with pytest.raises(InputError, match=match):
        refresh()
    assert held(places.root) == release


@pytest.mark.parametrize(
    "fault",
    [
        Fault(403),
        Fault(500),
        Fault(429, {"Retry-After": "9999"}),
        Fault(cut_after=30),
        Fault(body=b"<html><body>maintenance</body></html>"),
        Fault(body=b'1,"one","field","less"\n'),
    ],
    ids=["403", "500", "429", "truncated", "html", "columns"],
)
def test_whatever_goes_wrong_the_shipped_tables_stay(
    refresh: Refresh, places: Places, release: dict[str, bytes], site: Site, fault: Fault
):
    site.lasting, site.faults["ofac/SDN.CSV"] = True, [fault]
    with pytest.raises(InputError, match=r"SDN\.CSV.* for Specially Designated Nationals list"):
        refresh()
    assert held(places.root) == release


def test_without_network_the_shipped_tables_stay(places: Places, tmp_path: Path):
    before = held(places.root)
    downloader = Downloader("http://127.0.0.1:9", tmp_path / "downloads")
    with pytest.raises(InputError, match=r"no complete answer.*check the network"):
        command.download_all(invented.small_lists(), downloader)
    assert held(places.root) == before


def test_tables_are_written_all_or_none(
    refresh: Refresh, places: Places, release: dict[str, bytes], site: Site, monkeypatch: pytest.MonkeyPatch
):
    site.files["un/consolidated.xml"] = invented.un(8)
    proposal, written, store = refresh(), list[Path](), sources_release.store

    def failing(path: Path, content: bytes, retrieved: str) -> None:
        if path.name == "designations_by_programme.csv":
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        store(path, content, retrieved)

    monkeypatch.setattr(figures, "store", failing)
    with pytest.raises(OSError, match="No space left"):
        accept(proposal, places)
    assert "designations_by_target_country.csv" in {path.name for path in written}
    assert held(places.root) == release


def test_rows_that_name_people_stay_private(refresh: Refresh, places: Places):
    accept(refresh(NAMES), places)
    rows = sorted(places.clean.iterdir())
    assert [path.name for path in rows] == ["designations.csv", "notices-2026-05-01.csv"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in rows)
    assert invented.person(0).encode() in rows[1].read_bytes()
    assert not any(invented.FIRST[0].encode() in content for content in held(places.root).values())


def _args(**given: object) -> argparse.Namespace:
    return argparse.Namespace(**({"dry_run": False, "yes": False, "accept": []} | given))


def test_nothing_is_written_unasked(
    refresh: Refresh, places: Places, release: dict, site: Site, capsys: pytest.CaptureFixture[str]
):
    site.files["un/consolidated.xml"] = invented.un(8)
    proposal = refresh()
    assert command.conclude(proposal, places, _args()) == 3
    told = capsys.readouterr().out
    assert (
        "changed: [" in told and "designations: 5 -> 8" in told and "nothing was written; " in told and "--yes" in told
    )
    assert command.conclude(proposal, places, _args(dry_run=True, yes=True)) == 0
    assert "nothing was written, as asked" in capsys.readouterr().out
    assert held(places.root) == release
    assert command.conclude(proposal, places, _args(yes=True)) == 0
    assert "designations_by_programme.csv" in capsys.readouterr().out
    assert read_raw("designations_by_target_country", places.root)["designations"].astype(int).sum() == 38


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 3), ("", 3)])
def test_somebody_at_the_terminal_is_asked(
    refresh: Refresh,
    places: Places,
    release: dict,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    status: int,
):
    site.files["un/consolidated.xml"] = invented.un(8)
    proposal = refresh()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert command.conclude(proposal, places, _args()) == status
    assert (held(places.root) == release) == bool(status)


def test_the_verb_end_to_end(
    refresh: Refresh,
    places: Places,
    release: dict,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr("analysis.refresh.live.load_lists", invented.small_lists)
    monkeypatch.setattr("analysis.refresh.refresh.Places", lambda: places)
    folder = places.clean.parent / "downloads"
    monkeypatch.setattr("analysis.refresh.live.Downloader", lambda **given: replace(Downloader(**given), folder=folder))
    assert main(["refresh", "--mirror", site.address]) == 0
    assert "no difference" in capsys.readouterr().out
    site.faults["un/consolidated.xml"] = [Fault(403)]
    assert main(["refresh", "--mirror", site.address]) == 1
    error = capsys.readouterr().err
    assert "error: got 403" in error and "un/consolidated.xml for Consolidated List of the United Nations" in error
    assert main(["refresh", "--mirror", site.address, "--accept", "moon"]) == 1
    assert "got --accept moon; expected one of 'eu_sanctions'" in capsys.readouterr().err
    assert held(places.root) == release


@pytest.mark.thorough
def test_the_files_of_the_release_make_no_difference(source_files: Path, site: Site, places: Places):
    for path in source_files.rglob("*"):
        if path.is_file():
            site.files[path.relative_to(source_files).as_posix()] = path.read_bytes()
    downloads = command.download_all(load_lists(), Downloader(site.address, places.clean.parent / "downloads"))
    proposal = propose(downloads, TODAY, places, [])
    assert proposal.differences == []
    before = held(places.root)
    accept(proposal, places)
    assert held(places.root) == before
    names = {path.stem for folder in ("notices", "sanctions") for path in (places.root / folder).glob("*.csv")}
    assert set(proposal.tables) == names - {"public_notices_exits", "public_notices_inference"}
