"""Figures of sanctions designations by target country, sender, programme, kind and year: counts only, no person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from analysis.clean.designations import clean_designations, listed_year, programme_country
from analysis.core.errors import InputError
from analysis.core.files import HAND

RELEASES = HAND / "sanctions_releases.yml"
CENSORED, UNKNOWN = "censored", "unknown"
WHEN = ["entity_type", "year", "listed_on_basis"]


@dataclass(frozen=True)
class SanctionsRelease:
    """One file, or folder, of a sanctions list.

    Parameters
    ----------
    file : str
        Its name.
    list : str
        ``UN``, ``EU``, ``UK`` or ``US``.
    date : str
        Day or month of the release.
    reason : str
        What it is, and how it can mislead.
    """

    file: str
    list: str
    date: str
    reason: str


@cache
def sanctions_releases() -> tuple[SanctionsRelease, ...]:
    """Read which releases the shipped figures come from."""
    held = yaml.safe_load(RELEASES.read_text(encoding="utf-8"))["releases"]
    return tuple(SanctionsRelease(**(entry | {"date": str(entry["date"])})) for entry in held)


def read_releases(folder: Path) -> pd.DataFrame:
    """Read and clean the releases of all lists from a folder.

    Parameters
    ----------
    folder : Path
        Holds the files that ``data/hand/sanctions_releases.yml`` names.

    Returns
    -------
    DataFrame of str
        One row a designation, as `analysis.clean.designations.clean_designations` gives it.

    Raises
    ------
    InputError
        If one is missing or refused.
    """
    paths = [folder / release.file for release in sanctions_releases()]
    absent = next((path for path in paths if not path.exists()), None)
    if absent is not None:
        fix = f"put it there, or remove its entry from {RELEASES.name}"
        raise InputError(f"no file {absent.name}", "every file of the list of releases", fix, file=folder)
    return clean_designations(paths).table


def _with_year(designations: pd.DataFrame) -> pd.DataFrame:
    """Add the year of listing, and tell apart dates that are no date: "on that day or before", and none."""
    day = designations["listed_on"]
    basis = designations["listed_on_basis"].where(day != "", UNKNOWN)
    basis = basis.mask(day.str.startswith(".."), CENSORED)
    return designations.assign(year=day.map(listed_year), listed_on_basis=basis)


def by_programme(designations: pd.DataFrame) -> pd.DataFrame:
    """Count designations by sender, programme, kind of subject and year.

    Parameters
    ----------
    designations : DataFrame of str
        One row a designation.

    Returns
    -------
    DataFrame
        ``list``, ``programme``, ``programme_country``, ``entity_type``, ``year``, ``listed_on_basis``,
        ``designations``. A designation under two programmes counts for each.
    """
    table = _with_year(designations)
    table = table.assign(programme=table["programme"].str.split(";")).explode("programme")
    pairs = zip(table["list"], table["programme"], strict=True)
    table = table.assign(programme_country=[programme_country(*pair) or "" for pair in pairs])
    return _counted(table, ["list", "programme", "programme_country", *WHEN])


def by_target(designations: pd.DataFrame) -> pd.DataFrame:
    """Count designations by the country that their programmes are about, sender, kind of subject and year.

    Parameters
    ----------
    designations : DataFrame of str
        One row a designation.

    Returns
    -------
    DataFrame
        ``programme_country`` (blank for programmes on conduct or a region), ``list``, ``entity_type``, ``year``,
        ``listed_on_basis``, ``designations``. A designation counts once for each country.
    """
    table = _with_year(designations)
    table = table.assign(programme_country=table["programme_country"].str.split(";")).explode("programme_country")
    return _counted(table, ["programme_country", "list", *WHEN])


def _counted(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return table.groupby(keys, sort=True).size().rename("designations").reset_index()


def compute(folder: Path) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Compute the shipped figures of designations from the releases of all lists.

    Returns
    -------
    dict of str to DataFrame
        Table name to table, as shipped under ``data/raw/sanctions``.
    DataFrame
        The designations themselves, for linking; they name people and are not shipped.
    """
    designations = read_releases(folder)
    return tables(designations), designations


def tables(designations: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Give the figures of clean designations by name of table."""
    return {
        "designations_by_target_country": by_target(designations),
        "designations_by_programme": by_programme(designations),
    }
