"""Documented cases by requesting country, host and year: what goes together with being documented, and what does not.

The frame holds every pair of a member of INTERPOL and a host in every year, so that no dyad with a case is dropped;
refugees are a covariate. What is modelled is what is documented: occurrence times detection, which it cannot part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.core.countries import members, un_members
from analysis.core.errors import InputError
from analysis.core.judgement import PeerGroups, headline_cases, read, read_evidence_rule
from analysis.core.messages import N_, _, label
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
from analysis.stats.estimate import ConvergenceError, Estimate, Floats, Kind, Subject, checked_level
from analysis.tables.library import plain

__all__ = [
    "any_case", "apart", "by_index", "dyads", "fits", "governance", "leave_one_out", "losses", "margins",
    "negative_binomials", "ratios", "reproduced", "simulated", "table", "within_requesters",
]  # fmt: skip

#: The years of the frame: those for which the register, UNHCR and an index exist.
FIRST, LAST = 2001, 2025
#: What is counted: rows that count by the evidence rule; all; those whose claim is supported; the others.
OUTCOMES = ("headline", "any", "supported", "not_supported")
#: Indices of the requesting country, by column.
INDICES = ("wgi_rule_of_law", "vdem_rule_of_law", "vdem_freedom_of_expression", "vdem_liberal_democracy")
#: The coefficients that are told; those of inhabitants and periods are in the model only.
STATED = ("requester_index", "host_rule_of_law", "host_expression", "any_refugees", "refugees")
#: First years of the periods after the first one.
PERIODS = (2011, 2016, 2021)
#: Directed dyad-years of Cordell and Medhi (2024), doi:10.1093/isq/sqae108, 2014 to 2020.
PUBLISHED_DYADS = 33_615
_PUBLISHED_YEARS = (2014, 2020)
#: The smallest count that UNHCR publishes; twice as many refugees are one unit above it.
_LEAST = 5
_WIDE = (*INDICES, "population")
_TABLES = ("cases", "refugees_by_origin_host", "governance_country_year")


def _placed(rows: pd.DataFrame | None = None, since: int = FIRST, until: int = LAST) -> pd.DataFrame:
    """Say of each register row whether it has a place in the frame, and why not."""
    cases = world.release().cases if rows is None else plain(rows)
    counting = set(headline_cases(cases)["case_id"])
    reasons = [
        (cases["instrument"].isin(read_evidence_rule().left_out), "correction"),
        (cases["host_country"].isna(), "no_host"),
        (cases["year"].isna(), "no_year"),
        (~cases["year"].between(since, until).fillna(False).astype(bool), "other_years"),
        ((cases["host_country"] == cases["requesting_country"]).fillna(False).astype(bool), "same_state"),
    ]
    found = cases[["case_id", "requesting_country", "host_country", "year"]].assign(
        place=np.select([wrong for wrong, _ in reasons], [why for _, why in reasons], "in_frame")
    )
    supported = cases["claim_status"] == "supported"
    return found.assign(
        headline=cases["case_id"].isin(counting), any=True, supported=supported, not_supported=~supported
    )


def _located(rows: pd.DataFrame | None = None, since: int = FIRST, until: int = LAST) -> pd.DataFrame:
    """Keep the register rows that have a place in the frame."""
    found = _placed(rows, since, until)
    return found[found["place"] == "in_frame"].reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class Dyads:
    """Every requesting country, host and year, with covariates and the cases of the register."""

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
        """Return the Poisson coefficients of an outcome, covariates as published; fitted once."""
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
        """Describe what is counted, over what, and by which detection."""
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

    Cases that have a place in it are all in it, also where UNHCR lists nobody.

    Parameters
    ----------
    index : str
        The index of the requesting country, one of `INDICES`.
    refugees : bool
        Whether refugees and asylum seekers of the requesting country in the host country stand among the covariates.

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
    cases = _located(rows, since, until)
    requesters = tuple(sorted(members()))
    hosts = tuple(sorted({*requesters, *cases["host_country"]}))
    years = range(since, until + 1)
    values = _published(index, hosts)
    empty = Frame(np.zeros((1, 1, 0)), np.zeros((1, 1, 0)), np.zeros((0, 3), int), np.zeros((0, 0)), np.zeros(0), ())
    bare = Dyads(requesters, hosts, years, index, empty, {}, values.loc[since:until])
    cells, pairs, inside = _cells(bare, cases)
    senders, receivers = _sides(bare.values, bare)
    names = ("constant", *(f"from_{start}" for start in _starts(years)), "requester_index", "requester_inhabitants")
    names += ("host_rule_of_law", "host_expression", "host_inhabitants", "any_refugees", "refugees")
    frame = Frame(senders, receivers, cells, pairs, inside, names)
    whole = replace(bare, frame=frame, counts=_counts(bare, cases, cells))
    return whole if refugees else _less(whole, "any_refugees", "refugees")


def _starts(years: range) -> list[int]:
    """Return the periods that begin within the years."""
    return [start for start in PERIODS if years[0] < start <= years[-1]]


@cache
def _published(index: str, hosts: tuple[str, ...]) -> pd.DataFrame:
    """Return each index by year and country, in units of its own spread between members."""
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


def _scaled(name: str, values: pd.DataFrame) -> pd.DataFrame:
    """Return values in standard deviations between members and years; the unit of inhabitants stays a doubling."""
    of_members = values[sorted(members())].to_numpy()
    return values.sub(float(of_members.mean())).div(1.0 if name == "inhabitants" else float(of_members.std(ddof=1)))


def _sides(values: pd.DataFrame, data: Dyads) -> tuple[Floats, Floats]:
    """Return the covariates of requesters and of hosts, years first."""
    requesters, hosts = list(data.requesters), list(data.hosts)
    years = np.array(data.years)
    shape = len(years), len(requesters)
    starts = [*_starts(data.years), data.years[-1] + 1]
    periods = [(years >= first) & (years < after) for first, after in pairwise(starts)]
    senders = [np.broadcast_to(one[:, None].astype(float), shape) for one in (np.ones(len(years)), *periods)]
    senders += [values[name][requesters].to_numpy() for name in ("requester_index", "inhabitants")]
    receivers = [values[name][hosts].to_numpy() for name in ("host_rule_of_law", "host_expression", "inhabitants")]
    return np.stack(senders, axis=2), np.stack(receivers, axis=2)


def _keys(years: Whole, requesters: Whole, hosts: Whole, data: Dyads) -> Whole:
    """Assign each dyad-year its number."""
    return ((years - data.years[0]) * len(data.requesters) + requesters) * len(data.hosts) + hosts


def _key_of(rows: pd.DataFrame, origin: str, host: str, data: Dyads) -> Whole:
    years = rows["year"].to_numpy(dtype=int)
    return _keys(years, _places(data.requesters, rows[origin]), _places(data.hosts, rows[host]), data)


def _places(states: Sequence[str], asked: Sequence[str] | pd.Series) -> Whole:
    """Return the place of each state in a sorted list."""
    place = {state: number for number, state in enumerate(states)}
    return np.array([place[state] for state in np.asarray(asked, dtype=object)], dtype=int)


def _with_refugees(requesters: Sequence[str], hosts: Sequence[str], first: int, last: int) -> pd.DataFrame:
    """Return dyad-years in which UNHCR lists refugees or asylum seekers of the one state in the other."""
    table = world.release().refugees
    table = table.assign(people=table["refugees"] + table["asylum_seekers"])
    kept = table["year"].between(first, last) & (table["people"] > 0) & (table["origin"] != table["host"])
    return table[kept & table["origin"].isin(requesters) & table["host"].isin(hosts)]


def _cells(data: Dyads, cases: pd.DataFrame) -> tuple[Whole, Floats, Floats]:
    """List the dyad-years with refugees, with cases, and of a state with itself, which has no place."""
    people = _with_refugees(data.requesters, data.hosts, data.years[0], data.years[-1])
    with_people = _key_of(people, "origin", "host", data)
    own = _places(data.hosts, data.requesters)
    years, places = np.meshgrid(np.array(data.years), np.arange(len(data.requesters)), indexing="ij")
    themselves = _keys(years.ravel(), places.ravel(), np.tile(own, len(data.years)), data)
    cased = _key_of(cases, "requesting_country", "host_country", data)
    keys = np.unique(np.concatenate([with_people, themselves, cased]))
    pairs = np.zeros((len(keys), 2))
    at = np.searchsorted(keys, with_people)
    pairs[at, 0], pairs[at, 1] = 1.0, np.log2(people["people"].to_numpy(dtype=float) / _LEAST)
    shape = len(data.years), len(data.requesters), len(data.hosts)
    inside = np.asarray(1.0 - np.isin(keys, themselves), dtype=float)
    return np.stack(np.unravel_index(keys, shape), axis=1), pairs, inside


def _counts(data: Dyads, cases: pd.DataFrame, cells: Whole) -> dict[str, Floats]:
    keys = np.ravel_multi_index(tuple(cells.T), (len(data.years), len(data.requesters), len(data.hosts)))
    at = np.searchsorted(keys, _key_of(cases, "requesting_country", "host_country", data))
    return {
        outcome: np.bincount(at, cases[outcome].to_numpy(dtype=float), len(keys)).astype(float) for outcome in OUTCOMES
    }


def losses(rows: pd.DataFrame | None = None, since: int = FIRST, until: int = LAST) -> pd.DataFrame:
    """Count the register rows in the frame and those without a place in it, and what a gate of refugees would lose.

    One row a ``place`` and one for dyads in which UNHCR lists nobody; a column an outcome. Complete counts.

    Examples
    --------
    >>> bool((losses()["headline"] <= losses()["any"]).all())
    True
    """
    every = _placed(rows, since, until)
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

    ``definition``, ``dyad_years``, ``of_published`` (the ratio to the 33,615 of Cordell and Medhi 2024) and
    ``difference``.

    Examples
    --------
    >>> int(reproduced()["dyad_years"].iloc[1])
    33503
    """
    every, united, governance = sorted(members()), list(un_members()), world.release().governance
    whole, listed = (_with_refugees(states, states, *_PUBLISHED_YEARS) for states in (every, united))
    vdem = set(governance.loc[governance["vdem_liberal_democracy"].notna(), "iso3"]) & set(united)
    found = {
        "published": PUBLISHED_DYADS,
        "united": len(listed),
        "members": len(whole),
        "refugees": int((listed["refugees"] > 0).sum()),
        "vdem": int((listed["origin"].isin(vdem) & listed["host"].isin(vdem)).sum()),
    }
    rows = [
        (label(name, "drivers-frame"), count, round(count / PUBLISHED_DYADS, 4), count - PUBLISHED_DYADS)
        for name, count in found.items()
    ]
    return pd.DataFrame(rows, columns=["definition", "dyad_years", "of_published", "difference"])


def fits(data: Dyads, outcomes: Sequence[str] = OUTCOMES) -> dict[str, Fitted]:
    """Fit each outcome by Poisson, errors clustered by requesting country and by host.

    Raises
    ------
    ConvergenceError
        If a model has no finite maximum.

    Examples
    --------
    >>> found = fits(dyads(since=2016), ["any"])  # doctest: +SKIP
    """
    return {outcome: poisson(data.frame, data.counts[outcome], data.pooled(outcome)) for outcome in outcomes}


def ratios(data: Dyads, fitted: dict[str, Fitted] | None = None, level: float = 0.95) -> dict[str, dict[str, Estimate]]:
    """State, for each outcome, by what factor dyads that differ in one covariate differ in documented cases.

    Outcome, then covariate, to a ratio: of cases a dyad-year, the other covariates alike. Intervals are those of t with
    one degree of freedom less than there are effective clusters.

    Examples
    --------
    >>> ratios(dyads())["any"]["host_expression"].unit  # doctest: +SKIP
    'ratio'
    """
    fitted = fits(data) if fitted is None else fitted
    return {
        outcome: {name: _ratio(data, fit, outcome, name, level) for name in STATED if name in data.frame.names}
        for outcome, fit in fitted.items()
    }


def _ratio(data: Dyads, fit: Fitted, outcome: str, name: str, level: float) -> Estimate:
    one = _single(fit, data.frame.names.index(name), _freedom(data, outcome))
    return _stated(
        data, one, outcome, name, level,
        N_("Pairs of countries {who} have {value} times as many {rows}, all else in the model equal ({interval})."),
        N_("Poisson quasi-likelihood; errors clustered by requesting country and by country of effect, jackknife; t "
            "with effective clusters less one"),
    )  # fmt: skip


def _freedom(data: Dyads, *outcomes: str) -> float:
    return max(min(effective_clusters(data.frame, data.counts[outcome]) for outcome in outcomes) - 1, 1.0)


def _stated(data: Dyads, found: Combined, outcome: str, name: str, level: float, message: str, method: str) -> Estimate:
    value, low, high = (round(float(np.exp(end)), 4) for end in (found.value, *found.interval(checked_level(level))))
    sentence = _(
        message, who=label(name, "drivers-covariate", index=label(data.index, "drivers-index")),
        side=label(name, "drivers-side", index=label(data.index, "drivers-index")), value=_two(value),
        rows=label(outcome, "drivers-outcome"),
        interval=_("{level} % {word} {low} to {high}", level=f"{100 * level:g}", word=_("interval"), low=_two(low),
            high=_two(high)),
    )  # fmt: skip
    about = Subject(_("World"), "ratio", data.universe(outcome), world.source(*_TABLES))
    n, ends, kind = float(data.counts[outcome].sum()), (low, high), Kind.SAMPLING
    return about.estimate(value, sentence, _(method), n, ends=ends, level=level, kind=kind)


def _two(value: float) -> str:
    """Write a ratio with two decimals; a large one with one."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def apart(data: Dyads, fitted: dict[str, Fitted] | None = None, level: float = 0.95) -> dict[str, Estimate]:
    """Return how the ratios of supported rows differ from those of rows not supported: where the coding enters.

    Covariate to a ratio of ratios, with the errors of both fits clustered together; 1 where the covariate goes together
    with both alike.

    Examples
    --------
    >>> apart(dyads())["host_expression"].unit  # doctest: +SKIP
    'ratio'
    """
    fitted = fits(data, OUTCOMES[2:]) if fitted is None else fitted
    differences, errors = fitted["supported"].less(fitted["not_supported"])
    freedom = _freedom(data, "supported", "not_supported")
    found = {}
    for name in (name for name in STATED if name in data.frame.names):
        place = data.frame.names.index(name)
        one = Combined(float(differences[place]), float(errors[place]) ** 2, freedom, 0.0)
        found[name] = _stated(
            data, one, "any", name, level,
            N_("For pairs of countries {who}, the ratio of supported cases is {value} times that of the other cases "
                "({interval})."),
            N_("Poisson quasi-likelihood; errors clustered by requesting country and by country of effect, jackknife; "
                "t with effective clusters less one"),
        )  # fmt: skip
    return found


def any_case(
    data: Dyads, outcomes: Sequence[str] = OUTCOMES[:2], level: float = 0.95
) -> dict[str, dict[str, Estimate]]:
    """Describe by what factor the odds of any documented row differ, by Firth's logit, which bears rare events.

    Outcome, then covariate, to a ratio of odds. Covariates are taken as published; their errors are not drawn.

    Examples
    --------
    >>> any_case(dyads(), ["headline"])["headline"]["refugees"].unit  # doctest: +SKIP
    'ratio'
    """
    found: dict[str, dict[str, Estimate]] = {}
    for outcome in outcomes:
        freedom = _freedom(data, outcome)
        fit = firth_of(data.frame, data.counts[outcome], data.pooled(outcome))
        found[outcome] = {}
        for name in (name for name in STATED if name in data.frame.names):
            one = _single(fit, data.frame.names.index(name), freedom)
            found[outcome][name] = _stated(
                data, one, outcome, name, level,
                N_("Pairs of countries {who} have {value} times the odds of any of the {rows}, all else in the model "
                    "equal ({interval})."),
                N_("Firth’s penalised logit; plain sandwich errors clustered by requesting country and by country of "
                    "effect, no jackknife"),
            )  # fmt: skip
    return found


def _single(fit: Fitted, place: int, freedom: float) -> Combined:
    return Combined(float(fit.params[place]), float(fit.errors[place]) ** 2, freedom, 0.0)


def negative_binomials(data: Dyads) -> pd.DataFrame:
    """Fit NB2 on the dyad-years with refugees, and tell where it did not converge.

    One row an outcome and covariate: ``converged``, ``dispersion`` and ``ratio``, both blank where it did not converge,
    beside ``poisson``, the ratio by Poisson on the same dyad-years, which needs no such luck.

    Examples
    --------
    >>> negative_binomials(dyads())["converged"].dtype  # doctest: +SKIP
    dtype('bool')
    """
    columns = ["outcome", "covariate", "converged", "dispersion", "ratio", "poisson"]
    if "refugees" not in data.frame.names:
        return pd.DataFrame(columns=columns)
    here = (data.frame.pairs[:, :1] > 0).any(axis=1)
    kept = [place for place, name in enumerate(data.frame.names) if name != "any_refugees"]
    design, rows = data.frame.design[here][:, kept], []
    names = [data.frame.names[place] for place in kept]
    for outcome in OUTCOMES:
        counts = data.counts[outcome][here]
        start = _plain_poisson(design, counts)
        found = negative_binomial(design, counts, start)
        for name in (name for name in STATED if name in names):
            place = names.index(name)
            rounded = np.round(np.exp([found.params[place], start[place]]), 3)
            ratio, spread = (rounded[0], round(found.dispersion, 2)) if found.converged else (np.nan, np.nan)
            rows.append((outcome, name, found.converged, spread, ratio, rounded[1]))
    return pd.DataFrame(rows, columns=columns)


def _plain_poisson(design: Floats, counts: Floats) -> Floats:
    """Fit rows that are listed one by one: each is a sender of one year to the one receiver."""
    many = len(counts)
    cells = np.column_stack([np.zeros(many, int), np.arange(many), np.zeros(many, int)])
    names = tuple(str(place) for place in range(design.shape[1]))
    rows = Frame(design[None], np.zeros((1, 1, 0)), cells, np.zeros((many, 0)), np.ones(many), names)
    return coefficients(rows, counts)


def within_requesters(data: Dyads, outcomes: Sequence[str] = OUTCOMES, level: float = 0.95) -> dict[str, Estimate]:
    """Return how rows differ with the host's freedom of expression among the dyads of the same requesting country.

    A ratio with a constant for each requesting country; those without a row say nothing and are left out. An outcome of
    which there is no finite fit, as in few years, is not in it.

    Examples
    --------
    >>> within_requesters(dyads(), ["headline"])["headline"].unit  # doctest: +SKIP
    'ratio'
    """
    found = {}
    for outcome in outcomes:
        frame, counts = within_senders(data.frame, data.counts[outcome])
        pooled = dict(zip(data.frame.names, data.pooled(outcome), strict=True))
        try:
            fit = poisson(frame, counts, np.array([pooled.get(name, 0.0) for name in frame.names]))
        except ConvergenceError:
            continue
        one = _single(fit, frame.names.index("host_expression"), _freedom(data, outcome))
        found[outcome] = _stated(
            data, one, outcome, "host_expression", level,
            N_("Among countries of effect of the same requesting country, pairs {who} have {value} times as many "
                "{rows}, all else in the model equal ({interval})."),
            N_("Poisson quasi-likelihood with a constant for each requesting country; errors clustered by requesting "
                "country and by country of effect, jackknife"),
        )  # fmt: skip
    return found


#: Models of `governance`: the index alone, with the indices of the host, with a constant of former Soviet republics
#: besides, and without refugees. Inhabitants of both sides and the period are in all of them.
MODELS = ("alone", "joint", "post_soviet", "without_refugees")


def governance(level: float = 0.95, rows: pd.DataFrame | None = None) -> dict[tuple[str, str, str], Estimate]:
    """Return the ratio of each governance index, alone and jointly, for well-documented cases and those not supported.

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
        found |= {(index, model, "requester_index"): data for model, data in zip(MODELS, models, strict=True)}
    for name, other in (("host_rule_of_law", "host_expression"), ("host_expression", "host_rule_of_law")):
        found |= {(name, "alone", name): _less(base, "requester_index", other), (name, "joint", name): base}
    return {
        (index, model, outcome): _ratio(data, poisson(data.frame, data.counts[outcome]), outcome, name, level)
        for (index, model, name), data in found.items()
        for outcome in ("headline", "not_supported")
    }


def by_index(stated: dict[tuple[str, str, str], Estimate]) -> pd.DataFrame:
    """Lay out the ratios of governance indices with a row an index and model.

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


def _with_index(data: Dyads, index: str) -> Dyads:
    """Return the same frame with another index of the requesting country."""
    other = replace(data, index=index, values=_published(index, data.hosts).loc[data.years[0] : data.years[-1]])
    senders, receivers = _sides(other.values, other)
    return replace(other, frame=replace(data.frame, senders=senders, receivers=receivers))


def _less(data: Dyads, *names: str) -> Dyads:
    """Return the same frame without some covariates."""
    frame = data.frame
    kept = np.array([name not in names for name in frame.names])
    first, second = frame.senders.shape[2], frame.senders.shape[2] + frame.receivers.shape[2]
    less = replace(
        frame, senders=frame.senders[..., kept[:first]], receivers=frame.receivers[..., kept[first:second]],
        pairs=frame.pairs[:, kept[second:]], names=tuple(np.array(frame.names)[kept].tolist()),
    )  # fmt: skip
    return replace(data, frame=less)


def _with_republics(data: Dyads) -> Dyads:
    """Return the same frame with a constant of the former Soviet republics among the requesting countries."""
    republics = next(group.codes for group in read(PeerGroups).groups if "RUS" in group.countries)
    frame, many = data.frame, data.frame.senders.shape[2]
    column = np.broadcast_to(np.isin(data.requesters, republics).astype(float), frame.senders.shape[:2])
    names = (*frame.names[:many], "post_soviet", *frame.names[many:])
    return replace(data, frame=replace(frame, senders=np.dstack([frame.senders, column]), names=names))


def leave_one_out(data: Dyads, outcome: str = "headline", name: str = "requester_index") -> pd.DataFrame:
    """Fit an outcome again without each requesting country that has a row of it.

    ``without`` (ISO3 code) and ``ratio``, from the smallest to the largest.

    Examples
    --------
    >>> leave_one_out(dyads())["without"].is_unique  # doctest: +SKIP
    True
    """
    frame, counts = data.frame, data.counts[outcome]
    place, start = frame.names.index(name), data.pooled(outcome)
    found = []
    for sender in np.unique(frame.cells[counts > 0, 1]):
        kept = np.arange(len(data.requesters)) != sender
        here = frame.cells[:, 1] != sender
        cells = frame.cells[here] - np.outer(frame.cells[here, 1] > sender, [0, 1, 0])
        less = replace(
            frame, senders=frame.senders[:, kept], cells=cells, pairs=frame.pairs[here], inside=frame.inside[here]
        )
        found.append((data.requesters[sender], round(float(np.exp(coefficients(less, counts[here], start)[place])), 3)))
    return pd.DataFrame(found, columns=["without", "ratio"]).sort_values("ratio", kind="stable", ignore_index=True)


def margins(
    data: Dyads, fitted: dict[str, Fitted] | None = None, name: str = "requester_index", level: float = 0.95
) -> dict[str, Estimate]:
    """Return how many rows the model expects a dyad-year, were all alike at a low or at a high value of one index.

    Outcome to the expected rows at the tenth of states with the lowest values, as many times those at the tenth with
    the highest: a marginal contrast of the fitted model, and no statement on what a change would do.

    Examples
    --------
    >>> margins(dyads())["headline"].unit  # doctest: +SKIP
    'ratio'
    """
    fitted = fits(data) if fitted is None else fitted
    place, senders = data.frame.names.index(name), data.frame.senders.shape[2]
    side = data.frame.senders[..., place] if place < senders else data.frame.receivers[..., place - senders]
    low, high = np.quantile(side, [0.1, 0.9])
    found = {}
    for outcome, fit in fitted.items():
        value, error = (low - high) * float(fit.params[place]), (low - high) * float(fit.errors[place])
        one = Combined(value, error**2, _freedom(data, outcome), 0.0)
        found[outcome] = _stated(
            data, one, outcome, name, level,
            N_("The model expects {value} times as many {rows} where {side} is low (one country in ten is below) as "
                "where it is high (one in ten is above), all else in the model equal ({interval})."),
            N_("Poisson quasi-likelihood; errors clustered by requesting country and by country of effect, jackknife; "
                "t with effective clusters less one"),
        )  # fmt: skip
    return found


def table(stated: dict[str, dict[str, Estimate]]) -> pd.DataFrame:
    """Lay ratios out with a row a covariate and outcome.

    ``covariate``, ``outcome``, and the fields of each `Estimate`.

    Examples
    --------
    >>> table({}).empty
    True
    """
    rows = [
        {"covariate": name, "outcome": outcome} | estimate.as_dict()
        for outcome, estimates in stated.items()
        for name, estimate in estimates.items()
    ]
    found = pd.DataFrame(rows)
    if found.empty:
        return found
    order = found["covariate"].map(STATED.index) * len(OUTCOMES) + found["outcome"].map(OUTCOMES.index)
    return found.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


_WORLDS = ("dyads_as_fitted", "dyads_states_differ")


def simulated() -> pd.DataFrame:
    """Return how often the intervals of the ratios held the truth in simulated registers.

    The rows of ``load("interval_coverage")`` on these worlds, with ``verdict``: ``holds`` where 93 to 97 of 100
    intervals hold the truth. Empty where the table was made without them.

    Examples
    --------
    >>> set(simulated()["world"]) <= {"dyads_as_fitted", "dyads_states_differ"}
    True
    """
    rows = world.release().coverage
    table = rows[rows["world"].isin(_WORLDS)].reset_index(drop=True)
    names = {f"ratio_of_{name}": label(name, "drivers-name") for name in STATED}
    share = table["coverage"]
    verdict = np.select([share < 0.93, share > 0.97], [_("too narrow"), _("wider than stated")], _("as stated"))
    return table.assign(estimator=table["estimator"].map(names), verdict=verdict)
