"""Documents of a megabyte that mean ill: how long the check of each takes, and the most memory of all."""

import gc
import resource
import time
from collections.abc import Callable

HEAD = b'{"version":"https://jsonfeed.org/version/1.1","title":"x","items":['
RSS, END = b'<rss version="2.0"><channel>', b"</channel></rss>"
ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(20))
SHAPES: dict[str, bytes] = {
    "333,000 empty JSON items": HEAD + b",".join([b"{}"] * 333_000) + b"]}",
    "490,000 numbers for items": HEAD + b",".join([b"0"] * 490_000) + b"]}",
    "95,000 items of one id": HEAD + b",".join([b'{"id":"1"}'] * 95_000) + b"]}",
    "1,000,000 arrays in each other": b"[" * 1_000_000,
    "a number of a million digits": HEAD + b'{"id":' + b"9" * 1_000_000 + b"}]}",
    "100,000 undeclared prefixes": RSS + b"".join(b"<a%d:b/>" % n for n in range(100_000)) + END,
    "50,000 namespaces": RSS + b"".join(b'<a xmlns="u:%d"/>' % n for n in range(50_000)) + END,
    "140,000 empty items": RSS + b"<item/>" * 140_000 + END,
    "125,000 titles of an item": RSS + b"<item>" + b"<title/>" * 125_000 + b"</item>" + END,
    "110,000 unknown elements": RSS + b"".join(b"<a%d/>" % n for n in range(110_000)) + END,
    "100,000 attributes": b"<rss " + b" ".join(b'a%d=""' % n for n in range(100_000)) + b"><channel/></rss>",
    "an attribute of a megabyte": b'<rss version="' + b"2" * 1_000_000 + b'"><channel/></rss>',
    "55,000 broken links": b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>'
    + b'<link href="a b"/>' * 55_000
    + b"</entry></feed>",
    "160,000 open tags of HTML": RSS + b"<item><description>" + b"&lt;a>" * 160_000 + b"</description></item>" + END,
    "110,000 unknown entities": RSS + b"<item><description>" + b"&amp;foo;" * 110_000 + b"</description></item>" + END,
    "100,000 outlines": b'<opml version="2.0"><head/><body>' + b"<outline/>" * 100_000 + b"</body></opml>",
    "250,000 comments that do not end": RSS + b"<!--" * 250_000 + END,
    "70,000 lists in each other": RSS + b"<item><description>" + b"&lt;ul>&lt;li>" * 70_000 + b"</description></item>",
    "480,000 stray ampersands": RSS + b"<title>" + b"& " * 480_000 + b"</title>" + END,
    "a million NULs": b"\0" * 1_000_000,
    "entities in entities": b"<!DOCTYPE rss [<!ENTITY e0 'x'>" + ENTITIES + b"]>" + RSS + b"&e20;" + END,
}


def hostile(check: Callable[[str, bytes], object]) -> None:
    """Print the seconds of each, the slowest first."""
    seconds: list[tuple[float, str]] = []
    for name, data in SHAPES.items():
        gc.collect()
        gc.disable()
        start = time.process_time()
        check(name, data)
        seconds.append((time.process_time() - start, name))
        gc.enable()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"hostile documents of 1 MB: {len(seconds)}, the most memory of the process {memory:.0f} MB "
          "(budget: 1 s, 200 MB)")  # fmt: skip
    for took, name in sorted(seconds, reverse=True):
        print(f"  {took:5.2f} s  {name}")
