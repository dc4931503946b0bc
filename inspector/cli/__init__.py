"""The command line: the same services without a window. `run(argv)` gives the exit code."""

from inspector.cli.main import run

__all__ = ["run"]
