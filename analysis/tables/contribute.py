"""What a contributor does: check cases, with all findings listed, add them to the register, and seal a table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

import pandas as pd
import pandera.pandas as pa

from analysis.core import dates, judgement
from analysis.core.country_names import ADD_ALIAS, fold, parse_country, suggestion
from analysis.core.errors import InputError, some
from analysis.core.files import RAW, ROOT, as_csv, csv_rows, write_atomic
from analysis.core.hand_models import CodingRule
from analysis.core.judgement import version
from analysis.tables.schemas import expectation, raw_columns, schema_of
from analysis.tables.sealing import Sealed, seal
from analysis.tables.shipped import all_or_none, raw_path, read_raw, sidecar_path

__all__ = ["COLUMNS", "Sealed", "add", "check", "refusals", "seal"]

#: Columns of the findings.
COLUMNS = ["row", "case_id", "column", "check", "got", "expected", "fix"]
#: Its headings say whether the present data release is out.
CHANGELOG = ROOT / "data" / "CHANGELOG.md"
#: A contributor may leave the column out: `add` writes it.
KEY = "case_id"
#: The tables that describe the columns of a file: the register, and what happened to the person, which may be blank.
REGISTER, EFFECTS = "cases", "cases_effects"
#: Source -> the beginning of its columns.
SOURCES = ("source_1", "source_2")
#: Names with this share of equal letters belong to one person.
ALIKE = 0.85
#: What makes a spreadsheet take a cell as a formula: OWASP, CSV Injection; the wide forms of some keyboards too.
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+\w*/")
_SITE = re.compile(r"^(?:www|m|amp)\.")
#: An address that shows all that it is: no user name, no letter that looks like another, nothing that is not seen.
#: Browsers and programs of citation take no longer one.
_LONGEST_ADDRESS = 2000
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?([/?#][!-\[\]-~]*)?")
#: Blanks and the joiners of Persian and Indian scripts: they have no shape, and words need them. A cell may have lines.
_SEEN = "\u00a0\u2009\u202f\u200c\u200d\n"


class Finding(NamedTuple):
    """What is wrong with a cell, or with a row as a whole."""

    column: str
    check: str
    got: str
    expected: str
    fix: str


def check(path: Path | str) -> pd.DataFrame:
    r"""Check a file of cases before it is proposed for the register.

    Parameters
    ----------
    path : Path or str
        A csv in UTF-8 with columns of ``data/raw/evidence/cases.csv`` and, for what happened to the person, of
        ``cases_effects.csv``. ``case_id`` and the columns that may be blank can be left out.

    Returns
    -------
    DataFrame
        One row per finding, in order of the file; none where all is well. ``row`` is the line of the file on which the
        case begins (the header is row 1) and ``check`` one of ``form``, ``text``, ``schema``, ``source``, ``time``,
        ``wording``, ``rule`` and ``duplicate``; ``got``, ``expected`` and ``fix`` say what is wrong and how to mend it.
        ``attrs`` holds ``file``, ``rows``, ``rows_ok`` and ``held_unstated``: how many rows have the effect
        ``detained`` in a file without the column ``held``, where `add` writes unknown.

    Raises
    ------
    InputError
        If the file is no such table at all: not to be decoded, a quotation mark that stays open, no column of the
        register, or no row.

    Notes
    -----
    What has passed is added to the register by ``python -m analysis add FILE``, and ``make report COUNTRY=KGZ`` builds
    the reports of the country.

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
    return _findings(Path(path), *_read(Path(path)))


def _findings(file: Path, header: list[str], lines: list[tuple[int, list[str]]], root: Path = RAW) -> pd.DataFrame:
    rows = [(line, dict(zip(header, cells, strict=True))) for line, cells in lines if len(cells) == len(header)]
    findings = [(1, "", finding) for finding in _of_header(header)]
    for line, cells in [line for line in lines if len(line[1]) != len(header)]:
        got, expected = f"a row of {len(cells)} fields", f"{len(header)}, as in the header"
        fix = "complete the row, or quote the text with a comma"
        findings.append((line, "", Finding("", "form", got, expected, fix)))
    for line, row in rows:
        checks = (_of_text, _of_cells, _of_sources, _of_time, _of_wording, _of_rules)
        findings += [(line, row.get(KEY, ""), finding) for check in checks for finding in check(row)]
    findings += _duplicates(rows, root)
    table = pd.DataFrame([(line, key, *finding) for line, key, finding in findings], columns=COLUMNS)
    refused = set(table["row"])
    sound = 0 if 1 in refused else len(lines) - len(refused)
    unstated = sum(row.get("effect") == "detained" and "held" not in row for _, row in rows)
    table.attrs.update(file=str(file), rows=len(lines), rows_ok=sound, held_unstated=unstated)
    return table.sort_values("row", kind="stable", ignore_index=True)


def refusals(findings: pd.DataFrame) -> list[InputError]:
    """Turn each finding of `check` into an error message like those of the rest of the package.

    Examples
    --------
    >>> findings = pd.DataFrame([[3, "", "year", "schema", "'soon'", "a whole number", "correct it"]], columns=COLUMNS)
    >>> findings.attrs["file"] = "mine.csv"
    >>> print(refusals(findings)[0])
    got 'soon' in column 'year'; expected a whole number; to fix, correct it (in mine.csv at row 3)
    """
    errors = []
    for entry in findings.to_dict("records"):
        got = f"{entry['got']} in column {entry['column']!r}" if entry["column"] else entry["got"]
        errors.append(InputError(got, entry["expected"], entry["fix"], file=findings.attrs["file"], row=entry["row"]))
    return errors


def _read(file: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header and the rows, each with the line that it begins on."""
    if not file.is_file():
        raise InputError("no such file, or a folder", "a csv of cases", "correct the path", file=file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fix = "save it as CSV in UTF-8"
        raise InputError(f"a file that cannot be read ({error.reason})", "CSV in UTF-8", fix, file=file) from None
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    lines = [(line, [cell.strip() for cell in row]) for line, row in csv_rows(f"{plain}\n", file, strict=True)]
    (_, header), *rows = [row for row in lines if any(row[1])] or [(1, [])]
    columns = _columns()
    if not set(header) & set(columns):
        fix = "use these column names, separated by commas; `data/README.md` describes each"
        got = f"the header {some(header, 4) or 'of an empty file'}"
        raise InputError(got, some(columns, 4), fix, file=file, row=1)
    if not rows:
        raise InputError("no row", "at least one case", "add one", file=file, row=1)
    return header, rows


@cache
def _columns() -> dict[str, pa.Column]:
    """Return the columns that a file may have; of those on what happened, all may be blank."""
    register, effects = schema_of(REGISTER), schema_of(EFFECTS)
    effects = effects.update_columns({name: {"nullable": True} for name in effects.columns})
    described = {name: schema.columns[name] for schema in (effects, register) for name in raw_columns(schema)}
    return {name: described[name] for name in [*raw_columns(register), *described]}


def _of_header(header: list[str]) -> Iterator[Finding]:
    columns = _columns()
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Finding(name, "form", f"the column {header.count(name)} times", "each column once", "drop one")
        if name not in columns:
            fix = suggestion(name, columns, "remove the column, or put it into `note`")
            yield Finding("", "form", f"the unknown column {name!r}", f"columns of `cases`, {some(columns, 50)}", fix)
    for name in columns:
        if name not in header and not columns[name].nullable and name != KEY:
            yield Finding("", "form", f"no column {name!r}", expectation(columns[name]), "add the column")


def _of_text(row: dict[str, str]) -> Iterator[Finding]:
    """Check that a cell has no hidden characters and is not a formula."""
    for name, text in row.items():
        is_url = name.endswith("_url")
        shown = unquote(text) if is_url else text
        hidden = [f"U+{ord(char):04X}" for char in shown if not char.isprintable() and char not in _SEEN]
        if FORMULA.match(text):
            yield Finding(name, "text", repr(text), "a text that does not begin like a formula", "begin it with a word")
        if hidden:
            yield Finding(name, "text", f"invisible characters, {some(hidden)},", "none", "type it, do not copy it")
        elif is_url and len(text) > _LONGEST_ADDRESS:
            yield Finding(
                name, "text", f"an address of {len(text):,} characters", "a short one", "cut what tracks a reader"
            )
        elif is_url and text.startswith("http") and not _PLAIN_ADDRESS.fullmatch(text):
            fix = "write other letters as %D0%B0, and hosts as xn--..."
            yield Finding(name, "text", f"the address {text!a}", "plain letters, and no user name", fix)


def _of_cells(row: dict[str, str]) -> Iterator[Finding]:
    """Check each cell by what the schema says of its column, and that the key begins with the country."""
    for name in [name for name in _columns() if name in row]:
        text, column = row[name], _columns()[name]
        wrong = _wrong(text, column)
        if not text and not column.nullable:
            fix = "complete the row" + (", or run `add`, which makes the ids" if name == KEY else "")
            yield Finding(name, "schema", "a blank", expectation(column), fix)
        elif text and wrong:
            fix = suggestion(text, column.metadata["values"], wrong)
            yield Finding(name, "schema", repr(text), expectation(column), fix)
    key, code = row.get(KEY, ""), _iso3(row.get("requesting_country", "")).lower()
    if key and code and not key.startswith(f"{code}-"):
        expected = f"a key that begins with the requesting country, {code}-"
        yield Finding(KEY, "schema", f"{key!r}", expected, "correct the key or the country")


def _whole(text: str) -> int:
    """Read a number as it stands in a csv: no other digits than 0 to 9, and nothing between them."""
    if not re.fullmatch(r"-?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _wrong(text: str, column: pa.Column) -> str:
    """Return how to fix a cell that its column refuses; blank where the column accepts it."""
    rules = column.metadata
    try:
        if rules["role"] == "country":
            return "" if parse_country(text, strict=False) else ADD_ALIAS
        if rules["role"] == "date":
            dates.precision(text)
        number = _whole(text) if rules["dtype"] == "Int64" else 0
    except InputError as error:
        return error.fix
    except ValueError:
        dated = rules["role"] == "date"
        return "write a day that exists as YYYY, YYYY-MM or YYYY-MM-DD" if dated else "write a whole number in digits"
    if rules["between"] and not rules["between"][0] <= number <= rules["between"][1]:
        return "correct the number"
    if rules["values"] and text not in rules["values"]:
        return "choose one of these codes"
    return "correct the value" if rules["pattern"] and not re.fullmatch(rules["pattern"], text) else ""


def _iso3(country: str) -> str:
    return parse_country(country, strict=False) or ""


def _of_sources(row: dict[str, str]) -> Iterator[Finding]:
    for source in SOURCES:
        title, url, date = (row.get(f"{source}_{part}", "") for part in ("title", "url", "date"))
        for part, text in (("title", title), ("url", url)):
            if (title or url or date) and not text and source != SOURCES[0]:  # the schema asks for those of the first
                got, fix = f"a source without its {part}", "complete the source, or remove it"
                yield Finding(f"{source}_{part}", "source", got, "title and address of the page", fix)
        parts = _split(url)
        if parts.scheme and parts.path in {"", "/"} and not parts.query:
            fix = "write the address of the page"
            yield Finding(f"{source}_url", "source", f"{url!r}, the address of a site", "the address of a page", fix)
        if re.fullmatch(r"https?://\S+", title):
            expected, fix = "who published it, and what it is called", "write the title of the page"
            yield Finding(f"{source}_title", "source", f"the address {title!r}", expected, fix)
    one, two = (address(row.get(f"{source}_url", "")) for source in SOURCES)
    if one and one == two:
        fix = "remove the second one, or cite another page"
        yield Finding("source_2_url", "source", "the first source once more", "two pages", fix)


def _of_time(row: dict[str, str]) -> Iterator[Finding]:
    """Check that nothing lies after today, and that a request does not come after its effect."""
    today = datetime.date.today().isoformat()
    for name in ("year", "year_notice", *(f"{source}_date" for source in SOURCES)):
        text = row.get(name, "")
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) and text > today[: len(text)]:
            yield Finding(name, "time", f"{text!r}, which is in the future", f"no later than {today}", "correct it")
    year, requested = row.get("year", ""), row.get("year_notice", "")
    if all(re.fullmatch("[0-9]{4}", text) for text in (year, requested)) and requested > year:
        got, fix = f"a request of {requested} and its effect in {year}", "correct the two years"
        yield Finding("year_notice", "time", got, "a request before its effect, or in its year", fix)


def _of_wording(row: dict[str, str]) -> Iterator[Finding]:
    """Check the contributor's own words; titles and charges are the words of others."""
    rules, words = judgement.load("forbidden_wording.yml"), row.get("note", "")
    for phrase in rules.allowed:
        words = re.sub(re.escape(phrase.phrase), "", words, flags=re.IGNORECASE)
    for rule in rules.forbidden:
        match = re.search(rule.pattern, words, flags=re.IGNORECASE)
        if match:
            fix = "use neutral words, or quote the source in charge_as_reported"
            yield Finding("note", "wording", f"{match.group()!r}", f"no such word: {rule.reason}", fix)


def _of_rules(row: dict[str, str]) -> Iterator[Finding]:
    if row.get("effect") == "detained" and row.get("held") == "":
        fix = "write whether someone was held; `add` would write unknown"
        yield Finding("held", "rule", "a blank with effect 'detained'", expectation(_columns()["held"]), fix)
    sites = {_site(row.get(f"{source}_url", "")) for source in SOURCES} - {""}
    for rule in judgement.entries(CodingRule):
        if any(row.get(name, "") not in codes for name, codes in rule.where.items()):
            continue
        where = " and ".join(f"{name} {row[name]!r}" for name in rule.where)
        fix = f"correct one of the two ({rule.rule}: {rule.reason})"
        if len(sites) < rule.sources:
            got = f"{where} with sources of {len(sites)} site{'s' * (len(sites) != 1)}"
            yield Finding(next(iter(rule.where)), "rule", got, f"sources of {rule.sources} sites", fix)
        for name, codes in rule.then.items():
            if row.get(name) and row[name] not in codes:
                yield Finding(name, "rule", f"{row[name]!r} with {where}", f"one of {some(codes)}", fix)


# Duplicates ------------------------------------------------------------------------------------------------------


#: Where a row is, its key, and its cells.
_Known = tuple[str, str, Mapping[Any, str]]


def _duplicates(rows: list[tuple[int, dict[str, str]]], root: Path) -> Iterator[tuple[int, str, Finding]]:
    """Compare each row with the register and with the rows before it; a row without a key is called by its line."""
    register = read_raw(REGISTER, root).to_dict("records")
    earlier: list[_Known] = [(f"the register's {row[KEY]}", row[KEY], row) for row in register]
    for line, row in rows:
        key = row.get(KEY, "") or f"row {line}"
        where = next((where for where, known, _ in earlier if known == key), "")
        if where:
            fix = "change the key, or remove the row if it is the same case"
            yield line, key, Finding(KEY, "duplicate", f"{key!r}, which is {where}", "each key once", fix)
        for where, known, other in earlier:
            why = "" if known == key or known in row.get("note", "") else _same(row, other)
            if why:
                got = f"person and event of {where} ({why})"
                fix = f"remove the row; if it is another event, name {known} in its note"
                yield line, row.get(KEY, ""), Finding("", "duplicate", got, "each person and event once", fix)
        earlier.append((f"row {line}", key, row))


def _same(one: Mapping[Any, str], other: Mapping[Any, str]) -> str:
    """Return why two rows are of one person and event; blank where they are not. A blank agrees with anything."""
    rows = (one, other)
    senders, hosts = ({_iso3(row.get(f"{role}_country", "")) for row in rows} for role in ("requesting", "host"))
    years = [int(row["year"]) for row in rows if re.fullmatch(r"\d{4}", row.get("year", ""))]
    if len(senders) > 1 or len(hosts - {""}) > 1 or max(years, default=0) - min(years, default=0) > 1:
        return ""
    persons, others = _persons(one), _persons(other)
    if any(_alike(name, other_name) for name in persons for other_name in others):
        return "the same public figure"
    unnamed = not (persons and others)
    return "the same page as source" if unnamed and _addresses(one) & _addresses(other) else ""


def _persons(row: Mapping[Any, str]) -> list[str]:
    names = row.get("public_figure_name", "").split(";")
    return [" ".join(sorted(re.findall(r"\w+", fold(name)))) for name in names if name.strip()]


def _addresses(row: Mapping[Any, str]) -> set[str]:
    return {address(row.get(f"{source}_url", "")) for source in SOURCES} - {""}


def _alike(one: str, other: str) -> bool:
    words, other_words = set(one.split()), set(other.split())
    if len(words & other_words) >= 2 and (words <= other_words or other_words <= words):
        return True
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def address(url: str) -> str:
    """Reduce the address of a page to the part that distinguishes it from others.

    Examples
    --------
    >>> address("https://web.archive.org/web/2020/https://www.example.org/a/?utm_source=x#top")
    'example.org/a'
    """
    parts = _split(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith(("utm_", "fbclid"))]
    return f"{_site(url)}{parts.path.rstrip('/')}{'?' if query else ''}{urlencode(query)}"


def _site(url: str) -> str:
    return _SITE.sub("", _split(url).netloc.casefold())


def _split(url: str) -> SplitResult:
    """Split an address, without its archive's; one that is not plain, which `check` refuses, has no parts."""
    text = _ARCHIVE.sub("", url.strip())
    return urlsplit(text if _PLAIN_ADDRESS.fullmatch(text) else "")


# Adding ----------------------------------------------------------------------------------------------------------


def add(path: Path, root: Path = RAW, changelog: Path = CHANGELOG) -> tuple[pd.DataFrame, list[Sealed]]:
    """Add the cases of a file to the register and to the tables that go with it, and seal these, all or none.

    Each case gets a key where it has none, what happened to the person (unknown where the file does not say it), the
    first reading of its status, and its entry among the changes. Returns what `check` found, with the ``keys`` among
    its ``attrs``, and what was sealed: nothing if there was any finding.
    """
    header, lines = _read(path)
    if KEY not in header:
        header, lines = [*header, KEY], [(line, [*cells, ""]) for line, cells in lines]
    taken, place = set(read_raw(REGISTER, root)[KEY]), header.index(KEY)
    for cells in [cells for _, cells in lines if len(cells) == len(header)]:
        cells[place] = cells[place] or _new_key(dict(zip(header, cells, strict=True)), taken)
        taken.add(cells[place])
    findings = _findings(path, header, lines, root)
    if not findings.empty:
        return findings, []
    findings.attrs["keys"] = [cells[place] for _, cells in lines]
    tables = _entries([dict(zip(header, cells, strict=True)) for _, cells in lines], changelog, root)
    paths = {name: raw_path(name, root) for name in tables}
    with all_or_none([*paths.values(), *map(sidecar_path, paths.values())]):
        for name, rows in tables.items():
            new = as_csv(pd.DataFrame(rows, columns=read_raw(name, root).columns)).partition(b"\n")[2]
            write_atomic(paths[name], paths[name].read_bytes() + new, public=True)
        return findings, seal([*tables], root)


def _new_key(row: Mapping[str, str], taken: set[str]) -> str:
    """Make a key of country, year and the public figure's last name, or else what the person does."""
    words = (row.get("public_figure_name", "").split(";")[0] or row.get("target_profile", "")).split() or ["case"]
    parts = [_iso3(row.get("requesting_country", "")) or "xxx", row.get("year") or row.get("year_notice") or "na"]
    key = re.sub(r"[^a-z0-9]+", "-", fold(" ".join([*parts, words[-1]]))).strip("-")
    return next(one for one in chain([key], (f"{key}-{number}" for number in count(2))) if one not in taken)


def _entries(cases: list[dict[str, str]], changelog: Path, root: Path) -> dict[str, Sequence[Mapping[str, object]]]:
    """Return the new rows of each table; the changes belong to the coming release."""
    countries = [name for name, column in _columns().items() if column.metadata["role"] == "country"]
    cases = [case | {name: _iso3(case.get(name, "")) for name in countries} for case in cases]
    codes = {name: column.metadata["values"] for name, column in schema_of(EFFECTS).columns.items()}
    blank = {name: "unknown" for name, values in codes.items() if "unknown" in values} | {"basis": "note"}
    is_out = f"## Data release {version()} (" in changelog.read_text(encoding="utf-8")
    changed = {"release": int(version().split(".")[0]) + is_out, "new": "row added", "why": "We added a case."}
    numbers = count(int(read_raw("case_addresses", root)["address"].str[1:].astype(int).max()) + 1)
    return {
        REGISTER: cases,
        EFFECTS: [blank | {name: cell for name, cell in case.items() if cell} for case in cases],
        "cases_readings": [case | {"reader": "first"} for case in cases],
        "cases_changes": [changed | {KEY: case[KEY], "source_url": case["source_1_url"]} for case in cases],
        "case_addresses": [{"address": f"c{next(numbers):03}", KEY: case[KEY]} for case in cases],
    }
