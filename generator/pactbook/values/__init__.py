"""Finds values in texts: amounts as people write them, the values that a contract holds, and which of them a sentence restates."""
