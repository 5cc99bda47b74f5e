"""Small files in each publisher's format, with invented people; tests and the fuzzer share them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl

from tests.persons import invented


def notice(number: str, forename: str = "Ivo", name: str = "Testov", **more: object) -> dict[str, object]:
    """One notice as the API's search gives it."""
    link = f"https://ws-public.interpol.int/notices/v1/red/{number.replace('/', '-')}"
    held: dict[str, object] = {
        "forename": forename,
        "date_of_birth": "1980/02/03",
        "entity_id": number,
        "nationalities": ["RU"],
        "name": name,
        "_links": {"self": {"href": link}},
    }
    return held | more


def page(notices: list[dict[str, object]], requester: str | None = None, total: int | None = None) -> dict[str, object]:
    """A search answer, asked by requesting country or not."""
    query: dict[str, object] = {"page": 1, "resultPerPage": 160}
    if requester:
        query["arrestWarrantCountryId"] = requester
    held = len(notices) if total is None else total
    return {"total": held, "query": query, "_embedded": {"notices": notices}, "_links": {}}


def detail(number: str, *warrants: tuple[str, str | None, str | None], **more: object) -> dict[str, object]:
    """A detail answer with its warrants: country, charge, translation."""
    keys = ("issuing_country_id", "charge", "charge_translation")
    held = [dict(zip(keys, warrant, strict=True)) for warrant in warrants]
    return notice(number, **{"sex_id": "M", "arrest_warrants": held, "_embedded": {"links": []}} | more)


def person(key: str, **properties: list[object]) -> dict[str, object]:
    """A FollowTheMoney person."""
    held = {"name": ["Ivo Testov"]} | properties
    about = {"caption": "Ivo Testov", "schema": "Person", "datasets": ["interpol_red_notices"]}
    return {"id": key, **about, "properties": held}


def sanction(
    owner: str, number: str, countries: list[str], reasons: list[str], **more: list[object]
) -> dict[str, object]:
    """A FollowTheMoney sanction of a Red Notice."""
    properties: dict[str, list[object]] = {
        "entity": [owner],
        "program": ["Red Notice"],
        "authorityId": [number],
        "country": list(countries),
        "reason": list(reasons),
    }
    return {"id": f"s-{owner}-{number}", "schema": "Sanction", "properties": properties | more}


def lines(*values: object) -> str:
    """JSON lines."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def spreadsheet(rows: list[list[object]]) -> bytes:
    """An .xlsx workbook of one sheet."""
    return workbook(rows)


def workbook(*sheets: list[list[object]]) -> bytes:
    """An .xlsx workbook."""
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet() if number else book.active
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


SIMPLE_HEADER = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",'
    '"dataset","first_seen","last_seen","last_change"\n'
)
SIMPLE = SIMPLE_HEADER + (
    '"interpol-red-2024-7","Person","Ivo Testov","","1980-02-03","ru;tj","","",'
    '"""Red Notice - murder; theft""","","","INTERPOL Red Notices","2024-01-01","2025-01-01","2024-01-01"\n'
    '"NK-abc","Person","Ana Prova","","","","","","Red Notice","","","INTERPOL Red Notices","","",""\n'
    '"Q77","Person","Bo Prøve","","1999","se","","","Red Notice - fraud;""Red Notice - 1) theft\n2) arson; robbery""",'
    '"","","INTERPOL Red Notices","","",""\n'
)
PSV_HEADER = "forename|date_of_birth|entity_id|nationalities|name|selfHref|imagesHref|thumbnailHref\n"
PSV = PSV_HEADER + (
    "IVO|1980/02/03|2013/54969|AL|TESTOV|u|u|u\n"
    "ANA|1974|2000/28396|PK|PROVA|u|u|NULLBO|1985/02/22|2019/116007|RU|PROEVE|u|u|u\n"
    "IVO|1980/02/03|2013/54969|AL|TESTOV|u|u|NULL\n"
)
FRENCH = (
    "age;first_name;last_name;nationality 1;nationality 2;nationality 3\n"
    "24;IVO;TESTOV;Russie;;\n"
    "37;ANA;PROVA;Canada; Etats-Unis;undefined\n"
    "36;BO;PRØVE;Corée (République de);;sous mandat de la MINUK (Kosovo)\n"
)
INFERRED = (
    "row,entity_id,forename,name,date_of_birth,nationality_first,issuing_country_inferred,posterior,confidence,note\n"
    "2,2013/54969,IVO,TESTOV,1980/02/03,AL,AL,0.99,high,\n"
    "3,2013/54970,ANA,PROVA,1974,PK,,,noise_row,recurs\n"
    "4,2013/54971,BO,PROEVE,1985,UG,914,,manual,\n"
)
SHEET = [
    ["entity_id", "forename", "name", "date_of_birth", "age", "sex", "nationalities", "detail_link"],
    ["2018/92881", "IVO", "TESTOV", "1991/10/12", 33, None, "AF", "u"],
    ["2018/92882", "ANA", "PROVA", "1984", None, "F", "DZ, US, FR", "u"],
]
PAGES = [page([notice("2022/1"), notice("2022/2", "Ana", "Prova")], "RU"), page([notice("2022-1")], "SV")]
DETAILS = [
    detail("2022/1", ("RU", "Murder", None), ("SV", "Robo", "Robbery")),
    detail("2022/2", ("SE", "murder ", None), ("SE", "Murder", None), forename="Ana", name="Prova", sex_id="F"),
]
FTM = lines(
    sanction("p1", "2024/1", ["ru"], ["Murder"]),
    person("p1", birthDate=["1980-05"], gender=["male"], nationality=["suhh"]),
    sanction("p1", "2024/1", ["sv"], ["Robo; hurto"]),
    person("p2", nationality=["ar"]),
)
SDN = (
    '36,"PROVA AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    '2674,"TESTOV, Ivo","individual","SDGT] [SYRIA","Mr. A",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 04 Mar 1970; alt. DOB 1971; POB Nowhere; nationality Korea, North; alt. nationality Russia; citizen Syria; '
    "a.k.a. 'IVO THE TESTER'; Gender Male.\"\r\n"
    '9001,"PROVA STAR","vessel","IRAN",-0- ,"EQ12",-0- ,-0- ,-0- ,"Panama",-0- ,-0- \r\n'
    '9002,"EP-TST","aircraft","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Aircraft Model B747." \r\n'
    "\x1a"
)
ALT = '2674,1,"aka","TESTOFF, Ivo",-0- \r\n2674,2,"fka","PROVA, Ivo",-0- \r\n5,3,"aka","NOBODY",-0- \r\n\x1a'
HISTORY = (
    "ent_num,name,sdn_type,programs_last,title,first_seen,last_seen,left_censored,removed_by_2024_07_02,dob,"
    "nationality,remarks\n"
    "36,PROVA AIRLINES,entity,CUBA,,2021-05-22,2024-07-02,True,False,,,\n"
    "2674,TESTOV,individual,SDGT,,2022-04-01,2024-07-02,False,False,,,\n"
)
EU = (
    "celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,weakAlias,previousName,country,"
    "nationality,birthDate\n"
    "32001R2580,1,EU-TERR,II.A,Asset freeze,3.1.2001,,Person,TESTOV Ivo,Тестов Иво; Ivo T.,,,,"
    '"(a) Russian, (b) Bosnia and Herzegovina","(a) 6.3.1955, (b) circa 1956"\n'
    "32001R2580,2,EU-BLR,I,Asset freeze,21 Oct. 2013,,LegalEntity,Prova JSC,,,Old Prova,,,\n"
    "32001R2580,,EU-RUS,I,Transportation restrictions,,,Vessel,PROVA STAR,,,,,,\n"
)
UK = {
    "subjects.csv": (
        "unique_id,subject_type,un_reference_number,ofsi_group_id,date_designated,last_updated\n"
        "AFG0001,entity,TAe.900,1,29/06/2012,16/04/2026\n"
        "RUS0002,individual,,2,24/02/2026,24/02/2026\n"
        "IRN0003,ship,,,01/02/2020,\n"
    ),
    "subject_names.csv": (
        "name_id,unique_id,name_type,alias_strength,full_name,name_6,name_1,name_2,name_3,name_4,name_5\n"
        "1,AFG0001,primary,,PROVA EXCHANGE,PROVA EXCHANGE,,,,,\n"
        "2,RUS0002,primary,,Ivo TESTOV,TESTOV,Ivo,,,,\n"
        "3,RUS0002,alias,good_quality_aka,Иво Тестов,,,,,,\n"
        "4,IRN0003,primary,,PROVA STAR,,,,,,\n"
    ),
    "subject_dobs.csv": (
        "dob_id,unique_id,year,month,day,precision,parse_issues\n"
        "1,RUS0002,1970.0,5.0,,month_year,non_numeric_day\n"
        "2,RUS0002,1971,06,04,exact,\n"
    ),
    "subject_countries.csv": (
        "id,unique_id,raw_value,country_type,iso,resolution_method,iso_available\n"
        "1,RUS0002,Congo (Democratic Republic),nationality,CD,override,True\n"
        "2,RUS0002,Russia,birth,RU,direct,True\n"
    ),
}
MAPPED = (
    "Reference,Name of Individual or Entity,Type,Citizenship,Date of Birth,Committees,Control Date\n"
    "101,Ivo TESTOV,Individual,Russia,4/3/1970,Autonomous (Erewhon),1.2.2020\n"
    "101a,Ivo the Tester,Individual,,,Autonomous (Erewhon),1.2.2020\n"
    "102,Prova JSC,Entity,,,Autonomous (Erewhon),25.3.2021\n"
)
UN = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1</DATAID><FIRST_NAME>IVO</FIRST_NAME><SECOND_NAME>TESTOV</SECOND_NAME>
      <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.900 </REFERENCE_NUMBER>
      <LISTED_ON>2015-03-27-04:00</LISTED_ON><NAME_ORIGINAL_SCRIPT>Иво Тестов</NAME_ORIGINAL_SCRIPT>
      <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE><VALUE>former Soviet Union</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ivo T.; I. Testov</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1962</TO_YEAR>
      </INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1965</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1961-07-08</DATE></INDIVIDUAL_DATE_OF_BIRTH>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>2</DATAID><FIRST_NAME>PROVA GROUP</FIRST_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
      <REFERENCE_NUMBER>QDe.900</REFERENCE_NUMBER><LISTED_ON>2001-10-06</LISTED_ON>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"""

JOINED = (
    "entity_id,opensanctions_id,name,date_of_birth,countries,charge,issuing_country_inferred_2023_04,issuing_confidence,"
    "match\n"
    "2013/54969,NK-1,Ivo Testov,1980-02-03,al;ru,Murder,RU,high,yes\n"
    ",NK-2,Ana Prova,1974,pk,Fraud,,,no\n"
)
TURKISH = (
    "Kimlik No;Ad;Soyad;Doğum Tarihi;Cinsiyet;Uyruk\n"
    "2018/1;IVO;TESTOV;23.10.1991;Erkek;Almanya, Rusya Federasyonu\n"
    "2018/2;ANA;PROVA;12.10.1991;Kadın;AF\n"
)
SCRAPE = (
    "entity_id,forename,name,date_of_birth,sex,nationalities,issuing_country_id,charge\n"
    "2022-1,IVO,TESTOV,1980/02/03,M,\"['RU', 'TJ']\",SV,Robo\n"
    "2022-2,ANA,PROVA,1984,F,PK,SE,Fraud\n"
)

#: Format -> maker of the files of one INPUT, by name.
NOTICE_SAMPLES: dict[str, Callable[[], dict[str, bytes]]] = {
    "api_pages": lambda: {"pages.json": json.dumps(PAGES).encode()},
    "api_details": lambda: {"details.json": json.dumps(DETAILS).encode()},
    "api_lines": lambda: {"pages.jsonl": lines(*PAGES).encode()},
    "ftm": lambda: {"entities.ftm.json": FTM.encode()},
    "simple": lambda: {"targets.simple.csv": SIMPLE.encode()},
    "joined": lambda: {"joined.csv": JOINED.encode()},
    "turkish": lambda: {"tr.csv": TURKISH.encode()},
    "scrape": lambda: {"scrape.csv": SCRAPE.encode()},
    "psv": lambda: {"dump.psv": PSV.encode()},
    "french": lambda: {"fr.csv": FRENCH.encode()},
    "inferred": lambda: {"inferred.csv": INFERRED.encode()},
    "sheet": lambda: {"scrape.xlsx": spreadsheet(SHEET)},
}
SANCTIONS_SAMPLES: dict[str, Callable[[], dict[str, bytes]]] = {
    "ofac": lambda: {"sdn.csv": SDN.encode(), "alt.csv": ALT.encode(), "history.csv": HISTORY.encode()},
    "eu": lambda: {"eu.csv": EU.encode()},
    "uk": lambda: {name: text.encode() for name, text in UK.items()},
    "un": lambda: {"un.xml": UN.encode()},
    "eu_fsf": lambda: {"eu_fsf.csv": invented.eu()},
    "uk_list": lambda: {"uk_list.csv": invented.uk()},
    "mapped": lambda: {"mapped.csv": MAPPED.encode()},
}


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a folder of their own and give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder
