"""No report infers guilt of a person, claims proof, or ranks states; "weak or none" is never left to stand alone."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.core.files import HAND
from analysis.core.judgement import text
from tests.page import BLOCKS, Element, Page
from tests.texts import in_files, in_notebooks, texts

RULES: dict[str, list[dict[str, Any]]] = yaml.safe_load((HAND / "forbidden_wording.yml").read_text(encoding="utf-8"))


def own_words(element: Element) -> str:
    """Give an element's text without the titles of cited pages, which are the words of others."""
    parts = [part if isinstance(part, str) else own_words(part) for part in element.parts if not cited(part)]
    return " ".join("".join(parts).split())


def cited(part: str | Element) -> bool:
    return isinstance(part, Element) and part.tag == "a" and part.attributes.get("href", "").startswith("http")


def forbidden(words: str, group: str = "forbidden") -> Iterator[str]:
    for entry in RULES["allowed"]:
        words = re.sub(re.escape(entry["phrase"]), "", words, flags=re.IGNORECASE)
    for rule in RULES[group]:
        found = re.search(rule["pattern"], words, flags=re.IGNORECASE)
        if found:
            yield f"{found.group()!r} in {words[:200]!r}: {rule['reason']}"


def texts_of(elements: Iterable[Element]) -> list[str]:
    return [own_words(element) for element in elements if element.tag in BLOCKS]


def test_no_page_uses_forbidden_wording(any_page: Page) -> None:
    assert len(texts_of(any_page.elements)) > 50
    assert [line for words in texts_of(any_page.elements) for line in forbidden(words)] == []


def test_no_description_of_data_uses_forbidden_wording(any_page: Page) -> None:
    notes = [content for name, content in any_page.data.items() if name.endswith(".json")]
    assert [line for words in notes for line in forbidden(words)] == []


def test_the_list_of_reports_uses_no_forbidden_wording(reports: Path) -> None:
    listed = Page("index", (reports / "index.html").read_text(encoding="utf-8"), {})
    assert [line for words in texts_of(listed.elements) for line in forbidden(words)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "He is guilty of fraud.",
        "The criminal was arrested in Madrid.",
        "This proves that the notice was political.",
        "Erewhon is the worst offender.",
        "Erewhon is an abuser of INTERPOL.",
        "Erewhon no longer misuses INTERPOL.",
        "The terrorist fled to Erewhon.",
    ],
)
def test_a_forbidden_sentence_is_found(sentence: str) -> None:
    assert list(forbidden(sentence))


def test_every_text_is_in_plain_words() -> None:
    """Each finding has the file, the line (of a notebook: of its Markdown), the words and the cure."""
    found = {
        f"{text.file}:{text.line}: {line}": None
        for text in (*texts(), *in_notebooks(), *in_files())
        for line in forbidden(re.sub(r"{\w+}", "", f"{text.words} {text.plural}"), "plain")
    }
    assert "\n".join(found) == ""


@pytest.mark.parametrize(
    "sentence",
    ["one register row", "It stands in a table.", "what exposure leads to expect", "It cannot be told.", "two senders"],
)
def test_an_odd_word_is_found(sentence: str) -> None:
    assert list(forbidden(sentence, "plain"))


def test_every_kind_of_text_is_searched() -> None:
    files = {text.file for text in in_files()}
    kinds = {"README.md", "CHANGELOG.md", "data/CHANGELOG.md", "docs/howto/recount.md"}
    kinds |= {"data/raw/evidence/cases.yml", "analysis/cli/reports.py"}
    assert kinds | {"data/hand/indicators.csv", "data/hand/recommendations.yml"} <= files


def test_the_motto_is_allowed_and_every_rule_has_a_reason() -> None:
    assert list(forbidden(text("motto"))) == []
    assert all(rule["reason"].strip() for rules in RULES.values() for rule in rules)


def around(element: Element) -> str:
    """Give the text of the block that an element stands in: its table with caption, or its paragraph."""
    block = element
    while block.parent is not None and block.tag not in {"figure", "p", "li"}:
        block = block.parent
    return block.text


def unexplained(page: Page) -> list[str]:
    """Name each block about a country that says "weak or none" and not what that means; the rule is about none."""
    mentions = [
        element
        for element in page.body()
        if element.tag in BLOCKS - {"div"} and "weak or none" in element.text.casefold()
    ]
    blocks = {around(element) for element in mentions}
    return [words for words in blocks if text("none") not in words and not words.startswith("The rule:")]


def test_none_found_is_always_followed_by_what_it_does_not_mean(page: Page) -> None:
    assert unexplained(page) == []


def test_a_bare_none_found_is_noticed() -> None:
    assert unexplained(Page("X", "<main><p>Erewhon: weak or none.</p></main>", {})) == ["Erewhon: weak or none."]


@pytest.mark.parametrize(
    "code", ["TUV", "TWN", *(pytest.param(code, marks=pytest.mark.thorough) for code in ("NRU", "AND", "XKX"))]
)
def test_a_state_that_was_not_searched_gets_an_honest_report(reports: Path, code: str) -> None:
    page = Page.read(reports / code)
    (title,) = [element.text for element in page.all("h1")]
    assert title.endswith("we did not search for its requests")
    assert any(words.startswith("We did not search for ") for words in page.texts())
    assert not any(words.startswith("We found no case requested by ") for words in page.texts())
    none = "is not one of these countries"
    assert any("We have recorded" in words and none in words for words in page.texts())
    assert any("We know of none, but this says nothing about its requests" in words for words in page.texts())


def test_every_page_carries_the_motto(page: Page) -> None:
    assert any(text("motto") in element.text for element in page.all("p") if "header" not in element.ancestors())
