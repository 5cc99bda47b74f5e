"""What the public notices show about the secret ones: bounds, orders that hold, and what would reverse a conclusion."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pandas as pd

from analysis.core.errors import InputError
from analysis.core.messages import _
from analysis.core.private import WORLD
from analysis.facts import world
from analysis.facts.notices import KINDS, sensitive_states, sensitive_table, survivors
from analysis.facts.selection import Selection, select
from analysis.stats.estimate import Estimate, Kind, number, percent
from analysis.stats.sensitivity import bounded, reversing_factor, visible_needed

__all__ = [
    "against_the_rest", "assumed", "bounds", "bounds_table", "needed", "one_sentence", "ordered", "orders",
    "orders_by_factor", "public_shares", "reversal",
]  # fmt: skip

#: The least and the largest part of all notices that is held public here: an assumption of the reports, no estimate.
VISIBLE = (0.10, 0.14)

#: How many notices a state needs, so that its share is ordered beside others.
ENOUGH = 40

#: How many times the odds among hidden notices may differ from those among public ones, unless a reader says otherwise.
FACTOR = 3.0

_TABLE, _METHOD = "public_notices_sensitive", _("bounded odds between secret and public notices")


def public_shares(kind: str = "broad", enough: int = ENOUGH) -> pd.DataFrame:
    """Return the share of Article 3-sensitive notices of each state, as far as the public list tells it.

    ``iso3``, ``notices``, ``low`` and ``high``, which differ where a count below three is not told.

    Parameters
    ----------
    enough : int
        How many notices a state needs.

    Examples
    --------
    >>> len(public_shares("broad"))
    16
    """
    if kind not in KINDS:
        raise InputError(f"kind {kind!r}", "strict or broad", "choose one of the two")
    shares = sensitive_states(kind).query("notices >= @enough")
    return shares.rename_axis("iso3").reset_index()


def bounds_table(visible: float = VISIBLE[0], kind: str = "broad", factor: float = FACTOR) -> pd.DataFrame:
    """Return what each state's share among all its notices may be: whatever is hidden, and within a factor of the odds.

    The columns of `public_shares`; ``least`` and ``most`` (nothing assumed), ``least_within`` and ``most_within``.

    Examples
    --------
    >>> held = bounds_table(0.1).set_index("iso3").loc["RUS"]
    >>> round(float(held["least"]), 2), round(float(held["most"]), 2)
    (0.08, 0.98)
    """
    shares = public_shares(kind)
    ends = [
        _ends(low, high, visible) + _ends(low, high, visible, factor)
        for low, high in shares[["low", "high"]].itertuples(index=False)
    ]
    return shares.join(pd.DataFrame(ends, columns=["least", "most", "least_within", "most_within"]))


def _ends(low: float, high: float, visible: float, factor: float = math.inf) -> tuple[float, float]:
    return bounded(low, visible, factor)[0], bounded(high, visible, factor)[1]


def with_bounds(country: str | Selection, visible: float = VISIBLE[0]) -> Estimate | None:
    """Return what a state's broad share among all its notices may be; None where too few are public."""
    place = select(country)
    row = _seen(place)
    if row is None:
        return None
    low, high = ends = _ends(row["low"], row["high"], visible)
    words = {"low": percent(low), "high": percent(high), "visible": percent(visible)}
    sentence = _(
        "{place}: {public} of {notices} public notices are Article 3-sensitive in the broad sense. If {visible} of its "
        "notices are public, the share among all of them is between {low} and {high}, with no assumption on the secret "
        "ones.", place=place.name, public=_share_in_words(row), notices=number(row["notices"]), **words,
    )  # fmt: skip
    universe = _("all notices of the country, {visible} of them assumed public; seen: {seen}", visible=percent(visible),
        seen=survivors())  # fmt: skip
    about, method = world.about("share", universe, _TABLE), _("worst-case bounds (Manski 1989)")
    return about.estimate(row["low"], sentence, method, row["notices"], ends=ends, kind=Kind.BOUNDS)


def _seen(place: Selection) -> dict[str, float] | None:
    """Return notices and the ends of the broad share of a state; None for one with too few for a percentage."""
    shares = sensitive_states("broad")
    if place.iso3 not in shares.index:
        return None
    return {name: float(shares[name][place.iso3]) for name in ("notices", "low", "high")}


def _share_in_words(row: dict[str, float]) -> str:
    low, high = row["low"], row["high"]
    return percent(low) if low == high else _("at most {high}", high=percent(high))


#: What may be assumed of hidden notices, from nothing to that they are as the public ones are.
_FACTORS = (math.inf, 10.0, 3.0, 2.0, 1.0)


def assumed(country: str | Selection, visible: float = VISIBLE[0]) -> pd.DataFrame:
    """Return what a state's share may be under assumptions that grow stronger, for a small chart.

    ``group`` (the assumption in words), ``factor`` (missing where nothing is assumed), ``low``, ``high``; empty where
    fewer than ten notices are public.

    Examples
    --------
    >>> held = assumed("Russia")
    >>> bool(held["low"].is_monotonic_increasing), bool(held["high"].is_monotonic_decreasing)
    (True, True)
    """
    row = _seen(select(country))
    rows = [
        (_assumption(factor), None if math.isinf(factor) else factor, *_ends(row["low"], row["high"], visible, factor))
        for factor in _FACTORS
    ] if row else []  # fmt: skip
    return pd.DataFrame(rows, columns=["group", "factor", "low", "high"]).astype({"factor": float})


def _assumption(factor: float) -> str:
    if math.isinf(factor):
        return _("nothing assumed")
    if factor == 1:
        return _("secret ones as the public ones")
    return _("odds of secret ones within {factor} times", factor=number(factor))


def orders(visible: float = VISIBLE[0], kind: str = "broad") -> pd.DataFrame:
    """Return for each pair of states how much hidden notices would have to differ before their order could reverse.

    One row a pair: ``larger``, ``smaller``, ``factor`` (least favourable to the order where a count is not told; 1
    where untold counts alone leave the order open), ``factor_if_one`` (if each count that is not told is one, the
    middle of what it can be, whichever state is then the larger) and ``visible_needed`` (the visible share above which
    nothing hidden reverses it; missing where the order is open).

    Examples
    --------
    >>> len(orders())
    120
    """
    rows = public_shares(kind)[["iso3", "low", "high"]].itertuples(index=False, name=None)
    return pd.DataFrame([_pair(one, two, visible) for one, two in combinations(rows, 2)])


#: A state's code, and the least and the largest share that its public notices may hold.
_Row = tuple[str, float, float]


def _pair(one: _Row, two: _Row, visible: float) -> dict[str, object]:
    first, second = sorted((one, two), key=lambda row: (-row[1], -row[2]))
    (larger, low, high), (smaller, other_low, other_high) = first, second
    is_ordered, middles = low > other_high, sorted(((low + high) / 2, (other_low + other_high) / 2))
    return {
        "larger": larger,
        "smaller": smaller,
        "factor": reversing_factor(low, other_high, visible) if is_ordered else 1.0,
        "factor_if_one": reversing_factor(middles[1], middles[0], visible),
        "visible_needed": visible_needed(low, other_high) if is_ordered else None,
    }


def ordered(factor: float = FACTOR, visible: float = VISIBLE[0], kind: str = "broad") -> Estimate:
    """Count the pairs of states whose order holds although hidden notices differ from public ones by a factor.

    Pairs whose order holds whatever the small counts are that are not told; the sentence also says how many there are
    if each of these is one.

    Examples
    --------
    >>> int(ordered(3).value), int(ordered(3).n), int(ordered(math.inf).value)
    (38, 120, 0)
    """
    pairs = orders(visible, kind)
    least, middle = int((pairs["factor"] > factor).sum()), int((pairs["factor_if_one"] > factor).sum())
    states = number(len(public_shares(kind)))
    words = {"least": number(least), "pairs": number(len(pairs)), "states": states, "visible": percent(visible)}
    if math.isinf(factor):
        sentence = _(
            "With {visible} of notices public and no assumption on the secret ones, the order of {least} of {pairs} "
            "pairs of {states} countries is certain.", **words,
        )  # fmt: skip
    else:
        sentence = _(
            "With {visible} of notices public, and odds among secret ones within {factor} times those among public "
            "ones, the order of {least} of {pairs} pairs of {states} countries holds for any value of the small counts "
            "that are not published, and of {middle} if each of these is one.", factor=number(factor),
            middle=number(middle), **words,
        )  # fmt: skip
    universe = _(
        "pairs of {states} countries with {enough} or more notices, {visible} of all notices assumed public; seen: "
        "{seen}",
        states=states, enough=number(ENOUGH), seen=survivors(), visible=percent(visible),
    )  # fmt: skip
    about = world.about(_("pairs of countries"), universe, _TABLE)
    return about.estimate(least, sentence, _METHOD, len(pairs), kind=Kind.DERIVED)


def orders_by_factor(
    visible: tuple[float, ...] = VISIBLE, kind: str = "broad", factors: tuple[float, ...] = (), last: float = 15.0
) -> pd.DataFrame:
    """Return how many pairs of states keep their order, factor by factor.

    ``visible``, ``factor``, ``pairs``, ``kept`` (whatever the untold small counts are) and ``kept_if_one``.

    Parameters
    ----------
    factors : tuple of float
        Factors to look at; by default quarters from 1 to ``last``.
    last : float
        The last factor.

    Examples
    --------
    >>> orders_by_factor((0.1,), factors=(3.0,))[["kept", "kept_if_one"]].to_numpy().tolist()
    [[38, 57]]
    """
    steps, found = factors or tuple(1 + place / 4 for place in range(round(4 * (last - 1)) + 1)), []
    for part in visible:
        pairs = orders(part, kind)
        for step in steps:
            kept = (pairs[["factor", "factor_if_one"]] > step).sum()
            found.append((part, step, len(pairs), *kept))
    return pd.DataFrame(found, columns=["visible", "factor", "pairs", "kept", "kept_if_one"])


def _against_the_rest(iso3: str) -> tuple[float, float, int, int]:
    """Return the broad share of a state and of all others together, and their notices."""
    table = sensitive_table().astype(int)
    own, every = table.loc[iso3].to_dict(), table.loc[WORLD].to_dict()
    rest = every["notices"] - own["notices"]
    return own["broad_low"] / own["notices"], (every["broad_high"] - own["broad_low"]) / rest, own["notices"], rest


def against_the_rest(country: str = "RUS", visible: float = VISIBLE[0]) -> pd.DataFrame:
    """Return the broad share of a state beside that of all others together, and what each may be among all notices.

    ``group``, ``notices``, ``share``, ``least`` and ``most`` (nothing assumed).

    Examples
    --------
    >>> against_the_rest()["notices"].tolist()
    [3043, 2929]
    """
    place = select(country)
    own, rest, count, others = _against_the_rest(place.iso3)
    rows = [(place.name, count, own), (_("all other countries together"), others, rest)]
    table = [(*row, *bounded(row[2], visible)) for row in rows]
    return pd.DataFrame(table, columns=["group", "notices", "share", "least", "most"])


def reversal(country: str = "RUS", visible: float = VISIBLE[0]) -> Estimate:
    """Return the factor beyond which a state's share could fall to that of all other countries together.

    A factor of the odds, without an interval; it is exact once the visible share is given.

    Raises
    ------
    ValueError
        If the state's share is not above that of the rest.

    Examples
    --------
    >>> round(reversal("RUS", 0.1).value, 1)
    7.3
    """
    place = select(country)
    own, rest, count, others = _against_the_rest(place.iso3)
    value = reversing_factor(own, rest, visible)
    words = {"own": percent(own), "rest": percent(rest), "factor": number(value), "visible": percent(visible)}
    sentence = _(
        "{place}: {own} of public notices are Article 3-sensitive in the broad sense, and {rest} in the rest of the "
        "world. With {visible} of notices public, this order among all notices could reverse only if secret odds "
        "differ from public ones by more than {factor} times in both, each against the order.", place=place.name,
        **words,
    )  # fmt: skip
    universe = _("all notices, {visible} of them assumed public for each country; seen: {seen}",
        visible=percent(visible), seen=survivors())  # fmt: skip
    about = world.about(_("times the odds"), universe, _TABLE)
    return about.estimate(value, sentence, _METHOD, count + others, kind=Kind.DERIVED)


def needed(country: str = "RUS", factor: float = math.inf) -> Estimate:
    """Return which part of all notices would have to be public so that a state's share is surely above the rest.

    A share of all notices, the same for every state.

    Examples
    --------
    >>> round(needed("RUS").value, 3)
    0.584
    """
    place = select(country)
    own, rest, count, others = _against_the_rest(place.iso3)
    value = visible_needed(own, rest, factor)
    words = {"place": place.name, "needed": percent(value)}
    sentence = _(
        "{place}: more than {needed} of all notices would have to be public before its share were above that of the "
        "rest, with no assumption on the secret ones.", **words,
    ) if math.isinf(factor) else _(
        "{place}: with odds among hidden notices within {factor} times, more than {needed} of all notices would have "
        "to be public before the share of {place} were surely above that of the rest.", factor=number(factor), **words,
    )  # fmt: skip
    about = world.about("share", _("all notices; seen: {seen}", seen=survivors()), _TABLE)
    method = _("the visible share at which bounds separate")
    return about.estimate(value, sentence, method, count + others, kind=Kind.DERIVED)


def bounds(
    visible: tuple[float, ...] = VISIBLE, factor: float = FACTOR, country: str = "RUS"
) -> list[tuple[str, Estimate]]:
    """Return the numbers of the report on what cannot be seen, at each visible share.

    Examples
    --------
    >>> len(bounds()) >= 8
    True
    """
    name, found = select(country).name, list[tuple[str, Estimate | None]]()
    within = _("Pairs of countries in certain order, odds within {factor} times", factor=number(factor))
    for part in visible:
        found += [
            (_("{place}: share among all notices, nothing assumed", place=name), with_bounds(country, part)),
            (_("Pairs of countries in certain order, nothing assumed"), ordered(math.inf, part)),
            (within, ordered(factor, part)),
            (_("{place} against the rest: factor that could reverse the order", place=name), reversal(country, part)),
        ]
    public = _("{place} against the rest: part of notices that would have to be public", place=name)
    found += [
        (_("{public}, nothing assumed", public=public), needed(country)),
        (_("{public}, odds within {factor} times", public=public, factor=number(10.0)), needed(country, 10.0)),
    ]
    return [(label, estimate) for label, estimate in found if estimate is not None]


def one_sentence(country: str | Selection, visible: tuple[float, float] = VISIBLE) -> Estimate | None:
    """Say in one sentence what can be said of a state's notices that cannot be seen.

    Bounds at the least visible part, which contain those at the largest; None where fewer than ten notices are public,
    of which nothing can be said.

    Examples
    --------
    >>> one_sentence("Belarus") is None
    True
    >>> one_sentence("Russia").sentence.startswith("Of all Red Notices that Russia requested")
    True
    """
    place, least = select(country), min(visible)
    bounds, row = with_bounds(country, least), _seen(place)
    if bounds is None or bounds.low is None or bounds.high is None or row is None:
        return None
    sentence = _("Of all Red Notices that {place} requested, public or not, between {low} and {high} rest on charges "
        "of speech, state security, public order, terrorism or armed formations, if {visible} are public. Of the "
        "{notices} public ones it is {public}; nothing that is public narrows the rest.", place=place.called,
        public=_share_in_words(row), notices=number(row["notices"]), low=percent(bounds.low), high=percent(bounds.high),
        visible=percent(least))  # fmt: skip
    return replace(bounds, sentence=sentence)
