"""Mutated workbooks never break the program."""

from corpus.fuzz import fuzz


def test_every_mutation_is_read_or_refused() -> None:
    outcomes = fuzz(150)

    assert sum(outcomes.values()) == 150
    assert outcomes["silent"] == 0
    assert outcomes["read"] > 15
    assert sum(number for name, number in outcomes.items() if name != "read") > 30
