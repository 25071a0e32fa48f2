"""Rules on the words of contracts and manuals: what is vague, ambiguous or contradicts itself."""
