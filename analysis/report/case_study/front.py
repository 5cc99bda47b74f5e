"""Head and end of a case study, and what it says where there is too little."""

from __future__ import annotations

from analysis.core.hand import text
from analysis.facts.cases import cases_of, counting, headline, register_rows
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, section
from analysis.report.founding import concerned
from analysis.report.profile import about
from analysis.report.release_note import citation
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate, complete_count

#: The way from a case study up to the folder of all reports.
ROOT = "../../"
TABLES = (
    "cases", "oversight_timeline", "belarus_sanctions_timeline", "governance_country_year", "refugees_by_origin_host",
)  # fmt: skip


def heading(place: Place) -> str:
    """Give the heading of a case study, which is also the title to cite."""
    return f"{place.name} and INTERPOL: a case study of what is documented"


def title(place: Place) -> Section:
    """Show the heading."""
    return section(Prose([heading(place)], "title"))


def in_short(place: Place) -> Section:
    """Say how much is documented, whether it is enough to show a pattern, and where the country's profile is."""
    profile = f"[The profile of {place.called}]({ROOT}{place.iso3}/index.html) holds its other statistics."
    return section(
        Prose([_rows(place), *_little(len(cases_of(place)))], "lead"),
        Prose([text("motto")], "caution"),
        Prose([text("study"), text("grades_in_short"), profile, *_founding(place)]),
    )


def _founding(place: Place) -> list[str]:
    page = f"{ROOT}claims/index.html"
    return [f"[The founding article, claim by claim]({page}) tells what of it holds."] if concerned(place.iso3) else []


def _rows(place: Place) -> Estimate:
    held, strong = register_rows(place), headline(place)
    sentence = f"The register holds {held.sentence}; {counting(int(strong.value), int(held.value))}."
    return complete_count(
        int(held.value), universe=held.universe, source=held.source, unit=held.unit, sentence=sentence
    )


def _little(rows: int) -> list[str]:
    if rows == 0:
        return [text("no_rows")]
    if rows == 1:
        return [text("one_row")]
    return [text("few_rows")] if rows < LEAST_FOR_PERCENT else []


def sources() -> Section:
    """Show every table behind the case study."""
    return about.sources(TABLES)


def how_to_cite(place: Place) -> Section:
    """Show how to cite the case study."""
    return section(Prose([citation(heading(place))], "citation"))
