"""Value-level differences between two states of a table, per country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError, some
from analysis.core.files import csv_as_text
from analysis.tables.schemas import find_schema, with_role

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


COLUMNS = ["table", "country", "key", "column", "old", "new", "change"]


#: A total is flagged that moves by more than this share, and by at least this many.
LARGE_SHARE, LARGE_COUNT = 0.2, 10


#: Columns that hold a country, in tables that no schema describes.
COUNTRIES = ("iso3", "requesting_country", "programme_country", "country", "nationality")


ENDINGS = (".csv", ".csv.gz")


@dataclass(frozen=True)
class Difference:
    """What differs between two states of a table.

    Parameters
    ----------
    table : str
        Its name.
    changes : DataFrame
        One row a value that was added, removed or changed: `COLUMNS`.
    totals : DataFrame
        By country: ``added``, ``removed``, ``changed`` (values), and for each count column ``old`` and ``new`` as its
        sums, with ``large`` where one moves by more than a fifth and by at least ten.
    """

    table: str
    changes: pd.DataFrame
    totals: pd.DataFrame


def compare(name: str, old: pd.DataFrame, new: pd.DataFrame) -> Difference:
    """Compare two states of a table value by value.

    Parameters
    ----------
    name : str
        Name of the table; where a schema describes it, the key and the countries are the schema's.
    old, new : DataFrame of str
        The two states, blanks as empty strings.

    Returns
    -------
    Difference
        Empty where both hold the same rows, in whatever order.

    Raises
    ------
    InputError
        If a column of the key is missing on one side, or a key of the schema stands twice.

    Examples
    --------
    >>> old = pd.DataFrame({"iso3": ["BLR", "TUV"], "notices": ["7", "1"]})
    >>> found = compare("invented", old, old.assign(notices=["9", "1"]))
    >>> found.changes[["country", "column", "old", "new"]].to_numpy().tolist()
    [['BLR', 'notices', '7', '9']]
    """
    key = _key(name, old, new)
    strict = find_schema(name) is not None and set(old.columns) == set(new.columns)
    one, two = (_keyed(name, table, key, strict=strict) for table in (old, new))
    country = _country_column(name, [*old.columns, *new.columns])
    values = pd.DataFrame(_values(name, one, two, key, country), columns=COLUMNS, dtype="str")
    return Difference(name, values, _totals(values, one, two, country))


def _key(name: str, old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    """Give the key of the schema, unless an earlier state, of another schema, had columns that tell more rows apart."""
    schema = find_schema(name)
    if schema is not None:
        wanted = list(schema.unique)
        absent = [column for column in wanted if column not in old.columns or column not in new.columns]
        if absent:
            raise InputError(f"no column {some(absent)} in a table {name}", f"its key {some(wanted)}", "restore it")
        if set(old.columns) == set(new.columns) or not (old.duplicated(wanted).any() or new.duplicated(wanted).any()):
            return wanted
    return _shortest_key(name, old, new)


def _shortest_key(name: str, old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    """Give the fewest first columns that name every row once on both sides; all that both have where none do."""
    shared = [column for column in old.columns if column in new.columns]
    if not shared:
        got = f"tables {name} with no column in common"
        raise InputError(got, "two states of one table", "compare files of the same table")
    runs = (shared[:length] for length in range(1, len(shared) + 1))
    return next((run for run in runs if not old.duplicated(run).any() and not new.duplicated(run).any()), shared)


def _keyed(name: str, table: pd.DataFrame, key: list[str], *, strict: bool) -> pd.DataFrame:
    """Index a table by its key; rows that no key tells apart are numbered."""
    again = table.groupby(key).cumcount() if len(table) else pd.Series(dtype=int)
    if strict and again.any():
        row = int(again.to_numpy().argmax())
        shown = ", ".join(table[key].iloc[row])
        raise InputError(f"the key {shown!r} twice", "each key once", "remove one", file=name, row=row + 2)
    index = pd.MultiIndex.from_frame(table[key].assign(_again=again.astype(str)))
    return table.set_index(index)


def _country_column(name: str, columns: Sequence[str]) -> str:
    schema = find_schema(name)
    roles = [*COUNTRIES] if schema is None else with_role(schema.columns, "country")
    return next((column for column in roles if column in columns), "")


def _values(name: str, one: pd.DataFrame, two: pd.DataFrame, key: list[str], country: str) -> Iterator[tuple[str, ...]]:
    columns = [column for column in dict.fromkeys([*one.columns, *two.columns]) if column not in key]
    old, new = one.to_dict("index"), two.to_dict("index")
    for label in dict.fromkeys([*old, *new]):
        before, after = old.get(label), new.get(label)
        known = after or before or {}
        shown = ", ".join(f"{column} {known[column] or '-'}" for column in key)
        change = CHANGED if before and after else ADDED if after else REMOVED
        cells = [(column, (before or {}).get(column, ""), (after or {}).get(column, "")) for column in columns]
        differing = [cell for cell in cells if cell[1] != cell[2]]
        if change != CHANGED and not differing:  # a row that came or went and holds nothing beside its key
            differing = [(key[-1], "", "")]
        for cell in differing:
            yield name, known.get(country, ""), shown, *cell, change


def _totals(values: pd.DataFrame, one: pd.DataFrame, two: pd.DataFrame, country: str) -> pd.DataFrame:
    counts = pd.crosstab(values["country"], values["change"])
    counts = counts.reindex(columns=[ADDED, REMOVED, CHANGED], fill_value=0).astype(int)
    number = _count_column(one, two)
    sums = [_sums(table, country, number).reindex(counts.index, fill_value=0) for table in (one, two)]
    old, new = sums
    moved = (new - old).abs()
    large = (moved >= LARGE_COUNT) & (moved > LARGE_SHARE * old)
    return counts.assign(of=number, old=old, new=new, large=large).reset_index()


def _count_column(one: pd.DataFrame, two: pd.DataFrame) -> str:
    """Give the first column after the keys that holds whole numbers on both sides; blank for none."""
    shared = [column for column in one.columns if column in two.columns and column not in one.index.names]
    both = pd.concat([one[shared], two[shared]])
    return next((column for column in shared if len(both) and both[column].str.fullmatch(r"\d+").all()), "")


def _sums(table: pd.DataFrame, country: str, number: str) -> pd.Series[int]:
    places = table[country] if country in table else pd.Series("", index=table.index, dtype="str")
    amounts = table[number].astype(int) if number else pd.Series(0, index=table.index)
    return amounts.groupby(places.to_numpy()).sum()


def tables_of(path: Path) -> dict[str, Path]:
    """Map the names of the tables of a csv, or of a folder that holds some at any depth, to their files."""
    if not path.exists():
        raise InputError("no such file or folder", "a csv, or a folder of them", "correct the path", file=path)
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.name.endswith(ENDINGS))
    if not files or not files[0].name.endswith(ENDINGS):
        raise InputError("no csv", "a csv, or a folder of them", "name the tables to compare", file=path)
    return {file.name.split(".")[0]: file for file in files}


def compare_paths(old: Path, new: Path) -> list[Difference]:
    """Compare two tables, or the tables of the same name in two folders.

    Parameters
    ----------
    old, new : Path
        Two files, or two folders.

    Returns
    -------
    list of Difference
        One a table that differs; a table that one folder lacks counts as all added, or all removed.

    Raises
    ------
    InputError
        If one is a file and the other a folder, or a table cannot be read or compared.

    Examples
    --------
    >>> from analysis.tables.shipped import raw_path
    >>> compare_paths(raw_path("cases"), raw_path("cases"))
    []
    """
    if old.exists() and new.exists() and old.is_file() != new.is_file():
        raise InputError("a file and a folder", "two files, or two folders", "name two of a kind", file=new)
    one, two = tables_of(old), tables_of(new)
    if old.is_file():
        name, file = next(iter(one.items()))
        pairs = [(name, file, next(iter(two.values())))]
    else:
        pairs = [(name, one.get(name), two.get(name)) for name in sorted({*one, *two})]  # type: ignore[misc]
    found = (compare(name, *_read(first, second)) for name, first, second in pairs)
    return [difference for difference in found if not difference.changes.empty]


def _read(first: Path | None, second: Path | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    tables = [csv_as_text(path) if path else None for path in (first, second)]
    shape = next(table for table in tables if table is not None).iloc[:0]
    old, new = (shape if table is None else table for table in tables)
    return old, new


def report(differences: Sequence[Difference], most: int | None = None, whole_rows: bool = False) -> str:
    """Say in words what differs: by table and country, then value by value.

    Parameters
    ----------
    differences : sequence of Difference
        As `compare` gives them.
    most : int, optional
        Values to show of each table; all if left out.
    whole_rows : bool
        Whether a row that was added or removed is told by its key alone, in one line.

    Returns
    -------
    str
        Lines of text; large changes are marked ``LARGE``.

    Examples
    --------
    >>> old = pd.DataFrame({"iso3": ["BLR", "TUV"], "notices": ["7", "1"]})
    >>> print(report([compare("invented", old, old.assign(notices=["9", "1"]))]))
    invented: values 0 added, 0 removed, 1 changed
      BLR: 1 changed; notices 7 -> 9
        changed: [iso3 BLR] notices: 7 -> 9
    """
    return "\n".join(line for difference in differences for line in _lines(difference, most, whole_rows))


def _lines(difference: Difference, most: int | None, whole_rows: bool) -> Iterator[str]:
    counts = difference.totals[[ADDED, REMOVED, CHANGED]].sum()
    yield f"{difference.table}: values " + ", ".join(f"{counts[word]} {word}" for word in (ADDED, REMOVED, CHANGED))
    for entry in difference.totals.to_dict("records"):
        said = ", ".join(f"{entry[word]} {word}" for word in (ADDED, REMOVED, CHANGED) if entry[word])
        total = f"; {entry['of']} {entry['old']} -> {entry['new']}" if entry["of"] else ""
        yield f"  {entry['country'] or '(no country)'}: {said}{total}{'  LARGE' if entry['large'] else ''}"
    told = difference.changes
    if whole_rows:
        told = told[(told["change"] == CHANGED) | ~told.duplicated(["key", "change"])]
    shown = told if most is None else told.head(most)
    for value in shown.to_dict("records"):
        move = f" {value['column']}: {value['old'] or '-'} -> {value['new'] or '-'}"
        yield f"    {value['change']}: [{value['key']}]{'' if whole_rows and value['change'] != CHANGED else move}"
    if len(shown) < len(told):
        yield f"    and {len(told) - len(shown)} more values"


def large(differences: Sequence[Difference]) -> list[str]:
    """Name the tables and countries whose totals move by more than a fifth and by at least ten."""
    return [
        f"{difference.table}, {entry['country'] or 'no country'}: {entry['old']} -> {entry['new']}"
        for difference in differences
        for entry in difference.totals.to_dict("records")
        if entry["large"]
    ]
