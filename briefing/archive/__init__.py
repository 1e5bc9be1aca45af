"""Editions kept for good: sealed, versioned, listed, verified."""
