"""V-Dem indices as published by Our World in Data: one file per index."""

from __future__ import annotations

from functools import reduce
from pathlib import Path

import pandas as pd

from analysis.sources.governance.common import (
    countries,
    describe,
    in_period,
    numbers,
    read_published,
    refuse_stale,
    whole,
    without_left_out,
)

KEYS = ["iso3", "year"]


def read(folder: Path) -> pd.DataFrame:
    """Read the four V-Dem indices.

    Parameters
    ----------
    folder : Path
        Where the publisher's files lie.

    Returns
    -------
    DataFrame
        One row per ``iso3`` and ``year``: ``vdem_rule_of_law``, ``vdem_freedom_of_expression`` and
        ``vdem_liberal_democracy`` from 0 (worst) to 1, ``vdem_regime`` from 0 (closed autocracy) to
        3 (liberal democracy).

    Raises
    ------
    InputError
        If a file differs from its description, or names an unknown entity.
    """
    source = describe("owid_vdem")
    tables = {
        column: in_period(read_published(source, folder, file), "Year", folder / file)
        for column, file in source.columns.items()
    }
    refuse_stale(source, pd.concat([table["Entity"] for table in tables.values()]), folder)
    parts = [_index(table, column, folder / source.columns[column]) for column, table in tables.items()]
    joined = reduce(lambda left, right: left.merge(right, on=KEYS, how="outer"), parts)
    return joined.astype({"vdem_regime": "Int64"})


def _index(table: pd.DataFrame, column: str, path: Path) -> pd.DataFrame:
    source = describe("owid_vdem")
    kept = without_left_out(table, "Entity", source)
    value = numbers(kept[source.files[path.name][3]], path)
    tidy = pd.DataFrame({"iso3": countries(kept, "Code", path), "year": kept["year"], column: value})
    return whole(tidy, KEYS, source, path)
