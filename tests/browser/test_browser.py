"""The site in a real browser: found, sorted, compared; by keyboard, on a phone, dark, without script, printed."""

import csv
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.core.country_names import country_name
from analysis.core.files import HAND, RAW
from analysis.facts import evidence
from analysis.facts.countries import changed
from analysis.facts.selection import Selection
from analysis.facts.world import release
from analysis.pages.catalogue import GENERAL
from analysis.pages.parts import case_pages
from analysis.site.frame import MENU, script
from tests import crawl, recount

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; run `make test-browser`")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe is not installed; run `make test-browser`"
)

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
SITE_PAGES = (
    "index.html", "compare.html", "compare.html#BLR,RUS", "hosts/index.html", "cases/index.html",
    case_pages()["blr-2018-dryk"], "timeline.html", "methods.html", "data.html", "new.html", "about.html",
    "actions.html", "search.html", "search.html#find=journalist", "reports.html", "404.html",
)  # fmt: skip
KINDS = (*SITE_PAGES, "BLR/index.html", "FRA/index.html#to", "TUV/index.html", "brief/index.html")
REGISTER = list(csv.DictReader((RAW / "evidence" / "cases.csv").open(encoding="utf-8", newline="")))
WORDS = dict(enumerate(crawl.WORDS))
#: Most clicks that an answer may be away from the first page.
FEW = 3


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    if not CHROMIUM:
        pytest.fail("no Chromium was found; install it (Debian: apt-get install chromium) or set CHROMIUM to its path")
    with playwright.sync_playwright() as held:
        found = held.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def open_page(browser, site: Path, request: pytest.FixtureRequest):
    """Open pages of the site; whatever the browser says or asks elsewhere is kept."""
    said: list[str] = []

    def opened(name: str, width: int = 1280, **options: object):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        request.addfinalizer(context.close)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else said.append(asked.url))
        page.goto(f"file://{site}/{name}")
        return page

    yield opened
    assert said == []


@pytest.mark.parametrize(
    ("width", "dark"), [(1280, False), (1280, True), (390, False), pytest.param(390, True, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("name", KINDS)
def test_no_kind_of_page_has_a_violation(open_page, name: str, width: int, dark: bool) -> None:
    page = open_page(name, width, color_scheme="dark" if dark else "light")
    # of what passes, axe then names no element: that is the larger part of its work, and nothing asks for it
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = axe.Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


@pytest.mark.parametrize("width", [390, 320], ids=["phone", "at 400 per cent"])
@pytest.mark.parametrize("name", KINDS)
def test_no_page_nor_title_of_a_table_is_wider_than_the_screen(open_page, name: str, width: int) -> None:
    page = open_page(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [words for words, right in page.evaluate(_TITLES_OF_TABLES) if right > width] == []


#: The title of each table, also of one that is wider than the screen and is moved in its frame, and where it ends.
_TITLES_OF_TABLES = """[...document.querySelectorAll("caption > *")].map(
    title => [title.textContent, title.getBoundingClientRect().right])"""


@pytest.mark.parametrize("name", KINDS)
def test_every_page_is_whole_without_script(open_page, name: str) -> None:
    page = open_page(name, 390, java_script_enabled=False)
    assert page.locator("h1").is_visible() and page.locator("header.top nav a:visible").count() == len(MENU)
    assert page.locator("header.top a.find").is_visible() and not page.locator("header.top .search").is_visible()
    assert not page.locator(".tools:visible").count()


def test_states_are_compared_without_script_in_one_table(open_page) -> None:
    page = open_page("compare.html", java_script_enabled=False)
    assert page.locator("#compare-all tbody tr:visible").count() > 200
    assert page.locator("noscript p").is_visible()


def test_both_maps_are_drawn_and_chosen_without_script(open_page) -> None:
    page = open_page("index.html", java_script_enabled=False)
    assert page.locator(".asked svg").is_visible() and not page.locator(".hosts svg").is_visible()
    page.click("label[for=map-hosts]")
    assert page.locator(".hosts svg").is_visible() and not page.locator(".asked svg").is_visible()
    box = page.locator(".hosts a[href^='POL/'] use").bounding_box()
    assert box and box["width"] > 2


def test_the_address_holds_which_map_is_shown(open_page) -> None:
    page = open_page("index.html")
    page.click("label[for=map-hosts]")
    page.wait_for_url(re.compile("#view=map-hosts$"))  # which the browser tells a moment later
    again = open_page("index.html#view=map-hosts")
    assert again.locator(".hosts svg").is_visible()


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("belarus", "Belarus"), ("Беларусь", "Belarus"), ("BLR", "Belarus"), ("Türkiye", "Türkiye"),
        ("turkey", "Türkiye"), ("中国", "China"), ("مصر", "Egypt"), ("Deutschland", "Germany"), ("Россия", "Russia"),
    ],
)  # fmt: skip
def test_the_table_finds_a_country_in_its_own_language_by_code_and_by_alias(open_page, word: str, state: str) -> None:
    page = open_page("index.html")
    page.fill("#q", word)
    shown = page.locator("#states tbody tr:visible th").all_inner_texts()
    assert state in shown and len(shown) < 4


def test_the_address_holds_what_is_found_filtered_and_sorted(open_page) -> None:
    page = open_page("index.html")
    page.check("#only")
    page.select_option("[name=region]", "Europe")
    page.locator("#states th", has_text="All cases").locator("button").click()
    shown = page.locator("#states tbody tr:visible th").all_inner_texts()
    assert 0 < len(shown) < 30
    again = open_page(page.evaluate("location.href").rpartition("/")[2])
    assert again.locator("#states tbody tr:visible th").all_inner_texts() == shown
    assert again.locator("#only").is_checked() and again.input_value("[name=region]") == "Europe"
    page.uncheck("#only")
    page.select_option("[name=region]", "")
    assert page.locator("#states tbody tr:visible").count() > 200 and "only" not in page.evaluate("location.href")


@pytest.mark.parametrize("name", ["index.html", "cases/index.html", "BLR/index.html"])
def test_the_search_of_every_header_finds_as_one_types(open_page, name: str) -> None:
    page = open_page(name)
    page.keyboard.press("/")
    page.keyboard.type("belarus")
    page.wait_for_selector("header .hits li a")
    assert page.locator("header .hits li a").first.inner_text().startswith("Belarus")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/BLR/index.html*")


def test_countries_are_found_by_other_names_and_with_errors_of_spelling(open_page) -> None:
    page = open_page("about.html")
    for word, first in (
        ("uk", "United Kingdom"), ("UKR", "Ukraine"), ("Holland", "Netherlands"), ("America", "United States"),
        ("Великобритания", "United Kingdom"), ("Bielorussie", "Belarus"), ("Турция", "Türkiye"),
        ("Russie", "Russia"), ("Weißrussland", "Belarus"), ("Kazakstan", "Kazakhstan"), ("azerbijan", "Azerbaijan"),
        ("Phillipines", "Philippines"), ("Turkiye", "Türkiye"), ("中国", "China"),
        ("burma", "Myanmar"), ("emirates", "United Arab Emirates"), ("methods", "Methods and data"),
        ("compare", "Compare"),
    ):  # fmt: skip
        page.fill("#find", word)
        playwright.expect(page.locator("header .hits li a").first).to_contain_text(re.compile(f"^{first}"))


@pytest.mark.parametrize(
    ("word", "where"), [("belarus", "**/BLR/index.html*"), ("how long", "**/search.html#find=how%20long")]
)
def test_enter_opens_what_is_called_so_and_lists_what_only_fits(open_page, word: str, where: str) -> None:
    page = open_page("about.html")
    page.fill("#find", word)
    page.wait_for_selector("header .hits li a")
    page.press("#find", "Enter")
    page.wait_for_url(where)


def test_a_search_without_a_result_says_so_and_leads_to_the_whole_list(open_page) -> None:
    page = open_page("BLR/index.html")
    page.fill("#find", "xqzwv")
    page.wait_for_function("document.querySelector('header .hits p').textContent === 'Nothing found.'")
    page.keyboard.press("Escape")
    assert not page.locator("header .hits").is_visible()
    page.fill("#find", "journalist belarus")
    page.click("header .hits > a")
    page.wait_for_url("**/search.html#find=journalist%20belarus")
    assert page.input_value("#q") == "journalist belarus"


def test_a_button_opens_the_menu_on_a_phone(open_page) -> None:
    for name in ("index.html", "BLR/index.html"):
        page = open_page(name, 390)
        assert not page.locator("header.top nav a:visible").count()
        page.click("header .menu")
        assert page.locator("header.top nav a:visible").count() == len(MENU)
        assert page.get_attribute("header .menu", "aria-expanded") == "true"
    assert not open_page("index.html").locator("header .menu").is_visible()


def test_a_map_shows_what_it_knows_of_a_country_and_a_second_tap_opens_it(open_page) -> None:
    page = open_page("index.html", has_touch=True)
    page.tap(".asked a[href='BLR/index.html'] use")
    shown = page.locator(".asked .tip").inner_text()
    assert re.fullmatch(r"Belarus: substantial. Well-documented cases: \d+. Cases with arrests: \d+.", shown)
    page.tap(".asked a[href='BLR/index.html'] use")
    page.wait_for_url("**/BLR/index.html*")


def test_a_column_is_sorted_both_ways(open_page) -> None:
    page = open_page("index.html")
    assert not page.locator("#states").is_visible()
    page.click("details.whole summary")
    head = page.locator("#states th", has_text="All cases").locator("button")
    head.click()
    cells = page.locator("#states tbody tr td:nth-child(5)").all_inner_texts()
    assert [int(cell) for cell in cells] == sorted(map(int, cells), reverse=True)
    head.click()
    cells = page.locator("#states tbody tr td:nth-child(5)").all_inner_texts()
    assert [int(cell) for cell in cells] == sorted(map(int, cells))


def test_names_are_sorted_from_a_and_what_is_not_known_comes_last(open_page) -> None:
    page = open_page("cases/index.html")
    page.locator("#cases th", has_text="Year").locator("button").click()
    years = page.locator("#cases tbody tr td:nth-child(3)").all_text_contents()
    known = [year for year in years if year.isdigit()]
    assert years == [*sorted(known, reverse=True), *["–"] * (len(years) - len(known))]


def test_chosen_states_stand_side_by_side_and_four_are_the_most(open_page) -> None:
    page = open_page("index.html")
    page.click("details.whole summary")
    for code in ("BLR", "RUS", "TUR", "CHN"):
        page.check(f"input[data-code={code}]")
    assert page.locator("input[data-code=IRN]").is_disabled()
    page.click("#compare-go")
    page.wait_for_selector("#side th:nth-child(5)", state="attached")
    heads = page.locator("#side tr").first.locator("th").all_text_contents()
    assert set(heads[1:]) == {"Belarus", "Russia", "Türkiye", "China"}
    assert not page.locator("#compare-all").is_visible()


def test_the_address_holds_what_is_compared(open_page) -> None:
    page = open_page("compare.html#BLR,RUS")
    assert page.locator("#side tr").first.locator("th").all_text_contents() == ["Country", "Belarus", "Russia"]
    page.select_option("#pick", "TUR")
    page.click("#compare-add")
    page.wait_for_url(re.compile("#BLR,RUS,TUR$"))  # which the browser tells a moment later
    playwright.expect(page.locator("#side-levels li")).to_have_count(3)
    page.locator("#side-levels li", has_text="Russia").locator("button").click()
    page.wait_for_url(re.compile("#BLR,TUR$"))
    playwright.expect(page.locator("#side tr").first.locator("th")).to_have_text(["Country", "Belarus", "Türkiye"])


def test_the_comparison_opens_with_the_countries_last_seen_or_else_with_two(open_page) -> None:
    page = open_page("compare.html")
    assert page.locator("#side-rows .one-state > span:first-child").all_inner_texts() == ["Türkiye", "Russia"]
    root = page.url.partition("compare.html")[0]
    for name in ("FRA/index.html", "BLR/index.html", "compare.html"):
        page.goto(root + name)
    assert page.locator("#side-rows .one-state > span:first-child").all_inner_texts() == ["Belarus", "France"]


@pytest.mark.parametrize(("codes", "same"), [("TUR,RUS", True), ("BLR,KAZ", False)])
def test_sentences_say_what_was_found_and_why_ratings_are_the_same_or_differ(open_page, codes: str, same: bool) -> None:
    page, counted = open_page(f"compare.html#{codes}"), recount.cases()
    one, other = codes.split(",")
    found = [recount.of_country(code, counted)["well_documented"] for code in (one, other)]
    said = f"We found {found[0]} well-documented cases for {country_name(one)} and {found[1]} for {country_name(other)}"
    assert page.inner_text("#found") == said
    text = page.inner_text("#why")
    assert text.startswith("The rating is the same, “extensive”." if same else "The ratings differ.")
    kinds = [int(evidence.families_naming(Selection(code)).value) for code in (one, other)]
    assert f"Kinds of source: {country_name(one)} {kinds[0]}, {country_name(other)} {kinds[1]}." in text


CHANCE = {
    "TUR,RUS": "the difference between Türkiye and Russia", "RUS,IND": "larger than chance",
    "TUR,RUS,BLR": "some of these", "RUS,TUV": None,
}  # fmt: skip


@pytest.mark.parametrize(("codes", "said"), CHANCE.items())
def test_a_sentence_says_whether_chance_may_explain_the_difference(open_page, codes: str, said: str | None) -> None:
    page = open_page(f"compare.html#{codes}")
    strips = page.locator("#side-rows span:last-child").all_inner_texts()
    ends = [tuple(map(float, re.findall(r"[\d.]+", strip)[1:])) for strip in strips if "(" in strip]
    assert page.is_visible("#chance") == (said is not None) == (len(ends) > 1)
    if len(ends) == 2:
        overlap = ends[0][0] <= ends[1][1] and ends[1][0] <= ends[0][1]
        assert ("may be due to chance" in page.inner_text("#chance")) == overlap
    assert said is None or said in page.inner_text("#chance")


def test_one_chart_sets_the_chosen_states_side_by_side_on_one_axis(open_page) -> None:
    page = open_page("compare.html#BLR,RUS,TUV")
    lines = page.locator("#side-rows .one-state")
    assert lines.locator("span:first-child").all_inner_texts() == ["Belarus", "Russia", "Tuvalu"]
    assert [lines.nth(i).locator("svg circle").count() for i in range(3)] == [1, 1, 0]
    ratio = page.locator("#side tr", has_text="Ratio to the expected number").locator("td").all_text_contents()
    assert lines.locator("span:last-child").all_inner_texts() == [*ratio[:2], "no ratio for this country"]


def test_a_country_for_which_nobody_searched_has_no_zeros_of_its_requests(open_page) -> None:
    page = open_page("compare.html#BLR,ITA")
    assert page.inner_text("#found").endswith("for Belarus. We did not search for cases requested by Italy")
    assert page.locator("#side-bars li:last-child b").all_inner_texts() == ["not searched"] * 5
    ends = page.locator("#side-rows circle, #side-rows line").evaluate_all("all => all.map(e => e.getBBox().x)")
    assert max(ends) - min(ends) > 80, "the axis fits the country that has a ratio"
    assert open_page("compare.html#ITA,TUV").locator("#side-chart:visible").count() == 0


def test_bars_of_the_chosen_countries_show_the_numbers_of_the_table_on_one_scale(open_page) -> None:
    page = open_page("compare.html#RUS,BLR,FRA")
    page.get_by_text("All numbers of these countries").click()
    groups = page.locator("#side-bars > div")
    assert groups.count() == 5
    lengths = {}
    for group in groups.all():
        row = page.locator(
            "#side tr", has=page.get_by_role("rowheader", name=group.locator("h3").inner_text(), exact=True)
        )
        counts = group.locator("b").all_inner_texts()
        assert counts == row.locator("td").all_inner_texts()
        if group.locator("h3").inner_text() == "All cases":
            supported = [recount.of_country(code, recount.cases())["supported"] for code in ("RUS", "BLR", "FRA")]
            assert group.locator("small").all_inner_texts() == [f", {count} supported" for count in supported]
        widths = [bar.bounding_box()["width"] for bar in group.locator(".bar").all()]
        lengths |= {int(count): width for count, width in zip(counts, widths, strict=True)}
    most = max(lengths)
    assert all(abs(width / lengths[most] - count / most) < 0.02 for count, width in lengths.items())


def test_four_countries_can_be_compared_on_a_phone(open_page) -> None:
    page = open_page("compare.html#BLR,KAZ,RUS,FRA", 390)
    page.get_by_text("All numbers of these countries").click()
    assert page.locator("#side tbody th").first.bounding_box()["width"] > 90
    assert page.locator("#side-bars .one-state").first.bounding_box()["height"] < 40


def test_the_keyboard_alone_reaches_content_map_table_and_comparison(open_page) -> None:
    page = open_page("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#main$"))  # which the browser tells a moment later
    page.focus("#map-asked")
    page.keyboard.press("ArrowRight")
    assert page.locator(".hosts svg").is_visible()
    page.focus("#q")
    page.keyboard.type("russia")
    assert page.locator("#states tbody tr:visible").count() == 2  # Belarus was called Belorussia
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "only"
    page.focus("input[data-code=RUS]")
    page.keyboard.press("Space")
    assert page.get_attribute("#compare-go", "href") == "compare.html#RUS"
    page.locator("#states th", has_text="Region").locator("button").focus()
    page.keyboard.press("Enter")
    assert page.get_attribute("#states th:last-child", "aria-sort") == "ascending"


def test_the_keyboard_is_not_led_through_every_country_of_a_map(open_page) -> None:
    page = open_page("index.html")
    stops = page.evaluate("[...document.querySelectorAll('.map a')].filter(a => a.tabIndex >= 0).length")
    assert stops == 0


def test_a_dark_screen_is_dark_on_every_kind_of_page(open_page) -> None:
    for name in ("index.html", "hosts/index.html", "BLR/index.html"):
        page = open_page(name, color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)", name


def test_print_shows_both_maps_and_leaves_out_what_only_works_on_a_screen(open_page) -> None:
    page = open_page("index.html")
    page.emulate_media(media="print")
    assert not page.locator("header.top nav").is_visible() and not page.locator(".tools").first.is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator(".asked svg").is_visible() and page.locator(".hosts svg").is_visible()
    assert page.pdf()[:5] == b"%PDF-"


def test_no_page_takes_long_to_load(site: Path) -> None:
    assert (site / "index.html").stat().st_size < 300_000 and len(script("cases.html.j2").encode()) < 16_000
    sizes = {name: (site / name.partition("#")[0]).stat().st_size for name in KINDS}
    assert sizes.pop("brief/index.html") < 560_000  # its map has the values of every country, for two widths
    assert max(sizes.values()) < 350_000


def held_by(code: str) -> dict[str, int]:
    """Cases with people held by country where they took effect, from the csv files."""
    cases = recount.cases()
    asked = cases[(cases["requesting_country"] == code) & ~cases["correction"]]
    hosts = (set(asked["host_country"]) | set(asked["held_where"])) - {""}
    return {host: int((asked["people_held"] & (asked["held_where"] == host)).sum()) for host in hosts}


class Visit:
    """A first-time visitor on the first page, whose clicks are counted."""

    def __init__(self, page) -> None:
        self.page, self.clicks = page, 0

    def click(self, words: str, within: str = "body") -> None:
        self.clicks += 1
        assert self.clicks <= FEW
        self.page.locator(within).get_by_text(words, exact=True).first.click()
        self.page.wait_for_load_state()

    def choose(self, field: str, value: str) -> None:
        self.clicks += 1
        assert self.clicks <= FEW
        self.page.select_option(field, value)

    def sees(self, *words: str, within: str = "main") -> None:
        text = self.page.locator(within).inner_text()
        assert [word for word in words if word not in text] == []


@pytest.fixture
def visit(open_page) -> Visit:
    return Visit(open_page("index.html"))


def searched(visit: Visit, words: str) -> None:
    """Type into the search of the header, which is one click, and open the first result, which is another."""
    visit.clicks += 1
    visit.page.click("#find")
    visit.page.keyboard.type(words)
    visit.page.wait_for_selector("header .hits li a")
    visit.clicks += 1
    visit.page.locator("header .hits li a").first.click()
    visit.page.wait_for_load_state()


def test_visitor_asks_whether_a_country_makes_abusive_requests(visit: Visit) -> None:
    searched(visit, "Belarus")
    counted = recount.of_country("BLR", recount.cases())
    visit.sees("Belarus", within="h1")
    assert re.search(rf"\b(?:{counted['well_documented']}|ten) well-documented cases", visit.page.inner_text("main"))


def test_visitor_asks_which_countries_have_most_cases(visit: Visit) -> None:
    turkey, russia = (recount.of_country(code, recount.cases())["well_documented"] for code in ("TUR", "RUS"))
    every = recount.cases()["well_documented"].sum()
    visit.sees(f"Türkiye and Russia account for {turkey + russia} of {every}", str(turkey), within=".first")
    visit.sees("The chart is not a ranking.", within=".first")


def test_visitor_asks_what_france_did_when_asked_and_how_many_were_arrested_there(visit: Visit) -> None:
    searched(visit, "france")
    visit.clicks += 1
    visit.page.locator(".tabs a[href$='#to']").click()
    counted = recount.of_country("FRA", recount.cases())
    text = visit.page.locator("#to").inner_text()
    assert visit.page.locator("#to").is_visible() and "extradition" in text.lower()
    for number in (counted["hosted"], counted["held_here"]):
        assert re.search(rf"\b(?:{number}|{WORDS.get(number, number)})\b", text, re.IGNORECASE), number


@pytest.mark.parametrize("name", ["Hnyot", "Browder", "Tsikhanouskaya"])
def test_visitor_finds_a_person_by_name(visit: Visit, name: str) -> None:
    searched(visit, name)
    visit.sees(name, "because they have spoken publicly or their case was widely reported.", "Step by step")


def test_visitor_compares_belarus_and_kazakhstan(visit: Visit) -> None:
    visit.click("How do two countries compare?")
    visit.click("All numbers of these countries")
    table = [row.split("\t") for row in visit.page.locator("#side tr").all_inner_texts()]
    rows, cases = {row[0]: row[1:] for row in table}, recount.cases()
    assert rows["Country"] == ["Belarus", "Kazakhstan"]
    counts = {code: recount.of_country(code, cases) for code in ("BLR", "KAZ")}
    wanted = {"Cases with arrests on its requests": "held", "Of these, extradition refused": "refused"}
    for words, number in wanted.items():
        assert rows[words] == [str(counts[code][number]) for code in counts]
    stopped = cases[~cases["correction"] & cases["oversight_outcome"].isin(recount.STOPPED)]["requesting_country"]
    assert rows["Requests that INTERPOL refused, deleted or blocked"] == [
        str((stopped == code).sum()) for code in counts
    ]
    visit.sees(
        "This is not a ranking",
        "What each row counts, and its source",
        "10 well-documented cases for Belarus and 6 for Kazakhstan",
        "Belarus 2, Kazakhstan 3",
    )


def test_visitor_finds_data_and_citation(visit: Visit, site: Path) -> None:
    visit.click("Methods and data", within="header")
    visit.click("All data, and how to cite them")
    visit.sees("How to cite", "@", "release")
    target = visit.page.get_by_text("Everything in one archive (ZIP)").get_attribute("href")
    assert (site / str(target)).read_bytes()[:2] == b"PK"


def test_visitor_asks_what_an_interior_ministry_can_do(visit: Visit) -> None:
    visit.click("What to do", within="header")
    visit.clicks += 1
    visit.page.locator("a[href$='#interior']").first.click()
    actions = visit.page.locator("#interior li.act")
    assert actions.count() == 5 and all(action.is_visible() for action in actions.all())
    assert all(action.locator("a[href^='http']").count() for action in actions.all())


def test_visitor_asks_which_ratings_changed(visit: Visit) -> None:
    visit.click("What is new", within="footer")
    found = changed().query("level != level_before")
    rows = visit.page.locator("#t-ratings tbody tr").all()
    said = [(row.locator("th").inner_text(), row.locator(".lv").last.inner_text()) for row in rows]
    assert said == [(country_name(code), level) for code, level in found[["iso3", "level"]].to_numpy()]
    assert visit.page.locator("#recounted li a").count() >= len(rows)


def test_visitor_learns_who_stands_out_and_why_that_is_no_ranking(visit: Visit) -> None:
    visit.click("Why is there no ranking of countries?")
    assert visit.page.evaluate("document.getElementById('stands-out').getBoundingClientRect().top") < 900
    visit.sees("so we publish none", within="section[aria-labelledby=stands-out]")
    visit.sees("Russia", "Belarus", within="table.most")


def test_visitor_learns_whether_it_is_getting_worse(visit: Visit) -> None:
    visit.click("Is misuse getting worse?")
    visit.sees(
        "Is misuse growing? The figures cannot say", "2,462", "2,586", "228 of 438 cases", "we show no rate of misuse"
    )
    assert visit.page.locator("#worse figure svg, #worse svg").count() == 3


def test_visitor_learns_who_detained_people_on_russian_requests_and_what_became_of_it(visit: Visit) -> None:
    visit.click("Who arrested people, and on whose request?")
    visit.choose("[name=asked]", "Russia")
    rows = visit.page.locator("#who tbody tr:visible")
    held = {cells[1]: int(cells[4].replace("–", "0")) for cells in (row.split("\t") for row in rows.all_inner_texts())}
    assert held == {country_name(host): count for host, count in held_by("RUS").items()}
    visit.click("France", within="#who tbody tr:visible td")
    visit.page.wait_for_url("**/FRA/index.html#to")
    assert visit.page.locator("#to").is_visible()


def test_visitor_learns_what_is_new(visit: Visit) -> None:
    visit.click("What is new?", within="ul.ask")
    visit.page.locator("section:has(#states) summary").click()
    russia = visit.page.locator("#by-state tr", has_text="Russia").inner_text().split("\t")
    assert int(russia[2]) == sum(row["requesting_country"] == "RUS" for row in REGISTER)
    visit.sees("Ratings that changed", "New cases", "Every change")


def shown_cases(page) -> list[str]:
    """The pages of the cases that the list shows."""
    return [f"cases/{link.get_attribute('href')}" for link in page.locator("#cases tbody tr:visible th a").all()]


def test_visitor_learns_which_journalists_were_sought_and_by_whom(visit: Visit) -> None:
    visit.click("Which journalists were sought, and by whom?", within="ul.ask")
    journalists = [row for row in REGISTER if row["target_profile"] == "journalist"]
    assert set(shown_cases(visit.page)) == {case_pages()[row["case_id"]] for row in journalists}
    asked = set(visit.page.locator("#cases tbody tr:visible td:nth-child(4)").all_inner_texts())
    assert asked == {country_name(row["requesting_country"]) for row in journalists}
    visit.sees(f"{len(journalists)} cases")


def test_visitor_learns_what_interpol_refused_or_deleted_in_2024_and_why(visit: Visit) -> None:
    visit.click("What did INTERPOL refuse and delete, and why?", within="ul.ask")
    with (RAW / "evidence" / "oversight_statistics.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2024" and row["country"] == "WORLD"]
    refused = [row["value"] for row in rows if row["indicator"].startswith("ndtf_refused")]
    pages = [visit.page.inner_text("main")]
    tables = visit.page.locator("main a[href^='tables.html']").first
    if tables.count():
        tables.click()
        pages.append(visit.page.inner_text("main"))
    text = " ".join(pages)
    assert len(refused) > 3 and [value for value in refused if f"{float(value):,.0f}" not in text] == []


def test_visitor_learns_who_requests_most_notices(visit: Visit) -> None:
    visit.click("Which countries request public notices?", within="ul.ask")
    with (RAW / "notices" / "public_notices_by_requesting_country.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["snapshot_date"] == "2023-04-12"]
    most = max(rows, key=lambda row: float(row["notices"]))
    visit.sees(country_name(most["requesting_country"]))


def test_visitor_learns_the_end_of_the_case_of_hnyot_by_either_script(visit: Visit) -> None:
    searched(visit, "Гнёт")
    steps = visit.page.locator(".path li").all_inner_texts()
    with (HAND / "interpol_decisions.csv").open(encoding="utf-8", newline="") as file:
        dated = [row["date"] for row in csv.DictReader(file) if row["case_id"] == "blr-2023-gnyot"]
    assert dated == ["2024-06-25", "2024-08-05", "2024-10-31"]
    assert "INTERPOL’s Commission deleted the data" in steps[-3] and "5 August 2024" in steps[-3]
    assert "left the country" in steps[-2] and "31 October 2024" in steps[-2]
    assert "In 2024, order not recorded" in steps[-1] and "pending" in steps[-1]


@pytest.mark.skipif("DECISIONS" not in GENERAL, reason="there is no report on decisions")
def test_visitor_learns_which_courts_refused_most(visit: Visit) -> None:
    visit.click("Which courts and authorities refused?", within="ul.ask")
    refused = recount.decided().query("refused")["country"].value_counts()
    visit.sees(country_name(str(refused.index[0])), str(refused.iloc[0]))


def test_cases_are_chosen_by_role_country_and_year_and_shown_by_fifty(open_page) -> None:
    page = open_page("cases/index.html")
    assert len(shown_cases(page)) == 50
    whole = page.text_content("#h-years")
    page.click("[data-more]")
    assert len(shown_cases(page)) == 100
    page.select_option("[name=asked]", "Russia")
    page.select_option("[name=year]", "2017")
    page.check("[name=involved]")
    corrections = set(recount.cases().query("correction")["case_id"])
    wanted = {
        case_pages()[row["case_id"]]
        for row in REGISTER
        if (row["requesting_country"], row["year"]) == ("RUS", "2017") and row["case_id"] not in corrections
    }
    assert wanted and set(shown_cases(page)) == wanted
    assert page.text_content("#h-years") == "The cases you chose, by year" and not page.is_visible("[data-whole]")
    again = open_page("cases/index.html" + page.evaluate("location.hash"))
    assert set(shown_cases(again)) == wanted
    page.select_option("[name=year]", "")
    page.uncheck("[name=involved]")
    bars = {bar.get_attribute("data-year"): bar for bar in page.locator(".hist li").all()}
    of_russia = [row["year"] for row in REGISTER if row["requesting_country"] == "RUS"]
    for year, bar in bars.items():
        assert bar.locator("b").text_content() == str(of_russia.count(str(year)))
    page.select_option("[name=asked]", "")
    assert page.text_content("#h-years") == whole and page.is_visible("[data-whole]")


@pytest.mark.parametrize(("name", "code"), [("turkey", "TUR"), ("uae", "ARE")])
def test_another_name_of_a_country_finds_its_cases_in_the_list(open_page, name: str, code: str) -> None:
    page = open_page("cases/index.html")
    page.fill("[name=find]", name)
    wanted = {
        case_pages()[row["case_id"]] for row in REGISTER if code in (row["requesting_country"], row["host_country"])
    }
    found = set(shown_cases(page))
    assert found <= wanted and len(found) == min(50, len(wanted))


@pytest.mark.parametrize("name", ["Hnyot", "Гнёт", "gnyot", "Tsikhanouskaya"])
def test_a_public_name_finds_its_case_in_the_list(open_page, name: str) -> None:
    page = open_page("cases/index.html")
    page.fill("#q", name)
    assert len(shown_cases(page)) == 1


def test_events_are_chosen_by_kind_and_country(open_page) -> None:
    page = open_page("timeline.html")
    years = page.locator("#timeline > details > summary b").all_inner_texts()
    assert page.locator("#timeline li:visible").count() == 3, "the rest of the year is folded"
    assert sum(map(int, years)) == page.locator("#timeline li").count() == len(release()["oversight_timeline"])
    page.select_option("[name=kind]", "Courts and arrests")
    page.select_option("[name=country]", "Belarus")
    shown = page.locator("#timeline li:visible")
    assert shown.count() > 5
    assert {one.get_attribute("data-kind") for one in shown.all()} == {"Courts and arrests"}
    assert all("Belarus" in str(one.get_attribute("data-country")).split("|") for one in shown.all())
    for part in page.locator("#timeline details:visible").all():
        assert part.locator("summary b").first.inner_text() == str(part.locator("li:visible").count())


def test_the_page_of_the_search_says_what_there_is_and_finds_charts_reports_and_methods(open_page) -> None:
    page = open_page("search.html")
    assert page.locator(".found li").count() == 0
    assert all(word in page.locator("#what").inner_text() for word in ("Countries", "Cases", "Reports and charts"))
    page.locator(".try a", has_text="Гнёт").click()
    playwright.expect(page.locator(".found li a").first).to_have_attribute("href", case_pages()["blr-2023-gnyot"])
    for word, found in (
        ("grades of evidence", "methods.html#grades"), ("safeguards", "oversight/index.html"),
        ("Гнёт", case_pages()["blr-2023-gnyot"]), ("correction", "about.html#corrections"),
    ):  # fmt: skip
        page.fill("#q", word)
        playwright.expect(page.locator(".found li a").first).to_have_attribute("href", found)
    page.fill("#q", "chart")
    playwright.expect(page.locator(".found li small").first).to_contain_text("chart · ")


def test_results_stand_by_kind_with_the_first_of_each_and_all_on_demand(open_page) -> None:
    page = open_page("search.html")
    page.fill("#q", "Türkiye")
    heads = page.locator(".found section:visible h2")
    playwright.expect(heads.first).to_have_text("Countries (1)")
    rows = recount.cases().query("requesting_country == 'TUR'")
    assert heads.nth(1).inner_text() == f"Cases requested by Türkiye ({len(rows)})"
    asked = page.locator("[data-kind=asked]")
    assert asked.locator("li").count() == 5 == asked.locator("li .badge").count()
    assert all("requested by Türkiye" in text for text in asked.locator("li small").all_inner_texts())
    asked.get_by_role("button", name=f"Show all {len(rows)}").focus()
    page.keyboard.press("Enter")
    assert asked.locator("li").count() == len(rows) and not asked.locator("button").is_visible()
    assert page.evaluate("document.activeElement.parentElement.matches('[data-kind=asked] li:nth-child(6)')")
    assert asked.locator(".badge.well_documented").count() == rows["well_documented"].sum()
    for word, marked in (("مصر", "Egypt"), ("Hnyot", "Hnyot"), ("Гнёт", "Gnyot"), ("journalist", "Journalist")):
        page.fill("#q", word)
        playwright.expect(page.locator(".found mark").first).to_have_text(marked)
    page.fill("#q", "مصر")
    playwright.expect(page.locator("[data-kind=countries] li b")).to_have_text("مصر")


def test_a_word_finds_the_other_names_of_a_country_and_one_of_many(open_page) -> None:
    page = open_page("search.html")
    assert not page.locator("header .search").is_visible()
    counts = {}
    for word in ("Türkiye", "Turkey", "journalists", "journalist"):
        page.fill("#q", word)
        playwright.expect(page.locator(".searcher [aria-live]")).to_contain_text("results")
        counts[word] = int(page.inner_text(".searcher [aria-live]").split()[0])
    assert counts["Türkiye"] == counts["Turkey"] > 20 and counts["journalists"] >= counts["journalist"] > 20
    page.fill("#q", "activist xqzwv")
    playwright.expect(page.locator(".searcher [aria-live]")).to_contain_text("No result has every word")
    assert sum(int(head.inner_text().strip("()")) for head in page.locator(".found h2:visible small").all()) > 10
    page.fill("#q", "xqzwv")
    playwright.expect(page.locator("[data-nothing] a")).to_have_count(3)
    playwright.expect(page.locator("[data-nothing]")).to_be_visible()


def test_a_word_that_is_known_beats_one_that_is_alike_and_the_page_says_which_it_shows(open_page) -> None:
    """“Paris” is like the beginning of “Pakistan”, and “rusia” is a name of Russia, whatever else is like it."""
    page = open_page("search.html")
    count, first = page.locator(".searcher [aria-live]"), page.locator(".found li a").first
    for word, found in (("pakis", "Pakistan"), ("spain", "Spain"), ("rusia", "Russia"), ("belar", "Belarus")):
        page.fill("#q", word)
        playwright.expect(first).to_contain_text(re.compile(f"^{found}"))
        assert "similar" not in count.inner_text()
    page.fill("#q", "pakstan")
    playwright.expect(first).to_contain_text(re.compile("^Pakistan"))
    playwright.expect(count).to_contain_text("No exact match; these are similar.")
    page.fill("#q", "Paris")
    playwright.expect(count).to_have_text("Nothing found.")
    assert page.locator(".found li").count() == 0
    playwright.expect(page.locator("[data-nothing] a")).to_have_count(3)


def test_a_wrong_address_has_a_search(open_page) -> None:
    page = open_page("404.html")
    page.fill("#q", "belarus")
    playwright.expect(page.locator(".found li a").first).to_have_attribute("href", "BLR/index.html")


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("cases/index.html", 6),
        ("timeline.html", 8),
        ("compare.html", 4),
        ("search.html", 2),
        ("404.html", 2),
        ("about.html", 4),
    ],
)
def test_a_page_fits_on_few_screens_of_a_phone(open_page, name: str, most: int) -> None:
    height = open_page(name, 390).evaluate("document.documentElement.scrollHeight")
    assert height <= most * 844


def test_visitor_cites_a_chart(visit: Visit, site: Path) -> None:
    visit.click("Data, image and citation", within=".asked")
    links = visit.page.locator(".asked details a")
    held = [(site / str(link.get_attribute("href"))).read_text(encoding="utf-8") for link in links.all()]
    assert held[0].startswith("country,name,level") and re.match(r"<svg [^>]*xmlns=", held[1])
    assert (
        held[2].startswith("@")
        and "Documentation of alleged misuse by requesting country" in held[2]
        and held[3].startswith("TY  - DATA")
    )


def test_a_state_is_one_click_from_where_it_is_found(open_page) -> None:
    page = open_page("index.html")
    page.fill("#q", "Беларусь")
    page.locator("#states tbody tr:visible th a").click()
    page.wait_for_url("**/BLR/index.html*")
    assert "Belarus" in page.locator("h1").inner_text()


def test_the_page_of_a_state_leads_to_brief_data_citation_and_comparison(open_page) -> None:
    page = open_page("BLR/index.html")
    links = [str(link.get_attribute("href")) for link in page.locator("main a").all()]
    for ending in ("brief.pdf", "data/BLR.zip", "cite/BLR.bib", "cite/BLR.ris"):
        assert any(link.endswith(ending) for link in links), ending
    assert any("compare.html#" in link and "BLR" in link for link in links)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_tabs_of_a_country_open_by_keyboard_and_by_address_and_are_both_printed(open_page, script: bool) -> None:
    def shown(page) -> list[str]:
        return [name for name in ("by", "to") if page.locator(f"section#{name}").is_visible()]

    page = open_page("FRA/index.html", java_script_enabled=script)
    assert shown(page) == ["to"], "the part that the title is about"
    page.locator(".tabs a[href$='#by']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/FRA/index.html#by")
    assert shown(page) == ["by"]
    page.emulate_media(media="print")
    assert shown(page) == ["by", "to"]
    assert shown(open_page("BLR/index.html", java_script_enabled=script)) == ["by"]
    assert shown(open_page("BLR/index.html#to", java_script_enabled=script)) == ["to"]
    assert shown(open_page("BLR/index.html#authorities", java_script_enabled=script)) == ["to"], "a heading inside it"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_chart_shows_its_values_on_hover_focus_and_tap(open_page, width: int) -> None:
    page = open_page("world/tables.html", width, has_touch=width < 1000)
    marks = page.locator("#public_rates .v")
    words = [marks.nth(place).get_attribute("aria-label") for place in (0, 1)]
    mark, tip = marks.first, page.locator(".tip")
    assert re.match(r"[\w ]+: [\d.,]+ public Red Notices", words[0])
    if width < 1000:
        mark.tap()
    else:
        mark.hover()
    assert tip.text_content() == words[0]
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    mark.focus()
    page.keyboard.press("ArrowRight")
    assert (tip.text_content(), tip.is_visible()) == (words[1], True)
    assert page.locator("#public_rates svg").get_attribute("role") == "group"
