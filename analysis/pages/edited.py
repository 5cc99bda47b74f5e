"""Texts of register and timeline in whole sentences: the edited text of ``data/hand``, found by the original."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.messages import DASH
from analysis.pages.markdown import plain
from analysis.pages.words import shown

#: Columns that hold a text of the coder, which pages show edited.
REWRITTEN = ("note", "remark")


def made_from(original: str) -> str:
    """Return the short hash by which an edited note names the original that it was made from.

    >>> made_from("Notice deleted 2019.")
    '376be776'
    """
    return hashlib.sha256(original.encode()).hexdigest()[:8]


def case_note(case_id: object, original: object) -> str:
    """Return the edited note of a case, by its key and the note of the register; the latter for a case without one.

    Raises
    ------
    InputError
        If the note of the register has changed since it was edited.
    """
    (note,) = _edited("case_notes.csv", original, case_id) or (str(original),)
    return note


def decision_text(row: Mapping[str, object]) -> list[str]:
    """Return the name of the court or authority of a decision and a sentence on what else is known; each may be blank.

    Raises
    ------
    InputError
        If the summary of the decision has changed since its text was made from it.
    """
    return [*map(plain, _edited("decision_texts.csv", row["summary"], row["case_id"], row["sequence"]) or ("", ""))]


def _edited(name: str, original: object, *key: object) -> list[str]:
    """Return the texts that a row of a file has been given; none for a row without one."""
    now, whose = made_from(str(original)), tuple(map(str, key))
    *found, made = _texts(name, len(key)).get(whose, [now])
    if made != now:
        got, expected = f"a text of {' '.join(whose)} made from {made}", f"one made from the register, {now}"
        fix = f"edit it by {str(original)[:60]!r}..., and write {now} in made_from"
        raise InputError(got, expected, fix, file=relative(HAND / name))
    return found


@cache
def _texts(name: str, key: int) -> dict[tuple[str, ...], list[str]]:
    return {tuple(row[:key]): row[key:] for row in judgement.load(name).to_numpy().tolist()}


def remarks(originals: Iterable[object]) -> str:
    """Return remarks and reasons of changes, each once and edited where it has an edited text.

    A remark is blank if the note of its case says the same.
    """
    found = dict.fromkeys(str(original) for original in originals if shown(original) != DASH)
    return " ".join(_remarks().get(original, original) for original in found)


@cache
def _remarks() -> dict[str, str]:
    repeated = dict.fromkeys(judgement.load("remarks_in_notes.csv")["text"], "")
    return dict(judgement.load("remark_texts.csv")[["original", "text"]].to_numpy()) | repeated


def edited_text(description: object) -> tuple[str, str]:
    """Return the kind of an event of the timeline and its edited text, by its description in the shipped table.

    Raises
    ------
    InputError
        If an event has no edited text.
    """
    found = _events().get(str(description))
    if found is None:
        got, file = f"the event {str(description)[:60]!r} without an edited text", relative(HAND / "event_texts.csv")
        raise InputError(got, "a row for each event of oversight_timeline", "write its kind and text there", file=file)
    return found


@cache
def _events() -> dict[str, tuple[str, str]]:
    table = judgement.load("event_texts.csv")
    return {original: (kind, text) for original, kind, text in table[["original", "kind", "text"]].to_numpy()}
