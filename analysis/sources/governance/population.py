"""World Bank population by country and year."""

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


def read(folder: Path) -> pd.DataFrame:
    """Read the population of countries; groups of countries are left out by name.

    Parameters
    ----------
    folder : Path
        Where the publisher's file lies.

    Returns
    -------
    DataFrame
        One row per ``iso3`` and ``year``: ``population``, inhabitants at mid-year.

    Raises
    ------
    InputError
        If the file differs from its description, or names an unknown country or group.
    """
    source = describe("population")
    (file,) = source.files
    path = folder / file
    table = in_period(read_published(source, folder, file), "Year", path)
    refuse_stale(source, table["Country Name"], folder)
    table = without_left_out(table, "Country Name", source)
    value = numbers(table["Value"], path).round().astype("Int64")
    tidy = pd.DataFrame({"iso3": countries(table, "Country Code", path), "year": table["year"], "population": value})
    return whole(tidy, ["iso3", "year"], source, path)
