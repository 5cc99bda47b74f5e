"""Countries: what is found on each, and how this changed from release to release."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Unpack

import numpy as np
import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import country_name as name
from analysis.core.country_names import fold, members
from analysis.core.country_names import parse_country as parse
from analysis.core.judgement import reference
from analysis.core.messages import _, label
from analysis.core.number_words import Details, phrase
from analysis.facts import case_register, cases, evidence, evidence_inputs, notice_counts, notices, world
from analysis.facts.breakdowns import count_by
from analysis.facts.case_register import ROWS, Role
from analysis.facts.indices import INDICES, index, latest_indices, latest_row
from analysis.facts.published_series import yearly
from analysis.facts.sanctions import UNIVERSE as DESIGNATIONS
from analysis.facts.searched import events_found, is_searched
from analysis.facts.selection import PUBLISHED, RowChoices, Selection, chosen
from analysis.stats.estimate import Estimate, Estimates
from analysis.stats.evidence_level import INPUTS, word_of
from analysis.tables.library import load, plain
from analysis.tables.release import Release, incomplete_since

__all__ = ["index", "name", "overview", "parse"]


def overview(country: str | Selection | None = None, **choices: Unpack[RowChoices]) -> pd.DataFrame:
    """Table of all countries, with what was found on each.

    Choices: grades, statuses, since, until, rule.

    Returns
    -------
    DataFrame
        One row per country or territory: ``country``, ``name``, ``region``, ``member``, ``searched`` (whether we
        searched for its requests), ``level`` (evidence rating) and its ``order``; cases it requested:
        ``well_documented``, ``supported``, ``cases``, ``people_held`` and ``extradition_refused``; ``families`` (kinds
        of source that accuse it); ``hosted`` (cases that concern people in it) and ``held_here`` (cases with people
        held in it). ``attrs["focus"]`` is the country that was asked for.

    Examples
    --------
    >>> overview().set_index("country").loc["BLR", ["cases", "well_documented"]].tolist()
    [18, 10]
    """
    selection = chosen(country, choices, RowChoices)
    table = _overview(selection.of_rows).copy()
    table.attrs["focus"] = selection.country
    return world.sourced(table, *evidence.TABLES, "cases_effects")


@cache
def _overview(choices: Selection) -> pd.DataFrame:
    table, words = evidence.evidence_table(choices), evidence.evidence_words(choices)
    register, order = choices.within(world.release()["cases"]), evidence.words_in_order(choices)
    detained, supported = cases.with_people_held(register), register["claim_status"] == "supported"
    requested = register[["requesting_country"]].assign(supported=supported, cases=True, people_held=detained)
    requested["extradition_refused"] = detained & (register["extradition"] == "refused")
    hosted = cases.counted_by_host(register).set_index("host_country")[["cases", "people_held"]]
    hosted = hosted.set_axis(["hosted", "held_here"], axis=1)
    rated = table[["S", "F"]].set_axis(["well_documented", "families"], axis=1)
    counts = rated.join([requested.groupby("requesting_country").sum(), hosted]).fillna(0).astype(int)
    columns = ["well_documented", "supported", "cases", "families", "people_held", "extradition_refused"]
    codes = [str(code) for code in table.index]
    found = pd.DataFrame({"country": codes, "name": [name(code) for code in codes]}, index=table.index)
    found["region"] = regions().reindex(codes).fillna("").astype(str)
    found["member"] = [code in members() for code in codes]
    found = found.assign(searched=table["searched"], level=words, order=words.map(order.index))
    found = found.join(counts[[*columns, *hosted]])
    return found.sort_values("name", key=lambda names: names.map(fold), ignore_index=True)


#: Kinds of cases on the strip of time, from the strongest evidence to none.
KINDS = ("strong", "single", "contested", "unsupported")


def in_time(selection: Selection) -> pd.DataFrame:
    """Return a country's cases by year, each with how well it is documented (one of ``KINDS``) in ``kind``."""
    rows = cases.rows(selection)
    kind = rows["claim_status"].astype(str).replace("supported", "single")
    return rows.assign(kind=kind.mask(rows["well_documented"], "strong"))


def rests_on(selection: Selection) -> Estimate:
    """Return the count of an evidence rating in words that say what the rating rests on."""
    found = evidence.rating(selection)
    cases, kinds, complaints = (found.inputs[name] for name in ("cases", "families", "complaints"))
    accused = {"value": kinds, "families": evidence.accusing(selection)}
    alone = "" if cases or kinds else complaints
    return found.estimate.worded("rests", cases=cases, kinds=accused, complaints=alone)


def finding(selection: Selection, numbers: Estimates, role: Role | None = None, words: str = "") -> Estimate:
    """Say in one line what was found on a country, or in one of its roles: the title of its page or brief.

    The count that the line begins with: well-documented cases; else cases that concern people in the country where
    these are more than those it requested, or how decisions ended; else all cases it requested; else sources.
    """
    host = is_about_host(numbers) if role is None else role == "host"
    order = (_HOSTED,) if host else ("cases.count", "cases.all", "evidence.sources", _HOSTED)
    first = next((name for name in order if numbers[name].value), _HOSTED)
    count, word = int(numbers[first].value), first.partition(".")[2]
    decided = numbers["decisions.refused"]
    if first == _HOSTED and decided.value and decided.n >= _MANY:
        first, count, word = decided.name, int(decided.value), "refused"
    elif not count:
        word = "nothing" if is_searched(selection) else "not_searched"
    clauses = label(word, "finding", count=count, spelled=label(count, "word-for", count=count))
    return numbers[first].worded(words or "countries.finding", clauses=clauses, country=selection.iso3)


_HOSTED, _HERE = "cases.all_in_country", "cases.people_held_in_country"
#: Known decisions from which on these are the finding on a country in which people were.
_MANY = 3


def is_about_host(numbers: Mapping[str, Estimate]) -> bool:
    """Return whether more is known of requests to a country than of its own: no well-documented case of its own."""
    return not numbers["cases.count"].value and numbers["cases.all_in_country"].value > numbers["cases.all"].value


def headings(place: Selection, numbers: Estimates) -> dict[str, Estimate | str]:
    """Return the heading of each section of a country's page: its finding; a text where nothing can be counted."""
    senders = int(
        world.release()["designations_by_programme"].query("programme_country == @place.iso3")["list"].nunique()
    )
    designated = world.counted(senders, _("authorities"), DESIGNATIONS, "designations_by_programme")
    counts = {
        "cases": numbers["cases.count"], "host": numbers["cases.all_in_country"], "measures": events_found(place),
        "named": numbers["evidence.sources"], "sanctions": designated,
    }  # fmt: skip
    details: dict[str, Details] = {name: {} for name in counts}
    if counts["cases"].n == 1:
        details["cases"]["status"] = case_register.cases_of(place)["claim_status"].iloc[0]
    arrested, only = int(numbers[_HERE].value), numbers[_HERE].n == numbers[_HERE].value == 1
    details["host"]["held"] = {"value": arrested, "form": "only_case" if only else ""}
    found: dict[str, Estimate | str] = {
        name: counted.worded(f"countries.heading_{name}", country=place.iso3, **details[name])
        for name, counted in counts.items()
    }
    return found | {"public": _public_heading(place, numbers), "governance": _governance_heading(place)}


def _public_heading(place: Selection, numbers: Mapping[str, Estimate]) -> Estimate | str:
    when = place.snapshot or reference()[0].isoformat()
    if when not in notice_counts.snapshots_with_requesters():
        return notices.count(place, of="nationals").worded("heading")
    if "notices.count" not in numbers:
        return phrase("notices._not_asked", country=place.country)
    return numbers["notices.count"].worded("heading", when=when)


def _governance_heading(place: Selection) -> Estimate | str:
    column = INDICES[0]
    if (row := latest_row(place, column)) is not None:
        return index(place, column).worded("countries.heading_governance", year=row["year"])
    table = world.release()["governance_country_year"].query("iso3 == @place.iso3")
    covered = table.filter(regex="^(vdem|wgi|pts)_").notna().any(axis=None)
    return phrase("countries._other_indices" if covered else "countries._no_index", country=place.iso3)


# All states together, and what a release changed.


def most_documented(counts: pd.Series[int]) -> Estimate:
    """Count the well-documented cases of the countries with more than the third largest number, of those of all."""
    named = counts[counts > counts.nlargest(3).min()]
    found = world.part(named.sum(), counts.sum(), _("cases"), PUBLISHED.heading, "cases")
    return found.named("countries.most_documented", None)


@cache
def over_time() -> pd.DataFrame:
    """Return by year what is published for the world beside the rows of the register; they count different things."""
    published = pd.DataFrame({
        basis: {year: one.value for year, one in yearly(basis)} for basis in ("issued", "refused", "complaints")
    }).rename_axis("year")  # fmt: skip
    counts = count_by(world.release()["cases"], "year").set_index("year")[["cases", "well_documented"]]
    found = published.join(counts, how="right").reset_index()
    return found.assign(incomplete=found["year"] >= incomplete_since())


def half_in_years(rows: pd.DataFrame, place: str) -> Estimate:
    """Count the cases in the shortest run of years with half of those with a known year, of several in the fullest."""
    years = np.sort(rows["year"].dropna().astype(int).to_numpy())
    starts = years[: len(years) // 2 + 1]
    spans = years[len(years) - len(starts) :] - starts
    firsts, width = np.unique(starts[spans == spans.min()]), int(spans.min())
    inside = np.searchsorted(years, firsts + width, "right") - np.searchsorted(years, firsts)
    first, most = int(firsts[inside.argmax()]), int(inside.max())
    found = world.part(most, len(years), _("cases"), ROWS, "cases")
    return found.named("countries.half_in_years", None, place=place, first=first, last=first + width,
        form="" if width else "in_one_year", runs=int((inside == most).sum()))  # fmt: skip


@cache
def changed() -> pd.DataFrame:
    """Countries whose cases, well-documented cases or rating differ from those of the release before."""
    release, earlier = world.release(), judgement.load("earlier_releases.yml")[-1].version
    before = _by_country({**release, "cases": plain(load("cases", release=earlier))}).add_suffix("_before")
    table = before.join(_by_country(release), how="outer")
    differs = pd.concat([table[name] != table[f"{name}_before"] for name in ("rows", "strong", "level")], axis=1)
    found = table[differs.any(axis=1)].rename_axis("iso3").reset_index()
    ordered = found.sort_values("iso3", key=world.names, ignore_index=True)
    return ordered[["iso3", "rows_before", "rows", "strong_before", "strong", "level_before", "level"]]


def recounted() -> pd.DataFrame:
    """Cases that count as well documented now and did not in the release before, or the other way round, with why."""
    release, earlier = world.release(), judgement.load("earlier_releases.yml")[-1].version
    before, changes = plain(load("cases", release=earlier)), release["cases_changes"]
    counted = PUBLISHED.counts(before).set_axis(before["case_id"]).rename("before")
    table = release["cases"][["case_id", "requesting_country"]].assign(counts=PUBLISHED.counts(release["cases"]))
    table = table.join(counted, on="case_id").assign(added=lambda rows: rows["before"].isna())
    decisive = changes["column"].isin(["claim_status", "evidence_grade", "instrument"])
    latest = changes[(changes["release"] == changes["release"].max()) & decisive]
    reasons = latest.groupby("case_id", observed=True)["why"].unique().to_dict()
    table = table[table["counts"] != table["before"].fillna(False)].drop(columns="before").reset_index(drop=True)
    restated = table["case_id"].isin(latest.loc[latest["column"] == "claim_status", "case_id"])
    return table.assign(why=[reasons.get(case_id, []) for case_id in table["case_id"]], restated=restated)


def _by_country(release: Release) -> pd.DataFrame:
    inputs = evidence_inputs.inputs(release).set_index("iso3")
    values, rule = inputs[["S", "F", "K", "searched"]].to_numpy(dtype=int), PUBLISHED.evidence_rule
    words = [word_of(dict(zip((*INPUTS, "searched"), row, strict=True)), rule.levels) for row in values]
    rows = release["cases"]["requesting_country"].astype(str).value_counts().reindex(inputs.index, fill_value=0)
    return pd.DataFrame({"rows": rows, "strong": inputs["S"].astype(int), "level": words})


def regions() -> pd.Series[str]:
    """Return the region of each country by ISO3 code."""
    return judgement.table("regions.csv").set_index("iso3")["region"]


SUMMARY = (latest_indices,)
