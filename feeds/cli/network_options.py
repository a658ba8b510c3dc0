"""What ``feeds check`` may be told of the network: one decorator, which hands the command one ``Network``.

Nothing here imports what opens a socket.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from feeds.cli.sections import section
from feeds.errors import UsageError

Result = TypeVar("Result")
option = section("Network")
many = section("Many targets")

_SIZE = re.compile(r"(\d{1,6})(?: ?([kmg])i?b?)?", re.IGNORECASE)
_POWERS = {"k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def size(_ctx: click.Context, _parameter: click.Parameter, value: str) -> int:
    """The number of bytes that 500000, 500k or 20MB means. Raises BadParameter."""
    match = _SIZE.fullmatch(value.strip())
    if match is None or int(match[1]) == 0:
        raise click.BadParameter(f"{value!r} is no size; write it as in 500k or 20M.")
    return int(match[1]) * _POWERS.get((match[2] or "").lower(), 1)


class Network(NamedTuple):
    """How targets on the network are looked at, as the command line says it; see the options' help."""

    probe: bool
    enclosures: bool
    follow: bool
    hub: bool
    home: bool
    routes: bool
    timeout: float
    max_size: int
    user_agent: str | None
    public_only: bool
    offline: bool
    cache: bool
    cache_dir: Path | None
    record: Path | None
    replay: Path | None
    concurrency: int
    per_host: int
    interval: float
    resume: bool
    journal: Path | None
    progress: bool | None


def network_options(function: Callable[..., Result]) -> Callable[..., Result]:
    """The command with the network's options, which it is given as ``network``."""

    @functools.wraps(function)
    def packed(*args: object, **given: object) -> Result:
        network = Network(**{name: given.pop(name) for name in Network._fields})  # type: ignore[arg-type]  # click types
        if network.record is not None and network.replay is not None:
            raise UsageError("A run is either recorded or replayed: give --record or --replay, not both.")
        return function(*args, network=network, **given)

    file = click.Path(dir_okay=False, path_type=Path)
    for add in reversed((
        option("--probe/--no-probe", default=True, show_default=True,
               help="Ask a server again, to see what it does with validators, compression and HEAD."),
        option("--enclosures", is_flag=True, help="Also ask for enclosures and artwork (HEAD and the first bytes)."),
        option("--follow", is_flag=True, help="Also check the further pages of a feed: next, prev-archive, next_url."),
        option("--hub", is_flag=True, help="Also ask the WebSub hub that a feed names."),
        option("--home", is_flag=True, help="Also ask for the page that a feed belongs to: does it name the feed?"),
        option("--routes", is_flag=True,
               help="Also ask over http and https, IPv4 and IPv6, HTTP/2, and for br and zstd."),
        option("--timeout", type=click.FloatRange(0.1), default=60.0, show_default=True, metavar="SECONDS",
               help="Until a document must be there whole."),
        option("--max-size", callback=size, default="20M", show_default=True, metavar="SIZE",
               help="Of a document, decompressed; more is not read."),
        option("--user-agent", metavar="TEXT", help="Who asks; the default says what this is."),
        option("--public-only", is_flag=True,
               help="Connect to public addresses only (for services that check what others name)."),
        option("--offline", is_flag=True, help="Open no connection: only what the cache has is checked."),
        option("--cache/--no-cache", default=True, show_default=True,
               help="Remember answers: what has not changed is not sent twice, and validators are compared."),
        option("--cache-dir", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
               help="Where; the default is feeds/ in the user's cache folder."),
        option("--record", type=file, metavar="FILE", help="Write all requests and answers to FILE (HAR)."),
        option("--replay", type=file, metavar="FILE", help="Take all answers from FILE, as --record wrote it."),
        many("--concurrency", type=click.IntRange(1, 1000), default=48, show_default=True, metavar="N",
             help="Targets asked at once; slow ones come on top."),
        many("--per-host", type=click.IntRange(1, 100), default=2, show_default=True, metavar="N",
             help="Targets asked at once of one host."),
        many("--interval", type=click.FloatRange(0), default=0.0, show_default=True, metavar="SECONDS",
             help="Between two requests to one host."),
        many("--resume", is_flag=True, help="Go on with the same run where it was interrupted or killed."),
        many("--journal", type=file, metavar="FILE",
             help="Where finished targets are kept for --resume; the default is in the user's state folder."),
        many("--progress/--no-progress", default=None, help="A progress bar; on a terminal by default."),
    )):  # fmt: skip
        packed = add(packed)
    return packed


def cache_folder(network: Network, env: Mapping[str, str]) -> Path | None:
    """Where answers are kept between runs; None for nowhere."""
    if not network.cache:
        return None
    return network.cache_dir or user_folder(env, "XDG_CACHE_HOME", ".cache")


def user_folder(env: Mapping[str, str], variable: str, otherwise: str) -> Path | None:
    """Our folder among the user's (https://specifications.freedesktop.org/basedir-spec/latest/).

    None where the environment names no home.
    """
    named = env.get(variable, "")
    if os.path.isabs(named):  # noqa: PTH117 - relative ones are to be ignored, says the specification
        return Path(named) / "feeds"
    home = env.get("LOCALAPPDATA") or env.get("HOME") or env.get("USERPROFILE")
    if not home:
        return None
    return Path(home) / "feeds" if env.get("LOCALAPPDATA") else Path(home) / otherwise / "feeds"
