"""Which reports there are: a notebook, its parameters, and the folder that the result goes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.core.country_names import parse_country, unknown_country
from analysis.core.errors import InputError
from analysis.core.messages import _
from analysis.tables.release import Release, territories


@dataclass(frozen=True)
class Job:
    """One report to build.

    Parameters
    ----------
    folder : str
        Folder below ``reports``: an ISO3 code, or the name of a report that is not about
        one country.
    notebook : str
        Name of the notebook, without its ending.
    parameters : dict
        Papermill parameters.
    title : str
        Short name in the list of reports; empty for a country, whose name it is.
    compact : bool
        Whether its PDF is set close, to fill few pages.
    """

    folder: str
    notebook: str
    parameters: dict[str, object] = field(default_factory=dict, hash=False)
    title: str = ""
    compact: bool = False


#: Reports that are not about one country: what a person types -> the job.
GENERAL = {
    "WORLD": Job("world", "world_overview", title=_("The world")),
    "OVERSIGHT": Job("oversight", "oversight", title=_("INTERPOL’s checks")),
    "DECISIONS": Job("decisions", "decisions", title=_("Decisions of courts and authorities")),
    "SANCTIONS": Job("sanctions", "sanctions", title=_("Sanctions and notices")),
    "BRIEF": Job("brief", "brief", title=_("Brief for policymakers"), compact=True),
    "DRIVERS": Job("drivers", "drivers", title=_("Democracy and documented cases")),
    "CLAIMS": Job("claims", "claims", title=_("The article that prompted this project")),
    "VISIBILITY": Job("visibility", "visibility", title=_("Secret notices")),
    "ROBUSTNESS": Job("robustness", "robustness", title=_("Which findings hold")),
    "VALIDATION": Job("validation", "methods_validation", title=_("Tests of our ranges")),
    "CODING": Job("coding", "coding", title=_("How cases are judged")),
}


def country_job(iso3: str) -> Job:
    """Return the job that builds a country's profile."""
    return Job(iso3, "country_profile", {"country": iso3})


def all_jobs(release: Release) -> list[Job]:
    """List every report: the general ones first, as they take longest, then each country."""
    return [*GENERAL.values(), *map(country_job, territories(release))]


def chosen_jobs(words: Sequence[str], release: Release) -> list[Job]:
    """List the reports that a person asked for; all of them if no word was given.

    Parameters
    ----------
    words : sequence of str
        Names or codes of countries, and words of `GENERAL`, in any case; a word may hold several, parted by blanks or
        commas, and a name may run over several words.
    release : Release
        The clean tables.

    Returns
    -------
    list of Job
        Each once, in the order in which they were asked for.

    Raises
    ------
    InputError
        If a word names no report; the nearest names are offered.

    Examples
    --------
    >>> from analysis.tables.release import load_all
    >>> [job.folder for job in chosen_jobs(["Norway,", "United", "Kingdom"], load_all())]
    ['NOR', 'GBR']
    """
    if not words:
        return all_jobs(release)
    return list(dict.fromkeys(job for name in _names(words) for job in _jobs(name, release)))


def _names(words: Sequence[str]) -> Iterator[str]:
    """Part words into names: the longest run of words that is one, where a word that is one as a whole stays whole."""
    tokens = [token for word in words for token in ([word] if _is_name(word) else word.replace(",", " , ").split())]
    while tokens:
        lengths = range(len(tokens), 0, -1)
        length = next((many for many in lengths if _is_name(" ".join(tokens[:many]))), 0)
        if length:
            yield " ".join(tokens[:length])
        elif tokens[0] != ",":
            raise _unknown(tokens)
        tokens = tokens[length or 1 :]


def _is_name(text: str) -> bool:
    return text.strip().upper() in GENERAL or bool(parse_country(text, strict=False))


def _unknown(words: list[str]) -> InputError:
    """Refuse the first of the words, with as many after it as it takes to come near a name."""
    runs = [" ".join(words[:length]) for length in range(1, len(words) + 1)]
    refusals = [unknown_country(run, tuple(GENERAL)) for run in runs]
    return next((refusal for refusal in refusals if "did you mean" in refusal.fix), refusals[0])


def _jobs(name: str, release: Release) -> list[Job]:
    if name.strip().upper() in GENERAL:
        return [GENERAL[name.strip().upper()]]
    code = parse_country(name)
    if code not in territories(release):
        raise InputError(
            f"country {name!r}",
            "an INTERPOL member or a territory that the data names",
            "use a code from reports/index.html",
        )
    return [country_job(code)]
