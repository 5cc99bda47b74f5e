"""The committed notebooks: typed parameters, no logic, numbers that nbval finds again; no output that a page has."""

import ast
import json
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest

from analysis.core.country_names import country_name, parse_country
from analysis.core.files import NOTEBOOKS, ROOT
from analysis.pages.catalogue import all_jobs
from analysis.publish.notebook import execute
from analysis.publish.stored import ON_PAGE
from analysis.tables.release import load_all

NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
#: What teaches the package, and becomes no report.
GUIDE = "guide"
REPORTS = [name for name in NAMES if name != GUIDE]

#: The notebooks whose cells show their working.
SHOWN = ("country_profile", "oversight", "world_overview")
#: What may be chosen in them.
CHOICES = {
    "oversight": ["since", "until"],
    "world_overview": ["level", "since", "until", "grades", "statuses"],
}
#: What may be chosen about a country.
OF_A_COUNTRY = ["country", "level", "grades", "statuses", "since", "until", "snapshot", "exposure"]


def read(name: str) -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def code(name: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in read(name).cells if cell.cell_type == "code"]


def test_there_are_the_two_notebooks_at_least() -> None:
    assert {"country_profile", "world_overview"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_typed_and_described(name: str) -> None:
    cells = [cell for cell in code(name) if "parameters" in cell.metadata.get("tags", [])]
    assert len(cells) == 1
    for line in [line for cell in cells for line in cell.source.splitlines()]:
        assert re.fullmatch(r'[a-z_]+: (str|float|int|bool|list\[str\]) = (\S+|\[.*\]|"[^"]*")  # \S.{15,}', line), line


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_has_at_most_twelve_cells_of_ten_lines_without_logic(name: str) -> None:
    assert len(code(name)) <= 12
    logic = (
        ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try,
        ast.With,
    )  # fmt: skip
    for cell in code(name):
        assert len(cell.source.splitlines()) <= 10
        assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, logic)], cell.source


def private(source: str) -> list[str]:
    """Name what a cell calls or takes that is not public."""
    tree = ast.parse(source)
    names = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
    return [name for name in names if name.startswith("_")]


@pytest.mark.parametrize("name", SHOWN)
def test_each_cell_shows_what_it_made_in_named_variables(name: str) -> None:
    """A cell assigns what it computes, calls nothing private, and ends by a section or a table that it made."""
    _, first, *rest = [cell.source for cell in code(name)]
    assert first.startswith("import analysis as rn\n")
    for cell in (first, *rest):
        *before, last = ast.parse(cell).body
        assert all(isinstance(line, ast.Import | ast.ImportFrom | ast.Assign) for line in before), cell
        targets = [target for line in before if isinstance(line, ast.Assign) for target in line.targets]
        made = {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
        assert isinstance(last, ast.Expr), cell
        shown = ast.unparse(last)
        ours = shown.startswith(("rn.show(page.", "rn.show(brief."))
        assert ours or re.split(r"\W", shown.removeprefix("rn.show("))[0] in made, cell
        assert private(cell) == []


@pytest.mark.parametrize("name", SHOWN)
def test_papermill_shows_each_choice_with_its_meaning(name: str) -> None:
    held = papermill.inspect_notebook(NOTEBOOKS / f"{name}.ipynb")
    assert list(held) == CHOICES.get(name, OF_A_COUNTRY)
    assert all(len(told["help"]) > 15 and told["inferred_type_name"] for told in held.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_is_committed_with_its_outputs_unless_it_shows_sections_of_a_page(name: str) -> None:
    """nbval compares a cell without the tag; what the tagged ones show is on the page of the report."""
    cells = code(name)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        on_page = "rn.show(" in cell.source and name != GUIDE
        assert (ON_PAGE in cell.metadata.get("tags", [])) == on_page, cell.source
        assert not (on_page and cell.outputs), f"run `make stored`: outputs of {cell.source}"
    unwanted = {"error"} if name == GUIDE else {"error", "stream"}  # the guide prints, as its reader would
    assert not [output for cell in cells for output in cell.outputs if output.output_type in unwanted]


#: What the stored tables and pictures of a notebook are found by.
TABLE, PICTURE = "text/html", "image/png"
#: The notebooks whose stored outputs are tables alone.
WITHOUT_PICTURE = ("brief", "claims", "country_profile", "decisions", "oversight", "world_overview")


@pytest.mark.parametrize("name", NAMES)
def test_each_notebook_has_a_table_of_its_numbers_and_a_picture(name: str) -> None:
    forms = [output.get("data", {}) for cell in code(name) for output in cell.outputs]
    assert any(re.search(r"<td>[^<]*\d", form.get(TABLE, "")) for form in forms)
    assert any(PICTURE in form for form in forms) == (name not in WITHOUT_PICTURE)


def nbval(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Let nbval run notebooks of a folder and compare what they show with what is stored."""
    options, folder = ("-p", "no:cacheprovider", "--nbval", "--nbval-cell-timeout", "300", "-q"), paths[0].parent
    command = [sys.executable, "-m", "pytest", *options, "--rootdir", str(folder), *map(str, paths)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900)


#: The notebooks that take the least time; `make test-all` and `.ci/run` run the others too.
FASTEST = ("claims", "methods_validation", "sanctions")


@pytest.mark.parametrize(
    "names",
    [FASTEST, *(pytest.param((name,), marks=pytest.mark.thorough) for name in NAMES if name not in FASTEST)],
    ids=" ".join,
)
def test_nbval_finds_what_is_stored(names: tuple[str, ...]) -> None:
    done = nbval(*(NOTEBOOKS / f"{name}.ipynb" for name in names))
    assert done.returncode == 0, done.stdout


def test_nbval_fails_on_a_changed_number_of_a_notebook(tmp_path: Path) -> None:
    """In the table of numbers; the others have one of the same form."""
    shutil.copy(NOTEBOOKS / "conftest.py", tmp_path)
    text = (NOTEBOOKS / "claims.ipynb").read_text(encoding="utf-8")
    found = re.search(r"<td>(\d+)\.0</td>", text)
    assert found is not None
    changed = text.replace(found[0], f"<td>{int(found[1]) + 1}.0</td>", 1)
    (tmp_path / "claims.ipynb").write_text(changed, encoding="utf-8")
    done = nbval(tmp_path / "claims.ipynb")
    assert done.returncode == 1 and "text/html" in done.stdout, done.stdout


def test_every_notebook_but_the_guide_is_the_notebook_of_a_report() -> None:
    assert {job.notebook for job in all_jobs(load_all())} == set(REPORTS)
    assert GUIDE in NAMES


def test_every_cell_of_the_guide_was_run_and_none_warned() -> None:
    cells = code(GUIDE)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    streams = [output.name for cell in cells for output in cell.outputs if output.output_type == "stream"]
    assert set(streams) == {"stdout"}
    assert [cell.source for cell in cells if not cell.outputs] == [cells[0].source]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param({"countries": ["China", "ARE"], "since": 2015}, marks=pytest.mark.thorough),
        {"countries": ["Tajikistan"]},
    ],
)
def test_the_guide_runs_for_countries_of_the_reader(chosen: dict[str, object]) -> None:
    held = execute(NOTEBOOKS / f"{GUIDE}.ipynb", chosen, engine=None)
    shown = json.dumps([cell.get("outputs", []) for cell in held.cells])
    assert all(country_name(parse_country(country)) in shown for country in chosen["countries"])  # type: ignore[attr-defined]
    assert "Belarus" not in shown.replace("Rounds of sanctions on Belarus", "")


@pytest.mark.parametrize("name", NAMES)
def test_no_path_time_or_version_is_stored(name: str) -> None:
    held = read(name)
    assert set(held.metadata) == {"kernelspec", "language_info"}
    assert held.metadata["language_info"] == {"name": "python"}
    assert str(ROOT) not in (NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8")


def checked(folder: Path, change: str, to: str) -> subprocess.CompletedProcess[str]:
    """Store a notebook with one string of its outputs changed, and let nbval compare it."""
    shutil.copy(NOTEBOOKS / "conftest.py", folder)
    bundle = {
        "text/plain": "Invented\nOne bar.\ncases\n8\n",
        "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
    stored = json.loads(json.dumps(bundle).replace(change, to))
    source = "from IPython.display import display\n" + f"display({bundle!r}, raw=True)"
    cell = nbformat.v4.new_code_cell(source, execution_count=1)
    cell.outputs = [nbformat.v4.new_output("display_data", data=stored)]
    held = nbformat.v4.new_notebook(cells=[cell])
    held.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(held, folder / "n.ipynb")
    return nbval(folder / "n.ipynb")


@pytest.mark.thorough
def test_nbval_lets_another_picture_pass(tmp_path: Path) -> None:
    done = checked(tmp_path, "2000/svg", "2000/svg' width='3")
    assert done.returncode == 0, done.stdout


def test_the_lab_opens_copies_and_keeps_those_that_are_there(tmp_path: Path) -> None:
    copies = tmp_path / "private" / "copies"
    command = ["make", "--no-print-directory", "lab", f"COPIES={copies}", f"BIN={tmp_path}"]
    command += [f"STAMP={tmp_path / 'ready'}", "SETUP=false"]  # newer than all, so that nothing is set up
    (tmp_path / "ready").touch()
    (tmp_path / "jupyter").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "jupyter").chmod(0o755)
    for edited in (b"", b"mine"):
        assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
        guide = copies / f"{GUIDE}.ipynb"
        assert guide.read_bytes() == (edited or (NOTEBOOKS / f"{GUIDE}.ipynb").read_bytes())
        guide.write_bytes(b"mine")
    assert stat.S_IMODE(copies.stat().st_mode) == 0o700
    assert {path.name for path in copies.iterdir()} == {path.name for path in NOTEBOOKS.glob("*.ipynb")}


def test_the_lab_opens_on_the_guide_with_the_project_as_root_and_passes_options() -> None:
    command = ["make", "--no-print-directory", "-n", "lab", "ARGS=--allow-root"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    assert f'--ServerApp.root_dir="{ROOT}"' in last
    assert last.endswith(f"/lab/tree/data/private/notebooks/{GUIDE}.ipynb --allow-root")
