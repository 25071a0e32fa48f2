"""What is sealed, and what follows from it: the chain of each instrument, whose signatures count, how things stand on a day."""
