"""Measurements against the budgets; each prints a table."""
