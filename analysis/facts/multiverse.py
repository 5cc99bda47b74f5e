"""Each conclusion under every set of choices, one effect an analysis, and what turns it."""

from __future__ import annotations

import math

import pandas as pd

from analysis.core.messages import _
from analysis.core.number_words import phrase
from analysis.facts import robustness, world
from analysis.stats.estimate import Estimate, Kind

_TABLES = ("cases", "refugees_by_origin_host", "governance_country_year")


def held(shares: pd.DataFrame) -> pd.DataFrame:
    """Return in which share of analyses each claim holds, with refugees as the exposure, most often first.

    Takes the shares of `robustness.by_status`; ``value`` is that of supported cases, ``other`` that of the others, and
    ``always`` says whether the claim holds in every analysis of both.
    """
    cells = shares.pivot_table("refugees", "claim", "status").dropna(subset="supported")
    cells = cells.sort_values(["supported", "not supported"], ascending=False, kind="stable").reset_index()
    cells["always"] = cells[["supported", "not supported"]].eq(1).all(axis=1)
    return cells.rename(columns={"claim": "group", "supported": "value", "not supported": "other"})


def span(comparison: str, **chosen: str) -> dict[str, float]:
    """Return between which values the effects of a comparison are, of all analyses or of those with some options.

    ``published`` is the effect where every other choice is the published one, ``least`` and ``most`` are the ends, and
    ``share`` is the part of the ``analyses`` that agrees with the claim.
    """
    rows = robustness.specifications(comparison)
    rows = rows[(rows[[*chosen]] == pd.Series(chosen)).all(axis=1)] if chosen else rows
    ours = rows.loc[robustness.published(rows), "effect"]
    return _span(rows["effect"], rows["agrees"]) | {"published": float(ours.iloc[0])}


def span_without(what: str = "state") -> dict[str, float]:
    """Return the same of the elasticity without one country (``state``) or one ``source`` at a time."""
    effects = robustness.leave_out().query("number == 'elasticity' and what == @what")["value"]
    return _span(effects, effects < 1)


def _span(effects: pd.Series, agrees: pd.Series) -> dict[str, float]:
    ends = {"published": math.nan, "least": float(effects.min()), "most": float(effects.max())}
    return {"analyses": len(effects), "share": float(agrees.mean()), **ends}


def doubled(found: dict[str, float]) -> dict[str, float]:
    """Return a span of elasticities as times as many cases for twice as many refugees (or people)."""
    return found | {end: 2 ** found[end] for end in ("published", "least", "most")}


def doubled_without_one() -> Estimate:
    """State how many times as many cases twice as many refugees come with, and the ends without any one country."""
    found, whole = doubled(span_without()), doubled(span("elasticity_supported_refugees"))["published"]
    about = world.about(_("times as many cases"), phrase("robustness.counted_without"), *_TABLES[:2])
    ends, method = (found["least"], found["most"]), _("one country excluded at a time")
    stated = about.estimate(whole, "", method, float(found["analyses"]), ends=ends, kind=Kind.RANGE)
    return stated.named("robustness.doubled_without_one", None)


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
