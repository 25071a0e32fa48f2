"""Rules on the build of a contract's text: sections, defined terms, references."""
