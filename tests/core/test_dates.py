"""Dates in every form that the sources write, and the precision that each keeps."""

import datetime
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.core.dates import (
    PRECISIONS,
    DateOrder,
    born_from_age,
    from_parts,
    parse_date,
    parse_dates,
    stated_parts,
    whole_day,
)
from analysis.core.errors import InputError
from analysis.core.hand_models import Form

FORMS = st.sampled_from(["year-first", "day-first", "month-first"])


def date_order(cells: Iterable[str], declared: Form, path: Path) -> Form:
    order = DateOrder()
    order.add(cells)
    return order.decide(declared, path)


DAYS = st.dates(datetime.date(1850, 1, 1), datetime.date(2050, 12, 31))


@pytest.mark.parametrize(
    ("written", "text", "precision"),
    [
        ("1999/01/23", "1999-01-23", "day"),
        ("1999-1-3", "1999-01-03", "day"),
        ("23.1.1999", "1999-01-23", "day"),
        ("9.9. 1999", "1999-09-09", "day"),
        ("23/01/1999", "1999-01-23", "day"),
        ("19990123", "1999-01-23", "day"),
        ("1999-01-23T00:00:00Z", "1999-01-23", "day"),
        ("1999-01-23 00:00:00", "1999-01-23", "day"),
        ("2015-03-27-04:00", "2015-03-27", "day"),
        ("04 Mar 1970", "1970-03-04", "day"),
        ("March 4, 1970", "1970-03-04", "day"),
        ("21 Oct. 2013", "2013-10-21", "day"),
        ("12 мая 1999", "1999-05-12", "day"),
        ("3 Ağustos 1980", "1980-08-03", "day"),
        ("1 août 1980", "1980-08-01", "day"),
        ("Mar 1970", "1970-03", "month"),
        ("5/1970", "1970-05", "month"),
        ("1970-05", "1970-05", "month"),
        ("1970-05-00", "1970-05", "month"),
        ("1970-00-00", "1970", "year"),
        ("00/00/1970", "1970", "year"),
        ("1970", "1970", "year"),
        ("1970.0", "1970", "year"),
        ("circa 1965", "1965~", "year"),
        ("Approximately 1965", "1965~", "year"),
        ("ca. 1965", "1965~", "year"),
        ("1965 (presumed)", "1965~", "year"),
        ("(probably) 1965", "1965~", "year"),
        ("on or around 23.4.1970", "1970-04-23~", "day"),
        ("4/23/1970", "1970-04-23", "day"),
        ("1965-1967", "1965/1967", "range"),
        ("between 1965 and 1967", "1965/1967", "range"),
        ("1965 to 1967", "1965/1967", "range"),
        ("01 Jan 1947 to 01 Jan 1949", "1947-01-01/1949-01-01", "range"),
        ("01 Jan 1946 to 31 Dec 1948", "1946/1948", "range"),
        ("01 Jan 1953 to 31 Dec 1953", "1953", "year"),
        ("01 Feb 1960 to 29 Feb 1960", "1960-02", "month"),
        ("1960 to 1960", "1960", "year"),
    ],
)
def test_written_form(written: str, text: str, precision: str) -> None:
    found = parse_date(written)
    assert found is not None
    assert (found.text, found.precision) == (text, precision)


@pytest.mark.parametrize(
    "written",
    ["", "  ", "x", "1970-02-30", "31.4.1980", "99/01/02", "1.2.70", "12345", "0000", "1967 to 1965", "24.6.1402",
     "cars 1965", "30-35 years old", "1980-13-01", "3 Foo 1980"],
)  # fmt: skip
def test_no_date(written: str) -> None:
    assert parse_date(written) is None


def test_without_an_order_numbers_that_leave_a_choice_are_no_date() -> None:
    assert parse_date("03/04/1970") is None
    assert parse_date("04/04/1970") == parse_date("1970-04-04")


AMBIGUOUS = ["03/04/1970", "1.2.1980", "5/5/1990", "1970", ""]
FILE = Path("scrape.csv")


@pytest.mark.parametrize("declared", ["year-first", "day-first", "month-first"])
@pytest.mark.parametrize(("telling", "order"), [("23/04/1970", "day-first"), ("04/23/1970", "month-first")])
def test_one_number_above_twelve_tells_the_order_of_a_column(declared: str, telling: str, order: str) -> None:
    cells = [*AMBIGUOUS, telling]
    if declared in ("year-first", order):
        assert date_order(cells, declared, FILE) == order
    else:
        with pytest.raises(InputError, match=f"1 of 1 dates that are not {declared}"):
            date_order(cells, declared, FILE)


def test_a_column_that_tells_no_order_is_refused_unless_one_is_declared() -> None:
    with pytest.raises(InputError, match=r"2 dates such as 03/04/1970.*declare their order: date_form"):
        date_order(AMBIGUOUS, "year-first", FILE)
    assert date_order(AMBIGUOUS, "month-first", FILE) == "month-first"
    assert date_order(["1970-03-04", "5/5/1990", ""], "year-first", FILE) == "year-first"
    assert date_order(["1970-01-02 1971-03-04", "1970.01.02; 1971.03.04"], "year-first", FILE) == "year-first"


def test_a_column_of_both_orders_is_refused() -> None:
    with pytest.raises(InputError, match="1 dates with the day first and 1 with the month first"):
        date_order(["23/04/1970", "04/23/1970"], "year-first", FILE)
    assert date_order([*["23/04/1970"] * 99, "04/23/1970"], "day-first", FILE) == "day-first"  # a misprint
    with pytest.raises(InputError, match="2 of 100 dates that are not day-first"):
        date_order([*["23/04/1970"] * 98, *["04/23/1970"] * 2], "day-first", FILE)


def test_a_day_before_the_month_after_the_year_is_refused() -> None:
    with pytest.raises(InputError, match="1 dates as year, day, month"):
        date_order(["1970-23-04", "1970-01-02"], "year-first", FILE)


@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_column_is_read_back_or_refused_and_never_swapped(days: list[datetime.date], style: str) -> None:
    written = [day.strftime(style) for day in days]
    try:
        order = date_order(written, "year-first", FILE)
    except InputError:
        assert all(day.day <= 12 for day in days)
        return
    assert [parse_date(text, order).text for text in written] == [day.isoformat() for day in days]  # type: ignore[union-attr]


def test_order_of_numbers_is_the_source_s() -> None:
    assert parse_date("03/04/1970", "day-first") != parse_date("03/04/1970", "month-first")
    assert parse_date("03/04/1970", "month-first") == parse_date("1970-03-04")


@pytest.mark.parametrize(
    ("cell", "texts", "rest"),
    [
        ("6.3.1955 or 15.3.1955", ["1955-03-06", "1955-03-15"], []),
        ("1968-01-01 1970-02-03", ["1968-01-01", "1970-02-03"], []),
        ("01/02/1968 13/04/1970", ["1968-02-01", "1970-04-13"], []),
        ("01 Jan 1968 02 Feb 1970", ["1968-01-01", "1970-02-02"], []),
        ("1968 1970", ["1968", "1970"], []),
        ("1968 somewhere 1970", [], ["1968 somewhere 1970"]),
        ("circa-1951", ["1951~"], []),
        ("Approximately 1968 14 Mar 1974", ["1968~", "1974-03-14"], []),
        ("14 Mar 1974 >> see there", ["1974-03-14"], ["see there"]),
        ("(a) 28.5.1984, (b) 3.12.1979", ["1984-05-28", "1979-12-03"], []),
        ('"(a) 1.1.1958; (b) 1959"', ["1958-01-01", "1959"], []),
        ("a) 1 Jun. 1976 b) 1977", ["1976-06-01", "1977"], []),
        ("Approximately 1967, ;Approximately 1961", ["1967~", "1961~"], []),
        ("1960 and 1961", ["1960", "1961"], []),
        ("1960; 1960", ["1960"], []),
        ("1.1.1960 Gender: female", ["1960-01-01"], []),
        ("1960; Somewhere", ["1960"], ["Somewhere"]),
        ("March/April 1965", [], ["March/April 1965"]),
        ("1343 (Hijri calendar), 1961", ["1961"], ["1343 (Hijri calendar)"]),
        ("", [], []),
    ],
)
def test_cell_of_several_dates(cell: str, texts: list[str], rest: list[str]) -> None:
    dates, left = parse_dates(cell, "day-first")
    assert [date.text for date in dates] == texts
    assert left == rest


def test_age_gives_two_years() -> None:
    born = born_from_age("24", datetime.date(2020, 1, 2))
    assert born is not None
    assert (born.text, born.years) == ("1995/1996", (1995, 1996))
    assert born_from_age("121", datetime.date(2020, 1, 2)) is None
    assert born_from_age("young", datetime.date(2020, 1, 2)) is None


def test_parts_that_stand_apart() -> None:
    assert [from_parts(*parts).text for parts in [("1970.0", "5.0", ""), ("1970", "", "7"), ("1970", "May", "07")]] == [
        "1970-05",
        "1970",
        "1970-05-07",
    ]
    assert from_parts("", "5", "7") is None
    assert from_parts("1971", "2", "29") is None


@given(DAYS, st.sampled_from(["%Y/%m/%d", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %b %Y", "%d %B %Y", "%Y%m%d"]))
def test_every_day_is_read_back(day: datetime.date, style: str) -> None:
    found = parse_date(day.strftime(style), "day-first")
    assert found is not None
    assert found.text == day.isoformat()


@given(DAYS, DAYS)
def test_span_holds_both_ends(one: datetime.date, other: datetime.date) -> None:
    first, last = sorted([one, other])
    found = parse_date(f"{first:%d %b %Y} to {last:%d %b %Y}")
    assert found is not None
    assert found.years == (first.year, last.year)


@given(st.text(), FORMS)
@example("1e5", "year-first")
@example("٣/٤/١٩٧٠", "day-first")
@example("1970²", "year-first")
def test_any_text_is_a_date_or_none(text: str, form: str) -> None:
    found = parse_date(text, form)
    if found:
        first, last = found.years
        assert 1800 <= first <= last <= 2099
        assert found.precision in PRECISIONS


@given(st.text(alphabet="0123456789./- ;,()aborcirca", max_size=40), FORMS)
def test_any_cell_is_dates_and_a_rest(text: str, form: str) -> None:
    dates, rest = parse_dates(text, form)
    assert len(set(dates)) == len(dates)
    assert all(parse_date(part, form) is None for part in rest)


@given(st.integers(0, 120), DAYS)
def test_age_is_true_on_the_day(age: int, day: datetime.date) -> None:
    born = born_from_age(str(age), day)
    assert born is not None
    first, last = born.years
    assert (day.year - last, day.year - first) == (age, age + 1)


@pytest.mark.parametrize("letter", "x9;( /")
def test_damage_of_any_length_ends_soon(letter: str) -> None:
    text = letter * 200_000
    assert parse_date(text) is None
    assert parse_dates(text) == ([], [text])


@given(st.dates())
def test_a_whole_day_is_read_as_it_is_written(day: datetime.date) -> None:
    assert whole_day(day.isoformat()) == day
    assert stated_parts(day.isoformat()) == (day.year, day.month, day.day)


@pytest.mark.parametrize("text", ["2023-02-29", "2023-2-1", "20230201", "2023-02", "2023-W05-1", "٢٠٢٣-٠١-٠١", ""])
def test_any_other_text_is_no_whole_day(text: str) -> None:
    assert whole_day(text) is None


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_what_a_date_states_has_the_parts_that_parsing_it_gives(day: datetime.date, length: int) -> None:
    text = day.isoformat()[:length]
    found = parse_date(text)
    assert found is not None
    assert stated_parts(found.text) == tuple(
        part * (place < (length - 1) // 3) for place, part in enumerate((day.year, day.month, day.day))
    )
