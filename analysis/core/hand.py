"""Human judgement as it stands in ``data/hand``: labels, texts, snapshots, the rule of evidence, the release."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.core.errors import InputError
from analysis.core.files import HAND, relative

#: Universe -> what it counts, in the order in which they are shown.
UNIVERSES = {
    "in_force": "Red Notices in force on a day",
    "issued": "Red Notices issued in a year",
    "public": "Red Notices public on a day",
    "refused": "notices and diffusions refused or cancelled in a year",
    "complaints": "requests to the CCF found admissible in a year",
}


#: Sender of sanctions -> its name.
SENDERS = {
    "UN": "United Nations",
    "EU": "European Union",
    "UK": "United Kingdom",
    "US": "United States, from 23 May 2021",
}


@cache
def _texts() -> dict[str, Any]:
    return dict(yaml.safe_load((HAND / "texts.yml").read_text(encoding="utf-8")))


def text(key: str) -> str:
    """Give one standing text."""
    return str(_texts()[key])


def texts(key: str) -> list[str]:
    """Give a list of standing texts."""
    return [str(entry) for entry in _texts()[key]]


DASH = "–"


@cache
def _labels() -> dict[str, str]:
    return dict(yaml.safe_load((HAND / "labels.yml").read_text(encoding="utf-8")))


def label(code: object) -> str:
    """Give the words for a code of the data, for example ``refused by INTERPOL`` for ``refused_by_ndtf``."""
    text = cell_text(code)
    return _labels().get(text, text.replace("_", " "))


def cell_text(value: object) -> str:
    """Give a cell as plain text, a dash for what is not known."""
    return DASH if value is None or value is pd.NA or value != value or value == "" else str(value)


SNAPSHOTS = HAND / "notice_snapshots.yml"


WHOLE = "most of the list"


#: Level of the intervals in the shipped tables; every other one follows from the table of the inference.
LEVEL = 0.95


@dataclass(frozen=True)
class Snapshot:
    """One collection of the public list.

    Parameters
    ----------
    file : str
        Name of the row-level file.
    date : date
        Day of collection.
    coverage : str
        How much of the list it holds.
    requester : bool
        Whether its rows carry a requesting country.
    nationality : str
        Whose nationality the rows carry.
    charges : bool
        Whether its rows carry charges.
    reason : str
        What it is, and how it can mislead.
    """

    file: str
    date: datetime.date
    coverage: str
    requester: bool
    nationality: str
    charges: bool
    reason: str

    @property
    def whole(self) -> bool:
        """Whether it is a collection of the list, not a letter or a sample of it."""
        return self.coverage == WHOLE


@cache
def _held() -> dict[str, Any]:
    return dict(yaml.safe_load(SNAPSHOTS.read_text(encoding="utf-8")))


@cache
def snapshots() -> tuple[Snapshot, ...]:
    """Read which snapshots the shipped figures come from."""
    return tuple(Snapshot(**entry) for entry in _held()["snapshots"])


@cache
def samples() -> tuple[Snapshot, ...]:
    """Read which collections, too small to count the list by, tell charges and requesting countries."""
    return tuple(Snapshot(**entry) for entry in _held()["samples"])


def followed() -> tuple[datetime.date, datetime.date]:
    """Give the dates between which notices are followed."""
    return _held()["followed"]["from"], _held()["followed"]["to"]


def last_look() -> tuple[datetime.date, ...]:
    """Give the dates of the snapshots that together are the last look at the list."""
    return (*_held()["followed"]["also"], followed()[1])


def reference() -> tuple[datetime.date, frozenset[str]]:
    """Give the date of the snapshot that rates are computed from, and the requesters that it was never asked for."""
    held = _held()["reference"]
    return held["date"], frozenset(held["never_asked"])


def weak() -> frozenset[str]:
    """Read which confidences of an inferred requesting country are weak."""
    return frozenset(_held()["inference"]["weak"])


#: The labels of the taxonomy, in its order.
OFFENCES: tuple[str, ...] = (
    "terrorism",
    "armed_formation",
    "extremism_speech",
    "state_security",
    "public_order",
    "organised_crime",
    "homicide",
    "violence",
    "kidnapping",
    "sexual",
    "human_trafficking",
    "drugs",
    "weapons",
    "property",
    "fraud_economic",
    "corruption",
    "tax_customs",
    "cybercrime",
    "international_crimes",
    "traffic",
    "justice",
    "family",
    "environment",
    "other",
    "unspecified",
)


RULE = HAND / "evidence_rule.yml"


INPUT_FIELDS = {
    "cases": {"meaning", "reason", "claim_status", "evidence_grade", "leave_out_instruments"},
    "families": {"meaning", "reason", "families", "wording_categories"},
    "complaints": {"meaning", "reason"},
}


@dataclass(frozen=True, slots=True)
class RuleLevel:
    """One word of the rule.

    Parameters
    ----------
    word : str
        The evidence level.
    any_of : tuple of mapping of str to int
        Minimums by input; meeting all of any one mapping earns the word.
    meaning : str
        What is always said with the word; may be empty.
    reason : str
        Why the word asks for this.
    no_finding : bool
        Whether the word says that no misuse is documented; such states are counted and drawn apart.
    """

    word: str
    any_of: tuple[Mapping[str, int], ...]
    meaning: str
    reason: str
    no_finding: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """The whole rule.

    Parameters
    ----------
    inputs : mapping of str to mapping
        For ``cases``, ``families`` and ``complaints``: meaning, reason, and which rows count.
    levels : tuple of RuleLevel
        From the strongest word to the one that is always earned.
    """

    inputs: Mapping[str, Mapping[str, Any]]
    levels: tuple[RuleLevel, ...]

    @property
    def statuses(self) -> str:
        """The statuses of the cases that count, in words: ``supported``."""
        return either([str(status) for status in self.inputs["cases"]["claim_status"]])

    @property
    def grades(self) -> str:
        """The grades of the cases that count, in words: ``A or B``."""
        return either([str(grade) for grade in self.inputs["cases"]["evidence_grade"]])

    @property
    def chosen(self) -> str:
        """What the cases that count are, as a label: ``supported, grade A or B``."""
        return f"{self.statuses}, grade {self.grades}"

    @property
    def heading(self) -> str:
        """The same as the head of a column: ``Supported, grade A or B``."""
        return self.chosen[0].upper() + self.chosen[1:]

    @property
    def noun(self) -> str:
        """What the cases that count are, in a sentence: ``supported cases of grade A or B``."""
        return f"{self.statuses} cases of grade {self.grades}"

    @property
    def singular(self) -> str:
        """One such case, in a sentence: ``supported case of grade A or B``."""
        return f"{self.statuses} case of grade {self.grades}"

    @property
    def findings(self) -> list[str]:
        """The words that say that some misuse is documented, strongest first."""
        return [level.word for level in self.levels if not level.no_finding]

    @property
    def left_out(self) -> list[str]:
        """The instruments of corrections, which never count."""
        return [str(code) for code in self.inputs["cases"]["leave_out_instruments"]]


@cache
def read_evidence_rule(path: Path | None = None) -> EvidenceRule:
    """Read the rule and refuse one that could not be applied.

    Parameters
    ----------
    path : Path, optional
        A yml file with ``inputs`` and ``levels``; by default the shipped one.

    Returns
    -------
    EvidenceRule
        As written, checked.

    Raises
    ------
    InputError
        If the file is missing, no yml, or has an unknown field, an unknown input, a threshold that is no whole number,
        a level without a word or a reason, or no last level that is always earned.
    """
    path = path or RULE
    text = _parsed(path)
    _same_fields(text, {"inputs", "levels"}, "the rule", path)
    _same_fields(text["inputs"], set(INPUT_FIELDS), "inputs", path)
    for name, fields in INPUT_FIELDS.items():
        _same_fields(text["inputs"][name], fields, f"inputs: {name}", path)
    levels = tuple(_level(entry, path) for entry in _listed(text["levels"], "levels", path))
    if not any(not needed for needed in levels[-1].any_of):
        raise _refusal(
            f"the last level {levels[-1].word!r} with conditions", "any_of: [{}]", "let it be earned always", path
        )
    return EvidenceRule(text["inputs"], levels)


def either(words: Sequence[str]) -> str:
    """Join words that each suffice: ``A``, ``A or B``, ``A, B or C``."""
    return " or ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def rule_in_words(rule: EvidenceRule) -> list[tuple[str, str]]:
    """Say the rule as it is printed beside every level.

    Parameters
    ----------
    rule : EvidenceRule
        From `read_evidence_rule`.

    Returns
    -------
    list of (str, str)
        Each word with what earns it, strongest first, for example ``("substantial", "cases at least 2 and families at
        least 1, or families at least 3")``.
    """
    return [(level.word, ", or ".join(_condition(needed) for needed in level.any_of)) for level in rule.levels]


def _condition(needed: Mapping[str, int]) -> str:
    said = [
        "among the ten states whose complaints were summed" if name == "complaints" else f"{name} at least {least}"
        for name, least in needed.items()
    ]
    return " and ".join(said) or "otherwise"


def _parsed(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise InputError("no file", "the evidence rule", "restore it from the repository", file=relative(path))
    try:
        text = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = None if mark is None else mark.line + 1
        raise InputError("broken yml", "a readable file", "correct it there", file=relative(path), row=row) from error
    return dict(text) if isinstance(text, dict) else {}


def _level(entry: object, path: Path) -> RuleLevel:
    if not isinstance(entry, dict):
        raise _refusal(f"the level {entry!r}", "word, any_of and reason", "write these fields", path)
    optional = {"meaning": "", "no_finding": False}
    _same_fields({**optional, **entry}, {"word", "any_of", "meaning", "reason", "no_finding"}, "a level", path)
    needed = tuple(_minimums(item, entry["word"], path) for item in _listed(entry["any_of"], "any_of", path))
    no_finding = entry.get("no_finding", False)
    if not isinstance(no_finding, bool):
        raise _refusal(f"no_finding: {no_finding} under {entry['word']!r}", "true or false", "correct this line", path)
    return RuleLevel(
        str(entry["word"]), needed, str(entry.get("meaning", "")), str(entry["reason"]), no_finding
    )  # fmt: skip


def _minimums(item: object, word: str, path: Path) -> dict[str, int]:
    found: dict[str, Any] = dict(item) if isinstance(item, dict) else {str(item): None}
    for name, least in found.items():
        if name not in INPUT_FIELDS or isinstance(least, bool) or not isinstance(least, int) or least < 1:
            expected = f"one of {sorted(INPUT_FIELDS)} with a whole number of 1 or more"
            raise _refusal(f"{name}: {least} under the level {word!r}", expected, "correct this line", path)
    return found


def _listed(value: object, name: str, path: Path) -> Sequence[object]:
    if not isinstance(value, list) or not value:
        raise _refusal(f"{value!r} as {name}", "a list that is not empty", "write one item a line", path)
    return value


def _same_fields(entry: object, fields: set[str], where: str, path: Path) -> None:
    met = set(entry) if isinstance(entry, dict) else set()
    if met != fields:
        odd = sorted(str(field) for field in met ^ fields)
        raise _refusal(f"{odd} too many or missing in {where}", f"exactly {sorted(fields)}", "correct the fields", path)


def _refusal(got: str, expected: str, fix: str, path: Path) -> InputError:
    return InputError(got, expected, fix, file=relative(path))


def headline_cases(cases: pd.DataFrame) -> pd.DataFrame:
    """Keep the cases that count by the evidence rule: of its statuses and grades, with an instrument of INTERPOL.

    Parameters
    ----------
    cases : DataFrame
        The case register, or a part of it.

    Returns
    -------
    DataFrame
        The rows kept, with their index.
    """
    counted = read_evidence_rule().inputs["cases"]
    kept = cases["claim_status"].isin(counted["claim_status"]) & cases["evidence_grade"].isin(counted["evidence_grade"])
    return cases[kept & ~cases["instrument"].isin(counted["leave_out_instruments"])]


@cache
def release_note() -> dict[str, Any]:
    """Read number, date and authors of the data release."""
    return dict(yaml.safe_load((HAND / "release.yml").read_text(encoding="utf-8")))


def released() -> date:
    """Give the date of the data release."""
    day: date = release_note()["date"]
    return day


def version() -> str:
    """Give the number of the data release."""
    return str(release_note()["version"])
