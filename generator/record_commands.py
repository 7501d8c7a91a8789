"""Commands about records: start a case file, what one may hold, and what is derived of all."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from generator.command_options import as_of_option, config_option, get_config, get_day, jobs_option, lang_option
from generator.exits import exit_codes
from generator.reporting import MESSAGES, choose_language


@click.command()
@click.argument("slug")
@click.option("--country", default="MX", show_default=True, help="First two letters of the id.")
@lang_option
@config_option
def new(slug: str, *, country: str, lang: str | None, config_file: Path) -> None:
    """Start a case file, as a draft, with the next free id."""
    from generator.project import Project  # noqa: PLC0415
    from generator.records.drafts import write_draft  # noqa: PLC0415

    with exit_codes(lang):
        options = Project(get_config(config_file)).make_options()
        language = choose_language(lang or options.default_language.code)
        try:
            path = write_draft(options.cases_dir, slug, country=country, language=language)
        except FileExistsError:
            raise click.UsageError(MESSAGES[language]["exists"].format(slug=slug)) from None
        except ValueError:
            raise click.UsageError(MESSAGES[language]["slug"].format(slug=slug)) from None
        click.echo(path.relative_to(options.root).as_posix())


@click.command()
@click.option("--markdown", is_flag=True, help="As a codebook for people, in Markdown.")
@config_option
def schema(*, markdown: bool, config_file: Path) -> None:
    """Print what a case file may hold, as a JSON Schema for editors' tools."""
    from generator.project import Project  # noqa: PLC0415
    from generator.records.codebook import make_schema, render_codebook  # noqa: PLC0415
    from generator.records.required import VOCABULARIES  # noqa: PLC0415
    from generator.records.vocabulary_files import read_vocabularies  # noqa: PLC0415

    with exit_codes(None):
        options = Project(get_config(config_file)).make_options()
        codes = options.written_languages
        folder = options.content_dir / "vocabularies"
        vocabularies, _ = read_vocabularies(folder, root=options.root, languages=codes, needed=VOCABULARIES)
        text = (
            render_codebook(vocabularies)
            if markdown
            else json.dumps(make_schema(vocabularies), ensure_ascii=False, indent=1)
        )
        click.echo(text)


@click.command()
@click.option("--format", "format_", type=click.Choice(["json", "table"]), default="table", help="A summary, or all.")
@lang_option
@as_of_option
@jobs_option
@config_option
def findings(*, format_: str, lang: str | None, as_of: date | None, jobs: int | None, config_file: Path) -> None:
    """Print all that is derived from the cases: how measures stand, how far justice got, and every figure."""
    from generator.exports.findings import render_findings  # noqa: PLC0415
    from generator.exports.overview import render_overview  # noqa: PLC0415
    from generator.project import Project  # noqa: PLC0415

    with exit_codes(lang):
        project = Project(get_config(config_file))
        reading = project.read_sound(project.make_options({"as_of": get_day(as_of), "jobs": jobs}))
        language = choose_language(lang or reading.options.default_language.code)
        found, color = reading.findings, sys.stdout.isatty()
        told = render_findings(found) if format_ == "json" else render_overview(found, language, color=color)
        click.echo(told, nl=False)
