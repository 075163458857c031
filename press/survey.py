"""Compares what was published with what is there. Reads the disk and changes nothing: another process may do it meanwhile."""

from dataclasses import dataclass
from pathlib import Path

from press import folders, manifest
from press.folders import Times

STAGING = ".press-staging-"
"""How the names of staging folders begin, in which builds work at the top of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was found in the folder of a site."""

    digest: str
    """The digest of the list of what was written into it, when it was compared."""
    missing: frozenset[str]
    """The files that are listed and not there."""
    foreign: frozenset[str]
    """The files that are there and not listed."""
    changed: frozenset[str]
    """The folders whose times are not those that were known."""
    cut_off: bool
    """Whether a build was cut off there, or is at work."""

    @property
    def intact(self) -> bool:
        """Whether all that was written is there, and no build was cut off."""
        return not (self.missing or self.cut_off)


def survey(folder: Path, known: Times) -> Survey:
    """Return what lies in the output `folder`. What has the `known` times is not looked up (`folders.look`)."""
    digest, listed = manifest.digest_of(folder), manifest.written(folder)
    found, true = folders.look(str(folder), listed, known) if folder.is_dir() else (frozenset(), {})
    return Survey(
        digest=digest,
        missing=frozenset(listed.keys() - found),
        foreign=frozenset(path for path in found - listed.keys() if not path.startswith(STAGING)),
        changed=frozenset(known.keys() - true.keys()),
        cut_off=any(folder.glob(f"{STAGING}*")),
    )
