"""Commands load only what they need: none waits for a library that it does not use."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("mkdocs", "pydantic", "jinja2", "plotly", "babel", "PIL", "icalendar")


def test_the_command_itself_loads_nothing_heavy() -> None:
    """What prints the help, or finds that nothing has changed, starts at once."""
    code = f"import sys, generator.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
