"""How things stand on a day, and the proof of it that a page offers."""
