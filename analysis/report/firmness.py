"""How firmly a state's evidence level stands: other thresholds, coding error, and the sources that it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.clean.evidence import Code, coded_twice, rows_by_code, without_each_source
from analysis.core.countries import name_of
from analysis.core.hand import DASH
from analysis.report import statistics as world
from analysis.stats.estimate import Estimate, Subject, complete_count, listed
from analysis.stats.evidence_level import chance, coding_share, decisive, recount, recounted_cases, threshold_share

TABLES = ("cases", "country_mentions", "oversight_statistics")
CODED = (*TABLES, "cases_second_coding")
_NAMED = 2


@dataclass(frozen=True)
class Firmness:
    """How firmly one word stands.

    Parameters
    ----------
    thresholds : Estimate
        Share of threshold sets in which the word stays.
    coding : Estimate or None
        Probability under coding error; None for a state without a row of the register to code again.
    recounted : Estimate or None
        Cases that would count if each row were coded once more; None likewise.
    decisive : dict of str to str
        The single sources whose removal would change the word, with the word that would stand.
    """

    thresholds: Estimate
    coding: Estimate | None
    recounted: Estimate | None
    decisive: dict[str, str]


@cache
def _confusion() -> dict[Code, tuple[int, int]]:
    return coded_twice(world.release().second_coding)


@cache
def firmness(iso3: str, level: float = 0.95) -> Firmness:
    """Compute how firmly a state's evidence level stands.

    Parameters
    ----------
    iso3 : str
        The state.
    level : float
        Level of the interval of the recount.
    """
    held, rule = world.evidence(iso3).inputs, world.rule().levels
    about = Subject(name_of(iso3), "", "inputs of the evidence rule", world.source(*TABLES))
    rows = world.release().cases.query("requesting_country == @iso3")
    drawn, fixed = rows_by_code(rows, set(_confusion()))
    found = Firmness(
        threshold_share(held, rule, about=about),
        None,
        None,
        decisive(held, without_each_source(world.release(), iso3), rule),
    )
    if not drawn:
        return found
    chances = recount(drawn, _confusion(), fixed)
    register = _register(about.place)
    return Firmness(
        found.thresholds,
        coding_share(held, chances, rule, about=register),
        recounted_cases(chances, held["cases"], about=register, level=level),
        found.decisive,
    )


def _register(place: str) -> Subject:
    what, source = "rows of the register, each coded once more", world.source(*CODED)
    return Subject(place, world.rule().noun, what, source, world.rule().singular)


def hanging_on(iso3: str) -> Estimate:
    """Say on which single sources a state's word hangs."""
    found = firmness(iso3).decisive
    words = sorted(set(found.values()), key=[level.word for level in world.rule().levels].index)
    said = [f"{word} without {_either([s for s, other in found.items() if other == word])}" for word in words]
    sentence = (
        f"{name_of(iso3)}: the word would be {listed(said)}."
        if found
        else f"{name_of(iso3)}: the word stays whichever single source is taken away."
    )
    return complete_count(
        len(found),
        universe="single sources of what was read, each taken away in turn",
        source=world.source(*TABLES),
        unit="sources",
        sentence=sentence,
    )


def _either(sources: list[str]) -> str:
    return sources[0] if len(sources) == 1 else f"any one of {listed(sources)}"


@cache
def firmness_table() -> pd.DataFrame:
    """Give the firmness of every word that rests on something, by ISO3 code.

    Returns
    -------
    DataFrame
        ``stays_thresholds`` and ``stays_coding`` (0 to 1; missing where no row can be coded again), and
        ``decisive_sources``, separated by semicolons.
    """
    table = world.evidence_table()
    some = table.index[(table["S"] > 0) | (table["F"] > 0) | table["K"]]
    rows = {str(iso3): firmness(str(iso3)) for iso3 in some}
    return pd.DataFrame(
        {
            "stays_thresholds": [held.thresholds.value for held in rows.values()],
            "stays_coding": [None if held.coding is None else held.coding.value for held in rows.values()],
            "decisive_sources": ["; ".join(held.decisive) for held in rows.values()],
        },
        index=pd.Index(rows, name="iso3"),
    ).astype({"stays_coding": "float"})


def shown_share(value: float) -> str:
    """Write a share of the table, or a dash where there is none."""
    return DASH if pd.isna(value) else chance(value)


def shown_sources(joined: str) -> str:
    """Write the decisive sources of the table; the data hold those that do not fit."""
    names = joined.split("; ") if joined else []
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "") or DASH
