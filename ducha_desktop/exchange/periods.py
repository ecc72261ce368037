"""Reports and targets in a column for each month or quarter: the last report is how the matter stands."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from ducha_desktop.exchange.choice import PERCENT, REPORT
from ducha_desktop.exchange.headings import HeadingBlock
from ducha_desktop.exchange.labels import period_of
from ducha_desktop.services.drafts import DraftRow

TARGET = "target"
_REPORTS = re.compile(r"进展|进度|完成|落实|推进|调度|办理")
_PLANS = re.compile(r"计划|目标|安排|节点|打算|任务|要求|指标|投资|资金|得分|应")
_SHARE_AND_REMARK = re.compile(r"[^（(]*[%％]\s*[（(](.*[^\d.%％）)].*)[）)]", re.DOTALL)


def take_latest(rows: Iterable[DraftRow], block: HeadingBlock, fields: Mapping[int, str]) -> None:
    """Give rows without a report of their own the last that such a column holds; all stay in the extras.

    The period stands before the words: 已完成 of one quarter does not close the matter.
    """
    if REPORT in fields.values():
        return
    for row, said in _said(rows, block, fields, _reports):
        row.fields[REPORT] = said[-1]


def take_targets(rows: Iterable[DraftRow], block: HeadingBlock, fields: Mapping[int, str]) -> None:
    """Give rows without a target of their own what such columns set for each period, one after another."""
    if TARGET in fields.values():
        return
    for row, said in _said(rows, block, fields, _targets):
        row.fields[TARGET] = "；".join(said)


def take_remarks(rows: Iterable[DraftRow], fields: Mapping[int, str]) -> None:
    """`80%（主体封顶）` in the column of the share: what stands in the brackets is the report."""
    if REPORT in fields.values() or PERCENT not in fields.values():
        return
    for row in rows:
        found = _SHARE_AND_REMARK.fullmatch(row.fields.get(PERCENT, ""))
        if found:
            row.fields.setdefault(REPORT, found[1])


def _said(
    rows: Iterable[DraftRow],
    block: HeadingBlock,
    fields: Mapping[int, str],
    wanted: Callable[[str], bool],
) -> Iterator[tuple[DraftRow, list[str]]]:
    """What columns of a period, whose heading is `wanted`, say in a row: `一季度：签约5个`; silent rows are left out."""
    headings = {column.name: "".join(column.parts) for column in block.columns if column.index not in fields}
    periods = {
        name: period_of(whole) for name, whole in headings.items() if wanted(whole) and period_of(whole)
    }
    for row in rows if periods else ():
        said = [f"{period}：{row.extras[name]}" for name, period in periods.items() if row.extras.get(name)]
        if said:
            yield row, said


def _reports(heading: str) -> bool:
    """Whether the column reports; one of a plan does not."""
    return _REPORTS.search(heading) is not None and _PLANS.search(heading) is None


def _targets(heading: str) -> bool:
    return heading.endswith("目标")
