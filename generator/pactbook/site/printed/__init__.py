"""What is looked at on the pages and the files of a site once they are printed, and what is done with them before they are written."""
