"""Notifies a WebSub hub that a feed has changed: the only module that reaches beyond this machine. Knows no feed.

WebSub leaves open how publishers notify their hub (https://www.w3.org/TR/websub/, section 6); every hub in use accepts a form
with `hub.mode=publish`, as in PubSubHubbub 0.4.
"""

import http.client
import urllib.error
import urllib.request
from urllib.parse import urlencode

PATIENCE = 20.0
"""Seconds that a hub has to answer."""


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the next request would be a GET, which notifies nobody (RFC 9110, 15.4.2)."""

    def redirect_request(self, *_: object) -> None:
        """Leave the redirect as the answer."""


_answer = urllib.request.build_opener(_Staying).open


def publish(hub: str, feed: str) -> str:
    """Notify `hub` that the feed at the URL `feed` has changed; return why that failed, in words, or an empty string."""
    form = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}).encode()
    asked = urllib.request.Request(hub, data=form, headers={"User-Agent": "press"})
    try:
        with _answer(asked, timeout=PATIENCE):  # the configuration allows only http(s)
            return ""
    except urllib.error.HTTPError as error:
        return f"the hub answered {error.code} {error.reason}"
    except (OSError, ValueError, http.client.HTTPException) as error:
        return f"the hub cannot be reached: {getattr(error, 'reason', error)}"
