"""Whether a tree, a proposal or a commit is what was signed."""
