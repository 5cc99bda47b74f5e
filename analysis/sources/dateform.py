"""How numbers are ordered in the dates of a source."""

from typing import Literal

Form = Literal["year-first", "day-first", "month-first"]
