"""Charts as the peers draw them: a matplotlib picture each."""

from __future__ import annotations

from io import BytesIO

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

from bench.work import PlainChart


def picture(chart: PlainChart) -> bytes:
    """The chart as PNG, 150 dots per inch."""
    figure, axes = pyplot.subplots(figsize=(6.5, 2.8), dpi=150)
    for name, values in chart.series:
        if chart.is_lines:
            axes.plot(chart.categories, values, label=name)
        else:
            axes.bar(chart.categories, values, label=name)
    axes.legend()
    axes.tick_params(axis="x", rotation=45)
    stream = BytesIO()
    figure.savefig(stream, format="png", bbox_inches="tight")
    pyplot.close(figure)
    return stream.getvalue()
