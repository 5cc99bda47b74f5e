"""What protects people: owner-only files, pseudonyms, and counts too small to show."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from pathlib import Path

import pandas as pd

from analysis.core.countries import fold
from analysis.core.disk_table import DiskTable, as_bytes, as_text
from analysis.core.errors import InputError
from analysis.core.files import PRIVATE, check_outputs, for_excel, make_private, relative, write_atomic, writing_atomic

#: Not in the project, so that no copy of its data takes the key along.
CONFIG = Path(os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or Path.home() / ".config")


KEY = CONFIG / "red-notice-statistics" / "key"


FORMER_KEY = PRIVATE / "key"


#: By what a reader who knows a person would look for the row, and what each is called.
TELLING = {
    "birth_date": "birth year",
    "birth_dates": "birth years",
    "sex": "sex",
    "nationalities": "nationality",
    "charges": "charge",
}


#: What may be left out of a pseudonymised table.
#: Columns whose values are of a single row, and would lead back to it.
SURENESS = {"requester_posterior", "requester_confidence"}


DROPPED = {"charges": ("charges",), "births": ("birth_date", "birth_dates", "birth_date_precision"), "sex": ("sex",)}


#: Fewest different bytes, and steps between bytes, of 32 that chance made; fewer than this is one in 10^10.
LEAST_DIFFERENT = 18


_HALF_LETTER = re.compile(r"[\ud800-\udfff]")


def write_rows(tables: pd.DataFrame | Iterable[pd.DataFrame], output: Path, *, excel: bool = False) -> str:
    """Write a row-level table so that only its owner can read it.

    Parameters
    ----------
    tables : DataFrame or iterable of DataFrame
        Named people; or the parts of such a table one after another, each of which is written as it comes.
    output : Path
        A csv; anywhere, though only ``data/private`` is kept out of the repository.
    excel : bool
        Whether cells that a spreadsheet would take as a formula get a quotation mark before them.

    Returns
    -------
    str
        A warning where the file lies outside ``data/private``, where cells were changed for a spreadsheet, and where
        half letters, which no file in UTF-8 can hold, were replaced; otherwise blank.

    Raises
    ------
    InputError
        If it may not be written there, by `check_outputs`.
    """
    check_outputs([output])
    make_private(output.resolve().parent)
    quoted = halves = 0
    with writing_atomic(output) as stream:
        for number, part in enumerate([tables] if isinstance(tables, pd.DataFrame) else tables):
            told, changed = for_excel(part) if excel else (part, 0)
            text = told.to_csv(index=False, header=not number, lineterminator="\n")
            stream.write(text.encode("utf-8", errors="replace"))
            quoted, halves = quoted + changed, halves + len(_HALF_LETTER.findall(text))
    inside = output.resolve().is_relative_to(PRIVATE.resolve())
    warnings = {
        f"{output} holds one row a person and lies outside {relative(PRIVATE)}: do not publish it": not inside,
        f"{quoted:,} cells of {output} that a spreadsheet would take as formulas begin with '": quoted > 0,
        f"{halves:,} half letters (lone surrogates) are written as ? in {output}": halves > 0,
    }
    return "; ".join(sentence for sentence, holds in warnings.items() if holds)


def load_key(path: Path = KEY) -> bytes:
    """Give the secret key of pseudonyms; it is made at the first use and read by its owner only.

    Parameters
    ----------
    path : Path
        Where it is kept. Whoever loses it cannot make the same pseudonyms again; whoever has it can test a name.

    Raises
    ------
    InputError
        If the file holds no key, or one that can be guessed or that others can read.
    """
    if not path.exists():
        if path == KEY and FORMER_KEY.exists():
            fix = f"move it: mkdir -p -m 700 {KEY.parent} && mv {FORMER_KEY} {KEY}"
            raise InputError("a key beside its data", f"it in {KEY}", fix, file=FORMER_KEY)
        make_private(path.resolve().parent)
        write_atomic(path, secrets.token_hex(32) + "\n")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise InputError("a key that others can read", "one for its owner alone", f"chmod 600 {path}", file=path)
    held = path.read_text(encoding="ascii", errors="replace").strip()
    try:
        key = bytes.fromhex(held)
    except ValueError:
        key = b""
    if len(key) < 32:
        raise InputError("no key", "64 hexadecimal digits", "restore it, or delete it to make a new one", file=path)
    if _is_weak(key):
        fix = "delete it to make a new one; pseudonyms made with it can be reversed"
        raise InputError("a key that can be guessed", "64 hexadecimal digits made by chance", fix, file=path)
    return key


def _is_weak(key: bytes) -> bool:
    """Tell whether a key is no work of chance: few different bytes, a regular run, or text."""
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    return min(len(set(key)), len(steps)) < LEAST_DIFFERENT or max(key) < 128


def check_key_place(key: Path, output: Path) -> None:
    """Refuse a key that lies beside the data, in a folder above or one below: who is given those is given the key.

    Raises
    ------
    InputError
        If so.

    Examples
    --------
    >>> check_key_place(Path("/keys/key"), Path("/data/rows.csv"))
    """
    place, data = key.resolve().parent, output.resolve().parent
    if place.is_relative_to(data) or data.is_relative_to(place):
        fix = f"leave --key out (it is then {KEY}), or name a folder of its own"
        raise InputError(f"the key {key} beside its data", "a key in a folder apart from the output", fix)


def pseudonym(text: str, key: bytes) -> str:
    """Give a keyed hash of a name or an id.

    Parameters
    ----------
    text : str
        A name, whose words may stand in any order, case and accents; or an id.
    key : bytes
        The secret.

    Returns
    -------
    str
        ``x`` and 20 hexadecimal digits of HMAC-SHA256 (RFC 2104); blank for blank. Namesakes share one.

    Examples
    --------
    >>> pseudonym("TESTOV, Ivo", b"invented") == pseudonym("Ivo Testov", b"invented")
    True
    """
    words = sorted(fold(text.replace(",", " ").replace("-", " ")).split())
    digest = hmac.new(key, " ".join(words).encode("utf-8", errors="replace"), hashlib.sha256).hexdigest()
    return f"x{digest[:20]}" if words else ""


def pseudonymise(table: pd.DataFrame, key: bytes, drop: Sequence[str] = (), *, coarsen: bool = False) -> pd.DataFrame:
    """Replace the persons of a clean table by keyed hashes and their birth dates by years, in another order.

    Parameters
    ----------
    table : DataFrame
        Clean notices or designations; rows whose ``entity_type`` is not ``person`` stay as they are.
    key : bytes
        The secret; the same key gives the same hashes in every table.
    drop : sequence of str
        What to leave blank of persons: names of `DROPPED`.
    coarsen : bool
        Whether to give decades of birth in place of years.

    Returns
    -------
    DataFrame
        The same columns, and the same rows in the order of the hashes, so that none is found by its place. What is
        left of a person is still personal data: see `told_apart`.

    Examples
    --------
    >>> rows = pd.DataFrame({"name": ["Ivo Testov"], "birth_date": ["1970-03-04"], "sex": ["M"]})
    >>> pseudonymise(rows, b"invented", ["sex"])[["birth_date", "sex"]].to_numpy().tolist()
    [['1970', '']]
    """
    hidden = _hidden(table, key, drop, coarsen)
    return hidden.sort_values([*hidden.columns], ignore_index=True)


def pseudonymised(
    tables: Iterable[pd.DataFrame], key: bytes, drop: Sequence[str] = (), *, coarsen: bool = False, rows: int = 20_000
) -> Iterator[pd.DataFrame]:
    """Give the parts of a table as `pseudonymise` gives a whole one; the rows of all parts are sorted on disk.

    Parameters
    ----------
    tables : iterable of DataFrame
        Parts of the same columns.
    key, drop, coarsen
        As in `pseudonymise`.
    rows : int
        How many a part has that is given.

    Yields
    ------
    DataFrame
        Parts in the order of the hashes.

    Examples
    --------
    >>> parts = [pd.DataFrame({"name": [name]}) for name in ("Ivo Testov", "Ana Prova")]
    >>> [len(part) for part in pseudonymised(parts, b"invented")]
    [2]
    """
    held = iter(tables)
    first = _hidden(next(held), key, drop, coarsen)
    rows_on_disk = DiskTable([f'"{column}"' for column in first])
    for part in chain([first], (_hidden(table, key, drop, coarsen) for table in held)):
        for row in part.itertuples(index=False, name=None):
            rows_on_disk.append(*map(as_bytes, row))
    places = [*range(2, len(first.columns) + 2)]
    found = rows_on_disk.query(f"SELECT * FROM rows ORDER BY {', '.join(map(str, places))}")
    while part_of := [[*map(as_text, row[1:])] for row in islice(found, rows)]:
        yield pd.DataFrame(part_of, columns=first.columns, dtype="str")


def _hidden(table: pd.DataFrame, key: bytes, drop: Sequence[str], coarsen: bool) -> pd.DataFrame:
    persons = _persons(table)
    hidden = table.copy()
    for column, change in _changes(key, _decade if coarsen else _year).items():
        if column in table:
            replaced = table.loc[persons, column].map(_each(change))
            hidden.loc[persons, column] = replaced.astype("str")
    if "birth_date_precision" in table:
        precise = hidden["birth_date_precision"].isin(["year", "month", "day"] if coarsen else ["month", "day"])
        coarse = "range" if coarsen else "year"
        hidden["birth_date_precision"] = hidden["birth_date_precision"].mask(precise & persons, coarse)
    for column in {column for name in drop for column in DROPPED[name]} & set(table.columns):
        hidden.loc[persons, column] = ""
    for column in SURENESS & set(table.columns):
        hidden[column] = ""
    return hidden


def _persons(table: pd.DataFrame) -> pd.Series[bool]:
    return table["entity_type"] == "person" if "entity_type" in table else pd.Series(True, index=table.index)


def told_apart(table: pd.DataFrame) -> str:
    """Say how many persons of a pseudonymised table can be found by what is left of them.

    Parameters
    ----------
    table : DataFrame
        As `pseudonymise` gives it.

    Returns
    -------
    str
        A sentence with the number of rows that are the only ones with their values of `TELLING`.

    Examples
    --------
    >>> told_apart(pd.DataFrame({"birth_date": ["1970", "1971", "1971"]})).partition(";")[2][:37]
    ' 1 of 3 persons (33.3 %) are alone wi'
    """
    telling = Telling()
    telling.add(table)
    return telling.sentence()


class Telling:
    """What is left of the persons of a pseudonymised table, counted part by part for `told_apart`."""

    def __init__(self) -> None:
        self._persons = DiskTable([*TELLING])
        self._stated: set[str] = set()  # columns that are not all blank

    def add(self, table: pd.DataFrame) -> pd.DataFrame:
        """Count the persons of a part, and give it back."""
        self._stated.update(column for column in TELLING if column in table and (table[column] != "").any())
        cells = table.loc[_persons(table)].reindex(columns=[*TELLING], fill_value="")
        for row in cells.itertuples(index=False, name=None):
            self._persons.append(*map(as_bytes, row))
        return table

    def sentence(self) -> str:
        """Say how many are alone with what is left of them."""
        words, persons = [words for column, words in TELLING.items() if column in self._stated], self._persons.rows
        kinds = f"SELECT 1 FROM rows GROUP BY {', '.join(TELLING)} HAVING count(*) = 1"
        [(alone,)] = self._persons.query(f"SELECT count(*) FROM ({kinds})")
        share = f"{100 * alone / persons:.1f} %" if persons else "none"
        by = f"; {alone:,} of {persons:,} persons ({share}) are alone with their {', '.join(words)}" if words else ""
        return (
            f"this is still personal data{by}: who knows a person finds the row; keep it private, and consider "
            "--drop charges and --coarsen"
        )


def _changes(key: bytes, year: Callable[[str], str]) -> dict[str, Callable[[str], str]]:
    def hashed(text: str) -> str:
        return pseudonym(text, key)

    columns = ["notice_id", "designation_id", "name", "aliases", "original_script_names"]
    return {**dict.fromkeys(columns, hashed), "birth_date": year, "birth_dates": year}


def _each(change: Callable[[str], str]) -> Callable[[str], str]:
    def apply(cell: str) -> str:
        return ";".join(dict.fromkeys(change(part) for part in cell.split(";")))

    return apply


def _year(text: str) -> str:
    return "/".join(part[:4] for part in text.split("/"))


def _decade(text: str) -> str:
    """Give the decades that a birth date or a span of them can lie in, as a span of years."""
    years = [part[:4] for part in text.split("/") if part[:4].isdigit()]
    return f"{min(years)[:3]}0/{max(years)[:3]}9" if years else ""


#: Fewer persons than this are not shown where a requesting country is crossed with charge, nationality or sex.
LEAST_SHOWN = 3

HIDDEN = f"<{LEAST_SHOWN}"

#: The smallest whole whose parts are shown: of fewer, ``<3`` or ``>`` would leave two possible counts, or one.
LEAST_WHOLE = 2 * LEAST_SHOWN - 1

#: Name of all requesting countries together.
WORLD = "WORLD"

#: What a cell may hold: a count of three or more, ``<3``, or ``>`` and a number.
SHOWN = r"<3|>\d+|[3-9]|[1-9]\d+"


def hide(counts: pd.Series[int], whole: pd.Series[int]) -> pd.Series[str]:
    """Hide each count below three, or that leaves fewer than three of its whole: ``<3`` for 0 to 2, ``>7`` for 8 to 10.

    Parts of a whole of fewer than five are blank. The whole is what is published beside them.
    """
    shown = counts.astype("str").mask(whole - counts < LEAST_SHOWN, ">" + (whole - LEAST_SHOWN).astype("str"))
    return shown.mask(counts < LEAST_SHOWN, HIDDEN).mask(whole < LEAST_WHOLE, "")


def hide_total(total: int, parts: pd.Series[str], whole: pd.Series[int]) -> str:
    """Hide a total that would narrow one of its hidden parts, or tell a sum of hidden parts below three."""
    ends = span(parts, whole)
    low, high = int(ends["low"].sum()), int(ends["high"].sum())
    if low == high:
        return str(total)
    if total - low < LEAST_SHOWN:
        return f">{min(low, total) - 1}" if low else HIDDEN
    return f">{high - LEAST_SHOWN}" if high - total < LEAST_SHOWN else str(total)


def span(shown: pd.Series[str], most: pd.Series[int]) -> pd.DataFrame:
    """Give the least and the greatest count, `most` at the highest, that each cell of `hide` can stand for."""
    odd = shown[~shown.str.fullmatch(rf"{HIDDEN}|>?\d+|")]
    if not odd.empty:
        raise InputError(f"the count {odd.iloc[0]!r}", f"a whole number, {HIDDEN} or > and one", "correct the table")
    few, many, blank = shown == HIDDEN, shown.str.startswith(">"), shown == ""
    low = shown.mask(few | blank, "0").str.lstrip(">").astype(int) + many.astype(int)
    high = (low + (few | many) * (LEAST_SHOWN - 1)).mask(blank, most)
    return pd.DataFrame({"low": low, "high": high.clip(upper=most).astype(int)})
