"""OpenSanctions' flat export of the notices: one person a row, the charge inside ``sanctions``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.core.countries import fold
from analysis.persons.reading import Audit, Reject, as_text, decode, delimited, header_of, load_spec, raw_of, records
from analysis.persons.records import RawNotice

SPEC = load_spec("opensanctions_simple")


PROGRAMME = "Red Notice"


DATASET = "INTERPOL Red Notices"


_OURS = re.compile(r"^(?:INTERPOL )?Red Notices?\b[ -]*", re.IGNORECASE)


def recognises(text: str) -> bool:
    """Tell whether the head of a text has the export's columns."""
    return set(SPEC.required) <= set(header_of(text, ","))


def read(path: Path, content: bytes, audit: Audit) -> Iterator[RawNotice | Reject]:
    """Read the export; rows of other programmes and kinds are set aside."""
    rows = delimited(decode(content, path, SPEC.encodings), ",", path)
    for row, entry in records(rows, path, SPEC, audit):
        yield entry if isinstance(entry, Reject) else _notice(path.name, row, entry)


def _notice(file: str, row: int, entry: dict[str, str]) -> RawNotice | Reject:
    charges = charges_of(entry["sanctions"])
    if "dataset" in entry and not names_notices(entry["dataset"].split(";")):
        reason = f"data set {as_text(entry['dataset'])[:80]!r}, not {DATASET}"
        return Reject(file, row, reason, raw_of(entry), bad=False)
    if "dataset" not in entry and not charges and not _OURS.search(entry["sanctions"]):
        return Reject(file, row, f"no data set and no {PROGRAMME} among its sanctions", raw_of(entry), bad=False)
    if entry["schema"] != "Person":
        return Reject(file, row, f"schema {entry['schema']!r}, not Person", raw_of(entry), bad=False)
    if charges is None:
        return Reject(file, row, f"no {PROGRAMME} among its sanctions", raw_of(entry), bad=False)
    return RawNotice(
        file=file,
        row=row,
        source_format=SPEC.name,
        notice_id=as_text(entry["id"]),
        name=as_text(entry["name"]),
        birth_date=as_text(entry["birth_date"]),
        nationalities=tuple(code.strip() for code in entry["countries"].split(";") if code.strip()),
        charges=charges,
    )


def names_notices(datasets: Iterable[str]) -> bool:
    """Tell whether data sets of OpenSanctions, by title or by name, hold that of the Red Notices."""
    return any(fold(name).replace("_", " ") == fold(DATASET) for name in datasets)


def charges_of(sanctions: str) -> tuple[str, ...] | None:
    """Take the charges out of the field (joined by ``;``), without the programme; None if all are of another."""
    lines = [line + "\n" for line in sanctions.split("\n")]
    entries = [entry.strip() for record in csv.reader(lines, delimiter=";") for entry in record if entry.strip()]
    ours = [_OURS.sub("", entry) for entry in entries if _OURS.match(entry)]
    return tuple(filter(None, ours)) if ours or not entries else None
