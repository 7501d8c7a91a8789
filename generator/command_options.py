"""Options that several commands share, and what is asked of their values."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from generator.exits import CONFIG
from generator.reporting import MESSAGES

config_option = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=CONFIG,
    show_default=True,
    help="The configuration of the site.",
)
as_of_option = click.option(
    "--as-of", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The day the site speaks of."
)
jobs_option = click.option("--jobs", type=click.IntRange(min=1), help="Processes to read many cases with.")
lang_option = click.option("--lang", metavar="CODE", help="Language of messages; else the site's default one.")


def get_config(file: Path) -> Path:
    """Return the configuration's full path; raise UsageError where there is none."""
    if not file.is_file():
        raise click.UsageError("\n".join(words["config"].format(file=file) for words in MESSAGES.values()))
    return file.resolve()


def get_day(value: date | None) -> date | None:
    """Return the day of an option: click gives a point in time."""
    return value.date() if isinstance(value, datetime) else value
