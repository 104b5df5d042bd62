"""``python -m commops`` is the ``commops`` command."""

from commops.cli.main import main

main()
