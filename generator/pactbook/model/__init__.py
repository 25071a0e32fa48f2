"""The words of the field as frozen data: values, parties, terms, clauses, manuals, the book. No input or output here."""
