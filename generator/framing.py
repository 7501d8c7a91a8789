"""Makes a site in a frame that is there already: without the engine, of records alone."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.config import SiteOptions
from generator.frame import Frame, Prose
from generator.frame_memory import digest_config, digest_content, digest_frame, read_content
from generator.gathering import Reading, read_site, require_sound
from generator.program import read_program
from generator.prose_figures import fill_texts
from generator.publishing.memory import Memory
from generator.publishing.spare import LastSite, open_folder
from generator.publishing.staging import MARKER_FILE, MARKER_TEXT
from generator.settings import Settings
from generator.soundness import Soundness


def build_in_frame(  # noqa: PLR0913 - all that a build without the engine needs
    frame: Frame, reading: Reading, site_dir: Path, config_file: Path, *, last_site: LastSite | None, memory: Memory
) -> Memory | None:
    """Build the site and return what the next build may know of it; None where the last one lacks what is copied."""
    known = memory.entries
    if any(name not in known or known[name].digest != digest for name, digest in frame.static.items()):
        return None
    folder = open_folder(site_dir, last_site, known, base_path=reading.options.base_path)
    if not all(folder.share(name, digest) for name, digest in frame.static.items()):
        return None
    from generator.build import write_site  # noqa: PLC0415 - only where needed: loading code takes time

    folder.write(MARKER_FILE, MARKER_TEXT.encode())
    return write_site(reading, frame.pages, folder, config_file, memory)


class Surroundings(Struct, frozen=True):
    """All that decided what the engine gave for a preview, as it was before the engine read it."""

    settings: Settings
    options: SiteOptions
    prose: Prose
    content: str
    """Digest of the configuration and of the pages of prose."""
    key: str
    """Digest of all that decides how pages look, figures in prose and the user's own theme included."""

    @classmethod
    def take(
        cls, settings: Settings, options: SiteOptions, content: str, reading: Reading, prose: Prose
    ) -> Surroundings:
        """Return them as they were when `content` was digested."""
        key = digest_frame(content, settings, options, fill_texts(reading, prose))
        return cls(settings, options, prose, content, key)

    def read_again(self, memory: Memory) -> Reading | None:
        """Return what the site is made of now; None where the configuration or a page of prose has changed."""
        if self.content != digest_surroundings(self.settings, self.options):
            return None
        sound = Soundness(self.options.root)
        return require_sound(read_site(self.options, self.prose, left=memory.values, sound=sound, to_build=True))

    def build(
        self, frame: Frame, reading: Reading, site_dir: Path, *, last_site: LastSite | None, memory: Memory
    ) -> Memory | None:
        """Build the preview in the frame that these gave; None where the engine has to make another one."""
        if digest_frame(self.content, self.settings, self.options, fill_texts(reading, self.prose)) != self.key:
            return None
        return build_in_frame(frame, reading, site_dir, self.settings.config_file, last_site=last_site, memory=memory)


def digest_surroundings(settings: Settings, options: SiteOptions) -> str:
    """Digest of the configuration and of the pages of prose, as they are now."""
    content = read_content(options.content_dir, {language.code for language in options.languages})
    program = read_program(sound=Soundness(settings.root))
    return digest_content(digest_config(settings.config_file, program), content)
