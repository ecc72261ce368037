"""Workbooks built by code, each with its exact expected reading: every oddity of real ledgers."""
