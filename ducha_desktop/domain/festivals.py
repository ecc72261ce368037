"""Festivals that deadlines are counted from: `春节前` is the day before 正月初一, by table."""

from datetime import date, timedelta

# 春节, 清明, 端午, 中秋 as (month, day), from the astronomical calendar GB/T 33661-2017 describes.
_MOVABLE: dict[int, tuple[tuple[int, int], ...]] = {
    2004: ((1, 22), (4, 4), (6, 22), (9, 28)),
    2005: ((2, 9), (4, 5), (6, 11), (9, 18)),
    2006: ((1, 29), (4, 5), (5, 31), (10, 6)),
    2007: ((2, 18), (4, 5), (6, 19), (9, 25)),
    2008: ((2, 7), (4, 4), (6, 8), (9, 14)),
    2009: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2010: ((2, 14), (4, 5), (6, 16), (9, 22)),
    2011: ((2, 3), (4, 5), (6, 6), (9, 12)),
    2012: ((1, 23), (4, 4), (6, 23), (9, 30)),
    2013: ((2, 10), (4, 4), (6, 12), (9, 19)),
    2014: ((1, 31), (4, 5), (6, 2), (9, 8)),
    2015: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2016: ((2, 8), (4, 4), (6, 9), (9, 15)),
    2017: ((1, 28), (4, 4), (5, 30), (10, 4)),
    2018: ((2, 16), (4, 5), (6, 18), (9, 24)),
    2019: ((2, 5), (4, 5), (6, 7), (9, 13)),
    2020: ((1, 25), (4, 4), (6, 25), (10, 1)),
    2021: ((2, 12), (4, 4), (6, 14), (9, 21)),
    2022: ((2, 1), (4, 5), (6, 3), (9, 10)),
    2023: ((1, 22), (4, 5), (6, 22), (9, 29)),
    2024: ((2, 10), (4, 4), (6, 10), (9, 17)),
    2025: ((1, 29), (4, 4), (5, 31), (10, 6)),
    2026: ((2, 17), (4, 5), (6, 19), (9, 25)),
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
}
_MOVABLE_NAMES = ("春节", "清明", "端午", "中秋")
_FIXED: dict[str, tuple[int, int]] = {
    "元旦": (1, 1),
    "妇女节": (3, 8),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "五四": (5, 4),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "建党节": (7, 1),
    "八一": (8, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "十一": (10, 1),
}
_LANTERN_DAYS = 14
FESTIVALS: tuple[str, ...] = (*_MOVABLE_NAMES, "除夕", "元宵", *_FIXED)


def festival_day(name: str, year: int) -> date | None:
    """The day of a festival in a year; None when the name or the year is not in the table."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    days = _MOVABLE.get(year)
    if days is None:
        return None
    if name in _MOVABLE_NAMES:
        return date(year, *days[_MOVABLE_NAMES.index(name)])
    spring = date(year, *days[0])
    if name == "除夕":
        return spring - timedelta(days=1)
    return spring + timedelta(days=_LANTERN_DAYS) if name == "元宵" else None
