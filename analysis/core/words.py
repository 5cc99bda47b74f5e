"""The words of numbers: what a sentence says of a number, by the name of the number.

Each file of ``analysis/words`` has the name of a module of facts. An entry is a sentence, or one for each of its forms:
``none``, ``one`` and ``many`` by the value, and forms that a number names, such as ``world``. Values are in braces;
behind a colon is how they are written (`WRITERS`).
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from analysis.core.country_names import country_name
from analysis.core.errors import InputError
from analysis.core.files import relative
from analysis.core.messages import day, label, listed, percent, translated, written

FOLDER = Path(__file__).parents[1] / "words"
#: A sentence, or sentences by form.
Entry = Any


def opening(text: object) -> str:
    """Begin a text with a capital letter."""
    return f"{str(text)[:1].upper()}{str(text)[1:]}"


#: How a value is written, by the word behind its colon; ``label GROUP`` writes a code by the table of labels.
WRITERS: dict[str, Callable[[Any], str]] = {
    "": lambda value: str(written(value)),
    "percent": percent,
    "whole percent": lambda share: percent(round(share, 2)),
    "year": lambda value: str(int(value)),
    "day": day,
    "opening": opening,
    "country": country_name,
    "state": lambda code: country_name(code, with_article=True),
    "State": lambda code: opening(country_name(code, with_article=True)),
    "countries": lambda codes: listed(country_name(code) for code in codes),
    "list": lambda values: listed(str(written(value)) for value in values),
}


class _Writer(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401
        if format_spec.startswith("label"):
            return label(value, format_spec.removeprefix("label").strip())
        return WRITERS[format_spec](value)


@cache
def entries(module: str) -> dict[str, Entry]:
    """Read the words of a module's numbers."""
    path = FOLDER / f"{module}.yml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.is_file() else {}


@cache
def _entry(name: str) -> Entry:
    module, _, key = name.partition(".")
    known = entries(module)
    fitting = [pattern for pattern in known if fnmatchcase(key, pattern)]
    if not fitting:
        raise InputError(f"no words for the number {name!r}", "an entry for it", f"add {key}", file=_file(name))
    return known[key] if key in known else known[max(fitting, key=len)]


def _file(name: str) -> str:
    return relative(FOLDER / f"{name.partition('.')[0]}.yml")


def has_words(name: str) -> bool:
    """Whether a number of this name has words."""
    module, _, key = name.partition(".")
    return any(fnmatchcase(key, pattern) for pattern in entries(module))


def sentence(name: str, value: float, forms: Iterable[str], values: Mapping[str, object]) -> str:
    """Write the sentence of a number, in those of the forms that its words have, and else in that of its value."""
    words = _entry(name)
    for form in (form for form in forms if isinstance(words, Mapping)):
        words = words.get(form, words)
    if isinstance(words, Mapping):
        many = words.get("many", words.get("one", ""))
        words = words["none"] if value == 0 and "none" in words else translated(words.get("one", many), many, value)
    else:
        words = translated(words)
    try:
        return _Writer().vformat(words, (), values)
    except KeyError as error:
        got = f"no value {error} for the words of {name!r}"
        fix = "correct it, or give the value"
        raise InputError(got, f"one of {', '.join(values)}", fix, file=_file(name)) from None


def extract(file: BinaryIO, *_rest: object, **_options: object) -> Iterator[tuple[int, str, object, list[str]]]:
    """Return the sentences of a file of words to Babel, each with the name of its number as a comment."""
    for name, words in yaml.safe_load(file.read()).items():
        yield from ((0, kind, message, [name]) for kind, message in _messages(words))


def _messages(words: Entry) -> Iterator[tuple[str, object]]:
    if isinstance(words, str):
        yield "gettext", words
        return
    if "many" in words:
        yield "ngettext", (words.get("one", words["many"]), words["many"])
    for form, inner in words.items():
        if form not in {"one", "many"}:
            yield from _messages(inner)
