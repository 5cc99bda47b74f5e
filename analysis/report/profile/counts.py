"""The numbers that several sections of a country's profile state."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.core.hand import headline_cases, read_evidence_rule, reference
from analysis.report import requesters
from analysis.report import statistics as world
from analysis.report.place import Place
from analysis.stats.estimate import Estimate, complete_count, interval, number


def cases_of(place: Place) -> pd.DataFrame:
    """Give the register rows of a requesting country."""
    return place.release.cases[place.release.cases["requesting_country"] == place.iso3]


def without_corrections(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the register rows in which no instrument of INTERPOL was found: their effect is not INTERPOL's."""
    return rows[~rows["instrument"].isin(read_evidence_rule().inputs["cases"]["leave_out_instruments"])]


def headline_rows(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which register rows count by the evidence rule."""
    return pd.Series(rows.index.isin(headline_cases(rows).index), index=rows.index)


def register_rows(place: Place) -> Estimate:
    """Count the register rows of a requesting country, whatever their grade and status."""
    rows = cases_of(place)
    supported = int((rows["claim_status"] == "supported").sum())
    noun = "documented case" if len(rows) == 1 else "documented cases"
    said = (
        "it is supported"
        if len(rows) == supported == 1
        else f"{supported} {'is' if supported == 1 else 'are'} supported"
    )
    none = "it is not supported" if len(rows) == 1 else "none is supported"
    return complete_count(
        len(rows),
        universe="register of documented cases, every grade and status",
        source=world.source("cases"),
        unit="register rows",
        sentence=f"{len(rows)} {noun} requested by {place.called}; {said if supported else none}",
    )


def counting(count: int, rows: int) -> str:
    """Say how many of some rows count by the evidence rule: ``9 of them count (supported, grade A or B)``."""
    said = "none of them counts" if count == 0 else f"{count} of them {'counts' if count == 1 else 'count'}"
    if rows == 1:
        said = "it counts" if count else "it does not count"
    return f"{said} ({world.rule().chosen}, with an INTERPOL instrument)"


def headline(place: Place) -> Estimate:
    """Count the cases that count by the evidence rule."""
    about = world.cases_subject()
    count = len(headline_cases(cases_of(place)))
    return complete_count(
        count,
        universe=about.universe,
        source=world.source("cases"),
        unit=about.noun,
        sentence=about.at(place.name).sentence(about.counted(count)),
    )


def notices(place: Place) -> Estimate | None:
    """Count the public notices that a country requested, at the reference snapshot, as its inference leaves them.

    Returns
    -------
    Estimate or None
        None for a territory that requests no notice of its own, and for a requester that was never asked for: its
        notices are unknown, not none.
    """
    if not place.is_member or place.iso3 in reference()[1]:
        return None
    return requesters.requested(place.iso3, place.level)


def public_lead(place: Place) -> Estimate | str:
    """Say how many public notices a country requested, with the interval of the inference."""
    when, _ = reference()
    count = notices(place)
    if count is None:
        return f"{place.opening} is not asked for as a requester of its own, so no notice is counted as its own."
    number_ = "No" if count.value == 0 else number(count.value)
    was = "was" if count.value in (0, 1) else "were"
    what = "public Red Notice" if count.value in (0, 1) else "public Red Notices"
    doubt = "" if count.low is None else f"; {interval(count.low, count.high or 0, place.level)}"
    sentence = (
        f"{number_} {what} requested by {place.called} {was} found on {world.day(when)} (requester inferred{doubt})."
    )
    return replace(count, sentence=sentence)
