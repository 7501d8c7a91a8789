"""Puts a site in place whole or not at all, and only where nothing else can be lost."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from generator.config import SiteError, make_trouble
from generator.publishing.exchange import exchange, sync
from generator.publishing.spare import align, get_spare
from generator.records.saving import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    ListChanges: TypeAlias = Callable[[Path], Collection[str] | None]

MARKER_FILE = ".visibles-site"
"""A folder with this file was made by us, so we may replace it."""

MARKER_TEXT = "This folder is made by `visibles build`. Its contents are replaced at each build.\n"
"""What that file says."""


class UnsafeSiteDirError(SiteError):
    """Building here could destroy something, or another build is at work."""

    @property
    def code(self) -> str:
        """Return the stable name of the rule broken."""
        return self.troubles[0].code


def check_site_dir(site_dir: Path, *, root: Path, protected: Iterable[Path]) -> None:
    """Raise UnsafeSiteDirError unless the folder can be emptied without losing anything but a site of ours.

    It may lie in `root`, but not be or contain it; it may not be, contain or lie in a protected folder.
    """
    site_dir = Path(os.path.abspath(site_dir))  # noqa: PTH100 - resolve() would follow the link refused below
    if site_dir.is_symlink():
        _refuse("site-dir-symlink", "the site folder {site_dir} is a symbolic link", site_dir)
    if site_dir.exists() and not site_dir.is_dir():
        _refuse("site-dir-file", "the site folder {site_dir} is a file", site_dir)
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() fails where an account has none
    if site_dir.parent == site_dir or (os.path.isabs(home) and _is_within(Path(home), site_dir)):  # noqa: PTH117
        _refuse("site-dir-system", "{site_dir} is or holds your home folder", site_dir)
    if _is_within(root, site_dir):
        _refuse("site-dir-root", "{site_dir} is or holds the whole project", site_dir)
    for folder in protected:
        if _is_within(folder, site_dir) or _is_within(site_dir, folder):
            message = "{site_dir} would overwrite {folder}: choose a folder of its own"
            _refuse("site-dir-protected", message, site_dir, folder=folder)
    if site_dir.is_dir() and any(site_dir.iterdir()) and not (site_dir / MARKER_FILE).is_file():
        message = "{site_dir} is not empty and not a site of ours: empty it or choose another"
        _refuse("site-dir-not-ours", message, site_dir)


def write_marker(site_dir: Path) -> None:
    """Mark a folder as a site of ours, making it if needed. A mark that is there may be that of the last site, too."""
    site_dir.mkdir(parents=True, exist_ok=True)
    if not (site_dir / MARKER_FILE).is_file():
        (site_dir / MARKER_FILE).write_text(MARKER_TEXT, encoding="utf-8", newline="\n")


@contextmanager
def stage(site_dir: Path) -> Iterator[Path]:
    """Hold the right to build a site meanwhile, and `replace` it."""
    with hold(site_dir), replace(site_dir) as staged:
        yield staged


@contextmanager
def hold(site_dir: Path) -> Iterator[None]:
    """Hold the only right to build this site; raise UnsafeSiteDirError if another build has it.

    Check the site folder first. What a crash left behind is repaired.
    """
    site_dir = Path(os.path.abspath(site_dir))  # noqa: PTH100 - a link was refused, its target must not be used
    with _lock(site_dir):
        try:
            repair(site_dir)
        except OSError as error:
            _refuse("site-dir-unwritable", "{site_dir} cannot be made: {error}", site_dir, error=error)
        yield


@contextmanager
def replace(site_dir: Path, list_changes: ListChanges = lambda _: None) -> Iterator[Path]:
    """Give an empty folder beside the site; put it in the site's place at the end, drop it on failure.

    `list_changes` is given the last site, and names the files in which the new one is not the same; then that becomes
    the spare of the new one. Where it gives none, nothing is left of the last site.
    """
    site_dir = Path(os.path.abspath(site_dir))  # noqa: PTH100 - as above
    staged = _get_sibling(site_dir, "new")
    try:
        staged.mkdir()
    except OSError as error:
        _refuse("site-dir-unwritable", "{site_dir} cannot be made: {error}", site_dir, error=error)
    try:
        yield staged
        write_marker(staged)
        # A name may reach the disk before what it names: without this, power loss could leave an empty site.
        sync(staged)
        _swap(staged, site_dir)
        sync_folder(site_dir.parent)
        _keep(staged, site_dir, list_changes)
    except OSError as error:
        error.filename = error.filename or str(site_dir)
        raise
    finally:
        _discard(staged)


def _keep(last: Path, site_dir: Path, list_changes: ListChanges) -> None:
    """Make the last site, where there was one, the spare of the new one; else there is no spare.

    Under the name of a spare is only what is whole.
    """
    spare = get_spare(site_dir)
    _discard(spare)
    # A spare that cannot be made is none: the site is in its place.
    with suppress(OSError):
        changes = list_changes(last) if last.is_dir() else None
        if changes is not None:
            align(last, site_dir, changes)
            last.rename(spare)


@contextmanager
def keep_last(site_dir: Path, list_changes: ListChanges = lambda _: None) -> Iterator[Path]:
    """Let a folder be made anew in its place, as a preview must; on failure put back what was there.

    Gives where the last site is meanwhile. `list_changes` is as in `replace`.
    """
    aside = _get_sibling(site_dir, "old")
    site_dir.rename(aside)
    site_dir.mkdir()
    try:
        yield aside
    except BaseException:
        shutil.rmtree(site_dir)
        aside.rename(site_dir)
        raise
    _keep(aside, site_dir, list_changes)
    _discard(aside)


def discard_spare(site_dir: Path) -> None:
    """Remove the spare of a site, if there is one."""
    _discard(get_spare(site_dir))


def repair(site_dir: Path) -> None:
    """Undo what a crash left: the last good site is put back, half a site is removed; raise OSError if it stays."""
    aside, staged = _get_sibling(site_dir, "old"), _get_sibling(site_dir, "new")
    if aside.is_dir() and not (site_dir.is_dir() and any(site_dir.iterdir())):
        aside.rename(site_dir)
    # Whoever removes a site wants its spare removed, too.
    orphans = () if site_dir.is_dir() else (get_spare(site_dir),)
    for leftover in (aside, staged, *orphans):
        _discard(leftover)
        if os.path.lexists(leftover):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(leftover))


def _discard(leftover: Path) -> None:
    """Remove what is ours, also where its folders may not be written; the next build tries again what stays."""
    with suppress(OSError):
        if leftover.is_symlink() or leftover.is_file():
            leftover.unlink()
    shutil.rmtree(leftover, ignore_errors=True)
    if leftover.is_dir():
        for folder, _, _ in os.walk(leftover):
            with suppress(OSError):
                Path(folder).chmod(0o700)
        shutil.rmtree(leftover, ignore_errors=True)


def _swap(staged: Path, site_dir: Path) -> None:
    """Put the staged folder in the place of the site, and the old site in that of the staged folder."""
    try:
        if not site_dir.exists():
            staged.rename(site_dir)
            return
        old = site_dir.stat()
        staged.chmod(old.st_mode & 0o7777)
        with suppress(OSError):
            os.chown(staged, old.st_uid, old.st_gid)
        if not exchange(staged, site_dir):
            _swap_in_two(staged, site_dir)
    except OSError as error:
        # Such as a mount point: it can be written to, but not replaced.
        _refuse("site-dir-fixed", "{site_dir} cannot be replaced: {error}", site_dir, error=error)


def _swap_in_two(staged: Path, site_dir: Path) -> None:
    """Replace the site in two steps, between which there is none; a crash there is repaired at the next run."""
    aside = _get_sibling(site_dir, "old")
    try:
        site_dir.rename(aside)
        staged.rename(site_dir)
    except BaseException:
        if aside.exists() and not site_dir.exists():
            aside.rename(site_dir)
        raise
    try:
        aside.rename(staged)
    except OSError:
        _discard(aside)


@contextmanager
def _lock(site_dir: Path) -> Iterator[None]:
    """Hold the lock beside a site."""
    path = _get_sibling(site_dir, "lock")
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _find_lock(path)
    except OSError as error:
        _refuse("site-dir-unwritable", "{site_dir} cannot be made: {error}", site_dir, error=error)
    if descriptor is None:
        _refuse("site-dir-busy", "another build of {site_dir} is at work", site_dir)
    try:
        yield
    finally:
        # Left behind, it holds nothing: what counts is the lock on it.
        with suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(descriptor)


def _find_lock(path: Path) -> int | None:
    """The open file on which we alone hold a lock, or None where another process does."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), path.stat()):
                    return descriptor
        except BlockingIOError:
            os.close(descriptor)
            return None
        except BaseException:
            os.close(descriptor)
            raise
        # A build that has just ended removed the file that we locked.
        os.close(descriptor)


def _get_sibling(site_dir: Path, role: str) -> Path:
    """Return our hidden path beside the site: on the same file system, so that renaming is atomic."""
    return site_dir.with_name(f".{site_dir.name}.visibles-{role}")


def _is_within(inner: Path, outer: Path) -> bool:
    """Return whether a path is a folder or lies in it, whatever links or letter case are used."""
    if not outer.exists():
        return outer.resolve() in (inner.resolve(), *inner.resolve().parents)
    resolved = inner.resolve()
    return any(folder.exists() and folder.samefile(outer) for folder in (resolved, *resolved.parents))


def _refuse(code: str, message: str, site_dir: Path, **details: object) -> NoReturn:
    """Raise UnsafeSiteDirError."""
    raise UnsafeSiteDirError(make_trouble(code, message, site_dir=site_dir, **details))
