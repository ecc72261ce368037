"""Whether the ledger's backups have fallen behind."""

from datetime import datetime, timedelta

from ducha_desktop.services.office import Office

LATE_AFTER = timedelta(days=3)
"""The program backs up by itself while it runs and when it is left; later than this something kept it from it."""


def staleness(office: Office) -> str:
    """What is wrong with the backups, as a sentence; empty while the newest holds everything or is recent."""
    from ducha_desktop.storage import journal, shelf

    with office.read() as reader:
        head = journal.head(reader.connection)
    newest = shelf.newest(office.folder.backups)
    if newest is None:
        return "还没有可用的备份。" if head.seq else ""
    made = datetime.fromisoformat(newest.made_at).astimezone()
    now = datetime.fromtimestamp(office.clock.wall_milliseconds() / 1000).astimezone()
    if newest.head == (head.seq, head.hash) or now - made <= LATE_AFTER:
        return ""
    return f"最近一次备份是 {made.month} 月 {made.day} 日，之后的改动还没有备份。"
