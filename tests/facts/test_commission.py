"""The Commission's requests, outcomes, delays and decisions, against the shipped tables read anew."""

import re
from collections import Counter

import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.facts import oversight, world
from analysis.facts.oversight import figure, figures
from analysis.tables.library import load
from tests.facts.test_oversight import raw, stated


class TestPublishedFiguresAreReproduced:
    def test_not_compliant_2021(self):
        # CCF, as reported: 296 of 478 = 61.9 %; a complete count has no interval of chance
        found = oversight.not_compliant()
        assert_allclose(found.value, 296 / 478)
        assert (found.low, found.high, found.level) == (None, None, None)
        published = figure("ccf_noncompliance_rate_of_admissible_data_subject_complaints", 2021)
        assert round(found.value, 3) == round(published.estimate.value, 3) == 0.619
        assert "complete count" in found.sentence

    def test_admissible_requests(self):
        # Red Notice Law Journal: 975 (2017) to 2,586 (2024); Otherside: about 4 % more than in 2023
        held = {found.year: found.value for found in figures("ccf_admissible_requests")}
        assert (held[2017], held[2024]) == (975, 2586)
        assert_allclose(oversight.admissible_growth().value, 2586 / 975)
        growth = held[2024] / held[2023] - 1
        assert 0.04 <= figure("ccf_admissible_requests_growth", 2024).estimate.value <= growth < 0.05


class TestSumsAddUp:
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


class TestDelays:
    def test_both_readings_of_the_conflict_are_kept(self):
        table = oversight.late_shares().set_index(["kind", "year"])
        assert_allclose(table["late"] + table["mirror"], 1)
        # 2023: 70 % and 85 % in time; 2024: 70 % and 30 % late
        assert_allclose(table["late"], [0.3, 0.7, 0.15, 0.3])
        mirrored = oversight.late_answers()[0]
        assert mirrored.sentence.startswith("Access requests, 2023: ")
        assert_allclose((mirrored.low, mirrored.high), (0.3, 0.7))

    def test_late_answers_took_the_months_that_the_table_states(self):
        held = oversight.late_durations(cite=lambda title, url: f"<{title}|{url}>")
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
        assert set(oversight._excerpts()["source_kind"]) == {"published_excerpt"}
        assert len(oversight._excerpts()) < len(world.release().ccf_decisions)

    def test_grounds_agree_with_the_flags(self):
        counts, rows = oversight.by_ground(), oversight._excerpts()
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
        assert oversight._grounds_of(coded) == groups

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
    def test_admissible_requests_grew_from_the_first_year_read_to_the_last(self):
        years = sorted(held.year for held in figures("ccf_admissible_requests"))
        (first,), (last,) = (stated("ccf_admissible_requests", year, exact=True) for year in (years[0], years[-1]))
        found = oversight.admissible_growth()
        assert_allclose(found.value, last / first, rtol=1e-12)
        assert (found.n, found.unit) == (first, "ratio")

    def test_outcomes_are_those_stated_and_a_rest(self):
        year = oversight.OUTCOME_YEAR
        parts = [max(stated(series, year)) for series in oversight.OUTCOMES]
        whole = max(stated(oversight.ADMISSIBLE, year))
        reasons = [max(stated(series, year)) for series in oversight.REASONS]
        split = [*reasons, parts[0] - sum(reasons), *parts[1:], whole - sum(parts)]
        assert oversight.outcome_parts()["complaints"].tolist() == split
        assert oversight.not_compliant_of_stated().n == sum(parts)
        assert oversight.not_compliant().n == whole


class TestRowsOfTheReader:
    def test_all_rows_give_what_the_table_gives(self):
        rows, coded = load("oversight_statistics"), load("ccf_decisions")
        assert oversight.not_compliant(rows) == oversight.not_compliant()
        assert oversight.admissible_growth(rows) == oversight.admissible_growth()
        pd.testing.assert_frame_equal(oversight.late_shares(rows), oversight.late_shares())
        pd.testing.assert_frame_equal(oversight.by_ground(coded), oversight.by_ground())
        assert oversight.missing_count(coded) == oversight.missing_count()

    def test_rows_of_some_years_give_figures_of_these_years_alone(self):
        found = oversight.admissible_growth(load("oversight_statistics", since=2020))
        years = [held.year for held in figures("ccf_admissible_requests") if held.year >= 2020]
        (first,) = stated("ccf_admissible_requests", min(years), exact=True)
        assert found.n == first
        counted = oversight.read_count(load("ccf_decisions", since=2023))
        assert counted.value == sum(
            row["source_kind"] == "published_excerpt" and int(row["year"] or 0) >= 2023 for row in raw("ccf_decisions")
        )

    def test_rows_without_the_year_of_a_share_give_none(self):
        rows = load("oversight_statistics", since=2022)
        assert oversight.not_compliant(rows) is oversight.not_compliant_of_stated(rows) is None
        assert oversight.outcome_parts(rows).empty
        assert oversight.admissible_growth(load("oversight_statistics", since=2024)) is None
        assert not oversight.late_answers(load("oversight_statistics", until=2015))
        assert oversight.by_ground(load("ccf_decisions", until=2000)).empty
        assert oversight.missing_count(load("ccf_decisions", until=2000)).value == 0
