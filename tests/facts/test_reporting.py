"""How late cases become known: delays, the years that charts shade, and the correction, computed from the raw csv."""

import csv
from collections import Counter
from functools import cache

import pytest

import analysis as rn
from analysis.core.files import RAW
from analysis.facts.case_register import corrected, reporting, with_release
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


def shares(end: int, longest: int) -> list[float]:
    """Give the share of cases known after each delay by multiplying reverse hazards, from the cases known by a year."""
    known = [(year, delay) for year, delay in dated() if year + delay <= end]
    found = [1.0]
    for wait in range(longest, 0, -1):
        at_risk = [delay for year, delay in known if year + wait <= end and delay <= wait]
        found.insert(0, found[0] * (1 - at_risk.count(wait) / len(at_risk)))
    return found


def errors(longest: int) -> tuple[float, float]:
    """Give by how much the counts of three years were off at the ends of ten past years: as known, and corrected."""
    today = Counter(year for year, _ in dated())
    raw = fixed = whole = 0.0
    for end in range(2014, 2024):
        known, share = Counter(year for year, delay in dated() if year + delay <= end), shares(end, longest)
        for back in range(3):
            raw, whole = raw + known[end - back], whole + today[end - back]
            fixed += known[end - back] / share[back]
    return raw / whole - 1, fixed / whole - 1


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


def test_corrected_counts_are_those_of_the_reverse_hazard() -> None:
    table, share = corrected().set_index("year"), shares(2025, 10)
    for year, known in Counter(year for year, delay in dated() if year + delay <= 2025).items():
        assert table.loc[year, "known"] == known
        assert table.loc[year, "corrected"] == pytest.approx(known / share[min(2025 - year, 10)])
    assert 2026 not in table.index


def test_the_correction_overshoots_on_past_years() -> None:
    raw, over = errors(10)
    assert numbers()["cases.missing_at_first"].value == pytest.approx(-raw)
    assert numbers()["cases.corrected_error"].value == pytest.approx(over)
    assert 0.09 <= over <= 0.12, "as others found"
    others = [f"{100 * errors(longest)[1]:.1f} %" for longest in (5, 15)]
    assert " to ".join(others) in numbers()["cases.corrected_error"].sentence
    assert not list(reporting(Selection(country="RUS"))), "no country has a correction of its own"


@pytest.mark.parametrize("release", [1, 2, 3])
def test_the_release_of_a_case_is_the_first_that_has_it(release: int) -> None:
    rows = with_release(rn.cases.rows())
    earlier = set(as_of("cases", f"{release}.0.0")["case_id"])
    assert set(rows.loc[rows["release"] <= release, "case_id"]) == earlier
    assert set(rows["release"]) == {1, 2, 3, 4}
