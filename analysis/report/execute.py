"""Run a notebook with papermill and strip from it what differs from run to run."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path

import papermill
from nbformat import NotebookNode

from analysis.core.files import ROOT
from analysis.report.engine import NAME

#: Cell and notebook metadata that hold times, paths or the Python version.
_VOLATILE = ("papermill", "execution", "widgets")


def execute(path: Path, parameters: Mapping[str, object] | None = None, engine: str | None = NAME) -> NotebookNode:
    """Execute a notebook and give it back clean.

    Parameters
    ----------
    path : Path
        The notebook; the file itself stays untouched.
    parameters : mapping, optional
        Values for the cell tagged ``parameters``.
    engine : str or None
        Name of a papermill engine; None for a kernel of its own.

    Returns
    -------
    NotebookNode
        The executed notebook without times, with cell ids in order.

    Raises
    ------
    papermill.exceptions.PapermillExecutionError
        If a cell raises; the message holds the cell and the traceback.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*the file is not specified with `.ipynb` extension.*")
        notebook = papermill.execute_notebook(
            str(path), None, dict(parameters or {}), engine_name=engine, progress_bar=False, cwd=str(ROOT / "notebooks")
        )
    return strip(notebook)


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
