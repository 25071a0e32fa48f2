"""The site: pages as plain data, the look, and the two adapters that hand pages to MkDocs.

Its folders, from the ground: `grammar` (markdown), `printed` and `comparison` (what every printed page is looked at for), `engine` (prints pages),
`views` (what an audience may see), `proofs`, `news`, `pages` (one file for each kind), `reading` (from a book to its pages), `building` (all sites).
"""
