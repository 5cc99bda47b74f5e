"""Every number that a reader sees comes from an estimate, from the data folder, or from the release note."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.numbers import strays
from tests.page import Page


def test_every_number_has_something_behind_it(page: Page) -> None:
    figures = [row for name in page.data if name.endswith("_figures.csv") for row in page.table(name[: -len(".csv")])]
    assert len(page.estimates) + len(figures) >= 2
    assert strays(page) == []


@pytest.mark.parametrize(
    ("before", "added", "found"),
    [
        ("</main>", "<p>Another 4711 notices were never counted.</p></main>", "4711"),
        ("</figcaption>", "In all, 98,765 of them.</figcaption>", "98,765"),
        ("</ul>", "<li>About 87.3 % are refused.</li></ul>", "87.3"),
        ("</tbody>", "<tr><td>31,337</td></tr></tbody>", "31,337"),
        ("</main>", "<p>8 cases.</p></main>", "8"),
        ("</footer>", "<p>Release 2.0.0</p></footer>", "2.0"),
    ],
)
def test_an_invented_number_is_found(reports: Path, before: str, added: str, found: str) -> None:
    page = Page.read(reports / "RUS")
    assert any(repr(found) in line for line in strays(replace(page, html=page.html.replace(before, added, 1))))


def test_an_estimate_that_states_another_number_is_found(reports: Path) -> None:
    page = Page.read(reports / "RUS")
    data = page.data | {"estimates.json": page.data["estimates.json"].replace("3,177", "3,977")}
    html = page.html.replace("3,177 public Red", "3,977 public Red")
    assert any("'3,977' in the estimate" in line for line in strays(replace(page, html=html, data=data)))
