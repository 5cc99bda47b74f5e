"""Linking notices with designations, on invented persons."""

import stat
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.core.errors import InputError
from analysis.persons.link import COUNT_COLUMNS, LEAST, Person, compare_births, link, score_names

needs_rigour = pytest.mark.skipif(find_spec("rigour") is None, reason="rigour is not installed")

NOTICES = """notice_id,name,birth_date,birth_date_precision,sex,nationalities,requesting_countries,\
requester_basis,charges,offences,snapshot_date,source_format
2019/1,DALIA MORROWIND,1971-03-05,day,F,ARG,ARG;CHL,stated,x,terrorism;fraud,2024-05-01,t
2019/2,TARAS VELIKOY,1980-11-20,day,M,RUS,RUS,stated,x,,2024-05-01,t
2019/3,MOHAMED ALI,1975-02-02,day,M,EGY,,missing,,terrorism,2024-05-01,t
2019/4,SAMIR ZAROUNI,1969-07-01,day,M,,RUS,stated,x,fraud,2024-05-01,t
"""
DESIGNATIONS = """designation_id,list,programme,programme_country,entity_type,name,aliases,original_script_names,\
birth_dates,nationalities,listed_on,listed_on_basis,source_format
EU1,EU,P,ARG,person,"Morrowind, Dalia Inez",,,1971-03-05,ARG,,,t
UN1,UN,P,,person,D. Morowind,Dalia Morowind,,1971;1972,,,,t
US1,US,P,,person,Tarass Welikoj,,Тарас Великой,20.11.1980;1980-11-20,RUS,,,t
UK1,UK,P,,person,Mohammed Ali,,,1991-12-12,,,,t
UK2,UK,P,,entity,Samir Zarouni,,,1969-07-01,,,,t
UN2,UN,P,,person,Abu Zarqin,Samir Zarouny,,1969-07-01,,,,t
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "notices.csv").write_text(NOTICES, encoding="utf-8")
    (tmp_path / "designations.csv").write_text(DESIGNATIONS, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str) -> int:
    words = ["link", str(folder / "notices.csv"), str(folder / "designations.csv"), "--output", str(folder / "out.csv")]
    return main([*words, *more])


@needs_rigour
def test_counts_by_requesting_country_and_offence(files: Path) -> None:
    assert run(files) == 0
    counts = pd.read_csv(files / "out.csv").set_index(["requesting_country", "offence"])
    assert tuple(pd.read_csv(files / "out.csv").columns) == COUNT_COLUMNS
    columns = ["notices", "matched", "matched_un", "matched_eu", "matched_uk", "matched_us"]
    assert counts.loc[("ARG", "terrorism"), columns].tolist() == [1, 1, 1, 1, 0, 0]
    assert counts.loc[("CHL", "any"), columns].tolist() == [1, 1, 1, 1, 0, 0]
    assert counts.loc[("RUS", "unspecified"), columns].tolist() == [1, 1, 0, 0, 0, 1]
    assert counts.loc[("RUS", "any"), columns].tolist() == [2, 2, 1, 0, 0, 1]
    assert counts.loc[("unknown", "terrorism"), columns].tolist() == [1, 0, 0, 0, 0, 0]


@needs_rigour
def test_counts_hold_no_name_and_no_date_of_birth(files: Path) -> None:
    assert run(files) == 0
    text = (files / "out.csv").read_text(encoding="utf-8").upper()
    assert not [word for word in ("MORROWIND", "VELIKOY", "ZAROUNI", "1971-03-05") if word in text]


@needs_rigour
def test_every_row_is_accounted_for_and_small_counts_come_with_a_warning(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(files) == 0
    said = capsys.readouterr()
    notices, persons, *_ = said.out.splitlines()
    assert notices == "4 rows in = 4 notices + 0 merged + 0 set aside"
    rows = pd.read_csv(files / "designations.csv", dtype=str)
    kept = int((rows["entity_type"] == "person").sum())
    assert persons == f"{len(rows)} rows in = {kept} persons + 0 merged + {len(rows) - kept} set aside (no persons)"
    assert "fewer than 3 persons; do not publish these" in said.err


@needs_rigour
def test_pairs_are_for_their_owner_and_come_with_a_warning(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files, "--pairs", str(files / "pairs.csv")) == 0
    assert "names people" in capsys.readouterr().err
    assert stat.S_IMODE((files / "pairs.csv").stat().st_mode) == 0o600
    pairs = pd.read_csv(files / "pairs.csv")
    assert set(zip(pairs["notice_id"], pairs["designation_id"], strict=True)) == {
        ("2019/1", "EU1"),
        ("2019/1", "UN1"),
        ("2019/2", "US1"),
        ("2019/4", "UN2"),
    }
    assert pairs["score"].is_monotonic_decreasing
    assert pairs["reason"].str.len().min() > 0


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("notices.csv", "requesting_countries", "countries", "'requesting_countries'"),
        ("notices.csv", "ARG;CHL", "ARG;XQX", "at row 2"),
        ("notices.csv", "M,RUS,RUS", "M,RUS,ru", "country 'ru'"),
        ("notices.csv", "2019/2", "2019/1", "twice"),
        ("designations.csv", "1971-03-05,ARG", "1971-03-05,Argentina", "at row 2"),
        ("designations.csv", "person", "individual", "no person"),
    ],
)
def test_bad_input_is_refused_with_its_place(
    files: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, said: str
) -> None:
    text = (files / file).read_text(encoding="utf-8")
    (files / file).write_text(text.replace(old, new), encoding="utf-8")
    assert run(files) == 1
    message = capsys.readouterr().err
    assert said in message
    assert file in message
    assert not (files / "out.csv").exists()


@needs_rigour
def test_persons_of_senders_that_are_not_shown_are_counted_and_not_linked(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = DESIGNATIONS.replace("UK1,UK", "UK1,CA").replace("EU1,EU", "EU1,JP")
    (files / "designations.csv").write_text(text, encoding="utf-8")
    assert run(files, "--pairs", str(files / "pairs.csv")) == 0
    told = "3 persons + 0 merged + 3 set aside (no persons, 1 of CA, which is not shown, 1 of JP, which is not shown)"
    assert told in capsys.readouterr().out
    assert set(pd.read_csv(files / "pairs.csv")["designation_id"]) == {"UN1", "US1", "UN2"}
    (files / "designations.csv").write_text(
        DESIGNATIONS.splitlines()[0] + "\nX,CA,P,,person,Ivo,,,,,,,t\n", encoding="utf-8"
    )
    assert run(files) == 1
    assert "set `shown` in data/hand/senders.csv" in capsys.readouterr().err


def test_an_empty_table_is_refused(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "notices.csv").write_text(NOTICES.splitlines()[0] + "\n", encoding="utf-8")
    assert run(files) == 1
    assert "no row" in capsys.readouterr().err


def person(number: int, name: str, birth: str, source: str = "") -> Person:
    return Person(str(number), (name,), birth, frozenset(), source)


@needs_rigour
@pytest.mark.parametrize(
    ("one", "two", "births"),
    [
        ("Zelgard Quintorvex", "QUINTORVEX, Zelgard", "day"),
        ("Zelgard Quintorvex", "Zelgard Andreevich Quintorveks", "day"),
        ("Taras Velikoy", "Тарас Великой", "day"),
        ("Zelgard Quintorvex", "Quintorvex Zelgard", "year"),
        ("Mohamed Zarouni", "Muhammad Zarouni", "year"),
    ],
)
def test_spellings_of_one_name_link_beside_a_birth_date(one: str, two: str, births: str) -> None:
    assert score_names(one, two) == pytest.approx(score_names(two, one))
    assert score_names(one, two) >= LEAST[births]


@needs_rigour
@pytest.mark.parametrize(
    ("one", "two"),
    [("Mohamed Ali", "Mohamed Zarouni"), ("Zelgard Quintorvex", "Ana Prova"), ("Ali", "Mohamed Ali Zarouni")],
)
def test_a_single_word_in_common_is_not_enough(one: str, two: str) -> None:
    assert score_names(one, two) < LEAST["day"]


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("1971-03-05", "1971-03-05", "day"),
        ("1971-03-05", "1971-05-03", ""),
        ("1971-03-05", "1971-03", "year"),
        ("1971-03-05", "1971", "year"),
        ("1971-01-01", "1971-06-09", "year"),
        ("1971-01-01", "1971-01-01", "year"),
        ("1971-03-05", "1971-04", ""),
        ("1971-03-05", "1972-03-05", ""),
        ("1971", "", ""),
        ("1971~", "1971", ""),
        ("1950;1971-03-05", "1971-03-05;1990", "day"),
    ],
)
def test_birth_dates_share_a_day_a_year_or_nothing(one: str, two: str, found: str) -> None:
    assert compare_births(one, two) == compare_births(two, one) == found


@needs_rigour
def test_people_without_a_birth_date_in_common_never_link() -> None:
    notice = person(1, "Zelgard Quintorvex", "1950-05-05")
    assert link([notice], [person(2, notice.names[0], born, "UN") for born in ("1980-05-05", "", "1950-05-06")]) == []


@needs_rigour
def test_a_slip_in_every_word_is_found_by_the_birth_date() -> None:
    notice, designation = person(1, "Zorath Quintorg", "1971-03-05"), person(2, "Zorat Quintorgh", "1971-03-05", "UN")
    (found,) = link([notice], [designation])
    assert found.reason == "same day of birth"


@needs_rigour
def test_a_year_in_common_links_the_same_name_unless_nationalities_differ() -> None:
    notice = Person("1", ("Zelgard Quintorvex",), "1971-03-05", frozenset({"ARG"}))
    nations = {"same": {"ARG", "CHL"}, "other": {"CHL"}, "none": set[str]()}
    designations = [Person(what, notice.names, "1971", frozenset(codes), "UN") for what, codes in nations.items()]
    reasons = {one.designation.identifier: one.reason for one in link([notice], designations)}
    assert reasons == {"same": "same year of birth; a nationality in common", "none": "same year of birth"}
    (found,) = link([notice], [Person("2", notice.names, notice.births, frozenset({"CHL"}), "UN")])
    assert found.reason == "same day of birth; other nationalities"


def test_without_rigour_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"got no package rigour; .*`python3 tools/bootstrap.py .venv link`"):
        link([], [])
