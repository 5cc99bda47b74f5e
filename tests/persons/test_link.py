"""Linking notices with designations, on invented persons."""

from importlib.util import find_spec

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.persons.link import (
    LEAST,
    Link,
    Person,
    compare_births,
    designation_persons,
    link,
    notice_persons,
    score_names,
)

needs_rigour = pytest.mark.skipif(find_spec("rigour") is None, reason="rigour is not installed")


@needs_rigour
def test_persons_of_clean_tables_link_but_not_those_of_senders_that_are_not_shown() -> None:
    notices = pd.DataFrame(
        [
            ("2019/1", "DALIA MORROWIND", "1971-03-05", "ARG"),
            ("2019/2", "TARAS VELIKOY", "1980-11-20", "RUS"),
            ("2019/3", "MOHAMED ALI", "1975-02-02", "EGY"),
            ("2019/4", "SAMIR ZAROUNI", "1969-07-01", ""),
        ],
        columns=["notice_id", "name", "birth_date", "nationalities"],
    )
    designations = pd.DataFrame(
        [
            ("EU1", "EU", "person", "Morrowind, Dalia Inez", "", "", "1971-03-05", "ARG"),
            ("UN1", "UN", "person", "D. Morowind", "Dalia Morowind", "", "1971;1972", ""),
            ("US1", "US", "person", "Tarass Welikoj", "", "Тарас Великой", "20.11.1980;1980-11-20", "RUS"),
            ("UK1", "UK", "person", "Mohammed Ali", "", "", "1991-12-12", ""),
            ("UK2", "UK", "entity", "Samir Zarouni", "", "", "1969-07-01", ""),
            ("CA1", "CA", "person", "Samir Zarouni", "", "", "1969-07-01", ""),
            ("UN2", "UN", "person", "Abu Zarqin", "Samir Zarouny", "", "1969-07-01", ""),
        ],
        columns=[
            "designation_id", "list", "entity_type", "name", "aliases", "original_script_names", "birth_dates",
            "nationalities",
        ],
    )  # fmt: skip
    links = link(notice_persons(notices), designation_persons(designations))
    assert {(one.notice.identifier, one.designation.identifier, one.designation.source) for one in links} == {
        ("2019/1", "EU1", "EU"),
        ("2019/1", "UN1", "UN"),
        ("2019/2", "US1", "US"),
        ("2019/4", "UN2", "UN"),
    }


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
    assert link([notice], [designation]) == [Link(notice, designation)]


@needs_rigour
def test_a_year_in_common_links_the_same_name_unless_nationalities_differ() -> None:
    notice = Person("1", ("Zelgard Quintorvex",), "1971-03-05", frozenset({"ARG"}))
    nations = {"same": {"ARG", "CHL"}, "other": {"CHL"}, "none": set[str]()}
    designations = [Person(what, notice.names, "1971", frozenset(codes), "UN") for what, codes in nations.items()]
    assert [one.designation.identifier for one in link([notice], designations)] == ["same", "none"]
    assert len(link([notice], [Person("2", notice.names, notice.births, frozenset({"CHL"}), "UN")])) == 1


def test_without_rigour_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"got no package rigour; .*`python3 tools/bootstrap.py .venv link`"):
        link([], [])
