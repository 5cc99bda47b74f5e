"""What a published source is and what is expected of it: the ``.yml`` beside each reader."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from analysis.core.errors import InputError, some
from analysis.core.files import relative

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Expectation:
    """One thing that a good release of a source shows.

    Parameters
    ----------
    measure : str
        ``rows`` (rows kept), ``countries`` (distinct codes in ``column``), ``country_rows`` (rows whose ``column``
        holds ``value``) or ``missing`` (share of rows whose ``column`` is blank, 0 to 1).
    low, high : float, optional
        Inclusive limits; one of them may be left out.
    otherwise : str
        ``stop`` refuses the release, ``warn`` says so and goes on.
    column, value : str
        What is measured, where the measure needs it.
    """

    measure: Literal["rows", "countries", "country_rows", "missing"]
    otherwise: Literal["stop", "warn"]
    low: float | None = None
    high: float | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True)
class Spec:
    """A source: who publishes it, which fields are taken, which are known and left, and what is expected.

    Parameters
    ----------
    name : str
        Name of the format, as written in ``source_format``.
    title, publisher, url, licence, universe : str
        For citation; ``universe`` says what one row counts.
    required : list of str
        Fields without which a file is refused.
    taken, ignored : list of str
        Fields that the reader uses where they are given, and fields known and left out. Any other is announced.
    max_reject_share : float
        Largest share of rows, 0 to 1, that may be set aside before the run stops.
    max_unknown_programme_share : float
        Of sanctions lists: largest share of rows, 0 to 1, with a programme that ``data/hand`` does not hold.
    encodings : list of str
        Encodings of its releases, tried in order.
    expectations : list of Expectation
        Checked after reading.
    known_limits : list of str
        What a reader must know before using it.
    """

    name: str
    title: str
    publisher: str
    url: str
    licence: str
    universe: str
    required: list[str]
    max_reject_share: float
    max_unknown_programme_share: float = 1.0
    taken: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    encodings: list[str] = field(default_factory=lambda: ["utf-8"])
    expectations: list[Expectation] = field(default_factory=list)
    known_limits: list[str] = field(default_factory=list)

    @property
    def known(self) -> frozenset[str]:
        """Every field that the source is known to hold."""
        return frozenset([*self.required, *self.taken, *self.ignored])


@cache
def load_spec(group: str, name: str) -> Spec:
    """Read the description of one source.

    Parameters
    ----------
    group : str
        ``notices`` or ``sanctions``.
    name : str
        Name of the reader's module.

    Raises
    ------
    InputError
        If the file lacks a field or has one too many.
    """
    path = FOLDER / group / f"{name}.yml"
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    held["expectations"] = [Expectation(**entry) for entry in held.get("expectations", [])]
    wanted = {entry.name for entry in fields(Spec)} - {"name"}
    if not set(held) <= wanted:
        fix = f"remove {some(sorted(set(held) - wanted))}"
        raise InputError(f"fields {some(sorted(held), 20)}", some(sorted(wanted), 20), fix, file=relative(path))
    return Spec(name=name, **held)
