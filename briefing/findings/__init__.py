"""What it says: level, development, comparison, gaps. Computed; humans assess."""
