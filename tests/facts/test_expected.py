"""Documented cases compared with the number expected for an exposure: in the model and in every report."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.discrete.discrete_model import NegativeBinomial

from analysis.core.country_names import country_name, fold, members
from analysis.core.files import RAW
from analysis.core.judgement import headline_cases
from analysis.facts import expected as facts_expected
from analysis.facts import world
from analysis.facts.selection import select
from tests.laid_out import profile, run
from tests.reading import tables, texts


def headline_by_member() -> tuple[pd.Series, pd.Series]:
    """Headline cases and person-years of each member from the csv files, of 2000 to 2025 or without a year."""
    cases = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str)
    kept = cases["claim_status"].eq("supported") & cases["evidence_grade"].isin(["A", "B"])
    kept &= ~cases["instrument"].isin(["none_found", "interstate_wanted_list"])
    year = pd.to_numeric(cases["year"])
    counts = cases.loc[kept & (year.isna() | year.between(2000, 2025)), "requesting_country"].value_counts()
    table = pd.read_csv(RAW / "governance" / "refugees_by_origin_host.csv.gz", keep_default_na=False, na_values=[""])
    table = table[table["year"].between(2000, 2025) & table["origin"].isin(list(members()))]
    people = table.groupby("origin")[["refugees", "asylum_seekers"]].sum().sum(axis=1)
    people = people[people > 0]
    return counts.reindex(people.index, fill_value=0), people


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::UserWarning")  # of the first steps of the optimiser
def test_cases_do_not_grow_in_proportion_to_refugees() -> None:
    """The elasticity of statsmodels; at the ends, the likelihood ratio is the 95 % quantile of chi-squared."""
    found = facts_expected.fitted(0.95).model.elasticity
    counts, people = headline_by_member()
    size, ones = np.log(people.to_numpy()), np.ones((len(people), 1))
    free = NegativeBinomial(counts.to_numpy(), np.column_stack([ones, size])).fit(disp=0, maxiter=500)
    assert free.mle_retvals["converged"] and found.value == pytest.approx(free.params[1], abs=1e-4)
    assert found.low is not None and found.high is not None and 0 < found.low < found.high < 1
    for end in (found.low, found.high):
        fixed = NegativeBinomial(counts.to_numpy(), ones, offset=end * size).fit(disp=0, maxiter=500)
        assert 2 * (free.llf - fixed.llf) == pytest.approx(stats.chi2.ppf(0.95, 1), abs=1e-2)


def test_every_headline_case_is_counted_or_left_out() -> None:
    for choice in facts_expected._TABLES:
        fit = facts_expected.fitted(0.95, choice)
        assert fit.model.ratios.table["n"].sum() + fit.left_out == len(headline_cases(world.release()["cases"]))


def test_person_years_add_up_the_people_of_the_years_that_both_tables_hold() -> None:
    people, first, last = facts_expected.person_years("refugees")
    rows = world.release()["refugees_by_origin_host"]
    rows = rows[(rows["origin"] == "BLR") & (rows["year"] >= 2000) & (rows["year"] <= 2025)]
    assert (first, last) == (2000, 2025)
    assert people["BLR"] == rows["refugees"].sum() + rows["asylum_seekers"].sum()
    assert facts_expected.person_years("population")[1:] == (2000, 2024)


def test_ranks_are_those_of_the_ratio_and_no_top_ten_is_estimable() -> None:
    fit = facts_expected.fitted(0.95)
    best = max(fit.model.ratios.estimates, key=lambda code: fit.model.ratios.estimates[code].value)
    assert fit.ranks[best].low == 1
    may, surely = facts_expected.top_ten(select())
    assert may.value > 20 > 10 > surely.value
    assert surely.sentence.endswith("so we publish none.")


@pytest.mark.parametrize("iso3", ["BLR", "RUS", "GTM"])
def test_a_profile_states_ratio_and_rank_with_their_intervals_and_that_no_top_ten_is(iso3: str) -> None:
    blocks = profile(iso3)
    data = tables(blocks)["cases_rates"].data.set_index("statistic")
    stated = data[data.index.str.startswith(("Times", "Expected"))]
    assert len(stated) == 4
    assert (stated["low"] <= stated["value"]).all() and (stated["value"] <= stated["high"]).all()
    assert (stated["kind"] == "between states").all() and (stated["level"] == 0.95).all()
    assert "so we publish none" in " ".join(texts(blocks))
    assert "per 100,000" not in " ".join(data.index)


def test_a_case_before_the_years_of_the_exposure_is_counted_apart() -> None:
    data = tables(profile("BLR"))["cases_rates"].data.set_index("statistic")
    register = headline_cases(world.release()["cases"]).query("requesting_country == 'BLR'")["year"]
    label = "Of these, in years with data on refugees and asylum seekers"
    assert data["value"][label] == (register >= 2000).sum() < len(register)


def test_a_country_without_exposure_has_no_ratio_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    fit = facts_expected.fitted(0.95)
    nobody = replace(fit, ranks={})
    monkeypatch.setattr(facts_expected, "fitted", lambda *_: nobody)
    assert "we cannot compute an expected number of cases" in " ".join(texts(run("country_profile", country="BLR")[0]))


def test_the_world_draws_no_league_of_cases() -> None:
    blocks = run("world_overview")[0]
    data = tables(blocks)["cases_ratios"].data
    names = [fold(country_name(code)) for code in data["country"]]
    assert names == sorted(names) and (data["n"] > 0).all()
    intervals = data[["low", "high", "rank_low", "rank_high"]]
    assert intervals.notna().all(axis=None)
    assert "so we publish none" in " ".join(texts(blocks))


@pytest.mark.thorough
def test_another_level_reaches_every_interval() -> None:
    blocks = [*run("world_overview", level=0.9)[0], *run("country_profile", country="RUS", level=0.9)[0]]
    said = " ".join(texts(blocks)) + " ".join(b.shown.to_string() for b in tables(blocks).values())
    assert "90 %" in said
    assert not re.search(r"95 % (?:credible |confidence )?interval", said)
