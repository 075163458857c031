"""Says what to do where a package is missing. Imports none itself."""

from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
"""The folder of `build.py`."""


def unready() -> str:
    """Return what to say if a package is missing, with paths as they are typed in the current folder."""
    folder = HERE.relative_to(Path.cwd()) if HERE.is_relative_to(Path.cwd()) else HERE
    make = f"make -C {folder}" if folder.name else "make"
    return (
        f'this Python lacks what press needs: say ". {folder / ".venv/bin/activate"}" first, or "{make}" if there is no .venv yet'
    )
