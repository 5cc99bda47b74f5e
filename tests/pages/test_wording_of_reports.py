"""No sentence of a country page, of the claims or of the brief infers guilt, innocence or abuse for a person."""

import re

import pytest

from analysis.facts.summary import summary, world_numbers
from analysis.facts.world import release
from analysis.pages import brief as brief_page
from analysis.pages import claims_report as claims
from analysis.pages.blocks import Block
from tests.laid_out import profile
from tests.pages.test_wording import forbidden
from tests.reading import texts

#: One of each kind: the founding case, the most rows, a sub-region, one row.
SOME = ("BLR", "RUS", "TUR", "PAK", "SWE")
#: The words of others: a link to their page, and a charge in quotation marks.
CITED = re.compile(r"\[[^\]]*\]\(http[^)]*\)|“[^”]*”")


def offending(blocks: list[Block]) -> list[str]:
    """Give what the shared rules of wording forbid; titles of cited pages are the words of others."""
    return [line for text in texts(blocks) for line in forbidden(CITED.sub("", text))]


@pytest.mark.parametrize("iso3", SOME)
def test_pages_of_countries_infer_nothing_about_a_person(iso3: str) -> None:
    assert offending(list(profile(iso3))) == []


def test_claims_and_brief_infer_nothing_about_a_person() -> None:
    sections = [
        claims.claims_in_short(summary(topic="claims")),
        claims.all_claims(release()["founding_claims"]),
        brief_page.in_short(world_numbers()),
    ]
    sections += [brief_page.known(world_numbers()), brief_page.recommendations("", world_numbers())]
    blocks = [block for made in [*sections, brief_page.how_to_read()] for block in made]
    assert offending(blocks) == []
