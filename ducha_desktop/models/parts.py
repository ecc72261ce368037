"""Which tables hold the parts of a matter: rows with a `matter_uid` that come and go with it."""

MATTER_PARTS = (
    *("assignment", "milestone", "report", "event", "attachment"),
    *("escalation", "matter_origin"),
)
