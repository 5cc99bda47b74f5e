from __future__ import annotations

import datetime
import email.utils
import gzip
import socket
import stat
import time
from pathlib import Path

import pytest

from analysis.core.errors import InputError
from analysis.refresh.live import AGENT, CHUNK, MOST_TRIES, Fetch, Limits, NotThereError, Patience
from tests.refresh.site import Fault, Site

BODY = bytes(range(256)) * 2000


@pytest.fixture
def fetch(site: Site, patience: Patience, tmp_path: Path) -> Fetch:
    site.files["list"] = BODY
    return Fetch(f"{site.address}/list", tmp_path / "list.part", "an invented list", patience)


def test_a_file_arrives_whole_and_for_its_owner_only(fetch: Fetch, site: Site):
    fetch.run()
    assert fetch.part.read_bytes() == BODY
    assert stat.S_IMODE(fetch.part.stat().st_mode) == 0o600
    assert [path.name for path in fetch.part.parent.iterdir()] == ["list.part"]
    assert site.times("list") == 1


def test_the_request_says_who_asks(fetch: Fetch, site: Site):
    fetch.run()
    agent = site.asked[0][1]["User-Agent"]
    assert agent == AGENT
    assert agent.startswith("red-notice-statistics/")
    assert "mozilla" not in agent.casefold()


def test_a_cut_connection_is_gone_on_from(fetch: Fetch, site: Site):
    site.faults["list"] = [Fault(cut_after=12 * CHUNK), Fault(cut_after=18 * CHUNK)]
    fetch.run()
    assert fetch.part.read_bytes() == BODY
    assert [headers.get("Range") for _, headers in site.asked] == [None, f"bytes={12 * CHUNK}-", f"bytes={30 * CHUNK}-"]


def test_a_cut_connection_without_marks_or_ranges_begins_again(fetch: Fetch, site: Site):
    site.tags = site.ranges = False
    site.faults["list"] = [Fault(cut_after=12 * CHUNK)]
    fetch.run()
    assert fetch.part.read_bytes() == BODY


def test_a_later_run_goes_on_where_an_earlier_one_was_cut(fetch: Fetch, site: Site):
    site.lasting, site.faults["list"] = True, [Fault(cut_after=0)]
    site.faults["list"].insert(0, Fault(cut_after=8 * CHUNK))
    with pytest.raises(InputError, match=r"breaks off after 65,536 bytes"):
        fetch.run()
    site.faults.clear()
    Fetch(fetch.url, fetch.part, fetch.what, fetch.patience).run()
    assert fetch.part.read_bytes() == BODY
    assert site.asked[-1][1]["Range"] == "bytes=65536-"


def test_a_part_of_an_older_version_is_not_gone_on_from(fetch: Fetch, site: Site):
    site.lasting, site.faults["list"] = True, [Fault(cut_after=8 * CHUNK), Fault(cut_after=0)]
    with pytest.raises(InputError):
        fetch.run()
    site.faults.clear()
    site.files["list"] = BODY[::-1]
    Fetch(fetch.url, fetch.part, fetch.what, fetch.patience).run()
    assert fetch.part.read_bytes() == BODY[::-1]


def test_a_part_of_unknown_version_is_dropped(fetch: Fetch, site: Site):
    fetch.part.write_bytes(b"stale" * 1000)
    fetch.run()
    assert fetch.part.read_bytes() == BODY
    assert "Range" not in site.asked[0][1]


def test_a_part_longer_than_the_file_is_dropped(fetch: Fetch, site: Site):
    site.lasting, site.faults["list"] = True, [Fault(cut_after=8 * CHUNK), Fault(cut_after=0)]
    with pytest.raises(InputError):
        fetch.run()
    fetch.part.write_bytes(BODY + b"more")
    site.faults.clear()
    Fetch(fetch.url, fetch.part, fetch.what, fetch.patience).run()
    assert fetch.part.read_bytes() == BODY


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_passing_fault_is_tried_again_with_longer_pauses(fetch: Fetch, site: Site, waits: list[float], status: int):
    site.faults["list"] = [Fault(status), Fault(status)]
    fetch.run()
    assert fetch.part.read_bytes() == BODY
    assert waits == [1, 2]


def test_a_lasting_500_is_given_up(fetch: Fetch, site: Site, waits: list[float]):
    site.lasting, site.faults["list"] = True, [Fault(500)]
    with pytest.raises(InputError, match=r"500 Internal Server Error from http://127.*for an invented list, 3 times"):
        fetch.run()
    assert waits == [1, 2]


def test_retry_after_is_honoured(fetch: Fetch, site: Site, waits: list[float]):
    site.faults["list"] = [Fault(429, {"Retry-After": "7"})]
    fetch.run()
    assert waits == [7]


def test_retry_after_may_be_a_date(fetch: Fetch, site: Site, waits: list[float]):
    when = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    site.faults["list"] = [Fault(429, {"Retry-After": email.utils.format_datetime(when, usegmt=True)})]
    fetch.run()
    assert 25 < waits[0] <= 30


def test_a_longer_wait_than_allowed_ends_it_at_once(fetch: Fetch, site: Site, waits: list[float]):
    site.faults["list"] = [Fault(429, {"Retry-After": "3600"})]
    with pytest.raises(InputError, match=r"429 Too Many Requests.*come back in 3600 seconds.*run it again later"):
        fetch.run()
    assert waits == []


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_is_not_tried_again(fetch: Fetch, site: Site, status: int):
    site.faults["list"] = [Fault(status)]
    with pytest.raises(InputError, match=rf"{status} .*for an invented list.*MIRROR=URL"):
        fetch.run()
    assert site.times("list") == 1


def test_a_missing_file_is_told_apart(fetch: Fetch, site: Site):
    site.files.clear()
    with pytest.raises(NotThereError, match=r"404 Not Found from .*/list for an invented list"):
        fetch.run()


def test_no_network_at_all(tmp_path: Path, patience: Patience):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    fetch = Fetch(f"http://127.0.0.1:{port}/list", tmp_path / "part", "an invented list", patience)
    with pytest.raises(
        InputError, match=r"no answer \(the connection is refused\).*for an invented list.*check the network"
    ):
        fetch.run()


def test_a_host_that_is_not_known(tmp_path: Path, patience: Patience):
    fetch = Fetch("http://no-such-host.invalid/list", tmp_path / "part", "an invented list", patience)
    with pytest.raises(InputError, match=r"no answer \(the host's name is not found\)"):
        fetch.run()


def test_an_address_that_is_none(tmp_path: Path, patience: Patience):
    fetch = Fetch("no address", tmp_path / "part", "an invented list", patience)
    with pytest.raises(InputError, match=r"cannot be asked.*for an invented list.*correct the address"):
        fetch.run()


def test_a_download_without_end_is_ended_at_the_most_bytes_and_dropped(fetch: Fetch, site: Site):
    site.faults["list"] = [Fault(endless=b"x" * (1 << 16))]
    fetch.limits = Limits(most_bytes=1_000_000)
    with pytest.raises(InputError, match=r"more than 1,000,000 bytes from http://127.*invented list.*raise most_bytes"):
        fetch.run()
    assert list(fetch.part.parent.iterdir()) == []
    assert site.times("list") == 1


def test_a_file_that_is_announced_as_too_large_is_not_begun(fetch: Fetch, site: Site):
    fetch.limits = Limits(most_bytes=len(BODY) - 1)
    with pytest.raises(InputError, match=rf"a file of {len(BODY):,} bytes from .*expected at most {len(BODY) - 1:,}"):
        fetch.run()
    assert not fetch.part.exists()


def test_a_packed_body_that_swells_is_refused(fetch: Fetch, site: Site):
    bomb = gzip.compress(b"0" * 5_000_000)
    site.faults["list"] = [Fault(body=bomb, headers={"Content-Encoding": "gzip"})]
    with pytest.raises(InputError, match=r"bytes unpacked from [\d,]+ from .*50 times what came where packed"):
        fetch.run()
    assert not fetch.part.exists()


def test_a_download_that_drips_ends_when_the_time_is_over_and_is_kept(fetch: Fetch, site: Site):
    """A byte now and then is never silent for long, and none of them is given on before there are many."""
    site.faults["list"] = [Fault(endless=b"x", pause=0.05)]
    fetch.limits = Limits(until=time.monotonic() + 1)
    with pytest.raises(InputError, match=r"when the time was over; expected the whole list within the most_seconds"):
        fetch.run()
    assert site.times("list") == 1


def test_a_head_that_drips_ends_when_the_time_is_over(fetch: Fetch, site: Site):
    site.faults["list"] = [Fault(slow_head=0.2)]
    fetch.limits, began = Limits(until=time.monotonic() + 1), time.monotonic()
    with pytest.raises(InputError, match=r"when the time was over"):
        fetch.run()
    assert time.monotonic() - began < 5


def test_no_pause_is_begun_that_the_time_does_not_hold(fetch: Fetch, site: Site, waits: list[float]):
    site.faults["list"] = [Fault(429, {"Retry-After": "50"})]
    fetch.limits = Limits(until=time.monotonic() + 20)
    with pytest.raises(InputError, match=r"when the time was over"):
        fetch.run()
    assert waits == []


def test_cuts_at_alternating_sizes_are_given_up(fetch: Fetch, site: Site):
    """Each second try brings more than the one before, and none more than the furthest."""
    site.tags = site.ranges = False
    site.faults["list"] = [Fault(cut_after=CHUNK * (8 if number % 2 else 4)) for number in range(40)]
    with pytest.raises(InputError, match=r"a connection that breaks off"):
        fetch.run()
    assert site.times("list") < 8


def test_a_server_that_brings_a_little_each_time_is_given_up(fetch: Fetch, site: Site):
    site.files["list"] = bytes(200 * CHUNK)
    site.lasting, site.faults["list"] = True, [Fault(cut_after=CHUNK)]
    with pytest.raises(InputError, match=r"a connection that breaks off after"):
        fetch.run()
    assert site.times("list") == MOST_TRIES
