"""Views of the ledger that the office keeps: settings of the keys `view/<uid>`, journalled and undone like all."""

import json
from typing import TYPE_CHECKING, Any

from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.saved_view import BUILT_IN, MOST_CHARACTERS, SavedView, query_document, read_query
from ducha_desktop.services.merged import Merges
from ducha_desktop.services.office import Reader

if TYPE_CHECKING:
    from ducha_desktop.models.office import Setting
    from ducha_desktop.storage.unit_of_work import UnitOfWork

PREFIX = "view/"


def views(reader: Reader) -> tuple[SavedView, ...]:
    """The office's own views in the order in which they were kept; who was merged means who stayed."""
    merges = Merges(reader.connection)
    rows = reader.connection.execute(
        "SELECT key, value FROM setting WHERE key >= 'view/' AND key < 'view0' AND deleted_at IS NULL ORDER BY id"
    )
    return tuple(_view(key.removeprefix(PREFIX), json.loads(value), merges) for key, value in rows.fetchall())


def _view(uid: str, kept: dict[str, Any], merges: Merges) -> SavedView:
    return SavedView(
        uid,
        str(kept["name"]),
        merges.standing(read_query(kept["query"])),
        str(kept.get("span", "")),
        tuple(kept.get("order", ())),
        tuple(kept.get("shown", ())),
        int(kept.get("frozen", 2)),
    )


def keep(work: "UnitOfWork", view: SavedView) -> str:
    """Keep a new view, or what an existing one (`view.uid`) has become; return its uid.

    Raises:
        WrongUseError: no name, too long a name, or one that another view has.
    """
    from ducha_desktop.models.office import Setting

    name = _name(work, view.name, view.uid)
    value = {
        "name": name,
        "query": query_document(view.query),
        "span": view.span,
        "order": list(view.order),
        "shown": list(view.shown),
        "frozen": view.frozen,
    }
    if not view.uid:
        uid = work.uid()
        work.add(Setting(key=f"{PREFIX}{uid}", value=value))
        return uid
    row = _row(work, view.uid)
    row.value = value
    work.session.add(row)
    return view.uid


def rename(work: "UnitOfWork", uid: str, name: str) -> None:
    """Give a view another name; WrongUseError as for `keep`."""
    row = _row(work, uid)
    row.value = {**row.value, "name": _name(work, name, uid)}
    work.session.add(row)


def delete(work: "UnitOfWork", uid: str) -> str:
    """Put a view away; return its name."""
    row = _row(work, uid)
    work.remove(row)
    return str(row.value["name"])


def _row(work: "UnitOfWork", uid: str) -> "Setting":
    from ducha_desktop.models.office import Setting

    found = work.all(Setting, Setting.key == f"{PREFIX}{uid}")
    if not found:
        raise WrongUseError("这个视图已经不在了，没有改动任何数据。请另存一个。")
    return found[0]


def _name(work: "UnitOfWork", name: str, uid: str) -> str:
    from ducha_desktop.models.office import Setting

    wanted = clean_line(name)
    if not wanted:
        raise WrongUseError("视图还没有名称，没有保存。请写一个名称。")
    if len(wanted) > MOST_CHARACTERS:
        raise WrongUseError(f"视图名称最多 {MOST_CHARACTERS} 个字，没有保存。请写短一些。")
    others = {
        row.value["name"]
        for row in work.all(Setting)
        if row.key.startswith(PREFIX) and row.key != f"{PREFIX}{uid}"
    }
    if wanted in others | {view.name for view in BUILT_IN}:
        raise WrongUseError(f"已经有叫“{wanted}”的视图，没有保存。请换一个名称。")
    return wanted
