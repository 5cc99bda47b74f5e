"""Change the code at random, one place at a time, and see whether the tests of its layer that name the file notice.

Usage: python -m tools.mutate [--count 60] [--seed 1] [--least 0.9] [--without FILE ...] [--only FILE ...]

Cosmic Ray makes the changes, in a copy of the project: a boundary, a comparison, a sign, a truth value, a number or a
result that is left out; never a text, an annotation or a decorator. The exit status is 1 if too many are missed.
"""

from __future__ import annotations

import argparse
import ast
import io
import multiprocessing
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import parso
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator
from parso.tree import NodeOrLeaf

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("stats", "facts", "persons", "refresh", "tables", "publish")
#: What takes long to import, so that it is imported once for all changes.
HEAVY = ("hypothesis", "matplotlib.pyplot", "nbformat", "pandas", "pandera.pandas", "pydantic", "scipy.stats")
HEAVY += ("scipy.optimize", "statsmodels.api")
#: Seconds and bytes, each many times what the tests of any layer take: some changes have no end.
LIMIT = 600
MEMORY = 16 * 2**30


class NoResult(Operator):
    """Return nothing instead of a result."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Find the results that a function returns."""
        if node.type == "return_stmt" and node.children[1].get_code().strip() != "None":
            yield node.start_pos, node.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """Replace the result."""
        node.children[1] = parso.parse(" None")
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        """None are needed."""
        return ()


def _swap(kind: str, *pairs: str) -> list[type[Operator]]:
    names = [pair.split() for pair in pairs]
    both = [(one, other) for pair in names for one, other in (pair, pair[::-1])]
    return [get_operator(f"core/Replace{kind}Operator_{one}_{other}") for one, other in both]


KINDS: dict[str, list[type[Operator]]] = {
    "boundary": _swap("Comparison", "Lt LtE", "Gt GtE"),
    "comparison": _swap("Comparison", "Eq NotEq", "Is IsNot", "Lt GtE", "Gt LtE"),
    "arithmetic": _swap("Binary", "Add Sub", "Mul Div"),
    "truth": [
        *_swap("Binary", "BitOr BitAnd"),
        get_operator("core/ReplaceUnaryOperator_Delete_Not"),
        *(get_operator(f"core/{name}") for name in ("AddNot", "ReplaceAndWithOr", "ReplaceOrWithAnd")),
        *(get_operator(f"core/{name}") for name in ("ReplaceTrueWithFalse", "ReplaceFalseWithTrue")),
    ],
    "number": [get_operator("core/NumberReplacer")],
    "result": [NoResult],
}


@dataclass(order=True)
class Change:
    """One change of one file."""

    path: str
    line: int
    column: int
    kind: str
    operator: type[Operator] = field(compare=False, repr=False)
    occurrence: int = field(compare=False, repr=False)

    def code(self, source: str) -> str:
        """Give the changed source."""
        return str(mutate_code(source, self.operator(), self.occurrence))

    def words(self, source: str) -> str:
        """Show the line before and after."""
        pairs = zip(source.splitlines(), self.code(source).splitlines(), strict=True)
        return " -> ".join(next((one.strip(), other.strip()) for one, other in pairs if one != other))


def untouched(source: str) -> set[int]:
    """Find the offsets of annotations, decorators, named types and `strict` of zip, which alter no number."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    tree = ast.parse(source)
    nodes = [node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp)]
    for node in ast.walk(tree):
        nodes += [getattr(node, name) for name in ("annotation", "returns") if getattr(node, name, None)]
        nodes += getattr(node, "decorator_list", [])
        nodes += [node] if isinstance(node, ast.keyword) and node.arg == "strict" else []
    offsets: set[int] = set()
    for node in nodes:
        start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
        offsets.update(range(start, end))
    return {len(source.encode()[:offset].decode(errors="ignore")) for offset in offsets}


def changes(path: Path) -> Iterator[Change]:
    """Find every change of a file."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    left = untouched(source)
    nodes = list(ast_nodes(get_ast(source)))
    for kind, operators in KINDS.items():
        for operator in operators:
            places = [place for node in nodes for place in operator().mutation_positions(node)]
            for occurrence, ((line, column), _) in enumerate(places):
                if sum(map(len, lines[: line - 1])) + column not in left:
                    yield Change(str(path.relative_to(ROOT)), line, column, kind, operator, occurrence)


def drawn(count: int, seed: int, only: list[str], without: list[str]) -> list[Change]:
    """Draw as many changes of each kind, each place as likely as another."""
    files = [path for layer in LAYERS for path in sorted((ROOT / "analysis" / layer).glob("*.py"))]
    files = [path for path in files if path.name not in without and (not only or path.name in only)]
    by_kind: dict[str, list[Change]] = {kind: [] for kind in KINDS}
    for change in sorted(change for path in files for change in changes(path)):
        by_kind[change.kind].append(change)
    draw = random.Random(seed)
    for found in by_kind.values():
        draw.shuffle(found)
    in_turn = [found.pop() for _ in range(count) for found in by_kind.values() if found]
    return sorted(in_turn[:count])


def tests_of(path: str) -> list[list[str]]:
    """Name the tests of a file's layer that name it, its own first; all of the layer if none does."""
    layer, module = Path(path).parts[1], Path(path).stem
    texts = {str(file.relative_to(ROOT)): file.read_text() for file in (ROOT / "tests" / layer).glob("test_*.py")}
    use = re.compile(rf"\.{module}\b|\b{module}\.|import .*\b{module}\b")
    uses = {name: len(use.findall(text)) for name, text in texts.items()}
    own = f"tests/{layer}/test_{module}.py"
    near = sorted((name for name in texts if uses[name] and name != own), key=lambda name: (-uses[name], name))
    return [names for names in ([own] * (own in texts), near) if names] or [sorted(texts)]


class First:
    """The first test that fails."""

    def __init__(self) -> None:
        self.name = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the name of a file that cannot be read."""
        self.name = self.name or (f"{report.nodeid} (import)" if report.failed else "")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the name of a test."""
        self.name = self.name or (report.nodeid if report.failed else "")


def noticed(copy: Path, tests: list[list[str]], answer: Connection) -> None:
    """Run tests in the copy, in a process of its own; answer with the first that fails."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.chdir(copy)
    sys.path.insert(0, str(copy))
    for name in [name for name in sys.modules if name.split(".")[0] in {"analysis", "tests", "tools"}]:
        del sys.modules[name]
    first, options = First(), ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-p", "no:nbval"]
    # What CI alone tests is asked last, in the file's own tests: one of them can take as long as all others.
    for names, more in [*((names, []) for names in tests), (tests[0], ["-m", "thorough"])]:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            status = pytest.main([*options, *more, *names], plugins=[first])
        if status not in (0, 5):  # 5: none of these is thorough
            break
    answer.send(first.name or (f"exit status {status}" if status not in (0, 5) else ""))


def run(copy: Path, tests: list[list[str]]) -> str:
    """Give the first test that fails; a process that dies is a failure too, one that does not end is none."""
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    process = fork.Process(target=noticed, args=(copy, tests, sender))
    process.start()
    sender.close()
    try:
        return str(receiver.recv()) if receiver.poll(LIMIT) else ""
    except EOFError:
        return "a process that died"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.join()


def copied(folder: Path) -> Path:
    """Copy what git knows or could add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def main() -> int:
    """Make the changes one after another; the exit status is 1 if too few are caught."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=0.9)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--without", nargs="*", default=[])
    chosen = parser.parse_args()
    for name in HEAVY:
        __import__(name)
    os.environ.update(PYTHONDONTWRITEBYTECODE="1", MPLBACKEND="agg")
    os.environ.setdefault("RED_NOTICE_SOURCES", str(ROOT.parent / "shared" / "data"))
    sample = drawn(chosen.count, chosen.seed, chosen.only, chosen.without)
    by_test: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as name:
        copy = copied(Path(name))
        os.environ["PYTHONPATH"] = str(copy)
        for change in sample:
            started = time.monotonic()
            source = (ROOT / change.path).read_text(encoding="utf-8")
            (copy / change.path).write_text(change.code(source), encoding="utf-8")
            by = run(copy, tests_of(change.path))
            (copy / change.path).write_text(source, encoding="utf-8")
            by_test[by] = by_test.get(by, 0) + 1
            place, took = f"{change.path}:{change.line}:{change.column}", f"{time.monotonic() - started:.0f} s"
            print(f"{place} {change.kind}: {change.words(source)}\n    {by or 'MISSED'} ({took})", flush=True)
        for test in [test for test in by_test if "::" in test and run(copy, [[test]])]:
            print(f"{test} fails without a change too")
            by_test[""] = by_test.get("", 0) + by_test.pop(test)
    caught = len(sample) - by_test.get("", 0)
    print(f"{caught} of {len(sample)} changes are caught (seed {chosen.seed}; at least {chosen.least:.0%} expected)")
    return int(caught < chosen.least * len(sample))


if __name__ == "__main__":
    sys.exit(main())
