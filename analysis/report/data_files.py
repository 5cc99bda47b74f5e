"""The data behind each table and chart of an executed notebook, as CSV with a description in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from analysis.report.blocks import MIME


def blocks(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    """Give the content of every block that the notebook shows, in order."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            block = output.get("data", {}).get(MIME)
            if block is not None:
                yield block


def data_files(notebook: NotebookNode) -> dict[str, bytes]:
    """Collect the files of a report's data folder.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook.

    Returns
    -------
    dict of str to bytes
        ``NAME.csv`` and ``NAME.json`` for each table and chart, and ``estimates.json`` with every estimate stated.

    Raises
    ------
    ValueError
        If two blocks carry the same name.
    """
    files: dict[str, bytes] = {}
    estimates: list[dict[str, Any]] = []
    for block in blocks(notebook):
        if block["block"] == "prose":
            estimates.extend(block["estimates"])
            continue
        if f"{block['name']}.csv" in files:
            raise ValueError(f"got two blocks named {block['name']!r}; expected unique names; to fix, rename one")
        files[f"{block['name']}.csv"] = block["csv"].encode()
        files[f"{block['name']}.json"] = _json(_description(block))
    return files | {"estimates.json": _json(estimates)}


def _description(block: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        key: block[key] for key in ("name", "title", "universe", "source", "note", "alt") if key in block
    }
    return {
        "kind": block["block"],
        "file": f"{block['name']}.csv",
        "columns": block["csv"].split("\n")[0].split(","),
        **kept,
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
