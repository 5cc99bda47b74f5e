"""The live lists: which there are, how they are fetched, and when a download is refused."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO, Literal
from urllib.parse import quote

import requests
from requests.adapters import HTTPAdapter
from tqdm import tqdm
from urllib3 import Retry

from analysis import __version__
from analysis.core import judgement
from analysis.core.dates import whole_day
from analysis.core.errors import InputError, some
from analysis.core.files import OWNER_ONLY, PRIVATE, csv_rows, make_private, relative
from analysis.core.judgement import Entry
from analysis.core.judgement import List as Sender
from analysis.persons.reading import delimited, header_of

FOLDER = Path(__file__).parent / "lists"
DOWNLOADS = PRIVATE / "downloads"
AGENT = f"red-notice-statistics/{__version__} (research on INTERPOL Red Notices)"
#: Answers that may be another a moment later.
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Seconds until a connection must be made, and until the next bytes must come.
TIMEOUT = (15, 60)
#: Bytes read at a time, and bytes of a file in which its header is sought.
CHUNK = HEAD = 1 << 16
#: What a network error says -> its cause in words.
CAUSES = {
    "broken": "the connection breaks off",
    "resol": "the host's name is not found",
    "refused": "the connection is refused",
    "timed out": "the time is over",
    "certificate": "the certificate is not trusted",
}
ASK_PUBLISHER = (
    "look at the publisher's page, and correct the list's yml in analysis/refresh/lists if the format changed"
)
_HTML = re.compile(rb"<(!doctype\s+html|html)\b", re.IGNORECASE)
_HASH = re.compile(r"\b[0-9a-fA-F]{64}\b")
_LAST_SEEN = re.compile(rb'"?last_seen"?\s*[:=]\s*"(\d{4}-\d\d-\d\d)')


class NotThereError(InputError):
    """An address that answers 404 or 410."""


class Remote(Entry):
    """One file of a list."""

    name: str  # its place under a mirror and under data/private/downloads
    url: str = ""  # blank if only mirrors hold it
    index: str = ""  # address that states its checksum; blank for none
    starts: str = ""  # regular expression of its beginning
    ends: str = ""  # of the end of a whole file; blank where its format has none
    columns: Sequence[str] = ()  # words of its beginning; without one the format has changed
    separator: str = ","  # of a csv without header
    fields: int = 0  # of each row of a csv without header
    least_bytes: int = 1  # of a whole release


class Variant(Entry):
    """The files that make up one form of a list, all needed; of notices, whose nationality they state."""

    files: Sequence[Remote]
    nationality: str = ""


class LiveList(Entry):
    """One list that is downloaded."""

    name: str = ""  # that of the yml
    title: str
    page: str
    licence: str
    kind: Literal["notices", "sanctions"]
    least_share: float  # rows as a share of the shipped release
    most_share: float
    least_untold: float  # where nothing tells that a file is whole
    most_bytes: int  # of a file
    variants: Sequence[Variant]  # the publisher's own form first
    list: Sender | Literal[""] = ""  # of sanctions


def load_lists(folder: Path = FOLDER) -> tuple[LiveList, ...]:
    """Read the descriptions of all live lists, in order of their files."""
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise InputError("no list", "one yml per list", "restore the folder", file=relative(folder))
    return tuple(judgement.read(LiveList, path).model_copy(update={"name": path.stem}) for path in paths)


@dataclass(frozen=True)
class Download:
    """A list as it lies on disk, and whether each file is known to be whole (by checksum or its own end)."""

    live: LiveList
    variant: Variant
    paths: tuple[Path, ...]
    whole: bool


@dataclass(frozen=True)
class Downloader:
    """Where lists are read from (blank mirror: the publishers), and the folder that only its owner can read."""

    mirror: str = ""
    folder: Path = DOWNLOADS
    progress: bool = False
    pause: float = 1.0  # seconds before the second retry, doubled before each further one

    def get(self, live: LiveList) -> Download:
        """Download the files of a list in the first form that is there, checked by checksum, size and columns."""
        make_private(self.folder)
        absent: list[str] = []
        for variant in live.variants if self.mirror else live.variants[:1]:
            try:
                files = [self._file(remote, live) for remote in variant.files]
                return Download(live, variant, tuple(path for path, _ in files), all(whole for _, whole in files))
            except NotThereError as error:
                if not self.mirror:
                    raise
                absent.append(error.got)
        fix = "put its files on the mirror under their names in analysis/refresh/lists, or leave MIRROR out"
        raise InputError("; ".join(absent), f"the files of {live.title} in one of its forms", fix)

    def _file(self, remote: Remote, live: LiveList) -> tuple[Path, bool]:
        """Download and check one file, replace the one before; return whether it is known to be whole."""
        url = f"{self.mirror.rstrip('/')}/{quote(remote.name)}" if self.mirror else remote.url
        path = self.folder / remote.name
        make_private(path.parent)
        fresh = path.with_name(f"{path.name}.new")
        fresh.unlink(missing_ok=True)
        try:
            checksum = self._checksum(remote, url, live)
            with fresh.open("xb") as stream:
                fresh.chmod(OWNER_ONLY)
                self._read(url, stream, live)
            _check_sum(fresh, checksum, f"from {url} for {live.title}")
            check_file(fresh, remote, url, live)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        return path, bool(checksum or remote.ends)

    def _read(self, url: str, stream: IO[bytes], live: LiveList) -> None:
        """Copy what an address answers, up to the most bytes of its list."""
        retry = Retry(
            total=4, status_forcelist=TRANSIENT, backoff_factor=self.pause, respect_retry_after_header=True,
            retry_after_max=120, raise_on_status=False,
        )  # fmt: skip
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        where, size = f"from {url} for {live.title}", 0
        try:
            with requests.Session() as session:
                for scheme in ("https://", "http://"):
                    session.mount(scheme, HTTPAdapter(max_retries=retry))
                answer = session.get(url, headers=headers, stream=True, timeout=TIMEOUT)
                _check_status(answer, where)
                total = int(answer.headers.get("Content-Length", 0)) or None
                with tqdm(total=total, unit="B", unit_scale=True, disable=not self.progress, leave=False) as bar:
                    for chunk in answer.iter_content(CHUNK):
                        size += len(chunk)
                        if size > live.most_bytes:
                            fix = "if the list has really grown, raise most_bytes of its yml in analysis/refresh/lists"
                            raise InputError(f"more than {live.most_bytes:,} bytes {where}", "fewer", fix)
                        stream.write(chunk)
                        bar.update(len(chunk))
        except requests.RequestException as error:
            text = str(error).casefold()
            cause = next((words for sign, words in CAUSES.items() if sign in text), type(error).__name__)
            fix = "check the network and the address, then run it again"
            raise InputError(f"no whole answer ({cause}) {where}", "the file", fix) from None

    def _checksum(self, remote: Remote, url: str, live: LiveList) -> str:
        """Read the checksum that the mirror, or OpenSanctions' index, states of a file; blank where none is stated."""
        if self.mirror:
            text = self._text(f"{url}.sha256", live)
            stated = _HASH.search(text)
            if text and stated is None:
                raise InputError(f"no SHA-256 in {url}.sha256", "64 hexadecimal digits", "correct it, or remove it")
            return stated[0].lower() if stated else ""
        try:
            resources = json.loads(self._text(remote.index, live))["resources"] if remote.index else []
            ending = url.rsplit("/", 1)[1]
            return str(next(entry["checksum"] for entry in resources if entry.get("url", "").endswith(ending)))
        except (ValueError, KeyError, TypeError, StopIteration):
            return ""

    def _text(self, url: str, live: LiveList) -> str:
        """Text at an address; blank where there is none."""
        stream = io.BytesIO()
        try:
            self._read(url, stream, live)
        except NotThereError:
            return ""
        return stream.getvalue().decode(errors="replace")


def _check_sum(path: Path, checksum: str, where: str) -> None:
    """Compare a file with its SHA-256 or, by its length, SHA-1."""
    algorithm = {64: "sha256", 40: "sha1"}.get(len(checksum))
    if algorithm and hashlib.new(algorithm, path.read_bytes(), usedforsecurity=False).hexdigest() != checksum:
        fix = "run it again; if it stays so, the file is damaged at its source"
        raise InputError(f"a file with another checksum than the one published, {where}", checksum, fix)


def _check_status(answer: requests.Response, where: str) -> None:
    code = answer.status_code
    if code == HTTPStatus.OK:
        return
    got = f"{code} {answer.reason} {where}"
    if code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise NotThereError(got, "the file", "look for its new address, and correct analysis/refresh/lists")
    refused = "ask the publisher for access, or read the list from a mirror with MIRROR=URL"
    raise InputError(got, "the file", "run it again later" if code in TRANSIENT else refused)


def check_file(path: Path, remote: Remote, url: str, live: LiveList) -> None:
    """Refuse a file that cannot be a whole release of its list."""
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
    searched: str | set[str] = head
    if remote.name.casefold().endswith(".csv") and not any(column[0] in '<"' for column in remote.columns):
        searched = {name for line in head.splitlines()[:3] for name in header_of(line, remote.separator)}
    missing = [column for column in remote.columns if column not in searched]
    if missing:
        raise InputError(f"no column {some(missing)} {where}", f"{some(remote.columns, 12)}", ASK_PUBLISHER)
    whole = head.rpartition("\n")[0] or head
    rows = csv_rows(whole, remote.name, delimiter=remote.separator) if remote.fields else []
    for number, (_, row) in enumerate(rows, 1):
        if len(row) not in (remote.fields, 0, 1):
            got = f"{len(row)} fields in row {number} {where}"
            raise InputError(got, f"{remote.fields}, as the format has", ASK_PUBLISHER)


def _is_ended(content: bytes, remote: Remote) -> bool:
    """Whether a file ends as its format does, or, where that has no end of its own, with a whole row."""
    if remote.ends:
        return re.search(rf"(?:{remote.ends})\s*\Z", content[-200:].decode(errors="replace")) is not None
    text = content.decode("utf-8-sig", errors="replace").rstrip("\r\n \x1a")
    if not remote.name.casefold().endswith(".csv"):
        return _is_json(text.rpartition("\n")[2]) or _is_json(text)
    rows = [row for _, row in csv_rows(text, remote.name, delimiter=remote.separator) if row]
    widths = {len(row) for row in rows[:3] if set(remote.columns) <= {name.strip() for name in row}} or {remote.fields}
    return len(rows[-1]) in widths


def _is_json(text: str) -> bool:
    try:
        return bool(json.loads(text))
    except ValueError:
        return False


def day_of(paths: tuple[Path, ...], today: datetime.date, newest: datetime.date | None = None) -> datetime.date:
    """Day on which the notices of an export were last seen on the list: the latest ``last_seen``."""
    days: Counter[datetime.date] = Counter()
    for path in paths:
        for text in _last_seen(path):
            day = whole_day(text)
            if day is None:
                raise InputError(f"last_seen {text}", "a day", "download the file again", file=path)
            days[day] += 1
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


def _last_seen(path: Path) -> list[str]:
    content = path.read_bytes()
    if path.suffix != ".csv":
        return [day.decode() for day in _LAST_SEEN.findall(content)]
    text = content.decode("utf-8-sig", errors="replace")
    header, *rows = [row for _, row in delimited(text, ",", path)] or [[]]
    days = [dict(zip(header, row, strict=False)).get("last_seen", "")[:10] for row in rows]
    return [day for day in days if re.fullmatch(r"\d{4}-\d\d-\d\d", day)]
