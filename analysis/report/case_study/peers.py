"""A country beside a stated set of peers: documented cases relative to people at risk, with exact intervals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import yaml

from analysis.charts.chart import Chart
from analysis.charts.rates import rates
from analysis.countries import name_of
from analysis.paths import HAND
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.case_study.front import ROOT
from analysis.report.place import Place
from analysis.report.texts import text
from analysis.report.words import interval_of, value_of
from analysis.stats.estimate import Estimate
from analysis.stats.rates import poisson_rate, rate_ratio
from analysis.stats.wording import number

FILE = HAND / "peers.yml"


@dataclass(frozen=True)
class Peers:
    """With whom a country is compared.

    Parameters
    ----------
    name : str
        What the peers are.
    reason : str
        Why they were chosen.
    codes : tuple of str
        Their ISO3 codes, without the country itself.
    """

    name: str
    reason: str
    codes: tuple[str, ...]


@cache
def _file() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def peers_of(place: Place) -> Peers:
    """Give the peers of a country: those of its group in the file, else the states of its sub-region.

    Parameters
    ----------
    place : Place
        The country.

    Returns
    -------
    Peers
        Only states with refugees or asylum seekers abroad, for the others have no rate.
    """
    group = next((g for g in _file()["groups"] if place.iso3 in g["countries"]), None)
    area = place.release.regions.set_index("iso3")["subregion"]
    if group is None:
        own = str(area.get(place.iso3, ""))
        name, reason, codes = f"states of {own}", _file()["rule_reason"], set(area.index[area == own])
    else:
        within = set(area.index[area.isin(group["subregions"])]) | set(group["codes"])
        name, reason, codes = group["name"], group["reason"], within & lasting_autocracies()
    exposed = set(exposure()) - {place.iso3}
    return Peers(name, " ".join(str(reason).split()), tuple(sorted(exposed & codes)))


@cache
def lasting_autocracies() -> frozenset[str]:
    """Name the states that V-Dem codes as autocracies in every year of the table in which it codes them."""
    table = world.release().governance
    coded = table[table["vdem_regime"].notna()]
    always = coded["vdem_regime"].isin(_file()["autocracies"]).groupby(coded["iso3"]).all()
    return frozenset(str(code) for code in always.index[always])


@cache
def exposure() -> dict[str, tuple[int, float]]:
    """Give headline cases and people at risk of every member that has any, by ISO3 code."""
    counts, people = world.headline_counts().align(world.at_risk(), join="inner")
    return {str(code): (int(counts[code]), float(people[code])) for code in counts.index}


def comparison(place: Place) -> Section:
    """Compare a country with its peers.

    Parameters
    ----------
    place : Place
        The country.

    Returns
    -------
    Section
        The ratio to all peers together where they have a case, the rate of each, and a picture of them; one sentence
        where there is nobody to compare with.
    """
    if place.iso3 not in exposure():
        return section(Prose([f"No refugee or asylum seeker from {place.called} is counted abroad: no rate."]))
    peers = peers_of(place)
    if not peers.codes:
        return section(Prose([f"No peer of {place.called} has refugees or asylum seekers abroad."]))
    held = {code: _rate(code, place.level) for code in (place.iso3, *peers.codes)}
    chosen = f"Peers: {peers.name}. Why: {peers.reason}."
    return section(
        Prose([chosen, text("peers")]), Prose(_ratio(place, peers), "lead"), _table(place, held), _chart(place, held)
    )


def _rate(code: str, level: float) -> Estimate:
    cases, people = exposure()[code]
    about = world.cases_subject().at(name_of(code))
    return poisson_rate(cases, people, per=world.AT_RISK, per_label=world.AT_RISK_LABEL, about=about, level=level)


def _ratio(place: Place, peers: Peers) -> list[str | Estimate]:
    others = [exposure()[code] for code in peers.codes]
    rest = (sum(cases for cases, _ in others), sum(people for _, people in others))
    if rest[0] == 0:
        return [f"No peer has a {world.rule().singular}, so there is no ratio; the rates stand side by side."]
    about = world.cases_subject().at(place.name)
    return [
        rate_ratio(exposure()[place.iso3], rest, about=about, against="its peers together", level=place.level),
    ]


def _table(place: Place, held: dict[str, Estimate]) -> Table:
    order = [place.iso3, *sorted(set(held) - {place.iso3}, key=lambda code: (-held[code].value, code))]
    data = pd.DataFrame(
        [{"iso3": code, "people_at_risk": exposure()[code][1], **held[code].as_dict()} for code in order]
    )
    shown_rows = pd.DataFrame(
        {
            "State": [f"[{name_of(code)}]({ROOT}{code}/index.html)" for code in order],
            "Cases": [number(held[code].n) for code in order],
            "People at risk": [number(round(exposure()[code][1])) for code in order],
            "Per 100,000": [value_of(held[code]) for code in order],
            "Interval": [interval_of(held[code]) for code in order],
            "Evidence level": [world.evidence(code).word for code in order],
        }
    )
    about = world.cases_subject()
    note = (
        f"People at risk: mean number of refugees and asylum seekers from the state over the years. {text('detection')}"
    )
    title = f"{place.name} beside its peers"
    return Table("peers", title, data, shown_rows, about.universe, about.source, note)


def _chart(place: Place, held: dict[str, Estimate]) -> Chart | None:
    if not any(estimate.n for estimate in held.values()):
        return None
    return rates(
        {name_of(code): estimate for code, estimate in held.items()}, place.name, name="peers_chart",
        title=f"Documented cases relative to people at risk: {place.name} and its peers",
        unit=f"cases ({world.rule().chosen}) per {world.AT_RISK_LABEL}", note=text("detection"),
    )  # fmt: skip
