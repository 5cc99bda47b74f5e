"""The report on INTERPOL's safeguards, on the shipped tables; published figures are named with their source."""

import json
import re

import pandas as pd
import pytest

from analysis.charts import years as axis
from analysis.core.errors import InputError
from analysis.facts import oversight as facts_oversight
from analysis.facts import world
from analysis.facts.oversight import figures
from analysis.pages import checks
from analysis.pages import oversight_report as oversight
from analysis.pages.blocks import Prose, Section, Table
from analysis.pages.catalogue import GENERAL
from analysis.pages.checks import breaks as drawn
from analysis.pages.oversight_report import figures_table, stated
from analysis.stats.estimate import Estimate, Estimates
from tests.laid_out import cells, default, offered, sections


def default_sections() -> dict[str, Section]:
    return default("oversight")[0]


def breaks(universe: str) -> list[axis.Break]:
    return drawn(facts_oversight.timeline(), universe)


def tables(name: str, shown: dict[str, Section] | None = None) -> list[Table]:
    return [block for block in (shown or default_sections())[name] if isinstance(block, Table)]


def estimates() -> list[Estimate]:
    prose = [block for section in default_sections().values() for block in section if isinstance(block, Prose)]
    return [sentence for block in prose for sentence in block.sentences if isinstance(sentence, Estimate)]


class TestFigures:
    def test_conflicting_values_are_a_range_and_bounds_are_said(self):
        table = figures("red_notices_published", facts_oversight.TOTAL, facts_oversight.SHARE)
        written = {(row.indicator, row.year): stated(row) for row in table.itertuples()}
        assert written["red_notices_published", 2015] == "11,492 (11,492 to 12,878)"
        assert written[facts_oversight.TOTAL, 2020] == "over 1,000"
        assert written[facts_oversight.SHARE, 2021] == "5.3 %"

    def test_universes_are_never_in_one_table(self):
        mixed = figures("red_notices_published", facts_oversight.TOTAL)
        with pytest.raises(InputError, match=r"\['issued', 'refused'\] in one table"):
            figures_table("mixed", "Mixed", mixed)

    def test_months_of_late_answers_link_to_each_source(self):
        rows = world.release()["oversight_statistics"]
        rows = rows[rows["indicator"].str.endswith("_late_duration")]
        (table,) = [table for table in tables("complaints") if table.name == "ccf_delays"]
        sources = " ".join(table.shown["Source"])
        assert len(rows) and all(url in sources for url in rows["source_url"].drop_duplicates())

    def test_every_world_figure_of_refusals_and_complaints_is_shown(self):
        rows = world.release()["oversight_statistics"].query("country == 'WORLD' and value.notna()")
        wanted = rows[rows["indicator"].str.match("ndtf_refused_or_cancelled|ccf_") & ~rows["unit"].eq("binary")]
        names = [table.data for name in default_sections() for table in tables(name) if "indicator" in table.data]
        shown_rows = pd.concat(names)
        left = set(wanted["indicator"]) - set(shown_rows["indicator"])
        derived_or_odd = {
            "ccf_noncompliance_rate_of_admissible_data_subject_complaints",  # derived: stated with its interval
            "ccf_sessions_scheduled",  # a plan, which counts no request
        }
        assert left == derived_or_odd


class TestShares:
    def test_years_with_one_count_only_have_no_share(self):
        (table,) = (table for table in tables("share_of_requests") if table.name == "refusal_shares")
        rows = table.shown.set_index("Statistic")
        assert list(rows.index) == ["2017", "2020", "2021", "2017-2021"]
        assert rows.loc["2021", "Interval or range"].startswith("5.1 % to 5.4 %")


class TestDelays:
    def test_late_answers_took_months(self):
        months = [e for e in estimates() if e.unit == "months"]
        assert [(e.low, e.high) for e in months] == [(7, 8), (12, 15)]


class TestDecisions:
    def test_no_rate_is_shown_and_the_warning_is(self):
        blocks = list(default_sections()["decisions"])
        text = json.dumps([block.content() for block in blocks if isinstance(block, Prose | Table)])
        assert "%" not in text
        assert "they do not show how often complaints succeed" in text
        assert all(e.unit != "share" for block in blocks if isinstance(block, Prose) for e in block.sentences
                   if isinstance(e, Estimate))  # fmt: skip


class TestBreaks:
    def test_each_stands_on_a_row_of_the_timeline(self):
        (table,) = [table for table in tables("issued") if table.name == "breaks"]
        assert set(table.data["source_url"]) <= set(world.release()["oversight_timeline"]["source_url"])
        assert table.data["date"].is_monotonic_increasing

    def test_known_days(self):
        by_label = {change.label: change for name in checks.COUNTS for change in breaks(name)}
        assert len(by_label) == 5
        statute, russia = (
            by_label["new Statute of the CCF"],
            by_label["INTERPOL’s General Secretariat checks all Russian messages"],
        )
        assert 2017.18 < statute.start == statute.end < 2017.21
        assert 2022.18 < russia.start == russia.end < 2022.20
        assert statute in breaks("complaints")
        assert statute not in breaks("refused")

    def test_no_line_crosses_a_break_or_a_gap(self):
        change = axis.Break(2018.2, 2018.2, "change", "a change")
        assert list(axis._runs([2015, 2016, 2017, 2018, 2019, 2020, 2022], [change])) == [
            [2015, 2016, 2017], [2018], [2019, 2020], [2022],
        ]  # fmt: skip


class TestReport:
    def test_every_table_names_universe_and_source(self):
        for name in default_sections():
            for table in tables(name):
                assert table.universe
                assert table.source
                assert len(table.shown) > 0

    @pytest.mark.parametrize("name", ["issued", "by_ground", "share_of_requests", "complaints", "ending"])
    def test_each_row_links_its_source(self, name):
        for table in tables(name):
            if "Source" in table.shown:
                assert table.shown["Source"].str.contains(r"\]\(http").all()
            else:
                assert table.name in ("noncompliance", "unpublished", "sources", "refusal_shares")

    def test_estimates_are_of_one_universe_and_refused_is_never_divided_by_complaints(self):
        for estimate in estimates():
            named = [word for word in ("refused", "complaints") if word in estimate.counted]
            assert named != ["refused", "complaints"], estimate.sentence

    def test_notebook_calls_all_that_the_page_offers_and_each_section_once(self):
        code = "\n".join(cells("oversight"))
        assert offered(oversight) <= set(re.findall(r"page\.(\w+)", code))
        assert len(re.findall(r"\bpage\.\w+\(", code)) == len(default_sections())
        assert GENERAL["OVERSIGHT"].notebook == "oversight"

    def test_names_of_blocks_are_unique(self):
        names = [
            block.name for section in default_sections().values() for block in section if not isinstance(block, Prose)
        ]
        assert len(names) == len(set(names))

    def test_lead_states_the_grounds_of_the_last_year(self):
        (lead,) = [block for block in default_sections()["title"] if isinstance(block, Prose) and block.kind == "lead"]
        grounds = facts_oversight.refused_by_ground().query("not open")
        last = grounds[grounds["year"] == grounds["year"].max()].set_index("part")["alerts"]
        said = re.findall(r"[\d,]+", lead.texts()[-1].replace("(Article 2)", "").replace("(Article 3)", ""))
        assert [f"{last[part]:,}" for part in ("art2", "art3", "other")] == [part for part in said if part != ","][1:]

    def test_figures_of_the_leak_have_their_kind_of_source(self):
        (table,) = tables("leaked")
        kinds = table.shown.set_index("Number")["Source"]
        assert kinds["4,817"].startswith("Second-hand: [") and kinds["2,856"].startswith("Press: [")
        assert list(table.shown["Number"]) == ["4,817", "2,856", "nearly 3,500", "at least 700", "at least 400"]
        assert table.data["sentence"].str.contains("report on leaked data").all()

    def test_cells_are_few_and_short_and_hold_no_logic(self):
        code = cells("oversight")
        assert len(code) <= 12 and all(len(cell.splitlines()) <= 10 for cell in code)
        assert not re.search(r"^\s*(def|for|while|if|try)\b", "\n".join(code), re.MULTILINE)


class TestCharts:
    def test_alternative_text_tells_lower_bounds_and_breaks(self):
        charts = default_sections()["refused"].charts | default_sections()["commission"].charts
        assert [name for name in charts if name in checks.COUNTS] == [*checks.COUNTS]
        assert "2020: over 1,000" in charts["refused"].alt
        for text in (charts["complaints"].alt, charts["complaints"].note):
            assert "2017, new Statute of the CCF" in text

    def test_no_refusals_are_joined_as_two_years_may_be_counted_differently(self):
        chart = default_sections()["refused"].charts["refused"]
        (axes,) = chart.figure().axes
        assert not [line for line in axes.lines if line.get_linestyle() == "-" and len(line.get_xdata()) > 1]

    def test_the_bars_of_grounds_are_those_of_the_last_year_with_a_total(self):
        chart = default_sections()["refused"].charts["grounds"]
        whole = facts_oversight.refused_by_ground().query("not open")
        last = whole[whole["year"] == whole["year"].max()]
        assert sorted(chart.data["alerts"]) == sorted(last["alerts"])
        assert f"of {last['alerts'].sum():,.0f} refusals" in chart.title
        assert f"{last.set_index('part')['alerts']['other']:,.0f} of" in chart.title

    def test_same_bytes_twice(self):
        first, second = (sections("oversight")[0]["refused"] for _ in range(2))
        drawings = [[chart.svg for chart in shown.charts.values()] for shown in (first, second)]
        assert drawings[0] == drawings[1] and drawings[0][0].startswith("<svg")


class TestYears:
    """What a reader chooses by the parameters of the notebook."""

    @pytest.mark.parametrize("years", [(2022, None), (2018, 2021), (None, 2010), (2021, 2021), (2026, None)], ids=str)
    def test_every_section_stands_whatever_the_years(self, years):
        shown, _ = sections("oversight", since=years[0], until=years[1])
        assert list(shown) == list(default_sections())
        assert all(block for section in shown.values() for block in section)

    def test_tables_and_charts_hold_the_years_that_were_chosen_alone(self):
        shown, held = sections("oversight", since=2018, until=2021)
        for table in [*tables("issued", shown), *tables("by_ground", shown), *tables("complaints", shown)]:
            if "year" in table.data:
                assert table.data["year"].astype(int).between(2018, 2021).all()
        for name in ("levels", "grounds", "by_year"):
            assert held[name]["year"].between(2018, 2021).all()
        measures = held["timeline"].query("kind != 'break'")
        assert measures["date"].str[:4].astype(int).between(2018, 2021).all()
        shares = {name for name in held["numbers"] if name.startswith("oversight.refused_share_")}
        assert shares == {f"oversight.refused_share_{period}" for period in ("2020", "2021", "2017_2021")}

    def test_the_years_chosen_are_said_at_the_head_with_what_is_left(self):
        shown, held = sections("oversight", since=2020)
        every = world.release()["oversight_statistics"]
        chosen = held["numbers"]["oversight.published_figures"]
        assert [block.kind for block in default_sections()["title"] if isinstance(block, Prose)][:2] == [
            "title",
            "lead",
        ]
        assert chosen.value == (every["year"] >= 2020).sum() < chosen.n == len(every)
        assert "events since 2020: " in list(shown["title"])[1].texts()[0]
        with pytest.raises(InputError, match=r"since 2020 and until 2010.*swap"):
            sections("oversight", since=2020, until=2010)

    def test_what_the_years_do_not_tell_is_left_unsaid_or_said_to_be_unread(self):
        shown, held = sections("oversight", since=2022)
        assert not {"oversight.refused_share", "oversight.deleted"} & set(held["numbers"])
        assert [table.name for table in tables("complaints", shown)][:2] == ["ccf_requests", "ccf_outcomes"]
        none, _ = sections("oversight", until=1997)
        assert [block.texts() for block in none["refused"]] == [[oversight.NOTHING]]

    def test_cells_leave_tables_and_estimates_in_named_variables(self):
        held = default("oversight")[1]
        frames = {name for name, value in held.items() if isinstance(value, pd.DataFrame)}
        assert {"levels", "timeline", "issued", "grounds", "later", "by_year", "parts"} <= frames
        assert isinstance(held["numbers"], Estimates) and "oversight.refused_growth" in held["numbers"]
