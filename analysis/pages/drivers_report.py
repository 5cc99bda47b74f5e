"""The sections of the report on what goes together with a documented case, in the order of its notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.models import ratios_side_by_side
from analysis.core.judgement import label, text
from analysis.core.messages import listed, say
from analysis.facts import world
from analysis.facts.drivers import FIRST, LAST
from analysis.pages import words as pages_words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import citation, limits
from analysis.stats.estimate import Estimate, number, percent

__all__ = [
    "ask",
    "coded",
    "detection",
    "how_sure",
    "how_to_cite",
    "in_short",
    "limits",
    "negative_binomials",
    "odds",
    "picture",
    "rests_on",
    "sources",
    "the_frame",
    "title",
    "which_index",
]

TABLES = ("cases", "refugees_by_origin_host", "governance_country_year", "interval_coverage")
SOURCE = ("cases", "refugees_by_origin_host", "governance_country_year")


def title() -> Section:
    """Show the heading of the report."""
    return section(Prose([say("drivers-title")], "title"))


def in_short(stated: Mapping[tuple[str, str, str], Estimate]) -> Section:
    """Say what holds on liberal democracy, with and without a constant of former Soviet republics.

    Parameters
    ----------
    stated : dict of (index, model, outcome) to Estimate
        As `drivers.governance` gives them.
    """
    index, outcomes = "vdem_liberal_democracy", ("headline", "not_supported")
    shown = [stated[index, model, outcome] for model in ("joint", "post_soviet") for outcome in outcomes]
    caution = Prose([say("drivers-short-caution")], "caution")
    republics = Prose([say("drivers-republics")])
    return section(Prose(shown[:2], "lead"), Prose([say("drivers-which-index")]), republics, Prose(shown[2:]), caution)


def ask(years: range) -> Section:
    """Say what each number is: estimand, universe, exposure, detection, what would change it, how many were run."""
    parts = ("estimand", "universe", "exposure", "detection", "change", "runs")
    rows = pd.DataFrame(
        {say("column-question"): [say(f"drivers-ask-{part}") for part in parts]}
        | {say("column-answer"): [say(f"drivers-answer-{part}", **_ends(years)) for part in parts]}
    )
    return section(
        Table("drivers_reading", say("drivers-reading"), rows, rows, _universe(years), world.source(*SOURCE))
    )


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
    beside = pd.DataFrame(
        {
            say("drivers-column-frame"): reproduced["definition"],
            say("drivers-column-dyads"): reproduced["dyad_years"].map(number),
            say("drivers-column-published"): reproduced["of_published"].map(percent),
            say("drivers-column-difference"): [f"{difference:+,}" for difference in reproduced["difference"]],
        }
    )
    return section(
        Table("drivers_rows", say("drivers-rows"), lost.reset_index(), shown, _universe(years), world.source("cases")),
        Table(
            "drivers_frame", say("drivers-frame"), reproduced, beside, say("drivers-frame-universe"),
            world.source("refugees_by_origin_host"), say("drivers-frame-note"),
        ),
    )  # fmt: skip


def _universe(years: range) -> str:
    return say("drivers-all", **_ends(years))


def _ends(years: range) -> dict[str, str]:
    return {"first": str(years[0]), "last": str(years[-1])}


def _by_outcome(data: pd.DataFrame) -> pd.DataFrame:
    places = {say("drivers-column-register"): data["place"].map(label)}
    return pd.DataFrame(places | {say(f"drivers-short-{name}"): data[name].map(number) for name in data.columns[1:]})


def picture(stated: pd.DataFrame, years: range) -> Chart:
    """Draw the ratios of every covariate for the four ways of counting, as `drivers.table` gives them."""
    data = pd.DataFrame(
        {
            "group": [say(f"drivers-axis-{name}") for name in stated["covariate"]],
            "series": [say(f"drivers-short-{outcome}") for outcome in stated["outcome"]],
            **{column: stated[column] for column in ("value", "low", "high")},
        }
    )
    return ratios_side_by_side(
        data, name="drivers_ratios", unit=say("drivers-picture"), universe=_universe(years),
        source=world.source(*SOURCE), note=f"{say('drivers-picture-note')} {text('detection')}",
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
        Prose([apart["host_expression"], apart["host_rule_of_law"], say("drivers-coding")]),
        _ratios("drivers_ratios_table", say("drivers-table"), stated, say("drivers-table-note"), years),
        _one_a_row("drivers_apart", say("drivers-apart-title"), apart, say("drivers-apart-note"), years),
    )


def _ratios(name: str, title: str, stated: pd.DataFrame, note: str, years: range) -> Table:
    order = list(dict.fromkeys(stated["outcome"]))
    cells = {(row.covariate, row.outcome): _cell(row.value, row.low, row.high) for row in stated.itertuples()}
    covariates = list(dict.fromkeys(stated["covariate"]))
    rows = {say(f"drivers-short-{outcome}"): [cells[one, outcome] for one in covariates] for outcome in order}
    shown = pd.DataFrame({say("drivers-column-differ"): [say(f"drivers-name-{one}") for one in covariates], **rows})
    return Table(name, title, stated, shown, _universe(years), world.source(*SOURCE), note)


def _cell(*ends: object) -> str:
    """Write a ratio and the ends of its interval."""
    value, low, high = (float(str(end)) for end in ends)
    return say("value-with-ends", value=f"{value:.2f}", low=f"{low:.2f}", high=f"{high:.2f}")


def _one_a_row(name: str, title: str, held: Mapping[str, Estimate], note: str, years: range) -> Table:
    data = pd.DataFrame([{"covariate": one} | estimate.as_dict() for one, estimate in held.items()])
    shown = pd.DataFrame(
        {say("drivers-column-differ"): [say(f"drivers-name-{one}") for one in held]}
        | {say("drivers-column-ratio"): [_cell(e.value, e.low or 0, e.high or 0) for e in held.values()]}
    )
    return Table(name, title, data, shown, _universe(years), world.source(*SOURCE), note)


def which_index(data: pd.DataFrame) -> Section:
    """Show the ratio of every governance index, alone and jointly, as `drivers.by_index` gives it."""
    rows = data.to_dict("records")
    cells = {(row["index"], row["model"], row["outcome"]): _cell(row["value"], row["low"], row["high"]) for row in rows}
    pairs = list(dict.fromkeys((row["index"], row["model"]) for row in rows))
    shown = pd.DataFrame(
        {say("drivers-column-index"): [say(f"drivers-index-{index}") for index, _ in pairs]}
        | {say("drivers-column-model"): [say(f"drivers-model-{model}") for _, model in pairs]}
        | {
            say(f"drivers-short-{outcome}"): [cells[(*pair, outcome)] for pair in pairs]
            for outcome in dict.fromkeys(data["outcome"])
        }
    )
    return section(
        Table(
            "drivers_indices", say("drivers-indices"), data, shown, _universe(range(FIRST, LAST + 1)),
            world.source(*SOURCE), say("drivers-indices-note"),
        ),
    )  # fmt: skip


def detection(
    pooled: Mapping[str, Mapping[str, Estimate]],
    within: Mapping[str, Estimate],
    years: range,
    held: Sequence[Estimate] = (),
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
    pairs = [(outcome, pooled[outcome]["host_expression"], within[outcome]) for outcome in within]
    without = [say(f"drivers-short-{outcome}") for outcome in pooled if outcome not in within]
    if not pairs:
        return section(Prose([say("drivers-no-fit", rows=listed(without))]))
    data = pd.DataFrame(
        [
            {"outcome": outcome, "among": among} | estimate.as_dict()
            for outcome, first, second in pairs
            for among, estimate in (("all", first), ("one_requester", second))
        ]
    )
    shown = pd.DataFrame(
        {say("drivers-column-rows"): [say(f"drivers-short-{outcome}") for outcome, _, _ in pairs]}
        | {say("drivers-column-all"): [_cell(e.value, e.low or 0, e.high or 0) for _, e, _ in pairs]}
        | {say("drivers-column-within"): [_cell(e.value, e.low or 0, e.high or 0) for _, _, e in pairs]}
    )
    return section(
        Prose([*(within[outcome] for outcome in ("headline", "not_supported") if outcome in within)]),
        Prose([say("drivers-detection"), *([say("drivers-no-fit", rows=listed(without))] if without else [])]),
        Table(
            "drivers_detection", say("drivers-detection-title"), data, shown, _universe(years), world.source(*SOURCE),
            say("drivers-detection-note"),
        ),
        *([Prose(list(held), "caution")] if held else []),
    )  # fmt: skip


def odds(stated: pd.DataFrame, years: range, held: Sequence[Estimate] = ()) -> Section:
    """Show the ratios of odds by Firth's logit, as `drivers.table` gives them, and how often such intervals held."""
    table = _ratios("drivers_odds", say("drivers-odds-title"), stated, say("drivers-odds-note"), years)
    return section(table, *([Prose(list(held), "caution")] if held else []))


def negative_binomials(data: pd.DataFrame, years: range) -> Section:
    """Show where NB2 converged and its ratio there, as `drivers.negative_binomials` gives it."""
    if data.empty:
        return section(Prose([say("drivers-nb2-none")]))
    shown = pd.DataFrame(
        {
            say("drivers-column-rows"): [say(f"drivers-short-{outcome}") for outcome in data["outcome"]],
            say("drivers-column-differ"): [say(f"drivers-name-{name}") for name in data["covariate"]],
            say("drivers-column-nb2"): [
                f"{ratio:.2f}" if done else say("drivers-not-converged") for ratio, done in _pairs(data)
            ],
            say("drivers-column-poisson"): [f"{ratio:.2f}" for ratio in data["poisson"]],
        }
    )
    return section(
        Table(
            "drivers_nb2", say("drivers-nb2"), data, shown, say("drivers-nb2-universe", **_ends(years)),
            world.source(*SOURCE), say("drivers-nb2-note"),
        )
    )  # fmt: skip


def _pairs(data: pd.DataFrame) -> Sequence[tuple[float, bool]]:
    return list(zip(data["ratio"], data["converged"], strict=True))


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
    shown = pd.DataFrame(
        {
            say("drivers-column-without"): ends["without"].map(pages_words.shown),
            say("drivers-column-plain-ratio"): [f"{ratio:.2f}" for ratio in ends["ratio"]],
        }
    )
    return section(
        Prose([expected["headline"], expected["not_supported"]]),
        Table(
            "drivers_without", say("drivers-without"), without, shown, _universe(years), world.source(*SOURCE),
            say("drivers-without-note"),
        ),
    )  # fmt: skip


def how_sure(coverage: pd.DataFrame) -> Section:
    """Show how often the intervals held the truth in simulated data: rows of `reliability.coverage_table`."""
    shown = pd.DataFrame(
        {
            say("drivers-column-interval"): coverage["estimator"],
            say("inquiry-world"): coverage["world"].map(label),
            say("coverage-column-held"): [percent(share) for share in coverage["coverage"]],
            say("inquiry-verdict"): coverage["verdict"],
        }
    )
    return section(
        Table(
            "drivers_coverage", say("drivers-coverage"), coverage, shown, say("simulated-data"),
            world.source("interval_coverage"), say("drivers-coverage-note"),
        )
    )  # fmt: skip


def sources() -> Section:
    """Show the tables behind the report."""
    return pages_words.sources(TABLES)


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(say("drivers-title"))], "citation"))
