"""Whether a conclusion hangs on choices: each headline comparison under every defensible specification."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.core.country_names import country_name, members
from analysis.core.errors import InputError, some
from analysis.core.hand_models import Specification
from analysis.core.judgement import entries, read_evidence_rule
from analysis.core.messages import _, label, listed
from analysis.core.number_words import phrase
from analysis.facts import evidence, evidence_inputs, world
from analysis.facts.case_register import blind_status
from analysis.facts.countries import regions
from analysis.facts.evidence_inputs import site_of
from analysis.facts.expected import person_years
from analysis.facts.selection import PUBLISHED, Selection, worldwide
from analysis.stats.estimate import Estimate, Floats
from analysis.stats.evidence_level import word_of
from analysis.stats.expectation import SPREADS, Line, log_linear
from analysis.stats.sensitivity import agreeing
from analysis.tables.release import FAMILIES

__all__ = ["agreement", "choices", "leave_out"]

_TABLES = ("cases", "refugees_by_origin_host", "governance_country_year")
_EVERY_SET = _("cases in the register, under each set of choices")


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
        One row per option: ``choice``, ``option``, ``published``.

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


class _Claim(NamedTuple):
    """A conclusion that is tried, for one status and one exposure; nothing is pooled over the two."""

    comparison: str
    text: str
    status: str
    exposure: str

    def __str__(self) -> str:
        """Write it with its status and exposure."""
        name, iso3 = self.comparison[:-4], self.comparison[-3:]
        kind, place = (name, country_name(iso3)) if name == "ratio" else (self.comparison, "")
        exposure = label(self.exposure, "robustness-exposure")
        return phrase(f"robustness.where_{kind}", cases=label(f"{self.status} cases"), exposure=exposure, place=place)


@cache
def _claims() -> dict[str, _Claim]:
    """Return the conclusions that are tried, by the key of a comparison."""
    texts = {"elasticity": phrase("robustness.claim_elasticity")}
    for iso3 in (*evidence.states_of(evidence.words_in_order()[0]), "BLR"):
        texts[f"ratio_{iso3}"] = phrase("robustness.claim_ratio", place=country_name(iso3))
    texts["index"] = phrase("robustness.claim_index")
    cells = product(texts.items(), _options()["statuses"], _options()["exposure"])
    claims = {
        f"{name}_{status}_{exposure}".replace(" ", "_"): _Claim(name, text, status, exposure)
        for (name, text), status, exposure in cells
    }
    text = phrase("robustness.claim_contrast")
    contrasts = {f"contrast_{one}": _Claim("contrast", text, "", one) for one in _options()["exposure"]}
    return claims | {key.replace(" ", "_"): claim for key, claim in contrasts.items()}


def _claim(key: str) -> _Claim:
    if key not in _claims():
        raise InputError(f"comparison {key!r}", f"one of {some(_claims(), 20)}", "choose one of these")
    return _claims()[key]


#: One way to count register rows and to compare them: an option of each of these choices.
_Counting = dict[str, str]
_COUNTING = ("grades", "statuses", "instruments", "period", "exposure", "codes", "line")
_ONE_AT_A_TIME = ("instruments", "codes", "line")
_BOTH = "refugees and population"


@cache
def _first(choice: str) -> str:
    return next(iter(_options()[choice]))


@cache
def _countings() -> list[_Counting]:
    """Return every set of options; those of ``_ONE_AT_A_TIME`` vary with the others of them as published."""
    sets = [dict(zip(_COUNTING, values, strict=True)) for values in product(*(_options()[name] for name in _COUNTING))]
    return [one for one in sets if sum(one[name] != _first(name) for name in _ONE_AT_A_TIME) <= 1]


@dataclass(frozen=True)
class _Fitted:
    """Counts of countries, what each model expects of them, its elasticity, and the shape of the negative binomial."""

    counts: pd.Series[float]
    expected: pd.DataFrame
    elasticity: dict[str, float]
    shape: float


@cache
def _status(codes: str) -> pd.Series[str]:
    """Return the claim status of each case as some reader gave it, or by the written rule for a reader's criteria."""
    release, reader = world.release(), _options()["codes"][codes].reader
    cases = release["cases"].set_index("case_id")["claim_status"].astype(object)
    if codes == "written rule":
        return blind_status("status_by_rule").fillna(cases)
    readings = (
        release["cases_readings"].pipe(lambda rows: rows[rows["reader"] == reader]).set_index("case_id")["claim_status"]
    )
    return readings.astype(object).reindex(cases.index).fillna(cases)


def _period(period: str) -> Selection:
    chosen = _options()["period"][period]
    return Selection(since=chosen.since, until=chosen.until)


def _exposed(exposure: str, period: str) -> tuple[pd.Series[float], int, int]:
    return person_years("population" if exposure == "population" else "refugees", _period(period))


def _counts_of(rows: pd.DataFrame, by: _Counting) -> pd.Series[float]:
    """Count the rows of each member of INTERPOL."""
    chosen, codes = _options(), by["codes"]
    _people, first, last = _exposed(by["exposure"], by["period"])
    status = rows["claim_status"] if codes == _first("codes") else rows["case_id"].map(_status(codes))
    out = [*read_evidence_rule().left_out, *chosen["instruments"][by["instruments"]].leaves_out]
    kept = rows["evidence_grade"].isin(chosen["grades"][by["grades"]].keeps) & ~rows["instrument"].isin(out)
    kept &= status.isin(chosen["statuses"][by["statuses"]].keeps)
    within = rows["year"].between(first, last).fillna(by["period"] == "all years").astype(bool)
    counts = rows.loc[kept & within, "requesting_country"].value_counts()
    return counts.reindex(list(members()), fill_value=0).astype(float)


def _counts(by: _Counting) -> pd.Series[float]:
    """Count the rows of the whole register."""
    return _counted(tuple((name, option) for name, option in by.items() if name != "line"))


@cache
def _counted(options: tuple[tuple[str, str], ...]) -> pd.Series[float]:
    return _counts_of(world.release()["cases"], dict(options))


@dataclass(frozen=True)
class _Frame:
    """Members of INTERPOL with an exposure: people, columns of the design by name, and the number of the region."""

    people: pd.Series[float]
    columns: list[str]
    design: Floats
    region: NDArray[np.int64]

    def drawn(self, counts: pd.Series[float], without: str = "") -> tuple[pd.Series[float], Floats]:
        """Return counts and design; a region without a case has no finite constant and says nothing of the slopes."""
        counts = counts.reindex(self.people.index)
        kept = (np.bincount(self.region, counts)[self.region] > 0) & (counts.index != without)
        regions = self.region[kept, None] == np.unique(self.region[kept])[1:]
        return counts[kept], np.column_stack([self.design[kept], regions])


@cache
def _frame(exposure: str, period: str, line: str, index: str = "") -> _Frame:
    people = {"exposure": _exposed(exposure, period)[0]}
    people |= {"second_exposure": _exposed("population", period)[0]} if exposure == _BOTH else {}
    scores = {one: _index(one) for one in (line, index) if one in _options()["index"]}
    table = pd.DataFrame(people | scores).dropna().reindex(list(members())).dropna()
    table[[*people]] = np.log(table[[*people]])
    table = table - table.mean()
    table[[*scores]] /= table[[*scores]].std(ddof=0)
    of_country = regions().reindex(table.index).astype("category").cat.codes
    region = np.asarray(of_country if line == "regions" else 0 * of_country, dtype=np.int64)
    design = np.column_stack([np.ones(len(table)), table])
    return _Frame(people["exposure"][table.index], ["constant", *table], design, region)


def _fitted(counts: pd.Series[float], frame: _Frame, without: str = "") -> _Fitted:
    counts, design = frame.drawn(counts, without)
    people = frame.people[counts.index]
    line = Line(counts, people)
    line.design = design  # with what else is in it
    spreads = {"negative binomial": line.spread, "Poisson": 0.0}
    slopes = {name: log_linear(line.counts, design, spread)[0] for name, spread in spreads.items()}
    expected = pd.DataFrame({name: np.exp(design @ slope) for name, slope in slopes.items()}, index=counts.index)
    if design.shape[1] == len(["constant", "exposure"]):
        expected["in proportion"] = people * counts.sum() / people.sum()
    exposures = [frame.columns.index(name) for name in frame.columns if name.endswith("exposure")]
    elasticity = {name: float(slope[exposures].sum()) for name, slope in slopes.items()}  # to both at once
    return _Fitted(counts, expected, elasticity, np.inf if line.spread <= 2 * SPREADS[0] else line.spread**-2)


@cache
def _fits() -> list[tuple[_Counting, _Fitted]]:
    """Fit the lines to each way of counting; one that has no finite maximum is an error, and no analysis is dropped."""
    return [(by, _fitted(_counts(by), _frame(by["exposure"], by["period"], by["line"]))) for by in _countings()]


def _ratios(data: _Fitted, iso3: str) -> dict[str, float]:
    """Return a state's ratio to the expected number by each model; none where the state has no exposure."""
    if iso3 not in data.counts:
        return {}
    count, shape = float(data.counts[iso3]), data.shape
    expected = {str(model): float(one[iso3]) for model, one in data.expected.items()}
    shrunken = 1.0 if np.isinf(shape) else (count + shape) / (expected["negative binomial"] + shape)
    return {"negative binomial, shrunken": shrunken} | {model: count / one for model, one in expected.items()}


@cache
def _of_index() -> list[dict[str, object]]:
    """Return the incidence ratio per standard deviation of each index, for each way of counting."""
    found: list[dict[str, object]] = []
    for by, index in product(_countings(), _options()["index"]):
        if by["line"] not in _options()["index"]:  # an index is not compared at one value of another
            found.append({**by, "index": index, "model": "Poisson", "effect": _incidence(by, index)})
    return found


def _incidence(by: _Counting, index: str) -> float:
    """Return the ratio of cases for one standard deviation of an index, all else in the line equal."""
    frame = _frame(by["exposure"], by["period"], by["line"], index)
    counts, design = frame.drawn(_counts(by))
    return float(np.exp(log_linear(np.asarray(counts), design)[0][frame.columns.index(index)]))


@cache
def _index(index: str) -> pd.Series[float]:
    """Return each state's mean of an index over the years of the register, higher where better."""
    chosen = _options()["index"][index]
    table, years = world.release()["governance_country_year"], PUBLISHED.counting(world.release()["cases"])["year"]
    rows = table[table["year"].between(int(years.min()), int(years.max()))].dropna(subset=[str(chosen.column)])
    means = rows.groupby("iso3")[str(chosen.column)].mean().astype(float)
    return means if chosen.better == "up" else -means


@cache
def specifications(key: str) -> pd.DataFrame:
    """Return a comparison under every specification, in the order of the choices."""
    table = pd.DataFrame(_rows(_claim(key)))
    agrees = table["effect"] > 1 if key.startswith("ratio_") else table["effect"] < 1
    return table.assign(effect=table["effect"].round(9), agrees=agrees, published=published(table))


def _rows(claim: _Claim) -> list[dict[str, object]]:
    name, cell = claim.comparison, (claim.status, claim.exposure)
    if name == "contrast":
        return _contrasts(claim.exposure)
    if name == "index":
        return [row for row in _of_index() if (row["statuses"], row["exposure"]) == cell]
    return [
        {**by, "model": model, "effect": effect}
        for by, data in _fits()
        if (by["statuses"], by["exposure"]) == cell
        for model, effect in (data.elasticity if name == "elasticity" else _ratios(data, name[-3:])).items()
    ]


def _contrasts(exposure: str) -> list[dict[str, object]]:
    """Return the ratio for supported cases over that for cases not supported, under each other set of choices."""
    pair = ["supported", "not supported"]
    table = pd.DataFrame([row for row in _of_index() if row["exposure"] == exposure and row["statuses"] in pair])
    by = [*table.columns.drop(["statuses", "effect"])]
    one, other = (table[table["statuses"] == status].set_index(by)["effect"] for status in pair)
    rows = (one / other).reset_index()
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def published(table: pd.DataFrame) -> pd.Series[bool]:
    """Mark the rows whose every choice is the first of those that the table holds."""
    marks = pd.Series(True, index=table.index)
    for name, options in _options().items():
        if name in table:
            known = set(table[name])
            marks &= table[name] == next(option for option in options if option in known)
    return marks


def agreement(comparison: str | None = None) -> pd.DataFrame:
    """Share of specifications that agree with a claim; specifications are choices and no sample.

    The first call fits every specification, which takes up to a minute.

    Parameters
    ----------
    comparison : str, optional
        One comparison, for its options one by one; by default every comparison. Each is tried for each status of the
        claim and each exposure, over which nothing is pooled: ``elasticity_supported_refugees``,
        ``ratio_BLR_not_supported_population``, ``index_supported_refugees_and_population``.

    Returns
    -------
    DataFrame
        One row per comparison (``comparison``, ``claim``, ``status``, ``exposure``) or an option (``choice``,
        ``option``); then ``analyses``, ``agree``, ``share``, ``least``, ``middle`` and ``most`` (the effects), and, of
        a comparison, ``published`` (the effect by the choices of the reports) and ``fails`` (options with which fewer
        than half of the analyses agree).

    Examples
    --------
    >>> agreement()["share"].between(0, 1).all()
    np.True_
    >>> agreement("elasticity_supported_refugees")["choice"].iloc[0]
    'grades'
    """
    summed = ["analyses", "agree", "share", "least", "middle", "most"]
    if comparison is None:
        rows = []
        for key, claim in _claims().items():
            table, options = specifications(key), _by_option(key)
            ours, fails = table.loc[table["published"], "effect"].iloc[0], options[options["share"] < 1 / 2]
            named = listed(f"“{label(option)}”" for option in fails["option"])
            words = named if table["agrees"].mean() >= 1 / 2 else _("in most analyses")
            rows.append((key, *claim[1:], *_summed(table), ours, words))
        columns = ["comparison", "claim", "status", "exposure", *summed, "published", "fails"]
        return _table(pd.DataFrame(rows, columns=columns))
    return _table(_by_option(comparison), str(_claim(comparison)))


@cache
def _by_option(comparison: str) -> pd.DataFrame:
    """Return in how many specifications with each option a comparison agrees with its claim."""
    table = specifications(comparison)
    parts = {
        (name, option): table[table[name] == option]
        for name, options in _options().items()
        if name in table
        for option in options
    }
    rows = [(*key, *_summed(part)) for key, part in parts.items() if len(part)]
    columns = ["choice", "option", "analyses", "agree", "share", "least", "middle", "most"]
    return pd.DataFrame(rows, columns=columns)


def _summed(table: pd.DataFrame) -> tuple[float, ...]:
    agree, effects = int(table["agrees"].sum()), table["effect"]
    return len(table), agree, agree / len(table), effects.min(), effects.median(), effects.max()


def _share(key: str) -> Estimate:
    """State in which share of its specifications a conclusion holds."""
    effects = specifications(key)["effect"].tolist()
    about = world.about(_("analyses"), _EVERY_SET, *_TABLES).at(str(_claim(key)))
    return agreeing(effects, 1.0, key.startswith("ratio_"), about=about).named(f"robustness.{key}", None)


def _of_world(selection: Selection) -> list[Estimate]:
    """Give the share of analyses that agrees with each conclusion."""
    worldwide(selection)
    return list(map(_share, _claims()))


SUMMARY = (_of_world,)


@cache
def _left_out() -> pd.DataFrame:
    """Return elasticity and ratios with one state or one source left out."""
    cases = world.release()["cases"]
    headline = PUBLISHED.counting(cases)
    sites = cases[["source_1_url", "source_2_url"]].map(site_of)
    requesters, by = sorted(set(headline["requesting_country"])), {name: _first(name) for name in _COUNTING}
    counts, frame = _counts(by), _frame(by["exposure"], by["period"], by["line"])
    found = [_without("state", iso3, _fitted(counts, frame, iso3)) for iso3 in requesters]
    for site in sorted({*sites.loc[headline.index].to_numpy().ravel()} - {""}):
        without = _counts_of(evidence_inputs.weakened(cases, sites, site), by)
        found.append(_without("source", site, _fitted(without, frame)))
    return pd.DataFrame(found)


def _without(what: str, name: str, data: _Fitted) -> dict[str, object]:
    keys = dict.fromkeys(claim.comparison[-3:] for claim in _claims().values() if claim.comparison.startswith("ratio_"))
    ratios = {iso3: _ratios(data, iso3).get("negative binomial, shrunken") for iso3 in keys}
    return {"what": what, "left_out": name, "elasticity": round(data.elasticity["negative binomial"], 9)} | ratios


def leave_out() -> pd.DataFrame:
    """Elasticity, ratios and ratings without one country, one source or one input.

    Returns
    -------
    DataFrame
        One row per number and a thing that is excluded: ``number`` (``elasticity``, the ISO3 code of a ratio to the
        expected cases, or ``ratings``), ``what`` (``state``, ``source`` or ``input``), ``left_out`` and
        ``value`` (of ratings: how many countries keep theirs); of ratings also ``states`` (rated countries), ``share``
        and ``weaker`` (countries of the two highest ratings that lose theirs).

    Examples
    --------
    >>> leave_out().query("number == 'ratings'")["left_out"].tolist()[-1]
    'cases'
    """
    numbers = _left_out().melt(["what", "left_out"], var_name="number").dropna(subset=["value"])
    words, order = evidence.evidence_words(), evidence.words_in_order()
    rest = words[~words.isin(evidence.nothing_found())]
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
