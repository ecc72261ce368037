"""Whole user stories with the real program: real window, real clicks and keys, real files."""

from datetime import date

TODAY = date(2026, 11, 18)
"""The day on which every story happens."""
