"""Where the project keeps things, how it reads tables as text, and how it writes whole or not at all."""

from __future__ import annotations

import csv
import errno
import glob
import gzip
import hashlib
import io
import os
import platform
import re
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import distributions, version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from platformdirs import user_data_path

from analysis.core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

#: What the project is called where it keeps something outside itself.
NAME = "red-notice-statistics"
PACKAGE = Path(__file__).resolve().parents[1]
#: Whether the package stands in a checkout, beside its data, or was installed from a wheel, which carries them.
CHECKOUT = (PACKAGE.parent / "pyproject.toml").is_file() and (PACKAGE.parent / "data").is_dir()
ROOT = PACKAGE.parent if CHECKOUT else PACKAGE / "_project"
RAW = ROOT / "data" / "raw"
HAND = ROOT / "data" / "hand"
#: What an installed package makes is its user's, in the folder that the system keeps for that.
PRIVATE = ROOT / "data" / "private" if CHECKOUT else user_data_path(NAME, appauthor=False) / "private"
#: A reader who changes notebooks elsewhere than in a checkout says where.
NOTEBOOKS = Path(os.environ.get("RED_NOTICE_NOTEBOOKS") or ROOT / "notebooks").resolve()
REPORTS = ROOT / "reports" if CHECKOUT else Path("reports")
#: Variable of the environment that says at which address reports will be published.
SITE = "RED_NOTICE_SITE"
OWNER_ONLY = 0o600
FOLDER_OWNER_ONLY = 0o700


def relative(path: Path) -> str:
    """Name a path from the root of the project where it lies inside."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def csv_as_text(path: Path, encoding: str = "utf-8", content: bytes | None = None) -> pd.DataFrame:
    """Read a CSV file, or its ``content`` at another time, as text, blanks as empty strings; ``.gz`` is unpacked.

    All columns are text, in the order of the file; an empty file has none. A blank line is an empty cell where there is
    one column, and nothing at the end of the file.

    Raises
    ------
    InputError
        If it cannot be decoded, a quotation mark is not closed or not doubled, a column occurs twice, or a row is
        blank or has too few or too many fields; the row is named.
    """
    import pandas as pd  # this module is also that of verbs which need no table, and pandas takes a second

    if content is None and path.exists() and not path.is_file():
        raise InputError("a folder, a device or a pipe", "a csv", "save it as a file", file=relative(path))
    content = path.read_bytes() if content is None else content
    try:
        plain = gzip.decompress(content) if path.suffix == ".gz" else content
        text = plain.decode(encoding.replace("utf-8", "utf-8-sig"))
        if "\0" in text:
            raise EOFError("a null byte, as in a workbook or an archive")
    except (UnicodeDecodeError, OSError, EOFError, zlib.error) as error:
        got = f"a file that cannot be read as {encoding.upper()} ({error})"
        raise InputError(got, f"CSV in {encoding.upper()}", "save or download it again", file=relative(path)) from None
    header, *rows = _records(text, path) or [[]]
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        got = f"{header.count(twice[0])} columns {twice[0]!r}"
        raise InputError(got, "each column once", "rename or drop one", file=relative(path), row=1)
    return pd.DataFrame(rows, columns=pd.Index(header, dtype="str"), dtype="str")


def as_csv(table: pd.DataFrame) -> bytes:
    """Write a table as it is shipped: CSV in UTF-8 without its index."""
    return table.to_csv(index=False, lineterminator="\n").encode()


def _records(text: str, path: Path) -> list[list[str]]:
    """Split a CSV text into rows, the header first, all of one length."""
    limit = csv.field_size_limit(len(text) + 1)
    rows: list[list[str]] = []
    try:
        for line, row in csv_rows(text.rstrip("\r\n") + "\n" if text.strip() else "", relative(path), strict=True):
            width = len(rows[0] if rows else row)
            rows.append(row if row or width != 1 else [""])
            if len(rows[-1]) != width or not width:
                got = f"a row of {len(row)} field{'s' * (len(row) != 1)}"
                fix = "complete the row, remove surplus fields, or quote the text with a comma"
                raise InputError(got, f"{width} in each row, as in the header", fix, file=relative(path), row=line)
    finally:
        csv.field_size_limit(limit)
    return rows


def csv_rows(
    text: str | Iterable[str], path: Path | str, *, delimiter: str = ",", quote: str | None = '"', strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Split delimited text, or its lines, into rows of fields, each with the line, from 1, on which it starts.

    Without a quotation mark none is known. Strictly, one that is not closed or not doubled is refused; otherwise only a
    field longer than the limit of `csv` is.
    """
    feed = io.StringIO(text, newline="") if isinstance(text, str) else text
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE
    record: list[str] = []
    reader = csv.reader(_noted(feed, record), delimiter=delimiter, quotechar=quote, quoting=quoting, strict=strict)
    start = 1
    try:
        for row in reader:
            last, begun, start = record.copy(), start, reader.line_num + 1
            record.clear()
            yield begun, row
        if start > 1 and quote and _ends_open(last, delimiter, quote):
            start = begun
            raise csv.Error("the file ends inside quotation marks")
    except csv.Error as error:
        got, expected = f"broken CSV ({error})", "quoted fields"
        fix = "close the quotation marks, and double those inside a field"
        if not strict:
            got = f"a field that does not end ({error})"
            expected = f"fields of at most {csv.field_size_limit():,} characters"
            fix = "close the open quotation mark, or download the file again"
        raise InputError(got, expected, fix, file=path, row=start) from None


def _noted(lines: Iterable[str], noted: list[str]) -> Iterator[str]:
    """Yield lines, and note each."""
    for line in lines:
        noted.append(line)
        yield line


def _ends_open(lines: Sequence[str], delimiter: str, quote: str) -> bool:
    """Return whether the last field of a record does not end, so that a further line would belong to it."""
    return len([*csv.reader([*lines, "more"], delimiter=delimiter, quotechar=quote)]) == 1


@cache
def _site() -> str:
    """Return the address of the site that the settings name; yml is not imported, so that a look at a build is fast."""
    settings = (HAND / "release.yml").read_text(encoding="utf-8")
    line = re.search(r"""^site:[ \t]*["']?([^\s"'#]*)""", settings, re.MULTILINE)
    return line[1] if line else ""


def published_at(page: str = "") -> str:
    """Return the address at which a page below the reports will be published; empty where none is set.

    The variable `SITE` overrides ``data/hand/release.yml``, also where it is empty.
    """
    address = os.environ.get(SITE, _site()).strip()
    sound = re.fullmatch(r"https?://[\w.-]+(?::(\d{1,5}))?(/[\w.~-]+)*/?", address, re.ASCII)
    if address and not (sound and 0 < int(sound[1] or 1) < 1 << 16):
        expected = "one such as https://example.org/notices, in plain letters (another host as xn--...)"
        raise InputError(f"the address {address!a}", expected, f"set {SITE}, or data/hand/release.yml")
    return f"{address.rstrip('/')}/{page}" if address else ""


def digest(content: bytes) -> str:
    """Return the sha256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def inputs_digest(raw: Path = RAW, hash_of: Callable[[Path], str] = lambda path: digest(path.read_bytes())) -> str:
    """Return one hash of all that tables and reports depend on: program, notebooks, data, judgement and packages.

    ``hash_of`` returns the sha256 of a file; one that knows it from an earlier call need not read the file.
    """
    total = hashlib.sha256(f"{platform.python_version()} {version('pandas')}".encode())
    lock, installed = ROOT / "uv.lock", (f"{package.name}=={package.version}" for package in distributions())
    locked = lock.read_text(encoding="utf-8") if CHECKOUT and lock.exists() else ""
    total.update((locked if CHECKOUT else " ".join(sorted(installed))).encode())
    for root in (ROOT / "analysis" if CHECKOUT else PACKAGE, NOTEBOOKS, raw, HAND):
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
                total.update(f"{root.name}/{path.relative_to(root).as_posix()}\0{hash_of(path)}".encode())
    return total.hexdigest()


def need_checkout(verb: str) -> None:
    """Refuse a verb that writes into the project where the package was installed from a wheel."""
    if not CHECKOUT:
        got = f"{verb!r} in an installed package, where data and notebooks cannot be edited"
        raise InputError(got, "a checkout of the project", "clone the project and run it there")


def check_outputs(outputs: Sequence[Path], inputs: Sequence[Path] = ()) -> None:
    """Refuse to write where something would be lost or published; every verb asks before it reads its input.

    Raises
    ------
    InputError
        If an output is an input by whatever name or link, lies in a folder that is an input, is not a plain file, or
        lies in the project outside ``data/private``.
    """
    for output in outputs:
        if output.is_symlink():
            raise InputError(f"the output {output}, a link", "a file", "name the file that it leads to", file=output)
        if output.exists() and not output.is_file():
            got = f"the output {output}, {'a folder' if output.is_dir() else 'a device or pipe'}"
            raise InputError(got, "a file to write", "name a .csv file", file=output)
        followed = _followed(output)
        inside = [given for given in inputs for place in (output, *followed.parents) if _same(place, given)]
        if inside:
            raise InputError(f"the output {output}", f"a file that is not the input {inside[0]}", "write it elsewhere")
        if followed.is_relative_to(ROOT) and not followed.is_relative_to(PRIVATE.resolve()):
            got = f"the output {relative(followed)}, where it could be committed or published"
            raise InputError(got, f"a file in {relative(PRIVATE)} or outside the project", "write it there")


def _same(one: Path, other: Path) -> bool:
    """Return whether two names mean one file: by link, by case where the disk ignores it, or before either exists."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return str(_followed(one)).casefold() == str(_followed(other)).casefold()


def _followed(path: Path) -> Path:
    """Follow the links of a path; refuse those that lead back to themselves."""
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            circle = "links that lead in a circle"
            raise InputError(circle, "a file", "name the file itself", file=path) from None
    return path.resolve()


def make_private(folder: Path, top: Path = PRIVATE) -> None:
    """Make a folder that only its owner may enter, and its missing parents likewise; no link below the top is followed.

    Raises
    ------
    InputError
        If the folder, the top, or one between them, is a link.
    """
    for path in (folder, *folder.parents):
        if path.is_relative_to(top) and path.is_symlink():
            got, fix = "a link where files about persons are kept", "remove the link, or move the folder itself here"
            raise InputError(got, "a folder", fix, file=relative(path))
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=FOLDER_OWNER_ONLY)
    if folder == PRIVATE:
        folder.chmod(FOLDER_OWNER_ONLY)


#: How the name of a file begins that is not yet written whole.
WRITING = ".writing-"


def write_atomic(path: Path, content: bytes | str, *, public: bool = False) -> None:
    """Write a file whole or not at all, readable only by its owner unless public; text as UTF-8.

    Its folder is made if missing. Where the folder cannot be written, an OSError leaves the old file untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not public:
        for half in path.parent.glob(f"{WRITING}{glob.escape(path.name)}.????????"):
            half.unlink(missing_ok=True)  # what a killed process left of rows about persons
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{WRITING}{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
        Path(name).chmod(_permissions() if public else OWNER_ONLY)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _permissions() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
