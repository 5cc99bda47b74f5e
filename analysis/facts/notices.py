"""Public notices: who requested them, what became of them, charges and corroboration, each state beside the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import pandas as pd

from analysis.core.countries import country_name, members
from analysis.core.errors import InputError, some
from analysis.core.judgement import WHOLE, followed, reference
from analysis.core.messages import N_, Nn_, _, _n, label
from analysis.core.private import LEAST_SHOWN, WORLD, span
from analysis.facts import world
from analysis.facts.selection import Selection, select, snapshot_days
from analysis.facts.world import MILLION, day, population, release
from analysis.stats.counts import (
    counted_share,
    effective_number,
    hidden_share,
    inferred_count,
    inferred_share,
    quantiles,
    top_share,
)
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Kind, Subject, interval, listed, percent
from analysis.stats.funnel import Funnel, funnel_of_rates
from analysis.stats.shrinkage import Shrinkage, beta_binomial, gamma_poisson, rank_table, ranks

__all__ = [
    "charge_shares", "concentration", "corroboration", "count", "first_places", "left", "offence_shares", "over_time",
    "own_national", "public_in_short", "public_league", "rates_and_ranks", "requested_by",
    "requesters", "sensitive_over_states", "sensitive_told", "statistics", "survivors",
]  # fmt: skip

#: Whose notices are counted: those that a state requested, or those that name its nationals.
By = Literal["requester", "nationality"]


@dataclass(frozen=True)
class League:
    """One statistic of many countries: against the common rate, shrunken, and ranked."""

    funnel: Funnel
    shrunken: Shrinkage
    ranks: dict[str, Estimate]


def _assigned_counts(snapshot: str) -> pd.Series[int]:
    """Count public notices by the requesting country that they are assigned to, however sure: as many as were found."""
    table = release().public_notices
    rows = table[(table["snapshot_date"] == snapshot) & table["requesting_country"].notna()]
    return rows.groupby("requesting_country")["notices"].sum().reindex(_asked(), fill_value=0).astype(int)


def _asked() -> list[str]:
    """Return the members that the site was asked for."""
    return [iso3 for iso3 in members() if iso3 not in reference()[1]]


def public_counts(snapshot: str = "") -> pd.Series[int]:
    """Count public notices by requesting country, at the reference snapshot as medians of the inference."""
    if _other(snapshot):
        return _assigned_counts(snapshot)
    return pd.Series(_medians_requested()).reindex(_asked(), fill_value=0).astype(int)


@cache
def _medians_requested() -> dict[str, int]:
    """Return the notices that a country requested, by the median of the inference."""
    laws = {iso3: law for (iso3, statistic), law in _laws().items() if statistic == "requested"}
    return {iso3: int(quantiles(law["count"], law["probability"], 0.5)[0]) for iso3, law in laws.items()}


def _other(snapshot: str) -> bool:
    """Return whether a snapshot is another than that of reference."""
    return snapshot not in {"", reference()[0].isoformat()}


def _universe(snapshot: str) -> str:
    """Describe which notices have a requesting country at a snapshot; after the reference, those of both days."""
    first = day(reference()[0])
    if not _other(snapshot):
        return _("notices public on {day}, requesting country inferred", day=first)
    return _(
        "notices public on {day} and already on {reference}, requesting country inferred", day=day(snapshot),
        reference=first,
    )  # fmt: skip


def public_subject(snapshot: str = "") -> Subject:
    """Describe what public notices at a snapshot are."""
    about = world.about(_("public Red Notices"), _universe(snapshot), _REQUESTS, "governance_country_year")
    return replace(about, message=Nn_("{count} public Red Notice", "{count} public Red Notices"))


@cache
def public_league(level: float, snapshot: str = "") -> League:
    """Compare public notices per million inhabitants over all members that the site was asked for.

    Rates against the common rate, shrunken (gamma-Poisson, after Clayton and Kaldor 1987) and ranked. Inhabitants are
    those of the year of the snapshot, or of the last year that is known.

    Examples
    --------
    >>> "RUS" in public_league(0.95).ranks
    True
    """
    table = release().governance
    known = int(table.loc[table["population"].notna(), "year"].max())
    year = min(int((snapshot or reference()[0].isoformat())[:4]), known)
    counts, people = public_counts(snapshot).align(population(year), join="inner")
    about, per, names = public_subject(snapshot), _("million inhabitants"), _by_code(counts.index)
    funnel = funnel_of_rates(counts, people, about=about, per=MILLION, per_label=per, names=names)
    shrunken = gamma_poisson(counts, people, about=about, per=MILLION, per_label=per, names=names, level=level)
    ranked = replace(about, noun=_("in {noun} per {label}", noun=about.noun, label=per), message=None)
    return League(funnel, shrunken, ranks(shrunken, about=ranked, names=names, level=level))


def _by_code(codes: pd.Index) -> dict[str, str]:
    return {str(code): country_name(str(code)) for code in codes}


TABLE = "public_notices_inference"


@cache
def snapshots_with(by: By) -> tuple[str, ...]:
    """Return the days of the snapshots that tell the requesting country, or the nationality, in order."""
    if by == "nationality":
        return tuple(sorted(set(release().nationalities["snapshot_date"])))
    table = release().public_notices
    return tuple(sorted(set(table.loc[table["requesting_country"].notna(), "snapshot_date"])))


def count(
    country: str | Selection, snapshot: str | None = None, by: By = "requester", level: float | None = None
) -> Estimate | None:
    """Count the public Red Notices that a country requested, or that name its nationals, at a snapshot.

    Requested at the snapshot of reference: median and interval of the inference. Otherwise a complete count; the
    universe says which notices could be counted. None for a territory that requests no notice of its own, and for a
    requester that was never asked for: its notices are unknown, not none.

    Parameters
    ----------
    by : {"requester", "nationality"}
        ``requester`` counts what the country requested, ``nationality`` what names its nationals.

    Examples
    --------
    >>> count("Russia").sentence
    'Russia: 3,177 public notices. Counted: notices public on 12 April 2023, requesting country inferred.'
    >>> int(count("Belarus", "2025-05-15", by="nationality").value)
    3
    """
    place = select(country, level)
    when = _checked(snapshot or _chosen(place), by)
    if by == "nationality":
        return _of_nationals(place, when)
    if not place.is_member or place.iso3 in reference()[1]:
        return None
    if not _other(when):
        return requested_by(place)
    about = replace(public_subject(when), source=world.source(_REQUESTS))
    return about.at(place.name).complete(int(_assigned_counts(when)[place.iso3]))


def _chosen(place: Selection) -> str:
    """Return the day of the snapshot of a report."""
    return place.snapshot or reference()[0].isoformat()


def _checked(snapshot: str, by: By) -> str:
    if by not in ("requester", "nationality"):
        raise InputError(f"by {by!r}", "requester or nationality", "choose one of the two")
    days = snapshots_with(by)
    if snapshot in days:
        return snapshot
    what = "requesting countries" if by == "requester" else "nationalities"
    other = "" if snapshot not in snapshot_days() or by == "nationality" else ', or count by="nationality"'
    raise InputError(f"snapshot {snapshot!r}", f"one that tells {what}: {some(days)}", f"choose one of these{other}")


def _of_nationals(place: Selection, snapshot: str) -> Estimate:
    table = release().nationalities
    rows = table[table["snapshot_date"] == snapshot]
    found = int(rows.loc[rows["nationality"] == place.iso3, "notices"].sum())
    basis = label(rows["nationality_basis"].iloc[0])
    universe = _("notices public on {day}, {basis}", day=day(snapshot), basis=basis)
    message = Nn_(
        "{count} public Red Notice that names a national", "{count} public Red Notices that name its nationals"
    )
    about = world.about(_("public Red Notices that name its nationals"), universe, "public_notices_by_nationality")
    return replace(about, place=place.name, message=message).complete(found)


def in_short(country: str | Selection, level: float | None = None) -> Estimate | str:
    """Describe how many public notices a country requested, with the interval of the inference."""
    place = select(country, level)
    when = _chosen(place)
    if when not in snapshots_with("requester"):
        return _of_nationals(place, when)
    found = count(place)
    if found is None:
        return _(
            "The site cannot be asked for {place} as a requesting country, so no notice is counted for it.",
            place=place.opening,
        )
    basis = _("requesting country inferred")
    if _other(when):
        basis = _("of those of {reference}, {inferred}", reference=day(reference()[0]), inferred=basis)
    if found.low is not None:
        basis = _("{first}; {second}", first=basis, second=interval(found.low, found.high or 0, place.level))
    words = {"place": place.called, "day": day(when), "basis": basis}
    none = _("No public Red Notice requested by {place} was found on {day} ({basis}).", **words)
    sentence = _n(
        "{count} public Red Notice requested by {place} was found on {day} ({basis}).",
        "{count} public Red Notices requested by {place} were found on {day} ({basis}).", found.value, **words,
    )  # fmt: skip
    return replace(found, sentence=sentence if found.value else none)


def statistics(country: str | Selection, level: float | None = None) -> list[tuple[str, Estimate]]:
    """Return all that is known of the notices that a country requested, with the words for each.

    Count, rate, shrunken rate, rank, the world's rate, and the shares against own nationals and gone from the list.
    Empty where nothing can be counted. At a snapshot that tells no requesting country, the nationals are counted
    instead.

    Examples
    --------
    >>> statistics("Russia")[0][0]
    'Public notices requested'
    """
    place = select(country, level)
    when, iso3 = _chosen(place), place.iso3
    if when not in snapshots_with("requester"):
        return [(_("Public notices that name nationals"), _of_nationals(place, when))]
    found = count(place)
    if found is None:
        return []
    league = public_league(place.level, when if _other(when) else "")
    ranked, shrunken = iso3 in league.ranks, left_shrunken(place.level).estimates.get(iso3)
    rows = [
        (_("Public notices requested"), found),
        (_("Per million inhabitants"), league.funnel.estimates[iso3] if ranked else None),
        (_("The same, pulled towards the average"),
            league.shrunken.estimates[iso3] if ranked and found.value else None),
        (_("Rank of that rate"), league.ranks[iso3] if ranked and found.value else None),
        (_("World, per million inhabitants"), league.funnel.target),
        (_("Against own nationals"), own_national(place)),
        (_("Left the list by the second date"), left(place)),
        (_("Left the list, pulled towards the average"),
            shrunken if shrunken is not None and shrunken.n >= LEAST_FOR_PERCENT else None),
    ]  # fmt: skip
    return [(what, estimate) for what, estimate in rows if estimate is not None]


def requested_by(country: str | Selection, level: float | None = None) -> Estimate:
    """Count the public notices that a country requested at the reference snapshot.

    Median and interval of the inference; no interval where no row is in doubt, and none for a country to which no row
    is assigned.

    Examples
    --------
    >>> requested_by("Costa Rica").value < requested_by("Costa Rica").n
    True
    """
    place = select(country, level)
    about = replace(
        _about_requests(place, _("public notices")), message=Nn_("{count} public notice", "{count} public notices")
    )
    law = _laws().get((place.iso3, "requested"))
    return about.complete(0) if law is None else inferred_count(law, about=about, level=place.level)


_REQUESTS = "public_notices_by_requesting_country"


def left(country: str | Selection, level: float | None = None) -> Estimate | None:
    """Return the share of a country's public notices that were no longer public at the last look.

    None for a country that requested none, by the median of the inference.

    Examples
    --------
    >>> 0 < left("Russia").value < 1
    True
    """
    place = select(country, level)
    return _share(place, "left", _left().at(place.name)) if _any(place.iso3) else None


@cache
def left_shrunken(level: float) -> Shrinkage:
    """Shrink the share that left the list, of every requesting country, towards the mean of the states."""
    counts = {
        iso3: [quantiles(law[column], law["probability"], 0.5)[0] for column in ("count", "of")]
        for (iso3, statistic), law in _laws().items()
        if statistic == "left" and _any(iso3)
    }
    medians = pd.DataFrame.from_dict(counts, orient="index", columns=["count", "of"]).astype(int)
    names = _by_code(medians.index)
    return beta_binomial(medians["count"], medians["of"], about=_left(), names=names, level=level)


def _any(iso3: str) -> bool:
    """Return whether a country has requested any notice, by the median of the inference."""
    return _medians_requested().get(iso3, 0) > 0


def _left() -> Subject:
    first, last = followed()
    universe = _(
        "notices public on {first}, followed to {last}, requesting country inferred", first=day(first), last=day(last)
    )
    return world.about(_("of public Red Notices left the public list"), universe, TABLE, "public_notices_exits")


def own_national(country: str | Selection, level: float | None = None) -> Estimate | None:
    """Return the share of a country's public notices of known nationality that are against its own nationals.

    By the inference where the count is shown, otherwise bounds; None where too few nationalities are known.

    Examples
    --------
    >>> own_national("Russia").value > 0.5
    True
    """
    place = select(country, level)
    snapshot = place.snapshot
    rows = _public(place.iso3, snapshot)
    rows = rows[rows["own_national"].notna()]
    if rows.empty or not _any(place.iso3):
        return None
    universe = _("{universe}, first nationality", universe=_universe(snapshot))
    noun = _("of public Red Notices of known nationality are against own nationals")
    about = replace(_about_requests(place, noun), universe=universe)
    inferred = None if _other(snapshot) else _share(place, "own_national", about)
    return inferred or _told_share(rows["own_national"], rows["nationality_stated"].astype(int), about)


def _told_share(shown: pd.Series[str], whole: pd.Series[int], about: Subject) -> Estimate:
    """Return a share whose count may be hidden: as counted, or what it can be at the least and at the most."""
    ends = span(shown, whole).iloc[0]
    return _share_between(int(ends["low"]), int(ends["high"]), int(whole.iloc[0]), about)


def _share_between(low: int, high: int, whole: int, about: Subject) -> Estimate:
    if low == high:
        return counted_share(low, whole, about=about)
    return hidden_share(high, whole, about=about, reason=_("small counts are not published"), least=low)


def caution(country: str | Selection) -> str:
    """Say that a country's count rests on weak inference alone; blank where it does not."""
    place = select(country)
    rows = _public(place.iso3)
    if _other(place.snapshot) or rows.empty or (rows["weakly_inferred"] < rows["notices"]).iloc[0]:
        return ""
    return _n(
        "The one notice assigned to {place} rests on weak inference only.",
        "All {count} notices assigned to {place} rest on weak inference only.", int(rows["notices"].iloc[0]),
        place=place.name,
    )  # fmt: skip


def _public(iso3: str, snapshot: str = "") -> pd.DataFrame:
    table, when = world.release().public_notices, snapshot or reference()[0].isoformat()
    return table[(table["requesting_country"] == iso3) & (table["snapshot_date"] == when)]


@cache
def _laws() -> dict[tuple[str, str], pd.DataFrame]:
    parted = world.release().inference.groupby(["requesting_country", "statistic"])
    return {
        (str(iso3), str(statistic)): rows[["count", "of", "probability"]].astype(float)
        for (iso3, statistic), rows in parted
    }


def _share(place: Selection, statistic: str, about: Subject) -> Estimate | None:
    law = _laws().get((place.iso3, statistic))
    return None if law is None else inferred_share(law, about=about, level=place.level)


def _about_requests(place: Selection, noun: str) -> Subject:
    return world.about(noun, _universe(""), TABLE, _REQUESTS).at(place.name)


#: Kind of sensitivity -> what the share says.
KINDS = {
    "strict": _("of public Red Notices state only charges of speech, state security or public order"),
    "broad": _("of public Red Notices state only charges of speech, state security, public order, terrorism or armed "
        "formations"),
}  # fmt: skip


CONFIRMED = _("of persons with security charges are also designated by the UN, the EU, the UK or the US")


#: The requesters whose notices are most of the pool: the share over all notices is never given with both of them.
LARGEST = ("RUS", "SLV")


#: How many offence groups are drawn.
MOST_GROUPS = 10


def survivors() -> str:
    """Describe which notices carry both a charge and a requesting country.

    Examples
    --------
    >>> survivors()
    'notices public on 23 May 2025 and already on 12 April 2023, requesting country inferred'
    """
    first, last = followed()
    return _(
        "notices public on {last} and already on {first}, requesting country inferred", last=day(last), first=day(first)
    )


@cache
def sensitive_table() -> pd.DataFrame:
    """Return notices, and what those that are Article 3-sensitive can be, by requesting country."""
    table = world.release().sensitive
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()].set_index("requesting_country")
    notices = rows["notices"].astype(int)
    spans = [span(rows[kind], notices).add_prefix(f"{kind}_") for kind in KINDS]
    return pd.concat([notices, *spans], axis=1)


def _sensitive_share(country: str | Selection, kind: str, level: float | None = None) -> Estimate | None:
    """Return the Article 3-sensitive share of a country's public notices; None where too few."""
    place = select(country, level)
    about = _about_charges(KINDS[kind]).at(place.name)
    table = world.release().sensitive
    rows = table[(table["requesting_country"] == place.iso3) & (table["snapshot_date"] == followed()[1].isoformat())]
    if rows.empty:
        return None
    return _share(place, kind, about) or _told_share(rows[kind], rows["notices"], about)


#: Kind of share -> its word.
_KIND = {"strict": _("strict"), "broad": _("broad")}


def charge_shares(country: str | Selection, level: float | None = None) -> list[tuple[str, Estimate]]:
    """Return how far a country's public notices are Article 3-sensitive, compared with others and confirmed by others.

    Empty for a country with fewer than five notices.

    Examples
    --------
    >>> charge_shares("Russia")[0][0]
    'Article 3-sensitive, strict'
    """
    place = select(country, level)
    if place.iso3 not in sensitive_table().index:
        return []
    rows: list[tuple[str, Estimate | None]] = []
    for kind, word in _KIND.items():
        heading = _("Article 3-sensitive, {kind}", kind=word)
        rows += [(heading, _sensitive_share(place, kind)), sensitive_over_states(kind)[0]]
    rows.append((_("Security charges confirmed by designation"), corroboration(place)))
    return [(heading, estimate) for heading, estimate in rows if estimate is not None]


def sensitive_states(kind: str) -> pd.DataFrame:
    """Return the least and the greatest share of each requesting country with enough notices for a percentage."""
    table = sensitive_table().drop(index=WORLD).query("notices >= @LEAST_FOR_PERCENT")
    ends = {end: table[f"{kind}_{end}"] / table["notices"] for end in ("low", "high")}
    return table[["notices"]].assign(**ends)


def sensitive_over_states(kind: str) -> list[tuple[str, Estimate]]:
    """Return how the share is spread over requesting countries: median, ends, and the pool without its largest parts.

    No pooled share of all is given: it would be that of the two requesters with most notices, Russia and El Salvador.

    The median over states, each state counted once, then lowest and highest; and the share over all notices without one
    of ``LARGEST``, and without all of them.

    Examples
    --------
    >>> sensitive_over_states("broad")[0][0].startswith("Median of")
    True
    """
    shares, word = sensitive_states(kind), _KIND[kind]
    over = [
        (label(which, "over-states", states=len(shares), kind=word), _of_states(which, shares, kind))
        for which in ("median", "lowest", "highest")
    ]
    left_out = [*([code] for code in LARGEST), list(LARGEST)]
    return over + [
        (_("All without {states}, {kind}", states=_names(codes), kind=word), _without(codes, kind))
        for codes in left_out
    ]


def _of_states(which: str, shares: pd.DataFrame, kind: str) -> Estimate:
    ends = shares[["low", "high"]].agg({"median": "median", "lowest": "min", "highest": "max"}[which])
    low, high = float(ends["low"]), float(ends["high"])
    about = _about_charges(KINDS[kind])
    universe = _(
        "{universe}; {states} requesting countries with {least} or more notices, each counted once",
        universe=about.universe, states=len(shares), least=LEAST_FOR_PERCENT,
    )  # fmt: skip
    word = N_("at most {high}") if low == 0 else N_("{low} to {high}")
    share = percent(low) if low == high else _(word, low=percent(low), high=percent(high))
    claim = label(which, "over-states-claim", share=share, noun=about.noun)
    about, method, n = replace(about, universe=universe), label(which, "over-states-method"), float(len(shares))
    if low == high:
        return about.estimate(low, about.sentence(claim), method, n, unit="share", kind=Kind.DERIVED)
    sentence = about.sentence(claim, _("small counts are not published"))
    return about.estimate(low, sentence, method, n, ends=(low, high), unit="share", kind=Kind.BOUNDS)


def _without(codes: list[str], kind: str) -> Estimate:
    """Take requesters out of all together; what they can be at most leaves the least, and the reverse."""
    table = sensitive_table()
    about = _about_charges(KINDS[kind]).at(_("All without {states}", states=_names(codes)))
    every, out = table.loc[WORLD], table.loc[table.index.isin(codes)].sum()
    least = max(0, int(every[f"{kind}_low"] - out[f"{kind}_high"]))
    most = int(every[f"{kind}_high"] - out[f"{kind}_low"])
    return _share_between(least, most, int(every["notices"] - out["notices"]), about)


def _names(codes: list[str]) -> str:
    return listed(map(country_name, codes))


def _about_charges(noun: str, table: str = "public_notices_sensitive") -> Subject:
    return world.about(noun, survivors(), table)


def corroboration(country: str | Selection) -> Estimate | None:
    """Return the share of persons with security charges who are also designated; bounds where the count is hidden.

    A complete count's share where the count is shown; where it is below three and hidden, what it can be at the least
    and at the most; None for a country with too few public notices on security charges.

    Examples
    --------
    >>> corroboration("Russia").unit
    'share'
    """
    place, table = select(country), world.release().corroboration
    rows = table[(table["requesting_country"] == place.iso3) & (table["coverage"] == WHOLE)]
    rows = rows[rows["security"].str.isdecimal()]
    about = _about_charges(CONFIRMED, "public_notices_corroboration").at(place.name)
    return None if rows.empty else _told_share(rows["designated"], rows["security"].astype(int), about)


def offence_shares(country: str | Selection) -> pd.DataFrame:
    """Return the shares of offence groups among a country's public notices, the most frequent first.

    ``group``, ``notices`` and ``most`` (the least and the most that the count can be), ``share`` (of the least),
    ``median`` (over requesting countries with enough notices for a percentage, each counted once; the most that it can
    be, so a count too small to be shown enters as two); at most ``MOST_GROUPS`` rows. A notice with two groups counts
    for each, so shares add up to more than one.

    Examples
    --------
    >>> bool(offence_shares("Russia")["share"].is_monotonic_decreasing)
    True
    """
    iso3, table = select(country).iso3, _offences()
    own, whole = table[table["requesting_country"] == iso3].set_index("offence")["notices"], notices_of(iso3)
    top = span(own, pd.Series(whole, own.index)).sort_values("low", ascending=False, kind="stable").head(MOST_GROUPS)
    least, most = top["low"].to_numpy(), top["high"].to_numpy()
    found = pd.DataFrame({"group": [label(offence) for offence in top.index], "notices": least, "most": most})
    return found.assign(share=least / whole, median=_medians()[top.index].to_numpy())


def _offences() -> pd.DataFrame:
    table = world.release().offences
    return table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]


@cache
def _medians() -> pd.Series[float]:
    """Return the most that the median share of each offence can be, over the states with enough notices."""
    rows, totals = _offences(), pd.Series(_notices_by_requester())
    most = span(rows["notices"], rows["requesting_country"].map(totals))["high"]
    counts = rows.assign(most=most).pivot_table(index="requesting_country", columns="offence", values="most")
    enough = totals[totals >= LEAST_FOR_PERCENT]
    return counts.reindex(enough.index).fillna(LEAST_SHOWN - 1).div(enough, axis=0).median()


def notices_of(country: str | Selection) -> int:
    """Count the public notices of a requesting country, in the list that charges are known for."""
    return _notices_by_requester().get(select(country).iso3, 0)


@cache
def _notices_by_requester() -> dict[str, int]:
    table = world.release().public_notices
    rows = table[(table["snapshot_date"] == followed()[1].isoformat()) & table["requesting_country"].notna()]
    return {str(code): int(count) for code, count in rows.groupby("requesting_country")["notices"].sum().items()}


#: Series of nationals -> basis of the snapshots in it; a basis that does not tell nationality from birth has none.
NATIONALITY_BASES = {"first": "first nationality stated", "every": "every nationality stated"}


def over_time(country: str | Selection, level: float | None = None) -> pd.DataFrame:
    """Count public notices at each snapshot: those the country requested, and those naming its nationals.

    ``series``, ``snapshot_date``, ``notices``; complete counts, and the median of the inference of requested ones.
    Nationals are a series of their own for each basis: a list that gives the first nationality alone counts fewer than
    one that gives every nationality. Only snapshots that can be compared are in it: one with the requesting country of
    the whole list, and those that tell nationality from birth. A snapshot that was chosen is in it too.

    Examples
    --------
    >>> over_time("Russia").query("series == 'requested'")["notices"].tolist()
    [3177]
    """
    place = select(country, level)
    requested = world.release().public_notices.rename(columns={"requesting_country": "iso3"})
    days = {reference()[0].isoformat(), place.snapshot} & set(snapshots_with("requester"))
    known = requested[requested["snapshot_date"].isin(days) & requested["iso3"].notna()]
    at_reference = known["snapshot_date"] == reference()[0].isoformat()
    known = known.assign(notices=known["notices"].mask(at_reference, int(requested_by(place).value)))
    nationals = world.release().nationalities.rename(columns={"nationality": "iso3"})
    parts = [_series("requested", known, place)]
    for name, basis in NATIONALITY_BASES.items():
        parts.append(_series(name, nationals[nationals["nationality_basis"] == basis], place))
    table = pd.concat(parts, ignore_index=True)
    return table if table["notices"].sum() else table.iloc[:0]


def _series(name: str, table: pd.DataFrame, place: Selection) -> pd.DataFrame:
    own = table[table["iso3"] == place.iso3].groupby("snapshot_date")["notices"].sum()
    counts = own.reindex(sorted(table["snapshot_date"].unique()), fill_value=0).astype(int)
    return pd.DataFrame({"series": name, "snapshot_date": counts.index, "notices": counts.to_numpy()})


def public_in_short() -> Estimate:
    """Count the public notices at the reference snapshot over all members asked: the sum of their `public_counts`.

    The sum of what the pages of the countries state; ``n`` is the number of members asked.

    Examples
    --------
    >>> public_in_short().unit
    'public Red Notices'
    """
    counts, about = public_counts(), public_subject()
    total, none = int(counts.sum()), int((counts == 0).sum())
    sentence = _(
        "{members} members requested {count} of the Red Notices that were public on {day}: the sum of the medians of "
        "the inference. {none} members have a median of none.", count=total, members=len(counts),
        day=day(reference()[0]), none=none,
    )  # fmt: skip
    counted = world.counted(total, about.noun, about.universe, sentence, _REQUESTS, n=len(counts))
    return replace(counted, method=_("sum of the medians of the inference"))


def rates_and_ranks(level: float = 0.95) -> pd.DataFrame:
    """Return the shrunken rates and ranks of public notices per inhabitant, of states that requested any.

    ``iso3``, the columns of the shrunken rates, ``rank``, ``rank_low`` and ``rank_high``.

    Examples
    --------
    >>> bool(rates_and_ranks()["rank"].ge(1).all())
    True
    """
    league = public_league(level)
    ranked = rank_table(league.ranks).rename(columns={"low": "rank_low", "high": "rank_high"})
    return league.shrunken.table.join(ranked).rename_axis("iso3").reset_index().query("n > 0")


def first_places(level: float, places: int) -> list[str]:
    """Return the states with the highest shrunken rates, by rank.

    ISO3 codes.

    Parameters
    ----------
    places : int
        How many states.

    Examples
    --------
    >>> len(first_places(0.95, 5))
    5
    """
    by_code = public_league(level).ranks
    return sorted(by_code, key=lambda code: (by_code[code].value, code))[:places]


def requesters() -> pd.Series[int]:
    """Count public notices by requesting country, as `public_counts` does, of those that requested any.

    By ISO3 code.

    Examples
    --------
    >>> int(requesters().max())
    3177
    """
    counts = public_counts()
    return counts[counts > 0]


def concentration() -> list[tuple[str, Estimate]]:
    """Return how far few requesters account for most public notices.

    The share of the three largest, and the effective number of requesters (inverse Simpson).

    Examples
    --------
    >>> concentration()[0][1].value > 0.5
    True
    """
    about = replace(public_subject(), source=world.source("public_notices_by_requesting_country"))
    return [
        (_("Share of the three largest requesting countries"), top_share(requesters(), 3, about=about)),
        (_("Effective number of requesting countries"), effective_number(requesters(), about=about)),
    ]


def sensitive_told() -> pd.DataFrame:
    """Return the broad share of each requesting country whose count is told exactly, the highest first.

    ``iso3``, ``group`` (the country's name), ``share``, ``median`` (of all states, what it can be at the most) and
    ``notices``.

    Examples
    --------
    >>> bool(sensitive_told()["share"].is_monotonic_decreasing)
    True
    """
    shares = sensitive_states("broad")
    exact = shares[shares["low"] == shares["high"]].sort_values("low", ascending=False, kind="stable")
    named = exact.assign(group=exact.index.map(country_name), share=exact["low"], median=shares["high"].median())
    return named.rename_axis("iso3").reset_index()[["iso3", "group", "share", "median", "notices"]]
