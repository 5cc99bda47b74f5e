"""Public notices: who requested them, what became of them, charges and corroboration, each state beside the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from analysis.core.countries import members, name_of
from analysis.core.hand import WHOLE, followed, reference
from analysis.core.hand import label as hand_label
from analysis.core.private import HIDDEN, WORLD, span
from analysis.facts import world
from analysis.facts.world import MILLION, Place, day, population, release
from analysis.facts.world import source as world_source
from analysis.stats.counts import counted_share, effective_number, hidden_share, top_share
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Subject, complete_count, listed, number, percent
from analysis.stats.funnel import Funnel, funnel_of_rates
from analysis.stats.inference import inferred_count, inferred_share, quantiles
from analysis.stats.shrinkage import Shrinkage, beta_binomial, gamma_poisson, rank_table
from analysis.stats.shrinkage import ranks as shrinkage_ranks


@dataclass(frozen=True)
class League:
    """One statistic of many countries: against the common rate, shrunken, and ranked.

    Parameters
    ----------
    funnel : Funnel
        Each country against the limits of chance.
    shrunken : Shrinkage
        Each country's rate drawn towards the common one.
    ranks : dict of str to Estimate
        Rank of each country by its shrunken rate.
    """

    funnel: Funnel
    shrunken: Shrinkage
    ranks: dict[str, Estimate]


def assigned_counts() -> pd.Series[int]:
    """Count public notices by the requesting country that they are assigned to, however sure: as many as were found.

    Returns
    -------
    Series of int
        By ISO3 code, for every member that the site was asked for; 0 where it answered with none.
    """
    when, never_asked = reference()
    table = release().public_notices
    rows = table[(table["snapshot_date"] == when.isoformat()) & table["requesting_country"].notna()]
    counts = rows.groupby("requesting_country")["notices"].sum()
    asked = [iso3 for iso3 in members() if iso3 not in never_asked]
    return counts.reindex(asked, fill_value=0).astype(int)


def public_counts() -> pd.Series[int]:
    """Count public notices by requesting country at the reference snapshot, as the inference leaves them: its medians.

    Returns
    -------
    Series of int
        By ISO3 code, for every member that the site was asked for; 0 where it answered with none.
    """
    _, never_asked = reference()
    table = release().inference
    laws = table[table["statistic"] == "requested"].groupby("requesting_country")
    counts = {code: quantiles(law["count"], law["probability"], 0.5)[0] for code, law in laws}
    asked = [iso3 for iso3 in members() if iso3 not in never_asked]
    return pd.Series(counts).reindex(asked, fill_value=0).astype(int)


def public_subject() -> Subject:
    """Say what public notices at the reference snapshot are."""
    when, _ = reference()
    return Subject(
        "World",
        "public Red Notices",
        f"notices public on {day(when)}, requesting country inferred",
        world_source("public_notices_by_requesting_country", "governance_country_year"),
        "public Red Notice",
    )


@cache
def public_league(level: float) -> League:
    """Compare public notices per million inhabitants over all members that the site was asked for."""
    counts, people = public_counts().align(population(reference()[0].year), join="inner")
    return _league(counts, people, public_subject(), MILLION, "million inhabitants", level)


def _league(
    counts: pd.Series[int], exposure: pd.Series[float], about: Subject, per: float, label: str, level: float
) -> League:
    names = {str(code): name_of(str(code)) for code in counts.index}
    funnel = funnel_of_rates(counts, exposure, about=about, per=per, per_label=label, names=names)
    shrunken = gamma_poisson(counts, exposure, about=about, per=per, per_label=label, names=names, level=level)
    ranked = Subject(about.place, f"in {about.noun} per {label}", about.universe, about.source)
    return League(funnel, shrunken, shrinkage_ranks(shrunken, about=ranked, names=names, level=level))


NOT_TOLD = "fewer than three persons, not told exactly"


TABLE = "public_notices_inference"


def requested_by(iso3: str, level: float) -> Estimate:
    """Count the public notices that a country requested at the reference snapshot.

    Parameters
    ----------
    iso3 : str
        The requesting country; the caller knows whether it was asked for at all.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        Median and interval of the inference; no interval where no row is in doubt, and none for a country to which no
        row is assigned.
    """
    about = _about_requests(iso3, "public notices", "public notice", TABLE, "public_notices_by_requesting_country")
    law = _law(iso3, "requested")
    if law.empty:
        said = about.sentence(about.counted(0))
        return complete_count(0, universe=about.universe, source=about.source, unit=about.noun, sentence=said)
    return inferred_count(law, about=about, level=level)


def left(iso3: str, level: float) -> Estimate | None:
    """Give the share of a country's public notices that were no longer public at the last look.

    Returns
    -------
    Estimate or None
        None for a country that requested none, by the median of the inference.
    """
    about = _left(name_of(iso3))
    return _share(iso3, "left", about, level) if _any(iso3) else None


@cache
def left_shrunken(level: float) -> Shrinkage:
    """Shrink the share that left the list, of every requesting country, towards the mean of the states.

    The counts are the medians of the inference, whose own error the interval does not hold.
    """
    table = world.release().inference
    laws = table[table["statistic"] == "left"].groupby("requesting_country")
    counts = {
        code: [quantiles(law[column], law["probability"], 0.5)[0] for column in ("count", "of")]
        for code, law in laws
        if _any(str(code))
    }
    medians = pd.DataFrame.from_dict(counts, orient="index", columns=["count", "of"]).astype(int)
    names = {str(code): name_of(str(code)) for code in medians.index}
    return beta_binomial(medians["count"], medians["of"], about=_left("World"), names=names, level=level)


def _any(iso3: str) -> bool:
    """Tell whether a country has requested any notice, by the median of the inference."""
    law = _law(iso3, "requested")
    return not law.empty and quantiles(law["count"], law["probability"], 0.5)[0] > 0


def _left(place: str) -> Subject:
    first, last = followed()
    universe = f"notices public on {world.day(first)}, followed to {world.day(last)}, requesting country inferred"
    noun = "of public Red Notices left the public list"
    return Subject(place, noun, universe, world.source(TABLE, "public_notices_exits"))


def own_national(iso3: str, level: float) -> Estimate | None:
    """Give the share of a country's public notices of known nationality that are against its own nationals.

    Returns
    -------
    Estimate or None
        By the inference where the count is told, otherwise bounds; None where no nationality is known.
    """
    rows = _public(iso3)
    noun = "of public Red Notices of known nationality are against own nationals"
    about = _about_requests(iso3, noun, "", TABLE, "public_notices_by_requesting_country", nationality=True)
    if not _any(iso3) or int(rows["nationality_stated"].iloc[0]) == 0:
        return None
    return _share(iso3, "own_national", about, level) or told_share(
        rows["own_national"], rows["nationality_stated"].astype(int), about
    )


def sensitive(iso3: str, kind: str, level: float, about: Subject) -> Estimate | None:
    """Give the strict or broad share of a country's notices with a stated charge.

    Parameters
    ----------
    iso3, kind : str
        The requesting country; ``strict`` or ``broad``.
    level : float
        Level of the interval.
    about : Subject
        Its noun follows the percentage.

    Returns
    -------
    Estimate or None
        As `own_national`; None where fewer than three notices state a charge.
    """
    table = world.release().sensitive
    rows = table[(table["requesting_country"] == iso3) & (table["snapshot_date"] == followed()[1].isoformat())]
    rows = rows[rows["charged"] != HIDDEN]
    if rows.empty:
        return None
    return _share(iso3, kind, about, level) or told_share(rows[kind], rows["charged"].astype(int), about)


def told_share(shown: pd.Series[str], whole: pd.Series[int], about: Subject) -> Estimate:
    """State a share whose count may be hidden: as counted, or what it can be at the least and at the most.

    Parameters
    ----------
    shown, whole : Series
        One row: the count as the table shows it, and what it is a part of.
    about : Subject
        Its noun begins with ``of``.
    """
    ends, total = span(shown, whole).iloc[0], int(whole.iloc[0])
    low, high = int(ends["low"]), int(ends["high"])
    if low == high:
        return counted_share(low, total, about=about)
    return hidden_share(high, total, about=about, reason=NOT_TOLD, least=low)


def caution(iso3: str) -> str:
    """Say that a country's count rests on weak inference alone; blank where it does not."""
    rows = _public(iso3)
    if rows.empty or int(rows["weakly_inferred"].iloc[0]) < int(rows["notices"].iloc[0]):
        return ""
    count = int(rows["notices"].iloc[0])
    if count == 1:
        return f"The one notice assigned to {name_of(iso3)} rests on weak inference alone."
    return f"All {number(count)} notices assigned to {name_of(iso3)} rest on weak inference alone."


def _public(iso3: str) -> pd.DataFrame:
    table = world.release().public_notices
    return table[(table["requesting_country"] == iso3) & (table["snapshot_date"] == reference()[0].isoformat())]


def _law(iso3: str, statistic: str) -> pd.DataFrame:
    table = world.release().inference
    rows = table[(table["requesting_country"] == iso3) & (table["statistic"] == statistic)]
    return rows[["count", "of", "probability"]].astype(float)


def _share(iso3: str, statistic: str, about: Subject, level: float) -> Estimate | None:
    law = _law(iso3, statistic)
    return None if law.empty else inferred_share(law, about=about, level=level)


def _about_requests(iso3: str, noun: str, singular: str, *tables: str, nationality: bool = False) -> Subject:
    first = ", first nationality" if nationality else ""
    universe = f"notices public on {world.day(reference()[0])}, requesting country inferred{first}"
    return Subject(name_of(iso3), noun, universe, world.source(*tables), singular)


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
    return sensitive(iso3, kind, level, _about_charges(name_of(iso3), KINDS[kind], "public_notices_sensitive"))


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
    about = _about_charges("World", KINDS[kind], "public_notices_sensitive")
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
    table, about = (
        sensitive_table(),
        _about_charges(f"All without {_names(codes)}", KINDS[kind], "public_notices_sensitive"),
    )
    every, out = table.loc[WORLD], table.loc[table.index.isin(codes)].sum()
    whole = int(every["charged"] - out["charged"])
    least = max(0, int(every[f"{kind}_low"] - out[f"{kind}_high"]))
    most = int(every[f"{kind}_high"] - out[f"{kind}_low"])
    if least == most:
        return counted_share(most, whole, about=about)
    return hidden_share(most, whole, about=about, reason="small counts are not told exactly", least=least)


def _names(codes: list[str]) -> str:
    return listed(map(name_of, codes))


def _about_charges(place: str, noun: str, *tables: str) -> Subject:
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
    about = _about_charges(name_of(iso3), CONFIRMED, "public_notices_corroboration")
    told = rows[rows["security"] != HIDDEN]
    return None if told.empty else told_share(told["designated"], told["security"].astype(int), about)


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
            "group": [hand_label(offence) for offence in top.index],
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


#: Series of nationals -> basis of the snapshots in it; a basis that does not tell nationality from birth has none.
NATIONALITY_BASES = {"first": "first nationality stated", "every": "every nationality stated"}


def snapshot_table(place: Place) -> pd.DataFrame:
    """Count public notices at each snapshot: those the country requested, and those naming its nationals.

    Returns
    -------
    DataFrame
        ``series``, ``snapshot_date``, ``notices``; complete counts, and the median of the inference of requested ones.
        Nationals are a series of their own for each basis: a list that gives the first nationality alone counts fewer
        than one that gives every nationality. Only snapshots that can be compared are in it: one with the requesting
        country of the whole list, and those that tell nationality from birth.
    """
    requested = place.release.public_notices.rename(columns={"requesting_country": "iso3"})
    known = requested[requested["snapshot_date"] == reference()[0].isoformat()]
    known = known.assign(notices=int(requested_by(place.iso3, place.level).value))
    nationals = place.release.nationalities.rename(columns={"nationality": "iso3"})
    bases = {name: nationals[nationals["nationality_basis"] == basis] for name, basis in NATIONALITY_BASES.items()}
    parts = [_series("requested", known, place), *(_series(name, rows, place) for name, rows in bases.items())]
    table = pd.concat(parts, ignore_index=True)
    return table if table["notices"].sum() else table.iloc[:0]


def _series(name: str, table: pd.DataFrame, place: Place) -> pd.DataFrame:
    own = table[table["iso3"] == place.iso3].groupby("snapshot_date")["notices"].sum()
    counts = own.reindex(sorted(table["snapshot_date"].unique()), fill_value=0).astype(int)
    return pd.DataFrame({"series": name, "snapshot_date": counts.index, "notices": counts.to_numpy()})


def public_in_short() -> Estimate:
    """Count the public notices at the reference snapshot, over all members asked."""
    counts, about = assigned_counts(), public_subject()
    total, none = int(counts.sum()), int((counts == 0).sum())
    sentence = (
        f"{number(total)} public Red Notices of {len(counts)} members were found on {world.day(reference()[0])} "
        f"(requesters inferred); {none} members had none in that collection."
    )
    source = world.source("public_notices_by_requesting_country")
    counted = complete_count(total, universe=about.universe, source=source, unit=about.noun, sentence=sentence)
    return replace(counted, n=len(counts))


def league_table(level: float) -> pd.DataFrame:
    """Give the shrunken rates and ranks of public notices per inhabitant, of states that requested any.

    Returns
    -------
    DataFrame
        ``iso3``, the columns of the shrunken rates, ``rank``, ``rank_low`` and ``rank_high``.
    """
    held = public_league(level)
    ranked = rank_table(held.ranks).rename(columns={"low": "rank_low", "high": "rank_high"})
    return held.shrunken.table.join(ranked).rename_axis("iso3").reset_index().query("n > 0")


def first_places(level: float, places: int) -> list[str]:
    """Give the states with the highest shrunken rates, by rank."""
    ranks = public_league(level).ranks
    return sorted(ranks, key=lambda code: (ranks[code].value, code))[:places]


def requesters() -> pd.Series[int]:
    """Count public notices by requesting country as assigned, of those that requested any."""
    counts = assigned_counts()
    return counts[counts > 0]


def concentration() -> list[tuple[str, Estimate]]:
    """State how far few requesters account for most public notices."""
    about = replace(public_subject(), source=world.source("public_notices_by_requesting_country"))
    return [
        ("Share of the three largest requesters", top_share(requesters(), 3, about=about)),
        ("Effective number of requesters", effective_number(requesters(), about=about)),
    ]


def sensitive_told() -> pd.DataFrame:
    """Give the broad share of each requesting country whose count is told exactly, the highest first.

    Returns
    -------
    DataFrame
        ``iso3``, ``group`` (the country's name), ``share``, ``median`` (of all states, what it can be at the most) and
        ``charged``.
    """
    shares = sensitive_states("broad")
    told = shares[shares["low"] == shares["high"]].sort_values("low", ascending=False, kind="stable")
    names = [name_of(code) for code in told.index]
    data = pd.DataFrame({"group": names, "share": told["low"], "median": shares["high"].median()})
    return data.join(told["charged"]).rename_axis("iso3").reset_index()
