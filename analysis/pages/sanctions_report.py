"""The sections of the report on sanctions, in the order in which the notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.context import designations_by_year, rounds_and_cases
from analysis.core.country_names import country_name
from analysis.core.judgement import SENDERS, text
from analysis.core.messages import _, label
from analysis.facts import evidence, sanctions, world
from analysis.facts.sanctions import COUNTED, PLACE, ROUNDS, UNIVERSE
from analysis.facts.selection import PUBLISHED
from analysis.pages.blocks import Prose, Section, Table, folded, section
from analysis.pages.parts import columns
from analysis.pages.words import Report, estimates_table, link
from analysis.stats.estimate import Estimate, number
from analysis.tables.library import plain

_TITLE = _("Three in four countries with evidence of misuse are under no sanctions programme")
REPORT = Report(_TITLE, "sanctions/index.html", (
    "designations_by_target_country", "designations_by_programme", "belarus_sanctions_timeline",
    "public_notices_corroboration", "cases", "country_mentions",
))  # fmt: skip
title, end = REPORT.title, REPORT.end
_NONE_FOUND = _("Some countries are rated “none found”, {none}.", none=text("none"))


def in_short(*stated: Estimate) -> Section:
    """Say in a few sentences how sanctions and notices go together."""
    return section(Prose(list(stated), "lead"), Prose([text("together")]))


def targets(numbers: Mapping[str, Estimate], states: pd.DataFrame) -> Section:
    """Show how evidence of misuse and sanctions programmes go together, from `sanctions.compare`."""
    title = _("Share of countries under a sanctions programme, by rating")
    begin = "sanctions.targeted_"
    shares = [(name.removeprefix(begin).replace("_", " ").capitalize(), share)
        for name, share in numbers.items() if name.startswith(begin)]  # fmt: skip
    data = states[~states["rating"].isin(evidence.nothing_found()) | states[list(SENDERS)].any(axis=1)]
    rows = columns(data, "country", "level") | {PUBLISHED.heading: data["cases"].astype(str)}
    rows |= columns(data, "kinds_of_source") | {sender: data[sender].map(number) for sender in SENDERS}
    return section(
        estimates_table("target_shares", title, shares, _NONE_FOUND),
        Table("targets", states.attrs["title"], data, rows, UNIVERSE, states.attrs["source"],
            f"{text('sanctions')} {_NONE_FOUND}"),
    )  # fmt: skip


def other_grades(states: pd.DataFrame) -> Section:
    """Show how many countries of each rating are sanctioned by each authority, by other choices of cases."""
    data = sanctions.sanctioned_by_rating(states)
    rows = columns(data, "level", "countries")
    rows |= {_("Sanctioned by the {sender}", sender=sender): data[sender].map(number) for sender in SENDERS}
    title = _("Sanctioned countries by rating, counting only cases that are {chosen}", chosen=states.attrs["chosen"])
    counted = _("countries with evidence, complaints, sanctions or published security charges")
    return section(Table("other_grades", title, data, rows, counted, states.attrs["source"], _NONE_FOUND))


def over_time(designations: pd.DataFrame) -> Chart:
    """Draw designations under country programmes by year and sender, all countries together."""
    dated, source = designations.dropna(subset="year"), world.source("designations_by_target_country")
    return designations_by_year(dated, _("all countries"), source, text("sanctions"))


def rounds_chart(rounds: pd.DataFrame) -> Chart:
    """Draw every round of ``belarus_sanctions_timeline`` on a time axis with documented cases."""
    source = world.source("belarus_sanctions_timeline", "cases")
    steps, cases = sanctions.round_steps(rounds), sanctions.cases_by_year()
    return rounds_and_cases(steps, cases, PLACE, source, text("rounds"))


def rounds(table: pd.DataFrame, compared: pd.DataFrame) -> Section:
    """Show, folded, every round with its source, and what differs from the lists, as `sanctions.rounds` gives it."""
    table = plain(table)
    rows = columns(table, "date", "sender", "round", "persons_added", "entities_added", "count_basis", "discrepancy")
    rows |= {_("Source"): [link(_("source"), url) for url in table["source_url"]]}
    differences = columns(compared, "sender", "year", "kind", "rounds", "list", "difference", "reason")
    title, source = _("Rounds of sanctions on Belarus"), world.source("belarus_sanctions_timeline")
    title_compared = _("Rounds of sanctions on Belarus compared with the authorities’ lists")
    lists = world.source("belarus_sanctions_timeline", "designations_by_target_country")
    return folded(
        _("Every round, compared with the authorities’ lists"),
        Table("belarus_rounds", title, table, rows, ROUNDS, source),
        Table("belarus_reconciled", title_compared, compared, differences, ROUNDS, lists),
    )


def before_and_after(numbers: Mapping[str, Estimate]) -> Section:
    """Show documented cases before and since the first round, year by year, and why the two are not compared."""
    cases, periods = sanctions.cases_by_year(), []
    for word, (first, last) in sanctions.spans().items():
        period = label(word, "sanctions", first=str(first), last=str(last))
        each = cases[cases["year"].between(first, last)].itertuples(index=False)
        years = ", ".join(f"{year}: {count}" for year, count in each)
        periods.append({"period": period, **numbers[f"sanctions.cases_{word}"].as_dict(), "by_year": years})
    data = pd.DataFrame(periods)
    rows = columns(data, "period", "documented", "years", "by_year")
    title = _("Documented cases before and since the first round")
    source = world.source("cases", "belarus_sanctions_timeline")
    table = Table("before_and_after", title, data, rows, COUNTED, source, text("detection"))
    counts = [numbers["sanctions.cases_before"], numbers["sanctions.cases_since"]]
    return section(Prose([*counts, text("lead_and_lag")]), table)


def overlap(states: pd.DataFrame) -> Section:
    """Show, for each country of `sanctions.compare`, how many people sought on security charges are also sanctioned."""
    charged = states.dropna(subset="security").sort_values(["security", "country"], ascending=[False, True])
    shares = [(country_name(code), sanctions.corroboration(code)) for code in charged["country"]]
    title = _("People sought on security charges who are also sanctioned, by requesting country")
    return section(
        Prose([text("overlap_shows")]),
        estimates_table("overlap", title, shares, text("corroboration")),
    )
