"""How far readers of the same cases agree, and what their errors make of the numbers of cases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from analysis.core.messages import _, label
from analysis.core.number_words import Details, phrase
from analysis.core.private import WORLD
from analysis.facts import world
from analysis.facts.case_register import READERS, readings
from analysis.facts.selection import PUBLISHED, Selection, worldwide
from analysis.stats.agreement import Codes, dawid_skene, kappa
from analysis.stats.agreement import agreement as agreement_of
from analysis.stats.double_sample import DRAWS, DoubleSample, double_sample, true_shares
from analysis.stats.estimate import Estimate, Kind, Subject

__all__ = ["agreement", "recounts"]

SECOND_CODING = "cases_second_coding"
CODED = ("cases", SECOND_CODING)
STATUSES = ("supported", "contested", "unsupported")
#: What is compared -> its codes, the one of interest first.
CODES = {"claim_status": STATUSES, "well_documented": ("yes", "no")}
#: Field of the second coding -> column of the register.
FIELDS = {
    "claim_status": "claim_status", "instrument": "instrument", "grade": "evidence_grade", "effect": "effect",
    "outcome": "oversight_outcome", "year": "year", "host_country": "host_country",
    "requesting_country": "requesting_country",
}  # fmt: skip
#: The status that follows from the criteria of a reader by the written rule.
BY_RULE = "status_by_rule"
#: Reader of the validation sample -> its round. Neither reading is part of a majority, so they test the register.
VALIDATION = {"validation_a": "5", "validation_b": "6"}
#: Other blind readings -> their rounds: by a written rule, of all cases outside the sample.
BLIND = {"blind_2": ("7", "8")}
#: Two codings of the same cases, which are never pooled: single readers before the corrections of the register; two
#: blind readers; the register against each of them; an earlier register against one blind reader.
COMPARED = ("round_1", "round_4", "blind", "register_a", "register_b", "register_blind_2")
METHOD = _("double sample (Tenenbein 1970), bootstrap over cases")
#: Weights of the prior between which the estimate is shown to move: none, and three readings.
PRIORS = (0.0, 1.0, 3.0)


def _second(which: str, *rounds: str) -> pd.DataFrame:
    """Return the first or second codes of some rounds, by case, in the columns of `FIELDS`."""
    table = world.release()["cases_second_coding"]
    names = {f"{which}_{field}": field for field in FIELDS}
    return table[table["round"].isin(rounds)].set_index("case_id").rename(columns=names)[[*FIELDS]].astype(object)


def _by_rule(reader: str) -> pd.Series:
    rows = world.release()["cases_rule"]
    return rows[rows["reader"] == reader].set_index("case_id")[BY_RULE]


def _register() -> pd.DataFrame:
    names = {column: field for field, column in FIELDS.items()}
    return world.release()["cases"].set_index("case_id").rename(columns=names)[[*FIELDS]].astype(object)


@cache
def _codings(which: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return two codings of the same cases, each with the status by the written rule where it has one."""
    if which.startswith("round"):
        return _second("first", which[-1]), _second("second", which[-1])
    a, b = (_second("second", VALIDATION[one]).assign(**{BY_RULE: _by_rule(one)}) for one in VALIDATION)
    if which == "blind":
        return a, b
    if which == "register_blind_2":
        first, again = (_second(one, *BLIND["blind_2"]) for one in ("first", "second"))
        again[BY_RULE] = _by_rule("blind_2")
    else:
        again = a if which == "register_a" else b
        first = _register().loc[again.index]
    return first.assign(**{BY_RULE: first["claim_status"]}), again


def status_pairs(which: str) -> pd.DataFrame:
    """Count the cases of a comparison of `COMPARED` by both statuses: ``first``, ``second`` and ``cases``."""
    first, second = (codes["claim_status"] for codes in _codings(which))
    pairs = pd.DataFrame({"first": first, "second": second.reindex(first.index)}).dropna().astype(str)
    return pairs.value_counts(sort=False).rename("cases").reset_index()


@cache
def compared(level: float = 0.95) -> dict[tuple[str, str], dict[str, Estimate]]:
    """Agreement and kappa of two codings of the same cases: by comparison and field. A blank code is not compared."""
    found = {}
    for which in COMPARED:
        one, two = _codings(which)
        two = two.loc[one.index]
        for field in one.columns[two.reindex(columns=one.columns).notna().any()]:  # a round may leave a field out
            read = two[field].notna()
            first, second = (codes.loc[read, field].fillna("").astype(str).tolist() for codes in (one, two))
            noun = _("the {field}", field=label(field, "coding-field"))
            about = world.about(noun, label(which, "coding-compared"), *CODED, "cases_rule")
            share = agreement_of(first, second, about=about, level=level)
            found[which, str(field)] = {"agreement": share, "kappa": kappa(first, second, about=about, level=level)}
    return found


def agreement(level: float = 0.95) -> pd.DataFrame:
    """How far two codings of the same cases agree, by field: the share that agrees, and kappa.

    Parameters
    ----------
    level : float
        Level of the intervals.

    Returns
    -------
    DataFrame
        One row per comparison, field and ``statistic``: ``compared`` (``round_1`` and ``round_4``: single readers
        before the register was corrected; ``blind``: two readers who saw no code; ``register_a``, ``register_b``: the
        register against each of these, who have no part in it; ``register_blind_2``: release 3 against one blind
        reader); ``field``; ``statistic``, ``agreement`` (a share, with the interval of Wilson 1927) or ``kappa`` (Cohen
        1960, with a bootstrap interval over cases); ``value``, ``low``, ``high``, ``level`` and ``n`` (cases).

    Examples
    --------
    >>> table = agreement().query("compared == 'blind' and field == 'claim_status'")
    >>> table["value"].round(2).tolist(), table["n"].tolist()
    ([0.93, 0.87], [44, 44])
    """
    rows = [
        {"compared": which, "field": field, "statistic": statistic} | one.as_dict()
        for (which, field), both in compared(level).items() for statistic, one in both.items()
    ]  # fmt: skip
    shown = ["compared", "field", "statistic", "value", "low", "high", "level", "n", "counted"]
    return world.sourced(pd.DataFrame(rows)[shown], *CODED, "cases_rule")


def _well_documented(codes: pd.DataFrame) -> pd.Series:
    """Say of each case, as one coding has it, whether it is well documented."""
    names = {"grade": "evidence_grade"}
    counts = PUBLISHED.counts(codes.rename(columns=names)[["claim_status", "evidence_grade", "instrument"]])
    return pd.Series(np.where(counts, *CODES["well_documented"]), codes.index)


def _codes(codes: pd.DataFrame, field: str) -> pd.Series:
    return _well_documented(codes) if field == "well_documented" else codes[field].astype(str)


@cache
def sample(field: str) -> pd.DataFrame:
    """Return the codes of the validation sample: by the register, by each reader, and where both readers agree."""
    a, b = (_codes(codes, field) for codes in _codings("blind"))
    b = b.loc[a.index]
    table = pd.DataFrame({"register": _codes(_register().loc[a.index], field), "validation_a": a, "validation_b": b})
    return table.assign(consensus=a.where(a == b))


def _places(codes: pd.Series, field: str) -> Codes:
    """Number the codes of a field; a case without one has -1."""
    return pd.Categorical(codes, categories=CODES[field]).codes.astype(np.int64)


@cache
def coded_again(field: str, prior: float = 1.0, draws: int = DRAWS) -> DoubleSample:
    """Return the true code of every case, taking the two blind readers to be right where they agree."""
    register = _codes(_register(), field)
    true = sample(field)["consensus"].reindex(register.index)
    return double_sample(_places(register, field), _places(true, field), len(CODES[field]), prior=prior, draws=draws)


def recounts(level: float = 0.95, prior: float = 1.0) -> pd.DataFrame:
    """Well-documented cases of each country: in the register, and as two blind readers would count them.

    A double-sample estimate (Tenenbein 1970): what the two readers of the validation sample agree on is taken as true,
    and its shares by code of the register as those of all other cases.

    Parameters
    ----------
    level : float
        Level of the intervals.
    prior : float
        How many readings the prior of each code is worth; it is centred on the whole sample.

    Returns
    -------
    DataFrame
        One row per country of the register, in order of names, and the world in the last row: ``country`` (ISO3 code),
        ``well_documented`` (in the register), ``value`` (the expected number), ``low``, ``high``.

    Examples
    --------
    >>> recounts().tail(1)[["well_documented", "value"]].round().values.tolist()
    [[134.0, 131.0]]
    """
    found, countries = coded_again("well_documented", prior), world.release()["cases"]["requesting_country"].astype(str)
    now = PUBLISHED.counts(world.release()["cases"]).to_numpy(dtype=bool)
    every = {code: (countries == code).to_numpy() for code in sorted(set(countries))}
    rows = [
        (code, float(now[own].sum()), *found.total(0, own, level))
        for code, own in {**every, WORLD: np.ones(len(now), dtype=bool)}.items()
    ]
    table = pd.DataFrame(rows, columns=["country", "well_documented", "value", "low", "high"])
    by_name = table[:-1].sort_values("country", key=world.names, kind="stable")
    table = pd.concat([by_name, table.tail(1)], ignore_index=True)
    table.attrs |= {"counted": _about("").universe, "source": world.source(*CODED)}
    return table


def _about(unit: str) -> Subject:
    return world.about(unit, phrase("coding._by_two_readers"), *CODED)


#: Numbers of the register that are estimated again -> the field that is compared.
NUMBERS = {"supported": "claim_status", "well_documented": "well_documented"}


def _estimated(level: float) -> Iterator[Estimate]:
    """Yield how many cases are supported, and well documented, by the double sample, and how far the prior moves it."""
    for name, field in NUMBERS.items():
        register, known = _codes(_register(), field), sample(field)["consensus"]
        about, n, counted = _about(label(name, "coding-unit")), float(len(register)), CODES[field][0]
        value, low, high = coded_again(field).total(0, level=level)
        estimate = about.estimate(value, "", METHOD, n, ends=(low, high), level=level, kind=Kind.CODING)
        words: Details = {"now": register.eq(counted).sum(), "sample": known.count()}
        words["in_sample"] = known.eq(counted).sum()
        yield estimate.named(f"coding.{name}", None, **words)
        ends = [coded_again(field, prior, draws=1).total(0)[0] for prior in PRIORS]
        ranged = about.estimate(value, "", METHOD, n, ends=(min(ends), max(ends)), kind=Kind.MODELS)
        yield ranged.named(f"coding.{name}_by_prior", None)
        latent, method = _by_latent_classes(field), _("latent classes of three codings (Dawid and Skene 1979)")
        yield about.estimate(latent, "", method, n, kind=Kind.DERIVED).named(f"coding.{name}_latent", None)


def _by_latent_classes(field: str) -> float:
    """Return how many cases have the first code if the readers of the sample err, too, each independently."""
    table, codes = sample(field), len(CODES[field])
    read = table[["register", *VALIDATION]].apply(lambda column: _places(column, field)).to_numpy()
    chances = dawid_skene(read, codes)
    shares = true_shares(np.eye(codes)[read[:, 0]].T @ chances, 1.0)
    rest = _places(_codes(_register().drop(table.index), field), field)
    return float(chances[:, 0].sum() + shares[rest, 0].sum())


def _votes() -> Iterator[Estimate]:
    """Count the cases that all readers call supported, those with ties, and those that any reader calls supported."""
    table, cases = readings(), world.release()["cases"]
    calls, disputed, not_supported = ((table[[*READERS]] == status).sum(axis=1) for status in STATUSES)
    votes = {
        "by_all": calls == table["readers"],
        "with_ties": (calls > 0) & (calls >= disputed) & (calls >= not_supported),
        "by_any": calls > 0,
    }
    able = PUBLISHED.counts(cases.assign(claim_status="supported")).to_numpy(dtype=bool)
    universe, n = phrase("coding._by_readings"), float(len(cases))
    several, is_split = float((table["readers"] > 1).sum()), int((table["agreeing"] < table["readers"]).sum())
    split = world.counted(is_split, _("cases"), phrase("coding._by_several"), "cases", "cases_readings", n=several)
    yield split.named("coding.disagreed", None)
    for vote, holds in votes.items():
        for name, counted in (("supported", holds), ("well_documented", holds & able)):
            found = world.counted(int(counted.sum()), _("cases"), universe, "cases", "cases_readings", n=n)
            yield found.named(f"coding.{name}_{vote}", None)


def _moved() -> Iterator[Estimate]:
    """Count how often one blind reader called cases of release 3 supported: its well-documented and disputed ones."""
    first, again = _codings("register_blind_2")
    supported = again["claim_status"] == "supported"
    groups = {"confirmed": _well_documented(first) == "yes", "raised": first["claim_status"] == "contested"}
    for name, group in groups.items():
        universe, n = label(name, "coding-universe"), float(group.sum())
        found = world.counted(int((supported & group).sum()), _("cases"), universe, SECOND_CODING, n=n)
        yield found.named(f"coding.{name}", None)


def _of_world(selection: Selection) -> list[Estimate]:
    """What coding error leaves of the numbers of cases."""
    return [*_estimated(worldwide(selection).level), *_votes(), *_moved()]


SUMMARY = (_of_world,)
