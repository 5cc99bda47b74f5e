"""What protects people: owner-only files, pseudonyms, and counts too small to show."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.core.country_names import fold
from analysis.core.errors import InputError
from analysis.core.files import PRIVATE, check_outputs, for_excel, make_private, relative, write_atomic
from analysis.core.messages import label

#: Outside the project, so that no copy of its data takes the key along.
KEY = (
    Path(os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or Path.home() / ".config")
    / "red-notice-statistics" / "key"
)  # fmt: skip

#: Columns by which a reader who knows a person would look for the row.
QUASI_IDENTIFIERS = ("birth_date", "birth_dates", "sex", "nationalities", "charges")

#: Columns of names and ids.
_HASHED = ("notice_id", "designation_id", "name", "aliases", "original_script_names")

#: Columns whose values are of a single row, and would lead back to it.
_OF_ONE_ROW = {"requester_posterior", "requester_confidence", "charges"}

#: A value in a sentence, as Python writes it.
_QUOTED = re.compile(r"""(?<!\w)(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?!\w)""")

_HALF_LETTER = re.compile(r"[\ud800-\udfff]")


def write_rows(table: pd.DataFrame, output: Path, *, excel: bool = False) -> str:
    """Write a row-level table for its owner only; return warnings, blank for none."""
    check_outputs([output])
    make_private(output.resolve().parent)
    cells, quoted = for_excel(table) if excel else (table, 0)
    text = cells.to_csv(index=False, lineterminator="\n")
    halves, warnings = len(_HALF_LETTER.findall(text)), []
    write_atomic(output, text.encode("utf-8", errors="replace"))
    if not output.resolve().is_relative_to(PRIVATE.resolve()):
        warnings.append(f"{output} has one row for each person and is outside {relative(PRIVATE)}: do not publish it")
    if quoted:
        warnings.append(f"{quoted:,} cells of {output} that a spreadsheet would take as formulas begin with '")
    if halves:
        warnings.append(f"{halves:,} half letters (lone surrogates) are written as ? in {output}")
    return "; ".join(warnings)


def load_key(path: Path = KEY) -> bytes:
    """Read the secret key of pseudonyms, which is made at the first use; whoever has it can test a name."""
    if not path.exists():
        make_private(path.resolve().parent)
        write_atomic(path, secrets.token_hex(32) + "\n")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise InputError("a key that others can read", "one that only you can read", f"run chmod 600 {path}", file=path)
    text = path.read_text(encoding="ascii", errors="replace").strip()
    if not re.fullmatch(r"(?:[0-9a-fA-F]{2}){32,}", text):
        raise InputError("no key", "64 hexadecimal digits", "restore it, or delete it to make a new one", file=path)
    return bytes.fromhex(text)


def pseudonym(text: str, key: bytes) -> str:
    """Hash a name, ignoring order, case and accents of its words, or an id (HMAC-SHA256, RFC 2104)."""
    words = sorted(fold(text.replace(",", " ").replace("-", " ")).split())
    digest = hmac.new(key, " ".join(words).encode("utf-8", errors="replace"), hashlib.sha256).hexdigest()
    return f"x{digest[:20]}" if words else ""


def pseudonymise(table: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Replace the names of a clean table by keyed hashes and births by years, without charges, in another order.

    The text of a charge may name the person, and a firm may be named after its owner. What remains of a person is still
    personal data: see `uniqueness_report`.
    """
    hidden = table.copy()
    hashed = dict.fromkeys(_HASHED, partial(pseudonym, key=key))
    for column, change in (hashed | dict.fromkeys(["birth_date", "birth_dates"], _year)).items():
        if column in table:
            cells = [";".join(dict.fromkeys(map(change, cell.split(";")))) for cell in table[column]]
            hidden[column] = pd.Series(cells, table.index, dtype="str")
    if "birth_date_precision" in table:
        precise = hidden["birth_date_precision"].isin(["month", "day"])
        hidden["birth_date_precision"] = hidden["birth_date_precision"].mask(precise, "year")
    hidden[[*_OF_ONE_ROW & set(table.columns)]] = ""
    return hidden.sort_values([*hidden.columns], ignore_index=True)


def without_values(sentence: str, files: Iterable[str]) -> str:
    """Return a sentence without the values that it quotes and the names of files, which may be those of a person."""
    for name in sorted(files, key=len, reverse=True):
        sentence = sentence.replace(name, "the file")
    return _QUOTED.sub("'...'", sentence)


def uniqueness_report(table: pd.DataFrame) -> str:
    """Report how many persons of a pseudonymised table are the only ones with their quasi-identifiers."""
    columns = [column for column in QUASI_IDENTIFIERS if column in table and (table[column] != "").any()]
    is_person = table["entity_type"] == "person" if "entity_type" in table else pd.Series(True, index=table.index)
    persons = table.loc[is_person, columns]
    unique = int((~persons.duplicated(keep=False)).sum()) if columns else 0
    share = f"{100 * unique / len(persons):.1f} %" if len(persons) else "none"
    words = ", ".join(label(column, "quasi-identifier") for column in columns)
    by = f"; {unique:,} of {len(persons):,} persons ({share}) are unique by their {words}" if words else ""
    return f"this is still personal data{by}: anyone who knows a person can find the row; keep it private"


def _year(text: str) -> str:
    return "/".join(part[:4] for part in text.split("/"))


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
    """Least and greatest count, at most `most`, that each cell of `hide` can mean."""
    odd = shown[~shown.str.fullmatch(rf"{HIDDEN}|>?\d+|")]
    if not odd.empty:
        raise InputError(f"the count {odd.iloc[0]!r}", f"a whole number, {HIDDEN} or >N", "correct the table")
    few, many, blank = shown == HIDDEN, shown.str.startswith(">"), shown == ""
    low = shown.mask(few | blank, "0").str.lstrip(">").astype(int) + many.astype(int)
    high = (low + (few | many) * (LEAST_SHOWN - 1)).mask(blank, most)
    return pd.DataFrame({"low": low, "high": high.clip(upper=most).astype(int)})
