"""A field that finds one entry of the register by name, alias or pinyin initials."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ducha_desktop.services.register_views import PersonView, UnitView
from ducha_desktop.ui.widgets.editors import NamesField


def called(view: UnitView | PersonView) -> str:
    """An entry in words that tell it apart: 张伟（县住建局 局长）."""
    if isinstance(view, UnitView):
        note = "，".join(view.short_names[:2])
    else:
        note = " ".join(part for part in (view.unit, *view.posts[:1]) if part)
    # The field keeps several names apart by 、, so none may stand in one.
    return (f"{view.name}（{note}）" if note else view.name).replace("、", "，")


class Finder(NamesField):
    """`picked(uid)` when what is typed names one entry."""

    picked = Signal(str)

    def __init__(self, views: Iterable[UnitView | PersonView], parent: QWidget | None = None) -> None:
        """Offer these entries."""
        self._uids = {called(view): view.uid for view in views}
        super().__init__(tuple(self._uids), parent)
        self.setPlaceholderText("输入名称或拼音首字母")
        self.textChanged.connect(self._look)

    @property
    def uid(self) -> str:
        """The entry named now; empty where none is."""
        return self._uids.get(self.text().strip(), "")

    def _look(self) -> None:
        if self.uid:
            self.picked.emit(self.uid)
