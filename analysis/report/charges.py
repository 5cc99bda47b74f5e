"""What public notices charge, how far charges are sensitive under Article 3, and how far others confirm them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd

from analysis.core.countries import name_of
from analysis.core.hand import WHOLE, followed, label
from analysis.core.private import HIDDEN, WORLD, span
from analysis.report import requesters
from analysis.report import statistics as world
from analysis.stats.counts import counted_share, hidden_share
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Subject, listed, percent

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
    """Give notices with a stated charge, and what those that are Article 3-sensitive can be, by requesting country.

    Returns
    -------
    DataFrame
        Index ISO3, and WORLD for all together; ``charged``, ``strict_low``, ``strict_high``, ``broad_low``,
        ``broad_high``: low and high differ where a count is too small to be told. Requesters with fewer than three
        notices with a charge are left out.
    """
    table = world.release().sensitive
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna() & (table["charged"] != HIDDEN)]
    rows = rows.set_index("requesting_country")
    charged = rows["charged"].astype(int)
    spans = [span(rows[kind], charged).add_prefix(f"{kind}_") for kind in KINDS]
    return pd.concat([charged, *spans], axis=1)


def sensitive_share(iso3: str, kind: str, level: float) -> Estimate | None:
    """Give a country's Article 3-sensitive share of its public notices with a stated charge; None where too few.

    Parameters
    ----------
    iso3 : str
        The requesting country.
    kind : {"strict", "broad"}
        Which labels count.
    level : float
        Level of the interval of the requester's inference.
    """
    return requesters.sensitive(iso3, kind, level, _about(name_of(iso3), KINDS[kind], "public_notices_sensitive"))


def sensitive_states(kind: str) -> pd.DataFrame:
    """Give the least and the greatest share of each requesting country with enough notices for a percentage.

    Returns
    -------
    DataFrame
        Index ISO3; ``charged``, ``low``, ``high``.
    """
    table = sensitive_table().drop(index=WORLD).query("charged >= @LEAST_FOR_PERCENT")
    ends = {end: table[f"{kind}_{end}"] / table["charged"] for end in ("low", "high")}
    return table[["charged"]].assign(**ends)


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
    shares = sensitive_states(kind)
    over = [
        (f"{word} of {len(shares)} states, {kind}", _of_states(word, ends, len(shares), kind))
        for word, ends in (
            ("Median", (shares["low"].median(), shares["high"].median())),
            ("Lowest", (shares["low"].min(), shares["high"].min())),
            ("Highest", (shares["low"].max(), shares["high"].max())),
        )
    ]
    left_out = [*([code] for code in LARGEST), list(LARGEST)]
    return over + [(f"All without {_names(codes)}, {kind}", _without(codes, kind)) for codes in left_out]


def _of_states(word: str, ends: tuple[float, float], states: int, kind: str) -> Estimate:
    low, high = ends
    about = _about("World", KINDS[kind], "public_notices_sensitive")
    universe = (
        f"{about.universe}; {states} requesting countries with {LEAST_FOR_PERCENT} or more notices with a stated "
        "charge, each counted once"
    )
    said = (
        percent(low)
        if low == high
        else f"at most {percent(high)}"
        if low == 0
        else f"{percent(low)} to {percent(high)}"
    )
    sentence = replace(about, universe=universe).sentence(
        f"{word.lower()} over states, {said} {about.noun}", "" if low == high else "small counts are not told exactly"
    )
    method = f"{word.lower()} of the shares of states"
    if low == high:
        return Estimate(low, None, None, None, method, float(states), universe, sentence, about.source, "share")
    return Estimate(
        low, low, high, None, method, float(states), universe, sentence, about.source, "share", "worst-case bounds"
    )


def _without(codes: list[str], kind: str) -> Estimate:
    """Take requesters out of all together; what they can be at most leaves the least, and the reverse."""
    table, about = sensitive_table(), _about(f"All without {_names(codes)}", KINDS[kind], "public_notices_sensitive")
    every, out = table.loc[WORLD], table.loc[table.index.isin(codes)].sum()
    whole = int(every["charged"] - out["charged"])
    least = max(0, int(every[f"{kind}_low"] - out[f"{kind}_high"]))
    most = int(every[f"{kind}_high"] - out[f"{kind}_low"])
    if least == most:
        return counted_share(most, whole, about=about)
    return hidden_share(most, whole, about=about, reason="small counts are not told exactly", least=least)


def _names(codes: list[str]) -> str:
    return listed(map(name_of, codes))


def _about(place: str, noun: str, *tables: str) -> Subject:
    return Subject(place, noun, survivors(), world.source(*tables))


def corroboration(iso3: str) -> Estimate | None:
    """Give the share of persons with security charges who are also designated; bounds where the count is hidden.

    Returns
    -------
    Estimate or None
        A complete count's share where the count is shown; where it is below three and hidden, what it can be at the
        least and at the most; None for a country with fewer than three public notices on security charges.
    """
    table = world.release().corroboration
    rows = table[(table["requesting_country"] == iso3) & (table["coverage"] == WHOLE)]
    if rows.empty:
        return None
    about = _about(name_of(iso3), CONFIRMED, "public_notices_corroboration")
    told = rows[rows["security"] != HIDDEN]
    return None if told.empty else requesters.told_share(told["designated"], told["security"].astype(int), about)


def offence_shares(iso3: str) -> pd.DataFrame:
    """Give the shares of offence groups among a country's public notices, the most frequent first, beside other states.

    Returns
    -------
    DataFrame
        ``group``, ``notices``, ``share``, ``median`` (over requesting countries with enough notices for a percentage,
        each counted once; a count too small to be told enters as one); at most ``MOST_GROUPS`` rows, groups too small
        to be told are left out. Complete counts, so no interval. A notice with two groups counts for each, so shares
        add up to more than one.
    """
    table = world.release().offences
    table = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]
    own = table[(table["requesting_country"] == iso3) & (table["notices"] != HIDDEN)].set_index("offence")
    top = own["notices"].astype(int).sort_values(ascending=False, kind="stable").head(MOST_GROUPS)
    return pd.DataFrame(
        {
            "group": [label(offence) for offence in top.index],
            "notices": top.to_numpy(),
            "share": top.to_numpy() / notices_of(iso3),
            "median": _medians(table)[top.index].to_numpy(),
        }
    )


def _medians(offences: pd.DataFrame) -> pd.Series[float]:
    told = offences.assign(notices=offences["notices"].mask(offences["notices"] == HIDDEN, "1").astype(int))
    counts = told.pivot_table(index="requesting_country", columns="offence", values="notices", aggfunc="sum")
    totals = pd.Series({code: notices_of(code) for code in counts.index})
    enough = totals[totals >= LEAST_FOR_PERCENT]
    return counts.loc[enough.index].fillna(0).astype(float).div(enough, axis=0).median()


def notices_of(iso3: str) -> int:
    """Count the public notices of a requesting country, in the list that charges are known for."""
    table = world.release().sensitive
    rows = table[(table["coverage"] == WHOLE) & (table["requesting_country"] == iso3)]
    return int(rows["notices"].astype(int).sum())
