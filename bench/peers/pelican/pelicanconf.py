# Pelican, set up as its documentation recommends, for the same archive: https://docs.getpelican.com/en/latest/settings.html
SITENAME = "Measured Briefings"
SITEURL = "https://bench.example.org"
TIMEZONE = "Asia/Tashkent"
PATH = "content"
ARTICLE_PATHS = ["articles"]
THEME = "simple"
USE_FOLDER_AS_CATEGORY = False
DEFAULT_PAGINATION = 50
PAGINATED_TEMPLATES = {"index": 50, "tag": 50, "category": 50, "author": 50}
ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
FEED_DOMAIN = SITEURL
FEED_RSS = "rss.xml"
CATEGORY_FEED_RSS = "category/{slug}/rss.xml"
TAG_FEED_RSS = "tag/{slug}/rss.xml"
AUTHOR_FEED_RSS = "author/{slug}/rss.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 30
RSS_FEED_SUMMARY_ONLY = False
SUMMARY_MAX_LENGTH = None
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"
MARKDOWN = {"extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.smarty": {}}, "output_format": "html5"}
CATEGORY_URL, CATEGORY_SAVE_AS = "category/{slug}/", "category/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tag/{slug}/", "tag/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "author/{slug}/", "author/{slug}/index.html"
PAGINATION_PATTERNS = (  # by default page 2 of region-1 and page 1 of region-12 are one file
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
