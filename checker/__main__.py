"""``python -m checker``, the same as the ``checker`` command."""

import gc

gc.set_threshold(100_000)  # what a run imports and loads makes many small objects and hardly any garbage

from checker.cli.main import run  # noqa: E402 - only now

if __name__ == "__main__":
    run()
