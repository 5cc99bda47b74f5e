"""The sections of the reports that check numbers and claims: secret notices, coding, choices, simulation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.charts import drawing
from analysis.charts.cells import Kind, tiles
from analysis.charts.chart import Chart
from analysis.charts.curves import curves
from analysis.charts.drawing import Mark
from analysis.charts.rows import rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import text
from analysis.core.messages import DASH, N_, _, label
from analysis.core.private import WORLD
from analysis.facts import coding, evidence, notices, reliability, robustness, visibility, world
from analysis.facts.claims import UNIVERSE, by_verdict
from analysis.facts.selection import select
from analysis.pages.blocks import Prose, Section, Table, folded, section
from analysis.pages.parts import all_claims as all_claims
from analysis.pages.parts import cell, columns
from analysis.pages.parts import public_list as public_list
from analysis.pages.words import Report, estimates_table
from analysis.stats.estimate import Estimate, Estimates, number, percent
from analysis.tables.library import plain

_TABLES = {
    "claims": (
        "founding_claims", "cases", "oversight_timeline", "oversight_statistics",
        "public_notices_by_requesting_country",
    ),
    "coding": (
        "cases", "cases_second_coding", "cases_readings", "cases_rule", "model_checks", "country_mentions",
        "oversight_statistics", "refugees_by_origin_host",
    ),
    "robustness": (
        "cases", "refugees_by_origin_host", "governance_country_year", "public_notices_sensitive", "country_mentions",
        "oversight_statistics",
    ),
    "validation": ("estimator_validation", "interval_coverage"),
    "visibility": ("public_notices_sensitive", "public_notices_exits"),
}  # fmt: skip
REPORTS = {
    name: Report(label(name, "title"), "claims/index.html" if name == "claims" else "", tables)
    for name, tables in _TABLES.items()
}


def title(report: str) -> Section:
    """Show the heading of a report, by its name in the catalogue of words."""
    return REPORTS[report].title()


def in_short(report: str, *stated: Estimate | None, finding: str = "") -> Section:
    """Show the question, the finding and the numbers that are known, and folded what is estimated."""
    return section(
        Prose([label(report, "lead")], "lead"),
        Prose([finding]) if finding else None,
        Prose(list(filter(None, stated)), "list"),
        folded(_("What exactly is estimated"), Prose([label(report, "estimand")])),
    )


def end(report: str) -> Section:
    """Show where the limits of a report are, its tables, and how to cite it."""
    return REPORTS[report].end()


def _numbers(report: str, stated: Sequence[tuple[str, Estimate]]) -> Section:
    """Show the numbers of a report, each with its range, n and what is counted."""
    return section(estimates_table(f"{report}_numbers", label(report, "table-numbers"), stated))


def _table(
    name: str, data: pd.DataFrame, universe: str, tables: Sequence[str], heads: Sequence[str],
    shown: pd.DataFrame | None = None, title: str = "",
) -> Section:  # fmt: skip
    """Show a table of some columns, each cell as its head asks for; by default of all rows."""
    rows = data if shown is None else shown
    shown_rows = columns(rows, *heads, group="inquiry", ways=_WAYS)
    title = title or label(name, "table")
    return section(Table(name.replace("-", "_"), title, data, shown_rows, universe, world.source(*tables)))


def _share(value: float) -> str:
    return DASH if pd.isna(value) else percent(value)


def _choice(name: str) -> str:
    return label(name, "robustness-choice")


def _number_name(name: str) -> str:
    return _("elasticity") if name == "elasticity" else _("{place}: ratio to expected cases", place=country_name(name))


def _left_name(name: str) -> str:
    return country_name(name) if len(name) == 3 and name.isupper() else name


#: Head of a column -> how a cell below it is written, if not by `cell`.
_WAYS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("larger", "smaller"), country_name),
    "country": lambda code: _("World") if code == WORLD else country_name(code),
    "field": lambda field: label(field, "coding-field"),
    "compared": lambda which: label(which, "coding-compared"),
    **dict.fromkeys(("share", "least", "most", "visible", "visible_country", "visible_others", "tail"), _share),
    **dict.fromkeys(("chance", "visible_needed", "share_agree", "coverage", "coverage_least", "coverage_most"), _share),
    **dict.fromkeys(("factor", "factor_if_one"), lambda times: DASH if times >= 1e6 else cell(times)),
    **dict.fromkeys(("estimator", "world", "option", "left_out"), label),
    **dict.fromkeys(("lowest_without", "highest_without"), _left_name),
    "function": str,
    "choice": _choice,
    "number": _number_name,
    "check": lambda check: label(check, "model-check"),
    "what": lambda what: label(what, "robustness-kind"),
    "kind": lambda kind: label(kind, "validation-kind"),
    "naive": lambda naive: _("naive") if naive else _("ours"),
}


def visibility_in_short(country: str, visible: float, factor: float, *stated: Estimate) -> Section:
    """Say what a country's secret notices could be, which orders are certain, and what would reverse them."""
    kept = visibility.ordered(factor, visible)
    return in_short("visibility", notices.number_or_none(visibility.with_bounds, country, visible), kept, *stated)


def visibility_numbers(country: str, visible: Sequence[float], factor: float) -> Section:
    """Show what is known of all notices, by assumption."""
    words = {"place": select(country).name, "factor": number(factor)}
    stated = visibility.stated(country, visible, factor)
    rows = [(label(one.name.partition(".")[2], "visibility-row", **words), one) for one in stated]
    return section(_numbers("visibility", rows), Prose([visibility.unattributed(), _broad_sense()], "aside"))


def _broad_sense() -> Estimate:
    """Return the largest strict share, which says how the strict definition differs from the broad one of a chart."""
    median, _lowest, highest = (one for _what, one in notices.sensitive_over_states("strict")[:3])
    strict, most = (one.high or one.value for one in (median, highest))
    return highest.worded("notices.broad_sense", strict=strict, highest=most)


def bounds_chart(data: pd.DataFrame) -> Chart:
    """Draw what each country's share among all its notices may be, from `visibility.bounds` with one factor."""
    bounds, within = (data[rows] for rows in (data["factor"].isna(), data["factor"].notna()))
    drawn = bounds.drop(columns="factor").assign(
        group=bounds["country"].map(country_name), low_within=list(within["low"]), high_within=list(within["high"])
    )
    note = _("Thin lines are worst-case bounds, not confidence intervals. We assume that {visible} of each country’s "
        "notices are public. Thick lines also assume that the odds ratio between secret and public notices is at most "
        "{factor}.", visible=percent(data["visible"].iloc[0]), factor=number(within["factor"].iloc[0]))  # fmt: skip
    note = f"{_broad_sense().sentence} {note}"
    words, apart, narrower = N_("{group} {low} to {high}"), visibility.apart(bounds), visibility.apart(within)
    found = {"count": int(apart.value), "within": int(narrower.value), "pairs": int(apart.n)}
    return rows_with_marks(
        drawn,
        [
            Mark(low="low", high="high", words=_("worst-case bounds"), colour="others", width=1.6),
            Mark(low="low_within", high="high_within", words=_("with a limited odds ratio"), colour="blue", width=5),
            Mark("low", where="low == high", size=5),
        ],
        words=N_("{group}: {low} to {high}"),
        axis="share",
        write={"low": percent, "high": percent},
        name="bounds_by_state",
        title=label("within" if apart.value else "none-within", "ranges-title", **found),
        alt=_("Possible shares: {texts}.", texts=drawing.row_by_row(words, drawn, "; ", low=percent, high=percent)),
        subtitle=_("Share of all notices that state only charges sensitive under Article 3, broad definition, %"),
        universe=data.attrs["counted"], source=data.attrs["source"], note=note,
    )  # fmt: skip


def orders_chart(data: pd.DataFrame) -> Chart:
    """Draw how many pairs of countries keep their order, as `visibility.pairs_by_factor` gives it."""
    parts, least = sorted(set(data["visible"])), float(data["visible"].min())
    last = data.drop_duplicates("visible", keep="last").set_index("visible")[["kept", "factor"]].add_prefix("last_")
    ends = data.drop_duplicates("visible").set_index("visible").join(last).loc[parts].reset_index()
    known = visibility.ordered(visible=least)
    title = _("If {visible} of notices are public and the odds ratio is at most {factor}, "
        "we know the order of {kept} of {pairs} pairs of countries",
        visible=percent(least), factor=visibility.FACTOR, kept=known.value, pairs=known.n)  # fmt: skip
    message = N_(
        "If {visible} of notices are public, {kept} of {pairs} pairs have a known order at an odds ratio of {factor}, "
        "and {last_kept} at {last_factor}."
    )
    looks = (("kept", N_("{visible} public"), "-", 1.5),
        ("kept_if_one", N_("{visible} public, if suppressed counts are one"), "--", 0.9))  # fmt: skip
    return curves(
        data,
        [
            Mark(column, where=f"visible == {part}", words=_(words, visible=percent(part)), colour=colour, marker="",
                width=width, dash=dash)
            for part, colour in zip(map(float, parts), ("ink", "blue", "others"), strict=False)
            for column, words, dash, width in looks
        ],
        across="factor",
        words=N_("{visible} public, odds ratio {factor}: {kept} of {pairs}"),
        ways={"visible": percent},
        unit=_("largest odds ratio assumed, secret to public"),
        most=float(data["pairs"].max()),
        name="orders_by_factor",
        title=title,
        alt=drawing.row_by_row(message, ends, visible=percent),
        universe=data.attrs["counted"], source=world.source("public_notices_sensitive"),
        note=f"{text('orders_kept')} {_broad_sense().sentence}",
        subtitle=_("Number of pairs of countries with a known order"),
    )  # fmt: skip


def other_shares(data: pd.DataFrame) -> Section:
    """Show how many pairs keep their order with other visible shares, as `visibility.pairs_by_factor` gives it."""
    title = _("Pairs in which we know which country has the larger share, by the public share of notices")
    heads = ["visible", "within", "pairs", "kept", "kept_if_one"]
    return _table("other_shares", data, data.attrs["counted"], ["public_notices_sensitive"], heads, title=title)


def rest(data: pd.DataFrame) -> Section:
    """Show a country and all others together with nothing assumed, as `visibility.bounds` gives them."""
    rows = data[data["factor"].isna()].drop(columns="factor")
    others = {visibility.REST: _("all other countries together")}
    group = [others.get(code) or country_name(code) for code in rows["country"]]
    rows = rows.assign(group=group, share=rows["public_high"], least=rows["low"], most=rows["high"])
    heads, universe = ["group", "notices", "share", "least", "most"], _(
        "all notices, assuming that {visible} of each country’s notices are public; based on {seen}",
        visible=percent(rows["visible"].iloc[0]), seen=notices.survivors(),
    )  # fmt: skip
    return section(
        _table("visibility-table-rest", rows, universe, ["public_notices_sensitive"], heads),
        Prose([_broad_sense()], "aside"),
    )


def visible_grid(data: pd.DataFrame, country: str) -> Section:
    """Show results if a country's public share differs from that of others, as `visibility.grid` gives them."""
    rows = data.rename(columns={"visible": "visible_country", "kept": "kept_grid"})
    place = country_name(country, with_article=True)
    heads = ["visible_country", "visible_others", "reversal", "reversal_with_error", "kept_grid", "kept_with_error"]
    title = _("Results if {place} keeps a different share of its notices secret than all others", place=place)
    grid = _table("visible_grid", rows, data.attrs["counted"], [data.attrs["source"]], heads, title=title)
    note = text("visibility_grid", place=place)
    return section(Prose([visibility.over_grid(data, country)]), grid, Prose([note, _broad_sense()], "aside"))


def pairs(data: pd.DataFrame) -> Section:
    """Show the pairs of countries whose order is certain among public notices, as `visibility.pairs` gives them."""
    heads = ["larger", "smaller", "factor", "factor_if_one", "visible_needed"]
    known, tables = data.dropna(subset="visible_needed"), ["public_notices_sensitive"]
    return _table("visibility-table-pairs", data, data.attrs["counted"], tables, heads, known)


_CODED = ("cases", "cases_second_coding")


def coding_in_short(numbers: Estimates) -> Section:
    """Say how many cases two blind readers would count, and what readers called the cases."""
    names = (
        "supported", "well_documented", "supported_by_prior", "confirmed", "raised", "supported_by_all",
        "supported_with_ties", "supported_by_any", "supported_latent",
    )  # fmt: skip
    return in_short("coding", *(numbers[f"coding.{name}"] for name in names))


def codings_compared(data: pd.DataFrame) -> Section:
    """Draw how far two codings of the same cases agree on the status, and show all fields: `coding.agreement`."""
    status = data.query("field == 'claim_status' and statistic == 'kappa'")
    drawn = status.assign(group=[label(which, "coding-compared-short") for which in status["compared"]])
    words, unit = N_("{group}: {value} ({low} to {high})"), _("Cohen’s kappa: 1 where all agree, 0 as by chance")
    counted, source = _("cases of each comparison that have two codes of the status"), data.attrs["source"]
    blind = status.set_index("compared")["value"]["blind"]
    chart = rows_with_marks(
        drawn, [Mark("value", "low", "high", colour="blue")], words=words, unit=unit, name="agreement_chart",
        title=_("Two blind readers with a written rule agree best on the status: kappa {value}", value=blind),
        alt=_("Kappa for the status: {texts}.", texts=drawing.row_by_row(words, drawn, "; ")),
        universe=counted, source=source, subtitle=_("Agreement of two codings of the same cases, beyond chance"),
        note=text("codings_compared"),
    )  # fmt: skip
    heads = ["compared", "field", "statistic", "value", "low", "high", "n"]
    table = _table("coding-table-agreement", data, counted, [*_CODED, "cases_rule"], heads)
    return section(chart, table)


def confused(field: str, data: pd.DataFrame) -> Section:
    """Show codes of the validation sample by the code of the register, as `coding.confusion` gives them."""
    codes = [str(column) for column in data.columns if column not in ("reader", "register", "rows")]
    name = _yes_no if field == "well_documented" else label
    shown = {
        _("Reader"): data["reader"].map(lambda reader: label(reader, "coding-reader")),
        _("In the register"): data["register"].map(name),
        **{name(code): data[code].map(cell) for code in codes},
        _("Cases"): data["rows"].map(cell),
    }
    counted = _("cases of the validation sample")
    return section(
        Table(f"confusion_{field}", label(field, "coding-table"), data, shown, counted, world.source(*_CODED))
    )


def _yes_no(code: str) -> str:
    return _("yes") if code == "yes" else _("no")


#: How the cases can be counted -> the end of the names of these numbers.
_COUNTED = {"register": None, "estimate": "", "by_all": "_by_all", "with_ties": "_with_ties", "by_any": "_by_any"}


def counts_by_reading(numbers: Estimates) -> Section:
    """Draw how many cases are supported, and well documented, by the register, two blind readers, all and any."""
    measures = {"supported": "cases.supported", "well_documented": "cases.count"}
    rows = [
        numbers[now if end is None else f"coding.{measure}{end}"].as_dict()
        | {"group": label(how, "coding-row"), "measure": measure}
        for how, end in _COUNTED.items() for measure, now in measures.items()
    ]  # fmt: skip
    data = pd.DataFrame(rows)
    data["unit"] = [label(measure, "coding-unit") for measure in data["measure"]]
    words, write = N_("{group}, {unit}: {value}"), {"value": lambda value: number(round(value))}
    marks = [
        Mark(
            "value", "low", "high", where=f"measure == {measure!r}", words=label(measure, "coding-unit"), colour=colour
        )
        for measure, colour in (("supported", "others"), ("well_documented", "blue"))
    ]
    names = ("cases.count", "coding.well_documented_by_all", "coding.well_documented_by_any")
    now, least, most = (numbers[name] for name in names)
    return section(rows_with_marks(
        data, marks, words=words, unit=_("cases"), apart=True, name="counts_by_reading", write=write,
        title=_("{now} cases are well documented by the majority of readers, {least} if all must agree, {most} if one "
            "is enough", now=now.value, least=least.value, most=most.value),
        alt=_("Cases by who must call them supported: {texts}.", texts=drawing.row_by_row(words, data, "; ", **write)),
        universe=_("cases in the register"), source=world.source(*_CODED, "cases_readings"),
        subtitle=_("Number of cases, by who must call them supported. The line is the interval for coding error"),
        note=text("counts_by_reading"),
    ))  # fmt: skip


def recounts(data: pd.DataFrame) -> Section:
    """Draw and show the well-documented cases of each country, as `coding.recounts` gives them."""
    several = data[(data["well_documented"] >= 2) & (data["country"] != WORLD)]
    drawn = several.assign(group=several["country"].map(country_name), mark=several["well_documented"])
    counted, source, unit = data.attrs["counted"], world.source(*_CODED), _("well-documented cases")
    inside = coding.within(several)
    words = N_("{group}: {value}, {low} to {high} ({mark})")
    looks = {"range": Mark(low="low", high="high", colour="others", width=2.5), "middle": Mark("value", size=4),
        "now": Mark("mark", colour="blue", marker="x", size=5)}  # fmt: skip
    ranges = drawing.row_by_row(N_("{group} {value}, {low} to {high} ({mark})"), drawn, "; ")
    chart = rows_with_marks(
        drawn, [replace(mark, words=label(word, "chart-again")) for word, mark in looks.items()],
        words=words, unit=unit, name="recounts_chart",
        title=_("For {within} of {count} countries, the register’s count is within the interval for coding error",
            within=inside.value, count=inside.n),
        alt=_("Estimate and interval by two blind readers (in brackets: register’s count): {texts}.", texts=ranges),
        universe=counted, source=source, note=text("recounts"),
        subtitle=_("Number of {unit}: in the register, and as two blind readers would count them", unit=unit),
    )  # fmt: skip
    shown = data.rename(columns={"value": "expected"})
    heads = ["country", "well_documented", "expected", "low", "high"]
    return section(chart, _table("coding-table-recounts", data, counted, _CODED, heads, shown))


def model_checks(data: pd.DataFrame) -> Section:
    """Show where registers drawn from the line of expected cases differ from this one: rows of ``model_checks``."""
    rows, heads = plain(data).drop(columns="draws"), ["check", "observed", "simulated", "low", "high", "tail"]
    shown = rows.assign(simulated=rows["value"])
    counted = _("requesting countries with refugees or asylum seekers abroad")
    return _table("coding-table-checks", rows, counted, ["model_checks"], heads, shown)


_CHOSEN = ("cases", "refugees_by_origin_host", "governance_country_year")


def robustness_in_short(numbers: Estimates) -> Section:
    """State the findings, and what the World Bank's index and the experimental rule change."""
    stated = (numbers[f"robustness.{name}"] for name in ("world_bank", "criteria_rule"))
    return in_short("robustness", *stated, finding=text("robustness_finding"))


def summary(data: pd.DataFrame) -> Section:
    """Show in which share of analyses each finding holds and where it fails, as `robustness.agreement` gives it."""
    shares, fails = robustness.by_status(data)
    shown = {_("Finding"): shares["claim"], _("Cases"): shares["status"].map(lambda one: label(one or "contrast"))}
    for one in shares.columns[2:]:
        shown[_("Exposure: {exposure}", exposure=label(one))] = shares[one].map(percent)
    where = ["; ".join(f"{label(name)}: {options}" for name, options in row.items()) or DASH for row in fails]
    shown[_("Where it fails")] = pd.Series(where)
    note = _(
        "The last column names each option with which the finding fails in more than half of the analyses. Some people "
        "are sought by several countries. The tables hold only counts, so we could not test other ways to count them."
    )
    counted, title = data.attrs["counted"], label("robustness-table-summary", "table")
    return section(Table("robustness_table_summary", title, data, shown, counted, world.source(*_CHOSEN), note))


def choices(data: pd.DataFrame) -> Section:
    """Show the choices and their options, as `robustness.choices` gives them."""
    shown = data.assign(published=data["published"].map({True: _("yes"), False: _("no")}))
    heads = ["choice", "option", "published"]
    return _table("robustness-table-choices", data, data.attrs["counted"], _CHOSEN, heads, shown)


def options(data: pd.DataFrame) -> Section:
    """Show option by option in how many analyses a finding holds, as `robustness.agreement` gives it."""
    heads = ["choice", "option", "analyses", "agree", "middle"]
    title = _("How often this finding holds, by option: {claim}", claim=data.attrs["title"])
    return _table("options", data, data.attrs["counted"], _CHOSEN, heads, title=title)


def left_out(data: pd.DataFrame) -> Section:
    """Show numbers and ratings with something left out, as `robustness.leave_out` gives them."""
    heads, ratings = ["left_out", "states", "keep", "share_agree", "weaker"], data[data["number"] == "ratings"]
    ends, tables = robustness.ends(data), ["cases", "country_mentions", "oversight_statistics"]
    columns = ["left_out", "states", "value", "share", "weaker"]
    return section(
        _table("robustness-table-left", ends, data.attrs["counted"], _CHOSEN[:2], list(ends.columns)),
        _table("robustness-table-levels", ratings[columns], evidence.INPUTS, tables, heads),
    )


def validation(rows: pd.DataFrame, numbers: Estimates, *, hostile: bool) -> Section:
    """Draw and show bias, error and coverage of each estimator: rows of ``estimator_validation``.

    Data that break an assumption are drawn apart from the others; rows without an interval are not drawn.
    """
    data, counted = reliability.validation_table(rows), numbers["reliability.fair"].counted
    data = data[data["hostile"] <= hostile]
    drawn = data[data["coverage"].notna()].astype({"coverage": float})
    drawn = drawn.assign(group=drawn["world"].map(label), words=drawn["estimator"].map(label))
    parts = {"validation_chart": drawn[~drawn["hostile"]], "validation_chart_hostile": drawn[drawn["hostile"]]}
    charts = []
    for (name, part), kind in zip(parts.items(), ("fair", "hostile"), strict=True):
        found = numbers[f"reliability.{kind}"]
        held = label(kind, "coverage-title", count=int(found.n), holds=int(found.value))
        charts += [_simulated_chart(part, name, held, counted)] if len(part) else []
    heads = ["estimator", "world", "naive", "truth", "bias", "error", "coverage", "verdict"]
    return section(*charts, _table("validation-table", data, counted, ["estimator_validation"], heads))


def coverage(simulated: pd.DataFrame) -> Section:
    """Show how often intervals contain the truth in data simulated from the fitted models, by group of countries."""
    rows = reliability.coverage_table(simulated)
    heads = ["estimator", "world", "units", "coverage", "verdict"]
    counted = _("data sets simulated from models of the data")
    return section(
        Prose([text("coverage")]), _table("validation-coverage", rows, counted, [reliability.COVERAGE], heads)
    )


def _simulated_chart(data: pd.DataFrame, name: str, title: str, counted: str) -> Chart:
    """Draw how often the intervals of estimators held the truth in simulated data, naive methods with open marks."""
    shares = drawing.row_by_row(N_("{words} ({group}) {coverage}"), data, "; ", coverage=percent)
    return rows_with_marks(
        data,
        [
            Mark("coverage", where="naive", words=_("naive method"),
                colour="others", marker="s", size=5.5, hollow=True),
            Mark("coverage", where="not naive and hostile", words=_("our method where an assumption fails"),
                colour="blue", marker="D", size=5.5),
            Mark("coverage", where="not naive and not hostile", words=_("our method where assumptions hold"), size=5.5),
        ],
        words=N_("{words}, {group}: {coverage}"), axis="share", line=0.95, write={"coverage": percent},
        name=name, title=title, alt=_("How often intervals contained the truth: {texts}.", texts=shares),
        universe=counted, source=world.source("estimator_validation"), note=text("simulated_kinds"),
        subtitle=_("Share of intervals that contain the truth, %; the dashed line is the stated level"),
    )  # fmt: skip


def every_function() -> Section:
    """Show every function of statistics and how it was tested, or why not."""
    data = reliability.estimators()
    parts = data["function"].str.rsplit(".", n=1)
    shown = data.assign(module=parts.str[0], function=parts.str[1], worlds=data["worlds"].replace(0, float("nan")))
    heads = ["module", "function", "kind", "reason", "worlds", "coverage_least", "coverage_most"]
    tables = ["estimator_validation", "interval_coverage"]
    universe = _("statistical functions of the package, and other functions that return an interval")
    table = _table("validation-every", data, universe, tables, heads, shown)
    return section(Prose([text("coverage_of_functions")]), folded(_("Every function"), table))


def claims_in_short(numbers: Estimates) -> Section:
    """Say how many claims sources confirm, and which one they do not."""
    return section(Prose([text("founding"), numbers["claims.supported"]], "lead"))


def verdicts_of_claims(claims: pd.DataFrame) -> Section:
    """Explain the verdicts, and draw those of claims, rows of ``founding_claims``."""
    return section(Prose([text("verdicts")]), _verdicts(plain(claims)))


#: Verdict -> how its tile is drawn; the outline differs too.
VERDICTS = {
    "supported": Kind(label("supported"), "ink", "paper"),
    "contested": Kind(label("contested"), "pale", "ink"),
    "unsupported": Kind(label("unsupported"), "paper", "ink", width=2.2),
    "not_assessed": Kind(label("not_assessed"), "hair", "ink", "dashed"),
}


def _verdicts(claims: pd.DataFrame) -> Chart:
    """Draw one tile for each claim in the order of the article, coloured by verdict."""
    data, counts = claims[["claim_id", "verdict", "claim"]], by_verdict(claims)
    ids = {verdict: ", ".join(data.loc[data["verdict"] == verdict, "claim_id"]) for verdict in VERDICTS}
    nothing = _("none")
    groups = "; ".join(f"{kind.words}: {ids[verdict] or nothing}" for verdict, kind in VERDICTS.items())
    return tiles(
        data, VERDICTS, name="verdicts",
        title=_(
            "{count} claims of the founding article: {supported} supported, {contested} disputed, {unsupported} not "
            "supported, {not_assessed} not assessed", count=counts["supported"].n,
            **{verdict: found.value for verdict, found in counts.items()},
        ),
        alt=_("One tile for each claim; colour: verdict. {groups}.", groups=groups),
        universe=UNIVERSE, source=world.source("founding_claims"),
        note=_("A tile may show only the beginning of a claim."),
        subtitle=_("One tile per claim, in the order of the article"),
    )  # fmt: skip
