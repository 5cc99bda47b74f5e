"""The founding article's claims as a table, each with verdict, evidence, register rows and sources."""

from __future__ import annotations

import pandas as pd

from analysis.report import statistics as world
from analysis.report.blocks import Section, Table, section
from analysis.report.texts import text
from analysis.report.words import DASH, case_link, label, link, listed, shown, site

UNIVERSE = "factual claims of the founding article, each judged on the sources read"
#: Beginning of a source that is a shipped table.
_TABLE = "table:"


def all_claims(root: str | None = "../") -> Section:
    """Show every claim of the founding article with its verdict.

    Parameters
    ----------
    root : str or None
        The way from the page up to ``reports``; None on the page that holds the register rows.

    Returns
    -------
    Section
        One table; each case links to its register row, each source to its page.
    """
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
    return section(
        Table("founding_claims", title, claims, shown_rows, UNIVERSE, source, text("founding"), anchors),
    )


def concerned(iso3: str) -> bool:
    """Tell whether a claim of the founding article concerns a register row of a country."""
    home = world.requesting_countries()
    named = world.release().founding_claims["case_ids"]
    return any(home[name] == iso3 for ids in named for name in _split(ids))


def _support(case_ids: object, told: object, root: str | None) -> str:
    parts = [_rows(case_ids, root), _sources(told)]
    return "; ".join(part for part in parts if part) or DASH


def _rows(case_ids: object, root: str | None) -> str:
    home = world.requesting_countries()
    return listed(case_link(name, home[name], root) for name in _split(case_ids))


def _sources(told: object) -> str:
    pages = [part for part in _split(told) if not part.startswith(_TABLE)]
    tables = [part.removeprefix(_TABLE) for part in _split(told) if part.startswith(_TABLE)]
    return ", ".join([*(link(site(page), page) for page in pages), *tables])


def _split(joined: object) -> list[str]:
    return [] if shown(joined) == DASH else [part.strip() for part in str(joined).split(";")]
