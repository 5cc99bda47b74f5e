"""A changed evidence rule changes text, chart and table together: nothing says "A or B" of its own accord."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.core.files import HAND, ROOT
from tests import recount

#: Four reports and the list, built under another rule.
pytestmark = pytest.mark.thorough

#: Run in a process of its own, because the rule and what follows from it are kept once read.
BUILD = """
import json, sys
from pathlib import Path
from analysis.core import judgement
rule = judgement.read_evidence_rule(Path(sys.argv[1]))
judgement.read_evidence_rule = lambda path=None: rule
from analysis.facts import world
from analysis.publish.build import contents
from analysis.pages.catalogue import GENERAL, all_jobs
jobs = [job for job in all_jobs(world.release()) if job.folder == "BLR"]
jobs += [GENERAL["WORLD"], GENERAL["BRIEF"], GENERAL["SANCTIONS"]]
made = {
    job.folder: {name: text.decode() for name, text in contents(job).items() if not name.endswith((".pdf", ".png"))}
    for job in jobs
}
json.dump(made, sys.stdout)
"""
GRADES, STATUSES = "A, B or C", "supported"


def built(rule: Path) -> dict[str, dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(rule)], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    made: dict[str, dict[str, str]] = json.loads(done.stdout)
    return made


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    path = tmp_path_factory.mktemp("rule") / "evidence_rule.yml"
    text = (HAND / "evidence_rule.yml").read_text(encoding="utf-8")
    assert "evidence_grade: [A, B]" in text
    path.write_text(text.replace("evidence_grade: [A, B]", "evidence_grade: [A, B, C]"), encoding="utf-8")
    return built(path)


#: In the reason of a verdict on the founding article: it names the grades that it counted, whatever the rule says.
JUDGED = "ten of them with evidence of grade A or B"
REPORTS = ("BLR", "world", "brief")


@pytest.mark.parametrize("report", REPORTS)
def test_no_file_of_a_report_keeps_the_old_words(changed: dict[str, Any], report: str) -> None:
    for name, text in changed[report].items():
        assert "A or B" not in text.replace(JUDGED, ""), name


@pytest.mark.parametrize("report", REPORTS)
def test_each_report_says_the_new_words(changed: dict[str, Any], report: str) -> None:
    assert GRADES in changed[report]["index.html"]


def test_chart_table_and_text_of_belarus_count_the_same_rows(changed: dict[str, Any]) -> None:
    # Belarus has 12 supported cases: 9 of grade A, one of B, two of C, and each has an INTERPOL type of notice.
    files = changed["BLR"]
    front = {row["name"]: row for row in csv.DictReader(files["data/front.csv"].splitlines())}
    assert front["cases.count"]["value"] == "12"
    assert "that involve INTERPOL (supported, grade A, B or C)" in front["cases.count"]["counted"]
    assert front["cases.count"]["counted"] in files["index.html"]
    marks = csv.DictReader(files["data/cases_in_time.csv"].splitlines())
    assert sum(mark["kind"] == "strong" for mark in marks) == 12


def test_the_world_counts_all_supported_rows(changed: dict[str, Any]) -> None:
    cases = recount.cases()
    counts = (cases["claim_status"] == "supported") & cases["evidence_grade"].isin(["A", "B", "C"])
    counts &= ~cases["correction"]
    assert f"In {counts.sum()} well-documented cases, requests by" in changed["world"]["index.html"]
    assert f'"value": {counts.sum()}.0' in changed["brief"]["data/estimates.json"]
