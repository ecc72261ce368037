"""Headless doors: the public command line."""
