"""The report on INTERPOL's safeguards, on the shipped tables; published figures are named with their source."""

import json
import re

import pandas as pd
import pytest

from analysis.charts import safeguards as axis
from analysis.charts.safeguards import refusal_grounds, safeguards
from analysis.core.errors import InputError
from analysis.facts import oversight as facts_oversight
from analysis.facts import timeline, world
from analysis.facts.oversight import figure
from analysis.pages import oversight_report as oversight
from analysis.pages.blocks import Prose, Section, Table
from analysis.pages.catalogue import GENERAL
from analysis.pages.oversight_report import drawn, figures_table, stated
from analysis.stats.estimate import Estimate
from tests.laid_out import cells, offered, sections

SECTIONS, HELD = sections("oversight")


def breaks(universe: str | None = None) -> list[axis.Break]:
    return drawn(timeline.breaks(universe))


def tables(name: str, shown: dict[str, Section] = SECTIONS) -> list[Table]:
    return [block for block in shown[name] if isinstance(block, Table)]


def estimates() -> list[Estimate]:
    prose = [block for section in SECTIONS.values() for block in section if isinstance(block, Prose)]
    return [sentence for block in prose for sentence in block.sentences if isinstance(sentence, Estimate)]


class TestFigures:
    def test_conflicting_values_are_a_range_and_bounds_are_not(self):
        held = figure("red_notices_published", 2015)
        assert (held.estimate.value, held.estimate.low, held.estimate.high) == (11492, 11492, 12878)
        assert stated(held) == "11,492 (11,492 to 12,878)"
        assert len(held.rows) == 3

    def test_lower_bound_is_said(self):
        held = figure(facts_oversight.TOTAL, 2020)
        assert (held.word, stated(held)) == ("over", "over 1,000")
        assert "over 1,000" in held.estimate.sentence

    def test_universes_are_never_in_one_table(self):
        mixed = [figure("red_notices_published", 2024), figure(facts_oversight.TOTAL, 2024)]
        with pytest.raises(InputError, match=r"\['issued', 'refused'\] in one table"):
            figures_table("mixed", "Mixed", mixed)

    def test_every_world_figure_of_refusals_and_complaints_is_shown(self):
        rows = world.release().oversight_statistics.query("country == 'WORLD' and value.notna()")
        wanted = rows[rows["indicator"].str.match("ndtf_refused_or_cancelled|ccf_") & ~rows["unit"].eq("binary")]
        names = [table.data for name in SECTIONS for table in tables(name) if "indicator" in table.data]
        shown_rows = pd.concat(names)
        left = set(wanted["indicator"]) - set(shown_rows["indicator"])
        derived_or_odd = {
            "ccf_noncompliance_rate_of_admissible_data_subject_complaints",  # derived: stated with its interval
            "ndtf_refused_or_cancelled_share",  # beside both denominators
            "ccf_sessions_scheduled",  # a plan, which counts no request
        }
        assert left == derived_or_odd


class TestShares:
    def test_years_with_one_count_only_are_named_without_a_share(self):
        table = next(table for table in tables("share_of_requests") if table.name == "refusal_shares")
        rows = table.shown.set_index("Period")
        assert rows.loc["2018", "Bounds"] == "none: refused was not found"
        for year in ("2023", "2024"):
            assert rows.loc[year, "Bounds"] == "none: issued was not found"
            assert rows.loc[year, "r / (i + r)"] == "–"


class TestDelays:
    def test_late_answers_took_months(self):
        months = [e for e in estimates() if e.unit == "months"]
        assert [(e.low, e.high) for e in months] == [(7, 8), (12, 15)]


class TestDecisions:
    def test_no_rate_is_shown_and_the_warning_is(self):
        blocks = list(SECTIONS["decisions"])
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

    def test_no_line_crosses_a_break_or_a_gap(self):
        change = axis.Break(2018.2, 2018.2, "a change", 1)
        assert list(axis._runs([2015, 2016, 2017, 2018, 2019, 2020, 2022], [change])) == [
            [2015, 2016, 2017], [2018], [2019, 2020], [2022],
        ]  # fmt: skip


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
            named = [word for word in ("refused", "complaints") if word in estimate.counted]
            assert named != ["refused", "complaints"], estimate.sentence

    def test_notebook_calls_all_that_the_page_offers_and_each_section_once(self):
        code = "\n".join(cells("oversight"))
        assert offered(oversight) <= set(re.findall(r"page\.(\w+)", code))
        assert len(re.findall(r"rn\.show\(page\.", code)) == len(SECTIONS)
        assert GENERAL["OVERSIGHT"].notebook == "oversight"

    def test_names_of_blocks_are_unique(self):
        names = [block.name for section in SECTIONS.values() for block in section if not isinstance(block, Prose)]
        assert len(names) == len(set(names))

    def test_lead_states_the_last_year_with_both_counts(self):
        assert facts_oversight.latest_refused_share().sentence.startswith(
            "In 2021, the last year with a figure for both"
        )


class TestCharts:
    def test_alternative_text_tells_lower_bounds_and_breaks(self):
        data = facts_oversight.levels_over_time()
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
        first, second = (oversight.lanes(timeline.events()).svg for _ in range(2))
        assert first == second


class TestYears:
    """What a reader chooses by the parameters of the notebook."""

    @pytest.mark.parametrize("years", [(2022, None), (2018, 2021), (None, 2010), (2021, 2021), (2030, None)], ids=str)
    def test_every_section_stands_whatever_the_years(self, years):
        shown, _ = sections("oversight", since=years[0], until=years[1])
        assert list(shown) == list(SECTIONS)
        assert all(block for section in shown.values() for block in section)

    def test_tables_and_charts_hold_the_years_that_were_chosen_alone(self):
        shown, held = sections("oversight", since=2018, until=2021)
        for table in [*tables("issued", shown), *tables("by_ground", shown), *tables("requests", shown)]:
            assert table.data["year"].astype(int).between(2018, 2021).all()
        for name in ("levels", "grounds", "late_shares", "decisions"):
            assert held[name]["year"].between(2018, 2021).all()
        assert held["events"]["date"].str[:4].astype(int).between(2018, 2021).all()
        assert held["share_ends"]["last"].between(2018, 2021).all()

    def test_the_years_chosen_are_said_at_the_head_with_what_is_left(self):
        shown, held = sections("oversight", since=2020)
        assert HELD["chosen"] is None and len(list(SECTIONS["title"])) == 1
        assert held["chosen"].value == len(held["rows"]) < held["chosen"].n == len(HELD["rows"])
        assert "those since 2020." in list(shown["title"])[1].texts()[0]
        with pytest.raises(InputError, match=r"since 2020 and until 2010.*exchange"):
            sections("oversight", since=2020, until=2010)

    def test_what_the_years_do_not_tell_is_left_unsaid_or_said_to_be_unread(self):
        shown, held = sections("oversight", since=2022)
        assert held["refused_share"] is held["legal_grounds"] is None
        assert [block.name for block in shown["outcomes"] if isinstance(block, Table)] == ["ccf_outcomes"]
        none, _ = sections("oversight", until=1990)
        assert [block.texts() for block in none["issued"]] == [[oversight.NOTHING]]

    def test_cells_leave_tables_and_estimates_in_named_variables(self):
        frames = {name for name, value in HELD.items() if isinstance(value, pd.DataFrame)}
        assert {"rows", "levels", "issued_table", "grounds", "share_ends", "late_shares", "events"} <= frames
        assert isinstance(HELD["growth"], Estimate) and isinstance(HELD["events_shown"], Estimate)
