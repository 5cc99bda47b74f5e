"""Speed of linking: against comparing all with all, and per designation as the lists grow a hundredfold.

All persons are generated: names drawn from invented syllables, a few of them very frequent, as Mohamed and Ali are.
"""

import random
import time
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz, process

from analysis.persons.link import Person, link

NOTICES = 6_561
DESIGNATIONS = 16_040
MOST_DESIGNATIONS = 1_000_000
FEW_DESIGNATIONS = 10_000
#: Notices that are really compared with all designations by the baseline; its time is scaled to all notices.
SAMPLE = 200

_SYLLABLES = [first + vowel + last for first in "bdfghklmnprstvz" for vowel in "aeiou" for last in ("", "n", "r", "sh")]


def vocabulary(size: int, seed: int) -> list[str]:
    """Invent words of two to four syllables."""
    chance = random.Random(seed)
    return ["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 4)))) for _ in range(size)]


def persons(count: int, seed: int, source: str = "") -> Iterator[Person]:
    """Invent persons: given names few and frequent, family names many and rare."""
    chance = random.Random(seed)
    given, family = vocabulary(2_000, 1), vocabulary(60_000, 2)
    weights = [1 / (rank + 1) for rank in range(len(given))]
    first = iter(chance.choices(given, weights, k=2 * count))
    for number in range(count):
        name = f"{next(first)} {next(first)} {chance.choice(family)}"
        birth = f"{chance.randint(1940, 2000)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        yield Person(f"{source}{number}", (name,), birth, frozenset(), source)


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run() -> list[tuple[str, float, float]]:
    """Measure.

    Returns
    -------
    list of (name, seconds, baseline seconds)
        The baseline of the first line is rapidfuzz's ``cdist`` with ``token_sort_ratio``, all with all, scaled from
        a sample of the notices. Those of the others, which are seconds per designation, are the same at 10,000.
    """
    notices = list(persons(NOTICES, 3))
    designations = list(persons(DESIGNATIONS, 4, "UN"))
    linked = seconds(lambda: link(notices, designations))
    ours, theirs = ([person.names[0] for person in side] for side in (notices[:SAMPLE], designations))
    compared = seconds(lambda: process.cdist(ours, theirs, scorer=fuzz.token_sort_ratio, workers=1))
    few = _each(notices, FEW_DESIGNATIONS)
    results = [(f"link {NOTICES:,} notices with {DESIGNATIONS:,} designations", linked, compared * NOTICES / SAMPLE)]
    for count in (100_000, MOST_DESIGNATIONS):
        results.append((f"link one of {count:,} designations", _each(notices, count), few))
    return results


def _each(notices: list[Person], count: int) -> float:
    return seconds(lambda: link(notices, persons(count, 5, "UN"))) / count


if __name__ == "__main__":
    for name, taken, baseline in run():
        print(f"{name}: {taken:.6f} s, baseline {baseline:.6f} s, ratio {taken / baseline:.3f}")
