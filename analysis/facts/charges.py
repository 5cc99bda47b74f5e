"""Charges in public notices: the share with sensitive charges, of a country and of all, and every group."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Literal, Unpack

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.errors import InputError
from analysis.core.hand_models import WHOLE
from analysis.core.judgement import followed
from analysis.core.messages import N_, _, label
from analysis.core.number_words import phrase
from analysis.core.private import LEAST_SHOWN, WORLD, span
from analysis.facts import world
from analysis.facts.notice_counts import share_between, share_by_inference, too_few
from analysis.facts.selection import LevelChoices, NoticeChoices, Selection, chosen
from analysis.facts.world import release
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, Kind, Subject, listed, percent, share_in_words

#: What counts as sensitive.
Sensitivity = Literal["broad", "strict"]
KINDS: tuple[Sensitivity, ...] = ("strict", "broad")
#: The requesting countries with most notices: the share over all notices is never stated with both of them.
LARGEST = ("RUS", "SLV")


def sensitive_share(
    country: str | Selection | None = None, *, kind: Sensitivity = "broad",
    **choices: Unpack[LevelChoices],
) -> Estimate:  # fmt: skip
    """Share of a country's public notices with charges that are sensitive under Article 3 only.

    Choices: level. There is no share of all countries: it would be that of Russia and El Salvador.

    Returns
    -------
    Estimate
        A share of the notices public at the last look and already at the snapshot of reference. Kind REQUESTER where
        the inference of who requested gives it; otherwise complete, or HIDDEN: bounds of a count below three.

    Examples
    --------
    >>> sensitive_share("Russia").value > sensitive_share("Russia", kind="strict").value
    True
    """
    selection = chosen(country, choices, LevelChoices)
    if kind not in KINDS:
        raise InputError(f"kind {kind!r}", "strict or broad", "choose one of the two")
    table = sensitive_table()
    if selection.iso3 not in table.index:
        raise too_few(selection)
    about = _about_charges(kind).at(selection.name)
    row = table.loc[selection.iso3].astype(int).to_dict()
    bounds = row[f"{kind}_low"], row[f"{kind}_high"], row["notices"]
    found = share_by_inference(selection, kind, about) or share_between(*bounds, about)
    return found.named(_sensitive_name(kind), selection.country, strict=strictly(selection.iso3))


def strictly(iso3: str | None) -> str:
    """Say what is left of a country's broad count by the strict definition; neither is stated alone."""
    row = sensitive_table().astype(int).loc[iso3].to_dict()
    return _strictly(row["strict_low"], row["strict_high"], row["notices"], row["broad_low"])


def _strictly(low: int, high: int, whole: int, broad: int) -> str:
    form, share = "exact" if low == high else "", share_in_words(high, whole)
    return phrase("notices._strictly", high, form=form, n=whole, share=share, mostly=int(2 * high < broad))


def _sensitive_name(kind: str, of: str = "") -> str:
    return f"notices.sensitive_share{'' if kind == 'broad' else '_strict'}{of}"


def survivors() -> str:
    """Describe which notices carry both a charge and a requesting country."""
    first, last = followed()
    return phrase("notices._of_days", first=first, last=last)


def _about_charges(kind: Sensitivity) -> Subject:
    return world.about(label(kind, "sensitive"), survivors(), "public_notices_sensitive")


@cache
def sensitive_table() -> pd.DataFrame:
    """Return notices, and what those that are Article 3-sensitive can be, by requesting country."""
    table = release()["public_notices_sensitive"]
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()].set_index("requesting_country")
    notices = rows["notices"].astype(int)
    spans = [span(rows[kind], notices).add_prefix(f"{kind}_") for kind in KINDS]
    return pd.concat([notices, *spans], axis=1)


def sensitive_states(kind: Sensitivity) -> pd.DataFrame:
    """Return the least and the greatest share of each requesting country with enough notices for a percentage."""
    if kind not in KINDS:
        raise InputError(f"kind {kind!r}", "strict or broad", "choose one of the two")
    table = sensitive_table().drop(index=WORLD).query("notices >= @LEAST_FOR_PERCENT")
    ends = {end: table[f"{kind}_{end}"] / table["notices"] for end in ("low", "high")}
    return table[["notices"]].assign(**ends)


def sensitive_over_states(kind: Sensitivity) -> list[tuple[str, Estimate]]:
    """Return how the share is spread over requesting countries, and that of all notices without the largest."""
    shares = sensitive_states(kind)
    over = [
        (label(which, "over-states", states=len(shares), kind=label(kind)), _of_states(which, shares, kind))
        for which in ("median", "lowest", "highest")
    ]
    for codes in [*([code] for code in LARGEST), list(LARGEST)]:
        without = phrase("notices._all_without", codes=codes, kind=kind)
        over.append((without, share_without(codes, kind)))
    return over


def _of_states(which: str, shares: pd.DataFrame, kind: Sensitivity) -> Estimate:
    ends = shares[["low", "high"]].agg({"median": "median", "lowest": "min", "highest": "max"}[which])
    low, high = float(ends["low"]), float(ends["high"])
    about = _about_charges(kind)
    universe = phrase("notices._of_states", states=len(shares), least=LEAST_FOR_PERCENT, universe=about.universe)
    word = N_("at most {high}") if low == 0 else N_("{low} to {high}")
    share = percent(low) if low == high else _(word, low=percent(low), high=percent(high))
    claim = label(which, "over-states-claim", share=share, noun=about.noun)
    about, method, n = replace(about, universe=universe), label(which, "over-states-method"), float(len(shares))
    strict = ""
    if kind == "broad":
        other = _of_states(which, sensitive_states("strict"), "strict")
        most, word = other.high or other.value, label(which, "over-states-word")
        form = "" if other.high else "exact"
        strict = phrase("notices._strict_of_states", most, form=form, which=word)
    if low == high:
        found = about.estimate(low, about.sentence(claim), method, n, unit="share", kind=Kind.DERIVED)
    else:
        sentence = about.sentence(claim, phrase("notices._small"))
        found = about.estimate(low, sentence, method, n, ends=(low, high), unit="share", kind=Kind.BOUNDS)
    return found.named(_sensitive_name(kind, f"_{which}"), None, strict=strict)


def share_without(codes: list[str], kind: Sensitivity) -> Estimate:
    """Take requesting countries out of all together; what they can be at most leaves the least, and the reverse."""
    table = sensitive_table()
    about = _about_charges(kind).at(_("All without {states}", states=listed(map(country_name, codes))))
    every, out = table.loc[WORLD], table.loc[table.index.isin(codes)].sum()
    ends = {one: (max(0, int(every[f"{one}_low"] - out[f"{one}_high"])), int(every[f"{one}_high"] - out[f"{one}_low"]))
        for one in KINDS}  # fmt: skip
    whole = int(every["notices"] - out["notices"])
    found, strict = share_between(*ends[kind], whole, about), ""
    if kind == "broad":
        strict = _strictly(*ends["strict"], whole, ends["broad"][0])
    return found.named(_sensitive_name(kind, f"_without_{'_'.join(codes).lower()}"), None, strict=strict)


def by_charge(country: str | Selection | None = None) -> pd.DataFrame:
    """Offence groups among a country's public notices, the most frequent first.

    Returns
    -------
    DataFrame
        One row per offence group: ``offence``, ``notices`` and ``most`` (the least and the most that a count too small
        to show can be), ``share`` (of the least) and ``median`` of all requesting countries with ten notices or more,
        each counted once (the most that it can be). A notice with two groups counts for each, so shares add up to more
        than one. Empty for a country with fewer than five notices.

    Examples
    --------
    >>> bool(by_charge("Russia")["share"].is_monotonic_decreasing)
    True
    """
    selection = chosen(country, {}, NoticeChoices)
    table, whole = _offences(), notices_of(selection)
    own = table[table["requesting_country"] == selection.iso3].set_index("offence")["notices"]
    found = span(own, pd.Series(whole, own.index)).rename(columns={"low": "notices", "high": "most"})
    found = found.sort_values("notices", ascending=False, kind="stable")
    found = found.assign(share=found["notices"] / whole, median=_medians()[found.index]).reset_index()
    found.attrs = {"title": phrase("notices._charges", place=selection.name), "counted": survivors()}
    found.attrs["source"] = world.source("public_notices_by_offence")
    return found


def _offences() -> pd.DataFrame:
    table = release()["public_notices_by_offence"]
    return table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]


@cache
def _medians() -> pd.Series[float]:
    """Return the most that the median share of each offence can be, over the countries with enough notices."""
    rows, totals = _offences(), _notices_by_requester()
    most = span(rows["notices"], rows["requesting_country"].map(totals))["high"]
    counts = rows.assign(most=most).pivot_table(index="requesting_country", columns="offence", values="most")
    enough = totals[totals >= LEAST_FOR_PERCENT]
    return counts.reindex(enough.index).fillna(LEAST_SHOWN - 1).div(enough, axis=0).median()


def notices_of(selection: Selection) -> int:
    """Count the public notices of a requesting country, in the list that charges are known for."""
    return int(_notices_by_requester().get(selection.iso3, 0))


@cache
def _notices_by_requester() -> pd.Series[int]:
    table = release()["public_notices_by_requesting_country"]
    rows = table[(table["snapshot_date"] == followed()[1].isoformat()) & table["requesting_country"].notna()]
    return rows.groupby("requesting_country")["notices"].sum().astype(int)
