"""Says to people what was refused, what changed, and the way out."""
