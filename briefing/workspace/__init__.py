"""The folder on disk: find, read, register receipt, write drafts, begin a new one."""
