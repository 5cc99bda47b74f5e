"""The sections of the brief for policymakers, in the order in which the notebook shows them."""

from analysis.report.brief.page import evidence_map, how_to_cite, how_to_read, in_short, known, recommendations, title

__all__ = ["evidence_map", "how_to_cite", "how_to_read", "in_short", "known", "recommendations", "title"]
