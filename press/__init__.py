"""The engine of a regional briefing archive: Markdown and front matter in, a static site out.

Start reading at `press/recipe.py`, which tells the whole build from top to bottom; `press/build.py` is the door to it.
"""

__version__ = "0.1.0"
UNREADY = 'this Python lacks what press needs: say ". .venv/bin/activate" first, or "make" if there is no .venv yet'
"""What is said where a package is missing."""
