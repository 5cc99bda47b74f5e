"""The timeline: what the yearly figures show, with their breaks, and every dated measure, ruling and reaction."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from markupsafe import Markup

from analysis.charts.chart import own_ids, themed
from analysis.core.country_names import country_name, parse_country
from analysis.core.messages import DASH, _, label
from analysis.facts import cases, oversight, world
from analysis.facts.summary import world_numbers
from analysis.pages import checks
from analysis.pages.edited import edited_text
from analysis.pages.parts import known_cases, records
from analysis.pages.words import date_in_words, link, shown
from analysis.site.frame import page


def timeline() -> bytes:
    """Render three counts by year with their breaks, then the events of each year, which filters choose."""
    events = world.release()["oversight_timeline"].sort_values("date_first", ascending=False, kind="stable")
    rows = [_event(row) for row in records(events)]
    figures, changes = oversight.figures(*checks.DRAWN), oversight.timeline()
    charts = [checks.over_time(basis, world_numbers(), figures, changes) for basis in ("refused", "complaints")]
    charts.append(known_cases(cases.rows()))
    content = {
        "lead": _("The number of known refusals and cases depends on checks and sources, not only on misuse."),
        "charts": [(one, Markup(themed(own_ids(one.svg, one.name)))) for one in charts if one],
        "kinds": dict(sorted((row["kind"], row["word"]) for row in rows)),
        "newest": date_in_words(str(events["date"].dropna().max())),
        "events": _("{count} measures, rulings, reforms and reactions", count=len(rows)),
        "by_year": [(year, list(found)) for year, found in groupby(rows, lambda row: row["year"])],
        "source": world.source("oversight_timeline"), "year_source": world.source("cases", "oversight_statistics"),
    }  # fmt: skip
    return page("timeline.html.j2", "timeline.html", _("Is misuse growing? The figures cannot say"), content)


def _event(row: Mapping[str, object]) -> dict[str, str]:
    """Lay out an event: its date, kind and countries, and its edited text with the source."""
    kind, text = edited_text(row["description"])
    actor = parse_country(str(row["actor"]).partition(" (")[0], strict=False)
    codes = [code for code in (row["country_concerned"], actor) if shown(code) not in (DASH, "")]
    date = shown(row["date"])
    return {
        "date": _("Date not known") if date == DASH else date_in_words(date),
        "year": _("No date") if date == DASH else date[:4], "kind": kind, "word": label(kind, "event-kind"),
        "country": "|".join(dict.fromkeys(country_name(str(code)) for code in codes)),
        "text": text, "source": link(row["source_title"], row["source_url"]),
    }  # fmt: skip
