"""The register by requesting country, host and year: counted again in plain pandas, and the published frame."""

import numpy as np
import pandas as pd
import pytest
import scipy
from scipy import stats

from analysis.core.countries import members
from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.core.judgement import headline_cases
from analysis.facts import drivers, world
from analysis.stats.dyads import poisson, within_senders


def test_every_register_row_has_a_place_or_a_reason_and_none_is_lost():
    cases = world.release().cases
    lost = drivers.losses()
    assert lost.drop("in_frame_without_refugees")["any"].sum() == len(cases)
    assert lost.drop("in_frame_without_refugees")["headline"].sum() == len(headline_cases(cases))
    held = drivers.dyads()
    for outcome in drivers.OUTCOMES:
        assert held.counts[outcome].sum() == lost.loc["in_frame", outcome]
        assert held.counts[outcome][held.frame.inside == 0].sum() == 0
    assert (held.counts["supported"] + held.counts["not_supported"] == held.counts["any"]).all()


def test_dyads_without_refugees_keep_their_cases():
    held = drivers.dyads()
    nobody = held.frame.pairs[:, 0] == 0
    assert held.counts["any"][nobody].sum() == drivers.losses().loc["in_frame_without_refugees", "any"] > 0


def test_the_frame_is_every_pair_but_a_state_with_itself():
    held = drivers.dyads()
    requesters, hosts = len(held.requesters), len(held.hosts)
    assert set(held.requesters) == set(members())
    assert held.frame.size == 25 * (requesters * hosts - requesters)


def test_the_published_frame_is_reproduced_within_one_per_cent_and_the_rest_is_said():
    found = drivers.reproduced().set_index("dyad_years")
    assert list(found.index[:3]) == [33615, 33503, 34066]
    assert abs(found.loc[33503, "of_published"] - 1) < 0.01
    table = world.release().refugees.query("2014 <= year <= 2020 and origin != host")
    no_members_of_the_united_nations = {"ABW", "CUW", "SXM", "PSE", "VAT"}
    states = set(members()) - no_members_of_the_united_nations
    kept = table[table["origin"].isin(states) & table["host"].isin(states)]
    assert ((kept["refugees"] + kept["asylum_seekers"]) > 0).sum() == 33503


def test_covariates_are_those_of_the_tables():
    held = drivers.dyads()
    year, requester, host = held.years.index(2015), held.requesters.index("TUR"), held.hosts.index("DEU")
    place = int(np.flatnonzero((held.frame.cells == [year, requester, host]).all(axis=1))[0])
    row = dict(zip(held.frame.names, held.frame.design[place], strict=True))
    people = world.release().refugees.query("year == 2015 and origin == 'TUR' and host == 'DEU'").iloc[0]
    assert row["refugees"] == pytest.approx(np.log2((people["refugees"] + people["asylum_seekers"]) / 5))
    assert (row["any_refugees"], row["constant"], row["from_2011"], row["from_2016"]) == (1, 1, 1, 0)
    table = world.release().governance.query("year == 2015").set_index("iso3")
    states = [state for state in ("FRA", "SWE", "CHN", "TUR") if state != "TUR"]
    for state in states:
        other = held.frame.senders[year, held.requesters.index(state), held.frame.names.index("requester_index")]
        apart = table.loc[state, "wgi_rule_of_law"] - table.loc["TUR", "wgi_rule_of_law"]
        assert np.sign(other - row["requester_index"]) == np.sign(apart)


def test_ratios_are_said_with_interval_universe_and_source():
    held = drivers.dyads(since=2014, until=2020)
    fits = drivers.fits(held, ("supported", "not_supported"))
    stated = drivers.ratios(held, fits, 0.9)
    one = stated["supported"]["host_expression"]
    assert one.low < one.value < one.high and one.level == 0.9 and "90 % interval" in one.sentence
    assert "2014 to 2020" in one.universe and "what is documented" in one.universe
    apart = drivers.apart(held, fits)["host_expression"]
    first, second = (fits[outcome].params[held.frame.names.index("host_expression")] for outcome in fits)
    assert np.log(apart.value) == pytest.approx(first - second, abs=1e-3)
    table = drivers.table(stated)
    assert list(table["covariate"].unique()) == list(drivers.STATED)
    margin = drivers.margins(held, fits, "host_expression")["supported"]
    assert (margin.value < 1) == (one.value > 1)


@pytest.fixture(scope="module")
def in_frame():
    """Cases in the frame, from the csv: no corrections, with a country of effect and a year, not within one country."""
    rows = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str)
    rows = rows[~rows["instrument"].isin(["none_found", "interstate_wanted_list"]) & rows["host_country"].notna()]
    rows = rows[pd.to_numeric(rows["year"]).between(2001, 2025) & (rows["host_country"] != rows["requesting_country"])]
    counts = rows["claim_status"].eq("supported") & rows["evidence_grade"].isin(["A", "B"])
    return {"headline": rows[counts], "not_supported": rows[rows["claim_status"] != "supported"]}


@pytest.mark.parametrize("outcome", ["headline", "not_supported"])
def test_intervals_have_one_degree_of_freedom_less_than_effective_clusters(in_frame, outcome):
    """Kish's number of clusters, counted from the csv, on the side that has fewer; then t by scipy."""
    held = drivers.dyads("vdem_liberal_democracy")
    sides = [in_frame[outcome][side].value_counts() for side in ("requesting_country", "host_country")]
    clusters = min(side.sum() ** 2 / (side**2).sum() for side in sides)
    fit = drivers.fits(held, [outcome])[outcome]
    place = held.frame.names.index("requester_index")
    one = drivers.ratios(held, {outcome: fit})[outcome]["requester_index"]
    half = stats.t.ppf(0.975, clusters - 1) * float(fit.errors[place])
    assert (np.log(one.high) - np.log(one.low)) / 2 == pytest.approx(half, rel=5e-4)
    assert one.n == len(in_frame[outcome])


def test_corrections_are_in_no_frame(in_frame):
    held = drivers.dyads()
    assert held.frame.size == 965_300 and "TWN" not in held.hosts
    assert held.counts["headline"].sum() == len(in_frame["headline"])
    assert held.counts["not_supported"].sum() == len(in_frame["not_supported"])
    excluded = world.release().cases["instrument"].isin(["none_found", "interstate_wanted_list"]).sum()
    assert drivers.losses().loc["correction", "any"] == excluded > 0


@pytest.mark.thorough
def test_the_association_with_liberal_democracy_is_in_well_documented_cases_only():
    stated = drivers.governance()
    one = stated["vdem_liberal_democracy", "joint", "headline"]
    assert [one.value, one.low, one.high] == pytest.approx([0.310, 0.169, 0.568], abs=6e-4)
    republics = stated["vdem_liberal_democracy", "post_soviet", "headline"]
    assert [republics.value, republics.low, republics.high] == pytest.approx([0.393, 0.229, 0.677], abs=6e-4)
    for model in ("joint", "post_soviet"):
        other = stated["vdem_liberal_democracy", model, "not_supported"]
        assert other.low < 1 < other.value < 1.2
    table = drivers.by_index(stated)
    assert table["model"].iloc[0] == "alone" and len(table) == 2 * (4 * 4 + 2 * 2)
    joint = drivers.ratios(drivers.dyads("vdem_liberal_democracy"))["headline"]["requester_index"]
    assert joint.value == one.value


def test_a_covariate_that_leaves_the_model_is_fitted_as_by_statsmodels():
    import statsmodels.api as sm

    held = drivers._less(drivers.dyads(since=2016, until=2018), "host_expression", "host_rule_of_law")
    assert not {"host_expression", "host_rule_of_law"} & set(held.frame.names)
    design, place = held.frame.rows()
    every = np.zeros(len(design))
    every[place[place >= 0]] = held.counts["headline"][place >= 0]
    kept = design.any(axis=0)
    fit = sm.GLM(every, design[:, kept], family=sm.families.Poisson()).fit(method="newton", tol=1e-10)
    found = drivers.fits(held, ["headline"])["headline"]
    assert fit.params == pytest.approx(found.params[kept], rel=1e-3, abs=1e-4)


def test_within_requesters_agrees_with_a_constant_for_each_by_statsmodels():
    import statsmodels.api as sm

    held = drivers.dyads(since=2014, until=2018)
    frame, counts = within_senders(held.frame, held.counts["headline"])
    design, place = frame.rows()
    every = np.zeros(len(design))
    every[place[place >= 0]] = counts[place >= 0]
    kept = design.any(axis=0)
    fit = sm.GLM(every, design[:, kept], family=sm.families.Poisson()).fit(method="newton", tol=1e-10)
    found = drivers.within_requesters(held, ["headline"])["headline"]
    place_of = list(np.array(frame.names)[kept]).index("host_expression")
    assert found.value == pytest.approx(np.exp(fit.params[place_of]), rel=1e-3)


def test_intervals_take_t_with_the_effective_clusters_less_one_as_degrees_of_freedom():
    held = drivers.dyads()
    counts, frame = held.counts["headline"], held.frame
    sides = [np.bincount(frame.cells[:, side], weights=counts) for side in (1, 2)]
    clusters = min(float(cases.sum() ** 2 / (cases**2).sum()) for cases in sides)
    inner, events = within_senders(frame, counts)
    error = poisson(inner, events).errors[inner.names.index("host_expression")]
    found = drivers.within_requesters(held, ["headline"])["headline"]
    reach = np.log(found.high / found.value) / error
    assert reach == pytest.approx(scipy.stats.t.ppf(0.975, clusters - 1), rel=1e-3)
    assert reach != pytest.approx(scipy.stats.t.ppf(0.975, clusters), rel=1e-3)


def test_an_unknown_index_and_years_outside_the_frame_are_refused():
    with pytest.raises(InputError, match="wgi_rule_of_law"):
        drivers.dyads("freedom")
    with pytest.raises(InputError, match="2001 to 2025"):
        drivers.dyads(since=1990)


def test_simulated_coverage_holds_in_both_worlds():
    found = drivers.simulated()
    assert len(found) == 10
    assert found["coverage"].between(0.93, 0.97).all()
