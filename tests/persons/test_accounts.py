"""No row is lost: every reader says of each row of a file what became of it, by its line."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.core.errors import InputError
from analysis.persons.cleaning import Cleaned, readers
from analysis.persons.designations import clean_designations
from analysis.persons.notice_lists import clean_notices
from analysis.persons.reading import Reader
from analysis.persons.records import Audit, MoreRows, RawDesignation, RawNotice, Reject
from tests.persons import invented, published, samples
from tests.persons.published import Published

READERS = {reader.spec.name: reader for reader in (*readers("sanctions"), *readers("notices"))}
DAY = datetime.date(2025, 1, 1)


@dataclass(frozen=True)
class Table:
    """A format as text: what stands before its rows, sound rows of it, and what stands after them."""

    reader: str
    head: str
    rows: tuple[str, ...]
    tail: str = ""
    damage: Callable[[str], str] = lambda row: f"{row},"

    def text(self, rows: list[str]) -> str:
        return self.head + "".join(f"{row}\n" for row in rows) + self.tail

    def lines(self, rows: list[str]) -> list[int]:
        """Give the line on which each row starts, or the number of a record of XML."""
        if self.head.startswith("<"):
            return [*range(1, len(rows) + 1)]
        before = [self.head + "".join(f"{row}\n" for row in rows[:place]) for place in range(len(rows))]
        return [text.count("\n") + 1 for text in before]


def table(reader: str, text: str, *, head: int = 1, delimiter: str = ",", without: str = "\x1a") -> Table:
    """Take a sample apart; rows that hold a text are left out."""
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").splitlines()
    rows = tuple(line for line in lines[head:] if without not in line)
    return Table(reader, "".join(f"{line}\n" for line in lines[:head]), rows, damage=lambda row: f"{row}{delimiter}")


def element(number: int) -> str:
    name = "" if number == 0 else f"<FIRST_NAME>{invented.person(number)}</FIRST_NAME>"
    return f"<INDIVIDUAL>{name}<REFERENCE_NUMBER>CDi.{number:03d}</REFERENCE_NUMBER></INDIVIDUAL>"


def of_publisher(held: Published) -> Table:
    return Table(held.reader, held.head, held.rows, held.tail, damage=lambda _: held.bad)


#: Formats of designations that have the columns of one of notices; the data set of each row tells them apart.
ALIKE = {"os_simple", "opensanctions_simple"}
TABLES = {
    **{held.reader: of_publisher(held) for held in published.PUBLISHED},
    "eu": table("eu", samples.EU),
    "eu_fsf": table("eu_fsf", invented.eu().decode(), delimiter=";"),
    "uk_list": table("uk_list", invented.uk().decode(), head=2),
    "uk_subjects": table("uk", samples.UK["subjects.csv"]),
    "uk_names": table("uk", samples.UK["subject_names.csv"]),
    "uk_births": table("uk", samples.UK["subject_dobs.csv"]),
    "uk_countries": table("uk", samples.UK["subject_countries.csv"], without="birth"),
    "ofac_sdn": table("ofac_sdn", invented.sdn(6).decode(), head=0),
    "ofac_alt": table("ofac_sdn", invented.alt(6).decode(), head=0),
    "ofac_history": table("ofac_history", samples.HISTORY),
    "mapped": table("au_consolidated", samples.MAPPED),
    "simple": Table(
        "opensanctions_simple",
        samples.SIMPLE_HEADER,
        (
            *samples.SIMPLE.splitlines()[1:3],
            '"Q78","Person","Bo Prøve","","1999","se","","","Red Notice - fraud;""Red Notice - 1) theft\n2) arson""",'
            '"","","INTERPOL Red Notices","","",""',
        ),
    ),
    "psv": table("api_search_psv", samples.PSV, delimiter="|", without="NULLBO"),
    "french": table("site_scrape_fr", samples.FRENCH, delimiter=";"),
    "inferred": table("issuer_inferred", samples.INFERRED),
    "un": Table(
        "un",
        "<CONSOLIDATED_LIST><INDIVIDUALS>\n",
        tuple(map(element, range(1, 6))),
        "</INDIVIDUALS></CONSOLIDATED_LIST>",
        damage=lambda _: element(0),
    ),
    "ftm": Table(
        "opensanctions_ftm",
        "",
        tuple(json.dumps(samples.person(f"interpol-red-2020-{number}")) for number in range(1, 101)),
        damage=lambda row: row[:-2],
    ),
    "api": Table(
        "interpol_api",
        "",
        tuple(json.dumps(samples.notice(f"2020/{number}")) for number in range(1, 6)),
        damage=lambda _: '{"forename": "IVO", "name": "TESTOV"}',
    ),
}
#: Tables that give a clean table by themselves, and how; the others add to one.
ALONE: dict[str, Callable[[list[Path]], Cleaned]] = {
    **dict.fromkeys([held.reader for held in published.PUBLISHED], clean_designations),
    **dict.fromkeys(["eu", "eu_fsf", "uk_list", "ofac_sdn", "mapped", "un"], clean_designations),
    **dict.fromkeys(["simple", "psv", "french", "inferred", "ftm", "api"], lambda paths: clean_notices(paths, DAY)),
}


def read(reader: str, content: str) -> list[RawNotice | RawDesignation | Reject | MoreRows]:
    held: Reader[RawNotice | RawDesignation] = READERS[reader]
    return list(held.read(Path("x.csv"), io.BytesIO(content.encode()), Audit()))


@st.composite
def drawn(draw: st.DrawFn) -> tuple[list[int], int | None]:
    """Draw sound rows by their number, at least two, and the place of a damaged one, if any.

    It is never the first: the files of OFAC and JSON lines have no header and are told by their first row.
    """
    rows = draw(st.lists(st.integers(0, 99), min_size=2, max_size=12))
    return rows, draw(st.one_of(st.none(), st.integers(1, len(rows))))


def rows_of(held: Table, numbers: list[int], bad: int | None) -> list[str]:
    rows = [held.rows[number % len(held.rows)] for number in numbers]
    if bad is not None:
        rows.insert(bad, held.damage(held.rows[0]))
    return rows


def test_every_reader_is_tried_here() -> None:
    untried = set(READERS) - {held.reader for held in TABLES.values()}
    assert untried == {"charges_with_issuer", "site_scrape", "site_scrape_tr"}  # as the other mappings


@pytest.mark.parametrize("name", TABLES)
def test_every_format_is_told_by_its_head_alone(name: str) -> None:
    held = TABLES[name]
    text = held.text([*held.rows])
    for kind in (readers("sanctions"), readers("notices")):
        found = [reader.spec.name for reader in kind if reader.recognises(text)][:1]
        own = any(reader.spec.name == held.reader for reader in kind)
        assert found == [held.reader] * own or (not own and held.reader in ALIKE)


@pytest.mark.parametrize("name", TABLES)
@settings(deadline=None, max_examples=25)
@given(drawn())
def test_a_reader_answers_for_every_row_by_its_line(name: str, case: tuple[list[int], int | None]) -> None:
    held, (numbers, bad) = TABLES[name], case
    rows = rows_of(held, numbers, bad)
    entries = read(held.reader, held.text(rows))
    lines = held.lines(rows)
    further = sum(entry.count for entry in entries if isinstance(entry, MoreRows))
    entries = [entry for entry in entries if not isinstance(entry, MoreRows)]
    assert {entry.row for entry in entries} <= {*lines} and len(entries) + further == len(lines)
    refused = [entry.row for entry in entries if isinstance(entry, Reject) and entry.bad]
    assert refused == ([] if bad is None else [lines[bad]])


@pytest.mark.parametrize("name", ALONE)
@settings(deadline=None, max_examples=25)
@given(drawn())
def test_rows_in_are_rows_written_merged_and_set_aside(name: str, case: tuple[list[int], int | None]) -> None:
    held, (numbers, bad) = TABLES[name], case
    rows = rows_of(held, numbers, bad)
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.csv")
        path.write_text(held.text(rows), encoding="utf-8", newline="")
        result = ALONE[name]([path])
    account = result.account
    assert account.written + account.merged + account.rejected == len(rows)
    assert (account.written, account.rejected) == (len(result.table), len(result.rejects))
    repeats = result.rejects["reason"].str.contains("a repeat of the (?:person|subject) of row")
    assert result.rejects.loc[~repeats, "row"].tolist() == ([] if bad is None else [held.lines(rows)[bad]])
    assert name == "ftm" or not repeats.any()
    assert set(result.rejects["file"]) <= {"x.csv"}


@pytest.mark.parametrize("name", ALONE)
def test_too_many_damaged_rows_name_the_first(name: str, tmp_path: Path) -> None:
    held = TABLES[name]
    rows = [held.rows[0], *[held.damage(held.rows[0])] * 2]
    path = tmp_path / "damaged.csv"
    path.write_text(held.text(rows), encoding="utf-8")
    with pytest.raises(InputError, match=rf"2 of 3 rows.*damaged.csv at row {held.lines(rows)[1]}\)"):
        ALONE[name]([path])


EU_FSF, UK_LIST, UK = TABLES["eu_fsf"], TABLES["uk_list"], samples.UK
REFUSED = [
    ("interpol_api", TABLES["api"], '{"forename": "IVO", "name": "TESTOV"}', "no entity_id"),
    (
        "interpol_api",
        TABLES["api"],
        '{"entity_id": "2020/9", "_links": {"self": {"href": "/notices/v1/yellow/2020-9"}}}',
        "a yellow notice, not a red one",
    ),
    ("eu", TABLES["eu"], "32001R2580,9,EU-BLR,I,,,,Person,,,,,,,", "no name, or no act"),
    ("eu", TABLES["eu"], ",9,EU-BLR,I,,,,Person,Ivo,,,,,,", "no name, or no act"),
    ("eu_fsf", EU_FSF, "9;2022-02-25;P;;Ivo;1970", "no id, no programme, or no name"),
    ("eu_fsf", EU_FSF, "9;2022-02-25;P;BLR;;1970", "no id, no programme, or no name"),
    ("uk_list", UK_LIST, ",12,OZZ,Ada,Primary Name,Individual,,,", "Unique ID '12' is not letters and digits"),
    ("uk_list", UK_LIST, ",BEL9,,,Primary Name,Individual,,,", "no name"),
    ("uk", TABLES["uk_subjects"], "2,ship,,,01/02/2020,", "unique_id '2' is not letters and digits"),
    ("uk", TABLES["uk_names"], "4,IRN0003,primary,,,,,,,,", "no name"),
    ("uk", TABLES["uk_births"], "1,RUS0002,,5,4,,", "no year of birth"),
    ("ofac_history", TABLES["ofac_history"], "x,,,,,2021-05-22,,True,,,,", "no entity number"),
    ("ofac_history", TABLES["ofac_history"], "9,,,,,2021-05-22,,maybe,,,,", "left_censored neither True nor False"),
    ("ofac_sdn", TABLES["ofac_sdn"], "x" + TABLES["ofac_sdn"].rows[0], "entity number 'x1' is not a number"),
    ("ofac_sdn", TABLES["ofac_alt"], '7,8,"aka",-0- ,-0- ', "no name"),
    (
        "ofac_sdn",
        Table("ofac_sdn", "1,nationality Iran.\n", ()),
        "x,nationality Iran.",
        "entity number 'x' is not a number",
    ),
    ("un", TABLES["un"], "<ENTITY/>", "element ENTITY, not INDIVIDUAL"),
    ("au_consolidated", TABLES["mapped"], "x,Ivo Testov,Individual,,,,1.2.2020", "no id, or no name"),
    ("au_consolidated", TABLES["mapped"], "9,,Individual,,,,1.2.2020", "no id, or no name"),
    ("api_search_psv", TABLES["psv"], "IVO|1980||AL|TESTOV|||", "no id"),
    ("opensanctions_ftm", TABLES["ftm"], '{"id": "x", "schema": "Person"}', "not an entity: id, schema and properties"),
    ("opensanctions_ftm", TABLES["ftm"], '{"id": "x", "schema": "Vessel", "properties": {}}', "schema 'Vessel'"),
    (
        "opensanctions_ftm",
        TABLES["ftm"],
        '{"id": "s", "schema": "Sanction", "properties": {"entity": ["nobody"]}}',
        "a sanction of 'nobody', a person who is not in the file",
    ),
    *(
        (
            "opensanctions_simple",
            TABLES["simple"],
            f'"x","{kind}","N","","","","","","{held}","","","{where}","","",""',
            why,
        )
        for kind, held, where, why in [
            ("Company", "Red Notice", "INTERPOL Red Notices", "schema 'Company', not Person"),
            ("Person", "Asset freeze", "INTERPOL Red Notices", "no Red Notice among its sanctions"),
            ("Person", "Red Notice", "Another list", "data set 'Another list', not INTERPOL Red Notices"),
        ]
    ),
]


@pytest.mark.parametrize(("reader", "held", "row", "reason"), REFUSED)
def test_a_row_that_cannot_be_used_is_named_with_its_reason(reader: str, held: Table, row: str, reason: str) -> None:
    rows = [*held.rows[:2], row]
    refused = [entry for entry in read(reader, held.text(rows)) if isinstance(entry, Reject)]
    assert [(entry.file, entry.row) for entry in refused] == [("x.csv", held.lines(rows)[-1])]
    assert reason in refused[0].reason


#: Tables that a publisher parts one list into, the first of which introduces its designations.
TOGETHER = {
    "uk": ("uk_subjects", "uk_names", "uk_births", "uk_countries"),
    "ofac": ("ofac_sdn", "ofac_alt", "ofac_history"),
}


@pytest.mark.parametrize("name", TOGETHER)
@settings(deadline=None, max_examples=25)
@given(st.data())
def test_the_tables_of_one_list_answer_for_every_row_together(name: str, data: st.DataObject) -> None:
    rows = {part: data.draw(st.lists(st.integers(0, 99), min_size=2, max_size=8)) for part in TOGETHER[name]}
    if name == "uk":
        rows["uk_names"] += range(len(TABLES["uk_names"].rows))  # a list whose subjects have no name is refused
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{part}.csv") for part in rows]
        for path, (part, numbers) in zip(paths, rows.items(), strict=True):
            held = TABLES[part]
            path.write_text(held.text(rows_of(held, numbers, None)), encoding="utf-8", newline="")
        account = clean_designations(paths).account
    assert account.written + account.merged + account.rejected == sum(map(len, rows.values()))
    assert account.written <= len(set(rows[TOGETHER[name][0]]))
