"""Every chart once, on invented rows: what the tests of charts share."""

from collections.abc import Callable

import pandas as pd

from analysis.charts.cells import matrix, parts_in_one_bar, two_codings
from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark
from analysis.charts.register import cases_over_time
from analysis.charts.rows import ranked_bars, rows_with_marks
from analysis.charts.world_map import world_map
from analysis.charts.years import Break
from analysis.pages import checks, sanctions_report
from analysis.stats.estimate import Estimate, Kind, percent

LABELS = {"universe": "invented register", "source": "invented", "note": "Nothing here is real."}
TEXTS = LABELS | {"title": "Invented", "alt": "Invented rows.", "subtitle": "Invented numbers"}


def register() -> pd.DataFrame:
    rows = [("supported", "A", 2019), ("supported", "C", 2021), ("contested", "B", 2021), ("unsupported", "X", None)]
    table = pd.DataFrame(rows, columns=["claim_status", "evidence_grade", "year"])
    return table.assign(instrument="red_notice").astype({"year": "Int64"})


def draw_cases() -> Chart:
    return cases_over_time(register(), "Erewhon & <Sons>", "invented")


def draw_ranked() -> Chart:
    table = pd.DataFrame({"iso3": ["BLR", "FRA", "TUR", "BIH"], "value": [1.5, 1234.0, 0.0, 3.0], "kept": 1})
    return ranked_bars(table, name="ranked", title="Invented", unit="notices", most=2, others=True, **LABELS)


def draw_matrix() -> Chart:
    rows = [("BLR", "POL", 5), ("TUR", "POL", 2), ("TUR", "BIH", 1), ("ARE", "FRA", 0)]
    pairs = pd.DataFrame(rows, columns=["by", "to", "count"])
    cell = "Requested by {row}, arrested in {column}: {count}."
    about = {"title": "Invented", "subtitle": "Invented cases", "rows": "by", "columns": "to", "cell": cell}
    return matrix(pairs, name="matrix", **about, **LABELS)


def draw_parts() -> Chart:
    rows = [("kept & <all>", 5, "others"), ("deleted", 1200, "blue")]
    return parts_in_one_bar(pd.DataFrame(rows, columns=["group", "value", "colour"]), name="parts", **TEXTS)


def draw_codings() -> Chart:
    rows = [("yes", "yes", 12), ("yes", "no", 1), ("no", "no", 1000)]
    pairs = pd.DataFrame(rows, columns=["first", "second", "cases"])
    return two_codings(pairs, {"yes": "yes & <sure>", "no": "no"}, ("Ann", "Bob & <co>"), name="codings", **TEXTS)


def draw_map() -> Chart:
    words = pd.Series({"RUS": "much", "MCO": "little", "TUV": "much"})
    palette = {"much": "#7F0000", "little": "#FDBB84"}
    return world_map(words, palette, name="map", title="Invented", alt="A map.", **LABELS)


def draw_rates(*values: float) -> Chart:
    """Draw ratios of places in the order of the alphabet, the one without a case with an open mark."""
    rows = [("Erewhon", 3.0, 1), ("Freedonia", 0.2, 0), ("Ödland", 9.0, 4)]
    rows = [(f"Land {place}", value, 2) for place, value in enumerate(values)] or rows
    data = pd.DataFrame(rows, columns=["group", "value", "n"])
    data = data.assign(low=data["value"] / 9, high=3 * data["value"])
    marks = [Mark("value", "low", "high", "n > 0"), Mark("value", "low", "high", "n == 0", hollow=True)]
    words = "{group}: {value} ({low} to {high})"
    return rows_with_marks(data, marks, words=words, axis="ratio", line=1, name="rates", **TEXTS)


def draw_sanctions() -> Chart:
    rows = [("BLR", "substantial", 5), ("TUR", "extensive", 0), ("RUS", "extensive", 3)]
    states = pd.DataFrame(rows, columns=["country", "rating", "UN"]).assign(EU=0, UK=0, US=0)
    return sanctions_report.programmes_chart(states)


def refused() -> pd.DataFrame:
    rows = [(2020, "art2", 40), (2020, "art3", 300), (2021, "unread", 500), (2021, "art3", 90)]
    table = pd.DataFrame(rows, columns=["year", "part", "alerts"])
    return table.assign(open=table["year"] == 2021)


def estimate(value: float, n: float = 1, low: float | None = None, high: float | None = None) -> Estimate:
    return Estimate(value, low, high, None, "m", n, "u", "s", "s", "share", Kind.BOUNDS)


def draw_grounds() -> Chart:
    chart = checks.by_ground(refused(), estimate(0.0, 340.0))
    assert chart
    return chart


BREAKS = [Break(2018.2, 2018.2, "rule", "a new rule"), Break(2021.0, 2022.0, "office", "a new office")]


def yearly() -> pd.DataFrame:
    rows = [("red_notices_published", year, 10.0 * year - 20_000) for year in (2016, 2017, 2019)]
    table = pd.DataFrame(rows, columns=["indicator", "year", "value"])
    bound = table["year"] == 2019
    return table.assign(low=table["value"], high=table["value"] + 20 * (table["year"] == 2017), bound=bound)


def draw_issued() -> Chart:
    return checks.drawn("issued", "Invented", yearly(), BREAKS)


def draw_ranges(given: pd.DataFrame | None = None) -> Chart:
    data = pd.DataFrame({"group": ["nothing", "some", "all"], "low": [0.1, 0.3, 0.4], "high": [0.9, 0.6, 0.4]})
    data = data.assign(low_within=[0.2, 0.35, 0.4], high_within=[0.7, 0.5, 0.4])
    data = data if given is None else given
    marks = [
        Mark(low="low_within", high="high_within", words="with an assumption", colour="blue", width=5),
        Mark(low="low", high="high", words="worst-case bounds", colour="others"),
        Mark("low", where="low == high"),
    ]
    ways = {"low": percent, "high": percent}
    return rows_with_marks(
        data, marks, words="{group}: {low} to {high}", axis="share", write=ways, name="ranges", **TEXTS
    )


def draw_counts_again(given: pd.DataFrame | None = None) -> Chart:
    data = pd.DataFrame({"group": ["Erewhon", "Sylvania"], "value": [4.0, 2.0], "low": [2.0, 1.0], "high": [6.0, 2.0]})
    data = data.assign(mark=[3.0, 2.0])
    data = data if given is None else given
    marks = [
        Mark(low="low", high="high", words="interval", colour="others", width=2.5),
        Mark("value", words="median"),
        Mark("mark", words="now", colour="blue", marker="x"),
    ]
    words = "{group}: {value}, {low} to {high} ({mark})"
    return rows_with_marks(data, marks, words=words, name="counts", **TEXTS)


def draw_held(given: pd.DataFrame | None = None) -> Chart:
    rows = [("as fitted", "ratio", 0.95, False), ("as fitted", "rate", 0.0, False)]
    rows += [("misread exposure", "ratio", 0.8, True)]
    data = pd.DataFrame(rows, columns=["group", "words", "coverage", "hostile"])
    data = data if given is None else given
    marks = [
        Mark("coverage", where="not hostile", words="assumption holds"),
        Mark("coverage", where="hostile", words="assumption fails", colour="blue", marker="D", hollow=True),
    ]
    words = "{group}, {words}: {coverage}"
    return rows_with_marks(
        data, marks, words=words, axis="share", line=0.95, write={"coverage": percent}, name="simulated", **TEXTS
    )


def draw_ratios(given: pd.DataFrame | None = None) -> Chart:
    rows = [(g, s, 1.5 + n, 0.8, 4.0 + n) for n, g in enumerate(["law", "press"]) for s in ("all <rows>", "some")]
    data = pd.DataFrame(rows, columns=["group", "series", "value", "low", "high"])
    data = data if given is None else given
    looks = zip(dict.fromkeys(data["series"]), ["ink", "others", "blue", "sky"], ["o", "s", "^", "D"], strict=False)
    marks = [
        Mark("value", "low", "high", f"series == {one!r}", one, *look, level=level)
        for level, (one, *look) in enumerate(looks)
    ]
    words = "{group}, {series}: {value} ({low} to {high})"
    return rows_with_marks(data, marks, words=words, axis="ratio", line=1, name="ratios", **TEXTS)


#: Shape, or what is drawn by one -> a chart of it; a new chart is added here.
CHARTS: dict[str, Callable[[], Chart]] = {
    "matrix": draw_matrix,
    "cases_over_time": draw_cases,
    "parts_in_one_bar": draw_parts,
    "two_codings": draw_codings,
    "bars_in_rows": draw_grounds,
    "ranked_bars": draw_ranked,
    "rows_with_marks": draw_rates,
    "rows with marks below one another": draw_ratios,
    "rows with ranges": draw_ranges,
    "rows with crosses": draw_counts_again,
    "rows with several dots": draw_held,
    "bars_by_year": draw_cases,
    "rows with two bars": draw_sanctions,
    "lines_over_years": draw_issued,
    "world_map": draw_map,
}
