"""Human judgement in ``data/hand``: the one reader of its files, and what is asked often."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import count, takewhile
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, TypeVar, cast, get_args

import pandas as pd
import pydantic
import yaml
from pydantic import BaseModel, Field, StringConstraints, TypeAdapter

from analysis.core import evidence_rule, hand_models
from analysis.core.errors import InputError
from analysis.core.evidence_rule import EvidenceRule
from analysis.core.files import HAND, csv_as_text, published_at, relative
from analysis.core.hand_models import TYPES, Entry, Row, Universe
from analysis.core.messages import label, labels

#: The compiled reader of yml, where PyYAML has it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Model = TypeVar("Model", bound=BaseModel)
Content = TypeVar("Content")
#: What a file of judgement holds: a table, a document or entries, whose fields ``hand.yml`` names.
Document: TypeAlias = Any


class FileSpec(NamedTuple):
    """A file of judgement: the model of its row, entry or document, the rooms that read it, and its key.

    The key names the columns of a csv, or the fields of a yml that is a list, that no two entries share.
    """

    model: type[BaseModel]
    rooms: str
    key: tuple[str, ...] = ()


TABLES = Path(__file__).with_name("hand.yml")


def _type(written: str | list[str] | dict[str, Any], name: str) -> object:
    """Type of a field: its words, parts, fields, name in `TYPES`, or pattern."""
    if isinstance(written, list):
        return Literal[tuple(written)]
    if isinstance(written, str):
        return TYPES.get(written) or Annotated[str, StringConstraints(pattern=written)]
    if "or none" in written:
        return _type(written["or none"], name) | None  # type: ignore[operator]
    if "some" in written:
        return Annotated[list[_type(written["some"], name)], Field(min_length=1)]  # type: ignore[misc]
    return list[_type(written["each"], name)] if "each" in written else _model(name, Entry, written)  # type: ignore[misc]


def _model(name: str, base: type[BaseModel], fields: dict[str, Any]) -> type[BaseModel]:
    types: dict[str, Any] = {field: (_type(written, name), ...) for field, written in fields.items()}
    types |= {field: (types[field][0], None) for field, written in fields.items() if "or none" in written}
    return pydantic.create_model(name, __base__=base, __module__=__name__, __doc__=f"Part of {name}.", **types)


#: Models that are written in Python, by name.
_WRITTEN: dict[str, Any] = {**vars(hand_models), **vars(evidence_rule)}


def _file_spec(name: str, rooms: str, key: str = "", model: str = "", **written: dict[str, Any]) -> FileSpec:
    """Spec of a file by its columns (csv) or fields (yml), or by the name of its model."""
    base = Row if "columns" in written else Entry
    described = _model(model or name, base, *written.values()) if written else _WRITTEN[model]
    return FileSpec(described, rooms, tuple(key.split()))


#: Every file of ``data/hand``; ``index.csv`` says what each decides.
FILES = {name: _file_spec(name, **about) for name, about in yaml.load(TABLES.read_bytes(), _Loader).items()}
_NAMES = {spec.model: name for name, spec in FILES.items()}
#: What an addressee can do, the statistic behind it, its legal basis, and what others did or failed to do.
Recommendation: type[Any] = FILES["recommendations.yml"].model


def table(name: str, path: Path | None = None) -> pd.DataFrame:
    """Read a csv of `FILES`, or another file of that kind, as text with blanks as empty strings, every row checked.

    Raises
    ------
    InputError
        At the first cell that its column refuses, or if an entry stands twice; row and cure are named.
    """
    rows: pd.DataFrame = load(name, path)
    return rows.copy(deep=False)


@cache
def lookup(name: str, key: str, value: str, fold: Callable[[str], str] = str) -> dict[str, str]:
    """Map a column of a csv of `FILES`, folded, to another; callers must not change it."""
    return {fold(written): meaning for written, meaning in table(name)[[key, value]].itertuples(index=False, name=None)}


def _table(name: str, path: Path) -> pd.DataFrame:
    spec = FILES[name]
    _refuse_missing(path, name)
    rows = csv_as_text(path)
    wanted = list(spec.model.model_fields)
    if rows.empty and list(rows.columns) != wanted:
        got = f"the header {', '.join(rows.columns)!r}" if len(rows.columns) else "an empty file"
        raise InputError(got, f"the header {','.join(wanted)}", "restore it", file=relative(path), row=1)
    cells = [dict(zip(rows.columns, row, strict=True)) for row in rows.itertuples(index=False)]
    try:
        TypeAdapter(list[spec.model]).validate_python(cells)  # type: ignore[name-defined]
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        row, *field = first["loc"][:2]
        line = 1 if first["type"] in {"missing", "extra_forbidden"} else int(row) + 2
        raise _refusal(first, field, path, line, spec.model) from None
    _refuse_twice(rows, spec.key, path)
    return rows


def _refuse_twice(rows: pd.DataFrame, key: tuple[str, ...], path: Path, first: int | None = 2) -> None:
    repeated = rows.index[rows.duplicated(list(key))]
    if len(repeated):
        values = ", ".join(f"{column} {rows[column][repeated[0]]!r}" for column in key)
        row = None if first is None else int(repeated[0]) + first
        raise InputError(f"{values} twice", "each entry once", "delete one", file=relative(path), row=row)


def read(model: type[Model], path: Path | None = None) -> Model:
    """Read the yml of judgement that is one document of this model, or another file of that kind."""
    return read_yml(model, path) if path else cast("Model", load(_NAMES[model]))


def entries(model: type[Model], path: Path | None = None) -> list[Model]:
    """Read the yml of judgement that is a list of this model, or another file of that kind."""
    return list(load(_NAMES[model], path))


def load(name: str, path: Path | None = None) -> Document:
    """Read any file of judgement by its name: the table of a csv, the document or the entries of a yml."""
    file = path or HAND / name
    return (_shipped if file == HAND / name else _content)(name, file)


def _content(name: str, path: Path) -> Document:
    model, _, key = FILES[name]
    if name.endswith(".csv"):
        return _table(name, path)
    if not key:
        return read_yml(model, path)
    found: list[BaseModel] = read_yml(list[model], path)  # type: ignore[valid-type]
    _refuse_twice(pd.DataFrame([entry.model_dump() for entry in found]), key, path, None)
    return found


_shipped = cache(_content)


def read_yml(kind: type[Content], path: Path) -> Content:
    """Read any yml of the project strictly, as a pydantic model or a list of one.

    Raises
    ------
    InputError
        If the file is missing, empty or no yml, names a key twice, or holds anything that the model refuses; it names
        the line, the field and the cure.
    """
    _refuse_missing(path, path.name)
    node, content = _parsed(path)
    try:
        return TypeAdapter(kind).validate_python(content)
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        line, field, written = _locate(node, first["loc"])
        missing = [first["loc"][-1]] if first["type"] == "missing" else []
        raise _refusal(first, field + missing, path, line, (get_args(kind) or (kind,))[0], written) from None


def _refuse_missing(path: Path, name: str) -> None:
    if not path.is_file():
        fix = "restore it with `git checkout` if it is shipped, or correct its name"
        raise InputError(f"no file {name}", "one", fix, file=relative(path))


def _parsed(path: Path) -> tuple[yaml.Node, object]:
    """Read a yml as its nodes, which know their lines, and as its content."""
    written = path.read_bytes()
    try:
        aliases = [event for event in yaml.parse(written, _Loader) if isinstance(event, yaml.AliasEvent)]
        if aliases:
            got, fix = f"a part that is used twice (*{aliases[0].anchor})", "write each part out"
            raise InputError(got, "a yml without this", fix, file=relative(path))
        reader = _Loader(written)
        node = reader.get_single_node()
        content = None if node is None else reader.construct_document(node)
    except yaml.reader.ReaderError as error:
        got, line = f"a file that is not text ({error.reason})", written[: error.position].count(b"\n") + 1
        fix = "save it as UTF-8, or restore it"
        raise InputError(got, "a yml in UTF-8", fix, file=relative(path), row=line) from None
    except InputError:
        raise
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        got = f"broken yml ({getattr(error, 'problem', None) or str(error).splitlines()[0]})"
        row = None if mark is None else mark.line + 1
        fix = "correct it there: close brackets and quotation marks, indent by spaces, quote a text that holds `: `"
        raise InputError(got, "a readable yml", fix, file=relative(path), row=row) from None
    if node is None:
        raise InputError("an empty file", "a yml", "restore it with `git checkout`", file=relative(path), row=1)
    for row, name in _repeated_keys(node):
        got, fix = f"the field {name!r} twice", "delete or rename one of them"
        raise InputError(got, "each field once", fix, file=relative(path), row=row)
    return node, content


def _repeated_keys(node: yaml.Node) -> Iterator[tuple[int, int | str]]:
    """Yield line and name of each key that its mapping has already; yml itself would keep the last in silence."""
    seen: set[int | str] = set()
    for line, name, _key, part in _children(node):
        if name in seen:
            yield line, name
        seen.add(name)
        yield from _repeated_keys(part)


def _locate(node: yaml.Node, loc: Sequence[int | str]) -> tuple[int, list[int | str], str]:
    """Return line, field names and unquoted text at the place of an error; of the parent where the field is missing.

    A part that the yml lacks, such as the kind of a union, is left out.
    """
    line, fields, written = node.start_mark.line + 1, list[int | str](), ""
    value_of = yaml.SafeLoader("").construct_object
    for part in loc:
        found = [child for child in _children(node) if part in (child[1], child[2] and value_of(child[2]))]
        if found:
            line, name, _key, node = found[0]
            fields.append(name)
            written = node.value if isinstance(node, yaml.ScalarNode) and not node.style else ""
    return line, fields, str(fields[-1]) if loc and loc[-1] == "[key]" else written


def _children(node: yaml.Node) -> Iterator[tuple[int, int | str, yaml.Node | None, yaml.Node]]:
    """Yield line, name, key and node of each part of a yml."""
    if isinstance(node, yaml.SequenceNode):
        yield from ((part.start_mark.line + 1, place, None, part) for place, part in enumerate(node.value))
    if isinstance(node, yaml.MappingNode):
        yield from ((key.start_mark.line + 1, key.value, key, part) for key, part in node.value)


def _refusal(
    error: Mapping[str, Any], field: list[int | str], path: Path, line: int, model: type, written: str = ""
) -> InputError:
    """Turn an error of pydantic into one of the package: what was read, what was expected, what to do."""
    name = ".".join(map(str, field)) or "the document"
    got, expected, fix = f"{error['input']!r:.80} in field {name!r}", _expected(error), "correct it"
    if error["type"] == "missing":
        got, expected, fix = f"no field {name!r}", f"a field {field[-1]!r}", f"add the field {field[-1]!r}"
    elif error["type"] == "extra_forbidden":
        described = relative(TABLES) if model.__name__ in FILES else f"{model.__module__.replace('.', '/')}.py"
        in_code = f"the fields of {model.__name__} in {described}"
        expected = f"the columns {','.join(model.model_fields)}" if issubclass(model, Row) else in_code
        got, fix = f"the unknown field {name!r}", f"remove the field {field[-1]!r}, or correct its name"
    elif error["type"] == "string_type" and not isinstance(error["input"], list | dict | str):
        got = f"{got}, which is what yml makes of an unquoted {written or error['input']}"
        fix = "put it in quotation marks"
    return InputError(got, expected, fix, file=relative(path), row=line)


def _expected(error: Mapping[str, Any]) -> str:
    context = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(context["error"])
    if error["type"] == "string_pattern_mismatch" and context["pattern"] == r"\S":
        return "a text that is not blank"
    return str(error["msg"]).removeprefix("Input should be ").replace("String should", "a text that should")


#: Universe -> what it counts, in the order in which they are shown.
UNIVERSES = {universe: label(universe, "universe") for universe in get_args(Universe)}


#: Sender of sanctions whose designations are counted -> its name, in the order in which they are shown.
SENDERS: dict[str, str] = dict(table("senders.csv").query("shown == 'yes'")[["list", "name"]].itertuples(index=False))


#: Level of the intervals in the shipped tables; every other one follows from the table of the inference.
LEVEL = 0.95


def text(key: str, **values: object) -> str:
    """Return one standing text by its key, with its values in place."""
    return label(key, "text", **values)


def texts(key: str) -> list[str]:
    """Return a list of standing texts, which the table of labels numbers from 1."""
    later = takewhile(lambda name: ("text", name) in labels(), (f"{key}-{place}" for place in count(2)))
    return [text(f"{key}-1"), *map(text, later)]


def followed() -> tuple[datetime.date, datetime.date]:
    """Return the dates between which notices are followed."""
    period = load("notice_snapshots.yml").followed
    return getattr(period, "from"), period.to


def last_look() -> tuple[datetime.date, ...]:
    """Return the dates of the snapshots that together are the last look at the list."""
    return (*load("notice_snapshots.yml").followed.also, followed()[1])


def reference() -> tuple[datetime.date, frozenset[str]]:
    """Return the date of the snapshot that rates are computed from, and the requesters missing from it."""
    snapshot = load("notice_snapshots.yml").reference
    return snapshot.date, frozenset(snapshot.never_asked)


def read_evidence_rule(path: Path | None = None) -> EvidenceRule:
    """Return the rule of the evidence level, by default the shipped one."""
    return read(EvidenceRule, path)


def headline_cases(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the well-documented cases: those with the statuses and grades of the evidence rule.

    Rows whose instrument turned out not to exist are excluded.
    """
    return cases.query(" and ".join(read_evidence_rule().inputs.cases.queries()))


def release_note() -> Document:
    """Return number and date of the data release, and who publishes this copy."""
    return load("release.yml")


def stated(field: str) -> str:
    """Return a setting of this copy, such as its authors, or words that it does not state it."""
    return str(getattr(release_note(), field) or text(f"no-{field}"))


def contact() -> str:
    """Return where corrections are asked for: contact or tracker of this copy, its site, or words that stand for it."""
    note = release_note()
    tracker = f"{str(note.repository).rstrip('/')}/issues/new" if note.repository else ""
    return str(note.contact or tracker or published_at("about.html#corrections") or note.address)


def released() -> datetime.date:
    """Return the date of the data release."""
    return cast("datetime.date", release_note().date)


def version() -> str:
    """Number of the data release.

    Examples
    --------
    >>> version().count(".")
    2
    """
    return str(release_note().version)
