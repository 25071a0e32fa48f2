"""Brings a version into place, asks for signatures, makes them and takes them in."""
