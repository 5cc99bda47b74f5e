"""Country-year figures of publishers as two tables: governance, and refugees by origin and host."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import chain
from pathlib import Path
from typing import Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from analysis.core import judgement
from analysis.core.countries import parse_country_column
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, RAW, csv_as_text, relative
from analysis.core.judgement import Entry
from analysis.tables.schemas import expect_columns, raw_columns, schema_of
from analysis.tables.shipped import store

LEFT_OUT = HAND / "left_out.csv"
SOURCES = Path(__file__).parent / "sources"


#: The shipped table of all sources.
TABLE = "governance_country_year"


KEYS = ["iso3", "year"]


FIRST_YEAR, LAST_YEAR = 2000, 2025


class Combined(Entry):
    """A figure made of several published columns of one row; a blank among them is passed over."""

    of: Sequence[str]
    by: Literal["max", "min", "mean", "sum"]


class Down(Entry):
    """A file that gives one figure a row: which column says what it is, and which holds it."""

    figure: str
    value: str


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
    columns: dict[str, str | Combined]  # column of figures -> as published, in whichever file has it
    missing: Sequence[str]  # texts for a missing value
    encoding: str
    least_countries: int
    rows: Mapping[str, str] = Field(default={})  # published column -> the value of the rows wanted
    years_across: str = ""  # where each year is a column: what the published figure is called in `columns`
    figures_down: Down | None = None  # where each figure is a row: `columns` then holds what ``figure`` says
    numbers: Mapping[str, Literal["whole", "rounded"]] = Field(
        default={}
    )  # column -> ``whole`` or ``rounded``; otherwise decimal
    one_of: Sequence[str] = ()  # a row without any of these figures is dropped
    by_country: str = ""  # key to sum over all the others but the year, for a source that has more of them
    table: str = ""  # name of the shipped table of a source that is shipped on its own as well

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Refuse a yml that names what it does not hold."""
        wanted = {*self.figures_of(self.columns), *self.keys.values(), self.left_out_by, *self.rows}
        lacking = {*self.numbers, *self.one_of} - {*self.columns} | wanted - self._published()
        if lacking or "year" not in self.keys or self.by_country not in {"", *self.keys}:
            odd = some(sorted(lacking)) or "`keys` and `by_country`"
            raise ValueError(f"names that stand in `columns` and `files`, and a key `year`; look at {odd}")
        return self

    def _published(self) -> set[str]:
        """Give every column that there is once a file is one row a key."""
        heads = {column for head in self.files.values() for column in head}
        if self.years_across:
            return heads | {self.years_across, self.keys.get("year", "")}
        return heads | {*self.figures_of(self.columns)} if self.figures_down else heads

    @staticmethod
    def figures_of(columns: Mapping[str, str | Combined]) -> list[str]:
        """Give the published columns that figures are made of."""
        return [*chain.from_iterable([held] if isinstance(held, str) else held.of for held in columns.values())]

    def paths(self, folder: Path) -> Iterator[tuple[Path, dict[str, str | Combined]]]:
        """Give each file with the columns of figures that it has."""
        for file, head in self.files.items():
            shaped = self.figures_down or self.years_across
            has = {name: held for name, held in self.columns.items() if {*self.figures_of({name: held})} <= {*head}}
            yield folder / file, dict(self.columns) if shaped else has


@cache
def describe(name: str) -> Source:
    """Read the description of a source from its yml."""
    return judgement.read(Source, SOURCES / f"{name}.yml").model_copy(update={"name": name})


def read_published(source: Source, path: Path) -> pd.DataFrame:
    """Read a published file as text (missing: empty), indexed by its rows, its columns held against the yml."""
    if not path.exists():
        fix = f"download it from {source.url}"
        raise InputError(f"no file {path.name}", f"the file of {source.publisher}", fix, file=path)
    table = _as_text(path, source.encoding)
    wanted = source.files[path.name]
    if list(table.columns) != wanted:
        fix = f"compare the new release with the old and describe it in {source.name}.yml"
        raise InputError(f"columns {some(table.columns, 20)}", some(wanted, 20), fix, file=path, row=1)
    if table.empty:
        raise InputError("no row", "at least one row", f"download it again from {source.url}", file=path)
    numbered = table.set_axis(table.index + 2)
    return numbered.mask(numbered.isin(source.missing), "")


def _as_text(path: Path, encoding: str) -> pd.DataFrame:
    if path.suffix == ".xlsx":
        return pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine")
    return csv_as_text(path, encoding)


def in_period(table: pd.DataFrame, column: str, file: Path) -> pd.DataFrame:
    """Keep the years from 2000 to 2025; the year becomes a number and is renamed ``year``."""
    years = whole_numbers(table[column], file)
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
    listed = judgement.table("left_out.csv", LEFT_OUT)
    return list(listed.loc[listed["source"] == source.name, "entity"])


def countries(table: pd.DataFrame, column: str, file: Path) -> pd.Series[str]:
    """Give the ISO3 codes of a column, strictly; the index holds the rows of the file, for the message."""
    blank = table.index[table[column] == ""]
    if len(blank):
        fix = f"name its entity in {relative(LEFT_OUT)}"
        raise InputError(f"a blank {column!r}", "a country", fix, file=file, row=int(blank[0]))
    return parse_country_column(table[column], file)


def numbers(values: pd.Series[str], file: Path) -> pd.Series[float]:
    """Read a column of finite numbers; blanks become missing."""
    read = pd.to_numeric(values.where(values != ""), errors="coerce").astype("Float64")
    _refuse_first(values, (values != "") & (read.isna() | (read.abs() == math.inf)), "a number", file)
    return read


def whole_numbers(values: pd.Series[str], file: Path) -> pd.Series[int]:
    """Read a column of whole numbers; blanks become missing."""
    read = numbers(values, file)
    _refuse_first(values, (read != read.round()).fillna(False), "a whole number", file)
    return read.astype("Int64")


def _refuse_first(values: pd.Series[str], bad: pd.Series[bool], expected: str, file: Path) -> None:
    """Refuse a column by its first bad value and the row of that."""
    if bad.any():
        fix = "correct it, or list the text under `missing` in the yml of the source"
        first = values[bad]
        raise InputError(f"{first.iloc[0]!r} in {values.name!r}", expected, fix, file=file, row=int(first.index[0]))


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
    return in_period(_shaped(table, source, path), source.keys["year"], path)


def _shaped(table: pd.DataFrame, source: Source, path: Path) -> pd.DataFrame:
    """Give a table whose years stand across, or whose figures stand down, as one row a key."""
    if source.years_across:
        years = [column for column in table.columns if column.isdecimal() and len(column) == 4]
        fixed = [column for column in table.columns if column not in years]
        return table.melt(fixed, years, source.keys["year"], source.years_across, ignore_index=False)
    return _one_row_a_key(table, source, source.figures_down, path) if source.figures_down else table


def _one_row_a_key(table: pd.DataFrame, source: Source, down: Down, path: Path) -> pd.DataFrame:
    """Put the figures of a key beside one another; the index keeps the first row of each."""
    keys = [*dict.fromkeys([*source.keys.values(), source.left_out_by])]
    figures = source.figures_of(source.columns)
    absent = sorted({*figures} - {*table[down.figure]})
    if absent:
        got, fix = f"no row of {down.figure} {some(absent)}", f"correct `columns` in {source.name}.yml"
        raise InputError(got, "at least one of each", fix, file=path)
    return _beside(table[table[down.figure].isin(figures)], keys, figures, down, path)


def _beside(wanted: pd.DataFrame, keys: list[str], figures: list[str], down: Down, path: Path) -> pd.DataFrame:
    twice = wanted[wanted.duplicated([*keys, down.figure])]
    if not twice.empty:
        got, fix = f"{down.figure} {twice[down.figure].iloc[0]!r} of one country and year twice", "correct the file"
        raise InputError(got, "each once", fix, file=path, row=int(twice.index[0]))
    wide = wanted.pivot_table(down.value, keys, down.figure, aggfunc="first")
    wide = wide[figures].fillna("").reset_index()
    first = wanted.drop_duplicates(keys).reset_index(names="row").set_index(keys)["row"]
    return wide.set_axis(first.loc[pd.MultiIndex.from_frame(wide[keys])].to_numpy())


def _tidy(source: Source, path: Path, columns: dict[str, str | Combined], table: pd.DataFrame) -> pd.DataFrame:
    kept = without_left_out(table, source.left_out_by, source)
    figures = {name: _figures(kept, held, source.numbers.get(name), path) for name, held in columns.items()}
    keys = {key: kept["year"] if key == "year" else countries(kept, held, path) for key, held in source.keys.items()}
    tidy = pd.DataFrame({**keys, **figures})
    return whole(tidy.dropna(subset=[*source.one_of], how="all") if source.one_of else tidy, source, path)


def _figures(
    table: pd.DataFrame, held: str | Combined, kind: str | None, path: Path
) -> pd.Series[float] | pd.Series[int]:
    """Read the figures of one column, or of several as one."""
    read = whole_numbers if kind == "whole" else numbers
    if isinstance(held, str):
        found = read(table[held], path)
    else:
        parts = pd.DataFrame({column: read(table[column], path) for column in held.of})
        found = parts.agg(held.by, axis=1, skipna=True).where(parts.notna().any(axis=1))
    return found.round().astype("Int64") if kind == "rounded" else found


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
