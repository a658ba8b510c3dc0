"""Where this checker says something else than the W3C feed validator, on purpose: each row with its reason and source.

Rows of CASES are the cases that disagree; a case that disagrees and is not here fails the test. Rows of CLASSES say
what holds for a whole class of messages, in cases that agree all the same.
"""

from typing import Final, NamedTuple


class Deviation(NamedTuple):
    """What differs, why, and where the reason is written."""

    what: str
    reason: str
    address: str


CASES: Final = {
    "testcases/atom/3.1.1.3/bogus_mathml_attr.xml": Deviation(
        "SecurityRiskAttr is not said of an unknown attribute in MathML",
        "An attribute that browsers do not know does nothing; only handlers, styles and URLs can do harm.",
        "https://html.spec.whatwg.org/multipage/infrastructure.html#extensibility-2",
    ),
    "testcases/atom/3.1.1.3/bogus_mathml_element.xml": Deviation(
        "SecurityRisk is not said of an unknown element in MathML",
        "An element that browsers do not know is shown as its text.",
        "https://html.spec.whatwg.org/multipage/infrastructure.html#extensibility-2",
    ),
    "testcases/atom/4.2.6/id-noniana.xml": Deviation(
        "SchemeNotIANARegistered is not said of doi",
        "doi is a registered scheme today.",
        "https://www.iana.org/assignments/uri-schemes/",
    ),
    "testcases/atom/8.1/style_background_repeat_repeat_x.xml": Deviation(
        "DangerousStyleAttr is not said of background-repeat",
        "A background that repeats endangers nobody; readers that strip it lose nothing.",
        "https://www.w3.org/TR/css-backgrounds-3/#the-background-repeat",
    ),
    "testcases/atom/should/content_contains_base64_script.xml": Deviation(
        "SecurityRisk is not said of a script in base64",
        "Content in base64 is a file of its media type, which readers offer to save and do not run.",
        "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3.3",
    ),
}

CLASSES: Final = (
    Deviation(
        "UriNotIri, InvalidFormComponentName: warnings here",
        "Readers of today follow IRIs, and HTML of today allows any name of a form field.",
        "https://www.rssboard.org/rss-profile#data-types-url",
    ),
    Deviation(
        "AvoidTextInput, UseOfExtensionAttr, UnknownNamespace, AvoidNamespacePrefix: advice here",
        "The specifications allow all of them.",
        "https://www.rssboard.org/rss-specification#extendingRss",
    ),
    Deviation(
        "UnregisteredAtomLinkRel is not said of prev and start",
        "Both are registered link relations.",
        "https://www.iana.org/assignments/link-relations/",
    ),
    Deviation(
        "NotBlank is said of texts and content that hold only blanks",
        "Readers show nothing.",
        "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.14",
    ),
    Deviation(
        "MisplacedMetadata alone, where the W3C validator also misses the element",
        "It is there, in the wrong place.",
        "https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1",
    ),
    Deviation(
        "SameDocumentReference only for relative references",
        "An absolute address misleads no reader.",
        "https://www.rfc-editor.org/rfc/rfc3986#section-4.4",
    ),
    Deviation(
        "MissingElement of channel's items even where rdf:about is missing",
        "The one has nothing to do with the other.",
        "http://web.resource.org/rss/1.0/spec#s5.3",
    ),
    Deviation(
        "InvalidRDF of things and properties that do not take turns: a warning here, and in RSS 1.0, too",
        "An RDF parser stops there; readers that take RSS for plain XML do not notice.",
        "https://www.w3.org/TR/rdf-syntax-grammar/#section-Syntax-node-property-elements",
    ),
    Deviation(
        "SecurityRisk of an iframe: advice here, and none where it is a player",
        "Readers show the players that they know, and drop other pages.",
        "https://www.rfc-editor.org/rfc/rfc4287#section-8.1",
    ),
    Deviation(
        "ContainsRelRef is not said of a fragment alone, such as #note-1",
        "It leads to another place of the same text, wherever the text is shown.",
        "https://www.rfc-editor.org/rfc/rfc3986#section-4.4",
    ),
    Deviation(
        "MissingOutlineType is not said of a folder of subscriptions",
        "This is how readers export folders.",
        "http://opml.org/spec2.opml",
    ),
    Deviation(
        "InvalidYesNoClean, InvalidTrueFalse of itunes:explicit: yes, no and clean warn, true and false are right",
        "Apple's requirements of today.",
        "https://podcasters.apple.com/support/823-podcast-requirements",
    ),
    Deviation(
        "SinceAfterUntil only of two dates",
        "What is no date is said to be none; it comes neither before nor after another one.",
        "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    ),
    Deviation(
        "InvalidMetaContent only of what robots are told",
        "Where meta has another name, the name is the mistake; its content is none of theirs.",
        "https://www.robotstxt.org/meta.html",
    ),
    Deviation(
        "InvalidServiceType only of items without g:id; what only Google Base had: warnings here",
        "Google Base is gone; Merchant Center takes any name of a service, and each of its products has an id.",
        "https://support.google.com/merchants/answer/6324484",
    ),
    Deviation(
        "MediaRssNamespace, InvalidItunesCategory: warnings here; MediaGroupWithoutAlternatives: advice",
        "Readers know the namespace without its slash, and show a group of one; a category only helps to find a show.",
        "https://www.rssboard.org/media-rss#namespace-declaration",
    ),
)
