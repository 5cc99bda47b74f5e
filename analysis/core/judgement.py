"""Human judgement in ``data/hand``: the model of every file, the one reader of them, and what is asked often."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import count, takewhile
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, TypeVar, cast, get_args

import pandas as pd
import pycountry
import pydantic
import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter

from analysis.core.errors import InputError
from analysis.core.files import HAND, csv_as_text, relative
from analysis.core.messages import N_, Nn_, _, _n, label, labels, listed

#: The compiled reader of yml, where PyYAML has it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Model = TypeVar("Model", bound=BaseModel)
Content = TypeVar("Content")
#: What a file of judgement holds: a table, a document or entries, whose fields ``hand.yml`` names.
Document: TypeAlias = Any

Text = Annotated[str, StringConstraints(pattern=r"\S")]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Universe = Literal["in_force", "issued", "public", "refused", "complaints"]
Family = Literal["governments", "parliaments", "ngos", "press"]
Form = Literal["year-first", "day-first", "month-first"]
Offence = Literal[
    "terrorism", "armed_formation", "extremism_speech", "state_security", "public_order", "organised_crime", "homicide",
    "violence", "kidnapping", "sexual", "human_trafficking", "drugs", "weapons", "property", "fraud_economic",
    "corruption", "tax_customs", "cybercrime", "international_crimes", "traffic", "justice", "family", "environment",
    "other", "unspecified",
]  # fmt: skip
#: The labels of the taxonomy, in its order.
OFFENCES: tuple[str, ...] = get_args(Offence)


@cache
def _column(file: str, column: str) -> dict[str, None]:
    return dict.fromkeys(csv_as_text(HAND / file)[column])


@cache
def _codes(*others: str) -> frozenset[str]:
    every = (*pycountry.countries, *pycountry.historic_countries)
    return frozenset(country.alpha_3 for country in every).union(_column("country_names.csv", "iso3"), others)


def _among(known: Callable[[], Collection[str]], expected: str = "one of {known}") -> AfterValidator:
    """Refuse a text outside a collection."""

    def check(value: str) -> str:
        if value not in known():
            raise ValueError(expected.format(known=", ".join(known()), quoted=", ".join(map(repr, known()))))
        return value

    return AfterValidator(check)


def _expression(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as fault:
        raise ValueError(f"a regular expression ({fault})") from None
    return pattern


_COUNTRY = "an ISO 3166-1 alpha-3 code, or one of data/hand/country_names.csv"
Iso3 = Annotated[str, _among(_codes, _COUNTRY)]
Iso3OrBlank = Annotated[str, _among(lambda: _codes(""), _COUNTRY)]
List = Annotated[str, _among(lambda: _column("senders.csv", "list"), "one of {quoted}, from data/hand/senders.csv")]
Input = Annotated[str, _among(lambda: ("cases", "families", "complaints", "searched"))]
NoticeField = Literal[
    "notice_id", "forename", "name", "birth_date", "age", "sex", "nationalities", "requesters", "charges",
    "posterior", "confidence",
]  # fmt: skip
DesignationField = Literal[
    "designation_id", "name", "aliases", "scripts", "entity_type", "programmes", "birth_dates", "nationalities",
    "listed_on",
]  # fmt: skip
EntityType = Literal["person", "entity", "vessel", "aircraft"]


class Row(BaseModel):
    """A row of a csv: every cell is text, and a number is read from it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Entry(BaseModel):
    """A part of a yml; values keep their type in yml."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Reasoned(Entry):
    """A judgement and its reason; those that become tables of a report state it where its column is."""

    reason: Text


class OffenceSet(Reasoned):
    """Offences that are sensitive under Article 3."""

    labels: list[Offence]


class SensitiveOffences(Entry):
    """The two sets, the broad one holding the strict one."""

    strict: OffenceSet
    broad: OffenceSet

    @pydantic.model_validator(mode="after")
    def _nested(self) -> SensitiveOffences:
        if not set(self.strict.labels) <= set(self.broad.labels):
            raise ValueError("a broad set that holds the strict one")
        return self


class CaseGroup(Reasoned):
    """Codes of the register that are counted together."""

    group: Text
    codes: list[Text]


def _each_once(groups: list[CaseGroup]) -> list[CaseGroup]:
    codes = [code for group in groups for code in group.codes]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise ValueError(f"one group for each code; {twice!r} is in two groups")
    return groups


Groups = Annotated[list[CaseGroup], AfterValidator(_each_once)]


class CaseGroups(Entry):
    """The groups of three columns of the register."""

    target_profile: Groups
    charge_category: Groups
    instrument: Groups


class CodingRule(Reasoned):
    """A rule of the case register that ties one code to others."""

    rule: Text
    where: dict[Text, list[Text]] = Field(min_length=1)
    then: dict[Text, list[Text]] = {}
    sources: int = 0


class RuleInput(Reasoned):
    """What the rule of evidence looks at, in words."""

    meaning: Text


class CasesInput(RuleInput):
    """Which cases of the register count."""

    claim_status: list[Text]
    evidence_grade: list[Text]
    leave_out_instruments: list[Text]


class FamiliesInput(RuleInput):
    """Which kinds of source count."""

    wording_categories: list[Text]
    families: list[Text]


class RuleInputs(Entry):
    """What the rule of evidence looks at."""

    cases: CasesInput
    families: FamiliesInput
    complaints: RuleInput
    searched: RuleInput | None = None


class RuleLevel(Reasoned):
    """One word of the rule; meeting all minimums of any one of ``any_of`` earns it."""

    word: Text
    any_of: list[dict[Input, Annotated[int, Field(ge=1)]]] = Field(min_length=1)
    meaning: str = ""
    no_finding: bool = False


class EvidenceRule(Entry):
    """The whole rule: its inputs, and its levels from the strongest word to the one that is always earned."""

    inputs: RuleInputs
    levels: list[RuleLevel] = Field(min_length=1)

    @pydantic.model_validator(mode="after")
    def _ends(self) -> EvidenceRule:
        if all(self.levels[-1].any_of):
            raise ValueError(f"a last level that every country meets (any_of: [{{}}]), not {self.levels[-1].word!r}")
        return self

    @property
    def statuses(self) -> str:
        """The statuses of the well-documented cases, in words: ``supported``."""
        return either(self.inputs.cases.claim_status)

    @property
    def grades(self) -> str:
        """The grades of the well-documented cases, in words: ``A or B``."""
        return either(self.inputs.cases.evidence_grade)

    @property
    def chosen(self) -> str:
        """What the cases are, as a label: ``supported, grade A or B``."""
        return _("{statuses}, grade {grades}", statuses=self.statuses, grades=self.grades)

    @property
    def noun(self) -> str:
        """What the cases are, in a sentence: ``supported cases of grade A or B``."""
        return self._called(2)

    @property
    def singular(self) -> str:
        """One such case, in a sentence: ``supported case of grade A or B``."""
        return self._called(1)

    def _called(self, count: int) -> str:
        forms = Nn_("{statuses} case of grade {grades}", "{statuses} cases of grade {grades}")
        return _n(*forms, count, statuses=self.statuses, grades=self.grades)

    @property
    def findings(self) -> list[str]:
        """The words that say that some misuse is documented, strongest first."""
        return [level.word for level in self.levels if not level.no_finding]

    @property
    def nothing(self) -> list[str]:
        """The words for countries of which nothing was found, not even complaints: searched or not."""
        return [one.word for one in self.levels if not any({*needed} - {"searched"} for needed in one.any_of)]

    @property
    def left_out(self) -> list[str]:
        """The instruments of corrections, which are never well documented."""
        return self.inputs.cases.leave_out_instruments


def either(words: Sequence[str]) -> str:
    """Join alternatives in words: ``A``, ``A or B``, ``A, B or C``."""
    return listed(words, N_("{first} or {last}"))


class ListMapping(Reasoned):
    """How the columns of a table say what a list says; each field is explained in the file itself."""

    name: Text
    delimiter: Text | Literal["\t"] | list[str]
    encodings: list[Text] = ["utf-8"]
    optional: list[Text] = []
    ignored: list[Text] = []
    separators: str = ""
    date_form: Form = "year-first"
    missing: list[Text] = []


class NoticeMapping(ListMapping):
    """How the columns of a collected table say what a notice says."""

    columns: dict[NoticeField, Text | list[Text]]
    quote: str | None = '"'
    language: Text = "en"
    id_form: Text = "interpol"
    requester: Text = "stated"
    joined_by: str = ""


class SanctionsMapping(ListMapping):
    """How the columns of a sanctions list say what a designation says."""

    sender: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
    columns: dict[DesignationField, Text | list[Text]]
    id_pattern: Annotated[str, AfterValidator(_expression)] = ""
    entity_types: dict[str, EntityType] = Field(min_length=1)
    programmes: dict[Text, Iso3OrBlank] = {}
    programme: str = ""

    @pydantic.model_validator(mode="after")
    def _whole(self) -> SanctionsMapping:
        if not {"designation_id", "name"} <= set(self.columns):
            raise ValueError("columns for designation_id and name")
        return self


WHOLE = "most of the list"


class Snapshot(Entry):
    """One collection of the public list: what is in it, and how it can mislead (``reason``)."""

    file: Text
    date: datetime.date
    coverage: Text
    requester: bool
    nationality: Text
    charges: bool
    reason: str

    @property
    def whole(self) -> bool:
        """Whether it is a collection of the list, not a letter or a sample of it."""
        return self.coverage == WHOLE


class Specification(Reasoned):
    """An option of a choice behind a main comparison: what it keeps or excludes, and why it is defensible."""

    choice: Literal["grades", "statuses", "instruments", "period", "exposure", "codes", "line", "model", "index"]
    option: Text
    keeps: list[Text] = []
    leaves_out: list[Text] = []
    since: int | None = None
    until: int | None = None
    column: Text | None = None
    better: Literal["up", "down"] = "up"
    reader: Text | None = None

    @pydantic.model_validator(mode="after")
    def _known(self) -> Specification:
        known = _COMPUTED.get(self.choice, [self.option])
        if self.option not in known:
            raise ValueError(f"one of the options {', '.join(known)}")
        if self.choice in ("grades", "statuses") and not self.keeps:
            raise ValueError(f"what the option {self.option!r} keeps, as a list of codes")
        if self.choice == "index" and self.column is None:
            raise ValueError(f"the column of the index {self.option!r}")
        return self


#: Choice of a `Specification` -> the options for which there is code.
_COMPUTED = {
    "exposure": ["refugees", "population", "refugees and population"],
    "line": ["exposure alone", "regions", "V-Dem liberal democracy"],
    "model": ["negative binomial, shrunken", "negative binomial", "Poisson", "in proportion"],
}


class FileSpec(NamedTuple):
    """A file of judgement: the model of its row, entry or document, the rooms that read it, and its key.

    The key names the columns of a csv, or the fields of a yml that is a list, that no two entries share.
    """

    model: type[BaseModel]
    rooms: str
    key: tuple[str, ...] = ()


#: Name of a type in ``hand.yml`` -> what a cell of it must be.
TYPES: dict[str, object] = {
    "text": Text,
    "any": str,
    "whole": int,
    "number": float,
    "month": Annotated[int, Field(ge=1, le=12)],
    "day": datetime.date,
    "snapshot": Snapshot,
    "date": Date,
    "date or day": Annotated[
        Date, BeforeValidator(lambda day: day.isoformat() if isinstance(day, datetime.date) else day)
    ],
    "url": Url,
    "expression": Annotated[Text, AfterValidator(_expression)],
    "country": Iso3,
    "country or blank": Iso3OrBlank,
    "sender": List,
    "entity type": EntityType,
    "family": Family,
    "universe": Universe,
    "universe or blank": Universe | Literal[""],
    "offence": Annotated[str, _among(lambda: OFFENCES[:-1])],
    "preference rule": Annotated[
        str, _among(lambda: _column("preference_rules.csv", "rule"), "a rule of data/hand/preference_rules.csv")
    ],
}
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


def _file_spec(name: str, rooms: str, key: str = "", model: str = "", **written: dict[str, Any]) -> FileSpec:
    """Spec of a file by its columns (csv) or fields (yml), or by the name of its model."""
    base = Row if "columns" in written else Entry
    described = _model(model or name, base, *written.values()) if written else globals()[model]
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


#: Bytes of a file of judgement, and levels of a yml, at most; the largest of each has 214,000 and 7.
MOST_BYTES, DEEPEST = 5_000_000, 40


def _refuse_missing(path: Path, name: str) -> None:
    if not path.is_file():
        raise InputError(f"no file {name}", "one", "restore it with `git checkout`, or write it", file=relative(path))
    if path.stat().st_size > MOST_BYTES:
        got, expected = f"a file of {path.stat().st_size:,} bytes", f"at most {MOST_BYTES:,}"
        raise InputError(got, expected, "restore it with `git checkout`, or shorten it", file=relative(path))


def _parsed(path: Path) -> tuple[yaml.Node, object]:
    """Read a yml as its nodes, which know their lines, and as its content."""
    written = path.read_bytes()
    try:
        reader = _Loader(written)
        node = reader.get_single_node()
        _refuse_tangled(node, path)
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


def _refuse_tangled(root: yaml.Node | None, path: Path) -> None:
    """Refuse a yml that refers to a part of itself, which may be without end, or that is nested without measure."""
    seen, level = set[int](), [] if root is None else [root]
    for depth in count():
        for node in level:
            if id(node) in seen or depth > DEEPEST:
                got = f"more than {DEEPEST} levels" if depth > DEEPEST else "a part that is used twice (`&` and `*`)"
                row = node.start_mark.line + 1
                raise InputError(got, "a yml without this", "write each part out", file=relative(path), row=row)
            seen.add(id(node))
        level = [part for node in level for *_, part in _children(node)]
        if not level:
            return


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


def rule_in_words(rule: EvidenceRule) -> list[tuple[str, str]]:
    """Return each word of the rule, strongest first, with its conditions, such as ``named in the lists``."""
    return [(level.word, _any_of([_condition(needed) for needed in level.any_of])) for level in rule.levels]


def _any_of(conditions: Sequence[str]) -> str:
    return "".join([conditions[0], *(_(", or {condition}", condition=other) for other in conditions[1:])])


def _condition(needed: Mapping[Any, int]) -> str:
    conditions = [label(name, "condition", least=least) for name, least in needed.items()]
    if not conditions:
        return _("otherwise")
    return reduce(lambda first, second: _("{first} and {second}", first=first, second=second), conditions)


def headline_cases(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the well-documented cases: those with the statuses and grades of the evidence rule.

    Rows whose instrument turned out not to exist are excluded.
    """
    rule = read_evidence_rule().inputs.cases
    return cases[
        cases["claim_status"].isin(rule.claim_status)
        & cases["evidence_grade"].isin(rule.evidence_grade)
        & ~cases["instrument"].isin(rule.leave_out_instruments)
    ]


def release_note() -> Document:
    """Return number and date of the data release, and who publishes this copy."""
    return load("release.yml")


def stated(field: str) -> str:
    """Return a setting of this copy, such as its authors, or words that it does not state it."""
    return str(getattr(release_note(), field) or text(f"no-{field}"))


def contact() -> str:
    """Return where corrections are asked for: the contact of this copy, or the words that stand for it."""
    return str(release_note().contact or release_note().address)


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
