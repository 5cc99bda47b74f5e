"""The sections of the report on what predicts a documented case, in the order of its notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark, row_by_row
from analysis.charts.rows import rows_with_marks
from analysis.core.judgement import text
from analysis.core.messages import N_, _, label, listed
from analysis.facts import drivers, world
from analysis.facts.drivers import DyadModel
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import columns, records
from analysis.pages.words import Report, place
from analysis.stats.estimate import Estimate, number

SOURCE = ("cases", "refugees_by_origin_host", "governance_country_year")
REPORT = Report(label("drivers", "title"), "", (*SOURCE, "cases_readings", "cases_criteria", "interval_coverage"))
title, end = REPORT.title, REPORT.end
#: Outcomes by who gave the status: supported cases and the others.
STATUSES = (*drivers.OUTCOMES[2:], *drivers.BY_CODING)
#: The covariate on which the report says more than its ratio.
EXPRESSION = "host_vdem_freedom_of_expression"


def in_short(
    joint: Sequence[Estimate], republics: Sequence[Estimate], together: DyadModel, by_index: pd.DataFrame,
    statuses: Mapping[str, DyadModel], index: str,
) -> Section:  # fmt: skip
    """State the ratios of an index, also with all indices or former Soviet republics in the model, and what disappears.

    ``together`` is the model of well-documented cases with all indices of the requesting country.
    """
    finding = [text("drivers_finding")] if drivers.differs_by_status(by_index) else []
    by_status = drivers.by_status(statuses, index)
    weaker = [by_status[name] for name in ("register", *drivers.CODINGS) if name in by_status]
    is_weaker = bool(weaker) and all(weaker[0].value < other.value for other in weaker[1:])
    below = all(one.high is not None and one.high < 1 for one in (joint[0], republics[0]))
    unexplained = [_("Former Soviet republics do not explain the association.")] if below else []
    indicator = _("The following ratios are from models with an indicator for former Soviet republics.")
    with_constant = Prose([*unexplained, indicator, *republics])
    caution = Prose([text("drivers_caution")], "caution")
    status = [text("drivers_weaker")] if is_weaker else []
    status += [text("drivers_open")] if any((other.high or 0) > 1 for other in weaker[1:]) else []
    lead = Prose([*joint, text("drivers_words")], "lead")
    one = drivers.ratio(together, index) if together.converged else joint[0]
    alike = (joint[0].high or 1) < 1 and (one.low or 0) <= 1 <= (one.high or 0)
    several = Prose([text("drivers_alike"), one]) if alike else None
    return section(lead, Prose(finding), several, caution, Prose([*status, *weaker]), with_constant)


def ask(since: int, until: int) -> Section:
    """Explain the numbers: estimand, what is counted, exposure, detection, what would change them, runs."""
    parts, ends = ("estimand", "universe", "exposure", "detection", "change", "runs"), _ends(since, until)
    asked = [label(part, "drivers-ask") for part in parts]
    answers = [label(part, "drivers-answer", **ends) for part in parts]
    rows, title = pd.DataFrame({_("Question"): asked, _("Answer"): answers}), _("How to read the numbers")
    return section(_table("drivers_reading", title, rows, rows, (since, until)))


def the_frame(excluded: pd.DataFrame, since: int, until: int) -> Section:
    """Show which cases the pairs include, as `drivers.excluded` gives it, and the published pairs."""
    reproduced = drivers.reproduced()
    shown = {_("Cases"): excluded["reason"].map(label)}
    shown |= {_outcome(name): excluded[name].map(number) for name in excluded.columns if name != "reason"}
    compared = columns(reproduced, "definition", "dyad_years", "of_published")
    compared |= {_("Difference"): [f"{difference:+,}" for difference in reproduced["difference"]]}
    rows = Table(
        "drivers_rows", _("Cases in the models, and cases excluded"), excluded, shown,
        _("cases in the register"), world.source("cases"),
    )  # fmt: skip
    frame = Table(
        "drivers_frame", _("Pairs with refugees: our count and the published one"), reproduced, compared,
        _("directed pairs of countries by year, 2014 to 2020, for which UNHCR lists refugees or asylum seekers"),
        world.source("refugees_by_origin_host"), text("drivers_frame"),
    )  # fmt: skip
    return section(rows, frame)


def _table(
    name: str, title: str, data: pd.DataFrame, shown: Mapping[str, object] | pd.DataFrame, years: Sequence[int],
    note: str = "",
) -> Table:  # fmt: skip
    return Table(name, title, data, shown, _universe(*years), world.source(*SOURCE), note)


def _universe(since: int, until: int) -> str:
    return text("drivers_universe", **_ends(since, until))


def _ends(since: int, until: int) -> dict[str, str]:
    return {"first": str(since), "last": str(until)}


def picture(ratios: pd.DataFrame, since: int, until: int) -> Chart:
    """Draw the ratios of every covariate for the four ways of counting, as `drivers.ratios` gives them."""
    data = ratios.sort_values("term", key=lambda terms: terms.map(list(dict.fromkeys(terms)).index), kind="stable")
    data = data[["value", "low", "high"]].assign(
        group=[label(term, "drivers-axis", term=term) for term in data["term"]],
        series=[_outcome(outcome) for outcome in data["outcome"]],
    )[["group", "series", "value", "low", "high"]]
    message = N_("{series} {value} ({low} to {high})")
    unit = _("Ratio of cases for a one-step increase (1 means no association)")
    by_group = {group: data[data["group"] == group] for group in dict.fromkeys(data["group"])}
    texts = " ".join(
        _("{group}: {texts}.", group=group, texts=row_by_row(message, rows, ", ", **_TWO_DIGITS))
        for group, rows in by_group.items()
    )
    first = ratios[ratios["term"] == ratios["term"].iloc[0]].set_index("outcome")["value"].map(_TWO_DIGITS["value"])
    title = _("{who} has {value} times as many well-documented cases, and {other} times as many other cases",
        who=label(ratios["term"].iloc[0], "drivers-covariate", term=ratios["term"].iloc[0]),
        value=first["well_documented"], other=first["not_supported"])  # fmt: skip
    series = dict.fromkeys(data["series"])
    return rows_with_marks(
        data,
        [
            Mark("value", "low", "high", f"series == {name!r}", name, colour, marker, width=1.4)
            for name, (colour, marker) in zip(series, _LOOKS, strict=False)
        ],
        words=N_("{group}, {series}: {value} ({low} to {high})"),
        axis="ratio",
        line=1,
        apart=True,
        write=_TWO_DIGITS,
        name="drivers_ratios",
        title=title,
        alt=_("Ratios with intervals. {texts}", texts=texts),
        universe=_universe(since, until), source=world.source(*SOURCE), note=text("detection"),
        subtitle=_("{unit}, on a logarithmic scale", unit=unit),
    )  # fmt: skip


#: Kinds of case, in order -> colour and marker; no red, which stands for the evidence level.
_LOOKS = (("ink", "o"), ("others", "s"), ("blue", "^"), ("sky", "D"))
_TWO_DIGITS = dict.fromkeys(("value", "low", "high"), "{:.2f}".format)


def coded(
    ratios: pd.DataFrame, stated: Sequence[Estimate], apart: Mapping[str, Estimate], since: int, until: int
) -> Section:
    """Show every ratio, and where supported and other cases differ; of the contrasts, some are read out."""
    data = pd.DataFrame([{"term": term} | estimate.as_dict() for term, estimate in apart.items()])
    shown = {
        _("Pairs that differ in"): data["term"].map(_name),
        _("Ratio (interval)"): _cells(data),
    }
    return section(
        Prose([*stated, text("drivers_apart")]),
        _wide("drivers_ratios_table", _("Ratio of cases for each covariate, by kind of case"), ratios, (since, until),
            _("The other covariates, both populations and the period are held constant.")),
        _table("drivers_apart", _("Ratio for supported cases divided by the ratio for other cases"), data, shown,
            (since, until), text("drivers_ratio_of_ratios")),
    )  # fmt: skip


def statuses(models: Mapping[str, DyadModel], index: str, since: int, until: int) -> Section:
    """Draw the contrast of supported and other cases by who gave the status: models of each of `STATUSES`."""
    found = drivers.by_status(models, index)
    if not found:
        return section()
    pairs = {"register": STATUSES[:2]} | {
        coding: tuple(name for name in STATUSES if name.endswith(f"_{coding}")) for coding in drivers.CODINGS
    }
    rows = [
        {"status": coding, "term": term, **one.as_dict()}
        for coding, pair in pairs.items() for term, one in drivers.contrast(*(models[name] for name in pair)).items()
        if term == index or term in drivers.COVARIATES
    ]  # fmt: skip
    data = pd.DataFrame(rows).sort_values("term", key=lambda terms: terms != index, kind="stable")
    shown = {
        _("Status decided by"): [label(name, "drivers-status") for name in data["status"]],
        _("Pairs that differ in"): data["term"].map(_name),
        _("Ratio for supported cases ÷ ratio for other cases"): _cells(data),
    }
    title = _("Ratio for supported cases divided by the ratio for other cases, by who decided the status")
    table = _table("drivers_status", title, data, shown, (since, until), text("drivers_status"))
    own = data[data["term"] == index]
    own = own.assign(group=[label(name, "drivers-status") for name in own["status"]])
    words, unit = N_("{group}: {value} ({low} to {high})"), _("Ratio for supported cases ÷ ratio for other cases")
    ends = {name: _TWO_DIGITS["value"](found[name].value) for name in ("register", "rule")}
    chart = rows_with_marks(
        own, [Mark("value", "low", "high", colour="blue")], words=words, axis="ratio", line=1, write=_TWO_DIGITS,
        unit=unit, name="drivers_codings",
        title=_("The contrast depends on who gives the status: {register} by most readers, {rule} by the written rule",
            **ends),
        alt=_("Ratios of ratios with intervals. {texts}", texts=row_by_row(words, own, "; ", **_TWO_DIGITS)),
        universe=_universe(since, until), source=world.source(*SOURCE, "cases_rule"), note=text("drivers_status"),
        subtitle=label(index, "drivers-axis", term=index),
    )  # fmt: skip
    return section(chart, table)


def _outcome(name: str) -> str:
    return label(name, "drivers-short", name=name)


def _name(term: str) -> str:
    return label(term, "drivers-name", term=term)


def _cells(ratios: pd.DataFrame) -> list[str]:
    """Write each ratio and the ends of its interval."""
    ends = ratios[["value", "low", "high"]].map("{:.2f}".format)
    return [_("{value} ({low} to {high})", **row) for row in records(ends)]


def _wide(
    name: str, title: str, ratios: pd.DataFrame, years: Sequence[int], note: str, by: Sequence[str] = ("term",)
) -> Table:
    """Lay out ratios with a row per term (and model), and a column an outcome."""
    keys = list(zip(*(ratios[name] for name in by), strict=True))
    cells = dict(zip(zip(keys, ratios["outcome"], strict=True), _cells(ratios), strict=True))
    rows = list(dict.fromkeys(keys))
    shown = {_("Pairs that differ in"): [_name(key[0]) for key in rows]}
    if "model" in by:
        shown |= {_("Model"): [label(key[1], "drivers-model") for key in rows]}
    outcomes = dict.fromkeys(ratios["outcome"])
    shown |= {_outcome(outcome): [cells[key, outcome] for key in rows] for outcome in outcomes}
    return _table(name, title, ratios, shown, years, note)


def which_index(ratios: pd.DataFrame, since: int, until: int) -> Section:
    """Show the ratio of every governance index, alone and jointly; ``model`` says which model a row is from."""
    title = _("Ratio for each index, by itself and with the others")
    note = text("drivers_indices", **_ends(since, until))
    return section(_wide("drivers_indices", title, ratios, (since, until), note, ("term", "model")))


def detection(
    stated: Sequence[Estimate], pooled: pd.DataFrame, within: pd.DataFrame, term: str, since: int, until: int
) -> Section:
    """Show the ratio of one term among all pairs, and, also read out, among those of the same requesting country."""
    fitted = within.dropna(subset="term")
    without = [_outcome(name) for name in within["outcome"] if name not in set(fitted["outcome"])]
    too_few = [text("drivers_too_few", rows=listed(without))] if without else []
    if fitted.empty:
        return section(Prose(too_few))
    among_all = pooled[pooled["term"].eq(term) & pooled["outcome"].isin(fitted["outcome"])]
    shown = {
        _("Cases"): [_outcome(outcome) for outcome in fitted["outcome"]],
        _("Among all pairs"): _cells(among_all),
        _("Within requesting countries"): _cells(fitted),
    }
    clear = any((rows["low"] > 1).all() for rows in (among_all, fitted))
    no_detection = [text("drivers_detection")] if term == EXPRESSION and not clear else []
    data = pd.concat([among_all.assign(among="all"), fitted.assign(among="one_requester")])
    title = _("{covariate}: ratio of cases", covariate=_name(term))
    return section(
        Prose(list(stated)),
        Prose([*no_detection, *too_few]),
        _table("drivers_detection", title, data, shown, (since, until), text("drivers_within")),
    )


def rests_on(without: pd.DataFrame, since: int, until: int) -> Section:
    """Show the ratio of the index without each requesting country."""
    ends = pd.concat([without.head(3), without.tail(3)])
    shown = {
        _("Excluded country"): ends["without"].map(place),
        _("Ratio"): [f"{ratio:.2f}" for ratio in ends["ratio"]],
    }
    title = _("Ratio for the requesting country’s index, excluding one requesting country at a time")
    note = _(
        "The table shows the three smallest and the three largest ratios for well-documented cases. The data file "
        "gives the ratio with each country excluded in turn."
    )
    return section(_table("drivers_without", title, without, shown, (since, until), note))
