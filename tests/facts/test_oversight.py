"""Published figures on oversight, against the shipped table read anew and against their publishers."""

import re
from collections import Counter

import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.core.errors import InputError, NoDataError
from analysis.core.files import RAW
from analysis.facts import commission, oversight, published_series, world
from analysis.facts.published_series import figure, figures
from analysis.facts.selection import Selection, select
from analysis.facts.summary import summary
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Subject
from tests.recount import raw

ALL = Selection()


def stated(indicator: str, year: int, exact: bool = False) -> set[float]:
    """Give every number that the shipped table states for the world in a year, or the exact ones alone."""
    return {
        float(row["value"])
        for row in raw("oversight_statistics")
        if (row["indicator"], row["country"], row["year"]) == (indicator, "WORLD", str(year)) and row["value"]
        and not (exact and re.search(r"over|more than|about|approx|almost|least|increase", row["unit"]))
    }  # fmt: skip


def number(name: str, selection: Selection = ALL):
    return summary(selection, topic="oversight")[f"oversight.{name}"]


class TestPublishedFiguresAreReproduced:
    """The figures of other publishers, from the shipped table alone."""

    def test_refused_of_2021_beside_issued(self):
        # Politico / Kingsley Napley: 1,270 of 23,716 alerts; published as 5.3 %
        share = oversight.refused_shares().set_index("period").loc["2021"]
        assert (share["refused"], share["issued"]) == (1270, 23716)
        assert_allclose(share["per_issued"], 0.0535503, atol=1e-7)
        assert f"{100 * share['per_issued']:.1f}" == "5.4"
        assert_allclose(share["published"], 0.053)
        assert_allclose((share["low"], share["high"]), (1270 / 24986, 1270 / 23716))

    @pytest.mark.parametrize(("year", "published"), [(2017, 0.028), (2020, 0.061)])
    def test_shares_published_without_counts(self, year, published):
        share = oversight.refused_shares().set_index("period").loc[str(year)]
        assert_allclose(share["published"], published)
        assert pd.isna(share["per_issued"])
        assert_allclose(share["share"], published / (1 + published))
        assert share["low"] < share["share"] < published < share["high"]

    def test_mean_of_2017_to_2021_is_just_under_4_5_percent(self):
        share = oversight.refused_shares().iloc[-1]
        assert (share["first"], share["last"]) == (2017, 2021)
        assert 0.044 < share["per_issued"] < 0.045

    def test_grounds_of_2021_and_their_conflict(self):
        # 150 + 353 = 503, which INTERPOL's Secretary General gives as 483
        together = number("refused_on_articles")
        assert (together.value, together.low, together.high) == (503, 483, 503)
        assert together.kind.value == "published range"
        assert "483 or 503 refusals" in together.sentence

    def test_refusals_grew_by_54_percent(self):
        # Red Notice Monitor: 2,462 against 1,598, up 54 %
        assert round(number("refused_growth").value, 2) == 0.54
        assert "2,462" in number("refused_growth").sentence

    def test_public_of_2010_and_of_those_issued_in_2012(self):
        # ICIJ 2011: 7,622 public notices from 145 states; Corona 2013: 1,136 of 8,136 = 14.0 %
        table = world.release()["oversight_statistics"].set_index(["indicator", "date_text"])["value"]
        assert int(table[("public_red_notices", "2010-12-10")]) == 7622
        assert int(table[("public_red_notices_requesting_countries", "2010-12-10")]) == 145
        about = Subject("World", "of those issued are public", "issued in 2012", "oversight_statistics")
        part, whole = (figure(name, 2012).value for name in ("public_red_notices_dated_2012", "red_notices_published"))
        assert f"{100 * counted_share(part, whole, about=about).value:.1f}" == "14.0"


class TestSumsAddUp:
    @pytest.mark.parametrize("year", [2021, 2024])
    def test_grounds_make_the_total(self, year):
        parts = [figure(series, year).value for series in oversight.GROUNDS.values()]
        assert sum(parts) == figure(published_series.TOTAL, year).value

    def test_issued_2021(self):
        parts = [figure(series, 2021).value for series in ("red_notices_published", "diffusions_published")]
        assert sum(parts) == figure(oversight.ISSUED_SERIES, 2021).value

    def test_drawn_grounds_make_each_known_total(self):
        drawn = oversight.refused_by_ground().groupby("year")["alerts"].sum()
        totals = figures(published_series.TOTAL).set_index("year")["value"]
        assert drawn[totals.index].tolist() == totals.tolist()


class TestFigures:
    def test_every_world_number_of_a_series_is_in_one_of_its_figures(self):
        for indicator in ("red_notices_published", "ndtf_refused_or_cancelled", "ccf_admissible_requests"):
            published = [
                row for row in raw("oversight_statistics")
                if row["indicator"] == indicator and row["country"] == "WORLD" and row["value"]
                and "increase" not in row["unit"]
            ]  # fmt: skip
            assert (
                Counter(int(row["year"]) for row in published)
                == figures(indicator).groupby("year")["values"].sum().to_dict()
            )

    def test_each_figure_is_published_and_within_the_range_of_the_exact_ones(self):
        table = figures("red_notices_published", published_series.TOTAL)
        assert table["indicator"].drop_duplicates().tolist() == ["red_notices_published", published_series.TOTAL]
        for row in table.itertuples():
            assert row.value in stated(row.indicator, row.year)
            numbers = stated(row.indicator, row.year, exact=True) or {row.value}
            assert (row.low, row.high) == (min(numbers), max(numbers))
        assert table.loc[table["bound"], ["year", "qualifier"]].to_numpy().tolist() == [[2020, "over"]]

    def test_changes_are_marked_and_are_no_level(self):
        table = figures("valid_red_notices_in_circulation")
        assert table.loc[table["is_change"], ["year", "value"]].to_numpy().tolist() == [[2011, 10000]]
        assert not any(year == 2011 and one.value == 10000 for year, one in published_series.yearly("in_force"))

    def test_preferred_value_comes_first(self):
        values = published_series.published_values()
        for _, rows in values.groupby(["indicator", "is_change", "year", "date_text"]):
            first = rows.iloc[0]
            assert rows["preferred"].any() == first["preferred"] or first["qualifier"] != ""

    def test_unknown_series_and_year_are_refused(self):
        with pytest.raises(InputError, match="the series 'red_notice'"):
            figures("red_notice")
        with pytest.raises(NoDataError, match="0 figures of red_notices_published for 2022"):
            figure("red_notices_published", 2022)

    def test_figures_of_several_series_keep_the_order_asked_for(self):
        series = ("ccf_cases_finalised", "red_notices_published")
        table = figures(*series)
        assert table["indicator"].tolist() == sorted(table["indicator"], key=series.index)
        assert len(table) == sum(len(figures(name)) for name in series)

    def test_figures_of_a_country_are_those_of_its_rows(self):
        table = figures(country="Turkey")
        rows = [row for row in raw("oversight_statistics") if row["country"] == "TUR" and row["value"] and row["year"]]
        assert table["values"].sum() == len(rows) > 0
        assert set(table["country"]) == {"TUR"}

    def test_conflicting_values_are_a_range_and_bounds_are_not(self):
        one = figure("red_notices_published", 2015)
        assert (one.value, one.low, one.high, one.n) == (11492, 11492, 12878, 3)
        assert one.name == "oversight.red_notices_published_2015"
        bound = figure(published_series.TOTAL, 2020)
        assert (bound.low, bound.kind.value) == (None, "derived")
        assert "over 1,000" in bound.sentence

    @pytest.mark.parametrize(
        ("unit", "word", "bound"),
        [
            ("alerts (more than)", "over", True),
            ("months (approx.)", "about", False),
            ("alerts (maximum)", "at most", False),
            ("alerts", "", False),
        ],
    )
    def test_a_unit_in_brackets_says_how_exact_its_figure_is(self, unit, word, bound):
        rows = world.release()["oversight_statistics"].query("indicator == 'red_notices_published' and year == 2024")
        values = published_series.dated_values(rows.assign(unit=unit))
        assert set(values["qualifier"]) == {word} and set(values["bound"]) == {bound}


class TestShares:
    def test_no_share_from_a_lower_bound(self):
        share = oversight.refused_shares().set_index("period").loc["2020"]
        assert pd.isna(share["refused"]) and share["missing"] == ""

    def test_the_last_share_of_two_counts_is_stated_by_its_two_denominators(self):
        both = [
            year for year in range(2000, 2030)
            if stated(published_series.TOTAL, year, exact=True) and stated(oversight.ISSUED_SERIES, year)
        ]  # fmt: skip
        (refused,), (issued,) = stated(published_series.TOTAL, both[-1]), stated(oversight.ISSUED_SERIES, both[-1])
        share = number("refused_share")
        assert_allclose((share.low, share.high), (refused / (refused + issued), refused / issued), rtol=1e-12)
        assert share.sentence.startswith(f"In {both[-1]}, ")
        assert "This is the last year with figures on both requests refused and notices issued." in share.sentence
        low, high = (f"{100 * end:.1f} %" for end in (refused / (refused + issued), refused / issued))
        assert f"{low} or {high} of requests" in share.sentence

    def test_the_shares_that_are_stated_are_those_of_the_table(self):
        table = oversight.refused_shares().query("missing == ''").set_index("period")
        for period, row in table.iterrows():
            share = number(f"refused_share_{period.replace('-', '_')}")
            assert (share.value, share.low, share.high) == (row["share"], row["low"], row["high"])
            if "-" not in period and row["published"] == row["published"]:
                published = stated(oversight.SHARE, int(period))
                assert 100 * row["published"] in [pytest.approx(share) for share in published]

    def test_a_year_with_one_count_alone_allows_no_share_and_says_which_is_missing(self):
        table = oversight.refused_shares()
        shared = set(table.loc[table["missing"] == "", "period"])
        refused, issued = (
            {row["year"] for row in raw("oversight_statistics")
             if row["indicator"] == series and row["country"] == "WORLD" and row["value"]}
            for series in (published_series.TOTAL, oversight.ISSUED_SERIES)
        )  # fmt: skip
        without = table[table["missing"] != ""]
        assert without["period"].tolist() == sorted((refused | issued) - shared)
        for row in without.itertuples():
            assert row.missing == ("issued" if row.period not in issued else "refused")
            assert pd.isna(row.share) and pd.isna(row.refused) == (row.period not in refused)

    def test_rival_sums_are_the_parts_and_what_was_published_together(self):
        rows = oversight.refused_by_ground().dropna(subset="low")
        assert len(rows)
        for year, low, high in rows[["year", "low", "high"]].drop_duplicates().itertuples(index=False):
            parts = [max(stated(oversight.GROUNDS[ground], year)) for ground in ("art2", "art3")]
            together = stated(oversight.TOGETHER, year) | {sum(parts)}
            assert (low, high) == (min(together), max(together))


class TestTotals:
    def test_growth_is_between_the_last_two_totals(self):
        years = sorted(
            int(row["year"]) for row in raw("oversight_statistics")
            if row["indicator"] == published_series.TOTAL and row["country"] == "WORLD" and row["value"]
        )  # fmt: skip
        (before,), (after,) = (stated(published_series.TOTAL, year) for year in sorted(set(years))[-2:])
        assert_allclose(number("refused_growth").value, after / before - 1, rtol=1e-12)

    def test_no_growth_is_computed_from_a_lower_bound(self):
        assert "oversight.refused_growth" not in summary(topic="oversight", since=2020, until=2021)

    def test_other_grounds_are_a_part_of_the_last_total_with_grounds(self):
        year = figures(oversight.GROUNDS["other"])["year"].max()
        (other,), (total,) = stated(oversight.GROUNDS["other"], year), stated(published_series.TOTAL, year)
        share = number("refused_on_other_grounds")
        assert_allclose(share.value, other / total, rtol=1e-12)
        assert share.n == total

    def test_a_year_of_a_universe_keeps_the_range_of_what_was_published(self):
        for year, one in published_series.yearly("issued"):
            assert one.value in stated("red_notices_published", year)
            assert (one.low is None) == (len(stated("red_notices_published", year, exact=True)) == 1)

    @pytest.mark.parametrize("year", [2021, 2023, 2024])
    def test_grounds_and_what_was_not_published_make_the_total(self, year):
        table = oversight.refused_by_ground(year, year).set_index("part")["alerts"]
        parts = {part: max(stated(name, year)) for part, name in oversight.GROUNDS.items() if stated(name, year)}
        rest = max(stated(published_series.TOTAL, year)) - sum(parts.values())
        assert table.to_dict() == parts | ({"unread": rest} if rest else {})

    def test_published_totals_are_levels_of_the_world_alone(self):
        for basis, series in published_series.SERIES.items():
            table = world.release()["oversight_statistics"].query("country == 'WORLD'")
            rows = table[table["indicator"] == series]
            rows = rows[~rows["unit"].str.contains("increase|over|more than")]
            levels = {year: (one.low or one.value) for year, one in published_series.yearly(basis)}
            assert levels == rows[rows["year"].isin(levels)].groupby("year")["value"].min().to_dict()
            name = {"complaints": "requests_to_commission"}.get(basis, basis)
            assert number(name).value == published_series.yearly(basis)[-1][1].value

    def test_admissible_requests_are_stated_for_the_last_year_alone(self):
        sentence = number("requests_to_commission").sentence
        assert sentence.startswith("In 2024, ") and sentence.endswith("found 2,586 requests admissible.")
        last = summary(topic="oversight", since=2024)["oversight.requests_to_commission"]
        assert last.value == 2586

    def test_complete_counts_are_those_of_the_raw_tables(self):
        for selection in (ALL, select(since=2020, until=2022)):
            for one in summary(selection, topic="oversight").values():
                if one.query:
                    table = pd.read_csv(RAW / "evidence" / f"{one.source}.csv")
                    base = table.query(one.within) if one.within else table
                    assert len(base.query(one.query)) == one.value, one.name
        assert number("conflicting_figures").value == len(
            {row["conflict_group"][:3] for row in raw("oversight_statistics") if row["conflict_group"]}
        )


class TestYearsOfTheReader:
    def test_some_years_give_figures_of_these_years_alone(self):
        growth = number("refused_growth", select(since=2021, until=2023))
        (before,), (after,) = stated(published_series.TOTAL, 2021), stated(published_series.TOTAL, 2023)
        assert_allclose(growth.value, after / before - 1, rtol=1e-12)
        shares = oversight.refused_shares(2021, 2023)
        assert shares.loc[shares["missing"] != "", "period"].tolist() == ["2023"]
        assert figures(since=2021, until=2023)["year"].between(2021, 2023).all()

    def test_years_without_a_figure_that_a_number_needs_leave_it_out(self):
        numbers = summary(topic="oversight", until=1997)
        assert not {f"oversight.{name}" for name in ("refused_growth", "refused_share", "deleted")} & set(numbers)
        assert oversight.refused_by_ground(until=1990).empty and oversight.refused_shares(until=1990).empty

    def test_a_country_has_its_complaints_and_no_number_of_the_world(self):
        leaked = [f"oversight.{name}" for name in oversight.LEAKED.values()]
        assert list(summary("Russia", topic="oversight")) == ["oversight.complaints", *leaked]
        assert list(summary("Tuvalu", topic="oversight")) == [
            "oversight.complaints", "oversight.complaints_outside_lists",
        ]  # fmt: skip

    def test_complaints_of_all_countries_are_those_of_each(self):
        table = oversight.complaints().set_index("country")
        assert set(table.index) == set(world.known_territories())
        inside, outside = commission.stated_complaints(select("Tuvalu"))
        assert table.loc["TUV"].tolist() == [inside.low, inside.high, outside.high]
        assert table.loc["RUS"].tolist()[:2] == [figure_of("RUS")] * 2 and pd.isna(table.loc["RUS", "outside_lists"])

    def test_conflicts_are_every_row_of_a_group(self):
        published = Counter(row["conflict_group"][:3] for row in raw("oversight_statistics") if row["conflict_group"])
        assert Counter(oversight.conflicts()["conflict_group"].str[:3]) == published
        assert oversight.conflicts(since=2020)["year"].ge(2020).all()


def figure_of(country: str) -> float:
    """Return the published sum of the top-ten lists of a country."""
    rows = raw("oversight_statistics")
    (value,) = {row["value"] for row in rows if (row["indicator"], row["country"]) == (commission.TOP_TEN, country)}
    return float(value)
