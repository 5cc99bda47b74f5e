"""Public notices: who requested them, what became of them and what they charge, each country compared with all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Literal, Unpack

import pandas as pd

from analysis.core.country_names import country_name, members
from analysis.core.errors import InputError, NoDataError, some
from analysis.core.hand_models import WHOLE
from analysis.core.judgement import followed, reference
from analysis.core.messages import N_, Nn_, _, label
from analysis.core.number_words import phrase
from analysis.core.private import LEAST_SHOWN, WORLD, span
from analysis.facts import world
from analysis.facts.selection import LevelChoices, NoticeChoices, Selection, chosen
from analysis.facts.summary import Fact
from analysis.facts.world import MILLION, known_territories, population, release
from analysis.stats.counts import effective_number, hidden_share, inferred_count, inferred_share, quantiles, top_share
from analysis.stats.estimate import (
    LEAST_FOR_PERCENT,
    Estimate,
    Kind,
    Subject,
    interval,
    listed,
    percent,
    share_in_words,
)

__all__ = [
    "by_charge", "compare", "concentration", "count", "delisted_share", "over_time", "own_national_share", "rate",
    "sensitive_share",
]  # fmt: skip

#: Whose notices are counted: those that a country requested, or those that name its nationals.
Of = Literal["requesting", "nationals"]

REQUESTS, NATIONALS = "public_notices_by_requesting_country", "public_notices_by_nationality"
INFERENCE = "public_notices_inference"


def count(
    country: str | Selection | None = None, *, of: Of = "requesting", **choices: Unpack[NoticeChoices]
) -> Estimate:
    """Public Red Notices that a country requested, or that name its nationals.

    Choices: level, snapshot.

    Parameters
    ----------
    of : {"requesting", "nationals"}
        Notices that the country requested, or notices that name its nationals, whoever requested them.

    Returns
    -------
    Estimate
        Notices on the day of the snapshot. Requested at the snapshot of reference: kind REQUESTER, the median and
        interval of the inference of who requested (Poisson-binomial, Poisson 1837), without an interval where no notice
        is in doubt. All other counts are complete. Of all countries: the sum of their counts.

    Raises
    ------
    NoDataError
        If the site was never asked for the country as a requesting country, or the snapshot does not state them.

    Examples
    --------
    >>> count("Russia")
    <notices.count RUS: 3.18e+03 public notices (requester inference)>
    >>> count("Belarus", of="nationals", snapshot="2025-05-15").value
    3.0
    """
    selection = chosen(country, choices, NoticeChoices)
    if of == "nationals":
        return _of_nationals(selection).named("notices.nationals", selection.country)
    if of != "requesting":
        raise InputError(f"of={of!r}", "requesting or nationals", "choose one of the two")
    snapshot = _with_requesters(selection)
    if selection.country is None:
        return _of_all(snapshot)
    if selection.country not in _asked():
        got = f"{selection.name}, which INTERPOL's site cannot be asked for"
        raise NoDataError(got, "a member that can request notices", 'count its nationals, of="nationals"')
    if snapshot:
        about = replace(public_subject(snapshot), source=world.source(REQUESTS)).at(selection.name)
        found = about.complete(int(public_counts(snapshot)[selection.country]))
    else:
        about = _about_requests(selection, _("public notices"))
        about = replace(about, message=Nn_("{count} public notice", "{count} public notices"))
        law = _laws().get((selection.country, "requested"))
        found = about.complete(0) if law is None else inferred_count(law, about=about, level=selection.level)
    return found.named("notices.count", selection.country)


def _with_requesters(selection: Selection) -> str:
    """Return the day of another snapshot than that of reference; refuse one that states no requesting country."""
    days = snapshots_with_requesters()
    if selection.snapshot and selection.snapshot not in days:
        got, expected = f"snapshot {selection.snapshot!r}", f"one that states requesting countries: {some(days)}"
        raise NoDataError(got, expected, 'choose one of these, or count nationals, of="nationals"')
    return selection.snapshot


@cache
def snapshots_with_requesters() -> tuple[str, ...]:
    """Return the days of the snapshots that state requesting countries, in order."""
    table = release().public_notices
    return tuple(sorted(set(table.loc[table["requesting_country"].notna(), "snapshot_date"])))


def _of_nationals(selection: Selection) -> Estimate:
    table, when = release().nationalities, selection.snapshot or reference()[0].isoformat()
    rows = table[table["snapshot_date"] == when]
    found = int(rows.loc[rows["nationality"] == selection.iso3, "notices"].sum())
    basis = label(rows["nationality_basis"].iloc[0])
    universe = phrase("notices._of_day", when=when, basis=basis)
    message = Nn_(
        "{count} public Red Notice that names a national", "{count} public Red Notices that name its nationals"
    )
    about = world.about(_("public Red Notices that name its nationals"), universe, NATIONALS)
    return replace(about, place=selection.name, message=message).complete(found)


def _of_all(snapshot: str) -> Estimate:
    counts, about = public_counts(snapshot), public_subject(snapshot)
    total, asked, none = int(counts.sum()), len(counts), int((counts == 0).sum())
    method = _("complete count") if snapshot else _("sum of the medians of the inference")
    form, when = "assigned" if snapshot else "inferred", snapshot or reference()[0]
    found = replace(world.counted(total, about.noun, about.universe, "", REQUESTS, n=asked), method=method)
    return found.named("notices.count", None, form=form, when=when, none=none)


@cache
def _asked() -> list[str]:
    """Return the members that the site was asked for."""
    return [iso3 for iso3 in members() if iso3 not in reference()[1]]


def public_counts(snapshot: str = "") -> pd.Series[int]:
    """Count public notices by requesting country: medians of the inference, at another snapshot as assigned."""
    if not snapshot:
        return pd.Series(_medians_requested()).reindex(_asked(), fill_value=0).astype(int)
    table = release().public_notices
    rows = table[(table["snapshot_date"] == snapshot) & table["requesting_country"].notna()]
    return rows.groupby("requesting_country")["notices"].sum().reindex(_asked(), fill_value=0).astype(int)


@cache
def _medians_requested() -> dict[str, int]:
    """Return the notices that a country requested, by the median of the inference."""
    laws = {iso3: law for (iso3, statistic), law in _laws().items() if statistic == "requested"}
    return {iso3: int(quantiles(law["count"], law["probability"], 0.5)[0]) for iso3, law in laws.items()}


@cache
def _laws() -> dict[tuple[str, str], pd.DataFrame]:
    """Return the distribution of each inferred count and share, by requesting country and statistic."""
    parted = release().inference.groupby(["requesting_country", "statistic"])
    return {
        (str(iso3), str(statistic)): rows[["count", "of", "probability"]].astype(float)
        for (iso3, statistic), rows in parted
    }


def _universe(snapshot: str) -> str:
    """Describe which notices have a requesting country at a snapshot; after the reference, those of both days."""
    first = reference()[0]
    if not snapshot:
        return phrase("notices._of_day", when=first, basis=phrase("notices._basis"))
    return phrase("notices._of_days", first=first, last=snapshot)


def public_subject(snapshot: str = "") -> Subject:
    """Describe what public notices at a snapshot are."""
    about = world.about(_("public Red Notices"), _universe(snapshot), REQUESTS, "governance_country_year")
    return replace(about, message=Nn_("{count} public Red Notice", "{count} public Red Notices"))


def _about_requests(selection: Selection, noun: str) -> Subject:
    return world.about(noun, _universe(""), INFERENCE, REQUESTS).at(selection.name)


@cache
def _per_inhabitant(snapshot: str) -> pd.DataFrame:
    """Public notices by member, per million inhabitants as of the snapshot or the last known year."""
    table = release().governance
    known = int(table.loc[table["population"].notna(), "year"].max())
    year = min(int((snapshot or reference()[0].isoformat())[:4]), known)
    found = pd.DataFrame({"notices": public_counts(snapshot), "inhabitants": population(year)}).dropna().astype(int)
    return found.assign(rate=MILLION * found["notices"] / found["inhabitants"])


def rate(country: str | Selection | None = None, **choices: Unpack[NoticeChoices]) -> Estimate:
    """Public notices of a requesting country per million inhabitants.

    Choices: level, snapshot.

    Returns
    -------
    Estimate
        Notices per million inhabitants, as counted, so without an interval. Of all countries: the common rate.

    Examples
    --------
    >>> rate("Russia").value > rate().value
    True
    """
    selection = chosen(country, choices, NoticeChoices)
    snapshot = _with_requesters(selection)
    table = _per_inhabitant(snapshot)
    if selection.country is not None and selection.country not in table.index:
        got, expected = f"{selection.name}, which has no such number", f"one of {len(table)} requesting countries"
        raise NoDataError(got, f"{expected} with inhabitants and notices", "use notices.count")
    rows = table if selection.country is None else table.loc[[selection.country]]
    counted, about = int(rows["notices"].sum()), public_subject(snapshot).at(selection.name)
    value = float(MILLION * counted / rows["inhabitants"].sum())
    claim = _("{number} {noun} per million inhabitants", number=value, noun=about.noun)
    sentence = about.sentence(claim, about.counted(counted))
    method, unit = _("complete count over exposure"), _("{noun} per million inhabitants", noun=about.noun)
    found = about.estimate(value, sentence, method, float(counted), unit=unit, kind=Kind.DERIVED)
    return found.named("notices.rate", selection.country)


def delisted_share(country: str | Selection | None = None, **choices: Unpack[LevelChoices]) -> Estimate:
    """Share of a country's public notices that were no longer public at the last look.

    Choices: level.

    Returns
    -------
    Estimate
        A share of the notices that were public on the day of reference. Kind REQUESTER: median and interval of the
        inference of who requested; of fewer than ten notices as a complete count.

    Examples
    --------
    >>> 0 < delisted_share("Russia").value < 1
    True
    """
    selection = chosen(country, choices, LevelChoices)
    found = _inferred(selection, "left", _delisted().at(selection.name))
    if found is None or not _medians_requested().get(selection.iso3):
        raise _too_few(selection)
    return found.named("notices.delisted_share", selection.country)


def _delisted() -> Subject:
    first, last = followed()
    universe = phrase("notices._followed", first=first, last=last)
    return world.about(_("of public Red Notices left the public list"), universe, INFERENCE, "public_notices_exits")


def _too_few(selection: Selection) -> NoDataError:
    return NoDataError(f"too few public notices of {selection.name}", "more of them", "use notices.count")


def _inferred(selection: Selection, statistic: str, about: Subject) -> Estimate | None:
    law = _laws().get((selection.iso3, statistic))
    return None if law is None else inferred_share(law, about=about, level=selection.level)


def own_national_share(country: str | Selection | None = None, **choices: Unpack[NoticeChoices]) -> Estimate:
    """Share of a country's public notices of known nationality that are against its own nationals.

    Choices: level, snapshot.

    Returns
    -------
    Estimate
        A share of the notices whose first nationality is known. At the snapshot of reference kind REQUESTER: median and
        interval of the inference of who requested. Otherwise complete, or HIDDEN: bounds of a count below three.

    Examples
    --------
    >>> own_national_share("Russia").value > 0.5
    True
    """
    selection = chosen(country, choices, NoticeChoices)
    rows = _public(selection.iso3, selection.snapshot)
    rows = rows[rows["own_national"].notna()]
    if rows.empty or not _medians_requested().get(selection.iso3):
        raise _too_few(selection)
    noun = _("of public Red Notices of known nationality are against own nationals")
    universe = _("{universe}, first nationality", universe=_universe(selection.snapshot))
    about = replace(_about_requests(selection, noun), universe=universe)
    inferred = None if selection.snapshot else _inferred(selection, "own_national", about)
    found = inferred or hidden_part(rows["own_national"], rows["nationality_stated"].astype(int), about)
    return found.named("notices.own_national_share", selection.country)


def _public(iso3: str, snapshot: str = "") -> pd.DataFrame:
    table, when = release().public_notices, snapshot or reference()[0].isoformat()
    return table[(table["requesting_country"] == iso3) & (table["snapshot_date"] == when)]


def hidden_part(shown: pd.Series[str], whole: pd.Series[int], about: Subject) -> Estimate:
    """Return a share whose count may be hidden: as counted, or what it can be at the least and at the most."""
    ends = span(shown, whole).iloc[0]
    return _share_between(int(ends["low"]), int(ends["high"]), int(whole.iloc[0]), about)


def _share_between(low: int, high: int, whole: int, about: Subject) -> Estimate:
    return hidden_share(high, whole, about=about, reason=phrase("notices._small"), least=low)


#: What counts as sensitive.
Sensitivity = Literal["broad", "strict"]

KINDS: tuple[Sensitivity, ...] = ("strict", "broad")

#: The requesting countries with most notices: the share over all notices is never stated with both of them.
LARGEST = ("RUS", "SLV")


def sensitive_share(
    country: str | Selection | None = None, *, kind: Sensitivity = "broad",
    **choices: Unpack[LevelChoices],
) -> Estimate:  # fmt: skip
    """Share of a country's public notices with charges that are sensitive under Article 3 only.

    Choices: level. There is no share of all countries: it would be that of Russia and El Salvador.

    Returns
    -------
    Estimate
        A share of the notices public at the last look and already at the snapshot of reference. Kind REQUESTER where
        the inference of who requested gives it; otherwise complete, or HIDDEN: bounds of a count below three.

    Examples
    --------
    >>> sensitive_share("Russia").value > sensitive_share("Russia", kind="strict").value
    True
    """
    selection = chosen(country, choices, LevelChoices)
    if kind not in KINDS:
        raise InputError(f"kind {kind!r}", "strict or broad", "choose one of the two")
    table = sensitive_table()
    if selection.iso3 not in table.index:
        raise _too_few(selection)
    about = _about_charges(kind).at(selection.name)
    row = table.loc[selection.iso3].astype(int).to_dict()
    bounds = row[f"{kind}_low"], row[f"{kind}_high"], row["notices"]
    found = _inferred(selection, kind, about) or _share_between(*bounds, about)
    return found.named(_sensitive_name(kind), selection.country, strict=strictly(selection.iso3))


def strictly(iso3: str | None) -> str:
    """Say what is left of a country's broad count by the strict definition; neither is stated alone."""
    row = sensitive_table().astype(int).loc[iso3].to_dict()
    return _strictly(row["strict_low"], row["strict_high"], row["notices"], row["broad_low"])


def _strictly(low: int, high: int, whole: int, broad: int) -> str:
    form, share = "exact" if low == high else "", share_in_words(high, whole)
    return phrase("notices._strictly", high, form=form, n=whole, share=share, mostly=int(2 * high < broad))


def _sensitive_name(kind: str, of: str = "") -> str:
    return f"notices.sensitive_share{'' if kind == 'broad' else '_strict'}{of}"


def survivors() -> str:
    """Describe which notices carry both a charge and a requesting country."""
    first, last = followed()
    return phrase("notices._of_days", first=first, last=last)


def _about_charges(kind: Sensitivity) -> Subject:
    return world.about(label(kind, "sensitive"), survivors(), "public_notices_sensitive")


@cache
def sensitive_table() -> pd.DataFrame:
    """Return notices, and what those that are Article 3-sensitive can be, by requesting country."""
    table = release().sensitive
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()].set_index("requesting_country")
    notices = rows["notices"].astype(int)
    spans = [span(rows[kind], notices).add_prefix(f"{kind}_") for kind in KINDS]
    return pd.concat([notices, *spans], axis=1)


def sensitive_states(kind: Sensitivity) -> pd.DataFrame:
    """Return the least and the greatest share of each requesting country with enough notices for a percentage."""
    if kind not in KINDS:
        raise InputError(f"kind {kind!r}", "strict or broad", "choose one of the two")
    table = sensitive_table().drop(index=WORLD).query("notices >= @LEAST_FOR_PERCENT")
    ends = {end: table[f"{kind}_{end}"] / table["notices"] for end in ("low", "high")}
    return table[["notices"]].assign(**ends)


def sensitive_over_states(kind: Sensitivity) -> list[tuple[str, Estimate]]:
    """Return how the share is spread over requesting countries, and that of all notices without the largest."""
    shares = sensitive_states(kind)
    over = [
        (label(which, "over-states", states=len(shares), kind=label(kind)), _of_states(which, shares, kind))
        for which in ("median", "lowest", "highest")
    ]
    for codes in [*([code] for code in LARGEST), list(LARGEST)]:
        without = phrase("notices._all_without", codes=codes, kind=kind)
        over.append((without, share_without(codes, kind)))
    return over


def _of_states(which: str, shares: pd.DataFrame, kind: Sensitivity) -> Estimate:
    ends = shares[["low", "high"]].agg({"median": "median", "lowest": "min", "highest": "max"}[which])
    low, high = float(ends["low"]), float(ends["high"])
    about = _about_charges(kind)
    universe = phrase("notices._of_states", states=len(shares), least=LEAST_FOR_PERCENT, universe=about.universe)
    word = N_("at most {high}") if low == 0 else N_("{low} to {high}")
    share = percent(low) if low == high else _(word, low=percent(low), high=percent(high))
    claim = label(which, "over-states-claim", share=share, noun=about.noun)
    about, method, n = replace(about, universe=universe), label(which, "over-states-method"), float(len(shares))
    strict = ""
    if kind == "broad":
        other = _of_states(which, sensitive_states("strict"), "strict")
        most, word = other.high or other.value, label(which, "over-states-word")
        form = "" if other.high else "exact"
        strict = phrase("notices._strict_of_states", most, form=form, which=word)
    if low == high:
        found = about.estimate(low, about.sentence(claim), method, n, unit="share", kind=Kind.DERIVED)
    else:
        sentence = about.sentence(claim, phrase("notices._small"))
        found = about.estimate(low, sentence, method, n, ends=(low, high), unit="share", kind=Kind.BOUNDS)
    return found.named(_sensitive_name(kind, f"_{which}"), None, strict=strict)


def share_without(codes: list[str], kind: Sensitivity) -> Estimate:
    """Take requesting countries out of all together; what they can be at most leaves the least, and the reverse."""
    table = sensitive_table()
    about = _about_charges(kind).at(_("All without {states}", states=listed(map(country_name, codes))))
    every, out = table.loc[WORLD], table.loc[table.index.isin(codes)].sum()
    ends = {one: (max(0, int(every[f"{one}_low"] - out[f"{one}_high"])), int(every[f"{one}_high"] - out[f"{one}_low"]))
        for one in KINDS}  # fmt: skip
    whole = int(every["notices"] - out["notices"])
    found, strict = _share_between(*ends[kind], whole, about), ""
    if kind == "broad":
        strict = _strictly(*ends["strict"], whole, ends["broad"][0])
    return found.named(_sensitive_name(kind, f"_without_{'_'.join(codes).lower()}"), None, strict=strict)


def concentration(top: int = 3) -> Estimate:
    """Share of public notices that the requesting countries with most of them account for.

    Parameters
    ----------
    top : int
        How many countries.

    Returns
    -------
    Estimate
        A share of all notices at the snapshot of reference, each country with the median of the inference; complete.

    Examples
    --------
    >>> concentration().value > concentration(1).value > 0.3
    True
    """
    return top_share(requesters(), top, about=_about_concentration()).named("notices.concentration", None)


def _about_concentration() -> Subject:
    return replace(public_subject(), source=world.source(REQUESTS))


def requesters() -> pd.Series[int]:
    """Count public notices by requesting country, of those that requested any."""
    counts = public_counts()
    return counts[counts > 0]


def compare(country: str | Selection | None = None, **choices: Unpack[NoticeChoices]) -> pd.DataFrame:
    """Public notices, rate and shares of every requesting country.

    Choices: level, snapshot. A country that is named is marked in ``attrs["focus"]``.

    Returns
    -------
    DataFrame
        One row per country: ``country``, ``notices``, ``inhabitants``, ``rate`` (per million, as counted), and three
        shares with their ends: ``own_national``, ``delisted`` and ``sensitive``; a share that is known by its bounds
        alone is blank. ``attrs["excluded"]``: territories that have no row, by reason.

    Examples
    --------
    >>> table = compare("Russia").set_index("country")
    >>> int(table.loc["RUS", "notices"]), table.attrs["focus"]
    (3177, 'RUS')
    """
    selection = chosen(country, choices, NoticeChoices)
    table = _per_inhabitant(_with_requesters(selection))
    for share in (own_national_share, delisted_share, sensitive_share):
        name, ends = share.__name__.removesuffix("_share"), dict[str, tuple[float, ...]]()
        for code in map(str, table.index):
            found = number_or_none(share, replace(selection, country=code))
            if found is not None:
                value = float("nan") if found.kind is Kind.HIDDEN else found.value
                ends[code] = (value, *(found.value if end is None else end for end in (found.low, found.high)))
        columns = [name, f"{name}_low", f"{name}_high"]
        table = table.join(pd.DataFrame.from_dict(ends, orient="index", columns=columns))
    about, rest = public_subject(selection.snapshot), len(known_territories() - set(table.index))
    table = table.rename_axis("country").reset_index()
    table.attrs = {"focus": selection.country, "title": _("Public Red Notices by requesting country")}
    table.attrs |= {"counted": about.universe, "source": about.source}
    table.attrs["excluded"] = {_("was never asked for as a requesting country, or has no known population"): rest}
    return table


def number_or_none(fact: Callable[..., Estimate], *of: object, **choices: object) -> Estimate | None:
    """Return a number, or None where there is no such number."""
    try:
        return fact(*of, **choices)
    except NoDataError:
        return None


def by_charge(country: str | Selection | None = None) -> pd.DataFrame:
    """Offence groups among a country's public notices, the most frequent first.

    Returns
    -------
    DataFrame
        One row per offence group: ``offence``, ``notices`` and ``most`` (the least and the most that a count too small
        to show can be), ``share`` (of the least) and ``median`` of all requesting countries with ten notices or more,
        each counted once (the most that it can be). A notice with two groups counts for each, so shares add up to more
        than one. Empty for a country with fewer than five notices.

    Examples
    --------
    >>> bool(by_charge("Russia")["share"].is_monotonic_decreasing)
    True
    """
    selection = chosen(country, {}, NoticeChoices)
    table, whole = _offences(), notices_of(selection)
    own = table[table["requesting_country"] == selection.iso3].set_index("offence")["notices"]
    found = span(own, pd.Series(whole, own.index)).rename(columns={"low": "notices", "high": "most"})
    found = found.sort_values("notices", ascending=False, kind="stable")
    found = found.assign(share=found["notices"] / whole, median=_medians()[found.index]).reset_index()
    found.attrs = {"title": _("Charges in public notices: {place}", place=selection.name), "counted": survivors()}
    found.attrs["source"] = world.source("public_notices_by_offence")
    return found


def _offences() -> pd.DataFrame:
    table = release().offences
    return table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]


@cache
def _medians() -> pd.Series[float]:
    """Return the most that the median share of each offence can be, over the countries with enough notices."""
    rows, totals = _offences(), _notices_by_requester()
    most = span(rows["notices"], rows["requesting_country"].map(totals))["high"]
    counts = rows.assign(most=most).pivot_table(index="requesting_country", columns="offence", values="most")
    enough = totals[totals >= LEAST_FOR_PERCENT]
    return counts.reindex(enough.index).fillna(LEAST_SHOWN - 1).div(enough, axis=0).median()


def notices_of(selection: Selection) -> int:
    """Count the public notices of a requesting country, in the list that charges are known for."""
    return int(_notices_by_requester().get(selection.iso3, 0))


@cache
def _notices_by_requester() -> pd.Series[int]:
    table = release().public_notices
    rows = table[(table["snapshot_date"] == followed()[1].isoformat()) & table["requesting_country"].notna()]
    return rows.groupby("requesting_country")["notices"].sum().astype(int)


#: Series of nationals -> basis of the snapshots in it; a basis that does not tell nationality from birth has none.
NATIONALITY_BASES = {"first": "first nationality stated", "every": "every nationality stated"}

#: Indicators of published figures: nationals on the public list, and Red Notices that the country requested.
PUBLISHED_NATIONALS = "public_red_notices_by_nationality"
PUBLISHED_REQUESTS = "public_red_notices_by_requesting_country"


def over_time(country: str | Selection | None = None, *, published: bool = False) -> pd.DataFrame:
    """Public notices of a country at each snapshot: those that it requested, and those that name its nationals.

    Parameters
    ----------
    published : bool
        Figures that others published instead, and last the count at the snapshot of reference.

    Returns
    -------
    DataFrame
        One row per snapshot and series: ``series`` (``requested``, or nationals by ``first`` or ``every`` nationality,
        which are counted at different snapshots), ``snapshot_date``, ``notices`` (requested: median of the inference).
        Only snapshots that can be compared, and the one that was selected; empty if no notice is in them. Published
        figures have the columns of ``oversight_statistics``.

    Examples
    --------
    >>> over_time("Russia").query("series == 'requested'")["notices"].tolist()
    [3177]
    """
    selection = chosen(country, {}, NoticeChoices)
    if published:
        return _published(selection)
    requested = release().public_notices.rename(columns={"requesting_country": "iso3"})
    days = {reference()[0].isoformat(), selection.snapshot} & set(snapshots_with_requesters())
    requested = requested[requested["snapshot_date"].isin(days) & requested["iso3"].notna()]
    at_reference = requested["snapshot_date"] == reference()[0].isoformat()
    median = _medians_requested().get(selection.iso3, 0)
    nationals = release().nationalities.rename(columns={"nationality": "iso3"})
    of_basis = {name: nationals[nationals["nationality_basis"] == basis] for name, basis in NATIONALITY_BASES.items()}
    parts = {"requested": requested.assign(notices=requested["notices"].mask(at_reference, median)), **of_basis}
    table = pd.concat([_series(name, rows, selection.iso3) for name, rows in parts.items()], ignore_index=True)
    table = table if table["notices"].sum() else table.iloc[:0]
    return world.sourced(table, REQUESTS, INFERENCE, NATIONALS)


def _series(name: str, table: pd.DataFrame, iso3: str) -> pd.DataFrame:
    own = table[table["iso3"] == iso3].groupby("snapshot_date")["notices"].sum()
    counts = own.reindex(sorted(table["snapshot_date"].unique()), fill_value=0).astype(int)
    return pd.DataFrame({"series": name, "snapshot_date": counts.index, "notices": counts.to_numpy()})


def _published(selection: Selection) -> pd.DataFrame:
    """Published figures of a country's notices by year, and last the count at the snapshot of reference."""
    table = release().oversight_statistics.query("country == @selection.iso3")
    rows = table[table["indicator"].isin([PUBLISHED_NATIONALS, PUBLISHED_REQUESTS]) & table["year"].notna()]
    collected = {
        "date_text": reference()[0].isoformat(), "indicator": PUBLISHED_REQUESTS,
        "value": public_counts().get(selection.iso3), "note": _universe(""), "source_title": REQUESTS,
    }  # fmt: skip
    last = pd.DataFrame([collected] if selection.iso3 in public_counts().index else [], columns=list(collected))
    data = pd.concat([rows.sort_values("year", kind="stable"), last], ignore_index=True)
    data = data[["date_text", "indicator", "value", "note", "source_title", "value_text", "source_url"]]
    return world.sourced(data, "oversight_statistics", REQUESTS)


def _worldwide(selection: Selection) -> list[Estimate]:
    """Numbers of all countries that no function of a country gives."""
    if selection.country is not None:
        return [rate(replace(selection, country=None)).named("notices.rate_of_all", selection.country)]
    effective = effective_number(requesters(), about=_about_concentration())
    shares = [share for kind in KINDS for _what, share in sensitive_over_states(kind)]
    return [concentration(), effective.named("notices.effective_number", None), *shares]


SUMMARY: tuple[Fact, ...] = (
    count,
    lambda selection: count(selection, of="nationals"),
    rate,
    own_national_share,
    delisted_share,
    lambda selection: sensitive_share(selection, kind="strict"),
    sensitive_share,
    _worldwide,
)


# What the pages of a country and of the world still call.


def in_short(place: Selection) -> Estimate | str:
    """Describe how many public notices a country requested, with the interval of the inference."""
    if place.snapshot and place.snapshot not in snapshots_with_requesters():
        return count(place, of="nationals")
    found = number_or_none(count, place)
    if found is None:
        return phrase("notices._not_asked", country=place.country)
    basis = phrase("notices._basis", form="later" if place.snapshot else "", reference=reference()[0])
    if found.low is not None:
        basis = _("{first}; {second}", first=basis, second=interval(found.low, found.high or 0, place.level))
    return found.worded("found", when=place.snapshot or reference()[0], basis=basis)


def caution(place: Selection) -> str:
    """Say that a country's count rests on weak inference alone; blank where it does not."""
    rows = _public(place.iso3)
    if place.snapshot or rows.empty or (rows["weakly_inferred"] < rows["notices"]).iloc[0]:
        return ""
    return phrase("notices._uncertain", rows["notices"].iloc[0], country=place.iso3)


def sensitive_told() -> pd.DataFrame:
    """Return the broad share of each country whose count is published, and the most that the strict one can be."""
    shares = sensitive_states("broad")
    exact = shares[shares["low"] == shares["high"]].sort_values("low", ascending=False, kind="stable")
    named = exact.assign(group=exact.index.map(country_name), share=exact["low"], median=shares["high"].median())
    most = sensitive_states("strict")["high"]
    named = named.assign(strict=most.reindex(named.index), strict_median=most.median())
    columns = ["iso3", "group", "share", "strict", "median", "strict_median", "notices"]
    return named.rename_axis("iso3").reset_index()[columns]
