"""Which numbers of a page have nothing behind them: neither an estimate nor a cell of the data folder."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from analysis.core.judgement import version
from analysis.facts.selection import select
from analysis.pages import world_overview
from analysis.pages.words import footer, heading
from analysis.tables.library import cite_report
from analysis.tables.shipped import sidecar
from tests.page import NUMBER, Element, Page

#: Digits that are part of a name or of a stated method, not a figure.
NAMES = re.compile(
    r"\bArticles? \d+(?:(?:, \d+)* (?:and|or) \d+)?|\bresolution \d+/\d+|\bISO \d+(?:-\d+)?"
    r"|(?<=[;:] )\d{4}(?=, [a-zI])|data/hand/\S+|\b[a-z]{3}-\d{4}s?-[\w-]+"
    r"|countries with \d or more|\b1 in (?:20|500)\b|above 99\.9 %|below 0\.1 %|less than 0\.001"
)
TEXT = ("p", "li", "h1", "h2", "h3", "td", "th", "caption", "figcaption")
#: A cell of a CSV that is a number; commas are doubled before, so that neighbours do not share one.
CELL = re.compile(r'(?<=[,\n"])-?\d+(?:\.\d+)?(?:e[+-]\d+)?(?=[,\n"])')


class Behind:
    """What may stand behind a number: values, to be rounded, and words that hold it as it is written."""

    def __init__(self, values: Iterable[float], words: str) -> None:
        self.values = sorted({scale * value for value in values for scale in (1, 100)})
        self.words = set(NUMBER.findall(words)) | set(re.findall(r"\d+", words))
        self.words |= set(re.findall(r"\b\d{4}-\d\d-0(\d)\b", words))  # the day of a date, as it is written out

    def holds(self, number: str) -> bool:
        return number in self.words or self._rounds(number)

    def _rounds(self, number: str) -> bool:
        plain = number.replace(",", "").replace("−", "-")
        value, decimals = float(plain), len(plain.partition(".")[2])
        slack = 0.5000001 * 10.0**-decimals + 1e-5 * abs(value)  # the data keep six digits
        place = bisect_left(self.values, value - slack)
        return place < len(self.values) and self.values[place] <= value + slack


def strays(page: Page) -> list[str]:
    """Name each number of the page that nothing stands behind, with its block."""
    figures = {figure.attributes["id"]: _behind(page, figure.attributes["id"]) for figure in page.all("figure")}
    data = [value for name, text in page.data.items() if name.endswith(".csv") for value in _numbers(text)]
    data += [float(str(estimate["value"])) for estimate in page.estimates if estimate["value"] is not None]
    shown = (e for e in page.body() if e.tag in TEXT)
    lines = [line for e in shown for line in _of_element(page, e, figures)]
    return lines + [line for estimate in page.estimates for line in _of_estimate(page, estimate, data)]


def _of_element(page: Page, element: Element, figures: dict[str, Behind]) -> Iterator[str]:
    figure = _figure(element)
    text = element.text.replace(f"; release {version()}.", " ") if figure else _without_estimates(page, element)
    for part in element.parts if element.tag == "figcaption" else ():
        if isinstance(part, Element) and part.attributes.get("href", "").startswith("http"):
            text = text.replace(part.text, " ")  # the title of a cited work
    for number in NUMBER.findall(NAMES.sub("", text)):
        if not (figure and figures[figure].holds(number)):
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
    standing = [footer(), cite_report(_title_to_cite(page))]
    for known in [*standing, *sorted((str(e["sentence"]) for e in page.estimates), key=len, reverse=True)]:
        text = text.replace(" ".join(known.split()), " ")
    return text


def _title_to_cite(page: Page) -> str:
    """Give the title by which a report is cited; the pages of the world and of states have a finding instead."""
    (heading_,) = page.all("h1")
    if page.name == "world":
        return str(world_overview.REPORT.heading)
    return heading(select(page.name)) if re.fullmatch("[A-Z]{3}", page.name) else heading_.text


def _of_estimate(page: Page, estimate: dict[str, object], data: list[float]) -> Iterator[str]:
    """Check that the sentence of an estimate states its own fields, or figures of the data folder."""
    own = [float(str(estimate[key])) for key in ("value", "low", "high", "n") if estimate[key] is not None]
    own += [100 * float(str(estimate["level"]))] if estimate.get("level") is not None else []
    if estimate["unit"] == "share" and estimate["value"] is not None:  # its numerator
        own.append(round(float(str(estimate["value"])) * float(str(estimate["n"]))))
    behind = Behind([*own, *data], str(estimate["counted"]))
    for number in NUMBER.findall(NAMES.sub("", str(estimate["sentence"]))):
        if not behind.holds(number):
            yield f"{page.name}: {number!r} in the estimate {estimate['sentence']!r}"


def _behind(page: Page, name: str) -> Behind:
    """Gather a figure's data, title and universe, the levels of the page's intervals, and cited titles."""
    told = json.loads(page.data[f"{name}.json"])
    levels = [100 * float(str(estimate["level"])) for estimate in page.estimates if estimate["level"]]
    words = [page.data[f"{name}.csv"], told["title"], told["universe"]]
    if name == "sources":
        words += [source["title"] for row in page.table(name) for source in sidecar(row["table"]).origin]
    return Behind([*_numbers(page.data[f"{name}.csv"]), *levels], " ".join(words))


@cache
def _numbers(content: str) -> tuple[float, ...]:
    return tuple({float(cell) for cell in CELL.findall("\n" + content.replace(",", ",,"))})
