"""The documentation: examples run, links lead somewhere, public names are described, examples of coding are right."""

import base64
import importlib
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zlib
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import analysis
from analysis.tables.library import load

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"
WRITTEN = sorted(path for path in DOCS.rglob("*.md") if not {"_generated", "_build"} & set(path.parts))
TEXTS = [README, *(ROOT / name for name in ("CODE_OF_CONDUCT.md", "CONTRIBUTING.md")), *WRITTEN]
RUN = [README, DOCS / "index.md", ROOT / "paper" / "paper.md"]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CALL = re.compile(r"\brn\.\w+(?:\.\w+)*")
_TARGET = re.compile(r"\{py:obj\}`[^`<]+ <([\w.]+)>`")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path) -> list[str]:
    """Give the Python of a text."""
    return re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def found(called: str) -> object:
    """Find what a dotted name stands for: the module by import, the rest by attribute."""
    first, *rest = called.split(".")
    value: object = importlib.import_module(first)
    for part in rest:
        value = importlib.import_module(f"{value.__name__}.{part}") if _lies_in(value, part) else getattr(value, part)
    return value


def _lies_in(value: object, part: str) -> bool:
    return isinstance(value, ModuleType) and not hasattr(value, part) and hasattr(value, "__path__")


@pytest.fixture(scope="module")
def carried() -> ModuleType:
    spec = importlib.util.spec_from_file_location("carried", DOCS / "carried.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", RUN, ids=name)
def test_the_example_runs(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = blocks(path)
    assert given
    for block in given:
        exec(compile(block, name(path), "exec"), {})
    printed = capsys.readouterr().out
    assert ("Belarus" in printed) == ("print(" in "".join(given))


def test_every_link_leads_to_a_file(subtests: pytest.Subtests) -> None:
    for path in TEXTS:
        with subtests.test(name(path)):
            targets = [target.partition("#")[0] for target in _LINK.findall(path.read_text(encoding="utf-8"))]
            near = [target for target in targets if target and ":" not in target]
            missing = [target for target in near if not (path.parent / target).exists()]
            assert missing == []


def test_every_page_that_is_written_elsewhere_is_written(carried: ModuleType, subtests: pytest.Subtests) -> None:
    for path in WRITTEN:
        with subtests.test(name(path)):
            made = {*carried.carried(), *carried.guide(), *carried.reference(), "coding_rules.txt"}
            asked = re.findall(r"_generated/([\w/.]+\.(?:md|txt))", path.read_text(encoding="utf-8"))
            assert set(asked) <= made


def test_every_name_that_a_text_calls_exists(subtests: pytest.Subtests) -> None:
    for path in [README, *WRITTEN]:
        with subtests.test(name(path)):
            text = path.read_text(encoding="utf-8")
            calls = {call.replace("rn", "analysis", 1) for call in _CALL.findall(text)}
            for called in sorted(calls | set(_TARGET.findall(text))):
                assert found(called) is not None, called


def test_every_public_name_is_in_the_reference(carried: ModuleType) -> None:
    pages = carried.reference()
    assert set(carried.ORDER) <= set(carried.named())
    for called in analysis.__all__:
        held = pages["reference/library.md"] if called in carried.named() else pages[f"reference/{called}.md"]
        assert f"`rn.{called}" in held, called


def test_the_reference_describes_what_the_library_gives(carried: ModuleType) -> None:
    for called, path in carried.named().items():
        assert getattr(analysis, called) is found(path), called


def test_links_of_carried_texts_lead_to_pages_or_files(carried: ModuleType) -> None:
    def lead(text: str) -> str:
        return carried.relinked(text, ROOT / "data", carried.WRITTEN)

    assert lead("[how](raw/evidence/METHODS.md#a)") == "[how](evidence_tables.md#a)"
    assert lead("[a row](raw/evidence/cases.csv)") == "[a row](../../data/raw/evidence/cases.csv)"
    assert lead("[read](../docs/reading.md)") == "[read](../reading.md)"
    assert lead("see [all](raw)") == "see all"
    assert lead("[site](https://www.interpol.int/) [above](#a)") == "[site](https://www.interpol.int/) [above](#a)"
    assert carried.relinked("[codes](../data/README.md)", DOCS, DOCS) == "[codes](_generated/codebook.md)"


def test_the_guide_is_carried_with_its_pictures(
    carried: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = tmp_path / "guide.ipynb"
    monkeypatch.setattr(carried, "GUIDE", guide)
    assert set(carried.guide()) == {"guide.md"}
    shown = new_output("display_data", {"image/png": base64.b64encode(b"a picture").decode()})
    cells = [new_markdown_cell("# Ten minutes"), new_code_cell("1 + 1", outputs=[shown])]
    guide.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")
    text, *pictures = (held for _, held in sorted(carried.guide().items(), key=lambda item: item[0] != "guide.md"))
    assert "# Ten minutes" in text
    assert "1 + 1" in text
    assert pictures == [b"a picture"]


def test_rules_that_tie_codes_are_listed_with_their_reason(
    carried: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "rules.yml"
    monkeypatch.setattr(carried, "CODING_RULES", rules)
    assert "none is written" in carried.coding_rules()
    rules.write_text("- rule: two_sources\n  reason: Two agree.\n", encoding="utf-8")
    assert carried.coding_rules() == "* `two_sources`: Two agree.\n"


def examples() -> list[list[str]]:
    """Give the worked examples of the coding manual, a list of cells each."""
    text = (DOCS / "coding_manual.md").read_text(encoding="utf-8")
    table = text.partition("<!-- examples: begin -->")[2].partition("<!-- examples: end -->")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]


def test_worked_examples_are_coded_as_in_the_register() -> None:
    register = load("cases").set_index("case_id")
    columns = ["instrument", "evidence_grade", "claim_status", "oversight_outcome", "article_grounds", "effect"]
    assert len(examples()) >= 10
    for case, *codes in examples():
        assert list(register.loc[case.strip("`"), columns]) == codes, case


def test_worked_examples_name_no_person_and_are_all_explained() -> None:
    register = load("cases").set_index("case_id")
    text = (DOCS / "coding_manual.md").read_text(encoding="utf-8")
    for case, *_ in examples():
        assert register.loc[case.strip("`"), ["public_figure_name"]].isna().all(), case
        assert text.count(case) >= 2, case


def test_the_manual_names_every_code_of_the_register() -> None:
    text = (DOCS / "coding_manual.md").read_text(encoding="utf-8")
    register = load("cases")
    for column in ("instrument", "claim_status", "oversight_outcome", "article_grounds", "effect"):
        assert [code for code in register[column].cat.categories if f"`{code}`" not in text] == [], column
    assert all(f"**{grade}**" in text for grade in register["evidence_grade"].cat.categories)
    assert all(f"`{flag}`" in text for flag in load("cases_flags")["flag"].cat.categories)


def test_the_readme_tells_the_purpose_of_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {group: held for group, held in project["dependency-groups"].items() if group != "installer"}
    wanted = [*project["project"]["dependencies"], *(entry for held in groups.values() for entry in held)]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    told = {word for row in rows for word in re.split(r"[,\s]+", re.sub(r"\*[^*]+\*", "", row)) if word}
    assert sorted({re.split(r"[><=;\[ ]", entry)[0] for entry in wanted} - told) == []


def test_the_readme_gives_papermill_parameters_that_the_notebook_has() -> None:
    command = re.search(r"^papermill (\S+) .*$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert command is not None
    cells = json.loads((ROOT / command[1]).read_text(encoding="utf-8"))["cells"]
    (parameters,) = ["".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", [])]
    given = re.findall(r"-p (\w+)", command[0])
    assert given
    assert all(re.search(rf"^{word}\b", parameters, re.MULTILINE) for word in given)


def test_every_reference_of_the_paper_stands_in_its_bibliography() -> None:
    text, article = ((ROOT / "paper" / name).read_text(encoding="utf-8") for name in ("paper.md", "article.typ"))
    listed = re.findall(r"^@\w+\{(\w+),", (ROOT / "paper" / "paper.bib").read_text(encoding="utf-8"), re.MULTILINE)
    cited = set(re.findall(r"@(\w+)", text.partition("# Summary")[2] + article.partition("== Abstract")[2]))
    assert cited == set(listed)
    assert listed == sorted(set(listed))


@pytest.mark.slow
def test_the_documentation_is_built_without_a_warning(tmp_path: Path, carried: ModuleType) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d", str(tmp_path / "read"), "-b", "html"]
    done = subprocess.run([*command, str(DOCS), str(tmp_path / "html")], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    described = zlib.decompress((tmp_path / "html" / "objects.inv").read_bytes().split(b"\n", 4)[4]).decode()
    names = {line.split()[0] for line in described.splitlines()}
    files = [file for held in carried.modules().values() for file in held]
    public = {f"{file}.{held}" for file in files for held in carried.public(file)}
    assert public | set(carried.named().values()) <= names
