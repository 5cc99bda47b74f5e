"""Cases by requesting country, host and year: counted again in plain pandas, and the published pairs."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from analysis.core.country_names import members
from analysis.core.errors import InputError
from analysis.core.files import RAW, ROOT
from analysis.core.judgement import headline_cases
from analysis.facts import drivers, world
from analysis.facts.summary import summary

INDEX = "requesting_vdem_liberal_democracy"
HOST = "host_wgi_rule_of_law + host_vdem_freedom_of_expression"
CONTROLS = "period + requesting_log_population + host_log_population + any_refugees + log_refugees"
JOINT = f"{INDEX} + {HOST} + {CONTROLS}"


@pytest.fixture(scope="module")
def data() -> pd.DataFrame:
    return drivers.dyads()


@pytest.fixture(scope="module")
def joint(data):
    return drivers.fit_each({outcome: f"{outcome} ~ {JOINT}" for outcome in drivers.OUTCOMES}, data)


def test_every_case_has_a_place_or_a_reason_and_none_is_lost(data):
    cases = world.release()["cases"]
    lost = drivers.excluded().set_index("reason")
    assert lost.drop("in_frame_without_refugees")["cases"].sum() == len(cases)
    assert lost.drop("in_frame_without_refugees")["well_documented"].sum() == len(headline_cases(cases))
    for outcome in drivers.OUTCOMES:
        assert data[outcome].sum() == lost.loc["in_frame", outcome]
    assert (data["supported"] + data["not_supported"] == data["cases"]).all()
    nobody = data.loc[data["any_refugees"] == 0, "cases"].sum()
    assert nobody == lost.loc["in_frame_without_refugees", "cases"] > 0


def test_the_table_is_every_pair_but_a_state_with_itself_and_has_no_blank(data):
    requesters, hosts = data["requesting_country"].unique(), data["host_country"].unique()
    assert set(requesters) == set(members()) and "TWN" not in set(hosts)
    assert len(data) == 25 * (len(requesters) * len(hosts) - len(requesters)) == 965_300
    assert not data.duplicated(drivers.KEYS).any() and not data.isna().any(axis=None)


def test_the_frame_that_the_methods_compare_with_a_published_one_is_that_of_the_tables():
    table = world.release()["refugees_by_origin_host"].query("2014 <= year <= 2020 and origin != host")
    every, no_members_of_the_united_nations = set(members()), {"ABW", "CUW", "SXM", "PSE", "VAT"}
    united = every - no_members_of_the_united_nations
    whole, kept = (table[table["origin"].isin(states) & table["host"].isin(states)] for states in (every, united))
    people = [(rows["refugees"] + rows["asylum_seekers"] > 0).sum() for rows in (kept, whole)]
    counts = [*people, (kept["refugees"] > 0).sum()]
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    assert counts == [33503, 34066, 26988] and all(f"{count:,}" in text for count in counts)


def test_covariates_are_those_of_the_tables(data):
    row = data.query("year == 2015 and requesting_country == 'TUR' and host_country == 'DEU'").iloc[0]
    people = (
        world.release()["refugees_by_origin_host"].query("year == 2015 and origin == 'TUR' and host == 'DEU'").iloc[0]
    )
    assert row["log_refugees"] == pytest.approx(np.log2((people["refugees"] + people["asylum_seekers"]) / 5))
    assert (row["any_refugees"], row["period"], row["requesting_post_soviet"]) == (1, "2011–2015", 0)
    table = world.release()["governance_country_year"].query("year == 2015").set_index("iso3")
    others = data.query("year == 2015 and host_country == 'DEU'").set_index("requesting_country")
    for index in drivers.INDICES["requesting"]:
        column = f"requesting_{index}"
        known = table[index].dropna().index.intersection(others.index)
        assert np.corrcoef(others.loc[known, column], table.loc[known, index])[0, 1] == pytest.approx(1)
    assert others.loc["FRA", "requesting_log_population"] - others.loc["TUR", "requesting_log_population"] == (
        pytest.approx(np.log2(table.loc["FRA", "population"] / table.loc["TUR", "population"]))
    )
    every = data.drop_duplicates(["requesting_country", "year"])[INDEX]
    assert (every.mean(), every.std()) == pytest.approx((0, 1), abs=1e-9)


@pytest.mark.thorough
def test_own_covariates_are_joined_by_the_keys_that_they_have():
    treaties = pd.DataFrame({"requesting_country": ["BLR", "BLR"], "host_country": ["POL", "RUS"], "treaty": [1, 2]})
    data = drivers.dyads(since=2024, covariates=treaties)
    here = data.query("requesting_country == 'BLR' and host_country == 'RUS'")
    assert here["treaty"].tolist() == [2, 2] and data["treaty"].notna().sum() == 4
    assert len(data) == len(drivers.dyads(since=2024)) and data["host_country"].dtype == "category"
    yearly = pd.DataFrame({"year": ["2024", "2025"], "trend": [0.0, 1.0]})
    host = pd.DataFrame({"host_country": ["POL"], "large": [1]})
    several = drivers.dyads(since=2024, covariates=[treaties, host, yearly])
    assert several["treaty"].equals(data["treaty"]) and several["trend"].mean() == 0.5
    assert set(several.loc[several["large"] == 1, "host_country"]) == {"POL"} and several["large"].sum() == 2 * 195
    assert drivers.dyads(since=2024, covariates=yearly)["trend"].mean() == 0.5
    assert several.attrs["unmatched"] == 0
    longer = pd.DataFrame({"year": [2022, 2023, 2024, 2025], "trend": range(4)})
    with pytest.warns(UserWarning, match="2 rows of covariates match no row") as warned:
        assert drivers.dyads(since=2024, covariates=[treaties, longer]).attrs["unmatched"] == 2
    assert len(warned) == 1
    with pytest.raises(InputError, match=r"2 rows of covariates without a match; expected some with year"):
        drivers.dyads(since=2024, covariates=longer[:2])
    with pytest.raises(InputError, match="repeat values of the keys"):
        drivers.dyads(since=2024, covariates=pd.concat([treaties, treaties]))
    with pytest.raises(InputError, match="without a key"):
        drivers.dyads(since=2024, covariates=treaties[["treaty"]])
    with pytest.raises(ValueError, match=r"blanks in treaty; expected none; to fix, data\['treaty'\]"):
        drivers.fit("cases ~ treaty", data)


def test_ratios_are_said_with_interval_universe_and_source():
    data = drivers.dyads(since=2014, until=2020)
    formulas = {name: f"{name} ~ {JOINT}" for name in ("supported", "not_supported")}
    models = drivers.fit_each(formulas, data, level=0.9)
    expression = "host_vdem_freedom_of_expression"
    one = drivers.ratio(models["supported"], expression)
    assert one.low < one.value < one.high and one.level == 0.9 and "90 % interval" in one.sentence
    assert "2014 to 2020" in one.counted and "documented cases only" in one.counted
    apart = drivers.contrast(*models.values())[expression]
    first, second = (model.params[expression] for model in models.values())
    assert np.log(apart.value) == pytest.approx(first - second, abs=1e-3)
    assert apart.n == data["cases"].sum() == models["supported"].events + models["not_supported"].events
    assert "times as large for supported cases as for cases that are disputed or not supported" in apart.sentence
    table = drivers.ratios(models)
    assert table["term"].unique().tolist() == [INDEX, *HOST.split(" + "), "any_refugees", "log_refugees"]
    assert table["value"].iloc[2] == one.value
    with pytest.raises(InputError, match="the term 'gdp'; expected one of Intercept"):
        drivers.ratio(models["supported"], "gdp")


@pytest.fixture(scope="module")
def in_frame():
    """Cases in the table, from the csv: no corrections, with a country of effect and a year, not within one country."""
    rows = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str)
    rows = rows[~rows["instrument"].isin(["none_found", "interstate_wanted_list"]) & rows["host_country"].notna()]
    rows = rows[pd.to_numeric(rows["year"]).between(2001, 2025) & (rows["host_country"] != rows["requesting_country"])]
    counts = rows["claim_status"].eq("supported") & rows["evidence_grade"].isin(["A", "B"])
    return {"well_documented": rows[counts], "not_supported": rows[rows["claim_status"] != "supported"]}


@pytest.mark.parametrize("outcome", ["well_documented", "not_supported"])
@pytest.mark.parametrize("effect", ["", " | requesting_country"])
def test_intervals_have_one_degree_of_freedom_less_than_effective_clusters(data, in_frame, outcome, effect):
    """Kish's number of clusters, counted from the csv, on the side that has fewer; then t by scipy."""
    sides = [in_frame[outcome][side].value_counts() for side in ("requesting_country", "host_country")]
    clusters = min(side.sum() ** 2 / (side**2).sum() for side in sides)
    model = drivers.fit(f"{outcome} ~ {JOINT}{effect}", data)
    one = drivers.ratio(model, INDEX)
    half = stats.t.ppf(0.975, clusters - 1) * np.sqrt(model.vcov.loc[INDEX, INDEX])
    assert (np.log(one.high) - np.log(one.low)) / 2 == pytest.approx(half, rel=5e-4)
    assert one.n == len(in_frame[outcome])


def test_corrections_are_in_no_table(data, in_frame):
    assert data["well_documented"].sum() == len(in_frame["well_documented"])
    assert data["not_supported"].sum() == len(in_frame["not_supported"])
    excluded = world.release()["cases"]["instrument"].isin(["none_found", "interstate_wanted_list"]).sum()
    assert drivers.excluded().set_index("reason").loc["correction", "cases"] == excluded > 0


@pytest.fixture(scope="module")
def republics(data):
    return drivers.fit(f"well_documented ~ {JOINT} + requesting_post_soviet", data)


@pytest.fixture(scope="module")
def again(data):
    """Coefficient of the index by statsmodels, and what each row adds to it, by outcome and formula."""

    @cache
    def fitted(outcome: str, formula: str = JOINT) -> tuple[float, np.ndarray]:
        model = sm.GLM.from_formula(
            f"{outcome} ~ {formula}", data.astype({"period": str}), family=sm.families.Poisson()
        )
        found = model.fit(method="newton", tol=1e-10)
        design, mean, place = model.exog, found.mu, model.exog_names.index(INDEX)
        bread = np.linalg.inv((design.T * mean) @ design)
        return found.params[INDEX], (model.endog - mean) * (design @ bread[place])

    return fitted


def ends_again(data: pd.DataFrame, value: float, rows: np.ndarray) -> list[float]:
    """Ratio and interval with the errors of rows clustered on both sides, without jackknife (Cameron et al. 2011)."""
    by_row = data[["requesting_country", "host_country"]].assign(row=rows)
    keys = ["requesting_country"], ["host_country"], ["requesting_country", "host_country"]
    asking, host, pair = ((by_row.groupby(key, observed=True)["row"].sum() ** 2).sum() for key in keys)
    half = 1.96 * np.sqrt(asking + host - pair)
    return np.exp([value, value - half, value + half]).tolist()


def agrees_with(found, wanted: list[float]) -> bool:
    """Same ratio; the interval is that without jackknife and t, or wider by at most a half."""
    wider = np.log(found.high / found.low) / np.log(wanted[2] / wanted[1])
    return found.value == pytest.approx(wanted[0], rel=2e-3) and 0.98 < wider < 1.5


@pytest.mark.thorough
def test_the_association_with_liberal_democracy_is_in_well_documented_cases_only(data, joint, republics, again):
    one, other = (drivers.ratio(joint[outcome], INDEX) for outcome in ("well_documented", "not_supported"))
    assert agrees_with(one, ends_again(data, *again("well_documented"))) and one.high < 0.7
    assert agrees_with(other, ends_again(data, *again("not_supported"))) and other.low < 1 < other.value < 1.2
    among = drivers.ratio(republics, INDEX)
    with_republics = again("well_documented", f"{JOINT} + requesting_post_soviet")
    assert agrees_with(among, ends_again(data, *with_republics)) and one.value < among.value < among.high < 1


def test_other_codings_of_the_status_are_counted_from_the_csv(data):
    codes = pd.read_csv(RAW / "evidence" / "cases_readings.csv", dtype=str).query("reader == 'criteria'")
    rule = pd.read_csv(RAW / "evidence" / "cases_rule.csv", dtype=str).set_index("case_id")
    rule = rule[rule["reader"] != "validation_b"]
    status = {
        "reader": codes.set_index("case_id")["claim_status"], "blind": rule["status_judged"],
        "rule": rule["status_by_rule"],
    }  # fmt: skip
    cases = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str)
    cases = cases[~cases["instrument"].isin(["none_found", "interstate_wanted_list"]) & cases["host_country"].notna()]
    inside = pd.to_numeric(cases["year"]).between(2001, 2025) & (cases["host_country"] != cases["requesting_country"])
    placed = cases.loc[inside].set_index("case_id")
    for coding, column in status.items():
        known = column.reindex(placed.index).dropna()
        assert data[f"supported_by_{coding}"].sum() == (known == "supported").sum() > 0
        assert data[f"not_supported_by_{coding}"].sum() == (known != "supported").sum() > 0
    changes = pd.read_csv(RAW / "evidence" / "cases_changes.csv", dtype=str).query("column.isna()")
    late = placed.index.isin(changes.loc[changes["release"].astype(int) > 2, "case_id"])
    supported = placed["claim_status"] == "supported"
    counts = {"known": ~late, "added": late}
    for name, part in counts.items():
        found = data[f"supported_{name}"].sum(), data[f"not_supported_{name}"].sum()
        assert found == ((part & supported).sum(), (part & ~supported).sum())


@pytest.mark.slow
def test_the_contrast_is_weaker_by_other_codings_of_the_status(data, joint, again):
    models = joint | drivers.fit_each({outcome: f"{outcome} ~ {JOINT}" for outcome in drivers.BY_CODING}, data)
    found = drivers.by_status(models, INDEX)
    pairs = {"register": drivers.OUTCOMES[2:]}
    pairs |= {coding: (f"supported_by_{coding}", f"not_supported_by_{coding}") for coding in drivers.CODINGS}
    apart = {}
    for name, pair in pairs.items():
        (one, of_one), (other, of_other) = map(again, pair)
        apart[name] = one - other, of_one - of_other
        assert agrees_with(found[name], ends_again(data, *apart[name]))
    assert found["register"].value < min(found["reader"].value, found["blind"].value) < found["rule"].value
    assert max(found[name].high for name in ("register", "reader", "blind")) < 1
    assert found["rule"].low < 1 < found["rule"].high, "the written rule shows no contrast"
    for name in drivers.CODINGS:
        against, (one, of_one), (other, of_other) = found[f"against_{name}"], apart["register"], apart[name]
        assert agrees_with(against, ends_again(data, one - other, of_one - of_other)) and against.value < 1
        assert "cases_rule" in against.source and against.n == data["cases"].sum()


def test_a_model_agrees_with_statsmodels():
    data = drivers.dyads(since=2016, until=2018)
    formula = f"well_documented ~ {INDEX} + {CONTROLS}"
    fit = sm.GLM.from_formula(formula, data.astype({"period": str}), family=sm.families.Poisson())
    oracle = fit.fit(method="newton", tol=1e-10).params
    found = drivers.fit(formula, data).params
    assert oracle[list(found.index)].tolist() == pytest.approx(found.tolist(), rel=1e-3, abs=1e-4)


@pytest.mark.slow
def test_all_indices_of_the_requesting_country_together_agree_with_statsmodels(data):
    """They are much alike, so that a fit might stop too early; the ratio and its interval are those of the report."""
    indices = [f"requesting_{index}" for index in drivers.INDICES["requesting"]]
    formula = f"well_documented ~ {' + '.join(indices)} + {HOST} + {CONTROLS}"
    fit = sm.GLM.from_formula(formula, data.astype({"period": str}), family=sm.families.Poisson())
    oracle = fit.fit(method="newton", tol=1e-10).params
    found = drivers.fit(formula, data)
    assert oracle[list(found.params.index)].tolist() == pytest.approx(found.params.tolist(), rel=1e-3, abs=1e-4)
    alike = data.drop_duplicates(["requesting_country", "year"])[indices].corr()[INDEX].drop(INDEX)
    assert alike.between(0.76, 0.92).all()
    one, named = drivers.ratio(found, INDEX), summary(topic="drivers")["drivers.together_well_documented"]
    assert one.value == pytest.approx(np.exp(oracle[INDEX]), rel=2e-3) and one.low < 1 < one.high
    assert (named.value, named.low, named.high) == pytest.approx((one.value, one.low, one.high), abs=2e-3)
    assert drivers.ratio(found, indices[0]).low > 1


def test_a_constant_for_each_requesting_country_agrees_with_statsmodels():
    data = drivers.dyads(since=2014, until=2018)
    formula = f"well_documented ~ {HOST} + host_log_population + any_refugees + log_refugees"
    found = drivers.fit(f"{formula} | requesting_country", data)
    kept = found.data.astype({"requesting_country": str})
    fit = sm.GLM.from_formula(f"{formula} + C(requesting_country)", kept, family=sm.families.Poisson())
    oracle = fit.fit(method="newton", tol=1e-10).params
    assert oracle[list(found.params.index)].tolist() == pytest.approx(found.params.tolist(), rel=1e-3)


def test_years_outside_the_table_are_refused():
    with pytest.raises(InputError, match="2001 to 2025"):
        drivers.dyads(since=1990)


@pytest.mark.thorough
def test_numbers_of_the_report_are_those_of_its_models(joint, republics):
    numbers = summary(topic="drivers")
    for outcome, model in joint.items():
        assert numbers[f"drivers.{outcome}_{INDEX}"].value == drivers.ratio(model, INDEX).value
    apart = drivers.contrast(joint["supported"], joint["not_supported"])
    assert numbers["drivers.contrast_host_wgi_rule_of_law"].value == apart["host_wgi_rule_of_law"].value
    assert numbers["drivers.post_soviet_well_documented"].value == drivers.ratio(republics, INDEX).value
    assert [drivers.INDEX, *map(" + ".join, (drivers.COVARIATES, drivers.CONTROLS))] == [INDEX, HOST, CONTROLS]
    assert summary("BLR", topic="drivers") == {}
