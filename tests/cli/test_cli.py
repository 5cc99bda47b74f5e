"""The command line: every verb answers, and refused input ends with one line and status 1."""

import importlib
import os
from pathlib import Path

import pytest

from analysis import cli
from analysis.core.errors import InputError
from analysis.core.files import ROOT


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_has_help_and_the_two_functions(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module(cli.VERBS[verb][0])
    assert callable(getattr(module, f"add_{verb}"))
    assert callable(getattr(module, f"run_{verb}"))
    with pytest.raises(SystemExit) as stop:
        cli.main([verb, "--help"])
    assert stop.value.code == 0
    assert cli.VERBS[verb][1].split("`")[0].strip() in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("words", [[], ["dance"], ["report", "--jobs", "many"]])
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
    ],
)
def test_refused_input_is_one_line_without_traceback(
    error: Exception, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(args: object) -> int:
        raise error

    monkeypatch.setattr(importlib.import_module(cli.VERBS["environment"][0]), "run_environment", refuse)
    assert cli.main(["environment"]) == 1
    assert capsys.readouterr().err == line


def test_a_defect_is_not_hidden_as_refused_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(args: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(importlib.import_module(cli.VERBS["environment"][0]), "run_environment", fail)
    with pytest.raises(ZeroDivisionError):
        cli.main(["environment"])


#: Verb, its words before ``--output``, and those of its inputs that may not be written over.
WRITERS = [
    (["match", "in.csv"], "in.csv"),
    (["classify", "in.csv"], "in.csv"),
    (["link", "in.csv", "other.csv"], "in.csv"),
    (["link", "other.csv", "in.csv"], "in.csv"),
    (["link", "in.csv", "other.csv", "--pairs", "in.csv"], "new.csv"),
    (["link", "in.csv", "other.csv", "--pairs", "new.csv"], "new.csv"),
    (["clean", "sanctions", "in.csv"], "in.csv"),
    (["clean", "notices", "in.csv", "--snapshot", "2025-01-01"], "in.csv"),
    (["clean", "notices", "in.csv", "--snapshot", "2025-01-01"], "pipe"),
    (["match", "in.csv"], "pipe"),
    (["classify", "in.csv"], str(ROOT / "data" / "raw" / "never.csv")),
    (["match", "in.csv"], str(ROOT / "reports" / "never.csv")),
    (["link", "in.csv", "other.csv"], str(ROOT / "never.csv")),
    (["clean", "sanctions", "in.csv"], str(ROOT / "data" / "hand" / "never.csv")),
]


@pytest.mark.parametrize(("words", "output"), WRITERS)
def test_no_verb_writes_over_an_input_a_device_or_into_the_project(
    words: list[str], output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before, `link --output` destroyed its input, and `match --output data/raw/x.csv` wrote there."""
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
