"""The sections of the report on what courts and authorities decided, in the order of its notebook."""

from __future__ import annotations

from analysis.core.judgement import texts
from analysis.core.messages import _, label
from analysis.facts import decisions
from analysis.facts.cases import days_held
from analysis.facts.decisions import LIMIT
from analysis.facts.notice_counts import number_or_none
from analysis.facts.selection import Selection
from analysis.pages import decided
from analysis.pages.blocks import Prose, Section, on_screen, section
from analysis.pages.parts import first_numbers
from analysis.pages.words import Report
from analysis.stats.estimate import Estimates

REPORT = Report(
    label("decisions", "title"), "decisions/index.html", ("cases_decisions", "cases", "cases_effects")
)  # fmt: skip
end = REPORT.end
#: What is said where no refusal is known.
NOTHING = _("We know of no refusal in cases of these years.")

#: The numbers of the lead.
_LEAD = ("refused_linked", "cases_refused")
#: Numbers that say what the refusals hold and what they leave out.
_BESIDE = ("decisions.refused_by_asylum", "decisions.apart")
#: Number of the first screen -> the others that its words state.
_FOUR = {
    "decisions.countries": ("decisions.refused_supported",),
    "decisions.refused_on_rights": ("decisions.refused_without_ground",),
    "decisions.refused_after_arrest": ("decisions.refused_without_arrest", "decisions.refused_arrest_unknown"),
    "decisions.handed_over": ("decisions.granted_not_carried_out",),
}


def title(numbers: Estimates) -> Section:
    """Show the finding, and what is known in four numbers."""
    four = _("What courts and authorities decided in four numbers")
    lead = [numbers[f"decisions.{name}"] for name in _LEAD if f"decisions.{name}" in numbers]
    return section(
        Prose([numbers["decisions.refused"].worded("title")], "title"), Prose(lead, "lead"),
        first_numbers(four, ("decisions-says", "decisions-remark"), numbers, _FOUR), Prose([LIMIT], "caution"),
    )  # fmt: skip


def who(selection: Selection) -> Section:
    """Show which countries refused, and whose requests."""
    return section(decided.refusing(selection), decided.requests_refused(selection))


def why(selection: Selection) -> Section:
    """Show on which ground countries refused, and the refusals that name a human rights ground."""
    if not decisions.count(selection).value:
        return section(Prose([NOTHING]))
    return section(decided.by_ground(selection), decided.on_rights(selection))


def afterwards(selection: Selection) -> Section:
    """Show how long people were held, and what INTERPOL decided in these cases."""
    if not decisions.count(selection).value:
        return section(None)
    days = number_or_none(days_held, selection)
    return section(decided.how_long(selection, days) if days else None, decided.interpol_too(selection))


def not_shown(numbers: Estimates) -> Section:
    """Say what the page does not show, and how to cite it."""
    return section(
        Prose(texts("decisions-not-shown"), "list"),
        Prose([numbers[name] for name in _BESIDE if name in numbers]),
        on_screen(REPORT.how_to_cite()),
    )


def every(selection: Selection) -> Section:
    """Show every decision."""
    return section(decided.every_decision(selection) if decisions.count(selection).n else None)
