"""The brief: two pages, and a computed statistic behind each recommendation."""

import re

import pytest
import yaml

from analysis.core.errors import InputError
from analysis.core.files import HAND
from analysis.facts.evidence import evidence_words
from analysis.facts.oversight import REFUSAL_YEAR, yearly
from analysis.facts.summary import published_sources, recommendations, world_numbers
from analysis.pages import brief as brief_page
from analysis.pages.brief import KNOWN, how_sure
from analysis.pages.catalogue import GENERAL
from analysis.publish.build import contents
from analysis.stats.estimate import Estimate, Kind
from analysis.tables.release import load_all
from tests.reading import links, tables, texts

ENTRIES = yaml.safe_load((HAND / "recommendations.yml").read_text(encoding="utf-8"))


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
    estimate = world_numbers()[entry["statistic"]]
    shown = texts(brief_page.recommendations("", world_numbers()))
    assert estimate.sentence.removeprefix("World: ") in shown
    assert not re.search(r"\d", entry["recommendation"].replace("Articles 2 and 3", "") + entry["reason"])


def test_recommendations_for_one_actor_are_those_of_the_file() -> None:
    whole = recommendations()
    for actor in ("INTERPOL", "Parliaments"):
        own = whole[whole["actor"] == actor].reset_index(drop=True)
        assert recommendations(actor).equals(own)
        (shown,) = tables(brief_page.recommendations(actor, world_numbers())).values()
        assert shown.data.reset_index(drop=True).equals(own)
    with pytest.raises(InputError, match=r"'Parliament'.*did you mean Parliaments"):
        recommendations("Parliament")


def test_every_actor_can_do_something() -> None:
    actors = {entry["actor"] for entry in ENTRIES}
    assert actors == {"INTERPOL", "Member states", "Courts and asylum authorities", "Parliaments"}


def test_no_statistic_supports_two_recommendations() -> None:
    assert len({entry["statistic"] for entry in ENTRIES}) == len(ENTRIES)


def test_every_statistic_that_the_brief_names_is_one_of_the_world() -> None:
    used = {entry["statistic"] for entry in ENTRIES} | {name for rows in KNOWN.values() for name in rows}
    assert used <= set(world_numbers())


def made(kind: Kind, low: float | None = None, level: float | None = None) -> Estimate:
    return Estimate(2.0, low, None if low is None else 3.0, level, "m", 2.0, "u", "s", "t", "x", kind)


@pytest.mark.parametrize(
    ("estimate", "words"),
    [
        (made(Kind.COMPLETE), "complete"),
        (made(Kind.PUBLISHED), "as published"),
        (made(Kind.BOUNDS, 1.0), "bounds"),
        (made(Kind.HIDDEN, 1.0), "bounds"),
        (made(Kind.RANGE, 1.0), "conflict"),
        (made(Kind.SAMPLING, 1.0, 0.95), "interval"),
    ],
)
def test_how_sure_follows_from_how_the_number_was_obtained(estimate: Estimate, words: str) -> None:
    assert words in how_sure(estimate)


def test_the_main_numbers_each_say_what_they_count() -> None:
    held = tables(brief_page.known(world_numbers()))
    for name, rows in KNOWN.items():
        assert len(held[name].shown) == len(rows)
        for column in ("Counted", "What it does not say"):
            assert (held[name].shown[column] != "").all()


def test_no_table_of_the_brief_holds_figures_that_invite_a_false_ratio() -> None:
    """Red Notices issued and alerts refused stand in different tables, and so do requests and cases."""
    place = {name: table for table, rows in KNOWN.items() for name in rows}
    assert len({place[name] for name in ("oversight.issued", "oversight.refused", "cases.count")}) == 3
    assert "means nothing" in tables(brief_page.known(world_numbers()))["known_refused"].note


def test_refusals_on_articles_stand_below_the_whole_of_their_own_year() -> None:
    """Before, they stood below the refusals of another year, of which they are no part."""
    assert KNOWN["known_refused"][:2] == ("oversight.refused_that_year", "oversight.refused_on_articles")
    whole, part = (world_numbers()[name] for name in KNOWN["known_refused"][:2])
    assert all(str(REFUSAL_YEAR) in estimate.counted for estimate in (whole, part))
    assert part.value < whole.value


def test_states_with_complaints_alone_are_not_among_those_of_which_misuse_is_documented() -> None:
    words, register = evidence_words(), load_all()
    named = set(register.country_mentions["country"]) | set(register.cases["requesting_country"])
    found = words[words.isin(["extensive", "substantial", "limited"])]
    assert set(found.index) <= named
    assert len(found) == world_numbers()["evidence.countries"].value


def test_each_published_figure_of_the_brief_names_its_source() -> None:
    read = published_sources()
    linked = tables(brief_page.sources())["published_sources"].shown["Source"]
    assert all(url in cell for url, cell in zip(read["source_url"], linked, strict=True))
    table = load_all().oversight_statistics
    for basis in ("issued", "refused", "complaints"):
        year, estimate = yearly(basis)[-1]
        rows = table[(table["year"] == year) & (table["value"] == estimate.value)]
        assert set(rows["source_url"]) & set(read["source_url"])


def test_the_brief_leads_to_the_reports() -> None:
    assert {"../index.html", "../world/index.html", "../claims/index.html"} <= set(links(brief_page.how_to_read()))
