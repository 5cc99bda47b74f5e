"""How late cases become known: delays, the years that charts shade, and what was missing, computed from the raw csv."""

import csv
from collections import Counter
from functools import cache

import pytest

import analysis as rn
from analysis.core.files import RAW
from analysis.facts.case_register import reporting, with_release
from analysis.facts.selection import PUBLISHED, Selection
from analysis.tables.release import COMPLETE, as_of, incomplete_since, latest_source


@cache
def dated() -> list[tuple[int, int]]:
    """Give year and delay of each case with a year and a dated source, by the letters of the csv alone."""
    with (RAW / "evidence" / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        sources = [int(row[name][:4]) for name in ("source_1_date", "source_2_date") if row[name]]
        if row["year"] and sources:
            found.append((int(row["year"]), max(0, min(sources) - int(row["year"]))))
    return found


def missing() -> float:
    """Give the share of the cases of three years that was not known at the ends of ten past years."""
    late = [year + delay > end for end in range(2014, 2024) for year, delay in dated() if end - 2 <= year <= end]
    return sum(late) / len(late)


def numbers() -> rn.Estimates:
    """Give what the report on the world states of delays."""
    return rn.Estimates({estimate.name: estimate for estimate in reporting(PUBLISHED)})


def test_delays_are_those_of_the_csv() -> None:
    table, counts = rn.cases.delays(), Counter(delay for _, delay in dated())
    assert dict(zip(table["delay"], table["cases"], strict=True)) == counts
    assert table["share"].sum() == pytest.approx(1)
    assert table["so_far"].iloc[-1] == pytest.approx(1)
    share = table.set_index("delay")["share"]
    # As found by others: 83.5 %, 7.5 %, 1.9 % and 7.1 %.
    found = [share[0], share[1], share[2], share[share.index > 2].sum()]
    assert found == pytest.approx([0.835, 0.075, 0.019, 0.071], abs=0.003)


def test_delays_of_a_country_and_of_years_are_part_of_all() -> None:
    every, some = rn.cases.delays()["cases"].sum(), rn.cases.delays("Russia", since=2014)["cases"].sum()
    assert 0 < some < every
    assert rn.cases.delays("Monaco").empty


def test_years_are_incomplete_until_nineteen_of_twenty_cases_have_a_source() -> None:
    delays = [delay for _, delay in dated()]
    wait = next(wait for wait in range(20) if sum(delay <= wait for delay in delays) >= COMPLETE * len(delays))
    assert COMPLETE == 19 / 20
    assert latest_source().date().isoformat() == "2026-03-13"
    assert incomplete_since() == 2026 - wait + 1 == 2024
    assert numbers()["cases.incomplete_since"].value == 2024


def test_the_cases_that_past_years_lacked_are_those_of_the_csv() -> None:
    assert numbers()["cases.missing_at_first"].value == pytest.approx(missing())
    assert not list(reporting(Selection(country="RUS"))), "no country has such a share of its own"


def test_the_status_of_late_years_is_that_of_the_csv() -> None:
    with (RAW / "evidence" / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"]]
    rows = [row for row in rows if row["instrument"] not in ("none_found", "interstate_wanted_list")]
    late, before = ([row["claim_status"] for row in rows if (int(row["year"]) >= 2024) == new] for new in (True, False))
    found = numbers()["cases.supported_late"]
    assert (found.value, found.n) == (late.count("supported"), len(late)) == (10, 61)
    earlier = numbers()["cases.supported_before"]
    assert (earlier.value, earlier.n) == (before.count("supported"), len(before))


@pytest.mark.parametrize("release", [1, 2, 3])
def test_the_release_of_a_case_is_the_first_that_has_it(release: int) -> None:
    rows = with_release(rn.cases.rows())
    earlier = set(as_of("cases", f"{release}.0.0")["case_id"])
    assert set(rows.loc[rows["release"] <= release, "case_id"]) == earlier
    assert set(rows["release"]) == {1, 2, 3, 4}
