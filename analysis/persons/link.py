"""Persons with notices and persons designated, linked by name, birth and nationality."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path

import pandas as pd

from analysis.core.country_names import parse_country
from analysis.core.errors import InputError, some
from analysis.core.files import read_table
from analysis.persons import name_score
from analysis.persons.name_letters import Token, abjad_skeleton, loose_skeleton, prepare, roles, spelling_groups
from analysis.persons.name_score import BirthEvidence, Parts
from analysis.persons.records import LISTS

NOTICE_COLUMNS = (
    "notice_id",
    "name",
    "birth_date",
    "nationalities",
    "requesting_countries",
    "offences",
    "snapshot_date",
)


DESIGNATION_COLUMNS = (
    "designation_id",
    "list",
    "entity_type",
    "name",
    "aliases",
    "original_script_names",
    "birth_dates",
    "nationalities",
)


#: List -> the column with how many of its persons are matched.
MATCHED = {source: f"matched_{source.lower()}" for source in LISTS}


COUNT_COLUMNS = ("requesting_country", "offence", "notices", "matched", *MATCHED.values(), "snapshot_date")


#: Notices in one block of two shared words beyond which the birth year must agree too, and in one of a word and a year
#: beyond which the full date must. Both bound the time of a very frequent name.
MOST_IN_BLOCK, MOST_IN_YEAR = 50, 10
#: Words of a name that are used for blocks; the rarest first.
MOST_WORDS = 6

# Constants of the Fellegi-Sunter model, in log-odds.
#: Log-odds that a notice and a designation are one person before anything is compared: set by a clerical check of 6,561
#: notices against 16,040 designated persons, in which nearly all pairs at 0.5 or more were one person's.
PRIOR = math.log(8e-2 / 16_000)
#: Rounds in which the prior is estimated again, what it must rise by, and the least score that counts there.
MOST_ROUNDS, LEAST_RISE, LEAST_COUNTED = 3, 0.02, 0.02
#: Share of the surprise of a word that counts, for words of one name are not independent; set by the same check.
INDEPENDENCE = 0.85
#: A shared day or year of birth by chance, with births spread over 40 years.
DATE_SURPRISE = {True: math.log(365.25 * 40), False: math.log(40)}
#: Fewest persons that frequencies are computed by, for few persons tell nothing of them.
LEAST_PERSONS = 5_000
#: Least share of persons that a name of the table of variants has; such names are frequent in any list.
KNOWN_SHARE = 0.002
#: Nationalities that agree or differ; set by the same check.
SAME_NATION, OTHER_NATION = 1.0, -1.0
#: What other words take away at most beside the same birth date: family names change by marriage.
LEAST_FIT = -4.5
#: A word that agrees although its consonants differ: as much as one of middling rarity.
NEAR_WORD = 2.0


@dataclass(frozen=True, slots=True)
class Person:
    """One notice or one designation, as far as it is compared."""

    identifier: str
    names: tuple[str, ...]  # all by which it is known
    births: str  # ISO 8601 in full or in part, joined by ``;``
    nationalities: frozenset[str]  # ISO3
    source: str = ""  # of `LISTS`; blank for a notice


@dataclass(frozen=True, slots=True)
class Link:
    """A notice and a designation that may be one person's; from a score (0 to 1) of `THRESHOLD` on they count as it."""

    notice: Person
    designation: Person
    score: float
    reason: str


# ---------------------------------------------------------------- words and blocks


@lru_cache(maxsize=500_000)
def block_words(name: str) -> tuple[str, ...]:
    """Words of a name that blocks are made of, as all their spellings share them; without particles and initials.

    A word is the number of its group of variants, or else its consonants.
    """
    words = []
    for word in _telling_words(name):
        groups = frozenset() if word.abjad else spelling_groups(word.text)
        bare = "~" + word.skeleton if word.abjad else loose_skeleton(word.text)
        words.append(f"#{min(groups)}" if groups else bare)
    return tuple(dict.fromkeys(words))


def _telling_words(name: str) -> list[Token]:
    words = prepare(name).words
    return [word for word in words if len(word.text) > 1 and roles().get(word.text) not in ("particle", "title")]


@lru_cache(maxsize=100_000)
def _abjad_words(name: str) -> tuple[str, ...]:
    """Words as Arabic or Hebrew writing would show them, to meet names in those scripts."""
    return tuple(dict.fromkeys("~" + abjad_skeleton(word.text) for word in _telling_words(name)))


def _openings(words: Iterable[str]) -> frozenset[str]:
    """How words begin, for slips are rarer there; words of the table of variants are spelled right."""
    return frozenset(f"^{word[:2]}" for word in words if word[0] not in "#~")


class Blocks:
    """The notices by two words, by a word and a birth year, and by how a word begins and a birth date."""

    def __init__(self, notices: Iterable[Person]) -> None:
        self.notices = list(notices)
        self.frequency: Counter[str] = Counter()
        self._blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
        for number, notice in enumerate(self.notices):
            dates = name_score.parse_births(notice.births)
            for name in notice.names:
                self.frequency.update({*block_words(name), *_abjad_words(name)})
                for key in _block_keys(name, dates):
                    self._blocks[key].append(number)

    def candidates(self, designation: Person) -> set[int]:
        """Numbers of the notices that share a block; of a large block, those with the same birth year or date too."""
        dates, numbers = name_score.parse_births(designation.births), set[int]()
        near = {date[0] + step for date in dates for step in (-1, 0, 1)}
        for words in {block_words(name) for name in designation.names}:
            rarest = sorted(words, key=lambda word: (self.frequency[word], word))[:MOST_WORDS]
            for pair in combinations(sorted(rarest), 2):
                block = self._block(pair)
                numbers.update(block if len(block) <= MOST_IN_BLOCK else self._block(*((*pair, year) for year in near)))
            for word, date in product(rarest, dates):
                block, swapped = self._block((word, date[0])), (date[0], date[2], date[1])
                numbers.update(block if len(block) <= MOST_IN_YEAR else self._block((word, date), (word, swapped)))
            numbers.update(self._block(*product(_openings(rarest), filter(name_score.is_full, dates))))
        return numbers

    def _block(self, *keys: Hashable) -> list[int]:
        return [number for key in keys for number in self._blocks.get(key, ())]

    def surprise(self, words: Iterable[str]) -> float:
        """How surprising it is to share these words: the sum of ``log(notices / (frequency + 1))``.

        Names of the table of variants (``#``) count as frequent in any list.
        """
        many = max(len(self.notices), LEAST_PERSONS)
        least = {word: KNOWN_SHARE * many if word[0] == "#" else 0.0 for word in words}
        return INDEPENDENCE * sum(math.log(many / (max(self.frequency[word], low) + 1)) for word, low in least.items())


def _block_keys(name: str, dates: tuple[Parts, ...]) -> set[Hashable]:
    keys: set[Hashable] = {*product(_openings(block_words(name)), filter(name_score.is_full, dates))}
    for words in {block_words(name), _abjad_words(name)}:
        pairs, years = [*combinations(sorted(words), 2)], [date[0] for date in dates]
        keys.update(pairs, ((*pair, year) for pair, year in product(pairs, years)), product(words, years))
        keys.update(product(words, dates))
    return keys


# ---------------------------------------------------------------- evidence


def birth_log_odds(births: BirthEvidence) -> float:
    """What birth dates are worth among all persons: a full date in common is one chance in 14,610."""
    if births.log_odds <= 0:
        return births.log_odds
    return DATE_SURPRISE[births.exact] - (3.0 - births.log_odds if births.exact else 1.0)


def nation_log_odds(first: frozenset[str], second: frozenset[str]) -> float:
    """What nationalities add; 0 where either side states none."""
    return 0.0 if not first or not second else SAME_NATION if first & second else OTHER_NATION


def compare_persons(
    notice: Person, designation: Person, blocks: Blocks, prior: float = PRIOR, least: float = 0.0
) -> Link | None:
    """Compare a notice with a designation by the pair of names that fits best; None below ``least``."""
    births = name_score.compare_births(notice.births, designation.births)
    if births is name_score.OTHER_YEAR:
        return None
    nations = nation_log_odds(notice.nationalities, designation.nationalities)
    rest = prior + birth_log_odds(births) + nations
    needed = name_score.log_odds(least) - rest
    weighed = (_names(one, two, births, blocks, needed) for one in notice.names for two in designation.names)
    best, reasons = max(weighed, key=lambda pair: pair[0])
    score = name_score.logistic(best + rest)
    reason = "; ".join(filter(None, (*reasons, births.sentence, _NATIONS.get(nations, ""))))
    return Link(notice, designation, score, reason) if best > -math.inf and score >= least else None


#: What nationalities add, in words.
_NATIONS = {SAME_NATION: "a nationality in common", OTHER_NATION: "lowered by other nationalities"}


def _names(one: str, two: str, births: BirthEvidence, blocks: Blocks, needed: float) -> tuple[float, tuple[str, ...]]:
    """Weigh two names; minus infinity where even a perfect fit would be less than is needed."""
    own, theirs = frozenset(block_words(one)), frozenset(block_words(two))
    ours = own.union(_abjad_words(one)) if not two.isascii() and any(word[0] == "~" for word in theirs) else own
    shared = ours & theirs
    weight = blocks.surprise(shared)
    near = NEAR_WORD * max(0, min(len(own), len(theirs)) - len(shared))
    if not (shared or (births.exact and _openings(own) & _openings(theirs))) or weight + near < needed:
        return -math.inf, ()
    fit, reasons = name_score.name_log_odds(one, two, births.log_odds > 0)
    least = LEAST_FIT if births.exact and shared else -math.inf
    return max(min(fit, name_score.BASE) - name_score.BASE, least) + weight + (near if fit > 0 else 0.0), reasons


# ---------------------------------------------------------------- tables in and out


def link(notices: Iterable[Person], designations: Iterable[Person], least: float = name_score.THRESHOLD) -> list[Link]:
    """Link notices with designations.

    Parameters
    ----------
    notices, designations : iterable of Person
        The two lists; time grows with the sum of their lengths, not with the product.
    least : float
        Links below this score are left out.

    Returns
    -------
    list of Link
        In the order of the designations.
    """
    blocks, persons = Blocks(notices), list(designations)
    links, prior = _links(blocks, persons, PRIOR, least), PRIOR
    # The prior is the share of pairs that the links expect to be one person's, estimated again as the EM algorithm does
    # (Winkler 1988, Using the EM algorithm for weight computation in the Fellegi-Sunter model).
    pairs = max(len(blocks.notices), LEAST_PERSONS) * max(len(persons), LEAST_PERSONS)
    for _ in range(MOST_ROUNDS):
        overlap = math.log(max(sum(linked.score for linked in links), 1e-9) / pairs)
        if overlap < prior + LEAST_RISE:
            break
        prior = overlap
        links = _links(blocks, persons, prior, min(least, LEAST_COUNTED))
    return [linked for linked in links if linked.score >= least]


def _links(blocks: Blocks, designations: Sequence[Person], prior: float, least: float) -> list[Link]:
    links = (
        compare_persons(blocks.notices[number], designation, blocks, prior, least)
        for designation in designations
        for number in sorted(blocks.candidates(designation))
    )
    return [linked for linked in links if linked is not None]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _codes(text: str, file: Path, row: int) -> frozenset[str]:
    for code in _parts(text):
        if parse_country(code, strict=False) != code:
            expected = "ISO 3166-1 alpha-3 codes such as BLR, joined by ;"
            fix = "clean the file with `python -m analysis clean` first"
            raise InputError(f"country {code!r}", expected, fix, file=file, row=row)
    return frozenset(_parts(text))


def read_notices(path: Path) -> pd.DataFrame:
    """Read cleaned notices."""
    table = read_table(path, NOTICE_COLUMNS)
    repeated = table["notice_id"].duplicated()
    if repeated.any():
        row = int(repeated.to_numpy().argmax())
        got = f"notice_id {table['notice_id'].iloc[row]!r} twice"
        raise InputError(got, "one row for each notice", "remove the duplicate", file=path, row=row + 2)
    for row, text in enumerate(table["requesting_countries"], start=2):
        _codes(text, path, row)
    return table


def notice_persons(table: pd.DataFrame, path: Path) -> list[Person]:
    """Make the persons of a table of notices; the path is for messages."""
    columns = table[["notice_id", "name", "birth_date", "nationalities"]].itertuples(index=False)
    return [
        Person(identifier, (name,), births, _codes(nations, path, row))
        for row, (identifier, name, births, nations) in enumerate(columns, start=2)
    ]


def designation_persons(table: pd.DataFrame, path: Path) -> list[Person]:
    """Make the persons of a table of designations: its rows of entity_type ``person``, of senders that are shown."""
    rows = table[(table["entity_type"] == "person") & table["list"].isin(LISTS)]
    if rows.empty:
        expected = f"rows with entity_type person and list {some(LISTS)}"
        fix = "clean the lists with `python -m analysis clean sanctions`, or set `shown` in data/hand/senders.csv"
        raise InputError("no person on a list that `link` reads", expected, fix, file=path)
    persons = []
    for position, row in zip(rows.index, rows.to_dict("records"), strict=True):
        names = _parts(f"{row['name']};{row['aliases']};{row['original_script_names']}")
        countries = _codes(row["nationalities"], path, int(position) + 2)
        persons.append(Person(row["designation_id"], names, row["birth_dates"], countries, row["list"]))
    return persons


def not_shown(table: pd.DataFrame) -> dict[str, int]:
    """Count, by sender, the designated persons who are not linked because their sender is not shown."""
    rows = table[(table["entity_type"] == "person") & ~table["list"].isin(LISTS)]
    return {str(sender): int(count) for sender, count in rows["list"].value_counts().sort_index().items()}


def count_links(notices: pd.DataFrame, links: Iterable[Link]) -> pd.DataFrame:
    """Count notices, and those whose person is designated, once in each requesting country and offence group."""
    matched: dict[str, set[str]] = defaultdict(set)
    for linked in links:
        matched[linked.notice.identifier].add(linked.designation.source)
    table = notices[["notice_id", "snapshot_date"]].assign(
        requesting_country=notices["requesting_countries"].map(lambda text: _parts(text) or ("unknown",)),
        offence=notices["offences"].map(lambda text: (*(_parts(text) or ("unspecified",)), "any")),
        notices=1,
        matched=notices["notice_id"].map(lambda identifier: int(bool(matched.get(identifier)))),
    )
    for source, column in MATCHED.items():
        of_source = [identifier for identifier, sources in matched.items() if source in sources]
        table[column] = notices["notice_id"].isin(of_source).astype(int)
    table = table.explode("requesting_country").explode("offence")
    groups = table.groupby(["requesting_country", "offence", "snapshot_date"], as_index=False)
    return groups.sum(numeric_only=True)[[*COUNT_COLUMNS]]


def pair_table(links: Sequence[Link]) -> pd.DataFrame:
    """List the links with score and reason, best first; names living people, so it belongs in ``data/private``."""
    columns: dict[str, list[str]] = {
        "notice_id": [one.notice.identifier for one in links],
        "designation_id": [one.designation.identifier for one in links],
        "list": [one.designation.source for one in links],
        "score": [f"{one.score:.4f}" for one in links],
        "reason": [one.reason for one in links],
        "notice_name": ["; ".join(one.notice.names) for one in links],
        "designation_name": ["; ".join(one.designation.names) for one in links],
        "notice_birth_date": [one.notice.births for one in links],
        "designation_birth_dates": [one.designation.births for one in links],
    }
    table = pd.DataFrame(columns)
    return table.sort_values(["score", "notice_id", "designation_id"], ascending=[False, True, True], ignore_index=True)
