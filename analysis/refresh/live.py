"""The live lists: which there are, how they are fetched, and when a download is refused."""

from __future__ import annotations

import contextlib
import datetime
import email.utils
import itertools
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Literal, NoReturn
from urllib.parse import quote

import pooch
import requests
from tqdm import tqdm

from analysis import __version__
from analysis.core import hand
from analysis.core.dates import whole_day
from analysis.core.errors import InputError, some
from analysis.core.files import OWNER_ONLY, PRIVATE, csv_rows, make_private, relative, write_atomic
from analysis.core.judgement import Entry
from analysis.core.judgement import List as Sender
from analysis.persons.reading import delimited, header_of

AGENT = f"red-notice-statistics/{__version__} (research on INTERPOL Red Notices)"


HEADERS = {"User-Agent": AGENT, "Accept-Encoding": "identity"}


PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


#: Bytes taken at a time; what a cut connection loses is less than this.
CHUNK = 1 << 13


ONLINE = "check the network, then run it again: what was received is kept and the download goes on from there"


LATE = "run it again: what was received is kept; if it stays so, raise most_seconds in analysis/refresh/lists"


LOOK_AT_LIMITS = (
    "look at the publisher's page; if the list has grown so large, raise most_bytes or most_ratio of its yml in "
    "analysis/refresh/lists"
)


class NotThereError(InputError):
    """An address that answers 404 or 410: the file is not there."""


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds, and how often to try again."""

    tries: int = 4  # in a row that bring nothing
    pause: float = 1.0  # before the second; doubled before each further one
    longest: float = 120.0  # a server that asks for more is not waited for
    connect: float = 15.0  # until it must stand
    silence: float = 60.0  # until the next bytes must come
    sleep: Callable[[float], None] = field(default=time.sleep)


@dataclass(frozen=True)
class Limits:
    """What no download of a list may exceed, however its server behaves."""

    most_bytes: int = 10_000_000  # of a file
    most_ratio: float = 50.0  # of a file that is packed on its way, to what came
    until: float = float("inf")  # on the clock of `time.monotonic`

    def left(self) -> float:
        """Give the seconds that are left."""
        return self.until - time.monotonic()


#: How often an address is asked in all: one that brings a little each time would never fail.
MOST_TRIES = 50


@dataclass
class Fetch:
    """The download of one file, what it has so far, and under which name faults are told."""

    url: str
    part: Path  # bytes until the file is whole; an earlier run is gone on from
    what: str  # for messages
    patience: Patience = field(default_factory=Patience)
    progress: bool = False
    started: bool = False
    limits: Limits = field(default_factory=Limits)

    def run(self) -> None:
        """Bring the whole file into ``part``; what exceeds a limit is dropped."""
        try:
            self._run()
        except _EndlessError:
            self.part.unlink(missing_ok=True)
            self._tag_path().unlink(missing_ok=True)
            raise

    def _run(self) -> None:
        failures, furthest = 0, self._size()
        for tries in itertools.count(1):
            try:
                if self._attempt():
                    self._tag_path().unlink(missing_ok=True)
                    return
                fault: InputError = self._cut()
                wait = None
            except _Passing as passing:
                fault, wait = passing.fault, passing.wait
            failures = 1 if self._size() > furthest else failures + 1
            furthest = max(furthest, self._size())
            if failures >= self.patience.tries or tries >= MOST_TRIES:
                raise fault
            self._wait(failures, wait, fault)

    def _wait(self, failures: int, asked: float | None, fault: InputError) -> None:
        if asked is not None and asked > self.patience.longest:
            raise fault
        usual = min(self.patience.pause * 2 ** (failures - 1), self.patience.longest)
        pause = usual if asked is None else asked
        if pause > self.limits.left():
            raise self._late()
        self.patience.sleep(pause)

    def _attempt(self) -> bool:
        """Ask once, and take what comes; false where the connection broke off before the end."""
        held = self._size()
        if self.limits.left() <= 0:
            raise self._late()
        left = self.limits.left()
        waits = min(self.patience.connect, left), min(self.patience.silence, left)
        try:
            with self._answer(held, waits) as answer:
                if answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                    self.part.unlink(missing_ok=True)
                    return False
                self._check_status(answer)
                return self._take(answer, held if _goes_on_from(answer, held) else 0)
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
            return False
        except (requests.Timeout, requests.ConnectionError) as error:
            if self._size() > held:
                return False
            raise _Passing(self._no_network(error), None) from None
        except requests.RequestException as error:
            raise self._refused(f"an address that cannot be asked ({error})", "correct the address") from None

    def _answer(self, held: int, waits: tuple[float, float]) -> requests.Response:
        """Ask, and wait for the head of the answer while there is time: a server may send it letter by letter."""
        came: SimpleQueue[requests.Response | BaseException] = SimpleQueue()

        def ask() -> None:
            try:
                came.put(requests.get(self.url, headers=self._asks(held), stream=True, timeout=waits))
            except BaseException as error:
                came.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = came.get(timeout=min(self.limits.left(), threading.TIMEOUT_MAX))
        except Empty:
            raise self._late() from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _asks(self, held: int) -> dict[str, str]:
        """Give the headers of a request, which goes on from what is held of the same version."""
        tag = self._tag()
        go_on = held > 0 and (bool(tag) or self.started)
        return HEADERS | ({"Range": f"bytes={held}-"} if go_on else {}) | ({"If-Range": tag} if go_on and tag else {})

    def _take(self, answer: requests.Response, held: int) -> bool:
        """Append the body to what is held; say whether the file is whole."""
        length = _whole(answer.headers.get("Content-Length"))
        total = None if length is None else held + length
        if total is not None and total > self.limits.most_bytes:
            raise self._endless(f"a file of {total:,} bytes")
        self._keep_tag(answer.headers)
        self.started = True
        with self._open(held) as stream, self._bar(held, total) as bar, self._ended_in_time(answer):
            for chunk in answer.iter_content(CHUNK):
                held += len(chunk)
                self._check(held, answer)
                stream.write(chunk)
                bar.update(len(chunk))
        if self.limits.left() <= 0:
            raise self._late()
        return total is None or self._size() == total

    @contextmanager
    def _ended_in_time(self, answer: requests.Response) -> Iterator[None]:
        """End the connection when the time is over: one that drips never falls silent for long enough."""
        watch = threading.Timer(min(self.limits.left(), threading.TIMEOUT_MAX), _hang_up, [answer])
        watch.daemon = True
        watch.start()
        try:
            yield
        except (requests.RequestException, OSError):
            if self.limits.left() <= 0:
                raise self._late() from None
            raise
        finally:
            watch.cancel()

    def _check(self, held: int, answer: requests.Response) -> None:
        if held > self.limits.most_bytes:
            raise self._endless(f"more than {self.limits.most_bytes:,} bytes")
        came = answer.raw.tell()
        if "Content-Encoding" in answer.headers and held > max(CHUNK, came) * self.limits.most_ratio:
            raise self._endless(f"{held:,} bytes unpacked from {came:,}")
        if self.limits.left() <= 0:
            raise self._late()

    def _open(self, held: int) -> IO[bytes]:
        if not held:
            self.part.touch(mode=OWNER_ONLY)
            self.part.chmod(OWNER_ONLY)
        return self.part.open("ab" if held else "wb")

    def _bar(self, held: int, total: int | None) -> tqdm[NoReturn]:
        return tqdm(
            total=total, initial=held, unit="B", unit_scale=True, desc=self.what, disable=not self.progress, leave=False
        )

    def _size(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def _tag_path(self) -> Path:
        return self.part.with_name(f"{self.part.name}.tag")

    def _tag(self) -> str:
        """Give the mark by which the server knows the version that the part belongs to; blank for none."""
        try:
            held = json.loads(self._tag_path().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return str(held.get("tag", "")) if isinstance(held, dict) and held.get("url") == self.url else ""

    def _keep_tag(self, headers: Mapping[str, str]) -> None:
        tag = headers.get("ETag", "")
        mark = tag if tag and not tag.startswith("W/") else headers.get("Last-Modified", "")
        write_atomic(self._tag_path(), json.dumps({"url": self.url, "tag": mark}))

    def _check_status(self, answer: requests.Response) -> None:
        code = answer.status_code
        if code in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            return
        got = f"{code} {answer.reason} from {self.url} for {self.what}"
        if code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            raise NotThereError(got, "the file", "look for its new address, and correct analysis/refresh/lists")
        if code not in PASSING:
            raise self._refused(got, "ask the publisher for access, or read the list from a mirror with MIRROR=URL")
        wait = _retry_after(answer.headers.get("Retry-After"))
        asks = f", which asks to come back in {wait:.0f} seconds" if wait is not None else ""
        fault = InputError(f"{got}{asks}, {self.patience.tries} times", "the file", "run it again later")
        raise _Passing(fault, wait)

    def _refused(self, got: str, fix: str) -> InputError:
        return InputError(got if self.what in got else f"{got} for {self.what}", "the file", fix)

    def _cut(self) -> InputError:
        got = f"a connection that breaks off after {self._size():,} bytes, from {self.url} for {self.what}"
        return InputError(got, "the whole file", ONLINE)

    def _endless(self, got: str) -> InputError:
        expected = f"at most {self.limits.most_bytes:,}, and {self.limits.most_ratio:g} times what came where packed"
        return _EndlessError(f"{got} from {self.url} for {self.what}", expected, LOOK_AT_LIMITS)

    def _late(self) -> InputError:
        got = f"{self._size():,} bytes from {self.url} for {self.what} when the time was over"
        return InputError(got, "the whole list within the most_seconds of its yml", LATE)

    def _no_network(self, error: Exception) -> InputError:
        return InputError(f"no answer ({_cause(error)}) from {self.url} for {self.what}", "the file", ONLINE)


class _EndlessError(InputError):
    """A file larger than its list can be: what was received of it is worth nothing."""


def _hang_up(answer: requests.Response) -> None:
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        answer.raw.shutdown()


class _Passing(Exception):  # noqa: N818
    """A fault that may pass; with the seconds that the server asks to wait, if it does."""

    def __init__(self, fault: InputError, wait: float | None) -> None:
        self.fault, self.wait = fault, wait
        super().__init__(str(fault))


def _cause(error: Exception) -> str:
    """Say in words why there was no answer."""
    said = str(error).casefold()
    causes = {
        "resol": "the host's name is not found",
        "refused": "the connection is refused",
        "timed out": "the time is over",
        "certificate": "the certificate is not trusted",
    }
    return next((words for mark, words in causes.items() if mark in said), type(error).__name__)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _goes_on_from(answer: requests.Response, held: int) -> bool:
    start = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return answer.status_code == HTTPStatus.PARTIAL_CONTENT and start == str(held)


def _retry_after(text: str | None) -> float | None:
    """Read the header Retry-After (RFC 9110, 10.2.3): seconds, or a date; None where there is none."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        when = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    now = datetime.datetime.now(when.tzinfo)
    return max(0.0, (when - now).total_seconds())


FOLDER = Path(__file__).parent / "lists"


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
    most_ratio: float  # of a file that its server packs, to what came
    most_seconds: float  # for all of its files, pauses too
    variants: Sequence[Variant]  # the publisher's own form first
    list: Sender | Literal[""] = ""  # of sanctions


def load_lists(folder: Path = FOLDER) -> tuple[LiveList, ...]:
    """Read the descriptions of all live lists, in order of their files."""
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise InputError("no list", "one yml per list", "restore the folder", file=relative(folder))
    return tuple(hand.read(LiveList, path).model_copy(update={"name": path.stem}) for path in paths)


DOWNLOADS = PRIVATE / "downloads"


HEAD = 1 << 16


ASK_PUBLISHER = (
    "look at the publisher's page, and correct the list's yml in analysis/refresh/lists if the format changed"
)


_HTML = re.compile(rb"<(!doctype\s+html|html)\b", re.IGNORECASE)


_HASH = re.compile(r"\b[0-9a-fA-F]{64}\b")


_LAST_SEEN = re.compile(rb'"?last_seen"?\s*[:=]\s*"(\d{4}-\d\d-\d\d)')


@dataclass(frozen=True)
class Download:
    """A list as it lies on disk, and whether each file is known to be whole (by checksum or its own end)."""

    live: LiveList
    variant: Variant
    paths: tuple[Path, ...]
    whole: bool


@dataclass(frozen=True)
class Downloader:
    """Where lists are read from (blank mirror: the publishers) and kept, for their owner's eyes only."""

    mirror: str = ""
    folder: Path = DOWNLOADS
    patience: Patience = field(default_factory=Patience)
    progress: bool = False

    def get(self, live: LiveList) -> Download:
        """Download the files of a list in the first form that is there, checked by checksum, size and columns."""
        make_private(self.folder)
        absent: list[str] = []
        limits = Limits(live.most_bytes, live.most_ratio, time.monotonic() + live.most_seconds)
        for variant in live.variants if self.mirror else live.variants[:1]:
            try:
                files = [self._file(remote, live, limits) for remote in variant.files]
                return Download(live, variant, tuple(path for path, _ in files), all(told for _, told in files))
            except NotThereError as error:
                if not self.mirror:
                    raise
                absent.append(error.got)
        fix = "put its files on the mirror under their names in analysis/refresh/lists, or leave MIRROR out"
        raise InputError("; ".join(absent), f"the files of {live.title} in one of its forms", fix)

    def _file(self, remote: Remote, live: LiveList, limits: Limits) -> tuple[Path, bool]:
        """Bring one file, check it, and put it in the place of the one before; tell whether it is known to be whole."""
        url = self._address(remote.name) if self.mirror else remote.url
        path = self.folder / remote.name
        make_private(path.parent)
        fresh = path.with_name(f"{path.name}.new")
        fresh.unlink(missing_ok=True)
        try:
            checksum = self._checksum(remote, url, live, limits)
            self._bring(url, checksum, fresh, live, limits)
            check_file(fresh, remote, url, live)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        return path, checksum is not None or bool(remote.ends)

    def _address(self, name: str) -> str:
        return f"{self.mirror.rstrip('/')}/{quote(name)}"

    def _bring(self, url: str, checksum: str | None, fresh: Path, live: LiveList, limits: Limits) -> None:
        part = fresh.with_suffix(".part")

        def download(address: str, output: object, _: object) -> None:
            Fetch(address, part, live.title, self.patience, self.progress, limits=limits).run()
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

    def _checksum(self, remote: Remote, url: str, live: LiveList, limits: Limits) -> str | None:
        """Give the checksum that the publisher or the mirror states beside the file; None where there is none."""
        if self.mirror:
            held = self._text(f"{url}.sha256", live, limits)
            found = _HASH.search(held) if held is not None else None
            if held is not None and found is None:
                raise InputError(f"no SHA-256 in {url}.sha256", "64 hexadecimal digits", "correct it, or remove it")
            return f"sha256:{found[0].lower()}" if found else None
        held = self._text(remote.index, live, limits) if remote.index else None
        return None if held is None else _stated(held, url)

    def _text(self, url: str, live: LiveList, limits: Limits) -> str | None:
        """Read a small text; None where there is none."""
        part = self.folder / "checksum.part"
        part.unlink(missing_ok=True)
        try:
            Fetch(url, part, live.title, self.patience, limits=replace(Limits(), until=limits.until)).run()
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
    rows = [row for _, row in csv_rows(text, remote.name, delimiter=remote.separator) if row]
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
    for number, (_, row) in enumerate(csv_rows(whole, remote.name, delimiter=remote.separator), 1):
        if len(row) not in (remote.fields, 0, 1):
            got = f"{len(row)} fields in row {number} {where}"
            raise InputError(got, f"{remote.fields}, as the format has", ASK_PUBLISHER)


def day_of(paths: tuple[Path, ...], today: datetime.date, newest: datetime.date | None = None) -> datetime.date:
    """Give the day on which the notices of an export were last seen on the list: the latest ``last_seen``."""
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
    day = whole_day(found.decode())
    if day is None:
        raise InputError(f"last_seen {found.decode()}", "a day", "download the file again", file=path)
    return day


def _last_seen(path: Path) -> list[bytes]:
    content = path.read_bytes()
    if path.suffix != ".csv":
        return _LAST_SEEN.findall(content)
    text = content.decode("utf-8-sig", errors="replace")
    header, *rows = [row for _, row in delimited(text, ",", path)] or [[]]
    held = [dict(zip(header, row, strict=False)).get("last_seen", "")[:10] for row in rows]
    return [day.encode() for day in held if re.fullmatch(r"\d{4}-\d\d-\d\d", day)]
