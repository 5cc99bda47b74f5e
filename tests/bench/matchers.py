"""Speed of matching persons, beside packages that do it too: nomenklatura for pairs, Splink for whole lists."""

from __future__ import annotations

import time
from collections.abc import Callable

from analysis.persons.link import Person, link
from analysis.persons.names.score import score
from tests.bench._apart import SkippedError, beside, measured
from tests.bench.linking import DESIGNATIONS, NOTICES, persons

PAIRS = 4_000
NOMENKLATURA = """
import json, sys, time
from followthemoney import model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig
pairs = json.load(open(sys.argv[1]))
matcher, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
def entity(key, name):
    return model.get_proxy({"id": key, "schema": "Person", "properties": {"name": [name]}})
held = [(entity("a", one), entity("b", other)) for one, other in pairs]
matcher.compare(*held[0], config)
started = time.process_time()
for one, other in held:
    matcher.compare(one, other, config)
print(json.dumps({"seconds": (time.process_time() - started) / len(held)}))
"""
#: Candidates agree in a name's last word or in the day of birth, as Splink's documentation has it for persons.
SPLINK = """
import json, logging, sys, time
import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
given = json.load(open(sys.argv[1]))
sides = [pd.DataFrame(given[side], columns=["unique_id", "name", "last", "birth"]) for side in ("one", "other")]
started = time.process_time()
api = DuckDBAPI()
settings = SettingsCreator(
    link_type="link_only",
    comparisons=[cl.JaroWinklerAtThresholds("name", [0.95, 0.9, 0.8]), cl.ExactMatch("birth")],
    blocking_rules_to_generate_predictions=[block_on("last"), block_on("birth")],
)
linker = Linker([api.register(side) for side in sides], settings, log_level=logging.ERROR)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
found = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
print(json.dumps({"seconds": time.process_time() - started, "found": len(found)}))
"""


def run() -> list[tuple[str, float, float]]:
    """Time what can be installed; a package that cannot be is named.

    Returns
    -------
    list of (str, float, float)
        What, processor seconds here, and there.
    """
    found = []
    for measure in (_pairs, _lists):
        try:
            found.append(measure())
        except SkippedError as error:
            print(f"matchers: skipped: {error}", flush=True)
    return found


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _pairs() -> tuple[str, float, float]:
    names = [person.names[0] for person in persons(2 * PAIRS, 6)]
    pairs = list(zip(names[::2], names[1::2], strict=True))
    with beside("nomenklatura==4.17.4") as python:
        theirs = measured(python, NOMENKLATURA, pairs)["seconds"]
    score(*pairs[0])
    ours = _seconds(lambda: [score(*pair) for pair in pairs]) / len(pairs)
    return "score a pair of names, against nomenklatura 4.17.4 (logic-v2; processor)", ours, float(theirs)


def _lists() -> tuple[str, float, float]:
    sides = {"one": list(persons(NOTICES, 3)), "other": list(persons(DESIGNATIONS, 4, "UN"))}
    with beside("splink==5.0.0") as python:
        told = measured(python, SPLINK, {side: [_row(person) for person in held] for side, held in sides.items()})
    ours = _seconds(lambda: link(sides["one"], sides["other"]))
    what = f"link {NOTICES:,} notices with {DESIGNATIONS:,} designations, against Splink 5.0.0 on DuckDB (processor)"
    return what, ours, float(told["seconds"])


def _row(person: Person) -> tuple[str, str, str, str]:
    return person.identifier, person.names[0], person.names[0].split()[-1], person.births
