"""Writes files that an editor owns: whole or not at all, whatever stops the program or the machine."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

_PART = ".visibles-part"
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What a file system says that knows no hard links."""


def write_whole(path: Path, data: bytes, *, is_new: bool = False) -> None:
    """Write a file in one step; with `is_new` raise FileExistsError rather than replace one.

    Until the end the old file stays as it was, under any other name it has too. What was asked for is on the disk
    when this returns. What a crash left beside the file is removed at the next call.
    """
    target = Path(os.path.realpath(path))
    _remove_leftovers(target)
    part = target.with_name(f".{target.name}.{os.getpid()}{_PART}")
    try:
        _write_through(part, data, target)
        if is_new:
            _put_new(part, target)
        else:
            part.replace(target)
        sync_folder(target.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where its file system can do that."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def _write_through(part: Path, data: bytes, target: Path) -> None:
    """Write a file and have it on the disk, with the mode and owner of the one it stands for."""
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        if target.exists():
            old = target.stat()
            os.fchmod(descriptor, old.st_mode & 0o7777)
            with suppress(OSError):
                os.fchown(descriptor, old.st_uid, old.st_gid)
        stream.write(data)
        stream.flush()
        os.fsync(descriptor)


def _put_new(part: Path, target: Path) -> None:
    """Give a finished file its name, unless another has it."""
    try:
        os.link(part, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        part.replace(target)


def _remove_leftovers(target: Path) -> None:
    """Remove unfinished writes of this file by programs that no longer run."""
    start = f".{target.name}."
    for path in target.parent.iterdir():
        number = path.name.removeprefix(start).removesuffix(_PART)
        if path.name == f"{start}{number}{_PART}" and number.isdecimal() and not _is_running(int(number)):
            path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
