"""The ladder as `scripts/shots` sees it: its forms, the matter's section, the rules."""

from datetime import timedelta

from studio import TODAY, Studio

from ducha_desktop.domain.ladder import Rung


def ladder_dialogs(studio: Studio) -> None:
    """Press two overdue matters as the office does, and look at forms and section; all is undone again."""
    from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
    from ducha_desktop.services import history, ladder, ledger
    from ducha_desktop.services.ladder_pressing import Pressing, press
    from ducha_desktop.ui.operations.ladder import Batch, Target
    from ducha_desktop.ui.pressing.form import LiftDialog, PressDialog

    page, door = studio.program.window.ledger, studio.program.door
    overdue = LedgerQuery(stages=("open",), lights=("red",), sort=SortKey.DUE)
    with door.office.read() as reader:
        rows = ledger.page(reader, overdue, limit=6)
    first = rows[0]
    asked = Pressing(
        reason="已列入而无明显进展",
        words="十日内倒排工期，周报进展",
        officer="王强",
        approver="县长李明",
        due=TODAY + timedelta(days=30),
    )
    for rung, pressing in ((Rung.URGE, None), (Rung.URGE, None), (Rung.LISTED, asked)):
        with door.office.write("ladder.press", words=f"{rung.word}：{first.number}") as work:
            press(work, [first.uid], rung, pressing)
    targets = tuple(Target(row.uid, row.number, row.title) for row in rows)
    with door.office.read() as reader:
        offers = {offer.rung: offer for offer in ladder.offers(reader, first.uid)}
        (step, *_) = ladder.escalations(reader.connection, first.uid)
    studio.dialog("3-urge", PressDialog(page, Batch(offers[Rung.URGE], targets), TODAY))
    studio.dialog("3-talk", PressDialog(page, Batch(offers[Rung.TALK], targets[:1]), TODAY))
    studio.dialog("3-note-red", PressDialog(page, Batch(offers[Rung.NOTE_RED], targets[:1]), TODAY))
    studio.dialog("3-delist", LiftDialog(page, step, first.number, TODAY))
    page.show_matter(first.uid)
    studio.rest(400)
    page.detail.bring_ladder()
    studio.take("2-ledger-pressed")
    for _ in range(3):
        history.undo(door.office)
