"""Political Terror Scale: three readings of each country and year."""

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
    """Read the Political Terror Scale; former states and occupied areas are left out by name.

    Parameters
    ----------
    folder : Path
        Where the publisher's file lies.

    Returns
    -------
    DataFrame
        One row per ``iso3`` and ``year`` with a score: ``pts_amnesty``, ``pts_hrw`` and ``pts_state``, each
        from 1 (least) to 5 (most political terror), after the reports of Amnesty International, Human Rights
        Watch and the US State Department.

    Raises
    ------
    InputError
        If the file differs from its description, or names an unknown entity.
    """
    source = describe("pts")
    (file,) = source.files
    path = folder / file
    table = in_period(read_published(source, folder, file), "Year", path)
    refuse_stale(source, table["Country"], folder)
    table = without_left_out(table, "Country", source)
    held = {column: numbers(table[published], path).astype("Int64") for column, published in source.columns.items()}
    tidy = pd.DataFrame({"iso3": countries(table, "WordBank_Code_A", path), "year": table["year"], **held})
    return whole(tidy.dropna(subset=list(held), how="all"), ["iso3", "year"], source, path)
