"""A country beside a stated set of peers: documented cases, each against what its own exposure leads to expect."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.comparisons import rates
from analysis.core.countries import fold, name_of
from analysis.core.hand import text
from analysis.facts import evidence
from analysis.facts.cases import Expected, expected, peers_of
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.case_study.front import ROOT
from analysis.report.words import interval_of, value_of
from analysis.stats.estimate import Estimate, number


def comparison(place: Place) -> Section:
    """Show a country and its peers, each against what its own exposure leads to expect; no rate, no ratio of rates.

    Parameters
    ----------
    place : Place
        The country.

    Returns
    -------
    Section
        The ratio to expectation of each with its interval, in alphabetical order, and a picture of them; one sentence
        where there is nobody to compare with.
    """
    held = expected(place.level)
    if place.iso3 not in held.ranks:
        return section(Prose([text("no_exposure").format(place=place.called)]))
    peers = peers_of(place)
    if not peers.codes:
        return section(Prose([f"No peer of {place.called} has refugees or asylum seekers abroad."]))
    chosen = f"Peers: {peers.name}. Why: {peers.reason}."
    ratios = {code: held.model.ratios.estimates[code] for code in (place.iso3, *peers.codes)}
    return section(
        Prose([chosen, text("peers")]),
        Prose([ratios[place.iso3]], "lead"),
        _peer_table(place, held, ratios),
        _chart(place, ratios),
    )


def _peer_table(place: Place, held: Expected, ratios: dict[str, Estimate]) -> Table:
    order = [place.iso3, *sorted(set(ratios) - {place.iso3}, key=lambda code: fold(name_of(code)))]
    hoped = held.model.expected
    data = pd.DataFrame(
        [
            {"iso3": code, "person_years": held.people[code], "expected": hoped[code].value, **ratios[code].as_dict()}
            for code in order
        ]
    )
    shown_rows = pd.DataFrame(
        {
            "State": [f"[{name_of(code)}]({ROOT}{code}/index.html)" for code in order],
            "Cases": [number(ratios[code].n) for code in order],
            "Expected": [value_of(hoped[code]) for code in order],
            "Ratio to expectation": [value_of(ratios[code]) for code in order],
            "Interval": [interval_of(ratios[code]) for code in order],
            "Evidence level": [evidence.evidence(code).word for code in order],
        }
    )
    note = f"{text('exposure')} {text('detection')}"
    title = f"{place.name} and its peers, each beside what its exposure leads to expect"
    return Table("peers", title, data, shown_rows, held.about.universe, held.about.source, note)


def _chart(place: Place, ratios: dict[str, Estimate]) -> Chart | None:
    if not any(estimate.n for estimate in ratios.values()):
        return None
    return rates(
        {name_of(code): estimate for code, estimate in ratios.items()}, place.name, name="peers_chart",
        title=f"Documented cases beside what the exposure leads to expect: {place.called} and its peers",
        unit="times the cases that the exposure leads to expect", note=text("detection"),
    )  # fmt: skip
