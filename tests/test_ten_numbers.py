"""Ten named numbers, from the raw files with plain pandas and from the library; both give what the page states."""

import re

import pytest

from analysis.core.files import ROOT

PAGE = (ROOT / "docs" / "howto" / "ten-numbers.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## ([^\n]+): ([\d,.]+)( %)?\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NUMBERS = SECTION.findall(PAGE)
IMPORTS = "import pandas as pd\n\nimport analysis as rn\n"


def stated(number: str, percent: str) -> tuple[float, float]:
    """Give a stated number, and how far another may lie from it to be written alike."""
    value, decimals = float(number.replace(",", "")), len(number.partition(".")[2])
    return (value / 100, 0.5 / 10 ** (2 + decimals)) if percent else (value, 1e-9)


def test_there_are_ten_numbers_each_with_a_name_of_its_own() -> None:
    assert len({name for name, *_ in NUMBERS}) == len(NUMBERS) == 10
    assert PAGE.count("\n## ") == 10
    assert f"```python\n{IMPORTS}```" in PAGE


@pytest.mark.parametrize(("name", "number", "percent", "code"), NUMBERS, ids=[name for name, *_ in NUMBERS])
def test_plain_pandas_and_the_library_agree_on_a_number(
    name: str, number: str, percent: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    held: dict[str, object] = {}
    exec(IMPORTS + code, held)
    plain, library = float(held["plain"]), float(held["library"])  # type: ignore[arg-type]
    assert plain == pytest.approx(library, abs=1e-12), name
    value, reach = stated(number, percent)
    assert abs(plain - value) <= reach, f"{name}: {plain}"


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, *_, code in NUMBERS], ids=[n for n, *_ in NUMBERS])
def test_the_plain_number_does_not_come_from_the_library(name: str, code: str) -> None:
    before, _, after = code.partition("\nlibrary = ")
    plain = next(line for line in before.splitlines() if line.startswith("plain = "))
    assert "rn." not in plain, name
    assert "data/raw/" in before
    assert "rn." in after or "rn.load" in before
