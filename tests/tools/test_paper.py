"""The paper: each number comes by name, none is typed, and the PDF is the same on every run."""

import re
from types import SimpleNamespace

import jinja2
import pytest

import analysis as rn
from analysis.facts.drivers import INDEX
from analysis.stats.estimate import Estimate, Kind
from tools import paper

#: Numbers that are no result: articles of INTERPOL's constitution, levels, headings, a country's line and its unit.
TYPED = {"1", "2", "3", "4", "5", "6", "7", "95"}
ONE = Estimate(0.5, 0.25, 1.5, 0.95, "m", 9, "c", "A *half* of #1.", "s", "share", Kind.SAMPLING)


def words() -> str:
    """The text without its names of numbers, its layout and its citations."""
    text = paper.article().partition("== Abstract")[2]
    return re.sub(r"{{.*?}}|{%.*?%}|@\w+|#bibliography.*|columns: [^\n]*", "", text, flags=re.DOTALL)


def test_no_result_is_typed() -> None:
    assert {*re.findall(r"\d[\d,.]*\d|\d", words())} <= TYPED


def test_the_paper_is_about_as_long_as_a_paper() -> None:
    assert 2200 < len(re.findall(r"[A-Za-z’'-]+", words())) < 3200


def test_a_name_that_there_is_not_ends_it() -> None:
    with pytest.raises(jinja2.UndefinedError, match="fame"):
        paper.fill("{{ cases.fame }}", {"cases": SimpleNamespace()})


def test_numbers_are_written_as_they_are_read() -> None:
    text = "{{ one }}|{{ one | ends }}|{{ two | plain }}|{{ one | share }}|{{ two | one }}|{{ one | sentence }}"
    two = Estimate(0.5, 0.25, 0.75, 0.9, "m", 9, "c", "s", "s", "ratio", Kind.SAMPLING)
    filled = paper.fill(text, {"one": ONE, "two": two}).split("|")
    assert filled[:3] == ["0.50", "50.0 % (95 % interval 25.0 % to 150.0 %)", "0.50 (0.25 to 0.75)"]
    assert filled[3:] == ["50.0 %", "excludes", '#"A *half* of #1."']


def test_text_of_a_sentence_is_no_markup() -> None:
    assert (
        paper.render(f'#set document(title: "t")\n{paper.fill("{{ one | sentence }}", {"one": ONE})}')[:5] == b"%PDF-"
    )


@pytest.mark.thorough
def test_the_register_s_own_status_gives_the_ratios_of_the_reports() -> None:
    register = rn.load("cases").set_index("case_id")["claim_status"] == "supported"
    found, stated = paper.ratios_by(register), rn.summary(topic="drivers")
    for outcome in ("supported", "not_supported", "contrast"):
        published = stated[f"drivers.{outcome}_{INDEX}"]
        same = (found[outcome].value, found[outcome].low, found[outcome].high)
        assert same == pytest.approx((published.value, published.low, published.high), rel=1e-6)


def test_the_rule_on_trial_is_that_of_its_words() -> None:
    table, found = rn.load("cases_criteria").astype(object), paper.by_rule()
    for row in table.fillna("").to_dict("records"):
        decisions = [row["decided_by_interpol"], row["decided_by_host"]].count("yes")
        met = decisions + [row["protection"], row["political_target"]].count("yes")
        needed = {"shown": 1, "claimed": 2}.get(row["interpol_part"], 9)
        if row["grave_charge"] == "yes":
            assert found[row["case_id"]] == (needed < 9 and met >= 2 and decisions >= 1), row
        else:
            assert found[row["case_id"]] == (met >= needed), row


@pytest.mark.slow
def test_the_paper_is_complete_and_the_same_on_every_run() -> None:
    text = paper.fill(paper.article(), paper.numbers())
    assert "{{" not in text
    assert paper.render(text) == paper.render(text)
    assert paper.fill(paper.article(), paper.numbers()) == text
