"""统计 as `scripts/shots` sees it: figures by unit and by month, a past day, two days compared."""

# ruff: noqa: D103

from studio import Studio


def stats(studio: Studio) -> None:
    window = studio.program.window
    page = window.open("stats")
    studio.rest(600)
    studio.take("9-stats")
    figures = page.figures  # type: ignore[attr-defined]
    figures.by.setCurrentIndex(figures.by.findData("registered"))
    studio.rest(700)
    studio.take("9-stats-months")
    figures.by.setCurrentIndex(figures.by.findData("unit"))
    figures.day.setText("2026-10-31")
    studio.rest(900)
    studio.take("9-stats-past")
    assert figures.found is not None
    figures.table.chosen.emit(figures.found.figures.whole, "open")
    studio.rest(600)
    studio.take("9-ledger-past")
    window.open("stats")
    figures.day.setText("")
    page.show_part(1)  # type: ignore[attr-defined]
    studio.rest(600)
    studio.take("9-stats-difference")
