"""Which reports there are: a notebook, its parameters, and the folder that the result goes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.clean.release import Release, territories
from analysis.countries import parse_code
from analysis.errors import InputError


@dataclass(frozen=True)
class Job:
    """One report to build.

    Parameters
    ----------
    folder : str
        Folder below ``reports``: an ISO3 code, or the name of a report that is not about one country.
    notebook : str
        Name of the notebook, without its ending.
    parameters : dict
        Papermill parameters.
    title : str
        Name in the list of reports; empty for a country, whose name it is.
    """

    folder: str
    notebook: str
    parameters: dict[str, object] = field(default_factory=dict, hash=False)
    title: str = ""


#: Reports that are not about one country: what a person types -> the job.
GENERAL = {
    "WORLD": Job("world", "world_overview", title="The world"),
    "OVERSIGHT": Job("oversight", "oversight", title="INTERPOL's safeguards"),
}


def country_job(iso3: str) -> Job:
    """Give the job that builds a country's profile."""
    return Job(iso3, "country_profile", {"country": iso3})


def all_jobs(release: Release) -> list[Job]:
    """List every report: the general ones first, as they take longest, then each member and territory."""
    return [*GENERAL.values(), *map(country_job, territories(release))]


def chosen_jobs(words: Sequence[str], release: Release) -> list[Job]:
    """List the reports that a person asked for; all of them if no word was given.

    Raises
    ------
    InputError
        If a word is not the code of a member or of a territory that the data names.
    """
    if not words:
        return all_jobs(release)
    known = set(territories(release))
    return list(dict.fromkeys(_job(word, known) for word in words))


def _job(word: str, known: set[str]) -> Job:
    if word.strip().upper() in GENERAL:
        return GENERAL[word.strip().upper()]
    code = parse_code(word)
    if code not in known:
        raise InputError(
            f"COUNTRY {word!r}",
            "an INTERPOL member or a territory that the data names",
            "use a code of the list in reports/index.html",
        )
    return country_job(code)
