"""Odds of “supported” at equal criteria and criteria by regime, against own code that reads the csv files."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.optimize import minimize
from statsmodels.api import GLM, families

import analysis as rn
from analysis.core.files import RAW
from analysis.facts import regimes

EVIDENCE = RAW / "evidence"
INDICATORS = ["decided_by_interpol", "decided_by_host", "protection", "political_target", "grave_charge"]
READER = {"first": "first", "second": "second", "criteria": "criteria", "blind_2": "blind_2"}


@cache
def rows() -> pd.DataFrame:
    """Return the cases with their criteria, the average index and every status."""
    cases = pd.read_csv(EVIDENCE / "cases.csv").merge(pd.read_csv(EVIDENCE / "cases_criteria.csv"), on="case_id")
    cases = cases[~cases["instrument"].isin(["none_found", "interstate_wanted_list"])]
    governance = pd.read_csv(RAW / "governance" / "governance_country_year.csv")
    scores = {iso3: part["vdem_liberal_democracy"].mean() for iso3, part in governance.groupby("iso3")}
    cases = cases.assign(score=[scores.get(iso3, np.nan) for iso3 in cases["requesting_country"]])
    cases = cases[cases["score"].notna()].rename(columns={"claim_status": "register"})
    read = pd.read_csv(EVIDENCE / "cases_readings.csv")
    for reader in READER:
        own = read[read["reader"] == reader][["case_id", "claim_status"]].rename(columns={"claim_status": reader})
        cases = cases.merge(own, on="case_id", how="left")
    rule = pd.read_csv(EVIDENCE / "cases_rule.csv").query("reader != 'validation_b'")
    return cases.merge(rule[["case_id", "status_by_rule"]].rename(columns={"status_by_rule": "rule"}), how="left")


def design(table: pd.DataFrame) -> np.ndarray:
    every = rows()["score"]
    columns = [np.ones(len(table)), (table["score"] - every.mean()) / every.std()]
    columns += [table[name].eq("yes") for name in (*INDICATORS, "misuse_alleged")]
    columns += [table["political_target"].eq("one")]
    for name in ("interpol_part", "evidence_grade"):
        columns += [table[name].eq(level) for level in sorted(set(table[name]))[1:]]
    return np.column_stack(columns).astype(float)


def firth(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Maximise Firth's penalised likelihood by BFGS: coefficients, inverse information and modified residuals."""

    def parts(beta: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        chance = 1 / (1 + np.exp(-x @ beta))
        weight = chance * (1 - chance)
        information = x.T @ (weight[:, None] * x)
        hat = weight * np.einsum("ij,jk,ik->i", x, np.linalg.inv(information), x)
        return chance, information, y - chance + hat * (0.5 - chance)

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        chance, information, residual = parts(beta)
        likely = np.log(np.where(y > 0, chance, 1 - chance)).sum() + np.linalg.slogdet(information)[1] / 2
        return -likely, -x.T @ residual

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-7})
    _, information, residual = parts(found.x)
    return found.x, np.linalg.inv(information), residual


@pytest.mark.parametrize("coder", regimes.CODERS)
def test_odds_at_equal_criteria_agree_with_a_search_for_the_maximum_and_errors_without_each_country(coder: str) -> None:
    table = rows().dropna(subset=coder)
    x, y = design(table), table[coder].eq("supported").to_numpy(float)
    beta, inverse, residual = firth(x, y)
    chance = 1 / (1 + np.exp(-x @ beta))
    steps = []
    for country in sorted(set(table["requesting_country"])):
        here = (table["requesting_country"] == country).to_numpy()
        weighted = (x[here] * (chance * (1 - chance))[here, None]).T @ x[here]
        steps.append(np.linalg.pinv(np.linalg.inv(inverse) - weighted, rcond=1e-9) @ (x[here].T @ residual[here]))
    error = np.sqrt((np.array(steps).T @ np.array(steps))[1, 1] * (len(steps) - 1) / len(steps))
    events = pd.Series(y).groupby(table["requesting_country"].to_numpy()).sum()
    reach = stats.t.ppf(0.975, events.sum() ** 2 / (events**2).sum() - 1) * error
    found = regimes.odds()[coder]
    assert (found.value, found.low, found.high) == pytest.approx(
        tuple(np.exp([beta[1], beta[1] - reach, beta[1] + reach])), abs=1e-4
    )
    assert found.n == len(table)


@pytest.mark.parametrize(("coder", "referee"), [("first", 0.55), ("criteria", 0.56)])
def test_odds_are_those_of_the_referee_and_near_the_unpenalised_ones(coder: str, referee: float) -> None:
    table = rows().dropna(subset=coder)
    able = table[table["evidence_grade"].isin(list("ABC")) & table["interpol_part"].isin(["shown", "claimed"])]
    plain = GLM(able[coder].eq("supported").astype(float), design(able), family=families.Binomial()).fit()
    found = regimes.odds()[coder].value
    assert found == pytest.approx(referee, abs=0.03)
    assert np.log(found) == pytest.approx(plain.params.iloc[1], abs=0.1)


def test_criteria_by_third_are_counted_again() -> None:
    table, found = rows(), rn.drivers.criteria().set_index(["criterion", "third"])
    bounds = np.quantile(table["score"], [1 / 3, 2 / 3])
    least, most = table[table["score"] <= bounds[0]], table[table["score"] > bounds[1]]
    for third, part in (("least", least), ("most", most)):
        for name in (*INDICATORS, "misuse_alleged"):
            assert found.loc[(name, third), ["met", "cases"]].tolist() == [part[name].eq("yes").sum(), len(part)]
    referee = {"decided_by_interpol": [0.18, 0.27], "political_target": [0.28, 0.03], "grave_charge": [0.09, 0.39]}
    for name, shares in referee.items():
        assert found.loc[[(name, "least"), (name, "most")], "share"].round(2).tolist() == shares


@pytest.mark.thorough
def test_the_numbers_are_in_the_summary_with_their_sentences() -> None:
    numbers = rn.summary(topic="drivers")
    assert "first reader" in str(numbers["drivers.odds_first"])
    assert "43 of 155 cases (28 %)" in str(numbers["drivers.met_political_target_least"])
    assert rn.drivers.criteria().attrs["source"].startswith("cases")
