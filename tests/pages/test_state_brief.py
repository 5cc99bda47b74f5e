"""The brief of a country: which role leads, what each chart counts, which cases are kept, and whose law is cited."""

import pandas as pd
import pytest

import analysis as rn
from analysis.core.files import SITE
from analysis.facts import briefs, evidence
from analysis.facts.searched import has_no_finding, is_searched
from analysis.facts.selection import Selection
from analysis.facts.summary import recommendations
from analysis.facts.world import release
from analysis.pages import brief
from analysis.pages.blocks import Brief
from analysis.pages.parts import records
from analysis.stats.estimate import Estimate, Estimates

#: A country that requests, two that are asked more often, one with more cases than a page holds, and one without any.
CODES = ("BLR", "FRA", "UKR", "TUR", "TUV")


def numbers_of(code: str) -> Estimates:
    return rn.summary(code, topic=("cases", "decisions", "evidence"))


def made(code: str) -> Brief:
    (block,) = brief.of_country(Selection(code), numbers_of(code))
    assert isinstance(block, Brief)
    return block


def cases_of(block: Brief) -> pd.DataFrame:
    return pd.DataFrame(block.parts["cases"])


@pytest.mark.parametrize(("code", "role"), [("BLR", "requesting"), ("FRA", "host"), ("UKR", "host")])
def test_the_larger_role_leads_and_the_other_has_one_sentence(code: str, role: str) -> None:
    numbers, block = numbers_of(code), made(code)
    assert briefs.larger_role(numbers) == role
    counts = {"host": numbers["cases.all_in_country"].value, "requesting": numbers["cases.stopped"].n}
    assert max(counts, key=counts.__getitem__) == role
    (every, *_) = block.figures
    other = block.sentences["other"]
    assert every.estimate.value == counts.pop(role) and isinstance(other, Estimate)
    assert other.value == numbers["cases.all" if role == "host" else "cases.all_in_country"].value
    assert other.sentence.count(". ") == 0


@pytest.mark.parametrize("code", CODES)
def test_the_rating_is_shown_from_limited_up(code: str) -> None:
    rating, scale = evidence.rating(Selection(code)).word, made(code).parts["scale"]
    assert (scale is not None) == (rating in ("limited", "substantial", "extensive"))
    assert scale is None or scale["chosen"] == rating


@pytest.mark.parametrize("code", ["BLR", "FRA", "UKR", "TUR"])
def test_each_chart_counts_what_its_estimate_counts(code: str) -> None:
    block, numbers = made(code), numbers_of(code)
    every, _strong, _held, refused = (figure.estimate for figure in block.figures)
    charts = block.parts["charts"]
    for name in ("countries", "stopped"):
        assert sum(sum(counts) for _name, counts in charts[name]) == every.value
    stopped, most = block.sentences["stopped"], block.sentences["countries"]
    assert isinstance(stopped, Estimate) and isinstance(most, Estimate)
    words = ("Deleted", "Refused", "Blocked for a time")
    assert sum(sum(counts) for name, counts in charts["stopped"] if name in words) == stopped.value
    assert max(sum(counts) for name, counts in charts["countries"] if "others" not in name) == most.value
    role = "deciding" if briefs.larger_role(numbers) == "host" else "requesting"
    grounds = rn.decisions.rows(code, role=role).query("outcome == 'refused'")["ground"].astype(str)
    assert len(grounds) == refused.value
    assert sum(sum(counts) for _name, counts in charts["grounds"]) == grounds.str.count(";").add(1).sum()
    strong = numbers["cases.count_in_country" if briefs.larger_role(numbers) == "host" else "cases.count"].value
    assert sum(counts[0] for _name, counts in charts["stopped"]) == strong
    years = block.parts["in_years"]
    assert sum(sum(counts) for _year, counts in years) <= every.value


@pytest.mark.parametrize("code", ["BLR", "FRA", "TUR"])
def test_corrections_then_weakly_sourced_disputed_cases_are_dropped_first(code: str) -> None:
    role = briefs.larger_role(numbers_of(code))
    rows = briefs.rows(Selection(code), role)
    weak = rows["evidence_grade"].isin(["C", "D", "X"])
    group = rows["kind"].mask((rows["kind"] == "contested") & weak, "weak")
    kept_longest = ["strong", "single", "contested", "weak", "unsupported", "correction"]
    assert list(group.unique()) == [one for one in kept_longest if one in set(group)]
    assert all(years.is_monotonic_decreasing for _group, years in rows.dropna(subset="year").groupby(group)["year"])
    assert set(rows["case_id"]) == set(rn.cases.rows(code, role=role)["case_id"])
    shown = cases_of(made(code))
    assert len(shown) == min(len(rows), max(brief.MOST, (rows["kind"] == "strong").sum()))
    assert [list(briefs.KINDS)[kind] for kind in shown["kind"]] == list(rows["kind"].head(len(shown)))


def test_what_happened_takes_forty_letters_in_every_case_and_names_nobody() -> None:
    told = set[str]()
    for code in release()["cases"]["requesting_country"].astype(str).unique():
        rows = briefs.rows(Selection(code), "requesting")
        told |= {brief.what_happened(row) for row in records(rows)}
    assert {"Journalist held", "Opposition politician held for hours", "Person handed over"} <= told
    assert max(map(len, told)) <= 40
    names = set(release()["cases"]["public_figure_name"].dropna())
    assert not [one for one in told if any(name in one for name in names)]


def test_a_hold_elsewhere_is_not_told_of_the_country_that_was_asked() -> None:
    rows = briefs.rows(Selection("FRA"), "host")
    elsewhere = rows[(rows["held"] == "no") & (rows["returned"] != "yes")]
    assert len(elsewhere) and not [row for row in records(elsewhere) if "held" in brief.what_happened(row)]
    numbers = numbers_of("FRA")
    assert int((rows["held"] == "yes").sum()) == numbers["cases.people_held_in_country"].value


@pytest.mark.parametrize("code", ["TUV", "AND"])
def test_a_country_without_a_case_has_no_charts_but_actions_and_what_was_searched(code: str) -> None:
    place, block = Selection(code), made(code)
    title = "No documented case found" if is_searched(place) else f"We did not search for {place.called}"
    assert block.sentences["title"] == title and not block.figures
    assert {"charts", "cases", "in_years"}.isdisjoint(block.parts)
    actions, searched = block.parts["actions"], block.parts["searched"]
    assert len(actions) == 5 and len(searched) == (5 if place.is_member else 6)
    assert has_no_finding(place) == isinstance(block.sentences["lead"], str)


def test_the_first_notes_are_the_law_and_each_case_has_a_source() -> None:
    advice = recommendations(brief.ADDRESSEE)
    law, block = made("BLR").parts["law"], made("BLR")
    assert law == [[one["title"], one["url"], ""] for one in advice["law"]]
    urls = release()["cases"].set_index("case_id")["source_1_url"]
    rows = briefs.rows(Selection("BLR"), "requesting")
    for notes, case_id in zip(cases_of(block)["notes"], rows["case_id"], strict=True):
        assert notes[0][1] == urls[case_id] and all(url.startswith("http") for _name, url, _date in notes)


def test_numbers_stand_only_in_sentences_of_estimates() -> None:
    with pytest.raises(ValueError, match=r"got a number in the text '12 cases'"):
        Brief({"title": "12 cases"}, {})


def test_the_site_is_named_only_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "https" not in str(made("BLR").parts["contact"])
    monkeypatch.setenv(SITE, "https://example.org/x")
    assert "https://example.org/x/BLR/index.html" in str(made("BLR").parts["contact"])
