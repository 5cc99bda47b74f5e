"""The names that the library gives a reader: few, each with an example; old names lead to the new ones."""

import inspect
import re
from collections.abc import Callable
from functools import reduce
from types import ModuleType

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import analysis as rn

MODULES = [
    "cases", "charts", "coding", "countries", "decisions", "drivers", "evidence", "notices", "oversight", "robustness",
    "sanctions", "visibility",
]  # fmt: skip
OWN = sorted(set(rn.__all__) - set(MODULES))
#: Argument -> what it is given where a function cannot do without it.
NEEDED = {"column": "vdem_rule_of_law", "indicator": "red_notices_published"}


def names_of(module: str) -> list[str]:
    """Give the names that a module declares public."""
    names: list[str] = getattr(rn, module).__all__
    return names


def value_of(name: str) -> object:
    """Find what a dotted name of the library is."""
    return reduce(getattr, name.split("."), rn)


def test_a_reader_has_few_names() -> None:
    assert list(rn.__all__) == sorted(set(rn.__all__)) == dir(rn)
    assert len(rn.__all__) <= 31
    assert {name for name in rn.__all__ if isinstance(getattr(rn, name), ModuleType)} == set(MODULES)


def test_all_modules_have_at_most_one_hundred_and_twenty_names() -> None:
    assert len(rn.__all__) + sum(len(names_of(module)) for module in MODULES) <= 120


def test_a_module_declares_its_names_and_shows_no_others(subtests: pytest.Subtests) -> None:
    for module in MODULES:
        with subtests.test(module=module):
            names = names_of(module)
            assert len(names) == len(set(names))
            assert not [name for name in names if name.startswith("_") or not hasattr(getattr(rn, module), name)]
            assert dir(getattr(rn, module)) == sorted(names)


def test_each_function_has_a_docstring_with_an_example(subtests: pytest.Subtests) -> None:
    for module in ["", *MODULES]:
        with subtests.test(module=module):
            names = [f"{module}.{name}" for name in names_of(module)] if module else OWN
            found = {name: value_of(name) for name in names}
            functions = {name: value for name, value in found.items() if not isinstance(value, ModuleType | type)}
            for name, function in functions.items():
                assert inspect.isroutine(inspect.unwrap(function)), name  # type: ignore[arg-type]
                text = inspect.getdoc(function) or ""
                assert re.match(r"\S.*\.(\n|$)", text), f"{name}: no sentence in the first line"
                assert re.search(r"^Examples\n-{8}\n(?:.*\n)*?>>> ", text, re.MULTILINE), f"{name}: no example"
            assert all(inspect.getdoc(value) for value in found.values())


def test_a_name_that_never_was_is_an_attribute_error() -> None:
    for ask in (lambda: rn.unicorns, lambda: rn.cases.unicorns):
        with pytest.raises(AttributeError, match="has no attribute 'unicorns'"):
            ask()


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: rn.cases.ratio(rn.select("BLR"), level=0.9), r"write selection\.replace\(level=0\.9\)"),
    (lambda: rn.cases.ratio("BLR", exposure="gdp"), r"exposure 'gdp'; expected refugees or population"),
    (lambda: rn.cases.ratio("BLR", grades=5), r"grades 5; expected a list of texts"),
    (lambda: rn.cases.ratio("BLR", since="²⁰¹⁴"), r"since '²⁰¹⁴'; expected a year of the register.*write it as 2026"),
    (lambda: rn.cases.count("BLR", level=0.9), r"level=0\.9; expected some of the choices"),
    (lambda: rn.summary("BLR", colour="red"), r"colour='red'; expected some of the choices "),
]


@pytest.mark.parametrize(("ask", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_a_function_cannot_use_is_refused_with_its_cure(ask: Callable[[], object], said: str) -> None:
    with pytest.raises(rn.InputError, match=said) as refused:
        ask()
    assert "; to fix, " in str(refused.value)


def with_choices(module: str) -> dict[str, Callable[..., object]]:
    """Give the functions of a module that take a country and choices."""
    found = {name: value for name in names_of(module) if inspect.isroutine(value := getattr(getattr(rn, module), name))}
    signatures = {name: inspect.signature(function).parameters for name, function in found.items()}
    return {
        name: found[name]
        for name, parameters in signatures.items()
        if "country" in parameters and found[name].__code__.co_flags & inspect.CO_VARKEYWORDS
    }


def test_every_function_refuses_a_selection_with_choices_and_a_choice_that_is_none(subtests: pytest.Subtests) -> None:
    for module in [module for module in MODULES if module != "charts"]:
        with subtests.test(module=module):
            for name, function in with_choices(module).items():
                given = {
                    key: NEEDED[key]
                    for key, parameter in inspect.signature(function).parameters.items()
                    if parameter.default is parameter.empty and key in NEEDED
                }
                with pytest.raises(rn.InputError, match=r"write selection\.replace\(since=2014\)"):
                    function(rn.select("BLR"), **given, since=2014)
                with pytest.raises(rn.InputError, match=r"colour='red'"):
                    function("BLR", **given, colour="red")
                assert name in dir(getattr(rn, module))


def test_cases_and_countries_take_choices_everywhere() -> None:
    assert set(with_choices("cases")) == set(rn.cases.__all__) - {"count_by", "languages", "recall"}
    assert set(with_choices("countries")) == {"index", "overview"}


def test_the_help_of_a_function_lists_its_choices_with_their_meanings() -> None:
    explained = inspect.getdoc(rn.select) or ""
    for module in [module for module in MODULES if module != "charts"]:
        for function in with_choices(module).values():
            taken = set(inspect.signature(function).parameters) & set(inspect.signature(rn.select).parameters)
            meanings = re.findall(r"^([\w, ]+) : .*\n    (.*)", inspect.getdoc(function) or "", re.MULTILINE)
            listed = {name for names, meaning in meanings if meaning in explained for name in names.split(", ")}
            assert listed >= taken - {"country"}, function.__name__


@pytest.mark.parametrize(
    ("typed", "some", "none"),
    [
        ('rn.load("ca', {"cases", "cases_effects"}, {"oversight_timeline"}),
        ("rows = rn.describe('over", {"oversight_timeline"}, {"cases"}),
        ('rn.load("cases", country="ca', set(), {"cases"}),
    ],
)
def test_names_of_tables_are_completed_in_ipython(
    typed: str, some: set[str], none: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    rn._complete_tables()
    with provisionalcompleter():
        offered = {completion.text for completion in shell.Completer.completions(typed, len(typed))}
    assert offered >= some and not offered & none


def test_a_refusal_is_above_its_calls_in_ipython(capsys: pytest.CaptureFixture[str]) -> None:
    shell = InteractiveShell()
    shell.run_cell("import analysis as rn")
    shell.run_cell("rn.load('cazes')")
    first, *calls = capsys.readouterr().out.splitlines()
    assert first.startswith("InputError: got the table 'cazes'; expected one of ")
    assert "rn.load('cazes')" in "".join(calls[:4])
    assert not any("site-packages" in line for line in calls)
