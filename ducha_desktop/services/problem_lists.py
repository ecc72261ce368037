"""问题清单: how many units have a list of problems, by class (唐山 2015: 130 units = 21 + 72 + 37)."""

from collections import Counter
from dataclasses import dataclass

from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.services.office import Reader

NO_CLASS = "（未分类）"
_LISTS = """SELECT a.unit_uid, u.rank_class, count(DISTINCT m.uid) FROM matter m
 JOIN ledger l ON l.uid = m.ledger_uid AND l.kind = :kind
 JOIN assignment a ON a.matter_uid = m.uid AND a.role = 'lead' AND a.deleted_at IS NULL
 JOIN unit u ON u.uid = a.unit_uid WHERE m.deleted_at IS NULL AND m.state <> 'C'
 GROUP BY a.unit_uid ORDER BY u.official_order, u.id"""


@dataclass(frozen=True, slots=True)
class ProblemLists:
    """Units that have a list, by class in official order, and the problems on all lists."""

    by_class: dict[str, int]
    problems: int

    @property
    def units(self) -> int:
        """All units with a list."""
        return sum(self.by_class.values())


def units_with_lists(reader: Reader) -> ProblemLists:
    """The units that lead at least one matter in a ledger of problems; cancelled matters do not count."""
    found: Counter[str] = Counter()
    problems = 0
    for _unit, rank, number in reader.connection.execute(
        _LISTS, {"kind": LedgerKind.PROBLEM.value}
    ).fetchall():
        found[rank or NO_CLASS] += 1
        problems += number
    return ProblemLists(dict(found), problems)
