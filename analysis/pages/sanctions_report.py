"""The sections of the report on sanctions, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.context import designations_by_year, rounds_and_cases
from analysis.core.judgement import SENDERS, text
from analysis.core.messages import DASH, _
from analysis.facts import world
from analysis.facts.sanctions import COUNTED, PLACE, ROUNDS, UNIVERSE
from analysis.facts.selection import PUBLISHED
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import country_links
from analysis.pages.words import Report, estimates_table, link, shown
from analysis.pages.words import limits as limits
from analysis.stats.estimate import Estimate, number
from analysis.tables.library import plain

#: Estimates, each with the words by which a reader knows it.
Stated = Sequence[tuple[str, Estimate]]


_TABLES = (
    "designations_by_target_country", "designations_by_programme", "belarus_sanctions_timeline",
    "public_notices_corroboration", "cases", "country_mentions",
)  # fmt: skip


REPORT = Report(
    _("Sanctions and INTERPOL notices: what is associated and what is not"), "sanctions/index.html", _TABLES
)
title, sources, how_to_cite = REPORT.title, REPORT.sources, REPORT.how_to_cite


def in_short(*stated: Estimate | None) -> Section:
    """Say in a few sentences what sanctions lists tell about notices; what is not known is left out."""
    known = [estimate for estimate in stated if estimate is not None]
    return section(Prose(known, "lead"), Prose([text("motto")], "caution"))


def targets(shares: Stated, states: pd.DataFrame) -> Section:
    """Show how evidence of misuse and sanctions programmes go together, and the states that have either.

    Parameters
    ----------
    shares : sequence of (str, Estimate)
        As `sanctions.target_shares` gives them.
    states : DataFrame
        As `sanctions.target_table` gives them.
    """
    title = _("Share of countries that are the target of a programme, by evidence level")
    note = _("{note} None found: {none}.", note=text("together"), none=text("none"))
    return section(
        Prose([text("sanctions"), text("together")]),
        estimates_table("target_shares", title, shares, note),
        _states(states),
    )


def _states(data: pd.DataFrame) -> Table:
    rows = {
        _("Country"): country_links(data["iso3"]),
        _("Evidence level"): data["level"],
        PUBLISHED.heading: data["supported_cases"].astype(str),
        _("Kinds of source that accuse it"): data["families"].astype(str),
        **{sender: data[sender].map(number) for sender in SENDERS},
    }
    source = world.source("cases", "country_mentions", "designations_by_target_country")
    title = _("Documented cases, sources that accuse the country, and designations under programmes on it")
    note = _("{note} None found: {none}.", note=text("sanctions"), none=text("none"))
    return Table("targets", title, data, rows, UNIVERSE, source, note)


def over_time(designations: pd.DataFrame) -> Chart:
    """Draw designations under country programmes by year and sender, all countries together."""
    source = world.source("designations_by_target_country")
    return designations_by_year(plain(designations), _("all target countries"), source, text("sanctions"))


def rounds_chart(steps: pd.DataFrame, cases: pd.DataFrame) -> Chart:
    """Draw every round on a time axis with documented cases.

    Parameters
    ----------
    steps : DataFrame
        As `sanctions.round_steps` gives them.
    cases : DataFrame
        As `sanctions.cases_by_year` gives them.
    """
    return rounds_and_cases(steps, cases, PLACE, world.source("belarus_sanctions_timeline", "cases"), text("rounds"))


def rounds(table: pd.DataFrame) -> Section:
    """Show every round in a table with its source."""
    table = plain(table)
    rows = {
        _("Date"): table["date"].map(shown),
        _("Authority"): table["sender"],
        _("Round"): table["round"].map(shown),
        _("Persons"): table["persons_added"].map(shown),
        _("Entities"): table["entities_added"].map(shown),
        _("Basis"): table["count_basis"].map(shown),
        _("Differs from the list"): table["discrepancy"].map(shown),
        _("Source"): [link(_("source"), url) for url in table["source_url"]],
    }
    title = _("Rounds of sanctions on Belarus")
    source = world.source("belarus_sanctions_timeline")
    return section(Table("belarus_rounds", title, table, rows, ROUNDS, source, text("rounds")))


def before_and_after(counts: Stated, by_year: Sequence[pd.DataFrame]) -> Section:
    """Show documented cases before and since the first round, year by year, and why no ratio of the two is stated.

    Parameters
    ----------
    counts : sequence of (str, Estimate)
        As `sanctions.before_and_since` gives them.
    by_year : sequence of DataFrame
        For each of these, what `sanctions.cases_by_year` gives for its years.
    """
    data = pd.DataFrame([{"period": label, **estimate.as_dict()} for label, estimate in counts])
    years = [[f"{year}: {count}" for year, count in cases.itertuples(index=False)] for cases in by_year]
    data = data.assign(by_year=list(map(", ".join, years)))
    rows = {
        _("Period"): data["period"],
        _("Documented cases"): data["value"].map(number),
        _("Years of the register"): data["n"].map(number),
        _("Year by year (other years: none)"): data["by_year"],
    }
    title = _("Documented cases before and since the first round, year by year")
    source = world.source("cases", "belarus_sanctions_timeline")
    table = Table("before_and_after", title, data, rows, COUNTED, source, text("detection"))
    return section(Prose([*(estimate for _, estimate in counts), text("lead_and_lag")]), table)


def reconciled(data: pd.DataFrame) -> Section:
    """Show the rounds beside the lists, with every difference and its reason, as `sanctions.comparison` gives them."""
    rows = {
        _("Authority"): data["sender"],
        _("Year"): data["year"].astype(str),
        _("Kind"): data["kind"],
        _("Rounds"): data["rounds"].map(number),
        _("List"): data["list"].map(number),
        _("Difference"): data["difference"].astype(str),
        _("Why"): data["reason"].where(data["reason"] != "", DASH),
    }
    title = _("Rounds on Belarus compared with the authorities' lists")
    source = world.source("belarus_sanctions_timeline", "designations_by_target_country")
    return section(Table("belarus_reconciled", title, data, rows, ROUNDS, source, text("rounds")))


def overlap(shares: Stated) -> Section:
    """Show, for each requesting country, how many persons with security charges are also designated.

    Parameters
    ----------
    shares : sequence of (str, Estimate)
        As `sanctions.confirmed` gives them.
    """
    title = _("Persons with security charges in public notices who are also designated, by requesting country")
    return section(
        Prose([text("overlap_shows"), text("corroboration")]),
        estimates_table("overlap", title, shares, text("corroboration")),
    )
