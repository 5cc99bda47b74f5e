"""Published figures on oversight, against the shipped table read anew and against their publishers."""

import csv
import re
from collections import Counter

import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.facts import oversight, world
from analysis.facts.oversight import figure, figures
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Subject
from analysis.tables.library import load


def raw(table: str) -> list[dict[str, str]]:
    """Read a shipped table without the package."""
    with (RAW / "evidence" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stated(indicator: str, year: int, exact: bool = False) -> set[float]:
    """Give every number that the shipped table states for the world in a year, or the exact ones alone."""
    return {
        float(row["value"])
        for row in raw("oversight_statistics")
        if (row["indicator"], row["country"], row["year"]) == (indicator, "WORLD", str(year)) and row["value"]
        and not (exact and re.search(r"over|more than|about|approx|almost|least|increase", row["unit"]))
    }  # fmt: skip


class TestPublishedFiguresAreReproduced:
    """The figures of other publishers, from the shipped table alone."""

    def test_refused_of_2021_beside_issued(self):
        # Politico / Kingsley Napley: 1,270 of 23,716 alerts; published as 5.3 %
        (share,) = [held for held in oversight.shares() if held.period == "2021"]
        assert (share.refused.value, share.issued.value) == (1270, 23716)
        assert_allclose(share.per_issued.value, 0.0535503, atol=1e-7)
        assert f"{100 * share.per_issued.value:.1f}" == "5.4"
        assert_allclose(share.published.estimate.value, 0.053)
        assert_allclose((share.estimate.low, share.estimate.high), (1270 / 24986, 1270 / 23716))

    @pytest.mark.parametrize(("year", "published"), [(2017, 0.028), (2020, 0.061)])
    def test_shares_published_without_counts(self, year, published):
        (share,) = [held for held in oversight.shares() if held.last == year]
        assert_allclose(share.published.estimate.value, published)
        assert share.per_issued is None
        assert_allclose(share.estimate.value, published / (1 + published))
        assert share.estimate.low < share.estimate.value < published < share.estimate.high

    def test_mean_of_2017_to_2021_is_just_under_4_5_percent(self):
        share = oversight.shares()[-1]
        assert (share.first, share.last) == (2017, 2021)
        assert 0.044 < share.per_issued.value < 0.045

    def test_grounds_of_2021_and_their_conflict(self):
        # 150 + 353 = 503, which INTERPOL's Secretary General gives as 483
        together = oversight._articles_2_and_3(2021)
        assert (together.value, together.low, together.high) == (503, 483, 503)
        assert together.kind.value == "published range"
        assert "published elsewhere as 483" in together.sentence

    def test_refusals_grew_by_54_percent(self):
        # Red Notice Monitor: 2,462 against 1,598, up 54 %
        assert round(oversight.growth().value, 2) == 0.54
        assert "2,462" in oversight.growth().sentence

    def test_public_of_2010_and_of_those_issued_in_2012(self):
        # ICIJ 2011: 7,622 public notices from 145 states; Corona 2013: 1,136 of 8,136 = 14.0 %
        table = world.release().oversight_statistics.set_index(["indicator", "date_text"])["value"]
        assert int(table[("public_red_notices", "2010-12-10")]) == 7622
        assert int(table[("public_red_notices_requesting_countries", "2010-12-10")]) == 145
        about = Subject("World", "of those issued are public", "issued in 2012", "oversight_statistics")
        part, whole = figure("public_red_notices_dated_2012", 2012).value, figure("red_notices_published", 2012).value
        assert f"{100 * counted_share(part, whole, about=about).value:.1f}" == "14.0"


class TestSumsAddUp:
    @pytest.mark.parametrize("year", [2021, 2024])
    def test_grounds_make_the_total(self, year):
        parts = [figure(series, year).value for series in oversight.GROUNDS.values()]
        assert sum(parts) == figure(oversight.TOTAL, year).value

    def test_issued_2021(self):
        parts = [figure(series, 2021).value for series in ("red_notices_published", "diffusions_published")]
        assert sum(parts) == figure(oversight.ISSUED_SERIES, 2021).value

    def test_drawn_grounds_make_each_known_total(self):
        drawn = oversight.grounds().groupby("year")["alerts"].sum()
        for held in figures(oversight.TOTAL):
            assert drawn[held.year] == held.value


class TestFigures:
    def test_every_world_number_of_a_series_is_in_one_of_its_figures(self):
        for indicator in ("red_notices_published", "ndtf_refused_or_cancelled", "ccf_admissible_requests"):
            read = [
                row for row in raw("oversight_statistics")
                if row["indicator"] == indicator and row["country"] == "WORLD" and row["value"]
                and "increase" not in row["unit"]
            ]  # fmt: skip
            assert Counter(int(row["year"]) for row in read) == Counter(
                {held.year: len(held.rows) for held in figures(indicator)}
            )

    def test_preferred_value_stands_first(self):
        for indicator in world.release().oversight_statistics["indicator"].unique():
            for held in figures(indicator):
                first = held.rows.iloc[0]
                assert held.rows["preferred"].any() == first["preferred"] or held.word != ""

    def test_unknown_series_and_year_are_refused(self):
        with pytest.raises(InputError, match="the series 'red_notice'"):
            figures("red_notice")
        with pytest.raises(InputError, match="0 figures of red_notices_published for 2022"):
            figure("red_notices_published", 2022)

    def test_a_figure_that_was_not_read_is_none(self):
        assert oversight.find("red_notices_published", 2022) is None
        assert oversight.find("red_notices_published", 2024) == figure("red_notices_published", 2024)

    def test_figures_of_several_series_keep_the_order_asked_for(self):
        series = ("ccf_cases_finalised", "red_notices_published")
        held = oversight.figures_of(*series)
        assert [one.indicator for one in held] == sorted((one.indicator for one in held), key=series.index)
        assert len(held) == sum(len(figures(name)) for name in series)
        assert oversight.figures_of() == []


class TestLevelsOverTime:
    def test_each_level_stands_in_the_table_within_its_range(self):
        table = oversight.levels_over_time(
            {"refused": {oversight.TOTAL: "refused"}, "issued": {"red_notices_published": "RN"}}
        )
        assert table[["universe", "series"]].drop_duplicates().to_numpy().tolist() == [
            ["refused", "refused"],
            ["issued", "RN"],
        ]
        for _, row in table.iterrows():
            series = oversight.TOTAL if row["universe"] == "refused" else "red_notices_published"
            assert row["value"] in stated(series, row["year"])
            numbers = stated(series, row["year"], exact=True) or {row["value"]}
            assert row["low"] == min(numbers) and row["high"] == max(numbers)

    def test_only_a_figure_of_more_than_or_at_least_is_a_lower_bound(self):
        table = oversight.levels_over_time({"refused": {oversight.TOTAL: "refused"}})
        assert table.loc[table["bound"], "year"].tolist() == [2020]


class TestShares:
    def test_no_share_from_a_lower_bound(self):
        (share,) = [held for held in oversight.shares() if held.period == "2020"]
        assert share.refused is None

    def test_the_last_share_of_two_counts_is_stated_by_its_two_denominators(self):
        both = [
            year for year in range(2000, 2030)
            if stated(oversight.TOTAL, year, exact=True) and stated(oversight.ISSUED_SERIES, year)
        ]  # fmt: skip
        (refused,), (issued,) = stated(oversight.TOTAL, both[-1]), stated(oversight.ISSUED_SERIES, both[-1])
        found = oversight.latest_refused_share()
        assert_allclose((found.low, found.high), (refused / (refused + issued), refused / issued), rtol=1e-12)
        assert found.sentence.startswith(f"In {both[-1]}, the last year with a figure for both refused and issued")
        low, high = (f"{100 * end:.1f} %" for end in (refused / (refused + issued), refused / issued))
        assert f"{low} to {high} of requests" in found.sentence

    def test_the_ends_that_are_drawn_are_those_of_the_shares(self):
        table, held = oversight.share_ends(), oversight.shares()
        assert table["first"].tolist() == [share.first for share in held]
        assert table["high"].tolist() == [share.estimate.high for share in held]
        for year, published in zip(table["last"], table["published"], strict=True):
            if published == published:
                assert 100 * published in [pytest.approx(number) for number in stated(oversight.SHARE, year)]

    def test_a_year_with_one_count_alone_allows_no_share_and_says_which_is_missing(self):
        shared = {share.last for share in oversight.shares() if share.first == share.last}
        refused, issued = (
            {int(row["year"]) for row in raw("oversight_statistics")
             if row["indicator"] == series and row["country"] == "WORLD" and row["value"]}
            for series in (oversight.TOTAL, oversight.ISSUED_SERIES)
        )  # fmt: skip
        held = oversight.unshared()
        assert [one.year for one in held] == sorted((refused | issued) - shared)
        for one in held:
            assert one.missing == ("issued" if one.year not in issued else "refused")
            assert (one.refused is None) == (one.year not in refused)

    def test_rival_sums_are_the_parts_beside_what_was_published_together(self):
        sums = oversight.rival_sums()
        assert sums
        for year, held in sums.items():
            parts = [max(stated(oversight.GROUNDS[ground], year)) for ground in ("art2", "art3")]
            together = stated(oversight.TOGETHER, year) | {sum(parts)}
            assert (held.value, held.low, held.high) == (sum(parts), min(together), max(together))


class TestTotals:
    def test_growth_is_between_the_last_two_totals(self):
        years = sorted(
            int(row["year"]) for row in raw("oversight_statistics")
            if row["indicator"] == oversight.TOTAL and row["country"] == "WORLD" and row["value"]
        )  # fmt: skip
        (before,), (after,) = (stated(oversight.TOTAL, year) for year in sorted(set(years))[-2:])
        assert_allclose(oversight.growth().value, after / before - 1, rtol=1e-12)

    def test_other_grounds_are_a_part_of_the_last_total_told_by_ground(self):
        year = max(held.year for held in figures(oversight.GROUNDS["other"]))
        (other,), (total,) = stated(oversight.GROUNDS["other"], year), stated(oversight.TOTAL, year)
        found = oversight.latest_other_share()
        assert_allclose(found.value, other / total, rtol=1e-12)
        assert found.n == total

    def test_a_year_of_a_universe_keeps_the_range_of_what_was_published(self):
        for year, held in oversight.yearly("issued"):
            assert held.value in stated("red_notices_published", year)
            assert (held.low is None) == (len(stated("red_notices_published", year, exact=True)) == 1)

    @pytest.mark.parametrize("year", [2021, 2023, 2024])
    def test_grounds_and_what_was_not_told_make_the_total(self, year):
        table = oversight.grounds().query("year == @year").set_index("part")["alerts"]
        told = {part: max(stated(series, year)) for part, series in oversight.GROUNDS.items() if stated(series, year)}
        rest = max(stated(oversight.TOTAL, year)) - sum(told.values())
        assert table.to_dict() == told | ({"unread": rest} if rest else {})

    def test_refusals_of_the_fullest_year_are_told_under_the_words_of_a_reader(self):
        held = oversight.refusals_of_the_year()
        year = oversight.REFUSAL_YEAR
        assert {held[oversight.REFUSED].value} == stated(oversight.TOTAL, year)
        assert {held[oversight.ISSUED].value} == stated(oversight.ISSUED_SERIES, year)
        refused, issued = held[oversight.REFUSED].value, held[oversight.ISSUED].value
        assert_allclose(held[oversight.REFUSED_SHARE].high, refused / issued, rtol=1e-12)

    def test_published_totals_are_levels_of_the_world_alone(self):
        for basis, series in oversight.SERIES.items():
            rows = load("oversight_statistics", indicator=series).query("country == 'WORLD'")
            rows = rows[~rows["unit"].str.contains("increase|over|more than")]
            levels = {year: (estimate.low or estimate.value) for year, estimate in oversight.yearly(basis)}
            assert levels == rows[rows["year"].isin(levels)].groupby("year")["value"].min().to_dict()

    @pytest.mark.parametrize(
        ("unit", "word"),
        [
            ("alerts (more than)", "over"),
            ("months (approx.)", "about"),
            ("alerts (maximum)", "at most"),
            ("alerts", ""),
        ],
    )
    def test_a_unit_in_brackets_says_how_exact_its_figure_is(self, unit, word):
        assert oversight.qualifier(unit) == word


class TestRowsOfTheReader:
    def test_all_rows_give_what_the_table_gives(self):
        rows = load("oversight_statistics")
        assert oversight.growth(rows) == oversight.growth()
        assert oversight.latest_refused_share(rows) == oversight.latest_refused_share()
        assert oversight.latest_other_share(rows) == oversight.latest_other_share()
        assert oversight.rival_sums(rows) == oversight.rival_sums()
        for fact in (oversight.grounds, oversight.share_ends, oversight.yearly_table, oversight.conflicts):
            pd.testing.assert_frame_equal(fact(rows).reset_index(drop=True), fact().reset_index(drop=True))

    def test_rows_of_some_years_give_figures_of_these_years_alone(self):
        rows = load("oversight_statistics", since=2021, until=2023)
        found = oversight.growth(rows)
        (before,), (after,) = stated(oversight.TOTAL, 2021), stated(oversight.TOTAL, 2023)
        assert_allclose(found.value, after / before - 1, rtol=1e-12)
        assert [held.year for held in oversight.unshared(rows)] == [2023]
        assert oversight.levels_over_time(rows=rows)["year"].between(2021, 2023).all()
        assert {year for year, _ in oversight.yearly("refused", rows)} == {2021, 2023}

    def test_rows_without_a_year_that_a_number_needs_give_none(self):
        rows = load("oversight_statistics", until=1990)
        assert (
            oversight.growth(rows) is oversight.latest_refused_share(rows) is oversight.latest_other_share(rows) is None
        )
        assert oversight.shares(rows) == () and oversight.rival_sums(rows) == {}
        assert oversight.grounds(rows).empty and oversight.share_ends(rows).empty

    def test_a_source_that_a_reader_leaves_out_gives_no_range(self):
        rows = load("oversight_statistics").query("value != 12878")
        held = figure("red_notices_published", 2015, rows)
        assert (held.value, held.estimate.low, len(held.rows)) == (11492, None, 2)
        assert figure("red_notices_published", 2015).estimate.high == 12878

    def test_the_table_of_figures_states_what_the_shipped_table_states(self):
        table = oversight.frame(oversight.figures_of(oversight.TOTAL, "red_notices_published"))
        for _, row in table.iterrows():
            assert row["value"] in stated(row["indicator"], row["year"])
        assert table.loc[table["word"] != "", ["year", "word"]].to_numpy().tolist() == [[2020, "over"]]

    def test_conflicts_are_every_row_of_a_group(self):
        read = Counter(row["conflict_group"][:3] for row in raw("oversight_statistics") if row["conflict_group"])
        assert Counter(oversight.conflicts()["conflict_group"].str[:3]) == read
