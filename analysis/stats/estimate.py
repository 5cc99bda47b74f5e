"""The one object that every number in a report comes from."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Literal

Spread = Literal[
    "sampling",
    "requester inference",
    "between states",
    "published error",
    "coding error",
    "published range",
    "worst-case bounds",
]
#: Spreads that are known without chance, and so have no level.
CERTAIN = ("published range", "worst-case bounds")


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
        How value and interval were obtained, for example ``complete count``.
    n : float
        The number of observed units behind it: events for a count, the denominator for a share.
    universe : str
        What was counted and when; one of the five universes of notices, or the name of the register or index.
    sentence : str
        The sentence that states it, without its source.
    source : str
        The table or tables it was computed from.
    unit : str
        What one unit of ``value`` is, for example ``notices``, ``per million inhabitants`` or ``share`` (0 to 1).
    spread : Spread
        What low and high mean, that is, which error is stated. With a level: ``sampling`` (few events of a steady
        process, or coefficients of a model), ``requester inference`` (who requested a notice is inferred), ``between
        states`` (states differ beyond chance), ``published error`` (the publisher's own, of an index), ``coding error``
        (two coders of one row disagree). Known without chance, so without a level: ``published range``, the smallest
        and largest of the conflicting values that were published, and ``worst-case bounds``, what is possible whatever
        the unseen part holds.

    Raises
    ------
    ValueError
        If the value or an end is not finite, or the interval is half given, inverted, beside its value, or has a level
        that does not belong to its kind.
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
    spread: Spread = "sampling"

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ValueError(f"got the value {self.value}; expected a finite number; to fix, drop the empty case first")
        if (self.low is None) != (self.high is None):
            raise ValueError("got half an interval; expected low and high together or neither; to fix, give both")
        self._check_level()
        if self.low is not None and self.high is not None and not self._ordered(self.low, self.high):
            raise ValueError(
                f"got the interval [{self.low}, {self.high}] for {self.value}; expected finite ends that hold the "
                "value; to fix, compute value and interval from the same data"
            )

    def _check_level(self) -> None:
        levelled = self.spread not in CERTAIN and self.low is not None
        if levelled != (self.level is not None):
            raise ValueError(
                f"got the level {self.level} for {self.spread} [{self.low}, {self.high}]; expected a level beside an "
                "interval that states an error, and nowhere else; to fix, give low, high and level together, or name "
                "the spread"
            )
        if self.level is not None and not 0 < self.level < 1:
            raise ValueError(f"got the level {self.level}; expected one between 0 and 1; to fix, write 0.95 for 95 %")

    def _ordered(self, low: float, high: float) -> bool:
        if not (math.isfinite(low) and math.isfinite(high)):
            return False
        slack = 1e-9 * max(1.0, abs(self.value))
        return low - slack <= self.value <= high + slack

    def as_dict(self) -> dict[str, object]:
        """Give the fields as a dictionary that JSON can hold.

        Numbers keep nine significant digits, so that the last digits of another machine or version do not show.
        """
        return {key: float(f"{held:.9g}") if isinstance(held, float) else held for key, held in asdict(self).items()}


def complete_count(count: int, *, universe: str, source: str, unit: str, sentence: str) -> Estimate:
    """State a complete count, which has no interval because nothing was sampled."""
    return Estimate(float(count), None, None, None, "complete count", float(count), universe, sentence, source, unit)
