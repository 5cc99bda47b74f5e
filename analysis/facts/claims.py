"""The founding article's claims: verdicts, the cases they rest on, and the public list of its state."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.core.messages import DASH, _, cell_text
from analysis.core.number_words import phrase
from analysis.facts import world
from analysis.facts.selection import Selection, worldwide
from analysis.stats.estimate import Estimate

UNIVERSE = phrase("claims._claims")

#: The state that the article is about.
STATE = "BLR"

#: What we can say of a claim, from confirmed to not assessed.
VERDICTS = ("supported", "contested", "unsupported", "not_assessed")


def parts_of(joined: object) -> list[str]:
    """Split a cell that holds several entries."""
    text = cell_text(joined)
    return [] if text == DASH else [part.strip() for part in text.split(";")]


def judged(selection: Selection) -> Iterator[Estimate]:
    """Count the claims of each verdict."""
    worldwide(selection)
    verdicts = world.release()["founding_claims"]["verdict"].astype(str)
    for verdict in VERDICTS:
        found = world.counted(
            int((verdicts == verdict).sum()), _("claims"), UNIVERSE, "founding_claims", n=float(len(verdicts))
        )
        yield found.named(f"claims.{verdict}", None, query=f"verdict == '{verdict}'")


SUMMARY = (judged,)
