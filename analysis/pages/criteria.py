"""What criteria and readers make of the association of supported cases with regime: a part of the drivers report."""

from __future__ import annotations

import pandas as pd

from analysis.charts.drawing import Mark, row_by_row
from analysis.charts.rows import rows_with_marks
from analysis.core.judgement import text
from analysis.core.messages import N_, _, label, percent
from analysis.facts import regimes
from analysis.pages.blocks import Section, section
from analysis.pages.parts import table


def odds_by_reader(level: float = 0.95) -> Section:
    """Draw the odds of “supported” at equal criteria, by who gave the status."""
    found = regimes.odds(level)
    rows = [(label(by, "drivers-by"), one.value, one.low, one.high) for by, one in found.items()]
    data = pd.DataFrame(rows, columns=["group", "value", "low", "high"])
    words, write = N_("{group}: {value} ({low} to {high})"), dict.fromkeys(("value", "low", "high"), "{:.2f}".format)
    below = all(((one.high or 0) < 1) == (coder != "rule") for coder, one in found.items())
    chart = rows_with_marks(
        data, [Mark("value", "low", "high", colour="blue")], words=words, axis="ratio", line=1, write=write,
        values="{:.2f}".format, name="drivers_odds",
        title=_("At equal criteria, readers call fewer cases of democracies supported; the rule shows no clear gap")
        if below else _("Odds of “supported” at equal criteria, by who gave the status"),
        alt=_("Ratios of odds with intervals. {texts}", texts=row_by_row(words, data, "; ", **write)),
        universe=found["register"].counted, source=found["register"].source, note=text("drivers_equal_criteria"),
        subtitle=_("Ratio of the odds of “supported” for one standard deviation more of liberal democracy"),
    )  # fmt: skip
    return section(chart)


def by_regime() -> Section:
    """List the criteria met by cases of each third of regimes."""
    met = regimes.criteria()
    cells = [_("{met} of {n} ({share})", met=met, n=n, share=percent(round(share, 2)))
        for met, n, share in zip(met["met"], met["cases"], met["share"], strict=True)]  # fmt: skip
    wide = met.assign(cell=cells).set_index(["criterion", "third"])["cell"].unstack()  # noqa: PD010
    wide = wide.loc[[*regimes.CRITERIA]]
    shown = {_("Criterion"): [label(name, "drivers-criterion") for name in wide.index]}
    shown |= {label(third, "drivers-third"): wide[third].tolist() for third in regimes.THIRDS}
    return section(table("drivers-criteria", met, shown, shown=wide))
