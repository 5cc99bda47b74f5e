"""The one catalogue of the words that readers see, with plural rules: `en.ftl` beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

CATALOGUE = Path(__file__).with_name("en.ftl")


@cache
def _bundle() -> FluentBundle:
    bundle = FluentBundle(["en"], use_isolating=False)
    bundle.add_resource(FluentResource(CATALOGUE.read_text(encoding="utf-8")))
    return bundle


def say(word: str, **values: object) -> str:
    """Give a message of the catalogue, with its values in place.

    Raises
    ------
    KeyError
        If the catalogue does not hold it, or a value is missing.

    Examples
    --------
    >>> say("compare-pick", name="Belarus")
    'Compare Belarus'
    """
    message = _bundle().get_message(word)
    if message is None or message.value is None:
        raise KeyError(f"got the message {word!r}; expected one of en.ftl; to fix, add it there")
    said, errors = _bundle().format_pattern(message.value, values)
    if errors:
        raise KeyError(f"got {errors[0]!r} in the message {word!r}; expected each value; to fix, give it")
    return str(said)
