"""Written ledgers with what must be read of them, and the measure of a reading: precision and recall by field."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from ducha_desktop.exchange.prose import Matter

SHORT = {
    "类": "category", "项": "item_group", "题": "title", "内": "task", "措": "measures", "目": "target",
    "求": "requirement", "领": "responsible_leaders", "联": "liaison_leaders", "牵": "lead_unit",
    "配": "co_units", "乡": "townships", "人": "persons", "话": "phone", "限": "due", "展": "progress_text",
    "态": "status", "存": "problems", "步": "next_steps", "号": "number", "源": "source", "批": "instruction",
    "额": "amount", "注": "remarks", "始": "start", "日": "source_date", "比": "progress_percent", "责": "duty", "进": "plan",
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A text and its golden matters: words by field key, or by an unknown label."""

    name: str
    text: str
    golden: tuple[Mapping[str, str], ...]


def samples(file: str) -> tuple[Sample, ...]:
    """The samples of a file beside this one: `## name`, the text, `--`, one line a matter."""
    found = []
    for part in Path(__file__).with_name(file).read_text("utf-8").split("## ")[1:]:
        name, _, body = part.partition("\n")
        text, _, golden = body.partition("\n--")
        rows = tuple(_row(line) for line in golden.strip().split("\n") if line)
        found.append(Sample(name.strip(), text + "\n", rows))
    return tuple(found)


def _row(line: str) -> dict[str, str]:
    pairs = (cell.split("=", 1) for cell in line.split("|"))
    return {SHORT.get(key, key): words.replace("/", "\n") for key, words in pairs}


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" 。；;，,")


@dataclass
class Score:
    """Right, wrong and missing values by field."""

    right: Counter[str]
    wrong: Counter[str]
    missing: Counter[str]

    @classmethod
    def empty(cls) -> "Score":
        """A score of nothing yet."""
        return cls(Counter(), Counter(), Counter())

    def add(self, matters: Sequence[Matter], golden: Sequence[Mapping[str, str]]) -> list[str]:
        """Hold a reading against its golden matters, in order; the differences in words."""
        faults = []
        for place, (matter, row) in enumerate(zip_longest(matters, golden), 1):
            read = {**matter.fields, **matter.extras} if matter else {}
            wanted = row or {}
            for key in {**wanted, **read}:
                said, meant = _plain(read.get(key, "")), _plain(wanted.get(key, ""))
                self.right[key] += bool(said) and said == meant
                self.wrong[key] += bool(said) and said != meant
                self.missing[key] += bool(meant) and said != meant
                if said != meant:
                    faults.append(f"{place} {key}: {said!r}, meant {meant!r}")
        return faults

    def figures(self) -> dict[str, tuple[float, float]]:
        """Precision and recall by field, and of all under `all`."""
        keys = [*sorted({*self.right, *self.wrong, *self.missing}), "all"]
        return {key: self._figure(key) for key in keys}

    def _figure(self, key: str) -> tuple[float, float]:
        def of(counts: Counter[str]) -> int:
            return sum(counts.values()) if key == "all" else counts[key]

        right, wrong, missing = of(self.right), of(self.wrong), of(self.missing)
        return right / max(right + wrong, 1), right / max(right + missing, 1)
