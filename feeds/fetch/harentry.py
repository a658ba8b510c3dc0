"""One entry of a HAR file: what is written of a request and its answer, and read back."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from feeds.fetch.addresses import bare
from feeds.source.delivery import Answer, Failure, Headers, Observed, Tls

SECRETS = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie", "set-cookie2"})
Shape = Mapping[str, object]


def entry(key: str, url: str, method: str, headers: Mapping[str, str], observed: Observed, began: dt.datetime) -> Shape:
    """The entry of a request that began at a time; ``key`` says which requests are the same."""
    answer = observed if isinstance(observed, Answer) else None
    sent = answer.sent if answer is not None else tuple((name.lower(), value) for name, value in headers.items())
    body = answer.body if answer is not None else None
    total = round((answer.total if answer is not None else 0.0) * 1000, 3)
    first = round((answer.first if answer is not None else 0.0) * 1000, 3)
    content: dict[str, object] = {
        "size": answer.size if answer is not None else 0,
        "mimeType": (answer.header("content-type") if answer is not None else None) or "",
    }
    if body is not None:
        content |= {"text": base64.b64encode(body).decode("ascii"), "encoding": "base64"}
    return {
        "_feeds": {"key": key, **(_told(answer) if answer is not None else {}),
                   "failure": _failure_told(observed if isinstance(observed, Failure) else None)},
        "startedDateTime": began.isoformat(),
        "time": total,
        "request": {
            "method": method, "url": url, "httpVersion": answer.version if answer is not None else "",
            "headers": _pairs(sent), "cookies": [], "headersSize": -1, "bodySize": 0,
            "queryString": [{"name": name, "value": value} for name, value in _query(url)],
        },
        "response": {
            "status": answer.status if answer is not None else 0,
            "statusText": answer.reason if answer is not None else "",
            "httpVersion": answer.version if answer is not None else "",
            "headers": _pairs(answer.headers) if answer is not None else [], "cookies": [], "content": content,
            "redirectURL": (answer.header("location") if answer is not None else None) or "",
            "headersSize": -1, "bodySize": answer.wire if answer is not None else -1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": first, "receive": max(0.0, round(total - first, 3))},
        "serverIPAddress": (answer.address if answer is not None else None) or "",
    }  # fmt: skip


def _query(url: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=1000)
    except ValueError:
        return []


def _pairs(headers: Headers) -> list[Mapping[str, str]]:
    return [{"name": name, "value": value} for name, value in headers if name not in SECRETS]


def _told(answer: Answer) -> Shape:
    return {
        "url": answer.url, "wire": answer.wire, "size": answer.size, "first": answer.first, "total": answer.total,
        "digest": answer.digest, "surplus": answer.surplus, "cut": _failure_told(answer.cut),
        "tls": _tls_told(answer.tls),
    }  # fmt: skip


def _failure_told(failure: Failure | None) -> Shape | None:
    if failure is None:
        return None
    return {"kind": failure.kind, "says": failure.says, "url": failure.url, "tls": _tls_told(failure.tls)}


def _tls_told(tls: Tls | None) -> Shape | None:
    if tls is None:
        return None
    return {
        "protocol": tls.protocol, "issuer": tls.issuer, "subject": tls.subject, "names": list(tls.names),
        "expires": tls.expires.isoformat() if tls.expires is not None else None, "problem": tls.problem,
    }  # fmt: skip


def ours(line: bytes) -> Observed:
    """What an entry that ``entry`` made says. Raises ValueError, KeyError or TypeError for a damaged one."""
    read = json.loads(line)
    told, request, response = read["_feeds"], read["request"], read["response"]
    if told["failure"] is not None:
        return _failure(told["failure"])
    text = response["content"].get("text")
    return Answer(
        str(request["method"]), str(told["url"]), int(response["status"]), _headers(response["headers"]),
        None if text is None else base64.b64decode(text, validate=True), str(response["statusText"]),
        str(response["httpVersion"]), int(told["wire"]), int(told["size"]), float(told["first"]), float(told["total"]),
        read["serverIPAddress"] or None, _headers(request["headers"]),
        _tls(told["tls"]) if told["tls"] is not None else None,
        _failure(told["cut"]) if told["cut"] is not None else None, str(told["digest"]), int(told["surplus"]),
    )  # fmt: skip


def foreign(har: bytes) -> Iterator[tuple[str, str, Observed]]:
    """Method, URL and answer of each entry of a file that somebody else wrote.

    Raises ValueError, KeyError, TypeError, AttributeError or RecursionError for what is no HAR.
    """
    for read in json.loads(har)["log"]["entries"]:
        request, response, content = read["request"], read["response"], read["response"]["content"]
        method, url = str(request["method"]), str(request["url"])
        if not response["status"]:  # so browsers write a request that was blocked or given up
            yield method, url, Failure("offline", f"{bare(url)} had no answer when it was recorded.", bare(url))
            continue
        text = str(content.get("text") or "")
        body = base64.b64decode(text, validate=True) if content.get("encoding") == "base64" else text.encode()
        # The body is written decoded, so what says how it came would be untrue.
        headers = tuple(pair for pair in _headers(response["headers"]) if pair[0] != "content-encoding")
        yield method, url, Answer(
            method, bare(url), int(response["status"]), headers, None if method == "HEAD" else body,
            str(response.get("statusText") or ""), str(response.get("httpVersion") or "HTTP/1.1"), len(body), len(body),
            address=read.get("serverIPAddress") or None, digest=hashlib.sha256(body).hexdigest(),
        )  # fmt: skip


def _headers(pairs: list[dict[str, str]]) -> Headers:
    return tuple((str(pair["name"]).lower(), str(pair["value"])) for pair in pairs)


def _failure(told: dict[str, Any]) -> Failure:
    tls = told["tls"]
    return Failure(told["kind"], str(told["says"]), str(told["url"]), _tls(tls) if tls is not None else None)


def _tls(told: dict[str, Any]) -> Tls:
    expires = dt.datetime.fromisoformat(told["expires"]) if told["expires"] else None
    names = tuple(str(name) for name in told["names"])
    return Tls(str(told["protocol"]), str(told["issuer"]), str(told["subject"]), expires, names, told["problem"])
