"""Which reports there are: a notebook, its parameters, and the folder that the result goes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.core.countries import parse_code
from analysis.core.errors import InputError
from analysis.tables.release import Release, territories


@dataclass(frozen=True)
class Job:
    """One report to build.

    Parameters
    ----------
    folder : str
        Folder below ``reports``: an ISO3 code, ``case-studies/`` and a code, or the name of a report that is not about
        one country.
    notebook : str
        Name of the notebook, without its ending.
    parameters : dict
        Papermill parameters.
    title : str
        Name in the list of reports; empty for a country, whose name it is.
    compact : bool
        Whether its PDF is set close, to fill few pages.
    """

    folder: str
    notebook: str
    parameters: dict[str, object] = field(default_factory=dict, hash=False)
    title: str = ""
    compact: bool = False

    @property
    def root(self) -> str:
        """The way from the report's folder up to ``reports``, for links."""
        return "../" * (self.folder.count("/") + 1)


#: Folder of the case studies below ``reports``.
STUDIES = "case-studies"


#: Reports that are not about one country: what a person types -> the job.
GENERAL = {
    "WORLD": Job("world", "world_overview", title="The world"),
    "OVERSIGHT": Job("oversight", "oversight", title="INTERPOL's safeguards"),
    "SANCTIONS": Job("sanctions", "sanctions", title="Sanctions and notices"),
    "BRIEF": Job("brief", "brief", title="For policymakers, on two pages", compact=True),
    "CLAIMS": Job("claims", "claims", title="The founding article, claim by claim"),
}


def country_job(iso3: str) -> Job:
    """Give the job that builds a country's profile."""
    return Job(iso3, "country_profile", {"country": iso3})


def study_job(iso3: str) -> Job:
    """Give the job that builds the case study of a requesting country."""
    return Job(f"{STUDIES}/{iso3}", "case_study", {"country": iso3})


def studied(release: Release) -> list[str]:
    """List the requesting countries of the register, in order of code; each has a case study."""
    return sorted(release.cases["requesting_country"].unique())


def all_jobs(release: Release) -> list[Job]:
    """List every report: the general ones first, as they take longest, then case studies, then each country."""
    studies = map(study_job, studied(release))
    return [*GENERAL.values(), *studies, *map(country_job, territories(release))]


def chosen_jobs(words: Sequence[str], release: Release) -> list[Job]:
    """List the reports that a person asked for; all of them if no word was given."""
    if not words:
        return all_jobs(release)
    known, with_study = set(territories(release)), set(studied(release))
    return list(dict.fromkeys(job for word in words for job in _jobs(word, known, with_study)))


def _jobs(word: str, known: set[str], with_study: set[str]) -> list[Job]:
    if word.strip().upper() in GENERAL:
        return [GENERAL[word.strip().upper()]]
    code = parse_code(word)
    if code not in known:
        raise InputError(
            f"COUNTRY {word!r}",
            "an INTERPOL member or a territory that the data names",
            "use a code of the list in reports/index.html",
        )
    return [country_job(code), *([study_job(code)] if code in with_study else [])]
