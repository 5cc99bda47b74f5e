"""The release as one archive: data, judgement, notebooks, reports, manifest and program; the same bytes each time."""

from __future__ import annotations

import datetime
import gzip
import io
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from analysis.core.errors import InputError, some
from analysis.core.files import REPORTS, ROOT, relative, write_atomic
from analysis.core.hand import released, version
from analysis.publish import build
from analysis.publish.replication import project

SUMS = "SHA256SUMS"
PLAIN, RUNNABLE = 0o644, 0o755


def release(into: Path, reports: Path = REPORTS) -> list[Path]:
    """Write the archive of the release, and the checksum beside it.

    Parameters
    ----------
    into : Path
        The folder to write into.
    reports : Path
        The folder of built reports, which must be those of its manifest.

    Returns
    -------
    list of Path
        The archive and the file of its checksum.

    Raises
    ------
    InputError
        If the reports are not those of the manifest, or it is not known which files are the project's.
    """
    name = f"{project()['name']}-{version()}"
    files = {path: ROOT / path for path in project_files()} | built(reports)
    content = packed(files, name, datetime.datetime.combine(released(), datetime.time(), datetime.UTC))
    archive = into / f"{name}.tar.gz"
    write_atomic(archive, content, public=True)
    write_atomic(into / SUMS, f"{build.digest(content)}  {archive.name}\n", public=True)
    return [archive, into / SUMS]


def project_files(root: Path = ROOT) -> list[str]:
    """List the files of the project: those that git tracks, or those that the checksums of an archive name."""
    if (root / ".git").exists():
        done = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
        return sorted(name for name in done.stdout.split("\0") if name and (root / name).is_file())
    if (root / SUMS).exists():
        lines = (root / SUMS).read_text(encoding="utf-8").splitlines()
        names = [line.partition("  ")[2] for line in lines]
        return [name for name in names if not name.startswith("reports/") or name == f"reports/{build.NAME}"]
    fix = "make the release from a checkout or from an unpacked archive"
    raise InputError(
        f"neither .git nor {SUMS}", "one of them, which names the project's files", fix, file=relative(root)
    )


def built(reports: Path) -> dict[str, Path]:
    """List the files of the built reports by their path in the archive.

    Raises
    ------
    InputError
        If a report of the manifest is missing, or is not what the manifest says.
    """
    wanted = build.read(reports)
    found = {name: files_of(reports / name) for name in wanted}
    wrong = [name for name, value in wanted.items() if hash_of(reports / name) != value]
    if wrong or not wanted:
        got = f"{len(wrong)} reports that are not those of the manifest ({some(wrong, 5)})" if wanted else "no manifest"
        raise InputError(got, "every report as built", "run `make report`", file=relative(reports))
    paths = [path for held in found.values() for path in held]
    return {f"reports/{path.relative_to(reports).as_posix()}": path for path in paths}


def files_of(place: Path) -> list[Path]:
    """List what stands at a place of the manifest: a file, or all files of a folder."""
    return [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())


def hash_of(place: Path) -> str:
    """Give the hash that the manifest has of what stands at a place; blank where nothing does."""
    if place.is_file():
        return build.digest(place.read_bytes())
    return build.folded(build.hashes(place)) if place.is_dir() else ""


def checksums(files: Mapping[str, Path]) -> str:
    """Write the lines by which ``sha256sum -c`` compares files, in order of their names."""
    return "".join(f"{build.digest(files[name].read_bytes())}  {name}\n" for name in sorted(files))


def packed(files: Mapping[str, Path], folder: str, moment: datetime.datetime) -> bytes:
    """Pack files into one archive that depends on nothing but their names, their bytes and whether they can be run.

    Parameters
    ----------
    files : mapping of str to Path
        Name in the archive -> the file.
    folder : str
        The one folder that all are put into, with their checksums.
    moment : datetime
        The time that every file bears.

    Returns
    -------
    bytes
        A tar archive, compressed by gzip.

    Examples
    --------
    >>> held = packed({"LICENSE": ROOT / "LICENSE"}, "one", datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    >>> tarfile.open(fileobj=io.BytesIO(held)).getnames()
    ['one/LICENSE', 'one/SHA256SUMS']
    """
    members = [(name, files[name].read_bytes(), mode_of(files[name])) for name in sorted(files)]
    members.append((SUMS, checksums(files).encode(), PLAIN))
    stream = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=int(moment.timestamp())) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        _add(archive, ((f"{folder}/{name}", content, mode) for name, content, mode in members), int(moment.timestamp()))
    return stream.getvalue()


def mode_of(path: Path) -> int:
    """Give the permissions that a file bears in the archive, whatever the umask was."""
    return RUNNABLE if path.stat().st_mode & 0o100 else PLAIN


def _add(archive: tarfile.TarFile, members: Iterable[tuple[str, bytes, int]], moment: int) -> None:
    for name, content, mode in members:
        held = tarfile.TarInfo(name)
        held.size, held.mode, held.mtime = len(content), mode, moment
        archive.addfile(held, io.BytesIO(content))
