"""The digest says what the office states, whatever the path that led there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import history, matters, register
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office
from ducha_desktop.storage.digest import Digest, digest


@pytest.fixture
def office(tmp_path: Path):
    with found(tmp_path / "台账", county="云岭县", clock=FixedClock(date(2026, 11, 22))) as made:
        yield made


def taken(office: Office) -> Digest:
    with office.read() as reader:
        return digest(reader.connection)


def test_every_statement_changes_it_and_undo_brings_it_back(office: Office) -> None:
    with office.write("a", words="a") as work:
        uid = matters.add(work, {"title": "修桥", "lead_unit": "县交通局"}).uid
    seen = [taken(office)]
    acts: tuple[Callable[..., object], ...] = (
        lambda work: matters.edit(work, uid, {"title": "修路"}),
        lambda work: matters.edit(work, uid, {"persons": "张三"}),
        lambda work: matters.edit(work, uid, {"due": "6月底前、12月底前"}),
        lambda work: register.add_unit(work, "县水务局"),
        lambda work: matters.add(work, {"title": "又一件"}),
        lambda work: matters.remove(work, [uid]),
    )
    for act in acts:
        with office.write("a", words="a") as work:
            act(work)
        assert taken(office) not in seen
        seen.append(taken(office))
    for expected in reversed(seen[:-1]):
        history.undo(office)
        assert taken(office) == expected


def test_ways_and_counters_do_not_count(office: Office) -> None:
    with office.write("a", words="a") as work:
        uid = matters.add(work, {"title": "修桥"}).uid
    before = taken(office)
    with office.write("a", words="b") as work:
        matters.edit(work, uid, {"title": "修路"})
    with office.write("a", words="c") as work:
        matters.edit(work, uid, {"title": "修桥"})
    assert taken(office) == before
    with office.write("a", words="d") as work:
        register.learn_alias(work, "交通", kind="unit", target_uid="x")
    assert taken(office) == before
    for _ in range(2):
        with office.write("a", words="e") as work:
            other = matters.add(work, {"title": "多余"}).uid
        with office.write("a", words="f") as work:
            matters.remove(work, [other])
    assert taken(office) == before
