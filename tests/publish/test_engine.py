"""The engine inside this process gives the outputs of a stock kernel, which papermill starts by default."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from analysis.core import reads
from analysis.core.files import NOTEBOOKS, ROOT
from analysis.publish.notebook import APART, IN_PROCESS, blocks, execute, strip

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
)
RUN = "import sys, nbformat; from pathlib import Path; from analysis.publish.notebook import execute; \
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


def test_cells_that_print_show_and_return_give_what_a_kernel_gives(tmp_path: Path) -> None:
    path = written(tmp_path, *CELLS)
    ours, stock = in_process(path), execute(path, engine=None)
    for source, found, wanted in zip(CELLS, outputs(ours), outputs(stock), strict=True):
        assert found == wanted, source
    assert sum(map(len, outputs(ours))) >= 12


@pytest.mark.parametrize("name", ["country_profile", "world_overview"])
def test_each_notebook_gives_what_a_kernel_gives(name: str) -> None:
    path = NOTEBOOKS / f"{name}.ipynb"
    ours, stock = in_process(path), execute(path, engine=None)
    assert list(outputs(ours)) == list(outputs(stock))
    assert [cell.get("execution_count") for cell in ours.cells] == [c.get("execution_count") for c in stock.cells]
    assert sum(map(len, outputs(ours))) > 15


def test_charts_drawn_by_other_processes_are_those_drawn_by_this_one() -> None:
    path, country = NOTEBOOKS / "country_profile.ipynb", {"country": "BLR"}
    with reads.recorded() as here:
        ours = execute(path, country)
    with reads.recorded() as elsewhere:
        apart = execute(path, country, APART)
    assert nbformat.writes(ours) == nbformat.writes(apart) and here == elsewhere
    assert sum(block["block"] == "chart" for block in blocks(ours)) > 4


#: A chart whose drawing says in which process it is made, notes what it reads, and fails as it is told to.
CHART = """import os, pandas as pd
from analysis.charts.chart import Chart, Frame
from analysis.core import reads
from analysis.pages.blocks import section
texts = dict.fromkeys(["name", "alt", "universe", "source", "note"], "invented")
def draw(figure):
    here = os.getpid() == PID
    reads.note("table", "invented")
    FAULT
    figure.text(0, 0, "drawn by itself" if here else "drawn by another")
section(Chart(title="T", data=pd.DataFrame(), frame=Frame(3, 2), draw=draw, **texts))"""


def with_chart(folder: Path, fault: str) -> Path:
    drawn = CHART.replace("PID", str(os.getpid())).replace("FAULT", fault)
    return written(folder, "print('before')", drawn, "print('after')")


def pictures(held: nbformat.NotebookNode) -> list[str]:
    return [one["data"]["image/svg+xml"] for cell in outputs(held) for one in cell if "data" in one]


def test_what_a_drawing_reads_is_noted(tmp_path: Path) -> None:
    path = with_chart(tmp_path, "")
    with reads.recorded() as read:
        found = execute(path, engine=APART)
    assert ("table", "invented") in read
    assert [cell[0]["output_type"] for cell in outputs(found)] == ["stream", "display_data", "stream"]
    assert "drawn by another" in pictures(found)[0] and "drawn by itself" in pictures(execute(path))[0]


def test_a_chart_at_which_another_process_dies_is_drawn_here(tmp_path: Path) -> None:
    found = execute(with_chart(tmp_path, "here or os._exit(3)"), engine=APART)
    assert "drawn by itself" in pictures(found)[0] and len(pictures(found)) == 1


def test_however_many_charts_a_notebook_shows_few_are_drawn_at_a_time(tmp_path: Path) -> None:
    drawn = CHART.replace("PID", str(os.getpid())).replace("FAULT", "import time; time.sleep(1)")
    counted = "import multiprocessing as mp\nprint(len(mp.active_children()))"
    found = execute(written(tmp_path, *[drawn, counted] * 9), engine=APART)
    assert all("drawn by another" in picture for picture in pictures(found)) and len(pictures(found)) == 9
    most = [int(output["text"]) for cell in outputs(found) for output in cell if output["output_type"] == "stream"]
    assert len(most) == 9 and max(most) == 6


TWICE = """state = ["first"]
chart = Chart(title="T", data=pd.DataFrame(), frame=Frame(3, 2), draw=lambda f: f.text(0, 0, state[0]), **texts)
display(section(chart))
state[0] = "second"
display(section(chart))"""
CAPTURED = """from IPython.utils.capture import capture_output
with capture_output() as held:
    display(section(chart))
print(sorted(held.outputs[0].data))"""


def test_a_chart_is_drawn_once_and_can_be_looked_at_by_cells(tmp_path: Path) -> None:
    path = written(tmp_path, CHART.replace("PID", "0").replace("FAULT", ""), TWICE, CAPTURED)
    apart = execute(path, engine=APART)
    assert nbformat.writes(apart) == nbformat.writes(execute(path))
    assert [">first<" in picture for picture in pictures(apart)] == [False, True, True]


def test_where_no_process_can_be_had_a_chart_is_drawn_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(work: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("analysis.publish.notebook.aside", refused)
    assert "drawn by itself" in pictures(execute(with_chart(tmp_path, ""), engine=APART))[0]


def test_what_a_drawing_prints_is_shown_by_its_cell(tmp_path: Path) -> None:
    path = with_chart(tmp_path, "print('no letter for this')")
    assert nbformat.writes(execute(path, engine=APART)) == nbformat.writes(execute(path))
    assert "no letter for this" in str(list(outputs(execute(path, engine=APART)))[1])


def test_a_chart_that_cannot_be_drawn_is_named_with_its_cell(tmp_path: Path) -> None:
    caught = raised(with_chart(tmp_path, "raise ValueError('no such colour')"), APART)
    assert (caught.exec_count, caught.evalue) == (2, "no such colour")


RAISING = ("a = 1", "print('so far')\nraise ValueError('no\\x20such table')", "print('never')")


def raised(path: Path, engine: str | None) -> PapermillExecutionError:
    with pytest.raises(PapermillExecutionError) as caught:
        execute(path, engine=engine)
    return caught.value


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


def test_stock_papermill_finds_the_engine_by_its_entry_point(tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    given = [str(NOTEBOOKS / "country_profile.ipynb"), str(out), "--engine", IN_PROCESS, "-p", "country", "FRA"]
    command = [sys.executable, "-m", "papermill", *given, "--no-progress-bar"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = strip(nbformat.read(out, as_version=4))
    assert list(outputs(found)) == list(outputs(execute(NOTEBOOKS / "country_profile.ipynb", {"country": "FRA"})))
    assert sum(map(len, outputs(found))) > 15


def test_the_import_of_papermill_loads_no_report(tmp_path: Path) -> None:
    told = "import papermill, sys; print(*(name for name in sys.modules if name.startswith('analysis')))"
    done = subprocess.run([sys.executable, "-c", told], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "analysis.publish" in done.stdout
    assert "analysis.pages" not in done.stdout
    assert "analysis.publish.notebook" not in done.stdout


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
