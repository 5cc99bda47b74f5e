"""The published world figures of one series: a value and a range for each period, with every row that gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from analysis.core.errors import InputError
from analysis.core.hand import DASH
from analysis.facts import world
from analysis.facts.oversight import SOURCE, UNIVERSE_NAMES, Figure, meaning, qualifier, reason_of
from analysis.report.blocks import Table
from analysis.report.words import interval_of, link, shown, value_of
from analysis.stats.estimate import number

#: What a note says of the column year, which the column of the period makes plain.
_PERIOD_NOTE = re.compile(r"(; )?period [^;]+; year = last year of the period")


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
    return Table(name, title, data, _without_empty(shown_rows), UNIVERSE_NAMES[bases[0]], world.source(SOURCE), note)


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
        given = f": {qualifier(unit)} {number(float(value))}".replace(":  ", ": ") if differ else ""
        cells.append(f"{link(title, url)}{given}")
    return "; ".join(cells)


def _remark(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    return reason_of(first) or _PERIOD_NOTE.sub("", shown(first["note"]).replace(DASH, ""))
