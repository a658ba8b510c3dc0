"""Which articles a feed holds, as an expression: ``"sport" in tags and language == "en"``.

The grammar is a part of Python's expressions, read with ``ast`` and never run: names of fields, texts, whole numbers,
lists of texts, ``and or not``, comparisons, ``in``, brackets, and ``like(FIELD, "pattern*")``. Texts are compared
without regard to capitals. An expression is compiled once, into functions.
"""

import ast
import datetime as dt
import operator
import warnings
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any, Final, Literal, NamedTuple, TypeAlias, cast

from feeds.emit.listed import Listed, folders, in_range
from feeds.errors import UsageError
from feeds.values.near import close_matches

LONGEST: Final = 1000  # so that no expression is nested deeper than the interpreter goes
Kind = Literal["text", "texts", "tag", "number", "moment"]
Value: TypeAlias = str | tuple[str, ...] | int | dt.datetime
Predicate: TypeAlias = Callable[[Listed], bool]
_Get: TypeAlias = Callable[[Listed], Value]


class Field(NamedTuple):
    """What an expression can ask of an article."""

    kind: Kind
    get: _Get
    says: str


FIELDS: Final[Mapping[str, Field]] = {
    "title": Field("text", lambda one: one.headline.casefold(), "the headline"),
    "summary": Field("text", lambda one: one.summary.casefold(), "the summary"),
    "language": Field("tag", lambda one: one.language.casefold(), "the language; en is equal to en-GB"),
    "tags": Field("texts", lambda one: _folded(one.subjects), "the subjects"),
    "authors": Field("texts", lambda one: _folded(one.authors), "who wrote it"),
    "sources": Field("texts", lambda one: _folded(one.agencies), "the agencies it comes from"),
    "section": Field("text", lambda one: (folders(one) or ("",))[-1].casefold(), "the folder of its document"),
    "sections": Field("texts", lambda one: _folded(folders(one)), "all folders that its document is in"),
    "path": Field("text", lambda one: one.provenance.documents[0].path.casefold(), "the path of its document"),
    "slug": Field("text", lambda one: one.slug.casefold(), "the last part of its address"),
    "url": Field("text", lambda one: (one.original_url or "").casefold(), "where it has its home, if elsewhere"),
    "id": Field("text", lambda one: one.uri.casefold(), "its id"),
    "published": Field("moment", lambda one: one.published, "when it was published"),
    "updated": Field("moment", lambda one: one.updated, "when it last changed"),
    "pictures": Field("number", lambda one: sum(1 for each in one.pictures if each.href), "how many pictures it has"),
    "enclosures": Field("number", lambda one: len(one.enclosures), "how many files come with it"),
}
_COMPARISONS: Final[Mapping[type[ast.cmpop], Callable[[Any, Any], bool]]] = {  # of two values of one kind
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_MIRRORED: Final[Mapping[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.Eq, ast.NotEq: ast.NotEq, ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE,
}  # fmt: skip


def predicate(text: str, where: str) -> Predicate:
    """The function that says whether an article fits ``text``.

    Raises UsageError that begins with ``where`` and shows the place, with the nearest field for a name that is none.
    """
    if len(text) > LONGEST:
        raise UsageError(f"{where}: the expression has {len(text)} characters, where at most {LONGEST} are read.")
    # ast wants no blanks before the first word, and a line end would end the expression.
    line = " ".join(text.splitlines())
    reader = _Reader(line, where)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" is two characters here; nobody runs it as Python
            tree = ast.parse(line.lstrip(), mode="eval")
    except SyntaxError as wrong:
        indent = len(line) - len(line.lstrip())
        hint = " One = sets a value; two (==) compare." if "==" in (wrong.msg or "") else ""
        raise reader.stop(max(0, (wrong.offset or 1) - 1 + indent), f"it cannot be read here.{hint}") from None
    except (ValueError, RecursionError, MemoryError):  # null characters; brackets upon brackets
        raise reader.stop(0, "it cannot be read.") from None
    return reader.condition(tree.body)


class _Reader:
    """Turns a tree into functions, and knows where in the text each part stands."""

    def __init__(self, text: str, where: str) -> None:
        self._text = text
        self._where = where
        self._indent = len(text) - len(text.lstrip())

    def stop(self, at: int, says: str) -> UsageError:
        """The error about the character ``at``, from 0."""
        start = max(0, at - 60)
        shown = self._text[start : at + 40]
        return UsageError(f"{self._where}, column {at + 1}: {says}\n  {shown}\n  {' ' * (at - start)}^")

    def wrong(self, node: ast.expr, says: str) -> UsageError:
        """The error about a part."""
        octets = self._text.lstrip().encode()[: node.col_offset]  # ast counts bytes
        return self.stop(self._indent + len(octets.decode()), says)

    def condition(self, node: ast.expr) -> Predicate:
        """The function of a part that is true or false."""
        match node:
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self.condition(value) for value in values)
                if isinstance(op, ast.And):
                    return lambda one: all(part(one) for part in parts)
                return lambda one: any(part(one) for part in parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.condition(operand)
                return lambda one: not inner(one)
            case ast.Compare():
                return self._comparison(node)
            case ast.Call():
                return self._like(node)
            case ast.Name():
                get = self._field(node).get
                return lambda one: bool(get(one))
            case ast.Constant(value=bool() as value):
                return lambda _: value
            case _:
                raise self.wrong(node, 'a condition was expected here, such as "sport" in tags or language == "en".')

    def _field(self, node: ast.expr) -> Field:
        if not isinstance(node, ast.Name):
            raise self.wrong(node, f"a field was expected here: {', '.join(FIELDS)}.")
        if node.id not in FIELDS:
            near = close_matches(node.id.lower(), FIELDS, 1)
            hint = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(FIELDS)}."
            raise self.wrong(node, f"there is no field {node.id[:40]}.{hint} A text stands in quotation marks.")
        return FIELDS[node.id]

    def _comparison(self, node: ast.Compare) -> Predicate:
        parts = []
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self._pair(left, op, right))
            left = right
        return parts[0] if len(parts) == 1 else lambda one: all(part(one) for part in parts)

    def _pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Predicate:
        if isinstance(op, (ast.In, ast.NotIn)):
            inside = self._inside(left, right)
            return inside if isinstance(op, ast.In) else lambda one: not inside(one)
        if type(op) not in _COMPARISONS:
            raise self.wrong(right, "`is` is not known here; == compares.")
        if not isinstance(left, ast.Name) and isinstance(right, ast.Name):
            left, op, right = right, _MIRRORED[type(op)](), left
        field = self._field(left)
        compare = _COMPARISONS[type(op)]
        if field.kind == "texts":
            name = cast("ast.Name", left).id
            raise self.wrong(left, f'{name} are several; say whether one is among them: "…" in {name}.')
        if field.kind == "tag":
            wanted = self._text_of(right).casefold()
            if not isinstance(op, (ast.Eq, ast.NotEq)):
                raise self.wrong(right, "languages have no order; == and != compare them.")
            equal = isinstance(op, ast.Eq)
            return lambda one: in_range(cast("str", field.get(one)), wanted) is equal
        value = self._value(right, field.kind)
        if field.kind == "moment" and isinstance(right, ast.Constant) and len(str(right.value)) == 10:
            return self._day(field, op, cast("dt.datetime", value))
        return lambda one: compare(field.get(one), value)

    @staticmethod
    def _day(field: Field, op: ast.cmpop, start: dt.datetime) -> Predicate:
        """A whole day, in UTC: ``published == "2026-11-22"`` is any moment of it, ``>`` what comes after it."""
        end = start + dt.timedelta(days=1) if start.date() < dt.date.max else start

        def moment(one: Listed) -> dt.datetime:
            return cast("dt.datetime", field.get(one))

        match op:
            case ast.Eq():
                return lambda one: start <= moment(one) < end
            case ast.NotEq():
                return lambda one: not start <= moment(one) < end
            case ast.Lt():
                return lambda one: moment(one) < start
            case ast.LtE():
                return lambda one: moment(one) < end
            case ast.Gt():
                return lambda one: moment(one) >= end
            case _:
                return lambda one: moment(one) >= start

    def _inside(self, left: ast.expr, right: ast.expr) -> Predicate:
        if isinstance(right, (ast.List, ast.Tuple)):
            field = self._field(left)
            if field.kind in {"number", "moment"}:
                values = frozenset(self._value(each, field.kind) for each in right.elts)
                return lambda one: field.get(one) in values
            words = tuple(self._text_of(each).casefold() for each in right.elts)
            if field.kind == "tag":
                return lambda one: any(in_range(cast("str", field.get(one)), word) for word in words)
            if field.kind == "texts":
                return lambda one: not frozenset(words).isdisjoint(cast("tuple[str, ...]", field.get(one)))
            return lambda one: field.get(one) in words
        field = self._field(right)
        if field.kind in {"number", "moment"}:
            raise self.wrong(right, "nothing can be in it: it is one number or moment.")
        wanted = self._text_of(left).casefold()
        return lambda one: wanted in cast("str | tuple[str, ...]", field.get(one))

    def _like(self, node: ast.Call) -> Predicate:
        if not (isinstance(node.func, ast.Name) and node.func.id == "like"):
            raise self.wrong(node, 'the only function is like(FIELD, "pattern*").')
        if len(node.args) != 2 or node.keywords:
            raise self.wrong(node, 'like has two parts: like(FIELD, "pattern*").')
        field = self._field(node.args[0])
        pattern = self._text_of(node.args[1]).casefold()
        if field.kind in {"number", "moment"}:
            raise self.wrong(node.args[0], "like is for texts.")
        if field.kind == "texts":
            return lambda one: any(fnmatchcase(each, pattern) for each in cast("tuple[str, ...]", field.get(one)))
        return lambda one: fnmatchcase(cast("str", field.get(one)), pattern)

    def _text_of(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        raise self.wrong(node, "a text in quotation marks was expected here.")

    def _value(self, node: ast.expr, kind: Kind) -> Value:
        if kind == "number":
            if isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool):
                return node.value
            raise self.wrong(node, "a whole number was expected here.")
        text = self._text_of(node)
        if kind == "text":
            return text.casefold()
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            says = 'a date was expected here, such as "2026-11-22" or "2026-11-22T10:00:00Z".'
            raise self.wrong(node, says) from None
        if moment.tzinfo is None and len(text) > 10:
            raise self.wrong(node, 'the time has no zone; write it as "2026-11-22T10:00:00Z".')
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)
