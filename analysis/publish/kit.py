"""The files that are written from others: the tables and the project described, for people and for machines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.core.files import NOTEBOOKS, ROOT
from analysis.core.hand import release_note, released, version
from analysis.publish.replication import project, replication
from analysis.tables.codebook import (
    DESCRIPTION,
    FORMATS,
    as_json,
    croissant,
    datapackage,
    licence_of,
    readme,
    shipped,
)
from analysis.tables.shipped import sidecar

Entity = dict[str, Any]


def documents() -> dict[Path, str]:
    """Give every file that ``make codebook`` writes, with its text.

    Examples
    --------
    >>> ROOT / "CITATION.cff" in documents()
    True
    """
    written = {
        "data/README.md": readme(),
        "data/datapackage.json": datapackage(),
        "data/croissant.json": croissant(),
        "CITATION.cff": citation(),
        "codemeta.json": codemeta(),
        "ro-crate-metadata.json": crate(),
        REPLICATION: replication(),
    }
    return {ROOT / name: text for name, text in written.items()}


# Citation --------------------------------------------------------------------------------------------------------

MESSAGE = "Please cite the report or table that you use, the data release, and the origin named in the table's sidecar."


def citation() -> str:
    """Write ``CITATION.cff`` (Citation File Format 1.2.0): the program and its data release.

    Examples
    --------
    >>> citation().splitlines()[0]
    'cff-version: 1.2.0'
    """
    note, told = release_note(), project()
    lines = [
        "cff-version: 1.2.0",
        f"message: {MESSAGE}",
        f"title: {note.title}",
        f"abstract: {told['description']}",
        "type: software",
        "authors:",
        f"  - name: {note.authors}",
        f"version: {told['version']}",
        f"date-released: {released()}",
        f"license: {told['license']}",
    ]
    return "\n".join(lines) + "\n"


# CodeMeta --------------------------------------------------------------------------------------------------------


def codemeta() -> str:
    """Write ``codemeta.json`` (CodeMeta 3.0): the program, as registries of research software read it."""
    note, told = release_note(), project()
    described = {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": note.title,
        "identifier": told["name"],
        "description": told["description"],
        "version": told["version"],
        "dateModified": str(released()),
        "license": f"https://spdx.org/licenses/{told['license']}",
        "author": [{"@type": "Organization", "name": note.authors}],
        "programmingLanguage": [{"@type": "ComputerLanguage", "name": "Python", "version": told["requires-python"]}],
        "operatingSystem": ["Linux", "macOS", "Windows"],
        "softwareRequirements": [
            {"@type": "SoftwareApplication", "name": name, "version": wanted} for name, wanted in _packages()
        ],
        "readme": "README.md",
        "softwareHelp": {"@type": "CreativeWork", "name": "How to replicate", "url": REPLICATION},
        "developmentStatus": "active",
        "supportingData": {"@type": "Dataset", "name": f"{note.title}: the data release", "version": version()},
    }
    return as_json(described)


def _packages() -> list[tuple[str, str]]:
    """Split the direct requirements into name and bound."""
    parts = [requirement.partition(">=") for requirement in project()["dependencies"]]
    return [(name, f">={bound}") for name, _, bound in parts]


# RO-Crate --------------------------------------------------------------------------------------------------------

REPLICATION = "docs/replication.md"
CRATE = "https://w3id.org/ro/crate/1.2"
AUTHORS, LANGUAGE, PROGRAM = "#authors", "#python", "#program"
#: Documents of the crate: file, type, and what it is.
DOCUMENTS = (
    ("README.md", "text/markdown", "What the project is and how to run it"),
    ("ARCHITECTURE.md", "text/markdown", "Where everything stands in the program"),
    ("CHANGELOG.md", "text/markdown", "What changed, data apart from program"),
    ("LICENSE", "text/plain", "Licence of the program"),
    ("CITATION.cff", "application/yaml", "How to cite the project"),
    ("codemeta.json", "application/ld+json", "The program described for machines"),
    ("pyproject.toml", "application/toml", "Packages that the program needs"),
    ("uv.lock", "application/toml", "Exact packages, with hashes"),
    ("data/README.md", "text/markdown", "Codebook of the tables"),
    ("data/datapackage.json", "application/json", "The tables described for machines (Frictionless Data Package)"),
    ("data/croissant.json", "application/ld+json", "The tables described for machines (Croissant)"),
    (REPLICATION, "text/markdown", "How to replicate every figure and table"),
    ("reports/manifest.json", "application/json", "Hash of every report, with which a replication is compared"),
)
FOLDERS = (
    ("analysis/", "The program: a Python package"),
    ("simulations/", "Simulations that try the estimators"),
    ("data/hand/", "Human judgement, each entry with its reason"),
    ("tests/", "The tests of the program"),
)


def crate() -> str:
    """Write ``ro-crate-metadata.json`` (RO-Crate 1.2): the whole project as one research object."""
    files = [*map(_document, DOCUMENTS), *(_table(name, path) for name, path in shipped().items()), *_notebooks()]
    folders = [_folder(*held) for held in FOLDERS]
    graph = [_descriptor(), _root([*files, *folders]), *files, *folders, *_context()]
    return as_json({"@context": f"{CRATE}/context", "@graph": graph})


def _descriptor() -> Entity:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": CRATE},
        "about": {"@id": "./"},
    }


def _root(parts: list[Entity]) -> Entity:
    note = release_note()
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{note.title}, release {version()}",
        "description": f"{project()['description']} {DESCRIPTION}",
        "datePublished": str(released()),
        "version": version(),
        "license": [{"@id": _spdx("CC-BY-4.0")}, {"@id": _spdx("MIT")}],
        "author": {"@id": AUTHORS},
        "publisher": {"@id": AUTHORS},
        "mainEntity": {"@id": PROGRAM},
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }


def _spdx(name: str) -> str:
    return f"https://spdx.org/licenses/{name}"


def _document(held: tuple[str, str, str]) -> Entity:
    path, kind, name = held
    return {"@id": path, "@type": "File", "name": path, "description": name, "encodingFormat": kind}


def _folder(path: str, name: str) -> Entity:
    return {"@id": path, "@type": "Dataset", "name": name, "description": name}


def _table(name: str, path: Path) -> Entity:
    held = sidecar(name)
    return {
        "@id": path.relative_to(ROOT).as_posix(),
        "@type": "File",
        "name": held.title,
        "description": held.universe,
        "encodingFormat": FORMATS[path.suffix]["mediatype"],
        "contentSize": str(path.stat().st_size),
        "sha256": held.sha256,
        "license": {"@id": _spdx(licence_of(held.licence, path)[0])},
        "creditText": held.citation,
        "isBasedOn": _one_or_all([{"@id": source["url"]} for source in held.origin]),
    }


def _one_or_all(held: list[Entity]) -> Entity | list[Entity]:
    """Write a list of one as that one, as RO-Crate asks."""
    return held[0] if len(held) == 1 else held


def _notebooks() -> list[Entity]:
    return [
        {
            "@id": path.relative_to(ROOT).as_posix(),
            "@type": ["File", "SoftwareSourceCode"],
            "name": path.stem.replace("_", " "),
            "description": "Notebook, with the outputs of its default parameters",
            "encodingFormat": "application/x-ipynb+json",
            "programmingLanguage": {"@id": LANGUAGE},
        }
        for path in sorted(NOTEBOOKS.glob("*.ipynb"))
    ]


def _context() -> list[Entity]:
    """Give what the parts refer to: authors, language, program, licences, and the publications behind the tables."""
    told = project()
    names = {"MIT": "MIT License", "CC-BY-4.0": "Creative Commons Attribution 4.0", "ISC": "ISC License"}
    licences = [
        {"@id": _spdx(name), "@type": "CreativeWork", "name": full, "description": full} for name, full in names.items()
    ]
    sources = {source["url"]: source["title"] for name in shipped() for source in sidecar(name).origin}
    return [
        {"@id": AUTHORS, "@type": "Organization", "name": release_note().authors},
        {
            "@id": LANGUAGE,
            "@type": "ComputerLanguage",
            "name": "Python",
            "version": told["requires-python"],
            "url": "https://www.python.org/",
        },
        {
            "@id": PROGRAM,
            "@type": "SoftwareApplication",
            "name": told["name"],
            "version": told["version"],
            "url": "analysis/",
            "description": told["description"],
            "license": {"@id": _spdx(told["license"])},
        },
        *licences,
        *({"@id": url, "@type": "CreativeWork", "name": title} for url, title in sorted(sources.items())),
    ]
