"""The pictures of the archive itself, which config.yaml names: for link previews, and for feeds."""

from press.catalogue.attachment import Extents, no_picture, unshown
from press.catalogue.figure import Figure
from press.config.settings import Settings
from press.config.subscription import LARGEST
from press.ground.extent import Unshowable
from press.ground.filename import CONFIG, STATIC
from press.ground.form import Written
from press.ground.problems import Problem


def social(settings: Settings, extents: Extents, problems: list[Problem]) -> Figure | None:
    """Return the picture for pages without one of their own. Whether it exists is checked along with all other links.

    `extents` has the size of each file that is a picture, or why it cannot be read; that is appended to `problems`.
    """
    picture = settings.social_picture
    return _shown(picture.src, picture.alt, extents, problems) if picture else None


def of_feeds(settings: Settings, extents: Extents, problems: list[Problem]) -> Figure | None:
    """Return the publisher's mark for feeds, which feed readers require to be small. The parameters are those of `social`."""
    written = settings.feeds.image
    image = _shown(written, "", extents, problems) if written else None
    if written and image and image.extent and (image.extent.width > LARGEST[0] or image.extent.height > LARGEST[1]):
        what = f'the picture "{written.text}" is too large for feeds: {image.extent.width} by {image.extent.height} pixels'
        problems.append(written.problem(CONFIG, what, f"make it at most {LARGEST[0]} pixels wide and {LARGEST[1]} high"))
    return image


def _shown(written: Written, alt: str, extents: Extents, problems: list[Problem]) -> Figure:
    known = extents.get(STATIC + written.text)
    failure = unshown(written.text, known) if isinstance(known, Unshowable) else no_picture(written.text)
    if failure:
        problems.append(written.problem(CONFIG, failure.what, failure.hint))
    return Figure(address=written.text, alt=alt, extent=None if isinstance(known, Unshowable) else known)
