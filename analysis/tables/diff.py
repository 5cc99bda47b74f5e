"""Value-level differences between two states of a table, per country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.core.errors import InputError, some
from analysis.tables.schemas import schema_of, with_role

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
COLUMNS = ["table", "country", "key", "column", "old", "new", "change"]


@dataclass(frozen=True)
class Difference:
    """What differs between two states of a table.

    ``changes`` has one row per value that was added, removed or changed (`COLUMNS`).
    """

    table: str
    changes: pd.DataFrame

    @property
    def totals(self) -> pd.DataFrame:
        """Number of values ``added``, ``removed`` and ``changed``, one row a ``country``."""
        counts = pd.crosstab(self.changes["country"], self.changes["change"])
        return counts.reindex(columns=[ADDED, REMOVED, CHANGED], fill_value=0).astype(int).reset_index()


def compare(name: str, old: pd.DataFrame, new: pd.DataFrame) -> Difference:
    """Compare two states of a table of text value by value; the order of rows does not matter.

    Examples
    --------
    >>> old = pd.DataFrame({"requesting_country": ["BLR", "TUV"], "still_public": ["7", "1"]})
    >>> found = compare("public_notices_exits", old, old.assign(still_public=["9", "1"]))
    >>> found.changes[["country", "column", "old", "new"]].to_numpy().tolist()
    [['BLR', 'still_public', '7', '9']]
    """
    schema = schema_of(name)
    key = list(schema.unique)
    absent = [column for column in key if column not in old.columns or column not in new.columns]
    if absent:
        raise InputError(f"no column {some(absent)} in a table {name}", f"its key {some(key)}", "restore it")
    strict = set(old.columns) == set(new.columns)
    if not strict and (old.duplicated(key).any() or new.duplicated(key).any()):  # a state with another schema
        key = _shared_key(old, new)
    one, two = (_keyed(name, table, key, strict=strict) for table in (old, new))
    roles = with_role(schema.columns, "country")
    country = next((column for column in roles if column in [*old.columns, *new.columns]), "")
    values = _values(name, one, two, key, country)
    return Difference(name, pd.DataFrame(values, columns=COLUMNS, dtype="str"))


def _shared_key(old: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    """Return the fewest first columns that name every row of both states once; all that both have where none do."""
    shared = [column for column in old.columns if column in new.columns]
    runs = (shared[:length] for length in range(1, len(shared) + 1))
    return next((run for run in runs if not old.duplicated(run).any() and not new.duplicated(run).any()), shared)


def _keyed(name: str, table: pd.DataFrame, key: list[str], *, strict: bool) -> pd.DataFrame:
    """Index a table by its key; rows with equal keys are numbered."""
    again = table.groupby(key).cumcount() if len(table) else pd.Series(dtype=int)
    if strict and again.any():
        row = int(again.to_numpy().argmax())
        shown = ", ".join(table[key].iloc[row])
        raise InputError(f"the key {shown!r} twice", "each key once", "remove one", file=name, row=row + 2)
    return table.set_index(pd.MultiIndex.from_frame(table[key].assign(_again=again.astype(str))))


def _values(name: str, one: pd.DataFrame, two: pd.DataFrame, key: list[str], country: str) -> Iterator[tuple[str, ...]]:
    columns = [column for column in dict.fromkeys([*one.columns, *two.columns]) if column not in key]
    old, new = one.to_dict("index"), two.to_dict("index")
    for label in dict.fromkeys([*old, *new]):
        before, after = old.get(label, {}), new.get(label, {})
        row = after or before
        shown = ", ".join(f"{column} {row[column] or '-'}" for column in key)
        change = CHANGED if before and after else ADDED if after else REMOVED
        cells = [(column, before.get(column, ""), after.get(column, "")) for column in columns]
        differing = [cell for cell in cells if cell[1] != cell[2]]
        if change != CHANGED and not differing:  # the row holds nothing but its key
            differing = [(key[-1], "", "")]
        for cell in differing:
            yield name, row.get(country, ""), shown, *cell, change


def report(differences: Sequence[Difference], most: int | None = None) -> str:
    """Write in words what differs, by table, country and value; at most ``most`` values of each table.

    Examples
    --------
    >>> old = pd.DataFrame({"requesting_country": ["BLR", "TUV"], "still_public": ["7", "1"]})
    >>> print(report([compare("public_notices_exits", old, old.assign(still_public=["9", "1"]))]))
    public_notices_exits: values 0 added, 0 removed, 1 changed
      BLR: 1 changed
        changed: [requesting_country BLR] still_public: 7 -> 9
    """
    return "\n".join(line for difference in differences for line in _lines(difference, most))


def _lines(difference: Difference, most: int | None) -> Iterator[str]:
    counts = difference.totals[[ADDED, REMOVED, CHANGED]].sum()
    yield f"{difference.table}: values " + ", ".join(f"{counts[word]} {word}" for word in (ADDED, REMOVED, CHANGED))
    for entry in difference.totals.to_dict("records"):
        numbers = ", ".join(f"{entry[word]} {word}" for word in (ADDED, REMOVED, CHANGED) if entry[word])
        yield f"  {entry['country'] or '(no country)'}: {numbers}"
    values = difference.changes
    shown = values if most is None else values.head(most)
    for value in shown.to_dict("records"):
        move = f"{value['column']}: {value['old'] or '-'} -> {value['new'] or '-'}"
        yield f"    {value['change']}: [{value['key']}] {move}"
    if len(shown) < len(values):
        yield f"    and {len(values) - len(shown)} more values"
