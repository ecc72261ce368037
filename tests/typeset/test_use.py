import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from ducha_desktop.typeset import raster
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.lines import Style, break_lines
from ducha_desktop.typeset.metadata import Imprint
from ducha_desktop.typeset.paper import A4
from ducha_desktop.typeset.pdf_file import PdfFile


def draw(number: int) -> bytes:
    file = PdfFile(Imprint(f"第{number}份", "督查室", "试排", date(2026, 11, 18)))
    for role in Role:
        style = Style(role, 12, 18)
        ink = Ink(file)
        words = "".join(chr(0x4E00 + (number * 131 + index * 37) % 5000) for index in range(400))
        ink.block(60, 780, break_lines(words, style, 440), style)
        file.add_page(ink.content(), A4)
    return file.finish()


def test_papers_drawn_at_once_are_the_papers_drawn_one_by_one():
    alone = [draw(number) for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(draw, range(8)))
    assert together == alone


def test_pictures_can_be_made_from_several_threads():
    pdf = draw(1)
    alone = [raster.render(pdf, page, dpi=40) for page in range(6)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda page: raster.render(pdf, page, dpi=40), list(range(6)) * 3))
    assert together == alone * 3


def test_the_window_gets_its_font_without_loading_reportlab_or_pdfium():
    program = (
        "import sys; from ducha_desktop.typeset import faces, kinsoku, lines, qr, raster, readback;"
        "print(faces.ui_font_file()); sys.exit(bool({'reportlab', 'pypdfium2', 'fontTools'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("hei.ttf")
