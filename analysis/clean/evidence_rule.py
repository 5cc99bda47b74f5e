"""The evidence rule as it stands in ``data/hand``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import InputError
from analysis.paths import HAND, relative

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
