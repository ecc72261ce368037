"""The one doorway between screens and services."""
