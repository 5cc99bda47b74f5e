"""The trials of estimators are what they say: where nothing is broken they hold, where it is they do not."""

from functools import partial

import numpy as np
import pandas as pd
import pytest
import scipy
from statsmodels.stats.proportion import proportion_confint

from simulations import trials
from simulations.draws import small_frame
from simulations.trials import Result, Trial, tried


def between(coverage):
    return 0.93 <= coverage <= 0.97


def found(simulate, simulations, seed=3, **options):
    """Rows of a trial by estimator."""
    return tried(Trial("a world", partial(simulate, **options)), simulations, seed).set_index("estimator")


def test_an_unbiased_scale_has_no_bias_and_its_intervals_hold_as_often_as_they_say():
    def weigh(generator):
        found = generator.normal(2, 0.5, 400)
        return {"scale": Result(found, np.full(400, 2.0), np.abs(found - 2) <= 1.959964 * 0.5)}

    row = tried(Trial("a scale", weigh), 50, 3).iloc[0]
    assert abs(row["bias"]) < 3 * 0.5 / np.sqrt(20000)
    assert row["error"] == pytest.approx(0.5, rel=0.03)
    assert between(row["coverage"])


def test_worst_case_bounds_always_hold_and_bounded_odds_hold_where_the_factor_does():
    shares = np.array([0.05, 0.3, 0.8])
    kind = found(trials.bounds, 40, 2, shares=shares, visible=0.1, assumed=3, truly=3)
    bad = found(trials.bounds, 40, 2, shares=shares, visible=0.1, assumed=3, truly=30)
    assert kind["coverage"].tolist()[:2] == [1.0, 1.0]
    assert bad.loc["worst_case_bounds", "coverage"] == 1
    assert bad.loc["bounded_odds_bounds", "coverage"] < 0.6


def test_a_data_set_without_a_value_gives_no_row_and_no_interval_is_no_coverage():
    nothing, one = Result(np.zeros(0), np.zeros(0)), Result(np.ones(1), np.zeros(1))
    rows = found(lambda _: {"nothing": nothing, "one": one}, 3)
    assert rows.loc["nothing", ["bias", "coverage", "level"]].isna().all()
    assert rows.loc["one", "bias"] == 1 and np.isnan(rows.loc["one", "coverage"])


def test_bounds_of_complaints_hold_what_the_published_sums_leave_out():
    rows = found(trials.complaints, 20, rates=np.geomspace(30, 0.2, 80), years=8, listed=10)
    assert rows.loc["complaint_bounds", "coverage"] == 1
    assert rows.loc["published_sum", "bias"] < -1


@pytest.mark.thorough
def test_inferred_shares_cover_where_the_inference_is_right():
    part, rest = np.full(30, 0.7), np.full(60, 0.9)
    kind = found(trials.inferred_shares, 400, part=part, rest=rest)
    bad = found(trials.inferred_shares, 400, part=part, rest=rest, truly=6.0)
    assert kind.loc["inferred_share", "coverage"] >= 0.92
    assert bad.loc["inferred_share", "coverage"] < 0.7


def test_a_published_error_that_is_too_small_is_found():
    assert between(found(trials.published, 20, units=100)["coverage"].item())
    assert found(trials.published, 20, units=100, truly=2.0)["coverage"].item() < 0.75


TERMS = ["Intercept", "sender", "receiver", "pair"]


@pytest.mark.thorough
def test_dyads_bear_states_that_differ_and_the_errors_of_the_model_do_not():
    frame, params = small_frame(4, 20, 1), pd.Series([-2.0, 0.4, -0.3, 0.3], TERMS)
    rows = found(trials.dyads, 40, frame=frame, params=params, spread=(1.0, 0.5))
    assert rows.loc["poisson_two_way", "coverage"] > rows.loc["poisson_model_errors", "coverage"] + 0.1
    assert abs(rows.loc["difference_of_ratios", "bias"]) < 0.1


def test_firth_stays_finite_where_events_are_rare():
    frame, params = small_frame(3, 12, 1), pd.Series([-3.5, 0.5, -0.5, 0.4], TERMS)
    rows = found(trials.rare_events, 20, frame=frame, params=params)
    assert np.isfinite(rows.loc["firth_two_way", "bias"])
    assert rows.loc["firth_two_way", "coverage"] > 0.75


def test_nb2_finds_its_dispersion_and_not_where_half_the_rows_are_silent():
    kind, silent = (
        found(trials.many_zeros, 20, rows=1500, params=np.array([-0.5, 0.5]), dispersion=1.0, absent=absent)
        for absent in (0.0, 0.5)
    )
    assert kind.loc["nb2_converged", "bias"] == 0
    assert abs(kind.loc["nb2_dispersion", "bias"]) < 0.15
    assert silent.loc["nb2_dispersion", "bias"] > 0.7


@pytest.mark.thorough
def test_the_interval_of_recall_holds_as_often_as_the_exact_binomial_says():
    """Coverage over all counts, with the interval of statsmodels; clusters of cases cost much of it."""
    lists = {"some": (0.7, 10), "more": (0.9, 30)}
    exact = []
    for share, named in lists.values():
        counts = np.arange(named + 1)
        low, high = proportion_confint(counts, named, method="wilson")
        exact.append(scipy.stats.binom.pmf(counts, named, share)[(low <= share) & (share <= high)].sum())
    rows, clustered = (found(trials.recalled, 2000, shares=lists, alike=alike) for alike in (1, 3))
    assert rows["coverage"].item() == pytest.approx(np.mean(exact), abs=3 * np.sqrt(0.05 / 4000))
    assert clustered["coverage"].item() < 0.85
