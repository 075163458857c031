"""The headers that a server is configured to send with each file."""

import gzip
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from email.message import Message
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from urllib.request import HTTPErrorProcessor, Request, build_opener

import pytest

from tests.workshop import CONFIG, PROJECT, Workshop

PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin"
NGINX = shutil.which("nginx", path=PLACES)
APACHE = shutil.which("apache2", path=PLACES)
MODULES = "/usr/lib/apache2/modules"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere_but_the_newsletter(workshop: Workshop) -> None:
    workshop.configure("newsletter: {action: 'https://lists.example.net/subscribe'}\n")
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    policy = next(line for line in workshop.read("_headers").splitlines() if "Content-Security-Policy" in line)
    assert policy == (
        "  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; "
        "worker-src 'none'; connect-src 'self'; form-action 'self' https://lists.example.net; base-uri 'none'; frame-ancestors 'none'"
    )
    assert policy.strip().partition(": ")[2] in workshop.read("_nginx.conf")


def test_no_page_breaks_the_policy(workshop: Workshop) -> None:
    workshop.article("2021/one", "Text.\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n", date="2021-01-01", aliases=["/old/"])
    workshop.build()
    for path in workshop.files():
        if path.endswith(".html"):
            page = workshop.page(path)
            assert page.all("//*[@style] | //style") == [], path
            assert [name for element in page.all("//*") for name in element.attrib if name.startswith("on")] == [], path
            assert [script for script in page.all("//script[not(@src)]") if script.get("type") != "application/ld+json"] == [], (
                path
            )


def test_feeds_may_be_fetched_from_anywhere(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    _, _, feeds = workshop.read("_headers").partition("\n/rss.xml\n")
    assert feeds.startswith("  Content-Type: application/rss+xml; charset=utf-8\n  Access-Control-Allow-Origin: *\n")


def test_the_files_of_the_data_are_what_they_are(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    headers, nginx = workshop.read("_headers"), workshop.read("_nginx.conf")
    for address, ending, kind in (
        ("/downloads/archive-*.jsonl", r"\.jsonl", "application/jsonl"),
        ("/downloads/articles.csv", r"/downloads/articles\.csv", "text/csv"),
    ):
        assert f"\n{address}\n  Content-Type: {kind}; charset=utf-8\n  Access-Control-Allow-Origin: *\n" in headers
        assert f"location ~ {ending}$ {{\n    types {{}}\n    default_type {kind};\n" in nginx


def test_the_schema_of_the_data_can_be_fetched_from_anywhere(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    rule = "/downloads/schema.json\n  Content-Type: application/schema+json\n  Access-Control-Allow-Origin: *\n"
    assert rule in workshop.read("_headers")


def test_paths_honour_that_of_the_site(workshop: Workshop) -> None:
    config = workshop.root / "config.yaml"
    config.write_text(config.read_text().replace("https://test.example.org", "http://test.example.org/news"))
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    assert workshop.read("_headers").startswith("/news/*\n")
    assert "Strict-Transport-Security" not in workshop.read("_headers"), "a site without https cannot ask for it"


def test_style_sheets_and_scripts_are_kept_for_a_year(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    assert "/assets/fixed/*\n  Cache-Control: public, max-age=31536000, immutable\n" in workshop.read("_headers")


def test_servers_are_told_nothing_if_nothing_has_moved(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    for name in ("_redirects", "_nginx_moved.conf", "_apache_moved.conf"):
        assert workshop.read(name) == ""


def test_servers_are_told_what_has_moved_and_what_is_gone(workshop: Workshop) -> None:
    workshop.configure("slugs: unicode")
    workshop.write(
        "config.yaml",
        (workshop.root / "config.yaml").read_text().replace("https://test.example.org", "https://test.example.org/news"),
    )
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/ä b.html", "/old/$x/"])
    workshop.article("2021/two", date="2021-01-02", withdrawn={"date": "2022-01-01", "reason": "Wrong."})
    workshop.build()
    assert (
        workshop.read("_redirects") == "/news/old/%C3%A4%20b.html /news/2021/01/one/ 301\n/news/old/$x/ /news/2021/01/one/ 301\n"
    )
    assert workshop.read("_nginx_moved.conf").splitlines() == [
        'location = "/news/old/ä b.html" { return 301 "/news/2021/01/one/$is_args$args"; }',
        'location = "/news/old/$x/" { return 301 "/news/2021/01/one/$is_args$args"; }',
        'location = "/news/2021/01/two/" { error_page 410 $uri; if ($status != 410) { return 410; } }',
    ]
    assert workshop.read("_apache_moved.conf").splitlines() == [
        r'RedirectMatch 301 "^/news/old/ä\\ b\\.html$" "/news/2021/01/one/"',
        r'RedirectMatch 301 "^/news/old/\\$x/$" "/news/2021/01/one/"',
        "<If \"%{REQUEST_URI} == '/news/2021/01/two/' && %{ENV:REDIRECT_STATUS} != '410'\">",
        '    ErrorDocument 410 "/news/2021/01/two/index.html"',
        '    RedirectMatch 410 "^/news/2021/01/two/$"',
        "</If>",
    ]


def test_servers_compare_addresses_decoded_and_send_them_encoded(workshop: Workshop) -> None:
    workshop.configure("slugs: unicode")
    place = workshop.root / "config.yaml"
    place.write_text(place.read_text().replace("https://test.example.org", "https://bücher.example/архив"))
    workshop.article("2021/зима", date="2021-01-01", aliases=["/old.html"])
    workshop.article("2021/лето", date="2021-01-02", withdrawn={"date": "2022-01-01", "reason": "Wrong."})
    workshop.build()
    encoded = "/%D0%B0%D1%80%D1%85%D0%B8%D0%B2"
    winter, summer = "/2021/01/зима/", "/архив/2021/01/лето/"
    nginx, apache = workshop.read("_nginx_moved.conf"), workshop.read("_apache_moved.conf")
    assert f'location = "/архив/old.html" {{ return 301 "{encoded}/2021/01/%D0%B7%D0%B8%D0%BC%D0%B0/$is_args$args"; }}' in nginx
    assert f'location = "{summer}" {{ error_page 410 $uri; if ($status != 410) {{ return 410; }} }}' in nginx
    assert rf'RedirectMatch 301 "^/архив/old\\.html$" "/архив{winter}"' in apache, "mod_alias encodes it itself"
    assert "<If \"%{REQUEST_URI} == '/архив/2021/01/лето/' && " in apache
    assert f'ErrorDocument 410 "{encoded}/2021/01/%D0%BB%D0%B5%D1%82%D0%BE/index.html"' in apache
    rules = workshop.read("_nginx.conf")
    assert 'location "/архив/assets/fixed/" {' in rules
    assert 'error_page 403 404 =404 "/архив/404.html";' in rules
    assert "m#^/архив/assets/fixed/#" in workshop.read("_apache.conf")


def test_apache_says_what_the_others_say(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    apache = workshop.read("_apache.conf")
    for line in workshop.read("_nginx.conf").splitlines():
        if line.startswith("add_header"):
            assert line.replace("add_header", "Header always set").removesuffix(" always;") in apache.splitlines()
    feed = r'<FilesMatch "^rss\.xml$">'
    assert (
        f'{feed}\n    ForceType "application/rss+xml; charset=utf-8"\n    Header always set Access-Control-Allow-Origin "*"\n'
        in apache
    )
    assert r'<FilesMatch "^archive\-.*\.jsonl$">' in apache


def test_a_page_is_asked_for_again_where_no_host_sees_to_it(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    assert '\nadd_header Cache-Control "no-cache" always;\n' in workshop.read("_nginx.conf")
    assert "\n  Cache-Control: no-cache\n" not in workshop.read("_headers"), "hosts join what several rules say of one header"


def test_a_letter_without_a_form_allows_no_other_origin(workshop: Workshop) -> None:
    workshop.configure("newsletter: {sender: weekly@example.org}\n")
    workshop.article("2021/one", date="2021-01-01")
    workshop.build()
    assert "; form-action 'self'; " in workshop.read("_headers")


class Unfollowed(HTTPErrorProcessor):
    """Treats a redirect as a response instead of following it."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response


Get = Callable[..., tuple[int, Message, str]]
"""A function that returns status, headers and text of an address; it takes the headers of the request too."""


@contextmanager
def serving(folder: Path, command: list[str], configured: Callable[[int], str]) -> Iterator[Get]:
    """Run a server in `folder` by `command`, whose last argument is the file with what `configured` returns for a port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.mkdir()
    Path(command[-1]).write_text(configured(port))
    process = subprocess.Popen(command)

    def get(address: str, **headers: str) -> tuple[int, Message, str]:
        asked = Request(f"http://127.0.0.1:{port}{quote(address, safe='/?=&')}", headers=headers)
        with build_opener(Unfollowed).open(asked, timeout=20) as answer:
            data = answer.read()
            packed = data and answer.headers["content-encoding"] == "gzip"
            return answer.status, answer.headers, (gzip.decompress(data) if packed else data).decode()

    try:
        while process.poll() is None:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=20).close()
                break
            time.sleep(0.05)
        assert process.poll() is None, (folder / "errors").read_text()
        yield get
    finally:
        process.terminate()
        process.wait(20)


KNOWN = {"html": "text/html", "css": "text/css", "txt": "text/plain", "json": "application/json", "svg": "image/svg+xml",
    "xml": "application/xml", "js": "text/javascript"}  # fmt: skip
"""The media types that every server knows; nginx has other words for two of them."""


def nginx(folder: Path, server: str) -> AbstractContextManager[Get]:
    """Run nginx with the lines `server`."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root; " if os.geteuid() == 0 else ""
    known = "".join(f"{kind} {ending}; " for ending, kind in {**KNOWN, "xml": "text/xml", "js": "application/javascript"}.items())
    return serving(folder, [NGINX or "", "-e", f"{folder}/errors", "-c", f"{folder}/nginx.conf"], lambda port: (
        f"daemon off; {user}pid {folder}/pid; error_log {folder}/errors; events {{}}\n"
        f"http {{ types {{ {known} }} access_log off; {temporary}\nserver {{ listen 127.0.0.1:{port};\n{server}\n}} }}\n"
    ))  # fmt: skip


def apache(folder: Path, root: Path, server: str, more: str = "") -> AbstractContextManager[Get]:
    """Run Apache for the files in `root`, with the lines `server`, and with `more` modules than the documentation names."""
    modules = f"mpm_event authz_core alias dir headers mime {more}"
    types = "".join(f"AddType {kind} .{ending}\n" for ending, kind in KNOWN.items())
    loaded = "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in modules.split())
    return serving(folder, [APACHE or "", "-DFOREGROUND", "-f", f"{folder}/apache.conf"], lambda port: (
        f"{loaded}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\nErrorLog {folder}/errors\n"
        f"TypesConfig /dev/null\n{types}DocumentRoot {root}\n{server}\n"
    ))  # fmt: skip


def documented(pattern: str) -> str:
    """Return the block of the documentation of publishing that `pattern` finds."""
    (found,) = re.findall(rf"^    ({pattern})$", (PROJECT / "docs/publishing.md").read_text(), re.MULTILINE | re.DOTALL)
    return str(found)


def within(block: str) -> str:
    """Return the lines within the `block` of a server, without those about ports and encryption."""
    kept = [line for line in block.splitlines()[1:-1] if not re.match(r" *(listen|ssl_|SSL)", line)]
    return "\n".join(kept)


BELOW = r"location = /briefings \{.*?\n    \}"
"""What finds the lines for a site below a path."""


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
@pytest.mark.parametrize("path", ["", "/briefings"])
@pytest.mark.parametrize("permalink", ["/{year}/{slug}/", "/{year}/{slug}.html", "/$a/{slug}/"])
def test_nginx_serves_a_site_as_it_is_documented(workshop: Workshop, tmp_path: Path, permalink: str, path: str) -> None:
    server = documented(BELOW) if path else within(documented(r"server \{\n +listen 443 .*?\n    \}"))
    site = CONFIG.replace("https://test.example.org", f"https://example.org{path}")
    workshop.write("config.yaml", f'{site}permalink: "{permalink}"\n')
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/$x/"])
    workshop.article("2021/two", date="2021-01-02", withdrawn={"date": "2022-01-01", "reason": "Wrong."})
    workshop.build(output=tmp_path / f"srv{path or '/site'}")
    one, two, none = (permalink.format(year=2021, slug=slug) for slug in ("one", "two", "none"))
    with nginx(tmp_path / "nginx", server.replace("/srv/archive", f"{tmp_path}/srv")) as get:
        status, _, text = get(f"{path}{one}")
        assert (status, "<title>One" in text) == (200, True)
        status, headers, _ = get(f"{path}/old/$x/?a=1&b=2")
        assert (status, urlsplit(headers["location"])[2:4]) == (301, (f"{path}{quote(one)}", "a=1&b=2"))
        status, _, text = get(f"{path}{two}")
        assert (status, "<title>Withdrawn: Two" in text) == (410, True)
        status, _, text = get(f"{path}{none}")
        assert (status, "This page is not here" in text) == (404, True)
        told = [place.name for place in (tmp_path / f"srv{path or '/site'}").glob("_*")]
        assert len(told) == 6
        for address in (*told, "assets/"):
            status, _, text = get(f"{path}/{address}")
            assert (status, "This page is not here" in text) == (404, True), address


def neighbours(workshop: Workshop, tmp_path: Path) -> Path:
    """Build an archive below /briefings, beside another site at the root of the host, and return the folder of that one."""
    workshop.write("config.yaml", CONFIG.replace("https://test.example.org", "https://example.org/briefings"))
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/"])
    workshop.article("2021/two", date="2021-01-02", withdrawn={"date": "2022-01-01", "reason": "Wrong."})
    workshop.build(output=tmp_path / "srv/briefings")
    other = tmp_path / "www"
    for path in ("index.html", "rss.xml", "data.jsonl", "_headers", "assets/fixed/a.css"):
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_text("The other site.")
    return other


def is_left_alone(get: Get) -> None:
    """Assert that the other site is served as if the archive beside it did not exist."""
    for address in ("/", "/rss.xml", "/data.jsonl", "/_headers", "/assets/fixed/a.css"):
        status, headers, text = get(address)
        assert (status, text) == (200, "The other site."), address
        assert not {"content-security-policy", "cache-control", "access-control-allow-origin"} & set(map(str.lower, headers))
    status, headers, text = get("/none")
    assert (status, "This page is not here" in text) == (404, False)


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
def test_nginx_serves_another_site_beside_an_archive_below_a_path(workshop: Workshop, tmp_path: Path) -> None:
    other = neighbours(workshop, tmp_path)
    more = "gzip on; charset utf-8; location ~ \\.(css|xml)$ { add_header X-Other 1; }"
    server = f"root {other}; {more}\n" + documented(BELOW).replace("/srv/archive", f"{tmp_path}/srv")
    with nginx(tmp_path / "nginx", server) as get:
        is_left_alone(get)
        status, headers, _ = get("/briefings")
        assert (status, headers["location"].endswith("/briefings/")) == (301, True)
        assert get("/briefings.manifest")[0] == 404
        for address, expected in (("", 200), ("old/", 301), ("2021/01/two/", 410), ("none", 404), ("rss.xml", 200)):
            status, headers, _ = get(f"/briefings/{address}")
            assert (status, "frame-ancestors" in headers["content-security-policy"]) == (expected, True), address
            assert "x-other" not in headers


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
@pytest.mark.parametrize("path", ["", "/briefings"])
def test_nginx_leads_to_another_domain_as_it_is_documented(tmp_path: Path, path: str) -> None:
    text = (PROJECT / "docs/publishing.md").read_text()
    (line,) = re.findall(rf"^    (location {path}/ {{ .*new.example.org.*)$", text, re.MULTILINE)
    with nginx(tmp_path / "nginx", line) as get:
        for address in ("/", "/2021/01/one/", "/tags/вода/rss.xml", "/a%b c/"):
            status, headers, _ = get(f"{path}{address}")
            assert (status, headers["location"]) == (301, f"https://new.example.org{quote(address)}")


@pytest.mark.skipif(not APACHE, reason="Apache is not installed")
@pytest.mark.parametrize("permalink", ["/{year}/{slug}/", "/{year}/{slug}.html", "/$a'b'/{slug}/", "/$a'b'/{slug}.html"])
@pytest.mark.parametrize("included", [True, False])
def test_apache_serves_a_site_as_it_is_documented(
    workshop: Workshop, tmp_path: Path, permalink: str, included: bool
) -> None:  # fmt: skip
    workshop.configure(f'permalink: "{permalink}"\nslugs: unicode\n')
    workshop.article("2021/one", date="2021-01-01", aliases=["/old/$x/"])
    workshop.article("2021/два", date="2021-01-02", withdrawn={"date": "2022-01-01", "reason": "Wrong."})
    workshop.build()
    block = documented(r"<VirtualHost \*:443>.*?</VirtualHost>")
    root, server = workshop.site, within(block).replace("/srv/archive/site", str(workshop.site))
    if not included:
        root = shutil.copytree(workshop.site, tmp_path / "www")
        command = documented(r"cat [^\n]*\.htaccess").replace("/srv/www", str(root))
        subprocess.run(command, shell=True, cwd=workshop.root, check=True)
        server = f"<Directory {root}>\nAllowOverride AuthConfig FileInfo Indexes\n</Directory>"
    one, two, none = (permalink.format(year=2021, slug=slug) for slug in ("one", "два", "none"))
    with apache(tmp_path / "apache", root, server, "" if included else "filter deflate autoindex") as get:
        status, _, text = get(one)
        assert (status, "<title>One" in text) == (200, True)
        status, headers, _ = get("/old/$x/?a=1&b=2")
        assert (status, unquote(headers["location"]).endswith(f"{one}?a=1&b=2")) == (301, True)
        status, _, text = get(two)
        assert (status, "<title>Withdrawn: " in text) == (410, True)
        status, _, text = get(none)
        assert (status, "This page is not here" in text) == (404, True)
        told = [(f"/{place.name}", 403) for place in workshop.site.glob("_*")]
        assert len(told) == 6
        for address, expected in (*told, ("/assets/", 404 if included else 403)):
            status, _, text = get(address)
            assert (status, "This page is not here" in text) == (expected, True), address
    workshop.build()


@pytest.mark.skipif(not APACHE, reason="Apache is not installed")
def test_apache_serves_another_site_beside_an_archive_below_a_path(workshop: Workshop, tmp_path: Path) -> None:
    other, archive = neighbours(workshop, tmp_path), tmp_path / "srv/briefings"
    block = re.sub("/srv/archive/site", str(archive), documented(r"<VirtualHost \*:443>.*?</VirtualHost>"))
    server = f"{within(block)}\nDocumentRoot {other}\nAlias /briefings {archive}\n<Directory {other}>\nRequire all granted\n</Directory>"
    with apache(tmp_path / "apache", other, server) as get:
        is_left_alone(get)
        for address, expected in (("", 200), ("old/", 301), ("2021/01/two/", 410), ("none", 404), ("rss.xml", 200)):
            status, headers, _ = get(f"/briefings/{address}")
            assert (status, "frame-ancestors" in headers["content-security-policy"]) == (expected, True), address


TEXTS = ("", "2021/01/one/", "rss.xml", "atom.xml", "feed.json", "feed.xml", "feeds.opml", "sitemap.xml", "downloads/articles.csv",
    "downloads/archive-2021.jsonl", "downloads/schema.json", "2021/01/one/map.svg", "robots.txt")  # fmt: skip
"""What is sent compressed; style sheets and scripts besides, whose names change."""


def is_sent_once(get: Get, site: Path) -> None:
    """Assert that each text is sent compressed, and only once to who asks again, however that is done."""
    fixed = [f"assets/fixed/{place.name}" for kind in ("css", "js") for place in sorted(site.glob(f"assets/fixed/*.{kind}"))]
    assert len(fixed) > 1
    for address in (*TEXTS, *fixed):
        place = site / address / "index.html" if address.endswith("/") or not address else site / address
        for accepted in ("gzip", "identity"):
            status, sent, text = get(f"/{address}", **{"Accept-Encoding": accepted})
            packed = "gzip" if accepted == "gzip" else None
            assert (status, sent["content-encoding"], text) == (200, packed, place.read_bytes().decode()), address
            assert sent["vary"] == "Accept-Encoding", address
            tag, since = {"If-None-Match": sent["etag"]}, {"If-Modified-Since": sent["last-modified"]}
            for known in (tag, since, tag | since, {"If-None-Match": f'"other", {sent["etag"]}'}):
                status, again, text = get(f"/{address}", **{"Accept-Encoding": accepted}, **known)
                assert (status, text) == (304, ""), (address, known)
                assert again["etag"].removeprefix("W/") == sent["etag"].removeprefix("W/"), "it is compared weakly"
            assert get(f"/{address}", **{"Accept-Encoding": accepted, "If-None-Match": '"other-gzip"'})[0] == 200


def long(workshop: Workshop) -> None:
    """Build a site whose files are long enough to be compressed."""
    workshop.article("2021/one", f"{'Some text. ' * 99}\n\n[map](map.svg)", date="2021-01-01")
    workshop.write("content/articles/2021/map.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><desc>{'x' * 999}</desc></svg>")
    workshop.build()


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
@pytest.mark.parametrize(
    "host", ["", "gzip on;", "gzip on; gzip_vary off; charset koi8-r; add_header X-Frame-Options SAMEORIGIN;"]
)
def test_nginx_sends_each_text_compressed_and_once(workshop: Workshop, tmp_path: Path, host: str) -> None:
    long(workshop)
    block = within(documented(r"server \{\n +listen 443 .*?\n    \}")).replace("/srv/archive/site", str(workshop.site))
    with nginx(tmp_path / "nginx", f"{host}\n{block}") as get:
        is_sent_once(get, workshop.site)


@pytest.mark.skipif(not APACHE, reason="Apache is not installed")
@pytest.mark.parametrize("host", ["", "AddOutputFilterByType DEFLATE text/html text/plain text/xml text/css application/rss+xml"])
def test_apache_sends_each_text_compressed_and_once(workshop: Workshop, tmp_path: Path, host: str) -> None:
    long(workshop)
    block = within(documented(r"<VirtualHost \*:443>.*?</VirtualHost>")).replace("/srv/archive/site", str(workshop.site))
    with apache(tmp_path / "apache", workshop.site, f"{host}\n{block}", "filter deflate") as get:
        is_sent_once(get, workshop.site)


@pytest.mark.parametrize(
    "server",
    [
        pytest.param("nginx", marks=pytest.mark.skipif(not NGINX, reason="nginx is not installed")),
        pytest.param("apache", marks=pytest.mark.skipif(not APACHE, reason="Apache is not installed")),
    ],
)
def test_a_file_beside_an_article_is_what_it_is(workshop: Workshop, tmp_path: Path, server: str) -> None:
    kinds = {"heights.csv": "text/csv", "b.tsv": "text/tab-separated-values", "c.geojson": "application/geo+json",
        "d.vtt": "text/vtt", "e.ics": "text/calendar", "f.bib": "text/x-bibtex", "g.epub": "application/epub+zip",
        "h.GZ": "application/gzip"}  # fmt: skip
    for name in kinds:
        workshop.write(f"content/articles/2021/{name}", "x")
    workshop.article("2021/one", "\n".join(f"[x]({name})" for name in kinds), date="2021-01-01")
    workshop.build()
    run = nginx if server == "nginx" else partial(apache, root=workshop.site)
    wanted = r"server \{\n +listen 443 .*?\n    \}" if server == "nginx" else r"<VirtualHost \*:443>.*?</VirtualHost>"
    with run(tmp_path / "server", server=within(documented(wanted)).replace("/srv/archive/site", str(workshop.site))) as get:
        for name, kind in kinds.items():
            status, headers, _ = get(f"/2021/01/one/{name}")
            text = "" if kind.endswith("zip") else "; charset=utf-8"
            assert (status, headers["content-type"]) == (200, kind + text), name
            assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-cache")


@pytest.mark.parametrize("server", ["nginx", "apache"])
def test_the_lines_say_what_is_to_be_done_with_them(workshop: Workshop, server: str) -> None:
    workshop.build()
    told = "".join(workshop.read(f"_{server}.conf").splitlines()[:2])
    assert f"_{server}*.conf" in told
    assert {"nginx": "nginx -s reload", "apache": "apachectl graceful"}[server] in told
    assert server == "apache" or "location / { include " in told
