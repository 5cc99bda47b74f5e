"""Speed of the in-process notebook engine, beside ploomber-engine, which also runs cells without a kernel."""

from __future__ import annotations

import time

from analysis.core.files import NOTEBOOKS
from analysis.publish.notebook import execute
from tests.bench._apart import beside, measured

COUNTRIES = ("BLR", "TUV", "FRA", "RUS", "NOR", "GHA")
#: What runs there: the first notebook warms, as here.
SCRIPT = """
import json, sys, time
from ploomber_engine import execute_notebook
given = json.load(open(sys.argv[1]))
def run(code):
    execute_notebook(given["notebook"], None, parameters={"country": code}, progress_bar=False, cwd=given["folder"])
run("BLR")
started = time.process_time()
for code in given["countries"]:
    run(code)
print(json.dumps({"seconds": (time.process_time() - started) / len(given["countries"])}))
"""


def run() -> list[tuple[str, float, float]]:
    """Time both, each in one process, warmed.

    Returns
    -------
    list of (str, float, float)
        What, processor seconds to execute a country's profile here, and there.
    """
    notebook = NOTEBOOKS / "country_profile.ipynb"
    given = {"notebook": str(notebook), "folder": str(NOTEBOOKS), "countries": COUNTRIES}
    with beside("ploomber-engine==0.0.33") as python:
        theirs = measured(python, SCRIPT, given)["seconds"]
    execute(notebook, {"country": "BLR"})
    started = time.process_time()
    for code in COUNTRIES:
        execute(notebook, {"country": code})
    ours = (time.process_time() - started) / len(COUNTRIES)
    return [("execute one country profile, against ploomber-engine 0.0.33 (processor)", ours, float(theirs))]
