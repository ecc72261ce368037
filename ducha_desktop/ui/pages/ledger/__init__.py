"""Screen: ledger."""
