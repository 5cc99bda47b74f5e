"""A notebook over all combinations of values: what a reader may write, what comes out, and what a fault leaves."""

import io
import json
import re
import shlex
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis import cli, report_estimates
from analysis.core import build_state
from analysis.core.errors import InputError
from analysis.core.files import NOTEBOOKS, ROOT, as_csv
from analysis.facts import claims, world
from analysis.publish import build, sweep
from analysis.publish import notebook as notebook_
from analysis.publish.pool import Workers
from analysis.publish.sweep import find_notebook, parameters, parse_values

PARAMETERS = """number: int = 1  # any
kind: str = "a"  # one of: a, b (the other), c; blank: none
flag: bool = False
words: list[str] = []  # some of: x, y
share: float = 0.5
since: int = None  # a year
"""
CELL = """import analysis as rn
from analysis.stats.estimate import complete_count
if number == 13:
    raise ValueError("unlucky")
told = dict(universe="invented rows", source="cases", unit="rows", sentence=f"{number} rows of {kind}.")
rn.show(complete_count(number, **told))"""


def written(folder: Path, cell: str = CELL, cell_of_parameters: str = PARAMETERS) -> Path:
    """Write a notebook with a cell of parameters and another."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [new_code_cell(cell_of_parameters, metadata={"tags": ["parameters"]}), new_code_cell(cell)]
    nbformat.write(
        new_notebook(cells=cells, metadata=kernel | {"language_info": {"name": "python"}}), folder / "a.ipynb"
    )
    return folder / "a.ipynb"


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """Give a small notebook."""
    return written(tmp_path)


def swept(notebook: Path, to: Path, *words: str) -> int:
    """Run the verb; words before the first option are what is swept."""
    over = [word for name in words if not name.startswith("-") for word in ("--over", name)]
    options = [word for word in words if word.startswith("-")]
    return cli.main(["sweep", str(notebook), *over, "--to", str(to), "--jobs", "2", *options])


def listed(to: Path) -> pd.DataFrame:
    return pd.read_csv(to / sweep.LIST, dtype=str, keep_default_na=False)


def test_every_combination_is_run_and_its_estimates_stand_in_one_table(notebook: Path, tmp_path: Path) -> None:
    assert swept(notebook, tmp_path / "to", "number=3..4", "kind", "words=default,x+y") == 0
    table = pd.read_csv(tmp_path / "to" / sweep.ESTIMATES, keep_default_na=False)
    found = table[["run", "chosen_number", "chosen_kind", "chosen_words", "key", "value"]].to_numpy().tolist()
    combinations = [(n, kind, words) for n in (3, 4) for kind in "abc" for words in ("", "x+y")]
    assert found == [[run, n, kind, words, "text.rows", n] for run, (n, kind, words) in enumerate(combinations, 1)]
    assert set(listed(tmp_path / "to")["state"]) == {"done"}
    assert json.loads((tmp_path / "to" / sweep.ABOUT).read_text())["over"]["words"] == ["", "x+y"]


def stated(*rows: tuple[str, str, str, str, float]) -> pd.DataFrame:
    """Give the estimates of a run, each by place, row, name, country and value."""
    texts = dict.fromkeys(["low", "high", "level", "n", "method", "counted", "sentence"], "")
    columns = ["where", "statistic", "name", "country", "value"]
    return pd.DataFrame([map(str, row) for row in rows], columns=columns).assign(**texts)


def test_a_key_is_unique_and_has_no_number() -> None:
    table = sweep.keyed(
        stated(
            ("text", "cases", "cases.count", "BLR", 10),
            ("front", "Cases in 2024", "cases.count", "BLR", 10),
            ("text", "share", "late.share_2023", "WORLD", 0.3),
            ("text", "share", "late.share_2024", "WORLD", 0.3),
            ("text", "share", "ratio", "BLR", 1),
            ("text", "share", "ratio", "RUS", 1),
            ("targets", "Journalists, under 35", "", "", 0.2),
            ("targets", "Évêques", "", "", 0.2),
        )
    )
    assert table["key"].tolist() == [
        "cases.count", "late.share", "late.share.b", "ratio.blr", "ratio.rus", "targets.journalists_under",
        "targets.eveques",
    ]  # fmt: skip
    assert table["country"].tolist() == ["BLR", "WORLD", "WORLD", "BLR", "RUS", "", ""]  # what a number is about
    assert not {"where", "statistic", "method", "counted", "sentence"} & set(table)


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_has_unique_keys(path: Path) -> None:
    shown = notebook_.stated(notebook_.part_of(nbformat.read(path, as_version=4), brief=False))
    table = sweep.keyed(pd.read_csv(io.BytesIO(as_csv(shown)), dtype=str, keep_default_na=False))
    assert table["key"].is_unique and not table["key"].str.contains(r"\d").any()
    named = shown[["name", "country"]].dropna().drop_duplicates()
    assert set(named.itertuples(index=False, name=None)) <= set(
        table[["name", "country"]].itertuples(index=False, name=None)
    )


def test_keys_are_those_of_another_level(tmp_path: Path) -> None:
    """A choice that changes numbers alone changes no key."""
    assert (
        cli.main(
            [
                "sweep",
                "country_profile",
                "--over",
                "country=Russia",
                "--over",
                "level=0.8,0.95",
                "--to",
                str(tmp_path / "to"),
                "--jobs",
                "1",
            ]
        )
        == 0
    )
    table = pd.read_csv(tmp_path / "to" / sweep.ESTIMATES)
    first, second = (rows["key"].tolist() for _, rows in table.groupby("run"))
    assert first == second and "cases.all" in first
    assert table.groupby("key")["low"].nunique().max() == 2


def test_many_runs_are_done_only_if_that_is_confirmed(
    notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "MOST_RUNS", 2)
    assert swept(notebook, tmp_path / "to", "number=1..3") == 3
    assert capsys.readouterr().out == "nothing was run; to do 3 runs, run it again with --yes\n"
    assert not (tmp_path / "to").exists()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    for answer, status in (("n", 3), ("y", 0)):
        monkeypatch.setattr("builtins.input", lambda question, answer=answer: answer if "3 runs" in question else "")
        assert swept(notebook, tmp_path / "to", "number=1..3") == status
    assert swept(notebook, tmp_path / "other", "number=1..3", "--yes") == 0
    assert len(listed(tmp_path / "other")) == 3


def test_a_run_that_fails_is_named_and_hides_no_other(
    notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert swept(notebook, tmp_path / "to", "number=12..14") == 1
    told = capsys.readouterr()
    assert told.out.startswith("3 runs: 2 done, 0 already done, 1 failed; 2 estimates in ")
    assert "ValueError: unlucky" in told.err
    rows = listed(tmp_path / "to").set_index("chosen_number")
    assert rows["state"].to_dict() == {"12": "done", "13": "failed", "14": "done"}
    assert rows.loc["13", "error"] == "ValueError: unlucky"
    assert "raise ValueError" in (tmp_path / "to" / build.FAILURES).read_text()
    assert pd.read_csv(tmp_path / "to" / sweep.ESTIMATES)["chosen_number"].tolist() == [12, 14]


def runs(to: Path) -> dict[str, int]:
    """Give when each run was laid down."""
    return {path.name: path.stat().st_mtime_ns for path in (to / sweep.RUNS).iterdir()}


def test_what_stands_is_not_repeated_in_a_wider_sweep_or_after_a_fault(
    notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "to"
    assert swept(notebook, to, "number=1..2") == 0
    first = runs(to)
    table = (to / sweep.ESTIMATES).read_bytes()
    damaged = next((to / sweep.RUNS).glob("number-2-*")) / sweep.ESTIMATES
    damaged.write_text("damaged", encoding="utf-8")
    (to / sweep.ESTIMATES).unlink()
    capsys.readouterr()
    assert swept(notebook, to, "number=1..3") == 0
    assert capsys.readouterr().out.startswith("3 runs: 2 done, 1 already done, 0 failed; 3 estimates")
    assert [name for name in first if runs(to)[name] == first[name]] == [next(n for n in first if "number-1-" in n)]
    assert swept(notebook, to, "number=1..2") == 0
    assert (to / sweep.ESTIMATES).read_bytes() == table


def test_another_notebook_or_other_inputs_are_run_again(
    notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert swept(notebook, tmp_path / "to", "number=1") == 0
    written(tmp_path, CELL + "\nrn.show('more')")
    capsys.readouterr()
    assert swept(notebook, tmp_path / "to", "number=1") == 0
    assert "1 done, 0 already" in capsys.readouterr().out
    monkeypatch.setattr(build, "inputs_digest", lambda: "other data")
    assert swept(notebook, tmp_path / "to", "number=1") == 0
    assert "1 done, 0 already" in capsys.readouterr().out


def test_a_run_keeps_what_is_asked_for(notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "to"
    assert swept(notebook, to, "number=1") == 0
    (folder,) = (to / sweep.RUNS).iterdir()
    assert {path.name for path in folder.iterdir()} == {sweep.ESTIMATES}
    capsys.readouterr()
    assert swept(notebook, to, "number=1", "--keep=notebook") == 0
    assert "1 done, 0 already" in capsys.readouterr().out
    kept = nbformat.read(folder / "notebook.ipynb", as_version=4)
    assert kept.cells[-1].outputs
    assert swept(notebook, to, "number=1") == 0
    assert "0 done, 1 already" in capsys.readouterr().out


def test_a_report_that_is_kept_is_the_whole_report(tmp_path: Path) -> None:
    """The estimates are among those that the library gives for the country."""
    wanted = sweep.plan("country_profile", ["country=Tuvalu"], "report")
    (job,) = wanted.jobs()
    files = sweep.run_files(wanted.text, wanted.keep, job)
    assert {"index.html", "report.pdf", "brief.pdf", sweep.ESTIMATES} <= set(files)
    build.lay_down(files, job.folder, tmp_path, wanted.inputs())
    assert build.up_to_date(job.folder, tmp_path, wanted.inputs())
    table = pd.read_csv(tmp_path / job.folder / sweep.ESTIMATES, keep_default_na=False)
    assert len(table) > 5 and set(table["sentence"]) <= set(report_estimates("Tuvalu")["sentence"])


def test_a_notebook_that_states_nothing_gives_a_table_of_nothing(tmp_path: Path, notebook: Path) -> None:
    written(tmp_path, "1 + 1")
    assert swept(notebook, tmp_path / "to", "number=1..2") == 0
    assert len(pd.read_csv(tmp_path / "to" / sweep.ESTIMATES)) == 0
    assert listed(tmp_path / "to")["estimates"].tolist() == ["0", "0"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nmber=1"], "did you mean number?"),
        (["number"], "'any' lists no choices after 'one of:'"),
        (["share"], "no comment lists its choices"),
        (["number=many"], "expected a whole number"),
        (["share=many"], "expected a number"),
        (["flag=perhaps"], "expected true or false"),
        (["kind=aa"], "expected one of 'a', 'b', 'c'"),
        (["words=x+z"], "expected one of 'x', 'y'"),
        (["number=1,,2"], "with an empty value"),
        (["kind="], "with an empty value"),
        (["number=3..1"], "the smaller number first"),
        (["number=1", "kind,number"], "--over number twice"),
    ],
)
def test_what_cannot_be_swept_is_refused_before_anything_is_written(
    words: list[str], told: str, notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert swept(notebook, tmp_path / "to", *words) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: got ") and error.count("\n") == 1 and told in error
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["contry_profile", "--over", "country"], "did you mean country_profile?"),
        (["country_profile", "--over", "country=Blearus"], "did you mean Belarus?"),
        (["country_profile", "--over", "exposure=refuges"], "did you mean refugees?"),
    ],
)
def test_a_slip_of_the_pen_is_met_with_what_is_near(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["sweep", *words, "--to", str(tmp_path / "to")]) == 1
    assert told in capsys.readouterr().err


def test_values_are_read_as_what_the_parameter_is(notebook: Path) -> None:
    words = ["number=1,2..3,2", "flag", "words=default,x,x+y", "share=0.1", "since=none,2014", "kind=default"]
    assert parse_values(words, notebook) == {
        "number": (1, 2, 3),
        "flag": (False, True),
        "words": ((), ("x",), ("x", "y")),
        "share": (0.1,),
        "since": (None, 2014),
        "kind": ("a",),
    }
    quoted = parse_values(['country="Korea, Republic of",by,BLR'], find_notebook("country_profile"))
    assert quoted == {"country": ("KOR", "BLR")}


def test_the_way_to_write_a_name_with_a_comma_is_one_for_a_shell() -> None:
    written = """'country=BLR,"Korea, Republic of"'"""
    assert written in (ROOT / "docs" / "howto" / "parameter-sweep.md").read_text(encoding="utf-8")
    (word,) = shlex.split(written)
    assert parse_values([word], find_notebook("country_profile")) == {"country": ("BLR", "KOR")}
    bare = written.strip("'").replace('"', "")  # what a shell leaves of it without the outer marks
    with pytest.raises(InputError, match=re.escape(f"write a name with a comma as --over {written}")):
        parse_values([bare], find_notebook("country_profile"))


def test_a_country_alone_means_every_country_of_which_there_is_such_a_report() -> None:
    states = parse_values(["country"], find_notebook("country_profile"))["country"]
    studies = parse_values(["country"], find_notebook("case_study"))["country"]
    assert len(states) > 196 and set(studies) == set(world.release().cases["requesting_country"])
    assert parse_values(["country"], find_notebook("visibility"))["country"] == states


def test_a_name_without_parameters_or_a_file_that_is_no_notebook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tag the cell with its parameters"):
        parse_values(["number=1"], written(tmp_path, cell_of_parameters="1 + 1"))
    (tmp_path / "b.ipynb").write_text("no json", encoding="utf-8")
    with pytest.raises(InputError, match="not a notebook"):
        parse_values(["number=1"], tmp_path / "b.ipynb")


def documented(notebook: str, parameter: str) -> tuple[str, ...]:
    return parameters(NOTEBOOKS / f"{notebook}.ipynb")[parameter].choices


def test_the_choices_that_notebooks_list_are_those_that_the_library_takes() -> None:
    register = world.release().cases
    for name in ("country_profile", "case_study", "world_overview"):
        assert set(documented(name, "grades")) == set(register["evidence_grade"])
        assert set(documented(name, "statuses")) == set(register["claim_status"])
    for name in ("country_profile", "case_study"):
        assert documented(name, "exposure") == ("refugees", "population")
    assert documented("claims", "verdict") == tuple(claims.VERDICTS)


def test_a_folder_with_anything_else_is_left_alone(
    notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "to"
    to.mkdir()
    (to / sweep.ESTIMATES).write_text("mine", encoding="utf-8")
    assert swept(notebook, to, "number=1") == 1
    assert "a folder with other files" in capsys.readouterr().err
    assert [path.name for path in to.iterdir()] == [sweep.ESTIMATES]
    assert (to / sweep.ESTIMATES).read_text(encoding="utf-8") == "mine"
    assert swept(notebook, tmp_path / "other", "number=1") == 0
    another = written(tmp_path).rename(tmp_path / "b.ipynb")
    assert swept(another, tmp_path / "other", "number=1") == 1
    assert "a folder with a sweep of a; expected one of b" in capsys.readouterr().err
    assert swept(another, NOTEBOOKS, "number=1") == 1
    assert swept(another, tmp_path / "b.ipynb", "number=1") == 1


def test_two_sweeps_into_one_folder_are_refused(
    notebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with build_state.alone(tmp_path / "to"):
        assert swept(notebook, tmp_path / "to", "number=1") == 1
    assert "under way" in capsys.readouterr().err
    assert not (tmp_path / "to" / sweep.RUNS).exists()


def test_an_interrupted_sweep_goes_on_where_it_was(notebook: Path, tmp_path: Path) -> None:
    wanted = sweep.plan(str(notebook), ["number=1..4"])
    (tmp_path / "to").mkdir()
    going = sweep.run(wanted, tmp_path / "to", Workers())
    with build_state.alone(tmp_path / "to"):
        assert [next(going).task.parameters["number"] for _ in range(2)] == [1, 2]
        going.close()  # type: ignore[attr-defined]
        assert not (tmp_path / "to" / sweep.ESTIMATES).exists()
        again = list(sweep.run(wanted, tmp_path / "to", Workers()))
    assert [outcome.result is not None and outcome.result.fresh for outcome in again].count(False) >= 2
    assert sweep.record(wanted, tmp_path / "to") == 4


def resident() -> int:
    """Give how much memory this process holds, in kB."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("the system does not tell how much memory a process holds")
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS:"))


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_runs(notebook: Path, tmp_path: Path) -> None:
    """A result that were held would show: a run of this notebook leaves 100 kB."""
    written(tmp_path, CELL + "\nrn.show('word ' * 20_000)")
    wanted = sweep.plan(str(notebook), ["number=101..400"], "notebook")
    (tmp_path / "to").mkdir()
    sizes = [resident() for _ in sweep.run(wanted, tmp_path / "to", Workers(2))]
    assert len(sizes) == 300
    assert max(sizes[50:]) - sizes[50] < 5_000
