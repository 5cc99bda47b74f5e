"""The double sample against Tenenbein's formulas, and its refusals."""

import numpy as np
import pytest

from analysis.core.errors import InputError
from analysis.stats.double_sample import double_sample, true_shares


def drawn(rows: tuple[int, int], shares: tuple[float, float], sampled: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    given = np.repeat([0, 1], rows)
    true = (random.random(len(given)) >= np.asarray(shares)[given]).astype(np.int64)
    true[random.permutation(len(given)) >= sampled] = -1
    return given, true


def test_without_a_prior_the_total_is_tenenbeins_estimate_and_so_is_its_error() -> None:
    """Tenenbein (1970), equations 2.5 and 2.7: the share, and its variance for a large whole."""
    given, true = drawn((3000, 7000), (0.9, 0.1), 1000, 5)
    found, read = double_sample(given, true, 2, prior=0, draws=4000), true >= 0
    share = np.array([(true[read & (given == code)] == 0).mean() for code in (0, 1)])
    whole = np.array([3000, 7000]) / 10_000
    value, low, high = found.total(0)
    assert value / 10_000 == pytest.approx(share @ whole, abs=2e-3)
    mean = share @ whole
    inner = (whole * share * (1 - share)).sum()
    outer = (whole * (share - mean) ** 2).sum()
    error = np.sqrt(inner / read.sum() + outer / 10_000)
    assert (high - low) / 2 / 10_000 / 1.96 == pytest.approx(error, rel=0.25)


def test_known_rows_keep_their_code_in_every_draw() -> None:
    given, true = drawn((40, 60), (0.8, 0.2), 30, 1)
    found = double_sample(given, true, 2)
    read = true >= 0
    assert (found.drawn[:, read] == true[read]).all()
    assert (found.chances[read] == np.eye(2)[true[read]]).all()
    assert found.chances.sum(axis=1) == pytest.approx(np.ones(100))


def test_a_code_that_nobody_read_again_has_the_shares_of_the_whole_sample() -> None:
    table = np.array([[3.0, 1.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 0.0]])
    assert true_shares(table, 0.0)[2].tolist() == [3 / 8, 5 / 8, 0.0]
    assert true_shares(table, 2.0)[0].tolist() == pytest.approx([(3 + 0.75) / 6, (1 + 1.25) / 6, 0])


def test_the_draws_are_the_same_each_time_and_follow_the_level() -> None:
    given, true = drawn((40, 60), (0.8, 0.2), 30, 2)
    one, two = double_sample(given, true, 2), double_sample(given, true, 2)
    assert (one.drawn == two.drawn).all()
    (_, low, high), (_, narrow_low, narrow_high) = one.total(0, level=0.95), one.total(0, level=0.5)
    assert low < narrow_low < narrow_high < high


def test_nothing_read_again_is_refused() -> None:
    with pytest.raises(InputError, match="no true code"):
        double_sample(np.zeros(3, dtype=np.int64), np.full(3, -1), 2)
