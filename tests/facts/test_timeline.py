"""The timeline of oversight: breaks and reforms stand on its rows, and what is not published is counted."""

import csv
import re

import pandas as pd
import pytest
import yaml
from numpy.testing import assert_allclose

from analysis.core.errors import InputError
from analysis.core.files import HAND, RAW
from analysis.core.judgement import FILES
from analysis.facts import oversight, timeline
from analysis.facts.selection import select
from tests.facts.test_oversight import number


def rows() -> list[dict[str, str]]:
    """Read the shipped timeline without the package; what supplements another entry is no event of its own."""
    with (RAW / "evidence" / "oversight_timeline.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if not row["description"].startswith("Supplement to")]


def judged(path) -> object:
    """Read a file of judgement without the package."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


class TestBreaks:
    @pytest.mark.parametrize(("date", "ends"), [("2016", (2016, 2017)), ("2021-07", (2021.5, 2021.5 + 1 / 12))])
    def test_span_of_partial_dates(self, date, ends):
        assert_allclose(timeline._span(date), ends)

    def test_each_is_in_the_order_of_its_file_and_takes_the_source_of_its_row(self):
        table, entries = timeline.breaks(), judged(timeline.BREAKS)
        assert table["label"].tolist() == [entry["label"] for entry in entries]
        sources = {(row["date"], row["actor"], row["measure_type"]): row["source_url"] for row in reversed(rows())}
        assert table["source_url"].tolist() == [
            sources[entry["date"], entry["actor"], entry["measure_type"]] for entry in entries
        ]

    def test_breaks_of_some_years_are_those_that_touch_them(self):
        table = timeline.breaks(2018, 2022)
        assert ((table["end"] >= 2018) & (table["start"] < 2023)).all()
        assert set(table["label"]) < set(timeline.breaks()["label"])
        assert timeline.breaks(2100).empty

    def test_unknown_row_is_refused(self):
        fields = {"date": "1999", "actor": "Nobody", "measure_type": "internal_reform", "universes": ["issued"]}
        entry = FILES["oversight_breaks.yml"].model(**fields, name="a", label="a", effect="b", reason="c")
        with pytest.raises(InputError, match=r"the break 1999, Nobody, internal_reform.*oversight_breaks\.yml"):
            timeline._row_of(entry)


def measures(**years: int) -> pd.DataFrame:
    """Give the measures of the timeline in their order."""
    return oversight.timeline(**years).query("kind == 'measure'")


class TestReforms:
    def test_measures_and_decisions_are_in_order_and_every_row_has_a_source(self):
        decisions = judged(HAND / "single_decisions.yml")["kinds"]
        assert set(decisions) <= {row["measure_type"] for row in rows()}
        events = oversight.timeline().query("kind != 'break'")
        assert ((events["kind"] == "decision") == events["measure_type"].isin(decisions)).all()
        assert len(events) == len(rows())
        assert events["source_url"].str.startswith("http").all()
        assert events["start"].dropna().is_monotonic_increasing and events["start"].isna().is_monotonic_increasing

    def test_events_of_some_years_are_those_with_their_dates(self):
        assert len(measures(since=2022)) == (measures()["date"].str[:4].astype(int) >= 2022).sum()

    def test_events_of_a_country_are_those_of_its_authorities_without_breaks(self):
        table = oversight.timeline("Poland")
        assert set(table["description"]) == set(timeline.of_state("POL")["description"]) != set()
        assert table["actor"].str.startswith("Poland").all() and "break" not in set(table["kind"])
        assert len(oversight.timeline(select("Poland", since=2015))) <= len(table)

    def test_breaks_are_a_kind_of_event(self):
        table = oversight.timeline(since=2018, until=2022).query("kind == 'break'")
        assert table["label"].tolist() == timeline.breaks(since=2018, until=2022)["label"].tolist()

    def test_an_event_has_the_ends_of_what_is_known_of_its_date(self):
        events = measures()
        assert (events["start"].astype(int) == events["date"].str[:4].astype(int)).all()
        assert ((events["start"] == events["end"]) == (events["date"].str.len() == 10)).all()


class TestUnpublished:
    def test_every_entry_has_a_source_and_no_number(self):
        for entry in timeline.needed():
            said = " ".join(str(entry[name]) for name in ("item", "why", "question", "holder", "exists"))
            assert not re.search(r"\d", re.sub(r"Articles? \d( and \d)?", "", said)), said
            assert all(held["url"].startswith("http") for held in entry["basis"])

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
        path.write_text(yaml.safe_dump([dict(timeline.needed()[0]) | change]), encoding="utf-8")
        with pytest.raises(InputError, match=re.escape(message)):
            timeline.needed(path)

    def test_the_table_holds_each_item_with_its_sources(self):
        table, entries = timeline.needed_table(), judged(timeline.UNPUBLISHED)
        assert table["item"].tolist() == [entry["item"] for entry in entries]
        assert table["basis"].str.split(";").map(len).tolist() == [len(entry["basis"]) for entry in entries]

    def test_items_are_counted(self):
        counted = number("unpublished_figures")
        assert counted.value == len(judged(timeline.UNPUBLISHED)) > 0
        assert counted.sentence.startswith(f"In our view, {counted.value:.0f} kinds of information should be")
