"""The sections of a country's profile, in the order in which the notebook shows them."""

from analysis.facts.world import open_place
from analysis.report.profile.about import how_to_cite, limits, sources
from analysis.report.profile.cases import documented_cases
from analysis.report.profile.charges import charges
from analysis.report.profile.context import founding_claims, governance_over_time, measures
from analysis.report.profile.known import evidence_level, known, title
from analysis.report.profile.named import complaints, named_as_abuser, refusals
from analysis.report.profile.public import public_notices
from analysis.report.profile.sanctions import sanctions

__all__ = [
    "charges",
    "complaints",
    "documented_cases",
    "evidence_level",
    "founding_claims",
    "governance_over_time",
    "how_to_cite",
    "known",
    "limits",
    "measures",
    "named_as_abuser",
    "open_place",
    "public_notices",
    "refusals",
    "sanctions",
    "sources",
    "title",
]
