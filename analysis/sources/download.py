"""Downloads of the live lists into ``data/private/downloads``: checked before anything is read from them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pooch

from analysis.core.errors import InputError, some
from analysis.core.files import OWNER_ONLY, PRIVATE, make_private
from analysis.sources.fetch import Fetch, NotThereError, Patience
from analysis.sources.lists import LiveList, Remote, Variant
from analysis.sources.reading import header_of

DOWNLOADS = PRIVATE / "downloads"
HEAD = 1 << 16
ASK_PUBLISHER = (
    "look at the publisher's page, and correct the list's yml in analysis/sources/lists if the format changed"
)
_HTML = re.compile(rb"<(!doctype\s+html|html)\b", re.IGNORECASE)
_HASH = re.compile(r"\b[0-9a-fA-F]{64}\b")
_LAST_SEEN = re.compile(rb'"?last_seen"?\s*[:=]\s*"(\d{4}-\d\d-\d\d)')


@dataclass(frozen=True)
class Download:
    """A list as it lies on disk.

    Parameters
    ----------
    live : LiveList
        Which list.
    variant : Variant
        In which form it was had.
    paths : tuple of Path
        Its files.
    whole : bool
        Whether each file is known to be whole, by a checksum or by an end of its own.
    """

    live: LiveList
    variant: Variant
    paths: tuple[Path, ...]
    whole: bool


@dataclass(frozen=True)
class Downloader:
    """Where lists are read from and kept.

    Parameters
    ----------
    mirror : str
        Address under which all files lie by their names; blank for the publishers' own addresses.
    folder : Path
        Where they are kept, for their owner's eyes only.
    patience : Patience
        When to give up.
    progress : bool
        Whether to show bars.
    """

    mirror: str = ""
    folder: Path = DOWNLOADS
    patience: Patience = field(default_factory=Patience)
    progress: bool = False

    def get(self, live: LiveList) -> Download:
        """Download the files of a list, in the first of its forms that is there.

        Parameters
        ----------
        live : LiveList
            Which list.

        Returns
        -------
        Download
            All files, each checked by its checksum where one is published, its size, its beginning and its columns.

        Raises
        ------
        InputError
            If the list cannot be had, or a file is not what it must be; what was there before is still there.
        """
        make_private(self.folder)
        absent: list[str] = []
        for variant in live.variants if self.mirror else live.variants[:1]:
            try:
                files = [self._file(remote, live) for remote in variant.files]
                return Download(live, variant, tuple(path for path, _ in files), all(told for _, told in files))
            except NotThereError as error:
                if not self.mirror:
                    raise
                absent.append(error.got)
        fix = "put its files on the mirror under their names in analysis/sources/lists, or leave MIRROR out"
        raise InputError("; ".join(absent), f"the files of {live.title} in one of its forms", fix)

    def _file(self, remote: Remote, live: LiveList) -> tuple[Path, bool]:
        """Bring one file, check it, and put it in the place of the one before; tell whether it is known to be whole."""
        url = self._address(remote.name) if self.mirror else remote.url
        path = self.folder / remote.name
        make_private(path.parent)
        fresh = path.with_name(f"{path.name}.new")
        fresh.unlink(missing_ok=True)
        try:
            checksum = self._checksum(remote, url, live)
            self._bring(url, checksum, fresh, live)
            check_file(fresh, remote, url, live)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        return path, checksum is not None or bool(remote.ends)

    def _address(self, name: str) -> str:
        return f"{self.mirror.rstrip('/')}/{quote(name)}"

    def _bring(self, url: str, checksum: str | None, fresh: Path, live: LiveList) -> None:
        part = fresh.with_suffix(".part")

        def download(address: str, output: object, _: object) -> None:
            Fetch(address, part, live.title, self.patience, self.progress).run()
            part.replace(str(output))

        pooch.get_logger().setLevel("ERROR")
        try:
            pooch.retrieve(url, checksum, fname=fresh.name, path=fresh.parent, downloader=download)
        except InputError:
            raise
        except ValueError as error:
            got = f"a file with another checksum than the one published ({error}), from {url} for {live.title}"
            raise InputError(
                got, str(checksum), "run it again; if it stays so, the file is damaged at its source"
            ) from None
        fresh.chmod(OWNER_ONLY)

    def _checksum(self, remote: Remote, url: str, live: LiveList) -> str | None:
        """Give the checksum that the publisher or the mirror states beside the file; None where there is none."""
        if self.mirror:
            held = self._text(f"{url}.sha256", live)
            found = _HASH.search(held) if held is not None else None
            if held is not None and found is None:
                raise InputError(f"no SHA-256 in {url}.sha256", "64 hexadecimal digits", "correct it, or remove it")
            return f"sha256:{found[0].lower()}" if found else None
        held = self._text(remote.index, live) if remote.index else None
        return None if held is None else _stated(held, url)

    def _text(self, url: str, live: LiveList) -> str | None:
        """Read a small text; None where there is none."""
        part = self.folder / "checksum.part"
        part.unlink(missing_ok=True)
        try:
            Fetch(url, part, live.title, self.patience).run()
            return part.read_text(encoding="utf-8", errors="replace")
        except NotThereError:
            return None
        finally:
            part.unlink(missing_ok=True)


def _stated(index: str, url: str) -> str | None:
    """Find the checksum of a file in OpenSanctions' description of a collection (SHA-1); None where it has none."""
    try:
        resources = json.loads(index)["resources"]
        held = next(
            (entry["checksum"] for entry in resources if entry.get("url", "").endswith(url.rsplit("/", 1)[1])), ""
        )
    except (ValueError, KeyError, TypeError):
        return None
    return f"sha1:{held}" if re.fullmatch(r"[0-9a-f]{40}", str(held)) else None


def check_file(path: Path, remote: Remote, url: str, live: LiveList) -> None:
    """Refuse a file that cannot be a whole release of its list.

    Parameters
    ----------
    path : Path
        Where it lies.
    remote : Remote
        What it must look like.
    url : str
        Where it came from, for messages.
    live : LiveList
        Which list, for messages.

    Raises
    ------
    InputError
        If it is an HTML page, too small, begins or ends otherwise, lacks a column, or has rows of another length.
    """
    content = path.read_bytes()
    where = f"from {url} for {live.title}"
    if _HTML.search(content[:2048]):
        fix = f"open {live.page} to see whether the list has moved or is under repair, and run it again later"
        raise InputError(f"an HTML page {where}", f"the file {remote.name}", fix)
    if len(content) < remote.least_bytes:
        fix = "run it again; if it stays so, look at the publisher's page"
        raise InputError(f"{len(content):,} bytes {where}", f"at least {remote.least_bytes:,}", fix)
    _check_beginning(content[:HEAD].decode("utf-8-sig", errors="replace"), remote, where)
    if not _is_ended(content, remote):
        got = f"a file that breaks off, {content[-40:].decode(errors='replace')!r}, {where}"
        raise InputError(got, "its own end, or a last row that is whole", "run it again; the file was cut")


def _check_beginning(head: str, remote: Remote, where: str) -> None:
    if remote.starts and not re.match(remote.starts, head):
        raise InputError(f"a file that begins {head[:40]!r} {where}", f"one like {remote.starts}", ASK_PUBLISHER)
    missing = [column for column in remote.columns if not _holds(head, column, remote)]
    if missing:
        raise InputError(f"no column {some(missing)} {where}", f"{some(remote.columns, 12)}", ASK_PUBLISHER)
    if remote.fields:
        _check_fields(head, remote, where)


def _is_ended(content: bytes, remote: Remote) -> bool:
    """Tell whether a file ends as its format does, or, where that has no end of its own, with a whole row."""
    if remote.ends:
        return re.search(rf"(?:{remote.ends})\s*\Z", content[-200:].decode(errors="replace")) is not None
    text = content.decode("utf-8-sig", errors="replace").rstrip("\r\n \x1a")
    if not remote.name.casefold().endswith(".csv"):
        return _is_json(text.rpartition("\n")[2]) or _is_json(text)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=remote.separator) if row]
    widths = {len(row) for row in rows[:3] if set(remote.columns) <= {name.strip() for name in row}} or {remote.fields}
    return len(rows[-1]) in widths


def _is_json(text: str) -> bool:
    try:
        return bool(json.loads(text))
    except ValueError:
        return False


def _holds(head: str, column: str, remote: Remote) -> bool:
    if column[0] in '<"' or not remote.name.casefold().endswith(".csv"):
        return column in head
    return any(column in header_of(line, remote.separator) for line in head.splitlines()[:3])


def _check_fields(head: str, remote: Remote, where: str) -> None:
    whole = head.rpartition("\n")[0] or head
    for number, row in enumerate(csv.reader(io.StringIO(whole), delimiter=remote.separator), 1):
        if len(row) not in (remote.fields, 0, 1):
            got = f"{len(row)} fields in row {number} {where}"
            raise InputError(got, f"{remote.fields}, as the format has", ASK_PUBLISHER)


def day_of(paths: tuple[Path, ...], today: datetime.date, newest: datetime.date | None = None) -> datetime.date:
    """Give the day on which the notices of an export were last seen on the list.

    Parameters
    ----------
    paths : tuple of Path
        Files of an export of notices.
    today : date
        The day of the download, for exports that state none.
    newest : date, optional
        The newest snapshot that is known.

    Returns
    -------
    date
        The latest ``last_seen``.

    Raises
    ------
    InputError
        If a day is no day or after today, the latest is not that of most rows, or it is before the newest snapshot.
    """
    days = Counter(_day(found, path) for path in paths for found in _last_seen(path))
    latest = max(days, default=today)
    if latest > today:
        ahead = sum(count for day, count in days.items() if day > today)
        got, wanted = f"last_seen {latest}, after today, in {ahead} of {days.total()} rows", f"days up to {today}"
        raise InputError(got, wanted, "correct the clock, or download it again", file=paths[0])
    if 2 * days[latest] < days.total():
        got = f"the latest last_seen, {latest}, in only {days[latest]} of {days.total()} rows"
        raise InputError(got, "one day for most of them", "give an export of one day", file=paths[0])
    if newest is not None and latest < newest:
        got, wanted = f"an export of {latest}", f"one of {newest}, the newest snapshot, or later"
        raise InputError(got, wanted, "download the list of today", file=paths[0])
    return latest


def _day(found: bytes, path: Path) -> datetime.date:
    try:
        return datetime.date.fromisoformat(found.decode())
    except ValueError:
        raise InputError(f"last_seen {found.decode()}", "a day", "download the file again", file=path) from None


def _last_seen(path: Path) -> list[bytes]:
    content = path.read_bytes()
    if path.suffix != ".csv":
        return _LAST_SEEN.findall(content)
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""))
    return [
        (row.get("last_seen") or "")[:10].encode()
        for row in rows
        if re.match(r"\d{4}-\d\d-\d\d", row.get("last_seen") or "")
    ]
