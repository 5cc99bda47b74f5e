"""The one object that every number in a report comes from."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with all that is needed to state it honestly.

    Parameters
    ----------
    value : float
        The point estimate, in ``unit``.
    low, high : float or None
        Ends of the interval, in the same unit; None where no interval applies (a complete count).
    level : float or None
        Confidence or credibility level of the interval, between 0 and 1.
    method : str
        How value and interval were obtained, for example ``exact Poisson``.
    n : float
        The number of observed units behind it: events for a count, the denominator for a share.
    universe : str
        What was counted and when; one of the five universes of notices, or the name of the register or index.
    sentence : str
        The sentence that states it, without its source.
    source : str
        The table or tables it was computed from.
    unit : str
        What one unit of ``value`` is, for example ``notices`` or ``per million inhabitants``.

    Raises
    ------
    ValueError
        If the value is not finite, or the interval is half given, inverted, without a level or beside its value.
    """

    value: float
    low: float | None
    high: float | None
    level: float | None
    method: str
    n: float
    universe: str
    sentence: str
    source: str
    unit: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ValueError(f"got the value {self.value}; expected a finite number; to fix, drop the empty case first")
        if (self.low is None) != (self.high is None) or (self.low is None) != (self.level is None):
            raise ValueError("got half an interval; expected low, high and level together or none of them")
        if self.low is not None and self.high is not None and not self._ordered(self.low, self.high):
            raise ValueError(
                f"got the interval [{self.low}, {self.high}] for {self.value}; expected it to hold the value"
            )

    def _ordered(self, low: float, high: float) -> bool:
        slack = 1e-9 * max(1.0, abs(self.value))
        return low - slack <= self.value <= high + slack

    def as_dict(self) -> dict[str, object]:
        """Give the fields as a dictionary that JSON can hold."""
        return asdict(self)


def complete_count(count: int, *, universe: str, source: str, unit: str, sentence: str) -> Estimate:
    """State a complete count, which has no interval because nothing was sampled."""
    return Estimate(float(count), None, None, None, "complete count", float(count), universe, sentence, source, unit)
