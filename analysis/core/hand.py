"""Human judgement as it stands in ``data/hand``: the list of its files, their one reader, and what is often asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import count, takewhile
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast, get_args

import pandas as pd
import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from analysis.core import judgement as j
from analysis.core.errors import InputError
from analysis.core.files import HAND, csv_as_text, relative
from analysis.core.judgement import OFFENCES, WHOLE, EvidenceRule, Snapshot, either
from analysis.core.messages import DASH as DASH
from analysis.core.messages import N_, _, labels
from analysis.core.messages import cell_text as cell_text
from analysis.core.messages import label as label

__all__ = ["OFFENCES", "WHOLE", "EvidenceRule", "Snapshot", "either"]

Model = TypeVar("Model", bound=BaseModel)
Held = TypeVar("Held")


class Kept(NamedTuple):
    """A file of judgement: the model of its row, entry or document, the rooms that read it, and what it names once."""

    model: type[BaseModel]
    rooms: str
    once: tuple[str, ...] = ()


#: Every file of ``data/hand``; what each decides stands in ``index.csv``. ``once``: the columns of a csv, or the
#: fields of a yml that is a list, that are the same in no two entries.
FILES: dict[str, Kept] = {
    "article3_sensitive.yml": Kept(j.SensitiveOffences, "persons"),
    "bilateral_requests.csv": Kept(j.BilateralRequest, "facts", ("case_id",)),
    "case_groups.yml": Kept(j.CaseGroups, "facts"),
    "codes_without_state.csv": Kept(j.CodeWithoutState, "core", ("code",)),
    "coding_rules.yml": Kept(j.CodingRule, "tables", ("rule",)),
    "complaint_lists.yml": Kept(j.ComplaintLists, "facts"),
    "conflict_rules.csv": Kept(
        j.ConflictRule, "tables", ("conflict_group", "indicator", "country", "date_text", "figure")
    ),
    "corrections.csv": Kept(j.Correction, "tables", ("table", "key", "column")),
    "country_aliases.csv": Kept(j.CountryAlias, "core", ("alias",)),
    "country_names.csv": Kept(j.CountryName, "core", ("iso3",)),
    "demonym_mapping.csv": Kept(j.Demonym, "core", ("demonym",)),
    "earlier_releases.yml": Kept(j.EarlierRelease, "tables facts site", ("version", "table")),
    "entity_type_mapping.csv": Kept(j.EntityType, "persons", ("list", "written")),
    "estimators.csv": Kept(j.Estimator, "facts", ("function",)),
    "evidence_rule.yml": Kept(j.EvidenceRule, "core"),
    "forbidden_wording.yml": Kept(j.ForbiddenWording, "tables tests"),
    "index.csv": Kept(j.FileOfJudgement, "tables", ("file",)),
    "indicators.csv": Kept(j.Indicator, "tables facts", ("indicator",)),
    "interpol_members.csv": Kept(j.Member, "core", ("iso3",)),
    "left_out.csv": Kept(j.LeftOut, "refresh", ("source", "entity")),
    "map_areas.csv": Kept(j.MapArea, "tables", ("area",)),
    "map_names.csv": Kept(j.MapName, "tables", ("map_name",)),
    "month_names.csv": Kept(j.MonthName, "core", ("name",)),
    "name_readings.csv": Kept(j.NameReading, "persons", ("written",)),
    "name_variants.csv": Kept(j.NameVariant, "persons", ("name", "variants", "kind")),
    "name_words.csv": Kept(j.NameWord, "persons", ("word",)),
    "notice_mapping.yml": Kept(j.NoticeMapping, "persons", ("name",)),
    "notice_snapshots.yml": Kept(j.NoticeSnapshots, "core"),
    "offence_lexicon.csv": Kept(j.LexiconEntry, "persons", ("label", "effect", "language", "pattern")),
    "offence_words.csv": Kept(j.OffenceWord, "persons", ("word", "role")),
    "oversight_breaks.yml": Kept(j.SeriesBreak, "facts", ("date", "actor", "measure_type")),
    "peers.yml": Kept(j.PeerGroups, "facts"),
    "preference_rules.csv": Kept(j.PreferenceRule, "core", ("rule",)),
    "recommendations.yml": Kept(j.Recommendation, "facts site", ("recommendation",)),
    "reform_lanes.yml": Kept(j.ReformLanes, "facts"),
    "regions.csv": Kept(j.Region, "tables", ("iso3",)),
    "release.yml": Kept(j.DataRelease, "core"),
    "sanctions_discrepancies.csv": Kept(j.Discrepancy, "facts", ("sender", "year", "kind")),
    "sanctions_mapping.yml": Kept(j.SanctionsMapping, "persons", ("name",)),
    "sanctions_programmes.csv": Kept(j.Programme, "persons", ("list", "programme")),
    "sanctions_releases.yml": Kept(j.SanctionsReleases, "refresh"),
    "senders.csv": Kept(j.Sender, "core persons", ("list",)),
    "sex_mapping.csv": Kept(j.SexWritten, "persons", ("written",)),
    "source_families.csv": Kept(j.SourceFamily, "tables", ("contains",)),
    "specifications.yml": Kept(j.Specification, "facts", ("choice", "option")),
    "timeline_lanes.yml": Kept(j.TimelineLane, "pages", ("lane",)),
    "uncounted_sources.csv": Kept(j.UncountedSource, "facts", ("iso3", "title")),
    "unpublished.yml": Kept(j.Unpublished, "facts", ("item",)),
}


def table(name: str, path: Path | None = None) -> pd.DataFrame:
    """Read a csv of judgement as text, every row checked.

    Parameters
    ----------
    name : str
        A csv of `FILES`.
    path : Path, optional
        Another file of that kind.

    Returns
    -------
    DataFrame of str
        Blanks as empty strings.

    Raises
    ------
    InputError
        At the first cell that the model of its rows refuses, or if an entry stands twice; row and cure are named.

    Examples
    --------
    >>> list(table("sex_mapping.csv").columns)
    ['written', 'sex', 'reason']
    """
    return (_shipped_table(name) if path in {None, HAND / name} else _table(name, path or HAND / name)).copy(deep=False)


@cache
def _shipped_table(name: str) -> pd.DataFrame:
    return _table(name, HAND / name)


def _table(name: str, path: Path) -> pd.DataFrame:
    kept = FILES[name]
    _refuse_missing(path, name)
    found = csv_as_text(path)
    if found.empty:
        _refuse_header(list(found.columns), kept.model, path)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.itertuples(index=False)]
    try:
        TypeAdapter(list[kept.model]).validate_python(rows)  # type: ignore[name-defined]
    except ValidationError as error:
        first = error.errors()[0]
        row, *field = first["loc"][:2]
        line = 1 if first["type"] in {"missing", "extra_forbidden"} else int(row) + 2
        raise _refusal(first, field, path, line, kept.model) from None
    _refuse_twice(found, kept.once, path)
    return found


def _refuse_header(columns: list[str], model: type[BaseModel], path: Path) -> None:
    wanted = [field.alias or name for name, field in model.model_fields.items()]
    if columns != wanted:
        got = f"the header {', '.join(columns)!r}" if columns else "an empty file"
        raise InputError(got, f"the header {','.join(wanted)}", "restore it", file=relative(path), row=1)


def _refuse_twice(found: pd.DataFrame, once: tuple[str, ...], path: Path, first: int | None = 2) -> None:
    again = found.index[found.duplicated(list(once))] if once else found.index[:0]
    if len(again):
        values = ", ".join(f"{column} {found[column][again[0]]!r}" for column in once)
        row = None if first is None else int(again[0]) + first
        raise InputError(f"{values} twice", "each entry once", "delete one", file=relative(path), row=row)


def read(model: type[Model], path: Path | None = None) -> Model:
    """Read the yml of judgement that is one document of this model; another file of that kind where ``path`` says.

    Examples
    --------
    >>> [level.word for level in read(EvidenceRule).levels][:2]
    ['extensive', 'substantial']
    """
    return cast("Model", _shipped(model)) if path is None else read_yml(model, path)


def entries(model: type[Model], path: Path | None = None) -> list[Model]:
    """Read the yml of judgement that is a list of this model; another file of that kind where ``path`` says.

    Examples
    --------
    >>> entries(j.SeriesBreak)[0].universes
    ['issued', 'refused']
    """
    if path is None:
        return list(cast("list[Model]", _shipped(model)))
    found: list[Model] = read_yml(list[model], path)  # type: ignore[valid-type]
    _refuse_twice(pd.DataFrame([entry.model_dump() for entry in found]), _kept(model)[1].once, path, None)
    return found


def _kept(model: type[BaseModel]) -> tuple[str, Kept]:
    return next((name, kept) for name, kept in FILES.items() if kept.model is model)


@cache
def _shipped(model: type[BaseModel]) -> object:
    name, kept = _kept(model)
    return entries(model, HAND / name) if kept.once else read(model, HAND / name)


def load(name: str, path: Path | None = None) -> object:
    """Read and check any file of judgement by its name: the table of a csv, the document or the entries of a yml.

    Examples
    --------
    >>> load("release.yml").title
    'Red Notice Statistics'
    """
    kept = FILES[name]
    if name.endswith(".csv"):
        return table(name, path)
    return entries(kept.model, path) if kept.once else read(kept.model, path)


def read_yml(kind: type[Held], path: Path) -> Held:
    """Read any yml of the project strictly: the one reader of what hands write as yml.

    Parameters
    ----------
    kind : type
        A pydantic model, or a list of one.
    path : Path
        The file.

    Returns
    -------
    object
        What the file holds, of that kind.

    Raises
    ------
    InputError
        If the file is missing, empty or no yml, names a key twice, or holds anything that the model refuses; it names
        the line, the field and the cure.

    Examples
    --------
    >>> from analysis.core.judgement import DataRelease
    >>> read_yml(DataRelease, HAND / "release.yml").version
    '3.0.0'
    """
    _refuse_missing(path, path.name)
    node, held = _parsed(path)
    try:
        return TypeAdapter(kind).validate_python(held)
    except ValidationError as error:
        first = error.errors()[0]
        line, field, met = _place(node, first["loc"])
        missing = [first["loc"][-1]] if first["type"] == "missing" else []
        raise _refusal(first, field + missing, path, line, (get_args(kind) or (kind,))[0], met) from None


def _refuse_missing(path: Path, name: str) -> None:
    if not path.is_file():
        raise InputError(f"no file {name}", "one", "restore it with `git checkout`, or write it", file=relative(path))


def _parsed(path: Path) -> tuple[yaml.Node, object]:
    """Read a yml as its nodes, which know their lines, and as what they hold."""
    content = path.read_bytes()
    try:
        node, held = _nodes(content, _FAST)
    except (yaml.YAMLError, ValueError):
        try:
            node, held = _nodes(content, yaml.SafeLoader)
        except (yaml.YAMLError, ValueError) as error:
            raise _broken(error, path, content) from None
    if node is None:
        raise InputError("an empty file", "a yml", "restore it with `git checkout`", file=relative(path), row=1)
    for key in _keys_again(node):
        got, row = f"the field {key.value!r} twice", key.start_mark.line + 1
        raise InputError(got, "each field once", "delete or rename one of them", file=relative(path), row=row)
    return node, held


#: The compiled reader of yml, where PyYAML has it; the other one says more clearly what is broken.
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _nodes(content: bytes, kind: type[yaml.SafeLoader]) -> tuple[yaml.Node | None, object]:
    loader = kind(content)
    node = loader.get_single_node()
    return node, None if node is None else loader.construct_document(node)


def _broken(error: Exception, path: Path, content: bytes) -> InputError:
    if isinstance(error, yaml.reader.ReaderError):
        got, line = f"a file that is no text ({error.reason})", content[: error.position].count(b"\n") + 1
        return InputError(got, "a yml in UTF-8", "save it as UTF-8, or restore it", file=relative(path), row=line)
    mark = getattr(error, "problem_mark", None)
    got = f"broken yml ({getattr(error, 'problem', None) or str(error).splitlines()[0]})"
    row = None if mark is None else mark.line + 1
    fix = "correct it there: close brackets and quotation marks, indent by spaces, quote a text that holds `: `"
    return InputError(got, "a readable yml", fix, file=relative(path), row=row)


def _keys_again(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Give each key that stands in its mapping before, of which yml itself would keep the last in silence."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, _unused in node.value:
            if str(key.value) in seen:
                yield key
            seen.add(str(key.value))
    for part in node.value if isinstance(node, yaml.CollectionNode) else ():
        yield from _keys_again(part[1] if isinstance(part, tuple) else part)


def _place(node: yaml.Node, loc: Sequence[int | str]) -> tuple[int, list[int | str], str]:
    """Give line, way and text of what an error names; of the entry that lacks it, where it is missing."""
    line, way, met = node.start_mark.line + 1, list[int | str](), ""
    for part in loc:
        step = _step(node, part)
        if step is not None:
            line, name, node = step
            way.append(name)
            met = node.value if isinstance(node, yaml.ScalarNode) and not node.style else ""
    return line, way, str(way[-1]) if loc and loc[-1] == "[key]" else met


def _step(node: yaml.Node, part: int | str) -> tuple[int, int | str, yaml.Node] | None:
    """Go one step into a yml; None where it holds no such part, as with the names of a union's kinds."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return node.value[part].start_mark.line + 1, part, node.value[part]
    if isinstance(node, yaml.MappingNode):
        meant = yaml.SafeLoader("").construct_object
        found = ((key, value) for key, value in node.value if part in (key.value, meant(key)))
        return next(((key.start_mark.line + 1, key.value, value) for key, value in found), None)
    return None


def _refusal(
    error: Mapping[str, Any], field: list[int | str], path: Path, line: int, model: type, met: str = ""
) -> InputError:
    """Say an error of pydantic as the package says every other: what was met, what was expected, what to do."""
    name = ".".join(map(str, field)) or "the document"
    got, expected, fix = f"{error['input']!r:.80} in field {name!r}", _expected(error), "correct it"
    if error["type"] == "missing":
        got, expected, fix = f"no field {name!r}", f"a field {field[-1]!r}", f"add the field {field[-1]!r}"
    elif error["type"] == "extra_forbidden":
        master = f"{model.__module__.replace('.', '/')}.py"
        got, expected = f"the unknown field {name!r}", f"the fields of {model.__name__} in {master}"
        fix = f"remove the field {field[-1]!r}, or correct its name"
    elif error["type"] == "string_type" and not isinstance(error["input"], list | dict | str):
        got = f"{got}, which is what yml makes of an unquoted {met or error['input']}"
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
UNIVERSES = {
    "in_force": _("Red Notices in force on a day"),
    "issued": _("Red Notices issued in a year"),
    "public": _("Red Notices public on a day"),
    "refused": _("notices and diffusions refused or cancelled in a year"),
    "complaints": _("requests to the CCF found admissible in a year"),
}


def _senders() -> dict[str, str]:
    held = table("senders.csv").query("shown == 'yes'")
    return dict(zip(held["list"], held["name"], strict=True))


#: Sender of sanctions whose designations are counted -> its name, in the order in which they are shown.
SENDERS = _senders()


#: Level of the intervals in the shipped tables; every other one follows from the table of the inference.
LEVEL = 0.95


def text(key: str, **values: object) -> str:
    """Give one standing text, with its values in place.

    Examples
    --------
    >>> text("none")
    'which does not mean that there is none'
    """
    return label(key, "text", **values)


def texts(key: str) -> list[str]:
    """Give a list of standing texts, which the table of labels numbers from 1."""
    later = takewhile(lambda name: ("text", name) in labels(), (f"{key}-{place}" for place in count(2)))
    return [text(f"{key}-1"), *map(text, later)]


def snapshots() -> tuple[Snapshot, ...]:
    """Give the snapshots that the shipped figures come from."""
    return tuple(read(j.NoticeSnapshots).snapshots)


def samples() -> tuple[Snapshot, ...]:
    """Give the collections, too small to count the list by, that tell charges and requesting countries."""
    return tuple(read(j.NoticeSnapshots).samples)


def followed() -> tuple[datetime.date, datetime.date]:
    """Give the dates between which notices are followed."""
    held = read(j.NoticeSnapshots).followed
    return held.from_, held.to


def last_look() -> tuple[datetime.date, ...]:
    """Give the dates of the snapshots that together are the last look at the list."""
    return (*read(j.NoticeSnapshots).followed.also, followed()[1])


def reference() -> tuple[datetime.date, frozenset[str]]:
    """Give the date of the snapshot that rates are computed from, and the requesters that it was never asked for."""
    held = read(j.NoticeSnapshots).reference
    return held.date, frozenset(held.never_asked)


def weak() -> frozenset[str]:
    """Give the confidences of an inferred requesting country that are weak."""
    return frozenset(read(j.NoticeSnapshots).inference.weak)


def read_evidence_rule(path: Path | None = None) -> EvidenceRule:
    """Give the rule of the evidence level, by default the shipped one."""
    return read(EvidenceRule, path)


def rule_in_words(rule: EvidenceRule) -> list[tuple[str, str]]:
    """Give each word of the rule, strongest first, with what earns it, for example ``cases at least 4``."""
    return [(level.word, _any_of([_condition(needed) for needed in level.any_of])) for level in rule.levels]


def _any_of(conditions: Sequence[str]) -> str:
    return "".join([conditions[0], *(_(", or {condition}", condition=other) for other in conditions[1:])])


def _condition(needed: Mapping[Any, int]) -> str:
    words = {
        "complaints": N_("among the ten states whose complaints were summed"),
        "cases": N_("cases at least {least}"),
        "families": N_("families at least {least}"),
    }
    said = [_(words[name], least=least) for name, least in needed.items()]
    return reduce(lambda first, second: _("{first} and {second}", first=first, second=second), said or [_("otherwise")])


def headline_cases(cases: pd.DataFrame) -> pd.DataFrame:
    """Keep the cases that count by the evidence rule: of its statuses and grades, with an instrument of INTERPOL.

    Parameters
    ----------
    cases : DataFrame
        Rows of the register with ``claim_status``, ``evidence_grade`` and ``instrument``.

    Returns
    -------
    DataFrame
        The rows that count, in the same order.

    Examples
    --------
    >>> told = {"claim_status": "supported", "evidence_grade": ["A", "D"], "instrument": "red_notice"}
    >>> headline_cases(pd.DataFrame(told)).index.tolist()
    [0]
    """
    return cases[counts_in_headline(cases)]


def counts_in_headline(cases: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows of the register count by the evidence rule."""
    counted = read_evidence_rule().inputs.cases
    statuses, grades, left = map(set, (counted.claim_status, counted.evidence_grade, counted.leave_out_instruments))
    told = zip(cases["claim_status"], cases["evidence_grade"], cases["instrument"], strict=True)
    kept = [status in statuses and grade in grades and instrument not in left for status, grade, instrument in told]
    return pd.Series(kept, index=cases.index, dtype=bool)


def release_note() -> j.DataRelease:
    """Give number, date and authors of the data release."""
    return read(j.DataRelease)


def released() -> datetime.date:
    """Give the date of the data release."""
    return release_note().date


def version() -> str:
    """Give the number of the data release.

    Examples
    --------
    >>> version()
    '3.0.0'
    """
    return release_note().version
