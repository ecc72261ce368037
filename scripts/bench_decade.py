"""Ten years of an office in a data folder: matters, their reports with the journal of each, and attachments.

Made as it would have come about, month by month: the clock stands in that month, the new matters are entered,
and the reports that came are written in entries of some rows each, as a list of progress is imported. One
matter is reported on every few days for ten years. The attachments are files of all sizes from random bytes,
put in through the service.
"""

import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import bench_county

from ducha_desktop.domain.identity import uuid7
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import attachments
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office
from ducha_desktop.storage.unit_of_work import UnitOfWork

MONTHS = 120
TOGETHER = 25
"""Reports that come in one list: one entry of the journal."""

LONG_TITLE = "十年重点工程调度"
_FILES_OF_THE_LONG_ONE = 4
"""One attachment in so many belongs to the matter with the long history."""

_REPORT = ("uid", "matter_uid", "on", "percent", "words", "next_steps", "medium", "author")
_SMALL, _LARGE = 20_000, 30_000_000
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much has come together in ten years.

    Attributes:
        matters: matters entered.
        changes: lines of the journal, about.
        long: entries of the one matter with a long history.
        attached: bytes of attachments, at least.
    """

    matters: int
    changes: int
    long: int
    attached: int


WHOLE = Size(matters=100_000, changes=2_000_000, long=5_000, attached=400_000_000)


class _Decade:
    """Writes month after month."""

    def __init__(self, office: Office, clock: FixedClock, size: Size, draw: random.Random) -> None:
        self._office, self._clock, self._size, self._draw = office, clock, size, draw
        self._names = bench_county.register(office)
        self.matters: list[str] = []
        each = 2  # a report, and the matter's progress
        born = size.matters * 3  # the matter, its unit and its leader
        self._reports = max(0, size.changes - born - size.long * each) // (MONTHS * each)

    def month(self, number: int) -> None:
        """Enter what came in one month."""
        day = _first(number)
        self._clock.set(day, _milliseconds(day))
        with self._office.transaction() as work:
            self._register(work, number, day)
            for start in range(0, self._reports, TOGETHER):
                self._clock.advance(20 * _DAY_MS // max(1, self._reports // TOGETHER))
                count = min(TOGETHER, self._reports - start, len(self.matters))
                wanted = self._draw.sample(self.matters, count)
                self._report(work, wanted, day, f"导入进展 {len(wanted)} 行")
            first, last = (self._size.long * step // MONTHS for step in (number, number + 1))
            for n in range(first, last):
                self._clock.advance(_DAY_MS // 10)
                self._report(work, self.matters[:1], day, f"填报“{LONG_TITLE}”的进展（第 {n + 1} 次）")

    def _register(self, work: UnitOfWork, number: int, day: date) -> None:
        first, last = (self._size.matters * step // MONTHS for step in (number, number + 1))
        with work.entry("bench.rows", words=f"导入 {last - first} 行"):
            made = bench_county.fill(
                work, self._draw, self._names, start=first, count=last - first, today=day
            )
            if not self.matters:
                work.bulk_update("matter", {made[0]: {"title": LONG_TITLE, "state": "Q"}})
        self.matters += made

    def _report(self, work: UnitOfWork, wanted: Sequence[str], day: date, words: str) -> None:
        draw, now = self._draw, self._clock.wall_milliseconds()
        said = {uid: (draw.randrange(101), f"已完成投资{draw.randrange(10, 90_000)}万元") for uid in wanted}
        on = (day + timedelta(days=draw.randrange(28))).isoformat()
        with work.entry("matter.report", words=words):
            work.bulk_insert(
                "report",
                _REPORT,
                [
                    (uuid7(now, draw), uid, on, float(part), told, "按计划推进下一步工作", "书面", "承办单位")
                    for uid, (part, told) in said.items()
                ],
            )
            work.bulk_update(
                "matter",
                {
                    uid: {"progress_percent": float(part), "progress_text": told}
                    for uid, (part, told) in said.items()
                },
            )


def build(folder: Path, size: Size = WHOLE, *, seed: int = 1) -> None:
    """Found an office ten years ago and let the years pass, up to the day of the benchmarks."""
    draw, clock = random.Random(seed), FixedClock(_first(0), _milliseconds(_first(0)))
    with found(folder, county="云岭县", clock=clock) as office:
        decade = _Decade(office, clock, size, draw)
        for number in range(MONTHS):
            decade.month(number)
            sys.stderr.write(f"\r{number + 1} of {MONTHS} months")
        _attach(office, decade.matters, size.attached, draw)
    sys.stderr.write("\n")


def _attach(office: Office, matters: Sequence[str], wanted: int, draw: random.Random) -> None:
    """Put files in until there are so many bytes: as many of each order of size, from scans to films."""
    kept = number = 0
    with tempfile.TemporaryDirectory() as place:
        while kept < wanted:
            number += 1
            size = int(_SMALL * (_LARGE / _SMALL) ** draw.random())
            file = Path(place) / f"佐证材料{number}.pdf"
            file.write_bytes(draw.randbytes(size))
            matter = matters[0] if number % _FILES_OF_THE_LONG_ONE == 0 else draw.choice(matters)
            attachments.add(office, matter, [file])
            file.unlink()
            kept += size


def _first(number: int) -> date:
    """The first day of a month of the decade; the last one is that before the benchmarks."""
    last = bench_county.TODAY.year * 12 + bench_county.TODAY.month - 2
    year, month = divmod(last - MONTHS + 1 + number, 12)
    return date(year, month + 1, 1)


def _milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 1, tzinfo=UTC).timestamp() * 1000)
