"""The house as ARCHITECTURE.md draws it: which room may import which, no circle, no name twice, persons walled off."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.core.files import NOTEBOOKS
from analysis.pages.catalogue import GENERAL, country_job

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "analysis"
#: Rooms from which nothing about persons may be reached, whatever the way.
WITHOUT_PERSONS = ("pages", "facts", "charts", "tables", "stats", "core")
#: Files of pages that are a report each, as its notebook says; what two of them show stands in a file that is none.
REPORTS = {
    page
    for path in NOTEBOOKS.glob("*.ipynb")
    for page in re.findall(r"from analysis\.pages import (\w+) as page\b", path.read_text(encoding="utf-8"))
}
#: Calls that count, join or state a number, which is what facts do.
COMPUTING = frozenset(
    {"groupby", "crosstab", "value_counts", "pivot_table", "merge", "complete_count", "Subject", "Estimate"}
)
#: What pages may take from stats: the type of a number, how it is written, and how it says that it was obtained.
SAYING = {
    "analysis.stats.estimate": {
        "Estimate", "Estimates", "Kind", "LEAST_FOR_PERCENT", "interval", "listed", "number", "percent",
        "share_in_words",
    },
    "analysis.stats.evidence_level": {"chance"},
}  # fmt: skip


def drawn() -> dict[str, set[str]]:
    """Read the table of rooms of ARCHITECTURE.md: room -> the rooms that it may import."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)(?:\.py|/)` \|[^|]*\| ([^|]*) \|$", text, re.MULTILINE)
    return {room: set(re.findall(r"`(\w+)`", allowed)) for room, allowed in rows}


def modules() -> dict[str, Path]:
    """Give every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(path: Path, known: dict[str, Path]) -> set[str]:
    """Give the modules of the package that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in known}
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else node.module)
    return found


def room_of(module: str) -> str:
    """Give the room that a module stands in: its folder, or its own name at the top."""
    return module.split(".")[1] if "." in module else "analysis"


def test_every_room_is_drawn_and_every_drawn_room_stands() -> None:
    standing = {room_of(name) for name in modules()} - {"analysis", "__main__"}
    assert set(drawn()) == standing


def test_imports_run_only_where_an_arrow_is_drawn() -> None:
    known, arrows = modules(), drawn()
    wrong = [
        f"{name} imports {other}"
        for name, path in known.items()
        for other in sorted(imports_of(path, known))
        if (here := room_of(name)) != (there := room_of(other))
        and here not in {"analysis", "__main__"}
        and there != "analysis"
        and there not in arrows[here]
    ]
    assert wrong == []


def test_the_package_does_not_import_its_simulations() -> None:
    imports = [
        (path, name)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
    ]
    assert any(name == "analysis.core.errors" for _, name in imports)
    assert [path for path, name in imports if name.partition(".")[0] == "simulations"] == []


def test_stats_take_words_names_and_errors_from_core_and_nothing_else() -> None:
    known = modules()
    taken = {other for name in known if room_of(name) == "stats" for other in imports_of(known[name], known)}
    words = ("country_names", "errors", "messages", "number_words")
    assert {other for other in taken if room_of(other) != "stats"} == {f"analysis.core.{name}" for name in words}


def test_no_module_imports_itself_by_a_way_round() -> None:
    known = modules()
    graph = {name: imports_of(path, known) - {name} for name, path in known.items()}
    circles = [name for name in graph if name in _reached(graph, graph[name])]
    assert circles == []


def _reached(graph: dict[str, set[str]], start: set[str]) -> set[str]:
    seen: set[str] = set()
    todo = list(start)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(graph[name])
    return seen


def test_no_file_name_stands_twice() -> None:
    names = Counter(path.name for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []


def _named() -> set[str]:
    """Give every file that ARCHITECTURE.md names, by a bare name or a path; patterns are left out."""
    words = re.findall(r"`([\w./-]+\.(?:py|yml|csv|json|ipynb|md))`", (ROOT / "ARCHITECTURE.md").read_text("utf-8"))
    return set(words)


def test_every_file_that_the_architecture_names_exists() -> None:
    standing = {path.name for room in (PACKAGE, ROOT / "data") for path in room.rglob("*.*")}
    assert [name for name in sorted(_named()) if name not in standing and not (ROOT / name).exists()] == []


def test_every_function_that_the_architecture_names_is_in_a_file_of_its_row() -> None:
    """Each row of the walk from a file to a page, and of what to copy, names files and what is in them."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("## From a file to a page")[1]
    checked = 0
    for row in re.findall(r"^\| .*`\w+\.py`.*\|$", text, re.MULTILINE):
        files = [path for name in re.findall(r"`(\w+\.py)`", row) for path in PACKAGE.rglob(name)]
        code = "".join(path.read_text(encoding="utf-8") for path in files)
        names = re.findall(r"`([A-Za-z]\w+)`", row)
        assert [
            name for name in names if not re.search(rf"(def|class) {name}\b|^{name}\b|    {name}:", code, re.M)
        ] == []
        checked += len(names)
    assert checked > 5


def test_every_file_of_the_package_says_in_its_first_line_what_is_in_it() -> None:
    lines = {path: path.read_text(encoding="utf-8").split("\n", 1)[0] for path in PACKAGE.rglob("*.py")}
    assert [path for path, line in lines.items() if line and not line.startswith('"""')] == []


def test_the_rooms_of_figures_load_nothing_about_persons() -> None:
    """Import every module of these rooms in one process."""
    inside = [name for name in modules() if room_of(name) in WITHOUT_PERSONS]
    code = (
        f"import importlib, sys; [importlib.import_module(name) for name in {inside!r}]; "
        "print(*sorted(name for name in sys.modules if name.startswith(('analysis.persons', 'analysis.refresh'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
    assert {room_of(name) for name in inside} == set(WITHOUT_PERSONS)


def pages() -> list[str]:
    """Name the files of pages."""
    return [path.stem for path in sorted((PACKAGE / "pages").glob("*.py"))]


def parsed(page: str) -> ast.Module:
    """Parse a file of pages."""
    return ast.parse((PACKAGE / "pages" / f"{page}.py").read_text(encoding="utf-8"))


def computed(tree: ast.Module) -> list[str]:
    """Name the calls of a file that compute a number, each with its line."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [(node.lineno, getattr(node.func, "attr", getattr(node.func, "id", ""))) for node in calls]
    return [f"line {line}: {name}" for line, name in sorted(named) if name in COMPUTING]


def taken_from_stats(tree: ast.Module) -> list[str]:
    """Name what a file imports from stats beyond the type of a number and the ways to write it."""
    return [
        name
        for module, name in imported(tree)
        if f"{module}.{name}.".startswith("analysis.stats.") and name not in SAYING.get(module, set())
    ]


def taken_from_reports(tree: ast.Module) -> list[str]:
    """Name the pages of other reports that a file imports, or imports from."""
    named = [f"{module}.{name}".split(".") for module, name in imported(tree)]
    return [parts[2] for parts in named if parts[:2] == ["analysis", "pages"] and parts[2] in REPORTS]


def imported(tree: ast.Module) -> list[tuple[str, str]]:
    """Give every import of a file, also inside functions, as module and name; a module as a whole has no name."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found += [(str(node.module), alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
    return found


def test_no_page_computes_a_number(subtests: pytest.Subtests) -> None:
    for page in pages():
        with subtests.test(page=page):
            assert computed(parsed(page)) == []


def test_a_page_takes_from_stats_only_how_a_number_is_written(subtests: pytest.Subtests) -> None:
    for page in pages():
        with subtests.test(page=page):
            assert taken_from_stats(parsed(page)) == []


def test_no_page_imports_the_page_of_another_report(subtests: pytest.Subtests) -> None:
    for page in pages():
        with subtests.test(page=page):
            assert taken_from_reports(parsed(page)) == []


def test_every_report_has_its_page() -> None:
    assert set(pages()) >= REPORTS
    assert len(REPORTS) == len({job.notebook for job in GENERAL.values()} | {country_job("BLR").notebook})


@pytest.mark.parametrize(
    ("line", "breach", "found"),
    [
        ("rows.groupby('year').size()", computed, ["line 1: groupby"]),
        ("pd.crosstab(a, b)", computed, ["line 1: crosstab"]),
        ("left.merge(right)", computed, ["line 1: merge"]),
        ("Estimate(1.0, None, None, None, 'm', 1.0, 'u', 's', 't')", computed, ["line 1: Estimate"]),
        ("stats.estimate.complete_count(3)", computed, ["line 1: complete_count"]),
        ("isinstance(one, Estimate)", computed, []),
        ("from analysis.stats.estimate import Estimate, number", taken_from_stats, []),
        ("from analysis.stats.estimate import Subject", taken_from_stats, ["Subject"]),
        ("from analysis.stats import counts", taken_from_stats, ["counts"]),
        ("import analysis.stats.counts", taken_from_stats, [""]),
        ("from analysis import stats", taken_from_stats, ["stats"]),
        ("def f():\n    from analysis.pages import brief", taken_from_reports, ["brief"]),
        ("from analysis.pages.claims_report import all_claims", taken_from_reports, ["claims_report"]),
        ("from analysis.pages.words import link", taken_from_reports, []),
    ],
)
def test_a_breach_of_the_rules_of_pages_is_found(line: str, breach: Callable[..., list[str]], found: list[str]) -> None:
    assert breach(ast.parse(line)) == found


def used(node: ast.AST) -> set[str]:
    """Give every name that a piece of code uses: as a variable, an attribute or an import."""
    found = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    found |= {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    return found | {alias.name for one in ast.walk(node) if isinstance(one, ast.ImportFrom) for alias in one.names}


def notebook_code() -> list[ast.Module]:
    """Parse the code of every notebook."""
    books = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    cells = [cell for book in books for cell in book["cells"] if cell["cell_type"] == "code"]
    return [ast.parse("".join(cell["source"])) for cell in cells]


def reached(roots: set[str], graph: dict[str, set[str]]) -> set[str]:
    """Give the definitions that names lead to, by what each of them uses in turn."""
    return _reached(graph, {name for name in roots if name in graph}) & set(graph)


def test_no_statistic_stands_without_a_report_or_a_notebook_that_uses_it() -> None:
    """By name: what notebooks, pages and the site call, what facts and statistics of these call, and so on."""
    rooms = ("pages", "site", "publish", "refresh", "charts", "cli")
    modules_of = {
        room: [ast.parse(path.read_text("utf-8")) for path in (PACKAGE / room).rglob("*.py")] for room in rooms
    }
    roots = set().union(*(used(tree) for trees in (notebook_code(), *modules_of.values()) for tree in trees))
    graph: dict[str, set[str]] = {}
    for path in [*(PACKAGE / "facts").glob("*.py"), *(PACKAGE / "stats").glob("*.py")]:
        tree = ast.parse(path.read_text("utf-8"))
        imports = [alias for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
        meant = {alias.asname: alias.name for alias in imports if alias.asname}
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                graph.setdefault(node.name, set()).update({meant.get(name, name) for name in used(node)} - {node.name})
            elif not isinstance(node, ast.ImportFrom):
                roots |= used(node)
    own = {
        node.name
        for path in (PACKAGE / "stats").glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    assert sorted(own - reached(roots, {name: held & set(graph) for name, held in graph.items()})) == []


def test_a_statistic_that_only_itself_leads_to_is_found() -> None:
    graph = {"shown": {"used"}, "used": set(), "forgotten": {"used"}}
    assert reached({"shown", "print"}, graph) == {"shown", "used"}
