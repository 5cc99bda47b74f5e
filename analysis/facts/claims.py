"""The founding article's claims: verdicts, the cases they rest on, and the public list of its state."""

from __future__ import annotations

from analysis.core.messages import DASH, _, cell_text, label
from analysis.core.number_words import phrase
from analysis.facts import world
from analysis.facts.selection import Selection, worldwide
from analysis.stats.estimate import Estimate, listed

UNIVERSE = phrase("claims._claims")

#: The state that the article is about.
STATE = "BLR"

#: What we can say of a claim, from confirmed to not assessed.
VERDICTS = ("supported", "contested", "unsupported", "not_assessed")


def parts_of(joined: object) -> list[str]:
    """Split a cell that holds several entries."""
    text = cell_text(joined)
    return [] if text == DASH else [part.strip() for part in text.split(";")]


def supported(selection: Selection) -> Estimate:
    """Claims that sources confirm; the sentence counts the claims of every verdict."""
    worldwide(selection)
    verdicts = world.release()["founding_claims"]["verdict"].astype(str)
    counts = verdicts.value_counts().reindex(list(VERDICTS), fill_value=0)
    parts = listed(_("{count} {verdict}", verdict=label(verdict), count=count) for verdict, count in counts.items())
    number, n = int(counts["supported"]), float(len(verdicts))
    found = world.counted(number, _("claims"), UNIVERSE, "founding_claims", n=n)
    return found.named("claims.supported", None, query="verdict == 'supported'", verdicts=parts)


SUMMARY = (supported,)
