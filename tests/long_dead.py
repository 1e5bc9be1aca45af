"""Personal identity numbers that nobody living has, made when a test runs."""

from __future__ import annotations

import random
from datetime import date, timedelta


def long_dead(generator: random.Random) -> tuple[str, str, str, str]:
    """A number of somebody born in the 1890s: nobody living has it. Written with its century."""
    born = date(1890, 1, 1) + timedelta(days=generator.randrange(3_652))
    day = born.day + generator.choice([0, 0, 60])
    middle = f"{born:%y%m}{day:02}{generator.randrange(1, 1000):03}"
    return f"{born:%Y}", f"{born:%m}", f"{day:02}", middle[-3:] + check_digit(middle)


def check_digit(nine: str) -> str:
    doubled = "".join(str(int(digit) * (2, 1)[place % 2]) for place, digit in enumerate(nine))
    return str(-sum(int(digit) for digit in doubled) % 10)
