"""URIs and IRIs, ``tag:`` and ``urn:`` names: their grammars, canonical forms and resolution."""

from feeds.values.uris.canonical import canonical, join, noncanonical, remarks, resolve
from feeds.values.uris.host import is_local
from feeds.values.uris.names import Tag, Urn, tag, tag_remarks, urn, uuid
from feeds.values.uris.parts import Uri, full_iri, full_url, iri, iri_reference, split, uri, uri_reference

__all__ = [
    "Tag",
    "Uri",
    "Urn",
    "canonical",
    "full_iri",
    "full_url",
    "iri",
    "iri_reference",
    "is_local",
    "join",
    "noncanonical",
    "remarks",
    "resolve",
    "split",
    "tag",
    "tag_remarks",
    "uri",
    "uri_reference",
    "urn",
    "uuid",
]
