"""Reading any office's list of units and people: a register, a telephone list, a list of leaders."""

from collections.abc import Sequence
from pathlib import Path

from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.exchange.columns import prepare
from ducha_desktop.exchange.grid import Book, Grid
from ducha_desktop.exchange.headings import HeadingBlock, find_heading
from ducha_desktop.exchange.labels import bare
from ducha_desktop.services.register_drafts import ReadRegister, RegisterRow

_SEARCH = 40
_UNIT_WORDS: dict[str, tuple[str, ...]] = {
    "name": ("单位名称", "单位", "部门", "部门名称", "单位全称", "机构名称", "名称", "企业名称", "乡镇"),
    "short_names": ("简称和别名", "简称", "别名", "规范化简称", "单位简称", "其他名称", "曾用名", "全称"),
    "kind": ("类别", "单位类别", "单位性质", "性质", "类型", "单位类型"),
    "rank_class": ("考核类别", "考核分类", "考核分组", "考核组别"),
    "parent": ("上级单位", "主管部门", "主管单位", "归口单位"),
    "phone": ("电话", "联系电话", "办公电话", "值班电话", "单位电话"),
    "place": ("排名", "排名顺序"),
}
_PERSON_WORDS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "领导姓名", "负责人", "主要负责人", "负责人姓名", "联络员", "联系人", "责任人"),
    "unit": ("所在单位", "单位", "单位名称", "工作单位", "部门", "部门名称", "乡镇"),
    "title": ("职务", "现任职务", "职务名称", "单位及职务", "工作职务"),
    "level": ("层级", "职务层级", "领导层级"),
    "since": ("任职日期", "任职时间", "任现职时间", "任职起"),
    "until": ("离任日期", "离任时间", "任职止"),
    "phone": ("电话", "联系电话", "手机", "手机号", "手机号码", "办公电话", "联系方式"),
    "aliases": ("别名", "曾用名"),
    "place": ("排名", "排名顺序"),
}
_NO_ENTRY = ("合计", "小计", "总计", "注：", "注:", "说明：", "填报", "备注")


def read_register(book: Book, path: Path | str) -> ReadRegister:
    """Read every visible sheet that lists units or people.

    A sheet with a column of names of people lists people; any other with a column of units lists units.

    Raises:
        RefusedError: no sheet lists either.
    """
    rows: list[RegisterRow] = []
    columns: list[tuple[str, tuple[str, ...]]] = []
    for grid in book.grids:
        if grid.visibility != "visible":
            continue
        found = _heading(grid)
        if found is None:
            continue
        block, fields, is_unit = found
        columns.append((grid.name, tuple(block.columns[index].name for index in fields)))
        rows += _rows(grid, block, fields, is_unit=is_unit)
    if not rows:
        raise RefusedError(
            f"“{Path(path).name}”里没有认出单位或人员名单，没有改动任何数据。"
            "表头要有“单位名称”或“姓名”一列；可以先导出名册作为样表。"
        )
    return ReadRegister(str(path), tuple(rows), tuple(columns))


def _heading(grid: Grid) -> tuple[HeadingBlock, dict[int, str], bool] | None:
    """The row that names most columns of a register, and what it names."""
    best: tuple[int, int] = (1, -1)
    for row in range(min(grid.height, _SEARCH)):
        cells = grid.row(row)
        known = max(len(_fields(cells, is_unit=True)), len(_fields(cells, is_unit=False)))
        best = max(best, (known, -row)) if known > best[0] else best
    if best[1] == -1 and best[0] == 1:
        return None
    block = find_heading(grid, 1 - best[1])
    if block is None:
        return None
    names = [""] * grid.width
    for column in block.columns:
        names[column.index] = column.leaf
    people = _fields(names, is_unit=False)
    if "name" in people.values():
        return block, people, False
    units = _fields(names, is_unit=True)
    return (block, units, True) if "name" in units.values() else None


def _fields(cells: Sequence[str], *, is_unit: bool) -> dict[int, str]:
    """Column → key; of several words for one key the first of the list counts."""
    words = [bare(cell) if cell else "" for cell in cells]
    found: dict[int, str] = {}
    for key, names in (_UNIT_WORDS if is_unit else _PERSON_WORDS).items():
        index = next((words.index(name) for name in names if name in words), None)
        if index is not None and index not in found:
            found[index] = key
    return found


def _rows(grid: Grid, block: HeadingBlock, fields: dict[int, str], *, is_unit: bool) -> list[RegisterRow]:
    ready = prepare(grid, block, {})
    rows = []
    for line in range(grid.height - ready.first):
        values = {key: ready.cells[index][line].strip() for index, key in fields.items()}
        name = values.get("name", "")
        if name and not name.startswith(_NO_ENTRY):
            given = {key: value for key, value in values.items() if value}
            rows.append(RegisterRow(grid.name, ready.first + line + 1, is_unit, given))
    return rows
