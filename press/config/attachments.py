"""Which files may lie beside articles: those that neither a browser nor a server runs. Knows names, and reads no file."""

from press.ground.form import Form

PICTURES = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
"""Suffixes of the pictures that every browser shows."""
OTHER_PICTURES = frozenset({".bmp", ".heic", ".ico", ".jxl", ".tif", ".tiff"})
"""Suffixes of pictures that some browsers do not show: readers may be given them to save."""
INERT = PICTURES | OTHER_PICTURES | frozenset({
    ".aac", ".flac", ".m4a", ".m4v", ".mov", ".mp3", ".mp4", ".oga", ".ogg", ".ogv", ".opus", ".srt", ".vtt", ".wav", ".webm",
    ".doc", ".docx", ".epub", ".key", ".numbers", ".odp", ".ods", ".odt", ".pages", ".pdf", ".ppt", ".pptx", ".adoc", ".org",
    ".rst", ".tex", ".rtf", ".txt", ".xls", ".xlsx", ".bib", ".csv", ".db", ".dbf", ".do", ".dta", ".geojson", ".gpkg", ".ics",
    ".ipynb", ".json", ".jsonl", ".kmz", ".log", ".parquet", ".prj", ".r", ".rdata", ".rds", ".ris", ".sav", ".shp", ".shx",
    ".sql", ".sqlite", ".topojson", ".tsv", ".vcf", ".yaml", ".yml", ".7z", ".asc", ".bz2", ".gz", ".sig", ".tar", ".tgz", ".xz",
    ".zip", ".zst",
})  # fmt: skip
"""Suffixes of pictures, recordings, documents, data and archives. A browser shows or saves them, whatever their author wrote;
drawings are looked through when they are measured."""


def read(form: Form) -> frozenset[str]:
    """Return the suffixes of files that may lie beside articles: the inert ones, and those under the key `attachments`."""
    more = [written.text.lower().removeprefix(".") for written in form.texts("attachments")]
    return INERT | {f".{suffix}" for suffix in more}
