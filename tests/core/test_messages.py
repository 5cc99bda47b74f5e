"""The texts for readers: each gets its values, in any language; and no room of the list has a word outside them."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from analysis.core import judgement, messages
from analysis.core.files import RAW, ROOT, csv_as_text
from analysis.core.messages import LABELS, _, _n, label, labels, listed, number
from analysis.core.number_words import FOLDER
from analysis.facts import decisions, drivers, expected
from analysis.stats.estimate import Estimate, Kind
from tests.pages.test_wording import forbidden
from tests.texts import Text, in_notebooks, texts, values_in

PACKAGE = ROOT / "analysis"
#: Rooms whose every word comes from the catalogue, and files of one whose others write for replicators and terminals.
ROOMS = ("charts", "facts", "pages", "site", "stats")
FILES = ("publish/html.py", "publish/notebook.py", "publish/own.py", "publish/pdf.py", "publish/pictures.py")
#: Words that stand in code for a reason.
ALLOWED = {
    "stroke: var(--c-edge,\0); stroke-width: 0.35; stroke-linejoin: miter": "a style",
    "<\x00 (\x00): \x00 events in \x00 rows>": "how Python shows a model in a notebook, with its formula",
    "more than": "a word of published units, to be matched",
    "at least": "a word of published units, to be matched",
    "Interior and police": "an addressee as the recommendations name it, to be matched",
    "complaints only": "an evidence level as the rule names it, to be matched",
    "not searched": "an evidence level as the rule names it, to be matched",
    " and ": "a part of names of states, to be written short",
    "Wilson": "a name of a method",
    "'\0', '\0', 'Noto Sans', Arial, sans-serif": "names of typefaces",
    "Years": "a variable of a type",
    "Date": "a field of a picture's file",
    "Creator": "a field of a picture's file",
    "Axes": "a class of matplotlib",
    "Series": "a class of pandas",
} | dict.fromkeys(
    (
        "datetime(year: \0, month: \0, day: \0)", "caption: [\0], narrow: \0, svg: \0", "label: [\0], chosen: \0",
        "(\0, evidence: \0)", "(at: \0, kind: \0, said: \0, name: [\0])", "width: \0, alt: \0",
        "authors: \0, released: \0",
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
#: A query of pandas: conditions on columns, joined.
_CONDITION = (
    r"\(*(\w+\.isna\(\)|\w+ (==|!=|>=|<=) ('[\w\0]*'|\0|\d+|[a-z]+)|"
    r"(country|decision|instrument|year|[a-z]+_[a-z_]+) (not )?in \0)\)*"
)
_QUERY = re.compile(f"{_CONDITION}( (and|or) {_CONDITION})*")
_REFUSES = re.compile(r"\w*Error|_?refuse\w*|checked_\w+|_not_one")
#: Calls whose first texts are messages, or none that are read: keys of labels, expressions, queries.
_READS = re.compile(r"_|_n|N_|Nn_|text|texts|label|hand_label|query|compile|fullmatch|search|sub")


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
    if isinstance(node, ast.Call) and called(node) == "Mark":
        return [keyword.value for keyword in node.keywords if keyword.arg == "where"]
    if isinstance(node, ast.Expr) and written(node.value) is not None:
        return [node.value]
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.Compare):
        return [part for part in (node.left, *node.comparators) if isinstance(part, ast.Constant)]
    if isinstance(node, ast.Assign) and names_in(list(node.targets)) <= {
        "__all__",
        "_FILES",
        "formula",
        "query",
        "within",
    }:
        return [node.value]
    if isinstance(node, ast.FunctionDef) and node.name.endswith("query"):
        return list(node.body)
    return [node.value] if isinstance(node, ast.keyword) and node.arg in ("columns", "query", "within") else []


def silent(tree: ast.AST) -> Iterator[ast.AST]:
    """Give the parts of code whose text no reader of a report sees, those of refusals among them."""
    for node in ast.walk(tree):
        yield from hidden_by(node)
        if isinstance(node, ast.FunctionDef | ast.Call):
            yield from refusals(node)


@cache
def literals(source: str) -> list[str]:
    """Give the texts of code that a reader may see."""
    tree = ast.parse(source)
    hidden = {id(part) for node in silent(tree) for part in ast.walk(node)}
    hidden |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    texts = [written(node) for node in ast.walk(tree) if id(node) not in hidden]
    return [text for text in texts if text is not None]


def is_code(text: str) -> bool:
    """Whether a text is a code of the data that has words."""
    return ("", messages._spelled(text)) in labels()


def words_of_its_own(source: str) -> list[str]:
    """Give the literals of code that say more than one word, a word beside a value, or one that begins a sentence.

    What stands in marks of HTML, of style or of typst is none, nor is a code that has a label.
    """
    return [
        text
        for text in literals(source)
        if _WORDS.search(_MARKS.sub("", text))
        and text not in CODES | ALLOWED.keys()
        and not is_code(text)
        and not _QUERY.fullmatch(text)
    ]


def modules(room: str) -> list[Path]:
    """Give the files of a room."""
    return sorted((PACKAGE / room).rglob("*.py"))


CONVERTED = [*(path for room in ROOMS for path in modules(room)), *(PACKAGE / name for name in FILES)]


def test_every_word_that_a_reader_sees_can_be_translated() -> None:
    found = {path.name: words_of_its_own(path.read_text(encoding="utf-8")) for path in CONVERTED}
    assert {name: words for name, words in found.items() if words} == {}
    assert {text.file.split("/")[1] for text in texts() if text.file.endswith(".py")} - {"core"} == {*ROOMS, "publish"}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('sentence = f"{count} states were found."', ["\0 states were found."]),
        ('unit = "public notices"', ["public notices"]),
        ('share = f"{low} to {high}"', ["\0 to \0"]),
        ('rows = {"in the year": "found before"}', ["in the year", "found before"]),
        ('said = _("{share} {noun}", noun="of all notices", share=share)', ["of all notices"]),
        ('noun = "one case" if count == 1 else f"{count} cases"', ["one case", "\0 cases"]),
        ('def f():\n    """Give two words."""\n    return _("two words", place=place)', []),
        ('def f():\n    got = "two words"\n    raise InputError(got, "another thing", "mend it")', []),
        ('def f():\n    said = "two words"\n    raise InputError(got, "another thing", "mend it")', ["two words"]),
        ('if word == "weak or none":\n    table["weak or none"] = f"{column}_high"', []),
        ('rows.query("value > 0 and year < 2000")', []),
        ('spread = "worst-case bounds"', []),
        ('name = label("ratio to expectation")', []),
        ('rows = {"Year": years, "iso3": codes}', ["Year"]),
        ("line = f\"<b>{count} cases</b> <i class='of whole'>\"", ["<b>\0 cases</b> <i class='of whole'>"]),
        ("mark = f\"<use{kind} href='#m-{iso3}'/>\"", []),
        ("condition = f\"claim_status == {status!r} and (ground.isna() or linked == 'no')\"", []),
        ('said = f"cases in {country}"', ["cases in \0"]),
        ('Mark("low", where="not naive and hostile", words="hostile ones")', ["hostile ones"]),
        ('style = ".map use,.map circle{fill:red}"', []),
        ('told = "none.{a} of these"', ["none.{a} of these"]),
        ('call = f"#rows(title: {title}, caption: [{caption}])"', []),
        ("policy = \"default-src 'none'; img-src data:;\"", []),
        ('__all__ = ["Chart", "as_host"]', []),
        ("query = f'year >= {first} and country in {codes}'", []),
        ("formula = 'cases ~ np.log(person_years)'", []),
    ],
)
def test_a_word_outside_the_messages_is_found_and_a_code_is_not(code: str, found: list[str]) -> None:
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
    for part in _CODE.split(re.sub(r"<style>.*?</style>", "", template, flags=re.DOTALL)):
        yield from re.findall(r"[A-Za-z]{2,}", part)


def test_every_word_of_a_template_can_be_translated(subtests: pytest.Subtests) -> None:
    for path in TEMPLATES:
        with subtests.test(path.name):
            text = path.read_text(encoding="utf-8")
            assert list(words_outside(text)) == []
            shown = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', text)
            assert all("{{" in held for held in shown)


def test_a_word_of_a_template_outside_the_messages_is_found() -> None:
    assert list(words_outside("<p>{{ _('Find') }} Find it</p>")) == ["Find", "it"]


# The texts.


def test_the_texts_of_code_templates_and_labels_are_all_extracted() -> None:
    kinds = Counter(Path(text.file).suffix for text in texts())
    with LABELS.open(encoding="utf-8", newline="") as file:
        assert kinds[".csv"] == sum(1 for _row in csv.DictReader(file)) > 700
    assert kinds[".j2"] == sum(len(re.findall(r"\b_n?\(['\"]", path.read_text("utf-8"))) for path in TEMPLATES) > 100
    calls = [call for tree in trees().values() for call in ast.walk(tree) if isinstance(call, ast.Call)]
    said = [call for call in calls if re.fullmatch("_n?|Nn?_", called(call)) and written(call.args[0]) is not None]
    assert kinds[".py"] == len(said) > 900
    assert kinds[".yml"] > 400


def test_every_text_is_words_and_names_of_values() -> None:
    assert [text for text in texts() if not well_formed(text)] == []


def well_formed(text: Text) -> bool:
    """Whether a text has no line break, no blank at an end that is odd, and values that are plain names."""
    parts = [part for words in (text.words, text.plural) for part in Formatter().parse(words)]
    by_name = text.file.startswith("analysis/words/")  # behind a colon, these say how a value is written
    plain = all(
        name is None or (name.isidentifier() and (by_name or not spec) and not way) for _words, name, spec, way in parts
    )
    return plain and bool(text.words.strip()) and "\n" not in text.words + text.plural


@pytest.mark.parametrize("words", ["", "{}", "{count:.1f} cases", "{count!r}", "two\nlines", "{a.b}"])
def test_a_text_that_no_translator_could_use_is_found(words: str) -> None:
    assert not well_formed(Text("a.py", 1, words, ""))


def test_a_plural_names_the_values_of_its_singular() -> None:
    odd = [text for text in texts() if text.plural and {*values_in(text.words)} ^ {*values_in(text.plural)} - {"count"}]
    assert [text for text in odd if {*values_in(text.words)} - {*values_in(text.plural)}] == []


def test_no_label_is_there_twice_and_each_group_is_used() -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [(row["group"], messages._spelled(row["value"])) for row in csv.DictReader(file)]
    assert [row for row, count in Counter(rows).items() if count > 1] == []
    held = {text for tree in trees().values() for node in ast.walk(tree) if (text := written(node)) is not None}
    held |= set(re.findall(r"['\"]([\w-]+)['\"]", templates()))
    held |= {
        group for path in FOLDER.glob("*.yml") for group in re.findall(r":label ([\w-]+)", path.read_text("utf-8"))
    }
    assert sorted({group for group, _value in rows} - held - {""}) == []
    cases = csv_as_text(RAW / "evidence" / "cases.csv")
    held |= set(cases)  # the columns, which the history of a case names
    held |= {
        code
        for column in ("charge_category", "effect", "oversight_outcome", "claim_status", "instrument")
        for code in cases[column]
    }
    held |= set(csv_as_text(RAW / "evidence" / "cases_flags.csv")["flag"])
    held |= set(csv_as_text(RAW / "methods" / "model_checks.csv")["check"])
    tests = csv_as_text(RAW / "methods" / "estimator_validation.csv")
    held |= {*tests["estimator"], *tests["world"]}
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "notebooks").glob("*.ipynb")]
    held |= {word for source in sources for word in re.findall(r'\\"([\w-]+)\\"', source)}
    held |= {f"{side}_{index}" for side, names in drivers.INDICES.items() for index in names}
    fields = [field for spec in judgement.FILES.values() for field in spec.model.model_fields.values()]
    held |= {word for field in fields for word in get_args(field.annotation) if isinstance(word, str)}
    decided = csv_as_text(RAW / "evidence" / "cases_decisions.csv")
    oversight = csv_as_text(RAW / "evidence" / "oversight_statistics.csv")
    held |= {code for column in ("body", "decision", "ground") for cell in decided[column] for code in cell.split(";")}
    rule = csv_as_text(RAW / "evidence" / "cases_rule.csv")
    held |= {cell for column in ("reader", "interpol_part") for cell in rule[column]}
    held |= set(Estimate.__dataclass_fields__) | set(expected.compare())
    held |= {cell for column in ("date_text", "reliability") for cell in oversight[column]}
    groups = ("nothing", "none", "one", "unnamed", "many")
    held |= {f"{group}-{where}" for group in groups for where in ("world", *get_args(decisions.Role))}
    held |= {f"no-{field}" for field in judgement.FILES["release.yml"].model.model_fields}
    held |= {text.rpartition(".")[2] for text in held}  # the names of numbers
    spelled = {messages._spelled(text).replace("_", "-") for text in held}
    unused = [(group, value) for group, value in rows if group and not is_used(value.replace("_", "-"), spelled)]
    assert unused == []


def is_used(value: str, literals: set[str]) -> bool:
    """Whether code, a template or a case has the value of a label; numbers and ``*`` always are."""
    return not {value, re.sub(r"(^|-)\d+$", "", value)}.isdisjoint(literals | {""})


def test_no_text_is_a_forbidden_one() -> None:
    """What no page may say, no text says, not even one that no page shows today."""
    found = [
        (text.file, text.line, line)
        for text in (*texts(), *in_notebooks())
        for line in forbidden(f"{text.words} {text.plural}")
    ]
    assert found == []


# How they are said.


@cache
def trees() -> dict[Path, ast.Module]:
    """Give every file of the package, parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}


def templates() -> str:
    """Give the text of every template of a page."""
    paths = sorted([*TEMPLATES, *PACKAGE.rglob("*.typ")])
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def wrongly_said(tree: ast.AST) -> Iterator[tuple[int, set[str]]]:
    """Give the lines of calls that lack a value of their text, or give one that it does not name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in {"_", "_n"}:
            words = [written(part) for part in node.args[: 1 if called(node) == "_" else 2]]
            if None in words:
                continue
            named = {value for text in words for value in values_in(text or "")}
            named -= (
                {"count"} if called(node) == "_n" and "count" not in {item.arg for item in node.keywords} else set()
            )
            given = {item.arg for item in node.keywords}
            wrong = (given - {None}) - named if None in given else given ^ named
            if wrong:
                yield node.lineno, {str(name) for name in wrong}


def test_every_text_gets_its_values_and_no_other() -> None:
    found = {path.name: list(wrongly_said(tree)) for path, tree in trees().items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('_("{count} cases")', [(1, {"count"})]),
        ('_("cases", count=2)', [(1, {"count"})]),
        ('_n("one case of {place}", "{count} cases of {place}", n)', [(1, {"place"})]),
        ('_n("one case of {place}", "{count} cases of {place}", n, place=place)', []),
        ('_("{count} cases of {place}", **values)', []),
        ("_(word, count=2)", []),
    ],
)
def test_a_text_without_its_value_is_found(code: str, found: list[tuple[int, set[str]]]) -> None:
    assert list(wrongly_said(ast.parse(code))) == found


def test_a_number_chooses_the_plural_form_and_is_written_as_every_other() -> None:
    assert [_n("{count} documented case", "{count} documented cases", count) for count in (0, 1, 1.0, 2, 12345)] == [
        "0 documented cases", "1 documented case", "1 documented case", "2 documented cases", "12,345 documented cases",
    ]  # fmt: skip
    assert _n("one case", "{count} cases", 0.5) == f"{number(0.5)} cases"
    assert _("{count} {noun}", count=0.0524, noun="cases") == f"{number(0.0524)} cases" == "0.052 cases"
    assert _("Figures found for {years}.", years=str(2014)) == "Figures found for 2014."


def test_a_value_is_said_however_long() -> None:
    names = listed(["Belarus"] * 1000)
    assert _("Limited: {names}.", names=names).endswith(f"{names}.")


def test_a_text_that_lacks_a_value_is_refused() -> None:
    for values in ({}, {"name": None}):
        with pytest.raises(KeyError, match=r"'name'.*Compare.*to fix, pass it"):
            _("Compare {name}", **values)


def test_a_label_that_is_not_there_is_refused_and_a_code_is_its_own() -> None:
    with pytest.raises(KeyError, match=r"nothing_of_it.*column.*to fix, add it there"):
        label("nothing_of_it", "column")
    assert label("nothing_of_it") == "nothing of it"


def test_a_label_chooses_the_form_for_other_values_and_for_its_count() -> None:
    assert [label(count, "word-for", count=count) for count in (3, 1234)] == ["three", "1,234"]
    assert label("count", "finding", count=1, spelled="one").startswith("one well-documented case raises ")
    assert label("count", "finding", count=9, spelled="nine").startswith("nine well-documented cases raise ")


def test_a_translation_is_said_in_its_own_plural_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = Catalog(locale="pl")
    catalog.add(("{count} case", "{count} cases"), ("{count} sprawa", "{count} sprawy", "{count} spraw"))
    catalog.add("Compare {name}", "Porównaj: {name}")
    catalog.add("All cases", "Wszystkie sprawy")
    path = tmp_path / "pl" / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(messages, "LOCALES", tmp_path)
    monkeypatch.setattr(messages, "LANGUAGE", "pl")
    monkeypatch.setattr(messages, "_translations", messages._translations.__wrapped__)
    said = [_n("{count} case", "{count} cases", count) for count in (1, 3, 5)]
    assert said == ["1 sprawa", "3 sprawy", "5 spraw"]
    assert _("Compare {name}", name="Białoruś") == "Porównaj: Białoruś"
    assert label("rows", "column") == "Wszystkie sprawy"
    assert _("All host states") == "All host states"
