"""The lock: what was signed, by whom, under which policy, and whether a tree still is what was signed.

Its folders, from the ground: `forms`, `policies`, `records`, `verifying`; above these, side by side, `auditing`, `telling` and `signing`.
"""
