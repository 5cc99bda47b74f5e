"""The engine inside this process gives the outputs of a stock kernel, which papermill starts by default."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from analysis.core.files import NOTEBOOKS, ROOT
from analysis.publish.notebook import execute, strip

#: Every way in which a cell can show something.
CELLS = (
    "import sys\nfrom IPython.display import HTML, Markdown, display",
    "print('one')\nprint('two')",
    "print('out', flush=True)\nprint('err', file=sys.stderr, flush=True)",
    "6 * 7",
    "6 * 7;",
    "None",
    "x = 1\nx",
    "display(HTML('<b>a</b>'))\ndisplay(Markdown('*b*'), metadata={'k': 1})\n'end'",
    "print('before')\ndisplay('shown')\nprint('after')\n'result'",
    "class A:\n _repr_mimebundle_ = lambda self, **k: {'text/plain': 'p', 'application/x+json': {'n': 1}}\nA()",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "_ + 0 if isinstance(_, int) else 'no int before'",
    "''",
    "import logging\nlogging.warning('before')",
    "logging.basicConfig(level=logging.INFO, force=True)\nlogging.info('one')",
    "logging.info('of an earlier cell')",
)
RUN = "import sys, nbformat; from pathlib import Path; \
from analysis.publish.notebook import execute; \
sys.stdout.write(nbformat.writes(execute(Path(sys.argv[1]))))"


def notebook(*sources: str) -> nbformat.NotebookNode:
    cells = [new_code_cell(source) for source in sources]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=[new_markdown_cell("# Title"), *cells], metadata=metadata)


def written(folder: Path, *sources: str) -> Path:
    path = folder / "fixture.ipynb"
    nbformat.write(notebook(*sources), path)
    return path


def in_process(path: Path) -> nbformat.NotebookNode:
    """Run the engine in a process of its own, as a build does."""
    command = [sys.executable, "-c", RUN, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return nbformat.reads(done.stdout, as_version=4)


def outputs(held: nbformat.NotebookNode) -> Iterator[list[dict[str, Any]]]:
    for cell in held.cells:
        if cell.cell_type == "code":
            yield [{k: v for k, v in output.items() if k != "traceback"} for output in cell.outputs]


@pytest.mark.thorough
def test_cells_that_print_show_and_return_give_what_a_kernel_gives(tmp_path: Path) -> None:
    path = written(tmp_path, *CELLS)
    ours, stock = in_process(path), execute(path, engine=None)
    for source, found, wanted in zip(CELLS, outputs(ours), outputs(stock), strict=True):
        assert found == wanted, source
    assert sum(map(len, outputs(ours))) >= 12
    assert "INFO:root:of an earlier cell\n" in str(ours.cells[-1].outputs[0].text)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["country_profile", "world_overview"])
def test_each_notebook_gives_what_a_kernel_gives(name: str) -> None:
    path = NOTEBOOKS / f"{name}.ipynb"
    ours, stock = in_process(path), execute(path, engine=None)
    assert list(outputs(ours)) == list(outputs(stock))
    assert [cell.get("execution_count") for cell in ours.cells] == [c.get("execution_count") for c in stock.cells]
    assert sum(map(len, outputs(ours))) > 15


RAISING = ("a = 1", "print('so far')\nraise ValueError('no\\x20such table')", "print('never')")


def raised(path: Path, engine: str | None) -> PapermillExecutionError:
    with pytest.raises(PapermillExecutionError) as caught:
        execute(path, engine=engine)
    return caught.value


@pytest.mark.thorough
def test_a_raising_cell_is_named_as_a_kernel_would(tmp_path: Path) -> None:
    path = written(tmp_path, *RAISING)
    ours, stock = raised(path, "in-process"), raised(path, None)
    for name in ("cell_index", "exec_count", "ename", "evalue", "source"):
        assert getattr(ours, name) == getattr(stock, name), name
    assert (ours.ename, ours.evalue) == ("ValueError", "no such table")
    assert "raise ValueError" in str(ours)


def test_a_syntax_error_and_an_exit_stop_the_notebook(tmp_path: Path) -> None:
    assert raised(written(tmp_path, "a = = 1"), "in-process").ename == "SyntaxError"
    assert raised(written(tmp_path, "1 / 0", "a"), "in-process").ename == "ZeroDivisionError"


def test_one_notebook_leaves_nothing_to_the_next(tmp_path: Path) -> None:
    execute(written(tmp_path, "left_over = 1"))
    assert raised(written(tmp_path, "left_over"), "in-process").ename == "NameError"


def test_parameters_reach_the_notebook_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "p.ipynb"
    held = notebook("a = 1", "a")
    held.cells[1].metadata["tags"] = ["parameters"]
    nbformat.write(held, path)
    before = path.read_bytes()
    assert list(outputs(execute(path, {"a": 5})))[-1][0]["data"]["text/plain"] == "5"
    assert path.read_bytes() == before


def test_what_differs_from_run_to_run_is_stripped(tmp_path: Path) -> None:
    held = strip(notebook("1"))
    assert [cell["id"] for cell in held.cells] == ["cell-0", "cell-1"]
    first, second = (nbformat.writes(execute(written(tmp_path, "1"))) for _ in range(2))
    assert first == second
    assert "papermill" not in first


@pytest.mark.thorough
def test_what_a_kernel_prints_to_the_terminal_is_told_at_its_end(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "import os\n_ = os.write(2, b'from the kernel')")
    execute(path, engine=None)
    assert "from the kernel" in capfd.readouterr().err
    failing = written(tmp_path, "import os\n_ = os.write(2, b'before the fault')\n1 / 0")
    with pytest.raises(PapermillExecutionError):
        execute(failing, engine=None)
    assert "before the fault" in capfd.readouterr().err
