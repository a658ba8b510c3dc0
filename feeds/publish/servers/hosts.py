"""Hosts that serve what is given to them: Netlify, Vercel, S3 with or without a CDN, GitHub Pages."""

import json

from feeds.publish.servers import words
from feeds.publish.site import Site


def netlify(site: Site) -> str:
    """The file ``_headers`` (https://docs.netlify.com/manage/routing/headers/); Netlify compresses and validates."""
    words.safe(site)
    lines = [
        words.comment(site, "Save it as _headers in the folder that Netlify publishes."),
        # No rule for the rest: what two rules say of one header, Netlify sends both.
    ]
    for feed in site.feeds:
        fields = [("Content-Type", feed.media_type), *words.headers(site, feed)]
        lines.append(f"{site.prefix}{feed.path}\n" + "\n".join(f"  {name}: {value}" for name, value in fields))
    lines.append(f"{words.hidden(site)}\n  X-Robots-Tag: noindex")
    return "\n".join(lines) + "\n"


def vercel(site: Site) -> str:
    """The file vercel.json (https://vercel.com/docs/project-configuration#headers); Vercel compresses and validates.

    JSON has no comments: the firewall's exception is made in the project's settings, for the paths named here.
    """
    words.safe(site)
    rules: list[dict[str, object]] = [_rule(f"{site.prefix}(.*)", [("Cache-Control", words.PAGES)])]
    rules += [
        _rule(f"{site.prefix}{feed.path}", [("Content-Type", feed.media_type), *words.headers(site, feed)])
        for feed in site.feeds
    ]
    return json.dumps({"headers": rules}, indent=2, ensure_ascii=False) + "\n"


def _rule(source: str, fields: list[tuple[str, str]]) -> dict[str, object]:
    return {"source": source, "headers": [{"key": name, "value": value} for name, value in fields]}


def s3(site: Site) -> str:
    """A script that sets up a bucket; types and cache times come with each object from ``feeds publish s3://…``."""
    words.safe(site)
    cors = {
        "CORSRules": [
            {
                "AllowedOrigins": ["*"],
                "AllowedMethods": ["GET", "HEAD"],
                "AllowedHeaders": words.ASKED_WITH.split(", "),
                "ExposeHeaders": words.EXPOSED.split(", "),
                "MaxAgeSeconds": 86400,
            }
        ]
    }
    page = {"IndexDocument": {"Suffix": "index.html"}}
    hubs = [f"#   {site.prefix}{feed.path}: Link: {site.links(feed)}" for feed in site.feeds if feed.hubs]
    return (
        words.comment(
            site, "A script: BUCKET=name sh this-file. Then: feeds publish s3://$BUCKET" + site.prefix.rstrip("/")
        )
        + "set -eu\n"
        + f"aws s3api put-bucket-cors --bucket \"$BUCKET\" --cors-configuration '{json.dumps(cors)}'\n"
        + f"aws s3api put-bucket-website --bucket \"$BUCKET\" --website-configuration '{json.dumps(page)}'\n"
        + "\n# `feeds publish` sends each object with its type and cache time. S3 compresses nothing: in the\n"
        + "# behaviour of CloudFront choose the cache policy CachingOptimized (it compresses, says Vary and passes\n"
        + "# ETags on) and the response headers policy SimpleCORS.\n"
        + ("# S3 sends no Link header; add a response headers policy for WebSub:\n" if hubs else "")
        + "".join(f"{line}\n" for line in hubs)
    )


def github_pages(site: Site) -> str:
    """A workflow (https://docs.github.com/en/pages/getting-started-with-github-pages); headers cannot be set there."""
    words.safe(site)
    wrong = [feed.path for feed in site.feeds if not feed.path.endswith((".rss", ".atom"))]
    limits = [
        "GitHub Pages sends ETag, gzip, Access-Control-Allow-Origin: * and max-age=600, and lets nobody change them.",
        "The type comes from the ending: .rss and .atom get their own, .xml gets application/xml, which readers take.",
        *([f"These get a general type: {', '.join(wrong)}."] if wrong else []),
        *(
            ["There is no Link header, so hubs that ask for one do not work."]
            if any(f.hubs for f in site.feeds)
            else []
        ),
    ]
    return (
        words.comment(site, "Save it as .github/workflows/pages.yml; in the settings of Pages choose GitHub Actions.")
        + "".join(f"# {line}\n" for line in limits)
        + """name: pages
on:
  push:
    branches: [main]
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
jobs:
  pages:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install feeds
      - run: feeds build
      - uses: actions/upload-pages-artifact@v3
        with:
          path: dist
      - uses: actions/deploy-pages@v4
"""
        + "".join(f"      - run: feeds check {site.url(feed)}\n" for feed in site.feeds)
    )
