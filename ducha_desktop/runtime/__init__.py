"""Paths, logging, clock, locks: the operating system."""
