"""The founding article's claims: every claim, verdict and case, and a row to land on for each link."""

from analysis.facts import world
from analysis.facts.claims import VERDICTS
from analysis.facts.summary import summary
from analysis.pages import claims_report as claims
from analysis.pages.parts import case_pages
from tests.reading import links, tables, texts


def held():
    return world.release()["founding_claims"]


def test_each_claim_is_a_row_with_verdict_evidence_and_what_would_change_it() -> None:
    table = tables(claims.all_claims(claims=held()))["founding_claims"]
    assert list(table.data["claim_id"]) == list(held()["claim_id"])
    assert (table.shown != "").all().all()


def test_the_counts_of_verdicts_add_up() -> None:
    stated = " ".join(texts(claims.claims_in_short(summary(topic="claims"))))
    counts = held()["verdict"].value_counts()
    assert set(counts.index) <= set(VERDICTS)
    assert f"{len(held())} factual claims" in stated
    assert f"factual claims: {counts['supported']} supported, {counts['contested']} disputed" in stated


def test_each_case_of_a_claim_links_to_its_page() -> None:
    named = held()["case_ids"].dropna().str.split(";").explode().str.strip()
    linked = [url for url in links(claims.all_claims(held())) if "/cases/" in url]
    assert sorted(linked) == sorted(f"../{case_pages()[case_id]}" for case_id in named)


def test_each_source_that_is_a_page_is_linked() -> None:
    pages = held()["sources"].str.split(";").explode().str.strip()
    pages = pages[~pages.str.startswith("table:")]
    assert set(pages.str.replace(")", "%29")) <= set(links(claims.all_claims(held())))


def test_the_fall_of_the_public_list_is_shown_as_what_the_state_chose() -> None:
    table = tables(claims.public_list())["public_list"]
    assert table.shown["Persons or notices"].tolist() == ["more than 200", "328", "326", "0"]
    assert table.shown["When"].tolist() == ["2008-05-30", "c. 2011-08", "c. 2011-08", "2023-04-12"]
    assert "The requesting country chooses" in table.note and "does not mean fewer notices" in table.note
