"""The report on INTERPOL's safeguards, on the shipped tables; published figures are named with their source."""

import json
import re
from functools import cache

import numpy as np
import pandas as pd
import pytest
import yaml
from numpy.testing import assert_allclose

from analysis.charts import safeguards as axis
from analysis.charts.safeguards import _APART, _stacked, refusal_grounds, safeguards
from analysis.core.errors import InputError
from analysis.core.files import NOTEBOOKS
from analysis.facts import oversight as facts_oversight
from analysis.facts import world
from analysis.facts.oversight import figure, figures, has
from analysis.pages import oversight_report as oversight
from analysis.pages.blocks import Prose, Section, Table
from analysis.pages.catalogue import GENERAL
from analysis.pages.oversight_report import breaks, figures_table, span, stated
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate, Subject

SECTIONS = {name: getattr(oversight, name) for name in oversight.__all__}


@cache
def shown(name: str) -> Section:
    return SECTIONS[name]()


def tables(name: str) -> list[Table]:
    return [block for block in shown(name) if isinstance(block, Table)]


def estimates() -> list[Estimate]:
    prose = [block for name in SECTIONS for block in shown(name) if isinstance(block, Prose)]
    return [sentence for block in prose for sentence in block.sentences if isinstance(sentence, Estimate)]


class TestPublishedFiguresAreReproduced:
    """The figures of other publishers, from the shipped table alone."""

    def test_refused_of_2021_beside_issued(self):
        # Politico / Kingsley Napley: 1,270 of 23,716 alerts; published as 5.3 %
        (share,) = [held for held in facts_oversight.shares() if held.period == "2021"]
        assert (share.refused.value, share.issued.value) == (1270, 23716)
        assert_allclose(share.beside.value, 0.0535503, atol=1e-7)
        assert f"{100 * share.beside.value:.1f}" == "5.4"
        assert_allclose(share.published.estimate.value, 0.053)
        assert_allclose((share.estimate.low, share.estimate.high), (1270 / 24986, 1270 / 23716))

    @pytest.mark.parametrize(("year", "published"), [(2017, 0.028), (2020, 0.061)])
    def test_shares_published_without_counts(self, year, published):
        (share,) = [held for held in facts_oversight.shares() if held.last == year]
        assert_allclose(share.published.estimate.value, published)
        assert share.beside is None
        assert_allclose(share.estimate.value, published / (1 + published))
        assert share.estimate.low < share.estimate.value < published < share.estimate.high

    def test_mean_of_2017_to_2021_is_just_under_4_5_percent(self):
        share = facts_oversight.shares()[-1]
        assert (share.first, share.last) == (2017, 2021)
        assert 0.044 < share.beside.value < 0.045

    def test_grounds_of_2021_and_their_conflict(self):
        # 150 + 353 = 503, which INTERPOL's Secretary General gives as 483
        together = facts_oversight.articles_2_and_3(2021)
        assert (together.value, together.low, together.high) == (503, 483, 503)
        assert together.spread == "published range"
        assert "published elsewhere as 483" in together.sentence

    def test_not_compliant_2021(self):
        # CCF, as reported: 296 of 478 = 61.9 %; a complete count has no interval of chance
        found = facts_oversight.not_compliant()
        assert_allclose(found.value, 296 / 478)
        assert (found.low, found.high, found.level) == (None, None, None)
        published = figure("ccf_noncompliance_rate_of_admissible_data_subject_complaints", 2021)
        assert round(found.value, 3) == round(published.estimate.value, 3) == 0.619
        assert "complete count" in found.sentence

    def test_refusals_grew_by_54_percent(self):
        # Red Notice Monitor: 2,462 against 1,598, up 54 %
        assert round(facts_oversight.growth().value, 2) == 0.54
        assert "2,462" in facts_oversight.growth().sentence

    def test_admissible_requests(self):
        # Red Notice Law Journal: 975 (2017) to 2,586 (2024); Otherside: about 4 % more than in 2023
        held = {found.year: found.value for found in figures("ccf_admissible_requests")}
        assert (held[2017], held[2024]) == (975, 2586)
        assert_allclose(facts_oversight.admissible_growth().value, 2586 / 975)
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
        parts = [figure(series, year).value for series in facts_oversight.GROUNDS.values()]
        assert sum(parts) == figure(facts_oversight.TOTAL, year).value

    def test_issued_2021(self):
        parts = [figure(series, 2021).value for series in ("red_notices_published", "diffusions_published")]
        assert sum(parts) == figure(facts_oversight.ISSUED_SERIES, 2021).value

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
        parts = facts_oversight.outcome_parts()
        assert parts["complaints"].sum() == figure(facts_oversight.ADMISSIBLE, facts_oversight.OUTCOME_YEAR).value
        assert parts["complaints"].iloc[-1] == 478 - 296 - 20 - 133

    def test_drawn_grounds_make_each_known_total(self):
        drawn = facts_oversight.grounds().groupby("year")["alerts"].sum()
        for held in figures(facts_oversight.TOTAL):
            assert drawn[held.year] == held.value


class TestFigures:
    def test_conflicting_values_are_a_range_and_bounds_are_not(self):
        held = figure("red_notices_published", 2015)
        assert (held.estimate.value, held.estimate.low, held.estimate.high) == (11492, 11492, 12878)
        assert stated(held) == "11,492 (11,492 to 12,878)"
        assert len(held.rows) == 3

    def test_preferred_value_stands_first(self):
        for indicator in world.release().oversight_statistics["indicator"].unique():
            for held in figures(indicator):
                first = held.rows.iloc[0]
                assert held.rows["preferred"].any() == first["preferred"] or held.word != ""

    def test_lower_bound_is_said(self):
        held = figure(facts_oversight.TOTAL, 2020)
        assert (held.word, stated(held)) == ("over", "over 1,000")
        assert "over 1,000" in held.estimate.sentence

    def test_universes_are_never_in_one_table(self):
        mixed = [figure("red_notices_published", 2024), figure(facts_oversight.TOTAL, 2024)]
        with pytest.raises(InputError, match=r"\['issued', 'refused'\] in one table"):
            figures_table("mixed", "Mixed", mixed)

    def test_unknown_series_and_year_are_refused(self):
        with pytest.raises(InputError, match="the series 'red_notice'"):
            figures("red_notice")
        with pytest.raises(InputError, match="0 figures of red_notices_published for 2022"):
            figure("red_notices_published", 2022)
        assert not has("red_notices_published", 2022)

    def test_every_world_figure_of_refusals_and_complaints_is_shown(self):
        rows = world.release().oversight_statistics.query("country == 'WORLD' and value.notna()")
        wanted = rows[rows["indicator"].str.match("ndtf_refused_or_cancelled|ccf_") & ~rows["unit"].eq("binary")]
        names = [table.data for name in SECTIONS for table in tables(name) if "indicator" in table.data]
        shown_rows = pd.concat(names)
        left = set(wanted["indicator"]) - set(shown_rows["indicator"])
        derived_or_odd = {
            "ccf_noncompliance_rate_of_admissible_data_subject_complaints",  # derived: stated with its interval
            "ndtf_refused_or_cancelled_share",  # beside both denominators
        }
        assert left == derived_or_odd


class TestShares:
    def test_years_with_one_count_only_are_named_without_a_share(self):
        table = next(table for table in tables("share_of_requests") if table.name == "refusal_shares")
        rows = table.shown.set_index("Period")
        assert rows.loc["2018", "Bounds"] == "none: refused was not read"
        for year in ("2023", "2024"):
            assert rows.loc[year, "Bounds"] == "none: issued was not read"
            assert rows.loc[year, "r / (i + r)"] == "–"

    def test_no_share_from_a_lower_bound(self):
        (share,) = [held for held in facts_oversight.shares() if held.period == "2020"]
        assert share.refused is None


class TestDelays:
    def test_both_readings_of_the_conflict_are_kept(self):
        table = facts_oversight.late_shares().set_index(["kind", "year"])
        assert_allclose(table["late"] + table["mirror"], 1)
        # 2023: 70 % and 85 % in time; 2024: 70 % and 30 % late
        assert_allclose(table["late"], [0.3, 0.7, 0.15, 0.3])
        mirrored = facts_oversight.late("Access requests", 2023)
        assert_allclose((mirrored.low, mirrored.high), (0.3, 0.7))

    def test_late_answers_took_months(self):
        months = [e for e in estimates() if e.unit == "months"]
        assert [(e.low, e.high) for e in months] == [(7, 8), (12, 15)]


class TestDecisions:
    def test_counts_are_those_of_the_table(self):
        found = facts_oversight.by_year()
        assert found[list(facts_oversight.DECISION_OUTCOMES)].sum().tolist() == [18, 5, 11]
        assert found["missing"].sum() == 26
        assert found["read"].to_dict() == {2017: 5, 2018: 12, 2019: 2, 2023: 7, 2024: 4, 2025: 4}

    def test_summaries_and_reports_are_not_counted(self):
        assert set(facts_oversight.excerpts()["source_kind"]) == {"published_excerpt"}
        assert len(facts_oversight.excerpts()) < len(world.release().ccf_decisions)

    def test_grounds_agree_with_the_flags(self):
        counts, rows = facts_oversight.by_ground(), facts_oversight.excerpts()
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
        assert facts_oversight.grounds_of(coded) == groups

    def test_no_rate_is_shown_and_the_warning_is(self):
        blocks = list(shown("decisions"))
        text = json.dumps([block.content() for block in blocks if isinstance(block, Prose | Table)])
        assert "%" not in text
        assert "no success rate follows" in text
        assert all(e.unit != "share" for block in blocks if isinstance(block, Prose) for e in block.sentences
                   if isinstance(e, Estimate))  # fmt: skip


class TestBreaks:
    def test_each_stands_on_a_row_of_the_timeline(self):
        table = tables("breaks_section")[0]
        assert set(table.data["source_url"]) <= set(world.release().oversight_timeline["source_url"])
        assert [change.number for change in breaks()] == list(range(1, len(table.data) + 1))

    def test_known_days(self):
        by_label = {change.label: change for change in breaks()}
        statute, russia = (
            by_label["new Statute of the CCF"],
            by_label["all Russian traffic passes the General Secretariat"],
        )
        assert 2017.18 < statute.start == statute.end < 2017.21
        assert 2022.18 < russia.start == russia.end < 2022.20
        assert statute in breaks("complaints")
        assert statute not in breaks("refused")

    @pytest.mark.parametrize(("date", "ends"), [("2016", (2016, 2017)), ("2021-07", (2021.5, 2021.5 + 1 / 12))])
    def test_span_of_partial_dates(self, date, ends):
        assert_allclose(span(date), ends)

    def test_unknown_row_is_refused(self):
        entry = {"date": "1999", "actor": "Nobody", "measure_type": "internal_reform"}
        from analysis.pages import oversight_report as module

        with pytest.raises(InputError, match="the break 1999, Nobody, internal_reform"):
            module._found(entry)

    def test_no_line_crosses_a_break_or_a_gap(self):
        change = axis.Break(2018.2, 2018.2, "a change", 1)
        assert list(axis.runs([2015, 2016, 2017, 2018, 2019, 2020, 2022], [change])) == [
            [2015, 2016, 2017], [2018], [2019, 2020], [2022],
        ]  # fmt: skip


class TestReforms:
    def test_every_kind_of_event_is_judged_and_every_row_has_a_source(self):
        events = oversight.events()
        assert events["source_url"].str.startswith("http").all()
        assert events["number"].tolist() == list(range(1, len(events) + 1))
        assert events["place"].is_monotonic_increasing

    def test_an_unjudged_kind_is_refused(self):
        table = pd.DataFrame({"measure_type": ["coronation"]})
        with pytest.raises(InputError, match="the kind of event 'coronation'"):
            oversight._refuse_unjudged(table, {})

    def test_marks_on_one_line_stay_apart(self):
        places = np.sort(np.random.default_rng(7).uniform(2015, 2018, 40))
        placed = _stacked(pd.DataFrame({"place": places}))
        gaps = placed.groupby("level")["place"].diff().dropna()
        assert (gaps >= _APART).all()


class TestUnpublished:
    def test_every_entry_has_a_source_and_no_number(self):
        for entry in oversight.needed():
            said = " ".join(str(entry[name]) for name in ("item", "why", "question", "holder", "exists"))
            assert not re.search(r"\d", re.sub(r"Articles? \d( and \d)?", "", said)), said
            assert all(held["url"].startswith("http") for held in entry["basis"])

    def test_years_read_are_looked_up(self):
        assert oversight.years_read([facts_oversight.TOTAL]) == "Read for 2020, 2021, 2023 and 2024."
        assert re.fullmatch(r"Read for \d+ years from 2000 to 2024\.", oversight.years_read(["red_notices_published"]))
        assert oversight.years_read([]) == ""

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"why": ""}, "'' in field '0.why'"),
            ({"figures": ["nothing"]}, "'nothing'"),
            ({"basis": []}, "[] in field '0.basis'"),
        ],
    )
    def test_incomplete_entries_are_refused(self, tmp_path, change, message):
        path = tmp_path / "unpublished.yml"
        path.write_text(yaml.safe_dump([dict(oversight.needed()[0]) | change]), encoding="utf-8")
        with pytest.raises(InputError, match=re.escape(message)):
            oversight.needed(path)


class TestReport:
    def test_every_table_names_universe_and_source(self):
        for name in SECTIONS:
            for table in tables(name):
                assert table.universe
                assert table.source
                assert len(table.shown) > 0

    @pytest.mark.parametrize("name", ["issued", "by_ground", "older_entries", "requests", "delays", "reforms"])
    def test_each_row_links_its_source(self, name):
        for table in tables(name):
            assert table.shown["Source"].str.contains(r"\]\(http").all()

    def test_estimates_are_of_one_universe_and_refused_is_never_divided_by_complaints(self):
        for estimate in estimates():
            named = [word for word in ("refused", "complaints") if word in estimate.universe]
            assert named != ["refused", "complaints"], estimate.sentence

    def test_notebook_calls_each_section_once_in_the_documented_order(self):
        cells = json.loads((NOTEBOOKS / "oversight.ipynb").read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        called = re.findall(r"oversight\.(\w+)\(", code)
        assert sorted(called) == sorted(oversight.__all__)
        assert GENERAL["OVERSIGHT"].notebook == "oversight"

    def test_names_of_blocks_are_unique(self):
        names = [block.name for name in SECTIONS for block in shown(name) if not isinstance(block, Prose)]
        assert len(names) == len(set(names))

    def test_lead_states_the_last_year_with_both_counts(self):
        assert oversight.counted_share().sentence.startswith("In 2021, the last year of which refused and issued")


class TestCharts:
    def test_alternative_text_tells_lower_bounds_and_breaks(self):
        data = oversight.drawn()
        chart = safeguards(data, {name: breaks(name) for name in ("issued", "refused", "complaints")}, "a table")
        assert "over 1,000 in 2020" in chart.alt
        assert "new Statute of the CCF" in chart.alt
        assert chart.svg.startswith("<svg")

    def test_unknown_totals_are_said(self):
        data = pd.DataFrame(
            {"year": [2001, 2002], "part": ["art2", "other"], "alerts": [7, 120], "open": [True, False]}
        )
        chart = refusal_grounds(data, {2002: (90.0, 95.0)}, "a table")
        assert "2001: 7 Article 2 (human rights); total not known." in chart.alt
        assert "given as 90 and 95" in chart.alt

    def test_same_bytes_twice(self):
        first, second = ([b.svg for b in oversight.reforms() if hasattr(b, "svg")] for _ in range(2))
        assert first == second
        assert len(first) == 1
