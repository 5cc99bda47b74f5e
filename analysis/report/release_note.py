"""What every page says about itself: release, date, licence and where to send a correction."""

from __future__ import annotations

from analysis.core.hand import release_note, released, version


def footer() -> str:
    """Give the line at the foot of every page."""
    return (
        f"{release_note()['title']}, data release {version()} of {released().isoformat()}. "
        "Undetected is not absent, documented is not frequent, accused is not guilty. "
        f"Corrections: {release_note()['address']}."
    )


def citation(title: str) -> str:
    """Say how to cite one report.

    Parameters
    ----------
    title : str
        The report's title.

    Returns
    -------
    str
        Authors, year, title, release.
    """
    note = release_note()
    return f"{note['authors']} ({released().year}). {title}. {note['title']}, data release {version()}, {released()}."
