"""The sections of the report on how cases were coded, in the order of its notebook."""

from __future__ import annotations

import pandas as pd

from analysis.charts import drawing
from analysis.charts.cells import two_codings
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.rows import bars_in_rows, rows_with_marks
from analysis.core.judgement import text, texts
from analysis.core.messages import N_, _, label
from analysis.core.number_words import opening
from analysis.facts import agreed, coding, world
from analysis.facts.cases import STATUSES
from analysis.pages.blocks import Figures, Number, Prose, Section, section
from analysis.pages.inquiries import estimand, inquiry_table
from analysis.pages.parts import ratio_cells
from analysis.pages.words import Report, range_of
from analysis.stats.estimate import Estimates, number
from analysis.tables.library import plain

REPORT = Report(label("coding", "title"), "", (
    "cases", "cases_second_coding", "cases_readings", "cases_rule", "model_checks", "country_mentions",
    "oversight_statistics", "refugees_by_origin_host",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


_CODED = ("cases", "cases_second_coding")
_MAIN = ("claim_status", "grade")


#: The fields of the chart of agreement; status and grade stand in the charts before it.
_FIELDS = ("instrument", "outcome", "effect")


def coding_in_short(numbers: Estimates) -> Section:
    """Say how far the two independent readers agree, and how many cases they would count."""
    same = {"blind": agreed.same("blind"), "grade": agreed.same("blind", "grade")}
    estimate, now = numbers["coding.well_documented"], numbers["cases.count"]
    items = [Number(one, label(name, "coding-figure"), _("of {count}", count=number(one.n)))
        for name, one in same.items()]  # fmt: skip
    says = label("estimate", "coding-figure", now=number(now.value))
    remark = _("{range}; our tests suggest that it is too narrow", range=range_of(estimate))
    items.append(Number(estimate, says, "", remark, [now]))
    figures = Figures("coding_figures", _("How far readers agree, in three numbers"), items)
    status, again = (agreed.same("register_blind_2", field) for field in _MAIN)
    other = status.worded("coding.other_cases", share=status.value / status.n, grade=again.value,
        grade_share=again.value / again.n, rest=now.n - same["blind"].n - status.n)  # fmt: skip
    caution = Prose([other, text("coding_caution")], "caution")
    return section(Prose([label("coding", "lead")], "lead"), figures, caution)


#: Codings of the random sample that are compared: of both readers, and of the register and each reader.
_SAMPLE = ("blind", "register_a", "register_b")


def read_again(numbers: Estimates) -> Section:
    """Draw which statuses both readers give to the random sample, and how often readers and register agree."""
    pairs, every = coding.status_pairs("register_a"), numbers["cases.supported"]
    ours = pairs.loc[pairs["first"] == STATUSES[0], "cases"].sum()
    status, words = agreed.same("blind"), N_("{group}: same status {value}, same grade {other}")
    rows = pd.DataFrame({"group": [label(which, "coding-again") for which in _SAMPLE]})
    rows["value"], rows["other"] = ([agreed.same(which, field).value for which in _SAMPLE] for field in _MAIN)
    is_less = ours / status.n < every.value / every.n
    note = every.worded("coding.in_sample", ours=ours, drawn=status.n).sentence if is_less else ""
    return section(
        two_codings(
            coding.status_pairs("blind"), {one: label(one) for one in STATUSES}, (_("Reader A"), _("Reader B")),
            title=label("status-blind", "coding-again"), subtitle=label("status-blind", "coding-axes"),
            name="status_blind", universe=status.counted, source=status.source, note=note,
        ),
        bars_in_rows(
            rows, unit="", words=words, what=_("same status"), other=_("same grade"), name="same_codes",
            title=label("same-codes", "coding-again"), subtitle=label("same-codes", "coding-axes"),
            alt=_("Cases in which two codings agree. {texts}.", texts=drawing.row_by_row(words, rows, "; ")),
            universe=status.counted, source=status.source, note="",
        ),
    )  # fmt: skip


def fields_chart(level: float) -> Chart:
    """Draw in how many cases of the random sample both readers give the same type of notice, decision and last step."""
    found = {field: coding.compared(level)["blind", field]["kappa"] for field in _FIELDS}
    rows = [one.as_dict() | {"field": name, "agree": agreed.same("blind", name).value} for name, one in found.items()]
    data = pd.DataFrame(rows).sort_values("agree", ascending=False, kind="stable", ignore_index=True)
    data["group"] = [opening(label(of, "coding-field")) for of in data["field"]]
    one = found[_FIELDS[0]]
    return _agreed(data, "fields_chart", one.counted, one.source)


def criteria_chart() -> Chart:
    """Draw in how many cases of the random sample both readers give the same answer to each question of the rule."""
    data = agreed.criteria().sort_values("agree", ascending=False, kind="stable", ignore_index=True)
    rows = data.assign(group=[label(name, "criterion") for name in data["criterion"]])
    return _agreed(rows, "criteria_chart", data.attrs["counted"], data.attrs["source"], text("criteria_chart"))


def _agreed(rows: pd.DataFrame, name: str, universe: str, source: str, note: str = "") -> Chart:
    """Draw the cases with the same code (``agree`` of ``n``); their data have kappa as well."""
    drawn = rows.assign(none=0.0, all=1.0, share=rows["agree"] / rows["n"])
    drawn["same"] = [_("{part} of {whole}", part=part, whole=n) for part, n in rows[["agree", "n"]].to_numpy(int)]
    words = N_("{group}: same code in {same} cases")
    bars = [Mark(low="none", high=end, colour=colour, width=9) for end, colour in (("all", "hair"), ("share", "blue"))]
    return rows_with_marks(
        drawn, bars, words=words, axis="share", written={"same": ""}, data=rows, name=name,
        title=label(name, "coding-again"), subtitle=label(name, "coding-axes"), note=note,
        alt=_("Cases with the same code. {texts}.", texts=drawing.row_by_row(words, drawn, "; ")),
        universe=universe, source=source,
    )  # fmt: skip


def not_shown() -> Section:
    """List what the agreement of readers does not show."""
    return section(Prose([_("What this does not show")], "heading"), Prose(texts("coding-open"), "list"))


def agreement(data: pd.DataFrame) -> Section:
    """Show the agreement of two codings by field, as `coding.agreement` gives it, and the statuses of the sample."""
    pairs = pd.concat([coding.status_pairs(which).assign(compared=which) for which in _SAMPLE])
    pairs = pairs.rename(columns={"cases": "n"}).sort_values(["compared", "first", "second"])
    counted, source = _("cases that were coded twice"), world.source(*_CODED, "cases_rule")
    return section(
        inquiry_table("coding-table-agreement", data, "compared", "field", "statistic", "value", "low", "high", "n",
            counted=counted, source=source, note=text("codings_compared")),
        inquiry_table("coding-table-pairs", pairs, "compared", "first", "second", "n", counted=counted, source=source),
    )  # fmt: skip


#: How the cases can be counted -> the end of the names of these numbers.
_COUNTED = {"register": None, "estimate": "", "by_all": "_by_all", "with_ties": "_with_ties", "by_any": "_by_any"}


def counts_by_reading(numbers: Estimates) -> Chart:
    """Draw how many cases are supported, and well documented, by the register, two other readers, all and any."""
    measures = {"supported": "cases.supported", "well_documented": "cases.count"}
    data = pd.DataFrame([
        numbers[now if end is None else f"coding.{measure}{end}"].as_dict()
        | {"group": label(how, "coding-row"), "measure": measure, "unit": label(measure, "coding-unit")}
        for how, end in _COUNTED.items() for measure, now in measures.items()
    ])  # fmt: skip
    data["written"], words = ratio_cells(data, "{:.0f}"), N_("{group}, {unit}: {written}")
    marks = [
        Mark("value", "low", "high", f"measure == {measure!r}", label(measure, "coding-unit"), colour, level=level)
        for level, (measure, colour) in enumerate(zip(measures, ("others", "accent"), strict=True))
    ]
    now, least = (numbers[name] for name in ("cases.count", "coding.well_documented_by_all"))
    return rows_with_marks(
        data, marks, words=words, values="{:.0f}".format, name="counts_by_reading",
        title=label("counts-by-reading", "coding-again", now=now.value, least=least.value),
        alt=_("Cases by how many readers must agree: {texts}.", texts=drawing.row_by_row(words, data, "; ")),
        universe=_("cases in the register"), source=world.source(*_CODED, "cases_readings"),
        subtitle=_("Cases, depending on how many readers must agree. Lines show the interval for coding errors"),
        note=f"{text('counts_by_reading')} {numbers['coding.disagreed'].sentence}",
    )  # fmt: skip


def recounts(data: pd.DataFrame, numbers: Estimates) -> Section:
    """Show the well-documented cases of each country, as `coding.recounts` gives them, and what moves the total."""
    names = ("supported", "well_documented", "supported_by_prior", "confirmed", "raised", "supported_latent")
    return section(
        Prose([numbers[f"coding.{name}"] for name in names], "list"),
        inquiry_table("coding-table-recounts", data, "country", "well_documented", "expected", "low", "high",
            shown=data.rename(columns={"value": "expected"}), source=world.source(*_CODED)),
        estimand("coding"),
    )  # fmt: skip


def model_checks(data: pd.DataFrame) -> Section:
    """Show where registers drawn from the line of expected cases differ from this one: rows of ``model_checks``."""
    rows = plain(data).drop(columns="draws")
    return section(inquiry_table("coding-table-checks", rows, "check", "observed", "simulated", "low", "high", "tail",
        shown=rows.assign(simulated=rows["value"]), source=world.source("model_checks"),
        counted=_("requesting countries with refugees or asylum seekers abroad")))  # fmt: skip
