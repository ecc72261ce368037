"""The three-level supervision cards as PDF."""
