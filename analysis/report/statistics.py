"""The statistics of all countries that reports draw on: computed once from clean tables, by pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from analysis.clean import evidence as evidence_inputs
from analysis.core import hand
from analysis.core.countries import members, name_of
from analysis.core.hand import EvidenceRule, read_evidence_rule, reference
from analysis.stats.estimate import Estimate, Subject
from analysis.stats.evidence_level import Evidence, evidence_level
from analysis.stats.funnel import Funnel, funnel_of_rates
from analysis.stats.inference import quantiles
from analysis.stats.shrinkage import Shrinkage, gamma_poisson, ranks
from analysis.tables.release import Release, load_all, territories
from analysis.tables.shipped import sidecar

MILLION = 1_000_000.0


@cache
def release() -> Release:
    """Give the clean tables, read once in a process."""
    return load_all()


@cache
def known_territories() -> frozenset[str]:
    """Give the members of INTERPOL and every other territory that the data names."""
    return frozenset(territories(release()))


@cache
def source(*tables: str) -> str:
    """Name shipped tables as a source; the report's list of sources says what each is.

    Raises
    ------
    InputError
        If there is no such table.
    """
    assert all(sidecar(table) for table in tables)
    return ", ".join(tables)


def day(value: date) -> str:
    """Write a date as a reader would: ``12 April 2023``."""
    return f"{value.day} {value:%B %Y}"


@dataclass(frozen=True)
class League:
    """One statistic of many countries: against the common rate, shrunken, and ranked.

    Parameters
    ----------
    funnel : Funnel
        Each country against the limits of chance.
    shrunken : Shrinkage
        Each country's rate drawn towards the common one.
    ranks : dict of str to Estimate
        Rank of each country by its shrunken rate.
    """

    funnel: Funnel
    shrunken: Shrinkage
    ranks: dict[str, Estimate]


def assigned_counts() -> pd.Series[int]:
    """Count public notices by the requesting country that they are assigned to, however sure: as many as were found.

    Returns
    -------
    Series of int
        By ISO3 code, for every member that the site was asked for; 0 where it answered with none.
    """
    when, never_asked = reference()
    table = release().public_notices
    rows = table[(table["snapshot_date"] == when.isoformat()) & table["requesting_country"].notna()]
    counts = rows.groupby("requesting_country")["notices"].sum()
    asked = [iso3 for iso3 in members() if iso3 not in never_asked]
    return counts.reindex(asked, fill_value=0).astype(int)


def public_counts() -> pd.Series[int]:
    """Count public notices by requesting country at the reference snapshot, as the inference leaves them: its medians.

    Returns
    -------
    Series of int
        By ISO3 code, for every member that the site was asked for; 0 where it answered with none.
    """
    _, never_asked = reference()
    table = release().inference
    laws = table[table["statistic"] == "requested"].groupby("requesting_country")
    counts = {code: quantiles(law["count"], law["probability"], 0.5)[0] for code, law in laws}
    asked = [iso3 for iso3 in members() if iso3 not in never_asked]
    return pd.Series(counts).reindex(asked, fill_value=0).astype(int)


def population(year: int) -> pd.Series[int]:
    """Give inhabitants by ISO3 code in a year, where known."""
    table = release().governance
    rows = table[(table["year"] == year) & table["population"].notna()]
    return rows.set_index("iso3")["population"].astype(int)


def headline_counts() -> pd.Series[int]:
    """Count the register cases that count by the evidence rule, by requesting country."""
    counts = hand.headline_cases(release().cases)["requesting_country"].value_counts()
    return counts.reindex(list(members()), fill_value=0).astype(int)


def public_subject() -> Subject:
    """Say what public notices at the reference snapshot are."""
    when, _ = reference()
    return Subject(
        "World",
        "public Red Notices",
        f"notices public on {day(when)}, requesting country inferred",
        source("public_notices_by_requesting_country", "governance_country_year"),
        "public Red Notice",
    )


def cases_subject() -> Subject:
    """Say what the headline cases of the register are."""
    return Subject(
        "World",
        "documented cases",
        f"register of documented cases, {rule().chosen}, with an INTERPOL instrument",
        source("cases"),
        "documented case",
    )


@cache
def public_league(level: float) -> League:
    """Compare public notices per million inhabitants over all members that the site was asked for."""
    counts, people = public_counts().align(population(reference()[0].year), join="inner")
    return _league(counts, people, public_subject(), MILLION, "million inhabitants", level)


def _league(
    counts: pd.Series[int], exposure: pd.Series[float], about: Subject, per: float, label: str, level: float
) -> League:
    names = {str(code): name_of(str(code)) for code in counts.index}
    funnel = funnel_of_rates(counts, exposure, about=about, per=per, per_label=label, names=names)
    shrunken = gamma_poisson(counts, exposure, about=about, per=per, per_label=label, names=names, level=level)
    ranked = Subject(about.place, f"in {about.noun} per {label}", about.universe, about.source)
    return League(funnel, shrunken, ranks(shrunken, about=ranked, names=names, level=level))


@cache
def requesting_countries() -> dict[str, str]:
    """Give the requesting country of every register row, by its id."""
    cases = release().cases
    return dict(zip(cases["case_id"], cases["requesting_country"], strict=True))


@cache
def read_in_copy() -> dict[str, str]:
    """Give what was read in a copy or republication, in words, by the id of its register row."""
    flags = release().cases_flags.query("flag == 'copy_read'")
    return dict(zip(flags["case_id"], flags["explanation"], strict=True))


@cache
def rule() -> EvidenceRule:
    """Read the rule of the evidence level."""
    return read_evidence_rule()


@cache
def evidence_table() -> pd.DataFrame:
    """Give the inputs of the evidence level of every territory, by ISO3 code."""
    return evidence_inputs.inputs(release()).set_index("iso3")


def evidence(iso3: str) -> Evidence:
    """Give a country's evidence level with what it hangs on."""
    cases, families, complaints = evidence_table()[["S", "F", "K"]].to_dict("index")[iso3].values()
    levels, noun = rule().levels, rule().noun
    return evidence_level(int(cases), int(families), bool(complaints), levels, place=name_of(iso3), noun=noun)


@cache
def evidence_words() -> pd.Series[str]:
    """Give every territory's evidence level by ISO3 code."""
    return pd.Series({iso3: evidence(iso3).word for iso3 in evidence_table().index}, dtype="str", name="level")


def with_meaning(word: str) -> str:
    """Give an evidence level with what must be said beside it."""
    meaning = next(level.meaning for level in rule().levels if level.word == word)
    return f"{word}, {meaning}" if meaning else word
