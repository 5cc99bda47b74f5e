"""What a reader's own cells show: in page and PDF at its place, marked, with nothing that acts or is fetched."""

import base64
import io
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from nbconvert.preprocessors.coalescestreams import CoalesceStreamsPreprocessor
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from papermill.exceptions import PapermillExecutionError
from PIL import Image

import analysis as rn
from analysis.core.errors import InputError
from analysis.core.files import NOTEBOOKS
from analysis.pages.blocks import Prose
from analysis.publish import html, pdf
from analysis.publish.notebook import execute, part_of
from analysis.publish.own import (
    MARK,
    UNTOLD,
    Html,
    Own,
    Picture,
    Published,
    Words,
    has_own,
    parts_of,
    shown,
)
from analysis.site.frame import script
from tests.publish.test_engine import in_process

TITLE = (
    "import analysis as rn\nfrom analysis.pages.blocks import Prose, section\nsection(Prose(['Erewhon'], kind='title'))"
)
FIGURE = "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2], [3, 4]);"
FRAME = "import pandas as pd\nframe = pd.DataFrame({'state': ['Erewhon', 'Ruritania'], 'cases': [3, 4.5]})\nframe"
PRINT = "print('counted: 7')"
MARKDOWN = "from IPython.display import Markdown\nMarkdown('A *note* of mine, [here](https://example.org/x).')"
SHOW = (
    "own, axes = plt.subplots()\naxes.set(title='Bars', ylabel='cases')\nrn.show('Counted by me in 2020.', frame, own)"
)
CELLS = (TITLE, FIGURE, FRAME, PRINT, MARKDOWN, SHOW)
HERE = date(2020, 1, 1)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'


def written(folder: Path, *sources: str) -> Path:
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [new_code_cell(source) for source in sources]
    nbformat.write(new_notebook(cells=cells, metadata=metadata), folder / "own.ipynb")
    return folder / "own.ipynb"


def dressed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    notebook.metadata["report"] = {"title": "Erewhon", "footer": "The end.", "compact": False}
    return notebook


def of_outputs(*outputs: Any) -> nbformat.NotebookNode:
    block = new_output("display_data", data=Prose(["Erewhon"], kind="title")._repr_mimebundle_())
    return dressed(new_notebook(cells=[new_code_cell("x", outputs=[block, *outputs])]))


def displayed(**data: Any) -> Any:
    return new_output("display_data", data={key.replace("_", "/", 1): value for key, value in data.items()})


def png(width: int = 30, height: int = 20, form: str = "PNG") -> str:
    held = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(held, form)
    return base64.b64encode(held.getvalue()).decode()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    return dressed(in_process(written(tmp_path_factory.mktemp("own"), *CELLS)))


def parts(notebook: nbformat.NotebookNode) -> list[list[Any]]:
    """Give the reader's own parts, by cell."""
    return [
        [part for thing in shown(cell) if isinstance(thing, Own) for part in thing.parts] for cell in notebook.cells
    ]


def test_each_kind_is_read_in_its_fullest_form(run: nbformat.NotebookNode) -> None:
    title, figure, frame, printed, words, mixed = parts(run)
    assert title == []
    assert [type(part) for part in figure] == [Picture]
    assert figure[0].alt == UNTOLD
    (table,) = frame
    assert isinstance(table, Html) and "<td>Ruritania</td>" in table.html and "style" not in table.html
    assert table.text.split() == ["state", "cases", "0", "Erewhon", "3.0", "1", "Ruritania", "4.5"]
    assert printed == [Words("counted: 7")]
    assert [part.text for part in words] == ["A *note* of mine, [here](https://example.org/x)."]
    assert [type(part) for part in mixed] == [Html, Html, Picture]
    assert mixed[2].alt == "Bars; cases"


def test_the_page_shows_them_in_order_and_marked(run: nbformat.NotebookNode) -> None:
    page = html.render(run)
    told = [
        *("<h1>Erewhon</h1>", MARK, "data:image/png;base64,", MARK, ">Ruritania</td>", MARK, "<pre>counted: 7</pre>"),
        *(MARK, '<em>note</em> of mine, <a href="https://example.org/x">here</a>'),
        *(MARK, "Counted by me in 2020.", ">Ruritania</td>", 'alt="Bars; cases"', "The end."),
    ]
    places, start = [], 0
    for words in told:
        start = page.index(words, start) + 1
        places.append(start)
    assert places == sorted(places)
    assert page.count('<p class="mark">') == 5
    assert ".own {" in page


def test_the_pdf_shows_them_too(run: nbformat.NotebookNode, tmp_path: Path) -> None:
    source = pdf.source(run, HERE)
    assert source.count(f'#own(mark: "{MARK}")') == 5
    assert source.count("#own-picture(") == 2
    assert '#own-print("counted: 7")' in source
    assert 'own-print("       state  cases' in source
    (tmp_path / "own.pdf").write_bytes(pdf.render(run, HERE))
    command = ["pdftotext", "-layout", str(tmp_path / "own.pdf"), "-"]
    try:
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("needs pdftotext of poppler-utils to read the PDF")
    for words in (MARK, "Ruritania", "counted: 7", "Counted by me in 2020."):
        assert words in text


@pytest.mark.thorough
def test_two_runs_give_the_same_bytes(run: nbformat.NotebookNode, tmp_path: Path) -> None:
    svg = "%config InlineBackend.figure_formats = ['svg']\nplt.plot([1, 2]);"
    one, other = (dressed(in_process(written(tmp_path, *CELLS, svg))) for _ in range(2))
    assert [type(part) for part in parts(one)[-1]] == [Picture]
    assert parts(one)[-1][0].kind == "image/svg+xml"
    assert html.render(one) == html.render(other)
    assert pdf.render(one, HERE) == pdf.render(other, HERE)


@pytest.mark.thorough
def test_figures_are_what_a_kernel_gives(tmp_path: Path) -> None:
    held = "from matplotlib.figure import Figure\nlone = Figure()\nlone.subplots().plot([1, 2])\nlone"
    wide = "pd.DataFrame({f'column {number}': range(2) for number in range(30)})"
    path = written(tmp_path, *CELLS, "plt.plot([1, 2])\nplt.show()\nprint('after')", held, wide)
    ours, stock = in_process(path), execute(path, engine=None)
    join = CoalesceStreamsPreprocessor().preprocess_cell  # a kernel may send one print in two messages
    for mine, its in zip(ours.cells, stock.cells, strict=True):
        assert join(mine, {}, 0)[0].get("outputs") == join(its, {}, 0)[0].get("outputs"), mine.source
    assert sum("image/png" in output.get("data", {}) for cell in ours.cells for output in cell.outputs) == 4


def test_a_chart_s_figure_and_the_chart_itself_are_shown_without_pyplot(tmp_path: Path) -> None:
    make = (
        "import pandas as pd\nfrom analysis.charts.chart import Chart, Frame\n"
        "texts = dict.fromkeys(['name', 'title', 'universe', 'source', 'note'], 'invented')\n"
        "draw = lambda figure: figure.subplots().plot([1, 2])\n"
        "chart = Chart(alt='Told.', data=pd.DataFrame(), frame=Frame(3, 2), draw=draw, **texts)\nchart"
    )
    cells = in_process(written(tmp_path, make, "chart.figure()")).cells
    (whole,), (figure,) = parts(nbformat.NotebookNode(cells=cells))
    assert (whole.kind, whole.alt) == ("image/svg+xml", "Told.")
    assert (figure.kind, figure.width, figure.height) == ("image/png", 300, 200)


def test_a_notebook_without_own_cells_holds_no_trace_of_them() -> None:
    page = html.render(of_outputs())
    assert not has_own(of_outputs())
    assert ".own" not in page and MARK not in page
    assert '#own(mark: "' not in pdf.source(of_outputs(), HERE)


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_reports_of_the_project_show_blocks_alone(path: Path) -> None:
    if path.stem == "guide":
        pytest.skip("becomes no report")
    assert not has_own(part_of(nbformat.read(path, as_version=4), brief=False))


def test_a_cell_that_raises_still_ends_the_notebook(tmp_path: Path) -> None:
    with pytest.raises(PapermillExecutionError, match="no such thing"):
        execute(written(tmp_path, PRINT, "raise ValueError('no such thing')"))


def test_blocks_and_own_parts_of_one_cell_stand_in_their_order() -> None:
    block = displayed(text_plain="x") | {"data": Prose(["Said."])._repr_mimebundle_()}
    cell = of_outputs(displayed(text_plain="a"), displayed(text_plain="b"), nbformat.from_dict(block)).cells[0]
    found = shown(cell)
    assert [type(thing) for thing in found] == [Published, Own, Published]
    assert found[1] == Own([Words("a"), Words("b")])


def test_the_error_stream_is_left_out_and_print_is_kept() -> None:
    outputs = [new_output("stream", name=name, text=f"{name}\n") for name in ("stdout", "stderr")]
    assert [part for output in outputs for part in parts_of(output)] == [Words("stdout")]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("\x1b[31mred\x1b[0m and \x1b]8;;https://example.org\x07link", "red and link"),
        ("10 %\r20 %\r30 %\n", "30 %"),
        ("a\r\nb\n", "a\nb"),
        ("\x00bell\x07 \ufffe", "bell "),
        ("  indented\n\n\nlast", "  indented\n\n\nlast"),
    ],
)
def test_printed_text_keeps_its_lines_and_loses_what_a_terminal_acts_on(text: str, held: str) -> None:
    assert parts_of(new_output("stream", name="stdout", text=text)) == [Words(held)]


def drawing(inside: str) -> Any:
    return displayed(**{"image_svg+xml": SVG.format(inside)})


AT = "https://example.org/a"
ATTACKS = (
    displayed(text_html=f"<script>alert(1)</script><p onclick=alert(1)>said</p><img src={AT}.png onerror=x>"),
    displayed(text_html=f"<table><td><script>alert(1)</script>a</td><td><iframe src={AT}></iframe></td></table>"),
    displayed(text_html=f"<style>@import url({AT}.css)</style><link rel=stylesheet href={AT}.css>x"),
    displayed(text_html="<p>open<script>alert(1)"),
    displayed(text_html="<svg><script>alert(1)</script></svg>y"),
    displayed(text_markdown=f"<script>alert(1)</script>\n\n![p]({AT}.png) [x](javascript:alert(1)) [y](#z)"),
    displayed(text_markdown="# Another title\n\n### Deeper\n\n| a |\n|---|\n| <b onclick=alert(1)> |"),
    displayed(text_plain='#eval("1+1") </pre><script>alert(1)</script>'),
    displayed(application_javascript="alert(1)", text_plain="<Javascript>"),
    drawing('<script>alert(1)</script><rect onclick="alert(1)" width="9" height="9"/>'),
    drawing(f'<image href="{AT}.png" width="9" height="9"/>'),
    drawing('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
    drawing(f'<style>@import "{AT}.css";</style><rect style="fill:url({AT})"/>'),
    drawing('<a href="javascript:alert(1)"><set attributeName="href" to="javascript:alert(1)"/></a>'),
)


@pytest.mark.parametrize("output", ATTACKS, ids=[str(number) for number in range(len(ATTACKS))])
def test_nothing_acts_and_nothing_is_fetched(output: Any) -> None:
    held = of_outputs(output)
    page = html.render(held).partition("<main")[2].replace(f"<script>{script()}</script>", "")
    assert page.count("data:image/svg+xml") == page.count('<img src="data:image/svg+xml')  # in which nothing acts
    text = page.replace("https://example.org/x", "")
    assert not re.search(r"<(?:script|iframe|foreignObject|link|object|embed|set|a [^>]*javascript)\b", text)
    assert not re.search(r"<[^>]*\son\w+\s*=", text)
    assert not re.search(r"(?:src|href|url\()[=\"']*https?://", text)
    assert "@import" not in text
    assert page.count("<h1>") == 1
    assert not re.search(r"<h[3-6]", page)
    assert pdf.render(held, HERE).startswith(b"%PDF")


def test_a_picture_that_is_not_what_it_says_gives_way_to_its_text() -> None:
    for kind, content in (
        ("image_png", "bm8="),
        ("image_png", png(form="GIF")),
        ("image_svg+xml", "<svg"),
        ("image_svg+xml", "<a/>"),
    ):
        assert parts_of(displayed(**{kind: content}, text_plain="told")) == [Words("told")]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_pictures_of_pixels_keep_their_bytes_and_their_shape(form: str) -> None:
    kind = f"image/{form.casefold()}"
    output = new_output("display_data", data={kind: png(30, 20, form)}, metadata={kind: {"width": 15, "alt": "Red."}})
    (picture,) = parts_of(output)
    assert (picture.width, picture.height, picture.alt) == (15, 10, "Red.")
    assert picture.content == base64.b64decode(png(30, 20, form))
    assert pdf.render(of_outputs(output), HERE).startswith(b"%PDF")


def test_html_keeps_its_tables_and_is_text_on_paper() -> None:
    text = """<p>before</p><table class="x"><tr><th rowspan="2">a</th><th>b</th></tr><tr><td>1<td>2</table>after"""
    (part,) = parts_of(displayed(text_html=text))
    assert '<th rowspan="2">a</th>' in part.html and "<td>1</td>" in part.html and "class" not in part.html
    assert part.text == "beforeab12after"
    (part,) = parts_of(displayed(text_html=text, text_plain="a  b\n1  2"))
    assert part.text == "a  b\n1  2"


def test_letters_without_a_form_are_written_in_latin_ones() -> None:
    assert pdf.drawable("Минск, 北京, a\n") == "Минск, BeiJing, a\n"
    held = of_outputs(displayed(text_plain="北京 \U0001f600"), displayed(text_markdown="北京"))
    assert pdf.render(held, HERE).startswith(b"%PDF")
    assert "北京" in html.render(held)


def test_a_reader_s_markdown_cell_stays_as_it_was() -> None:
    held = of_outputs()
    held.cells.append(new_markdown_cell("Mine."))
    assert "<p>Mine.</p>" in html.render(held)


@pytest.mark.thorough
def test_importing_pyplot_is_left_to_the_reader() -> None:
    code = "import sys, analysis.publish.build; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(("thing", "cure"), [({"a": 1}, "say it in text"), (pd.Series([1]), "to_frame")])
def test_what_no_page_can_lay_out_is_refused_with_its_cure(thing: object, cure: str) -> None:
    with pytest.raises(InputError, match=cure):
        rn.show(thing)
