"""The command line: every verb answers, and refused input ends with one line and status 1."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import requests
from nbformat.v4 import new_code_cell, new_notebook

from analysis import __version__, cli
from analysis.core.errors import InputError
from analysis.core.files import ROOT
from tests.persons import samples


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main([verb, "--help"])
    assert stop.value.code == 0
    assert cli.VERBS[verb].line.split("`")[0].strip() in " ".join(capsys.readouterr().out.split())


def test_every_function_of_a_verb_is_listed() -> None:
    listed = {function.__name__ for verb in cli.VERBS.values() for function in (verb.add, verb.run)}
    assert {name for name in vars(cli) if name.startswith(("add_", "run_"))} == listed


@pytest.mark.parametrize("verb", [verb for verb in cli.VERBS if verb != "clean"])
def test_the_help_of_a_verb_loads_nothing_of_what_it_does(verb: str) -> None:
    """Each verb starts fast: the parser needs no room but core, save where it states a limit of theirs."""
    code = (
        "import sys\nfrom analysis.cli import build_parser\nbuild_parser(sys.argv[1])\n"
        "print(*(name for name in sys.modules if name.startswith('analysis.')))"
    )
    done = subprocess.run([sys.executable, "-c", code, verb], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {name.split(".")[1] for name in done.stdout.split()} == {"cli", "core"}


UNNAMED = [["clean", "sanctions", "in.csv", "--output", name] for name in ("", "/", ".")]


@pytest.mark.parametrize("words", [[], ["dance"], ["report", "--jobs", "many"], *UNNAMED])
def test_a_wrong_command_line_ends_with_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(words)
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (InputError("x", "y", "z"), "error: got x; expected y; to fix, z\n"),
        (FileNotFoundError(2, "No such file", "a.csv"), "error: No such file: a.csv\n"),
        (BrokenPipeError(32, "Broken pipe"), "error: [Errno 32] Broken pipe\n"),
        (requests.ConnectionError("no way\nto host"), "error: no way to host\n"),
        (requests.Timeout(), "error: Timeout\n"),
    ],
)
def test_refused_input_is_one_line_without_traceback(
    error: Exception, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(args: object) -> int:
        raise error

    monkeypatch.setitem(cli.VERBS, "refresh", cli.VERBS["refresh"]._replace(run=refuse))
    assert cli.main(["refresh"]) == 1
    assert capsys.readouterr().err == line


def test_a_defect_is_not_hidden_as_refused_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(args: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setitem(cli.VERBS, "refresh", cli.VERBS["refresh"]._replace(run=fail))
    with pytest.raises(ZeroDivisionError):
        cli.main(["refresh"])


#: Verb, its words before ``--output``, and those of its inputs that may not be written over.
WRITERS = [
    (["clean", "sanctions", "in.csv"], "in.csv"),
    (["clean", "notices", "in.csv", "--snapshot", "2025-01-01"], "in.csv"),
    (["clean", "notices", "in.csv", "--snapshot", "2025-01-01"], "pipe"),
    (["clean", "sanctions", "in.csv"], str(ROOT / "data" / "raw" / "never.csv")),
    (["clean", "sanctions", "in.csv"], str(ROOT / "reports" / "never.csv")),
    (["clean", "sanctions", "in.csv"], str(ROOT / "never.csv")),
    (["clean", "sanctions", "in.csv"], str(ROOT / "data" / "hand" / "never.csv")),
]


@pytest.mark.parametrize(("words", "output"), WRITERS)
def test_no_verb_writes_over_an_input_a_device_or_into_the_project(
    words: list[str], output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before, verbs destroyed their input or wrote into data/raw."""
    monkeypatch.chdir(tmp_path)
    for name in ("in.csv", "other.csv"):
        Path(name).write_text(f"name1,name2,charge\n{name},b,theft\n", encoding="utf-8")
    os.mkfifo("pipe")

    def files() -> dict[str, tuple[int, int, int]]:
        held = {path.name: path.stat() for path in tmp_path.iterdir()}
        return {name: (stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in held.items()}

    before = files()
    assert cli.main([*words, "--output", output]) == 1
    assert "error: got the output" in capsys.readouterr().err
    assert files() == before
    assert output in before or not Path(output).exists()


def test_reports_are_not_built_among_other_files_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "TUV", "--reports", str(ROOT / "analysis")]) == 1
    assert "among other files of the project" in capsys.readouterr().err


def interrupted(words: list[str], folder: Path, when: str | Callable[[], bool]) -> subprocess.CompletedProcess[str]:
    """Run a verb in a process group of its own, and press Ctrl-C, which all of the group gets.

    That is once the verb has told so, or once what is given holds.
    """
    out, err = folder / "out", folder / "err"
    with out.open("w") as stdout, err.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, stdout=stdout, stderr=stderr, start_new_session=True
        )
    deadline = time.monotonic() + 120
    try:
        while not (when() if callable(when) else when in out.read_text() + err.read_text()):
            assert process.poll() is None and time.monotonic() < deadline, err.read_text()
            time.sleep(0.02)
        time.sleep(0.3)
        os.killpg(process.pid, signal.SIGINT)
        status = process.wait(timeout=60)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return subprocess.CompletedProcess(words, status, out.read_text(), err.read_text())


#: What is interrupted, and what it prints once it is under way.
UNDER_WAY = {
    "building": (["-m", "analysis", "report", "--jobs", "2", "--reports", "{folder}"], "reports:   0%"),
    "verifying": (["-m", "analysis", "verify", "--jobs", "2"], "reports:   0%"),
}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "what",
    [what if what == "building" else pytest.param(what, marks=pytest.mark.thorough) for what in UNDER_WAY],
)
def test_ctrl_c_ends_with_one_line_and_no_traceback(what: str, tmp_path: Path) -> None:
    words, told = UNDER_WAY[what]
    (tmp_path / "reports").mkdir()
    done = interrupted([word.format(folder=tmp_path / "reports") for word in words], tmp_path, told)
    bars = ("reports:", "worlds:")
    lines = [line for line in done.stderr.splitlines() if line and not line.startswith(bars)]
    assert done.returncode == cli.INTERRUPTED, done.stderr
    assert len(lines) == 1 and lines[0].startswith("interrupted: "), done.stderr
    assert "Traceback" not in done.stderr


def slow_notebook(folder: Path, cell: str) -> Path:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [new_code_cell(f"{cell}\nimport time\ntime.sleep(60)")]
    nbformat.write(new_notebook(cells=cells, metadata=kernel), folder / "slow.ipynb")
    return folder / "slow.ipynb"


@pytest.mark.thorough
def test_ctrl_c_while_a_kernel_runs_ends_with_one_line(tmp_path: Path) -> None:
    """The kernel is a process of its own, which may print before it how it was ended."""
    path = slow_notebook(tmp_path, f"print('begun', file=open({str(tmp_path / 'out')!r}, 'a'), flush=True)")
    before = path.read_bytes()
    done = interrupted(["-m", "analysis", "notebooks", str(path)], tmp_path, "begun")
    assert done.returncode == cli.INTERRUPTED
    assert done.stderr.strip().splitlines()[-1].startswith("interrupted: "), done.stderr
    assert path.read_bytes() == before


@pytest.mark.thorough
def test_ctrl_c_in_a_cell_of_a_notebook_ends_the_build_and_is_no_failure_of_the_cell(tmp_path: Path) -> None:
    path = slow_notebook(tmp_path, "import sys\nprint('begun', file=sys.__stdout__, flush=True)")
    code = (
        "import sys; from pathlib import Path; from analysis.publish.notebook import execute\n"
        f"try: execute(Path({str(path)!r}))\nexcept KeyboardInterrupt: sys.exit(77)"
    )
    assert interrupted(["-c", code], tmp_path, "begun").returncode == 77


@pytest.mark.thorough
def test_no_network_ends_with_one_line_and_no_traceback(tmp_path: Path) -> None:
    """A port of this machine at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    code = (
        "import sys; from pathlib import Path; from dataclasses import replace; from analysis import cli\n"
        "from analysis.refresh import live\nfound = live.Downloader\n"
        f"live.Downloader = lambda **given: replace(found(**given), folder=Path({str(tmp_path)!r}))\n"
        f"sys.exit(cli.main(['refresh', '--dry-run', '--mirror', 'http://127.0.0.1:{port}']))"
    )
    environment = {key: value for key, value in os.environ.items() if "proxy" not in key.casefold()}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1 and "127.0.0.1" in errors[0] and "to fix" in errors[0], done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [["clean", "sanctions", "a\0b", "--output", "x"], ["report", "--reports", "a\0", "BLR"]],
)
def test_a_null_byte_is_refused_in_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 1
    assert capsys.readouterr().err.startswith("error: got an argument with a null byte")


def test_a_full_memory_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> int:
        raise MemoryError

    monkeypatch.setitem(cli.VERBS, "check", cli.VERBS["check"]._replace(run=full))
    assert cli.main(["check", "a.csv"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("error: the memory is full; to fix, raise its limit") and told.count("\n") == 1


def test_a_csv_is_no_notebook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    assert cli.main(["notebooks", str(path)]) == 1
    told = capsys.readouterr().err
    assert told.startswith("error: got a file that is not a notebook") and told.count("\n") == 1
    assert not recwarn.list
    assert path.read_text() == "a,b\n1,2\n"


def test_the_version_is_that_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"red-notice-statistics {__version__}\n"


@pytest.mark.parametrize("words", [["clean"], ["clean", "notices"], ["clean", "sanctions"]])
def test_the_help_of_clean_names_formats_and_what_is_required(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main([*words, "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "Required: --output" in told and "OpenSanctions" in told
    assert ("--output and --snapshot" in told and "INTERPOL's API" in told) == (words[-1] != "sanctions")
    assert ("Switzerland or Ukraine" in told) == (words[-1] != "notices")


def test_a_file_that_is_written_over_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(samples.EU, encoding="utf-8")
    words = ["clean", "sanctions", str(source), "--output", str(output)]
    assert cli.main(words) == 0 and "overwritten" not in capsys.readouterr().err
    assert cli.main(words) == 0
    assert f"warning: {output} exists and will be overwritten" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["x" * 100_000], ["seal", "x" * 100_000], ["report", "x" * 100_000]])
def test_a_message_has_a_bound(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 1
    assert "got an argument with a null byte or very long; expected at most 4096" in capsys.readouterr().err
    assert len(str(InputError(words[-1], "less", "cut it"))) < 5_000


def test_a_file_in_the_place_of_an_output_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("eu.csv").write_text(samples.EU, encoding="utf-8")
    Path("taken").touch()
    assert cli.main(["clean", "sanctions", "eu.csv", "--output", "taken/out.csv"]) == 1
    assert "got a file, taken; expected a folder; to fix, " in capsys.readouterr().err.replace(f"{tmp_path}/", "")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:abc", "tcp://127.0.0.1"])
def test_a_scheduler_without_a_port_is_refused(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    assert cli.main(["report", "TUV", "--reports", str(tmp_path), "--scheduler", address]) == 1
    assert f"got no answer from the scheduler '{address}' (it has no port); expected an" in capsys.readouterr().err
