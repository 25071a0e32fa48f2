"""Reads contract text: sections, definitions, references, and the page that shows them.

Pure functions over strings. The text may be an `agreement.md` that pactbook assembled, or one that was
written elsewhere and brought in whole, as markdown or as plain text. The folders, from the ground: `letters`,
`sections` and `numbers`, `terms`, `passages`, `shown`.
"""
