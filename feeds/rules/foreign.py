"""Namespaces that are known, but whose elements this checker does not look at: URI → usual prefix, name, address."""

from typing import Final, NamedTuple


class Foreign(NamedTuple):
    """A namespace of somebody else: the prefix that most use, its name, and where it is specified."""

    prefix: str
    name: str
    address: str


FOREIGN: Final[dict[str, Foreign]] = {
    "http://www.w3.org/2000/svg": Foreign("svg", "SVG", "https://www.w3.org/TR/SVG2/"),
    "http://www.w3.org/1998/Math/MathML": Foreign("mathml", "MathML", "https://www.w3.org/TR/MathML3/"),
    "http://www.w3.org/1999/xlink": Foreign("xlink", "XLink", "https://www.w3.org/TR/xlink11/"),
    "http://www.w3.org/2001/XMLSchema-instance": Foreign("xsi", "XML Schema", "https://www.w3.org/TR/xmlschema-1/"),
    "http://www.w3.org/2001/XMLSchema": Foreign("xsd", "XML Schema", "https://www.w3.org/TR/xmlschema-1/"),
    "http://www.w3.org/2001/XMLSchema#": Foreign("xsd", "XML Schema", "https://www.w3.org/TR/xmlschema-2/"),
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": Foreign("rdf", "RDF", "https://www.w3.org/TR/rdf-syntax-grammar/"),
    "http://www.w3.org/2000/01/rdf-schema#": Foreign("rdfs", "RDF Schema", "https://www.w3.org/TR/rdf-schema/"),
    "http://www.w3.org/2002/07/owl#": Foreign("owl", "OWL", "https://www.w3.org/TR/owl2-overview/"),
    "http://www.w3.org/2004/02/skos/core#": Foreign("skos", "SKOS", "https://www.w3.org/TR/skos-reference/"),
    "http://xmlns.com/foaf/0.1/": Foreign("foaf", "FOAF", "http://xmlns.com/foaf/spec/"),
    "http://schema.org/": Foreign("schema", "schema.org", "https://schema.org/"),
    "http://ogp.me/ns#": Foreign("og", "Open Graph", "https://ogp.me/"),
    "http://rdfs.org/sioc/ns#": Foreign("sioc", "SIOC", "http://rdfs.org/sioc/spec/"),
    "http://rdfs.org/sioc/types#": Foreign("sioct", "SIOC types", "http://rdfs.org/sioc/spec/"),
    "http://schemas.google.com/g/2005": Foreign(
        "gd", "Google Data elements", "https://developers.google.com/gdata/docs/2.0/elements"
    ),
    "http://purl.org/rss/1.0/modules/company": Foreign(
        "company", "RSS 1.0 company", "https://web.resource.org/rss/1.0/modules/company/"
    ),
    "http://purl.org/rss/1.0/modules/textinput/": Foreign(
        "ti", "RSS 1.0 textinput", "https://web.resource.org/rss/1.0/modules/textinput/"
    ),
    "http://search.yahoo.com/searchmonkey-datarss/": Foreign("y", "DataRSS", "https://www.w3.org/2005/Incubator/"),
    "http://www.opengis.net/kml/2.2": Foreign("kml", "KML", "https://www.ogc.org/standard/kml/"),
    "http://purl.org/net/rss1.1/payload#": Foreign("p", "RSS 1.1 payload", "http://inamidst.com/rss1.1/payload"),
    "http://www.w3.org/2005/11/its": Foreign("its", "ITS", "https://www.w3.org/TR/its20/"),
    "http://www.w3.org/2001/XInclude": Foreign("xi", "XInclude", "https://www.w3.org/TR/xinclude/"),
    "http://activitystrea.ms/schema/1.0/": Foreign(
        "as", "Activity Streams 1.0 schema", "https://activitystrea.ms/specs/atom/1.0/"
    ),
    "http://portablecontacts.net/spec/1.0": Foreign("poco", "Portable Contacts", "http://portablecontacts.net/"),
    "http://docs.oasis-open.org/odata/ns/data": Foreign("d", "OData", "https://www.odata.org/documentation/"),
    "http://docs.oasis-open.org/odata/ns/metadata": Foreign("m", "OData", "https://www.odata.org/documentation/"),
    "http://schemas.microsoft.com/ado/2007/08/dataservices": Foreign(
        "d", "OData 1 to 3", "https://www.odata.org/documentation/"
    ),
    "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata": Foreign(
        "m", "OData 1 to 3", "https://www.odata.org/documentation/"
    ),
    "http://arxiv.org/schemas/atom": Foreign("arxiv", "arXiv", "https://info.arxiv.org/help/api/user-manual.html"),
    "http://purl.org/rss/1.0/modules/image/": Foreign(
        "image", "RSS 1.0 image", "https://web.resource.org/rss/1.0/modules/image/"
    ),
    "http://purl.org/rss/1.0/modules/email/": Foreign(
        "email", "RSS 1.0 email", "https://web.resource.org/rss/1.0/modules/email/"
    ),
    "http://purl.org/rss/1.0/modules/reference/": Foreign(
        "ref", "RSS 1.0 reference", "https://web.resource.org/rss/1.0/modules/reference/"
    ),
    "http://purl.org/rss/1.0/modules/richequiv/": Foreign(
        "reqv", "RSS 1.0 rich equivalents", "https://web.resource.org/rss/1.0/modules/richequiv/"
    ),
    "http://purl.org/rss/1.0/modules/search/": Foreign(
        "search", "RSS 1.0 search", "https://web.resource.org/rss/1.0/modules/search/"
    ),
    "http://purl.org/rss/1.0/modules/servicestatus/": Foreign(
        "ss", "RSS 1.0 service status", "https://web.resource.org/rss/1.0/modules/servicestatus/"
    ),
    "http://purl.org/rss/1.0/modules/streaming/": Foreign(
        "str", "RSS 1.0 streaming", "https://web.resource.org/rss/1.0/modules/streaming/"
    ),
    "http://purl.org/rss/1.0/modules/threading/": Foreign(
        "thr", "RSS 1.0 threading", "https://web.resource.org/rss/1.0/modules/threading/"
    ),
    "http://purl.org/rss/1.0/modules/rss091#": Foreign(
        "rss091", "RSS 0.91 in RSS 1.0", "https://web.resource.org/rss/1.0/modules/rss091/"
    ),
    "http://docs.oasis-open.org/ns/xri/xrd-1.0": Foreign(
        "xrd", "XRD", "https://docs.oasis-open.org/xri/xrd/v1.0/xrd-1.0.html"
    ),
    "http://base.google.com/cns/1.0": Foreign(
        "c", "attributes of one's own for Google", "https://support.google.com/merchants/answer/7052112"
    ),
    "http://purl.org/atompub/rank/1.0": Foreign(
        "re", "Atom feed ranking", "https://datatracker.ietf.org/doc/html/draft-snell-atompub-feed-index"
    ),
    "http://schemas.google.com/blogger/2008": Foreign("blogger", "Blogger", "https://developers.google.com/blogger/"),
    "http://www.andymatuschak.org/xml-namespaces/sparkle": Foreign(
        "sparkle", "Sparkle", "https://sparkle-project.org/documentation/publishing/"
    ),
}
