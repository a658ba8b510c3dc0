"""lighttpd. https://redmine.lighttpd.net/projects/lighttpd/wiki/Docs_ModDeflate ."""

from feeds.publish.servers import words
from feeds.publish.site import Site


def configuration(site: Site) -> str:
    """Conditions for lighttpd.conf."""
    words.safe(site)
    root, prefix = site.root.rstrip("/"), site.prefix
    types = ",\n".join(
        f'        ".{ending}" => "{kind}"' for ending, kind in {**words.TYPES, **words.MEDIA_TYPES}.items()
    )
    compressed = dict.fromkeys(kind.partition(";")[0] for kind in (*words.TYPES.values(), *words.by_type(site)))
    lines = [
        words.comment(
            site, "Put it at the end of lighttpd.conf (1.4.56 or later; Debian: lighttpd-mod-deflate), then restart."
        ),
        'server.modules += ( "mod_alias", "mod_setenv", "mod_deflate", "mod_access" )',
        *([f'alias.url += ( "{prefix}" => "{root}/" )'] if prefix != "/" else [f'server.document-root := "{root}"']),
        'etag.use-inode = "disable"',
        f'$HTTP["url"] =~ "^{words.pattern([prefix])}" {{',
        '    index-file.names = ( "index.html" )',
        "    mimetype.assign = (",
        f'{types},\n        "" => "application/octet-stream"',
        "    )",
        "    # lighttpd takes no .gz and .br from the disk; it compresses itself.",
        f"    deflate.mimetypes = ( {', '.join(chr(34) + kind + chr(34) for kind in compressed)} )",
        '    deflate.allowed-encodings = ( "br", "gzip" )',
        "    setenv.set-response-header = (",
        f'        "Cache-Control" => "{words.PAGES}",',
        '        "Access-Control-Allow-Origin" => "*",',
        '        "Vary" => "Accept-Encoding"',
        "    )",
        "}",
        f'$HTTP["url"] == "{words.hidden(site)}" {{ url.access-deny = ( "" ) }}',
    ]
    for feed in site.feeds:
        # The answer to a preflight request (OPTIONS) cannot be told apart here, and in others these do no harm.
        preflight = (("Access-Control-Allow-Methods", "GET, HEAD"), ("Access-Control-Allow-Headers", words.ASKED_WITH))
        fields = [*words.headers(site, feed), *preflight, ("Vary", "Accept-Encoding")]
        said = ",\n".join(f'        "{name}" => "{_quoted(value)}"' for name, value in fields)
        lines += [
            f'$HTTP["url"] == "{prefix}{feed.path}" {{',
            f'    mimetype.assign = ( "" => "{feed.media_type}" )',
            "    setenv.set-response-header = (",
            said,
            "    )",
            "}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return value.replace('"', '\\"')
