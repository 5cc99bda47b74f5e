"""Pages about many states: home with its maps, host states, compare, cases, timeline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from analysis.charts.chart import COLOURS, Chart, own_ids, themed
from analysis.charts.world_map import world_map
from analysis.core.country_names import country_name
from analysis.core.judgement import read_evidence_rule, reference, text
from analysis.core.messages import DASH, N_, _, _n, label
from analysis.facts import case_register, cases, countries, evidence, world
from analysis.facts.selection import Selection
from analysis.facts.summary import summary, world_numbers
from analysis.facts.world import day
from analysis.pages.blocks import publishers
from analysis.pages.parts import PALETTE, WAYS, columns, country_link, levels_in_words, records
from analysis.pages.words import place, with_interval
from analysis.site.finding import names_of, questions
from analysis.site.frame import page
from analysis.stats.estimate import Estimate, Estimates, listed, number, percent
from analysis.tables.release import FAMILIES

#: Least cases of each colour of the map of host countries.
_STEPS = (1, 2, 5, 10)
#: Ends of the axis of ratios, in times the expected.
_LOW, _MOST = 0.02, 50.0


def maps() -> dict[str, tuple[Chart, pd.DataFrame]]:
    """Return what a reader takes from each map of the first page: the picture, and its data."""
    table = countries.overview()
    asked = table[["country", "name", "level", "well_documented", "cases"]]
    return {
        "map-asked": (_asked_map(()), asked),
        "map-hosts": (_hosts_map(""), table[["country", "name", "hosted"]]),
    }


#: How the outlines of countries are drawn: said once for a map, so that the page stays small.
_EDGES = f"stroke: var(--c-edge,{COLOURS['edge'].lower()}); stroke-width: 0.35; stroke-linejoin: miter"
_OUTLINE = re.compile(r'<path d="(M[^"]*?)\s*"(?: style="([^"]*)")?/>')


def _sharing(*maps_: dict[str, str]) -> list[dict[str, str]]:
    """Draw outlines that all maps of a page have by one path each, which stands in the first map."""
    held = [{outline for outline, _style in _OUTLINE.findall(one["picture"])} for one in maps_]
    names = {outline: f"m-{place}" for place, outline in enumerate(sorted(set.intersection(*held)))}

    def used(found: re.Match[str]) -> str:
        outline, style = found.groups()
        return f'<use href="#{names[outline]}" style="{style}"/>' if outline in names else found[0]

    found = [_OUTLINE.sub(used, one["picture"]) for one in maps_]
    short = {name: re.sub(r"\.00|(?<=[LM]) | (?=L)", "", outline) for outline, name in names.items()}
    shapes = "".join(f'<path id="{name}" d="{outline}"/>' for name, outline in short.items())
    found[0] = found[0].replace("<defs>", f"<defs>{shapes}", 1)
    return [
        one | {"picture": Markup(_compact(svg, f"l{place}"))}
        for place, (one, svg) in enumerate(zip(maps_, found, strict=True))
    ]


_GROUP = re.compile(
    r'<g(?: id="[^"]*-patch_\d+")?>\s*'
    r"((?:<a [^>]*>(?:<title>[^<]*</title>)?\s*)?<use [^>]*>(?:\s*</a>)?)\s*</g>"
)


def _compact(svg: str, prefix: str) -> str:
    """Leave out groups around one outline, and say each look of outlines once, by a class of the page's own."""
    svg = re.sub(r">\s+<", "><", _GROUP.sub(r"\1", svg))
    for order, dot in enumerate(dict.fromkeys(re.findall(r'"#(map-\w+-m\w+)"', svg))):
        svg = svg.replace(dot, f"{prefix}-dot-{order}").replace("xlink:href", "href")
    looks = [look for look, count in Counter(re.findall(r' style="[^"]*"', svg)).items() if count > 1]
    rules = ""
    for order, look in enumerate(looks):
        svg = svg.replace(look, f' class="{prefix}-{order}"')
        rules += f".{prefix}-{order}{{{look[8:-1]}}}"
    return svg.replace("</style>", f"{rules}</style>", 1)


def _on_page(drawn: Chart) -> dict[str, str]:
    """Return the title of a map and its picture, in which links lead to pages.

    The table beside a map holds the same links, so that the keyboard passes over those of the map.
    """
    svg = themed(own_ids(drawn.svg, drawn.name)).replace('role="img"', 'role="group"', 1)
    svg = svg.replace("<a xlink:href", '<a tabindex="-1" href').replace(' target="_blank"', "")
    svg = svg.replace('<g class="v">', "<g>")  # a link needs no mark that the script makes one
    behind = r"(?:<defs>(?:(?!</defs>).)*</defs>\s*)?(?:<g[^>]*>\s*)?<a [^>]*>"
    svg = re.sub(rf"(<title>[^<]*</title>)\s*({behind})", r"\2\1", svg, flags=re.DOTALL)
    group = f'<g id="{drawn.name}-axes_1"'
    svg = svg.replace(f"; {_EDGES}", "").replace(group, f'{group} style="{_EDGES}"', 1)
    return {"title": drawn.title, "picture": Markup(svg)}


def _asked_map(built: Collection[str]) -> Chart:
    table = countries.overview()
    codes = list(table["country"])
    return world_map(
        table.set_index("country")["level"],
        PALETTE,
        told={str(row["country"]): _on_map(row) for row in records(table)},
        links={code: f"{code}/index.html" for code in codes if code in built},
        name="map-asked",
        title=_("Documentation of alleged misuse by requesting country"),
        alt=" ".join([
            _("World map of documentation of alleged misuse. {parts}. The table below has the same data.",
                parts=levels_in_words()),
            text("map_credit"),
        ]),
        universe=evidence.ALL_STATES,
        source=world.source(*evidence.TABLES),
        note=text("map_credit"),
    )  # fmt: skip


def _on_map(row: Mapping[str, object]) -> str:
    """Return what the map shows of a requesting country."""
    if row["level"] in evidence.nothing_found():
        return f"{row['name']}: {row['level']}"
    return _(
        "{name}: {level}. Well-documented cases: {count}. Cases with arrests: {arrested}.",
        name=str(row["name"]), level=str(row["level"]), count=str(row["well_documented"]),
        arrested=str(row["people_held"]),
    )  # fmt: skip


def _hosts_map(root: str) -> Chart:
    table = countries.overview().set_index("country")
    hosted, arrested = table["hosted"], table["held_here"]
    counts = {code: int(hosted[code]) for code in cases.hosts() if code in table.index}
    first = sorted(counts, key=lambda code: (-counts[code], code))[:5]
    steps = [word for _place, word in _steps()]
    message = N_("World map of cases by country of the person. {first}. The table below has the same data.")
    return world_map(
        pd.Series({code: steps[sum(count >= step for step in _STEPS) - 1] for code, count in counts.items()}),
        {word: COLOURS[colour] for word, colour in zip(steps, ("ice", "sky", "blue", "navy"), strict=True)},
        told={code: _("{name}: {cases}; cases with arrests: {arrested}", name=country_name(code),
            cases=_n("one case", "{count} cases", count), arrested=str(arrested[code]))
            for code, count in counts.items()},
        links={code: f"{root}{code}/index.html#to" for code in counts},
        name="map-hosts",
        title=_("The people sought were in {count} countries and territories", count=number(len(cases.hosts()))),
        alt=" ".join([
            _(message, first=", ".join(f"{country_name(code)}: {number(counts[code])}" for code in first)),
            text("map_credit"),
        ]),
        universe=case_register.ROWS,
        source=world.source("cases"),
        note=text("map_credit"),
    )  # fmt: skip


def _steps() -> list[tuple[int, str]]:
    """Return the classes of the map of host states, each in words."""
    ends = [*(step - 1 for step in _STEPS[1:]), 0]
    return [
        (place, label(kind, "map-step", low=number(low), high=number(high)))
        for place, (low, high) in enumerate(zip(_STEPS, ends, strict=True), 1)
        for kind in ("open" if not high else "one" if low == high else "span",)
    ]


def home(built: Collection[str], failed: Collection[str]) -> bytes:
    """Render the first page.

    Parameters
    ----------
    built : collection of str
        Folders of the reports that stand; a state without one is named but not linked.
    failed : collection of str
        Names of the reports whose last build failed.
    """
    numbers, rows = world_numbers(), countries.overview()
    found = [" ".join(names_of(code, ())) for code in rows["country"]]
    asked, hosts = _sharing(_on_page(_asked_map(built)), _on_page(_hosts_map("")))
    content = {
        "questions": questions(built),
        "rest": evidence.levels().worded("evidence._not_searched").sentence, "most": _most_cases(), "built": built,
        "rated": _("Documentation of alleged misuse is extensive or substantial for {count} countries",
            count=numbers["evidence.strong"].value), "numbers": _first_numbers(numbers),
        "counted": _("Counted: cases of every grade and status, unless stated otherwise. {read} Source: {source}.",
            read=text("beginning"), source=publishers(numbers["decisions.refused"].source, "")),
        "asked": asked, "hosts": hosts, "article": numbers["evidence.main_page"].sentence,
        "levels": list(enumerate(evidence.words_in_order())), "steps": _steps(),
        "nothing": evidence.nothing_found(),
        "no_ranking": [*(numbers[f"cases.first_ten_{which}"].sentence for which in ("may_be", "surely")),
            text("follows_fame")],
        "rows": records(rows.assign(find=found, built=rows["country"].isin(built))),
        "failed": listed(failed), "source": world.source(*evidence.TABLES), "source_hosts": world.source("cases"),
    }  # fmt: skip
    return page("home.html.j2", "index.html", numbers["cases.count"].worded("home").sentence, content)


def by_grade() -> pd.DataFrame:
    """Count the well-documented cases of each requesting country by grade, the most first."""
    counts = cases.count_by(cases.rows(), "requesting_country", "evidence_grade")
    table = counts.pivot_table(
        index="requesting_country", columns="evidence_grade", values="well_documented", observed=True
    )
    table = table[["A", "B"]].fillna(0).astype(int)
    table = table.assign(all=table.sum(axis=1)).query("all > 0").reset_index()
    return table.sort_values(["all", "requesting_country"], ascending=[False, True], ignore_index=True)


def _most_cases() -> dict[str, object]:
    """Lay out the well-documented cases of the countries with the two highest ratings, split by grade."""
    table = by_grade()
    named, most = table[table["all"] > table["all"].nlargest(3).min()], countries.most_documented(table["all"])
    level = table["requesting_country"].map(evidence.evidence_words())
    rated, rest = evidence.words_in_order()[:2], table[level.map(evidence.words_in_order().index) > 1]
    return {
        "title": _n("{countries} accounts for {cases} of {total} well-documented cases",
            "{countries} account for {cases} of {total} well-documented cases", len(named), total=number(most.n),
            countries=listed(map(country_name, named["requesting_country"])), cases=number(most.value)),
        "grades": [number(table[grade].sum() - rest[grade].sum()) for grade in "AB"],
        "first": ",".join(table["requesting_country"][:4]), "shown": number(most.n - rest["all"].sum()),
        "rated": [(word, [(code, country_name(code), a, b) for code, a, b, _all in table[level == word].to_numpy()])
            for word in rated],
        "rest": _("Another {count} countries have {cases} well-documented cases between them.", count=len(rest),
            cases=rest["all"].sum()), "total": number(most.n),
    }  # fmt: skip


def _first_numbers(numbers: Mapping[str, Estimate]) -> list[tuple[str, ...]]:
    """Return each number of the first page with what it says, of how many it is, and what it does not say."""
    of_cases = {name: found for name, found in numbers.items() if name.startswith("cases.")}
    words = {name.partition(".")[2]: number(found.value) for name, found in of_cases.items()}
    words["rows"] = number(numbers["cases.count"].n)
    words["share_unknown"] = percent(round(numbers["cases.outcome_unknown_share"].value, 2))
    words |= {"unknown": words["people_held_unknown"], "unlinked": words["people_held_unlinked"]}
    of_decisions = ("refused", "countries", "refused_supported")
    decided = {name: number(numbers[f"decisions.{name}"].value) for name in of_decisions}
    words |= {"decided_countries": decided["countries"], "decided_supported": decided["refused_supported"]}
    shown_as = {"strong": words["count"], "held": words["people_held"], "refused": decided["refused"],
        "stopped": words["stopped"]}  # fmt: skip
    groups = ("home-says", "home-not", "home-of")
    return [(value, *(label(key, group, **words) for group in groups)) for key, value in shown_as.items()]


def compare() -> bytes:
    """Render the page that sets states side by side; whole without script, as one table of all countries."""
    when = reference()[0]
    heads = [_(column, day=day(when)) for column in _COMPARED]
    codes = [str(code) for code in countries.overview()["country"]]
    content = {
        "columns": heads,
        "rows": [_compared(code) for code in codes],
        "counted": _counted(heads[1:]),
        "bars": list(_BARS), "rated": _RATED, "kinds": [label(kind, "kind") for kind in FAMILIES],
        "ratio": _COMPARED.index(N_("Ratio to the expected number, with its interval")),
        "unit": text("compare_axis", level=number(100 * Selection(codes[0]).level)),
        "ticks": [(_place(tick), number(tick)) for tick in (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)],
        "one": _place(1.0), "needs": read_evidence_rule().levels[0],
    }  # fmt: skip
    return page("compare.html.j2", "compare.html", _("Compare countries"), content)


#: Indices of governance that are set side by side -> the message that names each.
_INDICES = {
    "vdem_rule_of_law": N_("Rule of law (V-Dem, 0 to 1)"),
    "vdem_freedom_of_expression": N_("Freedom of expression (V-Dem, 0 to 1)"),
    "vdem_liberal_democracy": N_("Liberal democracy (V-Dem, 0 to 1)"),
}
#: What is set side by side, by its message.
_COMPARED = (
    N_("Country"), N_("Rating"), N_("Well-documented cases"), N_("All cases"),
    N_("Ratio to the expected number, with its interval"),
    N_("Cases with arrests on its requests"), N_("Of these, extradition refused"),
    N_("Requests that INTERPOL refused, deleted or blocked"),
    N_("Cases that concern people in the country"), N_("Cases with arrests in the country"),
    N_("Its refusals to hand a person over"), N_("Its requests that other countries refused"),
    N_("Public Red Notices on {day}"), N_("Kinds of source that accuse the country"),
    N_("Documents that accuse the country"), *_INDICES.values(),
)  # fmt: skip
#: Place in `_COMPARED` of a number with a bar -> the whole bar, and its red part.
_BARS = {
    2: ("cases.count",), 3: ("cases.all", "cases.supported"), 5: ("cases.people_held", "cases.people_held_supported"),
    11: ("decisions.requests_refused", "decisions.requests_refused_supported"), 7: ("cases.stopped",),
}  # fmt: skip
#: Places of what the rule of ratings counts.
_RATED = (2, 13)
#: Places of what is not known of a country for whose requests nobody searched.
_REQUESTED = (2, 3, 5, 6, 7, 11)


#: What numbers of one country count, said of any country.
_IN_ANY_COUNTRY = {
    "cases.all_in_country": N_("cases in the country that involve INTERPOL or may involve it"),
    "cases.people_held_in_country": N_("cases of any status in which people were held in the country through INTERPOL"),
    **{f"countries.{index}": N_("the index for the latest year; a higher value is better") for index in _INDICES},
}


#: Topics of what is compared.
_TOPICS = ("cases", "countries", "decisions", "notices")


def _profile(code: str, numbers: Estimates) -> list[Estimate | None]:
    """Return what is set side by side of a country, in the order of the heads."""
    place = Selection(code)
    names = [
        "cases.count", "cases.all", "cases.ratio", "cases.people_held", "cases.extradition_refused", "cases.stopped",
        "cases.all_in_country", "cases.people_held_in_country", "decisions.refused", "decisions.requests_refused",
        "notices.count",
    ]  # fmt: skip
    accused = [evidence.families_naming(place), evidence.sources_naming(place)]
    return [*map(numbers.get, names), *accused, *(numbers.get(f"countries.{index}") for index in _INDICES)]


def _compared(code: str) -> dict[str, object]:
    """Lay out a country: its level, its numbers, and the places of its ratio on the axis that all countries share."""
    numbers, level = summary(code, topic=_TOPICS), evidence.rating(code).word
    profile = _profile(code, numbers)
    ratio, ends = profile[2], None
    if ratio is not None:
        ends = [_place(value) for value in (ratio.low or _LOW, ratio.value, ratio.high or _MOST)]
    order = evidence.words_in_order().index(level)
    cells = list(map(with_interval, profile))
    if level == evidence.words_in_order()[-1]:
        cells = [level if place in _REQUESTED else cell for place, cell in enumerate(cells, 2)]
    bars = {at: [int(numbers[name].value) if name in numbers else 0 for name in of] for at, of in _BARS.items()}
    kinds = "".join("1" if evidence.evidence_table()[kind][code] else "0" for kind in FAMILIES)
    return {"code": code, "name": country_name(code), "level": level, "order": order, "cells": cells, "ends": ends,
        "bars": bars, "kinds": kinds}  # fmt: skip


def _counted(heads: list[str]) -> list[tuple[str, str]]:
    """Say of each row what it counts and where it comes from, which is the same for every state."""
    code, everywhere = evidence.states_of(evidence.words_in_order()[0])[0], world_numbers()
    origins = []
    for value in filter(None, (evidence.rating(code).estimate, *_profile(code, summary(code, topic=_TOPICS)))):
        if value.name in _IN_ANY_COUNTRY:
            origins.append((_(_IN_ANY_COUNTRY[value.name]), value.source))
        else:
            origins.append((everywhere.get(value.name, value).counted, value.source))
    message = N_("Counted: {universe}. Source: {source}.")
    sentences = [_(message, universe=universe, source=publishers(source, "")) for universe, source in origins]
    return list(zip(heads, sentences, strict=True))


def _place(value: float) -> str:
    share = np.log(min(max(value, _LOW), _MOST) / _LOW) / np.log(_MOST / _LOW)
    return f"{4 + 192 * share:.1f}"


def host_list() -> bytes:
    """Render the list of host states, and of who asked whom with what became of it."""
    pairs = cases.pairs().sort_values(["cases", "people_held"], ascending=False, kind="stable").rename(columns=_PAIR)
    hosts = pairs.drop(columns="asked").groupby("host").sum().sort_values("cases", ascending=False, kind="stable")
    hosts, known = hosts.reset_index(), dict.fromkeys(list(_PAIR.values())[4:], lambda count: str(count or DASH))
    title = _("Known cases concern people in {count} countries and territories; in {arrests} of them, people were "
        "arrested", count=number(world_numbers()["cases.countries"].value),
        arrests=number(world_numbers()["cases.countries_of_arrest"].value))  # fmt: skip
    content = {
        "most": [(code, country_name(code), well, count - well)
            for code, count, well in hosts[["host", "cases", "counting"]].head(_MOST_HOSTS).to_numpy()],
        "languages": text("limits_7"),
        "map": _on_page(_hosts_map("../")), "steps": _steps(), "source": world.source("cases"),
        **table(hosts, list(_PAIR.values())[1:], host=partial(country_link, tab="to"), **known),
        "pairs": table(pairs, list(_PAIR.values()), asked=country_link, host=partial(country_link, tab="to"), **known),
    }  # fmt: skip
    return page("hosts.html.j2", "hosts/index.html", title, content)


#: Countries of people that have a bar.
_MOST_HOSTS = 12
#: Columns of who asked whom -> their heads.
_PAIR = {
    "requesting_country": "asked", "host_country": "host", "cases": "cases", "well_documented": "counting",
    "people_held": "held", "held_and_refused": "not-extradited", "stopped": "stopped",
}  # fmt: skip


def table(rows: pd.DataFrame, heads: Sequence[str], **ways: Callable[[Any], str]) -> dict[str, object]:
    """Lay out the heads and the rows of a table of the site, with names of countries that are no links."""
    countries = dict.fromkeys(("requesting_country", "host_country", "country_concerned"), place)
    cells = columns(rows, *heads, group="column", ways=WAYS | countries | ways)
    return {"columns": list(cells), "rows": [{"cells": row} for row in zip(*cells.values(), strict=True)]}
