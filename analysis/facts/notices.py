"""Public notices: who requested them, what became of them and what they charge, each country compared with all."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Unpack

import pandas as pd

from analysis.core.errors import NoDataError
from analysis.core.judgement import followed, reference
from analysis.core.messages import _
from analysis.core.number_words import phrase
from analysis.facts import world
from analysis.facts.charges import KINDS, by_charge, sensitive_share
from analysis.facts.charges import sensitive_over_states as sensitive_over_states
from analysis.facts.charges import survivors as survivors
from analysis.facts.notice_counts import (
    INFERENCE,
    NATIONALS,
    REQUESTS,
    about_requests,
    count,
    hidden_part,
    medians_requested,
    public_counts,
    public_rows,
    share_by_inference,
    too_few,
    universe_of,
    with_requesters,
)
from analysis.facts.notice_counts import number_or_none as number_or_none
from analysis.facts.notice_counts import public_subject as public_subject
from analysis.facts.notice_counts import requesters as requesters
from analysis.facts.notice_counts import snapshots_with_requesters as snapshots_with_requesters
from analysis.facts.selection import LevelChoices, NoticeChoices, Selection, chosen, select
from analysis.facts.summary import Fact
from analysis.facts.world import MILLION, known_territories, population, release
from analysis.stats.counts import top_share
from analysis.stats.estimate import Estimate, Kind, Subject

__all__ = [
    "by_charge", "compare", "concentration", "count", "delisted_share", "over_time", "own_national_share", "rate",
    "sensitive_share",
]  # fmt: skip


@cache
def _per_inhabitant(snapshot: str) -> pd.DataFrame:
    """Public notices by member, per million inhabitants as of the snapshot or the last known year."""
    table = release()["governance_country_year"]
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
    snapshot = with_requesters(selection)
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
    found = share_by_inference(selection, "left", _delisted().at(selection.name))
    if found is None or not medians_requested().get(selection.iso3):
        raise too_few(selection)
    return found.named("notices.delisted_share", selection.country)


def _delisted() -> Subject:
    first, last = followed()
    universe = phrase("notices._followed", first=first, last=last)
    return world.about(phrase("notices._left"), universe, INFERENCE, "public_notices_exits")


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
    rows = public_rows(selection.iso3, selection.snapshot)
    rows = rows[rows["own_national"].notna()]
    if rows.empty or not medians_requested().get(selection.iso3):
        raise too_few(selection)
    noun = phrase("notices._own_nationals")
    universe = _("{universe}, first nationality", universe=universe_of(selection.snapshot))
    about = replace(about_requests(selection, noun), universe=universe)
    inferred = None if selection.snapshot else share_by_inference(selection, "own_national", about)
    found = inferred or hidden_part(rows["own_national"], rows["nationality_stated"].astype(int), about)
    return found.named("notices.own_national_share", selection.country)


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
    about = replace(public_subject(), source=world.source(REQUESTS))
    return top_share(requesters(), top, about=about).named("notices.concentration", None)


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
    table = _per_inhabitant(with_requesters(selection))
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
    table.attrs = {"focus": selection.country, "title": phrase("notices._by_requester")}
    table.attrs |= {"counted": about.universe, "source": about.source}
    table.attrs["excluded"] = {phrase("notices._excluded"): rest}
    return table


def over_time(country: str | Selection | None = None) -> pd.DataFrame:
    """Public notices at every snapshot that name a country's nationals, and those that it requested.

    Returns
    -------
    DataFrame
        One row per snapshot: ``snapshot_date``, ``nationals``, ``nationality_basis`` (which nationalities are counted:
        only snapshots with the same basis can be compared), and ``requested``: the median of the inference on the day
        of reference, later the notices public on both days; missing where a snapshot does not state it.

    Examples
    --------
    >>> over_time("Russia").set_index("snapshot_date").loc["2023-04-12", "requested"]
    np.int64(3177)
    """
    place = chosen(country, {}, NoticeChoices)
    bases = release()[NATIONALS].drop_duplicates("snapshot_date").sort_values("snapshot_date")
    days = [str(value) for value in bases["snapshot_date"]]
    published = [select(place.iso3, place.level, snapshot=when) for when in days]
    nationals = [count(one, of="nationals") for one in published]
    requested = [number_or_none(count, one) for one in published]
    table = pd.DataFrame({"snapshot_date": days, "nationals": [int(one.value) for one in nationals]})
    table["nationality_basis"] = bases["nationality_basis"].to_list()
    table["requested"] = pd.array([None if one is None else int(one.value) for one in requested], dtype="Int64")
    return world.sourced(table, REQUESTS, NATIONALS)


def _worldwide(selection: Selection) -> list[Estimate]:
    """Numbers of all countries that no function of a country gives."""
    if selection.country is not None:
        return [rate(replace(selection, country=None)).named("notices.rate_of_all", selection.country)]
    return [concentration(), *(share for kind in KINDS for _what, share in sensitive_over_states(kind))]


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


def caution(place: Selection) -> str:
    """Say that a country's count rests on weak inference alone; blank where it does not."""
    rows = public_rows(place.iso3)
    if place.snapshot or rows.empty or (rows["weakly_inferred"] < rows["notices"]).iloc[0]:
        return ""
    return phrase("notices._uncertain", rows["notices"].iloc[0], country=place.iso3)
