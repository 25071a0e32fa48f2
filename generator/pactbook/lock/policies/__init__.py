"""Who may sign what, and whose signatures it needs."""
