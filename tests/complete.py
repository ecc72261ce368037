"""What a matter must say before it may be approved and assigned, for tests that are about something else."""

WHOLE = {
    "target": "年底前完成",
    "task": "分三步办好",
    "measures": "专班推进",
    "requirement": "不走过场",
    "plan": "一季度启动，四季度收尾",
    "duty": "牵头抓总",
    "persons": "李国强",
    "due": "长期",
}
