"""The one catalogue of the words that readers see, with plural rules: ``en.ftl`` and the files beside it.

A process speaks one language: what is computed once, such as a table of the world, holds sentences.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from numbers import Real
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.runtime.resolver import CurrentEnvironment, Message, ResolverEnvironment
from fluent.runtime.types import FluentFloat, FluentInt
from fluent.syntax import ast

HERE = Path(__file__).parent
LANGUAGE = "en"
#: The files of the catalogue: the site and a state's page; other reports; charts; sentences of facts; of statistics;
#: standing texts and labels.
PARTS = ("", "_pages", "_charts", "_facts", "_stats", "_texts")
#: The library refuses long values, for translations that nobody trusts; a list of all states is one.
resolver.MAX_PART_LENGTH = sys.maxsize
_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=.*(?:\n(?:[ \t}].*)?)*", re.MULTILINE)


def catalogue() -> Iterator[tuple[str, str]]:
    """Give each message of the catalogue as its id and its source, in the order of the files."""
    for part in PARTS:
        text = (HERE / f"{LANGUAGE}{part}.ftl").read_text(encoding="utf-8")
        yield from ((found[1], found[0]) for found in _ENTRY.finditer(text))


def _unwrap(node: object) -> None:
    """Make each line break in a message a space, so that long texts can be wrapped."""
    if isinstance(node, ast.TextElement):
        node.value = re.sub(r"\n+", " ", node.value)
    for part in node if isinstance(node, list) else vars(node).values() if isinstance(node, ast.BaseNode) else ():
        _unwrap(part)


class _Bundle(FluentBundle):
    """Messages by their ids, of which each is parsed when it is first said."""

    def __init__(self) -> None:
        super().__init__([LANGUAGE], use_isolating=False)
        self.sources = dict(catalogue())
        self._plural_form = cache(self._plural_form)

    def _lookup(self, entry_id: str, term: bool = False) -> Message:
        source = self.sources.pop(f"-{entry_id}" if term else entry_id, None)
        if source is not None:
            parsed = FluentResource(source)
            _unwrap(parsed.body)
            self.add_resource(parsed)
        return super()._lookup(entry_id, term)


@cache
def _bundle() -> _Bundle:
    return _Bundle()


class _Whole(FluentInt):
    def format(self, locale: object) -> str:
        return number(self)


class _Part(FluentFloat):
    def format(self, locale: object) -> str:
        return number(self)


def _value(value: object) -> object:
    """Give a number as one that chooses its plural form and is written by `number`; anything else as it is."""
    if isinstance(value, str) or not isinstance(value, Real):
        return value
    exact = float(value)
    return _Whole(int(exact)) if exact.is_integer() else _Part(exact)


def says(word: str) -> bool:
    """Tell whether the catalogue holds a message.

    Examples
    --------
    >>> says("compare-pick"), says("no-such-message")
    (True, False)
    """
    bundle = _bundle()
    return word in bundle.sources or bundle.has_message(word)


def say(word: str, /, **values: object) -> str:
    """Give a message of the catalogue, with its values in place.

    Parameters
    ----------
    word : str
        The id of the message.
    **values
        What stands for its variables. A number chooses the plural form and is written by `number`; a year is given
        as text.

    Returns
    -------
    str
        Without any mark of where a value begins or ends.

    Raises
    ------
    KeyError
        If the catalogue does not hold it, or a value is missing.

    Examples
    --------
    >>> say("compare-pick", name="Belarus")
    'Compare Belarus'
    >>> say("found-count", count=1), say("found-count", count=1234)
    ('one state shown', '1,234 states shown')
    """
    return _fixed(word) if not values else _said(word, {name: _value(value) for name, value in values.items()})


@cache
def _fixed(word: str) -> str:
    return _said(word, {})


def _said(word: str, values: dict[str, object]) -> str:
    if not says(word):
        raise KeyError(f"got the message {word!r}; expected one of {LANGUAGE}*.ftl; to fix, add it there")
    bundle = _bundle()
    pattern = bundle.get_message(word).value
    if pattern is None:
        raise KeyError(f"got no words for the message {word!r}; expected some; to fix, write them after its id")
    errors: list[Exception] = []
    said = pattern(ResolverEnvironment(bundle, errors, current=CurrentEnvironment(values)))
    if errors:
        raise KeyError(f"got {errors[0]!r} in the message {word!r}; expected each value; to fix, give it")
    return str(said)


def number(value: float) -> str:
    """Write a number as a reader expects it: thousands grouped, at most one decimal, two digits below 1.

    Parameters
    ----------
    value : float
        Any finite number.

    Returns
    -------
    str
        For example ``3,177``, ``21.8`` or ``0.052``.

    Examples
    --------
    >>> [number(value) for value in (3177, 21.84, 0.0524, 0)]
    ['3,177', '21.8', '0.052', '0']
    """
    if 0 < abs(value) < 0.001:
        return say("number-tiny") if value > 0 else say("number-below-nought")
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:#.2g}"


def percent(share: float) -> str:
    """Write a share as a percentage; 0 and 1 have no decimals.

    Parameters
    ----------
    share : float
        Between 0 and 1.

    Returns
    -------
    str
        With one decimal, or two digits below 0.1 %.

    Examples
    --------
    >>> [percent(share) for share in (0.3, 0.0005, 1)]
    ['30.0 %', '0.050 %', '100 %']
    """
    if share in (0, 1):
        return say("percent", number=f"{100 * share:.0f}")
    return say("percent", number=f"{100 * share:.1f}" if share >= 0.001 else number(100 * share))


def listed(words: Iterable[str]) -> str:
    """Join words as English does.

    Parameters
    ----------
    words : iterable of str
        May be empty.

    Returns
    -------
    str
        Blank where there are none.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', '')
    """
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return say("listed", first=", ".join(items[:-1]), last=items[-1])
