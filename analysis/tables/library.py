"""Shipped tables for a reader's own analysis: listed, loaded, described and cited by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Protocol, runtime_checkable

import pandas as pd
import pycountry

from analysis.core import judgement
from analysis.core.country_names import country_name, fold, parse_country, suggestion
from analysis.core.errors import InputError, some
from analysis.core.files import published_at
from analysis.core.judgement import release_note, released, stated, version
from analysis.core.messages import labels
from analysis.stats.estimate import Estimate
from analysis.tables import release as clean
from analysis.tables.release import added_since, as_of
from analysis.tables.schemas import all_schemas, schema_of, with_role
from analysis.tables.shipped import Origin, sidecar

__all__ = ["cite", "cite_report", "describe", "list_tables", "load", "plain", "version"]

#: The column of a table that dates its rows: the first of these that it has.
_WHEN = ("year", "date_first", "snapshot_date", "last_date", "second_year")
#: Columns of whole days in tables that have no column of the first day.
_DAYS = ("snapshot_date", "first_date", "last_date")
#: Forms of a citation.
STYLES = ("text", "bibtex", "ris")
#: The address of an origin that is somebody's: what the project computed itself has the address of its licence.
_OTHERS = re.compile(r"http(?!.*creativecommons\.org)")


def list_tables() -> pd.DataFrame:
    """List the shipped tables.

    Returns
    -------
    DataFrame
        One row per table, by name: ``name``, ``title``, ``rows``, ``columns``, ``counted`` (what one row is, and what
        was counted) and ``licence``.

    Examples
    --------
    >>> list_tables().query("name == 'cases'")["rows"].item()
    453
    """
    cards = [(name, sidecar(name), _clean(name)) for name in table_names()]
    rows = [(name, card.title, *table.shape, card.universe, card.licence) for name, card, table in cards]
    return pd.DataFrame(rows, columns=["name", "title", "rows", "columns", "counted", "licence"])


def load(
    name: str,
    *,
    country: str | Iterable[str] | None = None,
    since: int | str | None = None,
    until: int | str | None = None,
    names: bool = False,
    release: str | None = None,
    **equal: object,
) -> pd.DataFrame:
    """Load a clean table, in types that statsmodels, seaborn and Stata take.

    Parameters
    ----------
    name : str
        A table of `list_tables`.
    country : str or iterable of str, optional
        Name or code of the country that a row is about: the first column of the table that holds countries.
    since, until : int or str, optional
        First and last year, or day (``2024-02-15``), each included. If either is given, rows without a year are
        excluded; ``attrs["undated"]`` counts them.
    names : bool
        Whether a column ``..._name`` follows each column that holds codes of countries.
    release : str, optional
        The release of the data, for example ``1.0.0``: the register of cases as it was; see
        `analysis.tables.release.as_of`.
    **equal
        Columns, each with the value or the values that rows must have; None sets no condition. Names of
        countries are taken as their codes.

    Returns
    -------
    DataFrame
        Numbers as float with NaN, days as datetime64, columns with a codebook as categories in its order, other
        columns as text (as float where no row has a value); an index from 0. ``attrs`` holds ``name``, ``title``,
        ``counted``, ``source``, ``licence``, ``release`` and ``undated``.

    Raises
    ------
    InputError
        If there is no such table, column, value, country or release; the nearest, or all, are named.

    Examples
    --------
    >>> rows = load("cases", country="Belarus", claim_status="supported", since=2010, names=True)
    >>> len(rows), str(rows["requesting_country_name"].iloc[0])
    (11, 'Belarus')
    """
    columns = schema_of(_checked(name)).columns
    if country is not None:
        countries = with_role(columns, "country")
        if not countries:
            expected = "a table with a column of countries"
            raise InputError(f"a country for {name!r}", expected, "remove the country")
        equal = {countries[0]: country, **equal}
    if release == version() and "case_id" in columns and (added := added_since()):
        got = f"release {version()} of {name!r}, to which {added} cases were added"
        fix = "omit the release, or write a number of your own in data/hand/release.yml"
        raise InputError(got, "the tables of that release", fix)
    table = _clean(name) if release in {None, version()} else as_of(name, str(release))
    for column, values in equal.items():
        table = _equal(name, table, column, values)
    within, undated = _within(name, table, since, until)
    typed = _typed(name, within)
    texts = [column for column, info in columns.items() if info.metadata["dtype"] == "str"]
    blank = [column for column in texts if typed[column].isna().all()]  # as numbers, which every program takes
    typed = typed.assign(**dict.fromkeys(blank, float("nan"))).reset_index(drop=True)
    for column in with_role(columns, "country") if names else []:
        called = typed[column].map(_country_name, na_action="ignore").astype("str")
        typed.insert(int(typed.columns.get_loc(column)) + 1, f"{column}_name", called)  # type: ignore[arg-type]
    typed.attrs.update(name=name, release=release or version(), undated=undated)
    card = sidecar(name)
    typed.attrs.update(title=card.title, counted=card.universe, source=name, licence=card.licence)
    return typed


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of `load` with the types of the clean tables: codes as text, whole numbers that may be missing.

    Columns may be added or missing; those that already have these types do not change.

    Examples
    --------
    >>> str(plain(load("cases"))["year"].dtype)
    'Int64'
    """
    name = str(table.attrs.get("name", ""))
    if not name:
        return table
    types = {column: info.metadata["dtype"] for column, info in schema_of(name).columns.items() if column in table}
    bare = table.copy(deep=False)
    bare.attrs = {}  # which pandas would copy with each column
    days = [column for column in types if _is_day(name, column) and bare[column].dtype.kind == "M"]
    bare = bare.assign(**{column: bare[column].dt.strftime("%Y-%m-%d") for column in days})
    changed = [column for column, kind in types.items() if str(bare[column].dtype) != str(kind)]
    clean_types = bare.assign(**{column: bare[column].astype(types[column]) for column in changed})
    clean_types.attrs = table.attrs
    return clean_types


def describe(table: str | pd.DataFrame) -> pd.DataFrame:
    """Describe the columns of a table: its codebook.

    Parameters
    ----------
    table : str or DataFrame
        A table of `list_tables`, or any that this package returned.

    Returns
    -------
    DataFrame
        One row per column, in order: ``column``, ``type`` (after `load`), ``meaning``, ``unit``, ``values`` (the codes
        that are allowed, in order, one a line: ``code: meaning``, or the code alone where its column explains it) and
        ``missing`` (rows without a value).

    Examples
    --------
    >>> codes = describe("cases").set_index("column").loc["effect", "values"]
    >>> dict(line.split(": ", 1) for line in codes.splitlines())["extradited_or_rendered"]
    'handed over'
    """
    rows = load(table) if isinstance(table, str) else table
    name = table if isinstance(table, str) else str(table.attrs.get("name", ""))
    known = schema_of(name).columns if name else _described()
    described = []
    for column, values in rows.items():
        info = known.get(str(column))
        computed = labels().get(("computed", str(column)), (str(column).replace("_", " "), ""))[0]
        unit = info.metadata["unit"] if info else labels().get(("computed-unit", str(column)), ("", ""))[0]
        values_of = info.metadata["values"] if info else {}
        words = {code: word or labels().get(("", code), ("", ""))[0] for code, word in values_of.items()}
        codes = "\n".join(f"{code}: {word}" if word else code for code, word in words.items())
        meaning, missing = info.description if info else computed, int(values.isna().sum())
        described.append((str(column), str(values.dtype), meaning, unit, codes, missing))
    return pd.DataFrame(described, columns=["column", "type", "meaning", "unit", "values", "missing"])


@cache
def _described() -> dict[str, Any]:
    """Return the description of each column of any shipped table, by its name, but of those that are computed too."""
    columns = {column: info for name in [*table_names(), "cases"] for column, info in schema_of(name).columns.items()}
    return {column: info for column, info in columns.items() if ("computed", column) not in labels()}


@runtime_checkable
class Titled(Protocol):
    """A chart: what has a name, a title and words for who does not see it."""

    name: str
    title: str
    alt: str


def cite(*things: object, style: str = "text") -> str:
    """Cite the release, and every origin of what you used.

    Parameters
    ----------
    *things : str, DataFrame, Estimate or Chart
        Tables by name, or what this package returned; their sources are cited one by one, a chart by its title and a
        number by its name. If none is given, only the release is cited. A table of an earlier release is cited as of
        that release, without an address, because the site has the current one.
    style : {"text", "bibtex", "ris"}
        Form of the citation.

    Raises
    ------
    InputError
        If there is no such table or form, or if a thing does not say where it comes from.

    Examples
    --------
    >>> print(cite("governance_country_year", style="bibtex").count("@misc"))
    6
    """
    named = list(dict.fromkeys(name for thing in things for name in _sources(thing)))
    about = {f"{thing.name} {fold(thing.title)[:40]}": thing.title for thing in things if isinstance(thing, Titled)}
    estimates = [thing for thing in things if isinstance(thing, Estimate) and thing.name]
    for one in estimates:
        title = f"{one.name} ({country_name(one.country)})" if one.country else one.name
        level = f" with a {100 * one.level:g} % interval" if one.level else ""
        about[f"{one.name} {one.country} {one.level or ''} {one.value:.3g}"] = f"{title}{level}: {one.counted}"
    others = (thing for thing in things if not isinstance(thing, Titled) and all(thing is not one for one in estimates))
    tables = [name for thing in others for name in _sources(thing)]
    about |= {name: sidecar(name).title for name in tables}
    path = f"data/{tables[0]}.csv" if len(about) == len(set(tables)) == 1 else "data.html"
    numbers = dict.fromkeys(str(getattr(thing, "attrs", {}).get("release", version())) for thing in things or ("",))
    title, name = "; ".join(about.values()), "_".join(about)
    cited = [_release(title, name, published_at(path) if one == version() else "", style, one) for one in numbers]
    cards = [sidecar(name) for name in named]
    origins = {origin["url"]: (origin, card.retrieved) for card in cards for origin in card.origin}
    cited += [_written(style, _origin(*about)) for url, about in origins.items() if _OTHERS.match(url)]
    return ("\n" if style == "text" else "\n\n").join(cited)


def _sources(thing: object) -> list[str]:
    if isinstance(thing, Mapping):
        return [name for value in thing.values() for name in _sources(value)]
    attrs = getattr(thing, "attrs", {})
    if isinstance(thing, pd.DataFrame) and "source" in thing and "source" not in attrs:
        return [name for stated in thing["source"].unique() for name in _sources(str(stated))]
    stated = thing if isinstance(thing, str) else attrs.get("source", attrs.get("name", getattr(thing, "source", None)))
    if not isinstance(stated, str):
        got = f"{type(thing).__name__} without a source"
        raise InputError(got, "a table, Estimate or Chart of this package", "name its table")
    return [_checked(name) for name in stated.split(", ") if name]  # none: of the release alone


def _origin(origin: Origin, retrieved: str) -> dict[str, str]:
    title = origin["title"]
    author = "; ".join(origin.get("authors", [])) or title.partition(", ")[0]
    key = re.sub(r"\W+", "_", title.lower()).strip("_")[:40]
    years, day = re.findall(r"\b(?:19|20)\d\d\b", f"{retrieved} {title}"), re.fullmatch(r"\d{4}-\d\d-\d\d", retrieved)
    when = {"urldate": retrieved} if day else {"note": f"Retrieved {retrieved}"}
    when["year"] = str(origin.get("year", years[-1] if years else ""))
    return {
        "key": key,
        "author": author,
        "title": _capital(title.removeprefix(f"{author}, ")),
        "url": origin["url"],
        **when,
    }


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def cite_report(title: str, page: str = "", style: str = "text", *, name: str = "") -> str:
    """Cite a page or chart of the release, by its title and address; ``name`` tells its entry from all others."""
    return _release(title, name, published_at(page) if page else "", style)


def _release(title: str, name: str, address: str, style: str, number: str = "") -> str:
    note, number = release_note(), number or version()
    earlier = {entry.version: entry.date for entry in judgement.load("earlier_releases.yml")}
    day = earlier.get(number, released())
    words = re.split(r"\W+", name) if name else []
    key = "_".join(["red_notice_statistics", *words, *number.split(".")])
    fields = {
        "key": key, "author": stated("authors"), "title": note.title, "year": str(day.year), "version": number,
        "date": f"{day:%Y/%m/%d}", "note": f"Data release {number}, {day}", "url": address,
    }  # fmt: skip
    if style != "text":
        return _written(style, fields | {"title": f"{note.title}: {title}" if title else note.title})
    named = f"{title}. " if title else ""
    text = f"{stated('authors')} ({day.year}). {named}{note.title}, data release {number}, {day}."
    return f"{text} {address}".strip()


#: Fields of BibTeX that LaTeX sets as they are, and letters that it would act on in the others.
_PLAIN, _ESCAPED = ("url", "urldate", "year", "version"), re.compile(r"[&%$#_]")


def _written(style: str, fields: dict[str, str]) -> str:
    """Write one citation in a form."""
    if style not in STYLES:
        raise InputError(f"style {style!r}", f"one of {some(STYLES)}", "choose one of these")
    if style == "text":
        by = f"{fields['author']} ({fields['year']}). ".replace(" ()", "") if fields["author"] else ""
        return f"{by}{fields['title']}. {fields['url']} ({fields.get('urldate') or fields['note']})."
    authors = fields["author"].split("; ")
    if style == "bibtex":
        shown = ("author", "title", "year", "version", "note", "url", "urldate")
        pairs = {name: fields[name] for name in shown if fields.get(name)}
        names = " and ".join(name if ", " in name else f"{{{name}}}" for name in authors)
        pairs |= {"author": names} if fields["author"] else {}
        escaped = {name: text if name in _PLAIN else _ESCAPED.sub(r"\\\g<0>", text) for name, text in pairs.items()}
        return f"@misc{{{fields['key']},\n" + "".join(f"  {n} = {{{v}}},\n" for n, v in escaped.items()) + "}"
    tags = {"TI": "title", "PY": "year", "DA": "date", "ET": "version", "N1": "note", "UR": "url", "Y2": "urldate",
        "ID": "key"}  # fmt: skip
    lines = [f"AU  - {name}" for name in authors if name]
    lines += [f"{tag}  - {fields[name]}" for tag, name in tags.items() if fields.get(name)]
    return "\n".join(["TY  - DATA", *lines, "ER  - "])


@cache
def table_names() -> tuple[str, ...]:
    """Name the tables that `list_tables` lists."""
    return tuple(all_schemas())


def _checked(name: str) -> str:
    if name not in table_names():
        raise InputError(f"the table {name!r}", f"one of {some(table_names(), 30)}", suggestion(name, table_names()))
    return name


def _clean(name: str) -> pd.DataFrame:
    return clean.shipped_release()[name]


def _equal(name: str, table: pd.DataFrame, column: str, values: object) -> pd.DataFrame:
    """Keep the rows with these values in a column."""
    if values is None:
        return table
    columns = schema_of(name).columns
    if column not in columns:
        fix = suggestion(column, [*columns, "country", "since", "until", "names", "release"])
        raise InputError(f"column {column!r} of {name!r}", f"one of {some(columns, 40)}", fix)
    wanted = [values] if isinstance(values, str) or not isinstance(values, Iterable) else list(values)
    if columns[column].metadata["role"] == "country":
        wanted = [parse_country(str(value)) for value in wanted]
    allowed = columns[column].metadata["values"]
    unknown = [str(value) for value in wanted if allowed and value not in allowed]
    if unknown:
        fix = suggestion(unknown[0], allowed)
        raise InputError(f"{unknown[0]!r} for {column!r}", f"one of {some(allowed, 30)}", fix)
    return table[table[column].isin(wanted)]


def _within(
    name: str, table: pd.DataFrame, since: int | str | None, until: int | str | None
) -> tuple[pd.DataFrame, int]:
    """Keep the rows of a period; return them and how many rows have no date."""
    if since is None and until is None:
        return table, 0
    column = next((column for column in _WHEN if column in schema_of(name).columns), None)
    if column is None:
        raise InputError(f"since or until for {name!r}", "a table with a year or a day", "remove them")
    when, undated = table[column], int(table[column].isna().sum())
    first, last = _bound(since, "0001", "-01-01"), _bound(until, "9999", "-12-31")
    if pd.api.types.is_numeric_dtype(when):
        return table[when.between(int(first[:4]), int(last[:4])).fillna(False)], undated
    days = when.dt.strftime("%Y-%m-%d") if when.dtype.kind == "M" else when
    return table[days.between(first, last).fillna(False)], undated


def _bound(bound: int | str | None, default: str, rest: str) -> str:
    """Return the first or last day of a period as text."""
    text = default if bound is None else str(bound)
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?", text):
        raise InputError(f"{bound!r}", "a year or a day such as 2024-02-15", "write it as YYYY or YYYY-MM-DD")
    return text + rest if len(text) == 4 else text


def _is_day(name: str, column: str) -> bool:
    """Whether a column holds whole days as text, and no other column gives them as days."""
    return column in _DAYS and f"{column}_first" not in schema_of(name).columns


def _typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    typed: dict[str, Any] = {}
    for column, info in schema_of(name).columns.items():
        values, allowed = table[column], info.metadata["values"]
        typed[column] = values
        if str(values.dtype) in {"Int64", "Float64"}:
            typed[column] = values.astype("float64")
        elif _is_day(name, column):
            typed[column] = pd.to_datetime(values, format="%Y-%m-%d").astype("datetime64[ns]")
        elif allowed:
            typed[column] = values.astype(pd.CategoricalDtype(list(allowed)))
    return pd.DataFrame(typed)


@cache
def _country_name(code: str) -> str:
    """Name of a country, also of one that no longer exists, such as Yugoslavia."""
    ended = pycountry.historic_countries.get(alpha_3=code)
    current = pycountry.countries.get(alpha_3=code)
    return str(ended.name) if ended is not None and current is None else country_name(code)


# For other programs ------------------------------------------------------------------------------------------------
