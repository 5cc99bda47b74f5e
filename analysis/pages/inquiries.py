"""The sections of the reports on how far numbers hold: what is unseen, coding, choices, other counts, simulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.comparisons import orders_kept, possible_ranges
from analysis.core.countries import name_of
from analysis.core.hand import DASH
from analysis.core.messages import say
from analysis.facts import world
from analysis.pages import words as pages_words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import citation, estimates_table, limits
from analysis.stats.estimate import Estimate, number, percent

__all__ = [
    "bounds_chart", "e_values", "how_to_cite", "in_short", "limits", "numbers", "orders_chart", "pairs", "rest",
    "sources", "title",
]  # fmt: skip

#: Report -> the tables behind it.
TABLES = {
    "visibility": ("public_notices_sensitive", "public_notices_exits", "cases", "refugees_by_origin_host"),
}


def title(report: str) -> Section:
    """Show the heading of a report, by its name in the catalogue of words."""
    return section(Prose([say(f"{report}-title")], "title"))


def in_short(report: str, *stated: Estimate | None) -> Section:
    """Say what is asked, what was found, and what is meant by it; what is not known is left out."""
    found = [one for one in stated if one is not None]
    return section(Prose([say(f"{report}-lead")], "lead"), Prose(found, "list"), Prose([say(f"{report}-estimand")]))


def sources(report: str) -> Section:
    """Show the tables behind a report."""
    return pages_words.sources(TABLES[report])


def how_to_cite(report: str) -> Section:
    """Show how to cite a report."""
    return section(Prose([citation(say(f"{report}-title"))], "citation"))


def numbers(report: str, stated: Sequence[tuple[str, Estimate]]) -> Section:
    """Show the numbers of a report, each with its range, n and universe."""
    title, note = say(f"{report}-table-numbers"), say(f"{report}-estimand")
    return section(estimates_table(f"{report}_numbers", title, stated, note))


def _table(
    name: str, data: pd.DataFrame, shown: Mapping[str, pd.Series], universe: str, tables: Sequence[str]
) -> Table:
    heads = {say(f"column-{key.replace('_', '-')}"): column for key, column in shown.items()}
    title = say(f"{name.replace('_', '-')}")
    return Table(name.replace("-", "_"), title, data, pd.DataFrame(heads), universe, world.source(*tables))


def _numbers(column: pd.Series) -> pd.Series:
    return column.map(lambda value: DASH if pd.isna(value) else number(float(value)))


def _shares(column: pd.Series) -> pd.Series:
    return column.map(lambda value: DASH if pd.isna(value) else percent(float(value)))


def bounds_chart(data: pd.DataFrame, visible: float, universe: str) -> Chart:
    """Draw what each state's share among all its notices may be.

    Parameters
    ----------
    data : DataFrame
        As `visibility.bounds_table` gives it.
    visible : float
        The part of notices that was held public.
    universe : str
        What was seen.
    """
    drawn = data.assign(group=data["iso3"].map(name_of)).rename(
        columns={"low": "public_low", "high": "public_high", "least": "low", "most": "high"}
        | {"least_within": "low_within", "most_within": "high_within"}
    )
    note = f"{say('visibility-chart-note', visible=percent(visible))} {say('visibility-chart-within')}"
    return possible_ranges(
        drawn.assign(visible=visible), name="bounds_by_state", title=say("visibility-chart-bounds"),
        unit=say("visibility-chart-unit"), universe=universe, source=world.source("public_notices_sensitive"),
        note=note,
    )  # fmt: skip


def orders_chart(data: pd.DataFrame, universe: str) -> Chart:
    """Draw how many pairs of states keep their order, as `visibility.orders_by_factor` gives it."""
    return orders_kept(
        data, name="orders_by_factor", title=say("visibility-chart-orders"), universe=universe,
        source=world.source("public_notices_sensitive"), note=say("visibility-estimand"),
    )  # fmt: skip


def rest(data: pd.DataFrame, universe: str) -> Section:
    """Show a state beside all others together, as `visibility.against_the_rest` gives it."""
    shares = {key: _shares(data[key]) for key in ("share", "least", "most")}
    shown = {"group": data["group"], "charged": _numbers(data["charged"]), **shares}
    return section(_table("visibility-table-rest", data, shown, universe, ("public_notices_sensitive",)))


def pairs(data: pd.DataFrame, universe: str) -> Section:
    """Show the pairs of states whose order is certain among public notices, as `visibility.orders` gives them."""
    told = data[data["visible_needed"].notna()]
    shown = {key: told[key].map(name_of) for key in ("larger", "smaller")}
    shown |= {key: _numbers(told[key].where(told[key] < 1e6)) for key in ("factor", "factor_if_one")}
    shown |= {"visible_needed": _shares(told["visible_needed"])}
    return section(_table("visibility-table-pairs", data, shown, universe, ("public_notices_sensitive",)))


def e_values(data: pd.DataFrame, stated: Sequence[Estimate]) -> Section:
    """Show how strong something unmeasured would have to be, as `visibility.ratios_table` and `e_values` give it."""
    keys = ("ratio", "low", "high", "e_value", "e_value_of_end", "selection_e_value")
    shown = {"ratio_of": data["ratio_of"], **{key: _numbers(data[key]) for key in keys}}
    universe = "; ".join(dict.fromkeys(data["universe"]))
    tables = ("cases", "refugees_by_origin_host", "public_notices_sensitive")
    table = _table("visibility-table-evalues", data, shown, universe, tables)
    return section(Prose(stated, "list"), table, Prose([say("visibility-evalues")], "caution"))
