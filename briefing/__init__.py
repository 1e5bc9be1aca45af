"""briefing makes the lägesbild: a municipality's standardized picture of crime and safety."""

__version__ = "0.1.0"
