"""The founding article's claims: every claim, verdict and case, and a row to land on for each link."""

from analysis.facts import world
from analysis.facts.claims import VERDICTS
from analysis.facts.summary import summary
from analysis.pages import claims_report as claims
from analysis.pages.blocks import Figures
from analysis.pages.parts import case_pages
from tests.reading import links, tables


def held():
    return world.release()["founding_claims"]


def test_each_claim_is_a_row_below_its_verdict_with_evidence_and_what_would_change_it() -> None:
    shown = tables(claims.all_claims(claims=held()))
    for verdict in VERDICTS:
        table = shown[f"claims_{verdict}"]
        assert list(table.data["claim_id"]) == list(held().query("verdict == @verdict")["claim_id"])
        assert (table.shown != "").all().all()


def test_the_tables_of_verdicts_hold_every_claim_and_the_unsupported_ones_are_open() -> None:
    section = claims.all_claims(held())
    assert [bool(one.fold) for one in section.placed] == [False, True, True, True]
    assert sum(len(one.block.data) for one in section.placed) == len(held())


def test_the_counts_of_verdicts_add_up() -> None:
    (figures,) = [block for block in claims.claims_in_short(summary(topic="claims")) if isinstance(block, Figures)]
    counts = held()["verdict"].value_counts()
    assert {item.estimate.name: item.estimate.value for item in figures.items} == {
        f"claims.{verdict}": count for verdict, count in counts.items()
    }
    assert sum(item.estimate.value for item in figures.items) == len(held())


def test_each_case_of_a_claim_links_to_its_page() -> None:
    named = held()["case_ids"].dropna().str.split(";").explode().str.strip()
    linked = [url for url in links(claims.all_claims(held())) if "/cases/" in url]
    assert sorted(linked) == sorted(f"../{case_pages()[case_id]}" for case_id in named)


def test_each_source_that_is_a_page_is_linked() -> None:
    pages = held()["sources"].str.split(";").explode().str.strip()
    pages = pages[~pages.str.startswith("table:")]
    assert set(pages.str.replace(")", "%29")) <= set(links(claims.all_claims(held())))
