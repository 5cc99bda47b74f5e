"""Files are written whole or not at all, nowhere that loses or publishes something, and read strictly."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core import files
from analysis.core.errors import InputError
from analysis.core.files import (
    PRIVATE,
    ROOT,
    check_outputs,
    csv_as_text,
    csv_rows,
    published_at,
    relative,
    write_atomic,
)


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
    ("mask", "public", "wanted"),
    [(0o022, False, 0o600), (0o000, False, 0o600), (0o022, True, 0o644), (0o077, True, 0o600)],
)
def test_only_what_is_meant_for_everyone_is_readable_by_others(
    tmp_path: Path, mask: int, public: bool, wanted: int
) -> None:
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "a.txt").chmod(0o644)
    before = os.umask(mask)
    try:
        write_atomic(tmp_path / "a.txt", "x", public=public)
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == wanted


def _by_name(folder: Path) -> Path:
    return folder / "in.csv"


def _by_another_way(folder: Path) -> Path:
    return folder / "below" / ".." / "in.csv"


def _by_link(folder: Path) -> Path:
    (folder / "out.csv").symlink_to(folder / "in.csv")
    return folder / "out.csv"


def _by_hard_link(folder: Path) -> Path:
    (folder / "out.csv").hardlink_to(folder / "in.csv")
    return folder / "out.csv"


def _by_link_of_its_folder(folder: Path) -> Path:
    (folder / "other").symlink_to(folder)
    return folder / "other" / "in.csv"


@pytest.mark.parametrize("name", [_by_name, _by_another_way, _by_link, _by_hard_link, _by_link_of_its_folder])
def test_an_output_is_not_an_input_by_whatever_name(tmp_path: Path, name: Callable[[Path], Path]) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "in.csv").write_text("x")
    with pytest.raises(InputError, match="to fix"):
        check_outputs([name(tmp_path)], [tmp_path / "in.csv"])


def test_an_output_that_differs_from_an_input_by_case_is_refused_before_either_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not the input"):
        check_outputs([tmp_path / "OUT.csv"], [tmp_path / "out.csv"])


def test_an_output_lies_in_no_input_folder(tmp_path: Path) -> None:
    (tmp_path / "in" / "below").mkdir(parents=True)
    with pytest.raises(InputError, match="not the input"):
        check_outputs([tmp_path / "in" / "below" / "new" / "out.csv"], [tmp_path / "in"])


def test_a_device_a_pipe_a_folder_and_a_link_are_no_outputs(tmp_path: Path) -> None:
    """Before, `classify --output /dev/null` put a plain file in the place of the device."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    for special in (Path(os.devnull), tmp_path / "pipe", tmp_path, tmp_path / "dangling"):
        with pytest.raises(InputError, match=r"a device or pipe|a folder|a link"):
            check_outputs([special])


@pytest.mark.parametrize(
    "place", ["out.csv", "data/raw/x.csv", "data/hand/x.csv", "reports/x.csv", "data/clean/x.csv", "tests/x.csv"]
)
def test_in_the_project_only_the_private_folder_takes_outputs(place: str) -> None:
    with pytest.raises(InputError, match="where it could be committed or published; expected a file in data/private"):
        check_outputs([ROOT / place])
    check_outputs([PRIVATE / "new" / "out.csv"])


def test_text_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeffa,b\r\nNA," 1\n2"\r\n,"say ""x"""\r\n\r\n'.encode())
    table = csv_as_text(path)
    assert table.to_dict("list") == {"a": ["NA", ""], "b": [" 1\n2", 'say "x"']}
    assert {str(kind) for kind in table.dtypes} == {"str"}


def test_a_long_field_is_read_and_the_limit_of_others_stays(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"a,b\n{'x' * 200_000},1\n")
    limit = csv.field_size_limit()
    assert len(csv_as_text(tmp_path / "a.csv")["a"][0]) == 200_000
    assert csv.field_size_limit() == limit


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)] * 3),
        max_size=6,
    )
)
def test_what_is_written_is_read_again(rows: list[tuple[str, str, str]]) -> None:
    """Whatever the cells hold; lone carriage returns are quoted by the writer too."""
    table = pd.DataFrame(rows, columns=["a", "b", "c"], dtype="str")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(table.to_csv(index=False, quoting=csv.QUOTE_ALL).encode())
        pd.testing.assert_frame_equal(csv_as_text(path), table)


def test_a_path_is_named_from_the_root_where_it_lies_inside(tmp_path: Path) -> None:
    assert relative(ROOT / "data" / "raw") == "data/raw"
    assert relative(tmp_path) == str(tmp_path)


def copied(folder: Path, **settings: str) -> dict[str, str]:
    """Say where the package keeps things if it stands in a folder."""
    shutil.copytree(ROOT / "analysis" / "core", folder / "analysis" / "core")
    (folder / "analysis" / "__init__.py").touch()
    names = "PACKAGE", "CHECKOUT", "ROOT", "RAW", "PRIVATE", "NOTEBOOKS", "REPORTS"
    told = f"json.dumps({{name: str(getattr(files, name)) for name in {names}}})"
    code = f"import json\nfrom analysis.core import files\nprint({told})"
    environment = os.environ | {"PYTHONPATH": str(folder), "HOME": str(folder / "home")} | settings
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_in_a_checkout_everything_lies_beside_the_package(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "data").mkdir()
    held = copied(tmp_path)
    assert held["CHECKOUT"] == "True"
    wanted = {"ROOT": "", "RAW": "data/raw", "PRIVATE": "data/private", "REPORTS": "reports"}
    assert {name: held[name] for name in wanted} == {name: str(tmp_path / place) for name, place in wanted.items()}


def test_an_installed_package_reads_what_it_carries_and_writes_into_its_users_folder(tmp_path: Path) -> None:
    held = copied(tmp_path / "lib", XDG_DATA_HOME=str(tmp_path / "d"))
    carried = tmp_path / "lib" / "analysis" / "_project"
    assert (held["ROOT"], held["RAW"]) == (str(carried), str(carried / "data" / "raw"))
    assert held["NOTEBOOKS"] == str(carried / "notebooks")
    assert held["PRIVATE"] == str(tmp_path / "d" / "red-notice-statistics" / "private")
    assert held["REPORTS"] == "reports"


def test_notebooks_may_lie_where_the_reader_says(tmp_path: Path) -> None:
    assert copied(tmp_path, RED_NOTICE_NOTEBOOKS="mine")["NOTEBOOKS"] == str(tmp_path / "mine")


def test_what_an_installed_report_depends_on_is_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    here = files.inputs_digest()
    monkeypatch.setattr(files, "CHECKOUT", False)
    elsewhere = files.inputs_digest()
    monkeypatch.setattr(files, "distributions", lambda: [])
    assert len({here, elsewhere, files.inputs_digest()}) == 3


def test_a_verb_of_a_checkout_is_refused_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    files.need_checkout("refresh")
    monkeypatch.setattr(files, "CHECKOUT", False)
    with pytest.raises(InputError, match=r"got 'refresh' in an installed package.*clone the project"):
        files.need_checkout("refresh")


FIELDS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(FIELDS, min_size=2, max_size=4), max_size=6), st.sampled_from(",;|"))
def test_rows_that_are_written_are_read_each_from_its_line(rows: list[list[str]], delimiter: str) -> None:
    buffer, starts = io.StringIO(newline=""), list[int]()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    for row in rows:
        starts.append(buffer.getvalue().count("\n") + 1)
        writer.writerow(row)
    assert list(csv_rows(buffer.getvalue(), "x.csv", delimiter=delimiter)) == list(zip(starts, rows, strict=True))
    assert list(csv_rows(buffer.getvalue(), "x.csv", delimiter=delimiter, strict=True)) == list(
        zip(starts, rows, strict=True)
    )


def test_a_mark_that_is_no_quotation_mark_stays() -> None:
    assert list(csv_rows('a|"b\nc|d\n', "x.psv", delimiter="|", quote=None)) == [(1, ["a", '"b']), (2, ["c", "d"])]


def test_a_file_that_ends_inside_quotation_marks_is_refused_at_the_row_where_they_open() -> None:
    text = 'a,b\n1,2\n3,"' + "".join(f"{number},5\n" for number in range(4000))
    with pytest.raises(InputError, match=r"ends inside quotation marks.*close the open .*\(in x.csv at row 3\)"):
        list(csv_rows(text, "x.csv"))
    sound = 'a,b\n1,5" pipe\n"2\n3",4 "x"\n5,"6"\n'
    assert [row for _, row in csv_rows(sound, "x.csv")] == [["a", "b"], ["1", '5" pipe'], ["2\n3", '4 "x"'], ["5", "6"]]
    assert len(list(csv_rows(text, "x.csv", quote=None))) == 4002


@pytest.mark.parametrize(
    ("text", "strict", "message"),
    [
        ('a,b\n1,"2\n', True, r"broken CSV .*expected quoted fields.*\(in x.csv at row 2\)"),
        ('a,b\n1,"2"3\n', True, r"broken CSV .*double those inside.*\(in x.csv at row 2\)"),
        ('a,b\n1,"' + "2" * 140_000, False, r"does not end .*at most 131,072 characters.*\(in x.csv at row 2\)"),
    ],
)
def test_a_row_that_cannot_be_split_is_named(text: str, strict: bool, message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(csv_rows(text, "x.csv", strict=strict))


def test_what_a_killed_process_left_of_a_private_file_goes_at_the_next_write(tmp_path: Path) -> None:
    path, other = tmp_path / "rows.csv", tmp_path / ".writing-others.csv.abcd1234"
    for half in (tmp_path / ".writing-rows.csv.abcd1234", other):
        half.write_text("half")
    write_atomic(path, "whole")
    assert sorted(tmp_path.iterdir()) == [other, path]
    assert path.read_text() == "whole"


def test_a_pipe_and_a_device_are_no_tables(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero"), tmp_path):
        with pytest.raises(InputError, match="got a folder, a device or a pipe"):
            csv_as_text(path)


@pytest.mark.parametrize(
    "address",
    ["https://ex\u0430mple.org", "https://example.org/\u0430", "https://\uff45xample.org", "https://a@example.org"],
)
def test_an_address_that_only_looks_like_another_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RED_NOTICE_SITE", address)
    with pytest.raises(InputError, match="plain letters") as refused:
        published_at()
    assert str(refused.value).isascii()
    monkeypatch.setenv("RED_NOTICE_SITE", "https://xn--exmple-4nf.org/notices")
    assert published_at("a.html") == "https://xn--exmple-4nf.org/notices/a.html"
