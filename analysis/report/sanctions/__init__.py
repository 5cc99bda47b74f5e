"""The sections of the report on sanctions, in the order in which the notebook shows them."""

from analysis.report.profile.about import limits
from analysis.report.sanctions.belarus import before_and_after, reconciled, rounds
from analysis.report.sanctions.front import how_to_cite, in_short, sources, title
from analysis.report.sanctions.overlap import overlap
from analysis.report.sanctions.targets import over_time, targets

__all__ = [
    "before_and_after",
    "how_to_cite",
    "in_short",
    "limits",
    "over_time",
    "overlap",
    "reconciled",
    "rounds",
    "sources",
    "targets",
    "title",
]
