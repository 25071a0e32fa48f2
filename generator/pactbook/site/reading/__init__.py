"""From the files of a book to its pages: read, judged, and looked over once more."""
