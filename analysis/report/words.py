"""How codes, dates and links are shown to a reader."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.core.countries import name_of
from analysis.core.hand import DASH, cell_text
from analysis.report.blocks import Table
from analysis.report.markdown import plain
from analysis.stats.counts import COUNTED, HIDDEN
from analysis.stats.estimate import Estimate, number, percent, share_in_words

#: Methods of shares whose ``n`` is the number of rows that were counted.
OF_COUNTS = (COUNTED, HIDDEN)


def shown(value: object) -> str:
    """Give a cell's text, in which no Markdown acts; a dash stands for what is not known."""
    return plain(cell_text(value))


def place(code: object) -> str:
    """Give a country's name, or a dash."""
    return DASH if shown(code) == DASH else name_of(str(code))


#: Characters of an address that would end or bend a link in Markdown.
_IN_ADDRESS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in " ()<>[]\\\"'`*"})


def link(title: object, url: object) -> str:
    """Give a Markdown link; the title alone where there is no address on the web."""
    text = plain(cell_text(title).replace("[", "(").replace("]", ")"))
    address = str(url).translate(_IN_ADDRESS)
    return f"[{text}]({address})" if address.startswith(("http://", "https://")) else text


def value_of(estimate: Estimate) -> str:
    """Write an estimate's value as it stands in a table; a dash where only bounds are known."""
    if estimate.spread == "worst-case bounds":
        return DASH
    return _written(estimate, estimate.value)


def interval_of(estimate: Estimate) -> str:
    """Write an estimate's interval as it stands in a table, or a dash."""
    if estimate.low is None or estimate.high is None:
        return DASH
    low, high = _written(estimate, estimate.low), _written(estimate, estimate.high)
    return f"{low.partition(' of ')[0]} to {high}"


def _written(estimate: Estimate, value: float) -> str:
    """Write a value of an estimate; a share of few counted rows by its counts."""
    if estimate.unit != "share":
        return number(value)
    return share_in_words(round(value * estimate.n), estimate.n) if estimate.method in OF_COUNTS else percent(value)


def range_of(estimate: Estimate) -> str:
    """Write an estimate's interval with what it means: its level, published values, or bounds."""
    written = interval_of(estimate)
    return written if written == DASH else f"{written} ({_kind(estimate)})"


def _kind(estimate: Estimate) -> str:
    if estimate.level is None:
        return {"published range": "published values", "worst-case bounds": "bounds"}[estimate.spread]
    said = "" if estimate.spread == "sampling" else estimate.spread
    return f"{100 * estimate.level:g} % {'credible' if 'empirical Bayes' in estimate.method else said}".strip()


def n_of(estimate: Estimate) -> str:
    """Write the number of units behind an estimate, or a dash where it says no more than the value."""
    published = estimate.spread == "published range" or estimate.method == "as published"
    return DASH if published or estimate.n == estimate.value else number(estimate.n)


def estimates_table(name: str, title: str, rows: Sequence[tuple[str, Estimate]], note: str = "") -> Table:
    """Show estimates as a table, each with interval, n and universe.

    Parameters
    ----------
    name, title, note : str
        See `Table`.
    rows : sequence of (str, Estimate)
        What each number is, and the number.
    """
    what = pd.Series([label for label, _ in rows], dtype="str", name="statistic")
    data = pd.DataFrame([estimate.as_dict() for _, estimate in rows])
    shown_rows = pd.DataFrame(
        {
            "Statistic": what,
            "Value": [value_of(estimate) for _, estimate in rows],
            "Interval or range": [range_of(estimate) for _, estimate in rows],
            "n": [n_of(estimate) for _, estimate in rows],
            "Counted": [estimate.universe for _, estimate in rows],
        }
    )
    universe = "; ".join(dict.fromkeys(estimate.universe for _, estimate in rows))
    source = ", ".join(dict.fromkeys(name for _, e in rows for name in e.source.split(", ")))
    return Table(name, title, pd.concat([what, data], axis=1), shown_rows, universe, source, note)


def anchor(case_id: str) -> str:
    """Give the anchor of a register row in the report of its requesting country."""
    return f"case-{case_id}"


def case_link(case_id: str, iso3: str, root: str | None) -> str:
    """Link to a register row, which stands in the report of its requesting country.

    Parameters
    ----------
    case_id, iso3 : str
        The row and its requesting country.
    root : str or None
        The way from the page up to ``reports``; None on the country's own page.
    """
    page = "" if root is None else f"{root}{iso3}/index.html"
    return f"[{case_id}]({page}#{anchor(case_id)})"
