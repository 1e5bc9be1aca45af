"""Collection from live services: what they answer becomes deliveries in sources/<id>/, the bytes as they came."""
