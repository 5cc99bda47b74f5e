"""The sections of the brief for policymakers, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.charts.chart import Chart
from analysis.core.judgement import text
from analysis.core.messages import _, label
from analysis.facts import world
from analysis.pages import parts
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import BOUNDED, Report, interval_of, shown, value_of
from analysis.stats.estimate import Estimate, Kind

REPORT = Report(_("Misuse of INTERPOL's Red Notices: what is known, and what can be done"), "brief/index.html")
title, how_to_cite = REPORT.title, REPORT.how_to_cite


#: Table -> its statistics, in order; the catalogue holds its title and note, their words and what they do not say.
#: What counts different things stands in different tables, so that no eye divides one by the other.
KNOWN: dict[str, tuple[str, ...]] = {
    "known_held": ("people_held", "held_and_refused", "median_days_held", "returned"),
    "known_documented": ("documented", "states_found", "complaints_alone"),
    "known_refused": ("refused_that_year", "refused_on_articles", "refused_share", "refused"),
    "known_apart": ("issued", "requests_to_commission"),
}


#: How a number without an interval was obtained -> the text that says how sure it is.
_SURE = {Kind.COMPLETE: "sure_complete", Kind.PUBLISHED: "sure_published", Kind.STATED: "sure_stated"}


def in_short(stated: Mapping[str, Estimate]) -> Section:
    """Describe what the page is about, what happened to people, how much could be read, and the motto.

    Parameters
    ----------
    stated : mapping of str to Estimate
        As `headlines.statistics` gives them; at least the first two of ``KNOWN``.
    """
    estimates = [stated[name] for name in KNOWN["known_held"][:2]]
    caution = Prose([text("beginning"), text("motto")], "caution")
    return section(Prose([text("brief_lead")], "lead"), Prose(estimates), caution)


def known(stated: Mapping[str, Estimate]) -> Section:
    """Show the main numbers, one table a universe, each with how sure it is and what it counts.

    Parameters
    ----------
    stated : mapping of str to Estimate
        As `headlines.statistics` gives them; at least those of ``KNOWN``.
    """
    tables = [_known(name, stated) for name in KNOWN]
    return section(tables, Prose([text("grades_in_short"), text("families")], "aside"))


def _known(name: str, stated: Mapping[str, Estimate]) -> Table:
    estimates = {statistic: stated[statistic] for statistic in KNOWN[name]}
    data = pd.DataFrame([{"statistic": statistic, **e.as_dict()} for statistic, e in estimates.items()])
    shown_rows = {
        _("Number"): [f"**{_value_or_bounds(estimate)}**" for estimate in estimates.values()],
        _("What it is"): [label(statistic, "brief-what") for statistic in estimates],
        _("Counted"): [estimate.universe for estimate in estimates.values()],
        _("How sure"): [_sureness(estimate) for estimate in estimates.values()],
        _("What it does not say"): [label(statistic, "brief-not") for statistic in estimates],
    }
    source = ", ".join(tables_behind(data["source"]))
    return Table(
        name, label(name, "brief-table"), data, shown_rows, _("given in each row"), source, label(name, "brief-note")
    )


def _value_or_bounds(estimate: Estimate) -> str:
    return interval_of(estimate) if estimate.kind in BOUNDED else value_of(estimate)


def _sureness(estimate: Estimate) -> str:
    """Describe how sure a number is, with its range where the number itself is not one."""
    ranged = estimate.low is not None and estimate.kind not in BOUNDED
    return f"{how_sure(estimate)}: {interval_of(estimate)}" if ranged else how_sure(estimate)


def how_sure(estimate: Estimate) -> str:
    """Say in a few words how sure a number is, by how it was obtained."""
    if estimate.kind is Kind.RANGE and estimate.low != estimate.high:
        return text("sure_range")
    if estimate.kind in BOUNDED:
        return text("sure_bounds")
    if estimate.level is not None:
        return text("sure_sample")
    return text(_SURE[estimate.kind])


def evidence_map(levels: pd.Series[str], firmness: pd.DataFrame) -> Chart:
    """Draw the evidence level of every state on a map.

    Parameters
    ----------
    levels : Series of str
        As `evidence.evidence_words` gives them.
    firmness : DataFrame
        As `evidence.firmness_table` gives it.
    """
    return parts.level_map(levels, firmness)


def sources(data: pd.DataFrame) -> Section:
    """Show where the published figures were read, and where the rest comes from.

    Parameters
    ----------
    data : DataFrame
        As `headlines.published_sources` gives them.
    """
    rows = {_("Year"): data["year"].map(shown), _("Source"): parts.source_links(data)}
    source = world.source("oversight_statistics")
    note = _("Secondary sources where we did not find INTERPOL’s own page. The sources of each case are on its page.")
    universe = _("sources of the published figures above, by the year that the figure is of")
    return section(
        Table("published_sources", _("Sources of the published figures"), data, rows, universe, source, note)
    )


def recommendations(data: pd.DataFrame) -> Section:
    """Show what each actor can do, why, and the number that supports it.

    Parameters
    ----------
    data : DataFrame
        As `headlines.recommendations` gives them.
    """
    shown_rows = {
        _("Who can do what"): "**" + data["actor"] + ".** " + data["recommendation"],
        _("Because"): data["reason"],
        _("The number behind it"): data["sentence"].str.removeprefix(_("World") + ": "),
    }
    source = "data/hand/recommendations.yml; " + "; ".join(tables_behind(data["source"]))
    universe = _("named in each sentence")
    return section(
        Table("recommendations", _("Recommendations"), data, shown_rows, universe, source, text("judgement"))
    )


def tables_behind(sources: Iterable[str]) -> list[str]:
    """Name the tables behind estimates, each once, in order."""
    return list(dict.fromkeys(table for source in sources for table in source.split(", ")))


def how_to_read() -> Section:
    """Describe how to read a number, and where to look further."""
    return section(Prose([text("read_number"), text("further")]))
