"""Makes the whole text of an agreement from its terms and the clauses of the library."""
