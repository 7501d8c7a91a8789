"""The command `visibles verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.exits import CLEAN, PROBLEMS, exit_codes
from generator.reporting import MESSAGES, choose_language, render_few


@click.command()
@click.argument("copy", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Public key, or allowed_signers, of those who should have signed it.",
)
@click.option("--lang", metavar="CODE", help="Language of messages; else Spanish.")
def verify(copy: Path, *, key_file: Path | None, lang: str | None) -> None:
    """Check that a COPY of a site, a folder or a ZIP, is whole and unaltered, and with --key who published it."""
    from generator.publishing.verifying import verify as check  # noqa: PLC0415 - only where needed

    with exit_codes(lang):
        verdict = check(copy, key_file)
        language = choose_language(lang or "es")
        words = MESSAGES[language]
        if verdict.problems:
            click.echo(render_few(verdict.problems, language, color=sys.stdout.isatty()), nl=False)
            click.echo(words["unverified"])
            sys.exit(PROBLEMS)
        click.echo(words["verified"].format(count=verdict.files, former=verdict.former, as_of=verdict.as_of))
        click.echo(words["signed"].format(signer=verdict.signer) if key_file else words["unsigned"])
        sys.exit(CLEAN)
