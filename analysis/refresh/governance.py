"""Country-year figures of publishers as two tables: governance, and refugees by origin and host."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cache, reduce
from pathlib import Path

import pandas as pd
import yaml

from analysis.core import hand
from analysis.core.countries import to_iso3
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, RAW, csv_as_text, relative
from analysis.tables.shipped import store

LEFT_OUT = HAND / "left_out.csv"


FIRST_YEAR, LAST_YEAR = 2000, 2025


@dataclass(frozen=True)
class Source:
    """A published source of country-year figures, as its yml describes it."""

    name: str
    title: str
    publisher: str
    url: str
    citation: str
    licence: str
    licence_url: str
    files: dict[str, list[str]]  # file name -> its columns, all, in order
    columns: dict[str, str]
    missing: list[str]  # texts for a missing value
    encoding: str
    least_countries: int


@cache
def describe(name: str) -> Source:
    """Read the description of a source from the yml beside its reader."""
    path = Path(__file__).parent / "sources" / f"{name}.yml"
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    wanted = {field.name for field in fields(Source)} - {"name"}
    if set(held) != wanted:
        fix = f"add {some(sorted(wanted - set(held)))}; remove {some(sorted(set(held) - wanted))}"
        raise InputError(f"fields {some(sorted(held), 20)}", some(sorted(wanted), 20), fix, file=relative(path))
    return Source(name=name, **held)


def read_published(source: Source, folder: Path, file: str) -> pd.DataFrame:
    """Read a published file as text (missing: empty), indexed by its rows, its columns held against the yml."""
    path = folder / file
    if not path.exists():
        raise InputError(
            f"no file {file}", f"the file of {source.publisher}", f"download it from {source.url}", file=path
        )
    table = _as_text(path, source.encoding)
    if list(table.columns) != source.files[file]:
        raise InputError(
            f"columns {some(table.columns, 20)}",
            some(source.files[file], 20),
            f"compare the new release with the old and describe it in {source.name}.yml",
            file=path,
            row=1,
        )
    if table.empty:
        raise InputError("no row", "at least one row", f"download it again from {source.url}", file=path)
    numbered = table.set_axis(table.index + 2)
    return numbered.mask(numbered.isin(source.missing), "")


def _as_text(path: Path, encoding: str) -> pd.DataFrame:
    if path.suffix == ".xlsx":
        return pd.read_excel(path, dtype=str, keep_default_na=False)
    return csv_as_text(path, encoding)


def in_period(table: pd.DataFrame, column: str, file: Path) -> pd.DataFrame:
    """Keep the years from 2000 to 2025; the year becomes a number and is renamed ``year``."""
    years = numbers(table[column], file).astype("Int64")
    table = table.drop(columns=column).assign(year=years)
    return table[table["year"].between(FIRST_YEAR, LAST_YEAR)]


def without_left_out(table: pd.DataFrame, column: str, source: Source) -> pd.DataFrame:
    """Drop the entities that ``data/hand/left_out.csv`` names for a source, and only those."""
    return table[~table[column].isin(_left_out(source))]


def refuse_stale(source: Source, seen: Iterable[str], folder: Path) -> None:
    """Check that every entity left out of a source stands in it: the list must follow the source."""
    stale = sorted(set(_left_out(source)) - set(seen))
    if stale:
        raise InputError(
            f"{some(stale)} left out of {source.name}",
            "entities that stand in its files",
            f"remove the stale rows from {relative(LEFT_OUT)}",
            file=folder,
        )


def _left_out(source: Source) -> list[str]:
    listed = hand.table(LEFT_OUT.name)
    return list(listed.loc[listed["source"] == source.name, "entity"])


def countries(table: pd.DataFrame, column: str, file: Path) -> pd.Series[str]:
    """Give the ISO3 codes of a column, strictly; the index holds the rows of the file, for the message."""
    blank = table.index[table[column] == ""]
    if len(blank):
        raise InputError(
            f"a blank {column!r}", "a country", f"name its entity in {relative(LEFT_OUT)}", file=file, row=int(blank[0])
        )
    first = table[column].drop_duplicates()
    known = {value: to_iso3(value, file=file, row=int(str(row))) for row, value in first.items()}
    return table[column].map(known)


def numbers(values: pd.Series[str], file: Path) -> pd.Series[float]:
    """Read a column of numbers; blanks become missing."""
    read = pd.to_numeric(values.where(values != ""), errors="coerce").astype("Float64")
    bad = values[(values != "") & read.isna()]
    if not bad.empty:
        fix = "correct it, or list the text under `missing` in the yml of the source"
        raise InputError(f"{bad.iloc[0]!r} in {values.name!r}", "a number", fix, file=file, row=int(bad.index[0]))
    return read


def whole(table: pd.DataFrame, keys: list[str], source: Source, file: Path) -> pd.DataFrame:
    """Check that each key stands once and that no countries were lost, and sort by key."""
    refuse_shrunken(table, next(key for key in keys if key != "year"), source, file)
    twice = table[table.duplicated(keys)]
    if not twice.empty:
        got = ", ".join(f"{key} {twice[key].iloc[0]}" for key in keys)
        fix = f"name one of the entities in {relative(LEFT_OUT)}, or correct the file"
        raise InputError(f"{got} twice", "each once", fix, file=file, row=int(twice.index[0]))
    return table.sort_values(keys, ignore_index=True)


def refuse_shrunken(table: pd.DataFrame, column: str, source: Source, file: Path) -> None:
    """Refuse a release that names fewer countries than the yml of its source expects."""
    found = table[column].nunique()
    if found < source.least_countries:
        raise InputError(
            f"{found} countries in a release of {source.name}",
            f"at least {source.least_countries}",
            f"download it whole from {source.url}, or lower `least_countries` in {source.name}.yml",
            file=file,
        )


VDEM_KEYS = ["iso3", "year"]


def read_vdem(folder: Path) -> pd.DataFrame:
    """Read the four V-Dem indices."""
    source = describe("owid_vdem")
    tables = {
        column: in_period(read_published(source, folder, file), "Year", folder / file)
        for column, file in source.columns.items()
    }
    refuse_stale(source, pd.concat([table["Entity"] for table in tables.values()]), folder)
    parts = [_index(table, column, folder / source.columns[column]) for column, table in tables.items()]
    joined = reduce(lambda left, right: left.merge(right, on=VDEM_KEYS, how="outer"), parts)
    return joined.astype({"vdem_regime": "Int64"})


def _index(table: pd.DataFrame, column: str, path: Path) -> pd.DataFrame:
    source = describe("owid_vdem")
    kept = without_left_out(table, "Entity", source)
    value = numbers(kept[source.files[path.name][3]], path)
    tidy = pd.DataFrame({"iso3": countries(kept, "Code", path), "year": kept["year"], column: value})
    return whole(tidy, VDEM_KEYS, source, path)


def read_population(folder: Path) -> pd.DataFrame:
    """Read the population of countries; groups of countries are left out by name."""
    source = describe("population")
    (file,) = source.files
    path = folder / file
    table = in_period(read_published(source, folder, file), "Year", path)
    refuse_stale(source, table["Country Name"], folder)
    table = without_left_out(table, "Country Name", source)
    value = numbers(table["Value"], path).round().astype("Int64")
    tidy = pd.DataFrame({"iso3": countries(table, "Country Code", path), "year": table["year"], "population": value})
    return whole(tidy, ["iso3", "year"], source, path)


def read_pts(folder: Path) -> pd.DataFrame:
    """Read the Political Terror Scale; former states and occupied areas are left out by name."""
    source = describe("pts")
    (file,) = source.files
    path = folder / file
    table = in_period(read_published(source, folder, file), "Year", path)
    refuse_stale(source, table["Country"], folder)
    table = without_left_out(table, "Country", source)
    held = {column: numbers(table[published], path).astype("Int64") for column, published in source.columns.items()}
    tidy = pd.DataFrame({"iso3": countries(table, "WordBank_Code_A", path), "year": table["year"], **held})
    return whole(tidy.dropna(subset=list(held), how="all"), ["iso3", "year"], source, path)


REFUGEE_KEYS = ["year", "origin", "host"]


def read_refugees(folder: Path) -> pd.DataFrame:
    """Read the population at risk; origins that are no country are left out by name."""
    source = describe("unhcr")
    (file,) = source.files
    path = folder / file
    table = in_period(read_published(source, folder, file), "year", path)
    refuse_stale(source, table["origin_iso3"], folder)
    table = without_left_out(table, "origin_iso3", source)
    held = {column: numbers(table[published], path).astype("Int64") for column, published in source.columns.items()}
    places = {"origin": countries(table, "origin_iso3", path), "host": countries(table, "asylum_iso3", path)}
    return whole(pd.DataFrame({"year": table["year"], **places, **held}), REFUGEE_KEYS, source, path)


def by_origin(table: pd.DataFrame) -> pd.DataFrame:
    """Sum over host countries."""
    summed = table.groupby(["origin", "year"], as_index=False)[["refugees", "asylum_seekers"]].sum()
    names = {"origin": "iso3", "refugees": "refugees_by_origin", "asylum_seekers": "asylum_seekers_by_origin"}
    return summed.rename(columns=names)


RULE_OF_LAW = "rl"


def read_wgi(folder: Path) -> pd.DataFrame:
    """Read the WGI rule of law."""
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


KEYS = ["iso3", "year"]


READERS: tuple[Callable[[Path], pd.DataFrame], ...] = (read_vdem, read_wgi, read_pts, read_population)


def country_year(folder: Path, refugees: pd.DataFrame) -> pd.DataFrame:
    """Join the country-year sources."""
    parts = [read(folder) for read in READERS] + [by_origin(refugees)]
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
    refugees = read_refugees(folder)
    by_year = root / "governance" / "governance_country_year.csv"
    by_host = root / "governance" / "refugees_by_origin_host.csv.gz"
    store(by_year, _csv(country_year(folder, refugees).round(6)))
    store(by_host, gzip.compress(_csv(refugees), compresslevel=9, mtime=0))
    return [by_year, by_host]


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode()
