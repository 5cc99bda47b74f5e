"""Texts of tens of thousands of letters are searched at once: no search takes a time that grows with the square."""

import time
from collections.abc import Callable

import pytest

from analysis.facts.oversight import _BOUNDED
from analysis.persons.formats.uk import _COUNTED
from analysis.publish.html import breakable
from analysis.publish.pdf import LINK
from analysis.stats.dyads import _refuse_code


@pytest.mark.parametrize(
    ("search", "letter"),
    [(breakable, "_"), (_COUNTED.split, "\t"), (LINK.findall, "["), (_BOUNDED.findall, "a"), (_refuse_code, ".")],
)
def test_a_long_text_of_one_letter_is_searched_at_once(search: Callable[[str], object], letter: str) -> None:
    begun = time.process_time()
    search(letter * 60_000)
    assert time.process_time() - begun < 2


def test_a_name_may_break_and_an_address_may_not() -> None:
    assert breakable('<a href="a_b">c_d</a> _x') == '<a href="a_b">c_<wbr>d</a> _x'
