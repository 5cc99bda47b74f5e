"""The codebook of the data release, from schemas and sidecars: one text for people, two descriptions for machines.

``make codebook`` writes it, and the tables of ``docs/replication.md``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandera.pandas as pa

from analysis.core import judgement
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, ROOT, csv_as_text, relative, write_atomic
from analysis.core.judgement import release_note, released, stated, version
from analysis.tables.schemas import all_schemas, find_schema, raw_columns
from analysis.tables.shipped import Sidecar, raw_path, sidecar
from tools.replication import DOCUMENT, replication, shipped

INTRODUCTION = """# Codebook of the data release

`make codebook` writes this page from the sidecar of each table. `datapackage.json` (Frictionless Data Package) and
`croissant.json` (Croissant 1.1) have the same content for machines.
[raw/evidence/METHODS.md](raw/evidence/METHODS.md) says how the evidence was coded.

A blank means *not read*, never *none*. A column marked *added* is not in the raw file; cleaning adds it
(`rn.load`, after `import analysis as rn`). Countries are ISO 3166-1 alpha-3; `XKX` is Kosovo.

A published figure belongs to one of five counts: notices **issued** in a year, **in force** on a day, or **public** on
a day; requests **refused** or cancelled by INTERPOL; or **complaints** to the CCF. We never mix them.
"""

#: Type of a clean column -> its name in the list of Frictionless, and in that of Croissant.
TYPES = {
    "Int64": ("integer", "sc:Integer"),
    "Float64": ("number", "sc:Float"),
    "str": ("string", "sc:Text"),
    "bool": ("boolean", "sc:Boolean"),
    "datetime64[ns]": ("date", "sc:Date"),
}
#: Words with which a sidecar names a licence -> its name in the list of SPDX, and its address; the first is that of
#: the release as a whole.
LICENCES = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "ISC": ("ISC", "https://opensource.org/license/isc-license-txt"),
}
NAME = "red-notice-statistics"
DESCRIPTION = "The tables behind every number of the reports, as published or as counted from publications."
#: Ending of a file -> how Frictionless, and how Croissant, says that it is read.
FORMATS: dict[str, tuple[dict[str, str], str | list[str]]] = {
    ".csv": ({"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}, "text/csv"),
    ".gz": (
        {"format": "csv", "mediatype": "application/gzip", "encoding": "utf-8", "compression": "gz"},
        ["application/gzip", "text/csv"],
    ),
    ".json": ({"format": "json", "mediatype": "application/json", "encoding": "utf-8"}, "application/json"),
}
#: How the text of every table is split: RFC 4180, as `csv_as_text` reads it.
DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True}
#: The table whose key other tables name, the column by which they do, and the table that also has candidates which
#: the register did not take.
REGISTER, CASE, CANDIDATES = "cases", "case_id", "cases_second_coding"
#: The terms that Croissant 1.1 adds to schema.org.
CONTEXT = Path(__file__).with_name("croissant_context.json")


def readme() -> str:
    """Write the codebook for people, in Markdown: one section a shipped file, then the files of judgement."""
    described = judgement.table("index.csv").set_index("file")["holds"]
    files = []
    for path in judgements():
        columns = list(csv_as_text(path).columns) if path.suffix == ".csv" else []
        names = ", ".join(f"`{column}`" for column in columns)
        files.append(f"| `{path.name}` | {described.get(path.name, '')} | {names} |")
    head = "## Human judgement\n\nJudgement is data in `data/hand`, with its reasons.\n"
    listed = "\n".join([head, "| file | content | columns |\n|---|---|---|", *files]) + "\n"
    return "\n".join([INTRODUCTION, *(_section(name, path) for name, path in shipped().items()), listed])


def judgements() -> list[Path]:
    """List the files of human judgement, in order; all but the index that describes them."""
    return [path for path in sorted(HAND.iterdir()) if path.suffix in {".csv", ".yml"} and path.name != "index.csv"]


def _section(name: str, path: Path) -> str:
    card, schema = sidecar(name), find_schema(name)
    attribute = f', in Python `rn.load("{name}")`' if name in all_schemas() else ""
    origin = "; ".join(f"[{source['title']}]({source['url']})" for source in card.origin)
    limits = "\n".join(f"* {limit}" for limit in card.known_limits)
    parts = [
        f"## {card.title}",
        f"`{relative(path)}`{attribute}",
        f"**Counted.** {card.universe}",
        f"**Origin.** {origin}. Retrieved: {card.retrieved}.",
        f"**Citation.** {card.citation}",
        f"**Licence.** {card.licence}",
        f"**Known limits.**\n\n{limits}",
    ]
    if schema is not None:
        key = ", ".join(f"`{column}`" for column in schema.unique)
        rows = [_row(column, info) for column, info in schema.columns.items()]
        parts.append("\n".join([f"Key: {key}.\n\n| column | type | meaning |\n|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _row(name: str, column: pa.Column) -> str:
    rules = column.metadata
    blanks = "" if column.nullable else ", never blank"
    kind = TYPES[rules["dtype"]][0] + (", added" if rules["derived"] else "") + blanks
    unit = f"; unit: {rules['unit']}" if rules["unit"] else ""
    values = ", ".join(f"`{value}`" + (f" {meaning}" if meaning else "") for value, meaning in rules["values"].items())
    text = f"{column.description}{unit}" + (f". Values: {values}" if values else "")
    return f"| `{name}` | {kind} | {text.replace('|', '/')} |"


def licence_of(text: str, file: Path) -> tuple[str, str]:
    """Return the name and the address of the licence that a sidecar states in words.

    Examples
    --------
    >>> licence_of("CC BY 4.0 for the counts", Path("invented.yml"))[0]
    'CC-BY-4.0'
    """
    licence = next((licence for words, licence in LICENCES.items() if words in text), None)
    if licence is None:
        fix = "name one of these, or add the licence to LICENCES of codebook.py"
        raise InputError(f"the licence {text!r}", f"one with {some(LICENCES)}", fix, file=relative(file))
    return licence


def datapackage() -> str:
    """Write the codebook for machines: a Frictionless Data Package of the raw files, as JSON.

    Examples
    --------
    >>> json.loads(datapackage())["resources"][0]["path"]
    'raw/evidence/belarus_sanctions_timeline.csv'
    """
    words, (name, address) = next(iter(LICENCES.items()))
    package = {
        "profile": "data-package",
        "name": NAME,
        "title": f"{release_note().title}: the data release",
        "description": DESCRIPTION,
        "version": version(),
        "created": f"{released()}T00:00:00Z",
        "licenses": [{"name": name, "path": address, "title": words}],
        "contributors": [{"title": stated("authors"), "role": "author"}],
        "resources": [_resource(name, path) for name, path in shipped().items()],
    }
    return _as_json(package)


def _as_json(description: dict[str, Any]) -> str:
    return json.dumps(description, indent=2, ensure_ascii=False) + "\n"


def _limits(card: Sidecar) -> str:
    return " ".join([card.universe, "Known limits:", *card.known_limits])


def _resource(name: str, path: Path) -> dict[str, Any]:
    card, schema = sidecar(name), find_schema(name)
    licence, address = licence_of(card.licence, path)
    resource: dict[str, Any] = {
        "name": _slug(name),
        "path": path.relative_to(ROOT / "data").as_posix(),
        "profile": "data-resource" if schema is None else "tabular-data-resource",
        "title": card.title,
        "description": _limits(card),
        **FORMATS[path.suffix][0],
        "hash": f"sha256:{card.sha256}",
        "bytes": path.stat().st_size,
        "sources": [{"title": source["title"], "path": source["url"]} for source in card.origin],
        "licenses": [{"name": licence, "path": address, "title": card.licence}],
        "citation": card.citation,
    }
    if schema is None:
        return resource
    columns = raw_columns(schema)
    fields: dict[str, Any] = {
        "fields": [_field(name, column, schema.columns[column]) for column in columns],
        "missingValues": [""],
    }
    if not any(schema.columns[column].nullable for column in schema.unique):  # a primary key holds no blank
        fields["primaryKey"] = list(schema.unique)
    if CASE in columns and name not in (REGISTER, CANDIDATES):
        fields["foreignKeys"] = [{"fields": [CASE], "reference": {"resource": _slug(REGISTER), "fields": [CASE]}}]
    return resource | {"dialect": DIALECT, "schema": fields}


def _slug(name: str) -> str:
    return name.lower().replace("_", "-")


def _field(table: str, name: str, column: pa.Column) -> dict[str, Any]:
    """Describe a column of the file, which still has the values that a declared correction replaces."""
    rules = column.metadata
    corrections = judgement.table("corrections.csv").query("action == 'replace' and expect != ''")
    replaced = corrections.loc[(corrections["table"] == table) & (corrections["column"] == name), "expect"]
    constraints: dict[str, Any] = {"required": not column.nullable}
    if rules["values"]:
        constraints["enum"] = list(dict.fromkeys([*rules["values"], *sorted(set(replaced))]))
    if rules["between"]:
        constraints |= {"minimum": rules["between"][0], "maximum": rules["between"][1]}
    if rules["pattern"]:
        constraints["pattern"] = "|".join([rules["pattern"], *map(re.escape, sorted(set(replaced)))])
    kind, unit = TYPES[rules["dtype"]][0], {"unit": rules["unit"]} if rules["unit"] else {}
    return {"name": name, "type": kind, "description": column.description, "constraints": constraints, **unit}


def croissant() -> str:
    """Write the description of the tables in the format Croissant 1.1, as JSON.

    Examples
    --------
    >>> json.loads(croissant())["conformsTo"]
    'http://mlcommons.org/croissant/1.1'
    """
    note = release_note()
    description = {
        "@context": json.loads(CONTEXT.read_text(encoding="utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": NAME,
        "description": DESCRIPTION,
        "version": version(),
        "datePublished": str(released()),
        "license": next(iter(LICENCES.values()))[1],
        "creator": {"@type": "sc:Organization", "name": stated("authors")},
        "citeAs": f"{stated('authors')} ({released().year}). {note.title}. Data release {version()}.",
        "isLiveDataset": False,
        "distribution": [_distribution(name, path) for name, path in shipped().items()],
        "recordSet": [_records(name, schema) for name in shipped() if (schema := find_schema(name)) is not None],
    }
    return _as_json(description)


def _distribution(name: str, path: Path) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "description": sidecar(name).title,
        "contentUrl": path.relative_to(ROOT / "data").as_posix(),
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": FORMATS[path.suffix][1],
        "sha256": sidecar(name).sha256,
    }


def _records(name: str, schema: pa.DataFrameSchema) -> dict[str, Any]:
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"{name}/{column}",
            "name": column,
            "description": schema.columns[column].description,
            "dataType": TYPES[schema.columns[column].metadata["dtype"]][1],
            "source": {"fileObject": {"@id": raw_path(name).name}, "extract": {"column": column}},
        }
        for column in raw_columns(schema)
    ]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": _limits(sidecar(name)),
        "key": [{"@id": f"{name}/{column}"} for column in schema.unique],
        "field": fields,
    }


def main() -> None:
    """Write the files and name them."""
    data = ROOT / "data"
    documents = {
        data / "README.md": readme(),
        data / "datapackage.json": datapackage(),
        data / "croissant.json": croissant(),
        DOCUMENT: replication(),
    }
    for path, content in documents.items():
        write_atomic(path, content, public=True)
        print(f"wrote {relative(path)}")


if __name__ == "__main__":
    main()
