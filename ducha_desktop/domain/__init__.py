"""Pure rules of the office, true without a computer."""
