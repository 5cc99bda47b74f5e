"""Texts of register and timeline in whole sentences: the edited text of ``data/hand``, found by the original."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

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


class Sentence(NamedTuple):
    """A sentence of a case: where it is from, the step of its page, its date, if the page shows it, and its words."""

    original: str
    step: str
    date: str
    shown: str
    text: str


def case_sentences(row: Mapping[str, object]) -> list[Sentence]:
    """Return the edited sentences of the note and the remark of a register row; its own words without any.

    Raises
    ------
    InputError
        If a note or remark of the register has changed since it was edited.
    """
    found: list[Sentence] = []
    for column in ("note", "effects_remark"):
        own = [] if shown(row[column]) == DASH else [["", "", "yes", str(row[column])]]
        edited = _edited("case_sentences.csv", row[column], row["case_id"], column)
        found += [Sentence(column, *values) for values in edited or own]
    return found


def decision_text(row: Mapping[str, object]) -> list[str]:
    """Return the name of the court or authority of a decision and a sentence on what else is known; each may be blank.

    Raises
    ------
    InputError
        If the summary of the decision has changed since its text was made from it.
    """
    ((court, text),) = _edited("decision_texts.csv", row["summary"], row["case_id"], row["sequence"]) or [["", ""]]
    return [plain(court), plain(text)]


def _edited(name: str, original: object, *key: object) -> list[list[str]]:
    """Return the edited rows of a file that a row of the register has, without their key; none if it has none."""
    now, whose = made_from(str(original)), tuple(map(str, key))
    found = _texts(name, len(key)).get(whose, [])
    for made in {row[-1] for row in found} - {now}:
        got, expected = f"a text of {' '.join(whose)} made from {made}", f"one made from the register, {now}"
        fix = f"edit it by {str(original)[:60]!r}..., and write {now} in made_from"
        raise InputError(got, expected, fix, file=relative(HAND / name))
    return [row[:-1] for row in found]


@cache
def _texts(name: str, key: int) -> dict[tuple[str, ...], list[list[str]]]:
    found: dict[tuple[str, ...], list[list[str]]] = {}
    for row in judgement.load(name).to_numpy().tolist():
        found.setdefault(tuple(row[:key]), []).append(row[key:])
    return found


def reasons(originals: Iterable[object]) -> str:
    """Return reasons of changes, each once and edited where it has an edited text."""
    texts = dict(judgement.load("reason_texts.csv").to_numpy())
    return " ".join(dict.fromkeys(texts.get(str(one), str(one)) for one in originals if shown(one) != DASH))


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
