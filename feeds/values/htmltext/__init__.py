"""HTML as feeds hold it: its tags, the URLs in them, what endangers readers, what is broken."""

from feeds.values.htmltext.problems import problems
from feeds.values.htmltext.risks import risks
from feeds.values.htmltext.tokens import Attribute, Token, plain_text, tokens
from feeds.values.htmltext.urls import Reference, urls, urls_of

__all__ = ["Attribute", "Reference", "Token", "plain_text", "problems", "risks", "tokens", "urls", "urls_of"]
