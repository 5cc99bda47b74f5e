"""Country-year figures of publishers as two tables: governance, and refugees by origin and host."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from functools import cache, reduce
from pathlib import Path
from typing import Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from analysis.core import judgement
from analysis.core.country_names import parse_country_column
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, RAW, as_csv, csv_as_text, relative
from analysis.core.hand_models import Entry
from analysis.tables.schemas import expect_columns, raw_columns, schema_of
from analysis.tables.shipped import store

LEFT_OUT = HAND / "left_out.csv"
SOURCES = Path(__file__).parent / "sources"


#: The shipped table of all sources.
TABLE = "governance_country_year"
KEYS = ["iso3", "year"]
FIRST_YEAR, LAST_YEAR = 2000, 2025


class Source(Entry):
    """A published source of country-year figures, as its yml describes it; its reader is `read`, for every source."""

    name: str = ""  # that of the yml
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
    missing: Sequence[str]  # texts for a missing value
    encoding: str
    least_countries: int
    rows: Mapping[str, str] = Field(default={})  # published column -> the value of the rows wanted
    numbers: Mapping[str, Literal["whole", "rounded"]] = Field(default={})  # by column; the others are decimal
    one_of: Sequence[str] = ()  # a row without any of these figures is dropped
    by_country: str = ""  # key to sum over all the others but the year, for a source that has more of them
    table: str = ""  # name of the shipped table of a source that is shipped on its own as well

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Refuse a yml that refers to something missing in it."""
        published = {column for head in self.files.values() for column in head}
        needed = {*self.columns.values(), *self.keys.values(), self.left_out_by, *self.rows}
        lacking = {*self.numbers, *self.one_of} - {*self.columns} | needed - published
        if lacking or "year" not in self.keys or self.by_country not in {"", *self.keys}:
            odd = some(sorted(lacking)) or "`keys` and `by_country`"
            raise ValueError(f"names from `columns` and `files`, and a key `year`; look at {odd}")
        return self


@cache
def describe(name: str) -> Source:
    """Read the description of a source from its yml."""
    return judgement.read(Source, SOURCES / f"{name}.yml").model_copy(update={"name": name})


def _read_published(source: Source, path: Path) -> pd.DataFrame:
    """Read a published file as text (missing: empty), indexed by its rows; its columns must be those of the yml."""
    if not path.exists():
        fix = f"download it from {source.url}"
        raise InputError(f"no file {path.name}", f"the file of {source.publisher}", fix, file=path)
    if path.suffix == ".xlsx":
        table = pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine")
    else:
        table = csv_as_text(path, source.encoding)
    columns = source.files[path.name]
    if list(table.columns) != columns:
        fix = f"compare the new release with the old and describe it in {source.name}.yml"
        raise InputError(f"columns {some(table.columns, 20)}", some(columns, 20), fix, file=path, row=1)
    if table.empty:
        raise InputError("no row", "at least one row", f"download it again from {source.url}", file=path)
    numbered = table.set_axis(table.index + 2)
    return numbered.mask(numbered.isin(source.missing), "")


def _left_out(source: Source) -> list[str]:
    """Entities that ``data/hand/left_out.csv`` names for a source, as they are no countries."""
    listed = judgement.table("left_out.csv", LEFT_OUT)
    return list(listed.loc[listed["source"] == source.name, "entity"])


def _countries(values: pd.Series[str], file: Path) -> pd.Series[str]:
    """ISO3 codes of a column, strictly (index: rows of the file, for the message)."""
    _refuse_first(values, values == "", "a country", f"name its entity in {relative(LEFT_OUT)}", file)
    return parse_country_column(values, file)


def _numbers(values: pd.Series[str], file: Path, kind: str | None) -> pd.Series[float] | pd.Series[int]:
    """Finite numbers of a column, ``whole``, ``rounded`` or (None) decimal; blanks become missing."""
    fix = "correct it, or list the text under `missing` in the yml of the source"
    read = pd.to_numeric(values.where(values != ""), errors="coerce").astype("Float64")
    _refuse_first(values, (values != "") & (read.isna() | (read.abs() == math.inf)), "a number", fix, file)
    if kind == "whole":
        _refuse_first(values, (read != read.round()).fillna(False), "a whole number", fix, file)
    return read.round().astype("Int64") if kind else read


def _refuse_first(values: pd.Series[str], bad: pd.Series[bool], expected: str, fix: str, file: Path) -> None:
    """Refuse a column by its first bad value and the row of that."""
    if bad.any():
        first = values[bad]
        got = f"{first.iloc[0]!r} in {values.name!r}" if first.iloc[0] else f"a blank {values.name!r}"
        raise InputError(got, expected, fix, file=file, row=int(first.index[0]))


def refuse_shrunken(table: pd.DataFrame, column: str, source: Source, file: Path) -> None:
    """Refuse a release that names fewer countries than the yml of its source expects."""
    number = table[column].nunique()
    if number < source.least_countries:
        got, expected = f"{number} countries in a release of {source.name}", f"at least {source.least_countries}"
        fix = f"download all of it from {source.url}, or lower `least_countries` in {source.name}.yml"
        raise InputError(got, expected, fix, file=file)


def read(source: Source, folder: Path) -> pd.DataFrame:
    """Read a source: a row per key, sorted, 2000 to 2025; a blank says that it gives no figure."""
    rows = {folder / file: _rows(source, folder / file) for file in source.files}
    entities = {entity for table in rows.values() for entity in table[source.left_out_by]}
    stale = sorted(set(_left_out(source)) - entities)
    if stale:
        got, fix = f"{some(stale)} excluded from {source.name}", f"remove the stale rows from {relative(LEFT_OUT)}"
        raise InputError(got, "entities in its files", fix, file=folder)
    tables = [_figures(source, path, table) for path, table in rows.items()]
    return reduce(lambda left, right: left.merge(right, on=list(source.keys), how="outer"), tables)


def _rows(source: Source, path: Path) -> pd.DataFrame:
    """Read a file as one row per key, in the years of the table."""
    table = _read_published(source, path)
    for column, value in source.rows.items():
        table = table[table[column] == value]
    year = source.keys["year"]
    table = table.drop(columns=year).assign(year=_numbers(table[year], path, "whole"))
    return table[table["year"].between(FIRST_YEAR, LAST_YEAR)]


def _figures(source: Source, path: Path, rows: pd.DataFrame) -> pd.DataFrame:
    """Figures of a file by key, sorted; each key must appear once, and no country be lost."""
    rows, keys = rows[~rows[source.left_out_by].isin(_left_out(source))], list(source.keys)
    lands = {key: _countries(rows[column], path) for key, column in source.keys.items() if key != "year"}
    figures = {
        name: _numbers(rows[column], path, source.numbers.get(name))
        for name, column in source.columns.items()
        if column in rows
    }
    table = pd.DataFrame({"year": rows["year"], **lands, **figures})[[*keys, *figures]]
    table = table.dropna(subset=[*source.one_of], how="all") if source.one_of else table
    refuse_shrunken(table, next(iter(lands)), source, path)
    twice = table[table.duplicated(keys)]
    if not twice.empty:
        got = ", ".join(f"{key} {twice[key].iloc[0]}" for key in keys)
        fix = f"name one of the entities in {relative(LEFT_OUT)}, or correct the file"
        raise InputError(f"{got} twice", "each once", fix, file=path, row=int(twice.index[0]))
    return table.sort_values(keys, ignore_index=True)


def read_all(folder: Path) -> dict[str, pd.DataFrame]:
    """Read every source that has a yml: its name -> its rows."""
    return {path.stem: read(describe(path.stem), folder) for path in sorted(SOURCES.glob("*.yml"))}


def by_country(source: Source, table: pd.DataFrame) -> pd.DataFrame:
    """A row per ``iso3`` and ``year``; where a source has more keys, sums by the one that its yml names."""
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
    """Compute the tables from the publishers' files and write them, with hashes, under ``root/governance``."""
    tables = read_all(folder)
    contents = {f"{TABLE}.csv": as_csv(country_year(tables).round(6))}
    for name, table in tables.items():
        if shipped := describe(name).table:
            contents[f"{shipped}.csv.gz"] = zlib.compress(as_csv(table), level=9, wbits=31)
    for file, content in contents.items():
        store(root / "governance" / file, content)
    return [root / "governance" / file for file in contents]
