"""s3://bucket/prefix: objects, each put once with its type and cache time, feeds last.

boto3 and not rclone or s3fs: it takes type, cache time and condition with one PUT, and the ordinary configuration of
AWS holds (environment, ~/.aws, profiles, roles, AWS_ENDPOINT_URL for another maker's storage). An object is replaced
as a whole by definition; the manifest is written with If-Match, so that of two runs at once one stops. The website
endpoints of S3 do not choose between X and X.gz, so compressed siblings stay at home; the CDN in front compresses.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Protocol, TypedDict, cast

from feeds.errors import PublishError, UsageError
from feeds.publish.manifest import Entry, Seen
from feeds.publish.media import cache_control, media_type
from feeds.publish.plan import Upload
from feeds.publish.target import Body, Progress, one_by_one
from feeds.publish.tree import MANIFEST

_AT_ONCE = 1000  # keys that one DeleteObjects takes


class _Reader(Protocol):
    def read(self) -> bytes: ...


class _Got(TypedDict):
    ETag: str
    Body: _Reader


class _Put(TypedDict):
    ETag: str


class _Listed(TypedDict):
    Key: str
    Size: int


class _Page(TypedDict, total=False):
    Contents: list[_Listed]


class _Pages(Protocol):
    def paginate(self, *, Bucket: str, Prefix: str) -> Iterator[_Page]: ...  # noqa: N803 - boto3's names


class _Client(Protocol):
    """What is used of boto3's client, which has no types of its own."""

    def get_object(self, *, Bucket: str, Key: str) -> _Got: ...  # noqa: N803 - as above
    def put_object(self, *, Bucket: str, Key: str, Body: bytes | BinaryIO, **more: str) -> _Put: ...  # noqa: N803 - as above
    def delete_objects(self, *, Bucket: str, Delete: Mapping[str, object]) -> Mapping[str, object]: ...  # noqa: N803 - as above
    def get_paginator(self, operation_name: str) -> _Pages: ...
    def close(self) -> None: ...


class S3Store:
    """A bucket and a prefix; ``feed_age`` is in seconds, what caches may keep a feed for."""

    takes_siblings = False

    def __init__(self, bucket: str, prefix: str, feed_age: int) -> None:
        self.bucket = bucket
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self.name = f"s3://{bucket}/{self.prefix}".rstrip("/")
        self._feed_age = feed_age
        self._tag: str | None = None  # the manifest's ETag when it was read or written last
        self._client = _client()

    def seen(self) -> Mapping[str, Seen]:
        """The objects there now."""
        with self._named():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
            return {
                each["Key"][len(self.prefix) :]: Seen(each["Size"])
                for page in pages
                for each in page.get("Contents", ())
            }

    def manifest(self) -> bytes | None:
        """The manifest as it is there now."""
        with self._named():
            try:
                got = self._client.get_object(Bucket=self.bucket, Key=self.prefix + MANIFEST)
            except Exception as wrong:
                if _status(wrong) != 404 or _code(wrong) == "NoSuchBucket":
                    raise
                self._tag = None
                return None
            self._tag = got["ETag"]
            return got["Body"].read()

    def keep(self, manifest: bytes) -> None:
        """Put the manifest in its place, unless another run has put its own meanwhile."""
        condition = {"IfMatch": self._tag} if self._tag else {"IfNoneMatch": "*"}
        more = {"ContentType": "application/json", "CacheControl": "no-store"}
        with self._named():
            try:
                put = self._put_object(MANIFEST, manifest, {**more, **condition})
            except Exception as wrong:
                if _status(wrong) == 412 or _status(wrong) == 409:
                    raise PublishError(
                        f"Another run is publishing to {self.name}. When it has ended, run again."
                    ) from wrong
                if _status(wrong) != 501:  # a storage that knows no conditions
                    raise
                put = self._put_object(MANIFEST, manifest, more)
            self._tag = put["ETag"]

    def send(self, uploads: Sequence[Upload], mtime: int, told: Progress) -> Mapping[str, Entry]:
        """Put objects, one PUT each."""
        with self._named():
            return one_by_one(uploads, mtime, self._put, told)

    def remove(self, paths: Sequence[str]) -> None:
        """Delete objects."""
        with self._named():
            for start in range(0, len(paths), _AT_ONCE):
                keys = [{"Key": self.prefix + path} for path in paths[start : start + _AT_ONCE]]
                answer = self._client.delete_objects(Bucket=self.bucket, Delete={"Objects": keys, "Quiet": True})
                if answer.get("Errors"):
                    raise PublishError(f"{self.name} refused to delete what is gone from the site. Look at its policy.")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _put(self, body: Body) -> None:
        more = {
            "ContentType": media_type(body.path, body.kind),
            "CacheControl": cache_control(body.path, body.kind, self._feed_age),
        }
        self._put_object(body.path, body.file, more)

    def _put_object(self, path: str, body: bytes | BinaryIO, more: Mapping[str, str]) -> _Put:
        return self._client.put_object(Bucket=self.bucket, Key=self.prefix + path, Body=body, **more)

    @contextmanager
    def _named(self) -> Iterator[None]:
        from boto3.exceptions import Boto3Error  # noqa: PLC0415 - only this target pays for it
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - as above

        try:
            yield
        except (BotoCoreError, ClientError, Boto3Error) as wrong:
            raise PublishError(
                f"{self.name}: {wrong}. Each object there is whole, old or new; mend that and run again."
            ) from wrong


def _client() -> _Client:
    """A client as the ordinary configuration of AWS wants it. Raises UsageError without boto3 or a good one."""
    try:
        import boto3  # noqa: PLC0415 - as above
        from botocore.config import Config  # noqa: PLC0415 - as above
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415 - as above
    except ImportError as wrong:
        raise UsageError("Publishing to S3 needs boto3: pip install 'feeds[s3]'.") from wrong
    # Other makers' storage does not know the checksums that AWS's own clients add unless told not to.
    config = Config(request_checksum_calculation="when_required", response_checksum_validation="when_required")
    try:
        return cast("_Client", boto3.client("s3", config=config))
    except (BotoCoreError, ValueError) as wrong:
        raise UsageError(f"The configuration of AWS will not do: {wrong}. See ~/.aws/config and AWS_… .") from wrong


def _answer(wrong: BaseException) -> Mapping[str, Mapping[str, object]]:
    return cast("Mapping[str, Mapping[str, object]]", getattr(wrong, "response", {}))


def _status(wrong: BaseException) -> object:
    return _answer(wrong).get("ResponseMetadata", {}).get("HTTPStatusCode")


def _code(wrong: BaseException) -> object:
    return _answer(wrong).get("Error", {}).get("Code")
