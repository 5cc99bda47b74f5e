"""Row-level tables: where they may be written, with which permissions, and how persons are replaced in them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.countries import fold
from analysis.errors import InputError
from analysis.paths import PRIVATE, relative, write_atomic

OWNER_ONLY = 0o600
FOLDER_OWNER_ONLY = 0o700
KEY = PRIVATE / "key"


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter, and its missing parents likewise."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=FOLDER_OWNER_ONLY)
    if folder == PRIVATE:
        folder.chmod(FOLDER_OWNER_ONLY)


def write_rows(table: pd.DataFrame, output: Path) -> str:
    """Write a row-level table so that only its owner can read it.

    Parameters
    ----------
    table : DataFrame
        Named people.
    output : Path
        A csv; anywhere, though only ``data/private`` is kept out of the repository.

    Returns
    -------
    str
        A warning where the file lies outside ``data/private``, otherwise blank.

    Raises
    ------
    InputError
        If the output is a folder.
    """
    if output.is_dir():
        raise InputError("a folder", "a file to write", "name a .csv file", file=output)
    make_private(output.resolve().parent)
    text = table.to_csv(index=False, lineterminator="\n")
    write_atomic(output, text.encode("utf-8", errors="replace"), OWNER_ONLY)
    inside = output.resolve().is_relative_to(PRIVATE.resolve())
    return "" if inside else f"{output} holds one row a person and lies outside {relative(PRIVATE)}: do not publish it"


def load_key(path: Path = KEY) -> bytes:
    """Give the secret key of pseudonyms; it is made at the first use and read by its owner only.

    Parameters
    ----------
    path : Path
        Where it is kept. Whoever loses it cannot make the same pseudonyms again; whoever has it can test a name.

    Raises
    ------
    InputError
        If the file holds no key.
    """
    if not path.exists():
        make_private(path.parent)
        write_atomic(path, secrets.token_hex(32) + "\n", OWNER_ONLY)
    held = path.read_text(encoding="ascii", errors="replace").strip()
    try:
        key = bytes.fromhex(held)
    except ValueError:
        key = b""
    if len(key) < 32:
        raise InputError("no key", "64 hexadecimal digits", "restore it, or delete it to make a new one", file=path)
    return key


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
    """
    words = sorted(fold(text.replace(",", " ").replace("-", " ")).split())
    digest = hmac.new(key, " ".join(words).encode("utf-8", errors="replace"), hashlib.sha256).hexdigest()
    return f"x{digest[:20]}" if words else ""


def pseudonymise(table: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Replace the persons of a clean table by keyed hashes, and their birth dates by years.

    Parameters
    ----------
    table : DataFrame
        Clean notices or designations; rows whose ``entity_type`` is not ``person`` stay as they are.
    key : bytes
        The secret; the same key gives the same hashes in every table.

    Returns
    -------
    DataFrame
        The same columns and rows.
    """
    persons = table["entity_type"] == "person" if "entity_type" in table else pd.Series(True, index=table.index)
    hidden = table.copy()
    for column, change in _changes(key).items():
        if column in table:
            replaced = table.loc[persons, column].map(_each(change))
            hidden.loc[persons, column] = replaced.astype("str")
    if "birth_date_precision" in table:
        precise = hidden["birth_date_precision"].isin(["month", "day"])
        hidden["birth_date_precision"] = hidden["birth_date_precision"].mask(precise, "year")
    return hidden


def _changes(key: bytes) -> dict[str, Callable[[str], str]]:
    def hashed(text: str) -> str:
        return pseudonym(text, key)

    columns = ["notice_id", "designation_id", "name", "aliases", "original_script_names"]
    return {**dict.fromkeys(columns, hashed), "birth_date": _year, "birth_dates": _year}


def _each(change: Callable[[str], str]) -> Callable[[str], str]:
    def apply(cell: str) -> str:
        return ";".join(dict.fromkeys(change(part) for part in cell.split(";")))

    return apply


def _year(text: str) -> str:
    return "/".join(part[:4] for part in text.split("/"))
