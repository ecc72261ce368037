"""What a matter must say before it may be approved and assigned, for tests that are about something else."""

from ducha_desktop.domain.procedure import Procedure
from ducha_desktop.models.matter import Ledger
from ducha_desktop.services.office import Office

WHOLE = {
    "target": "年底前完成",
    "task": "分三步办好",
    "measures": "专班推进",
    "requirement": "不走过场",
    "plan": "一季度启动，四季度收尾",
    "duty": "牵头抓总",
    "persons": "李国强",
    "due": "长期",
}

SAID = tuple(f"{key}={words}" for key, words in WHOLE.items())
"""The same as words of the command line."""


def open_gates(office: Office) -> None:
    """Let every ledger of the office approve and assign matters that say little."""
    with office.write("ledger.procedure", words="立项、交办不设齐全要求") as work:
        for book in work.all(Ledger):
            book.procedure = Procedure(gates=()).as_document()
            work.session.add(book)
