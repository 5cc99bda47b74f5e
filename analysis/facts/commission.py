"""The Commission for the Control of INTERPOL’s Files: complaints, outcomes, delays, and the decisions it published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from analysis.core import judgement
from analysis.core.errors import NoDataError
from analysis.core.messages import _, label
from analysis.core.number_words import Details, phrase
from analysis.facts import world
from analysis.facts.evidence_inputs import TOP_TEN
from analysis.facts.published_series import (
    DECISIONS,
    STATISTICS,
    by_series,
    counted_rows,
    figures,
    of_years,
    statistics,
)
from analysis.facts.selection import Selection, select, worldwide
from analysis.stats.counts import counted_share, outside_bounds, total_bounds
from analysis.stats.estimate import Estimate, Kind


def stated_complaints(selection: Selection) -> list[Estimate]:
    """Return the bounds of the complaints about a country, and where no sum is published, those outside the lists."""
    table, iso3 = world.release()["oversight_statistics"], selection.iso3
    rows = table[table["indicator"] == TOP_TEN]
    sums = dict(zip(rows["country"].astype(str), rows["value"].astype(int), strict=True))
    universe = phrase("oversight._top_ten")
    about = world.about(phrase("oversight._requests"), universe, STATISTICS).at(selection.name)
    always = judgement.load("complaint_lists.yml").in_every_list
    form = "exact" if iso3 in always else ""
    bounds = [total_bounds(sums, always, iso3, about=about).named("oversight.complaints", iso3, form=form)]
    if iso3 in sums:
        return bounds
    return [*bounds, outside_bounds(sums, always, about=about).named("oversight.complaints_outside_lists", iso3)]


def complaints(country: str | Selection | None = None) -> pd.DataFrame:
    """Bounds of the number of complaints to the Commission about a country, 2010 to 2017.

    Returns
    -------
    DataFrame
        One row for the country, or for each territory that the data names: ``country``, ``low`` (the published sum of
        the yearly top-ten lists, or 0), ``high`` (that and what the last places of the lists leave to other years), and
        ``outside_lists``: the bound if the country was in no list, where no sum is published. In requests.

    Examples
    --------
    >>> complaints("Tuvalu")[["low", "high", "outside_lists"]].to_numpy().tolist()
    [[0.0, 124.0, 86.0]]
    """
    selection = select(country)
    codes = world.by_name(world.known_territories()) if selection.country is None else [selection.country]
    rows = []
    for iso3 in codes:
        inside, *outside = stated_complaints(Selection(iso3))
        rows.append((iso3, inside.low, inside.high, outside[0].high if outside else None))
    table = pd.DataFrame(rows, columns=["country", "low", "high", "outside_lists"]).astype({"outside_lists": float})
    return world.sourced(table, STATISTICS)


#: Admissible complaints about data in the files.
ADMISSIBLE = "ccf_complaints_admissible_data_subjects"
NOT_COMPLIANT = "ccf_complaints_noncompliant_deleted"
OUTCOMES = [NOT_COMPLIANT, "ccf_complaints_compliant_subject_to_update", "ccf_complaints_compliant"]
#: Reasons why data were deleted; the other deletions state none.
REASONS = ["ccf_deleted_on_legal_issues", "ccf_deleted_ncb_no_answer"]
#: Series of the months that late answers took -> what was answered.
DURATIONS = {"ccf_access_requests_late_duration": _("access requests"), "ccf_complaints_late_duration": _("complaints")}


def _outcomes(since: int | None, until: int | None) -> tuple[int, pd.Series[int]]:
    """Return the counts of complaints by outcome of the last year that has them."""
    names = [ADMISSIBLE, *OUTCOMES, *REASONS]
    wide = by_series(figures(*names, since=since, until=until), "year", names).dropna()
    if wide.empty:
        raise NoDataError("no year with all outcomes", "years with one", "choose more years")
    return int(wide.index[-1]), wide.iloc[-1].astype(int)


def complaint_outcomes(since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """What became of the admissible complaints about data in INTERPOL's files, in the last year with all outcomes.

    Parameters
    ----------
    since, until : int, optional
        First and last year among which that one is looked for.

    Returns
    -------
    DataFrame
        ``outcome`` (in words; the last row has those without a stated outcome), ``complaints``, and ``year``. Without a
        row where no year has all outcomes.

    Examples
    --------
    >>> complaint_outcomes(until=2021)["complaints"].tolist()
    [239, 50, 7, 20, 133, 29]
    """
    try:
        known, counts = _outcomes(since, until)
    except NoDataError:
        return world.sourced(pd.DataFrame({"outcome": [], "complaints": [], "year": []}), STATISTICS)
    parts = counts[[*REASONS, *OUTCOMES[1:]]]
    parts["reason_not_stated"] = counts[NOT_COMPLIANT] - counts[REASONS].sum()
    parts["outcome_not_stated"] = counts[ADMISSIBLE] - counts[OUTCOMES].sum()
    parts = parts[[*REASONS, "reason_not_stated", *OUTCOMES[1:], "outcome_not_stated"]]
    outcomes = [label(part, "complaint-outcome") for part in parts.index]
    table = pd.DataFrame({"outcome": outcomes, "complaints": parts.to_list(), "year": known})
    return world.sourced(table, STATISTICS)


def deletions(selection: Selection) -> Iterator[Estimate]:
    """Shares of admissible complaints that led to deletion: on legal grounds, for any reason, and of those stated."""
    worldwide(selection)
    year, counts = _outcomes(selection.since, selection.until)
    universe = phrase("oversight._finalised", year=year)
    deleted, whole, stated = counts[NOT_COMPLIANT], counts[ADMISSIBLE], counts[OUTCOMES].sum()
    noun = phrase("oversight._deleted")
    every = counted_share(deleted, whole, about=world.about(noun, universe, STATISTICS))
    legal, no_answer = counts[REASONS]
    parts: Details = {"legal": legal, "no_answer": no_answer, "deleted": deleted, "rest": deleted - legal - no_answer}
    on_legal_grounds = replace(every, value=float(legal / whole))
    yield on_legal_grounds.named("oversight.deleted_on_legal_grounds", None, year=year, every=every.value, **parts)
    yield every.named("oversight.deleted", None)
    noun = phrase("oversight._deleted_of_stated")
    of_stated = counted_share(deleted, stated, about=world.about(noun, universe, STATISTICS))
    yield of_stated.named("oversight.deleted_of_stated", None)


def late_durations(selection: Selection) -> Iterator[Estimate]:
    """Months that late answers took, where a source says so: the middle of the range published, and its ends."""
    table = statistics(selection)
    for row in table[table["indicator"].isin(DURATIONS)].to_dict("records"):
        low, high = (float(part) for part in str(row["value_text"]).split("-"))
        kind, year = DURATIONS[row["indicator"]], row["year"]
        universe = phrase("oversight._late", kind=kind, year=year)
        about, method = world.about(_("months"), universe, STATISTICS), _("as published: a range")
        months = about.estimate((low + high) / 2, "", method, 1.0, ends=(low, high), kind=Kind.RANGE)
        yield months.named(f"oversight.{row['indicator'].removeprefix('ccf_')}", None, kind=kind, year=year)


EXCERPTS = phrase("oversight._excerpts")
DECISION_OUTCOMES = ["not_compliant", "compliant_with_update", "compliant"]
_STATUTE = "CCF Statute"


def _excerpts(since: int | None, until: int | None) -> pd.DataFrame:
    """Return the published excerpts; summaries by others and reported cases are excluded: none counts twice."""
    rows = Selection(since=since, until=until).within(world.release()["ccf_decisions"])
    return rows[rows["source_kind"] == "published_excerpt"]


def _grounds_of(coded: str) -> list[str]:
    """Split coded grounds into groups."""
    groups = [part.split(":")[0].strip() for part in coded.split("|")]
    return list(dict.fromkeys(_STATUTE if group.startswith(_STATUTE) else group for group in groups))


def decisions(*columns: str, since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """Excerpts of decisions that the Commission published, counted by outcome; chosen for teaching, so no sample.

    Parameters
    ----------
    *columns : str
        What to count by: columns of ``ccf_decisions``, or ``ground`` (an excerpt with two grounds is in two rows).
    since, until : int, optional
        First and last year.

    Returns
    -------
    DataFrame
        The columns, ``not_compliant``, ``compliant_with_update`` and ``compliant``, and ``decisions`` (all of them); by
        year also ``highest`` (the highest number of a decision) and ``missing`` (numbers of which we found none).

    Examples
    --------
    >>> decisions("year", since=2024)["decisions"].tolist()
    [4, 4]
    """
    table = _excerpts(since, until)
    table = table.assign(ground=table["grounds_coded"].map(_grounds_of), decisions="decisions")
    table = table.explode("ground") if "ground" in columns else table
    by = [table[column] for column in columns or ["decisions"]]
    counts = pd.crosstab(by, table["outcome_code"]).reindex(columns=DECISION_OUTCOMES, fill_value=0)
    counts["decisions"] = table.groupby(list(columns) or ["decisions"]).size()
    if columns == ("year",):
        counts["highest"] = table.groupby("year")["decision_no"].max().astype(int)
        counts["missing"] = counts["highest"] - counts["decisions"]
    return world.sourced(counts.rename_axis(columns=None).reset_index(drop=not columns), DECISIONS)


def decisions_found(selection: Selection) -> Iterator[Estimate]:
    """Excerpts found, by outcome, and those that their numbers imply."""
    worldwide(selection)
    years = {"since": selection.since, "until": selection.until}
    by_year = decisions("year", **years)
    total = by_year.sum()
    count, missing = int(total["decisions"]), int(total["missing"])
    query, outcomes = of_years(selection, query="source_kind == 'published_excerpt'"), total[DECISION_OUTCOMES]
    yield counted_rows("decisions", count, _("excerpts"), EXCERPTS, DECISIONS, query, query, **outcomes.astype(int))
    yield counted_rows("decisions_not_found", missing, _("excerpts not found"), EXCERPTS, DECISIONS)
