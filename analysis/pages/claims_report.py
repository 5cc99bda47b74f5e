"""The sections of the report on the claims of the founding article, in the order of its notebook."""

from __future__ import annotations

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.judgement import text
from analysis.core.messages import DASH, _, label
from analysis.facts import notices, world
from analysis.facts.claims import STATE, UNIVERSE, parts_of
from analysis.facts.evidence_inputs import site_of
from analysis.facts.published_series import meaning
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import case_link, columns, table
from analysis.pages.words import Report, link, shown
from analysis.stats.estimate import Estimates, number
from analysis.tables.library import plain

REPORT = Report(label("claims", "title"), "claims/index.html", (
    "founding_claims", "cases", "oversight_timeline", "oversight_statistics", "public_notices_by_requesting_country",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


def claims_in_short(numbers: Estimates) -> Section:
    """Say how many claims sources confirm, and which one they do not."""
    return section(Prose([text("founding"), numbers["claims.supported"]], "lead"))


def verdicts() -> Section:
    """Explain the verdicts."""
    return section(Prose([text("verdicts")]))


#: Beginning of a source that is a shipped table.
_TABLE = "table:"


def all_claims(claims: pd.DataFrame) -> Section:
    """Show every claim of the founding article with its verdict."""
    claims = plain(claims)
    support = [_support(ids, cited) for ids, cited in zip(claims["case_ids"], claims["sources"], strict=True)]
    shown_rows = columns(claims, "claim_id", "claim", "verdict", "evidence", "would_change")
    shown_rows |= {_("Cases, tables and sources"): support}
    title = _("The founding article, claim by claim")
    source = world.source("founding_claims")
    return section(Table("founding_claims", title, claims, shown_rows, UNIVERSE, source, text("founding")))


def public_list() -> Section:
    """Show how many persons stood on the public list for the state of the article, as published and as collected."""
    data = notices.published_over_time(STATE)
    pairs = zip(data["value"], data["value_text"], strict=True)
    shown_rows = {
        _("When"): data["date_text"],
        _("What was counted"): data["indicator"].map(meaning),
        _("Persons or notices"): [number(float(value)) if shown(words) == DASH else words for value, words in pairs],
    }
    universe = _("persons or Red Notices on INTERPOL’s public list on a given day")
    title = _("{state} on INTERPOL’s public list", state=country_name(STATE))
    source = world.source("oversight_statistics", "public_notices_by_requesting_country")
    words = shown_rows, "note", "source"
    return section(table("public_list", data, *words, title=title, counted=universe, source=source, note=text("fall")))


def _support(case_ids: object, cited: object) -> str:
    pages = [link(site_of(part), part) for part in parts_of(cited) if not part.startswith(_TABLE)]
    tables = [part.removeprefix(_TABLE) for part in parts_of(cited) if part.startswith(_TABLE)]
    return " · ".join([*map(case_link, parts_of(case_ids)), *pages, *tables]) or DASH
