"""The table of all estimates, ``reports/estimates.csv``: a change of data or of words is a diff that a person reads."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import pandas as pd
from nbformat import NotebookNode

from analysis.core.files import as_csv
from analysis.facts.summary import summary
from analysis.pages.catalogue import Job
from analysis.publish.notebook import blocks, part_of
from analysis.stats.estimate import WORLD, frame

#: The file, below the reports; a complete build alone writes it.
TABLE = "estimates.csv"
COLUMNS = ["country", "name", "value", "low", "high", "level", "n", "sentence"]
#: Notebook -> the topics of `summary` of all countries that are computed with its report.
TOPICS = {
    "claims": ("claims",),
    "coding": ("coding",),
    "decisions": ("decisions",),
    "drivers": ("drivers",),
    "methods_validation": ("reliability",),
    "oversight": ("oversight",),
    "robustness": ("robustness",),
    "sanctions": ("sanctions",),
    "visibility": ("visibility",),
    "world_overview": ("cases", "countries", "evidence", "notices"),
}
#: The notebook of the report that states all topics of its country.
PROFILE = "country_profile"


def of_report(job: Job, notebook: NotebookNode) -> str:
    """Return, as csv, the estimates in the text of an executed report, and those of `summary` that belong to it.

    A number without a name has that of its notebook and its unit.
    """
    country = str(job.parameters["country"]) if "country" in job.parameters else None
    profile = job.notebook == PROFILE
    known = frame(summary(country if profile else None, topic=None if profile else TOPICS.get(job.notebook, ())))
    texts = [block["estimates"] for block in blocks(part_of(notebook, brief=False)) if "csv" not in block]
    said = pd.DataFrame([one for estimates in texts for one in estimates], columns=[*COLUMNS, "unit"])
    named = said["name"].fillna("") != ""
    said["name"] = said["name"].where(named, f"{job.notebook}: " + said["unit"])
    said["country"] = said["country"].where(named, country or WORLD)
    return _sorted(pd.concat([known.reset_index()[COLUMNS], said[COLUMNS]])).decode()


def _sorted(table: pd.DataFrame) -> bytes:
    """Write a table with six significant digits, each row once, in an order that does not hang on how it was made."""
    numbers = table[["value", "low", "high", "level", "n"]].astype("float64")
    written = numbers.map(lambda number: "" if pd.isna(number) else f"{number:.6g}")
    return _csv(table.assign(**{str(name): written[name] for name in written}).fillna("").astype("str"))


def _csv(table: pd.DataFrame) -> bytes:
    return as_csv(table.drop_duplicates().sort_values(["country", "name", "sentence", "value", "n", "low"]))


def read(content: str | bytes) -> pd.DataFrame:
    """Read such a table, every cell as text."""
    held = content.encode() if isinstance(content, str) else content
    return pd.read_csv(io.BytesIO(held), dtype="str", keep_default_na=False)


def merged(parts: Iterable[str]) -> bytes:
    """Write the table of all estimates from those of the reports."""
    return _csv(pd.concat([pd.DataFrame(columns=COLUMNS), *(read(part) for part in parts if part)]))


def differences(old: bytes, new: bytes) -> Iterator[str]:
    """Say what differs between two tables by country and name: each changed cell, and rows that are missing or new."""
    keys = ["country", "name"]
    before, after = read(old), read(new)
    whole = before.merge(after, how="outer", indicator=True)
    changed = [whole[whole["_merge"] == side].drop(columns="_merge") for side in ("left_only", "right_only")]
    sides = [part.assign(number=part.groupby(keys).cumcount()).set_index([*keys, "number"]) for part in changed]
    for key in sides[0].index.union(sides[1].index):
        name = f"{key[0]} {key[1]}"
        if key not in sides[1].index:
            yield f"{name}: missing (was {sides[0].loc[key, 'value'] or 'bounds'})"
        elif key not in sides[0].index:
            yield f"{name}: new ({sides[1].loc[key, 'value'] or 'bounds'})"
        else:
            cells = zip(sides[0].columns, sides[0].loc[key], sides[1].loc[key], strict=True)
            told = [f"{column} {was or 'none'} -> {now or 'none'}" for column, was, now in cells if was != now]
            yield f"{name}: {'; '.join(told)}"
