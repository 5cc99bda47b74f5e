"""The words of numbers: forms, phrases, and that each entry has a number and each number a sentence."""

import csv
import re
import string
from collections.abc import Iterator

import pytest

import analysis as rn
from analysis.core import number_words as words
from analysis.core.errors import InputError
from analysis.core.files import ROOT

FILES = sorted(path.stem for path in words.FOLDER.glob("*.yml"))
INVENTED: dict[str, words.Entry] = {
    "found": [
        {
            "nothing": "No case.",
            "none": {"single": "The case is not.", "many": "None of {n}."},
            "all": "All {n}.",
            "one": "One of {n}.",
            "many": "{value} of {n}, {days:list}.",
        },
        "{more:words _more}",
    ],
    "_more": {"none": "", "one": "One more in {country:state}.", "many": "{value} more."},
    "missing": "{nobody}",
    "*_by_pattern": {"world": "World.", "country": {"told": "Told {share:percent}.", "many": "Many."}},
}


@pytest.fixture
def _invented(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    words._entry.cache_clear()
    monkeypatch.setattr(words, "entries", lambda _module: INVENTED)
    yield
    words._entry.cache_clear()


@pytest.mark.usefixtures("_invented")
@pytest.mark.parametrize(
    ("value", "n", "more", "expected"),
    [
        (0, 0, 0, "No case."),
        (0, 1, 0, "The case is not."),
        (0, 3, 1, "None of 3. One more in the Gambia."),
        (3, 3, 2, "All 3. 2 more."),
        (1, 3, "", "One of 3."),
        (2000, 3000, 1234, "2,000 of 3,000, 1, 2 and 3. 1,234 more."),
    ],
)
def test_form_follows_value(value: int, n: int, more: object, expected: str) -> None:
    """The form follows the value and what it is a part of, and a phrase has a form of its own."""
    said = words.sentence("invented.found", "country", value=value, n=n, more=more, days=[1, 2, 3], country="GMB")
    assert said == expected


@pytest.mark.usefixtures("_invented")
def test_forms_that_are_named() -> None:
    """The place chooses a form, a named one goes before it, and a pattern holds for several names."""
    assert words.sentence("invented.a_by_pattern", "world", value=1) == "World."
    assert words.sentence("invented.b_by_pattern", "country", value=1, form="told", share=0.5) == "Told 50 %."
    assert words.sentence("invented.b_by_pattern", "country", value=1) == "Many."


@pytest.mark.usefixtures("_invented")
def test_missing_value_and_name_are_errors() -> None:
    """A value that the words name and that is missing, or a name without words, is an error that says so."""
    with pytest.raises(InputError, match=r"no value 'nobody' for the words of 'invented.missing'"):
        words.sentence("invented.missing", "world", value=1)
    with pytest.raises(InputError, match=r"no words for the number 'invented.unknown'"):
        words.sentence("invented.unknown", "world", value=1)


def _sentences(entry: words.Entry) -> Iterator[str]:
    for kind in entry if isinstance(entry, list) else entry.values() if isinstance(entry, dict) else []:
        yield from _sentences(kind)
    if isinstance(entry, str):
        yield entry


@pytest.mark.parametrize("module", FILES)
def test_values_have_writers(module: str) -> None:
    """Each value of each sentence is written by a writer, a label, or a phrase of the file."""
    for sentence in (one for entry in words.entries(module).values() for one in _sentences(entry)):
        for _text, name, how, _conversion in string.Formatter().parse(sentence):
            if name is None:
                continue
            phrase = (how or "").removeprefix("words ")
            known = how in words.WRITERS or (how or "").startswith("label") or phrase in words.entries(module)
            assert known, f"{module}: {sentence}"


@pytest.mark.parametrize("module", FILES)
def test_each_entry_is_used(module: str) -> None:
    """Each entry is the words of a number of the stored table, is named in the code, or is a phrase in use."""
    with (ROOT / "reports" / "estimates.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "analysis").rglob("*.py"))
    text = (words.FOLDER / f"{module}.yml").read_text(encoding="utf-8")
    unused = []
    for key in words.entries(module):
        pattern = re.escape(f"{module}.{key}").replace(r"\*", ".*")
        numbers = any(re.fullmatch(pattern, name) for name in names)
        begun = f"{module}.{key.split('_')[0]}_{{" in code or f'"{module}.{key}"' in code
        if not numbers and not begun and f":words {key}}}" not in text and f'("{key}"' not in code:
            unused.append(key)
    assert unused == []


@pytest.mark.parametrize("country", ["Belarus", "Tuvalu", None])
def test_each_number_has_a_sentence(country: str | None) -> None:
    """Each number has a sentence without a brace, from its words or from the estimator that made it."""
    numbers = rn.summary(country, topic=("claims", "decisions", "evidence", "oversight", "sanctions"))
    assert len(numbers) > 2
    assert [name for name, one in numbers.items() if not one.sentence.strip() or re.search("[{}]", one.sentence)] == []
