"""Reads the free pages of operations manuals: headings, links, values of the contract."""
