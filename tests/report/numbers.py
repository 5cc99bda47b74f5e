"""Which numbers of a page have nothing behind them: neither an estimate nor a cell of the data folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache

from analysis.report.release_note import citation, footer
from analysis.sources.release import sidecar
from tests.report.page import NUMBER, Element, Page

#: Digits that are part of a name or of a stated method, not a figure.
NAMES = re.compile(
    r"\bArticles? \d+(?:(?:, \d+)* (?:and|or) \d+)?|\bISO \d+(?:-\d+)?|99\.8 % limits|Grade [A-DX]\b|data/hand/\S+"
)
TEXT = ("p", "li", "h1", "h2", "h3", "td", "th", "caption", "figcaption")


def strays(page: Page) -> list[str]:
    """Name each number of the page that nothing stands behind, with its block."""
    lines = [line for element in page.body() if element.tag in TEXT for line in _of_element(page, element)]
    return lines + [line for estimate in page.estimates for line in _of_estimate(page, estimate)]


def _of_element(page: Page, element: Element) -> Iterator[str]:
    figure = _figure(element)
    held = _behind(page, figure) if figure else ()
    words = _words(page, figure) if figure else ""
    text = element.text if figure else _without_estimates(page, element)
    for found in NUMBER.finditer(NAMES.sub("", text)):
        number = found.group()
        if not (figure and (_has(number, held) or _whole_word(number, words))):
            yield f"{page.name}: {number!r} in {element.text[:200]!r}"


def _figure(element: Element | None) -> str:
    while element is not None:
        if element.tag == "figure":
            return element.attributes["id"]
        element = element.parent
    return ""


def _without_estimates(page: Page, element: Element) -> str:
    """Give a text without the sentences of estimates and without the standing lines of the release."""
    text = element.text
    (heading,) = page.all("h1")
    standing = [footer(), citation(heading.text)]
    for known in [*standing, *sorted((str(e["sentence"]) for e in page.estimates), key=len, reverse=True)]:
        text = text.replace(" ".join(known.split()), " ")
    return text


def _of_estimate(page: Page, estimate: dict[str, object]) -> Iterator[str]:
    """Check that the sentence of an estimate states its own fields, or figures of the data folder."""
    own = [float(estimate[k]) for k in ("value", "low", "high", "n") if estimate[k] is not None]  # type: ignore[arg-type]
    own += [100 * float(estimate["level"])] if estimate["level"] is not None else []  # type: ignore[arg-type]
    held = (*own, *(value for name in page.data if name.endswith(".csv") for value in _values(page, name[:-4])))
    for found in NUMBER.finditer(NAMES.sub("", str(estimate["sentence"]))):
        if not (_has(found.group(), held) or _whole_word(found.group(), str(estimate["universe"]))):
            yield f"{page.name}: {found.group()!r} in the estimate {estimate['sentence']!r}"


def _values(page: Page, name: str) -> tuple[float, ...]:
    return _parsed(page.data[f"{name}.csv"])


@cache
def _parsed(content: str) -> tuple[float, ...]:
    cells = re.findall(r'(?<=[,\n"])-?\d+(?:\.\d+)?(?:e[+-]\d+)?(?=[,\n"])', "\n" + content.replace(",", ",,"))
    return tuple(sorted({float(cell) for cell in cells}))


def _behind(page: Page, name: str) -> tuple[float, ...]:
    """Give the numbers behind a figure: those of its data, and the levels of the page's intervals."""
    levels = [100 * float(estimate["level"]) for estimate in page.estimates if estimate["level"]]  # type: ignore[arg-type]
    return (*_values(page, name), *levels)


def _words(page: Page, name: str) -> str:
    """Give the words behind a figure: its data, title and universe; for the list of sources, what sidecars say."""
    told = json.loads(page.data[f"{name}.json"])
    origins = [source["title"] for table in page.table("sources") for source in sidecar(table["table"]).origin]
    return " ".join(
        [page.data[f"{name}.csv"], told["title"], told["universe"], *(origins if name == "sources" else [])]
    )


def _whole_word(number: str, words: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", words) is not None


def _has(number: str, held: Iterable[float]) -> bool:
    """Tell whether a number as written is the rounding of a value, or of a share as a percentage."""
    plain = number.replace(",", "").replace("−", "-")
    value, decimals = float(plain), len(plain.partition(".")[2])
    slack = 0.5000001 * 10.0**-decimals
    return any(abs(scale * one - value) <= slack + 1e-5 * abs(value) for one in held for scale in (1, 100))
