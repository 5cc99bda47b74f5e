"""The sections of the world overview, in the order in which the notebook shows them."""

from analysis.report.overview.coding import second_coding
from analysis.report.overview.countries import all_cases, case_rates, charges, evidence_map, public_rates
from analysis.report.overview.front import how_to_cite, in_short, title
from analysis.report.overview.universes import conflicts, refusals, what_exists
from analysis.report.profile.about import limits, sources

__all__ = [
    "all_cases",
    "case_rates",
    "charges",
    "conflicts",
    "evidence_map",
    "how_to_cite",
    "in_short",
    "limits",
    "public_rates",
    "refusals",
    "second_coding",
    "sources",
    "title",
    "what_exists",
]
