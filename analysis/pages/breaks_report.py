"""The sections of the report on two dates, in the order of its notebook."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.models import steps_by_date
from analysis.core.countries import name_of
from analysis.core.hand import DASH, label, text
from analysis.core.messages import say
from analysis.facts import world
from analysis.facts.breaks import breaks
from analysis.pages import words as pages_words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import citation, limits
from analysis.stats.estimate import Estimate, number, percent

__all__ = [
    "ask",
    "by_year",
    "dates",
    "explained",
    "how_to_cite",
    "in_short",
    "limits",
    "sources",
    "steps",
    "title",
    "trials",
]

TABLES = ("cases", "refugees_by_origin_host")


def title() -> Section:
    """Show the heading of the report."""
    return section(Prose([say("breaks-title")], "title"))


def in_short(*stated: Estimate | None) -> Section:
    """Say what the data can answer, and what not; what could not be fitted is left out."""
    return section(
        Prose([one for one in stated if one is not None], "lead"), Prose([say("breaks-short-caution")], "caution")
    )


def ask() -> Section:
    """Say what each number is: estimand, universe, exposure, detection, what would change it, how many were run."""
    parts = ("estimand", "universe", "exposure", "detection", "change", "runs")
    rows = pd.DataFrame(
        {say("column-question"): [say(f"drivers-ask-{part}") for part in parts]}
        | {say("column-answer"): [say(f"breaks-answer-{part}") for part in parts]}
    )
    return section(Table("breaks_reading", say("drivers-reading"), rows, rows, _universe(), world.source(*TABLES)))


def _universe() -> str:
    return say("breaks-universe", rows=say("breaks-rows-all"), against=say("breaks-against-others"))


def by_year(country: str, data: pd.DataFrame) -> Section:
    """Show a country's series, as `breaks.series` gives it."""
    rows = data.reset_index(names="year")
    shown = pd.DataFrame(
        {
            say("column-year"): rows["year"].astype(str),
            say("drivers-short-any"): rows["all"].map(number),
            say("drivers-short-headline"): rows["counting"].map(number),
            say("breaks-column-others"): [f"{held:.1f}" for held in rows["others"]],
            say("breaks-column-people"): rows["people"].map(number),
        }
    )
    title = say("breaks-series", place=name_of(country))
    return section(
        Table(
            f"breaks_series_{country}",
            title,
            rows,
            shown,
            _universe(),
            world.source(*TABLES),
            " ".join([say("breaks-what", what=breaks()[country].what), text("detection")]),
        ),
    )


def dates(country: str, data: pd.DataFrame) -> Chart:
    """Draw the step at the true year and at every other, as `breaks.placebos` gives them."""
    return steps_by_date(
        data, name=f"breaks_dates_{country}", place=name_of(country), universe=_universe(),
        source=world.source(*TABLES), note=say("breaks-dates-note"),
    )  # fmt: skip


def steps(data: pd.DataFrame, held: Sequence[Estimate] = ()) -> Section:
    """Show every way of estimating the step, as `breaks.all_steps` gives them, and where intervals hold otherwise."""
    shown = pd.DataFrame(
        {
            say("column-state"): [name_of(code) for code in data["country"]],
            say("drivers-column-rows"): [say(f"breaks-rows-{counted}") for counted in data["counted"]],
            say("breaks-column-against"): [say(f"breaks-against-{exposure}") for exposure in data["exposure"]],
            say("breaks-column-model"): data["model"].map(label),
            say("breaks-column-step"): [_cell(row.value, row.low, row.high) for row in data.itertuples()],
        }
    )
    return section(
        Table(
            "breaks_steps", say("breaks-steps"), data, shown, say("breaks-steps-universe"), world.source(*TABLES),
            say("breaks-steps-note"),
        ),
        *([Prose(list(held), "caution")] if held else []),
    )  # fmt: skip


def _cell(*ends: object) -> str:
    """Write a step and the ends of its interval."""
    value, low, high = (float(str(end)) for end in ends)
    if np.isnan(value):
        return say("breaks-no-fit")
    return say("value-with-ends", value=f"{value:.2f}", low=f"{low:.2f}", high=f"{high:.1f}")


def trials(country: str, coverage: pd.DataFrame, power: pd.DataFrame) -> Section:
    """Show how often the interval holds the truth in simulated series, and how often a true step is seen.

    Parameters
    ----------
    country : str
        ``BLR`` or ``RUS``.
    coverage : DataFrame
        As `breaks.coverage` gives it.
    power : DataFrame
        As `breaks.power` gives it.
    """
    held = pd.DataFrame(
        {
            say("breaks-column-world"): coverage["world"].map(label),
            say("coverage-column-held"): [percent(share) for share in coverage["coverage"]],
            say("breaks-column-fitted"): [percent(share) for share in coverage["fitted"]],
        }
    )
    seen = pd.DataFrame(
        {
            say("breaks-column-true"): [say("breaks-times", step=f"{step:g}") for step in power["step"]],
            say("breaks-column-seen"): [percent(share) if share else DASH for share in power["seen"]],
            say("breaks-column-fitted"): [percent(share) for share in power["fitted"]],
        }
    )
    place, source = name_of(country), world.source(*TABLES)
    return section(
        Table(
            f"breaks_coverage_{country}", say("breaks-coverage", place=place), coverage, held, say("breaks-simulated"),
            source, say("breaks-coverage-note"),
        ),
        Table(
            f"breaks_power_{country}", say("breaks-power", place=place), power, seen, say("breaks-simulated"), source,
            say("breaks-power-note"),
        ),
    )  # fmt: skip


def explained(stated: Estimate) -> Section:
    """Show how strong something unmeasured would have to be, as `breaks.explained_away` gives it."""
    return section(Prose([stated]), Prose([say("breaks-evalue-caution")], "caution"))


def sources() -> Section:
    """Show the tables behind the report."""
    return pages_words.sources(TABLES)


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(say("breaks-title"))], "citation"))
