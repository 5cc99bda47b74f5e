"""Shipped tables for other programs: Stata, Excel, csv and parquet, each with its codebook."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError, some
from analysis.core.files import check_outputs, for_excel, write_atomic
from analysis.core.judgement import released
from analysis.tables.library import cite, describe, load
from analysis.tables.library import tables as all_tables
from analysis.tables.schemas import schema_of

__all__ = ["FORMATS", "export"]

#: Longest label of a variable, and longest name of one, that Stata takes.
LABEL, NAME = 80, 32
#: Longest text that a cell of a workbook takes.
CELL = 32_767
_NOT_XML = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


def export(
    folder: Path | str,
    to: str = "csv",
    names: bool = False,
    tables: str | Iterable[str] | None = None,
    *,
    excel: bool = False,
) -> pd.DataFrame:
    """Write shipped tables for another program.

    Parameters
    ----------
    folder : Path or str
        Where the files go; it is made if missing. Files of the same names are replaced.
    to : {"csv", "parquet", "stata", "xlsx"}
        Csv in UTF-8; parquet, which needs the package pyarrow; Stata 14 or later, with labels of variables and values;
        a workbook a table, with its codebook as second sheet.
    names : bool
        Whether a column ``..._name`` follows each column that holds codes of countries.
    tables : str or iterable of str, optional
        Name or names of tables; all by default.
    excel : bool
        With csv: whether a quotation mark is put before each text that a spreadsheet would take as a formula. Without,
        cells are as the tables hold them.

    Returns
    -------
    DataFrame
        One row a file: ``table``, ``file``, ``rows``, ``columns`` and ``remark``, which says what the format could not
        hold. The last row is ``codebook.csv``: every column of every table, its meaning, unit, values and citation.

    Raises
    ------
    InputError
        If there is no such format or table, pyarrow is missing, or the files may not be written there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     export(folder, to="stata", tables=["cases_flags"])[["table", "rows"]].to_numpy().tolist()
    [['cases_flags', 381], ['codebook', 3]]
    """
    if to not in FORMATS:
        raise InputError(f"the format {to!r}", f"one of {some(FORMATS)}", "choose one of these")
    if excel and to != "csv":
        raise InputError(f"excel with {to}", "it with csv; other formats know a text from a formula", "leave it out")
    if to == "parquet" and find_spec("pyarrow") is None:
        got = "no package pyarrow, which is left out as it is large and nothing else needs it"
        raise InputError(got, "it for parquet", "run `pip install pyarrow`, or export to csv, which R reads as well")
    ending, write = (".csv", _csv_for_excel) if excel else FORMATS[to]
    chosen = (
        [tables] if isinstance(tables, str) else list(dict.fromkeys(all_tables()["name"] if tables is None else tables))
    )
    loaded = {name: load(name, names=names) for name in chosen}
    paths = {name: Path(folder) / f"{name}{ending}" for name in chosen}
    book = Path(folder) / "codebook.csv"
    check_outputs([*paths.values(), book])
    codes = {name: _codebook(name, table) for name, table in loaded.items()}
    rows = []
    for name, (content, remark) in {name: write(name, table, codes[name]) for name, table in loaded.items()}.items():
        write_atomic(paths[name], content, public=True)
        rows.append((name, str(paths[name]), *loaded[name].shape, remark))
    every = pd.concat(codes.values(), ignore_index=True)
    shown = for_excel(every)[0] if excel else every
    write_atomic(book, shown.to_csv(index=False, lineterminator="\n"), public=True)
    rows.append(("codebook", str(book), *every.shape, ""))
    return pd.DataFrame(rows, columns=["table", "file", "rows", "columns", "remark"])


def _codebook(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Describe every column of a table that is written, those of names too."""
    codes = describe(name).set_index("column").reindex(table.columns.rename("column"))
    named = codes["type"].isna()
    codes.loc[named, ["type", "unit", "values"]] = ["str", "", ""]
    codes.loc[named, "meaning"] = "Name of the country in " + codes.index[named].str.removesuffix("_name")
    codes.loc[named, "missing"] = table.isna().sum()[named]
    codes = codes.astype({"missing": int}).reset_index()
    codes.insert(0, "table", name)
    return codes.assign(citation=cite(None if name == "regions" else name))


def _csv(name: str, table: pd.DataFrame, codes: pd.DataFrame) -> tuple[bytes, str]:
    text = _whole(name, table).to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    return text.encode(), ""


def _csv_for_excel(name: str, table: pd.DataFrame, codes: pd.DataFrame) -> tuple[bytes, str]:
    told, changed = for_excel(table)
    return _csv(name, told, codes)[0], f"{changed} cells begin with ' for a spreadsheet" if changed else ""


def _whole(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Give whole numbers without a decimal point."""
    held = schema_of(name).columns
    whole = [column for column in table if column in held and held[column].metadata["dtype"] == "Int64"]
    return table.astype(dict.fromkeys(whole, "Int64"))


def _parquet(name: str, table: pd.DataFrame, codes: pd.DataFrame) -> tuple[bytes, str]:
    out = io.BytesIO()
    table.set_axis(table.index).to_parquet(out, index=False)
    return out.getvalue(), ""


def _stata(name: str, table: pd.DataFrame, codes: pd.DataFrame) -> tuple[bytes, str]:
    """Write Stata's format 118, which holds any letter; longer texts than 2,045 bytes become strL."""
    long = [column for column in table if len(str(column)) > NAME]
    if long:
        raise InputError(f"columns {some(long)}", f"names of at most {NAME} letters", "export without names")
    labels = {str(row["column"]): _label(row) for _, row in codes.iterrows()}
    cut = [column for column, label in labels.items() if label.endswith("…")]
    texts = {str(column): table[column].fillna("") for column in table if table[column].dtype == "str"}
    truths = [str(column) for column in table if table[column].dtype == "bool"]
    plainly = table.assign(**texts).astype(dict.fromkeys(truths, "int8"))
    out = io.BytesIO()
    plainly.to_stata(
        out,
        write_index=False,
        version=118,
        time_stamp=datetime.datetime.combine(released(), datetime.time()),
        data_label=_cut(str(table.attrs.get("title", name))),
        variable_labels=labels,
        convert_dates={column: "td" for column in table if table[column].dtype.kind == "M"},
        value_labels={column: {0: "False", 1: "True"} for column in truths},
    )
    return out.getvalue(), f"labels cut, whole in codebook.csv: {', '.join(cut)}" if cut else ""


def _label(row: pd.Series[str]) -> str:
    return _cut(f"{row['meaning']} ({row['unit']})" if row["unit"] else str(row["meaning"]))


def _cut(text: str) -> str:
    return text if len(text) <= LABEL else f"{text[: LABEL - 1]}…"


def _xlsx(name: str, table: pd.DataFrame, codes: pd.DataFrame) -> tuple[bytes, str]:
    texts: pd.Series[str] = table[table.columns[table.dtypes == "str"]].melt()["value"].dropna()
    bad = texts[(texts.str.len() > CELL) | texts.str.contains(_NOT_XML)]
    if not bad.empty:
        got, expected = f"a text of {len(bad.iloc[0])} letters", f"at most {CELL} printable ones in a workbook"
        raise InputError(got, expected, "export to csv or Stata")
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="openpyxl", datetime_format="yyyy-mm-dd") as writer:
        for title, sheet in (("data", _whole(name, table)), ("codebook", codes)):
            sheet.to_excel(writer, sheet_name=title, index=False, freeze_panes=(1, 0))
            for cell in (cell for row in writer.sheets[title] for cell in row if cell.data_type in "fe"):
                cell.data_type = "s"  # a text is a text, also where it begins as a formula does
    return out.getvalue(), ""


Writer = Callable[[str, pd.DataFrame, pd.DataFrame], tuple[bytes, str]]
#: Format -> the ending of its files, and what writes one.
FORMATS: dict[str, tuple[str, Writer]] = {
    "csv": (".csv", _csv),
    "parquet": (".parquet", _parquet),
    "stata": (".dta", _stata),
    "xlsx": (".xlsx", _xlsx),
}
