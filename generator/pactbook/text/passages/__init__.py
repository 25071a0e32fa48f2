"""Sentences and passages: whose duty they are, and whether they say anything."""
