"""Sums of investment of projects by class: exact decimals, and a 约 is never lost (trap T4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ducha_desktop.domain.amounts import read_amount

YI = Decimal(100_000_000)
HEADING = "（亿元）"
NO_CLASS = "未分类"


@dataclass(frozen=True, slots=True)
class Investment:
    """What one project costs, in 亿元.

    Attributes:
        total: 总投资; None where no number is written. `done` 本年完成投资 likewise.
        about: one of them is approximate (约).
    """

    project_class: str
    total: Decimal | None
    done: Decimal | None
    about: bool = False


@dataclass(frozen=True, slots=True)
class InvestmentSum:
    """The projects of a class: how many, 总投资 and 本年完成投资 in 亿元.

    Attributes:
        about: an approximate value is among them; the sum is 约, too.
        unknown: projects without a total.
    """

    project_class: str
    projects: int
    total: Decimal
    done: Decimal
    about: bool
    unknown: int

    @property
    def total_words(self) -> str:
        """`528.12`, `约528.12`."""
        return _said(self.total, about=self.about)

    @property
    def done_words(self) -> str:
        """`192.84`, `约192.84`."""
        return _said(self.done, about=self.about)


def read_investment(project_class: str, total: str, done: str) -> Investment:
    """Read the words of a project; bare numbers are 亿元."""
    sums = [read_amount(words, heading=HEADING) if words.strip() else None for words in (total, done)]
    first, second = (None if each is None or each.value is None else each.value / YI for each in sums)
    about = any(each is not None and each.value is not None and each.approximate for each in sums)
    return Investment(project_class.strip(), first, second, about)


def sums_by_class(projects: Iterable[Investment]) -> tuple[InvestmentSum, ...]:
    """One line a class in the order in which they occur."""
    classes: dict[str, list[Investment]] = {}
    for project in projects:
        classes.setdefault(project.project_class or NO_CLASS, []).append(project)
    return tuple(summed(name, members) for name, members in classes.items())


def summed(name: str, projects: Iterable[Investment]) -> InvestmentSum:
    """All of them in one line."""
    every = list(projects)
    return InvestmentSum(
        name,
        len(every),
        sum((each.total or Decimal(0) for each in every), Decimal(0)),
        sum((each.done or Decimal(0) for each in every), Decimal(0)),
        any(each.about for each in every),
        sum(each.total is None for each in every),
    )


def _said(value: Decimal, *, about: bool) -> str:
    plain = format(value.normalize(), "f")
    return f"{'约' if about else ''}{plain}"
