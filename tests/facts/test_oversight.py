"""Published figures on oversight, against the shipped table read anew and against their publishers."""

import csv
import re
from collections import Counter

import pytest
from numpy.testing import assert_allclose

from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.facts import oversight, world
from analysis.facts.oversight import figure, figures, has
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Subject


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
        assert_allclose(share.beside.value, 0.0535503, atol=1e-7)
        assert f"{100 * share.beside.value:.1f}" == "5.4"
        assert_allclose(share.published.estimate.value, 0.053)
        assert_allclose((share.estimate.low, share.estimate.high), (1270 / 24986, 1270 / 23716))

    @pytest.mark.parametrize(("year", "published"), [(2017, 0.028), (2020, 0.061)])
    def test_shares_published_without_counts(self, year, published):
        (share,) = [held for held in oversight.shares() if held.last == year]
        assert_allclose(share.published.estimate.value, published)
        assert share.beside is None
        assert_allclose(share.estimate.value, published / (1 + published))
        assert share.estimate.low < share.estimate.value < published < share.estimate.high

    def test_mean_of_2017_to_2021_is_just_under_4_5_percent(self):
        share = oversight.shares()[-1]
        assert (share.first, share.last) == (2017, 2021)
        assert 0.044 < share.beside.value < 0.045

    def test_grounds_of_2021_and_their_conflict(self):
        # 150 + 353 = 503, which INTERPOL's Secretary General gives as 483
        together = oversight.articles_2_and_3(2021)
        assert (together.value, together.low, together.high) == (503, 483, 503)
        assert together.spread == "published range"
        assert "published elsewhere as 483" in together.sentence

    def test_not_compliant_2021(self):
        # CCF, as reported: 296 of 478 = 61.9 %; a complete count has no interval of chance
        found = oversight.not_compliant()
        assert_allclose(found.value, 296 / 478)
        assert (found.low, found.high, found.level) == (None, None, None)
        published = figure("ccf_noncompliance_rate_of_admissible_data_subject_complaints", 2021)
        assert round(found.value, 3) == round(published.estimate.value, 3) == 0.619
        assert "complete count" in found.sentence

    def test_refusals_grew_by_54_percent(self):
        # Red Notice Monitor: 2,462 against 1,598, up 54 %
        assert round(oversight.growth().value, 2) == 0.54
        assert "2,462" in oversight.growth().sentence

    def test_admissible_requests(self):
        # Red Notice Law Journal: 975 (2017) to 2,586 (2024); Otherside: about 4 % more than in 2023
        held = {found.year: found.value for found in figures("ccf_admissible_requests")}
        assert (held[2017], held[2024]) == (975, 2586)
        assert_allclose(oversight.admissible_growth().value, 2586 / 975)
        growth = held[2024] / held[2023] - 1
        assert 0.04 <= figure("ccf_admissible_requests_growth", 2024).estimate.value <= growth < 0.05

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

    @pytest.mark.parametrize("year", [2018, 2021])
    def test_kinds_of_request_make_the_cases_finalised(self, year):
        kinds = ("access_requests", "complaints", "revision_applications", "other")
        parts = [figure(f"ccf_{kind}_processed", year).value for kind in kinds]
        assert sum(parts) == figure("ccf_cases_finalised", year).value

    def test_kinds_of_admissible_requests_of_2024(self):
        kinds = ("access", "deletion", "revision")
        shares = [figure(f"ccf_admissible_requests_share_{kind}", 2024).estimate.value for kind in kinds]
        assert_allclose(sum(shares), 1)

    def test_outcomes_make_the_admissible_complaints(self):
        parts = oversight.outcome_parts()
        assert parts["complaints"].sum() == figure(oversight.ADMISSIBLE, oversight.OUTCOME_YEAR).value
        assert parts["complaints"].iloc[-1] == 478 - 296 - 20 - 133

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
        assert not has("red_notices_published", 2022)

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
        assert found.sentence.startswith(f"In {both[-1]}, the last year of which refused and issued were both read")
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


class TestDelays:
    def test_both_readings_of_the_conflict_are_kept(self):
        table = oversight.late_shares().set_index(["kind", "year"])
        assert_allclose(table["late"] + table["mirror"], 1)
        # 2023: 70 % and 85 % in time; 2024: 70 % and 30 % late
        assert_allclose(table["late"], [0.3, 0.7, 0.15, 0.3])
        mirrored = oversight.late("Access requests", 2023)
        assert_allclose((mirrored.low, mirrored.high), (0.3, 0.7))

    def test_late_answers_took_the_months_that_the_table_states(self):
        held = oversight.late_durations(lambda title, url: f"<{title}|{url}>")
        rows = [row for row in raw("oversight_statistics") if row["indicator"].endswith("_late_duration")]
        assert [f"{one.low:.0f}-{one.high:.0f}" for one in held] == [row["value_text"] for row in rows]
        assert all(one.value == (one.low + one.high) / 2 and one.unit == "months" for one in held)
        for one, row in zip(held, rows, strict=True):
            assert f"says <{row['source_title']}|{row['source_url']}>." in one.sentence


class TestDecisions:
    def test_counts_are_those_of_the_table(self):
        found = oversight.by_year()
        assert found[list(oversight.DECISION_OUTCOMES)].sum().tolist() == [18, 5, 11]
        assert found["missing"].sum() == 26
        assert found["read"].to_dict() == {2017: 5, 2018: 12, 2019: 2, 2023: 7, 2024: 4, 2025: 4}

    def test_summaries_and_reports_are_not_counted(self):
        assert set(oversight.excerpts()["source_kind"]) == {"published_excerpt"}
        assert len(oversight.excerpts()) < len(world.release().ccf_decisions)

    def test_grounds_agree_with_the_flags(self):
        counts, rows = oversight.by_ground(), oversight.excerpts()
        assert counts.loc["Art. 2"].sum() == rows["art2"].sum()
        assert counts.loc["Art. 3"].sum() == rows["art3"].sum()

    @pytest.mark.parametrize(
        ("coded", "groups"),
        [
            ("Art. 2 (by topic) | RPD/other: Purpose, Family matter", ["Art. 2 (by topic)", "RPD/other"]),
            ("CCF Statute Art. 42", ["CCF Statute"]),
            ("Art. 2 | Art. 3", ["Art. 2", "Art. 3"]),
        ],
    )
    def test_grounds_are_split(self, coded, groups):
        assert oversight.grounds_of(coded) == groups

    def test_excerpts_are_counted_as_in_the_shipped_table(self):
        rows = [row for row in raw("ccf_decisions") if row["source_kind"] == "published_excerpt"]
        outcomes = Counter(row["outcome_code"] for row in rows)
        counted = oversight.read_count()
        assert counted.value == len(rows) == sum(outcomes.values())
        numbers = [int(word) for word in re.findall(r"\d+", counted.sentence)]
        assert numbers == [len(rows), *(outcomes[one] for one in oversight.DECISION_OUTCOMES)]
        last = {}
        for row in rows:
            last[row["year"]] = max(int(row["decision_no"]), last.get(row["year"], 0))
        assert oversight.missing_count().value == sum(last.values()) - len(rows)


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

    def test_admissible_requests_grew_from_the_first_year_read_to_the_last(self):
        years = sorted(held.year for held in figures("ccf_admissible_requests"))
        (first,), (last,) = (stated("ccf_admissible_requests", year, exact=True) for year in (years[0], years[-1]))
        found = oversight.admissible_growth()
        assert_allclose(found.value, last / first, rtol=1e-12)
        assert (found.n, found.unit) == (first, "ratio")

    def test_outcomes_are_those_stated_and_a_rest(self):
        year = oversight.OUTCOME_YEAR
        parts = [max(stated(series, year)) for series in oversight.DRAWN]
        whole = max(stated(oversight.ADMISSIBLE, year))
        assert oversight.outcome_parts()["complaints"].tolist() == [*parts, whole - sum(parts)]
        assert oversight.not_compliant_of_stated().n == sum(parts)
        assert oversight.not_compliant().n == whole

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
            rows = oversight.published(basis)
            assert set(rows["indicator"]) == {series}
            assert set(rows["country"]) == {"WORLD"}
            assert not rows["unit"].str.contains("increase|over|more than").any()

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

    @pytest.mark.parametrize(("kind", "year"), [("Access requests", 1999), ("Letters", 2023)])
    def test_answers_that_were_not_read_are_refused_with_those_that_were(self, kind, year):
        with pytest.raises(InputError, match=rf"answers to {kind} in {year}.*Access requests 2023"):
            oversight.late(kind, year)
