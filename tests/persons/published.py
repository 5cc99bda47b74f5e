"""Small lists in the forms that their publishers give them, with invented subjects, and what each states."""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import dataclass

from tests.persons.samples import SIMPLE_HEADER


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


EU_XML = Published(
    "eu_xml",
    "EU",
    '<?xml version="1.0" encoding="UTF-8"?>\n<export xmlns="http://eu.europa.ec/fpi/fsd/export" '
    'generationDate="2024-07-02T10:00:00.000+02:00" globalFileId="1">\n',
    (
        '<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.1.2" '
        'designationDate="2003-07-07" logicalId="13"><remark>(UNSC 1483)</remark><regulation '
        'regulationType="amendment" publicationDate="2003-07-08" entryIntoForceDate="2003-07-09" '
        'numberTitle="1210/2003" programme="IRQ" logicalId="348"><publicationUrl>x</publicationUrl></regulation>'
        '<subjectType code="person" classificationCode="P"/><nameAlias firstName="Ivo" middleName="" lastName="Testov" '
        'wholeName="Ivo Testov" gender="M" title="" nameLanguage="EN" strong="true" logicalId="17"/>'
        '<nameAlias firstName="" middleName="" lastName="" wholeName="Иво Тестов" strong="true" logicalId="18"/>'
        '<citizenship region="" countryIso2Code="IQ" countryDescription="IRAQ" logicalId="1"/>'
        '<birthdate circa="false" calendarType="GREGORIAN" birthdate="1937-04-28" dayOfMonth="28" monthOfYear="4" '
        'year="1937" logicalId="14"/><birthdate circa="true" calendarType="GREGORIAN" year="1938" logicalId="15"/>'
        '<birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1940" yearRangeTo="1942" logicalId="16"/>'
        "</sanctionEntity>",
        '<sanctionEntity euReferenceNumber="EU.3.4" designationDate="" logicalId="27"><regulation '
        'publicationDate="2022-02-25" entryIntoForceDate="" programme="BLR" logicalId="5"/>'
        '<subjectType code="enterprise" classificationCode="E"/><nameAlias firstName="" lastName="" '
        'wholeName="Prova JSC" strong="true" logicalId="6"/><address city="Nowhere" logicalId="7"/></sanctionEntity>',
    ),
    "</export>\n",
    '<sanctionEntity logicalId="28"><subjectType code="person" classificationCode="P"/></sanctionEntity>',
    (
        ("13", "person", "Ivo Testov", "1937-04-28;1938~;1940/1942", "IRQ", "EU-IRQ", "2003-07-07"),
        ("27", "entity", "Prova JSC", "", "", "EU-BLR", "2022-02-25"),
    ),
)
EU_CSV = Published(
    "eu_fsf",
    "EU",
    "fileGenerationDate;Entity_LogicalId;Entity_DesignationDate;Entity_SubjectType;Entity_SubjectType_ClassificationCode;"
    "Entity_Regulation_EntryIntoForceDate;Entity_Regulation_Programme;NameAlias_WholeName;BirthDate_BirthDate;"
    "BirthDate_Day;BirthDate_Month;BirthDate_Year;BirthDate_YearRangeFrom;BirthDate_YearRangeTo;BirthDate_Circa;"
    "BirthDate_CalendarType;Citizenship_CountryIso2Code;Citizenship_CountryDescription\n",
    (
        *(
            f"02/07/2024;13;;P;person;2003-07-09;IRQ;{rest}"
            for rest in (
                "Ivo Testov;;;;;;;;;;",
                ";1937-04-28;28;4;1937;;;false;GREGORIAN;;",
                ";;;;1938;;;true;GREGORIAN;;",
                ";;;5;1939;;;false;GREGORIAN;;",
                ";;;;;1940;1942;false;GREGORIAN;;",
                ";;;;;;;;;IQ;IRAQ",
            )
        ),
        "02/07/2024;27;2022-02-25;E;enterprise;;BLR;Prova JSC;;;;;;;;;;",
    ),
    "",
    "02/07/2024;28;;P;person;;BLR;;;;;;;;;;;",
    (
        ("13", "person", "Ivo Testov", "1937-04-28;1938~;1939-05;1940/1942", "IRQ", "EU-IRQ", "2003-07-09"),
        ("27", "entity", "Prova JSC", "", "", "EU-BLR", "2022-02-25"),
    ),
)
UK_XML = Published(
    "uk_xml",
    "UK",
    '<?xml version="1.0" encoding="utf-8"?>\n<Designations xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n'
    "<DateGenerated>2024-07-02T00:00:00</DateGenerated>\n",
    (
        "<Designation><LastUpdated>01/02/2021</LastUpdated><DateDesignated>25/01/2001</DateDesignated>"
        "<UniqueID>AFG0001</UniqueID><OFSIGroupID>7172</OFSIGroupID><Names><Name><Name1>Ivo</Name1><Name6>TESTOFF</Name6>"
        "<NameType>Alias</NameType></Name><Name><Name1>Ivo</Name1><Name2>T.</Name2><Name6>TESTOV</Name6>"
        "<NameType>Primary Name</NameType></Name></Names><NonLatinNames><NonLatinName><NameNonLatinScript>Тестов"
        "</NameNonLatinScript></NonLatinName></NonLatinNames><RegimeName>The Afghanistan Regulations</RegimeName>"
        "<IndividualEntityShip>Individual</IndividualEntityShip><IndividualDetails><Individual><DOBs><DOB>03/04/1970"
        "</DOB><DOB>dd/mm/1971</DOB><DOB>00/05/1972</DOB></DOBs><Nationalities><Nationality>Afghanistan</Nationality>"
        "</Nationalities></Individual></IndividualDetails></Designation>",
        "<Designation><DateDesignated>13/09/2022</DateDesignated><UniqueID>RUS1500</UniqueID><Names><Name>"
        "<Name6>PROVA STAR</Name6><NameType>Primary Name</NameType></Name></Names>"
        "<IndividualEntityShip>Ship</IndividualEntityShip></Designation>",
    ),
    "</Designations>\n",
    "<Designation><UniqueID>12</UniqueID><Names><Name><Name6>X</Name6></Name></Names></Designation>",
    (
        ("AFG0001", "person", "Ivo T. TESTOV", "1970-04-03;1971;1972-05", "AFG", "AFG", "2001-01-25"),
        ("RUS1500", "vessel", "PROVA STAR", "", "", "RUS", "2022-09-13"),
    ),
)
UK_OFSI = Published(
    "uk_ofsi",
    "UK",
    "Last Updated,02/07/2024\n"
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
    "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,"
    "National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,"
    "Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,"
    "UK Sanctions List Date Designated,Last Updated,Group ID\n",
    (
        "TESTOFF,Ivo,,,,,,,,,,,,,,,,,,,,,,,,,,,Individual,AKA,Good quality,Belarus,06/11/2020,31/12/2020,,13900",
        "TESTOV,Ivo,,,,,,Тестов,Cyrillic,Russian,(1) 03/04/1970. (2) 00/00/1971,,,(1) Belarus. (2) Russia,,,,,,,,,,,,,,"
        "(UK Sanctions List Ref):BEL0001. (UN Ref):None,Individual,Primary name,,Belarus,06/11/2020,31/12/2020,"
        "01/02/2021,13900",
        "PROVA JSC,,,,,,,,,,,,,,,,,,,,,,,,,,,,Entity,Primary name,,Global Human Rights,22/03/2021,22/03/2021,"
        "22/03/2021,14050",
    ),
    "",
    "X,,,,,,,,,,,,,,,,,,,,,,,,,,,,Entity,Primary name,,Belarus,22/03/2021,,,x1",
    (
        ("OFSI-13900", "person", "Ivo TESTOV", "1970-04-03;1971", "BLR;RUS", "Belarus", "2020-11-06"),
        ("OFSI-14050", "entity", "PROVA JSC", "", "", "Global Human Rights", "2021-03-22"),
    ),
)


def _swiss(number: str, inner: str, *modifications: tuple[str, str], sets: str = "62") -> str:
    said = "".join(
        f'<modification modification-type="{kind}" enactment-date="{day}" publication-date="{day}" '
        f'effective-date="{day}"/>'
        for kind, day in modifications
    )
    return f'<target ssid="{number}"><sanctions-set-id>{sets}</sanctions-set-id>{inner}{said}</target>'


def _swiss_name(kind: str, *parts: tuple[str, str, str]) -> str:
    held = "".join(
        f'<name-part order="{place}" name-part-type="{part}"><value>{value}</value>{variant}</name-part>'
        for place, (part, value, variant) in enumerate(parts, 1)
    )
    return f'<name ssid="9" name-type="{kind}" quality="good" lang="eng">{held}</name>'


_CYRILLIC = '<spelling-variant lang="rus" script="CYRL">{}</spelling-variant>'
SECO = Published(
    "ch_seco",
    "CH",
    '<?xml version="1.0" encoding="UTF-8"?>\n<swiss-sanctions-list date="2024-07-02" list-type="whole-list">\n'
    '<sanctions-program ssid="61" version-date="2024-01-01"><program-key lang="ger">Belarus</program-key>'
    '<program-key lang="eng">Belarus</program-key><program-name lang="eng">Ordinance of 11 December 2020</program-name>'
    '<origin>EU</origin><sanctions-set ssid="62" lang="ger">Finanzsanktionen</sanctions-set>'
    '<sanctions-set ssid="62" lang="eng">Financial sanctions</sanctions-set></sanctions-program>\n'
    '<sanctions-program ssid="71"><program-key lang="eng">Ukraine</program-key><sanctions-set ssid="72" lang="eng">'
    "Annex 8</sanctions-set></sanctions-program>\n",
    (
        _swiss(
            "5144",
            '<individual sex="male"><identity ssid="2" main="false">'
            + _swiss_name("alias", ("whole-name", "Iwo", ""))
            + '</identity><identity ssid="1" main="true">'
            + _swiss_name(
                "primary-name",
                ("family-name", "Testov", _CYRILLIC.format("Тестов")),
                ("given-name", "Ivo", _CYRILLIC.format("Иво")),
            )
            + '<day-month-year ssid="3" day="3" month="4" year="1970" calendar="Gregorian"/>'
            '<day-month-year ssid="4" year="1971"/><nationality ssid="5"><country iso-code="BY">Belarus</country>'
            "</nationality></identity><justification ssid="
            '"6">x</justification></individual>',
            ("amended", "2023-03-01"),
            ("listed", "2020-12-11"),
        ),
        _swiss(
            "46130",
            '<entity><identity ssid="7" main="true">'
            + _swiss_name("primary-name", ("whole-name", "Prova JSC", ""))
            + "</identity></entity>",
            ("listed", "2016-03-01"),
            ("de-listed", "2018-03-01"),
            ("listed", "2022-03-04"),
            sets="72",
        ),
        _swiss(
            "46140",
            '<object object-type="vessel"><identity ssid="8" main="true">'
            + _swiss_name("primary-name", ("whole-name", "Prova Star", ""))
            + "</identity></object>",
            ("listed", "2019-01-01"),
            sets="72",
        ),
    ),
    '<place ssid="29492"><location>Minsk</location></place></swiss-sanctions-list>\n',
    '<target ssid="1"><individual/></target>',
    (
        ("5144", "person", "Testov Ivo", "1970-04-03;1971", "BLR", "Belarus", "2020-12-11"),
        ("46130", "entity", "Prova JSC", "", "", "Ukraine", "2022-03-04"),
        ("46140", "vessel", "Prova Star", "", "", "Ukraine", "2019-01-01"),
    ),
)


def _canadian(**said: str) -> str:
    return f"<record>{''.join(f'<{tag}>{text}</{tag}>' for tag, text in said.items())}</record>"


CANADA = Published(
    "ca_sema",
    "CA",
    '<?xml version="1.0" encoding="UTF-8"?>\n<data-set xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n',
    (
        _canadian(
            Country="Belarus / Bélarus",
            LastName="Testov",
            GivenName="Ivo",
            DateOfBirthOrShipBuildDate="1970-04-03",
            Schedule="1, Part 1",
            Item="1",
            DateOfListing="2020-09-28",
            Aliases="Iwo Testow; I. Testov",
        ),
        _canadian(
            Country="Russia / Russie", EntityOrShip="Prova JSC", Schedule="1", Item="1", DateOfListing="2014-03-17"
        ),
        _canadian(
            Country="Russia / Russie",
            EntityOrShip="Prova Star",
            ShipIMONumber="9000001",
            DateOfBirthOrShipBuildDate="2010",
            Schedule="1",
            Item="1",
            DateOfListing="2024-06-13",
        ),
    ),
    "</data-set>\n",
    "<record><Country>Belarus / Bélarus</Country><Schedule>1</Schedule></record>",
    (
        ("Belarus/1, Part 1/1", "person", "Ivo Testov", "1970-04-03", "", "Belarus", "2020-09-28"),
        ("Russia/1/1", "entity", "Prova JSC", "", "", "Russia", "2014-03-17"),
        ("Russia/1/1 (2)", "vessel", "Prova Star", "", "", "Russia", "2024-06-13"),
    ),
)
UKRAINE_CSV = Published(
    "ua_nsdc_csv",
    "UA",
    "sid,name,translit,aliases,citizenships,bd,dd,status,identifiers,attributes\n",
    ("101,Тестов Іво,Testov Ivo,,RU;UA,03.04.1970,,active,,", "102,Прова,Prova LLC,,RU,,,active,,"),
    "",
    ",Тестов,,,,,,,,",
    (
        ("101", "person", "Testov Ivo", "1970-04-03", "RUS;UKR", "NSDC", ""),
        ("102", "entity", "Prova LLC", "", "RUS", "NSDC", ""),
    ),
)
OPENSANCTIONS = Published(
    "os_simple",
    "US",
    SIMPLE_HEADER.replace('"dataset"', '"program_ids","dataset"'),
    (
        '"NK-1","Person","Ivo Testov","Iwo Testow","1970-04-03;1971","kp;sy","","","US - SDGT","","","US-SDGT;EU-SYR",'
        '"US OFAC Specially Designated Nationals (SDN) List","2023-04-20T10:29:24","",""',
        '"NK-2","Vessel","Prova Star","","","ir","","","IRAN","","","US-IRAN","us_ofac_sdn","2024-01-02","",""',
    ),
    "",
    '"NK-3","Person","","","","","","","US - SDGT","","","","US OFAC Consolidated (non-SDN) List","","",""',
    (
        ("NK-1", "person", "Ivo Testov", "1970-04-03;1971", "PRK;SYR", "SDGT", "2023-04-20"),
        ("NK-2", "vessel", "Prova Star", "", "", "IRAN", "2024-01-02"),
    ),
)


UK_ROWS = [
    ["Report Date: 02-Jul-2024"],
    [
        "Last Updated",
        "Unique ID",
        "OFSI Group ID",
        "Name 6",
        "Name 1",
        "Name type",
        "Designation Type",
        "Regime Name",
        "Date Designated",
        "D.O.B",
        "Nationality(/ies)",
    ],
    ["01/02/2021", "BEL0001", "7", "TESTOFF", "Ivo", "Alias", "Individual", "Belarus", "2020-12-31", "", ""],
    [
        "01/02/2021",
        "BEL0001",
        "7",
        "TESTOV",
        "Ivo",
        "Primary Name",
        "Individual",
        "Belarus",
        "2020-12-31",
        "dd/mm/1970",
        "Belarus",
    ],
    ["01/02/2021", "RUS0002", "8", "PROVA JSC", "", "Primary Name", "Entity", "Russia", "24/02/2022"],
]
DFAT = [
    [
        "Reference",
        "Name of Individual or Entity",
        "Type",
        "Name Type",
        "Alias Strength",
        "Date of Birth",
        "Selection of Birth",
        "Citizenship",
        "Address",
        "Additional Information",
        "Listing Information",
        "IMO Number",
        "Committees",
        "Control Date",
        "Instrument of Designation",
        "Travel Ban",
    ],
    [
        "101a",
        "Iwo Testow",
        "Individual",
        "Alias",
        "Strong",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        "Autonomous (Belarus)",
        datetime.datetime(2022, 5, 13),
        None,
        None,
    ],
    [
        101,
        "Ivo Testov",
        "Individual",
        "Primary Name",
        None,
        datetime.datetime(1970, 4, 3),
        "Nowhere",
        "Belarus",
        None,
        "_x000D_note",
        None,
        None,
        "Autonomous (Belarus)",
        datetime.datetime(2022, 5, 13),
        None,
        True,
    ],
    [
        102,
        "Prova JSC",
        "Entity",
        "Primary Name",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        "1718 (DPRK)",
        "31/12/2012",
        None,
        None,
    ],
    [
        101,
        "Another Person",
        "Individual",
        "Primary Name",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        "Autonomous (Belarus)",
        "1/2/2023",
        None,
        None,
    ],
]


def archive(parts: dict[str, str]) -> bytes:
    """Make a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as held:
        for name, text in parts.items():
            held.writestr(name, text)
    return buffer.getvalue()


PUBLISHED = (
    OFAC_XML,
    EU_XML,
    EU_CSV,
    UK_XML,
    UK_OFSI,
    SECO,
    CANADA,
    UKRAINE_CSV,
    OPENSANCTIONS,
)
