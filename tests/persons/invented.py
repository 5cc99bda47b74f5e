"""Small invented lists in the publishers' formats, as a mirror would hold them. No person in them exists."""

from __future__ import annotations

import json

from analysis.refresh.live import LiveList, Remote, load_lists

FIRST = ("Qorvin", "Zebulda", "Trasmond", "Ilvara", "Ombrec", "Yestrilde")
LAST = ("MADDELSTROP", "VINTERQUIST", "OZZLEBANK", "PRUNDLEFOOT", "KRAXMERE")
CHARGES = (
    "Participation in an illegal armed formation",
    "Fraud",
    "Murder",
    "Public incitement to extremism",
    "Terrorism",
)
REQUESTERS = ("ru", "in", "ar", "by", "ru")


def person(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}{'abcdefghij'[number // 30 % 10]}"


def born(number: int) -> str:
    return f"{1950 + number % 45}-0{1 + number % 9}-{10 + number % 18}"


def notices(count: int = 40, seen: str = "2026-05-01", country: str = "country") -> bytes:
    lines = []
    for number in range(count):
        key, case = f"interpol-red-2020-{100 + number}", number % 5
        lines.append(
            {
                "id": key,
                "schema": "Person",
                "last_seen": f"{seen}T10:00:00",
                "properties": {"name": [person(number)], "birthDate": [born(number)], "nationality": ["ru"]},
            }
        )
        held = {
            "entity": [key],
            country: [REQUESTERS[case]],
            "reason": [CHARGES[case]],
            "authorityId": [f"2020/{100 + number}"],
        }
        lines.append({"id": f"s-{key}", "schema": "Sanction", "properties": held})
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def sdn(count: int = 20) -> bytes:
    rows = [
        f'{number + 1},"{person(number).split()[1]}, {person(number).split()[0]}","individual","RUSSIA-EO14024",-0- ,'
        f'-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB {born(number)}; nationality Russia."'
        for number in range(count)
    ]
    return ("\r\n".join(rows) + "\r\n\x1a").encode()


def alt(count: int = 20) -> bytes:
    rows = "".join(f'{number + 1},{number + 500},"aka","ALIAS {number}",-0- \r\n' for number in range(count))
    return f"{rows}\x1a".encode()


def un(count: int = 5) -> bytes:
    people = "".join(
        f"<INDIVIDUAL><DATAID>{number}</DATAID><FIRST_NAME>{person(number).upper()}</FIRST_NAME>"
        f"<UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.{number:03d}</REFERENCE_NUMBER>"
        f"<LISTED_ON>2012-12-31</LISTED_ON><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE>"
        f"<DATE>{born(number)}</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"
        for number in range(count)
    )
    return f'<?xml version="1.0"?><CONSOLIDATED_LIST><INDIVIDUALS>{people}</INDIVIDUALS></CONSOLIDATED_LIST>'.encode()


def uk(count: int = 5) -> bytes:
    head = "Last Updated,Unique ID,Name 6,Name 1,Name type,Designation Type,Date Designated,D.O.B,Nationality(/ies)"
    rows = [
        f"04/08/2026,BEL{number:04d},{LAST[number % 5]},Ada,Primary Name,Individual,01/03/2022,,"
        for number in range(count)
    ]
    return "\n".join(["Report Date: 08-Oct-2026", head, *rows, ""]).encode()


def eu(count: int = 5) -> bytes:
    head = (
        "Entity_LogicalId;Entity_DesignationDate;Entity_SubjectType;Entity_Regulation_Programme;NameAlias_WholeName;"
        "BirthDate_BirthDate"
    )
    rows = [f"{number};2022-02-25;P;BLR;{person(number)};{born(number)}" for number in range(count)]
    return ("\ufeff" + "\n".join([head, *rows, ""])).encode()


def mirror() -> dict[str, bytes]:
    return {
        "interpol_red_notices/entities.ftm.json": notices(),
        "ofac/SDN.CSV": sdn(),
        "ofac/ALT.CSV": alt(),
        "un/consolidated.xml": un(),
        "uk/UK-Sanctions-List.csv": uk(),
        "eu/csvFullSanctionsList_1_1.csv": eu(),
    }


def small_lists() -> tuple[LiveList, ...]:
    """Give the live lists, of whatever size a file is."""
    return tuple(small(live) for live in load_lists())


def small(live: LiveList) -> LiveList:
    variants = tuple(
        variant.model_copy(update={"files": [of_any_size(remote) for remote in variant.files]})
        for variant in live.variants
    )
    return live.model_copy(update={"variants": variants})


def of_any_size(remote: Remote) -> Remote:
    return remote.model_copy(update={"least_bytes": 1})


def one(name: str) -> LiveList:
    return next(live for live in small_lists() if live.name == name)
