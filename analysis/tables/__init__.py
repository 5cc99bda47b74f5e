"""Shipped tables; called as a function, ``analysis.tables()`` lists them."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class _Room(ModuleType):
    """A package that can be called: the room has the name under which a reader looks for its list."""

    def __call__(self) -> pd.DataFrame:
        from analysis.tables.library import tables

        return tables()


sys.modules[__name__].__class__ = _Room
