"""The brief: two pages, and a computed statistic behind each recommendation."""

import re

import pytest
import yaml

from analysis.core.errors import InputError
from analysis.core.hand import text
from analysis.facts.headlines import FILE, STATISTICS, recommendations, statistic, statistics
from analysis.pages import brief as brief_page
from analysis.pages.brief import KNOWN, how_sure
from analysis.pages.catalogue import GENERAL
from analysis.publish.build import contents
from analysis.stats.estimate import Estimate
from tests.reading import links, tables, texts

ENTRIES = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return contents(GENERAL["BRIEF"])


def test_the_pdf_has_two_pages_of_a4(files: dict[str, bytes]) -> None:
    pdf = files["report.pdf"]
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    assert re.findall(rb"/MediaBox\s*\[\s*0 0 (\d+)[\d.]* (\d+)", pdf)[0] == (b"595", b"841")


def test_the_page_holds_motto_and_recommendations(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    assert "documented is not frequent" in page
    assert all(
        re.sub(r"[^a-z ]", "", e["recommendation"].lower())[:20] in re.sub(r"[^a-z ]", "", page.lower())
        for e in ENTRIES
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["statistic"] for entry in ENTRIES])
def test_each_recommendation_is_printed_with_its_statistic(entry: dict[str, str]) -> None:
    estimate = statistic(entry["statistic"])
    shown = texts(brief_page.recommendations(recommendations()))
    assert estimate.sentence.removeprefix("World: ") in shown
    assert not re.search(r"\d", entry["recommendation"].replace("Articles 2 and 3", "") + entry["reason"])


def test_recommendations_for_one_actor_are_those_of_the_file() -> None:
    whole = recommendations()
    for actor in ("INTERPOL", "Parliaments"):
        assert recommendations(actor).equals(whole[whole["actor"] == actor].reset_index(drop=True))
    with pytest.raises(InputError, match=r"'Parliament'.*write 'Parliaments'"):
        recommendations("Parliament")


def test_every_actor_can_do_something() -> None:
    actors = {entry["actor"] for entry in ENTRIES}
    assert actors == {"INTERPOL", "Member states", "Courts and asylum authorities", "Parliaments"}


def test_no_statistic_supports_two_recommendations() -> None:
    assert len({entry["statistic"] for entry in ENTRIES}) == len(ENTRIES)


def test_every_named_statistic_is_used() -> None:
    used = {entry["statistic"] for entry in ENTRIES} | {name for _, _, rows in KNOWN.values() for name in rows}
    assert used == set(STATISTICS)


def made(method: str, low: float | None = None, level: float | None = None, spread: str = "sampling") -> Estimate:
    high = None if low is None else 3.0
    return Estimate(2.0, low, high, level, method, 2.0, "u", "s", "t", "x", spread)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (made("complete count"), "complete"),
        (made("as published"), "as published"),
        (made("bounds by denominator", 1.0, None, "worst-case bounds"), "bounds"),
        (made("preferred", 1.0, None, "published range"), "conflict"),
        (made("Wilson", 1.0, 0.95), "interval"),
    ],
)
def test_how_sure_follows_from_how_the_number_was_obtained(estimate: Estimate, words: str) -> None:
    assert words in how_sure(estimate)


def test_the_main_numbers_each_say_what_they_count() -> None:
    held = tables(brief_page.known(statistics()))
    for name, (_, _, rows) in KNOWN.items():
        assert len(held[name].shown) == len(rows)
        assert (held[name].shown["Counted"] != "").all()


def test_no_table_of_the_brief_holds_figures_that_invite_a_false_ratio() -> None:
    """Red Notices issued and alerts refused stand in different tables, and so do requests and cases."""
    place = {name: table for table, (_, _, rows) in KNOWN.items() for name in rows}
    assert len({place[name] for name in ("issued", "refused", "documented")}) == 3
    assert "means nothing" in text(KNOWN["known_refused"][1])


def test_the_brief_leads_to_the_reports() -> None:
    assert {"../index.html", "../world/index.html", "../claims/index.html"} <= set(links(brief_page.how_to_read()))
