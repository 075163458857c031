"""The settings under `markdown` in config.yaml: how bodies become HTML. Converts nothing."""

from collections.abc import Iterator

from press.ground.form import Form, Written
from press.ground.problems import Severity
from press.kernel.value import value

NEVER_ALLOWED = frozenset({
    "script", "style", "iframe", "object", "embed", "applet", "frame", "frameset", "portal", "bgsound", "image", "use", "feimage",
    "form", "input", "button", "textarea", "base", "meta", "link", "title", "template", "noscript", "noembed", "noframes", "xmp",
    "plaintext",
})  # fmt: skip
"""Elements that no configuration may allow: each can run code, load from elsewhere, pose as the page or hide it."""
NEVER_ALLOWED_ATTRIBUTES = frozenset({
    "style", "srcset", "poster", "background", "ping", "lowsrc", "dynsrc", "longdesc", "action", "formaction", "srcdoc", "data",
    "codebase", "archive", "manifest", "xlink:href",
})  # fmt: skip
"""Attributes that no configuration may allow, apart from those that begin with `on`."""


@value
class Markup:
    """How bodies become HTML."""

    extensions: tuple[str, ...] = ("extra", "smarty", "toc")
    """Extensions of Python-Markdown, in order."""
    refuse_html: bool = False
    """Whether HTML that has to be removed is an error instead of a warning."""
    missing_alt: Severity = "warning"
    """How a picture whose alt text is missing or says nothing is treated: `warning`, `error` or `allow`."""
    allow: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Elements, each with its attributes, that are allowed in addition to the usual ones."""


def may_allow(element: str, attribute: str = "") -> bool:
    """Return whether a configuration may allow `element`, or `attribute` of it."""
    element, attribute = element.lower(), attribute.lower()
    return (
        element[:1].isalpha()
        and element not in NEVER_ALLOWED
        and not attribute.startswith("on")
        and attribute not in NEVER_ALLOWED_ATTRIBUTES
    )


def read(config: Form) -> Markup:
    """Return the settings under the key `markdown` of `config`."""
    form = config.group("markdown")
    names = form.texts("extensions")
    markup = Markup(
        extensions=tuple(name.text for name in names) if form.has("extensions") else Markup().extensions,
        refuse_html=form.choice("raw_html", ("sanitise", "error")) == "error",
        missing_alt=form.choice("missing_alt", ("warning", "error", "allow")),
        allow=tuple(_allowed(form.group("allow_html"))),
    )
    _check_extensions(form, names)
    form.finish()
    return markup


def _allowed(elements: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each of `elements` with the attributes that are allowed on it; report what can never be allowed."""
    for element in elements.names():
        attributes = tuple(written.text for written in elements.texts(element))
        if not may_allow(element):
            elements.reject(element, f"<{element}> cannot be allowed: a reader's browser would run or load it", "remove it")
        else:
            for attribute in attributes:
                if not may_allow(element, attribute):
                    elements.reject(element, f'the attribute "{attribute}" cannot be allowed', "remove it")
        yield element, attributes


def _check_extensions(form: Form, names: tuple[Written, ...]) -> None:
    from markdown import Markdown

    for name in names:
        try:
            Markdown(extensions=[name.text])
        except Exception as error:  # an extension may raise anything while it is imported and set up
            what = (
                f'the Markdown extension "{name.text}" cannot be loaded: {str(error).splitlines()[0] if str(error) else error!r}'
            )
            form.report(name, what, "check it against the list in Python-Markdown's documentation")
