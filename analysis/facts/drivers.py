"""Documented cases by requesting country, host and year: what goes together with being documented, and what does not.

The table holds every pair of a member of INTERPOL and a host in every year, so that no dyad with a case is dropped;
refugees are a covariate. What is modelled is what is documented: occurrence times detection, which it cannot part.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from analysis.core.country_names import members
from analysis.core.errors import InputError
from analysis.core.judgement import headline_cases, read_evidence_rule
from analysis.core.messages import _, label
from analysis.core.number_words import WRITERS, phrase
from analysis.facts import languages, regimes, world
from analysis.facts.case_register import PLANNED, blind_status, readings, with_release
from analysis.facts.countries import regions
from analysis.facts.regimes import criteria as criteria
from analysis.facts.selection import Selection, worldwide
from analysis.stats import dyads as models
from analysis.stats.dyads import DyadModel as DyadModel
from analysis.stats.dyads import fit, fit_each, leave_one_out
from analysis.stats.estimate import COLUMNS, Estimate, Kind, interval

__all__ = ["contrast", "criteria", "dyads", "excluded", "fit", "fit_each", "leave_one_out", "ratio", "ratios"]

#: The years of the table: those for which the register, UNHCR and an index exist.
FIRST, LAST = 2001, 2025
#: What is counted: all cases; those that count by the evidence rule; those whose claim is supported; the others.
OUTCOMES = ("cases", "well_documented", "supported", "not_supported")
#: The cases by the status that others gave, of all that they read: the reader of criteria, one blind reader, and the
#: written rule for the criteria of this reader.
CODINGS = ("reader", "blind", "rule")
BY_CODING = (
    "supported_by_reader", "not_supported_by_reader", "supported_by_blind", "not_supported_by_blind",
    "supported_by_rule", "not_supported_by_rule",
)  # fmt: skip
#: The cases that releases 1 and 2 had, and those added since, which none of the findings was chosen on.
BY_RELEASE = ("supported_known", "not_supported_known", "supported_added", "not_supported_added")
#: The cases of which all sources are in English, and those with a source in another language.
BY_LANGUAGE = ("supported_english", "not_supported_english", "supported_other", "not_supported_other")
#: Indices of both sides, by column of the table of governance.
INDICES = {
    "requesting": ("wgi_rule_of_law", "vdem_rule_of_law", "vdem_freedom_of_expression", "vdem_liberal_democracy"),
    "host": ("wgi_rule_of_law", "vdem_freedom_of_expression"),
}
#: First and last years of the periods.
PERIODS = ((2001, 2010), (2011, 2015), (2016, 2020), (2021, 2025))
KEYS = ["requesting_country", "host_country", "year"]
#: The joint model of the report: the index of the requesting country, what else is in it, and what is in every model.
INDEX, COVARIATES = "requesting_vdem_liberal_democracy", ("host_wgi_rule_of_law", "host_vdem_freedom_of_expression")
CONTROLS = ("period", "requesting_log_population", "host_log_population", "any_refugees", "log_refugees")
#: The smallest count that UNHCR publishes; twice as many refugees are one unit above it.
_LEAST = 5
_TABLES, _CODES = ("cases", "refugees_by_origin_host", "governance_country_year"), ("cases_readings", "cases_rule")


def _placed(since: int, until: int) -> pd.DataFrame:
    """Say of each case whether it has a place in the table, and why not."""
    cases = world.release()["cases"]
    reasons = [
        (cases["instrument"].isin(read_evidence_rule().left_out), "correction"),
        (cases["host_country"].isna(), "no_host"),
        (cases["year"].isna(), "no_year"),
        (~cases["year"].between(since, until).fillna(False).astype(bool), "other_years"),
        ((cases["host_country"] == cases["requesting_country"]).fillna(False).astype(bool), "same_state"),
    ]
    blind = [blind_status(column).set_axis(cases.index) for column in ("status_judged", "status_by_rule")]
    known = with_release(cases)["release"] <= PLANNED
    language = languages.of_cases().reindex(cases["case_id"]).to_numpy()
    by_part = (known, ~known, *(language == one for one in languages.LANGUAGES))
    parts = [cases["claim_status"].where(part) for part in by_part]
    statuses = cases["claim_status"], readings()["criteria"].reindex(cases.index), *blind, *parts
    by_status = [
        part for status in statuses for part in (status == "supported", status.fillna("supported") != "supported")
    ]
    return cases[["case_id", *KEYS]].assign(
        place=np.select([wrong for wrong, _ in reasons], [why for _, why in reasons], "in_frame"),
        cases=True, well_documented=cases["case_id"].isin(headline_cases(cases)["case_id"]),
        **dict(zip((*OUTCOMES[2:], *BY_CODING, *BY_RELEASE, *BY_LANGUAGE), by_status, strict=True)),
    )  # fmt: skip


def dyads(
    *, since: int = FIRST, until: int = LAST, covariates: pd.DataFrame | Sequence[pd.DataFrame] = ()
) -> pd.DataFrame:  # fmt: skip
    """Return one row for each requesting country, host and year, with outcomes and covariates; blanks drop no row.

    The keys ``requesting_country``, ``host_country`` and ``year``; ``period``; the outcomes ``cases`` (of any grade and
    status, corrections excluded), ``well_documented``, ``supported`` and ``not_supported`` (counts), the last two also
    by the status that the reader of criteria gave (``supported_by_reader``, ...), one blind reader (``..._by_blind``)
    and the written rule (``..._by_rule``), and of the cases that releases 1 and 2 had (``supported_known``, ...) or
    that were added since (``supported_added``, ...), and whose sources are all in English (``supported_english``, ...)
    or not (``supported_other``, ...); the indices ``requesting_wgi_rule_of_law``,
    ``requesting_vdem_rule_of_law``, ``requesting_vdem_freedom_of_expression``,
    ``requesting_vdem_liberal_democracy``, ``host_wgi_rule_of_law`` and ``host_vdem_freedom_of_expression``, in standard
    deviations between members and years, interpolated where a year was not made, the mean of its region where an index
    leaves a country out; ``requesting_post_soviet`` (0 or 1); ``requesting_log_population`` and
    ``host_log_population`` (a unit is a doubling); ``any_refugees`` (0 or 1) and ``log_refugees`` (doublings of the
    smallest number that UNHCR publishes, 0 where it lists nobody).

    Parameters
    ----------
    since, until : int
        First and last year, within 2001 to 2025.
    covariates : DataFrame or sequence of DataFrame, optional
        Tables of your own, each joined by those of ``requesting_country`` and ``host_country`` (ISO3 codes) and
        ``year`` that it has, each combination once. Dyad-years that it lacks are blank, and `fit` refuses blanks.
        Rows that the table lacks, such as of other years, are left out with a warning; ``attrs["unmatched"]`` counts
        them.

    Examples
    --------
    >>> found = dyads(since=2014, until=2020)
    >>> len(found), bool((found["cases"] >= found["well_documented"]).all())
    (267540, True)
    """
    if not all(isinstance(year, int | np.integer) for year in (since, until)) or not FIRST <= since <= until <= LAST:
        fix = "choose among these, as whole numbers"
        raise InputError(f"the years {since} to {until}", f"years within {FIRST} to {LAST}", fix)
    cases = _placed(since, until).query("place == 'in_frame'")
    states = {"requesting": sorted(members()), "host": sorted({*members(), *cases["host_country"]})}
    years = np.arange(since, until + 1)
    codes = np.indices((len(states["requesting"]), len(states["host"]), len(years))).reshape(3, -1)
    codes = codes[:, np.array(states["requesting"])[codes[0]] != np.array(states["host"])[codes[1]]]
    place = {"requesting": codes[0], "host": codes[1]}
    columns: dict[str, object] = {
        f"{side}_country": pd.Categorical.from_codes(place[side], pd.Index(names)) for side, names in states.items()
    }
    edges, names = [FIRST - 1, *(last for _, last in PERIODS)], [f"{first}–{last}" for first, last in PERIODS]
    periods = pd.cut(years, edges, labels=names, ordered=False).remove_unused_categories()
    columns |= {"year": years[codes[2]], "period": periods[codes[2]]}
    for side, names in states.items():
        for index in (*INDICES[side], "population"):
            values = _values(index, names).loc[since:until].to_numpy()
            columns[f"{side}_{'log_' * (index == 'population')}{index}"] = values[codes[2], place[side]]
    columns["requesting_post_soviet"] = np.isin(states["requesting"], world.former_republics()).astype(float)[codes[0]]
    outcomes = [*OUTCOMES, *BY_CODING, *BY_RELEASE, *BY_LANGUAGE]
    table = _joined(pd.DataFrame(columns), cases.groupby(KEYS)[outcomes].sum().reset_index())
    people = _with_refugees(states["requesting"], states["host"], since, until)
    people = people.assign(any_refugees=1.0, log_refugees=np.log2(people["people"].astype(float) / _LEAST))
    table = _joined(table, people.drop(columns="people"))
    counted = {name: table[name].fillna(0) for name in (*outcomes, "any_refugees", "log_refugees")}
    table = table.assign(**counted)
    unmatched = 0
    for own in [covariates] if isinstance(covariates, pd.DataFrame) else covariates:
        table = _joined(table, _checked(own, table))
        unmatched += _unmatched(own, table)
    if unmatched:
        message = _("{count} rows of covariates match no row of the table", count=unmatched)
        warnings.warn(message, stacklevel=2)
    table.attrs["unmatched"] = unmatched
    return world.sourced(table, *_TABLES, *_CODES)


def _checked(covariates: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Refuse codes that are in no row, which would be joined to nothing, and columns that the table has."""
    for side in covariates.columns.intersection(KEYS[:2]):
        unknown = sorted({str(code) for code in covariates[side]} - set(table[side].cat.categories))
        if unknown:
            raise InputError(f"{side} {unknown[0]!r}", "an ISO3 code of the table", "see rn.countries.parse")
    if twice := [name for name in covariates if name in table and name not in KEYS]:
        raise InputError(f"a covariate {twice[0]!r}", "a name that the table does not have", "rename it")
    return covariates


def _unmatched(covariates: pd.DataFrame, table: pd.DataFrame) -> int:
    """Count the rows of covariates that no row of the table has; if it has none of them, they are refused."""
    keys = [key for key in KEYS if key in covariates]
    rows = covariates[keys].astype({"year": int} if "year" in keys else {})
    matches = len(rows.merge(table[keys].drop_duplicates(), on=keys))
    if not matches:
        got, expected = f"{len(rows):,} rows of covariates without a match", f"some with {', '.join(keys)} of the table"
        raise InputError(got, expected, "check keys and years")
    return len(rows) - matches


def _joined(table: pd.DataFrame, covariates: pd.DataFrame) -> pd.DataFrame:
    """Add columns by the keys that they have; the rows and their order stay."""
    keys = [key for key in KEYS if key in covariates]
    if not keys or covariates.duplicated(keys).any():
        got = f"covariates that repeat values of the keys {keys}" if keys else "covariates without a key"
        raise InputError(got, f"one row for each combination of some of {', '.join(KEYS)}", "rename or group them")
    joined = table.merge(covariates.astype({"year": int} if "year" in keys else {}), on=keys, how="left")
    return joined.astype({side: table[side].dtype for side in KEYS[:2]})


def _values(column: str, countries: list[str]) -> pd.DataFrame:
    """Return an index by year and country, without blanks, in standard deviations between members; inhabitants as log2.

    A year that was not made is interpolated, or the nearest one's; a country that an index leaves out has the mean of
    its region.
    """
    wide = world.release()["governance_country_year"].pivot_table(index="year", columns="iso3", values=column)
    wide = wide.reindex(index=range(FIRST - 1, LAST + 1), columns=countries).astype(float)
    wide = wide.interpolate(limit_direction="both").loc[FIRST:]
    wide = wide.map(np.log2) if column == "population" else wide
    region = regions().reindex(wide.columns)
    missing, mean = wide.columns[wide.isna().all()], wide.T.groupby(region).mean().T
    wide = wide.assign(**{state: mean[region[state]] for state in missing})
    of_members = wide[sorted(members())].to_numpy()
    return wide.sub(of_members.mean()).div(1.0 if column == "population" else of_members.std(ddof=1))


def _with_refugees(requesters: Iterable[str], hosts: Iterable[str], first: int, last: int) -> pd.DataFrame:
    """Return dyad-years in which UNHCR lists refugees or asylum seekers of the one state in the other."""
    table = world.release()["refugees_by_origin_host"]
    table = table.assign(people=table["refugees"] + table["asylum_seekers"])
    kept = table["year"].between(first, last) & (table["people"] > 0) & (table["origin"] != table["host"])
    kept &= table["origin"].isin(list(requesters)) & table["host"].isin(list(hosts))
    columns = ["origin", "host", "year", "people"]
    return table.loc[kept, columns].rename(columns={"origin": KEYS[0], "host": KEYS[1]})


def excluded(*, since: int = FIRST, until: int = LAST) -> pd.DataFrame:
    """Number of cases that the table of dyads includes, and excludes by reason.

    Returns
    -------
    DataFrame
        One row per ``reason`` (``in_frame``: not excluded), and one, ``in_frame_without_refugees``, for cases of
        dyad-years in which UNHCR lists nobody; a column per outcome, with complete counts of cases.

    Examples
    --------
    >>> bool((excluded()["well_documented"] <= excluded()["cases"]).all())
    True
    """
    every = _placed(since, until)
    counted = every.groupby("place")[list(OUTCOMES)].sum()
    here = every[every["place"] == "in_frame"]
    people = _with_refugees(members(), here["host_country"], since, until)
    nobody = ~pd.MultiIndex.from_frame(here[KEYS]).isin(pd.MultiIndex.from_frame(people[KEYS]))
    counted.loc["in_frame_without_refugees"] = here.loc[nobody, list(OUTCOMES)].sum()
    return world.sourced(counted.astype(int).rename_axis("reason").reset_index(), *_TABLES[:2])


def ratio(model: DyadModel, term: str) -> Estimate:
    """Return the ratio of documented cases of dyads that differ by one unit of a covariate.

    If the formula has an interaction of the term, the ratio holds where the other column is 0; the sentence does not
    say so.

    Parameters
    ----------
    model : DyadModel
        As `fit` returns it.
    term : str
        A term of the formula.

    Examples
    --------
    >>> ratio(fit("cases ~ any_refugees", dyads(since=2021)), "any_refugees").unit  # doctest: +SKIP
    'ratio'
    """
    return _stated(model, term, _row(model.table, term), _kind(model))


def fewer(one: Estimate) -> Estimate:
    """Return a ratio below one as per cent fewer cases."""
    value, low, high = (float(round(100 * (1 - (end or 0)))) for end in (one.value, one.high, one.low))
    found = replace(one, value=value, low=low, high=high, unit=_("per cent fewer cases"))
    return found.worded("drivers.fewer", ends=interval(low, high, one.level or 0))


def _kind(model: DyadModel) -> str:
    return "within" if "|" in model.formula else model.family


def _row(table: pd.DataFrame, term: str) -> pd.Series[float]:
    """Return the ratio and its ends of one term."""
    rows = table.set_index("term").astype(float).T
    if term not in rows:
        raise InputError(f"the term {term!r}", f"one of {', '.join(map(str, rows))}", "name a term of the formula")
    return rows[term]


def ratios(fitted: Mapping[str, DyadModel], terms: Iterable[str] = ()) -> pd.DataFrame:
    """Return the ratios of models: ``model``, ``term``, ``outcome``, ``dispersion`` and the fields of `Estimate`.

    Parameters
    ----------
    fitted : mapping of str to DyadModel
        As `fit_each` returns it; a model that did not converge has one row of blanks.
    terms : iterable of str
        Which terms, of each model those that it has; by default all covariates but periods and inhabitants.

    Examples
    --------
    >>> ratios({}).empty
    True
    """
    wanted, rows = list(terms), list[dict[str, object]]()
    for name, model in fitted.items():
        dispersion = None if model.dispersion is None else round(model.dispersion, 2)
        known: dict[str, object] = {"model": name, "outcome": model.outcome, "dispersion": dispersion}
        if not model.converged:
            rows.append(known)
            continue
        shown = wanted or [term for term in model.params.index if _is_stated(term)]
        rows += [known | {"term": term} | ratio(model, term).as_dict() for term in shown if term in model.params]
    stated = [name for name in COLUMNS if name not in ("name", "country", "query", "within")]
    return pd.DataFrame(rows, columns=["model", "outcome", "dispersion", "term", *stated])


def by_status(fitted: Mapping[str, DyadModel], term: str) -> dict[str, Estimate]:
    """Return the contrast of supported and other cases by each status, and the register's divided by each other one.

    Empty where a model has no finite maximum.
    """
    if not all(fitted[name].converged for name in (*OUTCOMES[2:], *BY_CODING)):
        return {}
    register = [fitted[name] for name in OUTCOMES[2:]]
    several = {coding: [fitted[name] for name in BY_CODING if name.endswith(f"_{coding}")] for coding in CODINGS}
    several |= {f"against_{coding}": [*register, *both] for coding, both in several.items()}
    several = {"register": register} | several
    return {name: _contrast(term, models.contrast(*them), *them) for name, them in several.items()}


def _is_stated(term: str) -> bool:
    name = term.partition("[")[0]
    return name != "Intercept" and name != "period" and not name.endswith("_log_population")


def contrast(one: DyadModel, other: DyadModel, *against: DyadModel) -> dict[str, Estimate]:
    """Return the ratios of one outcome divided by those of another, both fitted on the same rows.

    Term to a ratio of ratios, with the errors of both fits clustered together; 1 where the covariate goes together with
    both alike.

    Parameters
    ----------
    one, other : DyadModel
        Poisson models of two outcomes, as `fit` returns them.
    *against : DyadModel
        Models of the same two outcomes by another coding: how many times the contrast is theirs.

    Examples
    --------
    >>> contrast(*fit_each({"a": "supported ~ any_refugees", "b": "not_supported ~ any_refugees"},
    ...                    dyads(since=2021)).values())["any_refugees"].unit  # doctest: +SKIP
    'ratio'
    """
    table = models.contrast(one, other, *against)
    return {term: _contrast(term, table, one, other, *against) for term in table["term"] if _is_stated(term)}


def _contrast(term: str, table: pd.DataFrame, *fitted: DyadModel) -> Estimate:
    return _stated(fitted[0], term, _row(table, term), "contrasts" if fitted[2:] else fitted[0].outcome, *fitted[1:])


def _stated(model: DyadModel, term: str, row: pd.Series[float], use: str, *others: DyadModel) -> Estimate:
    """State a ratio of a model by its use, or of it and others, with what it is counted over."""
    counted = [model, *others]
    value, low, high = (round(float(row[name]), 4) for name in ("ratio", "low", "high"))
    outcomes = [label(one.outcome, "drivers-outcome", name=one.outcome) for one in counted]
    first, last, requesters, hosts = _extent(model)
    details = {
        "who": label(term, "drivers-covariate", term=term), "rows": outcomes[0], "others": outcomes[:2][-1],
        "side": label(term, "drivers-side", term=term), "again": outcomes[2:],
        "ends": interval(low, high, model.level, write=WRITERS["ratio"]),
    }  # fmt: skip
    universe = phrase(
        "drivers._counted", rows=outcomes, dyads=len(model.data), first=first, last=last, requesters=requesters,
        hosts=hosts,
    )  # fmt: skip
    tables = [*_TABLES, *_CODES] if any(one.outcome in BY_CODING for one in counted) else _TABLES
    about, kind = world.about("ratio", universe, *tables), _kind(model)
    n, method = float(sum(one.events for one in counted[:2])), label(kind, "drivers-method")
    ends, sampling = (low, high), Kind.SAMPLING
    found = about.estimate(value, "", method, n, ends=ends, level=model.level, kind=sampling)
    return found.worded("drivers.ratio", form=use, **details)


@lru_cache(maxsize=8)
def _extent(model: DyadModel) -> tuple[int, int, int, int]:
    """Return the first and last year of a model, and how many countries are on each side."""
    years, (asking, hosts) = model.data["year"], (model.data[side] for side in KEYS[:2])
    return years.min(), years.max(), asking.nunique(), hosts.nunique()


@cache
def _joint(level: float) -> list[Estimate]:
    """Fit the joint models of the published report, and name what it states of them."""
    data, terms = dyads(), (INDEX, *COVARIATES)
    formula = " + ".join([*terms, *CONTROLS])
    models = fit_each({outcome: f"{outcome} ~ {formula}" for outcome in OUTCOMES}, data, level=level)
    found = {f"{outcome}_{term}": ratio(model, term) for outcome, model in models.items() for term in terms}
    apart = contrast(models["supported"], models["not_supported"])
    found |= {f"contrast_{term}": apart[term] for term in terms}
    for outcome in ("well_documented", "not_supported"):
        with_republics = " + ".join([formula, "requesting_post_soviet"])
        republics = fit(f"{outcome} ~ {with_republics}", data, level=level)
        found[f"post_soviet_{outcome}"] = ratio(republics, INDEX)
    every = " + ".join([f"requesting_{one}" for one in INDICES["requesting"]])
    together = fit(f"{OUTCOMES[1]} ~ {every} + {formula}", data, level=level, start=models[OUTCOMES[1]])
    found[f"together_{OUTCOMES[1]}"] = ratio(together, INDEX)
    parts_of = (BY_RELEASE[:2], BY_RELEASE[2:], BY_LANGUAGE[:2], BY_LANGUAGE[2:])
    for name, both in zip(("known", "added", *languages.LANGUAGES), parts_of, strict=True):
        plain = " + ".join([*terms, *CONTROLS[1:]])  # no supported case of the first period was added since
        parts = fit_each({outcome: f"{outcome} ~ {plain}" for outcome in both}, data, level=level)
        if all(model.converged for model in parts.values()):
            found[f"contrast_{name}"] = contrast(*parts.values())[INDEX]
    return [estimate.named(f"drivers.{name}", None) for name, estimate in found.items()]


def _of_world(selection: Selection) -> list[Estimate]:
    return _joint(worldwide(selection).level)


SUMMARY = (_of_world, regimes.of_world)
