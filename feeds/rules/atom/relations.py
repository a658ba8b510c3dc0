"""Link relations: https://www.iana.org/assignments/link-relations/ and those of RFC 5005 for pages of a feed."""

from typing import Final

PAGING: Final = frozenset({"current", "first", "last", "next", "next-archive", "prev", "prev-archive", "previous"})
"""Relations between the documents of one feed: RFC 5005 sections 3 and 4."""

REGISTERED: Final = PAGING | frozenset(
    """about acl alternate amphtml api-catalog appendix apple-touch-icon apple-touch-startup-image archives author
    blocked-by bookmark c2pa-manifest canonical chapter cite-as collection compression-dictionary contents
    convertedfrom copyright create-form deprecation describedby describes disclosure dns-prefetch duplicate edit
    edit-form edit-media enclosure external geofeed glossary help hosts hub ice-server icon index intervalafter
    intervalbefore intervalcontains intervaldisjoint intervalduring intervalequals intervalfinishedby
    intervalfinishes intervalin intervalmeets intervalmetby intervaloverlappedby intervaloverlaps
    intervalstartedby intervalstarts item latest-version license linkset lrdd manifest mask-icon me media-feed
    memento micropub modulepreload monitor monitor-group nofollow noopener noreferrer opener openid2.local_id
    openid2.provider original p3pv1 payment pingback preconnect predecessor-version prefetch preload prerender
    preview privacy-policy profile publication rdap-active rdap-bottom rdap-down rdap-top rdap-up related replies
    restconf ruleinput search section self service service-desc service-doc service-meta sip-trunking-capability
    sponsored start status stylesheet subsection successor-version sunset tag terms-of-service timegate timemap
    type ugc up version-history via webmention working-copy working-copy-of""".split()  # noqa: SIM905 - a table reads better as words
)
