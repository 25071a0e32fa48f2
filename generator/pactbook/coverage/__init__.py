"""What a contract has to hold, and where it stands: the ten things that every SOW defines, and the profile of its service type."""
