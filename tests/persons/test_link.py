"""Linking notices with designations, on invented persons."""

import stat
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.persons.link import (
    COUNT_COLUMNS,
    LEAST_PERSONS,
    MOST_IN_BLOCK,
    Blocks,
    Person,
    birth_log_odds,
    block_words,
    link,
    nation_log_odds,
)
from analysis.persons.name_score import THRESHOLD, compare_births

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
UN2,UN,P,,person,Abu Zarqin,,سمير زرعوني,1969-07-01,,,,t
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "notices.csv").write_text(NOTICES, encoding="utf-8")
    (tmp_path / "designations.csv").write_text(DESIGNATIONS, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str) -> int:
    words = ["link", str(folder / "notices.csv"), str(folder / "designations.csv"), "--output", str(folder / "out.csv")]
    return main([*words, *more])


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


def test_counts_hold_no_name_and_no_date_of_birth(files: Path) -> None:
    assert run(files) == 0
    text = (files / "out.csv").read_text(encoding="utf-8").upper()
    assert not [word for word in ("MORROWIND", "VELIKOY", "ZAROUNI", "1971-03-05") if word in text]


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


def crowd(count: int) -> list[Person]:
    return [person(n, "Mohamed Ali", f"{1950 + n % 40}-{n % 12 + 1:02d}-{n % 28 + 1:02d}") for n in range(count)]


def test_frequent_names_do_not_meet_all_with_all() -> None:
    notices = crowd(2_000)
    blocks = Blocks(notices)
    assert blocks.candidates(person(0, "Mohammed Aly", "")) == set()
    found = blocks.candidates(person(0, "Mohammed Aly", "1960-03-03"))
    assert 0 < len(found) <= 3 * 2_000 / 40
    assert {notices[number].births[:4] for number in found} <= {"1959", "1960", "1961"}


def test_a_frequent_name_alone_does_not_link_and_a_rare_one_does() -> None:
    others = [*crowd(MOST_IN_BLOCK), *(person(n, f"Ivan Fillerov{n}", "1950") for n in range(1000, 3000))]
    notices = [*others, person(9_999, "Zelgard Quintorvex", "")]
    assert link(notices, [person(1, "Mohamed Ali", "", "UN")]) == []
    (found,) = link(notices, [person(2, "Quintorvex Zelgard", "", "UN")])
    assert found.notice.identifier == "9999"
    assert found.score > 0.5


def test_birth_years_far_apart_never_link() -> None:
    assert (
        link([person(1, "Zelgard Quintorvex", "1950-05-05")], [person(2, "Zelgard Quintorvex", "1980-05-05")], 0.0)
        == []
    )


def test_a_missing_birth_date_adds_nothing() -> None:
    assert birth_log_odds(compare_births("1971-03-05", "")) == 0
    assert birth_log_odds(compare_births("1971-03-05", "1971-03-05")) > 0


def letters(number: int) -> str:
    return "".join("bdfgklmnprstvz"[number // 14**place % 14] + "aeo"[place % 3] for place in range(4))


def generation(year: int, source: str = "") -> list[Person]:
    """Invent as many persons as frequencies are reckoned by, each with words of its own."""
    dates = [f"{year + n % 40}-{n % 12 + 1:02d}-{n % 28 + 1:02d}" for n in range(LEAST_PERSONS)]
    return [person(n, f"{letters(n)} {letters(3 * n + 1)}", born, source) for n, born in enumerate(dates)]


def test_lists_that_share_many_persons_link_more_readily() -> None:
    notice = person(9_999, "Zelgard Quintorvex", "1971-03")
    designation = person(9_999, "Zelgard Feldkirk", "1971-03", "UN")
    notices = [*generation(1950), notice]
    apart, shared = (link(notices, [*generation(year, "UN"), designation], least=1e-6) for year in (1890, 1950))
    before, after = (next(one.score for one in links if one.notice is notice) for links in (apart, shared))
    assert before < THRESHOLD
    assert after > 10 * before


def test_a_slip_in_every_word_is_found_by_the_birth_date() -> None:
    notice, designation = person(1, "Zorath Quintorg", "1971-03-05"), person(2, "Zorag Quintorf", "1971-03-05", "UN")
    assert not set(block_words(notice.names[0])) & set(block_words(designation.names[0]))
    (found,) = link([notice], [designation], least=0.1)
    assert "same birth date" in found.reason


def test_the_reason_names_nationalities() -> None:
    one, two = (Person(str(n), ("Zelgard Quintorvex",), "1971-03-05", frozenset({"ARG"}), "UN") for n in range(2))
    other = Person("3", one.names, one.births, frozenset({"CHL"}), "UN")
    assert link([one], [two])[0].reason == "the same words; same birth date; a nationality in common"
    assert link([one], [other], least=0.0)[0].reason.endswith("lowered by other nationalities")


def test_words_of_one_block() -> None:
    assert block_words("Mohammed bin Tarass") == block_words("Muhammad Tarasz")
    assert block_words("Sheikh J. Quintorvex") == block_words("Quintorvex")


def test_surprise_grows_with_rarity() -> None:
    blocks = Blocks([])
    blocks.frequency = Counter({"ali": 500, "quintorvex": 1})
    assert blocks.surprise(["quintorvex"]) > blocks.surprise(["ali"]) > 0


def test_nationalities_speak_only_where_both_are_stated() -> None:
    assert nation_log_odds(frozenset({"ARG"}), frozenset()) == 0
    assert nation_log_odds(frozenset({"ARG"}), frozenset({"ARG", "CHL"})) > 0
    assert nation_log_odds(frozenset({"ARG"}), frozenset({"CHL"})) < 0
