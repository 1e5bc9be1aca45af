"""`python -m briefing`."""

from briefing.shell.cli import main

main()
