"""The encrypted database, its unit of work and its history."""
