"""The founding article's claims: verdicts, the register rows they rest on, and the public list of its state."""

from __future__ import annotations

import pandas as pd

from analysis.core.messages import DASH, _, cell_text, label
from analysis.facts import notices, world
from analysis.facts.selection import Selection, select
from analysis.stats.estimate import Estimate, listed

__all__ = ["by_verdict", "on_the_public_list", "supported"]

UNIVERSE = _("factual claims of the founding article, each judged on the sources that we found")


#: The state that the article is about.
STATE = "BLR"


#: What can be said of a claim, from borne out to not known.
VERDICTS = ("supported", "contested", "unsupported", "not_assessed")


#: Series of what was published on the public list of a state: its nationals, and what it requested.
NATIONALS, REQUESTED = notices.PUBLISHED_NATIONALS, notices.PUBLISHED_REQUESTS


def parts_of(joined: object) -> list[str]:
    """Split a cell that holds several entries."""
    text = cell_text(joined)
    return [] if text == DASH else [part.strip() for part in text.split(";")]


def by_verdict(claims: pd.DataFrame | None = None) -> pd.Series[int]:
    """Count the claims of the founding article by verdict.

    Number of claims, by the verdicts of ``VERDICTS`` in their order; 0 where no claim has it.

    Parameters
    ----------
    claims : DataFrame, optional
        Rows of ``founding_claims``; by default all.

    Examples
    --------
    >>> list(by_verdict().index)
    ['supported', 'contested', 'unsupported', 'not_assessed']
    """
    table = world.release().founding_claims if claims is None else claims
    return table["verdict"].astype(str).value_counts().reindex(list(VERDICTS), fill_value=0)


def supported() -> Estimate:
    """Count the claims that sources bear out, and say how many there are of every verdict.

    A complete count of claims, among all factual claims of the founding article.

    Examples
    --------
    >>> supported().unit
    'claims'
    >>> bool(supported().value == by_verdict()["supported"])
    True
    """
    counts = by_verdict()
    parts = listed(_("{verdict}: {count}", verdict=label(verdict), count=count) for verdict, count in counts.items())
    sentence = _(
        "Of the article's {claims} factual claims, by verdict: {verdicts}.", claims=counts.sum(), verdicts=parts
    )
    return world.counted(int(counts["supported"]), _("claims"), UNIVERSE, sentence, "founding_claims")


def concerned(country: str | Selection) -> bool:
    """Return whether a claim of the founding article concerns a register row of a country."""
    claims, home = world.release().founding_claims["case_ids"], world.requesting_countries()
    requesting = {home[case_id] for joined in claims for case_id in parts_of(joined)}
    return select(country).iso3 in requesting


def on_the_public_list(country: str | Selection = STATE) -> pd.DataFrame:
    """Return how many were on the public list for a country, as published over time and as collected last.

    Examples
    --------
    >>> bool(on_the_public_list("BLR")["value"].iloc[-1] == notices.public_counts()["BLR"])
    True
    """
    return notices.over_time(country, published=True)
