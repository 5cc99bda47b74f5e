"""Blocks, their Markdown, and the data files: text is data everywhere, and no number stands without an estimate."""

import base64
import json
import re
import sys
from dataclasses import replace
from datetime import date
from html import unescape

import nbformat
import pandas as pd
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.core.messages import label
from analysis.pages.blocks import (
    MARKS,
    MIME,
    Figures,
    Mark,
    Marks,
    Number,
    Prose,
    Scale,
    Section,
    Table,
    csv_text,
    section,
)  # fmt: skip
from analysis.pages.catalogue import country_job
from analysis.pages.markdown import (
    block_html,
    inline_html,
    inline_typst,
    is_date,
    is_number,
    number_columns,
    plain,
    typst_string,
)
from analysis.pages.words import estimates_table, interval_of, link, shown
from analysis.publish import html, pdf
from analysis.publish.notebook import data_files
from analysis.site.frame import script
from analysis.stats.estimate import Estimate, Kind, complete_count, listed
from tests.charts.examples import draw_ranked

COUNT = complete_count(7, universe="invented", source="cases", unit="cases", sentence="Erewhon: 7 cases.")
SHARE = Estimate(0.25, 0.1, 0.5, 0.95, "Wilson", 20, "invented", "25 %", "cases", "share", Kind.SAMPLING)
PRINTED = st.characters(exclude_categories=["Cc", "Cs"])
NASTY = '<script>alert("x")</script> & #eval("1+1") $x$ \\ `code` _a_ *b* @c <lab> // c'


def table(name: str = "a", text: str = "x") -> Table:
    data = pd.DataFrame({"word": [text], "value": [0.123456789]})
    return Table(name, text, data, data.astype(str), text, text, text)


def notebook(*shown_blocks: Prose | Table | Scale | Figures | Marks) -> nbformat.NotebookNode:
    outputs = [nbformat.v4.new_output("display_data", data=b._repr_mimebundle_()) for b in shown_blocks]
    cell = nbformat.v4.new_code_cell("x", outputs=outputs)
    held = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Heading"), cell])
    held.metadata["report"] = {"title": "Erewhon & <Sons>", "footer": "The end."}
    return held


@pytest.mark.parametrize("sentence", ["There are 8.", "In 2021 there were.", "Half: ½ or 50 %", "Grade A1"])
def test_a_number_outside_an_estimate_is_refused(sentence: str) -> None:
    with pytest.raises(ValueError, match="to fix, pass the Estimate"):
        Prose([sentence])


@pytest.mark.parametrize(
    "sentence", ["Article 3 applies.", "Articles 2 and 3.", "ISO 3166-1", "See [a 9](https://x.y/8)."]
)
def test_names_with_digits_are_no_numbers(sentence: str) -> None:
    assert Prose([sentence]).texts() == [sentence]


def test_an_estimate_travels_with_its_sentence() -> None:
    bundle = Prose([COUNT, "Nothing more."])._repr_mimebundle_()
    assert bundle["text/plain"] == "Erewhon: 7 cases. Nothing more."
    (held,) = bundle[MIME]["estimates"]  # type: ignore[index]
    assert (held["value"], held["sentence"]) == (7.0, "Erewhon: 7 cases.")


def test_sections_are_flat_and_leave_out_none() -> None:
    prose, held = Prose(["a"]), table()
    found = list(section(None, prose, [held], section(prose)))
    assert [id(block) for block in found] == [id(prose), id(held), id(prose)]
    assert list(Section()) == []


def test_floats_keep_six_digits() -> None:
    assert csv_text(pd.DataFrame({"a": [0.123456789, 1e9]})) == "a\n0.123457\n1e+09\n"


def test_data_files_hold_each_table_its_description_and_all_estimates() -> None:
    files = data_files(notebook(Prose([COUNT]), table("a"), table("b"), Prose([SHARE])))
    assert sorted(files) == ["a.csv", "a.json", "b.csv", "b.json", "estimates.json"]
    assert json.loads(files["a.json"])["columns"] == ["word", "value"]
    assert [e["value"] for e in json.loads(files["estimates.json"])] == [7.0, 0.25]


def test_two_blocks_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two blocks named 'a'"):
        data_files(notebook(table("a"), table("a")))


def test_nothing_in_the_data_acts_as_markup_on_a_page() -> None:
    page = html.render(notebook(table("a", NASTY), Prose([NASTY.replace("1+1", "x")], "citation")))
    assert "<script" not in page.replace(f"<script>{script()}</script>", "")
    assert "&lt;script&gt;" in page
    assert "<title>Erewhon &amp; &lt;Sons&gt;</title>" in page


def test_nothing_in_the_data_acts_as_markup_in_a_pdf() -> None:
    source = pdf.source(notebook(table("a", NASTY)), date(2026, 1, 2))
    assert '#eval("1+1")' not in source
    assert pdf.render(notebook(table("a", NASTY)), date(2026, 1, 2)).startswith(b"%PDF")


def test_a_picture_without_alternative_text_makes_no_pdf() -> None:
    """The standard PDF/UA-1 is checked by the compiler: every picture of a report has an alternative text."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    held = notebook(table())
    block = {"block": "chart", "name": "a", "title": "T", "alt": "A triangle.", "caption": "c", "svg": drawing}
    held.cells[1].outputs[0].data = {MIME: block}
    assert pdf.render(held, date(2026, 1, 2)).startswith(b"%PDF")
    source = pdf.source(held, date(2026, 1, 2)).replace(", alt: alt", "")
    with pytest.raises(typst.TypstError, match="alt"):
        typst.compile(source.encode(), format="pdf", pdf_standards="ua-1")


def test_a_pdf_is_the_same_bytes_twice() -> None:
    one, other = (pdf.render(notebook(Prose([COUNT]), table()), date(2026, 1, 2)) for _ in range(2))
    assert one == other


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_any_text_compiles_to_typst(text: str) -> None:
    source = f"#let a = {typst_string(text)}\n{inline_typst(text)}"
    assert typst.compile(source.encode(), format="svg")


@given(st.text(max_size=60))
def test_any_text_is_one_line_of_harmless_html(text: str) -> None:
    shown_html = inline_html(text)
    assert "<script" not in shown_html.casefold()
    assert "javascript:" not in shown_html.casefold() or 'href="javascript:' not in shown_html.casefold()


@pytest.mark.parametrize("start", ["- a", "1. a", "# a", "> a", "* a"])
def test_a_line_stays_a_line(start: str) -> None:
    assert not any(tag in inline_html(start) for tag in ("<ul", "<ol", "<h1", "<blockquote"))


def test_markdown_links_become_links() -> None:
    assert inline_html("[a](https://x.y/z)") == '<a href="https://x.y/z">a</a>'
    assert inline_typst("[a](https://x.y/z)") == '#link("https://x.y/z")[#"a";]'
    assert block_html("*a*") == "<p><em>a</em></p>\n"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "//evil.example", "/etc/passwd", "../../../etc/passwd",
     "file:///etc", "mailto:a@b.c", "ftp://x.y", "vbscript:x", "http:x", "x y.html", ".state/BLR.json"],
)  # fmt: skip
def test_a_link_to_anything_but_the_web_and_the_reports_is_its_words(url: str) -> None:
    assert inline_html(f"[a](<{url}>)") == "a"
    assert "link" not in inline_typst(f"[a](<{url}>)")


@pytest.mark.parametrize(
    "url",
    ["http://x.y/z?a=1#b", "https://x.y", "#case-1", "../BLR/index.html", "../../BLR/index.html#case-1", "data/a.csv"],
)
def test_a_link_to_the_web_or_within_the_reports_is_kept(url: str) -> None:
    assert inline_html(f"[a]({url})") == f'<a href="{url}">a</a>'
    assert inline_typst(f"[a]({url})").startswith("#link(")


def test_a_picture_is_its_alternative_text() -> None:
    assert inline_html("![a *b*](http://evil.example/x.png)") == "a <em>b</em>"
    assert block_html("![a][r]\n\n[r]: http://evil.example/x.png") == "<p>a</p>\n"
    assert inline_typst("![a](http://evil.example/x.png)") == '#"a";'


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="![](){}<>*_`~\\&#;:/.-+=|$@\"' ahtp1\n", max_size=40) | st.text(PRINTED, max_size=40))
def test_text_of_the_data_is_shown_as_it_stands(text: str) -> None:
    """Whatever a field holds, the page and the PDF show these characters, with single spaces, and nothing acts."""
    wanted = " ".join(text.split())
    assert unescape(inline_html(plain(text))) == wanted
    source = inline_typst(plain(text))
    assert "".join(json.loads(part, strict=False) for part in re.findall(r'"(?:[^"\\]|\\.)*"', source)) == wanted
    assert not re.search(r"#(link|emph|strong|raw|image)", re.sub(r'"(?:[^"\\]|\\.)*"', "", source))


@pytest.mark.parametrize(
    ("text", "number"), [("3,177", True), ("5.1 %", True), ("–", True), ("−0.5", True), ("8 cases", False), ("", False)]
)
def test_numbers_are_set_right(text: str, number: bool) -> None:
    assert is_number(text) is number


def test_estimates_are_shown_with_interval_n_and_universe() -> None:
    held = estimates_table("a", "A", [("Count", COUNT), ("Share", SHARE)])
    assert held.shown["Value"].tolist() == ["7", "25 %"]
    assert held.shown["Interval or range"].tolist() == ["–", "10 % to 50 % (95 %)"]
    assert held.data["level"].isna().tolist() == [True, False]
    assert interval_of(COUNT) == "–"


def test_an_interval_without_width_has_the_same_value_at_both_ends() -> None:
    assert interval_of(replace(SHARE, low=SHARE.value, high=SHARE.value)) == "25 % to 25 %"
    assert interval_of(replace(SHARE, low=SHARE.value)) == "25 % to 50 %"


def test_words_for_codes_lists_and_blanks() -> None:
    assert label("refused_by_ndtf") == "refused by INTERPOL"
    assert label("some_new_code") == "some new code"
    assert [shown(v) for v in (None, "", float("nan"), pd.NA, 0)] == ["–", "–", "–", "–", "0"]
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert link("a [b]", "https://x.y/(z) w") == "[a (b)](https://x.y/%28z%29%20w)"
    assert [link("a", url) for url in (None, "", "javascript:alert(1)", "//x.y", "data:text/html,x")] == ["a"] * 5
    assert link(None, None) == "–"


def test_the_list_tells_built_failed_earlier_and_not_built() -> None:
    jobs = [country_job(code) for code in ("BLR", "FRA", "RUS", "TUV", "USA")]
    page = html.render_list(jobs, {"BLR", "FRA", "USA"}, ["FRA", "RUS"], {"USA"})
    assert '<a href="BLR/index.html">Belarus</a> · <a href="BLR/report.pdf"' in page
    assert '<a href="FRA/index.html">France</a> (failed; shown is an earlier build)' in page
    assert "<li>Russia (failed)</li>" in page and "header" in page
    assert '<a href="USA/index.html">United States</a> (of an earlier build)' in page
    assert "<li>Tuvalu (not built)</li>" in page
    assert "something failed: France, Russia." in page


def test_a_column_is_one_of_numbers_if_every_cell_is_one_or_a_dash() -> None:
    rows = [["1,270", "2021", "–", "–"], ["–", "2021-09-12", "–", "5.1 % to 5.4 %"], ["above 99.9 %", "2022", "–", "x"]]
    assert number_columns(rows) == [True, False, False, False]
    assert is_date("2021-09-12")
    assert not is_date("2021")


def test_a_long_name_may_break_after_its_underscores_but_no_address_is_changed() -> None:
    link = '<a href="https://x.example/a_b">public_notices</a>'
    assert html.breakable(link) == '<a href="https://x.example/a_b">public_<wbr>notices</a>'


LEVEL = Scale("level", "Evidence level", ("weak or none", "limited", "substantial"), "limited", [COUNT, "The rule."])
NUMBERS = Figures(
    "numbers",
    "Erewhon in numbers",
    [Number(COUNT, "cases are supported", "of 7", "Not 25 %.", [SHARE], evidence=True)],
)


def strip(*items: Mark, first: int = 2010, last: int = 2025) -> Marks:
    data = pd.DataFrame({"year": [item.at for item in items], "name": [item.name for item in items]})
    return Marks("strip", "Rows", items, data, first, last, "invented", "cases", "Each mark is one case.")


ITEMS = [
    Mark(2021, "strong", "Activist held", "strong evidence", "../cases/a-2021.html"),
    Mark(None, "single", "B", "one source"),
]


def test_a_scale_marks_the_word_that_holds_and_says_what_it_hangs_on() -> None:
    content = LEVEL.content()
    assert (content["block"], content["words"]) == ("scale", ["weak or none", "limited", "substantial"])
    assert content["sentences"] == ["Erewhon: 7 cases.", "The rule."]
    page = html.render(notebook(LEVEL))
    assert page.count('aria-current="true"') == 1
    assert '<span class="on limited" aria-current="true">limited</span>' in page
    assert LEVEL._repr_mimebundle_()["text/plain"].startswith("Evidence level: weak or none | [limited]")  # type: ignore[attr-defined]


def test_a_word_outside_of_a_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="got the word 'grave'; expected one of"):
        Scale("level", "Evidence level", ("weak or none", "limited"), "grave")


def test_figures_hold_their_estimates_and_say_what_they_say() -> None:
    content = NUMBERS.content()
    assert content["items"] == [
        {
            "value": "7",
            "of": "of 7",
            "says": "cases are supported",
            "remark": "Not 25 %.",
            "evidence": True,
            "counted": "invented",
        }
    ]
    assert [e["value"] for e in content["estimates"]] == [7.0, 0.25]  # type: ignore[attr-defined]
    files = data_files(notebook(NUMBERS))
    assert json.loads(files["estimates.json"]) == [], "as with a table of estimates, its own file holds them"
    assert len(files["numbers.csv"].decode().splitlines()) == 3
    assert files["numbers.csv"].decode().splitlines()[1].startswith("cases are supported,7,")
    assert "7 of 7 cases are supported (Not 25 %.)" in str(NUMBERS._repr_mimebundle_()["text/plain"])


@pytest.mark.parametrize("words", [{"says": "in 3 states"}, {"of": "of 9"}, {"remark": "Of 70 none."}])
def test_a_number_beside_a_figure_that_no_estimate_of_it_states_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="to fix, pass the Estimate"):
        Number(COUNT, **{"says": "cases", **words})


def test_marks_stand_in_time_with_their_names_and_reflow() -> None:
    held = strip(*ITEMS)
    page = html.render(notebook(held))
    assert 'style="left:71.9%"' in page
    named = '<span class="at">2021</span> <span class="vh">strong evidence: </span><a href="../cases/a-2021.html">'
    assert f"{named}Activist held</a>" in page
    assert page.count('class="mark single"') == 2, "an undated event has its mark beside its name, and one in the key"
    assert page.count('style="left:') == 4 + 1
    assert held.alt == "2021, strong evidence: Activist held; –, one source: B"
    assert held.content()["kinds"] == [["strong", "strong evidence"], ["single", "one source"]]
    assert "<li>2021, strong evidence: Activist held</li>" in str(held._repr_mimebundle_()["text/html"])


@pytest.mark.parametrize(
    ("incomplete", "style"), [(2024, ' style="--late:87.5%"'), (2008, ' style="--late:0.0%"'), (None, "")]
)
def test_a_strip_has_a_light_band_from_its_first_incomplete_year(incomplete: int | None, style: str) -> None:
    shown = replace(strip(*ITEMS), incomplete=incomplete)
    assert f"<ol{style}>" in html.render(notebook(shown))
    assert shown.content()["incomplete"] == incomplete
    assert ("shaded band" in shown.alt) == (incomplete is not None)


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        (2021, 2021, [2021]),
        (2019, 2023, [2019, 2020, 2021, 2022, 2023]),
        (2010, 2025, [2010, 2015, 2020, 2025]),
        (1997, 2025, [2000, 2010, 2020]),
    ],
)  # fmt: skip
def test_a_strip_has_few_ticks_within_its_ends(first: int, last: int, ticks: list[int]) -> None:
    assert strip(first=first, last=last).ticks == ticks


@pytest.mark.parametrize("mark", [Mark(2030, "strong", "A", "a"), Mark(2021, "grave", "A", "a")])
def test_a_mark_outside_of_its_strip_or_of_no_kind_is_refused(mark: Mark) -> None:
    assert "grave" not in MARKS
    with pytest.raises(ValueError, match="to fix, widen the strip or name its kind"):
        strip(mark)


def test_nothing_in_a_scale_a_figure_or_a_mark_acts_as_markup() -> None:
    word = NASTY.replace("1+1", "x")
    page = html.render(
        notebook(
            Scale("s", word, (word,), word, [word]),
            Figures("f", word, [Number(COUNT, word, word, word)]),
            strip(Mark(2021, "strong", word, word, '"><script>')),
        )
    )
    assert "<script" not in page.replace(f"<script>{script()}</script>", "")


def test_the_new_blocks_are_part_of_a_section() -> None:
    assert [type(block) for block in section(LEVEL, [NUMBERS], strip(*ITEMS))] == [Scale, Figures, Marks]


def test_a_page_shows_the_first_rows_of_a_long_table_and_folds_the_others_in_the_same_table() -> None:
    data = pd.DataFrame({"a": [f"row {row}" for row in "abcdefghij"]})
    long = Table("long", "Rows", data, data, "u", "s", first=3)
    page = html.render(notebook(Prose(["T"], "title"), long))
    assert [part.count("<tr>") for part in page.split('<details class="rest">')] == [1 + 3, 1 + 7]
    assert "7 more rows" in page and page.count("long.csv</a>") == 1
    short = html.render(notebook(Prose(["T"], "title"), Table("short", "Rows", data[:8], data[:8], "u", "s", first=3)))
    assert short.count("<tr>") == 1 + 8 and "more rows" not in short
    nearly = Table("nearly", "Rows", data, data, "u", "s", first=8)
    assert "first" not in nearly.content()


def test_of_four_notes_two_are_folded() -> None:
    data = pd.DataFrame({"a": ["x"]})
    noted = Table("noted", "Rows", data, data, "u", "s", "One is. Two are. Three are. Four are.")
    page = html.render(notebook(Prose(["T"], "title"), noted))
    shown, _, rest = page.partition("<figcaption>")[2].partition("<details")
    assert "Two are." in shown and "Three are." not in shown and "Three are. Four are." in rest


def test_a_table_in_a_notebook_has_links_bold_words_and_sides() -> None:
    cells = {
        "Who": ["**[Poland](../POL/index.html#to)**", "[Press](https://x.y/a)"],
        "Cases": ["8", "12"],
        "<b>": ["a<b", "c"],
    }
    shown = str(Table("t", "T", pd.DataFrame({"a": [1, 2]}), cells, "rows", "cases")._repr_mimebundle_()["text/html"])
    assert "<strong>Poland</strong>" in shown and "../POL" not in shown
    assert '<a href="https://x.y/a">Press</a>' in shown and "a&lt;b" in shown and "&lt;b&gt;</th>" in shown
    assert [shown.count(f"text-align:{side}") for side in ("left", "right")] == [6, 3]


@pytest.mark.parametrize("kernel", [True, False])
def test_a_chart_that_a_kernel_runs_is_drawn_with_its_words_and_for_untrusted_notebooks(
    kernel: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kernel:
        monkeypatch.setitem(sys.modules, "ipykernel", sys)
    else:
        monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    (one,) = section(draw_ranked()).placed
    forms = one._repr_mimebundle_()
    assert ("image/png" in forms) == kernel
    assert not kernel or base64.b64decode(str(forms["image/png"])).startswith(b"\x89PNG")
