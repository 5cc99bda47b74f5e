from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.core.errors import InputError
from analysis.persons.records import LISTS
from analysis.refresh.live import FOLDER, Downloader, LiveList, day_of, load_lists
from tests.persons import invented
from tests.refresh.site import Fault, Site

SDN, ALT = "ofac/SDN.CSV", "ofac/ALT.CSV"


@pytest.fixture
def downloader(site: Site, tmp_path: Path) -> Downloader:
    site.files.update(invented.mirror())
    return Downloader(site.address, tmp_path / "private" / "downloads")


@pytest.fixture
def ofac() -> LiveList:
    return invented.one("ofac_sdn")


def test_every_list_names_its_files_addresses_and_terms():
    lists = load_lists()
    assert {live.list for live in lists if live.kind == "sanctions"} == set(LISTS)
    assert [live.name for live in lists if live.kind == "notices"] == ["interpol_red_notices"]
    for live in lists:
        assert live.title and live.page.startswith("https://") and live.licence
        largest = max(remote.least_bytes for variant in live.variants for remote in variant.files)
        assert 100 * largest < live.most_bytes < 1e9
        assert all(remote.url.startswith("https://") for remote in live.variants[0].files)
        assert not any("interpol.int" in remote.url for remote in live.variants[0].files)
        assert all(remote.starts or remote.columns for variant in live.variants for remote in variant.files)


def test_an_unknown_field_of_a_description_is_refused(tmp_path: Path):
    text = (FOLDER / "ofac_sdn.yml").read_text(encoding="utf-8")
    (tmp_path / "list.yml").write_text(text.replace("columns: [ent", "colums: [ent", 1), encoding="utf-8")
    with pytest.raises(InputError, match=r"unknown field 'variants.1.files.2.colums'.*list.yml at row"):
        load_lists(tmp_path)
    (tmp_path / "list.yml").write_text(text.replace("list: US", "list: USA"), encoding="utf-8")
    with pytest.raises(InputError, match=r"'USA' in field 'list'.*'UN', 'EU', 'UK', 'US'.*senders.csv.*row 5"):
        load_lists(tmp_path)
    with pytest.raises(InputError, match=r"got no list"):
        load_lists(tmp_path / "none")


def test_files_are_kept_for_their_owner_only(downloader: Downloader, ofac: LiveList):
    download = downloader.get(ofac)
    assert [path.read_bytes() for path in download.paths] == [invented.sdn(), invented.alt()]
    for path in download.paths:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (downloader.folder.parent, downloader.folder, downloader.folder / "ofac"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in downloader.folder.rglob("*") if path.is_file()} == {"SDN.CSV", "ALT.CSV"}


def test_a_link_in_place_of_a_file_is_not_followed(downloader: Downloader, ofac: LiveList, tmp_path: Path):
    other, path = tmp_path / "other", downloader.get(ofac).paths[0]
    other.write_text("kept")
    for name in (path, path.with_name(f"{path.name}.part"), path.with_name(f".{path.name}.12345678")):
        name.unlink(missing_ok=True)
        name.symlink_to(other)
    assert downloader.get(ofac).paths[0].read_bytes() == invented.sdn()
    assert other.read_text() == "kept" and not path.is_symlink()


def test_a_link_in_place_of_a_folder_is_refused(downloader: Downloader, ofac: LiveList, tmp_path: Path):
    (tmp_path / "other").mkdir()
    folder = downloader.get(ofac).paths[0].parent
    shutil.rmtree(folder)
    folder.symlink_to(tmp_path / "other")
    with pytest.raises(InputError, match="got a link where files about persons are kept; expected a folder"):
        downloader.get(ofac)
    assert list((tmp_path / "other").iterdir()) == []


def test_a_second_download_is_fresh(downloader: Downloader, ofac: LiveList, site: Site):
    downloader.get(ofac)
    site.files[SDN] = invented.sdn(21)
    assert downloader.get(ofac).paths[0].read_bytes() == invented.sdn(21)


def test_a_mirror_may_hold_the_files_of_the_release(downloader: Downloader, ofac: LiveList, site: Site):
    site.files.clear()
    site.files["sanctions/ofac_sdn_2024-07-02.csv"] = invented.sdn()
    site.files["sanctions/ofac_alt_2025-12.csv"] = invented.alt()
    site.files["sanctions/ofac_sdn_history_2021-2024.csv"] = b"ent_num,first_seen,left_censored\n1,2022-01-01,False\n"
    assert [path.name for path in downloader.get(ofac).paths][2] == "ofac_sdn_history_2021-2024.csv"


def test_a_mirror_without_the_list_says_what_was_asked_for(downloader: Downloader, ofac: LiveList, site: Site):
    site.files.clear()
    with pytest.raises(InputError, match=r"404.*ofac/SDN.CSV.*; 404.*sanctions/ofac_sdn_2024-07-02.csv.*on the mirror"):
        downloader.get(ofac)


def test_the_publishers_own_address_is_asked_without_a_mirror(site: Site, tmp_path: Path):
    live = invented.one("interpol_red_notices")
    body = invented.notices()
    site.files |= {"latest/entities.ftm.json": body, "elsewhere/entities.ftm.json": body}
    index = {"resources": [{"url": "x/entities.ftm.json", "checksum": hashlib.sha1(body).hexdigest()}]}
    site.files["latest/index.json"] = json.dumps(index).encode()
    live = _published_at(live, f"{site.address}/latest/entities.ftm.json", f"{site.address}/latest/index.json")
    assert Downloader("", tmp_path).get(live).paths[0].read_bytes() == body
    index["resources"][0]["checksum"] = hashlib.sha1(b"another").hexdigest()
    site.files["latest/index.json"] = json.dumps(index).encode()
    with pytest.raises(InputError, match=r"does not match its published checksum"):
        Downloader("", tmp_path).get(live)
    gone = _published_at(live, f"{site.address}/gone/entities.ftm.json", "")
    with pytest.raises(InputError, match=r"404 .*gone/entities.*look for its new address"):
        Downloader("", tmp_path).get(gone)


def _published_at(live: LiveList, url: str, index: str) -> LiveList:
    remote = live.variants[0].files[0].model_copy(update={"url": url, "index": index})
    first = live.variants[0].model_copy(update={"files": [remote]})
    return live.model_copy(update={"variants": [first, *live.variants[1:]]})


def _refused(downloader: Downloader, live: LiveList, site: Site, match: str) -> None:
    """Have a good version on disk, then meet the fault: it is told, and the good version stays."""
    faults, site.faults = site.faults, {}
    files = dict(site.files)
    site.files.update(invented.mirror())
    before = {path: path.read_bytes() for path in downloader.get(live).paths}
    site.files, site.faults, site.lasting = files, faults, True
    with pytest.raises(InputError, match=match):
        downloader.get(live)
    assert {path: path.read_bytes() for path in before} == before


def test_an_html_page_with_status_200(downloader: Downloader, ofac: LiveList, site: Site):
    page = b"<!DOCTYPE html><html><body>Just a moment</body></html>"
    site.faults[SDN] = [Fault(headers={"Content-Type": "text/html"}, body=page)]
    _refused(
        downloader, ofac, site, r"begins '<!DOCTYPE html.*' from http.*SDN.CSV for Specially Desig.*open https://sanct"
    )


def test_a_wrong_checksum(downloader: Downloader, ofac: LiveList, site: Site):
    _refused_with_sum(
        downloader,
        ofac,
        site,
        hashlib.sha256(b"another").hexdigest(),
        r"does not match its published checksum.*SDN.CSV",
    )


def test_a_checksum_that_is_none(downloader: Downloader, ofac: LiveList, site: Site):
    _refused_with_sum(downloader, ofac, site, "no sum", r"no SHA-256 in http.*SDN.CSV.sha256.*64 hexadecimal")


def _refused_with_sum(downloader: Downloader, live: LiveList, site: Site, text: str, match: str) -> None:
    downloader.get(live)
    site.files[f"{SDN}.sha256"] = f"{text}  SDN.CSV\n".encode()
    with pytest.raises(InputError, match=match):
        downloader.get(live)
    assert (downloader.folder / SDN).read_bytes() == invented.sdn()


def test_a_right_checksum(downloader: Downloader, ofac: LiveList, site: Site):
    site.files[f"{SDN}.sha256"] = f"{hashlib.sha256(invented.sdn()).hexdigest()}  SDN.CSV\n".encode()
    assert downloader.get(ofac).paths[0].read_bytes() == invented.sdn()


def test_a_truncated_file(downloader: Downloader, ofac: LiveList, site: Site):
    site.faults[SDN] = [Fault(cut_after=50)]
    _refused(downloader, ofac, site, r"breaks off.*SDN.CSV")


def test_a_file_truncated_at_its_source_is_told_by_its_checksum(downloader: Downloader, ofac: LiveList, site: Site):
    site.files[f"{SDN}.sha256"] = hashlib.sha256(invented.sdn()).hexdigest().encode()
    site.faults[SDN] = [Fault(cut_after=500, whole_length=False)]
    with pytest.raises(InputError, match=r"does not match its published checksum"):
        downloader.get(ofac)


CUT = [
    ("ofac_sdn", SDN, lambda content: b"".join(content.splitlines(keepends=True)[:13])),
    ("ofac_sdn", SDN, lambda content: content[:-1]),
    ("un_consolidated", "un/consolidated.xml", lambda content: content[: content.rindex(b"<INDIVIDUAL>")]),
    ("uk_sanctions", "uk/UK-Sanctions-List.csv", lambda content: content[:-30]),
    ("eu_sanctions", "eu/csvFullSanctionsList_1_1.csv", lambda content: content[:-20]),
    ("interpol_red_notices", "interpol_red_notices/entities.ftm.json", lambda content: content[:-20]),
]


@pytest.mark.parametrize(("name", "path", "cut"), CUT)
def test_a_file_cut_at_its_source_is_told_by_its_end(
    downloader: Downloader, site: Site, name: str, path: str, cut: Callable[[bytes], bytes]
):
    site.files[path] = cut(site.files[path])
    _refused(downloader, invented.one(name), site, r"a file that breaks off.*the file was cut")


def test_it_is_known_which_files_are_whole(downloader: Downloader, site: Site):
    told = {live.name: downloader.get(live).whole for live in invented.small_lists()}
    assert told == {
        "eu_sanctions": False,
        "interpol_red_notices": False,
        "ofac_sdn": True,
        "uk_sanctions": False,
        "un_consolidated": True,
    }
    path = "uk/UK-Sanctions-List.csv"
    site.files[f"{path}.sha256"] = hashlib.sha256(site.files[path]).hexdigest().encode()
    assert downloader.get(invented.one("uk_sanctions")).whole


def test_a_file_too_small_to_be_whole(downloader: Downloader, site: Site):
    live = next(live for live in load_lists() if live.name == "ofac_sdn")
    with pytest.raises(InputError, match=r"bytes from http.*SDN.CSV.*at least 500,000"):
        downloader.get(live)


@pytest.mark.parametrize(
    ("name", "path", "change", "match"),
    [
        ("ofac_sdn", SDN, (b',"individual"', b""), r"a file that begins '1,.*SDN.CSV.*one like"),
        ("ofac_sdn", SDN, (b'1,"', b'ent_num,"'), r"a file that begins 'ent_num,.*one like"),
        ("uk_sanctions", "uk/UK-Sanctions-List.csv", (b"D.O.B", b"Born"), r"without 'D.O.B', from http.*UK-Sanctions"),
        (
            "eu_sanctions",
            "eu/csvFullSanctionsList_1_1.csv",
            (b"WholeName", b"Name"),
            r"without 'NameAlias_WholeName'",
        ),
        ("un_consolidated", "un/consolidated.xml", (b"LISTED_ON", b"LISTED"), r"without '<LISTED_ON>'"),
        (
            "interpol_red_notices",
            "interpol_red_notices/entities.ftm.json",
            (b"properties", b"props"),
            r"without '\"prop",
        ),
    ],
)
def test_a_changed_column(
    downloader: Downloader, site: Site, name: str, path: str, change: tuple[bytes, bytes], match: str
):
    site.files[path] = site.files[path].replace(*change)
    _refused(downloader, invented.one(name), site, match)


@pytest.mark.parametrize(("status", "match"), [(403, r"403 .*MIRROR=URL"), (500, r"500 .*run it again later")])
def test_a_refusing_server(downloader: Downloader, ofac: LiveList, site: Site, status: int, match: str):
    site.faults[ALT] = [Fault(status)]
    _refused(downloader, ofac, site, match)


def test_the_day_of_notices_is_the_day_they_were_last_seen(tmp_path: Path):
    today = datetime.date(2026, 6, 1)
    export, table, bare = tmp_path / "a.json", tmp_path / "b.csv", tmp_path / "c.csv"
    export.write_bytes(invented.notices(seen="2026-05-01") + invented.notices(seen="2026-04-01"))
    table.write_text('name,last_seen\n"x, y",2025-05-23T18:28:10\nz,\n')
    bare.write_text("name\nx\n")
    assert day_of((export,), today) == datetime.date(2026, 5, 1)
    assert day_of((table,), today) == datetime.date(2025, 5, 23)
    assert day_of((bare,), today) == today
    bare.write_text("")
    assert day_of((bare,), today) == today
    table.write_text("name,last_seen\nx,2025-02-30\n")
    with pytest.raises(InputError, match=r"last_seen 2025-02-30; expected a day.*b.csv"):
        day_of((table,), today)
    table.write_text("name,last_seen\nx,2025-05-02\ny,2025-05-01\nz,2025-04-30\n")
    with pytest.raises(InputError, match=r"2025-05-02, in only 1 of 3 rows; expected one day for most"):
        day_of((table,), today)


def test_the_cap_of_a_list_holds_for_its_downloads(downloader: Downloader, ofac: LiveList):
    with pytest.raises(InputError, match=r"more than 10 bytes from "):
        downloader.get(ofac.model_copy(update={"most_bytes": 10}))
