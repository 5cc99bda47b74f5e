"""Public notices of a country over the snapshots, against the world."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.funnel import funnel
from analysis.charts.snapshots import snapshots
from analysis.core.hand import reference, text
from analysis.report import requesters
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.place import Place
from analysis.report.profile.counts import notices
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


#: Series of nationals -> basis of the snapshots in it; a basis that does not tell nationality from birth has none.
NATIONALITY_BASES = {"first": "first nationality stated", "every": "every nationality stated"}


def _source() -> str:
    return world.source("public_notices_by_requesting_country", "public_notices_by_nationality")


def _nothing(place: Place) -> Prose:
    return Prose([f"No snapshot shows a notice requested by {place.called} or naming one of its nationals."])


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
    known = known.assign(notices=int(requesters.requested(place.iso3, place.level).value))
    nationals = place.release.nationalities.rename(columns={"nationality": "iso3"})
    bases = {name: nationals[nationals["nationality_basis"] == basis] for name, basis in NATIONALITY_BASES.items()}
    parts = [_series("requested", known, place), *(_series(name, rows, place) for name, rows in bases.items())]
    table = pd.concat(parts, ignore_index=True)
    return table if table["notices"].sum() else table.iloc[:0]


def _series(name: str, table: pd.DataFrame, place: Place) -> pd.DataFrame:
    own = table[table["iso3"] == place.iso3].groupby("snapshot_date")["notices"].sum()
    counts = own.reindex(sorted(table["snapshot_date"].unique()), fill_value=0).astype(int)
    return pd.DataFrame({"series": name, "snapshot_date": counts.index, "notices": counts.to_numpy()})


def _statistics(place: Place) -> Table | None:
    league = world.public_league(place.level)
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
    rows += [(label, estimate) for label, estimate in _shares(place) if estimate is not None]
    note = f"{text('counted')} {text('left')} {text('inferred')} {requesters.caution(place.iso3)}".strip()
    return estimates_table("public_statistics", f"Public notices of {place.called}", rows, note)


def _shares(place: Place) -> list[tuple[str, Estimate | None]]:
    shares: list[tuple[str, Estimate | None]] = [
        ("Against own nationals", requesters.own_national(place.iso3, place.level)),
        ("Left the list by the second date", requesters.left(place.iso3, place.level)),
    ]
    shrunken = requesters.left_shrunken(place.level).estimates.get(place.iso3)
    if shrunken is not None and shrunken.n >= LEAST_FOR_PERCENT:
        shares.append(("Left the list, after shrinkage", shrunken))
    return shares


def _funnel(place: Place) -> Chart | None:
    league = world.public_league(place.level)
    if place.iso3 not in league.funnel.table.index:
        return None
    return public_funnel(place.level, place.iso3)


def public_funnel(level: float, focus: str = "") -> Chart:
    """Draw the funnel of public notices per million inhabitants, one country pointed out."""
    about, held = world.public_subject(), world.public_league(level).funnel
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
