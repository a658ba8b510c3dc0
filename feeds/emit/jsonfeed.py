"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import TypeAlias

from feeds.articles.article import Enclosure
from feeds.emit.feed import INDEX, JSON_FEED, Entry, Feed

MEDIA_TYPE = "application/feed+json"

# Apple's names, which RSS feeds for its directory have, and what they are registered as.
_REGISTERED = {"audio/x-m4a": "audio/mp4", "video/x-m4v": "video/mp4"}

Json: TypeAlias = str | int | bool | list["Json"] | dict[str, "Json"] | None


def json_feed(feed: Feed) -> bytes:
    """The feed as a JSON Feed 1.1 document in UTF-8; what is not known is left out."""
    channel = feed.channel
    document: dict[str, Json] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": channel.url(INDEX),
    }
    own = channel.url(JSON_FEED, feed.paging.number)
    if own:
        document["feed_url"] = own
    if feed.paging.earlier is not None:
        document["next_url"] = channel.url(JSON_FEED, feed.paging.earlier)
    if feed.description:
        document["description"] = feed.description
    if feed.author:
        document["authors"] = [{"name": feed.author}]
    if feed.language:
        document["language"] = feed.language
    if feed.icon:
        document["icon"] = document["favicon"] = feed.icon
    if channel.hub:
        document["hubs"] = [{"type": "WebSub", "url": channel.hub}]
    document["items"] = [_item(entry) for entry in feed.entries]
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def _item(entry: Entry) -> Json:
    item: dict[str, Json] = {
        "id": entry.guid or entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": name} for name in entry.authors],
    }
    if not entry.html:
        item["content_text"] = entry.summary
    item = {key: value for key, value in item.items() if value not in ("", [])}
    if entry.language:
        item["language"] = entry.language
    if entry.categories:
        item["tags"] = list(entry.categories)
    if entry.pictures:
        item["image"] = entry.pictures[0].href
    if entry.enclosures:
        item["attachments"] = [_attachment(one) for one in entry.enclosures]
    return item


def _attachment(enclosure: Enclosure) -> Json:
    kind = enclosure.media_type or ""
    attachment: dict[str, Json] = {"url": enclosure.href, "mime_type": _REGISTERED.get(kind, kind)}
    if enclosure.title:
        attachment["title"] = enclosure.title
    if enclosure.length:
        attachment["size_in_bytes"] = enclosure.length
    if enclosure.duration:
        attachment["duration_in_seconds"] = round(enclosure.duration)
    return attachment
