"""Python-Markdown as the site uses it: for agreements, for text that anybody may edit, and what arranges both for reading."""
