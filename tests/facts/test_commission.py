"""The Commission's requests, outcomes, delays and decisions, against the shipped tables read anew."""

import re
from collections import Counter

import pytest
from numpy.testing import assert_allclose

from analysis.facts import commission, oversight, world
from analysis.facts.published_series import figure, figures
from analysis.facts.selection import select
from analysis.facts.summary import summary
from tests.facts.test_oversight import number, raw, stated


class TestPublishedFiguresAreReproduced:
    def test_not_compliant_2021(self):
        # CCF, as reported: 296 of 478 = 61.9 %; a complete count has no interval of chance
        found = number("deleted")
        assert_allclose(found.value, 296 / 478)
        assert (found.low, found.high, found.level) == (None, None, None)
        published = figure("ccf_noncompliance_rate_of_admissible_data_subject_complaints", 2021)
        assert round(found.value, 3) == round(published.value, 3) == 0.619
        assert "all complaints" in found.sentence

    def test_admissible_requests(self):
        # Red Notice Law Journal: 975 (2017) to 2,586 (2024); Otherside: about 4 % more than in 2023
        held = figures("ccf_admissible_requests").set_index("year")["value"]
        assert (held[2017], held[2024]) == (975, 2586)
        growth = held[2024] / held[2023] - 1
        assert 0.04 <= figure("ccf_admissible_requests_growth", 2024).value <= growth < 0.05


class TestSumsAddUp:
    @pytest.mark.parametrize("year", [2018, 2021])
    def test_kinds_of_request_make_the_cases_finalised(self, year):
        kinds = ("access_requests", "complaints", "revision_applications", "other")
        parts = [figure(f"ccf_{kind}_processed", year).value for kind in kinds]
        assert sum(parts) == figure("ccf_cases_finalised", year).value

    def test_kinds_of_admissible_requests_of_2024(self):
        kinds = ("access", "deletion", "revision")
        shares = [figure(f"ccf_admissible_requests_share_{kind}", 2024).value for kind in kinds]
        assert_allclose(sum(shares), 1)

    def test_outcomes_make_the_admissible_complaints(self):
        parts = oversight.complaint_outcomes()
        assert parts["year"].tolist() == [2021] * 6
        assert parts["complaints"].sum() == figure(commission.ADMISSIBLE, 2021).value
        assert parts["complaints"].iloc[-1] == 478 - 296 - 20 - 133


class TestDelays:
    def test_late_answers_took_the_months_that_the_table_states(self):
        rows = [row for row in raw("oversight_statistics") if row["indicator"].endswith("_late_duration")]
        assert rows
        for row in rows:
            one = number(row["indicator"].removeprefix("ccf_"))
            assert f"{one.low:.0f}-{one.high:.0f}" == row["value_text"]
            assert one.value == (one.low + one.high) / 2 and one.unit == "months"


class TestDecisions:
    def test_counts_are_those_of_the_table(self):
        by_year, all_years = oversight.decisions("year").set_index("year"), oversight.decisions()
        assert all_years[commission.DECISION_OUTCOMES].to_numpy().tolist() == [[18, 5, 11]]
        assert by_year[commission.DECISION_OUTCOMES].sum().tolist() == [18, 5, 11]
        assert by_year["missing"].sum() == 26
        assert (by_year["decisions"] + by_year["missing"] == by_year["highest"]).all()
        assert by_year["decisions"].to_dict() == {2017: 5, 2018: 12, 2019: 2, 2023: 7, 2024: 4, 2025: 4}

    def test_summaries_and_reports_are_not_counted(self):
        excerpts = commission._excerpts(None, None)
        assert set(excerpts["source_kind"]) == {"published_excerpt"}
        assert len(excerpts) < len(world.release()["ccf_decisions"])

    def test_grounds_agree_with_the_flags(self):
        counts, rows = oversight.decisions("ground").set_index("ground"), commission._excerpts(None, None)
        assert counts.loc["Art. 2", "decisions"] == rows["art2"].sum()
        assert counts.loc["Art. 3", "decisions"] == rows["art3"].sum()

    def test_decisions_are_counted_by_several_columns(self):
        table = oversight.decisions("year", "data_type")
        assert table["decisions"].sum() == 34 and not table.duplicated(["year", "data_type"]).any()
        assert (table[commission.DECISION_OUTCOMES].sum(axis=1) == table["decisions"]).all()

    @pytest.mark.parametrize(
        ("coded", "groups"),
        [
            ("Art. 2 (by topic) | RPD/other: Purpose, Family matter", ["Art. 2 (by topic)", "RPD/other"]),
            ("CCF Statute Art. 42", ["CCF Statute"]),
            ("Art. 2 | Art. 3", ["Art. 2", "Art. 3"]),
        ],
    )
    def test_grounds_are_split(self, coded, groups):
        assert commission._grounds_of(coded) == groups

    def test_excerpts_are_counted_as_in_the_shipped_table(self):
        rows = [row for row in raw("ccf_decisions") if row["source_kind"] == "published_excerpt"]
        outcomes = Counter(row["outcome_code"] for row in rows)
        counted = number("decisions")
        assert counted.value == len(rows) == sum(outcomes.values())
        numbers = [int(word) for word in re.findall(r"\d+", counted.sentence)]
        assert numbers == [len(rows), *(outcomes[one] for one in commission.DECISION_OUTCOMES)]
        last = {}
        for row in rows:
            last[row["year"]] = max(int(row["decision_no"]), last.get(row["year"], 0))
        assert number("decisions_not_found").value == sum(last.values()) - len(rows)


class TestTotals:
    def test_outcomes_are_those_stated_and_a_rest(self):
        parts = [max(stated(series, 2021)) for series in commission.OUTCOMES]
        whole = max(stated(commission.ADMISSIBLE, 2021))
        reasons = [max(stated(series, 2021)) for series in commission.REASONS]
        split = [*reasons, parts[0] - sum(reasons), *parts[1:], whole - sum(parts)]
        assert oversight.complaint_outcomes(until=2021)["complaints"].tolist() == split
        assert number("deleted_of_stated").n == sum(parts)
        assert number("deleted").n == number("deleted_on_legal_grounds").n == whole
        assert number("deleted_on_legal_grounds").value == reasons[0] / whole == 0.5


class TestYearsOfTheReader:
    def test_some_years_give_figures_of_these_years_alone(self):
        assert number("decisions", select(since=2023)).value == sum(
            row["source_kind"] == "published_excerpt" and int(row["year"] or 0) >= 2023 for row in raw("ccf_decisions")
        )

    def test_years_without_the_year_of_a_share_leave_it_out(self):
        numbers = summary(topic="oversight", since=2024)
        assert not {"oversight.deleted", "oversight.deleted_of_stated"} & set(numbers)
        assert oversight.complaint_outcomes(since=2022).empty
        assert oversight.decisions("ground", until=2000).empty
        assert number("decisions_not_found", select(until=2000)).value == 0
