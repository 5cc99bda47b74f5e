"""What a contributor does: cases are checked, with all findings listed; an edited table is sealed anew."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import re
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

import pandas as pd

from analysis.core import dates, judgement
from analysis.core.countries import ADD_ALIAS, fold, nearest, parse_country
from analysis.core.errors import InputError, some
from analysis.core.files import CLEAN, RAW, ROOT, csv_as_text, csv_rows, relative, write_atomic
from analysis.core.judgement import CodingRule, ForbiddenWording, version
from analysis.tables.diff import ADDED, CHANGED, REMOVED, Difference, compare
from analysis.tables.release import FINISH, load
from analysis.tables.schemas import expectation, raw_columns, schema_of
from analysis.tables.shipped import raw_path, sidecar, sidecar_path, stamped, store

if TYPE_CHECKING:
    import pandera.pandas as pa

__all__ = ["COLUMNS", "Sealed", "check", "refusals", "seal"]

#: Columns of the findings.
COLUMNS = ["row", "case_id", "column", "check", "got", "expected", "fix"]
#: What a contributor may leave out beside the columns that may be blank: whoever joins the row can give it a key.
KEY = "case_id"
#: Source -> what its columns are called.
SOURCES = ("source_1", "source_2")
#: Names whose letters agree by this share are one person's.
ALIKE = 0.85
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+\w*/")
_SITE = re.compile(r"^(?:www|m|amp)\.")


class Finding(NamedTuple):
    """What is wrong with a cell, or with a row as a whole."""

    column: str
    check: str
    got: str
    expected: str
    fix: str


@dataclass(frozen=True)
class Case:
    """A case as it is compared with others; a blank is not read, so it agrees with anything."""

    place: str
    requesting: str
    host: str
    year: int | None
    persons: tuple[str, ...]
    addresses: frozenset[str]
    note: str


def check(path: Path | str) -> pd.DataFrame:
    r"""Check a file of cases before it is proposed for the register.

    Parameters
    ----------
    path : Path or str
        A csv in UTF-8 with the columns of the table ``cases``. ``case_id`` and the columns that may be blank can be
        left out.

    Returns
    -------
    DataFrame
        One row a finding, in order of the file; none where all is well. ``row`` is the line of the file on which the
        case begins (the header is row 1) and ``check`` one of ``form``, ``schema``, ``source``, ``time``, ``wording``,
        ``rule`` and ``duplicate``; ``got``, ``expected`` and ``fix`` say what is wrong and how to mend it. ``attrs``
        holds ``file``, ``rows`` and ``rows_ok``.

    Raises
    ------
    InputError
        If the file is no such table at all: not to be decoded, a quotation mark that stays open, no column of the
        register, or no row.

    Notes
    -----
    Two rows are of one person and event if the requesting country is the same, the host country too where both state
    it, the year differs by one at most where both state it, and they name the same public figure, or rest on the same
    page while not naming two. A row that names the other's ``case_id`` in its ``note`` says that it is another event.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "mine.csv"
    ...     _ = file.write_text("requesting_country,claim_status\nBelarus,proven\n")
    ...     found = check(file)
    >>> found.attrs["rows_ok"], found.set_index("column").loc["claim_status", "got"]
    (0, "'proven'")
    """
    file = Path(path)
    header, lines = _read(file)
    schema = schema_of("cases")
    found = [(1, "", finding) for finding in _of_header(header, schema)]
    cases = [(line, dict(zip(header, cells, strict=True))) for line, cells in lines if len(cells) == len(header)]
    found += [(line, "", _uneven(cells, header)) for line, cells in lines if len(cells) != len(header)]
    for line, row in cases:
        found += [(line, row.get(KEY, ""), finding) for finding in _of_row(row, schema)]
    found += [(line, row.get(KEY, ""), finding) for line, row, finding in _duplicates(cases)]
    table = pd.DataFrame([(line, key, *finding) for line, key, finding in found], columns=COLUMNS)
    bad = set(table["row"]) - {1}
    table.attrs.update(file=str(file), rows=len(lines), rows_ok=0 if 1 in set(table["row"]) else len(lines) - len(bad))
    return table.sort_values("row", kind="stable", ignore_index=True)


def refusals(found: pd.DataFrame) -> list[InputError]:
    """Say each finding of `check` as the package says every refusal.

    Examples
    --------
    >>> told = pd.DataFrame([[3, "", "year", "schema", "'soon'", "a whole number", "correct it"]], columns=COLUMNS)
    >>> told.attrs["file"] = "mine.csv"
    >>> print(refusals(told)[0])
    got 'soon' in column 'year'; expected a whole number; to fix, correct it (in mine.csv at row 3)
    """
    file = found.attrs["file"]
    return [_refusal(entry, file) for entry in found.to_dict("records")]


def _refusal(entry: Mapping[Hashable, object], file: str) -> InputError:
    where = f" in column {entry['column']!r}" if entry["column"] else ""
    row = int(str(entry["row"]))
    return InputError(f"{entry['got']}{where}", str(entry["expected"]), str(entry["fix"]), file=file, row=row)


# Reading ---------------------------------------------------------------------------------------------------------


def _read(file: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Give the header and the rows, each with the line that it begins on."""
    if not file.is_file():
        raise InputError("no such file", "a csv of cases", "correct the path", file=file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fix = "save it as CSV in UTF-8"
        raise InputError(f"a file that cannot be read ({error.reason})", "CSV in UTF-8", fix, file=file) from None
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    rows = [row for row in csv_rows(f"{plain}\n", file, strict=True) if any(cell.strip() for cell in row[1])]
    header = [name.strip() for name in rows[0][1]] if rows else []
    if not set(header) & set(raw_columns(schema_of("cases"))):
        known = some(raw_columns(schema_of("cases")), 4)
        fix = "give the columns these names, parted by commas; `data/README.md` describes each"
        raise InputError(f"the header {some(header, 4) or 'of an empty file'}", known, fix, file=file, row=1)
    if len(rows) == 1:
        raise InputError("no row", "at least one case", "add one", file=file, row=1)
    return header, [(line, [cell.strip() for cell in cells]) for line, cells in rows[1:]]


def needed(schema: pa.DataFrameSchema) -> list[str]:
    """List the columns that a contributor's file must have."""
    return [name for name in raw_columns(schema) if not schema.columns[name].nullable and name != KEY]


def _of_header(header: list[str], schema: pa.DataFrameSchema) -> Iterator[Finding]:
    known = raw_columns(schema)
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Finding(name, "form", f"the column {header.count(name)} times", "each column once", "drop one")
        if name not in known:
            close = nearest(name, known)
            fix = f"did you mean {' or '.join(close)}?" if close else "remove the column, or put it into `note`"
            yield Finding("", "form", f"the unknown column {name!r}", f"columns of `cases`, {some(known, 30)}", fix)
    for name in needed(schema):
        if name not in header:
            yield Finding("", "form", f"no column {name!r}", expectation(schema.columns[name]), "add the column")


def _uneven(cells: Sequence[str], header: Sequence[str]) -> Finding:
    fix = "complete the row, or quote the text that holds a comma"
    return Finding("", "form", f"a row of {len(cells)} fields", f"{len(header)}, as in the header", fix)


# One row ---------------------------------------------------------------------------------------------------------


def _of_row(row: dict[str, str], schema: pa.DataFrameSchema) -> Iterator[Finding]:
    for name, text in row.items():
        if name in schema.columns and not schema.columns[name].metadata["derived"]:
            yield from _of_cell(name, text, schema.columns[name])
    yield from _of_key(row)
    for source in SOURCES:
        yield from _of_source(source, row)
    yield from _of_pair(row)
    yield from _of_time(row)
    yield from _of_wording(row.get("note", ""))
    yield from _of_rules(row)


def _of_cell(name: str, text: str, held: pa.Column) -> Iterator[Finding]:
    """Check one cell by what the schema says of its column."""
    wrong = _wrong(text, held)
    if not text and not held.nullable and name != KEY:
        yield Finding(name, "schema", "a blank", expectation(held), "complete the row")
    elif text and wrong:
        close = nearest(text, held.metadata["values"])
        fix = f"did you mean {' or '.join(close)}?" if close else wrong
        yield Finding(name, "schema", f"{text!r}", expectation(held), fix)


def _wrong(text: str, held: pa.Column) -> str:
    """Say how to mend a cell that its column refuses; blank where it does not."""
    told = held.metadata
    if told["role"] == "country":
        return _no_country(text)
    if told["role"] == "date" and not _is_date(text):
        return "write a day that exists as YYYY, YYYY-MM or YYYY-MM-DD"
    if told["dtype"] == "Int64" and not re.fullmatch(r"-?\d+", text):
        return "write a whole number in digits, or leave it blank where it was not read"
    if told["between"] and not told["between"][0] <= int(text) <= told["between"][1]:
        return "correct the number"
    if told["values"] and text not in told["values"]:
        return "choose one of these codes"
    return "correct the value" if told["pattern"] and not re.fullmatch(told["pattern"], text) else ""


def _no_country(text: str) -> str:
    return "" if parse_country(text, strict=False) else ADD_ALIAS


def _is_date(text: str) -> bool:
    try:
        return dates.precision(text) != "unknown"
    except ValueError:
        return False


def _of_key(row: dict[str, str]) -> Iterator[Finding]:
    key, country = row.get(KEY, ""), row.get("requesting_country", "")
    code = parse_country(country, strict=False)
    if key and code and not key.startswith(f"{code.lower()}-"):
        expected = f"a key that begins with the requesting country, {code.lower()}-"
        yield Finding(KEY, "schema", f"{key!r}", expected, "correct the key or the country")


def _of_time(row: dict[str, str]) -> Iterator[Finding]:
    """Check that nothing lies after today, and that a request does not come after its effect."""
    today = datetime.date.today().isoformat()
    for name in ("year", "year_notice", *(f"{source}_date" for source in SOURCES)):
        text = row.get(name, "")
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) and text > today[: len(text)]:
            yield Finding(name, "time", f"{text!r}, which is yet to come", f"no later than {today}", "correct it")
    year, asked = row.get("year", ""), row.get("year_notice", "")
    if year.isdigit() and asked.isdigit() and int(asked) > int(year):
        got, fix = f"a request of {asked} and its effect in {year}", "correct the two years"
        yield Finding("year_notice", "time", got, "a request before its effect, or in its year", fix)


def _of_source(source: str, row: dict[str, str]) -> Iterator[Finding]:
    title, url, date = (row.get(f"{source}_{part}", "") for part in ("title", "url", "date"))
    for part, text in (("title", title), ("url", url)):
        if (title or url or date) and not text and source != SOURCES[0]:  # the schema asks for those of the first
            got, fix = f"a source without its {part}", "complete the source, or leave all of it out"
            yield Finding(f"{source}_{part}", "source", got, "title and address of the page that was read", fix)
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} and parts.path in {"", "/"} and not parts.query:
        fix = "give the address of the page"
        yield Finding(f"{source}_url", "source", f"{url!r}, the address of a site", "that of the page read", fix)
    if title and re.fullmatch(r"https?://\S+", title):
        expected = "who published it, and what it is called"
        yield Finding(f"{source}_title", "source", f"the address {title!r}", expected, "write the title of the page")


def _of_pair(row: dict[str, str]) -> Iterator[Finding]:
    one, two = (address(row.get(f"{source}_url", "")) for source in SOURCES)
    if one and one == two:
        fix = "leave the second one out, or give another page"
        yield Finding("source_2_url", "source", "the first source once more", "two pages", fix)


def _of_wording(note: str) -> Iterator[Finding]:
    """Check the contributor's own words; titles and charges are the words of others."""
    rules = judgement.read(ForbiddenWording)
    words = note
    for phrase in rules.allowed:
        words = re.sub(re.escape(phrase.phrase), "", words, flags=re.IGNORECASE)
    for rule in rules.forbidden:
        met = re.search(rule.pattern, words, flags=re.IGNORECASE)
        if met:
            fix = "put it in words that take no side, or quote the source in charge_as_reported"
            yield Finding("note", "wording", f"{met.group()!r}", f"no such word: {rule.reason}", fix)


def _of_rules(row: dict[str, str]) -> Iterator[Finding]:
    for rule in judgement.entries(CodingRule):
        if all(row.get(name, "") in codes for name, codes in rule.where.items()):
            yield from _broken(rule, row)


def _broken(rule: CodingRule, row: dict[str, str]) -> Iterator[Finding]:
    held = " and ".join(f"{name} {row[name]!r}" for name in rule.where)
    sites = {_site(row.get(f"{source}_url", "")) for source in SOURCES} - {""}
    fix = f"correct one of the two ({rule.rule}: {rule.reason})"
    if len(sites) < rule.sources:
        got = f"{held} with sources of {len(sites)} site{'s' * (len(sites) != 1)}"
        yield Finding(next(iter(rule.where)), "rule", got, f"sources of {rule.sources} sites", fix)
    for name, codes in rule.then.items():
        if row.get(name) and row[name] not in codes:
            yield Finding(name, "rule", f"{row[name]!r} with {held}", f"one of {some(codes)}", fix)


# Duplicates ------------------------------------------------------------------------------------------------------


def _duplicates(cases: list[tuple[int, dict[str, str]]]) -> Iterator[tuple[int, dict[str, str], Finding]]:
    """Compare each row with the register and with the rows before it."""
    register = load("cases")
    keys = {str(key): f"the register's {key}" for key in register[KEY]}
    told = register.astype(object).where(register.notna(), "")
    before = [_case(_texts(row), str(row[KEY])) for row in told.to_dict("records")]
    where = {case.place: f"the register's {case.place}" for case in before}
    for line, row in cases:
        key = row.get(KEY, "")
        if key and key in keys:
            fix = "give it another key, or leave the row out if it is the same case"
            yield line, row, Finding(KEY, "duplicate", f"{key!r}, which is {keys[key]}", "each key once", fix)
        case = _case(row, key or f"row {line}")
        for other in before:
            why = "" if other.place == key or other.place in case.note else _same(case, other)
            if why:
                yield line, row, _again(where[other.place], other.place, why)
        before.append(case)
        keys[key], where[case.place] = f"that of row {line}", f"row {line}"


def _texts(row: Mapping[Hashable, object]) -> dict[str, str]:
    return {str(name): str(value) for name, value in row.items()}


def _again(where: str, place: str, why: str) -> Finding:
    fix = f"leave the row out; if it is another event, name {place} in its note"
    return Finding("", "duplicate", f"person and event of {where} ({why})", "each person and event once", fix)


def _case(row: dict[str, str], place: str) -> Case:
    year = row.get("year", "")
    return Case(
        place,
        _code(row.get("requesting_country", "")),
        _code(row.get("host_country", "")),
        int(year) if re.fullmatch(r"\d{4}", year) else None,
        tuple(filter(None, map(_letters, row.get("public_figure_name", "").split(";")))),
        frozenset(filter(None, (address(row.get(f"{source}_url", "")) for source in SOURCES))),
        row.get("note", ""),
    )


def _code(country: str) -> str:
    return parse_country(country, strict=False) or country


def _same(one: Case, other: Case) -> str:
    """Say why two rows are of one person and event; blank where they are not."""
    hosts = {one.host, other.host} - {""}
    years = [year for year in (one.year, other.year) if year is not None]
    if one.requesting != other.requesting or len(hosts) > 1 or max(years, default=0) - min(years, default=0) > 1:
        return ""
    if any(_alike(name, known) for name in one.persons for known in other.persons):
        return "the same public figure"
    unnamed = not (one.persons and other.persons)
    return "the same page as source" if unnamed and one.addresses & other.addresses else ""


def _letters(name: str) -> str:
    """Give the words of a name in order of their letters."""
    return " ".join(sorted(re.findall(r"\w+", fold(name))))


def _alike(one: str, other: str) -> bool:
    words, known = set(one.split()), set(other.split())
    if len(words & known) >= 2 and (words <= known or known <= words):
        return True
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def address(url: str) -> str:
    """Reduce the address of a page to what tells it from others.

    Examples
    --------
    >>> address("https://web.archive.org/web/2020/https://www.example.org/a/?utm_source=x#top")
    'example.org/a'
    """
    parts = urlsplit(_ARCHIVE.sub("", url.strip()))
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith(("utm_", "fbclid"))]
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{_site(url)}{parts.path.rstrip('/')}{query}"


def _site(url: str) -> str:
    return _SITE.sub("", urlsplit(_ARCHIVE.sub("", url.strip())).netloc.casefold())


# Sealing ---------------------------------------------------------------------------------------------------------

CHANGELOG = ROOT / "CHANGELOG.md"
#: Where the last sealed state of a table is kept, for a checkout without git or with several seals to a commit.
KEPT = CLEAN / "sealed"


@dataclass(frozen=True)
class Sealed:
    """A table whose hash was written anew.

    Parameters
    ----------
    table : str
        Its name.
    rows : int
        How many it has now.
    against : str
        The state that it was compared with, in words; blank where none is kept.
    difference : Difference, optional
        What differs from that state; none where nothing could be compared.
    """

    table: str
    rows: int
    against: str = ""
    difference: Difference | None = None

    @property
    def line(self) -> str:
        """The line of the changelog, to be completed by whoever made the change."""
        asked = "(Draft: say why, and name the sources.)"
        told = f"* **`{self.table}`:** {self._changes()}; {self.rows:,} rows in all. {asked}"
        return textwrap.fill(told, 118, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)

    def _changes(self) -> str:
        if self.difference is None:
            return "changed"
        values = self.difference.changes
        rows = {kind: values.loc[values["change"] == kind, "key"].nunique() for kind in (ADDED, REMOVED)}
        countries = sorted(set(values["country"]) - {""})
        about = f" ({', '.join(countries)})" if 0 < len(countries) <= MOST_NAMED else f" in {len(countries)} countries"
        changed = (values["change"] == CHANGED).sum()
        told = f"rows: {rows[ADDED]} added, {rows[REMOVED]} removed; values: {changed} changed"
        return told + (about if countries else "")


#: Countries that a draft names; more are counted.
MOST_NAMED = 12


def seal(names: Sequence[str], root: Path = RAW, changelog: Path = CHANGELOG, kept: Path = KEPT) -> list[Sealed]:
    """Write hash and number of rows of edited tables into their sidecars, and draft the changelog.

    Parameters
    ----------
    names : sequence of str
        Tables of ``data/raw``; tables that were edited together are sealed together.
    root : Path
        The folder of shipped tables.
    changelog : Path
        Where a line a table is added, under the heading of the coming data release.
    kept : Path
        Where the last sealed states are kept.

    Returns
    -------
    list of Sealed
        The tables that differ from their last sealed state; none where nothing was edited.

    Raises
    ------
    InputError
        If a table fails its schema, or one that rests on it fails; nothing is written then.
    """
    paths = {name: raw_path(schema_of(name).name, root) for name in dict.fromkeys(names)}
    contents = {path: path.read_bytes() for path in paths.values()}
    _try(paths, root)
    edited = [name for name, path in paths.items() if _digest(contents[path]) != sidecar(name, root).sha256]
    stamps = {sidecar_path(paths[name]): stamped(paths[name], contents[paths[name]]) for name in edited}
    sealed = [_compared(name, paths[name], sidecar(name, root).sha256, kept) for name in edited]
    drafted = {changelog: drafts(changelog.read_text(encoding="utf-8"), sealed)} if sealed else {}
    _write_all(stamps | drafted)
    with contextlib.suppress(OSError):  # a comparison may then be with the committed state
        for path, content in contents.items():
            write_atomic(kept / path.name, content)
    return sealed


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _try(paths: Mapping[str, Path], root: Path) -> None:
    """Read every table as the release would after sealing, from a copy; a refusal names the file itself."""
    with tempfile.TemporaryDirectory(prefix="seal-") as folder:
        stage = Path(folder) / "raw"
        shutil.copytree(root, stage, ignore=shutil.ignore_patterns("geo"))
        for name, path in paths.items():
            store(stage / path.relative_to(root), raw_path(name, stage).read_bytes())
        try:
            for name in {**paths, **FINISH}:  # the tables of the register are checked against one another
                load(name, stage)
        except InputError as error:
            file = str(error.file).replace(str(stage), str(root))
            named = relative(Path(file)) if error.file else None
            raise InputError(error.got, error.expected, error.fix, file=named, row=error.row) from None


def _compared(name: str, path: Path, wanted: str, kept: Path) -> Sealed:
    """Compare a table with its last sealed state, or else with the committed one."""
    states = {"the last sealed state": _kept(kept / path.name), "the committed state": _committed(path)}
    found = {words: content for words, content in states.items() if content is not None}
    sealed = [words for words, content in found.items() if _digest(content) == wanted]
    against = next(iter([*sealed, *found]), "")
    new = csv_as_text(path)
    if not against:
        return Sealed(name, len(new))
    with tempfile.TemporaryDirectory(prefix="seal-") as folder:
        old = Path(folder) / path.name
        old.write_bytes(found[against])
        return Sealed(name, len(new), against, compare(name, csv_as_text(old), new))


def _kept(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _committed(path: Path) -> bytes | None:
    """Give a file as git's last commit has it; None without git, or where it was never committed."""
    words = ["git", "-C", str(path.parent), "show", f"HEAD:./{path.name}"]
    try:
        done = subprocess.run(words, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def drafts(text: str, sealed: Sequence[Sealed]) -> str:
    r"""Add a line a table to the changelog, under the heading of the coming data release, which is made if missing.

    Examples
    --------
    >>> print(drafts("# Changelog\n\n## Data release 1.0.0 (2020-01-01)\n", [Sealed("cases", 7)]))  # doctest: +ELLIPSIS
    # Changelog
    <BLANKLINE>
    ## Data release ... (draft)
    * **`cases`:** changed; 7 rows in all. (Draft: say why, and name the sources.)
    <BLANKLINE>
    ## Data release 1.0.0 (2020-01-01)
    <BLANKLINE>
    """
    lines = "".join(f"{one.line}\n" for one in sealed)
    known = f"## Data release {version()} ("
    heading = f"## Data release after {version()} (draft)" if known in text else f"## Data release {version()} (draft)"
    if heading in text:
        before, after = text.split(f"{heading}\n", 1)
        own, mark, rest = after.partition("\n## ")
        own = own.rstrip("\n")
        return f"{before}{heading}\n{own}\n{lines}{mark}{rest}"
    before, mark, rest = text.partition("## ")
    return f"{before}{heading}\n{lines}\n{mark}{rest}"


def _write_all(files: Mapping[Path, str]) -> None:
    """Write all files, or leave all as they were."""
    before = {path: path.read_text(encoding="utf-8") for path in files}
    done: list[Path] = []
    try:
        for path, text in files.items():
            write_atomic(path, text, public=True)
            done.append(path)
    except BaseException:
        for path in done:
            write_atomic(path, before[path], public=True)
        raise
