"""The numbers that several sections of a country's profile state."""

from __future__ import annotations

import pandas as pd

from analysis.clean.evidence import headline_cases
from analysis.clean.notice_figures import reference
from analysis.report import statistics as world
from analysis.report.place import Place
from analysis.stats.estimate import Estimate, complete_count
from analysis.stats.rates import poisson_count
from analysis.stats.wording import Subject


def cases_of(place: Place) -> pd.DataFrame:
    """Give the register rows of a requesting country."""
    return place.release.cases[place.release.cases["requesting_country"] == place.iso3]


def headline_rows(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which register rows are supported, of grade A or B, and with an instrument of INTERPOL."""
    return pd.Series(rows.index.isin(headline_cases(rows).index), index=rows.index)


def register_rows(place: Place) -> Estimate:
    """Count the register rows of a requesting country, whatever their grade and status."""
    rows = cases_of(place)
    supported = int((rows["claim_status"] == "supported").sum())
    noun = "documented case" if len(rows) == 1 else "documented cases"
    return complete_count(
        len(rows),
        universe="register of documented cases, every grade and status",
        source=world.source("cases"),
        unit="register rows",
        sentence=f"{len(rows)} {noun} ({supported} supported, the rest contested or unsupported)",
    )


def headline(place: Place) -> Estimate:
    """Count the supported cases of grade A or B with an instrument of INTERPOL."""
    about = world.cases_subject()
    count = len(headline_cases(cases_of(place)))
    return complete_count(
        count,
        universe=about.universe,
        source=world.source("cases"),
        unit=about.noun,
        sentence=about.at(place.name).sentence(about.counted(count)),
    )


def notices(place: Place) -> Estimate:
    """Count the public notices that a country requested, at the reference snapshot, with the exact interval."""
    when, never_asked = reference()
    about = world.public_subject().at(place.name)
    if place.iso3 in never_asked:
        return unknown_requester(place, about)
    table = place.release.public_notices
    rows = table[(table["snapshot_date"] == when.isoformat()) & (table["requesting_country"] == place.iso3)]
    about = Subject(about.place, about.noun, about.universe, world.source("public_notices_by_requesting_country"))
    return poisson_count(int(rows["notices"].sum()), about=about, level=place.level)


def unknown_requester(place: Place, about: Subject) -> Estimate:
    """Say that a requester was never asked for, so that its notices are unknown rather than none."""
    sentence = f"{place.name} was never asked for as a requester in that snapshot, so its public notices are unknown."
    return complete_count(0, universe=about.universe, source=about.source, unit="queries", sentence=sentence)
