"""The charts of case studies and claims, on invented marks."""

import pandas as pd
import pytest

from analysis.charts.comparisons import rates
from analysis.charts.register import VERDICTS, _stacked, timeline, verdicts
from analysis.stats.estimate import Estimate

LANES = {"cases": "Documented cases", "others": "Responses", "own": "The state itself"}


def marks(*ats: float | None, lane: str = "cases") -> pd.DataFrame:
    count = len(ats)
    return pd.DataFrame(
        {
            "number": range(1, count + 1),
            "lane": lane,
            "at": pd.Series(ats, dtype=float),
            "date": "invented",
            "what": "an invented event",
            "group": "contested" if lane == "cases" else "",
            "case_id": "",
            "source": "[s](https://example.org)",
        }
    )


def governance(*regimes: str) -> pd.DataFrame:
    years = [float(2015 + i) for i in range(len(regimes))]
    value = [0.1] * len(regimes)
    columns = ("vdem_liberal_democracy", "vdem_freedom_of_expression", "vdem_rule_of_law")
    return pd.DataFrame({"year": years, **dict.fromkeys(columns, value), "regime": list(regimes)})


def draw(events: pd.DataFrame, indices: pd.DataFrame):
    return timeline(events, indices, place="Freedonia", lanes=LANES, universe="u", source="s", note="n")


@pytest.mark.parametrize("step", [0.0, 0.1, 0.5, 3.0])
def test_no_mark_covers_another(step: float) -> None:
    placed = _stacked(marks(*(2010 + step * i for i in range(9))), years_per_inch=2.0)
    for _, row in placed.groupby("row"):
        assert (row["at"].diff().dropna() >= 0.155 * 2.0 - 1e-9).all()


def test_marks_far_apart_share_a_row() -> None:
    assert set(_stacked(marks(2010, 2015, 2020), years_per_inch=2.0)["row"]) == {0}


def test_a_mark_without_a_date_is_not_drawn() -> None:
    chart = draw(marks(2016.5, None), governance("closed autocracy"))
    drawn = chart.data[chart.data["lane"] != "governance"]
    assert list(drawn["number"]) == [1]


def test_lanes_without_a_mark_are_left_out() -> None:
    chart = draw(marks(2016.5), governance("closed autocracy"))
    assert "Documented cases" in chart.svg and "Responses" not in chart.svg


def test_each_regime_class_is_named_in_the_picture() -> None:
    regimes = ["electoral autocracy"] * 6 + ["liberal democracy"] * 5
    chart = draw(marks(2016.5), governance(*regimes))
    assert "electoral autocracy" in chart.svg and "liberal democracy" in chart.svg


def test_a_state_without_governance_indices_has_a_timeline() -> None:
    chart = draw(marks(2016.5), governance())
    assert "V-Dem" not in chart.svg
    assert "1 mark." in chart.alt


def test_the_picture_is_the_same_on_every_run() -> None:
    first, second = (draw(marks(2016.5, 2017.5), governance("closed autocracy")) for _ in range(2))
    assert first.svg == second.svg


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
        verdicts(claims, "u", "s")


def ratio(place: str, value: float, n: float) -> Estimate:
    return Estimate(value, value / 9, value * 3, 0.95, "m", n, "u", "s", "s", "times the expected", "between states")


def test_rates_put_the_focus_first_and_the_others_in_the_order_of_the_alphabet() -> None:
    held = {
        name: ratio(name, value, n) for name, value, n in (("Ödland", 9, 4), ("Freedonia", 0.2, 0), ("Erewhon", 3, 1))
    }
    chart = rates(held, "Freedonia", name="r", title="t", unit="u", note="n")
    assert list(chart.data["place"]) == ["Freedonia", "Erewhon", "Ödland"]
    assert list(rates(held, "", name="r", title="t", unit="u", note="n").data["place"]) == [
        "Erewhon",
        "Freedonia",
        "Ödland",
    ]
    assert "Freedonia: 0.20 (0.022 to 0.60)" in chart.alt
