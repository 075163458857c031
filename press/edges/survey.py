"""Compares the manifest with the output folder. Reads the disk and changes nothing, so that it can run in another process."""

from pathlib import Path

from press.edges import folders, manifest
from press.edges.folders import Times
from press.kernel.value import value

STAGING = ".press-staging-"
"""The prefix of the names of staging folders, which builds create at the top of the output folder."""


@value
class Survey:
    """What was found in an output folder."""

    digest: str
    """The digest of the manifest at the time of the comparison."""
    missing: frozenset[str]
    """The files that are listed but do not exist."""
    foreign: frozenset[str]
    """The files that exist but are not listed."""
    changed: frozenset[str]
    """The folders whose times differ from the known ones."""
    cut_off: bool
    """Whether a build was interrupted there, or is running."""

    @property
    def intact(self) -> bool:
        """Whether every listed file exists, and no build was interrupted."""
        return not (self.missing or self.cut_off)


def survey(folder: Path, known: Times) -> Survey:
    """Return the survey of the output `folder`. Folders that still have their `known` times are not listed (`folders.scan`)."""
    digest, listed = manifest.digest_of(folder), manifest.written(folder)
    found, true = folders.scan(str(folder), listed, known) if folder.is_dir() else (frozenset(), {})
    return Survey(
        digest=digest,
        missing=frozenset(listed.keys() - found),
        foreign=frozenset(path for path in found - listed.keys() if not path.startswith(STAGING)),
        changed=frozenset(known.keys() - true.keys()),
        cut_off=any(folder.glob(f"{STAGING}*")),
    )
