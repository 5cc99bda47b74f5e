"""One figure, several published values."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.stats.checks import refuse
from analysis.stats.estimate import Estimate
from analysis.stats.wording import Subject, number


def published_range(preferred: float, others: Sequence[float], *, about: Subject, reason: str = "") -> Estimate:
    """State a figure whose sources conflict: the preferred value, between the smallest and largest published.

    Parameters
    ----------
    preferred : float
        The value that the written rule prefers.
    others : sequence of float
        The other published values of the same figure; may be empty.
    about : Subject
        Place, noun, universe and source.
    reason : str
        Why the preferred value is preferred, as it shall be read.

    Returns
    -------
    Estimate
        ``low`` and ``high`` are the ends of the published values (``spread`` says so) and there is no level, because
        disagreement between sources is no sampling error; ``n`` is the number of published values. With one value
        only, there is no range.

    Raises
    ------
    ValueError
        If a value is missing.
    """
    values = [preferred, *others]
    if not all(math.isfinite(value) for value in values):
        raise refuse(f"the values {values}", "published numbers only", "leave a value that was not read out")
    if len(set(values)) == 1:
        return _single(preferred, len(values), about)
    rest = ", ".join(number(value) for value in sorted(set(others) - {preferred}))
    sentence = about.sentence(about.counted(preferred), f"published elsewhere as {rest}", reason)
    return Estimate(
        preferred, min(values), max(values), None, "preferred of conflicting published values", float(len(values)),
        about.universe, sentence, about.source, about.noun, "published range",
    )  # fmt: skip


def _single(value: float, published: int, about: Subject) -> Estimate:
    sentence = about.sentence(about.counted(value))
    return Estimate(
        value, None, None, None, "as published", float(published), about.universe, sentence, about.source, about.noun
    )
