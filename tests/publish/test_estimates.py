"""The table of all estimates: every number once, in six digits, in an order that hangs on nothing else."""

import pandas as pd
import pytest

import analysis as rn
from analysis.core.files import NOTEBOOKS, REPORTS
from analysis.facts.summary import TOPICS
from analysis.facts.world import release
from analysis.pages.catalogue import GENERAL, country_job
from analysis.publish import estimates
from analysis.publish.notebook import blocks, execute, part_of
from analysis.tables.release import territories

HEAD = ",".join(estimates.COLUMNS)


def test_every_topic_of_the_world_is_computed_with_one_report_of_the_world() -> None:
    assert sorted(topic for topics in estimates.TOPICS.values() for topic in topics) == sorted(TOPICS)
    assert set(estimates.TOPICS) <= {job.notebook for job in GENERAL.values()}


@pytest.mark.thorough
def test_a_report_gives_each_number_of_the_summary_and_of_its_text() -> None:
    job = country_job("TUV")
    notebook = execute(NOTEBOOKS / f"{job.notebook}.ipynb", job.parameters)
    rows = estimates.read(estimates.of_report(job, notebook))
    known = rn.summary("TUV")
    assert set(known) <= set(rows["name"])
    assert {one.sentence for one in known.values()} <= set(rows["sentence"])
    texts = [block for block in blocks(part_of(notebook, brief=False)) if block["block"] == "prose"]
    said = {one["sentence"]: one.get("name", "") for block in texts for one in block["estimates"]}
    assert said and set(said) <= set(rows["sentence"])
    assert (rows["country"] == "TUV").all() and (rows["name"] != "").all() and not rows.duplicated().any()
    unnamed = rows[rows["name"].str.startswith("country_profile: ")]
    assert 0 < len(unnamed) == len(set(rows["sentence"]) & {sentence for sentence in said if not said[sentence]})


def test_rows_are_sorted_and_the_same_row_of_two_reports_stands_once() -> None:
    one, other, third = "RUS,a.b,1,,,,1,One.", "BLR,a.b,2,,,,2,Two.", "BLR,a.a,,0,3,,3,Three."
    parts = [f"{HEAD}\n{one}\n{other}\n", f"{HEAD}\n{third}\n{one}\n"]
    assert estimates.merged(parts) == f"{HEAD}\n{third}\n{other}\n{one}\n".encode()
    assert estimates.merged(reversed(parts)) == estimates.merged(parts)


def test_a_number_has_six_significant_digits() -> None:
    row = {"country": "BLR", "name": "a", "sentence": "S.", "low": None, "high": float("nan"), "level": 0.95}
    held = estimates._sorted(pd.DataFrame([row | {"value": 1.23456789, "n": 7.0}])[estimates.COLUMNS])
    assert held.decode().splitlines()[1] == "BLR,a,1.23457,,,0.95,7,S."


def test_differences_pair_the_rows_of_one_name() -> None:
    old = f"{HEAD}\nBLR,a,1,,,,1,One.\nBLR,a,2,,,,2,Two.\nBLR,b,1,,,,1,One.\n".encode()
    new = f"{HEAD}\nBLR,a,1,,,,1,One.\nBLR,a,3,1,4,0.95,2,Three.\nBLR,c,,0,1,,1,At most one.\n".encode()
    assert list(estimates.differences(old, old)) == []
    assert list(estimates.differences(old, new)) == [
        "BLR a: value 2 -> 3; low none -> 1; high none -> 4; level none -> 0.95; sentence Two. -> Three.",
        "BLR b: missing (was 1)",
        "BLR c: new (bounds)",
    ]


def test_the_committed_table_has_every_territory_and_the_world() -> None:
    path = REPORTS / estimates.TABLE
    if not path.exists():
        pytest.fail("no reports/estimates.csv; run `make stored` and commit it")
    rows = estimates.read(path.read_bytes())
    assert {*territories(release()), "WORLD"} <= set(rows["country"])
    named = rows.set_index(["country", "name"])["value"]
    for code in ("BLR", "TUV"):
        for name, one in rn.summary(code, topic="cases").items():
            assert f"{one.value:.6g}" in set(named.loc[[(code, name)]]), f"{code} {name}: run `make stored`"
