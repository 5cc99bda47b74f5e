"""What a notebook lets a reader choose, as its cell of parameters says it, and values read from a command line."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import papermill

from analysis.core.countries import asked, nearest
from analysis.core.errors import InputError, some
from analysis.core.files import NOTEBOOKS
from analysis.pages.catalogue import all_jobs
from analysis.tables.release import shipped_release, territories

#: What a value may be; that of a list is a tuple here.
Value = str | int | float | bool | None | tuple["Value", ...]


#: The word for what the notebook itself has.
DEFAULT = "default"


#: The parameter that is a country, by name or code.
COUNTRY = "country"


#: How the comment of a parameter lists its choices, up to a semicolon; what stands in brackets explains one.
_CHOICES = re.compile(r"\b(?:one|some) of: ([^;]+)")
_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True)
class Parameter:
    """One choice of a reader.

    Parameters
    ----------
    name : str
        As the notebook has it.
    kind : str
        ``str``, ``int``, ``float``, ``bool`` or ``list``.
    default : str, int, float, bool, tuple or None
        What holds where nothing is chosen.
    choices : tuple of str
        What its comment lists after ``one of:`` or ``some of:``; empty where it lists none.
    told : str
        The comment.
    """

    name: str
    kind: str
    default: Value
    choices: tuple[str, ...]
    told: str


def opened(named: str) -> Path:
    """Find a notebook by its file, or by its name among those of the project.

    Raises
    ------
    InputError
        If there is none; names that are near are offered.

    Examples
    --------
    >>> opened("country_profile").name
    'country_profile.ipynb'
    """
    found = next((path for path in (Path(named), NOTEBOOKS / f"{named}.ipynb") if path.is_file()), None)
    if found is not None:
        return found
    known = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
    raise InputError(f"the notebook {named!r}", "a file, or a notebook of the project", _meant(named, known))


def _meant(word: str, known: Sequence[str]) -> str:
    close = nearest(word, known)
    return f"did you mean {' or '.join(close)}?" if close else f"choose among {some(known, 20)}"


def offered(path: Path) -> dict[str, Parameter]:
    """Read the cell of a notebook that is tagged ``parameters``.

    Parameters
    ----------
    path : Path
        The notebook.

    Returns
    -------
    dict of str to Parameter
        In the order of the cell; one that is neither text, number, truth value nor a list is left out.

    Raises
    ------
    InputError
        If the file is no notebook.

    Examples
    --------
    >>> offered(opened("country_profile"))["exposure"].choices
    ('refugees', 'population')
    """
    try:
        found = papermill.inspect_notebook(str(path))
    except Exception as error:
        got = f"a file that is no notebook ({' '.join(str(error).split())[:80]})"
        raise InputError(got, "one that Jupyter wrote", "open it in Jupyter and save it again", file=path) from None
    held = [_parameter(name, told) for name, told in found.items()]
    return {parameter.name: parameter for parameter in held if parameter.kind in _READERS or parameter.kind == "list"}


def _parameter(name: str, told: dict[str, str]) -> Parameter:
    try:
        default = ast.literal_eval(told["default"])
    except (ValueError, SyntaxError):
        default = None
    kind = re.split(r"\W", told["inferred_type_name"])[0].lower()
    kind = type(default).__name__ if kind in ("", "none") else kind
    choices = _CHOICES.search(told["help"])
    words = re.split(r",| or ", re.sub(r"\([^)]*\)", "", choices[1])) if choices else []
    plain = tuple(word.strip(" \"'.") for word in words if word.strip())
    return Parameter(name, kind, tuple(default) if isinstance(default, list) else default, plain, told["help"])


def chosen(words: Sequence[str], path: Path) -> dict[str, tuple[Value, ...]]:
    """Read which values each parameter shall take.

    Parameters
    ----------
    words : sequence of str
        Each ``NAME=VALUES``, or names alone: ``country,exposure``. Values are parted by commas, as in a csv; members of
        a list by ``+``; ``2010..2020`` is every year from the one to the other; ``default`` is what the notebook has. A
        name alone means all countries, both truth values, or every choice that the comment of the parameter lists.
    path : Path
        The notebook.

    Returns
    -------
    dict of str to tuple
        In the order in which they were named, each value once.

    Raises
    ------
    InputError
        If a name is no parameter or stands twice, a value cannot be what the parameter is, or a name stands alone and
        nothing lists its choices; what is near is offered.

    Examples
    --------
    >>> chosen(["country=BLR,Russia", "level=0.9,0.95", "grades=default,A+B"], opened("country_profile"))
    {'country': ('BLR', 'RUS'), 'level': (0.9, 0.95), 'grades': ((), ('A', 'B'))}
    """
    known, found = offered(path), dict[str, tuple[Value, ...]]()
    for word in words:
        named, is_given, values = word.partition("=")
        for name in [named] if is_given else named.split(","):
            parameter = _known(name.strip(), known, path)
            if parameter.name in found:
                raise InputError(f"--over {name} twice", "each parameter once", "join its values by commas", file=path)
            held = _values(parameter, values) if is_given else _all_of(parameter, path)
            found[parameter.name] = tuple(dict.fromkeys(held))
    return found


def _known(name: str, known: dict[str, Parameter], path: Path) -> Parameter:
    if name in known:
        return known[name]
    if not known:
        fix = "tag the cell of its parameters `parameters`, as papermill wants it"
        raise InputError(f"--over {name}", "a notebook that has parameters", fix, file=path)
    raise InputError(f"--over {name!r}", f"a parameter of {path.stem}", _meant(name, list(known)), file=path)


def _all_of(parameter: Parameter, path: Path) -> list[Value]:
    if parameter.name == COUNTRY:
        return [*_countries(path.stem)]
    if parameter.kind == "bool":
        return [False, True]
    if parameter.choices:
        return [(word,) if parameter.kind == "list" else _value(parameter, word) for word in parameter.choices]
    told = f"{parameter.told!r} lists no choices after 'one of:'" if parameter.told else "no comment lists its choices"
    fix = f"give values, such as --over {parameter.name}=FIRST,SECOND"
    raise InputError(f"--over {parameter.name} without values ({told})", "values", fix, file=path)


def _countries(notebook: str) -> list[str]:
    """Give the countries of which a report is made from this notebook; all, if it is made from another."""
    release = shipped_release()
    jobs = [job for job in all_jobs(release) if job.notebook == notebook and COUNTRY in job.parameters]
    return [str(job.parameters[COUNTRY]) for job in jobs] or list(territories(release))


def _values(parameter: Parameter, text: str) -> list[Value]:
    words = [word.strip() for word in next(csv.reader([text], skipinitialspace=True), [])]
    if not words or not all(words):
        fix = f"write `{DEFAULT}` for what the notebook has"
        raise InputError(f"--over {parameter.name}={text}, with a value that is empty", "values between commas", fix)
    return [value for word in words for value in _each(parameter, word)]


def _each(parameter: Parameter, word: str) -> list[Value]:
    if word == DEFAULT:
        return [parameter.default]
    span = _RANGE.fullmatch(word) if parameter.kind == "int" else None
    if span is not None:
        return [*_span(parameter, int(span[1]), int(span[2]))]
    if parameter.kind == "list":
        return [tuple(_value(parameter, part.strip()) for part in word.split("+"))]
    return [_value(parameter, word)]


def _span(parameter: Parameter, first: int, last: int) -> range:
    if first > last:
        raise InputError(f"--over {parameter.name}={first}..{last}", "the smaller first", "exchange the two")
    return range(first, last + 1)


def _value(parameter: Parameter, word: str) -> Value:
    """Read one value, or one member of a list."""
    if parameter.choices and word not in parameter.choices:
        got, expected = f"--over {parameter.name}={word}", f"one of {some(parameter.choices, 20)}"
        raise InputError(got, expected, _meant(word, parameter.choices))
    if parameter.name == COUNTRY:
        return asked(word)
    if word.casefold() == "none" and parameter.default is None:
        return None
    expected, reader = _READERS.get(parameter.kind, _READERS["str"])
    try:
        return reader(word)
    except (ValueError, KeyError):
        fix = f"correct it, or write `{DEFAULT}` for what the notebook has"
        raise InputError(f"--over {parameter.name}={word}", expected, fix) from None


#: Kind of a parameter -> what is expected, and how it is read.
_READERS: dict[str, tuple[str, Callable[[str], Value]]] = {
    "str": ("text", str),
    "int": ("a whole number, or two as 2010..2020", int),
    "float": ("a number", float),
    "bool": ("true or false", lambda word: _TRUTH[word.casefold()]),
}


def said(value: Value) -> str:
    """Write a value as the command line takes it; nothing for none.

    Examples
    --------
    >>> said(("A", "B")), said(0.9), said(None), said(True)
    ('A+B', '0.9', '', 'true')
    """
    if isinstance(value, tuple):
        return "+".join(map(said, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
