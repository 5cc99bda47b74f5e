"""The site in a real browser: found, sorted, compared; by keyboard, on a phone, dark, without script, printed."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; run `make test-browser`")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe is not installed; run `make test-browser`"
)

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
KINDS = (
    "index.html", "compare.html", "compare.html#BLR,RUS", "hosts/index.html", "hosts/POL.html", "cases/index.html",
    "cases/blr-2018-dryk.html", "timeline.html", "methods.html", "data.html", "new.html", "about.html",
)  # fmt: skip


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
        page.on("request", lambda asked: None if asked.url.startswith("file:") else said.append(asked.url))
        page.goto(f"file://{site}/{name}")
        return page

    yield opened
    assert said == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", KINDS)
def test_no_kind_of_page_has_a_violation(open_page, name: str, width: int, dark: bool) -> None:
    page = open_page(name, width, color_scheme="dark" if dark else "light")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = axe.Axe().run(page, options={"runOnly": tags}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []


@pytest.mark.parametrize("name", KINDS)
def test_no_page_is_wider_than_a_phone(open_page, name: str) -> None:
    page = open_page(name, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_state_is_found_in_any_language_and_by_code(open_page) -> None:
    page = open_page("index.html")
    for word in ("belarus", "Беларусь", "Bielorussie", "BLR"):
        page.fill("#q", word)
        shown = page.locator("#states tbody tr:visible")
        assert shown.count() == 1, word
        assert "Belarus" in shown.first.inner_text()
    page.fill("#q", "")
    page.check("#only")
    assert page.locator("#states tbody tr:visible").count() < 60


def test_a_column_is_sorted_both_ways(open_page) -> None:
    page = open_page("index.html")
    head = page.locator("#states th", has_text="Register rows").locator("button")
    head.click()
    cells = page.locator("#states tbody tr td:nth-child(5)").all_inner_texts()
    assert [int(cell) for cell in cells] == sorted(map(int, cells), reverse=True)
    head.click()
    cells = page.locator("#states tbody tr td:nth-child(5)").all_inner_texts()
    assert [int(cell) for cell in cells] == sorted(map(int, cells))


def test_chosen_states_stand_side_by_side_and_four_are_the_most(open_page) -> None:
    page = open_page("index.html")
    for code in ("BLR", "RUS", "TUR", "CHN"):
        page.check(f"input[data-code={code}]")
    assert page.locator("input[data-code=IRN]").is_disabled()
    page.click("#compare-go")
    heads = page.locator("#side tr").first.locator("th").all_inner_texts()
    assert set(heads[1:]) == {"Belarus", "Russia", "Türkiye", "China"}
    assert not page.locator("#compare-whole").is_visible()


def test_the_address_holds_what_is_compared(open_page) -> None:
    page = open_page("compare.html#BLR,RUS")
    assert page.locator("#side tr").first.locator("th").all_inner_texts() == ["State", "Belarus", "Russia"]
    page.select_option("#pick", "TUR")
    page.click("#compare-add")
    page.wait_for_selector("#side th:nth-child(4)")
    assert page.url.endswith("#BLR,RUS,TUR")
    page.click("#compare-clear")
    page.wait_for_selector("#compare-whole", state="visible")
    assert not page.locator("#side").is_visible()


def test_the_keyboard_alone_reaches_the_content_and_the_table(open_page) -> None:
    page = open_page("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.focus("#q")
    page.keyboard.type("russia")
    assert page.locator("#states tbody tr:visible").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "only"


def test_every_page_is_whole_without_script(open_page) -> None:
    page = open_page("index.html", java_script_enabled=False)
    assert page.locator("#states tbody tr:visible").count() > 200
    assert not page.locator(".tools").first.is_visible()
    page = open_page("compare.html", java_script_enabled=False)
    assert page.locator("#compare-all tbody tr:visible").count() > 200


def test_at_400_per_cent_nothing_is_cut(open_page) -> None:
    page = open_page("index.html", 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_print_leaves_out_what_only_works_on_a_screen(open_page) -> None:
    page = open_page("index.html")
    page.emulate_media(media="print")
    assert not page.locator("header.top nav").is_visible()
    assert page.locator("h1").is_visible()
