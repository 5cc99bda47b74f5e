"""The agreement of the two codings as the world report shows it, against the published table of the register."""

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.facts.reliability import (
    FIELDS,
    SEED,
    agreement_table,
    coded_twice,
    coverage_table,
    trials,
    validated,
)
from analysis.stats.coverage import tried
from analysis.tables.library import load
from tests.laid_out import sections
from tests.reading import tables, texts

#: Field -> agreement in per cent and kappa of round one, round two and both, as published with the register.
PUBLISHED = {
    "requesting country": (("100", "1.00"), None, None),
    "host country": (None, ("94", "0.94"), None),
    "year": (("82.5", "0.81"), ("92", "0.91"), ("87.8", "0.87")),
    "instrument": (("77.5", "0.64"), ("92", "0.88"), ("85.6", "0.78")),
    "grade": (("67.5", "0.54"), ("76", "0.47"), ("72.2", "0.53")),
    "claim status": (("82.5", "0.67"), ("86", "0.69"), ("84.4", "0.68")),
    "effect": (("82.5", "0.76"), ("76", "0.68"), ("78.9", "0.72")),
    "outcome": (("80", "0.62"), ("90", "0.85"), ("85.6", "0.77")),
}


def test_agreement_is_that_of_the_published_table() -> None:
    held = {(FIELDS[one.field], one.rounds): one for one in coded_twice(0.95)}
    wanted = {
        (field, which): cell
        for field, cells in PUBLISHED.items()
        for which, cell in zip(("1", "2", "12"), cells, strict=True)
        if cell
    }
    assert held.keys() == wanted.keys()
    for key, (share, kappa) in wanted.items():
        assert 100 * held[key].agreement.value == pytest.approx(float(share), abs=0.05001)
        assert held[key].kappa.value == pytest.approx(float(kappa), abs=0.005001)
        assert held[key].agreement.n == {"1": 40, "2": 50, "12": 90}[key[1]]


def test_the_table_shows_every_kappa_with_its_interval_and_follows_the_level() -> None:
    shown = {level: sections("world_overview", level=level)[0]["second_coding"] for level in (0.95, 0.8)}
    wide, narrow = (tables(shown[level])["second_coding"] for level in (0.95, 0.8))
    status = wide.shown.set_index("Field").loc["Claim status", "Both: kappa"]
    assert status.startswith("0.68 (0.")
    assert status != narrow.shown.set_index("Field").loc["Claim status", "Both: kappa"]
    assert set(wide.data.loc[wide.data["low"].notna(), "level"]) == {0.95}
    assert "95 %" not in " ".join(texts(shown[0.8]))
    assert len(wide.data) == 2 * len(coded_twice(0.95))


def test_round_two_is_said_to_be_no_random_sample() -> None:
    assert all("no random sample" in one.kappa.universe for one in coded_twice(0.95) if one.rounds != "1")


def test_the_methods_state_the_same_figures() -> None:
    methods = (RAW / "evidence" / "METHODS.md").read_text(encoding="utf-8")
    for one in coded_twice(0.95):
        (row,) = [line for line in methods.splitlines() if line.startswith(f"| {FIELDS[one.field]} |")]
        held = one.kappa
        assert f"{100 * one.agreement.value:.1f}".removesuffix(".0") + f" %, {held.value:.2f}" in row
        assert held.low is None or f"{held.value:.2f} ({held.low:.2f} to {held.high:.2f})" in row


def test_rows_of_one_round_give_the_agreement_of_that_round_alone() -> None:
    rows = load("cases_second_coding", round="1")
    found = {one.field: one for one in coded_twice(0.9, rows) if one.rounds == "1"}
    same = rows["first_claim_status"].astype(str) == rows["second_claim_status"].astype(str)
    assert found["claim_status"].agreement.value == pytest.approx(same.mean())
    assert found["claim_status"].agreement.level == 0.9


def test_the_table_of_agreement_holds_every_statistic() -> None:
    held = coded_twice()
    table = agreement_table(held)
    stated = [value for one in held for value in (one.agreement.value, one.kappa.value)]
    assert table["value"].tolist() == pytest.approx(stated, abs=1e-8)


def test_coverage_of_some_rows_is_judged_as_that_of_all() -> None:
    rows = load("interval_coverage")
    pd.testing.assert_frame_equal(coverage_table(rows), coverage_table())
    few = coverage_table(rows[rows["coverage"] < 0.93])
    assert set(few["verdict"]) == {"too narrow"}


def test_the_table_of_validation_is_what_its_trials_give() -> None:
    """The bias of the first five simulations of the quick trials, computed again."""
    held = load("estimator_validation").set_index(["world", "estimator"])
    for trial in trials()[2:]:
        for row in tried(trial, 5, SEED).to_dict("records"):
            assert held.loc[(trial.name, row["estimator"]), "first_bias"] == pytest.approx(row["bias"], abs=2e-4)
    assert {trial.name for trial in trials()} == set(held.index.get_level_values("world"))


def test_the_reports_hold_where_they_assume_and_naive_methods_do_not() -> None:
    assumed, hostile, naive = validated()
    assert assumed.value == assumed.n
    assert hostile.value < hostile.n
    assert naive.value == 0
