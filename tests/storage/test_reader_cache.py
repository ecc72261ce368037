"""How many pages a reader keeps: several stand beside each other, and the ledger is mostly small."""

from pathlib import Path

import pytest

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import ledger, matters
from ducha_desktop.services.founding import found
from ducha_desktop.storage.connection import CACHE_KIB, LEAST_CACHE_KIB, reader_cache
from tests.storage.test_ledger_query import TODAY

MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("size", "kept"), [(0, 24), (900 * MIB, 24), (3_000 * MIB, 46), (5_000 * MIB, 64), (90_000 * MIB, 64)]
)
def test_a_reader_keeps_its_part_of_the_file(size: int, kept: int) -> None:
    assert reader_cache(size) // 1024 == kept


def test_reader_and_writer_keep_their_own_measure_and_have_it_again_after_a_walk(tmp_path: Path) -> None:
    with found(tmp_path / "台账", county="云岭县", clock=FixedClock(TODAY)) as office:
        with office.write("matter.add", words="新增") as work:
            matters.add(work, {"title": "修桥"})
            assert work.raw.execute("PRAGMA cache_size").fetchone() == (-CACHE_KIB,)
        with office.read() as reader:
            for query in (LedgerQuery(), LedgerQuery(descending=True, stages=("draft",))):
                assert [row.title for row in ledger.every(reader, query)] == ["修桥"]
                assert reader.connection.execute("PRAGMA cache_size").fetchone() == (-LEAST_CACHE_KIB,)
