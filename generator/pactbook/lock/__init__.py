"""The lock: what was signed, by whom, under which policy, and whether a tree still is what was signed."""
