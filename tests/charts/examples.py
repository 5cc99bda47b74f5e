"""Every chart once, on invented rows: what the tests of charts share."""

from collections.abc import Callable

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.comparisons import (
    matrix,
    ranked_bars,
    rates,
    shares_beside_median,
    universes,
)
from analysis.charts.context import designations_by_year, rounds_and_cases
from analysis.charts.models import (
    counts_with_ranges,
    held_in_simulation,
    orders_kept,
    possible_ranges,
    ratios_side_by_side,
    specification_curve,
)
from analysis.charts.register import VERDICTS, cases_by_country, cases_over_time, verdicts
from analysis.charts.safeguards import PANELS as UNIVERSES
from analysis.charts.safeguards import (
    Break,
    delays,
    outcomes,
    refusal_grounds,
    refusal_share,
    safeguards,
)
from analysis.charts.world_map import world_map
from analysis.stats.estimate import Estimate, Kind

LABELS = {"universe": "invented register", "source": "invented", "note": "Nothing here is real."}


def register() -> pd.DataFrame:
    rows = [("supported", "A", 2019), ("supported", "C", 2021), ("contested", "B", 2021), ("unsupported", "X", None)]
    table = pd.DataFrame(rows, columns=["claim_status", "evidence_grade", "year"])
    return table.assign(instrument="red_notice").astype({"year": "Int64"})


def draw_cases() -> Chart:
    return cases_over_time(register(), "Erewhon & <Sons>", "invented")


def released_cases() -> pd.DataFrame:
    """Give cases of three countries by year and release, one of them with few and one without a year."""
    rows = [
        ("Erewhon & <Sons>", 2019, 1),
        ("Erewhon & <Sons>", 2024, 2),
        ("Freedonia", 2020, 1),
        ("Freedonia", 2020, 3),
    ]
    rows += [("Sylvania", 2021, 3), ("Freedonia", None, 2)]
    return pd.DataFrame(rows, columns=["country", "year", "release"]).astype({"year": "Int64"})


def draw_countries() -> Chart:
    return cases_by_country(released_cases(), "invented", least=2)


def draw_ranked(focus: str = "TUR") -> Chart:
    table = pd.DataFrame({"iso3": ["BLR", "FRA", "TUR", "BIH"], "value": [1.5, 1234.0, 0.0, 3.0], "kept": 1})
    return ranked_bars(table, focus, name="ranked", title="Invented", unit="notices", most=2, others=True, **LABELS)


def draw_matrix() -> Chart:
    rows = [("BLR", "POL", 5), ("TUR", "POL", 2), ("TUR", "BIH", 1), ("ARE", "FRA", 0)]
    pairs = pd.DataFrame(rows, columns=["by", "to", "count"])
    cell = "Requested by {row}, arrested in {column}: {count}."
    about = {"title": "Invented", "subtitle": "Invented cases", "rows": "by", "columns": "to", "cell": cell}
    return matrix(pairs, name="matrix", **about, **LABELS)


def draw_universes() -> Chart:
    rows = [("issued", 2020, 100.0, 90.0, 110.0), ("issued", 2021, 120.0, 120.0, 120.0)]
    return universes(pd.DataFrame(rows, columns=["basis", "year", "value", "low", "high"]), "invented")


def draw_map() -> Chart:
    words = pd.Series({"RUS": "much", "MCO": "little", "TUV": "much"})
    palette = {"much": "#7F0000", "little": "#FDBB84"}
    return world_map(words, palette, name="map", title="Invented", alt="A map.", **LABELS)


def draw_shares() -> Chart:
    table = pd.DataFrame({"group": ["politics", "theft"], "share": [0.4, 0.0], "median": [0.1, 0.25]})
    return shares_beside_median(table, name="shares", title="Invented", what="Erewhon", unit="%", **LABELS)


def ratio(place: str, value: float, n: float) -> Estimate:
    return Estimate(value, value / 9, value * 3, 0.95, "m", n, "u", "s", "s", "times the expected", Kind.MODEL)


def draw_rates(focus: str = "Freedonia") -> Chart:
    rows = [("Ödland", 9.0, 4), ("Freedonia", 0.2, 0), ("Erewhon", 3.0, 1)]
    held = {name: ratio(name, value, n) for name, value, n in rows}
    return rates(held, focus, name="rates", title="Invented", unit="times", note="Nothing here is real.")


def designations() -> pd.DataFrame:
    rows = [("EU", 2020, 40), ("EU", 2022, 5), ("UK", 2021, 12), ("EU", 2020, 2)]
    return pd.DataFrame(rows, columns=["list", "year", "designations"])


def draw_designations() -> Chart:
    return designations_by_year(designations(), "Erewhon", "invented", "Nothing here is real.")


def draw_rounds() -> Chart:
    days = pd.to_datetime(["2021-06-21", "2020-10-02", "2020-10-02"])
    rounds = pd.DataFrame({"sender": ["EU", "EU", "UK"], "date": days, "added": [78, 40, 8]})
    cases = pd.DataFrame({"year": [2019, 2021], "cases": [1, 4]})
    return rounds_and_cases(rounds, cases, "Erewhon", "invented", "Nothing here is real.")


def draw_verdicts() -> Chart:
    names = [f"X{place}" for place in range(len(VERDICTS))]
    claims = pd.DataFrame({"claim_id": names, "claim": "An invented claim.", "verdict": list(VERDICTS)})
    return verdicts(claims, "invented claims", "invented")


def draw_delays() -> Chart:
    data = pd.DataFrame({"kind": ["access", "deletion"], "year": [2020, 2021], "late": [0.3, 0], "mirror": [0.7, 1]})
    return delays(data, "invented answers", "invented")


def draw_outcomes() -> Chart:
    data = pd.DataFrame({"outcome": ["deleted", "changed", "kept"], "complaints": [1200, 30, 70]})
    return outcomes(data, 2020, "invented complaints", "invented")


def refused() -> pd.DataFrame:
    rows = [(2020, "art2", 40), (2020, "art3", 300), (2021, "unread", 500), (2021, "art3", 90)]
    table = pd.DataFrame(rows, columns=["year", "part", "alerts"])
    return table.assign(open=table["year"] == 2021)


def draw_refusal_grounds() -> Chart:
    return refusal_grounds(refused(), {2021: (90.0, 110.0)}, "invented")


BREAKS = [Break(2018.2, 2018.2, "a new rule", 1), Break(2021.0, 2022.0, "a new office", 2)]


def draw_refusal_share() -> Chart:
    rows = [(2016, 2018, 0.02, 0.03, float("nan")), (2019, 2019, 0.04, 0.05, 0.045), (2020, 2020, 0.05, 0.06, 0.055)]
    data = pd.DataFrame(rows, columns=["first", "last", "low", "high", "published"])
    return refusal_share(data, BREAKS, "invented")


def yearly() -> pd.DataFrame:
    rows = [(name, f"{name} a year", year, 10.0 * year - 20_000) for name in UNIVERSES for year in (2016, 2017, 2019)]
    table = pd.DataFrame(rows, columns=["universe", "series", "year", "value"])
    bound = table["year"] == 2019
    return table.assign(low=table["value"], high=table["value"] + 20 * (table["year"] == 2017), bound=bound)


def draw_safeguards() -> Chart:
    return safeguards(yearly(), dict.fromkeys(UNIVERSES, BREAKS), "invented")


def draw_ranges() -> Chart:
    data = pd.DataFrame({"group": ["nothing", "some", "all"], "low": [0.1, 0.3, 0.4], "high": [0.9, 0.6, 0.4]})
    data = data.assign(low_within=[0.2, 0.35, 0.4], high_within=[0.7, 0.5, 0.4])
    return possible_ranges(data, name="possible_ranges", unit="%", **LABELS)


def draw_orders() -> Chart:
    rows = [(0.1, 1.0, 6, 5, 6), (0.1, 2.0, 6, 3, 4), (0.14, 1.0, 6, 5, 6), (0.14, 2.0, 6, 4, 5)]
    data = pd.DataFrame(rows, columns=["visible", "factor", "pairs", "kept", "kept_if_one"])
    return orders_kept(data, name="orders_kept", **LABELS)


def draw_counts_again() -> Chart:
    data = pd.DataFrame({"group": ["Erewhon", "Sylvania"], "value": [4.0, 2.0], "low": [2.0, 1.0], "high": [6.0, 2.0]})
    return counts_with_ranges(data.assign(mark=[3.0, 2.0]), name="counts_with_ranges", unit="cases", **LABELS)


def draw_held() -> Chart:
    rows = [("as fitted", "ratio", 0.95, False, False), ("as fitted", "rate", 0.0, True, False)]
    rows += [("misread exposure", "ratio", 0.8, False, True)]
    data = pd.DataFrame(rows, columns=["group", "words", "coverage", "naive", "hostile"])
    return held_in_simulation(data, name="held_in_simulation", **LABELS)


def draw_curve() -> Chart:
    data = pd.DataFrame({"place": [1, 2, 3], "effect": [0.0, 0.5, 2.0], "published": [False, True, False]})
    data = data.assign(agrees=data["effect"] < 1)
    data = data.assign(model=["a", "b", "a"], years=["all", "all", "some"])
    choices = {"model": "Model", "years": "Years"}
    return specification_curve(data, choices, 1, name="specification_curve", claim="Below one", unit="ratio", **LABELS)


def draw_ratios() -> Chart:
    rows = [(g, s, 1.5 + n, 0.8, 4.0 + n) for n, g in enumerate(["law", "press"]) for s in ("all <rows>", "some")]
    data = pd.DataFrame(rows, columns=["group", "series", "value", "low", "high"])
    return ratios_side_by_side(data, name="ratios", unit="times", **LABELS)


CHARTS: dict[str, Callable[[], Chart]] = {
    "matrix": draw_matrix,
    "ranked_bars": draw_ranked,
    "counts_with_ranges": draw_counts_again,
    "orders_kept": draw_orders,
    "possible_ranges": draw_ranges,
    "rates": draw_rates,
    "shares_beside_median": draw_shares,
    "specification_curve": draw_curve,
    "universes": draw_universes,
    "designations_by_year": draw_designations,
    "rounds_and_cases": draw_rounds,
    "cases_over_time": draw_cases,
    "cases_by_country": draw_countries,
    "verdicts": draw_verdicts,
    "delays": draw_delays,
    "outcomes": draw_outcomes,
    "refusal_grounds": draw_refusal_grounds,
    "refusal_share": draw_refusal_share,
    "safeguards": draw_safeguards,
    "held_in_simulation": draw_held,
    "ratios_side_by_side": draw_ratios,
    "world_map": draw_map,
}
"""Function that draws -> a chart of it; a new chart is added here."""
