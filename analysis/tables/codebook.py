"""The codebook of the data release: one text for people, one description for machines, from schemas and sidecars."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandera.pandas as pa

from analysis.core import hand
from analysis.core.files import HAND, RAW, ROOT, csv_as_text, relative
from analysis.core.hand import version
from analysis.tables.release import TABLES
from analysis.tables.schemas import find_schema, raw_columns
from analysis.tables.shipped import Sidecar, checked_bytes, raw_paths, sidecar

INTRODUCTION = """# Codebook of the data release

Written by `make codebook` from the schemas of `analysis/tables/schemas.py` and the sidecar beside each table.
`datapackage.json` says the same for machines (Frictionless Data Package). How the evidence was coded stands in
[raw/evidence/METHODS.md](raw/evidence/METHODS.md).

A blank is a missing value: it means *not read*, never *none*. A column marked *added* is not in the raw file;
cleaning adds it (`analysis.tables.release.load`). Countries are ISO 3166-1 alpha-3; `XKX` is Kosovo.

A published figure belongs to one of five universes: notices **issued** in a year, **in force** on a day,
**public** on a day, **refused** or cancelled by INTERPOL, **complaints** to the CCF. They are never mixed.
"""


TYPES = {"Int64": "integer", "Float64": "number", "str": "string", "bool": "boolean", "datetime64[ns]": "date"}


def shipped() -> dict[str, Path]:
    """List the shipped tables, by name, in order of their files."""
    return dict(sorted(raw_paths(RAW).items(), key=lambda item: relative(item[1])))


def readme() -> str:
    """Write the codebook for people, in Markdown: one section a shipped file, then the files of judgement."""
    sections = [INTRODUCTION, *(_section(name, path) for name, path in shipped().items()), _hand_section()]
    return "\n".join(sections)


def _section(name: str, path: Path) -> str:
    held = sidecar(name)
    limits = "\n".join(f"* {limit}" for limit in held.known_limits)
    origin = "; ".join(f"[{source['title']}]({source['url']})" for source in held.origin)
    told = [
        f"## {held.title}",
        f"`{relative(path)}`{_attribute(name)}",
        f"**Universe.** {held.universe}",
        f"**Origin.** {origin}. Retrieved: {held.retrieved}.",
        f"**Citation.** {held.citation}",
        f"**Licence.** {held.licence}",
        f"**Known limits.**\n\n{limits}",
    ]
    schema = find_schema(name)
    if schema is not None:
        told.append(_columns(schema))
    return "\n\n".join(told) + "\n"


def _attribute(name: str) -> str:
    attribute = next((key for key, table in TABLES.items() if table == name), "")
    return f", in Python `load_all().{attribute}`" if attribute else ""


def _columns(schema: pa.DataFrameSchema) -> str:
    head = f"Key: {', '.join(f'`{name}`' for name in schema.unique)}.\n\n| column | type | holds |\n|---|---|---|"
    return "\n".join([head, *(_row(name, held) for name, held in schema.columns.items())])


def _row(name: str, held: pa.Column) -> str:
    told = held.metadata
    kind = TYPES[told["dtype"]] + (", added" if told["derived"] else "") + ("" if held.nullable else ", never blank")
    unit = f"; unit: {told['unit']}" if told["unit"] else ""
    values = ", ".join(f"`{value}`" + (f" {meaning}" if meaning else "") for value, meaning in told["values"].items())
    text = f"{held.description}{unit}" + (f". Values: {values}" if values else "")
    return f"| `{name}` | {kind} | {text.replace('|', '/')} |"


def judgements() -> list[Path]:
    """List the files of human judgement, in order; all but the index that describes them."""
    return [path for path in sorted(HAND.iterdir()) if path.suffix in {".csv", ".yml"} and path.name != "index.csv"]


def _hand_section() -> str:
    known = hand.table("index.csv").set_index("file")["holds"]
    rows = [_hand_row(path, known.get(path.name, "")) for path in judgements()]
    head = "## Human judgement\n\nJudgement stands in `data/hand`, outside the code, with its reasons.\n"
    return "\n".join([head, "| file | holds | columns |\n|---|---|---|", *rows]) + "\n"


def _hand_row(path: Path, holds: str) -> str:
    columns = list(csv_as_text(path).columns) if path.suffix == ".csv" else []
    return f"| `{path.name}` | {holds} | {', '.join(f'`{column}`' for column in columns)} |"


def datapackage() -> str:
    """Write the codebook for machines: a Frictionless Data Package of the raw files, as JSON."""
    package = {
        "name": "red-notice-statistics",
        "title": "Red Notice statistics: the data release",
        "version": version(),
        "resources": [_resource(name, path) for name, path in shipped().items()],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(name: str, path: Path) -> dict[str, Any]:
    held: Sidecar = sidecar(name)
    resource: dict[str, Any] = {
        "name": name.lower().replace("_", "-"),
        "path": path.relative_to(ROOT / "data").as_posix(),
        "title": held.title,
        "description": " ".join([held.universe, "Known limits:", *held.known_limits]),
        "hash": f"sha256:{held.sha256}",
        "bytes": len(checked_bytes(name)),
        "sources": [{"title": source["title"], "path": source["url"]} for source in held.origin],
        "licenses": [{"title": held.licence}],
        "citation": held.citation,
    }
    schema = find_schema(name)
    if schema is not None:
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": _schema(schema)}
    return resource


def _schema(schema: pa.DataFrameSchema) -> dict[str, Any]:
    names = raw_columns(schema)
    fields = [_field(name, schema.columns[name]) for name in names]
    whole = not any(schema.columns[name].nullable for name in schema.unique)  # a primary key holds no blank
    return {"fields": fields, "missingValues": [""]} | ({"primaryKey": list(schema.unique)} if whole else {})


def _field(name: str, held: pa.Column) -> dict[str, Any]:
    told = held.metadata
    constraints: dict[str, Any] = {"required": not held.nullable}
    if told["values"]:
        constraints["enum"] = list(told["values"])
    if told["between"]:
        constraints |= {"minimum": told["between"][0], "maximum": told["between"][1]}
    if told["pattern"]:
        constraints["pattern"] = told["pattern"]
    field = {"name": name, "type": TYPES[told["dtype"]], "description": held.description, "constraints": constraints}
    return field | ({"unit": told["unit"]} if told["unit"] else {})
