"""The pictures of the archive itself, which config.yaml names: for link previews, and for feeds."""

from press.catalogue.attachment import Extents, no_picture, unshown
from press.catalogue.figure import Figure
from press.config.settings import Settings
from press.config.subscription import LARGEST
from press.ground.extent import Unshowable
from press.ground.filename import CONFIG, STATIC
from press.ground.form import Written
from press.ground.problems import Problem


def preview_picture(settings: Settings, extents: Extents, problems: list[Problem]) -> Figure | None:
    """Return the picture in link previews of pages without one of their own.

    Whether it exists is checked along with all other links. `extents` has the size of each file that is a picture, or why it
    cannot be read; that is appended to `problems`.
    """
    picture = settings.social_picture
    return _figure(picture.src, picture.alt, extents, problems) if picture else None


def feed_logo(settings: Settings, extents: Extents, problems: list[Problem]) -> Figure | None:
    """Return the publisher's mark for feeds, which feed readers require to be small.

    The parameters are those of `preview_picture`.
    """
    written = settings.feeds.image
    logo = _figure(written, "", extents, problems) if written else None
    if written and logo and logo.extent and (logo.extent.width > LARGEST[0] or logo.extent.height > LARGEST[1]):
        what = f'the picture "{written.text}" is too large for feeds: {logo.extent.width} by {logo.extent.height} pixels'
        problems.append(written.problem(CONFIG, what, f"make it at most {LARGEST[0]} pixels wide and {LARGEST[1]} high"))
    return logo


def _figure(written: Written, alt: str, extents: Extents, problems: list[Problem]) -> Figure:
    known = extents.get(STATIC + written.text)
    failure = unshown(written.text, known) if isinstance(known, Unshowable) else no_picture(written.text)
    if failure:
        problems.append(written.problem(CONFIG, failure.what, failure.hint))
    return Figure(address=written.text, alt=alt, extent=None if isinstance(known, Unshowable) else known)
