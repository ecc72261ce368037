"""Qt item models, delegates and declarative columns."""
