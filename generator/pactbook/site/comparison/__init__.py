"""Holds a printed page against the text that was signed: what a reader would see of it, styles considered. `step` is the way in."""
