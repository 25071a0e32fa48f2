"""Numbers, dates and periods in running text."""
