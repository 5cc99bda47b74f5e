"""An error says what was met, what was expected, where, and what to do, and survives a process boundary."""

import pickle

from analysis.core.errors import InputError, some


def error() -> InputError:
    return InputError("country 'Ruritania'", "a country", "correct it", file="cases.csv", row=7)


def test_message_names_value_expectation_cure_file_and_row() -> None:
    assert str(error()) == "got country 'Ruritania'; expected a country; to fix, correct it (in cases.csv at row 7)"


def test_message_without_row_names_the_file_alone() -> None:
    assert str(InputError("x", "y", "z", file="cases.csv")) == "got x; expected y; to fix, z (in cases.csv)"


def test_message_without_file_ends_with_the_cure() -> None:
    assert str(InputError("x", "y", "z")) == "got x; expected y; to fix, z"


def test_an_error_keeps_its_fields_when_pickled() -> None:
    back = pickle.loads(pickle.dumps(error()))
    assert (back.got, back.expected, back.fix, back.file, back.row) == (
        "country 'Ruritania'",
        "a country",
        "correct it",
        "cases.csv",
        7,
    )
    assert isinstance(back, InputError)


def test_a_subclass_comes_back_as_itself() -> None:
    assert type(pickle.loads(pickle.dumps(NarrowError("a", "b", "c")))) is NarrowError


class NarrowError(InputError):
    """A narrower error."""


def test_some_names_the_first_and_counts_the_rest() -> None:
    assert some(["a", "b", "c"], most=2) == "'a', 'b' and 1 more"
    assert some(["a", "b"], most=2) == "'a', 'b'"
