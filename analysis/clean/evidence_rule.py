"""The evidence rule as it stands in ``data/hand``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.errors import InputError, some
from analysis.paths import HAND, relative

RULE = HAND / "evidence_rule.yml"
SOURCE_FAMILIES = HAND / "source_families.csv"
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
    """

    word: str
    any_of: tuple[Mapping[str, int], ...]
    meaning: str
    reason: str


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


def read_evidence_rule(path: Path = RULE) -> EvidenceRule:
    """Read the rule and refuse one that could not be applied.

    Parameters
    ----------
    path : Path
        A yml file with ``inputs`` and ``levels``.

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


def evidence_inputs(
    cases: pd.DataFrame,
    mentions: pd.DataFrame,
    top_ten: Collection[str],
    *,
    states: Sequence[str],
    rule: EvidenceRule,
    families: Mapping[str, str],
) -> pd.DataFrame:
    """Count for every state what the rule asks for.

    Parameters
    ----------
    cases : pandas.DataFrame
        The case register: ``requesting_country`` (ISO3), ``claim_status``, ``evidence_grade``, ``instrument``.
    mentions : pandas.DataFrame
        The country mentions: ``country`` (ISO3), ``source_title``, ``wording_category``.
    top_ten : collection of str
        ISO3 codes of the states in a top-ten list of complaints.
    states : sequence of str
        ISO3 codes of the rows wanted; a state without evidence gets zeros.
    rule : EvidenceRule
        From `read_evidence_rule`.
    families : mapping of str to str
        From `read_source_families`.

    Returns
    -------
    pandas.DataFrame, shape (states, 3)
        ``cases``, ``families``, ``complaints`` by ISO3, as the evidence level takes them.

    Raises
    ------
    InputError
        If a source that names an abuser has no family in ``source_families.csv``.
    """
    asked, index = rule.inputs["cases"], pd.Index(states, name="iso3")
    counts = cases[
        cases["claim_status"].isin(asked["claim_status"])
        & cases["evidence_grade"].isin(asked["evidence_grade"])
        & ~cases["instrument"].isin(asked["leave_out_instruments"])
    ]
    naming = mentions[mentions["wording_category"].isin(rule.inputs["families"]["wording_categories"])]
    naming = naming.assign(family=naming["source_title"].map(families))
    if naming["family"].isna().any():
        got = f"the source {some(sorted(set(naming.loc[naming['family'].isna(), 'source_title'])))}"
        raise _refusal(got, "a family for every source", "add it with its reason", SOURCE_FAMILIES)
    return pd.DataFrame(
        {
            "cases": counts["requesting_country"].value_counts().reindex(index, fill_value=0),
            "families": naming.groupby("country")["family"].nunique().reindex(index, fill_value=0),
            "complaints": index.isin(list(top_ten)),
        },
        index=index,
    )


def read_source_families(rule: EvidenceRule, path: Path = SOURCE_FAMILIES) -> dict[str, str]:
    """Read which family of sources each title in the country mentions belongs to.

    Parameters
    ----------
    rule : EvidenceRule
        Names the families.
    path : Path
        A csv of ``source_title``, ``family`` and ``reason``.

    Returns
    -------
    dict of str to str
        Family by title.

    Raises
    ------
    InputError
        If the file is missing, a title is repeated, or a family is not one of the rule's.
    """
    if not path.is_file():
        raise _refusal("no file", "the families of sources", "restore it from the repository", path)
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    wrong = table["source_title"].duplicated() | ~table["family"].isin(rule.inputs["families"]["families"])
    if wrong.any():
        first = table.loc[wrong].iloc[0]
        got = f"the family {first['family']!r} for {first['source_title']!r}"
        row = int(table.index[wrong][0]) + 2
        raise InputError(got, "a family of the rule, once a title", "correct the row", file=relative(path), row=row)
    return dict(zip(table["source_title"], table["family"], strict=True))


def _condition(needed: Mapping[str, int]) -> str:
    said = [
        "named in a top-ten list of complaints" if name == "complaints" else f"{name} at least {least}"
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
    _same_fields({"meaning": "", **entry}, {"word", "any_of", "meaning", "reason"}, "a level", path)
    needed = tuple(_minimums(item, entry["word"], path) for item in _listed(entry["any_of"], "any_of", path))
    return RuleLevel(str(entry["word"]), needed, str(entry.get("meaning", "")), str(entry["reason"]))


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
