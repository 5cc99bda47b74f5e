"""Each conclusion under every set of choices, one effect an analysis, and what turns it."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.core.messages import _
from analysis.core.number_words import phrase
from analysis.facts import robustness, world
from analysis.stats.estimate import Estimate


def holding(how: str) -> Estimate:
    """Count the findings that hold in every analysis or not in all, in most of every kind, or fail in most of one."""
    every, least = robustness.agreement(), findings()["low"]
    ways = {"always": least == 1, "depends": least < 1, "mostly": least.between(0.5, 1, "left"), "partly": least < 0.5}
    held, tables = float(ways[how].sum()), every.attrs["source"].split(", ")
    return world.part(held, len(least), _("findings"), every.attrs["counted"], *tables)


def tried() -> Estimate:
    """Count the analyses of the finding with most; findings share analyses, so those of all are not added up."""
    found = robustness.agreement()
    counts, tables = found.groupby("claim")["analyses"].sum(), found.attrs["source"].split(", ")
    most = world.counted(int(counts.max()), _("analyses"), found.attrs["counted"], *tables, n=len(counts))
    return most.worded("robustness.tried", least=int(counts.min()))


@cache
def findings() -> pd.DataFrame:
    """Return each finding with the smallest and the largest share of analyses in which it holds, and what turns it.

    A row per ``claim``: ``country`` (the one whose cases are compared), ``low`` and ``high`` over the kinds of case and
    exposures, and ``turns``: those of the two with only some of which the finding fails in most analyses, and the
    choices of which one option makes it fail elsewhere.
    """
    found = []
    for claim, rows in robustness.agreement().groupby("claim", sort=False):
        is_failed = rows["share"] < 1 / 2
        levels = {name: (rows.loc[is_failed, name].nunique(), rows[name].nunique()) for name in ("status", "exposure")}
        turns = [name for name, (failed, every) in levels.items() if 0 < failed < every]
        options = pd.concat(map(robustness.agreement, rows.loc[~is_failed, "comparison"]))
        turns += options.loc[options["share"] < 1 / 2, "choice"].unique().tolist()
        first = rows["comparison"].iloc[0]
        ends = {"low": rows["share"].min(), "high": rows["share"].max()}
        found.append({"claim": claim, "country": first[6:9] * first.startswith("ratio_"), **ends, "turns": turns})
    return pd.DataFrame(found).sort_values(["low", "high"], ascending=False, kind="stable", ignore_index=True)


def by_kind() -> pd.DataFrame:
    """Return the least ``share`` over the exposures in which each finding (``group``) holds, by ``status``."""
    return _least(findings()[["claim"]].merge(_apart(), on="claim").rename(columns={"claim": "group"}))


def by_index() -> pd.DataFrame:
    """Return the same shares of the finding on governance by index (``group``)."""
    found = _apart().query("comparison.str.startswith('index_')").merge(indices().rename("group"), how="cross")
    pairs = zip(found["comparison"], found["group"], strict=True)
    return _least(found.assign(share=[analyses(one, index=index)["agrees"].mean() for one, index in pairs]))


def indices() -> pd.Series[str]:
    """Return the names of the indices of governance."""
    return robustness.choices().query("choice == 'index'")["option"]


def _apart() -> pd.DataFrame:
    """Return the comparisons in which cases of two statuses are not added up."""
    return robustness.agreement().query("status != 'supported or contested'")


def _least(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.groupby(["group", "status"], sort=False)["share"].min().reset_index()


def analyses(comparison: str, **chosen: str) -> pd.DataFrame:
    """Return the ``effect`` of each analysis of a comparison, of all or of those with some options.

    ``ours`` marks the one in which every other choice is the published one, and ``agrees`` those that agree with the
    claim.
    """
    rows = robustness.specifications(comparison)
    rows = rows[(rows[[*chosen]] == pd.Series(chosen)).all(axis=1)] if chosen else rows
    return rows[["effect", "agrees"]].assign(ours=robustness.published(rows))


def ratings_without() -> pd.DataFrame:
    """Count the rated countries whose rating changes, and stays, without one kind of evidence, most changes first."""
    rows = robustness.leave_out().query("number == 'ratings'")
    table = rows[["left_out", "weaker"]].assign(value=rows["states"] - rows["value"], other=rows["value"])
    return table.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def ratings_changed(left_out: str) -> Estimate:
    """Count the ratings that change without one kind of evidence."""
    table = ratings_without()
    row = table.loc[table["left_out"] == left_out, ["value", "other"]].iloc[0]
    tables, counted = ("cases", "country_mentions", "oversight_statistics"), phrase("robustness.counted_ratings")
    return world.part(float(row["value"]), float(row.sum()), _("ratings"), counted, *tables)
