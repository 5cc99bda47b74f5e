"""Schemas of shipped tables, from the yml of each: columns, types, allowed values and key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from analysis.core.errors import InputError, some
from analysis.core.files import RAW, relative
from analysis.core.hand_models import OFFENCES
from analysis.core.judgement import SENDERS
from analysis.core.private import SHOWN
from analysis.tables.shipped import Column, raw_path, raw_paths, sidecar, sidecar_path


class ColumnType(NamedTuple):
    """What a type of the sidecars means: type after cleaning, pattern, role in cleaning, words put to the text."""

    dtype: str
    pattern: str | None = None
    role: str = ""
    suffix: str = ""


COLUMN_TYPES = {
    "text": ColumnType("str"),
    "url": ColumnType("str", r"https?://\S+"),
    "country": ColumnType("str", r"[A-Z]{3}", "country", " (ISO 3166-1 alpha-3)"),
    "date": ColumnType("str", r"\d{4}(-\d{2}){0,2}", "date", ": YYYY, YYYY-MM or YYYY-MM-DD"),
    "shown": ColumnType("str", SHOWN),
    "whole": ColumnType("Int64"),
    "number": ColumnType("Float64"),
    "truth": ColumnType("bool"),
    "first_day": ColumnType("datetime64[ns]"),
}


TYPE_NAMES = {"Int64": "a whole number", "Float64": "a number", "str": "text", "bool": "True or False"}


@cache
def find_schema(name: str) -> pa.DataFrameSchema | None:
    """Schema of a table; None for a name that no yml describes the columns of."""
    if name not in raw_paths(RAW):
        return None
    stated = sidecar(name)
    columns = {column: _checked(name, column, about) for column, about in stated.columns.items()}
    if not columns:
        return None
    return pa.DataFrameSchema(columns, strict=True, unique=stated.key, name=name, report_duplicates="exclude_first")


def schema_of(name: str) -> pa.DataFrameSchema:
    """Schema of a table, which names the columns in order and checks every value; unknown names are refused."""
    schema = find_schema(name)
    if schema is None:
        fix = "correct the name, or describe the table in a sidecar next to it"
        raise InputError(f"no table {name!r}", f"one of {some(sorted(all_schemas()), 30)}", fix)
    return schema


@cache
def all_schemas() -> dict[str, pa.DataFrameSchema]:
    """Every schema by the name of its table, in order."""
    schemas = {name: find_schema(name) for name in sorted(raw_paths(RAW))}
    return {name: schema for name, schema in schemas.items() if schema is not None}


def _checked(table: str, name: str, stated: Column) -> pa.Column:
    """Turn what the yml says of a column into its check; its metadata are what cleaning and codebook ask for."""
    column = _whole(table, name, stated)
    kind = COLUMN_TYPES[str(column.type)]
    allowed = {"offences": OFFENCES, "senders": tuple(SENDERS)}.get(str(column.allowed), column.allowed)
    values = dict(allowed) if isinstance(allowed, dict) else dict.fromkeys(allowed, "")  # with their meanings
    pattern = column.pattern or kind.pattern
    checks = [pa.Check.isin(list(values))] if values else []
    checks += [pa.Check.in_range(*column.between)] if column.between else []
    checks += [pa.Check.str_matches(f"^(?:{pattern})$")] if pattern else []
    metadata = column.model_dump(include={"between", "unit", "derived"})
    metadata |= {"values": values, "pattern": pattern, "role": kind.role, "dtype": kind.dtype}
    description, blank = f"{column.holds}{kind.suffix}", not column.required
    return pa.Column(kind.dtype, checks, nullable=blank, coerce=True, description=description, metadata=metadata)


def _whole(table: str, name: str, stated: Column) -> Column:
    """Fill in what a column takes over from the one that it is like."""
    if not stated.like:
        return stated
    other, _, column = stated.like.partition(".")
    model = sidecar(other).columns.get(column) if other in raw_paths(RAW) else None
    if model is None or model.like:
        got, fix = f"{stated.like!r} in field 'columns.{name}.like'", "name its table and column as table.column"
        raise InputError(got, "a column that is described in full", fix, file=relative(sidecar_path(raw_path(table))))
    return model.model_copy(update=stated.model_dump(exclude_unset=True))


def with_role(columns: Mapping[str, pa.Column], role: str) -> list[str]:
    """List the columns that play a role, for example ``country``."""
    return [name for name, column in columns.items() if column.metadata["role"] == role]


def raw_columns(schema: pa.DataFrameSchema) -> list[str]:
    """List the columns that the raw file must have, in order: all but those that cleaning adds."""
    return [name for name, column in schema.columns.items() if not column.metadata["derived"]]


def expect_columns(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> None:
    """Refuse a raw table that lacks a column of its schema, or has another."""
    wanted = raw_columns(schema)
    new = [name for name in frame.columns if name not in wanted]
    gone = [name for name in wanted if name not in frame.columns]
    if not new and not gone:
        return
    got = " and ".join([f"the unknown column {some(new)}"] * bool(new) + [f"no column {some(gone)}"] * bool(gone))
    fix = f"remove it, or describe it in {relative(sidecar_path(raw_path(str(schema.name))))}" if new else "restore it"
    raise InputError(got, f"the columns {some(wanted, 30)}", fix, file=relative(file), row=1)


def refuse_blanks(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> None:
    """Refuse the first blank (NaN) of a raw table in a column without blanks (index: rows of the file)."""
    for name in raw_columns(schema):
        blank = frame.index[frame[name].isna()]
        if len(blank) and not schema.columns[name].nullable:
            got, expected = f"a blank in column {name!r}", expectation(schema.columns[name])
            raise InputError(got, expected, "complete the row", file=relative(file), row=int(blank[0]))


def validate(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> pd.DataFrame:
    """Coerce a table of text (index: rows of the file) to its schema; refuse the first bad value."""
    try:
        checked = schema.validate(frame[list(schema.columns)], lazy=True)
    except pa.errors.SchemaErrors as refused:
        raise _first_failure(refused.failure_cases, frame, schema, file) from None
    return pd.DataFrame(checked)


def _first_failure(cases: pd.DataFrame, frame: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> InputError:
    case = cases.sort_values("index", kind="stable").iloc[0]  # those without a row come last
    row = None if pd.isna(case["index"]) else int(case["index"])
    if case["check"] == "multiple_fields_uniqueness":
        got = f"{', '.join(f'{name} {frame[name].get(row)!r}' for name in schema.unique)} a second time"
        return InputError(got, "each key once", "remove one of the rows", file=relative(file), row=row)
    name = str(case["column"])
    value = frame[name].get(row)
    got = f"a blank in column {name!r}" if pd.isna(value) else f"{value!r} in column {name!r}"
    return InputError(got, expectation(schema.columns[name]), "correct the value", file=relative(file), row=row)


def expectation(column: pa.Column) -> str:
    """What a column accepts, in words."""
    rules = column.metadata
    if rules["values"]:
        return f"one of {some(rules['values'], 30)}"
    if rules["role"] == "country":
        return f"a country ({column.description})"
    kind = TYPE_NAMES.get(rules["dtype"], rules["dtype"])
    span = f" from {rules['between'][0]:.10g} to {rules['between'][1]:.10g}" if rules["between"] else ""
    shape = f" like {rules['pattern']}" if rules["pattern"] else ""
    return f"{kind}{span}{shape} ({column.description})"
