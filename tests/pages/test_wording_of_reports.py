"""No sentence of a case study, of the claims or of the brief infers guilt, innocence or abuse for a person."""

import re

import pytest

from analysis.facts.summary import summary, world_numbers
from analysis.facts.world import release
from analysis.pages import brief as brief_page
from analysis.pages import claims_report as claims
from analysis.pages.blocks import Block
from analysis.pages.catalogue import studied
from tests.pages.test_case_study import SOME, whole
from tests.pages.test_wording import forbidden
from tests.reading import texts

#: The words of others: a link to their page, and a charge in quotation marks.
CITED = re.compile(r"\[[^\]]*\]\(http[^)]*\)|“[^”]*”")


def offending(blocks: list[Block]) -> list[str]:
    """Give what the shared rules of wording forbid; titles of cited pages are the words of others."""
    return [line for text in texts(blocks) for line in forbidden(CITED.sub("", text))]


@pytest.mark.parametrize("iso3", SOME)
def test_case_studies_infer_nothing_about_a_person(iso3: str) -> None:
    assert offending(list(whole(iso3))) == []


@pytest.mark.slow
def test_every_case_study_infers_nothing_about_a_person() -> None:
    assert {iso3: found for iso3 in studied(release()) if (found := offending(list(whole(iso3))))} == {}


def test_claims_and_brief_infer_nothing_about_a_person() -> None:
    sections = [
        claims.claims_in_short(summary(topic="claims")),
        claims.all_claims(),
        claims.verdicts_of_claims(release().founding_claims),
        brief_page.in_short(world_numbers()),
    ]
    sections += [brief_page.known(world_numbers()), brief_page.recommendations("", world_numbers())]
    blocks = [block for made in [*sections, brief_page.how_to_read()] for block in made]
    assert offending(blocks) == []


def test_each_charge_is_said_to_be_alleged_or_reported() -> None:
    shown = [block for block in whole("BLR") if getattr(block, "name", "") in {"charges", "cases"}]
    words = [*(str(column) for block in shown for column in block.shown.columns), *(block.note for block in shown)]
    assert any("alleged" in word for word in words) and any("as reported" in word for word in words)
