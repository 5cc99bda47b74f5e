"""What coding error does to counts, ratings and comparisons, drawn again, and which cases are worth another reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import product
from typing import Unpack

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.core.errors import InputError, some
from analysis.core.messages import _, label
from analysis.core.private import WORLD
from analysis.facts import evidence, reliability, world
from analysis.facts.case_register import READERS, cases_of, readings, without_corrections
from analysis.facts.cases import STATUSES, count
from analysis.facts.evidence import CODED, ROUNDS, evidence_table, known_codes, rating, second_counts
from analysis.facts.expected import fitted
from analysis.facts.selection import PUBLISHED, Selection, YearChoices, chosen, worldwide
from analysis.stats.agreement import SEED, Codes, dawid_skene, easy_and_hard
from analysis.stats.estimate import Estimate, Floats, Kind, Subject, checked_level, interval, number, percent
from analysis.stats.evidence_level import doubt, recount, redraw, with_prior, word_of

__all__ = ["agreement", "confusion", "pairs", "probabilities", "recounts", "worth_recoding"]

DRAWS = 4000
_METHOD = _("coding error: countries drawn together with the error rates of the random rounds, Beta-binomial")
#: How often a latent-class model is fitted to cases that are drawn anew.
_FITTED = 200
#: What a case is by one coding: well documented, or else its status.
OUTCOMES = ("well_documented", *STATUSES)
#: Models of coding error; the last two are of latent classes.
MODELS = ("transitions", "present", "latent", "easy_and_hard")
#: Rounds that are compared together, as the tables of agreement name them -> their name.
_NAMES = {"".join(rounds): name for name, rounds in ROUNDS.items()}


def agreement(rounds: str | None = None, level: float = 0.95) -> pd.DataFrame:
    """How far two readers of the same cases agree, by field: the share that agrees, and kappa.

    Parameters
    ----------
    rounds : {"random", "chosen", "1", ..., "8"}, optional
        Rounds of the second coding; by default the random ones, the chosen ones and each alone. They are never pooled.

    Returns
    -------
    DataFrame
        One row per field, rounds and ``statistic``: ``agreement`` (a share, with Wilson's interval) or ``kappa`` (Cohen
        1960, with an interval by resampling cases); then ``value``, ``low``, ``high``, ``level`` and ``n`` (cases). A
        case without a second code is not compared.

    Examples
    --------
    >>> agreement("4").query("field == 'claim_status'")["value"].round(2).tolist()
    [0.72, 0.42]
    """
    codings = reliability.coded_twice(level)
    table = reliability.agreement_table(codings)
    table.insert(1, "rounds", [_NAMES[rounds] for _field, rounds in codings for _statistic in range(2)])
    shown = ["field", "rounds", "statistic", "value", "low", "high", "level", "n", "counted"]
    table = table.loc[table["rounds"] == _rounds(rounds) if rounds else slice(None), shown].reset_index(drop=True)
    return world.sourced(table, reliability.SECOND_CODING)


def _rounds(rounds: str) -> str:
    if rounds not in ROUNDS:
        raise InputError(f"rounds {rounds!r}", f"one of {some(ROUNDS, 9)}", "choose one of these")
    return rounds


def confusion(field: str = "claim_status") -> pd.DataFrame:
    """Second codes by first code, in the random rounds, in the chosen rounds, and in each round.

    Parameters
    ----------
    field : {"claim_status", "grade"}
        What was coded.

    Returns
    -------
    DataFrame
        One row per group of rounds and first code: ``rounds`` (as for `agreement`), ``first``, a column per second
        code, ``rows``. Blank second codes are excluded.

    Examples
    --------
    >>> int(confusion("grade").query("rounds == 'random'")["rows"].sum())
    102
    """
    table = world.release().second_coding.dropna(subset=[f"second_{field}"])
    found = {}
    for name, rounds in _NAMES.items():
        part = table[table["round"].isin([*name])].astype(str)
        found[rounds] = pd.crosstab(part[f"first_{field}"], part[f"second_{field}"])
    joined = pd.concat(found, names=["rounds", "first"]).fillna(0).astype(int).sort_index(axis=1)
    table = joined.assign(rows=joined.sum(axis=1)).rename_axis(None, axis=1).reset_index()
    return world.sourced(table, reliability.SECOND_CODING)


@cache
def _parts(rounds: str) -> dict[str, tuple[dict[evidence.Code, int], int]]:
    """Return the cases of each country that are drawn, by code, and how many are fixed."""
    known, again = set(known_codes(rounds=rounds)), second_counts(rounds=rounds)
    by_country = world.release().cases.groupby("requesting_country")
    return {str(iso3): evidence.rows_by_code(rows, known, again=again) for iso3, rows in by_country}


def _outcomes(rows: pd.DataFrame) -> Codes:
    """Return the place in `OUTCOMES` of each case."""
    status = rows["claim_status"].map(OUTCOMES.index).to_numpy(dtype=np.int64)
    return np.where(PUBLISHED.counts(rows), 0, status)


@cache
def _recoded(first: bool, rounds: str) -> tuple[pd.Series, dict[evidence.Code, list[int]], Codes]:
    """Return the codes of the cases that are drawn, outcomes of second readings by code, and fixed outcomes."""
    cases, again = world.release().cases.reset_index(drop=True), evidence.read_again(rounds=rounds)
    outcome = _outcomes(evidence.coding_of(again, "second"))
    known = pd.Series(outcome, again["case_id"]).groupby(level=0).last()
    codes = evidence.coding_of(again, "first") if first else cases.set_index("case_id").loc[again["case_id"]]
    codes = without_corrections(codes.assign(outcome=outcome))
    counts = pd.crosstab([codes["claim_status"], codes["evidence_grade"]], codes["outcome"])
    counts = counts.reindex(columns=range(len(OUTCOMES)), fill_value=0)
    rates = {tuple(map(str, code)): row for code, row in zip(counts.index, counts.to_numpy().tolist(), strict=True)}
    able = without_corrections(cases)
    read = able["case_id"].map(known).dropna().astype(int)
    fixed = _outcomes(cases)
    fixed[read.index] = read
    rest = able.drop(read.index)
    now = pd.Series(list(zip(rest["claim_status"], rest["evidence_grade"], strict=True)), rest.index)
    return now[now.isin(list(rates))], rates, fixed


@cache
def _latent(model: str, prior: float) -> Callable[[np.random.Generator | None], Floats]:
    """Return a fit to all cases, or to as many drawn anew, that gives the probability of each outcome of each case."""
    cases = world.release().cases
    table = readings().set_index("case_id")[[*READERS]]
    codes = table.apply(lambda column: pd.Categorical(column, categories=STATUSES).codes.astype(np.int64))
    patterns, place, counts = np.unique(codes.to_numpy(), axis=0, return_inverse=True, return_counts=True)
    fit = partial(dawid_skene, smoothing=prior / 2) if model == "latent" else partial(easy_and_hard, smoothing=prior)
    able = PUBLISHED.counts(cases.assign(claim_status="supported")).to_numpy(dtype=bool)

    def outcomes_of(random: np.random.Generator | None) -> Floats:
        weights = counts if random is None else random.multinomial(len(cases), counts / len(cases))
        status = fit(patterns, len(STATUSES), weights)[place]
        return np.column_stack([status[:, 0] * able, status[:, 0] * ~able, status[:, 1:]])

    return outcomes_of


@cache
def chances(model: str, prior: float = 1.0, rounds: str = "random") -> Floats:
    """Probability of each outcome of each case by a model of coding error; shape (cases, outcomes)."""
    if model in MODELS[2:]:
        return _latent(model, prior)(None)
    codes, rates, fixed = _recoded(model == "transitions", rounds)
    found = np.eye(len(OUTCOMES))[fixed]
    for code in rates:
        weights = with_prior(rates[code], prior)
        found[codes.index[codes == code]] = weights / weights.sum()
    return found


@cache
def drawn_outcomes(model: str, prior: float = 1.0, rounds: str = "random") -> NDArray[np.int8]:
    """Draw the outcome of every case together by a model of coding error; shape (draws, cases)."""
    if model in MODELS[2:]:
        random, found = np.random.default_rng(SEED), []
        for _unused in range(_FITTED):
            ends = _latent(model, prior)(random).cumsum(axis=1)[:, :-1]
            found.append((random.random((DRAWS // _FITTED, len(ends), 1)) > ends).sum(axis=2, dtype=np.int8))
        return np.concatenate(found)
    codes, rates, fixed = _recoded(model == "transitions", rounds)
    drawn = np.tile(fixed.astype(np.int8), (DRAWS, 1))
    drawn[:, codes.index] = redraw(codes.tolist(), rates, draws=DRAWS, prior=prior)
    return drawn


@cache
def _drawn(rounds: str = "random", prior: float = 1.0) -> pd.DataFrame:
    """Well-documented cases of each country in each draw, by the error rates of the present codes."""
    counts = pd.DataFrame(drawn_outcomes("present", prior, rounds).T == 0)
    return counts.groupby(world.release().cases["requesting_country"].astype(str).to_numpy()).sum().T.astype(float)


def probabilities(country: str | Selection | None = None, **choices: Unpack[YearChoices]) -> pd.DataFrame:
    """Probability that each case is well documented, by four models of coding error that disagree.

    Choices: since, until.

    Returns
    -------
    DataFrame
        One row per case, in the order of the register: ``case_id``; ``well_documented`` (whether it counts now);
        ``transitions`` and ``present`` (second codes of the random rounds against first codes and against present
        codes, 0 or 1 where a second reader coded the case), ``latent`` (all readings of the status, Dawid and Skene
        1979) and ``easy_and_hard`` (the same with hard cases, in which readers err together). The last two take grades
        as they are, so a case of another grade than A or B has 0. Summed, they give the totals of each model.

    Examples
    --------
    >>> bool(probabilities("Belarus")["latent"].between(0, 1).all())
    True
    """
    selection, cases = chosen(country, choices, YearChoices), world.release().cases
    table = pd.DataFrame({model: chances(model)[:, 0].round(6) for model in MODELS})
    table.insert(0, "case_id", cases["case_id"].to_numpy())
    table.insert(1, "well_documented", PUBLISHED.counts(cases).to_numpy(dtype=bool))
    own = table[table["case_id"].isin(cases_of(selection)["case_id"])].reset_index(drop=True)
    return world.sourced(own, "cases", reliability.SECOND_CODING, "cases_readings")


def _ends(values: Floats | pd.Series, level: float) -> tuple[float, float, float]:
    tail = (1 - checked_level(level)) / 2
    low, middle, high = np.quantile(values, [tail, 0.5, 1 - tail], method="inverted_cdf")
    return float(low), float(middle), float(high)


def _rating_of(iso3: str, cases: float) -> str:
    return word_of({**rating(iso3).inputs, "cases": int(cases)}, PUBLISHED.evidence_rule.levels)


def _ratings(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the rating of each country in each draw."""
    columns = {iso3: cases.map({n: _rating_of(str(iso3), n) for n in cases.unique()}) for iso3, cases in drawn.items()}
    return pd.DataFrame(columns)


@cache
def recounts(level: float = 0.95, rounds: str = "random", prior: float = 1.0) -> pd.DataFrame:
    """Well-documented cases of each country now, and if another reader coded every case.

    Parameters
    ----------
    rounds : {"random", "chosen", "1", ..., "8"}
        Rounds of the second coding that give the error rates.
    prior : float
        How many readings the prior of each error rate is worth, half of them counting; 1 is that of Jeffreys.

    Returns
    -------
    DataFrame
        One row per country of the register, by name, and the world in the last row: ``country``, ``rating``,
        ``well_documented``, ``median``, ``low``, ``high``, ``stays`` (probability that the rating does not change) and
        ``other_rating`` (the most likely other one; blank where there is none).

    Examples
    --------
    >>> found = recounts()
    >>> bool((found["low"] <= found["median"]).all()), found["country"].iloc[-1]
    (True, 'WORLD')
    """
    drawn, now, counts = _drawn(_rounds(rounds), prior), evidence.evidence_words(), evidence_table()["S"]
    known, ratings, rows = known_codes(rounds=rounds), _ratings(drawn), []
    for iso3, (by_code, fixed) in _parts(rounds).items():
        chances, others = recount(by_code, known, fixed, prior), ratings[iso3][ratings[iso3] != now[iso3]]
        stays = chances[[_rating_of(iso3, cases) == now[iso3] for cases in range(len(chances))]].sum()
        low, middle, high = _ends(drawn[iso3], level)
        other = str(others.mode().iloc[0]) if len(others) else ""
        rows.append((iso3, now[iso3], counts[iso3], middle, low, high, min(1.0, round(float(stays), 12)), other))
    columns = ["country", "rating", "well_documented", "median", "low", "high", "stays", "other_rating"]
    table = pd.DataFrame(rows, columns=columns).sort_values("country", key=world.names, kind="stable")
    low, middle, high = _ends(drawn.to_numpy().sum(axis=1), level)
    last = pd.DataFrame([(WORLD, "", counts.sum(), middle, low, high, np.nan, "")], columns=columns)
    table = pd.concat([table, last], ignore_index=True).astype({"well_documented": float})
    named = label("".join(ROUNDS[rounds]), "coding-rounds")
    again = _("cases in the register, recoded by simulation with the error rates of {rounds}", rounds=named)
    table.attrs |= {"counted": _about("").universe if rounds == "random" else again, "source": world.source(*CODED)}
    return table


def within(table: pd.DataFrame) -> Estimate:
    """Count the countries of `recounts` whose cases in the register are within the interval for coding error."""
    inside = table["well_documented"].between(table["low"], table["high"])
    counted = str(table.attrs.get("counted", _about("").universe))
    return world.part(inside.sum(), len(inside), _("countries"), counted, *CODED).named("coding.within", None)


def totals(level: float = 0.95) -> dict[str, Estimate]:
    """Well-documented cases in the world under four models of coding error, which disagree.

    The sum of the `probabilities` of each model, with an interval: of the table ``coding_error``.
    """
    found = {}
    for model, row in reliability.by_model("well_documented", level=level).iterrows():
        ends, value = (row["low"], row["high"]), row["value"]
        words = {"value": number(round(value)), "interval": interval(*ends, row["level"])}
        sentence, method = label(model, "coding-total", **words), label(model, "coding-method")
        tried = "recount_of_all" if model in ("transitions", "present") else ""  # no simulation tried the others
        stated = _estimate(value, ends, row["level"], sentence, _("well-documented cases"), None, method, tried)
        found[str(model)] = stated if tried else replace(stated, counted=_("cases, as coded by all readers"))
    return found


def _over_models() -> Iterator[Estimate]:
    """Yield numbers of the register with the range of four models of coding error; no single corrected one exists."""
    counts = np.bincount(_outcomes(world.release().cases), minlength=len(OUTCOMES)).astype(float)
    now = dict(zip(OUTCOMES, counts, strict=True)) | {"supported": counts[:2].sum()}
    now |= {"elasticity": fitted(0.95).elasticity.value}
    for name, value in now.items() if len(reliability.coding_error()) else ():
        yield reliability.over_models(name, float(value)).named(f"coding.{name}", None)


def _depends() -> Estimate:
    """Return how far the total moves with the model of coding error, and how far with the prior."""
    table = reliability.coding_error().query("number == 'well_documented' and country == @WORLD")
    spread = [
        float((table.groupby(fixed)["value"].max() - table.groupby(fixed)["value"].min()).max())
        for fixed in ("prior", "model")
    ]
    most = "model" if spread[0] >= spread[1] else "prior"
    sentence = label(most, "coding-depends", model=round(spread[0]), prior=round(spread[1]))
    return _firm(round(spread[0]), round(sum(spread)), sentence, _("cases"))


def _estimate(
    value: float, ends: tuple[float, float], level: float, sentence: str, unit: str, n: float | None = None,
    method: str = _METHOD, tried: str = "recount_of_all",
) -> Estimate:  # fmt: skip
    rows = float(len(world.release().cases)) if n is None else n
    kind = Kind.CODING
    return _about(unit).estimate(value, sentence, method, rows, ends=ends, level=level, kind=kind, tried=tried)


def _about(unit: str) -> Subject:
    universe = _("cases in the register, recoded by simulation with the error rates of the random rounds")
    return world.about(unit, universe, *CODED)


def _countries_again(level: float = 0.95) -> dict[str, Estimate]:
    """Count the countries of each rating that coding can give, if each case were coded once more, strongest first."""
    now, ratings = evidence.evidence_words(), _ratings(_drawn())
    rest, found = now.drop(list(ratings.columns)), dict[str, Estimate]()
    for word in filter(set(ratings.to_numpy().ravel()).__contains__, evidence.words_in_order()):
        low, middle, high = _ends((ratings.to_numpy() == word).sum(axis=1) + int((rest == word).sum()), level)
        words = {"value": number(middle), "interval": interval(low, high, level), "now": number((now == word).sum())}
        sentence = label("rating", "coding-sentence", level=word, **words)
        found[word] = _estimate(middle, (low, high), level, sentence, _("countries and territories"), len(now))
    return found


def pairs(least: int = 4) -> pd.DataFrame:
    """How firmly one country has more well-documented cases than another, if another reader coded every case.

    Parameters
    ----------
    least : int
        The fewest well-documented cases of the countries that are compared.

    Returns
    -------
    DataFrame
        One row per pair of countries with different counts: ``more`` and ``fewer`` (ISO3 codes), ``cases_more``,
        ``cases_fewer``, ``stays`` (probability that the first still has more).

    Examples
    --------
    >>> bool(pairs()["stays"].between(0, 1).all())
    True
    """
    drawn, now = _drawn(), evidence_table()["S"].astype(float)
    rows = [
        (one, other, now[one], now[other], _share(drawn[one] > drawn[other]))
        for one, other in product(sorted(now.index[now >= least]), repeat=2)
        if now[one] > now[other]
    ]
    return world.sourced(pd.DataFrame(rows, columns=["more", "fewer", "cases_more", "cases_fewer", "stays"]), *CODED)


def _share(holds: pd.Series[bool]) -> float:
    """Return the share of draws, never quite none or all, for they are few."""
    return round((int(holds.sum()) + 0.5) / (len(holds) + 1), 6)


def _moved() -> Estimate:
    """Return how often a second reader of the random rounds counts a case that does not count now, and the reverse."""
    rule, known = PUBLISHED.evidence_rule.inputs.cases, evidence.known_codes()
    counting = list(product(rule.claim_status, rule.evidence_grade))
    stay, read = (sum(known[code][place] for code in counting) for place in (0, 1))
    up, out = (sum(counts[place] for code, counts in known.items() if code not in counting) for place in (0, 1))
    kept = _("all {count}", count=read) if stay == read else _("{kept} of the {count}", kept=stay, count=read)
    sentence = label("moved", "coding-sentence", up=up, out=out, kept=kept)
    return _firm(up, out, sentence, _("cases"))


def _firm(firm: int, of: int, sentence: str, unit: str) -> Estimate:
    """Return how many of so many hold, without an interval."""
    return _about(unit).estimate(firm, sentence, _METHOD, of, kind=Kind.DERIVED)


def _compared(least: int = 4, sure: float = 0.95) -> Estimate:
    table = pairs(least)
    firm = int((table["stays"] >= sure).sum())
    sentence = label("pairs_unchanged", "coding-sentence", firm=firm, pairs=len(table), least=least, sure=percent(sure))
    return _firm(firm, len(table), sentence, _("pairs of countries"))


def _stays(sure: float = 0.95) -> Estimate:
    stays = recounts()["stays"].dropna()
    firm = int((stays >= sure).sum())
    sentence = label("ratings_unchanged", "coding-sentence", firm=firm, states=len(stays), sure=percent(sure))
    return _firm(firm, len(stays), sentence, _("countries and territories"))


def worth_recoding(n: int = 25) -> pd.DataFrame:
    """Cases that are worth another reading: those that could change a rating, and how likely.

    Parameters
    ----------
    n : int
        How many cases.

    Returns
    -------
    DataFrame
        The most worth first: ``case_id``, ``country``, ``counts`` (well documented now), ``readers`` (how many),
        ``chance`` (that a further reader decides otherwise), ``rating``, ``rating_then`` (if one did) and ``steps``
        (the expected change, in ratings). Cases that change no rating come last, the more doubtful first.

    Examples
    --------
    >>> bool(worth_recoding()["steps"].is_monotonic_decreasing)
    True
    """
    table = _worth().sort_values(["steps", "chance", "case_id"], ascending=[False, False, True], kind="stable")
    return world.sourced(table.head(n).reset_index(drop=True), *CODED, "cases_readings")


@cache
def _worth() -> pd.DataFrame:
    again, known, levels = second_counts(), known_codes(), PUBLISHED.evidence_rule.levels
    last = sum(not level.no_finding for level in levels)  # ratings that are no finding of misuse share the last place
    order = {level.word: min(place, last) for place, level in enumerate(levels)}
    times = world.release().cases_readings["case_id"].value_counts()
    cases = without_corrections(world.release().cases)
    columns = ("case_id", "requesting_country", "claim_status", "evidence_grade")
    found = []
    for counts, case_id, iso3, *code in zip(PUBLISHED.counts(cases), *(cases[name] for name in columns), strict=True):
        if tuple(code) not in known:
            continue
        likely, now = doubt(bool(counts), known[tuple(code)], again.get(case_id)), rating(str(iso3))
        then = _rating_of(str(iso3), now.inputs["cases"] + (-1 if counts else 1))
        steps = abs(order[now.word] - order[then]) * likely
        found.append((case_id, iso3, bool(counts), times[case_id], round(likely, 6), now.word, then, round(steps, 6)))
    names = ["case_id", "country", "counts", "readers", "chance", "rating", "rating_then", "steps"]
    return pd.DataFrame(found, columns=names)


def _worth_now() -> Estimate:
    """Count the cases that could change the rating of their country if a further reader decided otherwise."""
    table = _worth()
    moving = table[table["steps"] > 0]
    words = {"rows": len(moving), "all": len(table), "states": moving["country"].nunique()}
    sentence = label("worth_recoding", "coding-sentence", **words)
    return _about(_("cases")).estimate(len(moving), sentence, _("complete count"), len(table))


def _of_world(selection: Selection) -> list[Estimate]:
    """What coding error leaves of counts, ratings and comparisons, and how far two codings agree."""
    level = worldwide(selection).level
    found = {"cases": count()} | ({"depends": _depends()} if len(reliability.coding_error()) else {})
    found |= {f"total_{model}": total for model, total in totals(level).items()}
    found |= {f"countries_{word.replace(' ', '_')}": count for word, count in _countries_again(level).items()}
    found |= {"ratings_unchanged": _stays(), "pairs_unchanged": _compared()}
    found |= {"worth_recoding": _worth_now(), "moved": _moved()}
    for (field, rounds), both in reliability.coded_twice(level).items():
        found |= {f"{statistic}_{field}_{_NAMES[rounds]}": one for statistic, one in both.items()}
    return [*_over_models(), *(estimate.named(f"coding.{name}", None) for name, estimate in found.items())]


SUMMARY = (_of_world,)
