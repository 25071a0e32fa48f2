"""Where a book's files come from: the work tree, git's index or any commit, behind one protocol."""
