"""Locks folders, so that two processes do not write into one at once. Knows nothing of what is written."""

import os
from pathlib import Path


def take(folder: Path, *, wait: bool) -> int:
    """Return a descriptor of `folder` that locks it until it is closed.

    If another process has locked it, `wait` until it has closed its own, or raise `BlockingIOError`.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass  # a system without fcntl has no such lock
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
