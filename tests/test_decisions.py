"""No code decides by reading a text that is written for readers: numbers have a kind, a name, a unit and columns."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "analysis"
#: Attributes and columns of numbers, selections and errors that are texts for readers.
TEXTS = frozenset({"sentence", "method", "counted", "years", "fix"})
#: Calls that ask what is in a text.
ASKING = frozenset(
    {"contains", "endswith", "find", "findall", "fullmatch", "index", "match", "partition", "removeprefix",
     "removesuffix", "rpartition", "rsplit", "search", "split", "startswith", "sub"}
)  # fmt: skip
#: Comparisons that ask whether a text is another, or holds another.
EQUAL = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
#: Functions that still do, and that are to be mended: module.function.
EXCEPTIONS = (
    "pages.catalogue._unknown",
    "site.entries._advice",
    "stats.counts._share",
)


def is_text(node: ast.AST) -> bool:
    """Whether a part of code reads a text for readers: an attribute, a column, or a message."""
    if isinstance(node, ast.Attribute):
        return node.attr in TEXTS
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and node.slice.value in TEXTS
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "_n")


def reads(*nodes: ast.AST) -> bool:
    """Whether some parts of code read a text for readers."""
    return any(is_text(part) for node in nodes for part in ast.walk(node))


def decides(node: ast.AST) -> bool:
    """Whether one node asks what is in a text for readers."""
    if isinstance(node, ast.Compare) and any(isinstance(one, EQUAL) for one in node.ops):
        return reads(node.left, *node.comparators)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
        return reads(node.func.value, *node.args)
    return False


def deciding(source: str) -> list[str]:
    """Name the functions of a file that decide by a text for readers; code outside of functions has no name."""
    tree = ast.parse(source)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    methods = [node for one in tree.body if isinstance(one, ast.ClassDef) for node in one.body]
    found = [one.name for one in [*functions, *methods] if isinstance(one, ast.FunctionDef) and _any(one)]
    rest = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return found + [""] * any(map(_any, rest))


def _any(node: ast.AST) -> bool:
    return any(map(decides, ast.walk(node)))


def test_no_code_decides_by_a_text_for_readers() -> None:
    found = [
        f"{'.'.join(path.relative_to(PACKAGE).with_suffix('').parts)}.{name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in deciding(path.read_text(encoding="utf-8"))
    ]
    assert sorted(set(found)) == sorted(EXCEPTIONS)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("return estimate.sentence.removeprefix('World: ')", True),
        ("return estimate.counted in estimate.sentence", True),
        ("return [row for row in rows if row['method'] == 'complete count']", True),
        ("return re.search('coded', estimate.method)", True),
        ("return 0 if verdict == _('too narrow') else 1", True),
        ("return value.counted.partition('; ')[0]", True),
        ("return rows['counted'].str.contains('random')", True),
        ("return one.years[0] > other.years[1]", False),
        ("return estimate.kind is Kind.COMPLETE and estimate.name.startswith('cases.')", False),
        ("return f'{estimate.sentence} {estimate.counted}'", False),
        ("return _('{country}: {sentence}', country=name, sentence=estimate.sentence)", False),
    ],
)
def test_a_decision_by_a_text_is_found(line: str, found: bool) -> None:
    assert deciding(f"def asked():\n    {line}") == ["asked"] * found
