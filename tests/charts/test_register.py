"""Charts of documented cases, on invented rows: groups, years, verdicts."""

import pandas as pd
import pytest

from analysis.charts.register import (
    VERDICTS,
    _groups,
    by_year,
    cases_over_time,
    group_of,
    verdicts,
)
from tests.charts.examples import draw_cases, draw_verdicts, register


def test_cases_are_grouped_by_status_then_grade() -> None:
    assert group_of(register()).tolist() == list(_groups())


def test_what_a_reader_chose_to_count_is_the_first_group_and_the_rest_are_said_not_to_count() -> None:
    rows = register()
    counting = rows["claim_status"] == "contested"
    held = group_of(rows, counting, "contested, any grade")
    assert (held == "contested, any grade").tolist() == counting.tolist()
    assert held[~counting].str.endswith(", not counted").all()
    chart = cases_over_time(rows, "E", "invented", counting=counting, chosen="contested, any grade", years=", to 2021")
    assert list(dict.fromkeys(chart.data["group"])) == list(_groups("contested, any grade"))
    assert "contested, any grade: " in chart.alt and chart.universe.endswith(", to 2021")
    shown = [axes.get_title(loc="left") for axes in chart.figure().axes]
    assert shown[0] == "contested, any grade"
    assert set(shown) <= set(_groups("contested, any grade"))


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


def test_every_row_has_one_group_and_bars_add_up_to_them() -> None:
    panels = {axes.get_title(loc="left"): axes for axes in draw_cases().figure().axes}
    heights = {name: [bar.get_height() for bar in axes.patches] for name, axes in panels.items()}
    counts = by_year(register())
    assert heights == {name: counts[name].tolist() for name in _groups() if counts[name].any()}
    assert len({axes.get_ylim() for axes in panels.values()}) == 1
    assert list(panels) == list(_groups())[:3]


def test_rows_of_one_year_are_one_bar() -> None:
    one = register().iloc[:1]
    chart = cases_over_time(one, "Erewhon", "invented")
    assert chart.alt.startswith("Bars, a panel for each group and a bar for each year from 2019 to 2019.")
    assert set(chart.data["year"]) == {2019}


def test_rows_without_any_year_are_refused() -> None:
    with pytest.raises(ValueError, match=r"NA|NaN|cannot convert"):
        cases_over_time(register().assign(year=pd.NA), "Erewhon", "invented")


def test_each_claim_is_a_tile_with_its_verdict_in_words() -> None:
    claims = pd.DataFrame(
        {"claim_id": [f"X{i}" for i in range(4)], "claim": "An invented claim.", "verdict": list(VERDICTS)}
    )
    chart = verdicts(claims, "u", "s")
    assert len(chart.data) == 4
    assert all(f"X{i}" in chart.svg for i in range(4))
    assert all(words in chart.alt and words in chart.svg for words, *_ in VERDICTS.values())


def test_an_unknown_verdict_is_no_tile() -> None:
    claims = pd.DataFrame({"claim_id": ["X1"], "claim": ["An invented claim."], "verdict": ["perhaps"]})
    with pytest.raises(KeyError, match="perhaps"):
        _ = verdicts(claims, "u", "s").svg


def test_tiles_stand_four_in_a_row() -> None:
    claims = pd.DataFrame({"claim_id": [f"X{i}" for i in range(5)], "claim": "A claim.", "verdict": "contested"})
    (axes,) = verdicts(claims, "u", "s").figure().axes
    corners = [(int(tile.get_x()), int(tile.get_y())) for tile in axes.patches]
    assert corners == [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1)]
    assert axes.get_ylim() == (2, 0)


def test_a_long_claim_is_cut_in_its_tile_and_whole_in_the_data() -> None:
    words = "An invented claim of many words " * 9
    claims = pd.DataFrame({"claim_id": ["X1"], "claim": [words], "verdict": ["supported"]})
    chart = verdicts(claims, "u", "s")
    assert "…" in chart.svg
    assert chart.data["claim"].tolist() == [words]


def test_the_ink_of_each_verdict_can_be_read_on_its_tile() -> None:
    """The contrast of WCAG 2.1 for text, 4.5 to 1."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for _, tile, ink in VERDICTS.values():
        dark, bright = sorted([light(tile), light(ink)])
        assert (bright + 0.05) / (dark + 0.05) >= 4.5
    assert draw_verdicts().data["verdict"].tolist() == list(VERDICTS)
