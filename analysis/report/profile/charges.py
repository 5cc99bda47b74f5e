"""What a country's public notices charge."""

from __future__ import annotations

from analysis.charts.chart import Chart
from analysis.charts.comparisons import shares_beside_median
from analysis.core.hand import text
from analysis.facts import notices as held
from analysis.facts import world
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import estimates_table
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate

#: Kind of share -> heading in the table.
_HEADINGS = {"strict": "Article 3-sensitive, strict", "broad": "Article 3-sensitive, broad"}


def charges(place: Place) -> Section:
    """Show what a country's public notices charge, how far that is Article 3-sensitive, and who else confirms it.

    Parameters
    ----------
    place : Place
        The requesting country.

    Returns
    -------
    Section
        One sentence where no public notice of the country carries a charge.
    """
    if place.iso3 not in held.sensitive_table().index:
        count = "Fewer than three public notices" if held.notices_of(place.iso3) else "No public notice"
        verb = "are" if held.notices_of(place.iso3) else "is"
        return section(Prose([f"{count} with a stated charge {verb} known to be requested by {place.called}."]))
    return section(Prose([text("charges")]), _offences(place), _shares(place))


def _offences(place: Place) -> Chart | Table:
    table = held.offence_shares(place.iso3)
    title, source = f"What public notices charge: {place.name}", world.source("public_notices_by_offence")
    if held.notices_of(place.iso3) < LEAST_FOR_PERCENT:
        counts = table[["group", "notices"]]
        rows = counts.astype(str).set_axis(["Offence group", "Notices"], axis=1)
        return Table("offences", title, counts, rows, held.survivors(), source, f"{text('few')} {text('two_groups')}")
    return shares_beside_median(
        table,
        name="offences",
        title=title,
        what=place.name,
        unit="share of public notices, %",
        universe=held.survivors(),
        source=source,
        note=text("offences"),
    )


def _shares(place: Place) -> Table:
    rows: list[tuple[str, Estimate | None]] = []
    for kind, heading in _HEADINGS.items():
        rows.append((heading, held.sensitive_share(place.iso3, kind, place.level)))
        rows.append(held.sensitive_over_states(kind)[0])
    rows.append(("Security charges confirmed by designation", held.corroboration(place.iso3)))
    stated = [(heading, estimate) for heading, estimate in rows if estimate is not None]
    note = f"{text('sensitive')} {text('corroboration')} {text('few')}"
    return estimates_table("charge_statistics", f"Charges in public notices of {place.called}", stated, note)
