"""Charts of documented cases, on invented rows: groups and years."""

import matplotlib as mpl
import pandas as pd
import pytest

from analysis.charts.chart import COLOURS, Chart
from analysis.charts.register import _groups, by_year, cases_over_time, group_of
from analysis.tables.release import incomplete_since
from tests.charts.examples import draw_cases, register


def test_cases_are_grouped_by_status_then_grade() -> None:
    assert group_of(register()).tolist() == _groups()


def test_what_a_reader_chose_to_count_is_the_first_group_and_the_rest_are_said_not_to_count() -> None:
    rows = register()
    counting = rows["claim_status"] == "contested"
    held = group_of(rows, counting, "contested, any grade")
    assert (held == "contested, any grade").tolist() == counting.tolist()
    assert held[~counting].str.endswith(", not counted").all()
    chart = cases_over_time(rows, "E", "invented", counting=counting, chosen="contested, any grade", years=", to 2021")
    assert list(dict.fromkeys(chart.data["group"])) == _groups("contested, any grade")
    assert "contested, any grade: " in chart.alt and chart.universe.endswith(", to 2021")
    (axes,) = chart.figure().axes
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["contested, any grade", "other"]


@pytest.mark.parametrize("instrument", ["none_found", "interstate_wanted_list"])
def test_a_correction_is_not_drawn_as_if_it_stood(instrument: str) -> None:
    corrected = register().assign(instrument=instrument)
    assert set(group_of(corrected)) <= {"not supported", "disputed"}
    assert (group_of(corrected)[corrected["claim_status"] == "supported"] == "not supported").all()


def test_years_between_the_first_and_the_last_are_kept() -> None:
    counts = by_year(register())
    assert counts.index.tolist() == [2019, 2020, 2021]
    assert counts.loc[2020].sum() == 0
    assert counts.to_numpy().sum() == 3


def test_alternative_text_of_cases_states_what_was_drawn() -> None:
    chart = draw_cases()
    assert "supported, grade A or B: 1" in chart.alt
    assert "1 of 4 cases have no known year and are not drawn." in chart.alt
    assert "1 of 4 cases have no known year and are not drawn." in chart.note
    assert "Every case has a known year." in cases_over_time(register().dropna(subset="year"), "E", "invented").note
    assert chart.alt.endswith("Most cases of any kind: 2021.")
    assert chart.data["cases"].sum() == 3


def test_every_row_has_one_group_and_bars_stand_on_one_another() -> None:
    (axes,) = draw_cases().figure().axes
    counts = by_year(register())
    for name, below, bars in zip(counts, range(4), axes.containers, strict=False):
        drawn = counts[counts[name] > 0]
        assert [bar.get_height() for bar in bars] == drawn[name].tolist()
        assert [bar.get_y() for bar in bars] == (drawn.cumsum(axis=1)[name] - drawn[name]).tolist()
        assert mpl.colors.to_hex(bars[0].get_facecolor()).upper() == COLOURS["others" if below else "accent"]
    values = [text.get_text() for text in axes.texts if text.get_text().isdecimal()]
    assert values == [str(count) for count in counts.sum(axis=1) if count]
    named = [text.get_text() for text in axes.get_legend().get_texts()]
    assert named == ["well documented", "weaker, disputed or not supported"]


def test_rows_of_one_year_are_one_bar() -> None:
    one = register().iloc[:1]
    chart = cases_over_time(one, "Erewhon", "invented")
    assert chart.alt.startswith("Bar chart with a bar for each year from 2019 to 2019, well-documented cases below")
    assert set(chart.data["year"]) == {2019}


def test_rows_without_any_year_are_refused() -> None:
    with pytest.raises(ValueError, match=r"NA|NaN|cannot convert"):
        cases_over_time(register().assign(year=pd.NA), "Erewhon", "invented")


def bands(chart: Chart) -> list[tuple[float, float]]:
    """Give the ends of every light band of a picture, as years."""
    found = []
    for axes in chart.figure().axes:
        light = [one for one in axes.patches if one.get_alpha() == 0.6]
        assert all(one.get_extents().width > 0 for one in light)
        found += [(one.get_x(), one.get_x() + one.get_width()) for one in light]
        assert all(one.get_x() + one.get_width() == pytest.approx(axes.get_xlim()[1]) for one in light)
    return found


def timed(*years: int) -> pd.DataFrame:
    return register().iloc[: len(years)].assign(year=list(years)).astype({"year": "Int64"})


def drawn_over_time(last: int) -> Chart:
    """Draw cases in 2019 and in a last year."""
    return cases_over_time(timed(2019, last), "Erewhon", "invented")


def test_years_still_becoming_known_are_marked_in_picture_note_alternative_text_and_data() -> None:
    since = incomplete_since()
    chart, words = drawn_over_time(since), f"In the shaded band, from {since} on, counts are incomplete"
    assert bands(chart)
    assert "counts incomplete" in [text.get_text() for text in chart.figure().axes[0].texts]
    assert words in chart.note and words in chart.alt
    years = chart.data["year"]
    assert set(chart.data.loc[years >= since, "incomplete"]) == {True}
    assert True not in set(chart.data.loc[years < since, "incomplete"])


def test_no_band_is_drawn_or_described_where_every_year_is_complete() -> None:
    chart = drawn_over_time(incomplete_since() - 1)
    assert not bands(chart)
    assert "shaded band" not in chart.note + chart.alt
    assert True not in set(chart.data["incomplete"])


def test_the_band_begins_with_the_first_incomplete_year() -> None:
    since = incomplete_since()
    assert {start for start, _ in bands(drawn_over_time(since + 1))} == {since - 0.5}
