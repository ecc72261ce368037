"""统计: the figures, and what became of the ledger between two days."""
