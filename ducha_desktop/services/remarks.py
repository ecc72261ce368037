"""What a clerk should be told about an act beside its result: words kept as they are, names nobody knows."""

from dataclasses import dataclass

from ducha_desktop.services.reading import Reading
from ducha_desktop.storage.unit_of_work import UnitOfWork

_MEMO = "remarks"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to be told.

    Attributes:
        field: key of the field whose value is kept in its own words only; empty for a mere notice.
        value: the words.
        why: the reason, in Chinese.
    """

    field: str
    value: str
    why: str

    @property
    def words(self) -> str:
        """The sentence for the clerk."""
        return f"“{self.value}”：{self.why}"


def remark(work: UnitOfWork, value: str, why: str, *, field: str = "") -> None:
    """Note something for the clerk, once."""
    noted: list[Remark] = work.memo.setdefault(_MEMO, [])
    new = Remark(field, value, why)
    if new not in noted:
        noted.append(new)


def note_reading(work: UnitOfWork, reading: Reading) -> None:
    """Note what a reading kept in its own words, and what it assumed."""
    for field, value, why in reading.problems:
        remark(work, value, why, field=field)
    for _, value, why in reading.notices:
        remark(work, value, why)


def remarks(work: UnitOfWork) -> tuple[Remark, ...]:
    """All that was noted in this unit of work."""
    return tuple(work.memo.get(_MEMO, ()))
