"""Terms and references: what a text defines, uses and leads to."""
