"""The report on dyads: each number has its name beside it, and a sentence stands only where the numbers show it."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.core.messages import label
from analysis.facts import drivers
from analysis.pages import drivers_report as page
from analysis.stats.dyads import DyadModel
from tests.reading import tables, texts

TERM = page.EXPRESSION


def test_every_place_of_a_case_is_named_beside_its_counts() -> None:
    excluded = drivers.excluded()
    shown = tables(page.the_frame(excluded, 2001, 2025))["drivers_rows"].shown
    lost = excluded.set_index("reason")
    assert list(shown) == ["Cases", "All cases", "Well documented", "Supported", "Other cases"]
    counts = dict(zip(shown["Cases"], shown["All cases"], strict=True))
    assert counts[label("in_frame")] == str(lost.loc["in_frame", "cases"])
    assert counts[label("no_host")] == str(lost.loc["no_host", "cases"])


def test_countries_that_are_left_out_are_named() -> None:
    without = pd.DataFrame({"without": ["BEL", "BLR"], "ratio": [0.28, 0.34]})
    shown = tables(page.rests_on(without, 2001, 2025))["drivers_without"].shown
    assert set(shown["Excluded country"]) == {"Belgium", "Belarus"}


@pytest.fixture(scope="module")
def models() -> dict[str, DyadModel]:
    formulas = {name: f"{name} ~ {TERM} + any_refugees" for name in ("supported", "not_supported")}
    return drivers.fit_each(formulas, drivers.dyads(since=2018, until=2020))


@pytest.mark.parametrize(("low", "stated"), [(1.2, False), (0.8, True)])
def test_detection_is_ruled_out_only_where_no_kind_of_case_is_clearly_more_frequent(models, low, stated) -> None:
    pooled = drivers.ratios(models, [TERM]).assign(low=0.5)
    found = " ".join(texts(page.detection([], pooled, pooled.assign(low=low), TERM, 2018, 2020)))
    assert ("do not measure detection" in found) is stated


@pytest.mark.parametrize(("high", "stated"), [(0.6, True), (1.2, False)])
def test_indices_are_called_too_alike_only_where_one_association_does_not_outlive_all(
    models, high, stated, monkeypatch
) -> None:
    monkeypatch.setattr(drivers, "differs_by_status", lambda _rows: False)
    joint = [replace(drivers.ratio(models["supported"], TERM), value=0.4, low=0.3, high=high)] * 2
    together = replace(models["supported"], params=models["supported"].params * 0)
    blank = drivers.ratios({}).assign(outcome="supported", counted="pairs")
    found = " ".join(texts(page.in_short(joint, joint, together, blank, statuses(models), TERM)))
    assert ("so highly correlated that the association cannot" in found) is stated
    assert "an association disappears" not in found


def statuses(models: dict[str, DyadModel]) -> dict[str, DyadModel]:
    """The models of every status, each as that of the register."""
    return {name: models["not_supported" if name.startswith("not") else "supported"] for name in page.STATUSES}
