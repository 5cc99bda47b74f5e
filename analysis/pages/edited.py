"""Texts of the register in whole sentences: the edited text of ``data/hand``, found by the original."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.messages import DASH
from analysis.pages.words import shown

_NOTES, _REMARKS = "case_notes.csv", "remark_texts.csv"
#: Columns that hold a text of the coder, which pages show edited.
REWRITTEN = ("note", "remark")


def made_from(original: str) -> str:
    """Return the short hash by which an edited note names the original that it was made from.

    >>> made_from("Notice deleted 2019.")
    '376be776'
    """
    return hashlib.sha256(original.encode()).hexdigest()[:8]


def case_note(case_id: object, original: object) -> str:
    """Return the edited note of a case, by its key and the note of the register.

    Raises
    ------
    InputError
        If the case has no edited note, or one that was made from another original.
    """
    note, made = _notes().get(str(case_id), ("", ""))
    now = made_from(str(original))
    if made == now:
        return note
    got = f"the note of {case_id} edited from {made}" if made else f"the case {case_id} without an edited note"
    fix = f"write the note {str(original)[:60]!r}... in whole sentences, with made_from {now}"
    raise InputError(got, f"a row made from the note of the register, {now}", fix, file=relative(HAND / _NOTES))


def remarks(originals: Iterable[object]) -> str:
    """Return the edited texts of remarks and of reasons of changes, each once; blank where there is none.

    Raises
    ------
    InputError
        If one has no edited text.
    """
    found = dict.fromkeys(str(original) for original in originals if shown(original) != DASH)
    for original in found:
        if original not in _remarks():
            got, file = f"the remark {original[:60]!r} without an edited text", relative(HAND / _REMARKS)
            raise InputError(got, "a row for each remark and reason", "write its text there", file=file)
    return " ".join(_remarks()[original] for original in found)


@cache
def _remarks() -> dict[str, str]:
    return dict(judgement.load(_REMARKS)[["original", "text"]].to_numpy())


@cache
def _notes() -> dict[str, tuple[str, str]]:
    table = judgement.load(_NOTES)
    return {case_id: (note, made) for case_id, note, made in table[["case_id", "note", "made_from"]].to_numpy()}
