"""Every number of a country's page, or of the world's reports, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Unpack

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import suggestion
from analysis.core.errors import InputError, NoDataError, some
from analysis.core.files import HAND, relative
from analysis.core.judgement import Recommendation
from analysis.facts import commission, oversight, published_series
from analysis.facts.selection import AllChoices, Selection, chosen
from analysis.facts.world import release
from analysis.stats.estimate import Estimate, Estimates

__all__ = ["summary"]

#: Modules whose ``SUMMARY`` lists functions of a Selection, each of which returns an Estimate or several.
TOPICS = (
    "cases", "claims", "coding", "countries", "decisions", "drivers", "evidence", "notices", "oversight", "reliability",
    "robustness", "sanctions", "visibility",
)  # fmt: skip

Fact = Callable[[Selection], Estimate | Iterable[Estimate]]


def summary(
    country: str | Selection | None = None, *, topic: str | Sequence[str] | None = None, **choices: Unpack[AllChoices]
) -> Estimates:
    """Numbers about a country, or about all countries, by name.

    Parameters
    ----------
    country : str or Selection, optional
        Name, code or Selection; by default all countries.
    topic : str or sequence of str, optional
        What comes before the point in names of numbers, such as ``"cases"``, for these alone; any other word is
        refused with the list. All of the world take half a minute at first, since every model is fitted.
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
    topics = TOPICS if topic is None else (topic,) if isinstance(topic, str) else topic
    for name in topics:
        if name not in TOPICS:
            raise InputError(f"topic {name!r}", f"one of {some(TOPICS, 20)}", suggestion(name, TOPICS))
    found = Estimates()
    for module in topics:
        facts: tuple[Fact, ...] = import_module(f"analysis.facts.{module}").SUMMARY
        for fact in facts:
            found.update({estimate.name: estimate for estimate in _stated(fact, selection)})
    return found


def _stated(fact: Fact, selection: Selection) -> list[Estimate]:
    try:
        stated = fact(selection)
        return [stated] if isinstance(stated, Estimate) else list(stated)
    except NoDataError:
        return []


@cache
def world_numbers() -> Estimates:
    """Return the numbers of all countries that pages and recommendations state, computed once in a process."""
    return summary(topic=("cases", "coding", "decisions", "evidence", "notices", "oversight"))


def recommendations(actor: str = "", numbers: Mapping[str, Estimate] | None = None) -> pd.DataFrame:
    """Return what each actor can do, why, and the number that supports it, in the order of the file."""
    entries, stated = judgement.entries(Recommendation), numbers or world_numbers()
    actors = list(dict.fromkeys(entry.actor for entry in entries))
    if actor and actor not in actors:
        raise InputError(f"the actor {actor!r}", f"one of {some(actors)}", suggestion(actor, actors))
    for entry in entries:
        if entry.statistic not in stated:
            got, fix = f"the statistic {entry.statistic!r}", "choose one, or add its function to a SUMMARY"
            raise InputError(got, f"one of {some(stated, 200)}", fix, file=relative(HAND / "recommendations.yml"))
    chosen_entries = [entry for entry in entries if not actor or entry.actor == actor]
    return pd.DataFrame([entry.model_dump() | stated[entry.statistic].as_dict() for entry in chosen_entries])


def published_sources() -> pd.DataFrame:
    """Return years, title and address of each source of the published figures that the brief states."""
    refused, requests = published_series.yearly("refused"), published_series.yearly("complaints")
    read = [(published_series.TOTAL, year) for year, _ in refused[-2:]]
    read += [(published_series.SERIES["complaints"], year) for year, _ in (requests[0], requests[-1])]
    decided = int(oversight.complaint_outcomes()["year"].iloc[0])
    read += [(name, decided) for name in (commission.ADMISSIBLE, *commission.OUTCOMES, *commission.REASONS)]
    table = release()["oversight_statistics"]
    rows = pd.concat([table[(table["indicator"] == name) & (table["year"] == year)] for name, year in read])
    by_source = rows.astype({"year": str}).groupby(["source_title", "source_url"], sort=False)["year"].unique()
    return by_source.str.join(", ").reset_index()[["year", "source_title", "source_url"]]
