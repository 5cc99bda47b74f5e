"""What happened to the person, counted from the shipped tables by requesting country and country of arrest."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis as rn
from analysis.core.files import RAW
from analysis.facts import case_register, cases
from analysis.facts.selection import select


def _with_people_held(column: str, iso3: str | None) -> pd.DataFrame:
    """Cases with people held, joined by pandas from the two shipped files."""
    both = [pd.read_csv(RAW / "evidence" / f"{name}.csv", keep_default_na=False) for name in ("cases", "cases_effects")]
    rows = both[0].merge(both[1], on="case_id", validate="1:1")
    rows = rows[(rows["held"] == "yes") & (rows["linked"] != "no")]
    rows = rows[~rows["instrument"].isin(["none_found", "interstate_wanted_list"])]
    return rows if iso3 is None else rows[rows[column] == iso3]


@pytest.mark.parametrize(
    ("iso3", "role", "column"),
    [
        (None, "requesting", "requesting_country"),
        ("BLR", "requesting", "requesting_country"),
        ("KAZ", "requesting", "requesting_country"),
        ("POL", "host", "held_where"),
        ("FRA", "host", "held_where"),
        ("AFG", "host", "held_where"),
    ],
)
def test_what_happened_is_what_the_files_say(iso3: str | None, role: case_register.Role, column: str) -> None:
    rows = _with_people_held(column, iso3)
    refused, days = rows[rows["extradition"] == "refused"], pd.to_numeric(rows["held_days"]).dropna()
    place = select(iso3)
    found = [cases.people_held(place, role=role)]
    if role == "requesting":
        found += [cases.extradition_refused(place), cases.returned(place)]
    assert [each.value for each in found] == [len(rows), len(refused), (rows["returned"] == "yes").sum()][: len(found)]
    assert {each.n for each in found[1:]} <= {len(rows)}
    if len(days):
        median = cases.days_held(place, role)
        assert (median.value, median.n) == (days.median(), len(days))
    else:
        with pytest.raises(rn.NoDataError, match="with sources that state days"):
            cases.days_held(place, role)
    for each, part in zip(found, (rows, refused), strict=False):
        supported = (part["claim_status"] == "supported").sum()
        words = "Each of these" if supported == each.value else f"{supported} of these"
        assert f" {words} {int(each.value)} cases " in each.sentence or supported < 2


def test_the_world_is_what_the_files_say() -> None:
    numbers = rn.summary(topic="cases")
    names = ("people_held", "extradition_refused", "returned", "median_days_held")
    held, refused, back, days = (numbers[f"cases.{name}"] for name in names)
    rows = _with_people_held("", None)
    over, stated = rows[rows["extradition"] == "refused"], pd.to_numeric(rows["held_days"]).dropna()
    linked = (rows["linked"] == "yes").sum()
    assert [held.value, refused.value, back.value] == [len(rows), len(over), (rows["returned"] == "yes").sum()]
    assert [days.value, days.n] == [stated.median(), len(stated)]
    assert held.sentence.startswith(f"In {len(rows)} cases, people sought through INTERPOL were arrested or held. ")
    assert [numbers["cases.people_held_linked"].value, numbers["cases.people_held_linked"].n] == [linked, len(rows)]
    for number, part in ((held, rows), (refused, over)):
        supported = (part["claim_status"] == "supported").sum()
        assert f"{supported} of these {len(part)} cases are supported" in number.sentence
    assert f" In {linked} of them, a source links the arrest to INTERPOL." in held.sentence


def test_few_lengths_are_listed_without_a_median() -> None:
    lengths = pd.to_numeric(_with_people_held("requesting_country", "KAZ")["held_days"]).dropna()
    assert 1 < len(lengths) < 5
    listed = cases.days_held(select("KAZ")).sentence
    assert "median" not in listed and all(f"{days:,.0f}" in listed for days in lengths)


def test_nothing_known_is_shown_as_unknown() -> None:
    held = rn.cases.people_held("CUB")
    assert held.sentence.startswith("We know of no case requested by Cuba")
    assert "No source says whether anyone was arrested" in held.sentence
    assert "cases.median_days_held" not in rn.summary("CUB", topic="cases")
