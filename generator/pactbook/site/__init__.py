"""The site: pages as plain data, the look, and the two adapters that hand pages to MkDocs."""
