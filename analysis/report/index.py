"""The list of all reports, as a plain page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from analysis.countries import fold, members, name_of
from analysis.paths import write_atomic
from analysis.report import statistics as world
from analysis.report.html import TEMPLATES, stylesheet
from analysis.report.jobs import GENERAL, STUDIES, Job, study_job
from analysis.report.release_note import footer
from analysis.report.texts import text

TITLE = "INTERPOL notices: what is documented of their misuse"


@dataclass(frozen=True)
class Row:
    """One report in the list.

    Parameters
    ----------
    name : str
        What a reader looks for.
    folder : str
        Where the report is, below the list.
    state : str
        ``built``, ``failed`` or ``not built``.
    level, cases : str
        Evidence level and cases that count by its rule; empty for a report that is not about one country.
    """

    name: str
    folder: str
    state: str
    level: str = ""
    cases: str = ""
    study: str = ""

    @property
    def built(self) -> bool:
        """Whether there is a report to open."""
        return self.state == "built"


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def render(jobs: Sequence[Job], built: Collection[str], failed: Collection[str]) -> str:
    """Render the list of all reports.

    Parameters
    ----------
    jobs : sequence of Job
        Every report there is to build.
    built, failed : collection of str
        Folders of the reports that stand, and of those that failed in the last run.

    Returns
    -------
    str
        A whole page without any script.
    """
    rows = [_row(job, built, failed) for job in jobs if not job.folder.startswith(f"{STUDIES}/")]
    groups = [
        {"title": "Overviews", "levels": False, "rows": [row for row in rows if not row.level]},
        {"title": "Members of INTERPOL", "levels": True, "rows": _sorted(rows, member=True)},
        {"title": "Other territories that the data name", "levels": True, "rows": _sorted(rows, member=False)},
    ]
    return (
        _environment()
        .get_template("list.html.j2")
        .render(
            title=TITLE,
            stylesheet=stylesheet(),
            counted=world.rule().heading,
            motto=text("motto"),
            introduction=text("introduction"),
            groups=groups,
            failed=[row.name for row in rows if row.state == "failed"]
            + [f"case study of {name_of(folder.partition('/')[2])}" for folder in failed if "/" in folder],
            footer=footer(),
        )
    )


def _sorted(rows: Sequence[Row], *, member: bool) -> list[Row]:
    known = set(members())
    return sorted((r for r in rows if r.level and (r.folder in known) == member), key=lambda row: fold(row.name))


def _row(job: Job, built: Collection[str], failed: Collection[str]) -> Row:
    state = "failed" if job.folder in failed else "built" if job.folder in built else "not built"
    if job in GENERAL.values():
        return Row(job.title, job.folder, state)
    level = world.evidence(job.folder)
    study = study_job(job.folder).folder
    return Row(
        name_of(job.folder),
        job.folder,
        state,
        level.word,
        str(level.inputs["cases"]),
        study if study in built and study not in failed else "",
    )


def write(reports: Path, page: str) -> None:
    """Write the list into the reports folder."""
    write_atomic(reports / "index.html", page)
