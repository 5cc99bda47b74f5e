"""Conflicts between sources: every figure stays, one is preferred, by a rule that is written down.

``data/hand/conflict_rules.csv`` decides for each figure of a conflict group, with the reason and with one of
the rules of ``data/hand/preference_rules.csv``.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.core.countries import hand_table
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative

DECISIONS = HAND / "conflict_rules.csv"
RULES = HAND / "preference_rules.csv"
KEY = ["conflict_group", "indicator", "country", "date_text", "figure"]


def prefer(table: pd.DataFrame, file: Path, path: Path = DECISIONS) -> pd.DataFrame:
    """Say of every figure whether it is preferred.

    Parameters
    ----------
    table : DataFrame
        The oversight statistics as text, missing as NaN; the index holds the rows of the file.
    file : Path
        The file it comes from, for the message.
    path : Path
        The decisions.

    Returns
    -------
    DataFrame
        The table with ``preferred`` (true for figures that nothing contradicts) and ``preferred_reason``
        (missing for those).

    Raises
    ------
    InputError
        If a figure of a conflict group has no decision or two, or a decision has no figure.
    """
    rules = hand_table(path)
    decided = _decisions(rules, path)
    keys = _keys(table)
    _refuse_undecided(table, keys, decided, file, path)
    _refuse_stale(rules, set(keys), path)
    verdicts = [decided.get(str(key), (True, None)) for key in keys]
    chosen, reasons = zip(*verdicts, strict=True)
    return table.assign(preferred=list(chosen), preferred_reason=list(reasons))


def _decisions(rules: pd.DataFrame, path: Path) -> dict[str, tuple[bool, str]]:
    unclear = ~rules["preferred"].isin(["yes", "no"]) | ~rules["rule"].isin(hand_table(RULES)["rule"])
    for row in rules.index[rules.duplicated(KEY) | unclear | (rules["reason"] == "")]:
        raise InputError(
            f"{rules['figure'][row]!r} of {rules['conflict_group'][row]}: {rules['preferred'][row]!r}, "
            f"rule {rules['rule'][row]!r}, reason {rules['reason'][row]!r}",
            f"each figure once, `yes` or `no`, with a rule of {relative(RULES)} and a reason",
            "correct the row",
            file=relative(path),
            row=int(row) + 2,
        )
    words = rules["rule"] + ": " + rules["reason"]
    joined = rules[KEY].agg("|".join, axis=1)
    return dict(zip(joined, zip(rules["preferred"] == "yes", words, strict=True), strict=True))


def _keys(table: pd.DataFrame) -> pd.Series[str]:
    held = table.assign(figure=table["value"].fillna(table["value_text"])).fillna("")
    return held[KEY].agg("|".join, axis=1)[table["conflict_group"].notna()].reindex(table.index)


def _refuse_undecided(
    table: pd.DataFrame, keys: pd.Series[str], decided: dict[str, tuple[bool, str]], file: Path, path: Path
) -> None:
    open_ = table.index[keys.notna() & ~keys.isin(decided)]
    if len(open_):
        raise InputError(
            f"the conflicting figure {keys[open_[0]]}",
            "a decision on each figure of a conflict group",
            f"say in {relative(path)} whether it is preferred, with the rule and the reason",
            file=relative(file),
            row=int(open_[0]),
        )


def _refuse_stale(rules: pd.DataFrame, keys: set[str], path: Path) -> None:
    joined = rules[KEY].agg("|".join, axis=1)
    stale = joined.index[~joined.isin(keys)]
    if len(stale):
        got = f"a decision on {joined[stale[0]]}, which is not in the table"
        raise InputError(got, "figures of the table", "remove it", file=relative(path), row=int(stale[0]) + 2)
