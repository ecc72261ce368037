"""Reports and targets in a column for each month or quarter: the last report is how the matter stands."""

import re
from collections.abc import Iterable, Mapping

from ducha_desktop.exchange.choice import PERCENT, REPORT
from ducha_desktop.exchange.headings import Column, HeadingBlock
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
    periods = {
        column.name: period
        for column in block.columns
        if column.index not in fields and (period := _period(column))
    }
    if not periods:
        return
    for row in rows:
        said = [(period, row.extras[name]) for name, period in periods.items() if row.extras.get(name)]
        if said:
            row.fields[REPORT] = "：".join(said[-1])


def take_targets(rows: Iterable[DraftRow], block: HeadingBlock, fields: Mapping[int, str]) -> None:
    """Give rows without a target of their own what such columns set for each period, one after another."""
    if TARGET in fields.values():
        return
    periods = {
        column.name: period
        for column in block.columns
        if column.index not in fields
        and (whole := "".join(column.parts)).endswith("目标")
        and (period := period_of(whole))
    }
    if not periods:
        return
    for row in rows:
        said = [f"{period}：{row.extras[name]}" for name, period in periods.items() if row.extras.get(name)]
        if said:
            row.fields[TARGET] = "；".join(said)


def take_remarks(rows: Iterable[DraftRow], fields: Mapping[int, str]) -> None:
    """`80%（主体封顶）` in the column of the share: what stands in the brackets is the report."""
    if REPORT in fields.values() or PERCENT not in fields.values():
        return
    for row in rows:
        found = _SHARE_AND_REMARK.fullmatch(row.fields.get(PERCENT, ""))
        if found:
            row.fields.setdefault(REPORT, found[1])


def _period(column: Column) -> str:
    """The period that a column reports on; empty for a plan and for any other column."""
    whole = "".join(column.parts)
    reports = _REPORTS.search(whole) is not None and _PLANS.search(whole) is None
    return period_of(whole) if reports else ""
