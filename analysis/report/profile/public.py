"""Public notices of a country over the snapshots, against the world."""

from __future__ import annotations

from analysis.charts.chart import Chart
from analysis.charts.comparisons import funnel, snapshots
from analysis.core.hand import text
from analysis.facts import notices as facts_notices
from analysis.facts import world
from analysis.facts.cases import notices
from analysis.facts.notices import snapshot_table
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import estimates_table
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate


def public_notices(place: Place) -> Section:
    """Show a country's public notices: at each snapshot, as a rate against the world, and what became of them.

    Parameters
    ----------
    place : Place
        The requesting country.

    Returns
    -------
    Section
        Counts and rates, the snapshots, and a funnel plot where the country's population is known.
    """
    data = snapshot_table(place)
    return section(
        Prose([text("public")]),
        _statistics(place),
        snapshots(data, place.name, _source()) if len(data) else _nothing(place),
        _funnel(place),
    )


def _source() -> str:
    return world.source("public_notices_by_requesting_country", "public_notices_by_nationality")


def _nothing(place: Place) -> Prose:
    return Prose([f"No snapshot shows a notice requested by {place.called} or naming one of its nationals."])


def _statistics(place: Place) -> Table | None:
    league = facts_notices.public_league(place.level)
    count = notices(place)
    if count is None:
        return None
    rows: list[tuple[str, Estimate]] = [("Public notices requested", count)]
    if place.iso3 in league.ranks:
        rows.append(("Per million inhabitants", league.funnel.estimates[place.iso3]))
    if place.iso3 in league.ranks and count.value:
        rows += [
            ("The same after shrinkage", league.shrunken.estimates[place.iso3]),
            ("Rank of the shrunken rate", league.ranks[place.iso3]),
        ]
    rows.append(("World, per million inhabitants", league.funnel.target))
    rows += [(label, estimate) for label, estimate in _notice_shares(place) if estimate is not None]
    note = f"{text('counted')} {text('left')} {text('inferred')} {facts_notices.caution(place.iso3)}".strip()
    return estimates_table("public_statistics", f"Public notices of {place.called}", rows, note)


def _notice_shares(place: Place) -> list[tuple[str, Estimate | None]]:
    shares: list[tuple[str, Estimate | None]] = [
        ("Against own nationals", facts_notices.own_national(place.iso3, place.level)),
        ("Left the list by the second date", facts_notices.left(place.iso3, place.level)),
    ]
    shrunken = facts_notices.left_shrunken(place.level).estimates.get(place.iso3)
    if shrunken is not None and shrunken.n >= LEAST_FOR_PERCENT:
        shares.append(("Left the list, after shrinkage", shrunken))
    return shares


def _funnel(place: Place) -> Chart | None:
    league = facts_notices.public_league(place.level)
    if place.iso3 not in league.funnel.table.index:
        return None
    return public_funnel(place.level, place.iso3)


def public_funnel(level: float, focus: str = "") -> Chart:
    """Draw the funnel of public notices per million inhabitants, one country pointed out."""
    about, held = facts_notices.public_subject(), facts_notices.public_league(level).funnel
    return funnel(
        held,
        1.0,
        name="public_funnel",
        what="Public Red Notices per million inhabitants",
        axes_labels=("inhabitants", "public notices per million"),
        universe=about.universe,
        source=about.source,
        note=f"{text('public')} {text('funnel')}",
        focus=focus,
    )
