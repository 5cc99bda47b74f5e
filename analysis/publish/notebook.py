"""How a notebook runs, in a process of its own, and what it leaves: blocks and data files."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import matplotlib as mpl
import nbformat
import pandas as pd
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from papermill.execute import prepare_notebook_metadata, raise_for_execution_errors, remove_error_markers
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from traitlets import List
from traitlets.config import Config

from analysis.core.errors import InputError
from analysis.core.files import NOTEBOOKS
from analysis.pages.blocks import MIME

#: Name of the engine that runs a notebook in this process.
IN_PROCESS = "in-process"


def _jsonable(data: dict[str, Any]) -> dict[str, Any]:
    return {kind: base64.b64encode(v).decode() if isinstance(v, bytes) else v for kind, v in data.items()}


class _Publisher(DisplayPublisher):
    outputs: List[NotebookNode] = List()

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **_: Any) -> None:  # noqa: ANN401
        del source
        self.outputs.append(NotebookNode(output_type="display_data", data=_jsonable(data), metadata=metadata or {}))


class _Hook(DisplayHook):
    outputs: List[NotebookNode] = List()

    def write_output_prompt(self) -> None:
        """Print no prompt; the count is kept in the output."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        count = self.prompt_count
        result = {"data": _jsonable(format_dict), "metadata": md_dict or {}, "execution_count": count}
        self.outputs.append(NotebookNode(output_type="execute_result", **result))

    def finish_displayhook(self) -> None:
        """Print no line end after a result."""

    def flush(self) -> None:
        """Forget the results, which the namespace that is reset next holds too; the garbage is not collected first."""
        assert self.shell is not None
        self.shell.user_ns.get("_oh", {}).clear()
        self._ = self.__ = self.___ = ""


class _Shell(InteractiveShell):
    """A shell that records what a notebook cell shows."""

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.recorded.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb)))

    def enable_gui(self, gui: object = None) -> None:
        """Run without a window."""

    def record(self) -> list[NotebookNode]:
        self.recorded: list[NotebookNode] = []
        for part in (self.display_pub, self.displayhook):
            part.outputs = self.recorded  # type: ignore[union-attr]
        return self.recorded


class _Stream(io.TextIOBase):
    """A text stream whose writes join its last output, as a kernel's do, unless something else was shown since.

    It writes into the cell that runs, so that what a cell keeps of it, such as a handler of a log, serves later ones.
    """

    def __init__(self, name: str, shell: _Shell) -> None:
        self.name, self.shell = name, shell

    def write(self, text: str, /) -> int:
        last = self.shell.recorded[-1] if self.shell.recorded else None
        if last is not None and last.get("name") == self.name:
            last.text += text
        elif text:
            self.shell.recorded.append(new_output("stream", name=self.name, text=text))
        return len(text)


def make_shell() -> _Shell:
    """Make the shell; history stays off so that no thread outlives a fork."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    main = sys.modules["__main__"]
    shell = _Shell.instance(config=config, display_pub_class=_Publisher, displayhook_class=_Hook, colors="nocolor")
    sys.modules["__main__"] = main  # IPython puts the module of the cells there, which ours is while they run alone
    return shell


def run_cell(shell: _Shell, cell: NotebookNode) -> bool:
    """Run one code cell and store its outputs in it; True if it went well."""
    outputs = shell.record()
    count = shell.execution_count
    before = sys.displayhook
    with redirect_stdout(_Stream("stdout", shell)), redirect_stderr(_Stream("stderr", shell)):
        result = shell.run_cell(cell.source, store_history=True)  # type: ignore[no-untyped-call]
    sys.displayhook = before
    cell.outputs = outputs
    cell.execution_count = count
    if isinstance(result.error_in_exec, KeyboardInterrupt):
        raise KeyboardInterrupt
    return bool(result.success)


class InProcessEngine(Engine):
    """Run the cells in the current process, in order, up to the first that raises."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: NotebookExecutionManager, kernel_name: str, **_: object) -> None:
        """Execute the notebook; papermill raises afterwards if a cell failed."""
        del kernel_name
        shell = make_shell()
        shell.reset(new_session=True)  # type: ignore[no-untyped-call]
        main = sys.modules["__main__"]
        sys.modules["__main__"] = shell.user_module
        try:
            with mpl.rc_context(_PICTURES), pd.option_context(*_FRAMES):  # type: ignore[arg-type]
                for index, cell in enumerate(nb_man.nb.cells):
                    if cell.cell_type != "code" or not cell.source.strip():
                        continue
                    nb_man.cell_start(cell, index)
                    if not run_cell(shell, cell):
                        nb_man.cell_exception(cell, index)
                        break
                    nb_man.cell_complete(cell, index)
        finally:
            sys.modules["__main__"] = main


#: As a kernel has it: figures of pyplot are shown below their cell. The ids in an SVG are the same each time.
_BACKEND = "module://matplotlib_inline.backend_inline"
_PICTURES: dict[str, object] = {"backend": _BACKEND, "interactive": True, "svg.hashsalt": IN_PROCESS}


#: As in a kernel, and not as wide as the terminal happens to be in which the build was started.
_FRAMES = ("display.max_columns", 20, "display.width", 80)


papermill_engines.register(IN_PROCESS, InProcessEngine)


#: Cell and notebook metadata that hold times, paths or the Python version.
_VOLATILE = ("papermill", "execution", "widgets")


def execute(
    source: Path | NotebookNode, parameters: Mapping[str, object] | None = None, engine: str | None = IN_PROCESS
) -> NotebookNode:
    """Execute a notebook with values for its cell tagged ``parameters``, and return it without times.

    Its cells are numbered. A file stays untouched; a notebook that was read `without_outputs` gets new ones. Without an
    engine it runs in a kernel of its own. If a cell raises, papermill's PapermillExecutionError has the cell and the
    traceback.
    """
    with warnings.catch_warnings():
        notebook = without_outputs(source) if isinstance(source, Path) else source
        if parameters:
            notebook = parameterize_notebook(notebook, dict(parameters), engine_name=engine)
        notebook = prepare_notebook_metadata(remove_error_markers(notebook), "", None)
        kernel = papermill_engines.nb_kernel_name(engine_name=engine, nb=notebook)
        with contextlib.chdir(NOTEBOOKS):  # papermill itself would write out at the end, for nobody, all that was shown
            ran: NotebookNode = papermill_engines.execute_notebook_with_engine(
                engine, notebook, kernel_name=kernel, progress_bar=False, start_timeout=60
            )
        raise_for_execution_errors(ran, None)
        return strip(ran)


def without_outputs(path: Path) -> NotebookNode:
    """Read a notebook without what it showed when it was last run."""
    if not path.is_file():
        raise InputError("no such file, or a folder, a device or a pipe", "a notebook", "correct the path", file=path)
    try:
        notebook: NotebookNode = load_notebook_node(nbformat.read(path, as_version=4))
    except Exception as error:  # whatever nbformat or a codec raises of a file that is none
        if isinstance(error, OSError):
            raise
        got = f"a file that is not a notebook ({type(error).__name__})"
        raise InputError(got, "one that Jupyter wrote", "open it in Jupyter and save it again", file=path) from None
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def strip(notebook: NotebookNode) -> NotebookNode:
    """Remove times, paths and versions from a notebook, and number its cells; the same object is returned."""
    for key in _VOLATILE:
        notebook.metadata.pop(key, None)
    notebook.metadata["language_info"] = {"name": "python"}
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
        for key in _VOLATILE:
            cell.metadata.pop(key, None)
        if not cell.metadata.get("tags"):
            cell.metadata.pop("tags", None)
    return notebook


#: Tags of cells: what is for the reader of the notebook alone, what is of the brief alone, and what stands on a page of
#: tables beside the report's own.
COMMENTARY, BRIEF_ALONE, TABLES = "commentary", "brief-alone", "tables"


def part_of(notebook: NotebookNode, *, brief: bool) -> NotebookNode:
    """Return a notebook with only the cells of its brief, or of its report."""
    tagged = [(cell, set(cell.metadata.get("tags", []))) for cell in notebook.cells]
    wanted = [(cell, tags) for cell, tags in tagged if cell.cell_type == "markdown" or COMMENTARY not in tags]
    cells = [cell for cell, tags in wanted if (BRIEF_ALONE in tags) == brief]
    return NotebookNode({**notebook, "cells": cells})


def on_page(notebook: NotebookNode, *, tables: bool) -> NotebookNode:
    """Return a notebook with only the cells of its page of tables, or of the report's own page."""
    cells = [cell for cell in notebook.cells if (TABLES in cell.metadata.get("tags", [])) == tables]
    return NotebookNode({**notebook, "cells": cells})


def blocks(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    """Return the content of every block that the notebook shows, in order."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            block = output.get("data", {}).get(MIME)
            if block is not None:
                yield block


def data_files(notebook: NotebookNode) -> dict[str, bytes]:
    """Collect the data folder: a csv and a json for each table and chart, and all estimates in one json."""
    files: dict[str, bytes] = {}
    estimates: list[dict[str, Any]] = []
    for block in blocks(notebook):
        if "csv" not in block:
            estimates.extend(block["estimates"])
            continue
        if f"{block['name']}.csv" in files:
            fix = "rename one, as dataclasses.replace(chart, name='mine') does"
            raise ValueError(f"got two blocks named {block['name']!r}; expected unique names; to fix, {fix}")
        files[f"{block['name']}.csv"] = block["csv"].encode()
        texts = {key: block[key] for key in ("name", "title", "universe", "source", "note", "alt") if key in block}
        form = {"kind": block["block"], "file": f"{block['name']}.csv"}
        files[f"{block['name']}.json"] = _json(texts | form | {"columns": block["csv"].split("\n")[0].split(",")})
    return files | {"estimates.json": _json(estimates)}


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
