"""Step 2: which sheet, which heading, and which column is which field."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.domain.fields import EXTRA_PREFIX, FIELDS, extra_name
from ducha_desktop.ui.operations.intake import Loaded, Mapped, Part
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, keep_width, label, row, rule
from ducha_desktop.ui.widgets.scrolling import scrolling

if TYPE_CHECKING:
    from ducha_desktop.exchange.reader import SheetSurvey

_ASIDE = "不对应，原样留作附加列"
_ALL = "所有像台账的工作表"
_ALL_TABLES = "所有像台账的表和正文"
_SAMPLE = 46


class ColumnsStep(QWidget):
    """Shows every column with samples and the proposed field; `changed` when sheet or heading changed."""

    changed = Signal()

    def __init__(self) -> None:
        """Build the step without a file."""
        super().__init__()
        self._loaded: Loaded | None = None
        self._fields: list[tuple[str, QComboBox]] = []
        self.sheet, self.heading = QComboBox(), QSpinBox()
        self.notes, self.wrong = Banner(), Banner()
        self.remember, self.profile_name = QCheckBox("记住这个对应，下次同样的表格直接用，名称"), QLineEdit()
        self._build()
        self.sheet.currentIndexChanged.connect(self._sheet_changed)
        self.heading.valueChanged.connect(self.changed)

    @property
    def part(self) -> Part:
        """What is to be read, as chosen."""
        sheet = self.sheet.currentData()
        mapping = {name: str(combo.currentData() or "") for name, combo in self._fields}
        heading = self.heading.value() or None
        return Part(sheet=sheet, heading_row=heading if sheet is not None else None, mapping=mapping)

    @property
    def survey(self) -> "SheetSurvey | None":
        """The sheet whose columns are shown."""
        if self._loaded is None:
            return None
        sheets = self._loaded.survey.sheets
        name = self.sheet.currentData()
        named = [sheet for sheet in sheets if sheet.name == name] or [sheet for sheet in sheets if sheet.fits]
        found = named or list(sheets)
        return found[0] if found else None

    @property
    def has_title(self) -> bool:
        """Whether some column is the matter itself."""
        return any(combo.currentData() == "title" for _, combo in self._fields)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the sheet that is shown, nor in any other if all are read."""
        survey = self.survey
        return survey is None or not survey.rows

    def show_file(self, loaded: Loaded) -> None:
        """Offer the sheets of a file."""
        self._loaded = loaded
        self.sheet.blockSignals(True)
        self.sheet.clear()
        fitting = [sheet for sheet in loaded.survey.sheets if sheet.fits]
        if len(fitting) > 1:
            whole = _ALL_TABLES if loaded.is_document else _ALL
            self.sheet.addItem(f"{whole}（{len(fitting)} 个）", None)
        for sheet in loaded.survey.sheets:
            hidden = "，隐藏" if sheet.visibility != "visible" else ""
            self.sheet.addItem(f"{sheet.name}（{sheet.rows} 行{hidden}）", sheet.name)
        if len(fitting) == 1:
            self.sheet.setCurrentIndex(self.sheet.findData(fitting[0].name))
        self.sheet.blockSignals(False)
        self.notes.say("；".join(loaded.survey.notes), "yellow")
        self.profile_name.setText(loaded.path.stem[:20])
        self._sheet_changed()

    def show_columns(self, mapped: Mapped) -> None:
        """Show the columns under the heading with their proposed fields."""
        self._set_heading(mapped.heading_row)
        self._clear_grid()
        for number, (name, key, samples) in enumerate(mapped.columns, start=1):
            extras = tuple(dict.fromkeys((*mapped.extras, *filter(None, [extra_name(key)]))))
            self._add_column(number, name, key, samples, extras=extras)
        for line in range(self._grid.rowCount()):
            self._grid.setRowStretch(line, 0)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._order_tabs()
        if mapped.profile:
            self.wrong.say(f"已按记住的“{mapped.profile}”对应好各列，请过目。", "accent")
        elif self.is_blank:
            self.wrong.say(
                "这张工作表是空的，没有可以导入的内容。请换一张工作表，或放弃后另选文件。", "yellow"
            )
        elif not mapped.columns:
            self.wrong.say("没有找到表头，请在上面写明表头在第几行。", "red")
        else:
            self.wrong.say("")

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        box.setSpacing(GAP_L)
        self.sheet.setMinimumWidth(theme.px(280))
        self.sheet.setAccessibleName("工作表")
        self.heading.setRange(0, 60)
        self.heading.setSpecialValueText("自动")
        keep_width(self.heading, 72)
        self.heading.setAccessibleName("表头最后一行")
        top = row(
            label("工作表", "soft"),
            self.sheet,
            label("表头在第", "soft"),
            self.heading,
            label("行", "soft"),
            None,
        )
        box.addLayout(top)
        box.addWidget(self.notes)
        box.addWidget(self.wrong)
        body = QWidget()
        body.setProperty("part", "plain")
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_XL)
        self._grid.setVerticalSpacing(GAP_S)
        self._grid.setColumnStretch(2, 1)
        box.addWidget(rule())
        box.addWidget(scrolling(body, sideways=True), 1)
        keep_width(self.profile_name, 200)
        self.profile_name.setAccessibleName("对应的名称")
        box.addWidget(rule())
        box.addLayout(row(self.remember, self.profile_name, None, gap=GAP_M))

    def _order_tabs(self) -> None:
        """Tab goes down the columns as they stand, between heading and foot."""
        before: QWidget = self.heading
        for _name, combo in self._fields:
            QWidget.setTabOrder(before, combo)
            before = combo
        QWidget.setTabOrder(before, self.remember)

    def _sheet_changed(self) -> None:
        survey = self.survey
        self._set_heading(survey.heading_rows[1] if survey is not None and survey.heading_rows else 0)
        self.heading.setEnabled(self.sheet.currentData() is not None)
        self.changed.emit()

    def _set_heading(self, number: int) -> None:
        self.heading.blockSignals(True)
        self.heading.setValue(number)
        self.heading.blockSignals(False)

    def _clear_grid(self) -> None:
        self._fields.clear()
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, heading in enumerate(("文件中的列", "对应到", "前几行的内容")):
            name = label(heading, "faint")
            name.setContentsMargins(0, 0, 0, GAP_S)
            self._grid.addWidget(name, 0, place)

    def _add_column(
        self, line: int, name: str, key: str, samples: tuple[str, ...], *, extras: tuple[str, ...]
    ) -> None:
        words = " · ".join(sample.replace("\n", " ") for sample in samples)
        shown = label(words if len(words) <= _SAMPLE else words[: _SAMPLE - 1] + "…", "soft")
        shown.setToolTip("\n".join(samples))
        combo = QComboBox()
        combo.setMinimumWidth(theme.px(220))
        combo.setAccessibleName(f"{name} 对应到")
        combo.setMaxVisibleItems(24)
        combo.addItem(_ASIDE, "")
        for spec in FIELDS:
            combo.addItem(spec.label, spec.key)
        for extra in extras:
            combo.addItem(f"附加字段：{extra}", EXTRA_PREFIX + extra)
        combo.setCurrentIndex(max(0, combo.findData(key)))
        line *= 2  # a hairline stands between two columns
        self._grid.addWidget(rule(), line - 1, 0, 1, 3)
        for place, part in enumerate((label(name.replace("\n", " ")), combo, shown)):
            self._grid.addWidget(part, line, place)
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fields.append((name, combo))
