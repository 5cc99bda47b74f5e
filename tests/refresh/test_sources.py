"""A source of country-year figures is a yml: invented ones of every shape are read without a line of code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.core.errors import InputError
from analysis.refresh import governance
from analysis.refresh.governance import Source, describe, read

ABOUT: dict[str, Any] = {
    "title": "Invented index of quiet",
    "publisher": "Nobody",
    "url": "https://example.org/quiet",
    "citation": "Nobody (2024).",
    "licence": "none",
    "licence_url": "https://example.org/licence",
    "encoding": "utf-8",
    "least_countries": 1,
    "missing": ["n/a"],
    "left_out_by": "Land",
    "keys": {"iso3": "Land", "year": "Year"},
}
LONG = ABOUT | {"files": {"quiet.csv": ["Land", "Year", "Quiet"]}, "columns": {"quiet": "Quiet"}}
Describe = Callable[..., Source]


@pytest.fixture
def described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Describe]:
    """Describe an invented source by nothing but a yml, and write its file."""
    monkeypatch.setattr(governance, "SOURCES", tmp_path)

    def run(held: dict[str, Any], *lines: str, **more: object) -> Source:
        (tmp_path / "quiet.yml").write_text(yaml.safe_dump(held | more, sort_keys=False), encoding="utf-8")
        (tmp_path / "quiet.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
        describe.cache_clear()
        return describe("quiet")

    yield run
    describe.cache_clear()


def values(table: pd.DataFrame) -> list[list[object]]:
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


def test_one_row_a_country_and_year(described: Describe, tmp_path: Path) -> None:
    source = described(LONG, "Land,Year,Quiet", "Poland,2020,0.5", "BLR,2020,n/a", "fr,1999,0.1")
    assert values(read(source, tmp_path)) == [["BLR", 2020, None], ["POL", 2020, 0.5]]


def test_rows_of_one_value_and_sums_by_one_of_two_countries(described: Describe, tmp_path: Path) -> None:
    more = {
        "files": {"quiet.csv": ["Year", "From", "To", "Sex", "People"]},
        "keys": {"year": "Year", "origin": "From", "host": "To"},
        "rows": {"Sex": "all"},
        "left_out_by": "From",
        "columns": {"people": "People"},
        "numbers": {"people": "whole"},
        "by_country": "host",
    }
    rows = ("2020,BLR,POL,all,3", "2020,SYR,POL,all,4", "2020,SYR,POL,women,2", "2020,SYR,TUR,all,9")
    source = described(ABOUT, "Year,From,To,Sex,People", *rows, **more)
    table = read(source, tmp_path)
    assert values(table) == [[2020, "BLR", "POL", 3], [2020, "SYR", "POL", 4], [2020, "SYR", "TUR", 9]]
    summed = governance.by_country(source, table)
    assert summed.columns.tolist() == ["iso3", "year", "people_by_host"]
    assert values(summed) == [["POL", 2020, 7], ["TUR", 2020, 9]]


@pytest.mark.parametrize(
    ("held", "lines", "message"),
    [
        (LONG | {"numbers": {"quiet": "whole"}}, ["POL,2020,3", "BLR,2020,2.5"], r"'2.5' in 'Quiet'; expected a whole"),
        (LONG, ["POL,2020,3", "BLR,2020,inf"], r"'inf' in 'Quiet'; expected a number"),
        (LONG, ["POL,2020,3", "BLR,2020.5,1"], r"'2020.5' in 'Year'; expected a whole number"),
        (LONG, ["POL,2020,3", "Ruritania,2020,1"], r"country 'Ruritania'"),
        (LONG, ["POL,2020,3", ",2020,1"], r"a blank 'Land'; expected a country"),
        (LONG, ["POL,2020,3", "Poland,2020,1"], r"iso3 POL, year 2020 twice"),
        (LONG, ["POL,2020,3", "Poland,2020"], r"a row of 2 fields; expected 3"),
    ],
)
def test_a_bad_row_is_named(
    described: Describe, tmp_path: Path, held: dict[str, Any], lines: list[str], message: str
) -> None:
    source = described(held, "Land,Year,Quiet", *lines)
    with pytest.raises(InputError, match=rf"{message}.*quiet.csv at row 3"):
        read(source, tmp_path)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"numbers": {"noise": "whole"}}, "look at 'noise'"),
        ({"one_of": ["noise"]}, "look at 'noise'"),
        ({"columns": {"quiet": "Noise"}}, "look at 'Noise'"),
        ({"keys": {"iso3": "Land"}}, "a key `year`"),
        ({"by_country": "host"}, "look at `keys` and `by_country`"),
        ({"numbers": {"quiet": "odd"}}, "'odd' in field 'numbers.quiet'"),
        ({"least_countries": "many"}, "'many' in field 'least_countries'"),
        ({"colour": "red"}, "unknown field 'colour'"),
    ],
)
def test_a_yml_that_does_not_fit_is_refused(described: Describe, more: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=rf"{message}.*quiet.yml"):
        described(LONG, "Land,Year,Quiet", **more)


CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["BLR", "POL", "FRA"]), st.sampled_from([2019, 2020])),
    st.one_of(st.none(), st.integers(-5, 5)),
    min_size=1,
)


@settings(deadline=None, max_examples=30)
@given(CELLS)
def test_figures_are_read_as_they_were_written(cells: dict[tuple[str, int], int | None]) -> None:
    lands = sorted({land for land, _ in cells})
    full = {(land, year): cells.get((land, year)) for land in lands for year in (2019, 2020)}

    def text(key: tuple[str, int]) -> str:
        return "" if full[key] is None else str(full[key])

    long = ["Land,Year,Quiet", *(f"{land},{year},{text((land, year))}" for land, year in full)]
    with TemporaryDirectory() as folder:
        Path(folder, "quiet.csv").write_text("\n".join([*long, ""]))
        found = values(read(Source(name="quiet", **LONG), Path(folder)))
    assert found == [[land, year, full[land, year]] for land, year in sorted(full)]
