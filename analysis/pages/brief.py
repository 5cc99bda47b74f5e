"""The sections of the briefs for policymakers: of the world, and what that of a state adds to its first screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.files import published_at
from analysis.core.judgement import read_evidence_rule, reference, text
from analysis.core.messages import N_, _, _n, label
from analysis.facts import evidence, summary, world
from analysis.facts.cases import in_country
from analysis.facts.selection import Selection
from analysis.pages import parts
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import REGISTER, case_name, newest_first, records, sources_of
from analysis.pages.parts import level_map as level_map
from analysis.pages.words import BOUNDED, Report, interval_of, shown, value_of, without_place
from analysis.pages.words import how_to_cite as words_how_to_cite
from analysis.stats.estimate import Estimate, Estimates, Kind, listed

REPORT = Report(_("Misuse of INTERPOL's Red Notices: what is known, and what can be done"), "brief/index.html")
how_to_cite = REPORT.how_to_cite


#: Table -> its statistics, in order; the catalogue holds its title and note, their words and what they do not say.
#: What counts different things stands in different tables, so that no eye divides one by the other.
KNOWN: dict[str, tuple[str, ...]] = {
    "known_held": ("cases.people_held", "cases.extradition_refused", "cases.median_days_held", "cases.returned"),
    "known_documented": (
        "cases.count", "cases.count_recoded", "evidence.countries", "evidence.complaints_only",
    ),
    "known_refused": (
        "oversight.refused_that_year", "oversight.refused_on_articles", "oversight.refused_share", "oversight.refused",
    ),
    "known_apart": ("oversight.issued", "oversight.requests_to_commission"),
}  # fmt: skip


#: How a number without an interval was obtained -> the text that says how sure it is.
_SURE = {
    Kind.COMPLETE: "sure_complete", Kind.PUBLISHED: "sure_published", Kind.STATED: "sure_stated",
    Kind.MODELS: "sure_models",
}  # fmt: skip
#: How numbers are obtained that are shown by their ends alone.
_BY_ENDS = (*BOUNDED, Kind.MODELS)


def in_short(stated: Mapping[str, Estimate]) -> Section:
    """Describe what the page is about, what happened to people, how much could be read, and the motto."""
    estimates = [stated[name] for name in KNOWN["known_held"][:2]]
    caution = Prose([text("beginning"), text("motto")], "caution")
    return section(REPORT.title(), Prose([text("brief_lead")], "lead"), Prose(estimates), caution)


def known(stated: Mapping[str, Estimate]) -> Section:
    """Show the main numbers, one table a universe, each with how sure it is and what it counts."""
    tables = [_known(name, stated) for name in KNOWN]
    return section(tables, Prose([text("grades_in_short"), text("families")], "aside"))


def _known(name: str, stated: Mapping[str, Estimate]) -> Table:
    estimates = {statistic: stated[statistic] for statistic in KNOWN[name]}
    data = pd.DataFrame([{"statistic": statistic, **e.as_dict()} for statistic, e in estimates.items()])
    numbers = [interval_of(e) if e.kind in _BY_ENDS else value_of(e) for e in estimates.values()]
    shown_rows = {
        _("Number"): [f"**{number}**" for number in numbers],
        _("What it is"): [label(statistic.partition(".")[2], "brief-what") for statistic in estimates],
        _("Counted"): [estimate.counted for estimate in estimates.values()],
        _("How sure"): [_sureness(estimate) for estimate in estimates.values()],
        _("What it does not say"): [label(statistic.partition(".")[2], "brief-not") for statistic in estimates],
    }
    title, source = label(name, "brief-table"), ", ".join(_tables(data))
    return Table(name, title, data, shown_rows, _("given in each row"), source, label(name, "brief-note"))


def _sureness(estimate: Estimate) -> str:
    """Describe how sure a number is, with its range where the number itself is not one."""
    ranged = estimate.low is not None and estimate.kind not in _BY_ENDS
    return f"{how_sure(estimate)}: {interval_of(estimate)}" if ranged else how_sure(estimate)


def how_sure(estimate: Estimate) -> str:
    """Say in a few words how sure a number is, by how it was obtained."""
    if estimate.kind is Kind.RANGE and estimate.low != estimate.high:
        return text("sure_range")
    if estimate.kind in BOUNDED:
        return text("sure_bounds")
    if estimate.level is not None:
        return text("sure_sample")
    return text(_SURE[estimate.kind])


def sources() -> Section:
    """Show where the published figures were read, and where the rest comes from."""
    data = summary.published_sources()
    source = world.source("oversight_statistics")
    note = _("Secondary sources where we did not find INTERPOL’s own page. The sources of each case are on its page.")
    universe = _("sources of the published figures above, by the year that the figure is of")
    rows, title = parts.columns(data, "year", "source"), _("Sources of the published figures")
    return section(Table("published_sources", title, data, rows, universe, source, note))


def recommendations(actor: str, numbers: Estimates) -> Section:
    """Show what each actor can do, why, and the number that supports it."""
    data = summary.recommendations(actor, numbers)
    shown_rows = {
        _("Who can do what"): "**" + data["actor"] + ".** " + data["recommendation"],
        _("Because"): data["reason"],
        _("The number behind it"): data["sentence"].str.removeprefix(_("World") + ": "),
    }
    title, universe = _("Recommendations"), _("named in each sentence")
    source = "; ".join(["data/hand/recommendations.yml", *_tables(data)])
    return section(Table("recommendations", title, data, shown_rows, universe, source, text("judgement")))


def _tables(estimates: pd.DataFrame) -> pd.Series[str]:
    """Name the tables behind estimates, each once, in order."""
    return estimates["source"].str.split(", ").explode().drop_duplicates()


def how_to_read() -> Section:
    """Describe how to read a number, and where to look further."""
    return section(Prose([text("read_number"), text("further")]))


#: Rows as host that a brief holds, the newest; the page of the host state holds all.
MOST_HOSTED = 12


def _cases(place: Selection, ordered: pd.DataFrame) -> Section:
    """Show every case that a state requested, the newest first, with the full address of each source.

    Parameters
    ----------
    place : Selection
        The state.
    ordered : DataFrame
        Its register rows, as `cases.in_order` gives them.
    """
    if ordered.empty:
        return section()
    rows = newest_first(ordered)
    more = {_("Sources"): [sources_of(row, by_address=True) for row in records(rows)]}
    title = _n(
        "The case requested by {state}", "All {count} cases requested by {state}, the newest first", len(rows),
        state=place.name,
    )  # fmt: skip
    note = text("brief_cases", pages=_pages("cases/index.html"))
    return section(_cases_table(place, "brief_cases", title, rows, more, f"{REGISTER}{place.years}", note))


def _hosted(place: Selection, ordered: pd.DataFrame, findings: Sequence[Estimate]) -> Section:
    """Show the newest cases in which a state was the host, with the address of a source of each."""
    if ordered.empty:
        return section()
    rows = newest_first(ordered).head(MOST_HOSTED)
    more = {
        _("Requesting country"): [country_name(code) for code in rows["requesting_country"].astype(str)],
        _("First source"): [sources_of(row, by_address=True, most=1) for row in records(rows)],
    }
    pages = _pages(f"hosts/{place.iso3}.html")
    note = _("Each case with its first source; all of them, with the others: {pages}.", pages=pages)
    title = _n(
        "The case that took effect in {state}", "All {count} cases that took effect in {state}, the newest first",
        len(ordered), state=place.name,
    )  # fmt: skip
    if len(ordered) > len(rows):
        title = _(
            "{shown} of {all} cases that took effect in {state}, the newest first", state=place.name, shown=len(rows),
            all=len(ordered),
        )  # fmt: skip
    table = _cases_table(place, "brief_hosted", title, rows, more, in_country(place), note)
    return section(Prose([_("Requests to {state}", state=place.name)], "heading"), Prose(list(findings)), table)


def _named(row: Mapping[str, object], *, counts: bool) -> str:
    name = f"**{case_name(row)}**" if counts else case_name(row)
    if row["instrument"] in read_evidence_rule().left_out:
        return name
    return _("{name}; {instrument}", name=name, instrument=label(row["instrument"]))


def _cases_table(
    place: Selection, name: str, title: str, rows: pd.DataFrame, more: dict[str, list[str]], universe: str, note: str
) -> Table:
    """Show cases by year, name and instrument, and how well each is documented; more columns follow."""
    cases = zip(records(rows), place.counts(rows), strict=True)
    shown_rows = {
        _("Year"): [shown(year) for year in rows["year"]],
        _("Case"): [_named(row, counts=bool(strong)) for row, strong in cases],
        _("Grade, status"): list(parts.graded(rows)),
    } | more
    data = rows[["case_id", "year", "evidence_grade", "claim_status", "source_1_url", "source_2_url"]]
    return Table(name, title, data, shown_rows, universe, world.source("cases"), note)


def _pages(path: str) -> str:
    """Describe where pages stand: at an address, or on the site."""
    return published_at(path) or _("{path} on the site", path=path)


def of_country(place: Selection, numbers: Estimates, rows: pd.DataFrame, hosted: pd.DataFrame) -> Section:
    """Show what the brief of a country adds to the first screen of its page."""
    findings = [numbers["cases.all_in_country"], numbers["cases.people_held_in_country"]]
    return section(
        _actions(place, summary.recommendations(), rows),
        _stability(place, evidence.firmness_tests(place), numbers.get("cases.count_recoded")),
        _cases(place, rows), _hosted(place, hosted, findings), _state_sources(place),
        words_how_to_cite(place),
    )  # fmt: skip


def _actions(place: Selection, advice: pd.DataFrame, requested: pd.DataFrame) -> Section:
    """Show what the authorities of the state where a person is can do; what INTERPOL can do, the world's brief says.

    Parameters
    ----------
    place : Selection
        The state.
    advice : DataFrame
        As `summary.recommendations` gives them.
    requested : DataFrame
        The register rows that the state requested; without any, it is spoken of as a host state.
    """
    actions_here = advice[advice["as_host"].astype(bool)]
    actor = actions_here["actor"]
    rows = {
        _("Who"): ("**" + actor + "**").where(actor != actor.shift(), ""),
        _("Can do what"): actions_here["recommendation"],
        _("Because"): actions_here["reason"],
    }
    if len(requested):
        word = N_("What can be done when a request of {state} arrives")
    elif place.is_member:
        word = N_("What can be done when a request arrives in {state}")
    else:
        word = N_("What members of INTERPOL can do with a request; {state} is not a member")
    note = _(
        "What INTERPOL can do, and the number behind each line, are in the brief of the world: {pages}.",
        pages=_pages("brief/report.pdf"),
    )
    data = actions_here[["actor", "recommendation", "reason", "statistic"]]
    source, universe = "data/hand/recommendations.yml", _("none; a recommendation is a judgement")
    return section(Table("brief_actions", _(word, state=place.called), data, rows, universe, source, note))


def _stability(place: Selection, tests: Mapping[str, Estimate], recoded: Estimate | None = None) -> Section:
    """Describe how firmly the evidence level stands, and what no test can tell."""
    if not tests:
        return section()
    title = _("How stable the rating “{level}” is", level=evidence.rating(place).word)
    shown_tests = [*tests.values(), *filter(None, [recoded])]
    estimates = [replace(estimate, sentence=without_place(estimate, place)) for estimate in shown_tests]
    return section(
        Prose([title], "heading"),
        Prose([*estimates, _("No test can show what was never found: undetected is not absent.")], "list"),
    )


#: The tables behind the brief of a state.
_TABLES = (
    "cases", "cases_readings", "cases_second_coding", "coding_error", "country_mentions", "oversight_statistics",
    "public_notices_by_requesting_country",
)  # fmt: skip


def _state_sources(place: Selection) -> Section:
    """Name the tables behind the brief, the snapshot of public notices, and where the data stand."""
    tables = listed(map(shown, _TABLES))
    when = world.day(place.snapshot or reference()[0])
    own = _pages(f"{place.iso3}/index.html")
    summary = text("brief_tables", tables=tables, day=when, all=_pages("data.html"), own=own)
    return section(Prose([_("Sources, and how to cite")], "heading"), Prose([summary], "citation"))
