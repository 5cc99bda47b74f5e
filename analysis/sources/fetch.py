"""One file over HTTP: resumed after a cut connection, tried again after a passing fault, never half a file.

The requests say who asks. A refusal is a refusal: nothing pretends to be a browser.
"""

from __future__ import annotations

import datetime
import email.utils
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import IO, NoReturn

import requests
from tqdm import tqdm

from analysis import __version__
from analysis.core.errors import InputError
from analysis.core.files import OWNER_ONLY, write_atomic

AGENT = f"red-notice-statistics/{__version__} (research on INTERPOL Red Notices)"
HEADERS = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Bytes taken at a time; what a cut connection loses is less than this.
CHUNK = 1 << 13
ONLINE = "check the network, then run it again: what was received is kept and the download goes on from there"


class NotThereError(InputError):
    """An address that answers 404 or 410: the file is not there."""


@dataclass(frozen=True)
class Patience:
    """How long to wait, and how often to try again.

    Parameters
    ----------
    tries : int
        Attempts in a row that bring nothing, after which it is given up; an attempt that brings bytes counts anew.
    pause : float
        Seconds before the second attempt; doubled before each further one.
    longest : float
        Longest wait in seconds; a server that asks for more is not waited for.
    connect, silence : float
        Seconds until a connection must stand, and until the next bytes must come.
    sleep : callable
        Waits for a number of seconds.
    """

    tries: int = 4
    pause: float = 1.0
    longest: float = 120.0
    connect: float = 15.0
    silence: float = 60.0
    sleep: Callable[[float], None] = field(default=time.sleep)


@dataclass
class Fetch:
    """The download of one file, what it has so far, and under which name faults are told.

    Parameters
    ----------
    url : str
        Its address.
    part : Path
        Where bytes are kept until the file is whole; what an earlier run left there is gone on from.
    what : str
        Name of the list, for messages.
    patience : Patience
        When to give up.
    progress : bool
        Whether to show a bar.
    """

    url: str
    part: Path
    what: str
    patience: Patience = field(default_factory=Patience)
    progress: bool = False
    started: bool = False

    def run(self) -> None:
        """Bring the whole file into ``part``.

        Raises
        ------
        NotThereError
            If the address has no such file.
        InputError
            If the server refuses or keeps failing, the connection keeps breaking off, or there is no network.
        """
        failures = 0
        while True:
            before = self._size()
            try:
                if self._attempt():
                    self._tag_path().unlink(missing_ok=True)
                    return
                fault: InputError = self._cut()
                wait = None
            except _Passing as passing:
                fault, wait = passing.fault, passing.wait
            failures = 1 if self._size() > before else failures + 1
            if failures >= self.patience.tries:
                raise fault
            self._wait(failures, wait, fault)

    def _wait(self, failures: int, asked: float | None, fault: InputError) -> None:
        if asked is not None and asked > self.patience.longest:
            raise fault
        usual = min(self.patience.pause * 2 ** (failures - 1), self.patience.longest)
        self.patience.sleep(usual if asked is None else asked)

    def _attempt(self) -> bool:
        """Ask once, and take what comes; false where the connection broke off before the end."""
        held = self._size()
        tag = self._tag()
        go_on = held > 0 and (bool(tag) or self.started)
        asks = HEADERS | ({"Range": f"bytes={held}-"} if go_on else {}) | ({"If-Range": tag} if go_on and tag else {})
        patience = self.patience
        try:
            with requests.get(
                self.url, headers=asks, stream=True, timeout=(patience.connect, patience.silence)
            ) as answer:
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

    def _take(self, answer: requests.Response, held: int) -> bool:
        """Append the body to what is held; say whether the file is whole."""
        length = _whole(answer.headers.get("Content-Length"))
        total = None if length is None else held + length
        self._keep_tag(answer.headers)
        self.started = True
        with self._open(held) as stream, self._bar(held, total) as bar:
            for chunk in answer.iter_content(CHUNK):
                stream.write(chunk)
                bar.update(len(chunk))
        return total is None or self._size() == total

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
            raise NotThereError(got, "the file", "look for its new address, and correct analysis/sources/lists")
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

    def _no_network(self, error: Exception) -> InputError:
        return InputError(f"no answer ({_cause(error)}) from {self.url} for {self.what}", "the file", ONLINE)


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
