"""kill -9 while a clerk types in forms and cells and pastes: what the window said is stored is there."""

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.unsaved import find
from proofs.killing import Acknowledge, run
from proofs.offices import TODAY, make_office, require_no_rests, state_of
from proofs.proof import Found, Proof

MATTERS = 60
_LONGEST_LIFE = 6.0


def work_typing(acknowledge: Acknowledge, root: Path, seed: int) -> None:
    """Open the window and type until the end."""
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from proofs.typing_hands import Hands

    hands = Hands(acknowledge, root, seed)
    acknowledge("ready")
    hands.work()


@dataclass
class _Known:
    """What must be there after the words that were heard.

    Attributes:
        titles: title by matter.
        flight: titles of a deed that had begun and of which nothing more was heard.
        added: titles of matters that were told to be stored; `adding` one that had begun.
        draft: what the disk had of the form; None where nothing must be there.
    """

    titles: dict[str, str]
    flight: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    adding: str = ""
    draft: str | None = None

    def hear(self, word: str) -> None:
        """Take over one acknowledgement."""
        kind, _, rest = word.partition(" ")
        parts = rest.split()
        if kind in ("?cell", "?paste"):
            self.flight = dict(zip(parts[::2], parts[1::2], strict=True))
        elif kind in ("!cell", "!paste"):
            self.titles |= self.flight
            self.flight = {}
        elif kind == "kept":
            self.draft = rest
        elif kind == "?add":
            self.adding = rest
        elif kind == "!add":
            self.added.append(rest)
            self.adding, self.draft = "", None
        elif kind == "left":
            self.draft = None


def kill_typing(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """One office lives through all the kills; every life begins with the form the last one left."""
    result, root = Found(), scratch / "typing"
    make_office(root, matters_=MATTERS)
    titles, draft = _look(root)
    for _ in range(cycles):
        result.cycles += 1
        heard = run(
            work_typing,
            root,
            chance.randrange(1 << 20),
            kill_after=chance.uniform(0.05, _LONGEST_LIFE),
            from_first=True,
        )
        known = _Known(dict(titles), draft=draft)
        _require_back(heard.words, draft, result)
        for word in heard.words:
            known.hear(word)
            result.counts["acknowledged"] += word.startswith(("!", "kept"))
        if state_of(root, count=result) is None:
            break
        require_no_rests(root, count=result)
        before, (titles, draft) = titles, _look(root)
        _compare(known, before, titles, draft, result)
    return result


def _require_back(words: tuple[str, ...], draft: str | None, found: Found) -> None:
    """The first form of a life holds what the last life had kept."""
    back = next((word.removeprefix("back").strip() for word in words if word.startswith("back")), None)
    if back is not None and draft:
        found.counts["forms brought back"] += 1
        found.require(holds=back == draft, fault=f"the form came back with “{back}”, kept was “{draft}”")


def _compare(
    known: _Known, before: dict[str, str], now: dict[str, str], draft: str | None, found: Found
) -> None:
    old = {uid: title for uid, title in now.items() if uid in before}
    whole = known.titles | known.flight
    found.require(
        holds=old in (known.titles, whole),
        fault=f"neither before nor after: {sorted(set(old.items()) ^ set(known.titles.items()))[:4]}",
    )
    found.counts["in flight kept"] += bool(known.flight) and old == whole
    new = sorted(title for uid, title in now.items() if uid not in before)
    both = sorted([*known.added, known.adding])
    found.require(holds=new in (sorted(known.added), both), fault=f"added {new}, told {known.added}")
    if known.draft:
        stored = known.adding in new and bool(known.adding)
        found.require(
            holds=stored or (draft or "").startswith(known.draft),
            fault=f"the form is gone: kept “{known.draft}”, found “{draft}”",
        )


def _look(root: Path) -> tuple[dict[str, str], str | None]:
    """Titles by matter, and what is kept of the form."""
    with open_office(root, clock=FixedClock(TODAY)) as office:
        with office.read() as reader:
            rows = reader.connection.execute(
                "SELECT uid, title FROM matter WHERE deleted_at IS NULL"
            ).fetchall()
        form = find(office, "matter.add")
    return {str(uid): str(title) for uid, title in rows}, form.values.get("title") if form else None


PROOFS = (
    Proof(
        "kill-typing",
        "kill -9 while typing in forms, editing and filling cells and pasting",
        100,
        kill_typing,
    ),
)
