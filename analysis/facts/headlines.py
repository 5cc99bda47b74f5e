"""The named statistics that the brief states and its recommendations rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pandas as pd

from analysis.core import judgement
from analysis.core.countries import suggestion
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, relative
from analysis.core.judgement import Recommendation
from analysis.core.messages import N_, _
from analysis.facts import cases, evidence, notices, oversight, world
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate

__all__ = [
    "documented", "public_concentration", "published_sources", "recommendations", "requests_to_commission",
    "statistics",
]  # fmt: skip


def documented() -> Estimate:
    """Number of well-documented cases.

    Examples
    --------
    >>> documented().value
    130.0
    """
    return cases.register()


def _countries_by_rating(words: list[str], message: str, **values: object) -> Estimate:
    count = int(evidence.evidence_words().isin(words).sum())
    sentence = _(message, count=count, **values)
    return world.counted(count, _("countries and territories"), evidence.ALL_STATES, sentence, *evidence.TABLES)


def _complaints_alone() -> Estimate:
    (entry,) = (level for level in evidence.evidence_rule().levels if set(level.any_of[0]) == {"complaints"})
    message = N_("For {count} countries we found only complaints, {meaning}.")
    return _countries_by_rating([entry.word], message, meaning=entry.meaning)


def _strong_evidence() -> Estimate:
    message = N_("The evidence level is extensive or substantial for {count} of {states} countries and territories.")
    return _countries_by_rating(["extensive", "substantial"], message, states=len(evidence.evidence_words()))


def requests_to_commission() -> Estimate:
    """Latest published number of admissible requests to the CCF; the sentence also states the first.

    Examples
    --------
    >>> print(requests_to_commission().sentence)
    Admissible requests to the Commission: 975 in 2017, 2,586 in 2024.
    """
    (first, before), *_unused, (last, now) = oversight.yearly("complaints")
    sentence = _(
        "Admissible requests to the Commission: {before} in {first}, {now} in {last}.", before=before.value,
        now=now.value, first=str(first), last=str(last),
    )  # fmt: skip
    return replace(now, sentence=sentence)


def _refusals_by_state() -> Estimate:
    table = world.release().oversight_statistics
    rows = table[table["indicator"].str.startswith(oversight.TOTAL)]
    count = int((rows["country"] != "WORLD").sum())
    sentence = _(
        "{count_words} of the {figures} published figures on what INTERPOL’s task force refused or cancelled "
        "{count_verb} the requesting country.", figures=len(rows),
        count_words=_("{count}", count=count) if count else _("None"), count_verb=_("name") if count else _("names"),
    )  # fmt: skip
    universe = _("refused; published totals that we found")
    return world.counted(count, _("published figures"), universe, sentence, oversight.STATISTICS)


def _conflicting_figures() -> Estimate:
    groups = int(world.release().oversight_statistics["conflict_group"].nunique())
    universe = _("published figures of every count that we found")
    sentence = _("In {count} groups of published figures, sources disagree on the same figure.", count=groups)
    return world.counted(groups, _("groups of figures"), universe, sentence, oversight.STATISTICS)


def _refugees_held() -> Estimate:
    held = cases.people_held()
    count = int((cases.held_cases()["target_profile"] == "refugee_or_asylum_seeker").sum())
    sentence = _(
        "In {count} of {total} cases in which people were held, the person was a refugee or asylum seeker.",
        count=count, total=held.value,
    )  # fmt: skip
    return replace(held, value=float(count), n=held.value, sentence=sentence)


def public_concentration() -> Estimate:
    """Share of public notices at the reference snapshot that the three largest requesters account for.

    Examples
    --------
    >>> 0 < public_concentration().value < 1
    True
    """
    return notices.concentration()


def _outcomes_unknown() -> Estimate:
    rows = cases.without_corrections(world.release().cases)
    unknown = int((rows["oversight_outcome"].fillna("unknown") == "unknown").sum())
    about = world.about(_("of cases state no decision of INTERPOL"), cases.THROUGH, "cases")
    return counted_share(unknown, len(rows), about=about)


#: Name of a statistic, as recommendations cite it -> how it is computed.
STATISTICS: dict[str, Callable[[], Estimate | None]] = {
    "people_held": cases.people_held,
    "held_and_refused": cases.held_and_refused,
    "median_days_held": cases.days_held,
    "returned": cases.returned,
    "refugees_held": _refugees_held,
    "documented": documented,
    "states_found": evidence.levels,
    "complaints_alone": _complaints_alone,
    "strong_evidence": _strong_evidence,
    "issued": lambda: oversight.yearly("issued")[-1][1],
    "refused": lambda: oversight.yearly("refused")[-1][1],
    "refused_on_articles": lambda: oversight.refusals_of_the_year()[oversight.ON_ARTICLES],
    "refused_share": lambda: oversight.refusals_of_the_year()[oversight.REFUSED_SHARE],
    "refused_that_year": lambda: oversight.refusals_of_the_year()[oversight.REFUSED],
    "refusals_by_state": _refusals_by_state,
    "conflicting_figures": _conflicting_figures,
    "complaints_upheld": oversight.deleted_on_legal_grounds,
    "public_concentration": public_concentration,
    "outcomes_unknown": _outcomes_unknown,
    "requests_to_commission": requests_to_commission,
}


def published_sources() -> pd.DataFrame:
    """Return where the published figures were read that the brief states.

    One row a source: ``year`` (of the figure), ``source_title``, ``source_url``; each source of a year once.

    Examples
    --------
    >>> bool(published_sources()["source_url"].str.startswith("http").all())
    True
    """
    read = [(oversight.SERIES[basis], oversight.yearly(basis)[-1][0]) for basis in ("issued", "refused", "complaints")]
    on_articles = (oversight.TOGETHER, oversight.GROUNDS["art2"], oversight.GROUNDS["art3"])
    read += [(name, oversight.REFUSAL_YEAR) for name in (oversight.TOTAL, *on_articles, oversight.ISSUED_SERIES)]
    table = world.release().oversight_statistics
    rows = pd.concat([table[(table["indicator"] == name) & (table["year"] == year)] for name, year in read])
    return rows[["year", "source_title", "source_url"]].drop_duplicates(ignore_index=True)


#: The file of recommendations, each of which cites a statistic.
FILE = HAND / "recommendations.yml"


@cache
def statistic(name: str, file: str | None = None) -> Estimate:
    """Compute a named statistic of all states, once; each state's page cites some."""
    if name not in STATISTICS:
        fix = "choose one of them, or add a function to analysis/facts/headlines.py"
        raise InputError(f"the statistic {name!r}", f"one of {', '.join(sorted(STATISTICS))}", fix, file=file)
    estimate = STATISTICS[name]()
    assert estimate is not None
    return estimate


def statistics(*names: str) -> dict[str, Estimate]:
    """Compute named statistics.

    By name, in the order in which they were asked for.

    Parameters
    ----------
    *names : str
        Keys of ``STATISTICS``; all of them if none is given.

    Examples
    --------
    >>> {name: held.value for name, held in statistics("refusals_by_state", "documented").items()}
    {'refusals_by_state': 0.0, 'documented': 130.0}
    """
    return {name: statistic(name) for name in names or STATISTICS}


def recommendations(actor: str | None = None) -> pd.DataFrame:
    """Return what each actor can do, why, and the number that supports it.

    One row a recommendation of ``data/hand/recommendations.yml``, in order: ``actor``, ``recommendation``, ``reason``,
    ``statistic`` (its name), and the fields of the statistic's `Estimate`.

    Parameters
    ----------
    actor : str, optional
        Whom the recommendations are for; all actors if it is left out or blank.

    Examples
    --------
    >>> recommendations("INTERPOL")["statistic"].tolist()
    ['refusals_by_state', 'conflicting_figures', 'median_days_held']
    """
    entries = [entry.model_dump() for entry in judgement.entries(Recommendation)]
    actors = list(dict.fromkeys(entry["actor"] for entry in entries))
    if actor and actor not in actors:
        raise InputError(f"the actor {actor!r}", f"one of {some(actors)}", suggestion(actor, actors))
    chosen = [entry for entry in entries if not actor or entry["actor"] == actor]
    return pd.DataFrame([{**e, **statistic(e["statistic"], relative(FILE)).as_dict()} for e in chosen])
