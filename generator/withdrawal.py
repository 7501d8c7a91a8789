"""The command `visibles withdraw`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from generator.exits import CONFIG, exit_codes
from generator.records.withdrawal_reasons import REASONS
from generator.reporting import MESSAGES, choose_language


@click.command()
@click.argument("case_id", metavar="ID")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Why, for editors; it is told nowhere.")
@click.option("--date", "day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The day; else the site's own.")
@click.option("--lang", metavar="CODE", help="Language of messages; else the site's default one.")
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=CONFIG,
    show_default=True,
    help="The configuration of the site.",
)
def withdraw(case_id: str, *, reason: str, day: datetime | None, lang: str | None, config_file: Path) -> None:
    """Take a case back: only a tombstone remains of its file, and the next build removes it everywhere."""
    from generator.project import Project  # noqa: PLC0415 - only where needed: loading code takes time
    from generator.records.fields import Context  # noqa: PLC0415
    from generator.records.reading import Layout, read_records  # noqa: PLC0415
    from generator.records.withdrawal import Decision, find_case_file, take_back  # noqa: PLC0415

    with exit_codes(lang):
        options = Project(config_file).make_options()
        messages = MESSAGES[choose_language(lang or options.default_language.code)]
        path = find_case_file(options.cases_dir, case_id)
        if path is None:
            raise click.UsageError(messages["no_case"].format(id=case_id, folder=options.cases_dir.name))
        codes = tuple(language.code for language in options.languages)
        layout = Layout(options.root, options.cases_dir, options.content_dir, codes, options.public_repository)
        records = read_records(layout, as_of=options.as_of)
        # The day the site will speak of without this case: a later one would stop the build.
        days = [one.last_checked.latest for one in records.cases if one.id != case_id and one.last_checked.latest]
        when = day.date() if day else options.as_of or max(days, default=None)
        if when is None:
            raise click.UsageError(messages["no_day"])
        context = Context(records.vocabularies, codes)
        done = take_back(path, Decision(case_id, when, reason), layout=layout, context=context)
        said = messages["was_withdrawn" if done.was_withdrawn else "withdrawn"]
        click.echo(
            said.format(id=case_id, date=done.date, file=done.file, count=done.forgotten, pictures=done.pictures)
        )
        for one in done.mentions:
            click.echo(f"{one.file}:{one.line}  {messages[f'mention_{one.kind}']}")
