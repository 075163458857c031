"""The engine of a regional briefing archive: Markdown and front matter in, a static site out.

Start reading at `press/recipe.py`, which tells the whole build from top to bottom; `press/build.py` is the door to it.
"""

__version__ = "0.1.0"
