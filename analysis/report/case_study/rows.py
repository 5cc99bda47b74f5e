"""The register rows of a case study, told one by one."""

from __future__ import annotations

import pandas as pd

from analysis.core.hand import DASH, label, text
from analysis.facts import world
from analysis.facts.cases import cases_of
from analysis.facts.world import Place
from analysis.report.blocks import Section, Table, section
from analysis.report.case_study.front import ROOT
from analysis.report.profile.cases import UNIVERSE, outcome, records, sources_of
from analysis.report.words import case_link, shown
from analysis.report.words import place as place_name


def in_order(place: Place) -> pd.DataFrame:
    """Give a country's register rows by year of main known effect, those without a year last."""
    return cases_of(place).sort_values(["year", "case_id"], na_position="last", kind="stable")


def links(rows: pd.DataFrame) -> str:
    """Link to register rows, in their order."""
    pairs = zip(rows["case_id"], rows["requesting_country"], strict=True)
    return ", ".join(case_link(case_id, iso3, ROOT) for case_id, iso3 in pairs) or DASH


def _quoted(charge: object) -> str:
    """Put a charge in quotation marks: it is the requesting state's word."""
    return DASH if shown(charge) == DASH else f"“{shown(charge)}”"


def one_by_one(place: Place) -> Section:
    """Show each register row: who by profile, the charge as reported, what the sources say, and what came of it."""
    rows = in_order(place)
    if rows.empty:
        return section()
    shown_rows = pd.DataFrame(
        {
            "Case": [
                f"{case_link(name, place.iso3, ROOT)}, {shown(year)}, {place_name(host)}"
                for name, year, host in zip(rows["case_id"], rows["year"], rows["host_country"], strict=True)
            ],
            "Who": rows["target_profile"].map(label),
            "Charge, as reported": rows["charge_as_reported"].map(_quoted),
            "According to the sources": rows["note"].map(shown),
            "Outcome": [
                f"{outcome(row)}; grade {row['evidence_grade']}, {row['claim_status']}" for row in records(rows)
            ],
            "Sources": [sources_of(row) for row in records(rows)],
        }
    )
    columns = ["case_id", "year", "host_country", "target_profile", "charge_as_reported", "note", "effect",
               "oversight_outcome", "evidence_grade", "claim_status", "source_1_url", "source_2_url"]  # fmt: skip
    note = f"A charge is what the requesting state alleged, as reported; a note gives what a source says. {text('key')}"
    title = f"The documented cases of {place.called}, one by one"
    return section(Table("cases", title, rows[columns], shown_rows, UNIVERSE, world.source("cases"), note))
