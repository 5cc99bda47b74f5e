"""The brief and the page of actions: a computed number and a source that was read behind each action."""

import html
import re
from collections import Counter

import pytest
import yaml

from analysis.core.errors import InputError
from analysis.core.files import HAND, RAW
from analysis.core.judgement import text
from analysis.facts.evidence import evidence_words
from analysis.facts.oversight import yearly
from analysis.facts.summary import published_sources, recommendations, world_numbers
from analysis.pages import brief as brief_page
from analysis.pages.brief import KNOWN
from analysis.pages.catalogue import GENERAL
from analysis.pages.markdown import inline_html
from analysis.publish.build import contents
from analysis.site.entries import actions
from analysis.tables.release import load_all
from tests.reading import links, tables, texts

ENTRIES = yaml.safe_load((HAND / "recommendations.yml").read_text(encoding="utf-8"))
ADDRESSEES = (
    "Interior and police", "Foreign affairs", "Justice and courts", "Migration and asylum", "Parliament",
)  # fmt: skip
CITED = ("law", "model", "failure")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return contents(GENERAL["BRIEF"])


def test_the_pdf_has_two_pages_of_a4(files: dict[str, bytes]) -> None:
    pdf = files["report.pdf"]
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    assert re.findall(rb"/MediaBox\s*\[\s*0 0 (\d+)[\d.]* (\d+)", pdf)[0] == (b"595", b"841")


def test_the_page_holds_motto_and_recommendations(files: dict[str, bytes]) -> None:
    page = files["index.html"].decode()
    assert text("motto") in page
    assert all(
        re.sub(r"[^a-z ]", "", e["recommendation"].lower())[:20] in re.sub(r"[^a-z ]", "", page.lower())
        for e in ENTRIES
    )


def test_actions_for_one_addressee_are_those_of_the_file() -> None:
    whole = recommendations()
    for actor in ("INTERPOL", "Parliament"):
        own = whole[whole["actor"] == actor].reset_index(drop=True)
        assert list(recommendations(actor)["recommendation"]) == list(own["recommendation"])
        (shown,) = tables(brief_page.recommendations(actor, world_numbers())).values()
        assert list(shown.data["recommendation"]) == list(own["recommendation"])
    with pytest.raises(InputError, match=r"'Parliaments'.*did you mean Parliament"):
        recommendations("Parliaments")


def test_every_addressee_has_five_actions_and_interpol_three() -> None:
    assert Counter(entry["actor"] for entry in ENTRIES) == {**dict.fromkeys(ADDRESSEES, 5), "INTERPOL": 3}


def test_no_statistic_supports_two_actions_of_an_addressee() -> None:
    assert max(Counter((entry["actor"], entry["statistic"]) for entry in ENTRIES).values()) == 1


def test_no_action_cites_an_address_that_nobody_read() -> None:
    """Each address is one of the evidence tables, as the files have it, or has the sentence that was read there."""
    evidence = "".join(path.read_text(encoding="utf-8") for path in (RAW / "evidence").glob("*.csv"))
    addresses = set(re.findall(r"https?://[^\s,;\"]+", evidence)) | set(re.findall(r'(?<=")https?://[^"]+', evidence))
    every = [entry[kind] for entry in ENTRIES for kind in CITED if kind in entry]
    outside = [cited for cited in every if cited["url"] not in addresses]
    assert len(every) > 60 and [cited["url"] for cited in outside if "read" not in cited] == []
    assert [cited["url"] for cited in every if "read" in cited and cited["url"] in addresses] == []
    assert outside and all(len(cited["read"]["sentence"].split()) > 15 for cited in outside)
    page = html.unescape(actions().decode())
    linked = set(re.findall(r'href="(https?://[^"]+)"', page))
    told = set(re.findall(r"\((https?://[^)]+)\)", text("commission-page")))
    assert linked == {cited["url"] for cited in every} | told | linked & addresses


def test_every_sentence_of_an_action_is_short() -> None:
    written = [entry["recommendation"] + " " + entry["reason"] for entry in ENTRIES]
    written += [entry[kind]["text"] for entry in ENTRIES for kind in CITED if kind in entry]
    assert [line for line in written for part in re.split(r"(?<=[.:])\s", line) if len(part.split()) > 20] == []


def test_the_page_of_actions_shows_each_addressee_without_a_script() -> None:
    page = html.unescape(actions().decode())
    tabs = re.findall(r'<a href="#(\w+)">([^<]+)</a>', page.partition('class="addr"')[2].partition("</nav>")[0])
    assert tabs == [(name.split()[0].lower(), name) for name in [*ADDRESSEES, "INTERPOL"]]
    for anchor, name in tabs:
        (part,) = re.findall(rf'<section class="acts-of" id="{anchor}".*?</section>', page, re.DOTALL)
        assert part.count('<li class="act">') == len([entry for entry in ENTRIES if entry["actor"] == name])
        assert part.count("<dt>Basis</dt>") == part.count("<dt>Good example</dt>")
        numbers = re.findall(r'<p class="fact">[^<]*\d', part)
        assert len(numbers) == part.count('<li class="act">'), "each action has a number"
        missing = sum(kind not in entry for entry in ENTRIES if entry["actor"] == name for kind in ("law", "model"))
        assert part.count("We found none.") == missing
    assert '<p><a href="hosts/index.html">' in page and "Checklist before an arrest" in page


@pytest.mark.parametrize("actor", ADDRESSEES)
def test_each_action_of_an_addressee_is_printed_with_its_number_and_sources(actor: str) -> None:
    page = html.unescape(actions().decode())
    facts = [re.sub("<[^>]+>", "", fact) for fact in re.findall(r'<p class="fact">(.*?)</p>', page)]
    for entry in (entry for entry in ENTRIES if entry["actor"] == actor):
        assert any(fact.startswith(world_numbers()[entry["statistic"]].sentence) for fact in facts)
        for cited in (entry[kind] for kind in CITED if kind in entry):
            assert html.unescape(inline_html(cited["text"])) in page and cited["url"] in page
        assert not re.search(r"\d", entry["recommendation"] + entry["reason"])


def test_every_statistic_that_the_brief_names_is_one_of_the_world() -> None:
    used = {entry["statistic"] for entry in ENTRIES} | set(KNOWN)
    assert used <= set(world_numbers())


def test_states_with_complaints_alone_are_not_among_those_of_which_misuse_is_documented() -> None:
    words, register = evidence_words(), load_all()
    named = set(register["country_mentions"]["country"]) | set(register["cases"]["requesting_country"])
    found = words[words.isin(["extensive", "substantial", "limited"])]
    assert set(found.index) <= named
    assert len(found) == world_numbers()["evidence.countries"].value


def test_each_published_figure_of_the_brief_names_its_source() -> None:
    read = published_sources()
    linked = tables(brief_page.sources())["published_sources"].shown["Source"]
    assert all(url in cell for url, cell in zip(read["source_url"], linked, strict=True))
    table = load_all()["oversight_statistics"]
    for basis in ("refused", "complaints"):
        year, estimate = yearly(basis)[-1]
        rows = table[(table["year"] == year) & (table["value"] == estimate.value)]
        assert set(rows["source_url"]) & set(read["source_url"])


def test_the_brief_leads_to_the_reports() -> None:
    assert {"../index.html", "../world/index.html", "../claims/index.html"} <= set(links(brief_page.how_to_read()))


@pytest.mark.parametrize("name", KNOWN[:4])
def test_the_brief_begins_with_what_courts_decided(name: str) -> None:
    assert world_numbers()[name].sentence in texts(brief_page.in_short(world_numbers()))
