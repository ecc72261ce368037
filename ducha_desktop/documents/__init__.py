"""Longer PDFs: ledgers, notices, briefings."""
