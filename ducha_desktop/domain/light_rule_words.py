"""The light rules of an office in plain sentences, as the settings show them before they count."""

from ducha_desktop.domain.lights import LightRules, near_words
from ducha_desktop.domain.vocabulary import Light, ReportCycle

_DURING = {
    ReportCycle.WEEKLY: "本周",
    ReportCycle.TEN_DAYS: "本旬",
    ReportCycle.HALF_MONTHLY: "本半月",
    ReportCycle.MONTHLY: "本月",
    ReportCycle.QUARTERLY: "本季度",
    ReportCycle.HALF_YEARLY: "本半年",
    ReportCycle.YEARLY: "本年",
}


def rule_sentences(rules: LightRules) -> tuple[tuple[Light, str], ...]:
    """What each light means under these thresholds, from red to grey."""
    share = (
        "剩余时间只有总期限的 {share}% 或更少，" + _DURING.get(rules.default_cycle, "本周期") + "又没有报进展"
    )
    long_term = f"总期限 {rules.long_term_days} 天以上的事项，"
    grace = f"（再宽限 {rules.report_grace_days} 天）" if rules.report_grace_days else ""
    near = f"{near_words(rules)}（含当天）；或{long_term}{share.format(share=rules.yellow_share)}"
    undated = f"没有具体时限的事项，应报的进展过期未报{grace}"
    return (
        (Light.RED, "过了时限还没有申请办结，从时限次日起；时限当天还不是红灯。"),
        (Light.ORANGE, f"{long_term}{share.format(share=rules.orange_share)}。"),
        (Light.YELLOW, f"{near}；{undated}。"),
        (Light.GREEN, "其他正在办理的事项，以及按时办结的事项。"),
        (Light.GREY, "已挂起，或者还没有到开始日期。"),
    )
