"""Every chart: the same bytes each time, accessible, and with data, universe and source behind it."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.charts.chart import Chart, Frame
from analysis.charts.comparisons import funnel, league, lorenz, snapshots, universes
from analysis.charts.context import PANELS, governance, long_table
from analysis.charts.register import by_year, cases_over_time, group_of, groups
from analysis.charts.world_map import world_map
from analysis.stats.estimate import Subject
from analysis.stats.funnel import funnel_of_rates

SVG = "{http://www.w3.org/2000/svg}"
LABELS = {"universe": "invented register", "source": "invented", "note": "Nothing here is real."}
REGION = pd.Series({"BLR": "Europe", "POL": "Europe", "FJI": "Oceania"})


def register() -> pd.DataFrame:
    rows = [("supported", "A", 2019), ("supported", "C", 2021), ("contested", "B", 2021), ("unsupported", "X", None)]
    table = pd.DataFrame(rows, columns=["claim_status", "evidence_grade", "year"])
    return table.assign(instrument="red_notice").astype({"year": "Int64"})


def draw_cases() -> Chart:
    return cases_over_time(register(), "Erewhon & <Sons>", "invented")


def draw_lorenz() -> Chart:
    counts = pd.Series({"BLR": 1, "FRA": 6, "TUR": 3})
    return lorenz(counts, name="lorenz", what="invented notices", **LABELS)


def draw_funnel(focus: str = "FRA") -> Chart:
    codes = ["TUR", "POL", "DEU", "ITA", "ESP", "PRT", "SWE", "NOR", "FIN", "DNK", "AUT", "CZE"]
    counts = pd.Series({"BLR": 0, "FRA": 99} | {code: 4 + place % 3 for place, code in enumerate(codes)})
    about = Subject("World", "invented notices", "invented register", "invented", "invented notice")
    exposure = pd.Series({"BLR": 1e6, "FRA": 2e6} | dict.fromkeys(codes, 3e6))
    held = funnel_of_rates(counts, exposure, about=about, per=1e6, per_label="million", names={})
    axes = ("millions", "per million")
    return funnel(held, 1e6, name="funnel", what="Invented notices", axes_labels=axes, focus=focus, **LABELS)


def governance_table() -> pd.DataFrame:
    years = [2000, 2001]
    rows = [{"iso3": code, "year": year} for code in ("BLR", "POL", "FJI") for year in years]
    table = pd.DataFrame(rows)
    for place, panel in enumerate(PANELS):
        table[panel.column] = np.arange(len(table), dtype=float) / 10 + place
    table["wgi_rule_of_law_se"] = 0.1
    return table


def draw_governance() -> Chart:
    chart = governance(governance_table(), "BLR", "Belarus", REGION, "invented", 0.95)
    assert chart is not None
    return chart


def draw_league() -> Chart:
    codes = ["BLR", "FRA", "TUR"]
    table = pd.DataFrame({"iso3": codes, "value": [3.0, 1.0, 2.0], "raw": [4.0, 0.5, 2.0], "rank": [1.0, 3.0, 2.0]})
    table = table.assign(low=table["value"] / 2, high=table["value"] * 2, rank_low=1.0, rank_high=3.0)
    return league(table, name="league", title="Invented", unit="per million", most=2, **LABELS)


def draw_snapshots() -> Chart:
    rows = [("requested", "2020-01-02", 4), ("first", "2021-01-02", 0), ("every", "2021-01-02", 3)]
    data = pd.DataFrame(rows, columns=["series", "snapshot_date", "notices"])
    return snapshots(data, "Erewhon", "invented")


def draw_universes() -> Chart:
    rows = [("issued", 2020, 100.0, 90.0, 110.0), ("issued", 2021, 120.0, 120.0, 120.0)]
    return universes(pd.DataFrame(rows, columns=["basis", "year", "value", "low", "high"]), "invented")


def draw_map() -> Chart:
    words = pd.Series({"RUS": "much", "MCO": "little", "TUV": "much"})
    palette = {"much": "#7F0000", "little": "#FDBB84"}
    return world_map(words, palette, name="map", title="Invented", alt="A map.", **LABELS)


CHARTS = [
    draw_cases,
    draw_lorenz,
    draw_funnel,
    draw_governance,
    draw_league,
    draw_snapshots,
    draw_universes,
    draw_map,
]


@pytest.mark.parametrize("draw", CHARTS)
def test_chart_is_accessible_complete_and_stable(draw: Callable[[], Chart]) -> None:
    chart = draw()
    root = ET.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.alt
    assert len(chart.data) > 0
    assert all((chart.universe, chart.source, chart.note, chart.alt))
    assert "nan" not in chart.alt.split()
    assert draw().svg == chart.svg
    assert not re.search(r"\d\.\d{3,}", re.sub(r"<(title|desc)>.*?</\1>", "", chart.svg, flags=re.DOTALL))
    assert "<image" not in chart.svg


@pytest.mark.parametrize("draw", CHARTS)
def test_chart_text_is_text_and_ids_are_unique(draw: Callable[[], Chart]) -> None:
    root = ET.fromstring(draw().svg)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert [node for node in root.iter(f"{SVG}text") if "".join(node.itertext()).strip()]


def test_a_caller_s_style_does_not_leak_into_a_chart() -> None:
    import matplotlib as mpl

    plain = draw_lorenz().svg
    with mpl.rc_context({"font.size": 20, "svg.fonttype": "path", "axes.facecolor": "black"}):
        before = mpl.rcParams["font.size"]
        draw_lorenz()
        assert mpl.rcParams["font.size"] == before
    assert draw_lorenz().svg == plain


def test_svg_has_no_date_and_escapes_title_and_description() -> None:
    texts = {"name": "a", "title": "A & <b>", "alt": '"quoted"', **LABELS}
    svg = Chart(data=pd.DataFrame(), frame=Frame(1, 1), draw=lambda figure: figure.subplots(), **texts).svg
    assert ET.fromstring(svg).findtext(f"{SVG}title") == "A & <b>"
    assert "<metadata" not in svg
    assert "dc:date" not in svg


def test_cases_are_grouped_by_status_then_grade() -> None:
    assert group_of(register()).tolist() == list(groups())


@pytest.mark.parametrize("instrument", ["none_found", "interstate_wanted_list"])
def test_a_correction_is_not_drawn_as_if_it_stood(instrument: str) -> None:
    corrected = register().assign(instrument=instrument)
    assert set(group_of(corrected)) == {"unsupported or corrected"}


def test_years_between_the_first_and_the_last_are_kept() -> None:
    counts = by_year(register())
    assert counts.index.tolist() == [2019, 2020, 2021]
    assert counts.loc[2020].sum() == 0
    assert counts.to_numpy().sum() == 3


def test_alternative_text_of_cases_states_what_was_drawn() -> None:
    chart = draw_cases()
    assert "supported, grade A or B: 1" in chart.alt
    assert "1 of 4 rows have no known year and are not drawn." in chart.alt
    assert "1 of 4 rows have no known year and are not drawn." in chart.note
    assert "Every row has a known year." in cases_over_time(register().dropna(subset="year"), "E", "invented").note
    assert chart.alt.endswith("The year with most rows of any kind is 2021.")
    assert chart.data["cases"].sum() == 3


def test_cumulative_share_ends_at_one_and_names_the_largest_first() -> None:
    chart = draw_lorenz()
    assert chart.data["iso3"].tolist() == ["FRA", "TUR", "BLR"]
    assert chart.data["cumulative_share"].tolist() == pytest.approx([0.6, 0.9, 1.0])
    assert "France 60%, Türkiye 90%, Belarus 100%" in chart.alt


def test_funnel_points_out_its_country_and_names_the_outlying_one() -> None:
    chart = draw_funnel()
    assert "Above the limits, highest first: France." in chart.alt
    assert chart.alt.endswith("above the outer limits, which 1 in 500 would leave.")
    assert draw_funnel("BLR").title.startswith("Invented notices: Belarus")


def test_funnel_draws_a_country_with_none_at_the_lower_edge() -> None:
    assert draw_funnel("BLR").data.set_index("iso3")["value"]["BLR"] == 0.0


def test_governance_compares_with_the_medians_of_region_and_world() -> None:
    data = long_table(governance_table(), "BLR", REGION, 0.95)
    rows = data[(data["index"] == "vdem_rule_of_law") & (data["year"] == 2000)].set_index("series")["value"]
    assert rows.to_dict() == pytest.approx({"country": 0.0, "region": 0.1, "world": 0.2})


def test_governance_interval_is_196_standard_errors_wide_where_one_is_shipped() -> None:
    data = long_table(governance_table(), "BLR", REGION, 0.95)
    own = data[data["series"] == "country"].set_index(["index", "year"])
    row = own.loc[("wgi_rule_of_law", 2000)]
    assert row["high"] - row["value"] == pytest.approx(0.1959964)
    assert np.isnan(own.loc[("pts_state", 2000), "low"])


def test_governance_of_an_uncovered_country_gives_no_chart() -> None:
    assert governance(governance_table(), "TUV", "Tuvalu", REGION, "invented", 0.95) is None


def test_league_draws_the_first_and_holds_all() -> None:
    chart = draw_league()
    assert len(chart.data) == 3
    assert "2 of 3 places" in chart.alt
    assert "Highest: Belarus with 3 (1.5 to 6)" in chart.alt
    assert "France" not in chart.svg


def test_snapshots_state_each_series_and_never_a_sum() -> None:
    alt = draw_snapshots().alt
    assert "4 on 2020-01-02" in alt
    assert "by first nationality (whoever requested them): 0 on 2021-01-02." in alt
    assert "by any nationality (whoever requested them): 3 on 2021-01-02." in alt


def test_a_universe_without_figures_is_said_to_have_none() -> None:
    alt = draw_universes().alt
    assert "Red Notices issued in a year: 100 in 2020, 120 in 2021." in alt
    assert "No figure for Red Notices public on a day." in alt


def test_map_colours_the_country_and_gives_a_small_one_a_dot() -> None:
    svg = draw_map().svg
    assert "#7f0000" in svg
    assert svg.count("#fdbb84") >= 2
