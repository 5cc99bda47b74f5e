"""The hashes and changelog of tables that were edited."""

from __future__ import annotations

import re
import shutil
import subprocess
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.core.files import RAW, ROOT, csv_as_text, digest, write_atomic
from analysis.core.judgement import version
from analysis.tables.diff import ADDED, CHANGED, REMOVED, Difference, compare
from analysis.tables.release import FINISH, load
from analysis.tables.schemas import schema_of
from analysis.tables.shipped import all_or_none, raw_path, sidecar, sidecar_path, stamped

CHANGELOG = ROOT / "data" / "CHANGELOG.md"
#: Countries that a draft names; more are counted.
MOST_NAMED = 12


@dataclass(frozen=True)
class Sealed:
    """A table with a new hash, and its difference from the committed state; None where there is none."""

    table: str
    rows: int
    difference: Difference | None = None

    @property
    def line(self) -> str:
        """The line of the changelog, to be completed by whoever made the change."""
        changes = "changed"
        if self.difference is not None:
            values = self.difference.changes
            rows = {kind: values.loc[values["change"] == kind, "key"].nunique() for kind in (ADDED, REMOVED)}
            changed = (values["change"] == CHANGED).sum()
            changes = f"rows: {rows[ADDED]} added, {rows[REMOVED]} removed; values: {changed} changed"
            countries = sorted(set(values["country"]) - {""})
            few = len(countries) <= MOST_NAMED
            where = f" ({', '.join(countries)})" if few else f" in {len(countries)} countries"
            changes += where if countries else ""
        request = "(Draft: say why, and name the sources.)"
        text = f"* **`{self.table}`:** {changes}; {self.rows:,} rows in all. {request}"
        return textwrap.fill(text, 118, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def seal(names: Sequence[str], root: Path = RAW, changelog: Path = CHANGELOG) -> list[Sealed]:
    """Write hash and number of rows of edited tables into their sidecars, and draft lines of the changelog.

    Tables that were edited together are sealed together, all or none. Those that are as their sidecars say are not
    in the result. A table that fails its schema, or on which another fails, is refused, and nothing is written.
    """
    paths = {name: raw_path(schema_of(name).name, root) for name in dict.fromkeys(names)}
    contents = {name: path.read_bytes() for name, path in paths.items()}
    edited = [name for name in paths if digest(contents[name]) != sidecar(name, root).sha256]
    sidecars = {sidecar_path(paths[name]): stamped(paths[name], contents[name]) for name in edited}
    with all_or_none([*sidecars, changelog]):
        for path, text in sidecars.items():
            write_atomic(path, text, public=True)
        for name in {**paths, **FINISH}:  # the tables of the register are checked against one another
            load(name, root)
        sealed = [_compared(name, paths[name]) for name in edited]
        if sealed:
            write_atomic(changelog, drafts(changelog.read_text(encoding="utf-8"), sealed), public=True)
    return sealed


def _compared(name: str, path: Path) -> Sealed:
    """Compare a table with the one of git's last commit, if there is one."""
    new, git = csv_as_text(path), shutil.which("git")
    words = [git or "", "-C", str(path.parent), "show", f"HEAD:./{path.name}"]
    committed = subprocess.run(words, capture_output=True, check=False) if git else None
    if committed is None or committed.returncode:
        return Sealed(name, len(new))
    return Sealed(name, len(new), compare(name, csv_as_text(path, content=committed.stdout), new))


def drafts(text: str, sealed: Sequence[Sealed]) -> str:
    r"""Write a line per table under the heading of the coming data release, which is made if missing.

    A completed line of the same table stays; one that nobody completed is replaced.

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
    is_out = f"## Data release {version()} (" in text
    heading = f"## Data release {'after ' if is_out else ''}{version()} (draft)"
    if heading in text:
        before, after = text.split(f"{heading}\n", 1)
        own, delimiter, rest = after.partition("\n## ")
        for one in sealed:  # a line compares with the last commit: it replaces the one that nobody completed
            own = re.sub(rf"\* \*\*`{one.table}`:\*\* [^.]*\.\s\(Draft:[^*)]*\)(\n|$)", "", own)
        own = own.rstrip("\n")
        return f"{before}{heading}\n{own}\n{lines}{delimiter}{rest}"
    before, delimiter, rest = text.partition("## ")
    return f"{before}{heading}\n{lines}\n{delimiter}{rest}"
