"""The catalogue of words: whole, used, said with every value; and no room of the list says a word of its own."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast as fluent

from analysis.core import messages
from analysis.core.files import ROOT
from analysis.core.judgement import label_word
from analysis.core.messages import HERE, LANGUAGE, PARTS, catalogue, listed, number, say, says
from analysis.stats.estimate import Kind

PACKAGE = ROOT / "analysis"
#: Rooms whose every word comes from the catalogue, and files of one whose others write for replicators and terminals.
ROOMS = ("charts", "facts", "pages", "site", "stats")
FILES = ("publish/html.py", "publish/notebook.py", "publish/own.py", "publish/pdf.py", "publish/pictures.py")
#: Words that stand in code for a reason.
ALLOWED = {
    "not told": "a flag of a funnel, which the message funnel-not-told says",
    "Ukraine regime": "a regime as the shipped table of rounds names it, to be matched",
    "Global Human Rights": "a regime as the shipped table of rounds names it, to be matched",
    "smallest fifth by exposure": "a group of units as the shipped table of coverage names it",
    "with an event": "a group of units as the shipped table of coverage names it",
    "more than": "a word of published units, to be matched",
    "at least": "a word of published units, to be matched",
    "Member states": "an actor as the recommendations name it, to be matched",
    "Courts and asylum authorities": "an actor as the recommendations name it, to be matched",
    "complaints only": "an evidence level as the rule names it, to be matched",
    "Belarus": "a name of a state, to be matched",
    " and ": "a part of names of states, to be written short",
    "Wilson": "a name of a method",
    "'\0', '\0', 'Noto Sans', Arial, sans-serif": "names of typefaces",
    "zM ": "the end of one outline and the begin of the next, in a path",
    "d MMMM yyyy": "how babel is told to write a day",
    "Years": "a variable of a type",
    "Date": "a field of a picture's file",
    "Creator": "a field of a picture's file",
    "Axes": "a class of matplotlib",
    "Series": "a class of pandas",
} | dict.fromkeys(
    (
        "datetime(year: \0, month: \0, day: \0)", "caption: [\0], narrow: \0, svg: \0", "label: \0, chosen: \0",
        "(\0, evidence: \0)", "(at: \0, kind: \0, said: \0, name: [\0])", "width: \0, alt: \0",
    ),
    "arguments of typst",
)  # fmt: skip
#: What a number means, and under which assumption: codes, of which the messages stand beside the calls.
CODES = {kind.value for kind in Kind}
#: Typefaces, and where matplotlib puts something.
CODES |= {"Source Sans 3", "Notices Sans", "DejaVu Sans", "DejaVu Sans, sans-serif", "offset points", "axes fraction"}
CODES |= {f"{high} {across}" for high in ("upper", "lower") for across in ("left", "center", "right")}
_WORDS = re.compile(r"\s[^\W\d_]{2,}|[^\W\d_]{2,}\s|^[A-Z][a-z]+[.:]?$")
#: What stands in marks and is no text: tags with their attributes, rules of style, addresses, calls of typst, a policy.
_MARKS = re.compile(
    r"""[\w-]+="[^"]*"?|</?[a-zA-Z?!][^>]*>?|^[^<]*["/]>|[^{};]*\{[^{}]*\}+|(https?://|urn:)\S+|^[\#@][a-z].*|
    \b([a-z]+-src|base-uri|form-action)\b[^;]*;?""",
    re.DOTALL | re.VERBOSE,
)
_REFUSES = re.compile(r"\w*Error|_?refuse\w*|checked_\w+|_not_one")
#: Calls whose first texts are none that are read: ids of messages, expressions, queries.
_READS = re.compile(r"say|says|text|texts|label|query|compile|fullmatch|search|sub")


def called(node: ast.Call) -> str:
    """Name what a call calls."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def written(node: ast.AST) -> str | None:
    """Give the text of a literal, a mark for each value of an f-string; nothing where it is none."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def names_in(nodes: list[ast.AST]) -> set[str]:
    """Name every variable in some parts of code."""
    return {name.id for node in nodes for name in ast.walk(node) if isinstance(name, ast.Name)}


def refusals(tree: ast.AST) -> list[ast.AST]:
    """Give the calls of code that refuse something, and the assignments of what they say."""
    calls: list[ast.AST] = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and _REFUSES.fullmatch(called(node))
    ]
    said = names_in(calls)
    targets = [(node, names_in(list(node.targets))) for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    return calls + [node for node, names in targets if names and names <= said]


def hidden_by(node: ast.AST) -> list[ast.AST]:
    """Give the parts of one node whose text no reader of a report sees."""
    if isinstance(node, ast.Call) and _READS.fullmatch(called(node)):
        return list(node.args)
    if isinstance(node, ast.Expr) and written(node.value) is not None:
        return [node.value]
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.Compare):
        return [part for part in (node.left, *node.comparators) if isinstance(part, ast.Constant)]
    if isinstance(node, ast.Assign) and names_in(list(node.targets)) == {"__all__"}:
        return [node.value]
    return [node.value] if isinstance(node, ast.keyword) and node.arg == "columns" else []


def silent(tree: ast.AST) -> Iterator[ast.AST]:
    """Give the parts of code whose text no reader of a report sees, those of refusals among them."""
    for node in ast.walk(tree):
        yield from hidden_by(node)
        if isinstance(node, ast.FunctionDef | ast.Call):
            yield from refusals(node)


def literals(source: str) -> list[str]:
    """Give the texts of code that a reader may see."""
    tree = ast.parse(source)
    hidden = {id(part) for node in silent(tree) for part in ast.walk(node)}
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    texts = [written(node) for node in ast.walk(tree) if id(node) not in hidden | inner]
    return [text for text in texts if text is not None]


def words_of_its_own(source: str) -> list[str]:
    """Give the literals of code that say more than one word, a word beside a value, or one that begins a sentence.

    What stands in marks of HTML, of style or of typst is none, nor is what a message says of a code.
    """
    return [
        text
        for text in literals(source)
        if _WORDS.search(_MARKS.sub("", text)) and text not in CODES | ALLOWED.keys() and not says(label_word(text))
    ]


def modules(room: str) -> list[Path]:
    """Give the files of a room."""
    return sorted((PACKAGE / room).rglob("*.py"))


CONVERTED = [*(path for room in ROOMS for path in modules(room)), *(PACKAGE / name for name in FILES)]


@pytest.mark.parametrize("path", CONVERTED, ids=lambda path: path.stem)
def test_every_word_that_a_reader_sees_comes_from_the_catalogue(path: Path) -> None:
    assert words_of_its_own(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('sentence = f"{count} states were found."', ["\0 states were found."]),
        ('unit = "public notices"', ["public notices"]),
        ('share = f"{low} to {high}"', ["\0 to \0"]),
        ('rows = {"in the year": "found before"}', ["in the year", "found before"]),
        ('said = say("share-noun", noun="of all notices", share=share)', ["of all notices"]),
        ('noun = "one case" if count == 1 else f"{count} cases"', ["one case", "\0 cases"]),
        ('def f():\n    """Give two words."""\n    return say("two words", place=place)', []),
        ('def f():\n    got = "two words"\n    raise InputError(got, "another thing", "mend it")', []),
        ('def f():\n    said = "two words"\n    raise InputError(got, "another thing", "mend it")', ["two words"]),
        ('if word == "none found":\n    table["none found"] = f"{column}_high"', []),
        ('rows.query("value > 0 and year < 2000")', []),
        ('spread = "worst-case bounds"', []),
        ('name = label("ratio to expectation")', []),
        ('rows = {"Year": years, "iso3": codes}', ["Year"]),
        ("line = f\"<b>{count} cases</b> <i class='of whole'>\"", ["<b>\0 cases</b> <i class='of whole'>"]),
        ("mark = f\"<use{kind} href='#m-{iso3}'/>\"", []),
        ('style = ".map use,.map circle{fill:red}"', []),
        ('told = "none.{a} of these"', ["none.{a} of these"]),
        ('call = f"#rows(title: {title}, caption: [{caption}])"', []),
        ("policy = \"default-src 'none'; img-src data:;\"", []),
        ('__all__ = ["Chart", "as_host"]', []),
    ],
)
def test_a_word_outside_the_catalogue_is_found_and_a_code_is_not(code: str, found: list[str]) -> None:
    assert words_of_its_own(code) == found


def test_each_exception_is_still_needed() -> None:
    held = {text for path in CONVERTED for text in literals(path.read_text(encoding="utf-8"))}
    assert [text for text in ALLOWED if text not in held] == []


# Templates.


#: What is none of a template's words: its calls, tags with their attributes, and endings of files.
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>|\.csv\b", re.DOTALL)


TEMPLATES = sorted(PACKAGE.rglob("*.j2"))


def words_outside(template: str) -> Iterator[str]:
    """Give the words of a template that a reader would see and that no message gives."""
    for part in _CODE.split(template):
        yield from re.findall(r"[A-Za-z]{2,}", part)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_comes_from_the_catalogue(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(words_outside(text)) == []
    shown = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', text)
    assert all("{{" in held for held in shown)


def test_a_word_of_a_template_outside_the_catalogue_is_found() -> None:
    assert list(words_outside("<p>{{ say('find') }} Find it</p>")) == ["Find", "it"]


# The catalogue itself.


@cache
def parsed() -> dict[str, fluent.Message]:
    """Give each message of the catalogue as the library reads it."""
    found = {}
    for word, source in catalogue():
        (message,) = FluentResource(source).body
        assert isinstance(message, fluent.Message)
        assert message.id.name == word
        found[word] = message
    return found


def nodes(node: object) -> Iterator[object]:
    """Give every node of a message."""
    yield node
    parts = node if isinstance(node, list) else vars(node).values() if isinstance(node, fluent.BaseNode) else ()
    for part in parts:
        yield from nodes(part)


def variables(word: str) -> set[str]:
    """Name the values that a message needs, also those of the messages in it."""
    held = list(nodes(parsed()[word]))
    own = {node.id.name for node in held if isinstance(node, fluent.VariableReference)}
    return own.union(*(variables(node.id.name) for node in held if isinstance(node, fluent.MessageReference)))


@pytest.mark.parametrize("part", PARTS)
def test_a_file_of_the_catalogue_holds_messages_and_nothing_that_is_none(part: str) -> None:
    body = FluentResource((HERE / f"{LANGUAGE}{part}.ftl").read_text(encoding="utf-8")).body
    assert [node.content for node in body if isinstance(node, fluent.Junk)] == []
    held = [node.id.name for node in body if isinstance(node, fluent.Message)]
    assert held and set(held) <= parsed().keys()


def test_every_file_of_the_language_is_a_part_of_the_catalogue() -> None:
    assert {path.name for path in HERE.glob("*.ftl")} == {f"{LANGUAGE}{part}.ftl" for part in PARTS}


def test_no_message_stands_twice_and_each_has_a_plain_name() -> None:
    assert [word for word, count in Counter(word for word, _ in catalogue()).items() if count > 1] == []
    odd = re.compile(r"label-[\w-]+|[a-z]+(-[a-zA-Z0-9_]+)*")
    assert [word for word in parsed() if not odd.fullmatch(word)] == []


@pytest.mark.parametrize("count", [0, 1, 2, 1234, 0.5])
def test_every_message_can_be_said(count: float) -> None:
    for word in parsed():
        said = say(word, **dict.fromkeys(variables(word), count))
        assert said.strip() and "\n" not in said, word


# How it is used.


@cache
def trees() -> dict[Path, ast.Module]:
    """Give every file of the package, parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}


def templates() -> str:
    """Give the text of every template of a page."""
    paths = sorted([*TEMPLATES, *PACKAGE.rglob("*.typ")])
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def ids(node: ast.expr) -> list[str]:
    """Give the messages that an expression may name: a literal, or one of two."""
    if isinstance(node, ast.IfExp):
        return ids(node.body) + ids(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def said_in(tree: ast.AST) -> Iterator[tuple[str, set[str], bool]]:
    """Give the messages that code says: id, values given by name, and whether others may be given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == "say" and node.args:
            given = {held.arg for held in node.keywords if held.arg is not None}
            for word in ids(node.args[0]):
                yield word, given, any(held.arg is None for held in node.keywords)
        elif isinstance(node, ast.Call) and called(node) == "Subject":
            counted = [held.value for held in node.keywords if held.arg == "message"]
            yield from ((word, {"count"}, False) for value in counted for word in ids(value))


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_every_message_that_is_said_stands_and_gets_its_values(path: Path) -> None:
    said = list(said_in(trees()[path]))
    assert [word for word, _, _ in said if word not in parsed()] == []
    lacking = [(word, variables(word) - given) for word, given, more in said if not more]
    assert [(word, lack) for word, lack in lacking if lack] == []


def test_every_message_that_a_template_says_stands() -> None:
    said = re.findall(r"\bsay\(['\"]([\w-]+\w)['\"]", templates())
    assert said and [word for word in said if word not in parsed()] == []


def spelt(text: str) -> str:
    """Spell a code as the id of a message would."""
    return re.sub(r"[ _]", "-", text.lower())


def used(word: str, literals: set[str], patterns: list[re.Pattern[str]]) -> bool:
    """Tell whether a message is named whole, or made of a part that stands in code and one that does too."""
    if word in literals or word.startswith("label-"):
        return True
    plain = re.sub(r"-\d+$", "", word)
    return any(spelt(found[1]) in literals for pattern in patterns if (found := pattern.fullmatch(plain)))


def test_every_message_is_used() -> None:
    """The words for a code are used where the code is met, which is in the data."""
    held = [node for tree in trees().values() for node in ast.walk(tree)]
    texts = {text for node in held if (text := written(node)) is not None}
    quoted = re.findall(r"['\"]([\w-]+)['\"]", templates())
    inside = [node.id.name for node in nodes(list(parsed().values())) if isinstance(node, fluent.MessageReference)]
    literals = {spelt(text) for text in (*texts, *quoted, *inside) if "\0" not in text}
    made = [text for text in texts if text.count("\0") == 1 and re.search(r"[a-z]{3,}-\0|\0-[a-z]{3,}", text)]
    patterns = [re.compile(re.escape(text).replace("\0", "([\\w-]+)")) for text in made]
    assert [word for word in parsed() if not used(word, literals, patterns)] == []


# What is said.


def test_a_number_chooses_the_plural_form_and_is_written_as_every_other() -> None:
    assert [say("cases-counted", count=count) for count in (0, 1, 1.0, 2, 12345)] == [
        "0 documented cases", "1 documented case", "1 documented case", "2 documented cases", "12,345 documented cases",
    ]  # fmt: skip
    assert say("count-noun", count=0.0524, noun="cases") == f"{number(0.0524)} cases" == "0.052 cases"
    assert say("years-read", years=str(2014)) == "Read for 2014."


def test_a_value_is_said_however_long() -> None:
    names = listed(["Belarus"] * 1000)
    assert say("evidence-level-for", word="limited", count=1000, names=names).endswith(f"{names}.")


def test_a_message_that_does_not_stand_or_lacks_a_value_is_refused() -> None:
    with pytest.raises(KeyError, match=r"nothing-of-it.*to fix, add it there"):
        say("nothing-of-it")
    with pytest.raises(KeyError, match=r"name.*compare-pick.*to fix, give it"):
        say("compare-pick")
    with pytest.raises(KeyError, match="compare-pick"):
        say("compare-pick", name=None)


def test_a_line_break_in_a_message_is_a_space(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "wrapped =\n    one line and\n    { $other } line,\n\n    and a last\n"
    monkeypatch.setitem(messages._bundle().sources, "wrapped", source)
    assert say("wrapped", other="another") == "one line and another line, and a last"
