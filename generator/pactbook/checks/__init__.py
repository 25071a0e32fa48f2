"""The rules that look at the book as a whole: one file each, found because it lies here."""
