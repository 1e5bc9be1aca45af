"""The lägesbild as content: outlines, wording, composition."""
