"""Every number of a country's page, or of the world's reports, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Unpack

from analysis.core.countries import suggestion
from analysis.core.errors import InputError, NoDataError, some
from analysis.facts.selection import AllChoices, Selection, chosen
from analysis.stats.estimate import Estimate, Estimates

__all__ = ["summary"]

#: Modules whose ``SUMMARY`` lists functions of a Selection, each of which returns an Estimate or several.
TOPICS = ("cases", "evidence", "coding", "reliability", "robustness", "drivers")

Fact = Callable[[Selection], Estimate | Iterable[Estimate]]


def summary(
    country: str | Selection | None = None, *, topic: str | None = None, **choices: Unpack[AllChoices]
) -> Estimates:
    """Every number that is stated of a country, or of all countries, by name.

    Parameters
    ----------
    country : str or Selection, optional
        Name, code or Selection; by default all countries.
    topic : str, optional
        Name of a module, such as ``"cases"``, for its numbers alone.
    **choices
        As for `analysis.select`.

    Returns
    -------
    Estimates
        Name -> `Estimate`, such as ``cases.ratio``; a number that the country does not have is left out.

    Raises
    ------
    InputError
        If there is no such topic, country or choice.

    Examples
    --------
    >>> summary("Belarus")["cases.count"].value
    10.0
    """
    selection = chosen(country, choices, AllChoices)
    if topic is not None and topic not in TOPICS:
        raise InputError(f"topic {topic!r}", f"one of {some(TOPICS, 20)}", suggestion(topic, TOPICS))
    found = Estimates()
    for module in (topic,) if topic else TOPICS:
        facts: tuple[Fact, ...] = import_module(f"analysis.facts.{module}").SUMMARY
        for fact in facts:
            found.update({estimate.name: estimate for estimate in _stated(fact, selection)})
    return found


def _stated(fact: Fact, selection: Selection) -> list[Estimate]:
    try:
        stated = fact(selection)
    except NoDataError:
        return []
    return [stated] if isinstance(stated, Estimate) else list(stated)
