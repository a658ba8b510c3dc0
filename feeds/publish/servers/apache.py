"""Apache. https://httpd.apache.org/docs/2.4/mod/mod_deflate.html#precompressed ."""

from feeds.publish.servers import words
from feeds.publish.site import Site


def configuration(site: Site) -> str:
    """Directives for a virtual host."""
    words.safe(site)
    root, prefix = site.root.rstrip("/"), site.prefix
    text = "|".join(words.TYPES)
    lines = [
        words.comment(
            site, "Put it into the virtual host of Apache 2.4, then: a2enmod headers rewrite && apachectl graceful"
        ),
        *([f'Alias "{prefix}" "{root}/"'] if prefix != "/" else [f'DocumentRoot "{root}"']),
        f'<Directory "{root}">',
        "    Require all granted",
        "    Options FollowSymLinks",
        "    AllowOverride None",
        "    DirectoryIndex index.html",
        "    FileETag MTime Size",
        "    # .gz and .br are made by `feeds publish`; they are parts of one resource and no files to download.",
        "    RemoveEncoding .gz .br",
        "    RemoveType .gz .br",
        "    RemoveLanguage .br",
        "    RewriteEngine On",
        f'    RewriteBase "{prefix}"',
        r"    RewriteCond %{HTTP:Accept-Encoding} \bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))",
        "    RewriteCond %{REQUEST_FILENAME}.br -f",
        rf"    RewriteRule ^(.+\.(?:{text}|rss|atom|rdf))$ $1.br [L]",
        r"    RewriteCond %{HTTP:Accept-Encoding} \bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))",
        "    RewriteCond %{REQUEST_FILENAME}.gz -f",
        rf"    RewriteRule ^(.+\.(?:{text}|rss|atom|rdf))$ $1.gz [L]",
        "    <IfModule security2_module>",
        "        SecRuleEngine Off",
        "    </IfModule>",
        f'    Header set Cache-Control "{words.PAGES}"',
        '    Header always set Access-Control-Allow-Origin "*"',
        *(
            line
            for ending, kind in words.TYPES.items()
            for line in (
                rf'    <FilesMatch "\.{ending}(?:\.(?:gz|br))?$">',
                f'        ForceType "{kind}"',
                "    </FilesMatch>",
            )
        ),
        rf'    <FilesMatch "\.(?:{text}|rss|atom|rdf)(?:\.(?:gz|br))?$">',
        "        Header merge Vary Accept-Encoding",
        "    </FilesMatch>",
        *(
            line
            for ending, coding in (("gz", "gzip"), ("br", "br"))
            for line in (
                rf'    <FilesMatch "\.(?:{text}|rss|atom|rdf)\.{ending}$">',
                f"        Header set Content-Encoding {coding}",
                "    </FilesMatch>",
            )
        ),
        r'    <FilesMatch "^\.feeds-manifest">',
        "        Require all denied",
        "    </FilesMatch>",
        "</Directory>",
    ]
    for feed in site.feeds:
        lines += [
            rf'<LocationMatch "^{words.pattern([prefix + feed.path])}(?:\.(?:gz|br))?$">',
            f'    ForceType "{feed.media_type}"',
            *(f'    Header always set {name} "{_quoted(value)}"' for name, value in words.headers(site, feed)),
            "    Header unset Cache-Control",
            "    <If \"%{REQUEST_METHOD} == 'OPTIONS'\">",
            '        Header always set Access-Control-Allow-Methods "GET, HEAD"',
            f'        Header always set Access-Control-Allow-Headers "{words.ASKED_WITH}"',
            "    </If>",
            "</LocationMatch>",
        ]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return value.replace("%", "%%").replace('"', '\\"')
