"""What the brief of a state says beside its first screen: cases with addresses, what can be done, how sure, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from analysis.core.countries import country_name
from analysis.core.files import published_at
from analysis.core.judgement import read_evidence_rule, reference, text
from analysis.core.messages import DASH, N_, _, _n, label
from analysis.facts import evidence, world
from analysis.facts.cases import headline_rows
from analysis.facts.world import Place
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import REGISTER, case_name, newest_first, records
from analysis.pages.words import how_to_cite as how_to_cite
from analysis.pages.words import link, shown, without_place
from analysis.stats.estimate import Estimate, listed

#: Rows as host that a brief holds, the newest; the page of the host state holds all.
MOST_HOSTED = 12


def cases(place: Place, ordered: pd.DataFrame) -> Section:
    """Show every case that a state requested, the newest first, with the full address of each source.

    Parameters
    ----------
    place : Place
        The state.
    ordered : DataFrame
        Its register rows, as `cases.in_order` gives them.
    """
    if ordered.empty:
        return section()
    rows = newest_first(ordered)
    strong = headline_rows(rows, place.choices.of_rows)
    shown_rows = _case_columns(rows, strong) | {_("Sources"): [_addresses(row, 2) for row in records(rows)]}
    title = _n(
        "The case requested by {state}", "All {count} cases requested by {state}, the newest first", len(rows),
        state=place.name,
    )  # fmt: skip
    note = text("brief_cases", pages=_pages("cases/index.html"))
    return section(_table("brief_cases", title, rows, shown_rows, f"{REGISTER}{place.choices.years}", note))


def hosted(place: Place, ordered: pd.DataFrame, findings: Sequence[Estimate]) -> Section:
    """Show the newest cases in which a state was the host, with the address of a source of each."""
    if ordered.empty:
        return section()
    rows = newest_first(ordered).head(MOST_HOSTED)
    strong = headline_rows(rows, place.choices.of_rows)
    shown_rows = _case_columns(rows, strong) | {
        _("Requesting country"): [country_name(code) for code in rows["requesting_country"].astype(str)],
        _("First source"): [_addresses(row, 1) for row in records(rows)],
    }
    note = _(
        "Each case with its first source; all of them, with the others: {pages}.",
        pages=_pages(f"hosts/{place.iso3}.html"),
    )
    universe = _(
        "cases{years} that took effect in {place}, corrections excluded", years=place.choices.years, place=place.called
    )
    title = _n(
        "The case that took effect in {state}", "All {count} cases that took effect in {state}, the newest first",
        len(ordered), state=place.name,
    )  # fmt: skip
    if len(ordered) > len(rows):
        title = _(
            "{shown} of {all} cases that took effect in {state}, the newest first", state=place.name, shown=len(rows),
            all=len(ordered),
        )  # fmt: skip
    table = _table("brief_hosted", title, rows, shown_rows, universe, note)
    return section(Prose([_("Requests to {state}", state=place.name)], "heading"), Prose(list(findings)), table)


def _case_columns(rows: pd.DataFrame, is_strong: pd.Series[bool]) -> dict[str, list[str]]:
    """Tell of each case its year, its name, instrument and key, and how well it is shown."""
    counts = zip(records(rows), is_strong, strict=True)
    return {
        _("Year"): [shown(year) for year in rows["year"]],
        _("Case"): [_named(row, counts=bool(strong)) for row, strong in counts],
        _("Grade, status"): [f"{row['evidence_grade']}, {label(row['claim_status'])}" for row in records(rows)],
    }


def _named(row: Mapping[str, object], *, counts: bool) -> str:
    name = f"**{case_name(row)}**" if counts else case_name(row)
    instrument = str(row["instrument"])
    return (
        name
        if instrument in read_evidence_rule().left_out
        else _("{name}; {instrument}", name=name, instrument=label(instrument))
    )


def _addresses(row: Mapping[str, object], most: int) -> str:
    """Return the addresses of a case's sources in full; their titles stand on the case's page."""
    urls = [str(row[f"source_{i}_url"]) for i in (1, 2) if shown(row[f"source_{i}_url"]) != DASH][:most]
    copied = world.read_in_copy().get(str(row["case_id"]))
    return "; ".join(link(url, url) for url in urls) + (f" ({copied})" if copied else "")


def _table(
    name: str, title: str, rows: pd.DataFrame, cells: Mapping[str, list[str]], universe: str, note: str
) -> Table:
    columns = ["case_id", "year", "evidence_grade", "claim_status", "source_1_url", "source_2_url"]
    return Table(name, title, rows[columns], dict(cells), universe, world.source("cases"), note)


def _pages(path: str) -> str:
    """Describe where pages stand: at an address, or on the site."""
    return published_at(path) or _("{path} on the site", path=path)


def actions(place: Place, advice: pd.DataFrame, requested: pd.DataFrame) -> Section:
    """Show what the authorities of the state where a person is can do; what INTERPOL can do, the world's brief says.

    Parameters
    ----------
    place : Place
        The state.
    advice : DataFrame
        As `headlines.recommendations` gives them.
    requested : DataFrame
        The register rows that the state requested; without any, it is spoken of as a host state.
    """
    actions_here = advice[advice["as_host"].astype(bool)]
    rows = {
        _("Who"): [f"**{actor}**" if actor else "" for actor in _first_alone(actions_here["actor"])],
        _("Can do what"): actions_here["recommendation"],
        _("Because"): actions_here["reason"],
    }
    as_host = (
        N_("What can be done when a request arrives in {state}")
        if place.is_member
        else N_("What members of INTERPOL can do with a request; {state} is not a member")
    )
    title = (
        _("What can be done when a request of {state} arrives", state=place.called)
        if len(requested)
        else _(as_host, state=place.called)
    )
    note = _(
        "What INTERPOL can do, and the number behind each line, are in the brief of the world: {pages}.",
        pages=_pages("brief/report.pdf"),
    )
    data = actions_here[["actor", "recommendation", "reason", "statistic"]]
    source, universe = "data/hand/recommendations.yml", _("none; a recommendation is a judgement")
    table = Table("brief_actions", title, data, rows, universe, source, note)
    return section(table)


def _first_alone(names: Iterable[str]) -> list[str]:
    """Leave a name out where it is that of the row above."""
    labels = list(names)
    return [name if name != last else "" for name, last in zip(labels, ["", *labels], strict=False)]


def how_sure(place: Place, tests: Mapping[str, Estimate]) -> Section:
    """Describe how firmly the evidence level stands, and what no test can tell."""
    if not tests:
        return section()
    title = _("How stable the rating “{level}” is", level=evidence.level(place).word)
    estimates = [replace(estimate, sentence=without_place(estimate, place)) for estimate in tests.values()]
    return section(
        Prose([title], "heading"),
        Prose([*estimates, _("No test can show what was never found: undetected is not absent.")], "list"),
    )


#: The tables behind a brief.
TABLES = (
    "cases", "cases_second_coding", "country_mentions", "oversight_statistics",
    "public_notices_by_requesting_country",
)  # fmt: skip


def sources(place: Place) -> Section:
    """Name the tables behind the brief, the snapshot of public notices, and where the data stand."""
    tables = listed(map(shown, TABLES))
    when = world.day(date.fromisoformat(place.choices.snapshot or reference()[0].isoformat()))
    own = _pages(f"{place.iso3}/index.html")
    summary = text("brief_tables", tables=tables, day=when, all=_pages("data.html"), own=own)
    return section(Prose([_("Sources, and how to cite")], "heading"), Prose([summary], "citation"))
