"""What can be said of hidden notices, counted again by brute force from the shipped table."""

import math
from itertools import combinations

import pandas as pd
import pytest
from scipy.stats import beta

from analysis.core.errors import InputError, NoDataError
from analysis.core.files import RAW
from analysis.facts import visibility
from analysis.facts.notice_counts import number_or_none
from analysis.stats.sensitivity import true_share


def counted() -> dict[str, tuple[int, int, int]]:
    """Give notices, and the least and the most that are sensitive in the broad sense, by plain reading."""
    table = pd.read_csv(RAW / "notices" / "public_notices_sensitive.csv", dtype=str)
    rows = table[(table["snapshot_date"] == "2025-05-23") & table["requesting_country"].notna()]
    rows = rows[rows["requesting_country"] != "WORLD"].set_index("requesting_country")
    told = {code: (int(row["notices"]), row["broad"]) for code, row in rows.iterrows()}
    return {
        str(code): (count, 0 if hidden else int(broad), 2 if hidden else int(broad))
        for code, (count, broad) in told.items()
        if count >= visibility.ENOUGH
        for hidden in [broad.startswith("<")]
    }


def far(share: float, factor: float, visible: float) -> float:
    """Give the share of all when hidden odds are a factor of the public ones."""
    odds = share / (1 - share) * factor
    return visible * share + (1 - visible) * odds / (1 + odds)


def kept(factor: float, visible: float, middle: bool) -> int:
    held = {code: (low / n, high / n) for code, (n, low, high) in counted().items()}
    if middle:
        held = {code: ((low + high) / 2,) * 2 for code, (low, high) in held.items()}
    ends = {code: (far(low, 1 / factor, visible), far(high, factor, visible)) for code, (low, high) in held.items()}
    return sum(ends[a][0] > ends[b][1] or ends[b][0] > ends[a][1] for a, b in combinations(ends, 2))


@pytest.mark.parametrize("visible", [0.1, 0.14])
@pytest.mark.parametrize("factor", [2.0, 3.0, 5.0])
def test_pairs_in_order_are_those_of_a_plain_count(factor: float, visible: float) -> None:
    table = visibility.pairs(visible, factor)
    assert visibility.ordered(factor, visible).value == table["holds"].sum() == kept(factor, visible, False)
    assert table["holds_if_one"].sum() == kept(factor, visible, True)
    wide = visibility.bounds(visible=visible, factor=factor, level=0.95).dropna(subset="factor")
    ends = wide[wide["notices"] >= visibility.ENOUGH].set_index("country")[["low", "high"]].to_dict("index")
    sure = sum(ends[a]["low"] > ends[b]["high"] or ends[b]["low"] > ends[a]["high"] for a, b in combinations(ends, 2))
    assert f"the order of {sure} pairs is known. Source" in str(visibility.ordered(factor, visible))
    assert (factor, visible) != (3.0, 0.1) or sure == 31, "as the referee found"


def test_the_known_results_hold() -> None:
    """A factor of 7.3 at a tenth that is public; at three, 55 of 120 pairs by the full counts, which lies between those
    that are certain from the shipped ones and those with each untold count as one."""
    assert round(visibility.reversal("RUS", visible=0.1).value, 1) == 7.3
    table = visibility.pairs(0.1, 3.0)
    assert len(table) == 120
    assert table["holds"].sum() < 55 <= table["holds_if_one"].sum()


def test_with_nothing_assumed_no_order_is_certain_and_bounds_leave_exactly_the_hidden_part_open() -> None:
    for visible in visibility.VISIBLE:
        assert visibility.ordered(math.inf, visible).value == 0
        found = visibility.with_bounds("RUS", visible)
        assert found.low is not None and found.high is not None
        assert found.high - found.low == pytest.approx(1 - visible)


def test_the_visible_part_that_is_needed_parts_the_bounds() -> None:
    part = visibility.share_needed("RUS").value
    table = visibility.bounds("RUS", visible=part).query("factor.isna()").set_index("country")
    assert table["low"]["RUS"] == pytest.approx(table["high"]["REST"])


def test_all_other_countries_are_those_of_the_world_without_the_country() -> None:
    table = pd.read_csv(RAW / "notices" / "public_notices_sensitive.csv", dtype=str)
    rows = table[table["snapshot_date"] == "2025-05-23"].set_index("requesting_country")
    world, russia = rows.loc["WORLD"], rows.loc["RUS"]
    rest = visibility.bounds("RUS").query("country == 'REST'").iloc[0]
    assert rest["notices"] == int(world["notices"]) - int(russia["notices"])
    assert rest["public_low"] == (int(world["broad"]) - int(russia["broad"])) / rest["notices"]
    salvador, notices, broad = rows.loc["SLV"], rest["notices"], int(world["broad"]) - int(russia["broad"])
    without = (broad - int(salvador["broad"])) / (notices - int(salvador["notices"]))
    assert (f"{without:.3f}", int(salvador["broad"]) / broad > 0.8) == ("0.024", True)
    said = visibility.reversal("RUS").sentence
    assert f"{100 * broad / notices:.1f} %" in said and f"{100 * without:.1f} % without El Salvador" in said


def test_notices_of_unknown_requesting_country_are_said_to_count_as_secret() -> None:
    """All notices of the day by another table, less those that the bounds know."""
    every = pd.read_csv(RAW / "notices" / "public_notices_by_requesting_country.csv", dtype=str)
    every = every[every["snapshot_date"] == "2025-05-23"]
    found = visibility.unattributed()
    assert found.value == every.loc[every["requesting_country"].isna(), "notices"].astype(int).sum() == 588
    assert "another 588 notices" in found.sentence
    assert "if charges about terrorism or armed groups are added, 100 do" in found.sentence
    assert "We count notices of unknown origin as secret" in found.sentence and "23 May 2025" in found.sentence


def test_bounds_take_a_visible_share_for_each_country() -> None:
    codes = visibility.bounds()["country"].unique()
    shares = pd.Series(0.1, index=codes) + pd.Series(0.4, index=["RUS"]).reindex(codes, fill_value=0)
    table = visibility.bounds(visible=shares).set_index("country")
    assert table.loc["RUS"].equals(visibility.bounds(visible=0.5).set_index("country").loc["RUS"])
    assert table.loc["ARG"].equals(visibility.bounds(visible=0.1).set_index("country").loc["ARG"])
    with pytest.raises(InputError, match="no visible share of"):
        visibility.bounds(visible=shares.drop("RUS"))


def test_a_country_whose_share_is_not_above_the_rest_has_no_reversal() -> None:
    for fact in (visibility.reversal, visibility.share_needed):
        with pytest.raises(NoDataError, match="may not be above"):
            fact("Argentina")
        with pytest.raises(NoDataError, match="too few public notices"):
            fact("Tuvalu")


def test_a_state_without_enough_public_notices_has_no_sentence_and_no_chart() -> None:
    assert number_or_none(visibility.with_bounds, "Belarus") is None
    assert visibility.bounds("Belarus").empty
    with pytest.raises(NoDataError, match="too few public notices of Belarus"):
        visibility.with_bounds("Belarus")
    found = number_or_none(visibility.with_bounds, "China")
    assert found is not None
    assert "at most" in found.sentence


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError, match="strict or broad"):
        visibility.bounds(kind="narrow")  # type: ignore[arg-type]


def test_the_grid_is_that_of_a_plain_search_with_the_largest_error_of_the_lexicon() -> None:
    """Shares by the shipped counts; at most missed and wrong by the beta quantiles; the factor by small steps."""
    table = pd.read_csv(RAW / "notices" / "public_notices_sensitive.csv", dtype=str)
    rows = table[table["snapshot_date"] == "2025-05-23"].set_index("requesting_country")
    russia, world = (rows.loc[code, ["notices", "broad"]].astype(int) for code in ("RUS", "WORLD"))
    own, rest = russia["broad"] / russia["notices"], (world - russia)["broad"] / (world - russia)["notices"]
    missed, wrong = beta.ppf(0.975, 1, 20), beta.ppf(0.975, 1, 200)
    worst = (own - wrong) / (1 - wrong), rest / (1 - missed)
    found = visibility.grid("RUS", visible=[0.05, 0.3]).set_index(["visible", "visible_others"])
    assert len(found) == 4
    for (part, others), row in found.iterrows():
        for name, shares in (("reversal", (own, rest)), ("reversal_with_error", worst)):
            for step, is_kept in ((-1e-6, True), (1e-6, False)):
                factor = row[name] + step
                assert bool(far(shares[0], 1 / factor, part) > far(shares[1], factor, others)) is is_kept
        assert row["pairs"] == 120 and row["kept_with_error"] <= row["kept"]
    same = visibility.grid("RUS", visible=[0.1]).iloc[0]
    assert same["kept"] == kept(visibility.FACTOR, 0.1, False)
    assert same["reversal"] == pytest.approx(visibility.reversal("RUS").value)
    over = visibility.over_grid(found.reset_index())
    assert (over.low, over.high) == (found["reversal"].min(), found["reversal"].max())


def test_the_true_share_gives_the_observed_one_back() -> None:
    observed = 0.25 * (1 - 0.2) + (1 - 0.25) * 0.04
    assert true_share(observed, 0.2, 0.04) == pytest.approx(0.25)
    assert (true_share(0.01, 0, 0.02), true_share(0.9, 0.2, 0)) == (0, 1)
    with pytest.raises(ValueError, match="less than 1 together"):
        true_share(0.5, 0.6, 0.4)
