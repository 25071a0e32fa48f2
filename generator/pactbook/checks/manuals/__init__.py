"""Rules on operations manuals: the outline that legal approved, the pages under it, their links and pictures."""
