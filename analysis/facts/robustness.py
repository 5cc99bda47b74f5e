"""Whether a conclusion hangs on choices: each headline comparison under every defensible specification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import pandas as pd

from analysis.core.countries import country_name, fold, members
from analysis.core.errors import InputError, some
from analysis.core.judgement import Specification, entries, headline_cases, read_evidence_rule
from analysis.core.messages import _, label
from analysis.core.private import WORLD
from analysis.facts import evidence, world
from analysis.facts.cases import person_years, with_bilateral_request
from analysis.facts.evidence import site_of
from analysis.facts.notices import sensitive_table
from analysis.facts.world import Choices, Exposure
from analysis.stats.estimate import Estimate, Floats, Subject, number
from analysis.stats.evidence_level import word_of
from analysis.stats.expectation import Line, log_linear
from analysis.stats.sensitivity import agreeing
from analysis.tables.release import FAMILIES

__all__ = [
    "agreement", "by_choice", "choices_table", "curve", "in_short", "left_out_ends", "left_out_of_levels", "summary",
]  # fmt: skip

_TABLES = ("cases", "refugees_by_origin_host", "governance_country_year", "public_notices_sensitive")


@cache
def _specified() -> dict[str, dict[str, Specification]]:
    """Return the options of each choice by their names, as ``data/hand/specifications.yml`` has them."""
    found: dict[str, dict[str, Specification]] = {}
    for entry in entries(Specification):
        found.setdefault(entry.choice, {})[entry.option] = entry
    return found


def choices() -> dict[str, tuple[str, ...]]:
    """Return the choices behind the comparisons."""
    return {choice: tuple(options) for choice, options in _specified().items()}


@dataclass(frozen=True)
class Comparison:
    """A conclusion that is tried under every specification."""

    key: str
    claim: str
    null: float = 1.0
    above: bool = True


@cache
def _comparisons() -> tuple[Comparison, ...]:
    """Return the conclusions that are tried."""
    states = [
        Comparison(f"ratio_{iso3}", _("{place} has more documented cases than expected", place=country_name(iso3)))
        for iso3 in (*evidence.states_of(evidence.words_in_order()[0]), "BLR")
    ]
    return (
        Comparison("elasticity", _("Documented cases grow less than in proportion to the exposure"), above=False),
        *states,
        *(
            Comparison(
                key,
                _(
                    "Better-governed countries have fewer cases ({status}; exposure: {exposure})",
                    status=label(status),
                    exposure=label(exposure),
                ),
                above=False,
            )
            for key, (status, exposure) in _by_status().items()
        ),
        Comparison(
            "public",
            _(
                "{place}’s Article 3-sensitive share of public notices is above that of all other states",
                place=country_name("RUS"),
            ),
        ),
    )


@cache
def _by_status() -> dict[str, tuple[str, str]]:
    """Return the comparisons with an index: status and exposure by key; nothing is pooled over them."""
    pairs = product(("supported", "not supported"), choices()["exposure"])
    return {f"index_{status}_{exposure}".replace(" ", "_"): (status, exposure) for status, exposure in pairs}


def _comparison(key: str) -> Comparison:
    by_key = {one.key: one for one in _comparisons()}
    if key not in by_key:
        raise InputError(f"comparison {key!r}", f"one of {some(list(by_key), 20)}", "choose one of these")
    return by_key[key]


#: One way to count register rows: grades, statuses, instruments, period, exposure.
_Counting = tuple[str, str, str, str, str]
_PUBLISHED: _Counting = ("A or B", "supported", "any of INTERPOL", "all years", "refugees")
_COUNTING = ("grades", "statuses", "instruments", "period", "exposure")


@dataclass(frozen=True)
class _Data:
    """Counts and exposures of states, and the lines that were fitted to them."""

    states: list[str]
    counts: Floats
    exposure: Floats
    constant: float
    elasticity: float
    dispersion: float
    poisson: Floats


@cache
def _people(exposure: Exposure, since: int | None, until: int | None) -> tuple[pd.Series[float], int, int]:
    return person_years(exposure, Choices(since=since, until=until))


#: Counts of states, and their exposures.
_Counted = tuple["pd.Series[float]", "pd.Series[float]"]


@cache
def _counted(counting: _Counting) -> _Counted:
    """Count the rows of the whole register."""
    return _counts_of(world.release().cases, counting)


def _counts_of(rows: pd.DataFrame, counting: _Counting) -> _Counted:
    grades, statuses, instruments, period, exposure = counting
    chosen = _specified()
    since, until = chosen["period"][period].since, chosen["period"][period].until
    people, first, last = _people("population" if exposure == "population" else "refugees", since, until)
    kept = rows["evidence_grade"].isin(chosen["grades"][grades].keeps)
    kept &= rows["claim_status"].isin(chosen["statuses"][statuses].keeps)
    kept &= ~rows["instrument"].isin([*read_evidence_rule().left_out, *chosen["instruments"][instruments].leaves_out])
    within = rows["year"].between(first, last).fillna(period == "all years").astype(bool)
    counts = rows.loc[kept & within, "requesting_country"].value_counts()
    return counts.reindex(list(members()), fill_value=0).astype(float).align(people, join="inner")


def _fitted(counted: _Counted, without: str = "") -> _Data:
    counts, people = counted
    if without:
        counts, people = counts.drop(without, errors="ignore"), people.drop(without, errors="ignore")
    fit = Line(counts, people).fit()
    logged = np.log(people.to_numpy(dtype=float))
    design = np.column_stack([np.ones(len(logged)), logged])
    return _Data(
        [str(code) for code in counts.index], _array(counts), _array(people), fit.constant, fit.elasticity,
        fit.dispersion, log_linear(_array(counts), design)[0],
    )  # fmt: skip


def _array(values: pd.Series[float]) -> Floats:
    return np.asarray(values.to_numpy(dtype=float), dtype=np.float64)


@cache
def _fits() -> dict[_Counting, _Data]:
    """Fit the lines to each way of counting; one that has no finite maximum is an error, and no analysis is dropped."""
    found: dict[_Counting, _Data] = {}
    for grades, statuses, instruments, period, exposure in product(*(choices()[name] for name in _COUNTING)):
        counting = (grades, statuses, instruments, period, exposure)
        if _specified()["statuses"][statuses].headline and _specified()["exposure"][exposure].headline:
            found[counting] = _fitted(_counted(counting))
    return found


def _ratios(data: _Data, iso3: str) -> Iterator[tuple[str, float]]:
    """Return a state's ratio to the expected number by each model; none where the state has no exposure."""
    if iso3 not in data.states:
        return
    place = data.states.index(iso3)
    count, exposure = data.counts[place], data.exposure[place]
    line = float(np.exp(data.constant + data.elasticity * np.log(exposure)))
    shape = 1 / data.dispersion if data.dispersion > 0 else np.inf
    yield "negative binomial, shrunken", 1.0 if np.isinf(shape) else float((count + shape) / (line + shape))
    yield "negative binomial", float(count / line)
    yield "Poisson", float(count / np.exp(data.poisson[0] + data.poisson[1] * np.log(exposure)))
    yield "in proportion", float(count / exposure / (data.counts.sum() / data.exposure.sum()))


@cache
def _of_index() -> list[dict[str, object]]:
    """Return the incidence ratio per standard deviation of each index, for each way of counting."""
    found: list[dict[str, object]] = []
    for counting in product(*(choices()[name] for name in _COUNTING)):
        grades, statuses, instruments, period, exposure = counting
        counts, people = _counted((grades, statuses, instruments, period, exposure))
        for index in choices()["index"]:
            row = dict(zip(_COUNTING, counting, strict=True)) | {"index": index}
            second = None
            if exposure == "refugees and population":
                chosen = _specified()["period"][period]
                second = _people("population", chosen.since, chosen.until)[0]
            found.append({**row, "model": "Poisson", "effect": _incidence(counts, people, index, second)})
    return found


def _incidence(
    counts: pd.Series[float], people: pd.Series[float], index: str, second: pd.Series[float] | None = None
) -> float:
    """Return the ratio of cases for one standard deviation of an index, at one exposure or at two."""
    values = _index(index)
    exposures = [people] if second is None else [people, second]
    both = [str(code) for code in counts.index if code in values.index and all(code in one.index for one in exposures)]
    logged = [np.log(one[both].to_numpy(dtype=float)) for one in exposures]
    scores = values[both].to_numpy(dtype=float)
    design = np.column_stack([np.ones(len(both)), *logged, (scores - scores.mean()) / scores.std()])
    return float(np.exp(log_linear(_array(counts[both]), design)[0][-1]))


@cache
def _index(index: str) -> pd.Series[float]:
    """Return each state's mean of an index over the years of the register, higher where better."""
    chosen = _specified()["index"][index]
    column, sign = str(chosen.column), 1 if chosen.better == "up" else -1
    table = world.release().governance
    years = headline_cases(world.release().cases)["year"]
    rows = table[table["year"].between(int(years.min()), int(years.max())) & table[column].notna()]
    return sign * rows.groupby("iso3")[column].mean().astype(float)


@cache
def _of_public() -> list[dict[str, object]]:
    """Return Russia's share over that of all others, by kind and with each other state left out."""
    table, found = sensitive_table(), []
    for kind in ("broad", "strict"):
        columns = {column: table[column].astype(float) for column in ("notices", f"{kind}_low", f"{kind}_high")}
        count, low, high = columns.values()
        own = low["RUS"] / count["RUS"]
        for out in ("", *sorted(set(table.index) - {WORLD, "RUS"})):
            gone = (count[out], low[out]) if out else (0.0, 0.0)
            rest = (high[WORLD] - low["RUS"] - gone[1]) / (count[WORLD] - count["RUS"] - gone[0])
            if rest > 0:
                found.append({"kind": kind, "left_out": out, "effect": float(own / rest)})
    return found


@cache
def _specifications(key: str = "elasticity") -> pd.DataFrame:
    """Return a comparison under every specification."""
    one = _comparison(key)
    table = pd.DataFrame(_rows(key))
    agrees = table["effect"] > one.null if one.above else table["effect"] < one.null
    return table.assign(effect=table["effect"].round(9), agrees=agrees, published=_published(table))


def _rows(key: str) -> list[dict[str, object]]:
    if key in _by_status():
        return [row for row in _of_index() if (row["statuses"], row["exposure"]) == _by_status()[key]]
    if key == "public":
        return _of_public()
    found: list[dict[str, object]] = []
    for counting, data in _fits().items():
        chosen = dict(zip(_COUNTING, counting, strict=True))
        effects: Iterable[tuple[str, float]] = (
            [("negative binomial", data.elasticity), ("Poisson", float(data.poisson[1]))]
            if key == "elasticity"
            else _ratios(data, key.removeprefix("ratio_"))
        )
        found += [{**chosen, "model": model, "effect": effect} for model, effect in effects]
    return found


def _published(table: pd.DataFrame) -> pd.Series[bool]:
    """Mark the rows whose every choice is the first of those that the table holds; with nothing left out."""
    marks = pd.Series(True, index=table.index)
    for name in [*choices(), "kind", "left_out"]:
        if name in table:
            options = [option for option in choices().get(name, ()) if option in set(table[name])]
            marks &= table[name] == (options[0] if options else table[name].iloc[0])
    return marks


def agreement(key: str) -> Estimate:
    """State in which share of its specifications a conclusion holds.

    A share of specifications, which are choices and no sample.

    Examples
    --------
    >>> agreement("elasticity").value
    1.0
    """
    one = _comparison(key)
    universe = (
        _("public notices, strict and broad, each other country excluded in turn")
        if key == "public"
        else _("register of documented cases, by every set of choices")
    )
    about = Subject(one.claim, _("specifications"), universe, world.source(*_TABLES))
    return agreeing(_specifications(key)["effect"].tolist(), one.null, one.above, about=about)


def summary() -> pd.DataFrame:
    """Return every comparison with the share of specifications that agree.

    One row a comparison: ``comparison``, ``claim``, ``analyses``, ``agree`` and ``share``, ``least``, ``middle``,
    ``most`` and ``published`` (the effect by the choices of the reports).

    Examples
    --------
    >>> summary()["share"].between(0, 1).all()
    np.True_
    """
    rows = []
    for one in _comparisons():
        table = _specifications(one.key)
        effects = table["effect"]
        published = float(effects[table["published"]].iloc[0])
        counts = len(table), int(table["agrees"].sum())
        ends = effects.min(), effects.median(), effects.max()
        rows.append((one.key, one.claim, *counts, counts[1] / counts[0], *ends, published))
    columns = ["comparison", "claim", "analyses", "agree", "share", "least", "middle", "most", "published"]
    return pd.DataFrame(rows, columns=columns)


def _runs() -> Estimate:
    """Describe how many analyses were run."""
    table = summary()
    total = int(table["analyses"].sum())
    words = {"total": number(total), "comparisons": number(len(table))}
    return world.counted(
        total,
        "analyses",
        _("register of documented cases, by every set of choices"),
        _("{total} analyses of {comparisons} comparisons were run. All of them are counted here.", **words),
        *_TABLES,
    )


def in_short() -> list[Estimate]:
    """Return the sentences of the head of the report.

    How many analyses were run, then the share that agrees on elasticity and, by status and exposure, on the index.

    Examples
    --------
    >>> in_short()[0].unit
    'analyses'
    """
    return [_runs(), *(agreement(key) for key in ("elasticity", *_by_status()))]


def curve(key: str = "elasticity") -> pd.DataFrame:
    """Return the specifications of a comparison in order of their effect, for a specification curve.

    One row a specification, the least effect first; ``place`` counts them.

    Examples
    --------
    >>> bool(curve("elasticity")["effect"].is_monotonic_increasing)
    True
    """
    table = _specifications(key)
    ordered = table.sort_values("effect", kind="stable").reset_index(drop=True)
    return ordered.assign(place=range(1, len(ordered) + 1))


def choices_table() -> pd.DataFrame:
    """Return the choices and their options, the published one first.

    ``choice``, ``published`` and ``others``.

    Examples
    --------
    >>> choices_table()["choice"].tolist()[0]
    'grades'
    """
    rows = [(name, options[0], "; ".join(map(label, options[1:]))) for name, options in choices().items()]
    return pd.DataFrame(rows, columns=["choice", "published", "others"])


def by_choice(key: str) -> pd.DataFrame:
    """Return for each option of each choice how many specifications agree.

    ``choice``, ``option``, ``analyses``, ``agree``, ``middle`` (the middle effect).

    Examples
    --------
    >>> by_choice("index_supported_refugees")["choice"].iloc[0]
    'grades'
    """
    table = _specifications(key)
    rows = [
        (name, option, len(part), int(part["agrees"].sum()), part["effect"].median())
        for name, options in choices().items()
        if name in table
        for option in options
        if len(part := table[table[name] == option])
    ]
    return pd.DataFrame(rows, columns=["choice", "option", "analyses", "agree", "middle"])


@cache
def _left_out() -> pd.DataFrame:
    """Return elasticity and ratios with one state, one source, or the cases with a bilateral request left out."""
    cases = world.release().cases
    states = sorted(set(headline_cases(cases)["requesting_country"]))
    sites = cases[["source_1_url", "source_2_url"]].map(site_of)
    found = [_without("state", iso3, _fitted(_counted(_PUBLISHED), iso3)) for iso3 in states]
    counting = headline_cases(cases).index
    for site in sorted({*sites.loc[counting].to_numpy().ravel()} - {""}):
        without = _counts_of(evidence.weakened(cases, sites, site), _PUBLISHED)
        found.append(_without("source", site, _fitted(without)))
    kept = cases[~cases["case_id"].isin(with_bilateral_request())]
    found.append(_without("rows", _("cases with a bilateral request"), _fitted(_counts_of(kept, _PUBLISHED))))
    return pd.DataFrame(found)


def _without(what: str, name: str, data: _Data) -> dict[str, object]:
    keys = [one.key.removeprefix("ratio_") for one in _comparisons() if one.key.startswith("ratio_")]
    ratios = {iso3: dict(_ratios(data, iso3)).get("negative binomial") for iso3 in keys}
    return {"what": what, "left_out": name, "elasticity": round(data.elasticity, 9)} | ratios


def left_out_ends() -> pd.DataFrame:
    """Return the ends of elasticity and ratios with something left out, and what was left out there.

    One row a number and a kind of what is left out: ``number``, ``what``, ``times`` (how many were left out, one at a
    time), ``lowest``, ``lowest_without``, ``highest``, ``highest_without``.

    Examples
    --------
    >>> bool((left_out_ends()["lowest"] > 0).all())
    True
    """
    table = _left_out()
    rows = []
    for column in table.columns.drop(["what", "left_out"]):
        for what in ("state", "source", "rows"):
            part = table[(table["what"] == what) & table[column].notna()]
            values, names = part[column].tolist(), part["left_out"].tolist()
            ends = [(end, names[values.index(end)]) for end in (min(values), max(values))]
            rows.append((column, what, len(values), *(cell for end in ends for cell in end)))
    columns = ["number", "what", "times", "lowest", "lowest_without", "highest", "highest_without"]
    return pd.DataFrame(rows, columns=columns)


def left_out_of_levels() -> pd.DataFrame:
    """Return how many states keep the word of their evidence level when one kind of evidence is left out.

    ``left_out``, ``states`` (with a word that rests on something), ``keep``, ``share`` and ``weaker`` (names of the
    states of the two strongest words that lose theirs).

    Examples
    --------
    >>> len(left_out_of_levels())
    6
    """
    table, words = evidence.evidence_table(), evidence.evidence_words()
    found = []
    for out in [*FAMILIES, "complaints", "cases"]:
        left = {str(iso3): _word_without(str(iso3), out) for iso3 in table.index}
        some_words = [iso3 for iso3 in left if words[iso3] != evidence.words_in_order()[-1]]
        keep = [iso3 for iso3 in some_words if left[iso3] == words[iso3]]
        strong = [iso3 for iso3 in some_words if words[iso3] in evidence.words_in_order()[:2] and iso3 not in keep]
        names = "; ".join(sorted(map(country_name, strong), key=fold))
        found.append((out, len(some_words), len(keep), len(keep) / len(some_words), names))
    return pd.DataFrame(found, columns=["left_out", "states", "keep", "share", "weaker"])


def _word_without(iso3: str, out: str) -> str:
    inputs, row = dict(evidence.level(iso3).inputs), evidence.evidence_table().loc[iso3]
    lost = out if out in inputs else "families"
    less = 1 if lost == "families" and bool(row[out]) else 0
    inputs[lost] = inputs[lost] - less if lost == "families" else 0
    return word_of(inputs, evidence.evidence_rule().levels)
