"""Whether a conclusion hangs on choices: each headline comparison under every defensible specification."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from analysis.core.country_names import country_name, members
from analysis.core.errors import InputError, some
from analysis.core.judgement import Specification, entries, read_evidence_rule
from analysis.core.messages import _, label
from analysis.core.private import WORLD
from analysis.facts import evidence, world
from analysis.facts.cases import person_years, with_bilateral_request
from analysis.facts.evidence import site_of
from analysis.facts.notices import sensitive_table
from analysis.facts.selection import PUBLISHED, Selection, worldwide
from analysis.stats.estimate import Estimate, Floats, number
from analysis.stats.evidence_level import word_of
from analysis.stats.expectation import Fit, Line, log_linear
from analysis.stats.sensitivity import agreeing
from analysis.tables.release import FAMILIES

__all__ = ["agreement", "choices", "leave_out", "specifications"]

_TABLES = ("cases", "refugees_by_origin_host", "governance_country_year", "public_notices_sensitive")
_EVERY_SET = _("register of documented cases, by every set of choices")


@cache
def _options() -> dict[str, dict[str, Specification]]:
    """Return the options of each choice by their names, as ``data/hand/specifications.yml`` has them."""
    found: dict[str, dict[str, Specification]] = {}
    for entry in entries(Specification):
        found.setdefault(entry.choice, {})[entry.option] = entry
    return found


def choices() -> pd.DataFrame:
    """Options of each choice behind the comparisons, the published one first.

    Returns
    -------
    DataFrame
        One row an option: ``choice``, ``option``, ``published``.

    Examples
    --------
    >>> choices().query("published")["choice"].tolist()[0]
    'grades'
    """
    rows = [(choice, option, not i) for choice, some in _options().items() for i, option in enumerate(some)]
    return _table(pd.DataFrame(rows, columns=["choice", "option", "published"]))


def _table(table: pd.DataFrame, title: str = "") -> pd.DataFrame:
    """Name what is counted in a table, and where it comes from."""
    table.attrs |= {"title": title, "counted": _EVERY_SET, "source": world.source(*_TABLES)}
    return table


@cache
def _claims() -> dict[str, str]:
    """Return the conclusions that are tried, by comparison."""
    claims = {"elasticity": label("elasticity", "robustness-claim")}
    for iso3 in (*evidence.states_of(evidence.words_in_order()[0]), "BLR"):
        claims[f"ratio_{iso3}"] = label("ratio", "robustness-claim", place=country_name(iso3))
    for key, (status, exposure) in _by_status().items():
        claims[key] = label("index", "robustness-claim", status=label(status), exposure=label(exposure))
    claims["public"] = label("public", "robustness-claim", place=country_name("RUS"))
    return claims


def _is_above(comparison: str) -> bool:
    """Whether the claim is that the effect is above 1, and not below."""
    return comparison.startswith(("ratio_", "public"))


@cache
def _by_status() -> dict[str, tuple[str, str]]:
    """Return the comparisons with an index: status and exposure by key; nothing is pooled over them."""
    pairs = product(("supported", "not supported"), _options()["exposure"])
    return {f"index_{status}_{exposure}".replace(" ", "_"): (status, exposure) for status, exposure in pairs}


def _claim(key: str) -> str:
    if key not in _claims():
        raise InputError(f"comparison {key!r}", f"one of {some(_claims(), 20)}", "choose one of these")
    return _claims()[key]


#: One way to count register rows: grades, statuses, instruments, period, exposure.
_Counting = tuple[str, ...]
_PUBLISHED: _Counting = ("A or B", "supported", "any of INTERPOL", "all years", "refugees")
_COUNTING = ("grades", "statuses", "instruments", "period", "exposure")


@dataclass(frozen=True)
class _Data:
    """Counts and exposures of states, and the lines that were fitted to them."""

    counts: pd.Series[float]
    people: pd.Series[float]
    fit: Fit
    poisson: Floats


#: Counts of states, and their exposures.
_Counted = tuple["pd.Series[float]", "pd.Series[float]"]


@cache
def _counted(counting: _Counting) -> _Counted:
    """Count the rows of the whole register."""
    return _counts_of(world.release().cases, counting)


def _period(period: str) -> Selection:
    chosen = _options()["period"][period]
    return Selection(since=chosen.since, until=chosen.until)


def _counts_of(rows: pd.DataFrame, counting: _Counting) -> _Counted:
    grades, statuses, instruments, period, exposure = counting
    chosen = _options()
    people, first, last = person_years("population" if exposure == "population" else "refugees", _period(period))
    kept = rows["evidence_grade"].isin(chosen["grades"][grades].keeps)
    kept &= rows["claim_status"].isin(chosen["statuses"][statuses].keeps)
    kept &= ~rows["instrument"].isin([*read_evidence_rule().left_out, *chosen["instruments"][instruments].leaves_out])
    within = rows["year"].between(first, last).fillna(period == "all years").astype(bool)
    counts = rows.loc[kept & within, "requesting_country"].value_counts()
    return counts.reindex(list(members()), fill_value=0).astype(float).align(people, join="inner")


def _fitted(counted: _Counted, without: str = "") -> _Data:
    counts, people = (values.drop(without, errors="ignore") for values in counted)
    design = np.column_stack([np.ones(len(people)), np.log(people)])
    return _Data(counts, people, Line(counts, people).fit(), log_linear(np.asarray(counts), design)[0])


@cache
def _fits() -> dict[_Counting, _Data]:
    """Fit the lines to each way of counting; one that has no finite maximum is an error, and no analysis is dropped."""
    options = _options()
    return {
        counting: _fitted(_counted(counting))
        for counting in product(*(options[name] for name in _COUNTING))
        if options["statuses"][counting[1]].headline and options["exposure"][counting[-1]].headline
    }


def _ratios(data: _Data, iso3: str) -> dict[str, float]:
    """Return a state's ratio to the expected number by each model; none where the state has no exposure."""
    if iso3 not in data.counts:
        return {}
    count, people, fit = data.counts[iso3], data.people[iso3], data.fit
    line = np.exp(fit.constant + fit.elasticity * np.log(people))
    shape = 1 / fit.dispersion if fit.dispersion > 0 else np.inf
    return {
        "negative binomial, shrunken": 1.0 if np.isinf(shape) else float((count + shape) / (line + shape)),
        "negative binomial": float(count / line),
        "Poisson": float(count / np.exp(data.poisson[0] + data.poisson[1] * np.log(people))),
        "in proportion": float(count / people / (data.counts.sum() / data.people.sum())),
    }


@cache
def _of_index() -> list[dict[str, object]]:
    """Return the incidence ratio per standard deviation of each index, for each way of counting."""
    found: list[dict[str, object]] = []
    for counting in product(*(_options()[name] for name in _COUNTING)):
        *_unused, period, exposure = counting
        counts, people = _counted(counting)
        exposures = [people]
        if exposure == "refugees and population":
            exposures.append(person_years("population", _period(period))[0])
        for index in _options()["index"]:
            row = dict(zip(_COUNTING, counting, strict=True)) | {"index": index}
            found.append({**row, "model": "Poisson", "effect": _incidence(counts, exposures, index)})
    return found


def _incidence(counts: pd.Series[float], exposures: list[pd.Series[float]], index: str) -> float:
    """Return the ratio of cases for one standard deviation of an index, at one exposure or at two."""
    values = _index(index)
    codes = [code for code in counts.index if all(code in known.index for known in (values, *exposures))]
    logged = [np.log(people[codes].to_numpy()) for people in exposures]
    scores = values[codes].to_numpy()
    design = np.column_stack([np.ones(len(codes)), *logged, (scores - scores.mean()) / scores.std()])
    return float(np.exp(log_linear(np.asarray(counts[codes]), design)[0][-1]))


@cache
def _index(index: str) -> pd.Series[float]:
    """Return each state's mean of an index over the years of the register, higher where better."""
    chosen = _options()["index"][index]
    table, years = world.release().governance, PUBLISHED.counting(world.release().cases)["year"]
    rows = table[table["year"].between(int(years.min()), int(years.max()))].dropna(subset=[str(chosen.column)])
    means = rows.groupby("iso3")[str(chosen.column)].mean().astype(float)
    return means if chosen.better == "up" else -means


@cache
def _of_public() -> list[dict[str, object]]:
    """Return Russia's share over that of all others, by kind and with each other state left out."""
    table, found = sensitive_table().astype(float), []
    for kind in ("broad", "strict"):
        count, low, high = table["notices"], table[f"{kind}_low"], table[f"{kind}_high"]
        own = low["RUS"] / count["RUS"]
        for out in ("", *sorted(set(table.index) - {WORLD, "RUS"})):
            rest_high, rest = high[WORLD] - low["RUS"], count[WORLD] - count["RUS"]
            ratio = (rest_high - low.get(out, 0.0)) / (rest - count.get(out, 0.0))
            if ratio > 0:
                found.append({"kind": kind, "left_out": out, "effect": float(own / ratio)})
    return found


@cache
def _specifications(key: str) -> pd.DataFrame:
    """Return a comparison under every specification, in the order of the choices."""
    _claim(key)  # refuses one that is unknown
    table = pd.DataFrame(_rows(key))
    agrees = table["effect"] > 1 if _is_above(key) else table["effect"] < 1
    return table.assign(effect=table["effect"].round(9), agrees=agrees, published=_published(table))


def specifications(comparison: str = "elasticity") -> pd.DataFrame:
    """A comparison under every specification, the least effect first, for a specification curve.

    Parameters
    ----------
    comparison : str
        As `agreement` names it.

    Returns
    -------
    DataFrame
        One row a specification: a column a choice, ``effect``, ``agrees`` (with the claim of the reports, which is in
        ``attrs["title"]``), ``published`` (whether it is that of the reports) and ``place`` (1, 2, ...).

    Examples
    --------
    >>> bool(specifications("elasticity")["effect"].is_monotonic_increasing)
    True
    """
    ordered = _specifications(comparison).sort_values("effect", kind="stable", ignore_index=True)
    return _table(ordered.assign(place=range(1, len(ordered) + 1)), _claim(comparison))


def _rows(key: str) -> list[dict[str, object]]:
    if key in _by_status():
        return [row for row in _of_index() if (row["statuses"], row["exposure"]) == _by_status()[key]]
    if key == "public":
        return _of_public()
    found: list[dict[str, object]] = []
    for counting, data in _fits().items():
        if key == "elasticity":
            effects = {"negative binomial": data.fit.elasticity, "Poisson": float(data.poisson[1])}
        else:
            effects = _ratios(data, key.removeprefix("ratio_"))
        chosen = dict(zip(_COUNTING, counting, strict=True))
        found += [{**chosen, "model": model, "effect": effect} for model, effect in effects.items()]
    return found


def _published(table: pd.DataFrame) -> pd.Series[bool]:
    """Mark the rows whose every choice is the first of those that the table holds; with nothing left out."""
    marks = pd.Series(True, index=table.index)
    for name in [*_options(), "kind", "left_out"]:
        if name in table:
            options = [option for option in _options().get(name, ()) if option in set(table[name])]
            marks &= table[name] == (options[0] if options else table[name].iloc[0])
    return marks


def agreement(comparison: str | None = None) -> pd.DataFrame:
    """Share of specifications that agree with a claim; specifications are choices and no sample.

    Parameters
    ----------
    comparison : str, optional
        One comparison, for its options one by one; by default every comparison. An index of governance is a comparison
        for each status of the claim and each exposure, over which nothing is pooled.

    Returns
    -------
    DataFrame
        One row a comparison (``comparison``, ``claim``) or an option (``choice``, ``option``); then ``analyses``,
        ``agree``, ``share``, ``least``, ``middle`` and ``most`` (the effects), and, of a comparison, ``published`` (the
        effect by the choices of the reports).

    Examples
    --------
    >>> agreement()["share"].between(0, 1).all()
    np.True_
    >>> agreement("elasticity")["choice"].iloc[0]
    'grades'
    """
    summed = ["analyses", "agree", "share", "least", "middle", "most"]
    if comparison is None:
        tables = [(key, claim, _specifications(key)) for key, claim in _claims().items()]
        rows = [(*named, *_summed(one), one.loc[one["published"], "effect"].iloc[0]) for *named, one in tables]
        return _table(pd.DataFrame(rows, columns=["comparison", "claim", *summed, "published"]))
    table = _specifications(comparison)
    parts = {
        (name, option): table[table[name] == option]
        for name, options in _options().items()
        if name in table
        for option in options
    }
    rows = [(*key, *_summed(part)) for key, part in parts.items() if len(part)]
    return _table(pd.DataFrame(rows, columns=["choice", "option", *summed]), _claim(comparison))


def _summed(table: pd.DataFrame) -> tuple[float, ...]:
    agree, effects = int(table["agrees"].sum()), table["effect"]
    return len(table), agree, agree / len(table), effects.min(), effects.median(), effects.max()


def _share(key: str) -> Estimate:
    """State in which share of its specifications a conclusion holds."""
    effects = _specifications(key)["effect"].tolist()
    universe = _("public notices, strict and broad, each other country excluded in turn")
    about = world.about(_("specifications"), universe if key == "public" else _EVERY_SET, *_TABLES).at(_claim(key))
    return agreeing(effects, 1.0, _is_above(key), about=about).named(f"robustness.{key}", None)


def _of_world(selection: Selection) -> list[Estimate]:
    """Count the analyses that were run, and give the share of them that agrees with each conclusion."""
    worldwide(selection)
    shares = [_share(key) for key in _claims()]
    total = int(sum(share.n for share in shares))
    words = {"total": number(total), "comparisons": number(len(shares))}
    sentence = _("{total} analyses of {comparisons} comparisons were run. All of them are counted here.", **words)
    runs = world.counted(total, "analyses", _EVERY_SET, sentence, *_TABLES)
    return [runs.named("robustness.analyses", None), *shares]


SUMMARY = (_of_world,)


@cache
def _left_out() -> pd.DataFrame:
    """Return elasticity and ratios with one state, one source, or the cases with a bilateral request left out."""
    cases = world.release().cases
    headline = PUBLISHED.counting(cases)
    sites = cases[["source_1_url", "source_2_url"]].map(site_of)
    requesters = sorted(set(headline["requesting_country"]))
    found = [_without("state", iso3, _fitted(_counted(_PUBLISHED), iso3)) for iso3 in requesters]
    for site in sorted({*sites.loc[headline.index].to_numpy().ravel()} - {""}):
        without = _counts_of(evidence.weakened(cases, sites, site), _PUBLISHED)
        found.append(_without("source", site, _fitted(without)))
    kept = cases[~cases["case_id"].isin(with_bilateral_request())]
    found.append(_without("rows", _("cases with a bilateral request"), _fitted(_counts_of(kept, _PUBLISHED))))
    return pd.DataFrame(found)


def _without(what: str, name: str, data: _Data) -> dict[str, object]:
    keys = [key.removeprefix("ratio_") for key in _claims() if key.startswith("ratio_")]
    ratios = {iso3: _ratios(data, iso3).get("negative binomial") for iso3 in keys}
    return {"what": what, "left_out": name, "elasticity": round(data.fit.elasticity, 9)} | ratios


def leave_out() -> pd.DataFrame:
    """Elasticity, ratios and ratings without one country, one source, some cases or one input.

    Returns
    -------
    DataFrame
        One row a number and a thing that is excluded: ``number`` (``elasticity``, the ISO3 code of a ratio to the
        expected cases, or ``ratings``), ``what`` (``state``, ``source``, ``rows`` or ``input``), ``left_out`` and
        ``value`` (of ratings: how many countries keep theirs); of ratings also ``states`` (rated countries), ``share``
        and ``weaker`` (countries of the two highest ratings that lose theirs).

    Examples
    --------
    >>> leave_out().query("number == 'ratings'")["left_out"].tolist()[-1]
    'cases'
    """
    numbers = _left_out().melt(["what", "left_out"], var_name="number").dropna(subset=["value"])
    words, order = evidence.evidence_words(), evidence.words_in_order()
    rest = words[words != order[-1]]
    found = []
    for out in [*FAMILIES, "complaints", "cases"]:
        lost = [str(iso3) for iso3 in rest.index if _rating_without(str(iso3), out) != rest[iso3]]
        strong = [iso3 for iso3 in lost if words[iso3] in order[:2]]
        keep, names = len(rest) - len(lost), "; ".join(map(country_name, world.by_name(strong)))
        found.append(("ratings", "input", out, keep, len(rest), keep / len(rest), names))
    columns = ["number", "what", "left_out", "value", "states", "share", "weaker"]
    table = pd.concat([numbers, pd.DataFrame(found, columns=columns)], ignore_index=True)[columns]
    return _table(table.astype({"value": float}).fillna({"weaker": ""}))


def ends(table: pd.DataFrame) -> pd.DataFrame:
    """Return the ends of each number of `leave_out`, how often something was left out, and what was at the ends."""
    values = table[table["number"] != "ratings"].set_index("left_out").groupby(["number", "what"], sort=False)["value"]
    columns = ["times", "lowest", "lowest_without", "highest", "highest_without"]
    return values.agg(["size", "min", "idxmin", "max", "idxmax"]).set_axis(columns, axis=1).reset_index()


def _rating_without(iso3: str, out: str) -> str:
    inputs = dict(evidence.rating(iso3).inputs)
    if out in inputs:
        inputs[out] = 0
    else:
        inputs["families"] -= bool(evidence.evidence_table()[out][iso3])
    return word_of(inputs, PUBLISHED.evidence_rule.levels)
