"""Nodes of a plan as `scripts/shots` sees them: their forms, 倒排工期 and the run chart."""

# ruff: noqa: D103

from studio import TODAY, Studio


def node_dialogs(studio: Studio) -> None:
    from ducha_desktop.services.lookup import find_matter
    from ducha_desktop.ui.operations import nodes
    from ducha_desktop.ui.operations.nodes import Wall
    from ducha_desktop.ui.pages.ledger.node_form import FinishDialog, NodeDialog
    from ducha_desktop.ui.pages.ledger.node_lines import NodeLinesDialog
    from ducha_desktop.ui.pages.ledger.schedule import ScheduleDialog
    from ducha_desktop.ui.pages.run_chart.dialog import RunChartDialog

    page, door = studio.program.window.ledger, studio.program.door
    matter = page.matter
    if matter is None or not matter.milestones:
        with door.office.read() as reader:
            uid = find_matter(reader.connection, "2026-189")
        page.show_matter(uid)
        studio.rest(300)
        matter = page.matter
    assert matter is not None
    uid, first = matter.row.uid, matter.milestones[0]
    others = matter.milestones[1:]
    studio.dialog(
        "3-node",
        NodeDialog(page, door, others, TODAY, save=lambda filled: nodes.edit(first.uid, filled), node=first),
    )
    studio.dialog(
        "3-node-done", FinishDialog(page, door, first, TODAY, save=lambda on: nodes.finish(first.uid, on))
    )
    lines = NodeLinesDialog(page, door, uid)
    studio.rest(60)
    lines.template.setCurrentIndex(1)
    studio.dialog("3-node-lines", lines)
    studio.dialog("3-schedule", ScheduleDialog(page, door, uid, TODAY))
    studio.dialog("3-run-chart", RunChartDialog(page, door, Wall(uids=(uid,))))
