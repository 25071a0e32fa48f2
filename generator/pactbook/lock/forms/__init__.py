"""The forms, byte for byte, of what is signed and of what signs: statements, keys, signatures, names and text."""
