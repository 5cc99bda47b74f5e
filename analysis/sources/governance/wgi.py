"""Worldwide Governance Indicators: the rule of law with its standard error."""

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

RULE_OF_LAW = "rl"


def read(folder: Path) -> pd.DataFrame:
    """Read the WGI rule of law.

    Parameters
    ----------
    folder : Path
        Where the publisher's file lies.

    Returns
    -------
    DataFrame
        One row per ``iso3`` and ``year`` that has an estimate: ``wgi_rule_of_law`` in standard normal units
        (about -2.5 to 2.5, higher is better) and ``wgi_rule_of_law_se``, its standard error. Years 2000 and
        2002 on: the indicators were not made for 2001.

    Raises
    ------
    InputError
        If the file differs from its description, or names an unknown country.
    """
    source = describe("wgi")
    (file,) = source.files
    path = folder / file
    table = read_published(source, folder, file)
    table = in_period(table[table["indicator"] == RULE_OF_LAW], "year", path)
    refuse_stale(source, table["code"], folder)
    table = without_left_out(table, "code", source)
    held = {column: numbers(table[published], path) for column, published in source.columns.items()}
    tidy = pd.DataFrame({"iso3": countries(table, "code", path), "year": table["year"], **held})
    return whole(tidy.dropna(subset=["wgi_rule_of_law"]), ["iso3", "year"], source, path)
