"""A copy of the shipped tables that a test may damage, and small published files with invented countries' figures."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.tables.shipped import raw_path, store

Edit = Callable[[pd.DataFrame], pd.DataFrame]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a copy of data/raw without the geometry."""
    copy = tmp_path / "raw"
    shutil.copytree(RAW, copy, ignore=shutil.ignore_patterns("geo"))
    return copy


@pytest.fixture
def edit(root: Path) -> Callable[[str, Edit], Path]:
    """Rewrite a table of the copy, and its hash with it, as somebody would who means the edit."""

    def rewrite(name: str, change: Edit) -> Path:
        path = raw_path(name, root)
        table = change(pd.read_csv(path, dtype=str, keep_default_na=False))
        store(path, table.to_csv(index=False).encode())
        return path

    return rewrite


def setting(row: int, column: str, value: str) -> Edit:
    """Change one cell; the row is that of the file, whose header is row 1."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[row - 2, column] = value
        return table

    return change
