"""The country-year table and the population at risk, computed from the publishers' files."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pandas as pd

from analysis.core.files import RAW
from analysis.sources.governance import owid_vdem, population, pts, unhcr, wgi
from analysis.sources.release import store

KEYS = ["iso3", "year"]
READERS: tuple[Callable[[Path], pd.DataFrame], ...] = (owid_vdem.read, wgi.read, pts.read, population.read)


def country_year(folder: Path, refugees: pd.DataFrame) -> pd.DataFrame:
    """Join the country-year sources.

    Parameters
    ----------
    folder : Path
        Where the publishers' files lie.
    refugees : DataFrame
        The table of :func:`analysis.sources.governance.unhcr.read`.

    Returns
    -------
    DataFrame
        One row per ``iso3`` and ``year`` that any source names, 2000 to 2025, sorted; a blank says that the
        source gives no value for that country and year.
    """
    parts = [read(folder) for read in READERS] + [unhcr.by_origin(refugees)]
    joined = reduce(lambda left, right: left.merge(right, on=KEYS, how="outer"), parts)
    return joined.sort_values(KEYS, ignore_index=True)


def build(folder: Path, root: Path = RAW) -> list[Path]:
    """Compute both tables and write them, with their new hashes, under ``root/governance``.

    Parameters
    ----------
    folder : Path
        Where the publishers' files lie.
    root : Path
        The folder of shipped tables; the sidecars must be there.

    Returns
    -------
    list of Path
        The two files written.
    """
    refugees = unhcr.read(folder)
    by_year = root / "governance" / "governance_country_year.csv"
    by_host = root / "governance" / "refugees_by_origin_host.csv.gz"
    store(by_year, _csv(country_year(folder, refugees).round(6)))
    store(by_host, gzip.compress(_csv(refugees), compresslevel=9, mtime=0))
    return [by_year, by_host]


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode()
