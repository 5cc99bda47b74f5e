"""What was searched for a country's requests, and what was found there."""

from __future__ import annotations

from analysis.core import judgement
from analysis.core.messages import _, label
from analysis.core.number_words import phrase
from analysis.facts import case_register, evidence, notices, world
from analysis.facts.case_register import ROWS
from analysis.facts.selection import Selection
from analysis.facts.world import day
from analysis.stats.estimate import Estimate
from analysis.tables.release import latest_source


def events_found(place: Selection) -> Estimate:
    """Count the measures, rulings and reactions that concern a country."""
    events = world.release()["oversight_timeline"]
    count = int((events["country_concerned"] == place.iso3).sum())
    unit, universe = _("measures, rulings and reactions"), phrase("countries._dated")
    found = world.counted(count, unit, universe, "oversight_timeline", n=float(len(events)))
    return found.worded("countries.events_searched", country=place.iso3)


def has_no_finding(place: Selection) -> bool:
    """Return whether nothing was found on a country's requests: no case, and no source that accuses it."""
    return not len(case_register.cases_of(Selection(place.country))) and not evidence.rating(place).inputs["families"]


def is_searched(place: Selection) -> bool:
    """Return whether we searched for a country's requests."""
    return bool(evidence.evidence_table()["searched"][place.iso3])


def nothing_known(place: Selection) -> str:
    """Say that nothing was found on a country's requests, or that we did not search."""
    return judgement.text("nothing_found" if is_searched(place) else "not_searched", state=place.called)


def span_of_cases() -> dict[str, str]:
    """Return the years of the first and last case, and the date of the newest source that a case cites."""
    years = world.release()["cases"]["year"]
    return {"first": str(years.min()), "last": str(years.max()), "newest": day(latest_source())}


def searches(place: Selection) -> list[Estimate]:
    """Describe what was searched for a country's requests, and what was found there of it."""
    return [
        _register_searched(place), _sources_searched(place), _complaints_searched(place), events_found(place),
        _snapshots_searched(place),
    ]  # fmt: skip


def _register_searched(place: Selection) -> Estimate:
    rows = world.release()["cases"]
    found = world.counted(len(rows), _("cases"), ROWS, "cases", n=float(rows["requesting_country"].nunique()))
    return found.worded("countries.register_searched", country=place.iso3)


def _sources_searched(place: Selection) -> Estimate:
    mentions = world.release()["country_mentions"]
    naming = mentions.query("wording_category == 'named_abuser'")
    sources, named = int(mentions["source_title"].nunique()), int(naming["country"].nunique())
    found = world.counted(sources, _("sources"), evidence.LISTS, "country_mentions", n=float(named))
    return found.worded("countries.sources_searched", country=place.iso3)


def _complaints_searched(place: Selection) -> Estimate:
    complained = evidence.evidence_table()["K"].astype(bool)
    universe, form = label("complaints", "searched-universe"), "" if complained[place.iso3] else "unlisted"
    found = world.counted(int(complained.sum()), _("states"), universe, "oversight_statistics")
    return found.worded("countries.complaints_searched", country=place.iso3, form=form)


def _snapshots_searched(place: Selection) -> Estimate:
    table = notices.over_time(place)
    most, asked = int(table["nationals"].max()), table["requested"].dropna()
    span = {"first": table["snapshot_date"].iloc[0], "last": table["snapshot_date"].iloc[-1]}
    days = {end: day(when) for end, when in span.items()}
    universe, unit = label("snapshots", "searched-universe", count=len(table), **days), label("snapshots", "searched")
    tables = ("public_notices_by_nationality", "public_notices_by_requesting_country")
    found = world.counted(most, unit, universe, *tables, n=float(len(table)))
    shown = {"value": len(asked), "most": asked.max() if len(asked) else 0}
    return found.worded("countries.snapshots_searched", country=place.iso3, asked=shown, **span)
