"""Numbers of public notices, of sanctions and of what is not visible: each with its name, country and level."""

import pytest

from analysis.core.errors import NoDataError
from analysis.facts import notices
from analysis.facts.selection import select
from analysis.facts.summary import summary

TOPICS = ("notices", "sanctions", "visibility")


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("country", ["Russia", "Belarus", "Hong Kong", "Tuvalu", "Costa Rica", None])
def test_every_number_has_the_name_of_its_module_the_country_and_the_level(topic: str, country: str | None) -> None:
    selection = select(country, level=0.8)
    for name, estimate in summary(selection, topic=topic).items():
        assert name == estimate.name and name.startswith(f"{topic}.")
        assert estimate.country in {selection.country or "BLR", "WORLD"}
        assert estimate.level in {None, 0.8}


def test_a_country_and_the_world_have_the_numbers_of_their_pages() -> None:
    russia, world = (summary(country, topic="notices") for country in ("Russia", None))
    assert set(russia) == {
        f"notices.{name}"
        for name in (
            "count", "nationals", "rate", "rate_of_all", "own_national_share", "delisted_share", "sensitive_share",
            "sensitive_share_strict",
        )
    }  # fmt: skip
    assert russia["notices.rate_of_all"].value == world["notices.rate"].value
    assert {"notices.count", "notices.concentration", "notices.sensitive_share_median"} <= set(world)
    assert "notices.sensitive_share" not in world
    assert set(summary("Russia", topic="visibility")) == {
        "visibility.bounds", "visibility.reversal", "visibility.share_needed"
    }  # fmt: skip
    assert set(summary(topic="visibility")) == {"visibility.pairs_certain", "visibility.pairs_within"}


def test_a_snapshot_without_requesting_countries_counts_nationals_alone() -> None:
    early = select("Russia", snapshot="2020-01-02")
    numbers = summary(early, topic="notices")
    assert numbers["notices.nationals"].value > 0
    assert not {"notices.count", "notices.rate", "notices.own_national_share"} & set(numbers)
    with pytest.raises(NoDataError, match="states requesting countries"):
        notices.compare(early)


@pytest.mark.parametrize("top", [1, 3, 10])
def test_the_share_of_the_largest_is_that_of_the_counts_compared(top: int) -> None:
    counts = notices.compare()["notices"]
    assert notices.concentration(top).value == pytest.approx(counts.nlargest(top).sum() / notices.count().value)


def test_offences_of_a_country_are_complete_and_in_order() -> None:
    table = notices.by_charge("Russia")
    assert len(table) > 10 and table["offence"].is_unique
    assert table["share"].is_monotonic_decreasing and (table["notices"] <= table["most"]).all()
    assert notices.by_charge("Tuvalu").empty
