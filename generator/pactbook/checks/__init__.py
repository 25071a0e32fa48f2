"""The rules that look at the book as a whole: one file each in the folder of its topic, found because it lies there."""
