"""Each conclusion under every set of choices, one effect an analysis, and what turns it."""

from __future__ import annotations

import pandas as pd

from analysis.core.messages import _
from analysis.core.number_words import phrase
from analysis.facts import robustness, world
from analysis.stats.estimate import Estimate, Kind

_TABLES = ("cases", "refugees_by_origin_host", "governance_country_year")


def analyses(comparison: str, **chosen: str) -> pd.DataFrame:
    """Return the effects of a comparison, of all analyses or of those with some options.

    A row per analysis: ``effect``, ``agrees`` (with the claim) and ``published`` (whether every other choice is the
    published one).
    """
    rows = robustness.specifications(comparison)
    rows = rows[(rows[[*chosen]] == pd.Series(chosen)).all(axis=1)] if chosen else rows
    return rows[["effect", "agrees"]].assign(published=robustness.published(rows))


def without_one(what: str = "state") -> pd.DataFrame:
    """Return the elasticity without one country (``state``) or one ``source`` at a time, in the form of `analyses`."""
    rows = robustness.leave_out().query("number == 'elasticity' and what == @what")
    return pd.DataFrame({"effect": rows["value"], "agrees": rows["value"] < 1, "published": False})


def elasticity_without_one() -> Estimate:
    """State between which values the elasticity on refugees abroad is without any one country."""
    effects, whole = without_one()["effect"], analyses("elasticity_supported_refugees").query("published")["effect"]
    about = world.about(_("elasticity"), phrase("robustness.counted_without"), *_TABLES[:2])
    ends, method = (float(effects.min()), float(effects.max())), _("one country excluded at a time")
    found = about.estimate(float(whole.iloc[0]), "", method, float(len(effects)), ends=ends, kind=Kind.RANGE)
    return found.named("robustness.elasticity_without_one", None)


def ratings_without() -> pd.DataFrame:
    """Count the rated countries whose rating changes, and stays, without one kind of evidence, most changes first."""
    rows = robustness.leave_out().query("number == 'ratings'")
    table = pd.DataFrame(
        {"left_out": rows["left_out"], "value": rows["states"] - rows["value"], "other": rows["value"]}
    )
    return table.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def ratings_changed(left_out: str) -> Estimate:
    """Count the ratings that change without one kind of evidence."""
    table = ratings_without()
    row = table.loc[table["left_out"] == left_out, ["value", "other"]].iloc[0]
    tables, counted = ("cases", "country_mentions", "oversight_statistics"), phrase("robustness.counted_ratings")
    return world.part(float(row["value"]), float(row.sum()), _("ratings"), counted, *tables)
