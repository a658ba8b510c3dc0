"""What a weblog reads and recommends: http://backend.userland.com/blogChannelModule."""

from __future__ import annotations

from feeds.rules.modules import RSS, addresses, after
from feeds.rules.rule import Book

book = Book(
    "BLC",
    "blogChannel",
    "https://web.archive.org/web/2012/http://backend.userland.com/blogChannelModule",
    prefix="blogChannel",
    uris=("http://backend.userland.com/blogChannelModule",),
    misspelt=(
        "http://backend.userland.com/blogChannelModule/",
        "https://backend.userland.com/blogChannelModule",
        "http://backend.userland.com/blogchannelmodule",
    ),
    frames={"*": RSS},
    about="A weblog's blogroll and subscriptions, as OPML, and the weblog it promotes.",
)
_code = "BLC201"
for _name, _why in (
    ("blogRoll", "Readers fetch the OPML file of the blogroll from there."),
    ("mySubscriptions", "Readers fetch the OPML file of the subscriptions from there."),
    ("blink", "It is the address of the weblog that the author promotes."),
    ("changes", "Readers learn from that file which weblogs have changed."),
):
    book.element(f"blogChannel:{_name}", inside="channel", most=1)
    addresses(book, _code, _name.lower(), on=f"blogChannel:{_name}", why=_why,
              example=f"<blogChannel:{_name}>{{}}</blogChannel:{_name}>")  # fmt: skip
    _code = after(_code, 2)
