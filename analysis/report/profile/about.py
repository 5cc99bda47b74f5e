"""Limits, sources and citation: the end of every report."""

from __future__ import annotations

import re

import pandas as pd

from analysis.core.hand import texts
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.release_note import citation
from analysis.report.words import link, shown
from analysis.tables.shipped import sidecar

PROFILE_TABLES = (
    "cases", "cases_second_coding", "country_mentions", "oversight_statistics", "oversight_timeline",
    "public_notices_by_requesting_country", "public_notices_by_nationality", "public_notices_exits",
    "public_notices_by_offence", "public_notices_sensitive", "public_notices_corroboration",
    "designations_by_target_country", "designations_by_programme", "governance_country_year", "refugees_by_origin_host",
    "interval_coverage",
)  # fmt: skip
#: A name with its address in brackets, as sidecars write licences.
_ADDRESS = re.compile(r"(\w[\w. ]*) \((https?://[^)\s]+)\)")


def limits() -> Section:
    """Show what the numbers cannot tell."""
    return section(Prose(texts("limits"), "list"))


def sources(tables: tuple[str, ...] = PROFILE_TABLES) -> Section:
    """Show every table behind the report: what it is, where it comes from, how to cite it, and its licence.

    Parameters
    ----------
    tables : tuple of str
        Names of shipped tables.
    """
    held = {name: sidecar(name) for name in tables}
    data = pd.DataFrame(
        [
            {
                "table": name,
                "title": card.title,
                "origin": "; ".join(f"{entry['title']} ({entry['url']})" for entry in card.origin),
                "citation": card.citation,
                "licence": card.licence,
                "retrieved": card.retrieved,
                "sha256": card.sha256,
            }
            for name, card in held.items()
        ]
    )
    shown_rows = pd.DataFrame(
        {
            "Table": data["table"],
            "What it is": data["title"].map(shown),
            "Origin": ["; ".join(link(o["title"], o["url"]) for o in card.origin[:4]) for card in held.values()],
            "Licence": data["licence"].map(_licence),
        }
    )
    title = "Tables behind this report"
    return section(Table("sources", title, data, shown_rows, "shipped tables", "the sidecar file beside each table"))


def how_to_cite(place: Place) -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(heading(place))], "citation"))


def heading(place: Place) -> str:
    """Give the heading of a country's report, which is also the title to cite."""
    return f"{place.name}: INTERPOL notices and what is documented of their misuse"


def _licence(text: str) -> str:
    """Write a licence, a link in place of each name that its address follows in brackets."""
    *pairs, rest = re.split(_ADDRESS, text)
    whole = [f"{shown(pairs[i]) if pairs[i] else ''}{link(*pairs[i + 1 : i + 3])}" for i in range(0, len(pairs), 3)]
    return "".join(whole) + (shown(rest) if rest else "")
