"""What the public notices show about the secret ones: bounds, orders that hold, and what would reverse a conclusion."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from itertools import combinations, product

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from analysis.core import judgement
from analysis.core.errors import InputError, NoDataError, some
from analysis.core.messages import _
from analysis.core.number_words import Details, phrase
from analysis.core.private import WORLD
from analysis.facts import charges, world
from analysis.facts.charges import Sensitivity, sensitive_states, sensitive_table, strictly, survivors
from analysis.facts.notice_counts import number_or_none
from analysis.facts.selection import Selection, select
from analysis.facts.summary import Fact
from analysis.stats.estimate import Estimate, Kind
from analysis.stats.sensitivity import bounded, reversing_factor, true_share, visible_needed

__all__ = ["bounds", "grid", "pairs", "reversal", "share_needed"]

#: The least and the largest part of all notices that is assumed public: an assumption of the reports, no estimate.
VISIBLE = (0.10, 0.14)

#: How many notices a country needs, so that it is ordered with others.
ENOUGH = 40

#: How many times the odds among hidden notices may differ from those among public ones, unless a reader says otherwise.
FACTOR = 3.0

#: Public shares of the grid, each for one country with each for the others.
GRID = (0.03, 0.1, 0.2, 0.4)

#: The code of all other countries together.
REST = "REST"

_TABLE, _METHOD = "public_notices_sensitive", phrase("visibility._limited")


def bounds(
    country: str | Selection | None = None, *, visible: float | pd.Series[float] = VISIBLE[0],
    factor: float | Sequence[float] = FACTOR, kind: Sensitivity = "broad", level: float | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Possible share of notices with charges sensitive under Article 3 among all notices, public and secret.

    Parameters
    ----------
    visible : float or Series of float
        Share of all notices that is public, the same for each country or by ISO3 code; nobody publishes it.
    factor : float or sequence of float
        How many times the odds among secret notices may differ from those among public ones, 1 or more.
    level : float, optional
        Carry the error of the lexicon of charges into the bounds, at this level; by default it is taken as right.

    Returns
    -------
    DataFrame
        One row per country and assumption: ``country`` (``REST``: all others together, where one is named), ``notices``
        (public), ``public_low`` and ``public_high`` (share of these; they differ where a count is too small to show),
        ``visible``, ``factor`` (blank: nothing is assumed, Manski 1989), ``low`` and ``high`` (share of all notices).
        Countries with ten public notices or more; empty for a country with fewer.

    Examples
    --------
    >>> table = bounds("Russia", factor=[3, 2]).query("country == 'RUS'")
    >>> table[["low", "high"]].round(2).to_numpy().tolist()
    [[0.08, 0.98], [0.62, 0.92], [0.7, 0.89]]
    """
    iso3, shares = select(country).country, sensitive_states(kind)
    if iso3 is not None:
        own = shares[shares.index == iso3]
        shares = own if own.empty else pd.concat([own, _rest(iso3, kind)])
    shares = shares if level is None else _with_lexicon_error(shares, kind, level)
    part = visible.reindex(shares.index) if isinstance(visible, pd.Series) else pd.Series(visible, shares.index)
    if part.isna().any():
        missing = some(shares.index[part.isna()])
        raise InputError(f"no visible share of {missing}", "one for each country", "add them to the Series")
    factors = [math.inf, *(factor if isinstance(factor, Sequence) else [factor])]
    rows = [
        (code, count, low, high, part[code], by, bounded(low, part[code], by)[0], bounded(high, part[code], by)[1])
        for code, count, low, high in shares.itertuples(name=None)
        for by in factors
    ]
    columns = ["country", "notices", "public_low", "public_high", "visible", "factor", "low", "high"]
    table = pd.DataFrame(rows, columns=columns).astype({"factor": float}).replace({"factor": {math.inf: math.nan}})
    table.attrs = {"title": phrase("visibility._possible"), "counted": survivors(), "source": _TABLE}
    return table


def _rest(iso3: str, kind: Sensitivity) -> pd.DataFrame:
    """Return the same for all other countries together."""
    own, every = (sensitive_table().astype(int).loc[code].to_dict() for code in (iso3, WORLD))
    rest, other = every["notices"] - own["notices"], {"low": "high", "high": "low"}
    ends = {end: (every[f"{kind}_{end}"] - own[f"{kind}_{of}"]) / rest for end, of in other.items()}
    return pd.DataFrame({"notices": rest, **ends}, index=[REST])


def _with_lexicon_error(shares: pd.DataFrame, kind: Sensitivity, level: float) -> pd.DataFrame:
    """Widen shares by what the lexicon may miss or call sensitive by error (Clopper & Pearson 1934)."""
    errors = judgement.table("lexicon_errors.csv").set_index("kind").loc[[kind]].to_dict("records")[0]
    missed, wrong = (
        float(proportion_confint(int(errors[part]), int(errors[whole]), 1 - level, "beta")[1])
        for part, whole in (("missed", "sensitive"), ("wrong", "others"))
    )
    low, high = shares["low"].map(partial(true_share, missed=0, wrong=wrong)), shares["high"]
    return shares.assign(low=low, high=high.map(partial(true_share, missed=missed, wrong=0)))


def grid(
    country: str | Selection | None = "RUS", *, visible: Sequence[float] = GRID, factor: float = FACTOR,
    level: float = 0.95,
) -> pd.DataFrame:  # fmt: skip
    """Conclusions that hold if a country publishes a different share of its notices than all others, by assumption.

    Parameters
    ----------
    visible : sequence of float
        Shares of all notices that are public, each for the country with each for the others; nobody publishes them.
    factor : float
        How many times the odds among secret notices may differ from those among public ones, 1 or more.
    level : float
        Of the error of the lexicon of charges, from labelled charges.

    Returns
    -------
    DataFrame
        One row per pair of shares: ``visible`` (of the country), ``visible_others``, ``reversal`` (factor beyond which
        its sensitive share could fall to theirs), ``reversal_with_error`` (with the lexicon's error against the order;
        1 where that alone reverses it), ``pairs``, ``kept`` and ``kept_with_error`` (pairs of countries with forty
        public notices or more whose order holds within ``factor``).

    Raises
    ------
    NoDataError
        If the country's share is not above that of the rest.

    Examples
    --------
    >>> grid("RUS", visible=[0.1])[["reversal", "reversal_with_error", "kept"]].round(1).to_numpy().tolist()
    [[7.3, 6.4, 38.0]]
    """
    selection, own, rest, _n = _above_the_rest(country)
    both = pd.DataFrame({"low": [own, rest], "high": [own, rest]})
    low, high = _with_lexicon_error(both, "broad", level).to_numpy().diagonal()
    rows = []
    for part, others in product(visible, visible):
        worst = reversing_factor(low, high, part, others) if low > high else 1.0
        counts = [_ordered_count(selection.iso3, part, others, factor, error) for error in (None, level)]
        rows.append((part, others, reversing_factor(own, rest, part, others), worst, math.comb(counts[0][0], 2),
            *(kept for _states, kept in counts)))  # fmt: skip
    columns = ["visible", "visible_others", "reversal", "reversal_with_error", "pairs", "kept", "kept_with_error"]
    found = pd.DataFrame(rows, columns=columns)
    found.attrs = {"title": phrase("visibility._grid"), "counted": survivors(), "source": _TABLE}
    return found


def _ordered_count(iso3: str, visible: float, others: float, factor: float, level: float | None) -> tuple[int, int]:
    """Count countries with enough notices, and how many of their pairs are in a sure order."""
    shares = pd.Series(others, sensitive_states("broad").index).where(lambda part: part.index != iso3, visible)
    states = bounds(visible=shares, factor=factor, level=level).query("factor.notna() and notices >= @ENOUGH")
    low, high = (states[end].to_numpy() for end in ("low", "high"))
    return len(states), int((low[:, None] > high).sum())


def over_grid(table: pd.DataFrame, country: str | Selection | None = "RUS") -> Estimate:
    """State between which factors the reversal lies over a grid, as `grid` gives it."""
    low, high = float(table["reversal"].min()), float(table["reversal"].max())
    about = world.about(_("times the odds"), phrase("visibility._all", seen=survivors()), _TABLE)
    found = about.estimate(low, "", _METHOD, float(len(table)), ends=(low, high), kind=Kind.BOUNDS)
    assumed = {"least": table["visible"].min(), "most": table["visible"].max()}
    surely = float(table["reversal_with_error"].min())
    return found.named("visibility.over_grid", select(country).country, surely=surely, **assumed)


def _above_the_rest(country: str | Selection | None) -> tuple[Selection, float, float, int]:
    """Return the least share of a country, the largest of all others together, and n; refuse if it is not larger."""
    selection, table = select(country), sensitive_table().astype(int)
    if selection.iso3 not in table.index:
        raise NoDataError(f"too few public notices of {selection.name}", "more of them", "see notices.compare")
    own, rest = table.loc[selection.iso3].to_dict(), float(_rest(selection.iso3, "broad")["high"].iloc[0])
    share = own["broad_low"] / own["notices"]
    if share < rest:
        got = f"{selection.name}, with a sensitive share that may not be above the rest"
        raise NoDataError(got, "a country with a share that is certainly above", "see visibility.bounds")
    return selection, share, rest, int(table.loc[WORLD].to_dict()["notices"])


def reversal(country: str | Selection | None = "RUS", *, visible: float = VISIBLE[0]) -> Estimate:
    """Factor beyond which a country's sensitive share of all notices could fall to that of all other countries.

    Returns
    -------
    Estimate
        Times the odds among public notices, without an interval: exact once the visible share is assumed.

    Raises
    ------
    NoDataError
        If the country's share is not above that of the rest.

    Examples
    --------
    >>> round(reversal("RUS", visible=0.1).value, 1)
    7.3
    """
    selection, own, rest, n = _above_the_rest(country)
    value, largest = reversing_factor(own, rest, visible), next(one for one in charges.LARGEST if one != selection.iso3)
    others = charges.share_without([str(selection.iso3), largest], "broad")
    universe = phrase("visibility._all_if", visible=visible, seen=survivors())
    about = world.about(_("times the odds"), universe, _TABLE)
    details: Details = {"own": own, "rest": rest, "visible": visible, "largest": largest}
    found = about.estimate(value, "", _METHOD, n, kind=Kind.DERIVED)
    elsewhere = max(others.value, others.high or 0)
    strict: Details = {
        "strict": strictly(selection.iso3),
        "rest_strict": _rest(str(selection.iso3), "strict")["high"].iloc[0],
    }
    return found.named("visibility.reversal", selection.country, others=elsewhere, **details, **strict)


def share_needed(country: str | Selection | None = "RUS", *, factor: float = math.inf) -> Estimate:
    """Smallest public share of all notices at which a country's sensitive share is certainly above that of the rest.

    Returns
    -------
    Estimate
        A share of all notices, the same for every country, at which the bounds separate; without an interval.

    Raises
    ------
    NoDataError
        If the country's share is not above that of the rest.

    Examples
    --------
    >>> round(share_needed("RUS").value, 3)
    0.584
    """
    selection, own, rest, n = _above_the_rest(country)
    value = visible_needed(own, rest, factor)
    about = world.about("share", phrase("visibility._all", seen=survivors()), _TABLE)
    method = phrase("visibility._separate")
    name = "visibility.share_needed" if math.isinf(factor) else "visibility.share_needed_within"
    found = about.estimate(value, "", method, n, kind=Kind.DERIVED)
    return found.named(name, selection.country, factor=factor)


def pairs(visible: float = VISIBLE[0], factor: float = FACTOR, *, kind: Sensitivity = "broad") -> pd.DataFrame:
    """Factor by which hidden notices would have to differ before the order of two countries could reverse.

    Returns
    -------
    DataFrame
        One row per pair of countries with forty public notices or more: ``larger``, ``smaller``, ``reversal`` (the
        factor of the odds that reverses the order, least favourable to it where a count is not published; 1 where
        unpublished counts alone leave it open), ``reversal_if_one`` (if each unpublished count is one), ``holds`` and
        ``holds_if_one`` (within ``factor``) and ``visible_needed`` (the visible share above which nothing hidden
        reverses it; blank where the order is open).

    Examples
    --------
    >>> table = pairs()
    >>> len(table), int(table["holds"].sum())
    (120, 38)
    """
    rows = sensitive_states(kind).query("notices >= @ENOUGH")[["low", "high"]].itertuples(name=None)
    table = pd.DataFrame([_pair(one, two, visible) for one, two in combinations(rows, 2)])
    table = table.assign(holds=table["reversal"] > factor, holds_if_one=table["reversal_if_one"] > factor)
    words: Details = {"states": len({*table["larger"], *table["smaller"]}), "enough": ENOUGH, "seen": survivors()}
    table.attrs["counted"] = phrase("visibility._pairs_if", visible=visible, **words)
    return world.sourced(table, _TABLE)


def _pair(one: tuple[str, float, float], two: tuple[str, float, float], visible: float) -> dict[str, object]:
    first, second = sorted((one, two), key=lambda row: (-row[1], -row[2]))
    (larger, low, high), (smaller, other_low, other_high) = first, second
    is_ordered, middles = low > other_high, sorted(((low + high) / 2, (other_low + other_high) / 2))
    return {
        "larger": larger,
        "smaller": smaller,
        "reversal": reversing_factor(low, other_high, visible) if is_ordered else 1.0,
        "reversal_if_one": reversing_factor(middles[1], middles[0], visible),
        "visible_needed": visible_needed(low, other_high) if is_ordered else None,
    }


def _apart(ranges: pd.DataFrame) -> int:
    """Count the pairs of countries of `bounds` whose ranges of possible shares do not overlap."""
    ends = zip(ranges["low"], ranges["high"], strict=True)
    return sum(one[0] > two[1] or two[0] > one[1] for one, two in combinations(ends, 2))


def ordered(factor: float = FACTOR, visible: float = VISIBLE[0]) -> Estimate:
    """Count the pairs of countries whose order holds although hidden notices differ from public ones by a factor."""
    table = pairs(visible, factor)
    assumed: Details = {"states": len({*table["larger"], *table["smaller"]}), "visible": visible, "factor": factor}
    about = world.about(_("pairs of countries"), table.attrs["counted"], _TABLE)
    found = about.estimate(int(table["holds"].sum()), "", _METHOD, len(table), kind=Kind.DERIVED)
    name = "visibility.pairs_certain" if math.isinf(factor) else "visibility.pairs_within"
    wide = bounds(visible=visible, factor=factor, level=0.95).drop_duplicates("country", keep="last")
    with_error = _apart(wide[wide["notices"] >= ENOUGH])  # of the lexicon
    return found.named(name, None, if_one=int(table["holds_if_one"].sum()), with_error=with_error, **assumed)


def with_bounds(country: str | Selection, visible: float = VISIBLE[0]) -> Estimate:
    """Return what a country's broad share among all its notices may be; refuse one with too few public notices."""
    selection, table = select(country), bounds(country, visible=visible)
    if table.empty:
        raise NoDataError(f"too few public notices of {selection.name}", "ten or more", "see notices.compare")
    count, low, high = (float(table[name].iloc[0]) for name in ("notices", "public_low", "public_high"))
    ends = float(table["low"].iloc[0]), float(table["high"].iloc[0])
    first, last = judgement.followed()
    universe = phrase("visibility._own_if", visible=visible, seen=survivors())
    about, method = world.about("share", universe, _TABLE), _("worst-case bounds (Manski 1989)")
    found = about.estimate(low, "", method, count, ends=ends, kind=Kind.BOUNDS)
    shown: Details = {"public": high, "form": "exact" if low == high else "hidden", "visible": visible}
    shown["strict"] = strictly(selection.iso3)
    return found.named("visibility.bounds", selection.iso3, first=first, last=last, **shown)


def unattributed() -> Estimate:
    """Count the public notices whose requesting country is unknown, which all bounds take as secret."""
    table, last = world.release()["public_notices_sensitive"], judgement.followed()[1]
    row = table[(table["snapshot_date"] == last.isoformat()) & table["requesting_country"].isna()].iloc[0]
    count, noun = int(row["notices"]), phrase("visibility._unattributed")
    strict = str(row["strict"])
    if strict.startswith("<"):
        strict = _("fewer than {count}", count=strict.removeprefix("<"))
    found = world.counted(count, _("notices"), noun, _TABLE)
    return found.named("visibility.unattributed", None, broad=row["broad"], strict=strict, day=last)


def stated(country: str | Selection, visible: Sequence[float], factor: float) -> list[Estimate]:
    """Return the numbers of the report on what cannot be seen, at each visible share."""
    found: list[Estimate | None] = []
    for part in visible:
        found += [number_or_none(with_bounds, country, part), ordered(math.inf, part), ordered(factor, part)]
        found.append(number_or_none(reversal, country, visible=part))
    found += [number_or_none(share_needed, country), number_or_none(share_needed, country, factor=10.0)]
    return [estimate for estimate in found if estimate is not None]


def _ordered_pairs(selection: Selection) -> list[Estimate]:
    return [] if selection.country else [ordered(math.inf), ordered()]


SUMMARY: tuple[Fact, ...] = (with_bounds, reversal, share_needed, _ordered_pairs)
