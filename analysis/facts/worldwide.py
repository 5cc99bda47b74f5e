"""What a reader chooses for a report on all states, checked and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.core.countries import members
from analysis.core.messages import say
from analysis.facts import world
from analysis.facts.cases import cases_subject
from analysis.facts.world import PUBLISHED, Choices, open_place
from analysis.stats.estimate import Estimate, complete_count

__all__ = ["choose", "chosen"]


def choose(
    level: float = 0.95,
    *,
    grades: Sequence[str] | None = None,
    statuses: Sequence[str] | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Choices:
    """Check the parameters of a notebook about all states, and give which register rows count.

    Parameters
    ----------
    level : float
        Level of the intervals, between 0.5 and 0.999.
    grades, statuses, since, until
        As in `Choices`; None, or an empty list, chooses what the published reports do.

    Returns
    -------
    Choices
        What `cases.expected` takes.

    Raises
    ------
    InputError
        If the level, a grade, a status or a year is none that the data know.

    Examples
    --------
    >>> choose(grades=["A"], since=2014).chosen
    'supported, grade A, since 2014'
    """
    anywhere = next(iter(members()))
    return open_place(anywhere, level, grades=grades, statuses=statuses, since=since, until=until).choices


def chosen(choices: Choices) -> Estimate | None:
    """Say what is chosen otherwise than in the published reports, and how many cases count by it.

    Parameters
    ----------
    choices : Choices
        Which register rows count.

    Returns
    -------
    Estimate or None
        A complete count of documented cases, ``n`` being the count of the published reports; None where nothing is
        chosen otherwise.

    Examples
    --------
    >>> found = chosen(choose(grades=["A"]))
    >>> found.value < found.n
    True
    >>> chosen(choose()) is None
    True
    """
    if choices.of_rows == PUBLISHED:
        return None
    rows = world.release().cases
    found, published = len(choices.counting(rows)), len(PUBLISHED.counting(rows))
    word = "worldwide-chosen-years" if choices.years else "worldwide-chosen"
    sentence = say(word, chosen=choices.chosen, count=found, rows=len(rows), published=published)
    about = cases_subject(choices)
    counted = complete_count(found, universe=about.universe, source=about.source, unit=about.noun, sentence=sentence)
    return replace(counted, n=published)
