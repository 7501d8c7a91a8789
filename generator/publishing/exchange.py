"""Two folders change places in one step, and what was written reaches the disk: calls that Python has no names for."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)
_renameat2 = getattr(_libc, "renameat2", None)
_syncfs = getattr(_libc, "syncfs", None)
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What a system or file system says that cannot exchange."""


def exchange(one: Path, other: Path) -> bool:
    """Whether two paths have changed places, in one step; False where that cannot be done here.

    Linux can since 3.15, on ext4, XFS, Btrfs, tmpfs and others; not on FAT, and on few network file systems.
    """
    if _renameat2 is None:
        return False
    if _renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(other))


def sync(folder: Path) -> None:
    """Have all that was written to a folder's file system on the disk: one call costs less than one for each file."""
    if _syncfs is None:
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if _syncfs(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
