from __future__ import annotations

import socket
from pathlib import Path
from types import SimpleNamespace

import pytest

from analysis.core.errors import InputError
from analysis.refresh.live import AGENT, Downloader, LiveList, NotThereError
from tests.persons import invented
from tests.refresh.site import Fault, Site

BODY = bytes(range(256)) * 2000


@pytest.fixture
def live(site: Site) -> LiveList:
    site.files["list"] = BODY
    return invented.one("un_consolidated").model_copy(update={"title": "an invented list"})


def read(url: str, live: LiveList) -> bytes:
    return Downloader(folder=Path("/nowhere"))._read(url, live)


def test_the_request_says_who_asks(site: Site, live: LiveList):
    assert read(f"{site.address}/list", live) == BODY
    agent = site.asked[0][1]["User-Agent"]
    assert agent == AGENT
    assert agent.startswith("red-notice-statistics/")
    assert "mozilla" not in agent.casefold()


@pytest.mark.parametrize(
    ("faults", "pauses"),
    [
        ([Fault(500), Fault(503), Fault(502)], [2, 4]),
        ([Fault(429, {"Retry-After": "7"})], [7]),
        ([Fault(429, {"Retry-After": "3600"})], [120]),
    ],
)
def test_a_transient_fault_is_tried_again(
    site: Site, live: LiveList, waits: list[float], faults: list[Fault], pauses: list[float]
):
    site.faults["list"] = faults
    assert read(f"{site.address}/list", live) == BODY
    assert waits == pauses


@pytest.mark.parametrize(
    ("status", "times", "message"),
    [
        (500, 5, r"500 Internal Server Error from http://127.*for an invented list.*run it again later"),
        (206, 1, r"206 Partial Content from http://127.*for an invented list"),
        (401, 1, r"401 .*for an invented list.*MIRROR=URL"),
        (403, 1, r"403 .*for an invented list.*MIRROR=URL"),
    ],
)
def test_a_refusal_is_reported(site: Site, live: LiveList, status: int, times: int, message: str):
    site.lasting, site.faults["list"] = True, [Fault(status)]
    with pytest.raises(InputError, match=message):
        read(f"{site.address}/list", live)
    assert site.times("list") == times


def test_a_missing_file_has_its_own_error(site: Site, live: LiveList):
    with pytest.raises(NotThereError, match=r"404 Not Found from .*/none for an invented list"):
        read(f"{site.address}/none", live)


def test_a_cut_connection_is_refused(site: Site, live: LiveList):
    site.faults["list"] = [Fault(cut_after=50_000)]
    with pytest.raises(InputError, match=r"the connection breaks off.* from http://127.*for an invented list"):
        read(f"{site.address}/list", live)


def test_no_network_at_all(live: LiveList):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(
        InputError, match=r"no complete answer \(the connection is refused\).*an invented list.*check the network"
    ):
        read(f"http://127.0.0.1:{port}/list", live)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://no-such-host.invalid/list", r"no complete answer \(the host's name is not found\)"),
        ("no address", r"no complete answer \((InvalidURL|MissingSchema)\).*address"),
    ],
)
def test_an_address_that_leads_nowhere(live: LiveList, url: str, message: str):
    with pytest.raises(InputError, match=message):
        read(url, live)


def test_a_download_without_end_is_ended_at_the_most_bytes(site: Site, live: LiveList):
    site.faults["list"] = [Fault(endless=b"x" * (1 << 16))]
    with pytest.raises(InputError, match=r"more than 1,000,000 bytes from http://127.*invented list.*raise most_bytes"):
        read(f"{site.address}/list", live.model_copy(update={"most_bytes": 1_000_000}))
    assert site.times("list") == 1


def test_a_download_that_never_ends_is_given_up(site: Site, live: LiveList, monkeypatch: pytest.MonkeyPatch):
    site.faults["list"] = [Fault(endless=b"x")]
    clock = iter(range(0, 10**9, 100))
    monkeypatch.setattr("analysis.refresh.live.time", SimpleNamespace(monotonic=lambda: next(clock)))
    with pytest.raises(InputError, match=r"no end after 1,800 seconds from http://127.*invented list.*run it again"):
        read(f"{site.address}/list", live.model_copy(update={"most_bytes": 10**12}))
