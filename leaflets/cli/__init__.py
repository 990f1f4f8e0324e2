"""Step 6, show: the commands. The only place that prints or exits; every command parses, calls the steps and shows.

Everything heavy is imported inside the commands, so that `--help` answers at once.
"""

from leaflets.cli.app import main

__all__ = ["main"]
