"""The sections of the report on how cases were coded, in the order of its notebook."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.charts import drawing
from analysis.charts.drawing import Mark
from analysis.charts.rows import rows_with_marks
from analysis.core.country_names import country_name
from analysis.core.judgement import text
from analysis.core.messages import N_, _, label
from analysis.core.private import WORLD
from analysis.facts import coding, world
from analysis.pages.blocks import Section, section
from analysis.pages.inquiries import in_short, inquiry_table
from analysis.pages.parts import cell
from analysis.pages.words import Report
from analysis.stats.estimate import Estimates, number
from analysis.tables.library import plain

REPORT = Report(label("coding", "title"), "", (
    "cases", "cases_second_coding", "cases_readings", "cases_rule", "model_checks", "country_mentions",
    "oversight_statistics", "refugees_by_origin_host",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


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
    return section(chart, inquiry_table(
        "coding-table-agreement", data, "compared", "field", "statistic", "value", "low", "high", "n",
        counted=counted, source=world.source(*_CODED, "cases_rule"),
    ))  # fmt: skip


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
    counted, source = _("cases of the validation sample"), world.source(*_CODED)
    title = label(field, "coding-table")
    return section(inquiry_table(f"confusion_{field}", data, shown, title=title, counted=counted, source=source))


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
    return section(chart, inquiry_table(
        "coding-table-recounts", data, "country", "well_documented", "expected", "low", "high",
        shown=data.rename(columns={"value": "expected"}), source=world.source(*_CODED),
    ))  # fmt: skip


def model_checks(data: pd.DataFrame) -> Section:
    """Show where registers drawn from the line of expected cases differ from this one: rows of ``model_checks``."""
    rows = plain(data).drop(columns="draws")
    return section(inquiry_table(
        "coding-table-checks", rows, "check", "observed", "simulated", "low", "high", "tail",
        shown=rows.assign(simulated=rows["value"]), source=world.source("model_checks"),
        counted=_("requesting countries with refugees or asylum seekers abroad"),
    ))  # fmt: skip
