"""The named statistics that the brief states and its recommendations rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from analysis.core import hand
from analysis.core.countries import nearest
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, relative
from analysis.core.judgement import Recommendation
from analysis.core.messages import _
from analysis.core.reads import cache
from analysis.facts import evidence, notices, world
from analysis.facts.cases import (
    days_held,
    held_and_refused,
    held_cases,
    people_held,
    register,
    returned,
    without_corrections,
)
from analysis.facts.commission import deleted_on_legal_grounds
from analysis.facts.evidence import levels
from analysis.facts.oversight import (
    GROUNDS,
    ISSUED_SERIES,
    ON_ARTICLES,
    REFUSAL_YEAR,
    REFUSED,
    REFUSED_SHARE,
    SERIES,
    TOGETHER,
    TOTAL,
    refusals_of_the_year,
    statistics_rows,
    yearly,
)
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate, Subject, complete_count

__all__ = [
    "STATISTICS", "complaints_alone", "complaints_upheld", "conflicting_figures", "documented", "issued",
    "median_days_held", "outcomes_unknown", "public_concentration", "published_sources", "recommendations",
    "refugees_held", "refusals_by_state", "refused", "refused_on_articles", "refused_share", "refused_that_year",
    "requests_to_commission", "states_found", "statistic", "statistics", "strong_evidence",
]  # fmt: skip

REGISTER = _("all cases in the register but corrections, in which INTERPOL had no part")


def _register_rows() -> pd.DataFrame:
    return without_corrections(world.release().cases)


def _share_of_rows(part: pd.DataFrame, whole: pd.DataFrame, noun: str) -> Estimate:
    return counted_share(len(part), len(whole), about=Subject(_("World"), noun, REGISTER, world.source("cases")))


def documented() -> Estimate:
    """Count the documented cases that strong evidence supports.

    Returns
    -------
    Estimate
        A complete count of documented cases that count by the rule of the evidence level.

    Examples
    --------
    >>> documented().method
    'complete count'
    """
    return register()


def states_found() -> Estimate:
    """Count the states with a case that counts or a source that names them.

    Returns
    -------
    Estimate
        A complete count of states and territories, of those that the data name.

    Examples
    --------
    >>> states_found().value > complaints_alone().value
    True
    """
    return levels()


def complaints_alone() -> Estimate:
    """Count the states of which nothing but complaints is known.

    Returns
    -------
    Estimate
        A complete count of states and territories, of those that the data name.

    Examples
    --------
    >>> complaints_alone().unit
    'countries and territories'
    """
    words, (entry,) = (
        evidence.evidence_words(),
        [x for x in evidence.evidence_rule().levels if set(x.any_of[0]) == {"complaints"}],
    )
    count = int((words == entry.word).sum())
    return complete_count(
        count, universe=evidence.ALL_STATES, source=world.source("cases", "country_mentions", "oversight_statistics"),
        unit=_("countries and territories"),
        sentence=_("For {count} states nothing but complaints was found, {meaning}.", count=count,
            meaning=entry.meaning),
    )  # fmt: skip


def strong_evidence() -> Estimate:
    """Count the states whose evidence level is extensive or substantial.

    Returns
    -------
    Estimate
        A complete count of states and territories, of those that the data name.

    Examples
    --------
    >>> strong_evidence().value < states_found().value
    True
    """
    words = evidence.evidence_words()
    strong = int(words.isin(["extensive", "substantial"]).sum())
    return complete_count(
        strong, universe=evidence.ALL_STATES, source=world.source("cases", "country_mentions", "oversight_statistics"),
        unit=_("countries and territories"),
        sentence=_("The evidence level is extensive or substantial for {count} of {states} states and territories.",
            count=strong, states=len(words)),
    )  # fmt: skip


def issued() -> Estimate:
    """Give the latest published number of Red Notices issued in a year.

    Returns
    -------
    Estimate
        Red Notices, without diffusions; the preferred value and the range published, of the last year read.

    Examples
    --------
    >>> issued().unit
    'Red Notices'
    """
    return yearly("issued")[-1][1]


def refused() -> Estimate:
    """Give the latest published number of notices and diffusions refused or cancelled.

    Returns
    -------
    Estimate
        Notices and diffusions refused before or cancelled after publication, of the last year read.

    Examples
    --------
    >>> refused().unit
    'notices and diffusions'
    """
    return yearly("refused")[-1][1]


def requests_to_commission() -> Estimate:
    """Give the latest published number of admissible requests to the CCF.

    Returns
    -------
    Estimate
        Admissible requests to the CCF in the last year read; the sentence also states the first.

    Examples
    --------
    >>> print(requests_to_commission().sentence)
    Admissible requests to the Commission: 975 in 2017, 2,586 in 2024.
    """
    rows = yearly("complaints")
    (first, before), (last, now) = rows[0], rows[-1]
    years = {"first": str(first), "last": str(last)}
    sentence = _(
        "Admissible requests to the Commission: {before} in {first}, {now} in {last}.", before=before.value,
        now=now.value, **years,
    )  # fmt: skip
    return replace(now, sentence=sentence)


def refused_on_articles() -> Estimate:
    """Give the refusals on Article 2 or 3 of the year with the fullest figures, with the conflict between figures.

    Returns
    -------
    Estimate
        Notices and diffusions refused or cancelled in ``REFUSAL_YEAR``, with the range published.

    Examples
    --------
    >>> found = refused_on_articles()
    >>> found.low, found.high
    (483.0, 503.0)
    """
    return refusals_of_the_year()[ON_ARTICLES]


def refused_that_year() -> Estimate:
    """Give all refusals of the year with the fullest figures, of which those on Article 2 or 3 are a part.

    Returns
    -------
    Estimate
        Notices and diffusions refused or cancelled in ``REFUSAL_YEAR``.

    Examples
    --------
    >>> refused_that_year().value > refused_on_articles().value
    True
    """
    return refusals_of_the_year()[REFUSED]


def refused_share() -> Estimate:
    """Give the refusals as a share of issued plus refused of the year with the fullest figures.

    Returns
    -------
    Estimate
        A share between 0 and 1 with the bounds of its two denominators, of ``REFUSAL_YEAR``.

    Examples
    --------
    >>> found = refused_share()
    >>> round(found.low, 3), round(found.high, 3)
    (0.051, 0.054)
    """
    return refusals_of_the_year()[REFUSED_SHARE]


def refusals_by_state() -> Estimate:
    """Count the published figures on refusals by INTERPOL that tell the requesting state.

    Returns
    -------
    Estimate
        A complete count of published figures on refused or cancelled requests.

    Examples
    --------
    >>> refusals_by_state().value
    0.0
    """
    table = world.release().oversight_statistics
    rows = table[table["indicator"].str.startswith("ndtf_refused_or_cancelled")]
    told = int((rows["country"] != "WORLD").sum())
    return complete_count(
        told, universe=_("refused; published totals that were read"), source=world.source("oversight_statistics"),
        unit=_("published figures"),
        sentence=_("{count_words} of the {figures} published figures on what INTERPOL’s task force refused or "
            "cancelled {count_verb} the requesting country.", figures=len(rows),
            count_words=_("{count}", count=told) if told else _("None"), count_verb=_("name") if told else _("names")),
    )  # fmt: skip


def conflicting_figures() -> Estimate:
    """Count the groups of published figures that conflict.

    Returns
    -------
    Estimate
        A complete count of groups of figures that sources give differently, of every universe.

    Examples
    --------
    >>> conflicting_figures().unit
    'groups of figures'
    """
    groups = world.release().oversight_statistics["conflict_group"].nunique()
    return complete_count(
        int(groups),
        universe=_("published figures of every universe that were read"),
        source=world.source("oversight_statistics"),
        unit=_("groups of figures"),
        sentence=_("In {count} groups of published figures, sources disagree on the same figure.", count=groups),
    )


def complaints_upheld() -> Estimate:
    """Give the share of admissible complaints that led to deletion on legal grounds, in the fullest year.

    Returns
    -------
    Estimate
        A share between 0 and 1; ``n`` is the admissible complaints about data held. The sentence also states all
        deletions, of which some followed from a bureau that did not answer.

    Examples
    --------
    >>> found = complaints_upheld()
    >>> found.value, found.n
    (0.5, 478.0)
    """
    stated = deleted_on_legal_grounds()
    assert stated is not None
    return stated


def refugees_held() -> Estimate:
    """Count the cases in which the person held was a refugee or asylum seeker.

    Returns
    -------
    Estimate
        A complete count of cases; ``n`` is the cases in which people were held on a request through INTERPOL.

    Examples
    --------
    >>> refugees_held().n == people_held().value
    True
    """
    held = people_held()
    count = int((held_cases()["target_profile"] == "refugee_or_asylum_seeker").sum())
    sentence = _(
        "In {count} of {total} cases in which people were held, the person was a refugee or asylum seeker.",
        count=count,
        total=held.value,
    )
    return replace(held, value=float(count), n=held.value, sentence=sentence)


def median_days_held() -> Estimate:
    """Give the median days in prison or under house arrest in the cases that state them.

    Returns
    -------
    Estimate
        That of `cases.days_held` for all countries.

    Examples
    --------
    >>> median_days_held().unit
    'days'
    """
    stated = days_held()
    assert stated is not None
    return stated


def public_concentration() -> Estimate:
    """Give the share of public notices that the three largest requesters account for.

    Returns
    -------
    Estimate
        A share between 0 and 1; ``n`` is the public Red Notices at the snapshot of reference.

    Examples
    --------
    >>> 0 < public_concentration().value < 1
    True
    """
    return notices.concentration()[0][1]


def outcomes_unknown() -> Estimate:
    """Give the share of register rows for which INTERPOL's decision is not known.

    Returns
    -------
    Estimate
        A share between 0 and 1 of register rows; ``n`` is all of them. Counted: ``REGISTER``.

    Examples
    --------
    >>> outcomes_unknown().n == len(_register_rows())
    True
    """
    rows = _register_rows()
    unknown = rows[rows["oversight_outcome"].fillna("unknown") == "unknown"]
    return _share_of_rows(unknown, rows, _("of cases state no decision of INTERPOL"))


#: Name of a statistic, as recommendations cite it -> how it is computed.
STATISTICS: dict[str, Callable[[], Estimate]] = {
    function.__name__: function
    for function in (
        people_held, held_and_refused, median_days_held, returned, refugees_held, documented, states_found,
        complaints_alone, strong_evidence, issued, refused, refused_on_articles, refused_share, refused_that_year,
        refusals_by_state, conflicting_figures, complaints_upheld, public_concentration, outcomes_unknown,
        requests_to_commission,
    )
}  # fmt: skip


def published_sources() -> pd.DataFrame:
    """Give where the published figures were read that the brief states.

    Returns
    -------
    DataFrame
        One row a source: ``year`` (of the figure), ``source_title``, ``source_url``; each source of a year once.

    Examples
    --------
    >>> bool(published_sources()["source_url"].str.startswith("http").all())
    True
    """
    latest = {SERIES[basis]: yearly(basis)[-1][0] for basis in ("issued", "refused", "complaints")}
    read = list(latest.items())
    read += [(name, REFUSAL_YEAR) for name in (TOTAL, TOGETHER, GROUNDS["art2"], GROUNDS["art3"], ISSUED_SERIES)]
    table = statistics_rows()
    rows = pd.concat([table[(table["indicator"] == name) & (table["year"] == year)] for name, year in read])
    return rows[["year", "source_title", "source_url"]].drop_duplicates(ignore_index=True)


#: The file of recommendations, each of which cites a statistic.
FILE = HAND / "recommendations.yml"


def statistic(name: str, file: str | None = None) -> Estimate:
    """Compute a named statistic.

    Parameters
    ----------
    name : str
        A key of ``STATISTICS``.
    file : str, optional
        The file that cites it.

    Returns
    -------
    Estimate
        The number, with its universe, unit and sentence.

    Raises
    ------
    InputError
        If there is no statistic of that name.

    Examples
    --------
    >>> statistic("refused") == refused()
    True
    """
    if name not in STATISTICS:
        fix = "choose one of them, or add a function to analysis/facts/headlines.py"
        raise InputError(f"the statistic {name!r}", f"one of {', '.join(sorted(STATISTICS))}", fix, file=file)
    return _computed(name)


@cache
def _computed(name: str) -> Estimate:
    """Compute a statistic of all states once; each state's page cites some."""
    return STATISTICS[name]()


def statistics(*names: str) -> dict[str, Estimate]:
    """Compute named statistics.

    Parameters
    ----------
    *names : str
        Keys of ``STATISTICS``; all of them if none is given.

    Returns
    -------
    dict of str to Estimate
        By name, in the order in which they were asked for.

    Raises
    ------
    InputError
        If there is no statistic of a name.

    Examples
    --------
    >>> {name: held.value for name, held in statistics("refusals_by_state", "documented").items()}
    {'refusals_by_state': 0.0, 'documented': 130.0}
    """
    return {name: statistic(name) for name in names or STATISTICS}


def recommendations(actor: str | None = None) -> pd.DataFrame:
    """Give what each actor can do, why, and the number that supports it.

    Parameters
    ----------
    actor : str, optional
        Whom the recommendations are for; all actors if it is left out or blank.

    Returns
    -------
    DataFrame
        One row a recommendation of ``data/hand/recommendations.yml``, in order: ``actor``, ``recommendation``,
        ``reason``, ``statistic`` (its name), and the fields of the statistic's `Estimate`.

    Raises
    ------
    InputError
        If there is no such actor, or a recommendation cites a statistic that there is not.

    Examples
    --------
    >>> recommendations("INTERPOL")["statistic"].tolist()
    ['refusals_by_state', 'conflicting_figures', 'median_days_held']
    """
    entries = [entry.model_dump() for entry in hand.entries(Recommendation)]
    actors = list(dict.fromkeys(entry["actor"] for entry in entries))
    if actor and actor not in actors:
        close = nearest(actor, actors)
        fix = f"write {' or '.join(map(repr, close))}" if close else "choose one of these"
        raise InputError(f"the actor {actor!r}", f"one of {some(actors)}", fix)
    chosen = [entry for entry in entries if not actor or entry["actor"] == actor]
    return pd.DataFrame([{**e, **statistic(e["statistic"], relative(FILE)).as_dict()} for e in chosen])
