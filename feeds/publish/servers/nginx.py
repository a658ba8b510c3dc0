"""nginx. https://nginx.org/en/docs/http/ngx_http_gzip_static_module.html ."""

from feeds.publish.servers import words
from feeds.publish.site import Site


def configuration(site: Site) -> str:
    """Locations for a ``server`` block."""
    words.safe(site)
    root, prefix = site.root.rstrip("/"), site.prefix
    lines = [
        words.comment(site, "Put it into the server block of nginx (1.20 or later), then: nginx -t && nginx -s reload"),
        f'location "{prefix}" {{',
        f'    alias "{root}/";',
        "    index index.html;",
        "    etag on;",
        "    # .gz and .br are made by `feeds publish`; nginx itself compresses nothing here.",
        "    gzip_static on;",
        "    gzip_vary on;",
        "    gzip_proxied any;",
        "    # brotli_static on;  # with the module libnginx-mod-http-brotli-static",
        "    charset off;  # the types say it themselves",
        "    default_type application/octet-stream;",
        "    types {",
        *(f'        "{kind}" {ending};' for ending, kind in {**words.TYPES, **words.MEDIA_TYPES}.items()),
        "    }",
        f'    add_header Cache-Control "{words.PAGES}";',
        '    add_header Access-Control-Allow-Origin "*" always;',
        "}",
        f'location = "{words.hidden(site)}" {{ return 404; }}',
    ]
    for feed in site.feeds:
        lines += [
            f'location = "{prefix}{feed.path}" {{',
            f'    alias "{root}/{feed.path}";',
            "    types { }",
            f'    default_type "{feed.media_type}";',
            "    charset off;",
            "    etag on;",
            "    gzip_static on;",
            "    gzip_vary on;",
            "    gzip_proxied any;",
            "    # brotli_static on;",
            "    auth_basic off;",
            *(f"    add_header {name} {_quoted(value)} always;" for name, value in words.headers(site, feed)),
            "    if ($request_method = OPTIONS) {",
            '        add_header Access-Control-Allow-Origin "*" always;',
            '        add_header Access-Control-Allow-Methods "GET, HEAD" always;',
            f'        add_header Access-Control-Allow-Headers "{words.ASKED_WITH}" always;',
            '        add_header Access-Control-Max-Age "86400" always;',
            "        return 204;",
            "    }",
            "}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    """In single quotes, since the value has double ones; an address with a $ would be taken for a variable."""
    return "'" + value.replace("'", "%27").replace("$", "%24") + "'"
