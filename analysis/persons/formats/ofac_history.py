"""The day on which a designation was first seen in releases of the list, which itself gives no day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.persons.reading import Audit, Reject, as_text, decode, delimited, header_of, load_spec, raw_of, records
from analysis.persons.records import FIRST_SEEN, RawDesignation

SPEC = load_spec("ofac_history")


def recognises(text: str) -> bool:
    """Tell whether the head of a text is a history of designations or of programmes."""
    return set(SPEC.required) <= set(header_of(text, ","))


def read(path: Path, content: bytes, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read the first days, as parts of designations; a history of programmes is passed over."""
    text = decode(content, path, SPEC.encodings)
    if "program" in header_of(text, ","):
        audit.warn(f"{path.name} passed over: a change of programme is no designation")
        return
    for line, entry in records(delimited(text, ",", path), path, SPEC, audit):
        yield entry if isinstance(entry, Reject) else _part(path.name, line, entry)


def _part(file: str, line: int, entry: dict[str, str]) -> RawDesignation | Reject:
    number, censored = as_text(entry["ent_num"]), entry["left_censored"].strip().casefold()
    if not number.isdecimal() or censored not in {"true", "false"}:
        return Reject(file, line, "no entity number, or left_censored neither True nor False", raw_of(entry))
    return RawDesignation(
        file=file,
        row=line,
        source_format=SPEC.name,
        list_name="US",
        designation_id=number,
        part=True,
        date_form="year-first",
        listed_on=as_text(entry["first_seen"]),
        listed_on_basis=FIRST_SEEN,
        censored=censored == "true",
    )
