"""The configuration that makes a web server or host serve a built site right: a pure function from Site to text each.

All say the same in their server's words: the type of each feed with its charset, validators, the compressed siblings,
Vary, how long to cache, CORS for feeds (a page on another site may read them), the Link header that WebSub hubs look
for, and that no login, challenge or rate limit stands before a feed.
"""

from collections.abc import Callable

from feeds.publish.servers import apache, caddy, hosts, lighttpd, nginx
from feeds.publish.site import Site

SERVERS: dict[str, Callable[[Site], str]] = {
    "nginx": nginx.configuration,
    "apache": apache.configuration,
    "caddy": caddy.configuration,
    "lighttpd": lighttpd.configuration,
    "netlify": hosts.netlify,
    "vercel": hosts.vercel,
    "s3": hosts.s3,
    "github-pages": hosts.github_pages,
}
