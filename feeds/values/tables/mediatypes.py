"""Media types: the registered top-level types, and names that people write instead of registered ones.

Sources: the IANA registry of media types (https://www.iana.org/assignments/media-types), whose top-level types are
those of RFC 6838 section 4.2, with haptics (RFC 9695) and font (RFC 8081); taken by hand in 2025.
"""

from typing import Final

from feeds.values.tables import pairs, words

TOP_LEVEL: Final = words("application audio example font haptics image message model multipart text video")

MISNOMERS: Final = pairs(
    """
application/x-javascript:text/javascript application/javascript:text/javascript application/mp3:audio/mpeg
application/x-mp3:audio/mpeg application/x-pdf:application/pdf application/mp4a-latm:audio/mp4
application/atomxml:application/atom+xml application/rss:application/rss+xml application/atom:application/atom+xml
audio/mp3:audio/mpeg audio/x-mp3:audio/mpeg audio/mpeg3:audio/mpeg audio/x-mpeg:audio/mpeg audio/x-mpeg-3:audio/mpeg
audio/mpg:audio/mpeg audio/x-mpg:audio/mpeg audio/m4a:audio/mp4 audio/x-m4a:audio/mp4 audio/x-aac:audio/aac
audio/x-flac:audio/flac audio/x-ogg:audio/ogg image/jpg:image/jpeg image/pjpeg:image/jpeg image/x-png:image/png
image/svg:image/svg+xml image/x-webp:image/webp image/x-icon:image/vnd.microsoft.icon image/x-ms-bmp:image/bmp
text/htm:text/html text/xhtml:application/xhtml+xml text/rss:application/rss+xml text/atom:application/atom+xml
text/plaintext:text/plain text/text:text/plain text/x-markdown:text/markdown text/srt:application/x-subrip
text/json:application/json text/x-json:application/json video/mpg:video/mpeg video/m4v:video/mp4 video/x-m4v:video/mp4
video/mov:video/quicktime video/x-mp4:video/mp4 video/x-mpeg:video/mpeg
"""
)
"""Unregistered names, and the registered type that is meant."""
