"""Letters, lines and words, before anything is known of what a text says."""
