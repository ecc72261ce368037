"""Use cases: load, decide, record; views for the outside."""
