"""The declarative template language of clauses and manuals: a subset of Jinja2 that can only name values."""
