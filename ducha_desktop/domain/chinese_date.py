"""A day as papers write it: Arabic figures without leading noughts (GB/T 9704-2012 7.3.5)."""

from datetime import date


def chinese_date(day: date) -> str:
    """`2026年10月8日`."""
    return f"{day.year}年{day.month}月{day.day}日"
