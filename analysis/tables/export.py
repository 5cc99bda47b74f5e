"""Shipped tables written to files, csv or Stata, with their codebook and citation."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError, some
from analysis.core.files import as_csv, check_outputs, write_atomic
from analysis.core.judgement import released
from analysis.tables.library import cite, describe, load, table_names
from analysis.tables.schemas import schema_of

__all__ = ["FORMATS", "export"]

#: Longest label of a variable that Stata takes.
_LABEL = 80


def export(folder: Path | str, to: str = "csv", tables: str | Iterable[str] | None = None) -> pd.DataFrame:
    """Write shipped tables for another program, with a codebook.

    Parameters
    ----------
    folder : Path or str
        Where the files go; it is made if missing. Files of the same names are replaced.
    to : {"csv", "stata"}
        Csv in UTF-8; Stata 14 or later, with labels of variables and values. For other formats, use the methods of the
        DataFrame that `load` returns.
    tables : str or iterable of str, optional
        Name or names of tables; all by default.

    Returns
    -------
    DataFrame
        One row per file: ``table``, ``file``, ``rows``, ``columns`` and ``remark`` (what the format could not hold).
        The last row is ``codebook.csv``: every column of every table, its meaning, unit, values and citation.

    Raises
    ------
    InputError
        If there is no such format or table, or the files may not be written there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     export(folder, to="stata", tables=["cases_flags"])[["table", "rows"]].to_numpy().tolist()
    [['cases_flags', 389], ['codebook', 3]]
    """
    if to not in FORMATS:
        raise InputError(f"the format {to!r}", f"one of {some(FORMATS)}", "choose one of these")
    ending, write = FORMATS[to]
    listed = [tables] if isinstance(tables, str | pd.DataFrame) else list(table_names() if tables is None else tables)
    if other := [type(one).__name__ for one in listed if not isinstance(one, str)]:
        fix = "write it by its own `to_csv`, `to_stata` or `to_excel`"
        raise InputError(f"a {other[0]} among the tables", "names of `list_tables`", fix)
    chosen = list(dict.fromkeys(listed))
    loaded = {name: load(name) for name in chosen}
    paths = {name: Path(folder) / f"{name}{ending}" for name in chosen}
    book = Path(folder) / "codebook.csv"
    check_outputs([*paths.values(), book])
    codes = {name: _codebook(name) for name in chosen}
    rows = []
    for name, table in loaded.items():
        whole = [column for column, info in schema_of(name).columns.items() if info.metadata["dtype"] == "Int64"]
        content, remark = write(table.astype(dict.fromkeys(whole, "Int64")), codes[name])
        write_atomic(paths[name], content, public=True)
        rows.append((name, str(paths[name]), *table.shape, remark))
    every = pd.concat(codes.values(), ignore_index=True)
    write_atomic(book, as_csv(every), public=True)
    rows.append(("codebook", str(book), *every.shape, ""))
    return pd.DataFrame(rows, columns=["table", "file", "rows", "columns", "remark"])


def _codebook(name: str) -> pd.DataFrame:
    """Describe every column of a table, and cite its origins."""
    codes = describe(name)
    codes.insert(0, "table", name)
    return codes.assign(citation=cite(*([] if name == "regions" else [name])).replace("\n", " "))


def _stata(table: pd.DataFrame, codes: pd.DataFrame) -> tuple[bytes, str]:
    """Write Stata's format 118 (any letter); texts longer than 2,045 bytes become strL."""
    units = codes["unit"].map(lambda unit: f" ({unit})" if unit else "")
    labels = {name: _label(text) for name, text in zip(codes["column"], codes["meaning"] + units, strict=True)}
    cut = [column for column, label in labels.items() if label.endswith("…")]
    types = {str(column): str(kind) for column, kind in table.dtypes.items()}
    truths = [column for column, kind in types.items() if kind == "bool"]
    numbers = {column: "float64" for column, kind in types.items() if kind == "Int64"}
    texts = {column: table[column].fillna("") for column, kind in types.items() if kind == "str"}
    out = io.BytesIO()
    table.assign(**texts).astype(dict.fromkeys(truths, "int8") | numbers).to_stata(
        out,
        write_index=False,
        version=118,
        time_stamp=datetime.datetime.combine(released(), datetime.time()),
        data_label=_label(str(table.attrs.get("title", "regions"))),
        variable_labels=labels,
        convert_dates={column: "td" for column, kind in types.items() if kind.startswith("datetime")},
        value_labels={column: {0: "False", 1: "True"} for column in truths},
    )
    return out.getvalue(), f"labels cut, whole in codebook.csv: {', '.join(cut)}" if cut else ""


def _label(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}…"


#: Format -> the ending of its files, and what writes one.
FORMATS: dict[str, tuple[str, Callable[[pd.DataFrame, pd.DataFrame], tuple[bytes, str]]]] = {
    "csv": (".csv", lambda table, _: (as_csv(table), "")),
    "stata": (".dta", _stata),
}
