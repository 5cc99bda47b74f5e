"""Documented cases: how many, by whom, in which countries, and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TypedDict, Unpack

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.errors import NoDataError
from analysis.core.messages import _, label
from analysis.core.number_words import Details, phrase
from analysis.facts import decisions, world
from analysis.facts.breakdowns import count_by
from analysis.facts.case_register import (
    HELD,
    ROWS,
    THROUGH,
    Cases,
    Role,
    cases_of,
    cases_subject,
    delays,
    in_order,
    involves_interpol,
    named,
    readings,
    recall,
    recalled,
    reporting,
    step_dates,
    without_corrections,
)
from analysis.facts.expected import (
    compare,
    compared,
    expected,
    model,
    neighbours,
    of_all_countries,
    rank,
    ratio,
    top_ten,
)
from analysis.facts.languages import languages
from analysis.facts.selection import PUBLISHED, RowChoices, Selection, YearChoices, chosen, joined, meets
from analysis.facts.world import by_name
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate, Kind

__all__ = [
    "compare", "count", "count_by", "delays", "expected", "languages", "model", "neighbours", "people_held",
    "rank", "ratio", "readings", "recall", "rows",
]  # fmt: skip

SUPPORTED, REFUSED_THERE = "claim_status == 'supported'", "extradition == 'refused'"
#: A source states that the arrest was due to INTERPOL; fewer values than this are listed, without a median.
LINKED, _FEW = "linked == 'yes'", 5
STATUSES = ("supported", "contested", "unsupported")


def _counting(count: int, rows: int, selection: Selection) -> Details:
    """Return how many of some cases count, for the words."""
    return {"value": count, "n": rows, "chosen": selection.label}


def rows(
    country: str | Selection | None = None, *, role: Role = "requesting", **choices: Unpack[RowChoices]
) -> pd.DataFrame:
    """Documented cases by year, those without a year last.

    Choices: grades, statuses, since, until, rule.

    Parameters
    ----------
    role : {"requesting", "host"}
        Cases that the country requested, or those that other countries requested and that concern a person in it
        (``host_country``, or ``held_where`` unless ``linked`` is no; corrections are excluded).

    Returns
    -------
    DataFrame
        The columns of ``load("cases")``, and ``well_documented``: whether the case counts by the choices.

    Examples
    --------
    >>> found = rows("Belarus", grades=["A"])
    >>> len(found), int(found["well_documented"].sum())
    (18, 9)
    """
    selection = chosen(country, choices, RowChoices)
    ordered = in_order(cases_of(selection, role))
    return ordered.assign(well_documented=selection.counts(ordered))


def count(
    country: str | Selection | None = None, *, role: Role = "requesting", **choices: Unpack[RowChoices]
) -> Estimate:
    """Number of well-documented cases.

    Choices: grades, statuses, since, until, rule.

    Parameters
    ----------
    role : {"requesting", "host"}
        As in `rows`.

    Returns
    -------
    Estimate
        Number of cases; a complete count of what is documented, not of what happened. ``n`` is all cases.

    Examples
    --------
    >>> count("Belarus").value, count("Belarus", grades=["A"], since=2014).value
    (10.0, 7.0)
    """
    selection = chosen(country, choices, RowChoices)
    cases, about = Cases(selection, role), cases_subject(selection).at(selection.name)
    number, every = len(cases.but(*selection.documented)), len(cases)
    details: Details = {}
    if selection.country is None:
        counting = cases.but(*selection.documented).values("requesting_country").nunique()
        details = {"every": every, "states": cases.values("requesting_country").nunique(), "states_counting": counting,
            "supported": len(cases.but(SUPPORTED)), "counting": _counting(number, every, selection)}  # fmt: skip
    return cases.count("count", *selection.documented, unit=about.noun, universe=about.universe, **details)


def otherwise(selection: Selection) -> Estimate:
    """Count the well-documented cases, and say how that differs from the published report; ``n`` is its count."""
    if not selection.otherwise:
        raise NoDataError("the published choices", "choices of your own", "choose grades, statuses or years")
    found, published = count(selection), count(selection.country).value
    form, choices = "" if selection.of_rows != PUBLISHED else "same", "; ".join(selection.otherwise)
    return replace(found, n=published).named("cases.otherwise", selection.country, choices=choices, form=form)


def every_case(selection: Selection) -> Estimate:
    """Count the cases, whatever their grade and status, and say how many of them count."""
    cases, years, counts = Cases(selection), selection.years, int(count(selection).value)
    every, supported, status = len(cases), len(cases.but(SUPPORTED)), cases.values("claim_status")
    counting = _counting(counts, every, selection)
    if selection.country and not supported and not counts:
        counting["form"] = "none_supported"
    return cases.count("all", unit=_("cases"), universe=f"{ROWS}{years}", every=every, supported=supported, years=years,
        states=cases.values("requesting_country").nunique(), status=status.iloc[0] if every == 1 else "",
        counting=counting, corrections=every - len(cases.through))  # fmt: skip


def with_people_held(rows: pd.DataFrame) -> pd.Series[bool]:
    """Mark the cases in which someone was arrested or held on a request through INTERPOL, by ``cases_effects``."""
    return meets(rows, joined(HELD, involves_interpol()))


def people_held(
    country: str | Selection | None = None, *, role: Role = "requesting", **choices: Unpack[YearChoices]
) -> Estimate:
    """Cases in which people were arrested or held on a request through INTERPOL, which is a minimum.

    Choices: since, until; cases of every grade and status count.

    Parameters
    ----------
    role : {"requesting", "host"}
        Cases that the country requested, or those with people held in it (``held_where``).

    Returns
    -------
    Estimate
        Number of cases, not of people; a complete count. ``n`` is all cases, also those that say nothing. Cases in
        which no source states the link to INTERPOL are included; ``cases.people_held_linked`` excludes them.

    Examples
    --------
    >>> people_held().value, people_held("Poland", role="host").value
    (182.0, 20.0)
    """
    selection = chosen(country, choices, YearChoices)
    cases = Cases(selection, role)
    held = cases.held
    linked, unknown = len(held.but(LINKED)), _unknown(cases.through, "held")
    if len(cases.through) < len(cases):
        unknown["which"] = _(" that may involve INTERPOL")
    form = "some_linked" if 0 < linked < len(held) else ""
    return cases.count("people_held", *held.more, unit=_("cases"), form=form, linked=linked,
        supported=_supported(held), unknown=unknown, **_of_held(held))  # fmt: skip


def extradition_refused(selection: Selection) -> Estimate:
    """Count the cases in which people were held and extradition was refused, in whichever order."""
    held = Cases(selection).held
    return held.count("extradition_refused", REFUSED_THERE, unit=_("Of these, extradition refused"),
        supported=_supported(held.but(REFUSED_THERE)), unknown=_unknown(held, "extradition"),
        **_of_held(held))  # fmt: skip


def returned(selection: Selection) -> Estimate:
    """Count the cases in which the person held was handed over to the requesting country."""
    held = Cases(selection).held
    unknown = _unknown(held, "returned")
    return held.count("returned", "returned == 'yes'", unknown=unknown, **_of_held(held))


def days_held(selection: Selection, role: Role = "requesting") -> Estimate:
    """Median days in prison or under house arrest in the cases whose sources state them."""
    held, whose = Cases(selection, role).held, _whose(selection, role)
    stated = held.values("held_days").dropna().astype(float)
    if stated.empty:
        raise NoDataError(f"no case{whose} with sources that state days", "at least one", "choose other years")
    count, days = len(stated), float(stated.median())
    universe, form = label("days", "cases-universe", whose=whose), "few" if 1 < count < _FEW else ""
    about = world.about(_("days"), universe, "cases", "cases_effects")
    found = about.estimate(days, "", label(form or "median", "days-method"), float(count), kind=Kind.STATED)
    return found.named(named("median_days_held", role), selection.country, form=form, days=sorted(stated),
        cases={"value": count, "n": len(held)}, whose=whose, unlinked=_unknown(held, "linked"))  # fmt: skip


#: Length of detention or house arrest -> its most days.
_LENGTHS = {"week": 7, "month": 30, "quarter": 91, "year": 365, "longer": float("inf")}


def by_days_held(selection: Selection) -> pd.DataFrame:
    """Count the cases in which people were held by how long, where sources state the days."""
    days = Cases(selection).held.values("held_days").dropna().astype(float)
    lengths = pd.cut(days, [-1, *_LENGTHS.values()], labels=list(_LENGTHS))
    return lengths.value_counts(sort=False).rename_axis("length").reset_index(name="value").astype({"length": str})


def _supported(cases: Cases) -> Details:
    """Return how many of some cases are supported, and the status of a single one, for the words."""
    status = cases.values("claim_status").iloc[0] if len(cases) == 1 else ""
    return {"value": len(cases.but(SUPPORTED)), "n": len(cases), "status": status}


def _unknown(cases: Cases, column: str) -> Details:
    """Return in how many cases no source states something, for the words."""
    unknown = len(cases.but(f"{column} == 'unknown'"))
    return {"value": unknown, "n": len(cases), "what": {"form": column}, "which": ""}


def _whose(selection: Selection, role: Role) -> str:
    """Name the country as it follows the word cases; blank for all countries."""
    form = role if selection.country else "world"
    return phrase("cases._whose", form=form, country=selection.country, years=selection.years)


class _Held(TypedDict):
    universe: str
    whose: str
    unlinked: Details


def _of_held(held: Cases) -> _Held:
    """Return what is counted in cases in which people were held, and what the words of each such number name."""
    whose = _whose(held.selection, held.role)
    universe = label("held", "cases-universe", whose=whose)
    return {"universe": universe, "whose": whose, "unlinked": _unknown(held, "linked")}


#: Outcomes in which INTERPOL did not let a request stand.
REFUSED = ("refused_by_ndtf", "deleted_by_ccf", "deleted_by_general_secretariat", "blocked_provisionally")


# Countries in which a case of another country concerns a person: ``host_country``, or ``held_where`` unless ``linked``
# is no; corrections are excluded. People held in a country have it as ``held_where``. So a case can count in two.


def hosts() -> tuple[str, ...]:
    """Countries where a case of another country concerns a person, in the order of their names."""
    return tuple(by_name(pairs()["host_country"].unique()))


def taken_effect(place: Selection) -> Estimate:
    """Count the cases of other countries that concern a person in a country."""
    cases = Cases(place, "host")
    countries = cases.values("requesting_country").nunique()
    return cases.count("all", unit=_("cases"), universe=in_country(place), countries=countries)


def in_country(place: Selection) -> str:
    """Describe the cases that concern people in a country."""
    return label("in_country", "cases-universe", years=place.years, place=place.called)


def counted_by_host(rows: pd.DataFrame) -> pd.DataFrame:
    """Cases, people held and extradition refused by country where the person was; blank and last if none is known."""
    counts = _counted_in_countries(rows, "country").rename(columns={"country": "host_country"})
    order = counts.assign(unknown=counts["host_country"] == "", name=world.names(counts["host_country"]))
    order = order.sort_values(["unknown", "cases", "people_held", "name"], ascending=[True, False, False, True])
    return order[["host_country", "cases", "people_held", "held_and_refused"]].reset_index(drop=True)


@cache
def pairs() -> pd.DataFrame:
    """Cases by requesting country and country where the person was, with what became of them there."""
    return _pairs(world.release()["cases"])


def requesters(rows: pd.DataFrame, country: str) -> pd.DataFrame:
    """Count cases that concern people in a country by requesting country, most cases first."""
    found = _pairs(rows).query("host_country == @country").drop(columns="well_documented")
    return found.sort_values("cases", ascending=False, kind="stable", ignore_index=True)


def _pairs(rows: pd.DataFrame) -> pd.DataFrame:
    counts = _counted_in_countries(rows, "requesting_country", "country")
    known = counts[counts["country"] != ""].rename(columns={"country": "host_country"})
    return known.sort_values(["requesting_country", "host_country"], key=world.names, ignore_index=True)


#: The register, and what happened to the person, which says in which country people were held.
_BOTH = ("cases", "cases_effects")
#: What is counted by country comes from these columns alone.
_OF_EFFECTS = [
    "host_country", "held_where", "held", "linked", "instrument", "extradition", "oversight_outcome", "claim_status",
    "evidence_grade",
]  # fmt: skip


def _counted_in_countries(rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Count cases by ``country`` where the person was, blank where none is known, and by other columns."""
    rows = without_corrections(rows[["requesting_country", *_OF_EFFECTS]])
    held_where = rows["held_where"].where(rows["linked"] != "no")
    both = zip(rows["host_country"], held_where, rows["requesting_country"], strict=True)
    countries = [sorted({str(code) for code in pair if pd.notna(code)} - {own}) or [""] for *pair, own in both]
    placed = rows.assign(country=pd.Series(countries, index=rows.index, dtype=object)).explode("country")
    arrested = with_people_held(placed) & (placed["held_where"].astype(object).fillna("") == placed["country"])
    counted = placed.astype(dict.fromkeys(by, str)).assign(
        cases=1,
        well_documented=PUBLISHED.counts(placed).astype(int),
        people_held=arrested.astype(int),
        held_and_refused=(arrested & (placed["extradition"] == "refused")).astype(int),
        stopped=placed["oversight_outcome"].isin(REFUSED).astype(int),
    )
    columns = ["cases", "well_documented", "people_held", "held_and_refused", "stopped"]
    return counted.groupby(list(by), sort=False)[columns].sum().reset_index()


# What a page states of cases -----------------------------------------------------------------------------------------

#: Decision of INTERPOL -> its codes.
_DECIDED = {"stopped": REFUSED, "outcome_unknown": ("unknown",), "outcome_pending": ("pending",)}
#: Countries of arrest that are named with their number.
_HOSTS_NAMED = 5


def requesting_countries(selection: Selection) -> Estimate:
    """Count the countries whose requests concern a person in a country."""
    cases = Cases(selection, "host")
    count, universe = int(cases.values("requesting_country").nunique()), in_country(selection)
    return _countries(selection, "requesting_countries_in_country", count, universe, len(cases))


#: What became of people held in a country -> the query of these cases, without those of the rows before.
_BECAME = {"refused": REFUSED_THERE, "returned": "returned == 'yes'", "held": ""}


def became(selection: Selection) -> pd.DataFrame:
    """Count the cases that concern a person in a country by what happened there: all, and supported ones."""
    cases = Cases(selection, "host").rows
    step = pd.Series("elsewhere", cases.index).mask(cases["held"] == "unknown", "unknown")
    held = meets(cases, joined(*Cases(selection, "host").held.more))
    for word, query in reversed(_BECAME.items()):
        step = step.mask(held & meets(cases, query), word)
    counts = cases["claim_status"].eq("supported").groupby(step).agg(value="size", supported="sum")
    return counts.reindex([*_BECAME, "elsewhere", "unknown"]).dropna().astype(int).rename_axis("step").reset_index()


#: The query of grants that another decision followed; what `course` says of a step.
_GRANTED = "decision == 'extradition_granted' and final != 'yes'"
_COURSE = ["case_id", "requesting_country", "target_profile", "step", "date", "year", "final"]


def course(selection: Selection) -> pd.DataFrame:
    """Return arrests, grants and final decisions in a country on requests by others, one row for each, by case.

    ``at`` is the date as a number. Where only the month is known, it is the middle; where only the year is known, its
    beginning for an arrest, its middle for a grant, and its end for a final decision.
    """
    held, finals = Cases(selection, "host").held.rows, decisions.rows(selection)
    known = step_dates().query("step == 'held_where'").set_index("case_id")["date"]
    arrests = held.assign(step="held", final="", date=held["case_id"].map(known), year=held["held_year"])
    concerned = f"country == {selection.iso3!r} and case_id in {[*held['case_id'], *finals['case_id']]}"
    granted = decisions.steps().query(joined(concerned, _GRANTED)).assign(step="granted")
    rights = meets(finals, joined("outcome == 'refused'", decisions.ON_RIGHTS))
    finals["step"] = finals["outcome"].replace("granted_not_carried_out", "granted").mask(rights, "on_rights")
    steps = pd.concat([one[_COURSE].astype(object) for one in (arrests, granted, finals)], ignore_index=True)
    steps["date"] = steps["date"].fillna(steps.pop("year").astype("Int64").astype("string")).astype("string")
    day, size = pd.to_datetime(steps["date"], format="ISO8601"), steps["date"].str.len()
    at = day.dt.year + (day.dt.day_of_year - 1) / 366 + size.map({7: 1 / 24}).fillna(0)
    at = (at + size.eq(4) * steps["step"].map({"held": 0, "granted": 1 / 2}).fillna(1)).astype(float)
    start, end = (at.groupby(steps["case_id"]).transform(which) for which in ("min", "max"))
    return steps.assign(at=at, start=start, end=end)


def _countries(
    selection: Selection, word: str, count: int, universe: str, whole: int, details: Details | None = None
) -> Estimate:  # fmt: skip
    """Count countries, which no query of cases does; ``n`` is the cases, or else the countries."""
    universe, unit = f"{universe}{selection.years}", label(word, "cases-counted")
    found = world.counted(count, unit, universe, *_BOTH, n=float(whole or count))
    return found.named(f"cases.{word}", selection.country, **(details or {}))


def _by_status(selection: Selection) -> Iterator[Estimate]:
    """Count the cases by status and by what INTERPOL decided."""
    cases, universe = Cases(selection), f"{ROWS}{selection.years}"
    yield every_case(selection)
    for status in STATUSES:
        yield cases.count(status, f"claim_status == {status!r}", universe=universe)
    decided = list(_by_decision(selection, "requesting"))
    yield from decided
    if selection.country is None:
        unknown = next(one for one in decided if one.name == "cases.outcome_unknown")
        about = world.about(phrase("cases._no_decision"), THROUGH, "cases")
        share = counted_share(int(unknown.value), int(unknown.n), about=about)
        yield share.named("cases.outcome_unknown_share", None, unknown.query, unknown.within, part=unknown.value)


def _by_decision(selection: Selection, role: Role) -> Iterator[Estimate]:
    """Count the cases by what INTERPOL decided, corrections excluded."""
    for word, codes in _DECIDED.items():
        yield Cases(selection, role).through.count(word, f"oversight_outcome in {list(codes)}")


def _of_people_held(selection: Selection) -> Iterator[Estimate]:
    """Count what happened to people who were held, and where."""
    cases = Cases(selection)
    held, unknown = cases.held, "{} == 'unknown'"
    yield people_held(selection)
    yield cases.through.count("people_held_unknown", unknown.format("held"))
    yield held.count("people_held_linked", LINKED)
    yield held.count("people_held_unlinked", unknown.format("linked"))
    yield held.count("people_held_supported", SUPPORTED)
    yield _countries_of_arrest(selection)
    yield extradition_refused(selection)
    yield returned(selection)
    if selection.country is None:
        yield from _of_those_held(held)
        yield cases.through.count("travel_blocked", "travel_blocked == 'yes'")


def _of_those_held(held: Cases) -> Iterator[Estimate]:
    """Count the cases with people held that the recommendations rest on."""
    criteria = world.release()["cases_criteria"]
    protected = criteria.loc[criteria["protection"] == "yes", "case_id"].tolist()
    deleted = ["deleted_by_ccf", "deleted_by_general_secretariat"]
    of_held = _of_held(held)
    yield held.count("protected_held", f"case_id in {protected}", unit=_("cases"), **of_held)
    yield held.count("held_and_deleted", f"oversight_outcome in {deleted}", unit=_("cases"), **of_held)


def _countries_of_arrest(selection: Selection) -> Estimate:
    """Count the countries of arrest; the sentence names the first, with their cases."""
    where = Cases(selection).held.values("held_where")
    counts = where.dropna().sort_values(key=world.names).value_counts()
    shown, more = counts.head(_HOSTS_NAMED), counts.iloc[_HOSTS_NAMED:]
    named = {country_name(str(code)): count for code, count in shown.items()}
    named |= {_("other countries"): more.sum()} if len(more) else {}
    named |= {_("country not known"): where.isna().sum()} if where.hasnans else {}
    form = "" if named else "unknown"
    return _countries(selection, "countries_of_arrest", len(counts), THROUGH, 0, {"hosts": named, "form": form})


def _dated(selection: Selection) -> Estimate:
    """Count the supported cases with a known year, and name the first and the last year."""
    cases = Cases(selection).but(SUPPORTED)
    years = cases.values("year").dropna().astype(int)
    form = "in_one_year" if len(years) > 1 and years.min() == years.max() else ""
    universe = label("supported", "cases-universe", years=selection.years)
    return cases.count(
        "supported_dated", "year >= 1", universe=universe, first=years.min(), last=years.max(), form=form
    )


def _in_country(selection: Selection) -> Iterator[Estimate]:
    """Count the cases that concern people in a country, or the countries where cases do."""
    if selection.country is None:
        yield _countries(selection, "countries", len(hosts()), THROUGH, 0)
        every = Cases(selection)
        asking = int(every.values("requesting_country").nunique())
        yield _countries(selection, "requesting_countries", asking, ROWS, len(every))
        return
    yield taken_effect(selection)
    yield count(selection, role="host")
    yield requesting_countries(selection)
    yield from _by_decision(selection, "host")
    yield people_held(selection, role="host")
    if Cases(selection, "host").held.but("held_days >= 0"):
        yield days_held(selection, "host")


SUMMARY = (
    count, _by_status, _of_people_held, days_held, _dated, _in_country, reporting, compared, of_all_countries,
    top_ten, otherwise, recalled,
)  # fmt: skip
