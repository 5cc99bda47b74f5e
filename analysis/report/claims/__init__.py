"""The sections of the report on the founding article's claims, in the order in which the notebook shows them."""

from analysis.report.claims.page import how_to_cite, in_short, picture, title
from analysis.report.founding import all_claims, public_list
from analysis.report.profile.about import limits, sources

__all__ = ["all_claims", "how_to_cite", "in_short", "limits", "picture", "public_list", "sources", "title"]
