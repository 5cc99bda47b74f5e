"""The sections of the report on what predicts a documented case, in the order of its notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark, row_by_row
from analysis.charts.rows import rows_with_marks
from analysis.core.judgement import text
from analysis.core.messages import N_, _, label, listed
from analysis.facts import drivers, quarters, world
from analysis.facts.drivers import DyadModel
from analysis.pages.blocks import Figures, Number, Prose, Section, Table, publishers, section
from analysis.pages.parts import ratio_cells
from analysis.pages.words import Report, place
from analysis.stats.estimate import number, percent

SOURCE = ("cases", "refugees_by_origin_host", "governance_country_year")
REPORT = Report(label("drivers", "title"), "", (*SOURCE, "cases_readings", "cases_criteria", "interval_coverage"))
title, end = REPORT.title, REPORT.end
#: The kinds of case that the page compares.
DRAWN = ("well_documented", "not_supported")
#: Outcomes by who gave the status: supported cases and the others.
STATUSES = (*drivers.OUTCOMES[2:], *drivers.BY_CODING)
#: Supported cases and the others, in parts: by when a case was added, and by the language of its sources.
PARTS = (*drivers.BY_RELEASE, *drivers.BY_LANGUAGE)
#: The covariate on which the report says more than its ratio.
EXPRESSION = "host_vdem_freedom_of_expression"


def in_short(main: Mapping[str, DyadModel], statuses: Mapping[str, DyadModel], index: str) -> Section:
    """State the finding of the main models in a few numbers: `drivers.OUTCOMES` and `STATUSES` by name."""
    own, least, most = drivers.ratio(main[DRAWN[0]], index), quarters.of_quarter(0), quarters.of_quarter(-1)
    by_status, side = drivers.by_status(statuses, index), label(index, "drivers-side", term=index)
    is_less = own.value < 1
    one, of = (drivers.fewer(own), _("% fewer")) if is_less else (own, _("times"))
    says = label(index, "drivers-fewer" if is_less else "drivers-more", side=side)
    remark = label(index if is_less else "more", "drivers-remark", ends=one.ends)
    items = [
        Number(least, label("least_democratic", "drivers-figure"), _("of {count}", count=number(least.n))),
        Number(most, label("most_democratic", "drivers-figure"), _("of {count}", count=number(most.n))),
        Number(one, says, of, remark, [own]),
    ]  # fmt: skip
    figures = Figures("drivers_figures", _("The finding in numbers"), items)
    is_unclear = "rule" in by_status and (by_status["rule"].high or 0) >= 1
    weaker = [found.value for name, found in by_status.items() if name in drivers.CODINGS]
    part = weaker and min(weaker) > by_status["register"].value
    caution = text("drivers_unclear") if is_unclear else text("drivers_part") if part else ""
    lead = [Prose([caution], "lead")] if caution else []
    return section(*lead, figures, Prose([text("drivers_caution")], "caution"))


def by_quarter() -> Chart:
    """Draw the cases by how democratic the requesting country was, before any model."""
    table = quarters.by_democracy()
    rows = table.assign(group=[label(quarter, "drivers-quarter") for quarter in table["quarter"]])
    rows = rows.rename(columns={"well_documented": "value"}).assign(undrawn=table.attrs["undrawn"])
    words, drawn = N_("{group}: {value} well documented, {other} others"), rows.assign(none=0.0, all=1.0)
    drawn["of"] = [_("{part} of {whole}", part=a, whole=a + b) for a, b in rows[["value", "other"]].to_numpy()]
    drawn["percent"] = drawn["share"].round(2).map(percent)
    return rows_with_marks(
        drawn, [Mark(low="none", high="share", words=_("well documented"), colour="accent", width=9),
            Mark(low="share", high="all", words=_("other cases"), colour="others", width=9)],
        data=rows, words=words, axis="share", written={"percent": "", "of": ""}, name="drivers_quarters",
        title=label("falls" if drawn["share"].is_monotonic_decreasing else "neither", "drivers-quarters"),
        alt=_("Bars by quarter. {texts}.", texts=row_by_row(words, rows, "; ")),
        universe=table.attrs["counted"], source=table.attrs["source"],
        publisher=publishers(table.attrs["source"], most=1),
        note=text("drivers_quarters", count=str(table.attrs["undrawn"]), strong=str(table.attrs["undrawn_strong"])),
        subtitle=_("Share of cases that are well documented, by how democratic the requesting country is"),
    )  # fmt: skip


def by_judge() -> Chart:
    """Draw the share of supported cases of each quarter, if most readers judge them and if the written rule does."""
    table, looks = quarters.by_democracy(), {_("majority of readers"): "accent", _("written rule"): "others"}
    every = table["well_documented"] + table["other"]
    counts = zip(looks, (table["supported"], table["supported_by_rule"]), (every, table["ruled"]), strict=True)
    rows = pd.concat([
        pd.DataFrame({"group": table["quarter"], "series": series, "value": part, "cases": whole, "none": 0.0})
        for series, part, whole in counts
    ]).sort_values("group", kind="stable", ignore_index=True)  # fmt: skip
    rows["group"] = [label(quarter, "drivers-quarter") for quarter in rows["group"]]
    rows["share"], words = rows["value"] / rows["cases"], N_("{group}, {series}: {value} of {cases} supported")
    rows["of"] = [_("{part} of {whole}", part=a, whole=b) for a, b in rows[["value", "cases"]].to_numpy()]
    rows["percent"] = rows["share"].round(2).map(percent)
    by_readers, by_rule = (rows.loc[rows["series"] == series, "share"] for series in looks)
    differ = by_readers.is_monotonic_decreasing and by_rule.iloc[-1] >= by_rule.iloc[0]
    marks = [
        Mark(low="none", high="share", where=f"series == {name!r}", words=name, colour=colour, width=9, level=level)
        for level, (name, colour) in enumerate(looks.items())
    ]
    return rows_with_marks(
        rows, marks, words=words, axis="share", written={"percent": "", "of": ""}, name="drivers_judges",
        title=label("differ" if differ else "neither", "drivers-judges"),
        alt=_("Bars by quarter. {texts}.", texts=row_by_row(words, rows, "; ")),
        universe=table.attrs["counted"], source=world.source("cases", "cases_rule", "governance_country_year"),
        publisher=publishers(table.attrs["source"], most=1), note=text("drivers_judges", count=every.iloc[-1]),
        subtitle=_("Share of cases that are supported, by how democratic the requesting country is"),
    )  # fmt: skip


def ask(since: int, until: int) -> Section:
    """Explain the numbers: estimand, what is counted, exposure, detection, what would change them, runs."""
    parts, ends = ("estimand", "universe", "exposure", "detection", "change", "runs"), _ends(since, until)
    asked = [label(part, "drivers-ask") for part in parts]
    answers = [label(part, "drivers-answer", **ends) for part in parts]
    rows, title = pd.DataFrame({_("Question"): asked, _("Answer"): answers}), _("How to read the numbers")
    return section(_table("drivers_reading", title, rows, rows, (since, until)))


def the_frame(excluded: pd.DataFrame) -> Section:
    """Show which cases the pairs include, as `drivers.excluded` gives it."""
    shown = {_("Cases"): excluded["reason"].map(label)}
    shown |= {_outcome(name): excluded[name].map(number) for name in excluded.columns if name != "reason"}
    title, counted = _("Cases in the models, and cases excluded"), _("cases in the register")
    return section(Table("drivers_rows", title, excluded, shown, counted, world.source("cases")))


def _table(
    name: str, title: str, data: pd.DataFrame, shown: Mapping[str, object] | pd.DataFrame, years: Sequence[int],
    note: str = "",
) -> Table:  # fmt: skip
    return Table(name, title, data, shown, _universe(*years), world.source(*SOURCE), note)


def _universe(since: int, until: int) -> str:
    return text("drivers_universe", **_ends(since, until))


def _ends(since: int, until: int) -> dict[str, str]:
    return {"first": str(since), "last": str(until)}


def picture(models: Mapping[str, DyadModel], index: str, since: int, until: int) -> Chart:
    """Draw the ratios of every covariate for well-documented and other cases: models of each of `DRAWN`."""
    ratios, rest = drivers.ratios({name: models[name] for name in DRAWN}), drivers.ratio(models[DRAWN[1]], index)
    ratios = ratios[ratios["term"] != "any_refugees"]  # the table has it; here it would press the others together
    data = ratios.sort_values("term", key=lambda terms: terms.map(list(dict.fromkeys(terms)).index), kind="stable")
    data = data.assign(
        group=[label(term, "drivers-axis", term=term) for term in data["term"]],
        series=[_outcome(outcome) for outcome in data["outcome"]],
    )
    title = _("What goes together with well-documented and other cases")
    own = drivers.ratio(models[DRAWN[0]], index)
    if (own.high or 1) < 1 and (rest.low or 0) <= 1 <= (rest.high or 0):
        title = _("{part} % fewer {cases}; other cases show no clear difference",
            part=number(drivers.fewer(own).value),
            cases=label(index, "drivers-fewer", side=label(index, "drivers-side", term=index)))  # fmt: skip
    looks = {DRAWN[0]: ("accent", "o"), DRAWN[1]: ("others", "s")}
    marks = [
        Mark("value", "low", "high", f"series == {_outcome(kind)!r}", _outcome(kind), *look, level=level)
        for level, (kind, look) in enumerate(looks.items())
    ]
    unit = _("Percentage difference in cases if an index is one standard deviation higher or refugees double")
    return _forest(data, "drivers_ratios", title, (since, until), text("drivers_ratios"), marks=marks, unit=unit,
        words=N_("{group}, {series}: {written}"))  # fmt: skip


def _forest(
    rows: pd.DataFrame, name: str, title: str, years: Sequence[int], note: str, *, unit: str,
    words: str = N_("{group}: {written}"), marks: Sequence[Mark] = (Mark("value", "low", "high", colour="accent"),),
) -> Chart:  # fmt: skip
    """Draw ratios as differences in percent, with intervals: ``group``, and ``series`` if a row has several."""
    kept = ("group", "series", "value", "low", "high", "model", "term")
    rows, ends = rows[[one for one in kept if one in rows]], ("value", "low", "high")
    drawn = rows.assign(**{end: (rows[end].astype(float) - 1) * 100 for end in ends})
    drawn["written"] = [cell.replace("-", "−") for cell in ratio_cells(drawn, "{:+,.0f} %")]
    return rows_with_marks(
        drawn, marks, words=words, line=0, values=lambda value: f"{value:+,.0f} %".replace("-", "−"), data=rows,
        name=name, sides=(_("← fewer cases"), _("more cases →")),
        title=title, alt=_("Differences in percent, with intervals. {texts}.", texts=row_by_row(words, drawn, "; ")),
        universe=_universe(*years), source=world.source(*SOURCE), publisher=publishers(world.source(*SOURCE), most=2),
        note=note, subtitle=unit,
    )  # fmt: skip


def indices_chart(ratios: pd.DataFrame, since: int, until: int) -> Chart:
    """Draw the ratio of each index of the requesting country for well-documented cases, a model for each."""
    rows = ratios[(ratios["outcome"] == DRAWN[0]) & ratios["term"].str.startswith("requesting_")]
    rows = rows.assign(group=[label(term, "drivers-index", term=term) for term in rows["term"]]).sort_values("value")
    clear, vdem = rows["high"] < 1, rows["term"].str.contains("vdem")
    agree = clear[vdem].all() and vdem.sum() > 1 and not clear[~vdem].any() and not vdem.all()
    title = label("agree" if agree else "neither", "drivers-indices")
    unit = _("Percentage difference in well-documented cases if the index is one standard deviation higher")
    return _forest(rows, "drivers_index", title, (since, until), text("drivers_alike"), unit=unit)


def models_chart(ratios: pd.DataFrame, term: str, since: int, until: int) -> Chart:
    """Draw the ratio of one index for well-documented cases in each model, as `drivers.ratios` gives it."""
    rows = ratios[(ratios["outcome"] == DRAWN[0]) & (ratios["term"] == term)]
    rows = rows.assign(group=[label(model, "drivers-model-axis") for model in rows["model"]])
    clear = (rows["high"] < 1).set_axis(rows["model"])
    survives = clear.drop("together", errors="ignore").all() and not clear.get("together", default=True)
    title = label("survives" if survives else "neither", "drivers-models")
    return _forest(rows, "drivers_models", title, (since, until), text("drivers_models"),
        unit=_("Difference in well-documented cases after one step up in {side}, in percent, with intervals",
            side=label(term, "drivers-side", term=term)))  # fmt: skip


def not_shown(main: Mapping[str, DyadModel], within: Mapping[str, DyadModel]) -> Section:
    """List what the models do not show: ``main``, and ``within``, of the same requesting country."""
    fitted = {name: model for name, model in within.items() if model.converged and name in DRAWN}
    among = [drivers.ratios(models, [EXPRESSION]) for models in ({name: main[name] for name in DRAWN}, fitted)]
    clear = any((rows["low"] > 1).all() for rows in among if len(rows))
    return section(
        Prose([_("What this does not show")], "heading"),
        Prose([text("drivers_no_cause"), *([] if clear else [text("drivers_press")]), text("drivers_errors")], "list"),
    )


def coded(ratios: pd.DataFrame, since: int, until: int) -> Section:
    """Show every ratio, with a row per term and a column an outcome."""
    cells = dict(zip(zip(ratios["term"], ratios["outcome"], strict=True), ratio_cells(ratios), strict=True))
    terms, outcomes = (list(dict.fromkeys(ratios[name])) for name in ("term", "outcome"))
    shown = {_("Pairs that differ in"): [_name(term) for term in terms]}
    shown |= {_outcome(outcome): [cells[term, outcome] for term in terms] for outcome in outcomes}
    title = _("Ratio of cases for each covariate, by kind of case")
    note = _("The other covariates, both populations and the period are held constant.")
    return section(_table("drivers_ratios_table", title, ratios, shown, (since, until), note))


def _contrasts(models: Mapping[str, DyadModel], terms: Sequence[str], of: Sequence[str]) -> pd.DataFrame:
    """Return the contrast of each pair of supported and other cases; empty if a model has no maximum."""
    if not all(models[name].converged for name in of):
        return pd.DataFrame()
    pairs = {"register" if one == STATUSES[0] else one.rpartition("_")[2]: (one, other)
        for one, other in zip(of[::2], of[1::2], strict=True)}  # fmt: skip
    rows = [
        {"status": coding, "term": term, **one.as_dict()}
        for coding, pair in pairs.items() for term, one in drivers.contrast(*(models[name] for name in pair)).items()
        if term in terms
    ]  # fmt: skip
    return pd.DataFrame(rows).sort_values("term", key=lambda one: one.map(list(terms).index), kind="stable")


def statuses(models: Mapping[str, DyadModel], index: str, since: int, until: int) -> Section:
    """Show the contrast of every covariate by who gave the status, and in `PARTS`, whose models lack the period."""
    parts = [_contrasts(models, [index, *drivers.COVARIATES], of) for of in (STATUSES, PARTS[:4], PARTS[4:])]
    data = pd.concat(parts, ignore_index=True)
    if data.empty:
        return section()
    shown = {
        _("Status decided by, or cases"): [label(name, "drivers-status") for name in data["status"]],
        _("Pairs that differ in"): data["term"].map(_name),
        _("Ratio for supported cases ÷ ratio for other cases"): ratio_cells(data),
    }
    title = _("Ratio for supported cases divided by the ratio for other cases, by who decided the status and in parts")
    return section(_table("drivers_status", title, data, shown, (since, until), text("drivers_status")))


def _outcome(name: str) -> str:
    return label(name, "drivers-short", name=name)


def _name(term: str) -> str:
    return label(term, "drivers-name", term=term)


def detection(pooled: pd.DataFrame, within: pd.DataFrame, term: str, since: int, until: int) -> Section:
    """Show the ratio of one term among all pairs, and among those of the same requesting country."""
    fitted = within.dropna(subset="term")
    without = [_outcome(name) for name in within["outcome"] if name not in set(fitted["outcome"])]
    too_few = text("drivers_too_few", rows=listed(without)) if without else ""
    if fitted.empty:
        return section(Prose([too_few]))
    among_all = pooled[pooled["term"].eq(term) & pooled["outcome"].isin(fitted["outcome"])]
    shown = {
        _("Cases"): [_outcome(outcome) for outcome in fitted["outcome"]],
        _("Among all pairs"): ratio_cells(among_all),
        _("Within requesting countries"): ratio_cells(fitted),
    }
    data = pd.concat([among_all.assign(among="all"), fitted.assign(among="one_requester")])
    title = _("Ratio of cases for {side}", side=label(term, "drivers-side", term=term))
    note = f"{text('drivers_within')} {too_few}".strip()
    return section(_table("drivers_detection", title, data, shown, (since, until), note))


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
