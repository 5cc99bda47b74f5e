"""The live lists: which there are, how they are fetched, and when a download is refused."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pandas as pd
import requests
from requests.adapters import HTTPAdapter
from tqdm import tqdm
from urllib3 import Retry

from analysis import __version__
from analysis.core import judgement
from analysis.core.dates import whole_day
from analysis.core.errors import InputError, some
from analysis.core.files import PRIVATE, make_private, relative, write_atomic
from analysis.core.hand_models import Entry
from analysis.core.hand_models import List as Sender
from analysis.core.messages import label

FOLDER = Path(__file__).parent / "lists"
DOWNLOADS = PRIVATE / "downloads"
AGENT = f"red-notice-statistics/{__version__} (research on INTERPOL Red Notices)"
#: Answers that may be another a moment later.
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Seconds until a connection must be made, and until the next bytes must come.
TIMEOUT = (15, 60)
#: Seconds that one file may take in all; the largest takes a minute.
LONGEST = 1800
#: Bytes read at a time, and bytes of a file in which its columns are sought.
CHUNK = HEAD = 1 << 16
#: What a network error says, by which its cause is put in words.
CAUSES = ("broken", "resol", "refused", "timed out", "certificate")


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
    separator: str = ","  # of a csv
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
        fix = "put its files on the mirror under their names in analysis/refresh/lists, or drop MIRROR"
        raise InputError("; ".join(absent), f"the files of {live.title} in one of its forms", fix)

    def _file(self, remote: Remote, live: LiveList) -> tuple[Path, bool]:
        """Download and check one file, replace the one before; return whether it is known to be whole."""
        url = f"{self.mirror.rstrip('/')}/{quote(remote.name)}" if self.mirror else remote.url
        checksum, content = self._checksum(remote, url, live), self._read(url, live)
        where = f"from {url} for {live.title}"
        algorithm = {64: "sha256", 40: "sha1"}.get(len(checksum))
        if algorithm and hashlib.new(algorithm, content, usedforsecurity=False).hexdigest() != checksum:
            fix = "run it again; if this happens again, the file is damaged at its source"
            raise InputError(f"a file that does not match its published checksum, {where}", checksum, fix)
        check_content(content, remote, live, where)
        path = self.folder / remote.name
        make_private(path.parent, self.folder)
        write_atomic(path, content)
        return path, bool(checksum or remote.ends)

    def _read(self, url: str, live: LiveList) -> bytes:
        """What an address answers, up to the most bytes of its list."""
        retry = Retry(
            total=4,
            status_forcelist=TRANSIENT,
            backoff_factor=self.pause,
            respect_retry_after_header=True,
            retry_after_max=120,
            raise_on_status=False,
        )
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        where, content, begun = f"from {url} for {live.title}", bytearray(), time.monotonic()
        try:
            with requests.Session() as session:
                for scheme in ("https://", "http://"):
                    session.mount(scheme, HTTPAdapter(max_retries=retry))
                answer = session.get(url, headers=headers, stream=True, timeout=TIMEOUT)
                _check_status(answer, where)
                for chunk in tqdm(answer.iter_content(CHUNK), unit=" parts", disable=None, leave=False):
                    content += chunk
                    if len(content) > live.most_bytes:
                        fix = "if the list has really grown, raise most_bytes of its yml in analysis/refresh/lists"
                        raise InputError(f"more than {live.most_bytes:,} bytes {where}", "fewer", fix)
                    if time.monotonic() - begun > LONGEST:
                        fix = "run it again later, or read the list from a mirror with MIRROR=URL"
                        raise InputError(f"no end after {LONGEST:,} seconds {where}", "the file", fix)
        except requests.RequestException as error:
            text = str(error).casefold()
            cause = next((label(sign, "network-cause") for sign in CAUSES if sign in text), type(error).__name__)
            fix = "check the network and the address, then run it again"
            raise InputError(f"no complete answer ({cause}) {where}", "the file", fix) from None
        return bytes(content)

    def _checksum(self, remote: Remote, url: str, live: LiveList) -> str:
        """Read the checksum that the mirror, or OpenSanctions' index, states of a file; blank where none is stated."""
        address = f"{url}.sha256" if self.mirror else remote.index
        try:
            text = self._read(address, live).decode(errors="replace") if address else ""
        except NotThereError:
            text = ""
        if not text:
            return ""
        if self.mirror:
            stated = re.search(r"\b[0-9a-fA-F]{64}\b", text)
            if stated is None:
                raise InputError(f"no SHA-256 in {address}", "64 hexadecimal digits", "correct it, or remove it")
            return stated[0].lower()
        try:
            resources, ending = json.loads(text)["resources"], url.rsplit("/", 1)[1]
            return str(next(entry["checksum"] for entry in resources if entry.get("url", "").endswith(ending)))
        except (ValueError, KeyError, TypeError, StopIteration):
            return ""


def _check_status(answer: requests.Response, where: str) -> None:
    code = answer.status_code
    if code == HTTPStatus.OK:
        return
    got = f"{code} {answer.reason} {where}"
    if code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise NotThereError(got, "the file", "look for its new address, and correct analysis/refresh/lists")
    refused = "ask the publisher for access, or read the list from a mirror with MIRROR=URL"
    raise InputError(got, "the file", "run it again later" if code in TRANSIENT else refused)


def check_content(content: bytes, remote: Remote, live: LiveList, where: str) -> None:
    """Refuse a file that cannot be a whole release of its list."""
    head = content[:HEAD].decode("utf-8-sig", errors="replace")
    missing = [column for column in remote.columns if column not in head]
    if missing or not re.match(remote.starts, head):
        got = f"a file that begins {head[:40]!r}{f', without {some(missing)},' if missing else ''} {where}"
        fix = f"open {live.page} to see whether the list is under repair or has changed; if it has, correct its yml"
        raise InputError(got, f"{some(remote.columns, 12)}" if missing else f"one like {remote.starts}", fix)
    if len(content) < remote.least_bytes:
        fix = "run it again; if this happens again, look at the publisher's page"
        raise InputError(f"{len(content):,} bytes {where}", f"at least {remote.least_bytes:,}", fix)
    if not _is_ended(content, remote):
        got = f"a file that breaks off, {content[-40:].decode(errors='replace')!r}, {where}"
        raise InputError(got, "its end mark, or a complete last row", "run it again; the file was cut off")


def _is_ended(content: bytes, remote: Remote) -> bool:
    """Whether a file ends as its format does, or, where that has no end of its own, with a whole row."""
    if remote.ends:
        return re.search(rf"(?:{remote.ends})\s*\Z", content[-200:].decode(errors="replace")) is not None
    text = content.decode("utf-8-sig", errors="replace").rstrip()
    if remote.name.endswith(".csv"):
        *_, before, last = csv.reader(io.StringIO(text), delimiter=remote.separator)
        return len(last) == len(before)
    try:
        return bool(json.loads(text.rpartition("\n")[2]))
    except ValueError:
        return False


def day_of(paths: tuple[Path, ...], today: datetime.date, newest: datetime.date | None = None) -> datetime.date:
    """Day on which the notices of an export were last seen on the list: the latest ``last_seen``."""
    texts = pd.Series([text for path in paths for text in _last_seen(path)], dtype="str")
    days = texts.map(whole_day)
    if days.isna().any():
        raise InputError(f"last_seen {texts[days.isna()].iloc[0]}", "a day", "download the file again", file=paths[0])
    latest = max(days, default=today)
    rows, ahead = (days == latest).sum(), (days > today).sum()
    if ahead:
        got, wanted = f"last_seen {latest}, after today, in {ahead} of {len(days)} rows", f"days up to {today}"
        raise InputError(got, wanted, "correct the clock, or download it again", file=paths[0])
    if 2 * rows < len(days):
        got = f"the latest last_seen, {latest}, in only {rows} of {len(days)} rows"
        raise InputError(got, "one day for most of them", "use an export of one day", file=paths[0])
    if newest is not None and latest < newest:
        got, wanted = f"an export of {latest}", f"one of {newest}, the newest snapshot, or later"
        raise InputError(got, wanted, "download the list of today", file=paths[0])
    return latest


def _last_seen(path: Path) -> list[str]:
    """Days that an export states of its notices, as JSON or as a csv."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if path.suffix != ".csv":
        return re.findall(r'"last_seen"\s*:\s*"(\d{4}-\d\d-\d\d)', text)
    days = (row.get("last_seen") or "" for row in csv.DictReader(io.StringIO(text)))
    return [day[:10] for day in days if day]
