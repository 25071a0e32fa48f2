"""Judges every state that a branch has had."""
