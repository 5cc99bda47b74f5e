"""The words of numbers: what a sentence says of a number, by the name of the number.

Each file of ``analysis/words`` has the name of a module of facts. An entry is a sentence, a list of sentences of which
blank ones are left out, or one of either for each of its forms: ``none``, ``one`` and ``many`` by the value, ``all``
where it is all of ``n``, ``nothing`` and ``single`` where ``n`` is 0 and 1, ``world`` or ``country``, and forms that
the details of a number name. Values are in braces; behind a colon is how they are written (`WRITERS`, or
``label GROUP``). ``{value:words _name}`` writes a phrase of the same file; its name begins with an underscore.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Mapping
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
#: A sentence, sentences that follow each other, or either by form.
Entry = Any
#: What the words of a number name besides its own fields.
Details = dict[str, Any]


def opening(text: object) -> str:
    """Begin a text with a capital letter."""
    return f"{str(text)[:1].upper()}{str(text)[1:]}"


#: How a value is written, by the word behind its colon; ``label GROUP`` writes a code by the table of labels.
WRITERS: dict[str, Callable[[Any], str]] = {
    "": lambda value: str(written(value)),
    "percent": percent,
    "whole": lambda value: str(written(round(value))),
    "whole percent": lambda share: percent(round(share, 2)),
    "ratio": lambda value: f"{value:.2f}" if value < 10 else f"{value:.1f}",
    "year": lambda value: str(int(value)),
    "day": day,
    "opening": opening,
    "country": country_name,
    "state": lambda code: country_name(code, with_article=True),
    "State": lambda code: opening(country_name(code, with_article=True)),
    "countries": lambda codes: listed(country_name(code) for code in codes),
    "states": lambda codes: listed(country_name(code, with_article=True) for code in codes),
    "counts": lambda counts: ", ".join(f"{name} {written(count)}" for name, count in counts.items()),
    "list": lambda values: listed(str(written(value)) for value in values),
}


class _Writer(string.Formatter):
    """Writes values into the words of a module; ``words NAME`` is a phrase of the same file, written of a value."""

    def __init__(self, name: str, forms: tuple[str, ...], values: Mapping[str, object]) -> None:
        self.name, self.forms, self.values = name, forms, values

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401
        if format_spec.startswith("label"):
            return label(value, format_spec.removeprefix("label").strip())
        if not format_spec.startswith("words "):
            return WRITERS[format_spec](value)
        if value == "":
            return ""
        if isinstance(value, list):
            return " ".join(self.format_field(one, format_spec) for one in value)
        values = {**self.values, **(value if isinstance(value, Mapping) else {"value": value})}
        forms = (*_forms(value), *self.forms) if isinstance(value, Mapping) else self.forms
        phrase = f"{self.name.partition('.')[0]}.{format_spec.removeprefix('words ')}"
        return _said(_entry(phrase), phrase, forms, values)


def _forms(details: Mapping[str, object]) -> tuple[str, ...]:
    """Return the forms that details name, the most telling first."""
    return tuple(str(details[key]) for key in ("form", "role") if details.get(key))


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


def sentence(name: str, at: str, **values: object) -> str:
    """Write the sentence of a number of the world or of a country, in the form that its details and its value have."""
    return _said(_entry(name), name, (*_forms(values), at), values)


def phrase(name: str, value: float = 2, **values: object) -> str:
    """Write the words under a name of what is no number by itself, such as a part of several sentences."""
    return _said(_entry(name), name, _forms(values), {"value": value, **values})


def _said(words: Entry, name: str, forms: tuple[str, ...], values: Mapping[str, object]) -> str:
    if isinstance(words, list):
        return " ".join(filter(None, (_said(one, name, forms, values) for one in words)))
    count = float(str(values["value"]))
    whole = values.get("n")
    own = {"nothing": whole == 0, "none": count == 0, "single": whole == 1, "all": count == whole}
    ordered = [*forms, *(form for form, holds in own.items() if holds)]
    if isinstance(words, Mapping):
        form = next((form for form in ordered if form in words), "")
        if form:
            return _said(words[form], name, forms, values)
        more = words["many"]
        if not isinstance(more, str):
            return _said(more, name, forms, values)
        words = translated(words.get("one", more), more, count)
    else:
        words = translated(words) if words else ""
    try:
        return _Writer(name, forms, values).vformat(words, (), values)
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
        if words:
            yield "gettext", words
        return
    if isinstance(words, list):
        for part in words:
            yield from _messages(part)
        return
    if isinstance(words.get("many"), str):
        yield "ngettext", (words.get("one", words["many"]), words["many"])
    for form, inner in words.items():
        if form not in {"one", "many"} or not isinstance(words.get("many"), str):
            yield from _messages(inner)
