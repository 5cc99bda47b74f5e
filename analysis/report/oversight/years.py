"""What was issued, refused and complained about, year by year."""

from __future__ import annotations

import pandas as pd

from analysis.charts.safeguards import PANELS, safeguards
from analysis.core.hand import text
from analysis.facts import world
from analysis.facts.oversight import LOWER_BOUNDS, SOURCE, Figure, figures
from analysis.report.blocks import Prose, Section, section
from analysis.report.oversight.breaks import breaks
from analysis.report.oversight.figures import figures_table

#: Universe -> series drawn, with the words of the legend.
DRAWN = {
    "issued": {
        "red_notices_published": "Red Notices",
        "red_notices_plus_diffusions_published": "Red Notices and wanted-person diffusions",
    },
    "refused": {"ndtf_refused_or_cancelled": "Red Notices and wanted-person diffusions refused or cancelled"},
    "complaints": {
        "ccf_admissible_requests": "admissible requests",
        "ccf_requests_received": "requests received",
        "ccf_cases_finalised": "cases finalised",
    },
}
#: Series of the table of what was issued.
ISSUED = (
    "red_notices_published",
    "diffusions_published",
    "red_notices_plus_diffusions_published",
    "red_notices_plus_diffusions_published_mean",
)


def drawn() -> pd.DataFrame:
    """Give the figures that the three panels show.

    Returns
    -------
    DataFrame
        Columns universe, series, year, value, low, high, bound; one row a figure of a single year.
    """
    rows = [
        _row(universe, label, held)
        for universe in PANELS
        for indicator, label in DRAWN[universe].items()
        for held in figures(indicator)
    ]
    return pd.DataFrame(rows)


def _row(universe: str, label: str, held: Figure) -> dict[str, object]:
    value = held.estimate.value
    low, high = held.estimate.low, held.estimate.high
    return {
        "universe": universe,
        "series": label,
        "year": held.year,
        "value": value,
        "low": value if low is None else low,
        "high": value if high is None else high,
        "bound": held.word in LOWER_BOUNDS,
    }


def over_time() -> Section:
    """Show the three universes over time, with the breaks."""
    chart = safeguards(drawn(), {name: breaks(name) for name in PANELS}, world.source(SOURCE, "oversight_timeline"))
    return section(Prose([text("universes_apart")]), chart)


def issued() -> Section:
    """Show every published world figure of what was issued, with its sources."""
    held = [figure for indicator in ISSUED for figure in figures(indicator)]
    return section(figures_table("issued", "Issued in a year, as published", held))
