"""What changed for an audience, in words, newest first. `told` is the way in."""
