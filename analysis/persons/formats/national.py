"""Lists of further senders that no mapping of columns can read: Switzerland, Canada, Ukraine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.core.country_names import fold
from analysis.core.dates import from_parts
from analysis.persons.inputs import Element, attribute, text, tidy
from analysis.persons.reading import Record, Row, as_texts, document_reader, table_reader
from analysis.persons.records import ENDED, RawDesignation, Reject

LATIN = frozenset(["", "latn"])


def _programme_of(element: Element) -> dict[str, str]:
    """English key of a programme, or its name, by the id of the programme and of each of its sets."""
    names = [*element.findall("program-key"), *element.findall("program-name")]
    english = next((tidy(name.text) for name in names if attribute(name, "lang") in {"eng", ""}), "")
    return {attribute(one, "ssid"): english for one in (element, *element.findall("sanctions-set"))}


def _target(record: Record) -> RawDesignation | Reject:
    """Read one target of the Swiss list."""
    target, number = record.element, attribute(record.element, "ssid")
    subject = next((child for child in target if child.tag in {"individual", "entity", "object"}), None)
    names, scripts = _swiss_names(subject) if subject is not None else ((), ())
    if subject is None or not number or not (names or scripts):
        return record.reject("no id, no subject, or no name")
    listed, off = _listing([*target.findall("modification"), *subject.findall("modification")])
    if off:
        return record.reject(f"struck off the list on {off}", bad=False)
    name = "sanctions-set-id"
    sets = (attribute(target, name), *record.texts(name, f"{subject.tag}/{name}"))
    return record.designation(
        number,
        programmes=tuple(dict.fromkeys(filter(None, (record.lookups.get(one, "") for one in sets)))),
        entity_type=attribute(subject, "object-type") or str(subject.tag),
        names=names,
        scripts=scripts,
        birth_dates=tuple(filter(None, map(_swiss_day, subject.findall("identity/day-month-year")))),
        nationalities=tuple(
            tidy(land.text) or attribute(land, "iso-code") for land in subject.findall("identity/nationality/country")
        ),
        listed_on=listed,
    )


def _listing(modifications: list[Element]) -> tuple[str, str]:
    """Day of the first listing since the last removal, and the day of a removal that no listing follows."""
    dates = ("effective-date", "publication-date", "enactment-date")
    dated = sorted((attribute(one, *dates), attribute(one, "modification-type")) for one in modifications)
    ended = [day for day, kind in dated if kind == "de-listed"]
    since = [day for day, kind in dated if kind == "listed" and day > max(ended, default="")]
    return next(iter(since), ""), "" if since or not ended else ended[-1] or "a day that is not stated"


def _swiss_names(subject: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the identities, main and primary ones first, and those in other scripts."""
    identities = sorted(subject.findall("identity"), key=lambda identity: attribute(identity, "main") != "true")
    names = [name for identity in identities for name in identity.findall("name")]
    names.sort(key=lambda name: attribute(name, "name-type") not in {"primary-name", ""})
    spelled = [spelling for name in names for spelling in _spellings(name)]
    latin, others = ([name for script, name in spelled if (script in LATIN) == is_latin] for is_latin in (True, False))
    return tuple(dict.fromkeys(latin)), tuple(dict.fromkeys(others))


def _spellings(name: Element) -> Iterator[tuple[str, str]]:
    """Name as its parts give it in their order, and in each further spelling, with its script."""
    parts = [part for part in name.findall("name-part") if attribute(part, "name-part-type") != "title"]
    parts.sort(key=lambda part: int(attribute(part, "order")) if attribute(part, "order").isdecimal() else 0)
    variants = [_variants(part) for part in parts]
    yield "", " ".join(text(part, "value") for part in parts).strip()
    for script in sorted({script for one in variants for script in one}):
        for number in range(max(len(one.get(script, ())) for one in variants)):
            words = (
                one[script][min(number, len(one[script]) - 1)] if script in one else text(part, "value")
                for part, one in zip(parts, variants, strict=True)
            )
            yield script, " ".join(filter(None, words))


def _variants(part: Element) -> dict[str, list[str]]:
    """Further spellings of a part of a name, by script."""
    variants: dict[str, list[str]] = {}
    for variant in part.findall("spelling-variant"):
        variants.setdefault(attribute(variant, "script").casefold(), []).append(tidy(variant.text))
    return variants


def _swiss_day(element: Element) -> str:
    """Day, or as much of one as is stated; as it is stated where it is none, so that it is reported."""
    stated = [attribute(element, part) for part in ("year", "month", "day")]
    born = from_parts(*stated)
    return born.text if born else "-".join(part or "?" for part in stated) if any(stated) else ""


def _canadian(record: Record) -> RawDesignation | Reject:
    """Read one record of the Canadian list, whose elements bear an English name, or an English and a French one."""
    fields: dict[str, str] = {}
    for child in record.element:
        fields.setdefault(str(child.tag).partition("-")[0], tidy(child.text))
    person = " ".join(filter(None, (fields.get("GivenName", ""), fields.get("LastName", ""))))
    name = person or fields.get("EntityOrShip", "") or fields.get("Entity", "")
    programme = fields.get("Country", "").partition(" / ")[0].strip()
    if not name or not programme:
        return record.reject("no name, or no country")
    item = "/".join([programme, fields.get("Schedule", ""), fields.get("Item", "")])
    names = record.names_of.setdefault(item, [])  # an item may stand for several names
    names += [fold(name)] * (fold(name) not in names)
    number = names.index(fold(name)) + 1
    return record.designation(
        item if number == 1 else f"{item} ({number})",
        programmes=(programme,),
        entity_type="individual" if person else "ship" if fields.get("ShipIMONumber") else "entity",
        names=(name, *as_texts(re.split(r"[;,]" if person else ";", fields.get("Aliases", "")))),
        birth_dates=as_texts([fields.get("DateOfBirthOrShipBuildDate") or fields.get("DateOfBirth")]) if person else (),
        listed_on=fields.get("DateOfListing", ""),
    )


def _ukrainian(row: Row) -> RawDesignation | Reject:
    """Read one subject of the Ukrainian register."""
    number, status, born = row.text("sid"), row.text("status"), row.texts("bd")
    written = (*row.texts("translit", "name"), *row.split("aliases"))
    names = tuple(form for name in written for form in _forms(name))
    if not number or not names:
        return row.reject("no sid, or no name")
    if fold(status) in ENDED:
        return row.reject(f"a subject with the status {status!r}", bad=False)
    kind = row.text("subjectType") or ("individual" if born else "not stated")
    births = born if kind == "individual" else ()
    return row.designation(number, programmes=("NSDC",), entity_type=kind, names=names, birth_dates=births)


def _forms(name: str) -> tuple[str, ...]:
    """Name, and its forms in two further languages: ukr (ukr, rus)."""
    match = re.fullmatch(r"([^(]+)\(([^,()]+),([^,()]+)\)", name)
    return as_texts(list(match.groups())) if match else (name,)


READERS = (
    document_reader("ch_seco", _target, _programme_of),
    document_reader("ca_sema", _canadian),
    table_reader("ua_nsdc_csv", _ukrainian),
)
