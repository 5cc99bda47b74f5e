"""Counts corrected for reporting delay: the published example of chain ladder, and a triangle computed otherwise."""

import numpy as np
import pandas as pd
import pytest

from analysis.stats.counts import corrected_counts

#: Increments of claims in thousands, by year of origin and delay (Taylor and Ashe 1983, in Mack 1993).
TAYLOR_ASHE = [
    [357.848, 766.940, 610.542, 482.940, 527.326, 574.398, 146.342, 139.950, 227.229, 67.948],
    [352.118, 884.021, 933.894, 1183.289, 445.745, 320.996, 527.804, 266.172, 425.046],
    [290.507, 1001.799, 926.219, 1016.654, 750.816, 146.923, 495.992, 280.405],
    [310.608, 1108.250, 776.189, 1562.400, 272.482, 352.053, 206.286],
    [443.160, 693.190, 991.983, 769.488, 504.851, 470.639],
    [396.132, 937.085, 847.498, 805.037, 705.960],
    [440.832, 847.631, 1131.398, 1063.269],
    [359.480, 1061.648, 1443.370],
    [376.686, 986.608],
    [344.014],
]
#: What is outstanding by Mack (1993), and by `MackChainLadder(GenIns)` of R: each year, and in all.
OUTSTANDING = [0, 94.634, 469.511, 709.638, 984.889, 1419.459, 2177.641, 3920.301, 4278.972, 4625.811]


def events(triangle: list[list[float]]) -> tuple["pd.Series[int]", "pd.Series[int]"]:
    """Give one event a unit of a triangle of increments, the years counted from 2001."""
    cells = [(2001 + i, j, round(n)) for i, row in enumerate(triangle) for j, n in enumerate(row)]
    years, delays, counts = zip(*cells, strict=True)
    return pd.Series(np.repeat(years, counts)), pd.Series(np.repeat(delays, counts))


def test_the_correction_is_that_of_the_published_chain_ladder() -> None:
    table = corrected_counts(*events(TAYLOR_ASHE), 2010, longest=9)
    assert table.index.tolist() == list(range(2001, 2011))
    outstanding = table["corrected"] - table["known"]
    assert outstanding.tolist() == pytest.approx(OUTSTANDING, rel=0.01, abs=1), "as rounded to thousands"
    assert outstanding.sum() == pytest.approx(18_680.856, rel=0.001)


def test_the_correction_equals_development_factors_of_the_cumulative_triangle() -> None:
    rng = np.random.default_rng(25)
    years, delays = pd.Series(rng.integers(2008, 2020, 400)), pd.Series(rng.geometric(0.5, 400) - 1)
    last, longest = 2019, 6
    known = pd.DataFrame({"year": years, "delay": delays})[years + delays <= last]
    sums = {
        (year, delay): len(known[(known["year"] == year) & (known["delay"] <= delay)])
        for year in range(2008, 2020) for delay in range(longest + 1)
    }  # fmt: skip
    factors = {
        delay: sum(sums[year, delay] for year in range(2008, last - delay + 1))
        / sum(sums[year, delay - 1] for year in range(2008, last - delay + 1))
        for delay in range(1, longest + 1)
    }
    table = corrected_counts(years, delays, last, longest)
    for year, row in table.iterrows():
        assert row["known"] == (known["year"] == year).sum()
        later = [factors[delay] for delay in range(last - int(str(year)) + 1, longest + 1)]
        assert row["corrected"] == pytest.approx(row["known"] * np.prod(later))


def test_what_became_known_later_changes_nothing() -> None:
    years, delays = pd.Series([2015, 2015, 2015, 2016, 2016]), pd.Series([0, 0, 1, 0, 3])
    now = corrected_counts(years, delays, 2016, longest=1)
    before = corrected_counts(years[:4], delays[:4], 2016, longest=1)
    pd.testing.assert_frame_equal(now, before)
    assert now.loc[2016].tolist() == pytest.approx([1, 2 / 3, 1.5])


def test_a_delay_that_no_event_is_old_enough_for_is_refused() -> None:
    with pytest.raises(ValueError, match=r"got no event of 2015 or before; .*to fix, choose a shorter maximum delay"):
        corrected_counts(pd.Series([2018, 2019]), pd.Series([0, 0]), 2019, longest=4)
