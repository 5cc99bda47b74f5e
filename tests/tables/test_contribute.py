"""A contributor's cases: all findings are listed, each by its row, and the register itself all but passes."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import analysis as rn
from analysis import cli
from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import csv_as_text, write_atomic
from analysis.core.hand_models import CodingRule
from analysis.core.judgement import version
from analysis.tables import contribute, sealing
from analysis.tables.contribute import COLUMNS, add, address, check, refusals
from analysis.tables.release import as_of, load
from analysis.tables.schemas import raw_columns, schema_of
from analysis.tables.shipped import raw_path, read_raw, store
from tests.tables.conftest import setting

#: An invented case that is sound.
SOUND = {
    "case_id": "blr-1999-testov",
    "requesting_country": "BLR",
    "host_country": "NOR",
    "year": "1999",
    "year_notice": "",
    "instrument": "red_notice",
    "target_profile": "journalist",
    "public_figure_name": "Ivo Testov",
    "charge_category": "fraud_economic",
    "charge_as_reported": "fraud",
    "effect": "detained",
    "oversight_outcome": "unknown",
    "article_grounds": "unknown",
    "evidence_grade": "B",
    "claim_status": "supported",
    "source_1_title": "Invented Times, Testov is freed",
    "source_1_url": "https://times.example/1999/testov",
    "source_1_date": "1999-03",
    "source_2_title": "Invented Post, Court frees Testov",
    "source_2_url": "https://post.example/testov?id=7",
    "source_2_date": "1999-03-04",
    "note": "",
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write invented cases, each the sound one but for what is given."""

    def run(*rows: dict[str, str], without: Sequence[str] = ()) -> Path:
        path = tmp_path / "mine.csv"
        columns = list(dict.fromkeys([*SOUND, *(key for row in rows for key in row)]))
        kept = [name for name in columns if name not in without]
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, kept, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows({**SOUND, **row} for row in rows)
        return path

    return run


#: The tables that a new case gets a row in.
ADDED_TO = ("cases", "cases_effects", "cases_readings", "cases_changes", "case_addresses")


def contents(root: Path) -> dict[Path, bytes]:
    """Give every file of the shipped tables, also a temporary one that was left."""
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def told(found: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Give row, column and kind of every finding."""
    return list(found[["row", "column", "check"]].itertuples(index=False, name=None))


def test_a_sound_case_has_no_finding(write: Write) -> None:
    found = rn.check(write({}))
    assert list(found.columns) == COLUMNS
    assert found.empty
    assert (found.attrs["rows"], found.attrs["rows_ok"]) == (1, 1)


@pytest.mark.thorough
def test_what_may_be_blank_and_the_key_may_be_left_out(write: Write) -> None:
    schema = schema_of("cases")
    kept = [name for name in raw_columns(schema) if not schema.columns[name].nullable and name != "case_id"]
    grade = {"evidence_grade": "C"}
    assert check(write(grade, without=[name for name in SOUND if name not in kept])).empty
    for name in kept:
        assert told(check(write(grade, without=[name]))) == [(1, "", "form")], name


def test_a_blank_key_does_not_pass_and_add_is_named_as_the_cure(write: Write, root: Path, changelog: Path) -> None:
    path = write({"case_id": ""})
    found = check(path)
    assert told(found) == [(2, "case_id", "schema")]
    assert found["fix"].item() == "complete the row, or run `add`, which makes the ids"
    assert add(path, root, changelog)[0].attrs["keys"] == ["blr-1999-testov"]


def test_names_of_countries_and_an_excel_mark_are_taken(write: Write) -> None:
    path = write({"requesting_country": "Belarus", "host_country": "no"})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(path).empty


#: Cell of the sound case -> what it is set to, and what must be found.
DAMAGE = [
    ("requesting_country", "Belarsu", "schema"),
    ("host_country", "Ruritania", "schema"),
    ("year", "soon", "schema"),
    ("year", "1899", "schema"),
    ("year_notice", "20011", "schema"),
    ("instrument", "Red Notice", "schema"),
    ("instrument", "", "schema"),
    ("target_profile", "journalists", "schema"),
    ("charge_as_reported", "", "schema"),
    ("evidence_grade", "E", "schema"),
    ("source_1_title", "", "schema"),
    ("source_1_url", "", "schema"),
    ("source_1_url", "times.example/1999", "schema"),
    ("source_1_date", "1999-02-30", "schema"),
    ("source_2_date", "4 March 1999", "schema"),
    ("case_id", "BLR 1999", "schema"),
]


@pytest.mark.parametrize(("column", "value", "kind"), DAMAGE)
def test_a_cell_that_the_schema_refuses_is_found_as_the_release_refuses_it(
    write: Write, root: Path, column: str, value: str, kind: str
) -> None:
    """The reading of the shipped tables is the oracle: what it refuses is found, with the same row."""
    found = check(write({}, {"case_id": "blr-1998-other", "public_figure_name": "Ada Prove", column: value}))
    assert (3, column, kind) in told(found)
    path = raw_path("cases", root)
    table = pd.DataFrame([{**SOUND, column: value}], columns=raw_columns(schema_of("cases")))
    store(path, table.to_csv(index=False).encode())
    with pytest.raises(InputError, match=r"cases.csv at row 2"):
        load("cases", root)


def test_what_the_schema_takes_the_release_takes(write: Write, edit: Callable[..., Path], root: Path) -> None:
    assert check(write({"year": "", "host_country": "", "source_1_date": "", "year_notice": "1998"})).empty
    edit("cases", setting(2, "source_1_date", ""))
    assert len(load("cases", root)) == len(csv_as_text(raw_path("cases", root)))


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({"source_2_title": ""}, ("source_2_title", "source", "a source without its title")),
        ({"source_2_url": "", "evidence_grade": "C"}, ("source_2_url", "source", "a source without its url")),
        ({"source_1_url": "https://times.example/"}, ("source_1_url", "source", "the address of a site")),
        ({"source_1_title": "https://times.example/1"}, ("source_1_title", "source", "the address 'https")),
        (
            {"source_2_url": "http://www.times.example/1999/testov/#top", "evidence_grade": "C"},
            ("source_2_url", "source", "the first source once more"),
        ),
        ({"source_2_url": "https://times.example/2"}, ("evidence_grade", "rule", "sources of 1 site")),
        ({"evidence_grade": "X"}, ("claim_status", "rule", "'supported' with evidence_grade 'X'")),
        ({"evidence_grade": "D"}, ("claim_status", "rule", "'supported' with evidence_grade 'D'")),
        ({"instrument": "none_found"}, ("claim_status", "rule", "'supported' with instrument 'none_found'")),
        ({"note": "He is a fugitive."}, ("note", "wording", "'fugitive'")),
        ({"case_id": "rus-1999-testov"}, ("case_id", "schema", "'rus-1999-testov'")),
        ({"effect": "detained", "held": ""}, ("held", "rule", "a blank with effect 'detained'")),
    ],
)
def test_a_finding_names_its_column_and_kind(write: Write, cells: dict[str, str], wanted: tuple[str, ...]) -> None:
    found = check(write(cells))
    assert len(found) == 1
    column, kind, got = wanted
    assert told(found) == [(2, column, kind)]
    assert got in found["got"].item()
    assert found["fix"].item()


def test_the_words_of_others_are_not_searched(write: Write) -> None:
    assert check(write({"charge_as_reported": "membership of a terrorist group"})).empty


OTHER = {
    "case_id": "blr-1999-other",
    "source_1_url": "https://other.example/1",
    "source_2_url": "https://another.example/2",
}


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({}, "the same public figure"),
        ({"public_figure_name": "TESTOV, Ivo"}, "the same public figure"),
        ({"public_figure_name": "Ada Prove; Ivo Q. Testov"}, "the same public figure"),
        ({"public_figure_name": "Ivo Testow"}, "the same public figure"),
        ({"year": "2000"}, "the same public figure"),
        ({"year": ""}, "the same public figure"),
        ({"host_country": ""}, "the same public figure"),
        ({"public_figure_name": "", "source_1_url": SOUND["source_2_url"]}, "the same page as source"),
        ({"public_figure_name": "Ada Prove", "source_1_url": SOUND["source_2_url"]}, ""),
        ({"public_figure_name": "Ada Prove"}, ""),
        ({"public_figure_name": ""}, ""),
        ({"year": "2001"}, ""),
        ({"host_country": "SWE"}, ""),
        ({"requesting_country": "RUS", "case_id": "rus-1999-other"}, ""),
        ({"note": "Another notice than in blr-1999-testov."}, ""),
    ],
)
def test_a_person_and_event_stand_once(write: Write, cells: dict[str, str], why: str) -> None:
    found = check(write({}, {**OTHER, **cells}))
    assert told(found) == [(3, "", "duplicate")] * bool(why)
    assert all(f"row 2 ({why})" in got for got in found["got"])


def test_a_case_of_the_register_is_found_whatever_its_key(write: Write) -> None:
    known = csv_as_text(raw_path("cases"))
    row = known[(known["public_figure_name"] != "") & (known["host_country"] != "")].iloc[0]
    code = row["requesting_country"].lower()
    found = check(write({**row.to_dict(), "case_id": f"{code}-2030-mine"}))
    assert f"the register's {row['case_id']} (the same public figure)" in "".join(found["got"])


def test_a_key_stands_once(write: Write) -> None:
    found = check(write({}, {"public_figure_name": "Ada Prove", "year": "2005"}))
    assert told(found) == [(3, "case_id", "duplicate")]


def test_every_finding_of_every_row_is_listed(write: Write) -> None:
    found = check(write({}, {**OTHER, "year": "x", "note": "a criminal", "evidence_grade": "X"}, {"effect": "jailed"}))
    assert told(found) == [
        (3, "year", "schema"),
        (3, "note", "wording"),
        (3, "claim_status", "rule"),
        (3, "", "duplicate"),
        (4, "effect", "schema"),
        (4, "case_id", "duplicate"),
        (4, "", "duplicate"),
    ]
    assert (found.attrs["rows"], found.attrs["rows_ok"]) == (3, 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("note", f"{start}HYPERLINK()") for start in "=+-@＝"),
        *(("source_1_title", f"Invented{char}Times") for char in "\x00\x07\x1b\u200b\u200f\u202e\u2066\ufeff\u2028"),
        *(("source_1_url", f"https://times.example/{char}") for char in ("\u200b", "%E2%80%AE", "%00", "а", "a\\b")),
        ("source_1_url", "https://times.example@other.example/1999"),
        ("source_1_url", "https://tіmes.example/1999"),
        ("source_2_url", "https://times.example／1999"),
        ("source_2_url", "https://tim%65s.example/1999"),
        ("source_url", "https://[times.example/1999"),
    ],
)
def test_a_cell_that_is_a_formula_or_hides_something_is_found(write: Write, column: str, value: str) -> None:
    assert (2, column, "text") in told(check(write({column: value})))


def test_letters_of_any_language_and_lines_are_no_finding(write: Write) -> None:
    title = "Новая газета, «Дело\u00a0Тестова»; می\u200cخواهم; Müller's 50 % - a=b @ c"
    assert check(
        write({"source_1_title": title, "source_1_url": "https://xn--e1afmkfd.example/%D0%B0/@a?b=[c]#d"})
    ).empty


def test_no_text_of_the_register_hides_anything() -> None:
    for table in (read_raw("cases"), read_raw("cases_effects")):
        assert [finding for row in table.to_dict("records") for finding in contribute._of_text(row)] == []


@pytest.fixture
def changelog(tmp_path: Path) -> Path:
    path = tmp_path / "CHANGELOG.md"
    path.write_text(f"# Changelog\n\n## Data release {version()} (2026-11-27)\n", encoding="utf-8")
    return path


def test_cases_are_added_with_all_that_goes_with_them_and_sealed(write: Write, root: Path, changelog: Path) -> None:
    before = {name: read_raw(name, root) for name in ADDED_TO}
    rows = [
        {"requesting_country": "Belarus", "held": "yes", "held_where": "Norway", "held_days": "3"},
        {**OTHER, "public_figure_name": "", "held": "unknown"},
    ]
    findings, sealed = add(write(*rows, without=["case_id"]), root, changelog)
    assert findings.empty and findings.attrs["keys"] == ["blr-1999-testov", "blr-1999-journalist"]
    assert [one.table for one in sealed] == list(ADDED_TO)
    after = {name: read_raw(name, root) for name in ADDED_TO}
    for name in ADDED_TO:
        assert after[name].iloc[:-2].equals(before[name])
    new = {name: table.iloc[-2:].reset_index(drop=True) for name, table in after.items()}
    assert new["cases"].loc[0].to_dict() == SOUND
    assert new["cases_effects"].loc[0, ["held", "held_where", "held_days", "released", "basis"]].tolist() == [
        "yes", "NOR", "3", "unknown", "note",
    ]  # fmt: skip
    assert new["cases_readings"][["reader", "claim_status"]].to_numpy().tolist() == [["first", "supported"]] * 2
    known = len(before["case_addresses"])
    addresses = [[f"c{known + 1}", "blr-1999-testov"], [f"c{known + 2}", "blr-1999-journalist"]]
    assert new["case_addresses"].to_numpy().tolist() == addresses
    assert set(new["cases_changes"]["release"]) == {str(int(version()[0]) + 1)}
    table = load("cases", root).set_index("case_id")
    assert table.loc["blr-1999-testov", ["held", "held_days"]].tolist() == ["yes", 3]
    assert len(as_of("cases", "2.0.0", root)) == 360


@pytest.mark.parametrize(
    "rows",
    [
        [{}, {**OTHER, "public_figure_name": "Ada Prove", "year": "x"}],
        [{"requesting_country": "Belarsu"}],
        [{"note": "=1"}],
    ],
)
def test_a_file_with_any_finding_adds_nothing(
    write: Write, root: Path, changelog: Path, rows: list[dict[str, str]]
) -> None:
    before = contents(root)
    findings, sealed = add(write(*rows, without=["case_id"]), root, changelog)
    assert len(findings) == 1 and sealed == []
    assert contents(root) == before


@pytest.mark.parametrize("fault", [OSError("full"), KeyboardInterrupt()])
@pytest.mark.parametrize("call", range(1, 11))
def test_a_fault_while_adding_leaves_everything_as_it_was(
    write: Write, root: Path, changelog: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, call: int
) -> None:
    """Each of the ten writes fails in turn: five tables, five sidecars."""
    before, calls = contents(root), count(1)

    def failing(path: Path, content: bytes | str, *, public: bool = False) -> None:
        if next(calls) == call:
            raise fault
        write_atomic(path, content, public=public)

    for module in (contribute, sealing):
        monkeypatch.setattr(module, "write_atomic", failing)
    with pytest.raises(type(fault)):
        add(write({}), root, changelog)
    assert contents(root) == before
    assert len(load("cases", root)) == len(read_raw("cases"))


def test_the_verb_adds_and_a_second_time_refuses(
    write: Write, root: Path, changelog: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(contribute.add, "__defaults__", (root, changelog))
    path = write({}, without=["case_id"])
    assert cli.main(["add", str(path)]) == 0
    assert capsys.readouterr().out.startswith(
        "1 row: all ok\nno column `held`: `add` writes unknown, also for the effect 'detained' (1 of 1)\n"
        f"added blr-1999-testov; sealed {', '.join(ADDED_TO)}\nwrite into data/CHANGELOG.md what changed and why"
        ", then run `make codebook` and `make report`\nto publish your data, change the number and date of the "
        "release in data/hand/release.yml\n"
    )
    before = contents(root)
    assert cli.main(["add", str(path)]) == 1
    assert "person and event of the register's blr-1999-testov" in capsys.readouterr().err
    assert contents(root) == before


def test_rows_are_the_lines_of_the_file(write: Write) -> None:
    found = check(write({"note": "two\nlines"}, {**OTHER, "public_figure_name": "Ada Prove", "year": "x"}))
    assert told(found) == [(4, "year", "schema")]


def test_a_row_too_short_is_one_finding_and_the_others_are_read(write: Write) -> None:
    path = write({})
    path.write_text(path.read_text() + "BLR,NOR\n", encoding="utf-8")
    found = check(path)
    assert told(found) == [(3, "", "form")]
    assert (found.attrs["rows"], found.attrs["rows_ok"]) == (2, 1)


def test_an_unknown_column_is_named_with_the_nearest(write: Write) -> None:
    found = check(write({"claim_state": "supported"}))
    assert told(found) == [(1, "", "form")]
    assert "did you mean claim_status" in found["fix"].item()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "an empty file"),
        (b"a;b\n1;2\n", "the header 'a;b'"),
        (b"case_id,year\n", "no row"),
        (b'case_id,year\n"a,1\n', "broken CSV"),
        ("case_id,note\nblr-1,Pérez\n".encode("latin-1"), "CSV in UTF-8"),
    ],
)
def test_what_is_no_table_of_cases_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=rf"{message}.*mine.csv"):
        check(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        check(tmp_path / "none.csv")


def test_the_register_itself_keeps_the_rules() -> None:
    """Cases that are in the register already are found as such, and nothing else."""
    found = check(raw_path("cases"))
    assert set(found["check"]) == {"duplicate"}
    keys = found[found["column"] == "case_id"]
    assert len(keys) == found.attrs["rows"] == len(csv_as_text(raw_path("cases")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/", "http://example.org/a#top"),
        ("https://m.example.org/a?utm_source=x&id=1", "https://example.org/a?id=1"),
        ("https://web.archive.org/web/20200101000000/https://example.org/a", "https://example.org/a"),
    ],
)
def test_addresses_of_one_page_agree(one: str, other: str) -> None:
    assert address(one) == address(other) != address("https://example.org/b")


def test_the_verb_lists_all_and_ends_with_status_1(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write({"held": "yes"}, {**OTHER, "year": "x", "public_figure_name": "Ada Prove", "effect": "jailed"})
    assert cli.main(["check", str(path)]) == 1
    out = capsys.readouterr()
    assert "got 'x' in column 'year'; expected a whole number from 1990 to 2030" in out.err
    assert out.err.count(f"(in {path} at row 3)") == 2
    assert out.out == "2 rows: 1 ok, 1 with findings (2 in all)\n"


def test_the_verb_ends_with_status_0_where_all_is_well(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(write({"held": "yes"}))]) == 0
    assert capsys.readouterr().out == "1 row: all ok\n"


def test_a_finding_reads_as_a_refusal(write: Write) -> None:
    (one,) = refusals(check(write({"year": "x"})))
    assert str(one).startswith("got 'x' in column 'year'; expected a whole number")
    assert "mine.csv at row 2" in str(one)


def test_every_coding_rule_is_of_columns_and_codes_of_the_register() -> None:
    columns = schema_of("cases").columns
    rules = judgement.entries(CodingRule)
    assert len(rules) >= 4
    for rule in rules:
        for name, codes in {**rule.where, **rule.then}.items():
            assert set(codes) <= set(columns[name].metadata["values"])
        assert bool(rule.then) != bool(rule.sources)


@pytest.fixture
def fifteenth_of_may(monkeypatch: pytest.MonkeyPatch) -> None:
    date = SimpleNamespace(today=lambda: datetime.date(2026, 5, 15))
    monkeypatch.setattr(contribute, "datetime", SimpleNamespace(date=date))


@pytest.mark.parametrize(
    ("column", "value", "got"),
    [
        ("year", "2027", "in the future"),
        ("source_1_date", "2026-05-16", "in the future"),
        ("source_1_date", "2026-06", "in the future"),
        ("year_notice", "2021", "a request of 2021 and its effect in 2020"),
    ],
)
@pytest.mark.usefixtures("fifteenth_of_may")
def test_what_lies_after_today_or_comes_too_late_is_found(column: str, value: str, got: str) -> None:
    row = {"year": "2020", "year_notice": "2020", "source_1_date": "2020-05-01"}
    assert list(contribute._of_time(row)) == []
    (found,) = contribute._of_time(row | {column: value})
    assert (found.column, found.check) == (column, "time") and got in found.got


@pytest.mark.parametrize("year", ["²⁰¹⁹", "2_019", "٢٠١٩", "20 19", "+2019"])
def test_a_year_in_other_digits_or_with_signs_is_found(write: Write, year: str) -> None:
    for column in ("year", "year_notice"):
        found = check(write({column: year})).query("column == @column")
        assert "write a whole number in digits" in set(found["fix"])


def test_the_first_and_the_last_year_of_the_schema_are_taken() -> None:
    column = schema_of("cases").columns["year"]
    first, last = column.metadata["between"]
    assert [contribute._wrong(f"{year:.0f}", column) for year in (first, last)] == ["", ""]
    assert {contribute._wrong(f"{year:.0f}", column) for year in (first - 1, last + 1)} == {"correct the number"}


def test_an_address_too_long_for_a_browser_is_found(write: Write) -> None:
    url = "https://times.example/" + "a" * 2000
    (found,) = check(write({"source_1_url": url})).query("check == 'text'").to_dict("records")
    assert (found["column"], found["got"]) == ("source_1_url", "an address of 2,022 characters")


@pytest.mark.usefixtures("fifteenth_of_may")
def test_today_this_month_and_this_year_are_not_in_the_future() -> None:
    row = {"year": "2026", "year_notice": "2026"}
    for written in ("2026-05-15", "2026-05", "2026"):
        assert list(contribute._of_time(row | {"source_1_date": written})) == []
