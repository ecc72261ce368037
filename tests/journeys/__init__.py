"""Whole user stories with the real program: real window, real clicks and keys, real files."""
