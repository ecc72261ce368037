"""Reusable widgets that know no noun of the office."""
