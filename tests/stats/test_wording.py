from dataclasses import replace

import pytest

from analysis.stats.estimate import interval, number, percent
from tests.stats.examples import ABOUT


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3177, "3,177"), (3067.477, "3,067"), (99.96, "100.0"), (21.84, "21.8"), (4.0, "4"), (0, "0"), (0.9, "0.90"),
        (0.0524, "0.052"), (1e-5, "less than 0.001"), (-1e-5, "just below 0"), (-2.5, "-2.5"),
    ],
)  # fmt: skip
def test_number(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (1, "100 %"), (0.3, "30 %"), (0.0005, "0.050 %"), (1e-7, "less than 0.001 %"), (0.9999, "100.0 %")],
)
def test_percent(share, text):
    assert percent(share) == text


def test_intervals_name_their_level():
    assert interval(3067.477, 3289.435, 0.95) == "95 % interval 3,067 to 3,289"
    assert interval(0.5, 2, 0.998, "credible interval") == "99.8 % credible interval 0.50 to 2"
    assert interval(0.1807, 0.4543, 0.9, write=percent) == "90 % interval 18.1 % to 45.4 %"


def test_subject_speaks_of_one_and_of_many():
    assert ABOUT.counted(1) == "1 public notice"
    assert ABOUT.counted(1200) == "1,200 public notices"
    assert (
        ABOUT.at("Sylvania").sentence("a", "b", "", "c") == "Sylvania: a (b; c). Counted: notices public on 1 May 2023."
    )
    assert ABOUT.sentence("a") == "Freedonia: a. Counted: notices public on 1 May 2023."


def test_a_unit_is_called_by_its_name_and_by_its_code_where_there_is_no_function_of_names():
    each = replace(ABOUT, name_of={"FRD": "Freedonia the Great", "7": "7"}.__getitem__).each(["FRD", 7])
    assert {unit: about.place for unit, about in each.items()} == {"FRD": "Freedonia the Great", "7": "7"}
    assert ABOUT.each(["FRD"])["FRD"].place == "FRD"
    assert ABOUT.each([]) == {}
