"""`python -m inspector`: the decoding child first, then the command line; without a command it opens the window."""

from __future__ import annotations

import sys

from inspector.evidence.child import CHILD_SWITCH, run_child


def main() -> None:
    """Run and exit with the command's code."""
    if sys.argv[1:2] == [CHILD_SWITCH]:
        sys.exit(run_child(sys.argv[1:]))
    from inspector.cli import run  # after the child's switch: children must start fast

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
