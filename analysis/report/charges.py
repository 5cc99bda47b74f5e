"""What public notices charge, how far charges are sensitive under Article 3, and how far others confirm them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.clean.charge_figures import span
from analysis.clean.notice_figures import followed
from analysis.countries import name_of
from analysis.report import statistics as world
from analysis.report.words import label
from analysis.stats.beta_binomial import beta_binomial
from analysis.stats.estimate import Estimate
from analysis.stats.funnel import Funnel, funnel_of_shares
from analysis.stats.shares import wilson, wilson_share
from analysis.stats.shrinkage import Shrinkage
from analysis.stats.wording import Subject, percent

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


def sensitive_share(iso3: str, kind: str, level: float) -> Estimate | None:
    """Give a country's Article 3-sensitive share of its public notices with a stated charge; None without one.

    Parameters
    ----------
    iso3 : str
        The requesting country.
    kind : {"strict", "broad"}
        Which labels count.
    level : float
        Level of the Wilson interval.
    """
    table = sensitive_table()
    if iso3 not in table.index:
        return None
    about = _about(name_of(iso3), KINDS[kind], "public_notices_sensitive")
    return wilson_share(int(table[kind][iso3]), int(table["charged"][iso3]), about=about, level=level)


def sensitive_world(kind: str, level: float) -> Estimate:
    """Give the same share over all requesting countries."""
    table, about = sensitive_table(), _about("World", KINDS[kind], "public_notices_sensitive")
    return wilson_share(int(table[kind].sum()), int(table["charged"].sum()), about=about, level=level)


@dataclass(frozen=True)
class SensitiveLeague:
    """The broad share of many requesting countries, shrunken and against the limits of chance."""

    shrunken: Shrinkage
    funnel: Funnel


@cache
def sensitive_league(level: float) -> SensitiveLeague:
    """Compare the broad Article 3-sensitive share over all requesting countries with a stated charge."""
    table, about = sensitive_table(), _about("World", KINDS["broad"], "public_notices_sensitive")
    names = {str(code): name_of(str(code)) for code in table.index}
    return SensitiveLeague(
        beta_binomial(table["broad"], table["charged"], about=about, names=names, level=level),
        funnel_of_shares(table["broad"], table["charged"], about=about, names=names),
    )


def _about(place: str, noun: str, *tables: str) -> Subject:
    return Subject(place, noun, survivors(), world.source(*tables))


def corroboration(iso3: str, level: float) -> Estimate | None:
    """Give the share of persons with security charges who are also designated; bounds where the count is hidden.

    Returns
    -------
    Estimate or None
        Wilson where the count is shown; where it is below three and hidden, what it can be at the least and at the
        most; None for a country without a public notice on security charges.
    """
    table = world.release().corroboration
    rows = table[(table["requesting_country"] == iso3) & (table["coverage"] == WHOLE)]
    if rows.empty:
        return None
    about = _about(name_of(iso3), CONFIRMED, "public_notices_corroboration")
    security, ends = int(rows["security"].iloc[0]), span(rows["designated"], rows["security"].astype(int)).iloc[0]
    if ends["low"] == ends["high"]:
        return wilson_share(int(ends["low"]), security, about=about, level=level)
    high = float(ends["high"]) / security
    sentence = about.sentence(f"at most {percent(high)} {CONFIRMED}", "fewer than three persons, not told exactly")
    return Estimate(
        0.0, 0.0, high, None, "hidden count below three", float(security), about.universe, sentence, about.source,
        "share", "worst-case bounds",
    )  # fmt: skip


def offence_shares(iso3: str, level: float) -> pd.DataFrame:
    """Give the shares of offence groups among a country's public notices, the most frequent first, beside the world's.

    Returns
    -------
    DataFrame
        ``group``, ``notices``, ``share``, ``low``, ``high``, ``world``; at most ``MOST_GROUPS`` rows. A notice with two
        groups counts for each, so shares add up to more than one.
    """
    table = world.release().offences
    table = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]
    own = table[table["requesting_country"] == iso3].set_index("offence")["notices"].astype(int)
    totals, everyone = _notices_of(iso3), _notices_of(None)
    every = table.groupby("offence")["notices"].sum().astype(int) / everyone
    top = own.sort_values(ascending=False, kind="stable").head(MOST_GROUPS)
    ends = [wilson(int(count), totals, level) for count in top]
    return pd.DataFrame(
        {
            "group": [label(offence) for offence in top.index],
            "notices": top.to_numpy(),
            "share": top.to_numpy() / totals,
            "low": [low for low, _ in ends],
            "high": [high for _, high in ends],
            "world": every[top.index].to_numpy(),
        }
    )


def _notices_of(iso3: str | None) -> int:
    table = world.release().sensitive
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]
    return int(rows.loc[rows["requesting_country"] == iso3, "notices"].sum() if iso3 else rows["notices"].sum())
