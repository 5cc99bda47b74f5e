"""The published world figures of one series: a value and a range for each period, with every row that gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from analysis.core.countries import hand_table
from analysis.core.errors import InputError
from analysis.core.hand import DASH
from analysis.report import statistics as world
from analysis.report.blocks import Table
from analysis.report.words import interval_of, link, shown, value_of
from analysis.stats.counts import published_range
from analysis.stats.estimate import Estimate, Subject, number, percent
from analysis.tables.release import INDICATORS

SOURCE = "oversight_statistics"
#: What a unit says of its figure in brackets -> how it is said; the first three are lower bounds.
QUALIFIERS = {
    "over": "over", "more than": "over", "at least": "at least", "maximum": "at most", "approx.": "about",
    "about": "about", "around": "about", "almost": "almost",
}  # fmt: skip
LOWER_BOUNDS = ("over", "at least")
_QUALIFIER = re.compile(rf"\(({'|'.join(map(re.escape, QUALIFIERS))})\)")
_CHANGES = "increase"
#: What a note says of the column year, which the column of the period makes plain.
_PERIOD_NOTE = re.compile(r"(; )?period [^;]+; year = last year of the period")


@dataclass(frozen=True)
class Figure:
    """One published figure.

    Parameters
    ----------
    indicator : str
        Its series.
    basis : str
        Its universe.
    year : int
        Its year; the last one of a period.
    period : str
        Its date as the source gives it.
    word : str
        ``over``, ``about`` and the like where the source gives no exact figure.
    estimate : Estimate
        The preferred value, with the range of the exact values published.
    rows : DataFrame
        Every row of the table that gives the figure, the preferred one first.
    """

    indicator: str
    basis: str
    year: int
    period: str
    word: str
    estimate: Estimate
    rows: pd.DataFrame

    @property
    def value(self) -> int:
        """Give the preferred value of a count."""
        return int(self.estimate.value)


@cache
def _meanings() -> dict[str, str]:
    table = hand_table(INDICATORS)
    return dict(zip(table["indicator"], table["meaning"], strict=True))


def meaning(indicator: str) -> str:
    """Say what a series counts."""
    return _meanings()[indicator]


@cache
def figures(indicator: str) -> tuple[Figure, ...]:
    """Give the world figures of a series, one a period, in order of time.

    Parameters
    ----------
    indicator : str
        A series of the oversight statistics.

    Raises
    ------
    InputError
        If there is no such series.
    """
    if indicator not in set(world.release().oversight_statistics["indicator"]):
        raise InputError(f"the series {indicator!r}", "one of data/hand/indicators.csv", "correct the name")
    rows = _world_rows()
    found = [_figure(held) for _, held in rows[rows["indicator"] == indicator].groupby(["year", "date_text"])]
    return tuple(found)


@cache
def _world_rows() -> pd.DataFrame:
    """Give the rows that state a number for the world, with the qualifier of each."""
    table = world.release().oversight_statistics
    rows = table[(table["country"] == "WORLD") & table["value"].notna() & ~table["unit"].str.contains(_CHANGES)]
    return rows.assign(_word=rows["unit"].map(_word))


def figure(indicator: str, year: int) -> Figure:
    """Give the one figure of a series in a year.

    Raises
    ------
    InputError
        If the series has no figure in that year, or several periods end in it.
    """
    found = [held for held in figures(indicator) if held.year == year]
    if len(found) != 1:
        got = f"{len(found)} figures of {indicator} for {year}"
        raise InputError(got, "one", "choose a year of the series", file=f"data/raw/evidence/{SOURCE}.csv")
    return found[0]


def has(indicator: str, year: int) -> bool:
    """Tell whether a series has a figure in a year."""
    return any(held.year == year for held in figures(indicator))


def _figure(rows: pd.DataFrame) -> Figure:
    exact = rows["_word"] == ""
    ordered = rows.assign(_exact=exact).sort_values(["_exact", "preferred"], ascending=False, kind="stable")
    first = ordered.iloc[0]
    others = [float(value) for value in ordered.loc[ordered["_exact"], "value"]] if exact.any() else []
    return Figure(
        str(first["indicator"]), str(first["basis"]), int(first["year"]), str(first["date_text"]), str(first["_word"]),
        _estimate(first, others), ordered.drop(columns="_exact"),
    )  # fmt: skip


def _word(unit: str) -> str:
    found = _QUALIFIER.search(unit)
    return QUALIFIERS[found.group(1)] if found else ""


def _estimate(first: pd.Series, others: Sequence[float]) -> Estimate:
    about = Subject(
        "World",
        str(first["unit"]).split(" (")[0].replace("+", " and "),
        f"{meaning(str(first['indicator'])).lower()}, {first['date_text']}",
        world.source(SOURCE),
    )
    value, word = float(first["value"]), str(first["_word"])
    if str(first["unit"]).startswith("percent"):
        return _share(value, word, about)
    stated = published_range(value, others, about=about, reason=_reason(first))
    if not word:
        return stated
    sentence = about.sentence(f"{word} {about.counted(value)}")
    return replace(stated, sentence=sentence, method=f"as published: {word}")


def _share(value: float, word: str, about: Subject) -> Estimate:
    sentence = about.sentence(f"{word} {percent(value / 100)}".strip())
    method = f"as published: {word}" if word else "as published"
    return Estimate(value / 100, None, None, None, method, 1.0, about.universe, sentence, about.source, "share")


def _reason(row: pd.Series) -> str:
    return "" if pd.isna(row["preferred_reason"]) else str(row["preferred_reason"]).split(": ", 1)[1]


def figures_table(name: str, title: str, held: Sequence[Figure], note: str = "") -> Table:
    """Show published figures of one universe, each with its range, its sources and what must be known.

    Parameters
    ----------
    name, title, note : str
        See `Table`.
    held : sequence of Figure
        At least one; all of one universe.

    Raises
    ------
    InputError
        If the figures belong to several universes.
    """
    bases = sorted({figure.basis for figure in held})
    if len(bases) != 1:
        raise InputError(f"figures of {bases} in one table", "one universe a table", "make a table for each")
    shown_rows = pd.DataFrame(
        {
            "Counted": [meaning(figure.indicator) for figure in held],
            "Period": [figure.period for figure in held],
            "Value": [stated(figure) for figure in held],
            "Source": [sources_of(figure.rows) for figure in held],
            "Remark": [_remark(figure.rows) for figure in held],
        }
    )
    data = pd.concat([figure.rows for figure in held]).drop(columns="_word")
    if any(figure.estimate.low is not None for figure in held):
        note = f"{note} In brackets: the range of the values published for the same thing.".strip()
    return Table(name, title, data, _without_empty(shown_rows), UNIVERSES[bases[0]], world.source(SOURCE), note)


#: Universe -> how it is named below a table.
UNIVERSES = {
    "issued": "notices and diffusions issued in a year, worldwide; requests refused are not in it",
    "in_force": "alerts valid on a day, worldwide",
    "refused": "requests refused before, or alerts cancelled after, publication by INTERPOL’s task force",
    "complaints": "requests of persons to the CCF; only people who know of a notice and complain are in it",
}


def stated(figure: Figure) -> str:
    """Write a figure as it stands in a table, for example ``over 1,000`` or ``1,597 (1,579 to 1,597)``."""
    spread = interval_of(figure.estimate)
    return f"{figure.word} {value_of(figure.estimate)}{'' if spread == DASH else f' ({spread})'}".strip()


def _without_empty(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns=[column for column in table if table[column].eq("").all()])


def sources_of(rows: pd.DataFrame) -> str:
    """Link every source of a figure; where sources differ, each with what it gives."""
    distinct = rows.drop_duplicates(["source_url", "value"])
    differ = len(set(distinct["value"])) > 1
    cells = []
    for title, url, value, unit in distinct[["source_title", "source_url", "value", "unit"]].itertuples(index=False):
        given = f": {_word(unit)} {number(float(value))}".replace(":  ", ": ") if differ else ""
        cells.append(f"{link(title, url)}{given}")
    return "; ".join(cells)


def _remark(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    return _reason(first) or _PERIOD_NOTE.sub("", shown(first["note"]).replace(DASH, ""))
