"""Small lists in the forms that their publishers give them, with invented subjects, and what each states."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Published:
    """A list: its file, its rows that follow each other, what stands around them, and what they come to."""

    reader: str
    sender: str
    head: str
    rows: tuple[str, ...]
    tail: str
    bad: str  # a row that cannot be used
    expected: tuple[tuple[str, ...], ...]  # id, kind, name, births, nationalities, programmes, day of listing

    @property
    def text(self) -> str:
        return self.head + "".join(f"{row}\n" for row in self.rows) + self.tail


OFAC_XML = Published(
    "ofac_xml",
    "US",
    '<?xml version="1.0" standalone="yes"?>\n'
    '<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">\n'
    "<publshInformation><Publish_Date>07/02/2024</Publish_Date><Record_Count>3</Record_Count></publshInformation>\n",
    (
        "<sdnEntry><uid>36</uid><lastName>PROVA AIRLINES</lastName><sdnType>Entity</sdnType>"
        "<programList><program>CUBA</program></programList><akaList><aka><uid>12</uid><type>a.k.a.</type>"
        "<category>strong</category><lastName>PROVA-AIR</lastName></aka></akaList></sdnEntry>",
        "<sdnEntry><uid>2674</uid><firstName>Ivo</firstName><lastName>TESTOV</lastName><title>Mr. A</title>"
        "<sdnType>Individual</sdnType><remarks>(Linked To: PROVA)</remarks><programList><program>SDGT</program>"
        "<program>SYRIA</program></programList><akaList><aka><uid>1</uid><type>a.k.a.</type><category>weak</category>"
        "<lastName>TESTOFF</lastName><firstName>Ivo</firstName></aka></akaList><nationalityList><nationality>"
        "<uid>3</uid><country>Korea, North</country><mainEntry>true</mainEntry></nationality></nationalityList>"
        "<citizenshipList><citizenship><uid>4</uid><country>Syria</country><mainEntry>true</mainEntry></citizenship>"
        "</citizenshipList><dateOfBirthList><dateOfBirthItem><uid>5</uid><dateOfBirth>04 Mar 1970</dateOfBirth>"
        "<mainEntry>true</mainEntry></dateOfBirthItem><dateOfBirthItem><uid>6</uid>"
        "<dateOfBirth>circa 1971</dateOfBirth>"
        "<mainEntry>false</mainEntry></dateOfBirthItem></dateOfBirthList></sdnEntry>",
        "<sdnEntry><uid>9001</uid><lastName>PROVA STAR</lastName><sdnType>Vessel</sdnType><programList>"
        "<program>IRAN</program></programList><vesselInfo><callSign>EQ12</callSign></vesselInfo></sdnEntry>",
    ),
    "</sdnList>\n",
    "<sdnEntry><uid>7</uid><sdnType>Entity</sdnType></sdnEntry>",
    (
        ("36", "entity", "PROVA AIRLINES", "", "", "CUBA", ""),
        ("2674", "person", "TESTOV, Ivo", "1970-03-04;1971~", "PRK;SYR", "SDGT;SYRIA", ""),
        ("9001", "vessel", "PROVA STAR", "", "", "IRAN", ""),
    ),
)


def _party(number: str, kind: int, parts: tuple[str, ...], features: str = "", cyrillic: str = "") -> str:
    values = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{place}" ScriptID="215">{part}</NamePartValue>'
        "</DocumentedNamePart>"
        for place, part in enumerate(parts)
    )
    other = (
        '<DocumentedName ID="9" DocNameStatusID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="0" '
        f'ScriptID="220">{cyrillic}</NamePartValue></DocumentedNamePart></DocumentedName>'
    )
    groups = "".join(
        f'<MasterNamePartGroup><NamePartGroup ID="{place}" '
        f'NamePartTypeID="{1520 + place if len(parts) > 1 else 1525}"/>'
        "</MasterNamePartGroup>"
        for place in range(len(parts))
    )
    return (
        f'<DistinctParty FixedRef="{number}"><Comment/><Profile ID="{number}" PartySubTypeID="{kind}">'
        f'<Identity ID="1" FixedRef="{number}" Primary="true" False="false"><Alias FixedRef="{number}" '
        f'AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="2" DocNameStatusID="1">'
        '<DocumentedNamePart><NamePartValue NamePartGroupID="0" ScriptID="215">ALIAS</NamePartValue>'
        '</DocumentedNamePart></DocumentedName></Alias><Alias FixedRef="1" AliasTypeID="1403" Primary="true" '
        f'LowQuality="false"><DocumentedName ID="1" DocNameStatusID="1">{values}</DocumentedName>'
        f"{other if cyrillic else ''}</Alias><NamePartGroups>{groups}</NamePartGroups></Identity>{features}"
        "</Profile></DistinctParty>"
    )


def _end(name: str, day: str, about: str) -> str:
    year, month, number = day.split("-")
    parts = f"<Year>{year}</Year><Month>{month}</Month><Day>{number}</Day>"
    return f'<{name} Approximate="{about}"><From>{parts}</From><To>{parts}</To></{name}>'


def _born(first: str, last: str, about: str = "false") -> str:
    return (
        '<Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1" ReliabilityID="1"><Comment/>'
        f'<DatePeriod CalendarTypeID="1">{_end("Start", first, about)}{_end("End", last, about)}</DatePeriod>'
        "</FeatureVersion></Feature>"
    )


def _entry(number: str, day: str, *programmes: str) -> str:
    year, month, date = day.split("-")
    measures = "".join(
        f'<SanctionsMeasure ID="3" SanctionsTypeID="1"><Comment>{programme}</Comment></SanctionsMeasure>'
        for programme in programmes
    )
    return (
        f'<SanctionsEntry ID="{number}" ProfileID="{number}" ListID="1550"><EntryEvent ID="1" EntryEventTypeID="1" '
        f'LegalBasisID="1"><Comment/><Date CalendarTypeID="1"><Year>{year}</Year><Month>{month}</Month>'
        f'<Day>{date}</Day></Date></EntryEvent>{measures}<SanctionsMeasure ID="4" SanctionsTypeID="2"><Comment/>'
        "</SanctionsMeasure>"
        "</SanctionsEntry>"
    )


OFAC_ADVANCED = Published(
    "ofac_advanced",
    "US",
    '<?xml version="1.0" encoding="utf-8"?>\n<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="1">\n'
    "<DateOfIssue><Year>2024</Year><Month>7</Month><Day>2</Day></DateOfIssue><ReferenceValueSets>"
    '<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>'
    '<AreaCodeValues><AreaCode ID="11" CountryID="1" Description="Syria">SY</AreaCode></AreaCodeValues>'
    '<CountryValues><Country ID="5" ISO2="KP">Korea, North</Country></CountryValues>'
    '<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="10">Nationality Country'
    '</FeatureType><FeatureType ID="11">Citizenship Country</FeatureType></FeatureTypeValues>'
    '<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name'
    '</NamePartType><NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>'
    '<PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType><PartySubType ID="3" '
    'PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType>'
    '</PartySubTypeValues><PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity'
    '</PartyType></PartyTypeValues><SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType>'
    '<SanctionsType ID="2">Block</SanctionsType></SanctionsTypeValues></ReferenceValueSets>'
    '<Locations><Location ID="70"><LocationCountry CountryID="5" CountryRelevanceID="1"/></Location>'
    '<Location ID="71"><LocationAreaCode AreaCodeID="11"/></Location></Locations>'
    '<IDRegDocuments><IDRegDocument ID="1"/></IDRegDocuments><DistinctParties>\n',
    (
        _party("36", 3, ("PROVA AIRLINES",)),
        _party(
            "2674",
            4,
            ("TESTOV", "Ivo"),
            _born("1970-3-4", "1970-3-4")
            + _born("1971-1-1", "1971-12-31", "true")
            + _born("1972-2-1", "1972-2-29")
            + _born("1960-1-1", "1962-12-31")
            + '<Feature ID="2" FeatureTypeID="10"><FeatureVersion ID="2"><VersionLocation LocationID="70"/>'
            '</FeatureVersion></Feature><Feature ID="3" FeatureTypeID="11"><FeatureVersion ID="3">'
            '<VersionLocation LocationID="71"/></FeatureVersion></Feature>',
            "Тестов",
        ),
        _party("9001", 1, ("PROVA STAR",)),
    ),
    '</DistinctParties><ProfileRelationships><ProfileRelationship ID="1"/></ProfileRelationships><SanctionsEntries>'
    + _entry("36", "1986-12-10", "CUBA")
    + _entry("2674", "2011-05-18", "SYRIA")
    + _entry("2674", "2004-1-9", "SDGT", "SYRIA")
    + _entry("9001", "2019-06-01", "IRAN")
    + "</SanctionsEntries></Sanctions>\n",
    '<DistinctParty FixedRef="8"><Profile ID="8" PartySubTypeID="3"/></DistinctParty>',
    (
        ("36", "entity", "PROVA AIRLINES", "", "", "CUBA", "1986-12-10"),
        (
            "2674",
            "person",
            "TESTOV, Ivo",
            "1970-03-04;1971~;1972-02;1960/1962",
            "PRK;SYR",
            "SYRIA;SDGT",
            "2004-01-09",
        ),
        ("9001", "vessel", "PROVA STAR", "", "", "IRAN", "2019-06-01"),
    ),
)
#: One party, with its entries only, so that it can be repeated.
OFAC_PARTY = replace(
    OFAC_ADVANCED,
    rows=OFAC_ADVANCED.rows[:1],
    tail=f"</DistinctParties><SanctionsEntries>{_entry('36', '1986-12-10', 'CUBA')}</SanctionsEntries></Sanctions>\n",
)
PUBLISHED = (OFAC_XML, OFAC_ADVANCED)
