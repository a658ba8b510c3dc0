"""Caddy. https://caddyserver.com/docs/caddyfile/directives/file_server ."""

from urllib.parse import urlsplit

from feeds.publish.servers import words
from feeds.publish.site import Site


def configuration(site: Site) -> str:
    """A site block of a Caddyfile."""
    words.safe(site)
    parts = urlsplit(site.home)
    path = site.prefix.rstrip("/")
    media = " ".join(f"*.{ending}" for ending in words.MEDIA_TYPES)
    lines = [
        words.comment(site, "Put it into the Caddyfile (Caddy 2), then: caddy reload"),
        f"{parts.scheme}://{parts.netloc} {{",
        f"\thandle_path {path}/* {{",
        f'\t\troot * "{site.root.rstrip("/")}"',
        f'\t\theader Cache-Control "{words.PAGES}"',
        f"\t\t@media path {media}",
        f'\t\theader @media Cache-Control "{words.MEDIA}"',
        "\t\t# Caddy says Vary only with what it compressed; caches must know it of every answer.",
        "\t\theader ?Vary Accept-Encoding",
        *(f'\t\theader *.{ending} Content-Type "{kind}"' for ending, kind in words.TYPES.items()),
    ]
    for number, feed in enumerate(site.feeds, 1):
        lines += [
            f'\t\t@feed{number} path "/{feed.path}"',
            f"\t\theader @feed{number} {{",
            f'\t\t\tContent-Type "{feed.media_type}"',
            *(f"\t\t\t{name} `{value}`" for name, value in words.headers(site, feed)),
            "\t\t}",
        ]
    lines += [
        "\t\t@preflight {",
        "\t\t\tmethod OPTIONS",
        "\t\t\tpath " + " ".join(f'"/{feed.path}"' for feed in site.feeds),
        "\t\t}",
        "\t\thandle @preflight {",
        '\t\t\theader Access-Control-Allow-Methods "GET, HEAD"',
        f'\t\t\theader Access-Control-Allow-Headers "{words.ASKED_WITH}"',
        "\t\t\theader -Content-Type",
        "\t\t\trespond 204",
        "\t\t}",
        "\t\t# .gz and .br are made by `feeds publish`.",
        "\t\thandle {",
        "\t\t\tfile_server {",
        "\t\t\t\tprecompressed br gzip",
        "\t\t\t\thide .feeds-manifest.json",
        "\t\t\t}",
        "\t\t}",
        "\t}",
        "}",
    ]
    return "\n".join(lines) + "\n"
