"""The sections of the report on what goes together with a documented case, in the order of its notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.models import ratios_side_by_side
from analysis.core.judgement import text
from analysis.core.messages import _, label, listed
from analysis.facts import world
from analysis.facts.drivers import FIRST, LAST
from analysis.pages import words as pages_words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import citation, limits
from analysis.stats.estimate import Estimate, number, percent

__all__ = [
    "ask", "coded", "detection", "how_sure", "how_to_cite", "in_short", "limits", "negative_binomials", "odds",
    "picture", "rests_on", "sources", "the_frame", "title", "which_index",
]  # fmt: skip

HEADING = _("What goes with a documented case: requesting country, country of effect and year")
TABLES = ("cases", "refugees_by_origin_host", "governance_country_year", "interval_coverage")
SOURCE = ("cases", "refugees_by_origin_host", "governance_country_year")


def title() -> Section:
    """Show the heading of the report."""
    return section(Prose([HEADING], "title"))


def in_short(stated: Mapping[tuple[str, str, str], Estimate]) -> Section:
    """Describe what holds on liberal democracy, with and without a constant of former Soviet republics.

    Parameters
    ----------
    stated : dict of (index, model, outcome) to Estimate
        As `drivers.governance` gives them.
    """
    index, outcomes = "vdem_liberal_democracy", ("headline", "not_supported")
    shown = [stated[index, model, outcome] for model in ("joint", "post_soviet") for outcome in outcomes]
    caution = Prose([text("drivers_caution")], "caution")
    republics = Prose([_("Former Soviet republics do not explain it. With a constant for them in the model:")])
    return section(Prose(shown[:2], "lead"), Prose([text("drivers_finding")]), republics, Prose(shown[2:]), caution)


def ask(years: range) -> Section:
    """Describe each number: estimand, what is counted, exposure, detection, what would change it, runs."""
    parts = ("estimand", "universe", "exposure", "detection", "change", "runs")
    asked = [label(part, "drivers-ask") for part in parts]
    answers = [label(part, "drivers-answer", **_ends(years)) for part in parts]
    rows, title = pd.DataFrame({_("Question"): asked, _("Answer"): answers}), _("What each number is")
    return section(_table("drivers_reading", title, rows, rows, years))


def the_frame(lost: pd.DataFrame, reproduced: pd.DataFrame, years: range) -> Section:
    """Show which register rows have a place in the frame, and the published frame beside this one.

    Parameters
    ----------
    lost : DataFrame
        As `drivers.losses` gives it.
    reproduced : DataFrame
        As `drivers.reproduced` gives it.
    years : range
        The years of the frame.
    """
    shown = _by_outcome(lost.reset_index())
    compared = {
        _("Frame of 2014 to 2020"): reproduced["definition"],
        _("Pairs and years"): reproduced["dyad_years"].map(number),
        _("Of the published"): reproduced["of_published"].map(percent),
        _("Difference"): [f"{difference:+,}" for difference in reproduced["difference"]],
    }
    rows = Table(
        "drivers_rows", _("Cases in the frame, and cases that it excludes"), lost.reset_index(), shown,
        _universe(years), world.source("cases"),
    )  # fmt: skip
    frame = Table(
        "drivers_frame", _("The pairs with refugees compared with the published ones"), reproduced, compared,
        _("directed pairs of states and years, 2014 to 2020, in which UNHCR lists refugees or asylum seekers"),
        world.source("refugees_by_origin_host"), text("drivers_frame"),
    )  # fmt: skip
    return section(rows, frame)


def _table(
    name: str, title: str, data: pd.DataFrame, shown: Mapping[str, object] | pd.DataFrame, years: range, note: str = ""
) -> Table:
    return Table(name, title, data, shown, _universe(years), world.source(*SOURCE), note)


def _universe(years: range) -> str:
    return text("drivers_universe", **_ends(years))


def _ends(years: range) -> dict[str, str]:
    return {"first": str(years[0]), "last": str(years[-1])}


def _by_outcome(data: pd.DataFrame) -> pd.DataFrame:
    places = {_("All cases"): data["place"].map(label)}
    return pd.DataFrame(places | {label(name, "drivers-short"): data[name].map(number) for name in data.columns[1:]})


def picture(stated: pd.DataFrame, years: range) -> Chart:
    """Draw the ratios of every covariate for the four ways of counting, as `drivers.table` gives them."""
    data = stated[["value", "low", "high"]].assign(
        group=[label(name, "drivers-axis") for name in stated["covariate"]],
        series=[label(outcome, "drivers-short") for outcome in stated["outcome"]],
    )[["group", "series", "value", "low", "high"]]
    return ratios_side_by_side(
        data, name="drivers_ratios", unit=_("Ratio of documented cases between pairs that differ by one step"),
        universe=_universe(years), source=world.source(*SOURCE),
        note=" ".join([_("Intervals at the level in the table. Indices are taken as published."), text("detection")]),
    )  # fmt: skip


def coded(apart: Mapping[str, Estimate], stated: pd.DataFrame, years: range) -> Section:
    """Show every ratio, and where supported rows and rows not supported part.

    Parameters
    ----------
    apart : mapping of str to Estimate
        As `drivers.apart` gives it.
    stated : DataFrame
        As `drivers.table` gives it.
    years : range
        The years of the frame.
    """
    return section(
        Prose([apart["host_expression"], apart["host_rule_of_law"], text("drivers_apart")]),
        _ratios("drivers_ratios_table", _("Ratios of documented cases, by what is counted"), stated,
            _("Ratio and interval. Pairs are equal in the other covariates of the model, the inhabitants of both "
                "countries and the period."), years),
        _one_a_row("drivers_apart", _("The ratio of supported cases divided by that of the other cases"), apart,
            _("Far from one: the covariate is associated with the coding. Errors of both fits are clustered together."),
            years),
    )  # fmt: skip


def _ratios(name: str, title: str, stated: pd.DataFrame, note: str, years: range) -> Table:
    order = list(dict.fromkeys(stated["outcome"]))
    cells = {(row.covariate, row.outcome): _cell(row.value, row.low, row.high) for row in stated.itertuples()}
    covariates = list(dict.fromkeys(stated["covariate"]))
    rows = {label(outcome, "drivers-short"): [cells[one, outcome] for one in covariates] for outcome in order}
    shown = pd.DataFrame({_("Pairs that differ in"): [label(one, "drivers-name") for one in covariates], **rows})
    return _table(name, title, stated, shown, years, note)


def _cell(*ends: object) -> str:
    """Write a ratio and the ends of its interval."""
    value, low, high = (float(str(end)) for end in ends)
    return _("{value} ({low} to {high})", value=f"{value:.2f}", low=f"{low:.2f}", high=f"{high:.2f}")


def _interval(estimate: Estimate) -> str:
    return _cell(estimate.value, estimate.low or 0, estimate.high or 0)


def _one_a_row(name: str, title: str, estimates: Mapping[str, Estimate], note: str, years: range) -> Table:
    data = pd.DataFrame([{"covariate": one} | estimate.as_dict() for one, estimate in estimates.items()])
    shown = {
        _("Pairs that differ in"): [label(one, "drivers-name") for one in estimates],
        _("Ratio (interval)"): [_interval(estimate) for estimate in estimates.values()],
    }
    return _table(name, title, data, shown, years, note)


def which_index(data: pd.DataFrame) -> Section:
    """Show the ratio of every governance index, alone and jointly, as `drivers.by_index` gives it."""
    rows = data.to_dict("records")
    cells = {(row["index"], row["model"], row["outcome"]): _cell(row["value"], row["low"], row["high"]) for row in rows}
    pairs = list(dict.fromkeys((row["index"], row["model"]) for row in rows))
    shown = {_("Index"): [label(index, "drivers-index") for index, _model in pairs]}
    shown[_("Model")] = [label(model, "drivers-model") for _index, model in pairs]
    for outcome in dict.fromkeys(data["outcome"]):
        shown[label(outcome, "drivers-short")] = [cells[(*pair, outcome)] for pair in pairs]
    title, years = _("The ratio of each index: alone first, then jointly"), range(FIRST, LAST + 1)
    return section(_table("drivers_indices", title, data, shown, years, text("drivers_indices")))


def detection(
    pooled: Mapping[str, Mapping[str, Estimate]],
    within: Mapping[str, Estimate],
    years: range,
    coverage: Sequence[Estimate] = (),
) -> Section:
    """Show the ratio of the host's freedom of expression, pooled and among hosts of the same requesting country.

    Parameters
    ----------
    pooled : mapping of str to mapping
        As `drivers.ratios` gives them.
    within : mapping of str to Estimate
        As `drivers.within_requesters` gives them.
    years : range
        The years of the frame.
    held : sequence of Estimate
        How often such intervals held the truth in simulated data, where not as often as they say.
    """
    without = listed(label(outcome, "drivers-short") for outcome in pooled if outcome not in within)
    too_few = [text("drivers_too_few", rows=without)] if without else []
    if not within:
        return section(Prose(too_few))
    rows = []
    for outcome, one_requester in within.items():
        rows.append({"outcome": outcome, "among": "all"} | pooled[outcome]["host_expression"].as_dict())
        rows.append({"outcome": outcome, "among": "one_requester"} | one_requester.as_dict())
    shown = {
        _("Rows"): [label(outcome, "drivers-short") for outcome in within],
        _("Among all pairs"): [_interval(pooled[outcome]["host_expression"]) for outcome in within],
        _("Among countries of effect of one requesting country"): [_interval(within[outcome]) for outcome in within],
    }
    title = _("Freedom of expression in the country of effect, one standard deviation higher")
    table = _table("drivers_detection", title, pd.DataFrame(rows), shown, years, text("drivers_within"))
    return section(
        Prose([within[outcome] for outcome in ("headline", "not_supported") if outcome in within]),
        Prose([text("drivers_detection"), *too_few]),
        table,
        Prose(list(coverage), "caution") if coverage else None,
    )


def odds(stated: pd.DataFrame, years: range, coverage: Sequence[Estimate] = ()) -> Section:
    """Show the ratios of odds by Firth's logit, as `drivers.table` gives them, and how often such intervals held."""
    table = _ratios("drivers_odds", _("Ratios of the odds of any case"), stated, text("drivers_firth"), years)
    return section(table, Prose(list(coverage), "caution") if coverage else None)


def negative_binomials(data: pd.DataFrame, years: range) -> Section:
    """Show where NB2 converged and its ratio there, as `drivers.negative_binomials` gives it."""
    if data.empty:
        return section(
            Prose([_("The negative binomial is fitted on pairs with refugees, of which these data have none.")])
        )
    pairs = zip(data["ratio"], data["converged"], strict=True)
    shown = {
        _("Rows"): [label(outcome, "drivers-short") for outcome in data["outcome"]],
        _("Pairs that differ in"): [label(name, "drivers-name") for name in data["covariate"]],
        _("Negative binomial"): [f"{ratio:.2f}" if done else _("not converged") for ratio, done in pairs],
        _("Poisson on the same pairs"): [f"{ratio:.2f}" for ratio in data["poisson"]],
    }
    title = _("Negative binomial fits, and where there is none")
    universe = _("dyad-years with refugees or asylum seekers, {first} to {last}", **_ends(years))
    source, note = world.source(*SOURCE), text("drivers_converged")
    return section(Table("drivers_nb2", title, data, shown, universe, source, note))


def rests_on(expected: Mapping[str, Estimate], without: pd.DataFrame, years: range) -> Section:
    """Say the contrast of low and high values of the index, and show the ratio without each requesting country.

    Parameters
    ----------
    expected : mapping of str to Estimate
        As `drivers.margins` gives it.
    without : DataFrame
        As `drivers.leave_one_out` gives it.
    years : range
        The years of the frame.
    """
    ends = pd.concat([without.head(3), without.tail(3)])
    shown = {
        _("Without"): ends["without"].map(pages_words.shown),
        _("Ratio"): [f"{ratio:.2f}" for ratio in ends["ratio"]],
    }
    title = _("The ratio of the requesting country’s index, well-documented cases, without one requesting country")
    note = _("The three smallest and the three largest; the data hold all. Indices are taken as published.")
    table = _table("drivers_without", title, without, shown, years, note)
    return section(Prose([expected["headline"], expected["not_supported"]]), table)


def how_sure(coverage: pd.DataFrame) -> Section:
    """Show how often the intervals held the truth in simulated data: rows of `reliability.coverage_table`."""
    shown = {
        _("Interval"): coverage["estimator"],
        _("World"): coverage["world"].map(label),
        _("Contains the truth"): [percent(share) for share in coverage["coverage"]],
        _("Verdict"): coverage["verdict"],
    }
    title, source = (
        _("How often the intervals contain the truth in simulated registers"),
        world.source("interval_coverage"),
    )
    note = text("drivers_coverage")
    return section(Table("drivers_coverage", title, coverage, shown, _("simulated data"), source, note))


def sources() -> Section:
    """Show the tables behind the report."""
    return pages_words.sources(TABLES)


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING)], "citation"))
