"""One module per verb; each returns a result that the caller prints."""
