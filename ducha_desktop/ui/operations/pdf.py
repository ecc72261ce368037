"""A finished PDF: pictures of its pages, and its file."""

from pathlib import Path

from PySide6.QtGui import QImage

from ducha_desktop.ui.operations import Door, Read, Task


def page_image(pdf: bytes, page: int, dpi: float) -> Read[QImage]:
    """The picture of one page of a PDF."""

    def work(_door: Door, task: Task) -> QImage:
        from ducha_desktop.typeset import raster

        task.check()
        picture = raster.render(pdf, page, dpi=dpi)
        image = QImage(
            picture.pixels, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888
        ).copy()
        image.setDotsPerMeterX(round(dpi / 0.0254))
        image.setDotsPerMeterY(round(dpi / 0.0254))
        return image

    return Read(work)


def save(pdf: bytes, path: Path) -> Read[Path]:
    """Write a drawn PDF; replaced whole or not at all."""

    def work(_door: Door, _task: Task) -> Path:
        from ducha_desktop.runtime.atomic import write_atomic

        write_atomic(path, pdf)
        return path

    return Read(work)
