"""Documented cases: how many, by whom, in which countries, and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Unpack

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import country_name, suggestion
from analysis.core.errors import InputError, NoDataError
from analysis.core.files import HAND, relative
from analysis.core.judgement import CaseGroup, CaseGroups, read_evidence_rule, released
from analysis.core.messages import _, _n, label
from analysis.facts import reliability, world
from analysis.facts.case_register import (
    ROWS,
    THROUGH,
    Role,
    _cases_of,
    cases_of,
    cases_subject,
    clean_rows,
    delays,
    in_order,
    readings,
    recall,
    recalled,
    reporting,
    without_corrections,
)
from analysis.facts.expected import compare, compared, expected, model, peers, rank, ratio, top_ten
from analysis.facts.selection import PUBLISHED, RowChoices, Selection, YearChoices, chosen
from analysis.facts.world import by_name
from analysis.stats.counts import counted_share
from analysis.stats.estimate import WORLD, Estimate, Kind

__all__ = [
    "compare", "count", "count_by", "delays", "expected", "model", "peers", "people_held", "rank", "ratio", "readings",
    "recall",
    "rows",
]  # fmt: skip

GRADES, STATUSES = ("A", "B", "C", "D", "X"), ("supported", "contested", "unsupported")


def _counting(count: int, rows: int, choices: Selection = PUBLISHED) -> str:
    """Describe how many of some rows count."""
    if not count:
        which = _n("it is not well documented", "none is well documented", rows)
    elif rows == 1:
        which = _("it is well documented")
    else:
        which = _n("{count} is well documented", "{count} are well documented", count)
    return _("{which} ({chosen}, and involving INTERPOL)", which=which, chosen=choices.label)


def rows(
    country: str | Selection | None = None, *, role: Role = "requesting", **choices: Unpack[RowChoices]
) -> pd.DataFrame:
    """Documented cases by year, those without a year last.

    Choices: grades, statuses, since, until, rule.

    Parameters
    ----------
    role : {"requesting", "host"}
        Cases that the country requested, or those that took effect in it (``host_country`` or ``held_where``;
        corrections are excluded).

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
    found, about = cases_of(selection, role), cases_subject(selection).at(selection.name)
    number = len(selection.counting(found))
    counted = replace(about.complete(number), n=float(len(found)), source=world.source(*_tables(role)))
    if selection.country is None:
        sentence = _("The register holds {cases} documented cases from {states} requesting countries. Of these, "
            "{supported} are supported, and {counting}.", cases=len(found),
            states=found["requesting_country"].nunique(), supported=_supported(found),
            counting=_counting(number, len(found), selection))  # fmt: skip
        counted = replace(counted, sentence=sentence)
    query, whole = selection.replace(country=None).query, _every_query(selection, role)
    return counted.named(_named("count", role), selection.country, query, whole)


#: The register, and what happened to the person, which says in which country people were held.
_BOTH = ("cases", "cases_effects")


def _tables(role: Role) -> tuple[str, ...]:
    return _BOTH if role == "host" else _BOTH[:1]


def _named(word: str, role: Role) -> str:
    return f"cases.{word}_in_country" if role == "host" else f"cases.{word}"


def _every_query(selection: Selection, role: Role = "requesting", *more: str) -> str:
    """Write the pandas query of the cases of a country and its years, whatever their grade and status, and of more."""
    country, corrections = selection.country, read_evidence_rule().left_out
    parts = [
        f"requesting_country == {country!r}" if country and role == "requesting" else "",
        f"(host_country == {country!r} or held_where == {country!r})" if country and role == "host" else "",
        f"instrument not in {corrections}" if role == "host" else "",
        f"year >= {selection.since}" if selection.since else "",
        f"year <= {selection.until}" if selection.until else "",
    ]
    return " and ".join(filter(None, [*parts, *more]))


def otherwise(selection: Selection) -> Estimate:
    """Count the well-documented cases, and say how that differs from the published report; ``n`` is its count."""
    if not selection.otherwise:
        raise NoDataError("the published choices", "choices of your own", "choose grades, statuses or years")
    found, published = count(selection), count(selection.country).value
    effect = _("The well-documented cases are those of the published report.")
    if selection.of_rows != PUBLISHED:
        effect = _("With these choices, {count} cases are well documented; the published report has {published}.",
            count=found.value, published=published)  # fmt: skip
    sentence = _("This report differs from the published one: {choices}. {effect}",
        choices="; ".join(selection.otherwise), effect=effect)  # fmt: skip
    return replace(found, n=published, sentence=sentence).named("cases.otherwise", selection.country)


def every_case(selection: Selection) -> Estimate:
    """Count the cases, whatever their grade and status, and say how many of them count."""
    found, years, counts = cases_of(selection), selection.years, int(count(selection).value)
    every, supported = len(found), _supported(found)
    if selection.country is None:
        sentence = count(selection).sentence
    elif not every:
        sentence = _(
            "The register holds no documented case requested by {place}{years}, which does not mean that there is "
            "none.", place=selection.called, years=years,
        )  # fmt: skip
    else:
        requested = _n(
            "one documented case requested by {place}{years}",
            "{count} documented cases requested by {place}{years}", every, place=selection.called, years=years,
        )  # fmt: skip
        if every == 1:
            status = _("It is {status}", status=label(found["claim_status"].iloc[0]))
        elif not supported:
            status = _("None is supported")
        else:
            status = _n("Of these, {count} is supported", "Of these, {count} are supported", supported)
        sentence = _("The register holds {rows}. {status}, and {counting}.", rows=requested, status=status,
            counting=_counting(counts, every, selection))  # fmt: skip
        if not supported and not counts:
            sentence = _("The register holds {rows}. {status}.", rows=requested, status=status)
        if corrections := every - len(without_corrections(found)):
            sentence += " " + _n("We found no INTERPOL notice in this case.",
                "In {part} of the {count} cases, we found no INTERPOL notice.", every, part=corrections)  # fmt: skip
    counted = world.counted(every, _("cases"), f"{ROWS}{years}", sentence, "cases")
    return counted.named("cases.all", selection.country, within=_every_query(selection))


def with_people_held(rows: pd.DataFrame) -> pd.Series[bool]:
    """Mark the cases in which someone was arrested or held on a request through INTERPOL, by ``cases_effects``."""
    correction = rows["instrument"].isin(read_evidence_rule().left_out)
    return (rows["held"] == "yes") & (rows["linked"] != "no") & ~correction


def held_cases(selection: Selection, role: Role = "requesting") -> pd.DataFrame:
    """Cases of every grade and status in which people were held on a request through INTERPOL."""
    return _held_cases(selection.of_years, role).copy(deep=False)


@cache
def _held_cases(selection: Selection, role: Role) -> pd.DataFrame:
    found = _cases_of(selection, role)
    detained = with_people_held(found)
    return found[detained & (found["held_where"] == selection.iso3)] if role == "host" else found[detained]


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
        Number of cases, not of people; a complete count. ``n`` is all cases, also those that say nothing.

    Examples
    --------
    >>> people_held().value, people_held("Poland", role="host").value
    (180.0, 20.0)
    """
    selection = chosen(country, choices, YearChoices)
    rows, every = held_cases(selection, role), cases_of(selection, role)
    answers = without_corrections(every)["held"].astype(object).reindex(every.index, fill_value="no")
    minimum = _unknown(_("whether anyone was arrested"), answers)
    unlinked = _unknown(_("that the arrest was due to INTERPOL"), rows["linked"])
    limits = [_of_them_supported(rows), minimum, unlinked]
    claim = _n(
        "In one case{whose}, someone sought through INTERPOL was arrested or held.",
        "In {count} cases{whose}, people sought through INTERPOL were arrested or held.", len(rows),
        whose=_whose(selection, role),
    )  # fmt: skip
    counted = _held_count(selection, role, "people_held", rows, len(rows), [claim, *limits], "")
    query, within = _held_query(selection, role), _every_query(selection, role)
    return replace(counted, n=float(len(every)), query=query, within=within)


def _held_query(selection: Selection, role: Role) -> str:
    """Write the pandas query of those of `_every_query`, with their effects, in which people were held."""
    query = f"instrument not in {read_evidence_rule().left_out}"
    if role == "host":  # which has no corrections
        query = f"held_where == {selection.country!r}" if selection.country else ""
    return " and ".join(filter(None, ["held == 'yes' and linked != 'no'", query]))


def extradition_refused(selection: Selection, role: Role = "requesting") -> Estimate:
    """Count the cases in which people were held and extradition was refused, in whichever order; it is not coded."""
    rows = held_cases(selection, role)
    query = "extradition == 'refused'"
    refused = rows[rows["extradition"] == "refused"]
    count, cases = len(refused), _in_cases(len(refused), len(rows), _whose(selection, role))
    claim = _("{cases}, extradition was refused.", cases=cases)
    order = _("The data do not say whether the arrest or the refusal came first.")
    if role == "host":
        order = _("The data do not say whether the arrest or the refusal came first, or which country refused.")
    unknown = _unknown(_("how extradition ended"), rows["extradition"])
    said = [claim, _of_them_supported(refused), order if count else "", unknown]
    return _held_count(selection, role, "extradition_refused", rows, count, said, query)


def returned(selection: Selection, role: Role = "requesting") -> Estimate:
    """Count the cases in which the person held was handed over to the requesting country."""
    rows = held_cases(selection, role)
    query = "returned == 'yes'"
    count = int((rows["returned"] == "yes").sum())
    cases = _in_cases(count, len(rows), _whose(selection, role))
    claim = _("{cases}, the person was handed over to the requesting country.", cases=cases)
    if not count:
        claim = _("Nobody is known to have been handed over to the requesting country.")
    unknown = _unknown(_("whether this happened"), rows["returned"])
    return _held_count(selection, role, "returned", rows, count, [claim, unknown], query)


def days_held(selection: Selection, role: Role = "requesting") -> Estimate:
    """Median days in prison or under house arrest in the cases whose sources state them."""
    rows, whose = held_cases(selection, role), _whose(selection, role)
    stated = rows["held_days"].dropna().astype(float)
    if stated.empty:
        raise NoDataError(f"no case{whose} with sources that state days", "at least one", "choose other years")
    count, days = len(stated), float(stated.median())
    words = {"cases": _in_cases(count, len(rows), whose), "days_words": _n("one day", "{count} days", days)}
    claim = _n(
        "{cases}, sources say how long: {days_words} in detention or under house arrest.",
        "{cases}, sources say how long. The median is {days_words} in detention or under house arrest.", count, **words,
    )  # fmt: skip
    universe = _("cases{whose} with a source that says how long people were held", whose=whose)
    about = world.about(_("days"), universe, "cases", "cases_effects")
    found = about.estimate(days, claim, _("median of the cases that state it"), float(count), kind=Kind.STATED)
    return found.named(_named("median_days_held", role), selection.country)


def _supported(rows: pd.DataFrame) -> int:
    return int((rows["claim_status"] == "supported").sum())


def _of_them_supported(rows: pd.DataFrame) -> str:
    if len(rows) == 1:
        return _("The case is {status}.", status=label(rows["claim_status"].iloc[0]))
    some = _n("One of these {total} cases is supported.", "{count} of these {total} cases are supported.",
        _supported(rows), total=len(rows))  # fmt: skip
    none = _("None of these {total} cases is supported.", total=len(rows)) if len(rows) else ""
    return some if _supported(rows) else none


def _in_cases(count: int, total: int, whose: str) -> str:
    part = _("each") if count == total else count
    one = _("In the one case{whose} in which people were held", whose=whose)
    more = _("In {part} of the {total} cases{whose} in which people were held", part=part, total=total, whose=whose)
    return one if count == total == 1 else more


def _unknown(claim: str, answers: pd.Series[str]) -> str:
    """Say in how many cases no source states something; blank where each does."""
    unknown, total = int((answers == "unknown").sum()), len(answers)
    sentence = _n(
        "No source says {claim}.", "In {part} of the {total} cases, no source says {claim}.", total, claim=claim,
        total=total, part=_("each") if unknown == total else unknown,
    )  # fmt: skip
    return sentence if unknown else ""


def _whose(selection: Selection, role: Role) -> str:
    """Name the country as it follows the word cases; blank for all countries."""
    if selection.country is None:
        return ""
    words = {"place": selection.called, "years": selection.years}
    return _(" in {place}{years}", **words) if role == "host" else _(" requested by {place}{years}", **words)


def _held_count(
    selection: Selection, role: Role, word: str, rows: pd.DataFrame, count: int, sentences: list[str], query: str
) -> Estimate:
    """Count of cases in which people were held: the claim, followed by its limits."""
    whose, within = _whose(selection, role), _every_query(selection, role, _held_query(selection, role))
    if rows.empty:
        sentences[0] = _(
            "We know of no case{whose} in which someone sought through INTERPOL was arrested or held.", whose=whose
        )
    universe = _("cases of any status{whose} in which people sought through INTERPOL were held", whose=whose)
    sentence, n = " ".join(filter(None, sentences)), float(len(rows))
    found = world.counted(count, _("cases"), universe, sentence, "cases", "cases_effects", n=n)
    return found.named(_named(word, role), selection.country, query, within)


#: Outcomes in which INTERPOL did not let a request stand.
REFUSED = ("refused_by_ndtf", "deleted_by_ccf", "deleted_by_general_secretariat", "blocked_provisionally")


#: The columns of the register that a breakdown counts by.
COLUMNS = (
    "target_profile", "charge_category", "instrument", "host_country", "effect", "oversight_outcome", "article_grounds",
)  # fmt: skip


def count_by(rows: pd.DataFrame, *columns: str, groups: bool = False) -> pd.DataFrame:
    """Cases and well-documented cases by the values of some columns, most cases first.

    Parameters
    ----------
    rows : DataFrame
        As `rows` or ``load("cases")`` returns them, or your own with their columns.
    *columns : str
        By ``year`` alone, the years are in order and without gaps; by several columns, only combinations with a case
        are there. Cases without a year are left out of counts by year, and ``attrs["undated"]`` counts them.
    groups : bool
        Whether the codes of target, charge and instrument are put into the groups of ``case_groups.yml``.

    Returns
    -------
    DataFrame
        The columns (a blank is "unknown"), ``cases``, ``well_documented`` and ``share`` of all cases. ``cases`` are all
        rows that you pass, also corrections, in which no INTERPOL notice was found and which are never well documented;
        ``rows.query("instrument not in ['none_found', 'interstate_wanted_list']")`` excludes them.

    Examples
    --------
    >>> count_by(rows("Belarus"), "host_country")[["host_country", "cases"]].head(1).to_numpy().tolist()
    [['POL', 10]]
    """
    clean = clean_rows(rows)
    missing = [column for column in columns if column not in clean]
    if missing or not columns:
        name = (*missing, "")[0]
        raise InputError(
            f"column {name!r}", "columns of the rows", suggestion(name, map(str, clean), 'see describe("cases")')
        )
    counts = clean["well_documented"] if "well_documented" in clean else PUBLISHED.counts(clean)
    dated = clean["year"].notna() if "year" in columns else pd.Series(True, index=clean.index)
    keys = {column: _grouped(clean, column) if groups else clean[column] for column in columns}
    marked = pd.DataFrame(keys).assign(cases=1, well_documented=counts.astype(int))[dated]
    others = [column for column in columns if column != "year"]
    marked[others] = marked[others].astype(object).fillna("unknown").astype(str)
    marked = marked.astype({"year": int} if "year" in columns else {})
    table = marked.groupby(list(columns)).sum().reset_index()
    if columns == ("year",):
        span = range(min(table["year"], default=0), max(table["year"], default=-1) + 1)
        table = table.set_index("year").reindex(pd.Index(span, name="year"), fill_value=0).reset_index()
    else:
        table = table.sort_values("cases", ascending=False, kind="stable", ignore_index=True)
    table = table.assign(share=table["cases"] / max(len(clean), 1))
    table.attrs["undated"] = int((~dated).sum())
    table.attrs["source"] = rows.attrs.get("source", rows.attrs.get("name"))
    return table


@cache
def _groups(column: str) -> dict[str, str]:
    """Return the group of each code of a column of the register, in the order in which groups are shown."""
    listed: list[CaseGroup] = getattr(judgement.read(CaseGroups), column)
    return {code: entry.group for entry in listed for code in entry.codes}


def _grouped(rows: pd.DataFrame, column: str) -> pd.Series[str]:
    """Put register rows into the groups of a column."""
    known = _groups(column)
    unknown = sorted(set(rows[column].dropna()) - known.keys())
    if unknown:
        got, file = f"the code {unknown[0]!r} of {column}", relative(HAND / "case_groups.yml")
        raise InputError(got, "a code of a group", "add it to a group, with the reason", file=file)
    rest = known.get("unknown", known.get("other", ""))
    return rows[column].map(known).fillna(rest)


def by_group(place: Selection, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count cases of a country by the groups of a column, each with its share of all cases as an Estimate."""
    rows = in_order(rows)
    if rows.empty:
        return pd.DataFrame(columns=["group", "rows", "strong", "case_ids", "share"])
    groups, counts, found = _grouped(rows, column), place.counts(rows), []
    for group in dict.fromkeys(_groups(column).values()):
        own = groups == group
        noun, universe = _("of cases: {group}", group=group), f"{ROWS}{place.years}"
        about = world.about(noun, universe, "cases").at(place.name)
        share = counted_share(int(own.sum()), len(rows), about=about)
        found.append({
            "group": group, **share.as_dict(), "rows": int(own.sum()), "strong": int((own & counts).sum()),
            "case_ids": tuple(rows.loc[own, "case_id"]), "share": share,
        })  # fmt: skip
    return pd.DataFrame(found)


@cache
def with_bilateral_request() -> frozenset[str]:
    """Name the register rows whose note tells of a request from state to state."""
    return frozenset(judgement.table("bilateral_requests.csv")["case_id"])


def _count_recoded(selection: Selection) -> Iterator[Estimate]:
    """Count the well-documented cases, with the range of four models of coding error, as published."""
    country = selection.country or WORLD
    if selection.of_rows == PUBLISHED and len(reliability.by_model("well_documented", country)):
        found = reliability.over_models("well_documented", count(selection).value, country, selection.level)
        yield found.named("cases.count_recoded", selection.country)


# Countries where a request took effect: ``host_country`` or ``held_where`` of a case; corrections are excluded. People
# held in a country are those with that country as ``held_where``. So a case can count in two countries.


def hosts() -> tuple[str, ...]:
    """Countries where a case took effect, in the order of their names."""
    rows = without_corrections(world.release().cases)
    return tuple(by_name({*rows["host_country"].dropna(), *rows["held_where"].dropna()}))


def taken_effect(place: Selection) -> Estimate:
    """Count the cases that took effect in a country."""
    rows = cases_of(place, "host")
    which, countries = {0: "none", 1: "one"}.get(len(rows), "more"), rows["requesting_country"].nunique()
    effect = label(which, "took-effect", rows=len(rows), count=countries, place=place.called)
    found = world.counted(len(rows), _("cases"), in_country(place), f"{effect}.", "cases", "cases_effects")
    return found.named("cases.all_in_country", place.country, within=_every_query(place, "host"))


def in_country(place: Selection) -> str:
    """Describe the cases that took effect in a country."""
    words = {"years": place.years, "place": place.called}
    return _("cases{years} that took effect in {place} and involved, or may have involved, INTERPOL", **words)


def counted_by_host(rows: pd.DataFrame) -> pd.DataFrame:
    """Cases, people held and extradition refused by country where they took effect; blank and last if none is known."""
    counts = _counted_in_countries(rows, "country").rename(columns={"country": "host_country"})
    order = counts.assign(unknown=counts["host_country"] == "", name=world.names(counts["host_country"]))
    order = order.sort_values(["unknown", "cases", "people_held", "name"], ascending=[True, False, False, True])
    return order[["host_country", "cases", "people_held", "held_and_refused"]].reset_index(drop=True)


@cache
def pairs() -> pd.DataFrame:
    """Cases by requesting country and country where they took effect, with what became of them there."""
    return _pairs(world.release().cases)


def requesters(rows: pd.DataFrame, country: str) -> pd.DataFrame:
    """Count cases that took effect in a country by requesting country, most cases first."""
    found = _pairs(rows).query("host_country == @country")
    return found.sort_values("cases", ascending=False, kind="stable", ignore_index=True)


def _pairs(rows: pd.DataFrame) -> pd.DataFrame:
    counts = _counted_in_countries(rows, "requesting_country", "country")
    known = counts[counts["country"] != ""].rename(columns={"country": "host_country"})
    return known.sort_values(["requesting_country", "host_country"], key=world.names, ignore_index=True)


#: What is counted by country comes from these columns alone.
_OF_EFFECTS = ["host_country", "held_where", "held", "linked", "instrument", "extradition", "oversight_outcome"]


def _counted_in_countries(rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Count cases by ``country`` where they took effect, blank where none is known, and by other columns."""
    rows = without_corrections(rows[["requesting_country", *_OF_EFFECTS]])
    both = zip(rows["host_country"], rows["held_where"], strict=True)
    countries = [sorted({str(code) for code in pair if pd.notna(code)}) or [""] for pair in both]
    placed = rows.assign(country=pd.Series(countries, index=rows.index, dtype=object)).explode("country")
    arrested = with_people_held(placed) & (placed["held_where"].astype(object).fillna("") == placed["country"])
    counted = placed.astype(dict.fromkeys(by, str)).assign(
        cases=1,
        people_held=arrested.astype(int),
        held_and_refused=(arrested & (placed["extradition"] == "refused")).astype(int),
        stopped=placed["oversight_outcome"].isin(REFUSED).astype(int),
    )
    columns = ["cases", "people_held", "held_and_refused", "stopped"]
    return counted.groupby(list(by), sort=False)[columns].sum().reset_index()


# What a page states of cases -----------------------------------------------------------------------------------------

#: Decision of INTERPOL -> its codes.
_DECIDED = {"stopped": REFUSED, "outcome_unknown": ("unknown",), "outcome_pending": ("pending",)}
#: Countries of arrest that are named beside their number; years before that of the release from which a case is recent.
_HOSTS_NAMED, _RECENT = 5, 5


def requesting_countries(selection: Selection) -> Estimate:
    """Count the countries on whose requests cases took effect in a country."""
    found = cases_of(selection, "host")
    count, unit = int(found["requesting_country"].nunique()), _("requesting countries of the cases there")
    return _of(selection, "requesting_countries_in_country", count, unit, in_country(selection), len(found))


def _of(
    selection: Selection, word: str, count: int, unit: str, universe: str, whole: int | None = None, query: str = "",
    within: str = "", tables: tuple[str, ...] = _BOTH,
) -> Estimate:  # fmt: skip
    """Count cases of a country or of the world, from the ``tables``; ``n`` is what they are part of."""
    sentence, n = _("{place}, {unit}: {count}.", place=selection.name, unit=unit, count=count), float(whole or count)
    found = world.counted(count, unit, f"{universe}{selection.years}", sentence, *tables, n=n)
    return found.named(f"cases.{word}", selection.country, query, within)


def _by_status(selection: Selection) -> Iterator[Estimate]:
    """Count the cases by status and by what INTERPOL decided."""
    found, every = cases_of(selection), _every_query(selection)
    yield every_case(selection)
    for status in STATUSES:
        count, unit = int((found["claim_status"] == status).sum()), label(status, "cases-counted")
        query = f"claim_status == {status!r}"
        yield _of(selection, status, count, unit, ROWS, len(found), query, every, _BOTH[:1])
    decided = list(_by_decision(selection, "requesting"))
    yield from decided
    if selection.country is None:
        unknown = next(one for one in decided if one.name == "cases.outcome_unknown")
        about = world.about(_("of cases have no known decision by INTERPOL"), THROUGH, "cases")
        share = counted_share(int(unknown.value), int(unknown.n), about=about)
        yield share.named("cases.outcome_unknown_share", None, unknown.query, unknown.within)


def _by_decision(selection: Selection, role: Role) -> Iterator[Estimate]:
    """Count the cases by what INTERPOL decided, corrections excluded."""
    decided = without_corrections(cases_of(selection, role))["oversight_outcome"].fillna("unknown")
    within = f"instrument not in {read_evidence_rule().left_out}" if role == "requesting" else ""
    within, tables = _every_query(selection, role, within), _tables(role)
    for word, codes in _DECIDED.items():
        query = f"oversight_outcome in {list(codes)}" + (" or oversight_outcome.isna()" if "unknown" in codes else "")
        count, unit = int(decided.isin(codes).sum()), label(word, "cases-counted")
        name = _named(word, role).removeprefix("cases.")
        yield _of(selection, name, count, unit, THROUGH, len(decided), query, within, tables)


def _of_people_held(selection: Selection) -> Iterator[Estimate]:
    """Count what happened to people who were held, and where."""
    detained = held_cases(selection)
    supported = detained[detained["claim_status"] == "supported"]
    within = _every_query(selection, "requesting", _held_query(selection, "requesting"))
    query = "claim_status == 'supported'"
    refused = int((supported["extradition"] == "refused").sum())
    yield people_held(selection)
    found = without_corrections(cases_of(selection))
    yield _of(selection, "people_held_unknown", int((found["held"] == "unknown").sum()),
        _("cases that do not say whether anyone was arrested"), THROUGH, len(found), query="held == 'unknown'",
        within=_every_query(selection, "requesting", f"instrument not in {read_evidence_rule().left_out}"))  # fmt: skip
    yield _of(selection, "people_held_unlinked", int((detained["linked"] == "unknown").sum()),
        _("cases with arrests in which no source states the link to INTERPOL"), THROUGH, len(detained),
        query="linked == 'unknown'", within=within)  # fmt: skip
    yield _of(selection, "people_held_supported", len(supported), _("supported cases with people arrested"), THROUGH,
        len(detained), query, within)  # fmt: skip
    yield _countries_of_arrest(selection)
    yield replace(extradition_refused(selection), unit=_("Of these, extradition refused"))
    yield _of(selection, "extradition_refused_supported", refused,
        _("supported cases in which someone was arrested and extradition was refused"), THROUGH, len(detained),
        query=f"{query} and extradition == 'refused'", within=within)  # fmt: skip
    yield replace(returned(selection), unit=_("handed over to the requesting country"))
    if selection.country is None:
        yield from _of_those_held(detained, within)
        through = without_corrections(found)
        count, unit = int((through["travel_blocked"] == "yes").sum()), _("cases in which travel was blocked")
        blocked = _of(selection, "travel_blocked", count, unit, THROUGH, len(through),
            query="travel_blocked == 'yes'", within=_every_query(selection, "host"))  # fmt: skip
        sentence = _(
            "In {count} of {total} cases, the person was stopped from travelling.", count=blocked.value, total=blocked.n
        )
        yield replace(blocked, sentence=sentence)


def _of_those_held(detained: pd.DataFrame, within: str) -> Iterator[Estimate]:
    """Count the cases with people held that the recommendations rest on."""
    criteria = world.release().cases_criteria
    protected = criteria.loc[criteria["protection"] == "yes", "case_id"].tolist()
    deleted = ["deleted_by_ccf", "deleted_by_general_secretariat"]
    parts = (
        ("protected_held", "case_id", protected,
            _("the person had asylum or similar protection, or received it later")),
        ("held_and_deleted", "oversight_outcome", deleted, _("INTERPOL deleted the data, before or after the arrest")),
    )  # fmt: skip
    for name, column, values, what in parts:
        count = int(detained[column].isin(values).sum())
        cases = _in_cases(count, len(detained), "")
        counted = replace(people_held(), value=float(count), n=float(len(detained)), sentence=f"{cases}, {what}.")
        query = f"{column} in {values}"
        yield counted.named(f"cases.{name}", None, query, within)


def _countries_of_arrest(selection: Selection) -> Estimate:
    """Count the countries of arrest; the sentence names the first, with their cases."""
    where = held_cases(selection)["held_where"]
    counts = where.dropna().sort_values(key=world.names).value_counts()
    shown, more = counts.head(_HOSTS_NAMED), counts.iloc[_HOSTS_NAMED:]
    named = [_("{host} {count}", host=country_name(str(code)), count=count) for code, count in shown.items()]
    named += [_("other countries {count}", count=int(more.sum()))] if len(more) else []
    named += [_("country not known {count}", count=int(where.isna().sum()))] if where.hasnans else []
    counted = _of(selection, "countries_of_arrest", len(counts), _("countries of arrest"), THROUGH)
    return replace(counted, sentence=", ".join(named) or selection.name)


def _recent(selection: Selection) -> Estimate:
    """Count the supported cases of the last years before the release, of all supported ones."""
    found, since = cases_of(selection), released().year - _RECENT
    supported = found[found["claim_status"] == "supported"]
    late = int((supported["year"] >= since).fillna(False).sum())
    within = _every_query(selection, "requesting", "claim_status == 'supported'")
    universe = _("supported cases of every grade, since {since}", since=str(since))
    counted = _of(selection, "recent", late, _("supported cases of recent years"), universe, len(supported),
        query=f"year >= {since}", within=within, tables=_BOTH[:1])  # fmt: skip
    last, sentence = supported["year"].dropna().astype(str).max(), _("Cases by year")
    if late:
        sentence = _n("The only supported case happened in {since} or later",
            "{late} of the {count} supported cases happened in {since} or later", len(supported), late=late,
            since=str(since))  # fmt: skip
    elif isinstance(last, str):
        sentence = _("The latest supported case dates from {year}", year=last)
    return replace(counted, sentence=sentence)


def _in_country(selection: Selection) -> Iterator[Estimate]:
    """Count the cases that took effect in a country, or the countries where cases did."""
    if selection.country is None:
        yield _of(selection, "countries", len(hosts()), _("countries where a case took effect"), THROUGH)
        return
    yield taken_effect(selection)
    yield count(selection, role="host")
    yield requesting_countries(selection)
    yield from _by_decision(selection, "host")
    yield people_held(selection, role="host")
    yield extradition_refused(selection, "host")
    yield returned(selection, "host")
    yield from [days_held(selection, "host")] if held_cases(selection, "host")["held_days"].notna().any() else []


SUMMARY = (
    count, _count_recoded, _by_status, _of_people_held, days_held, _recent, _in_country, reporting, compared, top_ten,
    otherwise, recalled,
)  # fmt: skip
