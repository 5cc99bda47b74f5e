"""The codebook of the data release: one text for people, two descriptions for machines, from schemas and sidecars."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.core import judgement
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, RAW, ROOT, csv_as_text, relative
from analysis.core.judgement import release_note, released, version
from analysis.tables.release import TABLES, read_corrections
from analysis.tables.schemas import find_schema, raw_columns
from analysis.tables.shipped import Sidecar, checked_bytes, raw_path, raw_paths, sidecar

if TYPE_CHECKING:
    import pandera.pandas as pa

INTRODUCTION = """# Codebook of the data release

Written by `make codebook` from the schemas of `analysis/tables/schemas.py` and the sidecar beside each table.
`datapackage.json` says the same for machines (Frictionless Data Package), and so does `croissant.json` (Croissant
1.1). How the evidence was coded stands in
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
    known = judgement.table("index.csv").set_index("file")["holds"]
    rows = [_hand_row(path, known.get(path.name, "")) for path in judgements()]
    head = "## Human judgement\n\nJudgement stands in `data/hand`, outside the code, with its reasons.\n"
    return "\n".join([head, "| file | holds | columns |\n|---|---|---|", *rows]) + "\n"


def _hand_row(path: Path, holds: str) -> str:
    columns = list(csv_as_text(path).columns) if path.suffix == ".csv" else []
    return f"| `{path.name}` | {holds} | {', '.join(f'`{column}`' for column in columns)} |"


#: Words with which a sidecar names a licence -> its name in the list of SPDX, and its address.
LICENCES = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "ISC": ("ISC", "https://opensource.org/license/isc-license-txt"),
}
#: Licence of the release as a whole, by the words of `LICENCES`.
WHOLE_LICENCE = "CC BY 4.0"
DESCRIPTION = "The tables behind every number of the reports, as published or as counted from publications."
NAME = "red-notice-statistics"
#: Ending of a file -> how it is read.
FORMATS = {
    ".csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    ".gz": {"format": "csv", "mediatype": "application/gzip", "encoding": "utf-8", "compression": "gz"},
    ".json": {"format": "json", "mediatype": "application/json", "encoding": "utf-8"},
}
#: How the text of every table is split: RFC 4180, as `csv_as_text` reads it.
DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True}


def as_json(held: dict[str, Any]) -> str:
    """Write a description for machines: indented, letters as they are, a line end at the end."""
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def licence_of(text: str, file: Path) -> tuple[str, str]:
    """Give the name and the address of the licence that a sidecar states in words.

    Raises
    ------
    InputError
        If it states none that is known.

    Examples
    --------
    >>> licence_of("CC BY 4.0 for the counts", Path("invented.yml"))[0]
    'CC-BY-4.0'
    """
    found = next((told for words, told in LICENCES.items() if words in text), None)
    if found is None:
        fix = "name one of these, or add the licence to LICENCES of codebook.py"
        raise InputError(f"the licence {text!r}", f"one with {some(LICENCES)}", fix, file=relative(file))
    return found


def datapackage() -> str:
    """Write the codebook for machines: a Frictionless Data Package of the raw files, as JSON.

    Examples
    --------
    >>> json.loads(datapackage())["resources"][0]["path"]
    'raw/evidence/belarus_sanctions_timeline.csv'
    """
    name, address = LICENCES[WHOLE_LICENCE]
    package = {
        "profile": "data-package",
        "name": NAME,
        "title": f"{release_note().title}: the data release",
        "description": DESCRIPTION,
        "version": version(),
        "created": f"{released()}T00:00:00Z",
        "licenses": [{"name": name, "path": address, "title": WHOLE_LICENCE}],
        "contributors": [{"title": release_note().authors, "role": "author"}],
        "resources": [_resource(name, path) for name, path in shipped().items()],
    }
    return as_json(package)


def limits_of(held: Sidecar) -> str:
    """Say in one paragraph what a table counts, and its known limits."""
    return " ".join([held.universe, "Known limits:", *held.known_limits])


def _resource(name: str, path: Path) -> dict[str, Any]:
    held, schema = sidecar(name), find_schema(name)
    licence, address = licence_of(held.licence, path)
    resource: dict[str, Any] = {
        "name": _slug(name),
        "path": path.relative_to(ROOT / "data").as_posix(),
        "profile": "data-resource" if schema is None else "tabular-data-resource",
        "title": held.title,
        "description": limits_of(held),
        **FORMATS[path.suffix],
        "hash": f"sha256:{held.sha256}",
        "bytes": len(checked_bytes(name)),
        "sources": [{"title": source["title"], "path": source["url"]} for source in held.origin],
        "licenses": [{"name": licence, "path": address, "title": held.licence}],
        "citation": held.citation,
    }
    return resource if schema is None else resource | {"dialect": DIALECT, "schema": _schema(schema)}


def _slug(name: str) -> str:
    return name.lower().replace("_", "-")


def _schema(schema: pa.DataFrameSchema) -> dict[str, Any]:
    name, names = str(schema.name), raw_columns(schema)
    told: dict[str, Any] = {
        "fields": [_field(name, column, schema.columns[column]) for column in names],
        "missingValues": [""],
    }
    if not any(schema.columns[column].nullable for column in schema.unique):  # a primary key holds no blank
        told["primaryKey"] = list(schema.unique)
    if CASE in names and name not in (REGISTER, CANDIDATES):
        told["foreignKeys"] = [{"fields": [CASE], "reference": {"resource": _slug(REGISTER), "fields": [CASE]}}]
    return told


#: The table whose key other tables name, and the column by which they do.
REGISTER, CASE = "cases", "case_id"
#: The table that also holds candidates which the register did not take.
CANDIDATES = "cases_second_coding"


def _field(table: str, name: str, held: pa.Column) -> dict[str, Any]:
    told, before = held.metadata, _before_correction(table, name)
    constraints: dict[str, Any] = {"required": not held.nullable}
    if told["values"]:
        constraints["enum"] = list(dict.fromkeys([*told["values"], *before]))
    if told["between"]:
        constraints |= {"minimum": told["between"][0], "maximum": told["between"][1]}
    if told["pattern"]:
        constraints["pattern"] = "|".join([told["pattern"], *map(re.escape, before)])
    field = {"name": name, "type": TYPES[told["dtype"]], "description": held.description, "constraints": constraints}
    return field | ({"unit": told["unit"]} if told["unit"] else {})


def _before_correction(table: str, column: str) -> list[str]:
    """List what the file still holds where a declared correction replaces it: the schema is that of the clean table."""
    rules = read_corrections().query("action == 'replace' and expect != ''")
    return sorted(set(rules.loc[(rules["table"] == table) & (rules["column"] == column), "expect"]))


# Croissant -------------------------------------------------------------------------------------------------------

#: Terms that Croissant 1.1 adds to schema.org, in the order of its specification.
TERMS = (
    "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject",
    "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
    "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator",
    "source", "subField", "transform",
)  # fmt: skip
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in TERMS},
}
#: Ending of a file -> its layers, outermost first, as Croissant lists them.
ENCODINGS: dict[str, str | list[str]] = {
    ".csv": "text/csv",
    ".gz": ["application/gzip", "text/csv"],
    ".json": "application/json",
}
KINDS = {"integer": "sc:Integer", "number": "sc:Float", "string": "sc:Text", "boolean": "sc:Boolean"}


def croissant() -> str:
    """Write the description of the tables in the format Croissant 1.1, as JSON.

    Examples
    --------
    >>> json.loads(croissant())["conformsTo"]
    'http://mlcommons.org/croissant/1.1'
    """
    tables = {name: schema for name in shipped() if (schema := find_schema(name)) is not None}
    described = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": NAME,
        "description": DESCRIPTION,
        "version": version(),
        "datePublished": str(released()),
        "license": LICENCES[WHOLE_LICENCE][1],
        "creator": {"@type": "sc:Organization", "name": release_note().authors},
        "citeAs": f"{release_note().authors} ({released().year}). {release_note().title}. Data release {version()}.",
        "isLiveDataset": False,
        "distribution": [_distribution(name, path) for name, path in shipped().items()],
        "recordSet": [_records(name, schema) for name, schema in tables.items()],
    }
    return as_json(described)


def _distribution(name: str, path: Path) -> dict[str, Any]:
    held = sidecar(name)
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "description": held.title,
        "contentUrl": path.relative_to(ROOT / "data").as_posix(),
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": ENCODINGS[path.suffix],
        "sha256": held.sha256,
    }


def _records(name: str, schema: pa.DataFrameSchema) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": limits_of(sidecar(name)),
        "key": [{"@id": f"{name}/{column}"} for column in schema.unique],
        "field": [_record_field(name, column, schema.columns[column]) for column in raw_columns(schema)],
    }


def _record_field(name: str, column: str, held: pa.Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{name}/{column}",
        "name": column,
        "description": held.description,
        "dataType": KINDS[TYPES[held.metadata["dtype"]]],
        "source": {"fileObject": {"@id": raw_path(name).name}, "extract": {"column": column}},
    }
