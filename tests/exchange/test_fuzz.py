"""Mutated workbooks, documents and texts never break the program."""

import pytest
from corpus.fuzz import DOCUMENTS, SEEDS, fuzz


@pytest.mark.parametrize("seeds", [SEEDS, DOCUMENTS], ids=["workbooks", "documents"])
def test_every_mutation_is_read_or_refused(seeds) -> None:
    outcomes = fuzz(150, seeds=seeds)

    assert sum(outcomes.values()) == 150
    assert outcomes["silent"] == 0
    assert outcomes["read"] > 15
    assert sum(number for name, number in outcomes.items() if name != "read") > 30
