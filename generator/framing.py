"""Makes a site in a frame that is there already: without the engine, of records alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.config import SiteOptions
from generator.frame import Frame, Prose
from generator.frame_memory import digest_config, digest_content, digest_frame, read_content
from generator.gathering import Reading, fill_texts
from generator.publishing.memory import Memory
from generator.publishing.site_folder import SiteFolder
from generator.publishing.staging import write_marker
from generator.settings import Settings


def build_in_frame(
    frame: Frame, reading: Reading, folder: SiteFolder, config_file: Path, memory: Memory
) -> Memory | None:
    """Build the site and return what the next build may know of it; None where the last one lacks what is copied."""
    if not all(folder.share(name, digest) for name, digest in frame.static.items()):
        return None
    from generator.build import write_site  # noqa: PLC0415 - only where needed: loading code takes time

    write_marker(folder.root)
    return write_site(reading, frame.pages, folder, config_file, memory)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that decided what the engine gave for a preview, as it was before the engine read it."""

    settings: Settings
    options: SiteOptions
    content: str
    """Digest of the configuration and of the pages of prose."""

    @classmethod
    def take(cls, settings: Settings, options: SiteOptions) -> Surroundings:
        """Return them as they are now."""
        return cls(settings, options, _digest(settings, options))

    @property
    def stand(self) -> bool:
        """Whether the configuration and the pages of prose are as they were."""
        return self.content == _digest(self.settings, self.options)

    def digest(self, reading: Reading, prose: Prose) -> str:
        """Digest of all that decides how pages look, figures in prose and the user's own theme included."""
        return digest_frame(self.content, self.settings, self.options, fill_texts(reading, prose))


def _digest(settings: Settings, options: SiteOptions) -> str:
    content = read_content(options.content_dir, {language.code for language in options.languages})
    return digest_content(digest_config(settings.config_file), content)
