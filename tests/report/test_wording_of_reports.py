"""No sentence of a case study, of the claims or of the brief infers guilt, innocence or abuse for a person."""

import re

import pytest

from analysis.report import brief, claims
from analysis.report.blocks import Block
from analysis.report.jobs import studied
from analysis.report.statistics import release
from tests.report.reading import texts
from tests.report.test_case_study import SOME, whole

#: What no sentence may say of a person, in the project's own voice or a source's.
FORBIDDEN = re.compile(
    r"\b(is|are|was|were) (clearly |in fact |really )?(guilty|innocent|criminals?|terrorists?|fraudsters?)\b"
    r"|\b(he|she|they) (committed|is guilty|is innocent)\b"
    r"|\bproves? (the )?(abuse|misuse|guilt|innocence|persecution)\b"
    r"|\b(victims?) of (abuse|misuse)\b"
    r"|\babused (him|her|them)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "sentence",
    ["The invented man was guilty.", "This proves abuse.", "She committed fraud.", "They are terrorists."],
)
def test_the_rule_catches_what_it_forbids(sentence: str) -> None:
    assert FORBIDDEN.search(sentence)


def offending(blocks: list[Block]) -> list[str]:
    return [text for text in texts(blocks) if FORBIDDEN.search(text.replace("accused is not guilty", ""))]


@pytest.mark.parametrize("iso3", SOME)
def test_case_studies_infer_nothing_about_a_person(iso3: str) -> None:
    assert offending(list(whole(iso3))) == []


@pytest.mark.slow
@pytest.mark.parametrize("iso3", studied(release()))
def test_every_case_study_infers_nothing_about_a_person(iso3: str) -> None:
    assert offending(list(whole(iso3))) == []


def test_claims_and_brief_infer_nothing_about_a_person() -> None:
    sections = [claims.in_short(), claims.all_claims(), claims.picture(), brief.in_short(), brief.known(0.95)]
    sections += [brief.recommendations(0.95), brief.how_to_read()]
    assert offending([block for made in sections for block in made]) == []


def test_each_charge_is_said_to_be_alleged_or_reported() -> None:
    shown = [block for block in whole("BLR") if getattr(block, "name", "") in {"charges", "cases"}]
    words = [*(str(column) for block in shown for column in block.shown.columns), *(block.note for block in shown)]
    assert any("alleged" in word for word in words) and any("as reported" in word for word in words)
