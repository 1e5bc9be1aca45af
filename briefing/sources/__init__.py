"""What was agreed and what came: declarations of sources, deliveries, punctuality."""
