"""What a reader gives: one statement of a notice or a designation, as its source makes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analysis.core.dates import Form

#: How the requesting country is known.
STATED, INFERRED, MISSING = "stated", "inferred", "missing"


_ID = re.compile(r"^(?:interpol-red-|\S*/notices/v\d+/red/)?((?:19|20)\d{2})\s*[/\-_]\s*0*(\d{1,9})$")


@dataclass(frozen=True, slots=True)
class RawNotice:
    """One statement of a notice; several statements may speak of one notice.

    Parameters
    ----------
    file, row, source_format : str, int, str
        Where it stands, and which reader took it.
    notice_id : str
        As written; blank where the source gives none.
    id_form : str
        ``interpol`` where the source gives INTERPOL's own ids and no others, otherwise ``any``.
    name : str
        Forename and name.
    birth_date, date_form : str
        As written, and how numbers in it are ordered: ``year-first``, ``day-first`` or ``month-first``.
    age : str
        Years of age at the snapshot, where the source gives an age in place of a date.
    sex : str
        As written.
    nationalities, requesters : tuple of str
        Codes or names as written.
    language : str
        Language of country names: ``en``, ``fr``, ``tr`` or another that pycountry translates.
    basis : str
        ``stated`` or ``inferred``, for the requesters.
    posterior, confidence : str
        Of an inferred requester, as written: the probability that it is the right one, and how it was found.
    charges : tuple of str
        One a warrant, with translations.
    """

    file: str
    row: int
    source_format: str
    notice_id: str
    name: str
    birth_date: str = ""
    date_form: Form = "year-first"
    age: str = ""
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    requesters: tuple[str, ...] = ()
    language: str = "en"
    basis: str = STATED
    charges: tuple[str, ...] = ()
    id_form: str = "any"
    posterior: str = ""
    confidence: str = ""


def canonical_id(text: str) -> str:
    """Give INTERPOL's id of a notice in its one form.

    Parameters
    ----------
    text : str
        ``2022/46614``, ``2022-46614``, ``interpol-red-2022-46614``, or the address of the notice.

    Returns
    -------
    str
        ``2022/46614``; blank if the text holds no such id.
    """
    match = _ID.search(text.strip())
    return f"{match[1]}/{match[2]}" if match else ""


#: How the day of listing is known.
LISTING_STATED, FIRST_SEEN = "stated", "first_seen"


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
    listed_on_basis: str = LISTING_STATED
    censored: bool = False
