"""附加字段 of one ledger: what it asks beyond the common fields, and what happens to what was filled in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, Write, setup
from ducha_desktop.ui.run import with_progress
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import Banner, button, label, row
from ducha_desktop.ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from ducha_desktop.services.ledger_extras import ExtraField, Extras
    from ducha_desktop.services.ledger_kinds import LedgerView


class ExtrasDialog(Dialog):
    """Each deed counts at once and can be undone; the dialog only closes."""

    snug = False

    def __init__(self, parent: QWidget, door: Door, book: "LedgerView") -> None:
        """Show the extra fields of `book`."""
        super().__init__(parent, f"附加字段：{book.name}", width=560)
        self.door, self.book = door, book
        self.list, self.name, self.said = QListWidget(), QLineEdit(), Banner()
        self._extras: Extras | None = None
        self._wanted = ""
        self._build()
        self.list.currentRowChanged.connect(self._walked)
        self.resize(theme.px(560), theme.px(460))
        self._load()

    @property
    def field(self) -> "ExtraField | None":
        """The field at the cursor."""
        place = self.list.currentRow()
        fields = self._extras.declared if self._extras else ()
        return fields[place] if 0 <= place < len(fields) else None

    def _build(self) -> None:
        words = "附加字段在详情、表单和导出里都有；导入时，同名的列直接填到这里。"
        self.body.addWidget(label(words, "soft", wrap=True))
        self.list.setAccessibleName("附加字段")
        self.body.addWidget(self.list, 1)
        self.up = button("上移", lambda: self._move(-1), glyph=Icon.UP)
        self.down = button("下移", lambda: self._move(1), glyph=Icon.DOWN)
        self.rename = button("改名…", self._rename, glyph=Icon.EDIT)
        self.remove = button("去掉", self._remove, kind="quiet", glyph=Icon.TRASH)
        self.body.addLayout(row(self.up, self.down, self.rename, self.remove, None))
        self.name.setPlaceholderText("新字段的名称，如 建设性质")
        self.name.setAccessibleName("新字段的名称")
        self.name.returnPressed.connect(self._add)
        self.add = button("增加", self._add, glyph=Icon.ADD)
        self.body.addLayout(row(self.name, self.add))
        self.body.addWidget(self.said)
        go = self.add_buttons("完成", cancel="")
        go.setAutoDefault(False)
        go.setDefault(False)
        self.add.setAutoDefault(False)

    def _load(self) -> None:
        setup.extras(self.book.uid).latest("extras").then(self._show).start(self.door, self)

    def _show(self, extras: "Extras") -> None:
        self._extras = extras
        self.list.clear()
        for field in extras.declared:
            filled = f"已填 {field.filled:,} 项" if field.filled else "还没有填"
            item = QListWidgetItem(f"{field.name}　　{filled}")
            item.setSizeHint(QSize(0, theme.px(28)))
            self.list.addItem(item)
        names = [field.name for field in extras.declared]
        self.list.setCurrentRow(names.index(self._wanted) if self._wanted in names else 0)
        if extras.loose:
            brought = "、".join(f"{field.name}（{field.filled:,} 项）" for field in extras.loose[:5])
            more = f"等 {len(extras.loose)} 列" if len(extras.loose) > 5 else ""  # noqa: PLR2004 - those named
            self.said.say(
                f"导入带来的内容还有：{brought}{more}。写上同样的名称增加，就成为正式字段。", "accent"
            )
        else:
            self.said.say("")
        self._walked()

    def _walked(self, _place: int = 0) -> None:
        place = self.list.currentRow()
        for part in (self.rename, self.remove):
            part.setEnabled(self.field is not None)
        self.up.setEnabled(self.field is not None and place > 0)
        self.down.setEnabled(self.field is not None and place < self.list.count() - 1)

    def _add(self) -> None:
        name = self.name.text().strip()
        if name:
            self._wanted = name
            self._do(setup.add_extra(self.book.uid, name), then=self.name.clear)

    def _move(self, by: int) -> None:
        field = self.field
        if field is not None:
            self._wanted = field.name
            self._do(setup.move_extra(self.book.uid, field.name, by))

    def _rename(self) -> None:
        field = self.field
        if field is None:
            return
        said = (
            f"“{field.name}”已填的 {field.filled:,} 项内容随名称一起改。"
            if field.filled
            else "写上新的名称。"
        )
        name = ask.words(self, "附加字段改名", said, deed="改名")
        if name is not None and name.strip():
            self._wanted = name.strip()
            self._do(setup.rename_extra(self.book.uid, field.name, name))

    def _remove(self) -> None:
        field = self.field
        if field is not None:
            kept = f"，已填的 {field.filled:,} 项内容保留在事项里，详情照样显示" if field.filled else ""
            self._do(
                setup.remove_extra(self.book.uid, field.name),
                then=lambda: self.said.say(f"已去掉“{field.name}”{kept}。", "green"),
            )

    def _do(self, deed: Write[Changes], then: Callable[[], None] | None = None) -> None:
        def done(_result: tuple[Changes, Changes]) -> None:
            self._load()
            if then is not None:
                then()

        with_progress(self, self.door, deed, heading="正在修改附加字段", then=done)
