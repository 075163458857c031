"""Finds addresses that two sources claim, or that cannot be files. Knows nothing of what stands at an address."""

from collections.abc import Callable, Iterable

from press.addresses.routes import Claim, file_of, flaw
from press.ground.filename import CONFIG, folded, is_text
from press.ground.problems import Problem


def check(claims: Iterable[Claim]) -> list[Problem]:
    """Return a problem for every claim that cannot be a file, or collides with another.

    Names that differ only in case or Unicode form collide: they are the same file on many disks.
    """
    problems = []
    files: dict[str, Claim] = {}
    folders: dict[str, Claim] = {}

    def reject(claim: Claim, what: str, hint: str) -> None:
        problems.append(Problem(path=claim.path, line=claim.line, column=claim.column, what=what, hint=hint))

    for claim in sorted(claims, key=lambda claim: claim.path != CONFIG):  # the archive's own come first
        reason, is_written = flaw(claim), claim.path == CONFIG or is_text(claim.path)
        if reason:
            reject(
                claim, f'"{claim.address}" cannot be an address: {reason}', "choose another" if is_written else "rename the file"
            )
            continue
        file = folded(claim.file)
        parents = _parents(file)
        other = files.get(file) or folders.get(file) or next((files[folder] for folder in parents if folder in files), None)
        if other is None:
            files[file] = claim
            for folder in parents:
                folders.setdefault(folder, claim)
        elif other != claim:
            whose = "the archive's own" if (other.path, other.line) == (CONFIG, 1) else f"also used by {other.path}:{other.line}"
            what = f'the address "{claim.address}" is {whose}'
            hint = (
                "take it out, or write another"
                if claim.path == CONFIG
                else "change the slug, the date or the alias of one of the two"
            )
            reject(claim, what, hint if is_written else "rename or move the file")
    return problems


def free(claims: Iterable[Claim]) -> Callable[[str], bool]:
    """Return a function that says whether an address could be a file beside those of `claims`."""
    files = {folded(claim.file) for claim in claims}
    folders = {folder for file in files for folder in _parents(file)}

    def is_free(address: str) -> bool:
        file = folded(file_of(address))
        return file not in files and file not in folders and files.isdisjoint(_parents(file))

    return is_free


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
