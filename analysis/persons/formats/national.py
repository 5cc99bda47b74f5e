"""Lists of further senders that no mapping of columns can read: Switzerland, Canada, Ukraine."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from analysis.core.countries import fold
from analysis.core.dates import from_parts
from analysis.persons.documents import Element
from analysis.persons.reading import Record, Reject, Row, as_text, as_texts, document_reader, table_reader
from analysis.persons.records import ENDED, RawDesignation

OFF = "de-listed"


LATIN = frozenset(["", "latn"])


def _learn_programmes(element: Element, known: dict[str, Any]) -> None:
    """Keep the English key of a programme, or its name, by each of its sets."""
    if element.tag == "sanctions-program":
        told = [*element.all("program-key"), *element.all("program-name")]
        english = [as_text(said.text) for said in told if said.get("lang") in {"eng", ""}]
        for held in (element, *element.all("sanctions-set")):
            known[held.get("ssid")] = next(iter(english), "")


def _target(record: Record) -> RawDesignation | Reject:
    """Read one target of the Swiss list."""
    target = record.element
    number = target.get("ssid")
    subject = next((held for held in target.children if held.tag in {"individual", "entity", "object"}), None)
    names, scripts = _swiss_names(subject) if subject else ((), ())
    if subject is None or not number or not (names or scripts):
        return record.reject("no id, no subject, or no name")
    listed, off = _listing([*target.all("modification"), *subject.all("modification")])
    if off:
        return record.reject(f"struck off the list on {off}", bad=False)
    sets = [target.get("sanctions-set-id"), *target.texts("sanctions-set-id"), *subject.texts("sanctions-set-id")]
    return RawDesignation(
        *record.place,
        "CH",
        number,
        programmes=tuple(dict.fromkeys(filter(None, (record.known.get(held, "") for held in sets)))),
        entity_type=subject.get("object-type") or subject.tag,
        names=names,
        scripts=scripts,
        birth_dates=tuple(filter(None, map(_swiss_day, subject.all("identity", "day-month-year")))),
        date_form="year-first",
        nationalities=tuple(filter(None, map(_swiss_land, subject.all("identity", "nationality", "country")))),
        listed_on=listed,
    )


def _listing(modifications: list[Element]) -> tuple[str, str]:
    """Give the day of the first listing since the last striking off, and the day of one that nothing follows."""
    dated = [(held.get("effective-date", "publication-date", "enactment-date"), held) for held in modifications]
    on, ended = (
        sorted(day for day, held in dated if held.get("modification-type") == kind) for kind in ("listed", OFF)
    )
    off = ended[-1] if ended else ""
    since = [day for day in on if day > off]
    return next(iter(since), ""), "" if since or not ended else off or "a day that is not stated"


def _swiss_names(subject: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the names of the identities, main and primary ones first, and those in other scripts."""
    identities = sorted(subject.all("identity"), key=lambda identity: identity.get("main") != "true")
    names = [name for identity in identities for name in identity.all("name")]
    names.sort(key=lambda name: name.get("name-type") not in {"primary-name", ""})
    told = [_swiss_name(name) for name in names]
    latin = [spelling for spellings, _ in told for spelling in spellings]
    return tuple(dict.fromkeys(latin)), tuple(dict.fromkeys(other for _, others in told for other in others))


def _swiss_name(name: Element) -> tuple[list[str], list[str]]:
    """Put the parts of a name together in their order, as given and in each further script."""
    parts = [part for part in name.all("name-part") if part.get("name-part-type") != "title"]
    parts.sort(key=lambda part: int(part.get("order")) if part.get("order").isdecimal() else 0)
    spelt: Counter[str] = Counter()  # how many spellings a part has in each script, at most
    for part in parts:
        spelt |= Counter(map(_script, part.all("spelling-variant")))
    further = [(script, _spelling(parts, script, place)) for script in sorted(spelt) for place in range(spelt[script])]
    latin = [" ".join(filter(None, (part.first("value") for part in parts)))]
    latin += [said for script, said in further if script in LATIN]
    return [said for said in latin if said], [said for script, said in further if said and script not in LATIN]


def _script(variant: Element) -> str:
    return variant.get("script").casefold()


def _spelling(parts: list[Element], script: str, place: int) -> str:
    """Give a name as its parts are spelt in a script: each in its spelling at a place, or in its last one."""
    return " ".join(filter(None, (_variant(part, script, place) or part.first("value") for part in parts)))


def _variant(part: Element, script: str, place: int) -> str:
    variants = [as_text(held.text) for held in part.all("spelling-variant") if _script(held) == script]
    return variants[min(place, len(variants) - 1)] if variants else ""


def _swiss_day(held: Element) -> str:
    """Give a day, or as much of one as is stated; what is none as it is stated, so that it is told."""
    stated = held.get("year"), held.get("month"), held.get("day")
    born = from_parts(*stated)
    return born.text if born else "-".join(part or "?" for part in stated) if any(stated) else ""


def _swiss_land(country: Element) -> str:
    return as_text(country.text) or country.get("iso-code")


def _canadian(record: Record) -> RawDesignation | Reject:
    """Read one record of the Canadian list, whose elements bear an English name, or an English and a French one."""
    said: dict[str, str] = {}
    for child in record.element.children:
        said.setdefault(child.tag.partition("-")[0], as_text(child.text))
    person = " ".join(filter(None, (said.get("GivenName", ""), said.get("LastName", ""))))
    name = person or said.get("EntityOrShip", "") or said.get("Entity", "")
    programme = said.get("Country", "").partition(" / ")[0].strip()
    if not name or not programme:
        return record.reject("no name, or no country")
    kind = "individual" if person else "ship" if said.get("ShipIMONumber") else "entity"
    aliases = re.split(r"[;,]" if person else ";", said.get("Aliases", ""))
    return RawDesignation(
        *record.place,
        "CA",
        _number("/".join([programme, said.get("Schedule", ""), said.get("Item", "")]), name, record.known),
        programmes=(programme,),
        entity_type=kind,
        names=(name, *as_texts(aliases)),
        birth_dates=as_texts(_on(said, "DateOfBirthOrShipBuildDate", "DateOfBirth")) if person else (),
        listed_on=_on(said, "DateOfListing"),
    )


def _on(said: dict[str, str], *names: str) -> str:
    return next(filter(None, (said.get(name, "") for name in names)), "")


def _number(place: str, name: str, known: dict[str, Any]) -> str:
    """Give the place of a record in the list as its id; one that stands for another name too gets a number."""
    held: dict[str, int] = known.setdefault(place, {})
    number = held.setdefault(fold(name), len(held) + 1)
    return place if number == 1 else f"{place} ({number})"


#: A name with its forms in two further languages: ukr (ukr, rus).
_FORMS = re.compile(r"^([^(]+)\(([^,()]+),([^,()]+)\)$")


def _ukrainian(row: Row) -> RawDesignation | Reject:
    """Read one subject of the Ukrainian register."""
    number, status, born = row.text("sid"), row.text("status"), row.texts("bd")
    texts = (*row.texts("translit", "name"), *row.split("aliases"))
    names = tuple(form for text in texts for form in _forms(text))
    if not number or not names:
        return row.reject("no sid, or no name")
    if fold(status) in ENDED:
        return row.reject(f"a subject whose status is {status!r}", bad=False)
    kind = row.text("subjectType") or ("individual" if born else "not stated")
    return RawDesignation(
        *row.place,
        "UA",
        number,
        programmes=("NSDC",),
        entity_type=kind,
        names=names,
        birth_dates=born if kind == "individual" else (),
        nationalities=row.split("citizenships"),
        listed_on=row.text("date"),
    )


def _forms(text: str) -> tuple[str, ...]:
    match = _FORMS.match(text)
    return as_texts(list(match.groups())) if match else (text,)


READERS = (
    document_reader("ch_seco", _target, _learn_programmes),
    document_reader("ca_sema", _canadian),
    table_reader("ua_nsdc_csv", _ukrainian),
)
