"""The founding article, claim by claim, and the public list of its state: shown in more than one report."""

from __future__ import annotations

import pandas as pd

from analysis.core.countries import name_of
from analysis.core.hand import DASH, label, text
from analysis.facts import world
from analysis.facts.evidence import site_of
from analysis.facts.founding import STATE, UNIVERSE, on_the_public_list, parts_of
from analysis.facts.oversight import meaning
from analysis.pages.blocks import Section, Table, section
from analysis.pages.words import case_link, link, shown
from analysis.stats.estimate import listed, number

#: Beginning of a source that is a shipped table.
_TABLE = "table:"


def all_claims(root: str | None = "../") -> Section:
    """Show every claim of the founding article with its verdict."""
    claims = world.release().founding_claims
    shown_rows = pd.DataFrame(
        {
            "No.": claims["claim_id"],
            "Claim": claims["claim"].map(shown),
            "Verdict": claims["verdict"].map(label),
            "What sources show": claims["evidence"].map(shown),
            "What would change it": claims["would_change"].map(shown),
            "Rows and sources": [
                _support(ids, told, root) for ids, told in zip(claims["case_ids"], claims["sources"], strict=True)
            ],
        }
    )
    title = "The founding article, claim by claim"
    anchors = [f"claim-{name}" for name in claims["claim_id"]]
    source = world.source("founding_claims")
    note = f"{text('founding')} {text('key')}"
    return section(Table("founding_claims", title, claims, shown_rows, UNIVERSE, source, note, anchors))


def public_list() -> Section:
    """Show how many persons stood on the public list for the state of the article, as published and as collected."""
    data = on_the_public_list(STATE)
    shown_rows = pd.DataFrame(
        {
            "When": data["date_text"],
            "What was counted": data["indicator"].map(meaning),
            "Persons or notices": [
                _figure(value, told) for value, told in zip(data["value"], data["value_text"], strict=True)
            ],
            "Note": data["note"].map(shown),
            "Source": [link(title, url) for title, url in zip(data["source_title"], data["source_url"], strict=True)],
        }
    )
    universe = "persons or Red Notices on INTERPOL's public list on a day"
    title = f"{name_of(STATE)} on INTERPOL's public list"
    source = world.source("oversight_statistics", "public_notices_by_requesting_country")
    return section(Table("public_list", title, data, shown_rows, universe, source, text("fall")))


def _figure(value: object, told: object) -> str:
    return number(float(str(value))) if shown(told) == DASH else str(told)


def _support(case_ids: object, told: object, root: str | None) -> str:
    parts = [_rows(case_ids, root), _sources(told)]
    return "; ".join(part for part in parts if part) or DASH


def _rows(case_ids: object, root: str | None) -> str:
    home = world.requesting_countries()
    return listed(case_link(name, home[name], root) for name in parts_of(case_ids))


def _sources(told: object) -> str:
    pages = [part for part in parts_of(told) if not part.startswith(_TABLE)]
    tables = [part.removeprefix(_TABLE) for part in parts_of(told) if part.startswith(_TABLE)]
    return ", ".join([*(link(site_of(page), page) for page in pages), *tables])
