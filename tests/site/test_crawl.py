"""A country's numbers are the same on every page, brief and table of the built site, and those of its csv."""

from pathlib import Path

import pytest

from tests import crawl


def test_the_numbers_of_a_country_agree_on_every_page(reports: Path, built_codes: tuple[str, ...]) -> None:
    found = crawl.table(reports)
    wrong = found[found["stated"] != found["counted"]]
    assert wrong.empty, wrong.to_string()
    counts = found.groupby("page").size()
    assert {
        "home",
        "compare",
        "country",
        "title",
        "link preview",
        "requests to it",
        "tabs",
        "tables of both tabs",
    } <= set(counts.index)
    on_home = found[(found["page"] == "home") & (found["number"] == "all")].set_index("country")["counted"]
    with_cases = set(built_codes) & set(on_home[on_home > 0].index)
    stated = set(found["number"])
    assert {"refused_by", "requests_refused", "decided", "decided_on_requests"} <= stated
    assert counts["home"] == 6 * 228 and counts["country"] == len(crawl.FRONT) * len(with_cases)


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [("index.html", ">18<", ">19<"), ("BLR/data/front.csv", ",12,", ",11,"), ("BLR/data/front_to.csv", ",2,", ",3,")],
)
def test_a_page_that_states_another_number_is_found(
    page: str, old: str, new: str, reports: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "reports"
    copy.mkdir()
    for name in ("data", "BLR", "index.html", "compare.html"):
        (copy / name).symlink_to(reports / name)
    text = (copy / page).read_text(encoding="utf-8")
    assert old in text
    (copy / page.partition("/")[0]).unlink()
    for file in (reports / "BLR").rglob("*") if "/" in page else ():
        target = copy / file.relative_to(reports)
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file():
            target.write_bytes(file.read_bytes())
    (copy / page).write_text(text.replace(old, new), encoding="utf-8")
    found = crawl.table(copy)
    assert (found["stated"] != found["counted"]).any()
