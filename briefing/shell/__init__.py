"""Hands and clock: the command line."""
