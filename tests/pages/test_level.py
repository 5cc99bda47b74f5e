"""The level that a reader asks for reaches every interval; complete counts have none; few rows have no percentage."""

import csv
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from nbformat import NotebookNode

from analysis.core.files import NOTEBOOKS
from analysis.pages.catalogue import Job
from analysis.publish.build import NUMBERS, contents
from analysis.publish.notebook import execute
from tests.page import Element, Page

#: A level in words, with anything between number and sign; not a letter of an address such as %95%E8.
#: A probability under coding error, "above 95 %", is no level.
NINETY_FIVE = re.compile(
    r"(?<![\d.,])(?<!above )(?<!above\n)95(\s|&nbsp;|&#160;|\u00a0|\u202f)*(%(?![0-9A-F]{2})|per ?cent)"
)
ASKED = {"country": "RUS", "level": 0.9}
EACH = (pytest.param("country_profile", marks=pytest.mark.thorough),)
#: Intervals of chance; of counted rows only those that were coded twice, which are a sample, have one.
RECALL = {f"cases.{name}" for name in ("recall", "recall_elsewhere", "recall_pace", "recall_fair_trials")}
CHANCE_OF_COUNTS = re.compile(r"exact Poisson|Wilson|Clopper|exact conditional")


@cache
def executed(name: str) -> NotebookNode:
    return execute(NOTEBOOKS / f"{name}.ipynb", ASKED)


@cache
def files(name: str) -> dict[str, bytes]:
    made = contents(Job("RUS", name, ASKED))
    return {path: made[path] for path in made if path != NUMBERS}  # the table of all estimates has default choices


@pytest.mark.parametrize("name", EACH)
def test_no_other_level_stands_in_the_notebook(name: str) -> None:
    outputs = " ".join(str(output) for cell in executed(name).cells for output in cell.get("outputs", []))
    assert "90 %" in outputs
    assert not [outputs[m.start() - 80 : m.end() + 20] for m in NINETY_FIVE.finditer(outputs)]


@pytest.mark.parametrize("name", EACH)
def test_no_other_level_stands_in_page_or_data(name: str) -> None:
    texts = {path: held.decode() for path, held in files(name).items() if not path.endswith((".pdf", ".png"))}
    assert {Path(path).suffix for path in texts} >= {".html", ".csv", ".json"}
    found = {path: NINETY_FIVE.findall(text) for path, text in texts.items()}
    assert not {path for path, hits in found.items() if hits}
    levels = {
        float(level) for path, text in texts.items() if path.endswith(".json")
        for level in re.findall(r'"level": ?([\d.]+)', text)
    }  # fmt: skip
    assert levels <= {0.9}
    rows = [row for path, text in texts.items() if path.endswith(".csv") for row in csv.DictReader(text.splitlines())]
    assert {row["level"] for row in rows if re.fullmatch(r"[\d.]+", row.get("level") or "")} == {"0.9"}


@pytest.mark.parametrize("name", EACH)
def test_no_other_level_stands_in_the_pdf(name: str, tmp_path: Path, pdftotext: str) -> None:
    (tmp_path / "report.pdf").write_bytes(files(name)["report.pdf"])
    command = [pdftotext, str(tmp_path / "report.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "90 %" in text
    assert not NINETY_FIVE.findall(text)


def test_no_count_of_rows_has_an_interval_of_chance(any_page: Page) -> None:
    rows = [row for name in any_page.data if name.endswith(".csv") for row in _estimates(any_page, name)]
    estimates = [row for row in [*any_page.estimates, *rows] if CHANCE_OF_COUNTS.search(str(row["method"]))]
    chance = {str(row.get("name", "")) for row in estimates if "two readers agree" not in str(row["sentence"])}
    assert chance <= RECALL


def test_no_percentage_is_of_fewer_than_ten_rows(any_page: Page) -> None:
    said = [*any_page.texts(), *(element.text for element in any_page.all("desc", "title"))]
    few = re.compile(r"[\d.]+ % [^.%]*\(\d+ of \d(?![\d,.])")
    assert not [text for text in said if few.search(text)]
    for estimate in any_page.estimates:
        if estimate["unit"] == "share" and "count" in str(estimate["method"]) and float(str(estimate["n"])) < 10:
            assert "%" not in str(estimate["sentence"]), estimate
    assert not [row for row in _rows_with_n(any_page) if "%" in row[1] and row[3].isdigit() and int(row[3]) < 10]


def _rows_with_n(page: Page) -> list[list[str]]:
    """Give the rows of tables of estimates: statistic, value, interval, n and what was counted."""
    rows = [[part.text for part in row.parts if isinstance(part, Element)] for row in page.all("tr")]
    return [row for row in rows if len(row) == 5 and re.fullmatch(r"[\d,]+|–", row[3])]


def test_no_bound_of_complaints_is_above_what_the_ranks_leave(any_page: Page) -> None:
    for estimate in any_page.estimates:
        if estimate["unit"] == "requests to INTERPOL’s Commission (CCF)" and estimate["low"] == 0:
            assert float(str(estimate["high"])) <= 124


def test_a_table_states_the_interval_of_its_sentence(any_page: Page) -> None:
    """The rows of a table of estimates hold the sentence that prose may state: both give the same ends and level."""
    rows = {
        row["sentence"]: row for name in any_page.data if name.endswith(".csv") for row in _estimates(any_page, name)
    }
    both = [estimate for estimate in any_page.estimates if estimate["sentence"] in rows]
    for estimate in both:
        row = rows[str(estimate["sentence"])]
        for end in ("value", "low", "high", "level"):
            told = None if row[end] == "" else float(row[end])
            assert told == (None if estimate[end] is None else pytest.approx(float(str(estimate[end])), rel=1e-4))


def _estimates(page: Page, name: str) -> list[dict[str, str]]:
    rows = page.table(name.removesuffix(".csv"))
    return rows if rows and {"sentence", "method", "value", "low", "high", "level"} <= set(rows[0]) else []
