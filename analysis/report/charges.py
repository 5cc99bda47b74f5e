"""What public notices charge, how far charges are sensitive under Article 3, and how far others confirm them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd

from analysis.clean.charge_figures import span
from analysis.clean.notice_figures import followed
from analysis.countries import name_of
from analysis.report import statistics as world
from analysis.report.words import label, listed
from analysis.stats.beta_binomial import beta_binomial
from analysis.stats.estimate import Estimate
from analysis.stats.shares import counted_share, hidden_share
from analysis.stats.shrinkage import Shrinkage
from analysis.stats.wording import LEAST_FOR_PERCENT, Subject, percent

WHOLE = "most of the list"
#: Kind of sensitivity -> what the share says.
KINDS = {
    "strict": "of public Red Notices with a stated charge state only charges of speech, state security or public order",
    "broad": (
        "of public Red Notices with a stated charge state only charges of speech, state security, public order, "
        "terrorism or armed formations"
    ),
}
CONFIRMED = "of persons with security charges are also designated by the UN, the EU, the UK or the US"
#: The requesters whose notices are most of the pool: the share over all notices is never given with both of them.
LARGEST = ("RUS", "SLV")
#: How many offence groups are drawn.
MOST_GROUPS = 10


def survivors() -> str:
    """Say which notices carry both a charge and a requesting country."""
    first, last = followed()
    since = f"notices public on {world.day(last)} and already on {world.day(first)}"
    return f"{since}, requesting country inferred"


@cache
def sensitive_table() -> pd.DataFrame:
    """Give notices with a stated charge, and those that are Article 3-sensitive, by requesting country.

    Returns
    -------
    DataFrame
        Index ISO3; ``charged``, ``strict``, ``broad``.
    """
    table = world.release().sensitive
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna() & (table["charged"] > 0)]
    return rows.set_index("requesting_country")[["charged", "strict", "broad"]].astype(int)


def sensitive_share(iso3: str, kind: str) -> Estimate | None:
    """Give a country's Article 3-sensitive share of its public notices with a stated charge; None without one.

    Parameters
    ----------
    iso3 : str
        The requesting country.
    kind : {"strict", "broad"}
        Which labels count.
    """
    table = sensitive_table()
    if iso3 not in table.index:
        return None
    about = _about(name_of(iso3), KINDS[kind], "public_notices_sensitive")
    return counted_share(int(table[kind][iso3]), int(table["charged"][iso3]), about=about)


def sensitive_states(kind: str) -> pd.Series[float]:
    """Give the share of each requesting country with enough notices for a percentage, by ISO3 code."""
    table = sensitive_table().query("charged >= @LEAST_FOR_PERCENT")
    return (table[kind] / table["charged"]).rename("share")


def sensitive_over_states(kind: str) -> list[tuple[str, Estimate]]:
    """State how the share is spread over requesting countries: median, ends, and the pool without its largest parts.

    No pooled share of all is given: it would be that of the two requesters with most notices, Russia and El Salvador.

    Parameters
    ----------
    kind : {"strict", "broad"}
        Which labels count.

    Returns
    -------
    list of (str, Estimate)
        The median over states, each state counted once, then lowest and highest; and the share over all notices
        without one of ``LARGEST``, and without all of them.
    """
    shares, table = sensitive_states(kind), sensitive_table()
    over = [
        (f"{word} of {len(shares)} states, {kind}", _of_states(word, float(value), len(shares), kind))
        for word, value in (("Median", shares.median()), ("Lowest", shares.min()), ("Highest", shares.max()))
    ]
    left_out = [*([code] for code in LARGEST), list(LARGEST)]
    return over + [(f"All without {_names(codes)}, {kind}", _without(table, codes, kind)) for codes in left_out]


def _of_states(word: str, value: float, states: int, kind: str) -> Estimate:
    about = _about("World", KINDS[kind], "public_notices_sensitive")
    universe = (
        f"{about.universe}; {states} requesting countries with {LEAST_FOR_PERCENT} or more notices with a stated "
        "charge, each counted once"
    )
    sentence = replace(about, universe=universe).sentence(f"{word.lower()} over states, {percent(value)} {about.noun}")
    method = f"{word.lower()} of the shares of states"
    return Estimate(value, None, None, None, method, float(states), universe, sentence, about.source, "share")


def _without(table: pd.DataFrame, codes: list[str], kind: str) -> Estimate:
    rest = table.drop(index=codes, errors="ignore")
    about = _about(f"All without {_names(codes)}", KINDS[kind], "public_notices_sensitive")
    return counted_share(int(rest[kind].sum()), int(rest["charged"].sum()), about=about)


def _names(codes: list[str]) -> str:
    return listed(map(name_of, codes))


@cache
def sensitive_shrunken(level: float) -> Shrinkage:
    """Shrink the broad share of every requesting country towards the mean of the states, by a Beta-Binomial."""
    table, about = sensitive_table(), _about("World", KINDS["broad"], "public_notices_sensitive")
    names = {str(code): name_of(str(code)) for code in table.index}
    return beta_binomial(table["broad"], table["charged"], about=about, names=names, level=level)


def _about(place: str, noun: str, *tables: str) -> Subject:
    return Subject(place, noun, survivors(), world.source(*tables))


def corroboration(iso3: str) -> Estimate | None:
    """Give the share of persons with security charges who are also designated; bounds where the count is hidden.

    Returns
    -------
    Estimate or None
        A complete count's share where the count is shown; where it is below three and hidden, what it can be at the
        least and at the most; None for a country without a public notice on security charges.
    """
    table = world.release().corroboration
    rows = table[(table["requesting_country"] == iso3) & (table["coverage"] == WHOLE)]
    if rows.empty:
        return None
    about = _about(name_of(iso3), CONFIRMED, "public_notices_corroboration")
    security, ends = int(rows["security"].iloc[0]), span(rows["designated"], rows["security"].astype(int)).iloc[0]
    if ends["low"] == ends["high"]:
        return counted_share(int(ends["low"]), security, about=about)
    return hidden_share(int(ends["high"]), security, about=about, reason="fewer than three persons, not told exactly")


def offence_shares(iso3: str) -> pd.DataFrame:
    """Give the shares of offence groups among a country's public notices, the most frequent first, beside other states.

    Returns
    -------
    DataFrame
        ``group``, ``notices``, ``share``, ``median`` (over requesting countries with enough notices for a percentage,
        each counted once); at most ``MOST_GROUPS`` rows. Complete counts, so no interval. A notice with two groups
        counts for each, so shares add up to more than one.
    """
    table = world.release().offences
    table = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]
    own = table[table["requesting_country"] == iso3].set_index("offence")["notices"].astype(int)
    top = own.sort_values(ascending=False, kind="stable").head(MOST_GROUPS)
    return pd.DataFrame(
        {
            "group": [label(offence) for offence in top.index],
            "notices": top.to_numpy(),
            "share": top.to_numpy() / notices_of(iso3),
            "median": _medians(table)[top.index].to_numpy(),
        }
    )


def _medians(offences: pd.DataFrame) -> pd.Series[float]:
    counts = offences.pivot_table(index="requesting_country", columns="offence", values="notices", aggfunc="sum")
    totals = pd.Series({code: notices_of(code) for code in counts.index})
    enough = totals[totals >= LEAST_FOR_PERCENT]
    return counts.loc[enough.index].fillna(0).astype(float).div(enough, axis=0).median()


def notices_of(iso3: str | None) -> int:
    """Count the public notices of a requesting country, or of all, in the list that charges are known for."""
    table = world.release().sensitive
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]
    return int(rows.loc[rows["requesting_country"] == iso3, "notices"].sum() if iso3 else rows["notices"].sum())
