"""The sections of a country's case study, in the order in which the notebook shows them."""

from analysis.facts.world import open_place
from analysis.report.case_study.front import how_to_cite, in_short, sources, title
from analysis.report.case_study.groups import charges, instruments, targets
from analysis.report.case_study.outcomes import hosts, interpol
from analysis.report.case_study.peers import comparison
from analysis.report.case_study.rows import one_by_one
from analysis.report.case_study.timeline import timeline
from analysis.report.profile.about import limits

__all__ = [
    "charges",
    "comparison",
    "hosts",
    "how_to_cite",
    "in_short",
    "instruments",
    "interpol",
    "limits",
    "one_by_one",
    "open_place",
    "sources",
    "targets",
    "timeline",
    "title",
]
