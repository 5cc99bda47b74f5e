"""Public notices of a country at a snapshot, by requesting country and by nationality, and how certain they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Literal, Unpack

import pandas as pd

from analysis.core.country_names import members
from analysis.core.errors import InputError, NoDataError, some
from analysis.core.judgement import reference
from analysis.core.messages import Nn_, _, label
from analysis.core.number_words import phrase
from analysis.core.private import span
from analysis.facts import world
from analysis.facts.selection import NoticeChoices, Selection, chosen
from analysis.facts.world import release
from analysis.stats.counts import hidden_share, inferred_count, inferred_share, quantiles
from analysis.stats.estimate import Estimate, Subject

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
    snapshot = with_requesters(selection)
    if selection.country is None:
        return _of_all(snapshot)
    if selection.country not in _asked():
        got = f"{selection.name}, which INTERPOL's site cannot be asked for"
        raise NoDataError(got, "a member that can request notices", 'count its nationals, of="nationals"')
    if snapshot:
        about = replace(public_subject(snapshot), source=world.source(REQUESTS)).at(selection.name)
        found = about.complete(int(public_counts(snapshot)[selection.country]))
    else:
        about = about_requests(selection, _("public notices"))
        about = replace(about, message=Nn_("{count} public notice", "{count} public notices"))
        law = _laws().get((selection.country, "requested"))
        found = about.complete(0) if law is None else inferred_count(law, about=about, level=selection.level)
    return found.named("notices.count", selection.country)


def with_requesters(selection: Selection) -> str:
    """Return the day of another snapshot than that of reference; refuse one that states no requesting country."""
    days = snapshots_with_requesters()
    if selection.snapshot and selection.snapshot not in days:
        got, expected = f"snapshot {selection.snapshot!r}", f"one that states requesting countries: {some(days)}"
        raise NoDataError(got, expected, 'choose one of these, or count nationals, of="nationals"')
    return selection.snapshot


@cache
def snapshots_with_requesters() -> tuple[str, ...]:
    """Return the days of the snapshots that state requesting countries, in order."""
    table = release()["public_notices_by_requesting_country"]
    return tuple(sorted(set(table.loc[table["requesting_country"].notna(), "snapshot_date"])))


def _of_nationals(selection: Selection) -> Estimate:
    table, when = release()["public_notices_by_nationality"], selection.snapshot or reference()[0].isoformat()
    rows = table[table["snapshot_date"] == when]
    found = int(rows.loc[rows["nationality"] == selection.iso3, "notices"].sum())
    basis = label(rows["nationality_basis"].iloc[0])
    universe = phrase("notices._of_day", when=when, basis=basis)
    message = Nn_(
        "{count} public Red Notice that names a national", "{count} public Red Notices that name its nationals"
    )
    about = world.about(phrase("notices._name_nationals"), universe, NATIONALS)
    return replace(about, place=selection.name, message=message).complete(found)


def _of_all(snapshot: str) -> Estimate:
    counts, about = public_counts(snapshot), public_subject(snapshot)
    total, asked, none = int(counts.sum()), len(counts), int((counts == 0).sum())
    method = _("complete count") if snapshot else phrase("notices._sum_of_medians")
    form, when = "assigned" if snapshot else "inferred", snapshot or reference()[0]
    found = replace(world.counted(total, about.noun, about.universe, REQUESTS, n=asked), method=method)
    return found.named("notices.count", None, form=form, when=when, none=none)


@cache
def _asked() -> list[str]:
    """Return the members that the site was asked for."""
    return [iso3 for iso3 in members() if iso3 not in reference()[1]]


def public_counts(snapshot: str = "") -> pd.Series[int]:
    """Count public notices by requesting country: medians of the inference, at another snapshot as assigned."""
    if not snapshot:
        return pd.Series(medians_requested()).reindex(_asked(), fill_value=0).astype(int)
    table = release()["public_notices_by_requesting_country"]
    rows = table[(table["snapshot_date"] == snapshot) & table["requesting_country"].notna()]
    return rows.groupby("requesting_country")["notices"].sum().reindex(_asked(), fill_value=0).astype(int)


@cache
def medians_requested() -> dict[str, int]:
    """Return the notices that a country requested, by the median of the inference."""
    laws = {iso3: law for (iso3, statistic), law in _laws().items() if statistic == "requested"}
    return {iso3: int(quantiles(law["count"], law["probability"], 0.5)[0]) for iso3, law in laws.items()}


@cache
def _laws() -> dict[tuple[str, str], pd.DataFrame]:
    """Return the distribution of each inferred count and share, by requesting country and statistic."""
    parted = release()["public_notices_inference"].groupby(["requesting_country", "statistic"])
    return {
        (str(iso3), str(statistic)): rows[["count", "of", "probability"]].astype(float)
        for (iso3, statistic), rows in parted
    }


def universe_of(snapshot: str) -> str:
    """Describe which notices have a requesting country at a snapshot; after the reference, those of both days."""
    first = reference()[0]
    if not snapshot:
        return phrase("notices._of_day", when=first, basis=phrase("notices._basis"))
    return phrase("notices._of_days", first=first, last=snapshot)


def public_subject(snapshot: str = "") -> Subject:
    """Describe what public notices at a snapshot are."""
    about = world.about(_("public Red Notices"), universe_of(snapshot), REQUESTS, "governance_country_year")
    return replace(about, message=Nn_("{count} public Red Notice", "{count} public Red Notices"))


def about_requests(selection: Selection, noun: str) -> Subject:
    """Return what a number of notices that a country requested is about."""
    return world.about(noun, universe_of(""), INFERENCE, REQUESTS).at(selection.name)


def too_few(selection: Selection) -> NoDataError:
    """Return the error of a share of too few notices."""
    return NoDataError(f"too few public notices of {selection.name}", "more of them", "use notices.count")


def share_by_inference(selection: Selection, statistic: str, about: Subject) -> Estimate | None:
    """Return a share of a country's notices by the inference of who requested them; None where it has none."""
    law = _laws().get((selection.iso3, statistic))
    return None if law is None else inferred_share(law, about=about, level=selection.level)


def public_rows(iso3: str, snapshot: str = "") -> pd.DataFrame:
    """Return the rows of the notices that a country requested at a snapshot."""
    table, when = release()["public_notices_by_requesting_country"], snapshot or reference()[0].isoformat()
    return table[(table["requesting_country"] == iso3) & (table["snapshot_date"] == when)]


def hidden_part(shown: pd.Series[str], whole: pd.Series[int], about: Subject) -> Estimate:
    """Return a share whose count may be hidden: as counted, or what it can be at the least and at the most."""
    ends = span(shown, whole).iloc[0]
    return share_between(int(ends["low"]), int(ends["high"]), int(whole.iloc[0]), about)


def share_between(low: int, high: int, whole: int, about: Subject) -> Estimate:
    """Return a share of a count that is known by its bounds."""
    return hidden_share(high, whole, about=about, reason=phrase("notices._small"), least=low)


def requesters() -> pd.Series[int]:
    """Count public notices by requesting country, of those that requested any."""
    counts = public_counts()
    return counts[counts > 0]


def number_or_none(fact: Callable[..., Estimate], *of: object, **choices: object) -> Estimate | None:
    """Return a number, or None where there is no such number."""
    try:
        return fact(*of, **choices)
    except NoDataError:
        return None
