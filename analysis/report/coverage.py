"""The published table of coverage: worlds that the data support, and how often each interval holds the truth there."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.core.hand import text
from analysis.facts import world
from analysis.facts.validation import LEAST, MOST, NAME, table
from analysis.report.blocks import Prose, Section, Table, section
from analysis.stats.estimate import percent


def coverage() -> Section:
    """Show how often each interval of the reports holds the truth in simulated data."""
    rows = table()
    verdict = np.select(
        [rows["coverage"] < LEAST, rows["coverage"] > MOST], ["too narrow", "wider than it says"], "holds"
    )
    shown = pd.DataFrame(
        {
            "Interval of": rows["estimator"],
            "Data": rows["world"],
            "States": rows["units"],
            "Nominal": rows["level"].map(percent),
            "Held the truth": rows["coverage"].map(percent),
            "Short by": [
                percent(max(0.0, n - c)) if c < LEAST else "–" for n, c in rows[["level", "coverage"]].to_numpy()
            ],
            "Verdict": verdict,
        }
    )
    data = rows.assign(short_by=(rows["level"] - rows["coverage"]).round(4), verdict=verdict)
    title = "How often intervals hold the truth in simulated data"
    return section(
        Prose([text("coverage")]),
        Table(NAME, title, data, shown, "simulated data sets of worlds fitted to the data", world.source(NAME)),
    )
