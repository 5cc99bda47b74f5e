"""The sections of the reports on how far numbers hold: what is unseen, coding, choices, simulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.models import (
    counts_with_ranges,
    held_in_simulation,
    orders_kept,
    possible_ranges,
    specification_curve,
)
from analysis.core.countries import country_name
from analysis.core.judgement import text
from analysis.core.messages import DASH, _, label
from analysis.facts import robustness, world
from analysis.pages import words as pages_words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import case_link
from analysis.pages.words import citation, estimates_table, limits, shown_share
from analysis.stats.estimate import Estimate, number, percent

__all__ = [
    "bounds_chart", "choices", "confusion", "counts_again", "counts_chart", "curve_chart", "every_function",
    "firmness_of_pairs", "how_to_cite", "in_short", "left_out", "limits", "numbers", "options", "orders_chart", "pairs",
    "rest", "sources", "summary", "title", "validation", "validation_charts", "without_evidence", "worth_coding",
]  # fmt: skip

#: Report -> the tables behind it.
TABLES = {
    "coding": ("cases", "cases_second_coding", "country_mentions", "oversight_statistics", "refugees_by_origin_host"),
    "robustness": (
        "cases", "refugees_by_origin_host", "governance_country_year", "public_notices_sensitive", "country_mentions",
        "oversight_statistics",
    ),
    "validation": ("estimator_validation", "interval_coverage"),
    "visibility": ("public_notices_sensitive", "public_notices_exits"),
}  # fmt: skip


def title(report: str) -> Section:
    """Show the heading of a report, by its name in the catalogue of words."""
    return section(Prose([label(report, "title")], "title"))


def in_short(report: str, *stated: Estimate | None) -> Section:
    """Describe what is asked, what was found, and what is meant by it; what is not known is left out."""
    found = [one for one in stated if one is not None]
    return section(Prose([label(report, "lead")], "lead"), Prose(found, "list"), Prose([label(report, "estimand")]))


def sources(report: str) -> Section:
    """Show the tables behind a report."""
    return pages_words.sources(TABLES[report])


def how_to_cite(report: str) -> Section:
    """Show how to cite a report."""
    return section(Prose([citation(label(report, "title"))], "citation"))


def numbers(report: str, stated: Sequence[tuple[str, Estimate]]) -> Section:
    """Show the numbers of a report, each with its range, n and universe."""
    return section(estimates_table(f"{report}_numbers", label(report, "table-numbers"), stated))


def _table(
    name: str, data: pd.DataFrame, shown: Mapping[str, pd.Series], universe: str, tables: Sequence[str]
) -> Table:
    heads = {label(key, "inquiry"): column for key, column in shown.items()}
    title = label(name, "table")
    return Table(name.replace("-", "_"), title, data, heads, universe, world.source(*tables))


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
    drawn = data.assign(group=data["iso3"].map(country_name)).rename(
        columns={"low": "public_low", "high": "public_high", "least": "low", "most": "high"}
        | {"least_within": "low_within", "most_within": "high_within"}
    )
    note = " ".join(
        [_("Lines are what is possible, not an interval of chance. {visible} of notices are assumed public, the same "
            "for each country.",
            visible=percent(visible)),
            _("Thick: if the odds among secret notices are within the stated factor of those among public ones.")],
    )  # fmt: skip
    return possible_ranges(
        drawn.assign(visible=visible), name="bounds_by_state", unit=_("share of all notices, %"), universe=universe,
        source=world.source("public_notices_sensitive"), note=note,
    )  # fmt: skip


def orders_chart(data: pd.DataFrame, universe: str) -> Chart:
    """Draw how many pairs of states keep their order, as `visibility.orders_by_factor` gives it."""
    return orders_kept(
        data, name="orders_by_factor", universe=universe,
        source=world.source("public_notices_sensitive"),
        note=text("orders_kept"),
    )  # fmt: skip


def rest(data: pd.DataFrame, universe: str) -> Section:
    """Show a state beside all others together, as `visibility.against_the_rest` gives it."""
    shares = {key: _shares(data[key]) for key in ("share", "least", "most")}
    shown = {"group": data["group"], "notices": _numbers(data["notices"]), **shares}
    return section(_table("visibility-table-rest", data, shown, universe, ("public_notices_sensitive",)))


def pairs(data: pd.DataFrame, universe: str) -> Section:
    """Show the pairs of states whose order is certain among public notices, as `visibility.orders` gives them."""
    known = data[data["visible_needed"].notna()]
    shown = {key: known[key].map(country_name) for key in ("larger", "smaller")}
    shown |= {key: _numbers(known[key].where(known[key] < 1e6)) for key in ("factor", "factor_if_one")}
    shown |= {"visible_needed": _shares(known["visible_needed"])}
    return section(_table("visibility-table-pairs", data, shown, universe, ("public_notices_sensitive",)))


_CODED = ("cases", "cases_second_coding")


def confusion(status: pd.DataFrame, grade: pd.DataFrame, universe: str) -> Section:
    """Show second codes by first code and rounds, as `coding.confusion` gives them."""
    return section(_confused("status", status, universe), _confused("grade", grade, universe))


def _confused(field: str, data: pd.DataFrame, universe: str) -> Table:
    codes = [str(column) for column in data.columns if column not in ("rounds", "first", "rows")]
    shown = {_("Rounds"): data["rounds"].map(_rounds), _("First code"): data["first"].map(label)}
    shown |= {label(code): _numbers(data[code]) for code in codes} | {_("Cases"): _numbers(data["rows"])}
    title = label(field, "coding-table")
    return Table(f"confusion_{field}", title, data, shown, universe, world.source("cases_second_coding"))


def _rounds(rounds: str) -> str:
    both = {"14": _("random (1 and 4)"), "23": _("chosen (2 and 3)")}
    return both.get(rounds) or _("round {round}", round=rounds)


def counts_chart(data: pd.DataFrame, universe: str) -> Chart:
    """Draw the well-documented cases of each country with their interval of coding error, from `coding.recounts`."""
    drawn = data.assign(group=data["iso3"].map(country_name), value=data["median"], mark=data["counted"])
    return counts_with_ranges(
        drawn, name="recounts_chart", unit=_("documented cases"), universe=universe,
        source=world.source(*_CODED),
        note=text("recounts"),
    )  # fmt: skip


def counts_again(data: pd.DataFrame, universe: str) -> Section:
    """Show the well-documented cases of each state and how firm its word is, as `coding.recounts` gives it."""
    shown = {"iso3": data["iso3"].map(country_name), "word": data["word"]}
    shown |= {key: _numbers(data[key]) for key in ("counted", "median", "low", "high")}
    shown |= {"stays": data["stays"].map(shown_share), "other": data["other"].replace("", DASH)}
    return section(_table("coding-table-recounts", data, shown, universe, _CODED))


def firmness_of_pairs(data: pd.DataFrame, universe: str) -> Section:
    """Show how firmly one state has more well-documented cases than another, as `coding.comparisons` gives it."""
    shown = {key: data[key].map(country_name) for key in ("more", "fewer")}
    shown |= {key: _numbers(data[key]) for key in ("cases_more", "cases_fewer")}
    shown |= {"stays": data["stays"].map(shown_share)}
    return section(_table("coding-table-pairs", data, shown, universe, _CODED))


def worth_coding(stated: Estimate, data: pd.DataFrame) -> Section:
    """Show the rows that are worth coding a third time, by their ids, as `coding.worth_coding` gives them."""
    links = [case_link(case_id) for case_id in data["case_id"]]
    shown = {"case_id": pd.Series(links), "iso3": data["iso3"].map(country_name)}
    shown |= {"counts": data["counts"].map({True: _("yes"), False: _("no")})}
    shown |= {"readers": _numbers(data["readers"]), "chance": _shares(data["chance"])}
    shown |= {"word": data["word"], "word_then": data["word_then"], "steps": _numbers(data["steps"])}
    return section(Prose([stated]), _table("coding-table-worth", data, shown, stated.universe, _CODED))


_CHOSEN = ("cases", "refugees_by_origin_host", "governance_country_year")


def _choice(name: str) -> str:
    return label(name, "robustness-choice")


def summary(data: pd.DataFrame, universe: str) -> Section:
    """Show in which share of analyses each conclusion holds, as `robustness.summary` gives it."""
    shown = {"claim": data["claim"], "analyses": _numbers(data["analyses"]), "agree": _numbers(data["agree"])}
    shown |= {"share_agree": _shares(data["share"]), "least_effect": _numbers(data["least"])}
    shown |= {"middle": _numbers(data["middle"]), "most_effect": _numbers(data["most"])}
    shown |= {"published": _numbers(data["published"])}
    caution = Prose(
        [text("robustness_finding"),
            _("How to count a person whom several countries seek cannot be varied: the tables hold counts, and no "
                "person.")], "caution",
    )  # fmt: skip
    return section(_table("robustness-table-summary", data, shown, universe, _CHOSEN), caution)


def choices(data: pd.DataFrame, universe: str) -> Section:
    """Show the choices and their options, as `robustness.choices_table` gives them."""
    shown = {
        "choice": data["choice"].map(_choice),
        "published_option": data["published"].map(label),
        "others": data["others"],
    }
    return section(_table("robustness-table-choices", data, shown, universe, _CHOSEN))


def curve_chart(data: pd.DataFrame, claim: str, null: float, universe: str) -> Chart:
    """Draw the specification curve of a comparison, as `robustness.curve` gives it."""
    names = [name for name in data.columns if name in robustness.choices() and len(set(data[name])) > 1]
    drawn = data.assign(**{name: data[name].map(label) for name in names})
    return specification_curve(
        drawn, {name: _choice(name) for name in names}, null, name="specification_curve",
        claim=claim, unit=_("effect"), universe=universe,
        source=world.source(*_CHOSEN),
        note=text("specification_curve"),
    )  # fmt: skip


def options(data: pd.DataFrame, claim: str, universe: str) -> Section:
    """Show option by option in how many analyses a conclusion holds, as `robustness.by_choice` gives it."""
    shown = {
        _("Choice"): data["choice"].map(_choice),
        _("Option"): data["option"].map(label),
        _("Analyses"): _numbers(data["analyses"]),
        _("That agree"): _numbers(data["agree"]),
        _("Middle"): _numbers(data["middle"]),
    }
    title = _("Option by option: {claim}", claim=claim)
    return section(Table("options", title, data, shown, universe, world.source(*_CHOSEN)))


def left_out(data: pd.DataFrame, universe: str) -> Section:
    """Show the ends of each number with one state or source left out, as `robustness.left_out_ends` gives them."""
    shown = {
        "number": data["number"].map(_number_name),
        "what": data["what"].map(lambda what: label(what, "robustness-kind")),
        "times": _numbers(data["times"]),
    }
    for end in ("lowest", "highest"):
        shown |= {end: _numbers(data[end]), f"{end}_without": data[f"{end}_without"].map(_left_name)}
    return section(_table("robustness-table-left", data, shown, universe, ("cases", "refugees_by_origin_host")))


def _evidence(kind: str) -> str:
    return label(kind, "robustness-kind") if kind in ("complaints", "cases") else label(kind)


def _number_name(column: str) -> str:
    if column == "elasticity":
        return _("elasticity")
    return _("{place}: times the expected", place=country_name(column))


def _left_name(name: str) -> str:
    return country_name(name) if len(name) == 3 and name.isupper() else name


def without_evidence(data: pd.DataFrame, universe: str) -> Section:
    """Show how many words stay when one kind of evidence is left out, as `robustness.left_out_of_levels` gives it."""
    shown = {
        "left_out": data["left_out"].map(label),
        "states": _numbers(data["states"]),
        "keep": _numbers(data["keep"]),
    }
    shown |= {"share_agree": _shares(data["share"]), "weaker": data["weaker"].replace("", DASH)}
    tables = ("cases", "country_mentions", "oversight_statistics")
    return section(_table("robustness-table-levels", data, shown, universe, tables))


def validation_charts(data: pd.DataFrame, universe: str) -> list[Chart]:
    """Draw how often each interval held the truth, as `reliability.validation_table` gives it.

    Parameters
    ----------
    data : DataFrame
        Rows without an interval are left out.
    universe : str
        What was simulated.

    Returns
    -------
    list of Chart
        The worlds as assumed, and apart from them those that break an assumption, where there are any.
    """
    tested = data[data["coverage"].notna()].astype({"coverage": float})
    drawn = tested.assign(group=tested["world"].map(label), told=tested["estimator"].map(label))
    parts = {"validation_chart": drawn[~drawn["hostile"]], "validation_chart_hostile": drawn[drawn["hostile"]]}
    return [
        held_in_simulation(
            rows, name=name, universe=universe,
            source=world.source("estimator_validation"),
            note=text("simulated_kinds"),
        )
        for name, rows in parts.items()
        if len(rows)
    ]  # fmt: skip


def validation(data: pd.DataFrame, universe: str) -> Section:
    """Show bias, error and coverage of each estimator, as `reliability.validation_table` gives them."""
    shown = {"estimator": data["estimator"].map(label), "world": data["world"].map(label)}
    shown |= {"naive": data["naive"].map({True: _("naive"), False: _("of the reports")})}
    shown |= {key: _numbers(data[key]) for key in ("truth", "bias", "error")}
    shown |= {"coverage": _shares(data["coverage"]), "verdict": data["verdict"]}
    return section(_table("validation-table", data, shown, universe, ("estimator_validation",)))


def every_function(data: pd.DataFrame) -> Section:
    """Show every function of statistics and how it was tried, or why not, as `reliability.estimators` gives them."""
    kinds = data["kind"].map(lambda kind: label(kind, "validation-kind"))
    parts = data["function"].str.rsplit(".", n=1)
    shown = {"module": parts.str[0], "function": parts.str[1], "kind": kinds, "reason": data["reason"]}
    shown |= {"worlds": data["worlds"].map(lambda count: number(count) if count else DASH)}
    shown |= {"coverage_least": _shares(data["least"]), "coverage_most": _shares(data["most"])}
    tables = ("estimator_validation", "interval_coverage")
    universe = _("functions of the package’s statistics, and facts that state an interval")
    return section(Prose([text("coverage_of_functions")]), _table("validation-every", data, shown, universe, tables))
