"""What the site says of most, highest and newest is what the data give."""

from pathlib import Path

import pytest

from tests import superlatives


@pytest.mark.thorough
def test_every_superlative_of_the_built_pages_is_recomputed(reports: Path) -> None:
    pages = sorted(reports.rglob("*.html"))
    without = {page.parent.name for page in reports.glob("*/index.html") if not set(superlatives.claims(page))}
    assert len(pages) > len(without) and without <= {"brief", "claims"}
    assert [fault for page in pages for fault in superlatives.faults(page)] == []


@pytest.mark.parametrize(
    "clause",
    [
        "Requests by Russia most often concern people in France (2 cases)",
        "World: 70.3 % of public Red Notices come from the 3 countries with the most (4,805 of 6,835).",
        "3 countries clearly belong in a top ten, so we publish none.",
        "Russia is not on the published lists of the countries that draw the most complaints to INTERPOL’s Commission.",
        "Requests to Russia: the newest cases",
        "Russia is the most active requesting country",
    ],
)
def test_a_false_or_unchecked_superlative_is_found(clause: str, reports: Path, tmp_path: Path) -> None:
    for name in ("world", "index.html"):
        (tmp_path / name).symlink_to(reports / name)
    page = tmp_path / "RUS" / "index.html"
    page.parent.mkdir()
    rows = "".join(f"<tr><td>{year}</td></tr>" for year in ("–", "2020"))
    table = f"<figure id='hosted'><table><tbody>{rows}</tbody></table></figure>"
    page.write_text(f"<html><body><p>{clause}</p>{table}</body></html>", encoding="utf-8")
    assert len(list(superlatives.faults(page))) == 1
