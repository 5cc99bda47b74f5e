"""The Commission for the Control of INTERPOL's Files: requests, outcomes, delays, and the decisions it published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from analysis.core.errors import InputError
from analysis.core.messages import N_, _, label
from analysis.facts import world
from analysis.facts.oversight import ADMISSIBLE, STATISTICS, Figure, figure, figures, find, statistics_rows
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate, Kind, Subject, percent
from analysis.tables.library import plain

__all__ = [
    "admissible_growth", "by_ground", "by_year", "deleted_on_legal_grounds", "late_answers", "late_durations",
    "late_shares", "missing_count", "not_compliant", "not_compliant_of_stated", "outcome_parts", "read_count",
]  # fmt: skip

#: The year with the fullest published outcomes, and its outcomes in the order drawn.
OUTCOME_YEAR = 2021


NOT_COMPLIANT = "ccf_complaints_noncompliant_deleted"


OUTCOMES = {
    NOT_COMPLIANT: _("not compliant, data deleted"),
    "ccf_complaints_compliant_subject_to_update": _("compliant after an update"),
    "ccf_complaints_compliant": _("compliant"),
}


#: Reason why data were deleted -> its words; the other deletions state none.
REASONS = {
    "ccf_deleted_on_legal_issues": _("data deleted on legal grounds"),
    "ccf_deleted_ncb_no_answer": _("data deleted, as a national bureau did not answer"),
}


#: Kind of request -> series of answers in time, series of answers after the deadline.
DELAYS = {
    _("Access requests"): ("ccf_access_requests_in_time_share", "ccf_access_requests_late_share"),
    _("Complaints"): ("ccf_complaints_in_time_share", "ccf_complaints_late_share"),
}


def admissible_growth(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return how admissible requests grew between the first and the last year read.

    A ratio: 2 is twice as many; of admissible requests to the CCF, complete counts. None where the rows hold fewer than
    two years.

    Examples
    --------
    >>> admissible_growth().value > 1
    True
    """
    known_years = figures("ccf_admissible_requests", rows)
    if len(known_years) < 2:
        return None
    first, *_unused, last = known_years
    ratio = last.value / first.value
    years = {"first": str(first.year), "last": str(last.year)}
    universe = _("{first} and {last}", **years)
    about = Subject(_("World"), _("admissible requests to the CCF"), universe, world.source(STATISTICS))
    sentence = _(
        "The CCF found {count} requests admissible in {last}, {ratio} times as many as in {first} ({before}); complete "
        "counts.", count=last.value, ratio=ratio, before=first.value, **years,
    )  # fmt: skip
    method, n = _("ratio of complete counts"), float(first.value)
    return about.estimate(ratio, sentence, method, n, unit="ratio", kind=Kind.DERIVED)


def outcome_parts(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Split the admissible complaints of the year with the fullest figures by outcome.

    Columns outcome, complaints; the last row holds those whose outcome is not stated. Empty where the rows do not hold
    ``OUTCOME_YEAR``.

    Examples
    --------
    >>> outcome_parts()["complaints"].tolist()
    [239, 50, 7, 20, 133, 29]
    """
    whole, stated = find(ADMISSIBLE, OUTCOME_YEAR, rows), _stated(OUTCOMES, rows)
    if whole is None:
        return pd.DataFrame({"outcome": [], "complaints": []})
    not_stated = {_("outcome not stated"): whole.value - sum(stated.values())}
    reasons = _stated(REASONS, rows)
    otherwise = {
        _("data deleted, reason not stated"): stated.pop(_("not compliant, data deleted")) - sum(reasons.values())
    }
    parts = reasons | otherwise | stated | not_stated
    return pd.DataFrame({"outcome": list(parts), "complaints": list(parts.values())})


def _stated(series: Mapping[str, str], rows: pd.DataFrame | None) -> dict[str, int]:
    """Count the complaints of each series of ``OUTCOME_YEAR``, by its words."""
    figures_of_year = {words: find(name, OUTCOME_YEAR, rows) for name, words in series.items()}
    return {words: one.value for words, one in figures_of_year.items() if one is not None}


def deleted_on_legal_grounds(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return the share of admissible complaints that led to deletion on legal grounds, and what else was deleted.

    A share between 0 and 1; ``n`` is the admissible complaints to the CCF about data held, of ``OUTCOME_YEAR``. None
    where the rows do not hold that year.

    Examples
    --------
    >>> deleted_on_legal_grounds().value
    0.5
    """
    everything, whole = not_compliant(rows), find(ADMISSIBLE, OUTCOME_YEAR, rows)
    if everything is None or whole is None:
        return None
    legal, no_answer = (figure(series, OUTCOME_YEAR, rows).value for series in REASONS)
    deleted = figure(NOT_COMPLIANT, OUTCOME_YEAR, rows).value
    sentence = _("{legal} of {whole} admissible complaints of {year} led to deletion on legal grounds ({share}). "
        "Another {no_answer} did so because a bureau did not answer. In all, {deleted} ({every}) led to deletion.",
        legal=legal, whole=whole.value, share=percent(legal / whole.value), no_answer=no_answer, deleted=deleted,
        every=percent(everything.value), year=str(OUTCOME_YEAR))  # fmt: skip
    return replace(everything, value=legal / whole.value, sentence=sentence)


def not_compliant(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return the share of admissible complaints whose data did not comply with the rules.

    A share between 0 and 1; ``n`` is the admissible complaints to the CCF about data held, of ``OUTCOME_YEAR``. None
    where the rows do not hold that year.

    Examples
    --------
    >>> round(not_compliant().value, 3)
    0.619
    """
    whole = find(ADMISSIBLE, OUTCOME_YEAR, rows)
    return (
        None
        if whole is None
        else _not_compliant(whole.value, N_("of admissible complaints led to deletion, for any reason"), rows)
    )


def not_compliant_of_stated(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return the same share among the complaints whose outcome is stated.

    As `not_compliant`; ``n`` is smaller.

    Examples
    --------
    >>> not_compliant_of_stated().value > not_compliant().value
    True
    """
    whole = sum(_stated(OUTCOMES, rows).values())
    return (
        _not_compliant(whole, N_("of complaints with a stated outcome led to deletion, for any reason"), rows)
        if whole
        else None
    )


def _not_compliant(whole: int, word: str, rows: pd.DataFrame | None) -> Estimate:
    part = figure(NOT_COMPLIANT, OUTCOME_YEAR, rows).value
    universe = _(
        "complaints to the CCF about data in INTERPOL's files, finalised in {year}; a complete count",
        year=str(OUTCOME_YEAR),
    )
    about = Subject(_("World"), _(word), universe, world.source(STATISTICS))
    return counted_share(part, whole, about=about)


def late_shares(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the share answered late by kind of request and year, as published and mirrored.

    Columns kind, year, late, mirror; shares between 0 and 1.

    Examples
    --------
    >>> table = late_shares()
    >>> bool(((table["late"] + table["mirror"]).round(12) == 1).all())
    True
    """
    found = [
        {"kind": kind, "year": one.year, "late": _late(one, in_time), "mirror": 1 - _late(one, in_time)}
        for kind, (before, after) in DELAYS.items()
        for series, in_time in ((before, True), (after, False))
        for one in figures(series, rows)
    ]
    return pd.DataFrame(found, columns=["kind", "year", "late", "mirror"])


def _late(published: Figure, in_time: bool) -> float:
    return 1 - published.estimate.value if in_time else published.estimate.value


def late(kind: str, year: int) -> Estimate:
    """Return the share answered late, between the published figure and its mirror image."""
    table = late_shares()
    rows = table[(table["kind"] == kind) & (table["year"] == year)]
    if rows.empty:
        known = ", ".join(f"{one} {when}" for one, when in table[["kind", "year"]].itertuples(index=False))
        raise InputError(f"answers to {kind} in {year}", f"one of {known}", "choose a kind and a year that were read")
    row = rows.iloc[0]
    value, mirror = float(row["late"]), float(row["mirror"])
    sentence = _(
        "{kind}, {year}: {late} answered after the deadline as published, {mirror} if late and in time were exchanged.",
        kind=kind, year=str(year), late=percent(value), mirror=percent(mirror),
    )  # fmt: skip
    universe = _("{kind} to the CCF, {year}", kind=kind.lower(), year=str(year))
    about = Subject(_("World"), "share", universe, world.source(STATISTICS))
    ends, method = (min(value, mirror), max(value, mirror)), _("as published, and its mirror image")
    return about.estimate(value, sentence, method, 1.0, ends=ends, kind=Kind.BOUNDS)


#: Series that say how many months late answers took -> what was answered.
DURATIONS = {"ccf_access_requests_late_duration": _("access requests"), "ccf_complaints_late_duration": _("complaints")}


def late_answers(rows: pd.DataFrame | None = None) -> list[Estimate]:
    """Return the share answered late for each kind of request and year that was read.

    As of `late`, in the order of `late_shares`.

    Examples
    --------
    >>> len(late_answers()) == len(late_shares())
    True
    """
    return [late(kind, year) for kind, year in late_shares(rows)[["kind", "year"]].itertuples(index=False)]


def late_durations(
    rows: pd.DataFrame | None = None, cite: Callable[[object, object], str] = lambda title, _: str(title)
) -> list[Estimate]:
    """Return how many months late answers took, where a source says so.

    In months: the middle of the range published, and its ends.

    Parameters
    ----------
    cite : callable
        How the sentence names its source, from the source's title and address; by default by its title.

    Examples
    --------
    >>> [(held.low, held.high) for held in late_durations()]
    [(7.0, 8.0), (12.0, 15.0)]
    """
    table = statistics_rows(rows)
    return [_months(row, cite) for _, row in table[table["indicator"].isin(DURATIONS)].iterrows()]


def _months(row: pd.Series, cite: Callable[[object, object], str]) -> Estimate:
    low, high = (float(part) for part in str(row["value_text"]).split("-"))
    kind = DURATIONS[str(row["indicator"])]
    year, source = str(row["year"]), cite(row["source_title"], row["source_url"])
    sentence = _(
        "In {year} late answers to {kind} took {low} to {high} months, says {source}.", year=year, kind=kind, low=low,
        high=high, source=source,
    )  # fmt: skip
    universe, ends = _("{kind} to the CCF answered after the deadline, {year}", kind=kind, year=year), (low, high)
    about = Subject(_("World"), _("months"), universe, world.source(STATISTICS))
    return about.estimate((low + high) / 2, sentence, _("as published: a range"), 1.0, ends=ends, kind=Kind.RANGE)


DECISIONS = "ccf_decisions"


EXCERPTS = _("excerpts of decisions that the CCF chose to publish and that we found; no sample of its decisions")


DECISION_OUTCOMES = ("not_compliant", "compliant_with_update", "compliant")


_STATUTE = "CCF Statute"


def _excerpts(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published excerpts; summaries by others and reported cases are left out, so that none counts twice."""
    table = world.release().ccf_decisions if rows is None else plain(rows)
    return table[table["source_kind"] == "published_excerpt"]


def _grounds_of(coded: str) -> list[str]:
    """Split coded grounds into groups."""
    groups = [part.split(":")[0].strip() for part in coded.split("|")]
    return list(dict.fromkeys(_STATUTE if group.startswith(_STATUTE) else group for group in groups))


def by_ground(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count excerpts by ground and outcome.

    Index grounds as coded, columns outcomes as coded; an excerpt with two grounds stands in two rows.

    Examples
    --------
    >>> list(by_ground().columns)
    ['not_compliant', 'compliant_with_update', 'compliant']
    """
    table = _excerpts(rows)
    long = table.assign(ground=table["grounds_coded"].map(_grounds_of)).explode("ground")
    counts = pd.crosstab(long["ground"], long["outcome_code"])
    return counts.reindex(columns=list(DECISION_OUTCOMES), fill_value=0)


def by_year(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count excerpts by year and outcome, with the highest number seen in the year.

    Index year; the outcomes as coded, ``read``, ``highest`` number and ``missing`` (numbers below it not read).

    Examples
    --------
    >>> table = by_year()
    >>> bool((table["read"] + table["missing"] == table["highest"]).all())
    True
    """
    table = _excerpts(rows)
    counts = pd.crosstab(table["year"], table["outcome_code"]).reindex(columns=list(DECISION_OUTCOMES), fill_value=0)
    highest = table.groupby("year")["decision_no"].max().astype(int)
    read = table.groupby("year").size()
    return counts.assign(read=read, highest=highest, missing=highest - read)


def read_count(rows: pd.DataFrame | None = None) -> Estimate:
    """Count the excerpts read, by outcome.

    A complete count of excerpts; counted: ``EXCERPTS``.

    Examples
    --------
    >>> print(read_count().sentence)
    We found 34 published excerpts: 18 not compliant, 5 compliant with update, 11 compliant.
    """
    counts = _excerpts(rows)["outcome_code"].value_counts().reindex(list(DECISION_OUTCOMES), fill_value=0)
    parts = (_("{count} {outcome}", count=counts[outcome], outcome=label(outcome)) for outcome in DECISION_OUTCOMES)
    count = len(_excerpts(rows))
    sentence = _("We found {count} published excerpts: {outcomes}.", count=count, outcomes=", ".join(parts))
    return world.counted(count, _("excerpts"), EXCERPTS, sentence, DECISIONS)


def missing_count(rows: pd.DataFrame | None = None) -> Estimate:
    """Count the excerpts that the numbering implies and that were not read.

    A complete count of numbers that no excerpt was read of, up to the highest number seen in each year.

    Examples
    --------
    >>> missing_count().unit
    'excerpts not found'
    """
    missing = int(by_year(rows)["missing"].sum())
    sentence = _("Their numbers imply at least {count} more that we did not find.", count=missing)
    return world.counted(missing, _("excerpts not found"), EXCERPTS, sentence, DECISIONS)
