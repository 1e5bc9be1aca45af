"""The vocabulary that every other room speaks: periods, areas, indicators, editions, gaps, citations."""
