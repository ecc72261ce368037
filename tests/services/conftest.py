"""A real office on real files, with a fixed business date."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.office import Office
from ducha_desktop.services.founding import found

TODAY = date(2026, 11, 22)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(TODAY)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with found(tmp_path / "台账 数据", county="云岭县", clock=clock) as made:
        yield made
