"""The sections of the report on INTERPOL's safeguards, in the order in which the notebook shows them."""

from analysis.report.oversight.breaks import breaks_section
from analysis.report.oversight.ccf_decisions import decisions
from analysis.report.oversight.complaints import delays, outcomes, requests
from analysis.report.oversight.front import how_to_cite, in_short, limits, sources, title
from analysis.report.oversight.gaps import unpublished
from analysis.report.oversight.refused import by_ground, older_entries, share_of_requests
from analysis.report.oversight.timeline import reforms
from analysis.report.oversight.years import issued, over_time

__all__ = [
    "breaks_section",
    "by_ground",
    "decisions",
    "delays",
    "how_to_cite",
    "in_short",
    "issued",
    "limits",
    "older_entries",
    "outcomes",
    "over_time",
    "reforms",
    "requests",
    "share_of_requests",
    "sources",
    "title",
    "unpublished",
]
