"""Gives any bytes a short name that changes when they do. Knows nothing of what the bytes mean."""

import hashlib

SIZE = 16
"""Bytes in a digest: 128 bits, so that two different files of one archive never share a name."""


def of_bytes(data: bytes) -> str:
    """Return the BLAKE2b digest (RFC 7693) of `data` as 32 hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()
