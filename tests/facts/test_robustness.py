"""The multiverse: the published set of choices gives the published numbers, and every analysis is counted."""

from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from analysis.core.country_names import members
from analysis.core.errors import InputError
from analysis.core.files import HAND, RAW
from analysis.core.judgement import headline_cases
from analysis.facts import expected as facts_expected
from analysis.facts import multiverse, robustness, world
from analysis.facts.summary import summary
from analysis.stats.expectation import Fit, Line


@pytest.mark.thorough
def test_the_published_choices_give_the_published_model() -> None:
    held: Fit = facts_expected.fitted(0.95).model.fit
    table = robustness.agreement().set_index("comparison")
    assert table.loc["elasticity_supported_refugees", "published"] == pytest.approx(held.elasticity, rel=1e-6)
    raw = facts_expected.fitted(0.95).model.ratios.table["raw"]
    found = robustness.specifications("ratio_BLR_supported_refugees")
    row = found[found["published"]].iloc[0]
    same = found[(found[list(row.index[:7])] == row.iloc[:7]).all(axis=1)].set_index("model")["effect"]
    assert same["negative binomial"] == pytest.approx(raw["BLR"], rel=1e-6)
    assert same["negative binomial, shrunken"] < same["negative binomial"]


@pytest.mark.thorough
def test_each_set_of_choices_stands_once_and_all_are_counted() -> None:
    total, numbers = 0, summary(topic="robustness")
    for key in robustness._claims():
        held = robustness.specifications(key)
        chosen = held.drop(columns=["effect", "agrees", "published"])
        assert not chosen.duplicated().any()
        assert held["published"].sum() == 1
        assert numbers[f"robustness.{key}"].n == len(held)
        assert numbers[f"robustness.{key}"].value == held["agrees"].mean()
        total += len(held)
    assert total == robustness.agreement()["analyses"].sum()
    assert summary("Belarus", topic="robustness") == {}


@pytest.mark.thorough
def test_counts_under_a_choice_are_those_of_a_plain_count() -> None:
    raw = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str)
    rows = raw[
        raw["requesting_country"].eq("RUS") & raw["evidence_grade"].eq("A") & raw["claim_status"].eq("supported")
    ]
    rows = rows[rows["instrument"].isin(["red_notice", "diffusion"]) & (pd.to_numeric(rows["year"]) >= 2014)]
    people, _, last = robustness.person_years("refugees", robustness.Selection(since=2014))
    rows = rows[pd.to_numeric(rows["year"]) <= last]
    held = robustness.specifications("ratio_RUS_supported_refugees").query("codes == 'most readers'")
    spec = held.query("grades == 'A' and statuses == 'supported' and instruments == 'notices and diffusions'")
    spec = spec.query("period == 'since 2014' and line == 'exposure alone' and model == 'in proportion'")
    kept = raw[raw["evidence_grade"].eq("A") & raw["claim_status"].eq("supported")]
    kept = kept[kept["instrument"].isin(["red_notice", "diffusion"]) & pd.to_numeric(kept["year"]).between(2014, last)]
    kept = kept[kept["requesting_country"].isin(people.index)]
    held_people = people[[code for code in people.index if code in members()]]
    wanted = len(rows) / people["RUS"] / (len(kept) / held_people.sum())
    assert spec["effect"].iloc[0] == pytest.approx(wanted, rel=1e-6)


@pytest.mark.parametrize("exposure", ["refugees", "refugees and population"])
@pytest.mark.thorough
def test_the_incidence_of_an_index_agrees_with_statsmodels(exposure: str) -> None:
    held = robustness.specifications(f"index_supported_{exposure}".replace(" ", "_"))
    row = held[held["published"]].iloc[0]
    people, headline = (
        facts_expected.fitted(0.95).people,
        headline_cases(world.release()["cases"])["requesting_country"],
    )
    counts = headline.value_counts().reindex(list(members()), fill_value=0)
    table = pd.read_csv(RAW / "governance" / "governance_country_year.csv")
    index = table[table["year"].between(1997, 2026)].groupby("iso3")["vdem_liberal_democracy"].mean().dropna()
    codes = [code for code in counts.index if code in people.index and code in index.index]
    z = (index[codes] - index[codes].mean()) / index[codes].std(ddof=0)
    outside = facts_expected.fitted(0.95).left_out
    inhabitants = [np.log(facts_expected.fitted(0.95, "population").people[codes])] if "population" in exposure else []
    design = np.column_stack([np.ones(len(codes)), np.log(people[codes]), *inhabitants, z])
    found = np.exp(sm.GLM(counts[codes].to_numpy(), design, family=sm.families.Poisson()).fit().params[-1])
    assert row["effect"] == pytest.approx(found, rel=0.02 if outside else 1e-6)


#: Options of the choices that count rows, with what they keep, as the report describes them.
GRADES = {"A or B": ["A", "B"], "A": ["A"], "A, B or C": ["A", "B", "C"]}
REFUSED = ["request_refused"]
LEFT_OUT: dict[str, list[str]] = {
    "any of INTERPOL": [], "without refused requests": REFUSED,
    "notices and diffusions": [*REFUSED, "unspecified_interpol", "slTD_passport"],
}  # fmt: skip
PERIODS: dict[str, tuple[int | None, int | None]] = {
    "all years": (None, None), "since 2014": (2014, None), "to 2016": (None, 2016),
}  # fmt: skip
COLUMNS = {
    "V-Dem rule of law": "vdem_rule_of_law", "V-Dem freedom of expression": "vdem_freedom_of_expression",
    "V-Dem liberal democracy": "vdem_liberal_democracy", "WGI rule of law": "wgi_rule_of_law",
}  # fmt: skip


@cache
def by_statsmodels(status: str, exposure: str) -> pd.DataFrame:
    """Return the effect of each index for each way to count the rows of the csv, by Poisson regression."""
    raw, rows = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str), []
    raw = raw[~raw["instrument"].isin(["none_found", "interstate_wanted_list"])]
    raw = raw[raw["claim_status"].eq("supported") == (status == "supported")]
    governance = pd.read_csv(RAW / "governance" / "governance_country_year.csv")
    indices = governance[governance["year"].between(1997, 2026)].groupby("iso3")[[*COLUMNS.values()]].mean()
    for period, (since, until) in PERIODS.items():
        chosen, year = robustness.Selection(since=since, until=until), pd.to_numeric(raw["year"])
        frame = pd.DataFrame(index=list(members()))
        for name in ("refugees", "population"):
            if name in exposure:
                frame[name] = np.log(robustness.person_years(name, chosen)[0])
        _people, first, last = robustness.person_years(exposure.split()[0], chosen)
        within = year.between(first, last) | (year.isna() & (period == "all years"))
        for (grades, keeps), (instruments, out) in product(GRADES.items(), LEFT_OUT.items()):
            kept = raw[within & raw["evidence_grade"].isin(keeps) & ~raw["instrument"].isin(out)]
            counts = kept["requesting_country"].value_counts()
            for index, column in COLUMNS.items():
                table = frame.join(indices[column]).dropna()
                table = (table - table.mean()) / table.std(ddof=0)
                cases = counts.reindex(table.index, fill_value=0)
                fit = sm.GLM(cases, sm.add_constant(table), family=sm.families.Poisson()).fit()
                rows.append((grades, instruments, period, index, np.exp(fit.params[column])))
    return pd.DataFrame(rows, columns=["grades", "instruments", "period", "index", "effect"])


@pytest.mark.thorough
def test_an_index_is_never_pooled_over_status_and_exposure() -> None:
    """Effects by the three indices of V-Dem and that of the World Bank, fitted again; their order is the finding."""
    found, alike = {}, "codes == 'most readers' and line == 'exposure alone'"
    for status in ("supported", "not supported"):
        for exposure in ("refugees", "population", "refugees and population"):
            held = robustness.specifications(f"index_{status}_{exposure}".replace(" ", "_"))
            assert (held["statuses"] == status).all() and (held["exposure"] == exposure).all()
            shown = held.query(f"{alike} and index != 'Political Terror Scale'")
            found[status, exposure] = shown["agrees"].mean()
            keys = ["grades", "instruments", "period", "index"]
            again = by_statsmodels(status, exposure).set_index(keys)["effect"]
            assert len(again) == len(shown) == 108
            assert shown.set_index(keys)["effect"].to_dict() == pytest.approx(again.to_dict(), rel=1e-5)
            assert found[status, exposure] == (again < 1).mean()
    for exposure in ("refugees", "refugees and population"):
        assert found["supported", exposure] > 0.8 > 0.5 > found["not supported", exposure]
    assert found["supported", "population"] == 1 > found["not supported", "population"] > 0.9


def plain_status(codes: str) -> dict[str, str]:
    """Status of each case from the csv files, by the majority, one reader or the written rule."""
    folder = RAW / "evidence"
    cases = pd.read_csv(folder / "cases.csv", dtype=str).set_index("case_id")["claim_status"].to_dict()
    if codes == "written rule":
        rows = pd.read_csv(folder / "cases_rule.csv", dtype=str).query("reader != 'validation_b'")
        return cases | dict(zip(rows["case_id"], rows["status_by_rule"], strict=True))
    readings = pd.read_csv(folder / "cases_readings.csv", dtype=str)
    readings = readings[readings["reader"] == codes.removesuffix(" reader")]
    return cases | dict(zip(readings["case_id"], readings["claim_status"], strict=True))


@pytest.mark.parametrize("codes", ["second reader", "criteria reader", "written rule"])
def test_who_codes_the_status_is_a_choice(codes: str) -> None:
    wanted, most = plain_status(codes), plain_status("most readers")
    assert robustness._status(codes).to_dict() == wanted
    changed = sum(wanted[one] != most[one] for one in most)
    assert 0 < changed < len(most) / 4
    if codes != "written rule":
        rows = pd.read_csv(RAW / "evidence" / "cases_readings.csv", dtype=str)
        rows = rows[rows["reader"] == codes.removesuffix(" reader")]
        register = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str)[["case_id", "claim_status"]]
        both = rows.merge(register, on="case_id", suffixes=("", "_register"))
        assert changed == (both["claim_status"] != both["claim_status_register"]).sum()
        assert (len(both) < len(most) / 2) == (codes == "second reader")  # of the others, the register's status stays


@pytest.mark.thorough
def test_what_hurts_is_tried_and_the_finding_survives_it_or_the_report_says_so() -> None:
    """By every reader the association is stronger for supported cases; by the written rule it is weaker."""
    by_option = robustness.agreement("contrast_refugees").set_index("option")
    assert by_option.loc[["most readers", "second reader", "criteria reader"], "share"].min() > 0.97
    other = robustness.specifications("contrast_refugees").query("line == 'regions' and not agrees")
    assert 0 < len(other) / by_option.loc["regions", "analyses"] < 0.03
    assert set(other["index"]) == {"Political Terror Scale"}
    assert by_option.loc["written rule", "share"] < 0.9 and by_option.loc["written rule", "middle"] > 0.7
    text_of = robustness.agreement().set_index("comparison")
    assert "Rule of law (World Bank)" in text_of.loc["index_supported_refugees", "fails"]


@pytest.mark.thorough
def test_what_the_report_says_of_countries_is_what_was_found() -> None:
    table = robustness.agreement()
    country = table["comparison"].str.extract("ratio_(...)")[0]
    shares = table.assign(country=country).dropna().set_index(["country", "status", "exposure"])["share"]
    assert (shares[["RUS", "TUR"]] == 1).all()
    supported = shares.xs("supported", level="status")
    assert (supported[["BLR", "KAZ"]] == 1).all() and (supported["AZE"] > 0.97).all() and supported["AZE"].min() < 1
    azerbaijan = facts_expected.ratio("AZE")
    assert azerbaijan.low is not None and azerbaijan.low < 1 < azerbaijan.value
    assert shares[["AZE", "BLR"]].xs("not supported", level="status").groupby("country").min().lt(0.7).all()
    assert shares["KAZ"].xs("not supported", level="status").min() < 0.85
    assert (shares["CHN"].xs("population", level="exposure") < 0.5).all()
    assert (shares["CHN"].xs("refugees", level="exposure") > 0.6).all()


@pytest.mark.parametrize("line", ["regions", "V-Dem liberal democracy"])
def test_what_else_is_in_the_line_agrees_with_statsmodels(line: str) -> None:
    """Elasticities to both exposures at once, by negative binomial regression with another optimiser."""
    table = robustness.specifications("elasticity_supported_refugees_and_population")
    first = {"grades": "A or B", "instruments": "any of INTERPOL", "period": "all years", "codes": "most readers"}
    rows = table[(table[[*first]] == pd.Series(first)).all(axis=1)].set_index(["line", "model"])["effect"]
    people = [facts_expected.fitted(0.95, exposure).people for exposure in ("refugees", "population")]
    design = pd.DataFrame({"one": 1.0, "refugees": np.log(people[0]), "people": np.log(people[1])}).dropna()
    design = design.loc[[code for code in design.index if code in members()]]
    last = facts_expected.fitted(0.95).years[-4:]
    rows_of = headline_cases(world.release()["cases"])
    within = rows_of[rows_of["year"].isna() | rows_of["year"].between(2000, int(last))]
    counts = within["requesting_country"].value_counts().reindex(design.index, fill_value=0)
    if line == "regions":
        regions = pd.read_csv(HAND / "regions.csv", dtype=str).set_index("iso3")["region"].reindex(design.index)
        kept = counts.groupby(regions).transform("sum") > 0
        dummies = pd.get_dummies(regions[kept], drop_first=True, dtype=float)
        design, counts = design[kept].join(dummies), counts[kept]
    else:
        index = pd.read_csv(RAW / "governance" / "governance_country_year.csv")
        means = index[index["year"].between(1997, 2026)].groupby("iso3")["vdem_liberal_democracy"].mean()
        design = design.assign(index=means).dropna()
        counts = counts[design.index]
    start = np.append(sm.GLM(counts, design, family=sm.families.Poisson()).fit().params, 1.0)
    found = sm.NegativeBinomial(counts, design).fit(start, disp=0, maxiter=500, gtol=1e-7)
    assert found.mle_retvals["converged"]
    assert rows[line, "negative binomial"] == pytest.approx(found.params[["refugees", "people"]].sum(), abs=1e-4)


@pytest.mark.thorough
def test_ends_with_something_left_out_hold_the_whole() -> None:
    whole = robustness.agreement().set_index("comparison").loc["elasticity_supported_refugees", "published"]
    held = robustness.ends(robustness.leave_out())
    for row in held[held["number"] == "elasticity"].to_dict("records"):
        assert row["lowest"] <= row["highest"]
        assert row["lowest"] <= whole <= row["highest"]


@pytest.mark.thorough
def test_leaving_every_case_out_leaves_no_word_that_needs_one() -> None:
    table = robustness.leave_out().query("number == 'ratings'").set_index("left_out")
    assert (table["value"] <= table["states"]).all() and (table["share"] == table["value"] / table["states"]).all()
    assert table.loc["cases", "share"] == table["share"].min()


def test_an_unknown_comparison_is_refused() -> None:
    with pytest.raises(InputError, match="elasticity"):
        robustness.agreement("nothing")


def test_options_of_a_comparison_add_up_and_the_published_ones_come_first() -> None:
    name = "index_supported_refugees"
    table, every = robustness.agreement(name), robustness.specifications(name)
    for choice, part in table.groupby("choice"):
        assert part["analyses"].sum() == len(every) and part["agree"].sum() == every["agrees"].sum()
        assert set(part["option"]) == set(every[choice])
    first = robustness.choices().query("published").set_index("choice")["option"]
    published = every[every["published"]].iloc[0]
    assert all(published[choice] == first[choice] for choice in ("grades", "instruments", "period", "index"))


def test_a_number_without_each_country_is_the_line_fitted_without_it() -> None:
    table = robustness.leave_out().set_index(["number", "left_out"])["value"]
    model = facts_expected.fitted(0.95).model
    counts = headline_cases(world.release()["cases"])["requesting_country"].value_counts()
    people = facts_expected.fitted(0.95).people.drop("RUS")
    fitted = Line(counts.reindex(people.index, fill_value=0).astype(float), people).fit()
    assert table["elasticity", "RUS"] == pytest.approx(fitted.elasticity, rel=0.02) != model.fit.elasticity
    expected = np.exp(fitted.constant + fitted.elasticity * np.log(people["BLR"]))
    shape, of_the_years = 1 / fitted.dispersion, model.ratios.table.loc["BLR", "n"]
    assert table["BLR", "RUS"] == pytest.approx((of_the_years + shape) / (expected + shape), rel=0.02)


def test_ratios_without_a_country_that_changes_little_are_those_of_the_country_pages() -> None:
    """Both are pulled towards the average; the pages integrate over the line, which changes little."""
    table = robustness.leave_out().query("what == 'state'").groupby("number")["value"].median()
    published = facts_expected.fitted(0.95).model.ratios
    for iso3 in ("RUS", "TUR", "BLR", "KAZ"):
        assert table[iso3] == pytest.approx(published.estimates[iso3].value, rel=0.02)
        assert table[iso3] < 0.95 * published.table.loc[iso3, "raw"]


def test_points_and_shares_that_are_drawn_are_those_of_the_analyses() -> None:
    every = robustness.specifications("index_supported_refugees").query("index == 'WGI rule of law'")
    found = multiverse.analyses("index_supported_refugees", index="WGI rule of law")
    assert found[["effect", "agrees"]].equals(every[["effect", "agrees"]])
    ours = every.query("grades == 'A or B' and instruments == 'any of INTERPOL' and period == 'all years'")
    ours = ours.query("codes == 'most readers' and line == 'exposure alone'")
    (main,) = found.loc[found["ours"], "effect"]
    assert main in set(ours["effect"]) and len(ours) < len(every) / 20
    table = robustness.agreement()
    shares = table.set_index("comparison")["share"]
    claim = multiverse.analyses("ratio_CHN_not_supported_refugees")
    assert shares["ratio_CHN_not_supported_refugees"] == claim["agrees"].mean()
    listed, tried = multiverse.findings().set_index("claim"), multiverse.tried()
    of_each = table.groupby("claim")["analyses"].sum()
    assert (tried.value, tried.n) == (of_each.max(), len(listed))
    assert f"each finding in {of_each.min()} to " in tried.sentence
    ends = table.groupby("claim")["share"].agg(["min", "max"])
    assert listed["low"].to_dict() == ends["min"].to_dict() and listed["high"].to_dict() == ends["max"].to_dict()
    assert not any(listed.loc[listed["low"] == 1, "turns"])
    turns = listed["turns"].to_dict()
    failing = table[table["share"] < 0.5].groupby("claim")["status"].unique().map(list)
    assert failing["Kazakhstan has more known cases than expected"] == ["not supported"]
    assert turns["Kazakhstan has more known cases than expected"] == ["status"]
    assert "index" in turns["Better-governed countries have fewer cases"]
