# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "cffconvert>=2.0",
#   "frictionless>=5.21",
#   "hermes>=0.10",
#   "mlcroissant>=1.1.1",
#   "somesy>=0.8.2",
# ]
#
# [tool.uv]
# # The validators of citations name older packages than they run with.
# override-dependencies = ["jsonschema>=4.20", "packaging>=25", "ruamel-yaml>=0.18"]
# ///
"""Validate the descriptions for machines, each by the public validator of its format; nothing is fetched.

Usage: python3 tools/bootstrap.py --script tools/validate_metadata.py [FOLDER]

The vocabulary of CodeMeta 3.0, which the format names by address, comes from the locked package `somesy`, so that the
check needs no network.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from importlib.metadata import files
from pathlib import Path

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
#: How many faults of a file are printed.
MOST_SHOWN = 10


def carried(package: str, name: str) -> bytes:
    """Read a file that an installed package carries."""
    found = next(path for path in files(package) or [] if str(path).endswith(name))
    return Path(str(found.locate())).read_bytes()


def data_package() -> list[str]:
    """Validate the data package together with every row of its tables."""
    from frictionless import validate

    report = validate(str(ROOT / "data" / "datapackage.json"))
    read = sum(int(task.stats.get("rows") or 0) for task in report.tasks)
    print(f"  {len(report.tasks)} resources, {read} rows")
    whole = [error.message for error in report.errors]
    return whole + [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]


def croissant() -> list[str]:
    """Validate the Croissant file, and read every record of every table through it."""
    import mlcroissant

    path = ROOT / "data" / "croissant.json"
    described = mlcroissant.Dataset(str(path))
    faults = sorted(described.metadata.ctx.issues.errors)
    read = sum(sum(1 for _ in described.records(records.uuid)) for records in described.metadata.record_sets)
    print(f"  {len(described.metadata.record_sets)} record sets, {read} records")
    return faults


def codemeta() -> list[str]:
    """Check that every term of the CodeMeta file is one of CodeMeta 3.0."""
    from hermes.commands.harvest.util.validate_codemeta import validate_codemeta
    from pyld import jsonld

    context = json.loads(carried("somesy", "schema-3.jsonld"))
    jsonld.set_document_loader(lambda url, options: {"contextUrl": None, "documentUrl": url, "document": context})
    held = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    return [] if validate_codemeta(held) else ["a term that CodeMeta 3.0 does not know"]


def citation() -> list[str]:
    """Validate CITATION.cff by the schema of its version."""
    from cffconvert.cli.create_citation import create_citation

    create_citation(str(ROOT / "CITATION.cff"), None).validate()  # raises at the first fault
    return []


CHECKS = {
    "data/datapackage.json (frictionless, with data)": data_package,
    "data/croissant.json (mlcroissant, with data)": croissant,
    "codemeta.json (hermes)": codemeta,
    "CITATION.cff (cffconvert)": citation,
}


def found(check: Callable[[], list[str]]) -> list[str]:
    """Run a check; a validator that raises, whatever it raises, has found a fault."""
    try:
        return check()
    except Exception as error:
        return [str(error) or type(error).__name__]


def main() -> int:
    """Run every check; the exit status is 1 if any found a fault."""
    logging.disable(logging.WARNING)
    status = 0
    for name, check in CHECKS.items():
        print(name, flush=True)
        faults = found(check)
        for fault in faults[:MOST_SHOWN]:
            print(f"  fault: {fault}", file=sys.stderr)
        print("  valid" if not faults else f"  not valid: {len(faults)} faults", flush=True)
        status = 1 if faults else status
    return status


if __name__ == "__main__":
    sys.exit(main())
