"""SQLModel tables: shape and constraints, no behaviour."""
