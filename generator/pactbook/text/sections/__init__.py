"""The sections of a contract's text: their numbers, titles and extent."""
