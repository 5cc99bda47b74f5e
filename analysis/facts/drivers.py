"""Documented cases by requesting country, host and year: what goes together with being documented, and what does not.

The frame holds every pair of a member of INTERPOL and a host in every year, so that no dyad with a case is dropped;
refugees are a covariate. What is modelled is what is documented: occurrence times detection, which it cannot part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.core.countries import members, un_members
from analysis.core.errors import InputError
from analysis.core.hand import headline_cases, read, read_evidence_rule
from analysis.core.judgement import PeerGroups
from analysis.core.messages import N_, _, label
from analysis.core.reads import cache
from analysis.facts import indices, world
from analysis.stats.dyads import (
    Combined,
    Fitted,
    Frame,
    Whole,
    coefficients,
    effective_clusters,
    firth_of,
    negative_binomial,
    poisson,
    within_senders,
)
from analysis.stats.estimate import ConvergenceError, Estimate, Floats, checked_level
from analysis.tables.library import plain

__all__ = [
    "Dyads",
    "any_case",
    "apart",
    "by_index",
    "dyads",
    "fits",
    "governance",
    "leave_one_out",
    "located",
    "losses",
    "margins",
    "negative_binomials",
    "placed",
    "ratios",
    "reproduced",
    "simulated",
    "table",
    "within_requesters",
]

FIRST, LAST = 2001, 2025
"""The years of the frame: those for which the register, UNHCR and an index exist."""
OUTCOMES = ("headline", "any", "supported", "not_supported")
"""What is counted: rows that count by the evidence rule; all; those whose claim is supported; the others."""
INDICES = ("wgi_rule_of_law", "vdem_rule_of_law", "vdem_freedom_of_expression", "vdem_liberal_democracy")
"""Indices of the requesting country, by column."""
STATED = ("requester_index", "host_rule_of_law", "host_expression", "any_refugees", "refugees")
"""The coefficients that are told; those of inhabitants and periods are in the model only."""
PERIODS = (2011, 2016, 2021)
"""First years of the periods after the first one."""
PUBLISHED_DYADS = 33_615
"""Directed dyad-years of Cordell and Medhi (2024), doi:10.1093/isq/sqae108, 2014 to 2020."""
_PUBLISHED_YEARS = (2014, 2020)
_LEAST = 5
"""The smallest count that UNHCR publishes; twice as many refugees are one unit above it."""
_WIDE = (*INDICES, "population")
_TABLES = ("cases", "refugees_by_origin_host", "governance_country_year")


def placed(rows: pd.DataFrame | None = None, since: int = FIRST, until: int = LAST) -> pd.DataFrame:
    """Say of each register row whether it has a place in the frame, and why not.

    Parameters
    ----------
    rows : DataFrame, optional
        Rows of ``load("cases")``; by default the whole register.
    since, until : int
        First and last year of the frame.

    Returns
    -------
    DataFrame
        ``case_id``, ``requesting_country``, ``host_country``, ``year``, ``place`` (``in_frame``, or the reason)
        and, for each of `OUTCOMES`, whether the row counts for it.

    Examples
    --------
    >>> "in_frame" in set(placed()["place"])
    True
    """
    held = world.release().cases if rows is None else plain(rows)
    counting = set(headline_cases(held)["case_id"])
    reasons = [
        (held["instrument"].isin(read_evidence_rule().left_out), "correction"),
        (held["host_country"].isna(), "no_host"),
        (held["year"].isna(), "no_year"),
        (~held["year"].between(since, until).fillna(False).astype(bool), "other_years"),
        ((held["host_country"] == held["requesting_country"]).fillna(False).astype(bool), "same_state"),
    ]
    found = held[["case_id", "requesting_country", "host_country", "year"]].assign(
        place=np.select([wrong for wrong, _ in reasons], [why for _, why in reasons], "in_frame")
    )
    supported = held["claim_status"] == "supported"
    return found.assign(
        headline=held["case_id"].isin(counting), any=True, supported=supported, not_supported=~supported
    )


def located(rows: pd.DataFrame | None = None, since: int = FIRST, until: int = LAST) -> pd.DataFrame:
    """Keep the register rows that have a place in the frame, as `placed` tells them.

    Parameters
    ----------
    rows : DataFrame, optional
        Rows of ``load("cases")``, some or all; by default the whole register.
    since, until : int
        First and last year of the frame.

    Returns
    -------
    DataFrame
        The rows of `placed` that are in the frame.

    Examples
    --------
    >>> set(located()["place"])
    {'in_frame'}
    """
    found = placed(rows, since, until)
    return found[found["place"] == "in_frame"].reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class Dyads:
    """Every requesting country, host and year, with covariates and the cases of the register.

    Parameters
    ----------
    requesters, hosts : tuple of str
        ISO3 codes: the members of INTERPOL; the members and whatever else is the host of a case.
    years : range
        Years, without a gap.
    index : str
        The index of the requesting country, one of `INDICES`.
    frame : Frame
        Covariates as published.
    counts : dict of str to numpy.ndarray
        Rows of the register by cell, for each of `OUTCOMES`.
    values : DataFrame
        Columns of (index, country) by year: what is published, or the mean of the region where nothing is.

    Examples
    --------
    >>> dyads().frame.size
    965300
    """

    requesters: tuple[str, ...]
    hosts: tuple[str, ...]
    years: range
    index: str
    frame: Frame
    counts: dict[str, Floats]
    values: pd.DataFrame

    @cached_property
    def _pooled(self) -> dict[str, Floats]:
        return {}

    def pooled(self, outcome: str) -> Floats:
        """Give the Poisson coefficients of an outcome, covariates as published; fitted once."""
        if outcome not in self._pooled:
            self._pooled[outcome] = coefficients(self.frame, self.counts[outcome])
        return self._pooled[outcome]

    @property
    def refugees(self) -> bool:
        """Whether refugees stand among the covariates."""
        return "refugees" in self.frame.names

    @property
    def span(self) -> str:
        """The years in words."""
        return _("{low} to {high}", low=str(self.years[0]), high=str(self.years[-1]))

    def universe(self, outcome: str) -> str:
        """Say what is counted, over what, and by which detection."""
        return _(
            "{rows} in {dyads} pairs of countries and years, {span}: {requesters} members of INTERPOL as requesting "
            "countries and {hosts} countries where cases took effect; what is documented, not what occurred",
            rows=label(outcome, "drivers-outcome"), dyads=f"{self.frame.size:,}", requesters=str(len(self.requesters)),
            hosts=str(len(self.hosts)), span=self.span,
        )  # fmt: skip


def dyads(
    index: str = INDICES[0],
    *,
    refugees: bool = True,
    since: int = FIRST,
    until: int = LAST,
    rows: pd.DataFrame | None = None,
) -> Dyads:
    """Make the frame of requesting countries, hosts and years.

    Parameters
    ----------
    index : str
        The index of the requesting country, one of `INDICES`.
    refugees : bool
        Whether refugees and asylum seekers of the requesting country in the host country stand among the covariates.
    since, until : int
        First and last year.
    rows : DataFrame, optional
        Rows of ``load("cases")``; by default the whole register.

    Returns
    -------
    Dyads
        Cases that have a place in it are all in it, also where UNHCR lists nobody.

    Raises
    ------
    InputError
        If there is no such index, or the years are not within 2001 to 2025.

    Examples
    --------
    >>> found = dyads(since=2014, until=2020)
    >>> found.span, bool(found.counts["any"].sum() >= found.counts["headline"].sum())
    ('2014 to 2020', True)
    """
    if index not in INDICES:
        raise InputError(f"the index {index!r}", f"one of {', '.join(INDICES)}", "choose one of these")
    if not FIRST <= since <= until <= LAST:
        raise InputError(f"the years {since} to {until}", f"years within {FIRST} to {LAST}", "choose among these")
    held = located(rows, since, until)
    requesters = tuple(sorted(members()))
    hosts = tuple(sorted({*requesters, *held["host_country"]}))
    years = range(since, until + 1)
    values = _published(index, hosts)
    empty = Frame(np.zeros((1, 1, 0)), np.zeros((1, 1, 0)), np.zeros((0, 3), int), np.zeros((0, 0)), np.zeros(0), ())
    bare = Dyads(requesters, hosts, years, index, empty, {}, values.loc[since:until])
    cells, pairs, inside = _cells(bare, held)
    senders, receivers = _sides(bare.values, bare)
    names = ("constant", *(f"from_{start}" for start in _starts(years)), "requester_index", "requester_inhabitants")
    names += ("host_rule_of_law", "host_expression", "host_inhabitants", "any_refugees", "refugees")
    frame = Frame(senders, receivers, cells, pairs, inside, names)
    whole = replace(bare, frame=frame, counts=_counts(bare, held, cells))
    return whole if refugees else _less(whole, "any_refugees", "refugees")


def _starts(years: range) -> list[int]:
    """Give the periods that begin within the years."""
    return [start for start in PERIODS if years[0] < start <= years[-1]]


@cache
def _published(index: str, hosts: tuple[str, ...]) -> pd.DataFrame:
    """Give each index by year and country, in units of its own spread between members."""
    wide = {column: _wide(column, hosts) for column in _WIDE}
    chosen = {
        "requester_index": wide[index],
        "host_rule_of_law": wide["wgi_rule_of_law"],
        "host_expression": wide["vdem_freedom_of_expression"],
        "inhabitants": wide["population"].map(np.log2),
    }
    return pd.concat({name: _scaled(name, _filled(values)) for name, values in chosen.items()}, axis=1)


@cache
def _wide(column: str, hosts: tuple[str, ...]) -> pd.DataFrame:
    """Lay a column out by year and country; a year that was not made is interpolated, or the nearest one's."""
    table = world.release().governance
    wide = table.pivot_table(index="year", columns="iso3", values=column)
    wide = wide.reindex(index=range(FIRST - 1, LAST + 1), columns=list(hosts)).astype(float)
    return wide.interpolate(limit_direction="both").loc[FIRST:]


def _filled(values: pd.DataFrame) -> pd.DataFrame:
    """Put the mean of its region in the place of a country that an index leaves out."""
    region = indices.regions().reindex(values.columns)
    missing = values.columns[values.isna().all()]
    mean = values.T.groupby(region).mean().T
    return values.assign(**{state: mean[region[state]] for state in missing})


def _unit(name: str, values: pd.DataFrame) -> float:
    """Give the standard deviation between members and years; inhabitants keep theirs, which is a doubling."""
    return 1.0 if name == "inhabitants" else float(values[sorted(members())].to_numpy().std(ddof=1))


def _scaled(name: str, values: pd.DataFrame) -> pd.DataFrame:
    centre = float(values[sorted(members())].to_numpy().mean())
    return values.sub(centre).div(_unit(name, values))


def _sides(values: pd.DataFrame, held: Dyads) -> tuple[Floats, Floats]:
    """Give the covariates of requesters and of hosts, years first."""
    requesters, hosts = list(held.requesters), list(held.hosts)
    years = np.array(held.years)
    shape = len(years), len(requesters)
    starts = [*_starts(held.years), held.years[-1] + 1]
    periods = [(years >= first) & (years < after) for first, after in pairwise(starts)]
    senders = [np.broadcast_to(one[:, None].astype(float), shape) for one in (np.ones(len(years)), *periods)]
    senders += [values[name][requesters].to_numpy() for name in ("requester_index", "inhabitants")]
    receivers = [values[name][hosts].to_numpy() for name in ("host_rule_of_law", "host_expression", "inhabitants")]
    return np.stack(senders, axis=2), np.stack(receivers, axis=2)


def _keys(years: Whole, requesters: Whole, hosts: Whole, held: Dyads) -> Whole:
    """Give each dyad-year its number."""
    return ((years - held.years[0]) * len(held.requesters) + requesters) * len(held.hosts) + hosts


def _key_of(rows: pd.DataFrame, origin: str, host: str, held: Dyads) -> Whole:
    years = rows["year"].to_numpy(dtype=int)
    return _keys(years, _places(held.requesters, rows[origin]), _places(held.hosts, rows[host]), held)


def _places(states: Sequence[str], asked: Sequence[str] | pd.Series) -> Whole:
    """Give the place of each state in a sorted list."""
    place = {state: number for number, state in enumerate(states)}
    return np.array([place[state] for state in np.asarray(asked, dtype=object)], dtype=int)


def _with_refugees(requesters: Sequence[str], hosts: Sequence[str], first: int, last: int) -> pd.DataFrame:
    """Give dyad-years in which UNHCR lists refugees or asylum seekers of the one state in the other."""
    table = world.release().refugees
    table = table.assign(people=table["refugees"] + table["asylum_seekers"])
    kept = table["year"].between(first, last) & (table["people"] > 0) & (table["origin"] != table["host"])
    return table[kept & table["origin"].isin(requesters) & table["host"].isin(hosts)]


def _cells(held: Dyads, cases: pd.DataFrame) -> tuple[Whole, Floats, Floats]:
    """List the dyad-years with refugees, with cases, and of a state with itself, which has no place."""
    people = _with_refugees(held.requesters, held.hosts, held.years[0], held.years[-1])
    with_people = _key_of(people, "origin", "host", held)
    own = _places(held.hosts, held.requesters)
    years, places = np.meshgrid(np.array(held.years), np.arange(len(held.requesters)), indexing="ij")
    themselves = _keys(years.ravel(), places.ravel(), np.tile(own, len(held.years)), held)
    cased = _key_of(cases, "requesting_country", "host_country", held)
    keys = np.unique(np.concatenate([with_people, themselves, cased]))
    pairs = np.zeros((len(keys), 2))
    at = np.searchsorted(keys, with_people)
    pairs[at, 0], pairs[at, 1] = 1.0, np.log2(people["people"].to_numpy(dtype=float) / _LEAST)
    shape = len(held.years), len(held.requesters), len(held.hosts)
    inside = np.asarray(1.0 - np.isin(keys, themselves), dtype=float)
    return np.stack(np.unravel_index(keys, shape), axis=1), pairs, inside


def _counts(held: Dyads, cases: pd.DataFrame, cells: Whole) -> dict[str, Floats]:
    keys = np.ravel_multi_index(tuple(cells.T), (len(held.years), len(held.requesters), len(held.hosts)))
    at = np.searchsorted(keys, _key_of(cases, "requesting_country", "host_country", held))
    return {
        outcome: np.bincount(at, cases[outcome].to_numpy(dtype=float), len(keys)).astype(float) for outcome in OUTCOMES
    }


def losses(rows: pd.DataFrame | None = None, since: int = FIRST, until: int = LAST) -> pd.DataFrame:
    """Count the register rows in the frame and those without a place in it, and what a gate of refugees would lose.

    Parameters
    ----------
    rows : DataFrame, optional
        Rows of ``load("cases")``; by default the whole register.
    since, until : int
        First and last year of the frame.

    Returns
    -------
    DataFrame
        One row a ``place`` of `placed` and one for dyads in which UNHCR lists nobody; a column an outcome. Complete
        counts, without an interval.

    Examples
    --------
    >>> bool((losses()["headline"] <= losses()["any"]).all())
    True
    """
    every = placed(rows, since, until)
    counted = every.groupby("place")[list(OUTCOMES)].sum()
    here = every[every["place"] == "in_frame"]
    people = _with_refugees(sorted(members()), sorted(set(here["host_country"])), since, until)
    known = set(zip(people["origin"], people["host"], people["year"].astype(int), strict=True))
    triples = zip(here["requesting_country"], here["host_country"], here["year"].astype(int), strict=True)
    nobody = [triple not in known for triple in triples]
    counted.loc["in_frame_without_refugees"] = here.loc[nobody, list(OUTCOMES)].sum()
    return counted.astype(int)


def reproduced() -> pd.DataFrame:
    """Count directed dyad-years with refugees of 2014 to 2020 by several definitions, beside the published number.

    Returns
    -------
    DataFrame
        ``definition``, ``dyad_years``, ``of_published`` (the ratio to the 33,615 of Cordell and Medhi 2024) and
        ``difference``.

    Examples
    --------
    >>> int(reproduced()["dyad_years"].iloc[1])
    33503
    """
    first, last = _PUBLISHED_YEARS
    every = sorted(members())
    united = list(un_members())
    whole = _with_refugees(every, every, first, last)
    listed = _with_refugees(united, united, first, last)
    vdem = sorted(set(_covered("vdem_liberal_democracy")) & set(united))
    found = {
        "published": PUBLISHED_DYADS,
        "united": len(listed),
        "members": len(whole),
        "refugees": int((listed["refugees"] > 0).sum()),
        "vdem": int((listed["origin"].isin(vdem) & listed["host"].isin(vdem)).sum()),
    }
    return pd.DataFrame(
        {
            "definition": [label(name, "drivers-frame") for name in found],
            "dyad_years": list(found.values()),
            "of_published": [round(count / PUBLISHED_DYADS, 4) for count in found.values()],
            "difference": [count - PUBLISHED_DYADS for count in found.values()],
        }
    )


def _covered(column: str) -> list[str]:
    table = world.release().governance
    return list(table.loc[table[column].notna(), "iso3"].unique())


def fits(held: Dyads, outcomes: Sequence[str] = OUTCOMES) -> dict[str, Fitted]:
    """Fit each outcome by Poisson, errors clustered by requesting country and by host.

    Parameters
    ----------
    held : Dyads
        The frame.
    outcomes : sequence of str
        Some of `OUTCOMES`.

    Returns
    -------
    dict of str to Fitted
        Indices are taken as published.

    Raises
    ------
    ConvergenceError
        If a model has no finite maximum.

    Examples
    --------
    >>> found = fits(dyads(since=2016), ["any"])  # doctest: +SKIP
    """
    return {outcome: poisson(held.frame, held.counts[outcome], held.pooled(outcome)) for outcome in outcomes}


def ratios(held: Dyads, fitted: dict[str, Fitted] | None = None, level: float = 0.95) -> dict[str, dict[str, Estimate]]:
    """State, for each outcome, by what factor dyads that differ in one covariate differ in documented cases.

    Parameters
    ----------
    held : Dyads
        The frame.
    fitted : dict of str to Fitted, optional
        As `fits` gives them.
    level : float
        Level of the intervals.

    Returns
    -------
    dict of str to dict of str to Estimate
        Outcome, then covariate, to a ratio: of cases a dyad-year, the other covariates alike. Intervals are those of t
        with one degree of freedom less than there are effective clusters.

    Examples
    --------
    >>> ratios(dyads())["any"]["host_expression"].unit  # doctest: +SKIP
    'ratio'
    """
    fitted = fits(held) if fitted is None else fitted
    return {
        outcome: {name: _ratio(held, fit, outcome, name, level) for name in STATED if name in held.frame.names}
        for outcome, fit in fitted.items()
    }


def _ratio(held: Dyads, fit: Fitted, outcome: str, name: str, level: float) -> Estimate:
    one = _single(fit, held.frame.names.index(name), _freedom(held, outcome))
    return _stated(
        held, one, outcome, name, level,
        N_("Pairs of countries {who} have {value} times as many {rows}, all else in the model equal ({interval})."),
        N_("Poisson quasi-likelihood; errors clustered by requesting country and by country of effect, jackknife; t "
            "with effective clusters less one"),
    )  # fmt: skip


def _freedom(held: Dyads, *outcomes: str) -> float:
    return max(min(effective_clusters(held.frame, held.counts[outcome]) for outcome in outcomes) - 1, 1.0)


def _stated(held: Dyads, found: Combined, outcome: str, name: str, level: float, message: str, method: str) -> Estimate:
    value, low, high = (round(float(np.exp(end)), 4) for end in (found.value, *found.interval(checked_level(level))))
    sentence = _(
        message, who=label(name, "drivers-covariate", index=label(held.index, "drivers-index")),
        side=label(name, "drivers-side", index=label(held.index, "drivers-index")), value=_two(value),
        rows=label(outcome, "drivers-outcome"), interval=_interval(low, high, level),
    )  # fmt: skip
    return Estimate(
        value, low, high, level, _(method), float(held.counts[outcome].sum()), held.universe(outcome), sentence,
        world.source(*_TABLES), "ratio",
    )  # fmt: skip


def _two(value: float) -> str:
    """Write a ratio with two decimals; a large one with one."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _interval(low: float, high: float, level: float) -> str:
    return _(
        "{level} % {word} {low} to {high}", level=f"{100 * level:g}", word=_("interval"), low=_two(low), high=_two(high)
    )


def apart(held: Dyads, fitted: dict[str, Fitted] | None = None, level: float = 0.95) -> dict[str, Estimate]:
    """State how the ratios of supported rows differ from those of rows not supported: where the coding enters.

    Parameters
    ----------
    held : Dyads
        The frame.
    fitted : dict of str to Fitted, optional
        As `fits` gives them.
    level : float
        Level of the intervals.

    Returns
    -------
    dict of str to Estimate
        Covariate to a ratio of ratios, with the errors of both fits clustered together; 1 where the covariate goes
        together with both alike.

    Examples
    --------
    >>> apart(dyads())["host_expression"].unit  # doctest: +SKIP
    'ratio'
    """
    fitted = fits(held, OUTCOMES[2:]) if fitted is None else fitted
    differences, errors = fitted["supported"].less(fitted["not_supported"])
    freedom = _freedom(held, "supported", "not_supported")
    found = {}
    for name in (name for name in STATED if name in held.frame.names):
        place = held.frame.names.index(name)
        one = Combined(float(differences[place]), float(errors[place]) ** 2, freedom, 0.0)
        found[name] = _stated(
            held, one, "any", name, level,
            N_("For pairs of countries {who}, the ratio of supported cases is {value} times that of the other cases "
                "({interval})."),
            N_("Poisson quasi-likelihood; errors clustered by requesting country and by country of effect, jackknife; "
                "t with effective clusters less one"),
        )  # fmt: skip
    return found


def any_case(
    held: Dyads, outcomes: Sequence[str] = OUTCOMES[:2], level: float = 0.95
) -> dict[str, dict[str, Estimate]]:
    """State by what factor the odds of any documented row differ, by Firth's logit, which bears rare events.

    Parameters
    ----------
    held : Dyads
        The frame.
    outcomes : sequence of str
        Some of `OUTCOMES`.
    level : float
        Level of the intervals.

    Returns
    -------
    dict of str to dict of str to Estimate
        Outcome, then covariate, to a ratio of odds. Covariates are taken as published; their errors are not drawn.

    Examples
    --------
    >>> any_case(dyads(), ["headline"])["headline"]["refugees"].unit  # doctest: +SKIP
    'ratio'
    """
    found: dict[str, dict[str, Estimate]] = {}
    for outcome in outcomes:
        freedom = _freedom(held, outcome)
        fit = firth_of(held.frame, held.counts[outcome], held.pooled(outcome))
        found[outcome] = {}
        for name in (name for name in STATED if name in held.frame.names):
            one = _single(fit, held.frame.names.index(name), freedom)
            found[outcome][name] = _stated(
                held, one, outcome, name, level,
                N_("Dyads {who} have {value} times the odds of any of the {rows}, all else in the model alike "
                    "({interval})."),
                N_("Firth’s penalised logit; plain sandwich errors clustered by requesting country and by host, no "
                    "jackknife"),
            )  # fmt: skip
    return found


def _single(fit: Fitted, place: int, freedom: float) -> Combined:
    return Combined(float(fit.params[place]), float(fit.errors[place]) ** 2, freedom, 0.0)


def negative_binomials(held: Dyads) -> pd.DataFrame:
    """Fit NB2 on the dyad-years with refugees, and tell where it did not converge.

    Parameters
    ----------
    held : Dyads
        The frame; without refugees among its covariates there is nothing to fit.

    Returns
    -------
    DataFrame
        One row an outcome and covariate: ``converged``, ``dispersion`` and ``ratio``, both blank where it did not
        converge, beside ``poisson``, the ratio by Poisson on the same dyad-years, which needs no such luck.

    Examples
    --------
    >>> negative_binomials(dyads())["converged"].dtype  # doctest: +SKIP
    dtype('bool')
    """
    columns = ["outcome", "covariate", "converged", "dispersion", "ratio", "poisson"]
    if "refugees" not in held.frame.names:
        return pd.DataFrame(columns=columns)
    here = (held.frame.pairs[:, :1] > 0).any(axis=1)
    kept = [place for place, name in enumerate(held.frame.names) if name != "any_refugees"]
    design, rows = held.frame.design[here][:, kept], []
    names = [held.frame.names[place] for place in kept]
    for outcome in OUTCOMES:
        counts = held.counts[outcome][here]
        start = _plain_poisson(design, counts)
        found = negative_binomial(design, counts, start)
        for name in (name for name in STATED if name in names):
            place = names.index(name)
            told = np.round(np.exp([found.params[place], start[place]]), 3)
            ratio, spread = (told[0], round(found.dispersion, 2)) if found.converged else (np.nan, np.nan)
            rows.append((outcome, name, found.converged, spread, ratio, told[1]))
    return pd.DataFrame(rows, columns=columns)


def _plain_poisson(design: Floats, counts: Floats) -> Floats:
    """Fit rows that are listed one by one: each is a sender of one year to the one receiver."""
    many = len(counts)
    cells = np.column_stack([np.zeros(many, int), np.arange(many), np.zeros(many, int)])
    names = tuple(str(place) for place in range(design.shape[1]))
    rows = Frame(design[None], np.zeros((1, 1, 0)), cells, np.zeros((many, 0)), np.ones(many), names)
    return coefficients(rows, counts)


def within_requesters(held: Dyads, outcomes: Sequence[str] = OUTCOMES, level: float = 0.95) -> dict[str, Estimate]:
    """State how rows differ with the host's freedom of expression among the dyads of the same requesting country.

    Parameters
    ----------
    held : Dyads
        The frame.
    outcomes : sequence of str
        Some of `OUTCOMES`.
    level : float
        Level of the intervals.

    Returns
    -------
    dict of str to Estimate
        A ratio with a constant for each requesting country; those without a row say nothing and are left out. An
        outcome of which there is no finite fit, as in few years, is not in it.

    Examples
    --------
    >>> within_requesters(dyads(), ["headline"])["headline"].unit  # doctest: +SKIP
    'ratio'
    """
    found = {}
    for outcome in outcomes:
        frame, counts = within_senders(held.frame, held.counts[outcome])
        pooled = dict(zip(held.frame.names, held.pooled(outcome), strict=True))
        try:
            fit = poisson(frame, counts, np.array([pooled.get(name, 0.0) for name in frame.names]))
        except ConvergenceError:
            continue
        one = _single(fit, frame.names.index("host_expression"), _freedom(held, outcome))
        found[outcome] = _stated(
            held, one, outcome, "host_expression", level,
            N_("Among hosts of the same requesting country, dyads {who} have {value} times as many {rows}, all else in "
                "the model alike ({interval})."),
            N_("Poisson quasi-likelihood with a constant for each requesting country; errors clustered by requesting "
                "country and by host, jackknife"),
        )  # fmt: skip
    return found


#: Models of `governance`: the index alone, with the indices of the host, with a constant of former Soviet republics
#: besides, and without refugees. Inhabitants of both sides and the period are in all of them.
MODELS = ("alone", "joint", "post_soviet", "without_refugees")


def governance(level: float = 0.95, rows: pd.DataFrame | None = None) -> dict[tuple[str, str, str], Estimate]:
    """State the ratio of each governance index, alone and jointly, for well-documented cases and those not supported.

    Parameters
    ----------
    level : float
        Level of the intervals.
    rows : DataFrame, optional
        Rows of ``load("cases")``; by default the whole register.

    Returns
    -------
    dict of (index, model, outcome) to Estimate
        Indices of the requesting country under each of `MODELS`; ``host_rule_of_law`` and ``host_expression`` alone and
        jointly. Ratios a standard deviation.

    Examples
    --------
    >>> governance()["vdem_liberal_democracy", "joint", "headline"].unit  # doctest: +SKIP
    'ratio'
    """
    base, found = dyads(rows=rows), dict[tuple[str, str, str], Dyads]()
    for index in INDICES:
        joint = _with_index(base, index)
        models = (
            _less(joint, "host_rule_of_law", "host_expression"),
            joint,
            _with_republics(joint),
            _less(joint, "any_refugees", "refugees"),
        )
        found |= {(index, model, "requester_index"): held for model, held in zip(MODELS, models, strict=True)}
    for name, other in (("host_rule_of_law", "host_expression"), ("host_expression", "host_rule_of_law")):
        found |= {(name, "alone", name): _less(base, "requester_index", other), (name, "joint", name): base}
    return {
        (index, model, outcome): _ratio(held, poisson(held.frame, held.counts[outcome]), outcome, name, level)
        for (index, model, name), held in found.items()
        for outcome in ("headline", "not_supported")
    }


def by_index(stated: dict[tuple[str, str, str], Estimate]) -> pd.DataFrame:
    """Lay out the ratios of governance indices with a row an index and model.

    Parameters
    ----------
    stated : dict of (index, model, outcome) to Estimate
        As `governance` gives them.

    Returns
    -------
    DataFrame
        ``index``, ``model``, ``outcome`` and the fields of each `Estimate`.

    Examples
    --------
    >>> by_index({}).empty
    True
    """
    rows = [
        {"index": index, "model": model, "outcome": outcome} | one.as_dict()
        for (index, model, outcome), one in stated.items()
    ]
    return pd.DataFrame(rows)


def _with_index(held: Dyads, index: str) -> Dyads:
    """Give the same frame with another index of the requesting country."""
    other = replace(held, index=index, values=_published(index, held.hosts).loc[held.years[0] : held.years[-1]])
    senders, receivers = _sides(other.values, other)
    return replace(other, frame=replace(held.frame, senders=senders, receivers=receivers))


def _less(held: Dyads, *names: str) -> Dyads:
    """Give the same frame without some covariates."""
    frame = held.frame
    kept = np.array([name not in names for name in frame.names])
    first, second = frame.senders.shape[2], frame.senders.shape[2] + frame.receivers.shape[2]
    less = replace(
        frame, senders=frame.senders[..., kept[:first]], receivers=frame.receivers[..., kept[first:second]],
        pairs=frame.pairs[:, kept[second:]], names=tuple(np.array(frame.names)[kept].tolist()),
    )  # fmt: skip
    return replace(held, frame=less)


def _with_republics(held: Dyads) -> Dyads:
    """Give the same frame with a constant of the former Soviet republics among the requesting countries."""
    republics = next(group.codes for group in read(PeerGroups).groups if "RUS" in group.countries)
    frame, many = held.frame, held.frame.senders.shape[2]
    column = np.broadcast_to(np.isin(held.requesters, republics).astype(float), frame.senders.shape[:2])
    names = (*frame.names[:many], "post_soviet", *frame.names[many:])
    return replace(held, frame=replace(frame, senders=np.dstack([frame.senders, column]), names=names))


def leave_one_out(held: Dyads, outcome: str = "headline", name: str = "requester_index") -> pd.DataFrame:
    """Fit an outcome again without each requesting country that has a row of it.

    Parameters
    ----------
    held : Dyads
        The frame.
    outcome : str
        One of `OUTCOMES`.
    name : str
        A coefficient of the frame.

    Returns
    -------
    DataFrame
        ``without`` (ISO3 code) and ``ratio``, from the smallest to the largest.

    Examples
    --------
    >>> leave_one_out(dyads())["without"].is_unique  # doctest: +SKIP
    True
    """
    frame, counts = held.frame, held.counts[outcome]
    place, start = frame.names.index(name), held.pooled(outcome)
    found = []
    for sender in np.unique(frame.cells[counts > 0, 1]):
        kept = np.arange(len(held.requesters)) != sender
        here = frame.cells[:, 1] != sender
        cells = frame.cells[here] - np.outer(frame.cells[here, 1] > sender, [0, 1, 0])
        less = replace(
            frame, senders=frame.senders[:, kept], cells=cells, pairs=frame.pairs[here], inside=frame.inside[here]
        )
        found.append((held.requesters[sender], round(float(np.exp(coefficients(less, counts[here], start)[place])), 3)))
    return pd.DataFrame(found, columns=["without", "ratio"]).sort_values("ratio", kind="stable", ignore_index=True)


def margins(
    held: Dyads, fitted: dict[str, Fitted] | None = None, name: str = "requester_index", level: float = 0.95
) -> dict[str, Estimate]:
    """State how many rows the model expects a dyad-year, were all alike at a low or at a high value of one index.

    Parameters
    ----------
    held : Dyads
        The frame.
    fitted : dict of str to Fitted, optional
        As `fits` gives them.
    name : str
        ``requester_index``, ``host_rule_of_law`` or ``host_expression``.
    level : float
        Level of the intervals.

    Returns
    -------
    dict of str to Estimate
        Outcome to the expected rows at the tenth of states with the lowest values, as many times those at the tenth
        with the highest: a marginal contrast of the fitted model, and no statement on what a change would do.

    Examples
    --------
    >>> margins(dyads())["headline"].unit  # doctest: +SKIP
    'ratio'
    """
    fitted = fits(held) if fitted is None else fitted
    place, senders = held.frame.names.index(name), held.frame.senders.shape[2]
    side = held.frame.senders[..., place] if place < senders else held.frame.receivers[..., place - senders]
    low, high = np.quantile(side, [0.1, 0.9])
    found = {}
    for outcome, fit in fitted.items():
        value, error = (low - high) * float(fit.params[place]), (low - high) * float(fit.errors[place])
        one = Combined(value, error**2, _freedom(held, outcome), 0.0)
        found[outcome] = _stated(
            held, one, outcome, name, level,
            N_("The model expects {value} times as many {rows} of dyads at the value of {side} that one state in ten "
                "falls below as of dyads at the value that one in ten exceeds, all else in the model alike "
                "({interval})."),
            N_("Poisson quasi-likelihood; errors clustered by requesting country and by country of effect, jackknife; "
                "t with effective clusters less one"),
        )  # fmt: skip
    return found


def table(stated: dict[str, dict[str, Estimate]]) -> pd.DataFrame:
    """Lay ratios out with a row a covariate and outcome.

    Parameters
    ----------
    stated : dict of str to dict of str to Estimate
        As `ratios` or `any_case` gives them.

    Returns
    -------
    DataFrame
        ``covariate``, ``outcome``, and the fields of each `Estimate`.

    Examples
    --------
    >>> table({}).empty
    True
    """
    rows = [
        {"covariate": name, "outcome": outcome} | estimate.as_dict()
        for outcome, held in stated.items()
        for name, estimate in held.items()
    ]
    found = pd.DataFrame(rows)
    if found.empty:
        return found
    order = found["covariate"].map(STATED.index) * len(OUTCOMES) + found["outcome"].map(OUTCOMES.index)
    return found.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


_WORLDS = ("dyads_as_fitted", "dyads_states_differ")


def simulated() -> pd.DataFrame:
    """Give how often the intervals of the ratios held the truth in simulated registers.

    Returns
    -------
    DataFrame
        The rows of ``load("interval_coverage")`` on these worlds, with ``verdict``: ``holds`` where 93 to 97 of 100
        intervals hold the truth. Empty where the table was made without them.

    Examples
    --------
    >>> set(simulated()["world"]) <= {"dyads_as_fitted", "dyads_states_differ"}
    True
    """
    rows = world.release().coverage
    held = rows[rows["world"].isin(_WORLDS)].reset_index(drop=True)
    names = {f"ratio_of_{name}": label(name, "drivers-name") for name in STATED}
    share = held["coverage"]
    verdict = np.select([share < 0.93, share > 0.97], [_("too narrow"), _("wider than it says")], _("holds"))
    return held.assign(estimator=held["estimator"].map(names), verdict=verdict)
