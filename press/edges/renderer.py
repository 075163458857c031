"""Fills templates, and says in which line of which template something is wrong, and what may be meant. Knows no kind of page."""

import re
import traceback
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import safe_range

from press.addresses import routes
from press.catalogue.page import Page
from press.config.settings import Settings
from press.edges import template
from press.edges.template import Bytecode, Results, Swift, Unknown
from press.edges.theme import BUILT_IN, Theme
from press.ground import language, unbroken, uri
from press.ground.problems import Misconfigured, Problem
from press.ground.suggestion import VERY_ALIKE, nearest, offer, suggestion
from press.ground.words import Words, chosen
from press.kernel import digest

HINT = "see docs/theme.md for what it is given"
"""What to do about a template that failed, if nothing better is known."""

_VIEWS = tuple(str(Path(__file__).parents[1] / package) for package in ("pages", "catalogue", "formats"))
"""Where the code of views lies: an error within it is a mistake of this program, any other one of the template."""


class Renderer:
    """Turns pages into bytes, with one environment for each language of the interface."""

    def __init__(self, theme: Theme, settings: Settings, results: Results) -> None:
        """Render with `theme` for the site of `settings`; take compiled templates from `results`, or compile and keep them."""
        self._theme = theme
        self._settings = settings
        self._results = results
        self._environments: dict[str, Environment] = {}
        self._keys: dict[tuple[str, str], str] = {}

    def compile(self, pages: Iterable[Page]) -> None:
        """Compile the templates of `pages`: once, and before worker processes do so, none of which could keep them.

        A page that does not name the language of its interface has that of the site. A template that cannot be compiled is
        reported by the first page that uses it.
        """
        home = chosen(self._theme.words, self._settings.language).language
        wanted = {(page.template, page.given.interface_lang if page.given else home) for page in pages if page.template}
        for name, tag in sorted(wanted):
            environment = self._environment(tag)
            with suppress(TemplateError, RecursionError, SyntaxError):
                for one in template.closure(name, self._theme.traits):
                    environment.get_template(one)

    def render(self, page: Page, view: Any) -> bytes:
        """Return the bytes of `page`, which shows `view`, or raise `Misconfigured` naming the template that failed."""
        return page.write(view) if page.write is not None else self.fill(page.template, view, page.address)

    def fill(self, name: str, view: Any, shown: str) -> bytes:
        """Return the template `name` filled with `view`, or raise `Misconfigured` saying that it failed on what is `shown`."""
        environment = self._environment(view.frame.interface_lang)
        try:
            return environment.get_template(name).render(view=view).encode()
        except Exception as error:
            if _is_ours(error, self._theme):
                raise
            raise Misconfigured([_located(error, name, shown, self._theme, environment)]) from error

    def template_key(self, name: str, tag: str) -> str:
        """Return the digest of the template `name`, all that it includes, the settings that it uses, and the words of `tag`."""
        if (name, tag) not in self._keys:
            traits = self._theme.traits
            texts = {one: self._theme.templates[one] for one in template.closure(name, traits)}
            site = template.taken([traits[one] for one in texts], self._settings)
            self._keys[name, tag] = digest.of((texts, site, self._theme.words[tag], self._settings.base_url, self._theme.assets))
        return self._keys[name, tag]

    def _environment(self, tag: str) -> Environment:
        if tag not in self._environments:
            self._environments[tag] = _environment(self._theme, self._settings, self._theme.words[tag], self._results)
        return self._environments[tag]


def _is_ours(error: Exception, theme: Theme) -> bool:
    """Return whether `error` was raised by what a template asked its view for, and not by what it did with that."""
    files = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)]
    last = max((index for index, file in enumerate(files) if file in theme.templates), default=-1)
    return any(file.startswith(_VIEWS) for file in files[last + 1 :])


class _Assets(dict[str, str]):
    """The addresses of static files. A missing file is an undefined name."""

    def __missing__(self, name: str) -> Any:
        return Unknown(f"there is no theme/static/{name}", exc=partial(_noted, suggestion(name, self)))


def _noted(note: str, message: str) -> UndefinedError:
    error = UndefinedError(message)
    error.add_note(note)
    return error


def _environment(theme: Theme, settings: Settings, words: Words, results: Results) -> Environment:
    known = {template.SITE: settings, "words": words, "assets": _Assets(theme.assets), "direction": language.direction}
    environment = Swift(
        loader=FunctionLoader(lambda name: (theme.templates[name], name, None) if name in theme.templates else None),
        autoescape=True,
        undefined=Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Bytecode(results, digest.of((settings.base_url, words))),
    )

    def href(address: str) -> str:
        return routes.href(address, settings.base_path)

    def absolute(address: str) -> str:
        return routes.url(address, settings.base_url)

    del environment.filters["random"], environment.globals["lipsum"]  # the same input must give the same bytes
    environment.globals.update({**known, "range": safe_range, "once": template.remembering()})
    environment.tests["same_language"] = language.same
    environment.filters.update(
        {
            "href": href,
            "absolute": absolute,
            "day": words.day,
            "time": words.time,
            "day_of_year": words.day_of_year,
            "month": words.month,
            "month_name": words.month_name,
            "month_short": words.month_short,
            "distance": words.distance,
            "share": words.share,
            "language": language.name,
            "component": uri.component,
            "unbroken": unbroken.dates,
        }
    )
    return environment


def _located(error: Exception, name: str, shown: str, theme: Theme, environment: Environment) -> Problem:
    """Return a problem where the template `name` raised `error`: in one that is not built in, if one led there."""
    path, line, called = _raised(error, name, theme)
    hint = "".join(getattr(error, "__notes__", ())) or _meant(error, theme, environment) or HINT
    taken = next((one for one in called if one in environment.filters), "")
    if isinstance(error, TemplateNotFound):
        why = f'there is no template "{error.name}"'
    elif isinstance(error, SyntaxError):  # in the generated code, which no author sees
        why = error.msg
    elif isinstance(error, RecursionError) and not line:
        why = template.TOO_DEEP
    elif isinstance(error, RecursionError):
        replaces = path in (theme.traits[path].refers or ()) and f"{BUILT_IN}{path}" in theme.templates
        why = "it refers to itself without end"
        hint = f'refer to the template that it replaces as "{BUILT_IN}{path}"' if replaces else "add a condition that ends it"
    else:
        why = f"{error or type(error).__name__}"
        if taken and not isinstance(error, UndefinedError):
            if isinstance(error, AttributeError):
                why = "it is None" if error.obj is None else f"it is of the type {type(error.obj).__name__}"
            why = f'the filter "{taken}" cannot take this value: {why}'
    what = f"the template failed on {shown}: {why}"
    return Problem(path=f"theme/templates/{path}", line=line or 1, what=what, hint=hint)


def _raised(error: Exception, name: str, theme: Theme) -> tuple[str, int, Sequence[str]]:
    """Return in which template and line the template `name` raised `error`, and the functions that were called from there."""
    if isinstance(error, TemplateSyntaxError):  # only the compiler finds these, such as an unknown filter
        return error.name or name, error.lineno, ()
    path, line, called = name, 0, list[str]()
    for frame, at in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        called = [] if file in theme.templates else [*called, re.sub("^(?:sync_)?do_", "", frame.f_code.co_name)]
        if file in theme.own or (file in theme.templates and path not in theme.own):
            path, line = file, at
    return path, line, called


_ABSENT = re.compile(r"(?:No (?P<kind>filter|test) named|there is no) ['\"](?P<name>[^'\"]*)['\"](?: found)?\.?")


def _meant(error: Exception, theme: Theme, environment: Environment) -> str:
    """Return which template, filter, test or variable may be meant by one that is not there; nothing if none is like it."""
    if isinstance(error, TemplateNotFound):
        return suggestion(str(error.name), theme.templates)
    absent = _ABSENT.fullmatch(str(error))
    if absent is None:
        return ""
    known: dict[str | None, Iterable[str]] = {"filter": environment.filters, "test": environment.tests}
    return offer(nearest(absent["name"], known.get(absent["kind"], ("view", *environment.globals)), VERY_ALIKE))
