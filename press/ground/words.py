"""The words of the interface in one language, and dates as that language writes them. Knows no page.

A catalogue is a YAML mapping (`theme/words/en.yaml`) from keys to texts with replacement fields such as {count}, or to plural
forms by CLDR category. Names of months come from babel (CLDR).
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from press.ground import language
from press.ground.form import Written
from press.ground.moment import Distance, Moment
from press.ground.suggestion import suggestion
from press.kernel import digest
from press.kernel.apart import apart
from press.kernel.value import value

GROUPED = 10_000
"""From this count on, digits are grouped: smaller ones stand without a sign in some languages, such as Spanish and Polish."""


@apart()
@value(eq=False)
class Words:
    """A catalogue. Within a build, two of the same language are interchangeable."""

    language: str
    """The language, as a BCP 47 tag."""
    phrases: Mapping[str, Mapping[str, str]]
    """Each phrase by key, then by plural category; a phrase without plural forms has only `other`."""
    places: Mapping[str, tuple[Written, Written]] = field(default_factory=dict)
    """Where each key and its text are written; only messages depend on it."""
    digest: str = field(init=False)
    """The digest of language and phrases."""

    def __post_init__(self) -> None:
        """Compute the digest once: it is part of the key of every template."""
        object.__setattr__(self, "digest", digest.of((self.language, self.phrases)))

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the phrase `key` with `values` filled in; `count` selects the plural form. It is HTML if any value is."""
        if key not in self.phrases:
            error = LookupError(f'the catalogue {self.language}.yaml has no phrase "{key}"')
            error.add_note(suggestion(key, self.phrases))
            raise error
        forms = self.phrases[key]
        if not values and "{" not in forms["other"] and "}" not in forms["other"]:
            return forms["other"]
        count = values.get("count")
        form = plural(self.language, count) if isinstance(count, int) else "other"
        text = forms.get(form, forms["other"])
        if isinstance(count, int) and count >= GROUPED:
            text = text.replace("{count}", format_decimal(count, locale=locale(self.language)))
        try:
            if Markup in map(type, values.values()):
                safe = {name: value if isinstance(value, int) else escape(value) for name, value in values.items()}
                return Markup(str.format(escape(text), **safe))
            return text.format(**values)
        except KeyError as missing:
            raise LookupError(f'the phrase "{key}" needs a value for {missing.args[0]}') from None

    def overridden(self, other: "Words") -> "Words":
        """Return this catalogue with its phrases replaced by those that `other` has."""
        return replace(self, phrases={**self.phrases, **other.phrases})

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return language.direction(self.language)

    def day(self, moment: Moment | date) -> str:
        """Return the day in words: 13 December 2022."""
        return _format(_date(moment), self("format_day"), self.language)

    def month(self, moment: Moment | date) -> str:
        """Return month and year in words: December 2022."""
        return _format(_date(moment), self("format_month"), self.language)

    def month_name(self, moment: Moment | date) -> str:
        """Return the month alone, in words: December."""
        return _format(_date(moment), "LLLL", self.language)

    def month_short(self, moment: Moment | date) -> str:
        """Return the month alone, abbreviated: Dec."""
        return _format(_date(moment), "LLL", self.language)

    def day_of_year(self, moment: Moment | date) -> str:
        """Return the day without its year, in words: 13 December."""
        return _format(_date(moment), self("format_day_of_year"), self.language)

    def time(self, moment: Moment) -> str:
        """Return day, time and zone: 13 December 2022, 09:54 (UTC+5); only the day if no time was written."""
        if not moment.timed:
            return self.day(moment)
        return self("day_and_time", day=self.day(moment), time=f"{moment.at:%H:%M}", zone=_zone(moment))

    def share(self, part: float) -> str:
        """Return the fraction `part` as a whole percentage, as CLDR writes it in the language: 12%, <1%."""
        from babel.numbers import format_percent  # most builds render no shelf that needs it

        least = 0.01
        percent = format_percent(max(part, least), locale=locale(self.language))
        return percent if part >= least / 2 else f"<{percent}"

    def distance(self, distance: Distance) -> str:
        """Return a distance in time in words: 13 years earlier, 3 weeks later, the same day."""
        if distance.count == 0:
            return self("same_day")
        return self(f"{distance.unit}s_{'later' if distance.later else 'earlier'}", count=distance.count)


def chosen(catalogues: Mapping[str, Words], *tags: str) -> Words:
    """Return the catalogue of the first of `tags` that has one, its own or that of a wider language; otherwise English."""
    known = (one for tag in tags for one in language.wider(tag) if one in catalogues)
    return catalogues[next(known, "en")]


def _date(moment: Moment | date) -> date:
    if isinstance(moment, date):
        return moment
    if isinstance(moment, Moment):
        return moment.at.date()
    raise TypeError(f"{moment!r} is not a date")  # babel formats today for None


@lru_cache(maxsize=64)
def locale(tag: str) -> Locale:
    """Return the locale of `tag`, or of the nearest wider language that CLDR knows, or English."""
    return next(filter(None, map(language.locale, language.wider(tag))), Locale("en"))


@lru_cache(maxsize=4096)
def plural(tag: str, count: int) -> str:
    """Return the plural form of `count` in the language `tag`, by the category of CLDR."""
    return locale(tag).plural_form(count)


@lru_cache(maxsize=65536)
def _format(day: date, pattern: str, tag: str) -> str:
    return format_date(day, pattern, locale=locale(tag))


def _zone(moment: Moment) -> str:
    offset = moment.at.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"
