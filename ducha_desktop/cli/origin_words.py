"""What `ducha origin` answers: documents and text."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ducha_desktop.cli import ledger

if TYPE_CHECKING:
    from ducha_desktop.services.origin_views import MergePlan, OriginDetail, OriginRow, ReplyFigures


def row_json(row: "OriginRow") -> dict[str, Any]:
    """One origin as lists have it."""
    return asdict(row) | {"kind_word": row.kind.word}


def detail_json(found: "OriginDetail") -> dict[str, Any]:
    """One origin, whole."""
    return {
        **row_json(found.row),
        "values": found.values,
        "items": [{"words": each.words, **ledger.row_json(each.row)} for each in found.matters],
    }


def detail_text(found: "OriginDetail") -> str:
    """One origin for people."""
    row = found.row
    lines = [f"{row.number}　{row.title}（{row.kind.word}）", ""]
    lines += [f"{found.words[key]}：{words}" for key, words in found.values.items() if words]
    extra = [("首次响应用时", row.response), ("回复情况", row.reply_state)]
    lines += [f"{name}：{words}" for name, words in extra if words]
    if found.matters:
        lines += ["", f"事项（{row.matters} 项，办结 {row.closed} 项）："]
        lines += [f"{each.row.number}　{each.words or each.row.title}" for each in found.matters]
    return "\n".join(lines)


def figures_json(figures: "ReplyFigures") -> dict[str, Any]:
    """One line of the reply rate."""
    return asdict(figures) | {"percent": float(figures.percent)}


def plan_json(plan: "MergePlan", *, done: bool) -> dict[str, Any]:
    """A merge, done or only planned."""
    pairs: list[Mapping[str, Any]] = [asdict(pair) for pair in plan.pairs]
    return {
        "merged": done,
        "first": plan.first.matters,
        "second": plan.second.matters,
        "pairs": pairs,
        "left": plan.left,
    }


def plan_text(plan: "MergePlan", *, done: bool) -> str:
    """A merge for people."""
    lines = [
        f"{pair.stays.number}　{pair.stays.title} ← {pair.goes.number}　{pair.goes.title}"
        + (f"（不合并：{pair.problem}）" if pair.problem else "")
        for pair in plan.pairs
    ]
    word = "已合并" if done else "将合并"
    lines.append(
        f"{plan.first.matters} 项 + {plan.second.matters} 项，{word} {len(plan.usable)} 对，共 {plan.left} 项"
    )
    return "\n".join(lines)
