"""Files are written whole or not at all."""

import os
from pathlib import Path

import pytest

from analysis.paths import ROOT, relative, write_atomic


def test_text_is_written_as_utf8_with_unix_line_ends(tmp_path: Path) -> None:
    write_atomic(tmp_path / "new" / "a.txt", "é\nb\n")
    assert (tmp_path / "new" / "a.txt").read_bytes() == b"\xc3\xa9\nb\n"


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, "new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("mask", "mode", "wanted"), [(0o022, None, 0o644), (0o077, None, 0o600), (0o022, 0o600, 0o600)]
)
def test_permissions_follow_the_umask_unless_given(tmp_path: Path, mask: int, mode: int | None, wanted: int) -> None:
    before = os.umask(mask)
    try:
        write_atomic(tmp_path / "a.txt", "x", mode)
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == wanted


def test_a_path_is_named_from_the_root_where_it_lies_inside(tmp_path: Path) -> None:
    assert relative(ROOT / "data" / "raw") == "data/raw"
    assert relative(tmp_path) == str(tmp_path)
