"""What a report read, tables and facts, with the hash of each, so that it is made again only where one has changed.

A fact is a function whose answers are kept. Who asks for it depends on its answer, and not on what it read for that: a
case that is edited changes the answer to few questions, though it changes the table from which all are answered.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from analysis.core.files import read_sealed, write_sealed

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., object])
#: What was read: its kind (a key of `_SOURCES`), and what of that kind.
Key = tuple[str, ...]
#: Kind of what can be read -> what gives it as it is now.
_SOURCES: dict[str, Callable[..., object]] = {}
#: Classes of arguments that a note can hold, each by its name.
_ARGUMENTS: dict[str, type] = {}
_FACTS: dict[str, Any] = {}
#: What is read now, by whoever reads: the innermost last.
_OPEN: list[set[Key]] = []
#: Seconds that the longest answer took so far in this process.
_LONGEST = [0.0]
#: Hashes of what cannot change while a process runs.
_KNOWN: dict[Key, str] = {}


def note(*key: str) -> None:
    """Note that something was read, where anybody wants to know."""
    if _OPEN:
        _OPEN[-1].add(key)


@contextmanager
def recorded() -> Iterator[set[Key]]:
    """Record what is read meanwhile.

    Examples
    --------
    >>> with recorded() as found:
    ...     note("table", "cases")
    >>> found
    {('table', 'cases')}
    """
    _OPEN.append(set())
    try:
        yield _OPEN[-1]
    finally:
        _OPEN.pop()


def source(kind: str) -> Callable[[F], F]:
    """Make a function known as that which gives what a kind of keys names, as it is now."""

    def known(function: F) -> F:
        _SOURCES[kind] = function
        return function

    return known


def argument(kind: type[T]) -> type[T]:
    """Make a class of arguments known, of which a note holds the fields."""
    _ARGUMENTS[kind.__qualname__] = kind
    return kind


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """Keep the answers of a function, and what each depends on."""
    name, held = f"{function.__module__}:{function.__qualname__}", dict[object, tuple[Any, frozenset[Key]]]()

    @wraps(function)
    def answered(*args: object, **kwargs: object) -> Any:  # noqa: ANN401
        asked = (args, tuple(sorted(kwargs.items())))
        if asked not in held:
            began = perf_counter()
            with recorded() as read:
                answer = function(*args, **kwargs)
            held[asked] = answer, _depends(name, args, kwargs, read)
            _LONGEST[0] = max(_LONGEST[0], perf_counter() - began)
        answer, keys = held[asked]
        for key in keys:
            note(*key)
        return answer

    answered.cache_clear, answered.held = held.clear, held  # type: ignore[attr-defined]
    _FACTS[name] = answered
    return answered


def _depends(name: str, args: object, kwargs: object, read: Iterable[Key]) -> frozenset[Key]:
    """Give the question itself, or what was read for its answer where no note can hold the question."""
    try:
        return frozenset({("fact", name, json.dumps([args, kwargs], default=_written))})
    except TypeError:
        return frozenset(read)


if TYPE_CHECKING:
    from functools import cache as cache
else:
    cache = _kept


def _written(held: object) -> dict[str, object]:
    name = type(held).__qualname__
    if _ARGUMENTS.get(name) is not type(held) or not is_dataclass(held):
        raise TypeError(name)
    return {"of": name, "fields": [getattr(held, field.name) for field in fields(held)]}


def _read(held: object) -> Any:  # noqa: ANN401
    if isinstance(held, list):
        return tuple(map(_read, held))
    if isinstance(held, dict):
        return _ARGUMENTS[held["of"]](*map(_read, held["fields"]))
    return held


@source("fact")
def _fact(name: str, asked: str) -> object:
    importlib.import_module(name.partition(":")[0])
    args, kwargs = json.loads(asked)
    return _FACTS[name](*map(_read, args), **{word: _read(held) for word, held in kwargs.items()})


def now(key: Key) -> str:
    """Give the hash of what a key names, as it is now; blank where that has no answer or none that can be hashed."""
    if key not in _KNOWN:
        try:
            with recorded():
                _KNOWN[key] = digest(_SOURCES[key[0]](*key[1:]))
        except Exception:
            return ""
    return _KNOWN[key]


def noted(keys: Iterable[Key]) -> dict[str, str]:
    """Write keys with their hashes, as a note holds them."""
    return {json.dumps(key): now(key) for key in sorted(keys)}


def same(held: Mapping[str, str]) -> bool:
    """Tell whether everything in a note is as it was then."""
    return bool(held) and all(value and now(tuple(json.loads(key))) == value for key, value in held.items())


def keep(path: Path, inputs: str) -> None:
    """Keep in a file what has been answered so far from inputs of this hash, for a process that comes after."""
    held = {name: _askable(fact.held) for name, fact in _FACTS.items() if name.startswith(_OWN)}
    write_sealed(path, pickle.dumps((held, _KNOWN)), inputs)


#: How the names of facts, and of the modules of their answers, begin; a reader's own, and those of tests, are not kept.
_OWN = f"{__name__.partition('.')[0]}."


def is_worth_keeping(seconds: float = 0.2) -> bool:
    """Tell whether this process has answered something that takes so long."""
    return _LONGEST[0] > seconds


def _askable(held: Mapping[object, tuple[Any, frozenset[Key]]]) -> dict[object, tuple[Any, frozenset[Key]]]:
    """Leave out the answers to questions that no note can hold."""
    return {asked: (answer, keys) for asked, (answer, keys) in held.items() if {key[0] for key in keys} == {"fact"}}


def recall(path: Path, inputs: str) -> bool:
    """Take up what `keep` kept, if it is of these inputs and each bit of it as it was written; tell whether it was."""
    body = read_sealed(path, inputs)
    if body is None:
        return False
    try:
        held, known = _Answers(io.BytesIO(body)).load()
        facts = {name: _FACTS[name] for name in held if importlib.import_module(name.partition(":")[0])}
    except (pickle.UnpicklingError, LookupError, ValueError, TypeError, AttributeError, ImportError, EOFError):
        return False
    for name, fact in facts.items():
        fact.held.update(held[name])
    _KNOWN.update(known)
    return True


class _Answers(pickle.Unpickler):
    """Reads answers: tables, arrays, days, and the classes that this package has for them. Nothing else is called."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        if name in _MAKES.get(module, ()):
            return super().find_class(module, name)
        if module.startswith(_OWN):
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, BaseModel)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


#: Module -> what a kept answer may call of it: what tables, arrays, days and sets are made with.
_MAKES = {
    "builtins": {"frozenset", "set", "slice"},
    "datetime": {"date", "datetime"},
    "numpy": {"dtype", "ndarray"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "pandas": {
        "DataFrame", "DatetimeIndex", "Float64Dtype", "Index", "Int64Dtype", "MultiIndex", "RangeIndex", "Series",
        "StringDtype", "Timestamp",
    },
    "pandas._libs.arrays": {"__pyx_unpickle_NDArrayBacked"},
    "pandas._libs.internals": {"_unpickle_block"},
    "pandas.arrays": {"BooleanArray", "DatetimeArray", "FloatingArray", "IntegerArray", "StringArray"},
    "pandas.core.indexes.base": {"_new_Index"},
    "pandas.core.internals.managers": {"BlockManager", "SingleBlockManager"},
}  # fmt: skip


def digest(value: object) -> str:
    """Give one hash of a value: the same in each process, and another where anything in it is another.

    Parameters
    ----------
    value : object
        Text, numbers, days, tables, arrays and whatever dataclasses and containers hold of these.

    Raises
    ------
    TypeError
        If it holds anything else.

    Examples
    --------
    >>> digest({"a": (1, 2.5)}) == digest({"a": (1, 2.5)}), digest([1]) == digest([1.0])
    (True, False)
    """
    total = hashlib.sha256()
    _feed(value, total.update)
    return total.hexdigest()


def _feed(value: object, write: Callable[[bytes], None]) -> None:
    write(f"\0{type(value).__qualname__}\0".encode())
    if value is None or isinstance(value, str | int | float | date | Path):
        write(repr(value).encode())
    elif isinstance(value, bytes):
        write(value)
    elif isinstance(value, set | frozenset):
        write("".join(sorted(map(digest, value))).encode())
    else:
        for part in _parts(value):
            _feed(part, write)


def _parts(value: object) -> Iterator[object]:
    """Give what a container, a value of a library, or an object with fields is made of."""
    module = type(value).__module__.partition(".")[0]
    if isinstance(value, list | tuple):
        yield from (len(value), *value)
    elif isinstance(value, Mapping):
        yield from value.items()
    elif module == "pandas":
        yield from _parts_of_table(value)
    elif module == "numpy":
        yield from _parts_of_array(value)
    elif is_dataclass(value):
        yield from ((field.name, getattr(value, field.name)) for field in fields(value))
    elif isinstance(value, Enum):
        yield value.name
    elif isinstance(value, BaseModel):
        yield value.model_dump()
    else:
        raise TypeError(type(value).__qualname__)


def _parts_of_array(value: Any) -> Iterator[object]:  # noqa: ANN401
    if hasattr(value, "tobytes"):
        yield from (str(value.dtype), value.shape, value.tolist() if value.dtype.hasobject else value.tobytes())
    else:
        yield str(value)  # a type


#: Rows from which on a table is hashed column by column, which costs the same for few rows as for thousands.
_LONG = 300


def _parts_of_table(value: Any) -> Iterator[object]:  # noqa: ANN401
    import pandas as pd  # this module is also that of verbs which need no table

    if isinstance(value, pd.DataFrame) and len(value) < _LONG:
        types = [(str(name), str(kind)) for name, kind in value.dtypes.items()]
        yield from (value.attrs, types, value.to_csv(na_rep="\0"))
    elif isinstance(value, pd.DataFrame):
        yield from (value.attrs, value.index, *value.items())
    elif isinstance(value, pd.MultiIndex):
        yield from (list(value.names), list(value))
    elif isinstance(value, pd.Series | pd.Index):
        yield from (str(value.dtype), value.name, *_cells(value))
    else:
        yield str(value)  # a day, a type, or what is missing


def _cells(value: Any) -> Iterator[object]:  # noqa: ANN401
    import pandas as pd

    held = value.to_series() if isinstance(value, pd.Index) else value
    try:
        yield pd.util.hash_pandas_object(held, index=False).to_numpy()
    except TypeError:  # cells that hold more than one thing
        yield held.tolist()
    if isinstance(value, pd.Series):
        yield value.index
