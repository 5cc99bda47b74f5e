"""UNHCR: refugees and asylum seekers by origin, country of asylum and year."""

from __future__ import annotations

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

KEYS = ["year", "origin", "host"]


def read(folder: Path) -> pd.DataFrame:
    """Read the population at risk; origins that are no country are left out by name.

    Parameters
    ----------
    folder : Path
        Where the publisher's file lies.

    Returns
    -------
    DataFrame
        One row per ``year``, ``origin`` and ``host`` (ISO3): ``refugees`` and ``asylum_seekers``, persons at
        the end of the year.

    Raises
    ------
    InputError
        If the file differs from its description, or names an unknown country.
    """
    source = describe("unhcr")
    (file,) = source.files
    path = folder / file
    table = in_period(read_published(source, folder, file), "year", path)
    refuse_stale(source, table["origin_iso3"], folder)
    table = without_left_out(table, "origin_iso3", source)
    held = {column: numbers(table[published], path).astype("Int64") for column, published in source.columns.items()}
    places = {"origin": countries(table, "origin_iso3", path), "host": countries(table, "asylum_iso3", path)}
    return whole(pd.DataFrame({"year": table["year"], **places, **held}), KEYS, source, path)


def by_origin(table: pd.DataFrame) -> pd.DataFrame:
    """Sum over host countries.

    Parameters
    ----------
    table : DataFrame
        The table of :func:`read`.

    Returns
    -------
    DataFrame
        One row per ``iso3`` (the origin) and ``year``: ``refugees_by_origin``, ``asylum_seekers_by_origin``.
    """
    summed = table.groupby(["origin", "year"], as_index=False)[["refugees", "asylum_seekers"]].sum()
    names = {"origin": "iso3", "refugees": "refugees_by_origin", "asylum_seekers": "asylum_seekers_by_origin"}
    return summed.rename(columns=names)
