"""The worlds of the two published tables: what is fitted to the shipped data, and what breaks an assumption."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from analysis.facts import drivers, world
from analysis.facts.case_register import recall
from analysis.facts.expected import fitted
from simulations import coverage, trials
from simulations.coverage import World
from simulations.draws import small_frame
from simulations.trials import Trial

SEED, SIMULATIONS = 19560613, 400
#: Standard deviation of the logarithm of true over read exposure where the exposure is wrong: a factor of about two.
MISREAD = 0.7
#: Variance of the gamma factor of each requesting country, and of each host, where states differ beyond the model; the
#: moments of the well-documented cases give about as much.
DIFFERING = (3.0, 1.0)
#: How many times less, or more, is found of what a country does that is one standard deviation more democratic.
DETECTION = 2.5
#: The model of dyads that is simulated: terms that are reported, and the others.
DYADS = (
    "requesting_vdem_liberal_democracy", "host_wgi_rule_of_law", "host_vdem_freedom_of_expression", "any_refugees",
    "log_refugees",
)  # fmt: skip
CONTROLS = "period + requesting_log_population + host_log_population"


def _found(people: pd.Series, step: float) -> pd.Series[float]:
    """How much is found in each country, as a multiple of the mean: times ``step`` for each s.d. of democracy."""
    table = world.release()["governance_country_year"].dropna(subset="vdem_liberal_democracy")
    score = table.groupby("iso3")["vdem_liberal_democracy"].mean().reindex(people.index)
    found = step ** ((score - score.mean()) / score.std()).fillna(0.0)
    return found / found.mean()


def worlds() -> list[World]:
    """Worlds of the table ``interval_coverage``."""
    cases_model = fitted(0.95)
    cases = partial(coverage.cases_on_exposure, exposure=cases_model.people, fit=cases_model.model.fit)
    model = drivers.fit(f"well_documented ~ {' + '.join(DYADS)} + {CONTROLS}", drivers.dyads())
    ratios = partial(coverage.ratios_of_dyads, model=model, reported=DYADS)
    return [
        World("cases as fitted", cases),
        World("cases with log-normal spread", partial(cases, spread="lognormal")),
        World("cases with wrong exposure", partial(cases, misread=MISREAD)),
        World("cases_found_by_democracy", partial(cases, found=_found(cases_model.people, 1 / DETECTION))),
        World("cases_found_more_by_democracy", partial(cases, found=_found(cases_model.people, DETECTION))),
        World("dyads_as_fitted", partial(ratios, spread=(0.0, 0.0))),
        World("dyads_states_differ", partial(ratios, spread=DIFFERING)),
    ]


def all_trials() -> list[Trial]:
    """Trials of the table ``estimator_validation``."""
    return [*_of_cases(), *_of_coding(), *_of_notices(), *_of_models()]


def _of_cases() -> list[Trial]:
    model, shares = fitted(0.95), np.array([0.03, 0.1, 0.24, 0.32, 0.5, 0.82])
    ratios = partial(trials.ratios, exposure=model.people, fit=model.model.fit)
    hidden = partial(trials.bounds, shares=shares, visible=0.1, assumed=3)
    return [
        Trial("cases as fitted", ratios, most=400),
        Trial("cases with wrong exposure", partial(ratios, misread=MISREAD), hostile=True, most=400),
        Trial("hidden_within_three", partial(hidden, truly=3)),
        Trial("hidden_within_ten", partial(hidden, truly=10), hostile=True),
        Trial("published_error_right", partial(trials.published, units=100), most=200),
        Trial("published_error_half", partial(trials.published, units=100, truly=2.0), hostile=True, most=200),
    ]


def _of_coding() -> list[Trial]:
    again = partial(trials.double_samples, rows=(134, 319), shares=(8 / 9, 2 / 34), sampled=43)
    lists = partial(trials.recalled, shares={name: (one.value, int(one.n)) for name, one in recall().items()})
    twice = partial(trials.codings, rows=90, codes=np.array([0.5, 0.3, 0.2]), same=0.8)
    return [
        Trial("sample_of_all", again),
        Trial("sample_unlike", partial(again, spread=0.1), hostile=True),
        Trial("rows_coded_twice", twice),
        Trial("rows_in_threes", partial(twice, alike=3), hostile=True),
        Trial("named_apart", lists),
        Trial("named_in_threes", partial(lists, alike=3), hostile=True),
    ]


def _of_notices() -> list[Trial]:
    chances = np.repeat([0.99, 0.8, 0.5], [60, 25, 15])
    lists = partial(trials.complaints, rates=np.geomspace(20, 0.2, 120), years=8, listed=10)
    part = partial(trials.inferred_shares, part=chances[::3], rest=chances)
    return [
        Trial("requester_as_inferred", partial(trials.inferred_counts, chances=chances)),
        Trial("requester_odds_doubled", partial(trials.inferred_counts, chances=chances, truly=2.0), hostile=True),
        Trial("part_as_inferred", part),
        Trial("part_odds_doubled", partial(part, truly=2.0), hostile=True),
        Trial("lists_of_most", lists, most=300),
        Trial("lists_of_others", partial(lists, noise=0.5), hostile=True, most=300),
    ]


def _of_models() -> list[Trial]:
    frame, terms = small_frame(6, 30, SEED), ["Intercept", "sender", "receiver", "pair"]
    dyads = partial(trials.dyads, frame=frame, params=pd.Series([-3.2, 0.4, -0.3, 0.3], terms))
    rare = partial(trials.rare_events, frame=frame, params=pd.Series([-4.5, 0.6, -0.4, 0.4], terms))
    zeros = partial(trials.many_zeros, rows=3000, params=np.array([-2.0, 0.5]), dispersion=2.0)
    return [
        Trial("small_frame", dyads, most=300),
        Trial("small_frame_states_differ", partial(dyads, spread=(1.0, 0.5)), most=300),
        Trial("rare_events", rare, most=300),
        Trial("rare_events_states_differ", partial(rare, spread=0.7), hostile=True, most=300),
        Trial("nb2_as_assumed", zeros, most=300),
        Trial("nb2_with_absent", partial(zeros, absent=0.5), hostile=True, most=300),
    ]
