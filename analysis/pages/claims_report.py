"""The sections of the report on the claims of the founding article, in the order of its notebook."""

from __future__ import annotations

import pandas as pd

from analysis.core.judgement import text
from analysis.core.messages import DASH, N_, _, label
from analysis.facts import world
from analysis.facts.claims import UNIVERSE, VERDICTS, parts_of
from analysis.facts.evidence_inputs import site_of
from analysis.pages.blocks import Figures, Number, Prose, Section, Table, folded, section
from analysis.pages.parts import case_link, columns
from analysis.pages.words import Report, link
from analysis.stats.estimate import Estimates, number
from analysis.tables.library import plain

REPORT = Report(label("claims", "title"), "claims/index.html", (
    "founding_claims", "cases", "oversight_timeline", "oversight_statistics", "public_notices_by_requesting_country",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


def claims_in_short(numbers: Estimates) -> Section:
    """Say which claims no source confirms, and how many claims have each verdict."""
    judged = {verdict: numbers[f"claims.{verdict}"] for verdict in VERDICTS}
    of = N_("of {count}")
    items = [
        Number(one, label(verdict, "claims-figure"), _(of, count=number(one.n))) for verdict, one in judged.items()
    ]
    return section(
        Prose([text("founding")], "lead"),
        Figures("claims_figures", _("The article’s claims by verdict"), items),
        Prose([text("verdicts")], "caution"),
    )


#: Beginning of a source that is a shipped table.
_TABLE = "table:"


def all_claims(claims: pd.DataFrame) -> Section:
    """Show every claim with its verdict: those that no source confirms at once, the others below a line for each."""
    claims = plain(claims)
    return section(*(_judged(rows, verdict) for verdict in _ORDER if len(rows := claims[claims["verdict"] == verdict])))


#: Verdicts in the order of their tables; the first is open.
_ORDER = ("unsupported", "contested", "supported", "not_assessed")


def _judged(rows: pd.DataFrame, verdict: str) -> Section:
    """Show the claims of one verdict, with what sources show and what would change it."""
    shown_rows = columns(rows, "claim", "evidence", "would_change")
    support = [_support(ids, cited) for ids, cited in zip(rows["case_ids"], rows["sources"], strict=True)]
    title, source = label(verdict, "claims-table"), world.source("founding_claims")
    table_ = Table(f"claims_{verdict}", title, rows, shown_rows | {_("Cases and sources"): support}, UNIVERSE, source)
    return (
        section(table_)
        if verdict == _ORDER[0]
        else folded(_("{title} ({count})", title=title, count=len(rows)), table_)
    )


def _support(case_ids: object, cited: object) -> str:
    pages = [link(site_of(part), part) for part in parts_of(cited) if not part.startswith(_TABLE)]
    ours = [_("[our tables](../data.html#tables)")] if any(part.startswith(_TABLE) for part in parts_of(cited)) else []
    return " · ".join([*map(case_link, parts_of(case_ids)), *pages, *ours]) or DASH
