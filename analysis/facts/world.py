"""The clean tables of the release, and the places that numbers are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import country_name, fold
from analysis.core.messages import _, number
from analysis.core.messages import day as day
from analysis.stats.estimate import Estimate, Subject, complete_count
from analysis.tables.release import Release, shipped_release, territories
from analysis.tables.shipped import sidecar

MILLION = 1_000_000.0


def release() -> Release:
    """Return the clean tables, read once in a process."""
    return shipped_release()


@cache
def known_territories() -> frozenset[str]:
    """Return the members of INTERPOL and every other territory that the data names."""
    return frozenset(territories(release()))


@cache
def source(*tables: str) -> str:
    """Name shipped tables as a source; the report's list of sources says what each is."""
    assert all(sidecar(table) for table in tables)
    return ", ".join(tables)


def sourced(table: pd.DataFrame, *tables: str) -> pd.DataFrame:
    """Note in ``attrs`` which shipped tables a table was computed from, so that it can be cited."""
    table.attrs["source"] = source(*tables)
    return table


def counted(count: int, unit: str, universe: str, *tables: str, n: float | None = None) -> Estimate:
    """Complete count of rows of shipped tables; ``n`` is what it is a part of."""
    return complete_count(count, universe=universe, source=source(*tables), unit=unit, n=n)


def part(count: float, whole: float, unit: str, universe: str, *tables: str) -> Estimate:
    """Complete count of some of a whole, as the title of a chart states it."""
    sentence = _("{part} of {whole} {unit}.", part=number(count), whole=number(whole), unit=unit)
    return replace(counted(int(count), unit, universe, *tables, n=float(whole)), said=sentence)


def about(noun: str, universe: str, *tables: str) -> Subject:
    """Return what a number of the whole world is about; it comes from shipped tables."""
    return Subject(_("World"), noun, universe, source(*tables), name_of=country_name)


@cache
def former_republics() -> tuple[str, ...]:
    """Name the former Soviet republics: neighbours that share more than a subregion."""
    return tuple(judgement.table("former_republics.csv")["iso3"])


def by_name(codes: Iterable[str]) -> list[str]:
    """Sort codes of countries by name."""
    return sorted(codes, key=lambda code: fold(country_name(code)))


def names(codes: pd.Series[str]) -> pd.Series[str]:
    """Return what sorts a column of codes of countries by name, blank ones first."""
    return codes.astype(str).map(lambda code: fold(country_name(code)) if code else "")


def population(year: int) -> pd.Series[int]:
    """Return inhabitants by ISO3 code in a year, where known."""
    table = release()["governance_country_year"]
    rows = table[(table["year"] == year) & table["population"].notna()]
    return rows.set_index("iso3")["population"].astype(int)


@cache
def read_in_copy() -> dict[str, str]:
    """Return what was read in a copy or republication, in words, by the id of its register row."""
    flags = release()["cases_flags"].query("flag == 'copy_read'")
    return dict(zip(flags["case_id"], flags["explanation"], strict=True))
