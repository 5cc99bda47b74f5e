"""A designation as its list states it, before anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.core.dates import Form

#: How the day of listing is known.
STATED, FIRST_SEEN = "stated", "first_seen"
ListName = Literal["UN", "EU", "UK", "US"]


@dataclass(frozen=True, slots=True)
class RawDesignation:
    """A designation, or a part of one that stands in another file of the same list.

    Parameters
    ----------
    file, row, source_format : str, int, str
        Where it stands, and which reader took it.
    list_name : str
        ``UN``, ``EU``, ``UK`` or ``US``.
    designation_id : str
        The list's own id, by which its files are joined.
    part : bool
        True for names, dates or countries of a designation that another file introduces.
    programmes : tuple of str
        Programme keys as the list writes them.
    entity_type : str
        As the list writes it.
    names : tuple of str
        The primary name first, then aliases; any may be in its original script.
    scripts : tuple of str
        Names that the list marks as written in their original script.
    birth_dates : tuple of str
        Cells as written; one cell may hold several dates.
    date_form : str
        How numbers in dates are ordered.
    nationalities : tuple of str
        Cells as written; one cell may hold several.
    listed_on, listed_on_basis : str
        As written; ``stated`` by the list or ``first_seen`` in a history of it.
    censored : bool
        True where it was there when the history began, so that it was listed on that day or before.
    """

    file: str
    row: int
    source_format: str
    list_name: ListName
    designation_id: str
    part: bool = False
    programmes: tuple[str, ...] = ()
    entity_type: str = ""
    names: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    date_form: Form = "day-first"
    nationalities: tuple[str, ...] = ()
    listed_on: str = ""
    listed_on_basis: str = STATED
    censored: bool = False
