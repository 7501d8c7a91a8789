"""What stands in site_config.yml, as the engine reads it. Knows nothing of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from generator import options as site_options
from generator.config import SiteOptions
from generator.publishing import staging

_PACKAGE = Path(__file__).parent
_PROTECTED_FOLDERS = (".git", "generator", "tests", "changelog.d")


class Settings(Struct, frozen=True, kw_only=True):
    """All that a build takes from the configuration file, before it is checked."""

    config_file: Path
    """The file itself, as its full path."""

    site_dir: Path
    """Where to build if nobody says otherwise."""

    content_dir: Path
    """Folder of editorial pages, vocabularies and mechanism data."""

    custom_dir: Path | None
    """Folder of the user's own templates, if there is one."""

    site_name: str
    """Name of the site."""

    site_url: str | None
    """Its public address, as it is written."""

    use_directory_urls: bool
    """Whether links end in `/`."""

    strict: bool
    """Whether warnings stop the build."""

    own: Mapping[str, object]
    """The section of our plugin; see SiteOptions for what each option means."""

    @property
    def root(self) -> Path:
        """Return the folder of the project."""
        return self.config_file.parent

    def make_options(
        self, overrides: Mapping[str, object], *, preview: bool = False, strict: bool = False
    ) -> SiteOptions:
        """Return the checked options of the site, with those of the command line on top; raise OptionError."""
        return site_options.make_options(
            {**self.own, **overrides},
            root=self.root,
            content_dir=self.content_dir,
            site_name=self.site_name,
            site_url=self.site_url,
            use_directory_urls=self.use_directory_urls,
            preview=preview,
            strict=self.strict or strict,
        )

    def check_site_dir(self, site_dir: Path) -> None:
        """Raise UnsafeSiteDirError unless a site may be built in this folder."""
        folders = [self.root / name for name in _PROTECTED_FOLDERS]
        folders += [self.root / str(self.own["cases_dir"]), self.content_dir, _PACKAGE, *self._own_theme]
        staging.check_site_dir(site_dir, root=self.root, protected=folders)

    def list_watched(self, options: SiteOptions) -> tuple[Path, ...]:
        """Return everything on the disk that the site is made of, the generator included."""
        return self.config_file, options.cases_dir, options.content_dir, _PACKAGE, *self._own_theme

    @property
    def _own_theme(self) -> tuple[Path, ...]:
        return (self.custom_dir,) if self.custom_dir else ()
