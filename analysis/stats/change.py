"""What became of the notices of one snapshot by the next."""

from __future__ import annotations

from analysis.stats.checks import checked_part
from analysis.stats.estimate import Estimate
from analysis.stats.shares import wilson_share
from analysis.stats.wording import Subject


def share_that_left(at_first: int, still_there: int, *, about: Subject, level: float = 0.95) -> Estimate:
    """State the share of the notices public at the first date that were no longer public at the second.

    Parameters
    ----------
    at_first : int
        Notices public at the first date, 1 or more.
    still_there : int
        Those of them still public at the second.
    about : Subject
        Its noun follows the percentage, for example ``of notices left the public list``.
    level : float
        Confidence level of the Wilson interval.

    Returns
    -------
    Estimate
        A share between 0 and 1; ``n`` is ``at_first``. Leaving the public list is not deletion from INTERPOL's files.
    """
    stayed, first = checked_part(still_there, at_first)
    return wilson_share(first - stayed, first, about=about, level=level)
