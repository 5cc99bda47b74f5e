"""The command line: every verb answers, and refused input ends with one line and status 1."""

import importlib

import pytest

from analysis import cli
from analysis.errors import InputError


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_has_help_and_the_two_functions(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    module = importlib.import_module(cli.VERBS[verb][0])
    assert callable(module.run)
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

    monkeypatch.setattr(importlib.import_module(cli.VERBS["environment"][0]), "run", refuse)
    assert cli.main(["environment"]) == 1
    assert capsys.readouterr().err == line


def test_a_defect_is_not_hidden_as_refused_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(args: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(importlib.import_module(cli.VERBS["environment"][0]), "run", fail)
    with pytest.raises(ZeroDivisionError):
        cli.main(["environment"])
