"""The engine of a regional briefing archive: Markdown and front matter in, a static site out.

Start reading at `press/build.py`, which tells the whole build from top to bottom.
"""

__version__ = "0.1.0"
