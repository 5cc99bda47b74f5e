"""What every shipped table must look like, as the yml beside it says: columns, types, allowed values and key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from analysis.core import judgement
from analysis.core.errors import InputError, some
from analysis.core.files import PACKAGE, RAW, relative
from analysis.core.judgement import OFFENCES, SENDERS
from analysis.core.private import SHOWN
from analysis.tables.shipped import Column, Described, raw_path, raw_paths, sidecar, sidecar_path

if TYPE_CHECKING:
    import pandera.pandas as pa

#: Tables that lie elsewhere than in data/raw and so have no sidecar -> what describes their columns.
ELSEWHERE = {"regions": PACKAGE / "tables" / "regions.yml"}


class Kind(NamedTuple):
    """What a type of the sidecars means: type after cleaning, pattern, role in cleaning, words put to the text."""

    dtype: str
    pattern: str | None = None
    role: str = ""
    suffix: str = ""


KINDS = {
    "text": Kind("str"),
    "url": Kind("str", r"https?://\S+"),
    "country": Kind("str", r"[A-Z]{3}", "country", " (ISO 3166-1 alpha-3)"),
    "date": Kind("str", r"\d{4}(-\d{2}){0,2}", "date", ": YYYY, YYYY-MM or YYYY-MM-DD"),
    "shown": Kind("str", SHOWN),
    "whole": Kind("Int64"),
    "number": Kind("Float64"),
    "truth": Kind("bool"),
    "first_day": Kind("datetime64[ns]"),
}


SAID = {"Int64": "a whole number", "Float64": "a number", "str": "text", "bool": "True or False"}


@cache
def find_schema(name: str) -> pa.DataFrameSchema | None:
    """Give the schema of a table; None for a name that no yml describes the columns of."""
    import pandera.pandas as pa  # takes longer than reading a kept release, which needs no check

    if name not in {*ELSEWHERE, *raw_paths(RAW)}:
        return None
    columns = {column: _checked(told) for column, told in columns_of(name).items()}
    if not columns:
        return None
    key = _described(name).key
    return pa.DataFrameSchema(columns, strict=True, unique=key, name=name, report_duplicates="exclude_first")


def schema_of(name: str) -> pa.DataFrameSchema:
    """Give the schema of a table.

    Parameters
    ----------
    name : str
        A table of ``data/raw``, or ``regions``.

    Returns
    -------
    pandera.DataFrameSchema
        It names the columns in order, and coerces and checks every value.

    Raises
    ------
    InputError
        If no table of that name is described.

    Examples
    --------
    >>> schema_of("cases_flags").unique
    ['case_id', 'flag']
    """
    found = find_schema(name)
    if found is None:
        fix = "correct the name, or describe the table in a sidecar beside it"
        raise InputError(f"no table {name!r}", f"one of {some(sorted(all_schemas()), 30)}", fix)
    return found


@cache
def all_schemas() -> dict[str, pa.DataFrameSchema]:
    """Give every schema by the name of its table, in order."""
    found = {name: find_schema(name) for name in sorted({*ELSEWHERE, *raw_paths(RAW)})}
    return {name: schema for name, schema in found.items() if schema is not None}


@cache
def _described(name: str) -> Described:
    return judgement.read_yml(Described, ELSEWHERE[name]) if name in ELSEWHERE else sidecar(name)


def _yml_of(name: str) -> Path:
    return ELSEWHERE.get(name) or sidecar_path(raw_path(name))


class Told(NamedTuple):
    """What is known of a column without its check: what it holds, and whatever else its yml says."""

    description: str
    nullable: bool
    metadata: dict[str, Any]


@cache
def columns_of(name: str) -> dict[str, Told]:
    """Give what is known of each column of a table, in order, at no cost of its checks."""
    return {column: _told(name, column, told) for column, told in _described(name).columns.items()}


def _told(table: str, name: str, told: Column) -> Told:
    held = _whole(table, name, told)
    kind = KINDS[str(held.type)]
    kept = {
        "values": _allowed(held),
        "between": (held.between[0], held.between[1]) if held.between else None,
        "pattern": held.pattern or kind.pattern,
        "unit": held.unit,
        "role": kind.role,
        "derived": held.derived,
        "dtype": kind.dtype,
    }
    return Told(f"{held.holds}{kind.suffix}", not held.required, kept)


def _checked(told: Told) -> pa.Column:
    """Turn what is known of a column into its check."""
    import pandera.pandas as pa

    held = told.metadata
    checks = [pa.Check.isin(list(held["values"]))] if held["values"] else []
    checks += [pa.Check.in_range(*held["between"])] if held["between"] else []
    checks += [pa.Check.str_matches(f"^(?:{held['pattern']})$")] if held["pattern"] else []
    said, blank = told.description, told.nullable
    return pa.Column(held["dtype"], checks, nullable=blank, coerce=True, description=said, metadata=held)


def _whole(table: str, name: str, told: Column) -> Column:
    """Fill in what a column takes over from the one that it is like."""
    if not told.like:
        return told
    other, _, column = told.like.partition(".")
    model = _described(other).columns.get(column) if other in {*ELSEWHERE, *raw_paths(RAW)} else None
    if model is None or model.like:
        got, fix = f"{told.like!r} in field 'columns.{name}.like'", "name its table and column as table.column"
        raise InputError(got, "a column that is described in full", fix, file=relative(_yml_of(table)))
    return model.model_copy(update=told.model_dump(exclude_unset=True))


def _allowed(held: Column) -> dict[str, str]:
    """Give the allowed values of a column with their meanings; none where it allows any."""
    told = {"offences": OFFENCES, "senders": tuple(SENDERS)}.get(str(held.allowed), held.allowed)
    return dict(told) if isinstance(told, dict) else dict.fromkeys(told, "")


def with_role(columns: Mapping[str, Told | pa.Column], role: str) -> list[str]:
    """List the columns that play a role, for example ``country``."""
    return [name for name, held in columns.items() if held.metadata["role"] == role]


def raw_columns(schema: pa.DataFrameSchema) -> list[str]:
    """List the columns that the raw file must have, in order: all but those that cleaning adds."""
    return [name for name, held in schema.columns.items() if not held.metadata["derived"]]


def expect_columns(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> None:
    """Refuse a raw table that lacks a column of its schema, or has another."""
    wanted = raw_columns(schema)
    new = [name for name in frame.columns if name not in wanted]
    gone = [name for name in wanted if name not in frame.columns]
    if not new and not gone:
        return
    got = " and ".join([f"the unknown column {some(new)}"] * bool(new) + [f"no column {some(gone)}"] * bool(gone))
    fix = f"remove it, or describe it in {relative(_yml_of(str(schema.name)))}" if new else "restore it"
    raise InputError(got, f"the columns {some(wanted, 30)}", fix, file=relative(file), row=1)


def refuse_blanks(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> None:
    """Refuse the first blank (NaN) of a raw table in a column that may hold none; the index holds the rows."""
    for name in raw_columns(schema):
        blank = frame.index[frame[name].isna()]
        if len(blank) and not schema.columns[name].nullable:
            got = f"a blank in column {name!r}"
            expected = expectation(schema.columns[name])
            raise InputError(got, expected, "complete the row", file=relative(file), row=int(blank[0]))


def validate(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> pd.DataFrame:
    """Coerce a table to its schema and check every value.

    Parameters
    ----------
    frame : DataFrame
        Text, missing values as NaN; the index holds the rows of the file.
    schema : pandera.DataFrameSchema
        What it must look like.
    file : Path
        The file it comes from, for the message.

    Returns
    -------
    DataFrame
        The typed table, columns in the order of the schema.

    Raises
    ------
    InputError
        At the first value, in order of the file, that the schema refuses.

    Examples
    --------
    >>> told = pd.DataFrame({"case_id": ["x"], "flag": ["copy_read"], "explanation": ["a mirror"]}, index=[2])
    >>> validate(told, schema_of("cases_flags"), Path("cases_flags.csv")).shape
    (1, 3)
    """
    import pandera.pandas as pa

    try:
        checked = schema.validate(frame[list(schema.columns)], lazy=True)
    except pa.errors.SchemaErrors as refused:
        raise _first_failure(refused.failure_cases, frame, schema, file) from None
    return pd.DataFrame(checked)


def _first_failure(cases: pd.DataFrame, frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> InputError:
    placed = cases.dropna(subset=["index"])
    case = (placed if not placed.empty else cases).sort_values("index", kind="stable").iloc[0]
    row = None if pd.isna(case["index"]) else int(case["index"])
    if case["check"] == "multiple_fields_uniqueness":
        key = ", ".join(f"{name} {frame[name].get(row)!r}" for name in schema.unique)
        return InputError(
            f"{key} a second time", "each key once", "remove one of the rows", file=relative(file), row=row
        )
    name = str(case["column"])
    value = frame[name].get(row)
    got = f"a blank in column {name!r}" if pd.isna(value) else f"{value!r} in column {name!r}"
    return InputError(got, expectation(schema.columns[name]), "correct the value", file=relative(file), row=row)


def expectation(held: pa.Column) -> str:
    """Say in words what a column accepts."""
    told = held.metadata
    if told["values"]:
        return f"one of {some(told['values'], 30)}"
    if told["role"] == "country":
        return f"a country ({held.description})"
    kind = SAID.get(told["dtype"], told["dtype"])
    span = f" from {told['between'][0]:.10g} to {told['between'][1]:.10g}" if told["between"] else ""
    shape = f" like {told['pattern']}" if told["pattern"] else ""
    return f"{kind}{span}{shape} ({held.description})"
