"""Charts of safeguards, on invented figures: parts, ends, bounds, breaks, marks in lanes."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from analysis.charts.chart import COLOURS
from analysis.charts.drawing import middle
from analysis.charts.safeguards import (
    PANELS,
    PARTS,
    Break,
    _in_words,
    _runs,
    delays,
    outcomes,
    refusal_grounds,
    refusal_share,
    safeguards,
)
from tests.charts.examples import (
    BREAKS,
    draw_delays,
    draw_outcomes,
    draw_refusal_grounds,
    draw_refusal_share,
    draw_safeguards,
    refused,
    yearly,
)


def words_of(chart) -> list[str]:
    return [text.get_text() for axes in chart.figure().axes for text in axes.texts if text.get_text()]


def test_a_run_joins_years_that_no_break_parts() -> None:
    change = Break(2018.2, 2018.2, "a change", 1)
    assert list(_runs([2015, 2016, 2017, 2018, 2019], [change])) == [[2015, 2016, 2017], [2018], [2019]]
    assert list(_runs([2015, 2016, 2019], [])) == [[2015, 2016], [2019]]
    assert list(_runs([], [change])) == []
    assert list(_runs([2018], [change])) == [[2018]]


@given(st.lists(st.integers(2000, 2030), unique=True, max_size=20).map(sorted), st.floats(2000, 2030))
def test_runs_keep_every_year_once_and_in_order(years: list[int], at: float) -> None:
    found = list(_runs(years, [Break(at, at, "a change", 1)]))
    assert [year for run in found for year in run] == years
    assert all(run == list(range(run[0], run[-1] + 1)) for run in found)
    assert not any(run[0] < at < run[-1] + 1 for run in found if len(run) > 1)


def test_breaks_are_listed_by_their_number() -> None:
    assert _in_words(BREAKS) == "1: a new rule; 2: a new office"
    assert _in_words([]) == ""


def test_each_delay_has_a_filled_mark_and_an_open_mirror_image() -> None:
    (axes,) = draw_delays().figure().axes
    published, mirrored = axes.lines
    assert (published.get_xdata().tolist(), mirrored.get_xdata().tolist()) == ([0.3, 0], [0.7, 1])
    assert mirrored.get_markerfacecolor() == COLOURS["paper"] != published.get_markerfacecolor()
    assert words_of(draw_delays()) == ["30 %", "0 %", "as published", "if late and on time were swapped"]


def test_delays_claim_no_change_between_the_years() -> None:
    assert "claim no change between the years" in draw_delays().note
    one = pd.DataFrame({"kind": ["access"], "year": [2020], "late": [0.5], "mirror": [0.5]})
    assert "access 2020: 50 % late as published, 50 % if late and on time were swapped." in delays(one, "u", "s").alt


def test_outcomes_have_a_bar_each_and_say_their_counts() -> None:
    chart = draw_outcomes()
    (axes,) = chart.figure().axes
    assert [bar.get_width() for bar in axes.patches] == [1200, 30, 70]
    assert axes.get_xlim()[0] == 0
    assert words_of(chart) == ["deleted: 1,200", "changed: 30", "kept: 70"]
    assert chart.alt == "Bars for 1,300 admissible complaints, by outcome: deleted 1,200, changed 30, kept 70."


def test_numbers_on_dark_parts_are_light() -> None:
    data = pd.DataFrame({"year": 2020, "part": ["art2", "art3", "other"], "alerts": [100, 300, 200], "open": False})
    (axes,) = refusal_grounds(data, {}, "s").figure().axes
    held = {text.get_text(): to_hex(text.get_color()).upper() for text in axes.texts if text.get_text().isdigit()}
    assert held == dict.fromkeys(["100", "300"], COLOURS["paper"]) | dict.fromkeys(["200", "600"], COLOURS["ink"])


@pytest.mark.parametrize("count", [1, 250])
def test_one_outcome_is_the_whole_bar(count: int) -> None:
    data = pd.DataFrame({"outcome": ["deleted"], "complaints": [count]})
    (axes,) = outcomes(data, 2020, "u", "s").figure().axes
    assert axes.patches[0].get_width() == count < axes.get_xlim()[1]


def test_a_bar_of_refusals_ends_with_its_total_or_open() -> None:
    chart = draw_refusal_grounds()
    assert words_of(chart)[:5] == ["300", "340", "90", "…", "90 or 110 under Articles 2 and 3"]
    assert "2021: ground not published 500, Article 3 (political or similar) 90; total not known." in chart.alt
    assert "Sources disagree on 2021: 90 or 110 under Articles 2 and 3." in chart.alt


def test_parts_of_refusals_lie_in_one_order_and_each_is_named_once_whatever_the_rows() -> None:
    for data in (refused(), refused()[::-1]):
        (axes,) = refusal_grounds(data, {}, "s").figure().axes
        assert [bar.get_width() for bar in axes.patches] == [40, 300, 90, 500]
        named = {text.get_text(): text.xy for text in axes.texts if text.get_text() in dict(PARTS.values()).values()}
        assert set(named) == {PARTS[part][1] for part in ("art2", "art3", "unread")}
        assert named[PARTS["art3"][1]] == (190.0, -0.2)
        assert named[PARTS["unread"][1]] == (340.0, 0.8)


def test_a_ground_that_was_not_read_is_hatched_and_has_no_number() -> None:
    (axes,) = draw_refusal_grounds().figure().axes
    assert [bar.get_hatch() for bar in axes.patches] == [None, None, None, "////"]
    assert "500" not in words_of(draw_refusal_grounds())


def test_a_year_of_no_refusal_ends_at_nought() -> None:
    data = pd.DataFrame({"year": [2020], "part": ["art2"], "alerts": [0], "open": [False]})
    assert words_of(refusal_grounds(data, {}, "s"))[0] == "0"


def test_shares_of_refusals_span_their_bounds_in_the_middle_of_the_year() -> None:
    (axes,) = draw_refusal_share().figure().axes
    spans = [line for line in axes.lines if line.get_linewidth() == 5]
    assert [line.get_xdata().tolist() for line in spans] == [[2019.5] * 2, [2020.5] * 2]
    assert [line.get_ydata().tolist() for line in spans] == [[0.04, 0.05], [0.05, 0.06]]
    for words in ("Bars: possible range", "share of notices issued, as published", "Band: average over years"):
        assert draw_refusal_share().subtitle.count(words) == 1


def test_a_mean_of_years_is_a_band_over_all_of_them() -> None:
    chart = draw_refusal_share()
    (axes,) = chart.figure().axes
    (band,) = [held for held in axes.collections if held.get_hatch()]
    across = band.get_paths()[0].vertices[:, 0]
    assert (across.min(), across.max()) == (2016, 2019)
    assert "Mean of 2016 to 2018: 2 % to 3 %." in chart.alt
    assert "2019: 4 % to 5 % (4.5 % as published)." in chart.alt


def test_a_mean_of_years_that_ends_with_the_last_year_does_not_title_the_chart() -> None:
    rows = [(2021, 2021, 0.051, 0.054), (2017, 2021, 0.043, 0.044)]
    data = pd.DataFrame(rows, columns=["first", "last", "low", "high"]).assign(published=0.05)
    for held in (data, data.iloc[::-1]):
        title = refusal_share(held, [], "invented").title
        assert title == "Between 5.1 % and 5.4 % of requests were refused or cancelled in 2021"
    mean = refusal_share(data.iloc[1:], [], "invented").title
    assert mean.endswith("refused or cancelled in an average year, 2017 to 2021")


def test_delays_name_the_kinds_whose_figures_mirror_one_another() -> None:
    rows = [("Access", 2023, 0.3), ("Access", 2024, 0.7), ("Complaints", 2023, 0.15), ("Complaints", 2024, 0.3)]
    data = pd.DataFrame(rows, columns=["kind", "year", "late"]).assign(mirror=lambda table: 1 - table["late"])
    assert "to access: figures for 2023 and 2024 mirror each other" in delays(data, "u", "s").title
    assert "reversed" not in delays(data[data["kind"] == "Complaints"], "u", "s").title


def test_a_break_is_thin_at_a_known_day_and_as_wide_as_a_year_otherwise() -> None:
    (axes,) = draw_refusal_share().figure().axes
    (known,) = [line for line in axes.lines if list(line.get_xdata()) == [2018.2, 2018.2]]
    assert known.get_linewidth() < 1
    (wide,) = axes.patches
    assert (wide.get_x(), wide.get_width()) == (2021.0, 1.0)
    assert words_of(draw_refusal_share())[:2] == ["1", "2"]
    assert draw_refusal_share().alt.endswith("Numbered lines: 1: a new rule; 2: a new office.")


def test_no_line_crosses_a_break_or_a_year_without_figure() -> None:
    for axes in draw_safeguards().figure().axes:
        joined = [list(line.get_xdata()) for line in axes.lines if line.get_linewidth() == 0.9]
        assert [middle(2016), middle(2017)] in joined
        assert not any(len(held) > 2 for held in joined)


def test_a_lower_bound_has_an_arrow_and_is_said_to_be_over() -> None:
    chart = draw_safeguards()
    for axes in chart.figure().axes:
        (arrow,) = [text for text in axes.texts if text.arrow_patch is not None]
        assert arrow.xy == (middle(2019), 190.0)
    assert "Issued a year: 160 in 2016, 170 in 2017, over 190 in 2019." in chart.alt


def test_each_universe_has_a_panel_and_a_scale_of_its_own() -> None:
    data = yearly()
    data.loc[data["universe"] == "refused", ["value", "low", "high"]] /= 100
    panels = safeguards(data, dict.fromkeys(PANELS, ()), "s").figure().axes
    assert [axes.get_ylabel().replace("\n", " ") for axes in panels] == list(PANELS.values())
    assert panels[1].get_ylim()[1] < panels[0].get_ylim()[1] / 50
    assert panels[0].get_xlim() == panels[2].get_xlim()


def test_conflicting_figures_have_a_bar_and_others_none() -> None:
    for axes in draw_safeguards().figure().axes:
        spans = [segment[:, 1].tolist() for held in axes.collections for segment in held.get_segments()]
        assert spans == [[170.0, 190.0]]


def test_a_figure_of_a_later_year_stretches_the_axis() -> None:
    rows = [(2013, 2013, 0.04, 0.05, 0.045), (2027, 2027, 0.05, 0.06, 0.055)]
    data = pd.DataFrame(rows, columns=["first", "last", "low", "high", "published"])
    first, last = refusal_share(data, BREAKS, "s").figure().axes[0].get_xlim()
    assert first < 2013 < 2027 < last - 1
    late = yearly().replace({"year": {2019: 2028}})
    assert safeguards(late, dict.fromkeys(PANELS, ()), "s").figure().axes[-1].get_xlim()[1] > 2028.5
