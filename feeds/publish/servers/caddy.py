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
        "\t\t# In a route the lines count in the order in which they stand: a feed's own come last.",
        "\t\troute {",
        f'\t\t\theader Cache-Control "{words.PAGES}"',
        '\t\t\theader Access-Control-Allow-Origin "*"',
        f"\t\t\t@media path {media}",
        f'\t\t\theader @media Cache-Control "{words.MEDIA}"',
        "\t\t\t# Caddy says Vary only with what it compressed; caches must know it of every answer.",
        "\t\t\theader ?Vary Accept-Encoding",
        *(
            line
            for ending, kind in words.TYPES.items()
            for line in (f"\t\t\t@{ending} path *.{ending}", f'\t\t\theader @{ending} Content-Type "{kind}"')
        ),
    ]
    for number, feed in enumerate(site.feeds, 1):
        lines += [
            f'\t\t\t@feed{number} path "/{feed.path}"',
            f"\t\t\theader @feed{number} {{",
            f'\t\t\t\tContent-Type "{feed.media_type}"',
            *(f"\t\t\t\t{name} `{value}`" for name, value in words.headers(site, feed)),
            "\t\t\t}",
        ]
    lines += [
        "\t\t\t@preflight {",
        "\t\t\t\tmethod OPTIONS",
        "\t\t\t\tpath " + " ".join(f'"/{feed.path}"' for feed in site.feeds),
        "\t\t\t}",
        "\t\t\thandle @preflight {",
        '\t\t\t\theader Access-Control-Allow-Methods "GET, HEAD"',
        f'\t\t\t\theader Access-Control-Allow-Headers "{words.ASKED_WITH}"',
        "\t\t\t\theader -Content-Type",
        "\t\t\t\trespond 204",
        "\t\t\t}",
        "\t\t\t# .gz and .br are made by `feeds publish`.",
        "\t\t\thandle {",
        "\t\t\t\tfile_server {",
        "\t\t\t\t\t\tprecompressed br gzip",
        "\t\t\t\t\t\thide .feeds-manifest.json",
        "\t\t\t\t}",
        "\t\t\t}",
        "\t\t}",
        "\t}",
        "}",
    ]
    return "\n".join(lines) + "\n"
