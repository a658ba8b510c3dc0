"""HTML as feeds hold it: its tags, the URLs in them, what endangers readers, what is broken."""

from feeds.values.htmltext.problems import broken_references, broken_tags, has_unusual_references, problems
from feeds.values.htmltext.risks import risks, risky, tree_risks
from feeds.values.htmltext.survey import CLEAN, MOST_TAGS, Survey, survey
from feeds.values.htmltext.tokens import Attribute, Token, plain_text, tokens
from feeds.values.htmltext.urls import Reference, holds_url, urls, urls_of

__all__ = [
    "CLEAN",
    "MOST_TAGS",
    "Attribute",
    "Reference",
    "Survey",
    "Token",
    "broken_references",
    "broken_tags",
    "has_unusual_references",
    "holds_url",
    "plain_text",
    "problems",
    "risks",
    "risky",
    "survey",
    "tokens",
    "tree_risks",
    "urls",
    "urls_of",
]
