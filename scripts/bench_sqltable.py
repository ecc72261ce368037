"""The usual way to show a long list, as a reference: `QSqlTableModel` over the same rows in a plain SQLite file.

`QSqlTableModel` knows 256 rows at first and has to fetch everything before a row to jump to it.
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
SIZE = (1300, 850)
_COLUMNS = (
    "number", "title", "ledger", "lead_unit", "responsible", "liaison",
    "due", "light", "state", "progress", "source", "updated",
)  # fmt: skip
_JUMPS = 3


def make(data: Path) -> Path:
    """The plain file beside the data folder, made once: the twelve columns of its ledger's table."""
    sys.path[:0] = [str(ROOT.parent)]
    from ducha_desktop.domain.ledger_query import LedgerQuery
    from ducha_desktop.runtime.clock import Clock
    from ducha_desktop.services import ledger
    from ducha_desktop.services.opening import open_office

    path = data.with_name(f"{data.name}-plain.db")
    begun = path.with_suffix(".part")
    if path.exists():
        return path
    begun.unlink(missing_ok=True)
    link = sqlite3.connect(begun)
    link.execute(f"CREATE TABLE matter (id INTEGER PRIMARY KEY, {', '.join(_COLUMNS)})")
    with open_office(data, clock=Clock()) as office, office.read() as reader:
        marks = ",".join("?" * len(_COLUMNS))
        link.executemany(
            f"INSERT INTO matter ({','.join(_COLUMNS)}) VALUES ({marks})",
            (
                (
                    *(row.number, row.title, row.ledger, row.lead_unit, "、".join(row.responsible_leaders)),
                    *("、".join(row.liaison_leaders), None if row.due is None else row.due.isoformat()),
                    *(row.light.value, row.state, row.progress_percent, row.source, row.updated),
                )
                for row in ledger.every(reader, LedgerQuery())
            ),
        )
    link.commit()
    link.close()
    return begun.rename(path)


def jump(path: Path) -> float:
    """CPU seconds until the middle of the table is painted; a fresh process, the median of some."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, __file__, str(path)]
    done = [
        subprocess.run(words, capture_output=True, check=True, env=environment).stdout for _ in range(_JUMPS)
    ]
    return statistics.median(float(json.loads(text)) for text in done)


def _jump(path: Path) -> float:
    from PySide6.QtSql import QSqlDatabase, QSqlTableModel
    from PySide6.QtWidgets import QApplication, QTableView

    app = QApplication([])
    link = QSqlDatabase.addDatabase("QSQLITE")
    link.setDatabaseName(str(path))
    assert link.open(), link.lastError().text()
    model, view = QSqlTableModel(None, link), QTableView()
    model.setTable("matter")
    model.select()
    rows = sqlite3.connect(path).execute("SELECT count(*) FROM matter").fetchone()[0]
    view.setModel(model)
    view.resize(*SIZE)
    view.show()
    app.processEvents()
    view.grab()
    began = time.process_time()
    while model.rowCount() < rows // 2 and model.canFetchMore():
        model.fetchMore()
    view.scrollTo(model.index(rows // 2 - 1, 0))
    app.processEvents()
    view.grab()
    return time.process_time() - began


if __name__ == "__main__":
    print(json.dumps(_jump(Path(sys.argv[1]))))
    sys.stdout.flush()
    os._exit(0)  # the model must not outlive its database in whatever order Python frees them
