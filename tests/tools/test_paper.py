"""The paper: each number comes by name, none is typed, and the PDF is the same on every run."""

import re
from types import SimpleNamespace

import jinja2
import pandas as pd
import pytest

from analysis.core.files import ROOT
from analysis.facts import drivers
from analysis.facts.summary import TOPICS
from analysis.stats.estimate import Estimate, Kind
from tools import paper

TABLE = ROOT / "reports" / "estimates.csv"
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
    assert filled[:3] == ["0.50", "50 % (95 % interval 25 % to 150 %)", "0.50 (0.25 to 0.75)"]
    assert filled[3:] == ["50 %", "excludes", '#"A *half* of #1."']


def test_text_of_a_sentence_is_no_markup() -> None:
    assert (
        paper.render(f'#set document(title: "t")\n{paper.fill("{{ one | sentence }}", {"one": ONE})}')[:5] == b"%PDF-"
    )


@pytest.mark.thorough
def test_the_ratios_by_rule_are_those_of_the_report() -> None:
    terms, data = " + ".join([drivers.INDEX, *drivers.COVARIATES, *drivers.CONTROLS]), drivers.dyads()
    outcomes = (*drivers.OUTCOMES[2:], *drivers.BY_CODING)
    fitted = drivers.fit_each({outcome: f"{outcome} ~ {terms}" for outcome in outcomes}, data)
    found, published = paper.ratios_by("rule")["contrast"], drivers.by_status(fitted, drivers.INDEX)["rule"]
    assert (found.value, found.low, found.high) == pytest.approx((published.value, published.low, published.high))


def test_each_number_that_the_paper_names_is_among_the_published_ones() -> None:
    stored = pd.read_csv(TABLE, dtype=str)["name"].dropna()
    topics = set(stored.str.partition(".")[0]) & set(TOPICS)
    named = set(re.findall(r"{{ (\w+\.\w+)", paper.article()))
    checked = {name for name in named if name.partition(".")[0] in topics}
    assert len(checked) > 30 and checked - {*stored} == set()


@pytest.mark.slow
def test_the_paper_is_complete_and_the_same_on_every_run() -> None:
    text = paper.fill(paper.article(), paper.numbers())
    assert "{{" not in text
    assert paper.render(text) == paper.render(text)
    assert paper.fill(paper.article(), paper.numbers()) == text
