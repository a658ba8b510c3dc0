"""``feeds server``: the configuration of a web server that serves a built folder right."""

from __future__ import annotations

from pathlib import Path

import click

from feeds import config
from feeds.cli import published
from feeds.cli.context import Edge
from feeds.cli.sections import OneOf
from feeds.errors import UsageError
from feeds.publish.servers import SERVERS
from feeds.publish.site import Site
from feeds.publish.tree import files


@click.command(
    "server",
    epilog="""\b
Examples:
  feeds server nginx --root /srv/www/news > /etc/nginx/snippets/news.conf
  feeds server caddy                           for a Caddyfile
  feeds server netlify > dist/_headers
Afterwards: feeds check URL says whether all is well.""",
)
@click.argument("kind", type=OneOf(tuple(SERVERS)), metavar=f"[{'|'.join(SERVERS)}]")
@click.option("--config", "config_file", metavar="FILE", help="The configuration; else feeds.toml or pyproject.toml.")
@click.option("--from", "folder", metavar="DIR", help="The built folder; else `output` of the configuration.")
@click.option("--base-url", metavar="URL", help="The public address of that folder.")
@click.option("--root", metavar="PATH", help="Where the folder is on the server; else where it is here.")
@click.pass_context
def command(
    ctx: click.Context, kind: str, config_file: str | None, folder: str | None, base_url: str | None, root: str | None
) -> int:
    """Print the configuration of a web server that serves feeds right.

    Types, validators, compression, caching that fits how often the feeds change, CORS, WebSub's Link header, and what
    a firewall must let pass.
    """
    edge = ctx.find_object(Edge)
    assert edge is not None
    settings = config.load(Path(config_file)) if config_file else config.find(Path.cwd())
    home = config.base_url(base_url, "--base-url") if base_url else settings.base_url
    if home is None:
        raise UsageError("Where will the feeds be on the web? Set base-url in the configuration or give --base-url.")
    built = Path(folder) if folder else settings.folder / settings.output
    looked = published.look(files(built), edge)
    if not looked.feeds:
        raise UsageError(f"{built} has no feed in it. Run `feeds build` first.")
    site = Site(home, looked.feeds, looked.feed_age, root or str(built.resolve()))
    click.echo(SERVERS[kind](site), nl=False)
    return 0
