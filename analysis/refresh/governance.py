"""Country-year figures of publishers as two tables: governance, and refugees by origin and host."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache, reduce
from pathlib import Path
from typing import Literal

import pandas as pd
import yaml

from analysis.core import hand
from analysis.core.countries import to_iso3
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, RAW, csv_as_text, relative
from analysis.tables.schemas import expect_columns, raw_columns, schema_of
from analysis.tables.shipped import store

LEFT_OUT = HAND / "left_out.csv"
SOURCES = Path(__file__).parent / "sources"


#: The shipped table of all sources.
TABLE = "governance_country_year"


KEYS = ["iso3", "year"]


FIRST_YEAR, LAST_YEAR = 2000, 2025


Kind = Literal["whole", "rounded"]


@dataclass(frozen=True)
class Source:
    """A published source of country-year figures, as its yml describes it; its reader is `read`, for every source."""

    name: str
    title: str
    publisher: str
    url: str
    citation: str
    licence: str
    licence_url: str
    files: dict[str, list[str]]  # file name -> its columns, all, in order
    keys: dict[str, str]  # column that names a row -> as published; every one but ``year`` is a country
    left_out_by: str  # published column with the entities of data/hand/left_out.csv
    columns: dict[str, str]  # column of figures -> as published, in whichever file has it
    missing: list[str]  # texts for a missing value
    encoding: str
    least_countries: int
    rows: dict[str, str] = field(default_factory=dict)  # published column -> the value of the rows wanted
    numbers: dict[str, Kind] = field(default_factory=dict)  # column -> ``whole`` or ``rounded``; otherwise decimal
    one_of: list[str] = field(default_factory=list)  # a row without any of these figures is dropped
    by_country: str = ""  # key to sum over all the others but the year, for a source that has more of them
    table: str = ""  # name of the shipped table of a source that is shipped on its own as well

    def paths(self, folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
        """Give each file with the columns of figures that it has."""
        for file, head in self.files.items():
            yield folder / file, {name: held for name, held in self.columns.items() if held in head}


@cache
def describe(name: str) -> Source:
    """Read the description of a source from its yml."""
    path = SOURCES / f"{name}.yml"
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    known = {entry.name: entry.default_factory is MISSING and entry.default is MISSING for entry in fields(Source)}
    lacking, extra = {name for name, must in known.items() if must} - {"name", *held}, set(held) - set(known)
    if lacking or extra:
        fix = f"add {some(sorted(lacking))}; remove {some(sorted(extra))}"
        raise InputError(f"fields {some(sorted(held), 20)}", some(sorted(known), 20), fix, file=relative(path))
    return Source(name=name, **held)


def read_published(source: Source, path: Path) -> pd.DataFrame:
    """Read a published file as text (missing: empty), indexed by its rows, its columns held against the yml."""
    if not path.exists():
        fix = f"download it from {source.url}"
        raise InputError(f"no file {path.name}", f"the file of {source.publisher}", fix, file=path)
    table = _as_text(path, source.encoding)
    if list(table.columns) != source.files[path.name]:
        raise InputError(
            f"columns {some(table.columns, 20)}",
            some(source.files[path.name], 20),
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
    listed = hand.table("left_out.csv", LEFT_OUT)
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


def whole(table: pd.DataFrame, source: Source, file: Path) -> pd.DataFrame:
    """Check that each key stands once and that no countries were lost, and sort by key."""
    keys = list(source.keys)
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


def read(source: Source, folder: Path) -> pd.DataFrame:
    """Read a source: a row per key, sorted, 2000 to 2025; a blank says that it gives no figure."""
    parts = [(path, columns, _rows(source, path)) for path, columns in source.paths(folder)]
    refuse_stale(source, pd.concat([table[source.left_out_by] for _, _, table in parts]), folder)
    tables = [_tidy(source, path, columns, table) for path, columns, table in parts]
    return reduce(lambda left, right: left.merge(right, on=list(source.keys), how="outer"), tables)


def _rows(source: Source, path: Path) -> pd.DataFrame:
    table = read_published(source, path)
    for column, value in source.rows.items():
        table = table[table[column] == value]
    return in_period(table, source.keys["year"], path)


def _tidy(source: Source, path: Path, columns: dict[str, str], table: pd.DataFrame) -> pd.DataFrame:
    kept = without_left_out(table, source.left_out_by, source)
    figures = {name: _figures(kept[held], source.numbers.get(name), path) for name, held in columns.items()}
    keys = {key: kept["year"] if key == "year" else countries(kept, held, path) for key, held in source.keys.items()}
    tidy = pd.DataFrame({**keys, **figures})
    return whole(tidy.dropna(subset=source.one_of, how="all") if source.one_of else tidy, source, path)


def _figures(published: pd.Series[str], kind: Kind | None, path: Path) -> pd.Series[float] | pd.Series[int]:
    read = numbers(published, path)
    if kind is None:
        return read
    return (read.round() if kind == "rounded" else read).astype("Int64")


def read_all(folder: Path) -> dict[str, pd.DataFrame]:
    """Read every source that has a yml: its name -> its rows."""
    return {path.stem: read(describe(path.stem), folder) for path in sorted(SOURCES.glob("*.yml"))}


def by_country(source: Source, table: pd.DataFrame) -> pd.DataFrame:
    """Give a row per ``iso3`` and ``year``; where a source has more keys, sums by the one that its yml names."""
    if not source.by_country:
        return table
    summed = table.groupby([source.by_country, "year"], as_index=False)[list(source.columns)].sum()
    names = {column: f"{column}_by_{source.by_country}" for column in source.columns}
    return summed.rename(columns={source.by_country: "iso3", **names})


def country_year(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Join all sources: a row per ``iso3`` and ``year`` that any names, sorted, with the columns of the schema."""
    parts = [by_country(describe(name), table) for name, table in tables.items()]
    joined = reduce(lambda left, right: left.merge(right, on=KEYS, how="outer"), parts)
    schema = schema_of(TABLE)
    expect_columns(joined, schema, SOURCES)
    return joined.sort_values(KEYS, ignore_index=True)[raw_columns(schema)]


def build(folder: Path, root: Path = RAW) -> list[Path]:
    """Compute the tables and write them, with their new hashes, under ``root/governance``.

    Parameters
    ----------
    folder : Path
        Where the publishers' files lie.
    root : Path
        The folder of shipped tables; the sidecars must be there.

    Returns
    -------
    list of Path
        The files written.
    """
    tables = read_all(folder)
    made = {f"{TABLE}.csv": _csv(country_year(tables).round(6))}
    for name, table in tables.items():
        if shipped := describe(name).table:
            made[f"{shipped}.csv.gz"] = gzip.compress(_csv(table), compresslevel=9, mtime=0)
    for file, content in made.items():
        store(root / "governance" / file, content)
    return [root / "governance" / file for file in made]


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode()
