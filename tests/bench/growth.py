"""Growth: what a row costs when there are eight times as many, to read and clean lists and to link them."""

from __future__ import annotations

import datetime
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analysis.persons.designations import clean_designations
from analysis.persons.link import link
from analysis.persons.notice_lists import clean_notices
from tests.bench.linking import persons
from tests.persons.published import OPENSANCTIONS
from tests.persons.samples import SIMPLE_HEADER

FEW, TIMES = 4_000, 8
DAY = datetime.date(2025, 1, 1)
CHARGES = ("murder; theft", "fraud", "participation in an illegal armed formation", "arson; robbery")


def run() -> list[tuple[str, float, float]]:
    """Time each with few rows and with eight times as many, after a first call that loads what is needed.

    Returns
    -------
    list of (str, float, float)
        What, processor seconds a row of many, and a row of few: a ratio of 1 is growth in proportion.
    """
    works: dict[str, Callable[[int], float]] = {
        "read and clean a notice": _notices,
        "read and clean a designation": _designations,
        "link a notice and a designation, as many of each": _linked,
    }
    found = []
    for what, work in works.items():
        work(FEW // 10)
        few, many = work(FEW), work(FEW * TIMES)
        found.append((f"{what}: of {FEW * TIMES:,}, against of {FEW:,} (processor)", many / TIMES, few))
    return [(what, many / FEW, few / FEW) for what, many, few in found]


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _notices(count: int) -> float:
    rows = (
        f'"interpol-red-2024-{number}","Person","{person.names[0]}","","{person.births}","ru;tj","","",'
        f'"""Red Notice - {CHARGES[number % len(CHARGES)]}""","","","INTERPOL Red Notices","2024-01-01","",""\n'
        for number, person in enumerate(persons(count, 7))
    )
    return _cleaned(SIMPLE_HEADER + "".join(rows), lambda path: clean_notices([path], DAY))


def _designations(count: int) -> float:
    rows = (
        f'"NK-{number}","Person","{person.names[0]}","","{person.births}","kp;sy","","","US - SDGT","","","US-SDGT",'
        '"US OFAC Specially Designated Nationals (SDN) List","2023-04-20T10:29:24","",""\n'
        for number, person in enumerate(persons(count, 8))
    )
    return _cleaned(OPENSANCTIONS.head + "".join(rows), lambda path: clean_designations([path]))


def _cleaned(text: str, clean: Callable[[Path], object]) -> float:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "targets.simple.csv"
        path.write_text(text, encoding="utf-8")
        return _seconds(lambda: clean(path))


def _linked(count: int) -> float:
    notices, designations = list(persons(count, 3)), list(persons(count, 4, "UN"))
    return _seconds(lambda: link(notices, designations))
