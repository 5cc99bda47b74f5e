"""All states side by side: what is documented, what is public, who names them, how they are governed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd

from analysis.core.countries import fold, name_of
from analysis.core.hand import label, read_evidence_rule
from analysis.core.messages import say
from analysis.facts import cases, evidence, notices, world
from analysis.facts.world import Place
from analysis.stats.estimate import Estimate, complete_count

__all__ = ["WITHOUT", "overview", "profile", "worldwide"]

#: What stands for a number that is not known.
WITHOUT = "–"


@cache
def overview() -> pd.DataFrame:
    """Give one row a state or territory: level, cases, families, host rows and region.

    Returns
    -------
    DataFrame
        By name: ``iso3``, ``name``, ``region``, ``member`` (of INTERPOL), ``level``, ``order`` (of the level, 0 is the
        strongest), ``strong`` (cases that count by the evidence rule), ``supported``, ``rows`` (register rows of every
        grade and status), ``families`` (of sources, of four) and ``hosted`` (register rows with it as the host).

    Examples
    --------
    >>> overview().set_index("iso3").loc["BLR", ["strong", "supported", "rows"]].tolist()
    [9, 13, 17]
    """
    table, words = evidence.evidence_table(), evidence.evidence_words()
    register = world.release().cases
    supported = register.query("claim_status == 'supported'")["requesting_country"].value_counts()
    regions = world.release().regions.set_index("iso3")["region"]
    order = {word: place for place, word in enumerate(evidence.words_in_order())}
    codes = [str(code) for code in table.index]
    found = pd.DataFrame(
        {
            "iso3": codes,
            "name": [name_of(code) for code in codes],
            "region": [str(regions.get(code, "")) for code in codes],
            "member": [Place(code).is_member for code in codes],
            "level": [str(words[code]) for code in codes],
            "order": [order[str(words[code])] for code in codes],
            "strong": table["S"].astype(int).to_list(),
            "supported": supported.reindex(codes, fill_value=0).astype(int).to_list(),
            "rows": register["requesting_country"].value_counts().reindex(codes, fill_value=0).astype(int).to_list(),
            "families": table["F"].astype(int).to_list(),
            "hosted": register["host_country"].value_counts().reindex(codes, fill_value=0).astype(int).to_list(),
        }
    )
    return found.sort_values("name", key=lambda names: names.map(fold), ignore_index=True)


def profile(country: str | Place, level: float = 0.95) -> dict[str, Estimate | str]:
    """Give what can be set side by side of two states, each with its universe.

    Parameters
    ----------
    country : str or Place
        Name or code.
    level : float
        Level of the intervals.

    Returns
    -------
    dict of str to Estimate or str
        In order: the evidence level; cases that count; register rows; the ratio to expectation; instruments;
        effects; decisions of INTERPOL; public notices; families and sources that name the state. A text stands for
        what is counted by kind, and for what is not known.

    Examples
    --------
    >>> list(profile("Belarus"))[0]
    'level'
    """
    place = world.open_place(country, level)
    rows = cases.cases_of(place)
    expected = cases.expected(place.level)
    return {
        "level": evidence.level(place.iso3).word,
        "strong": cases.count(place),
        "rows": cases.register_rows(place),
        "ratio": expected.model.ratios.estimates.get(place.iso3, WITHOUT),
        "instruments": _by_kind(rows, "instrument"),
        "effects": _by_kind(rows, "effect"),
        "decisions": _by_kind(rows, "oversight_outcome"),
        "notices": notices.count(place) or WITHOUT,
        "families": evidence.families_naming(place),
        "sources": evidence.sources_naming(place),
    }


@cache
def worldwide() -> dict[str, Estimate]:
    """Give the numbers of the first page: cases that count, held, host states, refused.

    Returns
    -------
    dict of str to Estimate
        ``strong``, ``held``, ``hosts`` and ``refused``, each a complete count of the register; ``n`` is what it is
        part of: all rows, or for ``hosts`` the rows that state one.

    Examples
    --------
    >>> worldwide()["strong"].n == len(world.release().cases)
    True
    """
    rows = world.release().cases
    through = rows[~rows["instrument"].isin(read_evidence_rule().left_out)]
    held = through[through["effect"].isin(cases.HELD)]
    refused = rows[rows["oversight_outcome"].isin(cases.REFUSED)]
    stated = rows[rows["host_country"].notna()]
    states = int(stated["host_country"].nunique())
    return {
        "strong": cases.register(),
        "held": _of_register(len(held), len(rows), say("worldwide-held")),
        "hosts": _of_register(states, len(stated), say("worldwide-hosts")),
        "refused": _of_register(len(refused), len(rows), say("worldwide-refused")),
    }


def _of_register(count: int, whole: int, what: str) -> Estimate:
    counted = complete_count(
        count,
        universe=cases.ROWS,
        source=world.source("cases"),
        unit=what,
        sentence=say("worldwide-of-rows", count=count, what=what, rows=whole),
    )
    return replace(counted, n=float(whole))


def _by_kind(rows: pd.DataFrame, column: str) -> str:
    counts = cases.breakdown(rows, column)
    kinds = zip(counts["value"], counts["cases"], strict=True)
    return "; ".join(say("counted-kind", kind=label(kind), count=count) for kind, count in kinds) or WITHOUT
