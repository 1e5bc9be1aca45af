"""What we were told: observations, statements, assessments and entries, read from deliveries."""
