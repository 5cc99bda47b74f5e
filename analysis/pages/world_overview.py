"""The sections of the world overview, in the order in which the notebook shows them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.charts import drawing
from analysis.charts.cells import parts_in_one_bar
from analysis.charts.chart import Chart
from analysis.charts.rows import bars_in_rows, ranked_bars
from analysis.core.country_names import country_name
from analysis.core.judgement import released, text, texts
from analysis.core.messages import _, label, listed
from analysis.facts import cases as cases_
from analysis.facts import evidence, notices, world, world_counts
from analysis.facts.expected import EXPOSED, CountModel, fitted, neighbours, outside_the_years
from analysis.facts.languages import LANGUAGES
from analysis.facts.selection import PUBLISHED, Selection
from analysis.pages import checks, decided, parts, words
from analysis.pages.blocks import Prose, Section, Table, on_screen, section
from analysis.pages.parts import columns, level_map
from analysis.pages.words import PROFILE_TABLES, Report, estimates_table, interval_of, value_of, with_interval
from analysis.stats.estimate import Estimate, Estimates, number, percent

REPORT = Report(_("The state of Red Notice misuse"), "world/index.html", PROFILE_TABLES)
#: What is known of how firm the numbers are, each with its form of words.
_SURE = {
    "coding.well_documented": "short", "cases.recall": "cases._recall_short", "cases.outcome_unknown_share": "short",
    "evidence.main_page": "short",
}  # fmt: skip


def title(numbers: Estimates) -> Section:
    """Show the title, the choices that differ from the published ones, and what is known in four numbers."""
    chosen, counted = numbers.get("cases.otherwise"), numbers["cases.count"]
    refused, words_of = numbers["cases.extradition_refused"], ("world-says", "world-remark")
    found = refused.worded("found") if refused.value else counted.worded("title")
    return section(
        REPORT.title(chosen) if chosen else Prose([found], "title"),
        Prose([counted.worded("lead"), text("world_lead")], "lead"),
        parts.first_numbers(_("The state of Red Notice misuse in four numbers"), words_of, numbers, _FOUR),
        Prose([text("world_limit")], "caution"),
    )  # fmt: skip


#: Numbers of the first screen -> the others that their words state.
_FOUR = {
    "cases.count": ("cases.all", "cases.requesting_countries"),
    "cases.people_held": ("cases.people_held_linked", "cases.people_held_supported"),
    "oversight.refused": (),
    "oversight.issued": (),
}


def published(
    numbers: Estimates, levels: pd.DataFrame, timeline: pd.DataFrame, grounds: pd.DataFrame, rows: pd.DataFrame
) -> Section:
    """Show what INTERPOL issued, why it refused requests, and what it decided in the cases that we found."""
    stopped, unknown = (numbers[f"cases.{name}"] for name in ("stopped", "outcome_unknown"))
    other, table = numbers.get("oversight.refused_on_other_grounds"), world_counts.by_decision(rows)
    return section(
        checks.over_time("issued", numbers, levels, timeline),
        checks.by_ground(grounds, other) if other else None,
        decided.interpol_decided(
            table, name="interpol_decided", data=table,
            title=stopped.worded("title", unknown=number(unknown.value)).sentence,
            subtitle=_("Cases that may involve INTERPOL, by INTERPOL’s decision"),
            universe=stopped.counted, source=world.source("cases"),
            note=_("A refusal is not a finding that the country misused INTERPOL."),
        ) if stopped.n else None,
    )  # fmt: skip


#: Requesting countries with fewer well-documented cases than this are not drawn.
_LEAST = 3


def who(selection: Selection, rows: pd.DataFrame) -> Section:
    """Show who requested the well-documented cases, whom they concern, and all cases by year."""
    return section(_requesting(selection, rows), _roles(rows), parts.known_cases(rows, selection))


def _requesting(selection: Selection, rows: pd.DataFrame) -> Chart | None:
    """Draw the countries that requested most of the well-documented cases, with the years of the latest."""
    table = world_counts.by_requester(rows)
    if table.empty:
        return None
    drawn = table[table["cases"] >= _LEAST] if (table["cases"] >= _LEAST).any() else table
    first, *rest = [cases_.count(selection.replace(country=code)) for code in drawn["requesting_country"].head(2)]
    old = drawn[drawn["last"] <= released().year - _OLD]
    latest = listed(
        f"{country_name(code)} ({last:.0f})" for code, last in old[["requesting_country", "last"]].to_numpy()
    )
    notes = [_("The chart shows countries with {least} or more of these cases; it is not a ranking.", least=_LEAST)]
    if latest:
        notes.append(_("For {latest}, the latest case is {years} or more years old.", years=_OLD, latest=latest))
    return ranked_bars(
        table.rename(columns={"requesting_country": "iso3", "cases": "value"}),
        name="requesting", title=_requesting_title(first, *rest), unit=_("well-documented cases"), most=len(drawn),
        universe=first.counted, source=first.source, note=" ".join(notes), colour="accent",
    )  # fmt: skip


#: Years after which a note says when the latest case was.
_OLD = 10


def _requesting_title(first: Estimate, second: Estimate | None = None) -> str:
    words = {"first": country_name(first.country, with_article=True), "most": number(first.value)}
    if second is None:
        return _("All well-documented cases were requested by {first}: {most}", **words)
    words |= {"second": country_name(second.country, with_article=True), "next_most": number(second.value)}
    title = _("{first} requested {most} of the well-documented cases, {second} {next_most}", **words)
    return title[:1].upper() + title[1:]


def _roles(rows: pd.DataFrame) -> Chart | None:
    """Draw whom the well-documented cases concern."""
    strong = rows[rows["well_documented"]]
    if strong.empty:
        return None
    table = cases_.count_by(strong, "target_profile", groups=True)[["target_profile", "cases"]]
    is_rest = table["target_profile"] == label("rest", "world-role")
    table = pd.concat([table[~is_rest], table[is_rest]], ignore_index=True)
    groups = table["target_profile"].map(lambda group: f"{group[:1].upper()}{group[1:]}".replace(" and ", ", "))
    colours = np.where(table["target_profile"] == label("rest", "world-role"), "others", "accent")
    bars = table.assign(group=groups, value=table["cases"], colour=colours)
    named = listed(table["target_profile"].head(3))
    return bars_in_rows(
        bars, unit=_("cases"), name="roles", data=table,
        title=_("{groups} appear most often", groups=named[:1].upper() + named[1:]),
        alt=_("Bars: {bars}.", bars=drawing.row_by_row("{group} {value}", bars, ", ")),
        subtitle=_("Well-documented cases by role of the person"),
        universe=cases_.count(PUBLISHED).counted, source=world.source("cases"),
        note=_("The register favours well-known people. Ordinary refugees are nearly absent."),
    )  # fmt: skip


def happened(selection: Selection, numbers: Estimates) -> Section:
    """Show what happened after an arrest, and which countries refused to hand people over."""
    names = ("decisions.refused_on_rights", "decisions.cases_refused", "decisions.handed_over")
    return section(
        _arrested(selection, numbers["cases.extradition_refused"]), decided.refusing(selection),
        Prose([numbers[name] for name in names if name in numbers]),
        Prose([_("More on [what courts and authorities decided](../decisions/index.html).")]),
    )  # fmt: skip


#: What happened to people who were arrested -> its colour.
_BECAME = {"refused": "blue", "returned": "ink", "held": "pale"}


def _arrested(selection: Selection, refused: Estimate) -> Chart | None:
    """Draw what happened in the cases with an arrest as one bar."""
    table = cases_.became(selection).query("step in @_BECAME")
    if table.empty:
        return None
    names, colours = table["step"].map(lambda step: label(step, "world-became")), table["step"].map(_BECAME)
    return parts_in_one_bar(
        table.assign(group=names, colour=colours), name="arrested", data=table,
        title=refused.worded("title").sentence, subtitle=_("Cases with an arrest, by what happened to the person"),
        universe=refused.counted, source=refused.source, note=text("became"),
    )  # fmt: skip


def sure(numbers: Estimates) -> Section:
    """Say how firm the numbers are, what the page does not show, and how to cite it."""
    return section(
        Prose([_sure(numbers[name], form) for name, form in _SURE.items() if name in numbers], "list"),
        Prose([_("What this does not show")], "heading", "not-shown"),
        Prose(texts("world-not-shown"), "list"),
        on_screen(REPORT.how_to_cite()),
    )


def _sure(estimate: Estimate, form: str) -> Estimate:
    return estimate.worded(form, part=round(estimate.value * estimate.n))


def _conflicts(rows: pd.DataFrame) -> Section:
    """Show every group of published figures that conflict, the preferred one first, with the rule of preference."""
    if rows.empty:
        return section(Prose([_("No published figures from the chosen years conflict.")]))
    written = rows.assign(
        conflict_group=rows["conflict_group"].str.partition("_")[0],
        figure=rows["value"].astype(object).where(rows["value"].notna(), rows["value_text"]),
        preferred=rows["preferred"].map({True: _("yes"), False: _("no")}),
    )
    heads = ("conflict_group", "date_text", "figure", "unit", "preferred", "preferred_reason", "source")
    title, source = _("Published figures that disagree: we keep all of them"), world.source("oversight_statistics")
    universe = _("published figures that disagree, in groups on the same subject")
    return section(Table("conflicts", title, rows, columns(written, *heads), universe, source))


def evidence_by_country(levels: pd.DataFrame) -> Section:
    """Show the evidence level of every country on a map, and the table behind it."""
    data = levels[~levels["rating"].isin(evidence.nothing_found())].reset_index(drop=True)
    shown_rows = columns(data, "country", "rating") | {PUBLISHED.heading: data["well_documented"].astype(str)}
    shown_rows |= columns(data, "families", "complaints", "stays_thresholds", "stays_coding", "decisive_sources")
    title = _("Rating of every country with evidence or complaints, what it is based on, and how stable it is")
    source, note = world.source(*evidence.CODED), f"{text('levels_table')} {text('firmness')}"
    table = Table("evidence_levels", title, data, shown_rows, evidence.ALL_STATES, source, note)
    return section(level_map(), Prose(evidence.level_counts()), table)


def expected(selection: Selection, numbers: Estimates, ratios: pd.DataFrame) -> Section:
    """Show documented cases compared with the number expected for each country."""
    fits = [fitted(selection.level, exposure, selection.of_rows) for exposure in EXPOSED]
    near = neighbours(selection)
    ranks = [numbers[f"cases.{name}"] for name in ("neighbours_factor", "first_ten_may_be", "first_ten_surely")]
    return section(
        Prose([text("exposure"), *ranks]), _elasticity(numbers, *fits), _ratios(fits[0], fits[1], near, ratios)
    )


def reported(numbers: Estimates) -> Section:
    """Say how late cases become known."""
    return section(Prose([text("delay"), *(numbers[f"cases.{name}"] for name in _DELAYED)]))


#: What is known of late sources.
_DELAYED = ("source_same_year", "incomplete_since", "missing_at_first", "supported_late", "supported_before")


def _elasticity(numbers: Estimates, *choices: CountModel) -> Table:
    rows = [(_("Elasticity, {exposure}", exposure=fit.label), fit.model.elasticity) for fit in choices]
    named = {one: numbers.get(f"cases.elasticity_{one}") for one in ("known", "added", *LANGUAGES)}
    rows += [(label(one, "drivers-status"), estimate) for one, estimate in named.items() if estimate]
    rows += [
        (_("Cases from years without figures on {exposure}", exposure=fit.label), outside_the_years(fit))
        for fit in choices
    ]
    title = _("How cases grow with the number of refugees or inhabitants")
    return estimates_table("cases_elasticity", title, rows, text("elasticity"))


def _ratios(refugees: CountModel, second: CountModel, near: CountModel, data: pd.DataFrame) -> Table:
    first, codes = refugees.model, list(data["country"])
    shown_rows = columns(data, "country") | {
        _("Cases"): [number(first.ratios.estimates[code].n) for code in codes],
        _("Expected, refugees"): [value_of(first.expected[code]) for code in codes],
        _("Ratio, refugees"): [with_interval(first.ratios.estimates[code]) for code in codes],
        _("The same, among neighbours"): [with_interval(near.model.ratios.estimates[code]) for code in codes],
        _("Possible ranks, refugees"): [interval_of(refugees.ranks[code]) for code in codes],
        _("Ratio, inhabitants"): [with_interval(second.model.ratios.estimates.get(code)) for code in codes],
    }
    title = _("Every country with a well-documented case, compared with the number expected")
    universe, source = refugees.about.universe, ("cases", "refugees_by_origin_host", "governance_country_year")
    ranked = _("“Refugees” includes asylum seekers. Ranks are uncertain, so we give only intervals for them.")
    note = f"{text('detection')} {ranked}"
    return Table("cases_ratios", title, data, shown_rows, universe, world.source(*source), note)


def _rates_of_notices(table: pd.DataFrame) -> Chart:
    """Draw who publishes most notices per inhabitant."""
    about, first = notices.public_subject(), table.iloc[table["rate"].argmax()]
    return ranked_bars(
        table[table["notices"] > 0].rename(columns={"country": "iso3", "rate": "value"}), name="public_rates",
        title=_("By our inference, {name} has the most public Red Notices for its size: about {rate} per million "
            "people", name=country_name(first["country"]), rate=number(notices.rate(first["country"]).value)),
        unit=_("public Red Notices per million inhabitants"), universe=about.universe, source=about.source,
        note=" ".join([text("public"), _("Many public notices are not a sign of misuse.")]),
    )  # fmt: skip


def _shares(requesters: pd.Series[int]) -> Chart:
    """Draw how few countries account for most public notices."""
    table = requesters.rename("count").rename_axis("iso3").reset_index()
    table = table.assign(value=table["count"] / table["count"].sum())
    first, source = table.iloc[table["value"].argmax()], world.source("public_notices_by_requesting_country")
    return ranked_bars(
        table, name="public_concentration", unit=_("of public Red Notices"), most=5, others=True, write=percent,
        title=_("{first} accounts for about {share} of public Red Notices, by our inference",
            first=country_name(first["iso3"]), share=percent(notices.concentration(1).value)),
        universe=notices.public_subject().universe, source=source, note=text("public"),
    )  # fmt: skip


def public_notices(selection: Selection, numbers: Estimates, rates: pd.DataFrame) -> Section:
    """Show public notices per inhabitant, how few countries account for most, and what the notices charge."""
    # No share over all notices: two requesting countries are most of them.
    title = _("Share of public notices that list only charges sensitive under Article 3")
    sensitive = [*notices.sensitive_over_states("strict"), *notices.sensitive_over_states("broad")]
    shares = estimates_table("sensitive_world", title, sensitive, text("sensitive"))
    return section(
        Prose([text("public")]), _rates_of_notices(rates), _shares(notices.requesters()),
        Prose([numbers["notices.concentration"]]),
        Prose([_("Charges in public notices")], "heading", "charges"),
        Prose([text("charges"), text("never_pooled")]), shares,
    )  # fmt: skip


def ending(conflicting: pd.DataFrame) -> Section:
    """Show what the numbers cannot show, which figures conflict, every table behind them, and how to cite."""
    return section(
        Prose([_("Limits")], "heading", "limits-of"), words.limits(),
        Prose([_("Figures that conflict")], "heading", "conflicting"), _conflicts(conflicting),
        Prose([_("Sources")], "heading", "sources-of"), REPORT.sources(),
        Prose([_("How to cite")], "heading", "how-to-cite"), REPORT.how_to_cite(),
    )  # fmt: skip
